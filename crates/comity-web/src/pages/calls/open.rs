//! Opening a call: the chair chooses provisions, or asks on the whole text or for other
//! modalities, and for how long.
//!
//! Every provision says where it stands and what is in its way, so that nobody asks what cannot
//! be answered. The words that are asked are those that the chair has read: their hash is in the
//! form. Modalities are written as the file that they are.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use comity_app::tasks::Task;
use comity_app::views::obstacles::{Obstacles, obstacles};
use comity_app::views::text::Status;
use comity_exchange::html::written_string;
use comity_procedure::Time;
use comity_procedure::act::{ActKind, Question};
use comity_procedure::ids::CallId;
use comity_procedure::state::Call;
use comity_procedure::time::Hours;
use comity_record::v1::Act;
use comity_record::v1::modalities::{Modalities, ModalitiesError};
use comity_record::v1::parts::{CalledProvision, Question as Asked};
use comity_record::v1::times::Moment;
use data_encoding::HEXLOWER;
use jiff::civil::DateTime;

use super::super::ledger::hash_field;
use crate::answer::Answer;
use crate::fields::Fields;
use crate::frame::Frame;
use crate::pages::proposing::{key, taken_entry};
use crate::pages::text::working_tag;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::said::{Names, Place, first_words};
use crate::visit::Visit;

/// How long after the form a call opens, in milliseconds: it is decided a moment after it was
/// sent, and a call cannot open before it is decided.
const OPENS_IN_MILLISECONDS: i64 = 2_000;

/// The longest text that stands in the form whole, in bytes: what a slow line takes as one page.
const MAX_TEXT_BYTES: usize = 100_000;

/// How much of a provision stands in the form of a longer one, in characters.
const MAX_START_CHARS: usize = 60;

/// What a call asks that asks for other modalities, as the form says it.
const MODALITIES: &str = "modalities";

#[derive(Template)]
#[template(path = "procedure/open_call.html")]
struct Open {
    frame: Frame,
    /// The tag of the language that the text is negotiated in.
    tongue: String,
    refused: Option<Refused>,
    root: String,
    key: String,
    rows: Vec<Row>,
    /// Whether the text is too long to stand here whole: its provisions are led to then.
    is_long: bool,
    revision: u32,
    /// `provisions`, `adoption` or `modalities`.
    what: String,
    /// The modalities as they should be, as a file.
    modalities: String,
    /// `silence` or `explicit`.
    kind: String,
    hours: String,
    closes: String,
    least: u32,
    least_again: u32,
    zone: String,
    again: Option<String>,
    may_adopt: bool,
    open_now: bool,
    in_the_way: usize,
}

struct Row {
    id: String,
    label: Place,
    words: String,
    /// The first of them.
    start: String,
    hash: String,
    /// `open`, `called`, `agreed`.
    state: &'static str,
    unanswered: Vec<Place>,
    in_the_way: Vec<Place>,
    proposals: usize,
    can_be_called: bool,
    chosen: bool,
}

/// The form; `again` in the address names the broken call that is issued again.
pub(crate) async fn form(visit: Arc<Visit>) -> Result<Answer, Problem> {
    page(&visit, None)
}

/// Opens it.
pub(crate) async fn open(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let form = &visit.form;
    let room = visit.room();
    if taken_entry(&visit)?.is_some() {
        return Answer::see_other(room.at("/calls"));
    }
    let is_used = |id: &str| {
        let id = CallId::new(id);
        id.is_ok_and(|id| room.state().calls().contains_key(&id))
    };
    let call = numbered(is_used);
    let opens = Time(visit.now + OPENS_IN_MILLISECONDS);
    let closes = match closes(&visit, form, opens) {
        Ok(closes) => closes,
        Err(problem) => return page(&visit, Some(Refused::of(&visit, problem)?)),
    };
    let question = match question(&visit) {
        Ok(question) => question,
        Err(problem) => return page(&visit, Some(Refused::of(&visit, problem)?)),
    };
    let act = Act::OpenCall {
        again: form.given("again").map(str::to_owned),
        call: call.clone(),
        closes: closes.map(Moment),
        kind: form.get("kind").to_owned(),
        opens: Moment(opens),
        question,
    };
    match visit.act(Task::Act(Box::new(act)), HashMap::new()).await {
        Ok(taken) if taken.again => Answer::see_other(room.at("/calls")),
        Ok(_) => Answer::see_other(room.at(&format!("/calls/{call}"))),
        Err(problem) => {
            let refused = Refused::of(&visit, problem)?;
            page(&visit, Some(refused))
        }
    }
}

/// What the form asks.
fn question(visit: &Visit) -> Result<Asked, Problem> {
    let form = &visit.form;
    Ok(match form.get("what") {
        "adoption" => Asked::Adoption {
            revision: form.get("revision").parse().unwrap_or(0),
        },
        MODALITIES => Asked::Modalities(Box::new(modalities(visit)?)),
        _ => Asked::Provisions(chosen(form)),
    })
}

/// The modalities that the form asks for: others than those in force.
fn modalities(visit: &Visit) -> Result<Modalities, Problem> {
    let not = |error: ModalitiesError| Problem::NotUnderstood(error.into());
    let asked = Modalities::from_toml(visit.form.get("modalities")).map_err(not)?;
    let rules = asked.rules().map_err(not)?;
    match rules == **visit.room().state().modalities() {
        true => Err(Problem::Field {
            message: "open-call-modalities-same",
        }),
        false => Ok(asked),
    }
}

