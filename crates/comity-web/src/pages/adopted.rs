//! What the negotiation ended with: the adopted text to be read and printed, the statements made on
//! it, and how it came to be.

use std::sync::Arc;

use askama::Template;
use comity_app::views::Speaker;
use comity_app::views::outcome::{OutcomeView, outcome};
use comity_app::views::text::{NoText, TextView};
use comity_exchange::html::{anchor, written};
use comity_procedure::act::Disposition;
use comity_procedure::modalities::Capacity;
use comity_procedure::state::{CallOutcome, EndState, Statement};
use comity_procedure::{State, Time};
use comity_record::v1::vocabulary::{STATEMENTS, spelled};
use data_encoding::HEXLOWER;

use super::revision::begins_a_part;
use super::text::Turning;
use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::said::html;
use crate::visit::Visit;
use crate::words::Words;

#[derive(Template)]
#[template(path = "adopted.html")]
struct Adopted {
    frame: Frame,
    path: String,
    /// As HTML.
    title: String,
    /// Whether it is adopted, closed without agreement, or still under way.
    ending: &'static str,
    at: Option<Time>,
    /// Why it closed without agreement, as HTML.
    reason: Option<String>,
    text: Option<Text>,
    /// The other pages of a long text; the statements and the way stand on the last one.
    turning: Turning,
    statements: Vec<Said>,
    way: Way,
}

struct Text {
    revision: u32,
    entry: u64,
    hash: Option<String>,
    /// The language that it was negotiated in.
    language: String,
    provisions: Vec<Provision>,
}

struct Provision {
    id: String,
    anchor: String,
    /// Whether a part of the text begins with it.
    begins: bool,
    label: String,
    /// The class of its kind.
    kind: String,
    /// As HTML.
    words: String,
    heading: bool,
    withheld: bool,
}

struct Said {
    id: String,
    /// As HTML.
    by: String,
    kind: &'static str,
    /// As HTML.
    words: String,
    entry: u64,
}

/// How it came to be, in numbers and in steps.
struct Way {
    opened: Option<Time>,
    contributions: usize,
    /// What became of the inputs, as a sentence.
    inputs: String,
    proposals: usize,
    objections: usize,
    parties: usize,
    entries: u64,
    /// The revisions, with the entry that each came with.
    revisions: Vec<(u32, u64)>,
    /// The calls that ended, with whether all that was asked was agreed, and when.
    calls: Vec<(String, bool, Time)>,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    let state = room.state();
    let view = outcome(state);
    let words = visit.words();
    let (ending, at, reason) = match &view.ending {
        Some(EndState::Adopted { at, .. }) => ("adopted", Some(*at), None),
        Some(EndState::WithoutAgreement { at, reason, .. }) => {
            ("closed", Some(*at), Some(html(words, reason)))
        }
        None => ("open", None, None),
    };
    let is_shown = view.ending.is_some();
    let mut text = match (&view.text, is_shown) {
        (Ok(text), true) => Some(text_of(state, text)),
        (Ok(_), false) | (Err(NoText::NotTabled | NoText::Dropped), _) => None,
    };
    let turning = text.as_mut().map(|it| turned(&visit, it));
    Answer::page_to_keep(&Adopted {
        frame: visit.frame(words.say("adopted-title")),
        path: room.at(""),
        title: html(words, &view.title),
        ending,
        at,
        reason,
        text,
        turning: turning.unwrap_or_default(),
        statements: view
            .statements
            .iter()
            .map(|(statement, by)| said(words, statement, by))
            .collect(),
        way: way(words, state, &view),
    })
}

fn text_of(state: &State, text: &TextView) -> Text {
    let language = state.modalities().languages.first();
    let standing = text
        .provisions
        .iter()
        .zip(text.tabled.instrument.provisions());
    let provisions = standing.map(|(standing, provision)| Provision {
        id: standing.id.to_string(),
        anchor: anchor(standing.id.as_str()),
        begins: begins_a_part(standing.kind),
        label: standing.label.clone(),
        kind: comity_record::v1::vocabulary::kind_word(standing.kind),
        words: written(&provision.text),
        heading: standing.kind.is_heading(),
        withheld: standing.withheld,
    });
    Text {
        revision: text.revision,
        entry: text.entry,
        hash: text.hash.map(|it| HEXLOWER.encode(&it)),
        language: language.map_or_else(String::new, ToString::to_string),
        provisions: provisions.collect(),
    }
}

/// Leaves of the text what stands on the page that is asked for.
fn turned(visit: &Visit, text: &mut Text) -> Turning {
    let all = &text.provisions;
    let measured: Vec<(usize, bool)> = all.iter().map(|it| (it.words.len(), it.begins)).collect();
    let (turning, page) =
        Turning::through(visit, &measured, |id| all.iter().position(|it| it.id == id));
    text.provisions = text.provisions.drain(page).collect();
    turning
}

fn said(words: &Words, statement: &Statement, by: &Speaker) -> Said {
    Said {
        id: statement.id.to_string(),
        by: speaker(words, by),
        kind: spelled(STATEMENTS, &statement.kind),
        words: html(words, &statement.words),
        entry: statement.entry,
    }
}

fn speaker(words: &Words, by: &Speaker) -> String {
    match by {
        Speaker::Officer(Capacity::Chair) => words.say("doer-chair"),
        Speaker::Officer(_) => words.say("doer-secretariat"),
        Speaker::Delegation { party, behalf } => {
            let own = party.as_ref().map(|it| &it.name);
            let name = behalf.as_ref().or(own);
            let name = name.map_or_else(String::new, |it| html(words, it));
            format!("<bdi>{name}</bdi>")
        }
    }
}

fn way(words: &Words, state: &State, view: &OutcomeView) -> Way {
    let contributions = || state.contributions().values();
    let disposed = contributions().flat_map(|it| &it.dispositions);
    let taken_up = disposed.flatten().filter(|it| {
        matches!(
            it.disposition,
            Disposition::TakenUp | Disposition::TakenUpInPart
        )
    });
    let taken_up = taken_up.count();
    let passages: usize = contributions().map(|it| it.passages.len()).sum();
    let inputs = words.with(
        "way-inputs",
        &[
            ("count", &state.contributions().size()),
            ("passages", &passages),
            ("taken", &taken_up),
        ],
    );
    let ended = view.calls.iter().filter_map(|call| match &call.outcome {
        Some(CallOutcome::Closed { consensus, at, .. }) => {
            Some((call.id.to_string(), *consensus, *at))
        }
        _ => None,
    });
    Way {
        opened: view.opened,
        contributions: state.contributions().size(),
        inputs,
        proposals: state.proposals().size(),
        objections: state.objections().size(),
        parties: view.parties.len(),
        entries: view.entries,
        revisions: state.revisions().map(|it| (it.number, it.entry)).collect(),
        calls: ended.collect(),
    }
}
