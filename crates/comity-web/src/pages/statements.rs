//! Statements: what delegations wish to have on the record, in the order in which they said it.
//!
//! Start at [`show`], then [`form`].

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use comity_app::views::outcome::outcome;
use comity_procedure::act::ActKind;
use comity_procedure::ids::StatementId;
use comity_record::v1::vocabulary::{STATEMENTS, spelled};
use comity_record::v1::{Act, Words};

use super::contributions::{Carriage, Choice, carriage};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::pages::proposing::key;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::said::{self, Names, Place};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "procedure/statements.html")]
struct List {
    frame: Frame,
    root: String,
    rows: Vec<Row>,
    may_make: bool,
    key: String,
}

struct Row {
    id: String,
    kind: &'static str,
    who: String,
    on: Vec<Place>,
    words: String,
    entry: u64,
    carriage: Option<Carriage>,
    /// Whether the reader may answer it.
    reply: bool,
}

/// The statements.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    let state = room.state();
    let names = Names::of(&visit);
    let may_make = room.caller.may_now(state, ActKind::State);
    let may_settle = room.caller.may_now(state, ActKind::ConfirmCarriage);
    let rows = outcome(state).statements.into_iter().map(|(it, speaker)| {
        let own = may_settle && said::carried_for_reader(room, &it.voice);
        Row {
            id: it.id.to_string(),
            kind: spelled(STATEMENTS, &it.kind),
            who: names.speaker(&speaker),
            on: it.on.iter().map(|link| names.link(link)).collect(),
            words: names.html(&it.words),
            entry: it.entry,
            carriage: carriage(
                visit.words(),
                it.voice.carriage.as_ref(),
                own.then(|| ("statement", it.id.to_string())),
            ),
            reply: may_make && !said::is_own(room, &it.voice.delegation),
        }
    });
    Answer::page(&List {
        frame: visit.frame(visit.words().say("statements-title")),
        root: room.at(""),
        rows: rows.collect(),
        may_make,
        key: visit.fresh_key(),
    })
}

#[derive(Template)]
#[template(path = "procedure/make_statement.html")]
struct Make {
    frame: Frame,
    refused: Option<Refused>,
    root: String,
    key: String,
    kinds: Vec<Choice>,
    provisions: Vec<Choice>,
    proposals: Vec<Choice>,
    statements: Vec<Choice>,
    behalves: Vec<Choice>,
    words: String,
}

impl Make {
    /// Whether a list that is folded up has to be open: something in it is chosen.
    fn has_chosen(&self, list: &[Choice]) -> bool {
        list.iter().any(|it| it.chosen)
    }
}

/// The form.
pub(crate) async fn form(visit: Arc<Visit>) -> Result<Answer, Problem> {
    page(&visit, None)
}

/// Makes the statement.
pub(crate) async fn make(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    let is_used = |id: &str| {
        let id = StatementId::new(id);
        id.is_ok_and(|id| room.state().statements().contains_key(&id))
    };
    let on = visit.form.all("on").filter_map(said::link);
    let act = Act::State {
        kind: visit.form.get("kind").to_owned(),
        on: on.collect(),
        statement: visit.fresh_id(is_used),
        words: Words::inline(visit.form.get("words").trim()),
    };
    let actor = said::actor(&visit).ok_or(Problem::NotAllowed)?;
    match visit.submit_as(actor, act).await {
        Ok(taken) => {
            let published = room.desk.read();
            let all = published.state.statements().values();
            let mut mine = all.filter(|it| it.entry == taken.entry);
            let id = mine.next().map_or_else(String::new, |it| it.id.to_string());
            Answer::see_other(room.at(&format!("/statements#{id}")))
        }
        Err(problem) => {
            let refused = Refused::of(&visit, problem)?;
            page(&visit, Some(refused))
        }
    }
}

fn page(visit: &Visit, refused: Option<Refused>) -> Result<Answer, Problem> {
    let room = visit.room();
    let names = Names::of(visit);
    // A link to this form may say what the statement is on.
    let said_on = |value: &str| {
        let typed = visit.form.all("on").any(|it| it == value);
        typed || visit.query.all("on").any(|it| it == value)
    };
    let kind = match visit.form.given("kind") {
        Some(kind) => kind,
        None => visit.query.get("kind"),
    };
    let choice = |value: String, name: String| Choice {
        chosen: said_on(&value),
        value,
        name,
    };
    let state = room.state();
    let status = refused.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Make {
        frame: visit.frame(visit.words().say("make-statement-title")),
        refused,
        root: room.at(""),
        key: key(visit),
        kinds: STATEMENTS
            .iter()
            .map(|(word, _)| Choice {
                value: (*word).to_owned(),
                name: visit.words().say(&format!("statement-{word}")),
                chosen: kind == *word,
            })
            .collect(),
        provisions: names
            .provisions()
            .iter()
            .map(|(id, name)| choice(format!("provision:{id}"), name.clone()))
            .collect(),
        proposals: state
            .proposals()
            .keys()
            .map(|id| choice(format!("proposal:{id}"), names.proposal(id).name))
            .collect(),
        statements: outcome(state)
            .statements
            .iter()
            .map(|(it, _)| {
                let link = comity_procedure::act::Link::Statement(it.id.clone());
                choice(said::link_field(&link), names.link(&link).name)
            })
            .collect(),
        behalves: said::behalves(visit.words(), room)
            .into_iter()
            .map(|(value, name)| Choice {
                chosen: value == visit.form.get("behalf"),
                value,
                name,
            })
            .collect(),
        words: visit.form.get("words").to_owned(),
    };
    Answer::page_with(status, &page)
}
