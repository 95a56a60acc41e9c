//! Contributions: every written input in the order of the record, and what became of it.
//!
//! Start at [`show`], then [`one`].

pub(crate) mod dispose;
pub(crate) mod send;

use std::sync::Arc;

use askama::Template;
use comity_app::views::contributions::{
    ContributionLine, InputCounts, contributions, counts, next_undisposed,
};
use comity_app::views::{in_protocol_order, speaker};
use comity_procedure::act::{ActKind, Disposition};
use comity_procedure::ids::{ContributionId, DelegationId};
use comity_procedure::state::{CarriageState, Contribution};
use comity_record::v1::vocabulary::{DISPOSITIONS, spelled};

use crate::answer::Answer;
use crate::frame::Frame;
use crate::pages::findings::campaigns::{Alike, alike};
use crate::pages::findings::origins::{InText, in_text};
use crate::problem::Problem;
use crate::said::{self, Names, Place};
use crate::visit::Visit;
use crate::words::Words;

/// The most contributions of one page.
const LINES_OF_A_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "procedure/contributions.html")]
struct List {
    frame: Frame,
    root: String,
    rows: Vec<Row>,
    all: usize,
    counts: Vec<CountRow>,
    delegations: Vec<Choice>,
    constituencies: Vec<Choice>,
    only_undisposed: bool,
    more: Option<String>,
    may_send: bool,
    next: Option<String>,
}

struct Row {
    id: String,
    title: String,
    language: String,
    who: String,
    constituency: String,
    entry: u64,
    passages: usize,
    undisposed: usize,
    became: Vec<(&'static str, usize)>,
}

struct CountRow {
    name: String,
    numbers: InputCounts,
}

/// An option of a list.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) name: String,
    pub(crate) chosen: bool,
}

/// The list.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    let state = room.state();
    let names = Names::of(&visit);
    let lines = contributions(state);
    let (of, by) = (
        visit.query.get("delegation"),
        visit.query.get("constituency"),
    );
    let only_undisposed = visit.query.get("undisposed") == "1";
    let wanted = |it: &&ContributionLine| {
        (of.is_empty() || it.of.as_str() == of)
            && (by.is_empty() || it.constituency.as_ref().is_some_and(|it| it.as_str() == by))
            && (!only_undisposed || it.undisposed > 0)
    };
    let found: Vec<&ContributionLine> = lines.iter().filter(wanted).collect();
    let from: usize = visit.query.get("from").parse().unwrap_or(0);
    // Anybody can write any number there.
    let after = from.saturating_add(LINES_OF_A_PAGE);
    let rows = found.iter().skip(from).take(LINES_OF_A_PAGE);
    let sent = |id: &DelegationId| lines.iter().any(|it| it.of == *id);
    let next = next_undisposed(state, None);
    let next = next.filter(|_| room.caller.may_now(state, ActKind::Dispose));
    Answer::page_to_keep(&List {
        frame: visit.frame(visit.words().say("inputs-title")),
        root: room.at(""),
        rows: rows.map(|it| row(&names, it)).collect(),
        all: found.len(),
        counts: counts(state, &lines)
            .into_iter()
            .map(|numbers| CountRow {
                name: names.constituency(&numbers.constituency),
                numbers,
            })
            .collect(),
        delegations: in_protocol_order(state)
            .iter()
            .filter(|it| sent(&it.id))
            .map(|it| Choice {
                value: it.id.to_string(),
                name: said::line(visit.words(), &it.name),
                chosen: it.id.as_str() == of,
            })
            .collect(),
        constituencies: state
            .modalities()
            .constituencies
            .iter()
            .map(|it| Choice {
                value: it.to_string(),
                name: names.constituency(it),
                chosen: it.as_str() == by,
            })
            .collect(),
        only_undisposed,
        more: (found.len() > after).then(|| {
            let undisposed = if only_undisposed { "1" } else { "" };
            let from = after.to_string();
            let pairs = [
                ("delegation", of),
                ("constituency", by),
                ("undisposed", undisposed),
                ("from", &from),
            ];
            serde_urlencoded::to_string(pairs).expect("pairs of strings can be written")
        }),
        may_send: room.caller.may_now(state, ActKind::Contribute),
        next: next.map(|(id, passage)| dispose_path(&visit, &id, passage)),
    })
}

