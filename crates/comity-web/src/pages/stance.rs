//! Where somebody stands: positions and objections, on a provision or a proposal, each on the
//! words that the person saw and on no others.
//!
//! Never here: what a position does; the rules say that. Start at [`show_position`].

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use comity_app::Caller;
use comity_app::tasks::Task;
use comity_app::views::text::name_in;
use comity_exchange::html::written;
use comity_procedure::act::{ActKind, Subject};
use comity_procedure::ids::{ObjectionId, TextHash};
use comity_procedure::state::Held;
use comity_record::v1::hex::Hex;
use comity_record::v1::vocabulary::STANCES;
use comity_record::v1::{Act, Words, parts};
use comity_text::ProvisionId;

use super::proposing::{key, proposal_of, taken_entry, tongue};
use super::sponsoring::redlines;
use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::visit::Visit;

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Saying {
    Position,
    Objection,
}

#[derive(Template)]
#[template(path = "stance.html")]
struct Page {
    frame: Frame,
    refused: Option<Refused>,
    /// Whether this is an objection.
    objects: bool,
    is_proposal: bool,
    path: String,
    back: String,
    /// The language that the text is negotiated in.
    tongue: String,
    key: String,
    /// The hash of what stands.
    text: String,
    /// What stands, as HTML.
    stands: Vec<String>,
    /// What the person saw, where that is something else.
    was: Option<Vec<String>>,
    stances: Vec<&'static str>,
    stance: String,
    held: Option<String>,
    objection: Option<String>,
    reason: String,
    remedy: String,
    may_now: bool,
    closed_stage: String,
}

/// The page of a position.
pub(crate) async fn show_position(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let subject = subject(&visit)?;
    page(&visit, &subject, Saying::Position, Outcome::Begins)
}

/// Takes a position, or takes it back.
pub(crate) async fn take_position(visit: Arc<Visit>) -> Result<Answer, Problem> {
    send(&visit, Saying::Position).await
}

/// The page of an objection.
pub(crate) async fn show_objection(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let subject = subject(&visit)?;
    page(&visit, &subject, Saying::Objection, Outcome::Begins)
}

/// Objects.
pub(crate) async fn object(visit: Arc<Visit>) -> Result<Answer, Problem> {
    send(&visit, Saying::Objection).await
}

/// What became of a form.
enum Outcome {
    /// None was sent.
    Begins,
    /// It was about other words than those that stand.
    Stale,
    /// It was not taken.
    Refused(Problem),
}

impl Saying {
    fn name(self) -> &'static str {
        match self {
            Saying::Position => "position",
            Saying::Objection => "object",
        }
    }

    fn kind(self) -> ActKind {
        match self {
            Saying::Position => ActKind::TakePosition,
            Saying::Objection => ActKind::Object,
        }
    }

    fn act(self, visit: &Visit, subject: &Subject) -> Act {
        let form = &visit.form;
        let text = seen(visit);
        let subject = match subject {
            Subject::Provision(id) => parts::Subject::Provision(id.to_string()),
            Subject::Proposal(id) => parts::Subject::Proposal(id.to_string()),
        };
        match (self, form.get("stance")) {
            (Saying::Objection, _) => Act::Object {
                objection: fresh_objection(visit),
                reason: Words::inline(form.get("reason")),
                remedy: Words::inline(form.get("remedy")),
                subject,
                text,
            },
            (Saying::Position, "clear") => Act::ClearPosition { subject },
            (Saying::Position, stance) => Act::TakePosition {
                reason: form.given("reason").map(Words::inline),
                stance: stance.to_owned(),
                subject,
                text,
            },
        }
    }
}

fn fresh_objection(visit: &Visit) -> String {
    let known = visit.room().state().objections();
    visit.fresh_id(|id| ObjectionId::new(id).is_ok_and(|id| known.contains_key(&id)))
}

/// The words that the person saw, by their hash.
fn seen(visit: &Visit) -> Option<Hex<32>> {
    Hex::parse(visit.form.get("text"))
}

fn subject(visit: &Visit) -> Result<Subject, Problem> {
    if visit.path.contains_key("proposal") {
        return Ok(Subject::Proposal(proposal_of(visit)?.id.clone()));
    }
    let id = ProvisionId::new(visit.part("provision"));
    let current = visit.room().state().current();
    match current.and_then(|it| it.instrument.get(&id)) {
        Some(_) => Ok(Subject::Provision(id)),
        None => Err(Problem::NotFound),
    }
}

/// The path of what a position is taken on, within the negotiation.
fn path_of(subject: &Subject) -> String {
    match subject {
        Subject::Provision(id) => format!("/text/{id}"),
        Subject::Proposal(id) => format!("/proposals/{id}"),
    }
}