/// The provisions that are chosen, each with the hash of the words that stood in the form.
fn chosen(form: &Fields) -> Vec<CalledProvision> {
    let provisions = form.all("provision").map(|id| CalledProvision {
        text: hash_field(form.get(&format!("text-{id}"))),
        provision: id.to_owned(),
    });
    provisions.collect()
}

/// A name that can be said aloud.
fn numbered(is_used: impl Fn(&str) -> bool) -> String {
    (1_u32..)
        .map(|number| format!("call-{number}"))
        .find(|id| !is_used(id))
        .expect("there are more numbers than calls in a negotiation")
}

/// When it closes: at a time of the chair's own clock, or after some hours.
fn closes(visit: &Visit, form: &Fields, opens: Time) -> Result<Option<Time>, Problem> {
    let not = |message| Err(Problem::Field { message });
    if let Some(at) = form.given("closes") {
        let Ok(there) = at.parse::<DateTime>() else {
            return not("problem-no-moment");
        };
        let Ok(moment) = there.to_zoned(visit.reader.zone.clone()) else {
            return not("problem-no-moment");
        };
        return Ok(Some(Time(moment.timestamp().as_millisecond())));
    }
    match form.given("hours") {
        // The rules want silence and other modalities asked for so long; of what is answered by the
        // ledger, the chair closes the call.
        Some(hours) if form.get("kind") == "silence" || form.get("what") == MODALITIES => {
            match hours.parse::<u32>() {
                Ok(hours) => Ok(Some(opens.after(Hours(hours)))),
                Err(_) => not("problem-no-hours"),
            }
        }
        _ => Ok(None),
    }
}

fn page(visit: &Visit, refused: Option<Refused>) -> Result<Answer, Problem> {
    let room = visit.room();
    let state = room.state();
    let names = Names::of(visit);
    let found = obstacles(state).unwrap_or_default();
    let again = again(visit);
    let form = &visit.form;
    let said = |name: &str, else_: &str| form.find(name).unwrap_or(else_).to_owned();
    let what = again
        .as_ref()
        .map_or("provisions", |it| match *it.question {
            Question::Provisions(_) => "provisions",
            Question::Adoption { .. } => "adoption",
            Question::Modalities(_) => MODALITIES,
        });
    let in_force = || match again.as_ref().map(|it| &*it.question) {
        Some(Question::Modalities(asked)) => Modalities::of(asked).to_toml(),
        _ => Modalities::of(state.modalities()).to_toml(),
    };
    let least = state.modalities().silence.0;
    let least_again = state.modalities().silence_again.0;
    let usual = if again.is_some() { least_again } else { least };
    let kind = again.as_ref().filter(|it| !super::is_silence(it));
    let status = refused.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Open {
        tongue: working_tag(room.state()),
        frame: visit.frame(visit.words().say("open-call-title")),
        refused,
        root: room.at(""),
        key: key(visit),
        rows: found
            .iter()
            .map(|it| row(visit, &names, it, again.as_deref()))
            .collect(),
        is_long: found
            .iter()
            .map(|it| it.words.as_str().len())
            .sum::<usize>()
            > MAX_TEXT_BYTES,
        revision: state.current().map_or(0, |it| it.number),
        what: said("what", what),
        modalities: form.find("modalities").map_or_else(in_force, str::to_owned),
        kind: said(
            "kind",
            if kind.is_some() {
                "explicit"
            } else {
                "silence"
            },
        ),
        hours: said("hours", &usual.to_string()),
        closes: said("closes", ""),
        least,
        least_again,
        zone: visit.reader.zone.iana_name().unwrap_or("UTC").to_owned(),
        again: again.map(|it| it.id.to_string()),
        may_adopt: room.caller.may_now(state, ActKind::Adopt),
        open_now: room.caller.may_now(state, ActKind::OpenCall),
        in_the_way: found.iter().filter(|it| !it.unanswered.is_empty()).count(),
    };
    Answer::page_with(status, &page)
}

/// The broken call that is issued again, if the form or the address names one.
fn again(visit: &Visit) -> Option<Arc<Call>> {
    let named = visit.form.given("again").or(visit.query.given("again"))?;
    let id = CallId::new(named).ok()?;
    visit.room().state().calls().get(&id).cloned()
}

fn row(visit: &Visit, names: &Names, it: &Obstacles, again: Option<&Call>) -> Row {
    let standing = &it.standing;
    let objection = |id: &comity_procedure::ids::ObjectionId| Place {
        path: visit.room().at(&format!("/ledger/{id}")),
        name: visit.words().say1("place-objection", "id", id.as_str()),
    };
    let hash = visit.room().state().current();
    let hash = hash.and_then(|revision| revision.hashes.get(&standing.id));
    let typed = visit.form.find("key").is_some();
    let chosen = match again {
        _ if typed => visit
            .form
            .all("provision")
            .any(|id| id == standing.id.as_str()),
        Some(call) => call.provisions().any(|id| *id == standing.id) && it.can_be_called(),
        None => false,
    };
    Row {
        label: names.provision(&standing.id),
        words: written_string(it.words.as_str()),
        start: first_words(it.words.as_str(), MAX_START_CHARS),
        hash: hash.map_or_else(String::new, |it| HEXLOWER.encode(&it.0)),
        state: match &standing.status {
            Status::Open => "open",
            Status::UnderCall(_) => "called",
            Status::AdRef(_) | Status::Adopted => "agreed",
        },
        unanswered: it.unanswered.iter().map(objection).collect(),
        in_the_way: it
            .in_the_way
            .iter()
            .filter(|id| !it.unanswered.contains(id))
            .map(objection)
            .collect(),
        proposals: it.proposals.len(),
        can_be_called: it.can_be_called(),
        chosen,
        id: standing.id.as_str().to_owned(),
    }
}
