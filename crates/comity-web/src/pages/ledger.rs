//! The objection ledger: every objection with its reason, what would clear it, the answers, and
//! where it stands.
//!
//! Start at [`show`], then [`one`].

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use comity_app::tasks::Task;
use comity_app::views::ledger::{LedgerLine, ledger};
use comity_procedure::act::{ActKind, Ending};
use comity_procedure::ids::ObjectionId;
use comity_procedure::state::ObjectionState;
use comity_record::v1::hex::Hex;
use comity_record::v1::{Act, Words};

use crate::acting::Keys;
use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::said::{self, Names, Place};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "procedure/ledger.html")]
struct Ledger {
    frame: Frame,
    root: String,
    rows: Vec<Row>,
    all: usize,
    open: usize,
    only_open: bool,
    counts: Vec<(String, usize, usize)>,
}

/// An objection as pages show it.
struct Row {
    id: String,
    who: String,
    on: Place,
    text_changed: bool,
    in_the_way: bool,
    reason: String,
    remedy: String,
    answers: Vec<String>,
    /// `open`, `addressed`, `sustained`, `accommodated` or `withdrawn`.
    state: &'static str,
    /// Why it is upheld, or why it ended.
    last_word: String,
    broke: Option<Place>,
    entry: u64,
}

/// The ledger, in the order of the record.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    let state = room.state();
    let names = Names::of(&visit);
    let lines = ledger(state);
    let only_open = visit.query.get("open") == "1";
    let rows = lines
        .iter()
        .filter(|it| !only_open || !it.objection.has_ended());
    let constituencies = state.modalities().constituencies.iter();
    let counts = constituencies.map(|constituency| {
        let by = |it: &&LedgerLine| {
            let by = it.by.as_ref();
            by.is_some_and(|by| by.constituency == *constituency)
        };
        let theirs = lines.iter().filter(by);
        let open = theirs.clone().filter(|it| !it.objection.has_ended());
        (
            names.constituency(constituency),
            theirs.count(),
            open.count(),
        )
    });
    Answer::page_to_keep(&Ledger {
        frame: visit.frame(visit.words().say("ledger-title")),
        root: room.at(""),
        rows: rows.map(|it| row(&visit, &names, it)).collect(),
        all: lines.len(),
        open: lines.iter().filter(|it| !it.objection.has_ended()).count(),
        only_open,
        counts: counts.collect(),
    })
}

fn row(visit: &Visit, names: &Names, line: &LedgerLine) -> Row {
    let it = &line.objection;
    let (state, last_word) = match &it.state {
        ObjectionState::Open => ("open", String::new()),
        ObjectionState::Addressed => ("addressed", String::new()),
        ObjectionState::Sustained { reason } => ("sustained", names.html(reason)),
        ObjectionState::Ended { ending, reason } => {
            let reason = reason
                .as_ref()
                .map_or_else(String::new, |it| names.html(it));
            match ending {
                Ending::Accommodated => ("accommodated", reason),
                Ending::Withdrawn => ("withdrawn", reason),
            }
        }
    };
    let unknown = || visit.words().say("place-unknown-party");
    Row {
        id: it.id.to_string(),
        who: line.by.as_ref().map_or_else(unknown, |by| names.party(by)),
        on: names.subject(&it.subject),
        text_changed: line.text_changed && !it.has_ended(),
        in_the_way: match &it.subject {
            comity_procedure::act::Subject::Provision(id) => {
                visit.room().state().in_the_way(id).contains(&it.id)
            }
            comity_procedure::act::Subject::Proposal(_) => false,
        },
        reason: names.html(&it.reason),
        remedy: names.html(&it.remedy),
        answers: it.answers.iter().map(|it| names.html(it)).collect(),
        state,
        last_word,
        broke: it.broke.as_ref().map(|call| Place {
            path: visit.room().at(&format!("/calls/{call}")),
            name: visit.words().say1("place-call", "id", call.as_str()),
        }),
        entry: it.entry,
    }
}

#[derive(Template)]
#[template(path = "procedure/objection.html")]
struct Objection {
    frame: Frame,
    refused: Option<Refused>,
    /// Which of the forms was not taken.
    refused_form: &'static str,
    root: String,
    keys: Keys,
    row: Row,
    /// The hash of what stands, so that nobody upholds an objection to words they have not read.
    text: String,
    may_answer: bool,
    answer_later: bool,
    may_end: bool,
    may_sustain: bool,
    typed: crate::fields::Fields,
}

/// One objection, with what the reader can do about it.
pub(crate) async fn one(visit: Arc<Visit>) -> Result<Answer, Problem> {
    page(&visit, "", None)
}

/// The chair answers.
pub(crate) async fn answer(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let act = Act::AnswerObjection {
        objection: visit.part("objection").to_owned(),
        answer: Words::inline(visit.form.get("answer")),
    };
    send(&visit, "answer", act).await
}

/// The one who objects ends it.
pub(crate) async fn end(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let act = Act::EndObjection {
        ending: visit.form.get("ending").to_owned(),
        objection: visit.part("objection").to_owned(),
        reason: visit.form.given("end-reason").map(Words::inline),
    };
    send(&visit, "end", act).await
}

/// The one who objects upholds it.
pub(crate) async fn sustain(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let act = Act::SustainObjection {
        objection: visit.part("objection").to_owned(),
        reason: Words::inline(visit.form.get("sustain-reason")),
        text: hash_field(visit.form.get("text")),
    };
    send(&visit, "sustain", act).await
}

/// A hash as a hidden field says it.
pub(crate) fn hash_field(said: &str) -> Option<Hex<32>> {
    Hex::parse(said)
}

async fn send(visit: &Visit, form: &'static str, act: Act) -> Result<Answer, Problem> {
    match visit.act(Task::Act(Box::new(act)), HashMap::new()).await {
        Ok(_) => {
            let path = format!("/ledger/{}#state", visit.part("objection"));
            Answer::see_other(visit.room().at(&path))
        }
        Err(problem) => {
            let refused = Refused::of(visit, problem)?;
            page(visit, form, Some(refused))
        }
    }
}

fn page(
    visit: &Visit,
    refused_form: &'static str,
    refused: Option<Refused>,
) -> Result<Answer, Problem> {
    let id = ObjectionId::new(visit.part("objection")).map_err(|_| Problem::NotFound)?;
    let room = visit.room();
    let state = room.state();
    let lines = ledger(state);
    let line = lines.iter().find(|it| it.objection.id == id);
    let line = line.ok_or(Problem::NotFound)?;
    let objection = &line.objection;
    let names = Names::of(visit);
    let own = said::is_own(room, &objection.by) && !objection.has_ended();
    let may = |act| room.caller.may_now(state, act);
    let answers = room.caller.may_ever(state, &[ActKind::AnswerObjection]);
    let may_answer = may(ActKind::AnswerObjection) && !objection.has_ended();
    let can_be_sustained = objection.state == ObjectionState::Addressed || line.text_changed;
    let status = refused.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Objection {
        frame: visit.frame(visit.words().say1("objection-title", "id", id.as_str())),
        refused,
        refused_form,
        root: room.at(""),
        keys: visit.keys(refused_form),
        row: row(visit, &names, line),
        text: state
            .hash_of(&objection.subject)
            .map_or_else(String::new, |it| data_encoding::HEXLOWER.encode(&it.0)),
        may_answer,
        answer_later: answers && !may_answer && !objection.has_ended(),
        may_end: own && may(ActKind::EndObjection),
        may_sustain: own && can_be_sustained && may(ActKind::SustainObjection),
        typed: visit.form.clone(),
    };
    Answer::page_with(status, &page)
}