async fn send(visit: &Visit, saying: Saying) -> Result<Answer, Problem> {
    let subject = subject(visit)?;
    if let Some(entry) = taken_entry(visit)? {
        return Answer::see_other(place_of(visit, &subject, (saying, entry)));
    }
    let stands = visit.room().state().hash_of(&subject).map(|it| Hex(it.0));
    let takes_back = saying == Saying::Position && visit.form.get("stance") == "clear";
    if seen(visit) != stands && !takes_back {
        return page(visit, &subject, saying, Outcome::Stale);
    }
    if saying == Saying::Position && visit.form.given("stance").is_none() {
        let message = "stance-none";
        let problem = Problem::Field { message };
        return page(visit, &subject, saying, Outcome::Refused(problem));
    }
    let act = saying.act(visit, &subject);
    match visit
        .act(Task::Act(Box::new(act)), Default::default())
        .await
    {
        Ok(acted) => Answer::see_other(place_of(visit, &subject, (saying, acted.entry))),
        Err(problem) => page(visit, &subject, saying, Outcome::Refused(problem)),
    }
}

/// Where what was said can be seen.
fn place_of(visit: &Visit, subject: &Subject, (saying, entry): (Saying, u64)) -> String {
    let room = visit.room();
    let published = room.desk.read();
    let mut objections = published.state.objections().values();
    match objections.find(|it| saying == Saying::Objection && it.entry == entry) {
        Some(found) => room.at(&format!("/ledger/{}", found.id)),
        None => room.at(&format!("{}#positions", path_of(subject))),
    }
}

fn page(
    visit: &Visit,
    subject: &Subject,
    saying: Saying,
    outcome: Outcome,
) -> Result<Answer, Problem> {
    let (status, refused, is_stale) = match outcome {
        Outcome::Begins => (StatusCode::OK, None, false),
        Outcome::Stale => (StatusCode::CONFLICT, None, true),
        Outcome::Refused(problem) => {
            let refused = Refused::of(visit, problem)?;
            (refused.status, Some(refused), false)
        }
    };
    let room = visit.room();
    let (state, words) = (room.state(), visit.words());
    let path = path_of(subject);
    let (held, objection) = held(visit, subject);
    let stands = state.hash_of(subject);
    let form = &visit.form;
    let title = words.say1(
        &format!("stance-title-{}", saying.name()),
        "name",
        name(visit, subject),
    );
    Answer::page_with(
        status,
        &Page {
            frame: visit.frame(title),
            refused,
            objects: saying == Saying::Objection,
            is_proposal: matches!(subject, Subject::Proposal(_)),
            path: room.at(&format!("{path}/{}", saying.name())),
            back: room.at(&path),
            tongue: tongue(visit),
            key: key(visit),
            text: stands.map_or_else(String::new, |it| Hex(it.0).to_string()),
            stands: standing(visit, subject),
            was: is_stale.then(|| seen_words(visit, subject)),
            stances: STANCES.iter().map(|it| it.0).collect(),
            stance: form
                .given("stance")
                .map_or_else(|| held.clone().unwrap_or_default(), str::to_owned),
            held,
            objection,
            reason: form.get("reason").to_owned(),
            remedy: form.get("remedy").to_owned(),
            may_now: room.caller.may_now(state, saying.kind()),
            closed_stage: words.say(&format!("stage-{}", state.stage().name())),
        },
    )
}

fn name(visit: &Visit, subject: &Subject) -> String {
    match subject {
        Subject::Proposal(id) => id.to_string(),
        Subject::Provision(id) => {
            let current = visit.room().state().current();
            let name = current.and_then(|it| name_in(&it.instrument, id));
            name.unwrap_or_else(|| id.to_string())
        }
    }
}

/// The position that the reader's delegation holds, and its objection that has not ended.
fn held(visit: &Visit, subject: &Subject) -> (Option<String>, Option<String>) {
    let room = visit.room();
    let Caller::Party { delegation, .. } = &room.caller else {
        return (None, None);
    };
    let taken = room.state().positions().get(subject);
    match taken.and_then(|it| it.get(delegation)).map(|it| &it.stance) {
        Some(Held::Taken(stance)) => {
            let word = STANCES.iter().find(|it| it.1 == *stance);
            (word.map(|it| it.0.to_owned()), None)
        }
        Some(Held::Objects(objection)) => (None, Some(objection.to_string())),
        None => (None, None),
    }
}

/// What stands now, as HTML.
fn standing(visit: &Visit, subject: &Subject) -> Vec<String> {
    let state = visit.room().state();
    match subject {
        Subject::Provision(id) => {
            let found = state.current().and_then(|it| it.instrument.get(id));
            found.map(|it| written(&it.text)).into_iter().collect()
        }
        Subject::Proposal(id) => state
            .proposals()
            .get(id)
            .map(|it| redlines(visit, it))
            .unwrap_or_default(),
    }
}

/// What the person saw, as HTML: the words of a provision with the hash of the form. What an
/// earlier version of a proposal asked for is shown on its page.
fn seen_words(visit: &Visit, subject: &Subject) -> Vec<String> {
    let Subject::Provision(id) = subject else {
        return Vec::new();
    };
    let Some(Hex(hash)) = seen(visit) else {
        return Vec::new();
    };
    let mut revisions = visit.room().state().revisions();
    let found = revisions.find(|it| it.hashes.get(id) == Some(&TextHash(hash)));
    let found = found.and_then(|it| it.instrument.get(id));
    found.map(|it| written(&it.text)).into_iter().collect()
}