fn row(names: &Names, line: &ContributionLine) -> Row {
    let it = &line.contribution;
    let count = |kind: Disposition| {
        let all = it.dispositions.iter().flatten();
        all.filter(|it| it.disposition == kind).count()
    };
    let became = DISPOSITIONS
        .iter()
        .map(|(word, kind)| (*word, count(*kind)))
        .filter(|(_, count)| *count > 0);
    Row {
        id: line.id.to_string(),
        title: names.html(&it.title),
        language: it.language.to_string(),
        who: names.speaker(&line.by),
        constituency: line
            .constituency
            .as_ref()
            .map_or_else(String::new, |it| names.constituency(it)),
        entry: it.entry,
        passages: it.passages.len(),
        undisposed: line.undisposed,
        became: became.collect(),
    }
}

#[derive(Template)]
#[template(path = "procedure/contribution.html")]
struct One {
    frame: Frame,
    root: String,
    title: String,
    language: String,
    who: String,
    entry: u64,
    passages: Vec<PassageRow>,
    carriage: Option<Carriage>,
    /// Where its words stand in the text.
    in_text: Option<InText>,
    /// Who sent nearly the same.
    alike: Option<Alike>,
    key: String,
}

/// A passage and what became of it.
pub(crate) struct PassageRow {
    pub(crate) number: usize,
    pub(crate) words: String,
    pub(crate) on: Option<Place>,
    pub(crate) became: Option<Became>,
    pub(crate) dispose: Option<String>,
}

/// What became of a passage.
pub(crate) struct Became {
    pub(crate) word: &'static str,
    pub(crate) reason: String,
    pub(crate) link: Place,
}

/// Where an organisation stands to what was carried for it.
pub(crate) struct Carriage {
    /// `unconfirmed`, `confirmed` or `contested`.
    pub(crate) word: &'static str,
    pub(crate) reason: String,
    /// What it is, as the form says it, where the reader may say so.
    pub(crate) own: Option<(&'static str, String)>,
}

/// One contribution: what became of my input.
pub(crate) async fn one(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let (id, found) = wanted(&visit)?;
    let room = visit.room();
    let names = Names::of(&visit);
    let title = said::line(visit.words(), &found.title);
    let all = found.passages.iter().enumerate();
    let may_dispose = room.caller.may_now(room.state(), ActKind::Dispose);
    let may_settle = said::carried_for_reader(room, &found.voice)
        && room.caller.may_now(room.state(), ActKind::ConfirmCarriage);
    let page = One {
        frame: visit.frame(title),
        root: room.at(""),
        title: names.html(&found.title),
        language: found.language.to_string(),
        who: names.speaker(&speaker(room.state(), &found.voice)),
        entry: found.entry,
        passages: all
            .map(|(at, _)| {
                let mut row = passage(&names, &found, at);
                row.dispose = may_dispose.then(|| dispose_path(&visit, &id, at));
                row
            })
            .collect(),
        carriage: carriage(
            visit.words(),
            found.voice.carriage.as_ref(),
            may_settle.then(|| ("contribution", id.to_string())),
        ),
        in_text: in_text(&visit, &id).await?,
        alike: alike(&visit, &id).await?,
        key: visit.fresh_key(),
    };
    match may_settle {
        true => Answer::page(&page),
        false => Answer::page_to_keep(&page),
    }
}

/// Where an organisation stands, as pages show it.
pub(crate) fn carriage(
    words: &Words,
    state: Option<&CarriageState>,
    own: Option<(&'static str, String)>,
) -> Option<Carriage> {
    let (word, reason) = match state? {
        CarriageState::Unconfirmed => ("unconfirmed", String::new()),
        CarriageState::Confirmed => ("confirmed", String::new()),
        CarriageState::Contested { reason } => ("contested", said::html(words, reason)),
    };
    Some(Carriage { word, reason, own })
}

/// The contribution that the path names.
fn wanted(visit: &Visit) -> Result<(ContributionId, Arc<Contribution>), Problem> {
    let id = ContributionId::new(visit.part("contribution")).map_err(|_| Problem::NotFound)?;
    let found = visit.room().state().contributions().get(&id).cloned();
    found.map(|it| (id, it)).ok_or(Problem::NotFound)
}

fn passage(names: &Names, contribution: &Contribution, at: usize) -> PassageRow {
    let it = &contribution.passages[at];
    let became = contribution.dispositions.get(at).and_then(|it| it.as_ref());
    PassageRow {
        number: at + 1,
        words: names.html(&it.words),
        on: it.on.as_ref().map(|id| names.provision(id)),
        became: became.map(|it| Became {
            word: spelled(DISPOSITIONS, &it.disposition),
            reason: names.html(&it.reason),
            link: names.link(&it.link),
        }),
        dispose: None,
    }
}

/// The form that says what became of a passage; people count from 1.
fn dispose_path(visit: &Visit, id: &ContributionId, passage: usize) -> String {
    let rest = format!("/contributions/{id}/{}/dispose", passage + 1);
    visit.room().at(&rest)
}
