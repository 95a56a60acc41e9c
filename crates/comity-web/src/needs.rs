//! What needs the reader: the things that wait for them here, each a sentence that leads to where
//! it is done.
//!
//! A page shows them by including `procedure/needs.html`, which reads `needs` and `frame`.
//!
//! Start at [`needs`].

use std::collections::BTreeSet;

use comity_app::Caller;
use comity_app::views::desk::{Waiting, waiting};
use comity_exchange::html::address;
use comity_procedure::act::Carriage;
use comity_procedure::ids::{CallId, DelegationId};

use crate::problem::Problem;
use crate::said::{self, Names};
use crate::times::Times;
use crate::visit::Visit;

/// Something that waits for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The kind of it, as a word that style sheets and tests know.
    pub kind: &'static str,
    /// The sign before it.
    pub sign: &'static str,
    /// What it is.
    pub sentence: String,
    /// Where it is done.
    pub path: String,
    /// Until when, as HTML; empty where it can wait.
    pub until: String,
}

/// What needs the reader in the negotiation of the page; nothing for those without a seat.
///
/// # Errors
/// When it cannot be read which calls the delegation has seen.
pub async fn needs(visit: &Visit) -> Result<Vec<Need>, Problem> {
    let room = visit.room();
    let state = room.state();
    let mut seen = BTreeSet::new();
    if let Caller::Party { delegation, .. } = &room.caller {
        let open: Vec<CallId> = state.open_calls().cloned().collect();
        for call in open {
            if has_seen(visit, &call, delegation).await? {
                seen.insert(call);
            }
        }
    }
    let waiting = waiting(state, &room.caller, &seen);
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let saying = Saying {
        visit,
        names: Names::of(visit),
        times: Times::new(visit.words(), visit.reader.zone.clone()),
    };
    Ok(waiting.iter().map(|it| saying.need(it)).collect())
}

async fn has_seen(visit: &Visit, call: &CallId, by: &DelegationId) -> Result<bool, Problem> {
    let room = visit.room();
    let seen = visit.site.accounts().seen_call(room.desk.id(), call);
    Ok(seen.await?.iter().any(|(id, _)| id == by))
}

struct Saying<'v> {
    visit: &'v Visit,
    names: Names,
    times: Times,
}

impl Saying<'_> {
    fn need(&self, thing: &Waiting) -> Need {
        let (rest, name) = self.place(thing);
        let words = self.visit.words();
        let count = match thing {
            Waiting::Undisposed { passages, .. } => *passages,
            Waiting::Stale { provisions, .. } => provisions.len(),
            _ => 0,
        };
        let message = match thing {
            Waiting::Silence { seen: false, .. } => "waiting-silence-unseen".to_owned(),
            Waiting::Answered {
                text_changed: true, ..
            } => "waiting-answered-changed".to_owned(),
            other => format!("waiting-{}", other.name()),
        };
        Need {
            kind: thing.name(),
            sign: sign(thing),
            sentence: words.say2(&message, &("name", name), &("count", count)),
            path: self.visit.room().at(&rest),
            until: match thing {
                Waiting::Silence {
                    closes: Some(closes),
                    ..
                } => self.times.at(closes),
                _ => String::new(),
            },
        }
    }

    /// Where a thing is done, and what it is called.
    fn place(&self, thing: &Waiting) -> (String, String) {
        let words = self.visit.words();
        match thing {
            Waiting::Silence { call, .. } | Waiting::Close { call } => {
                (format!("/calls/{call}"), call.to_string())
            }
            Waiting::Repair { proposal } => (
                format!("/proposals/{proposal}/revise"),
                proposal.to_string(),
            ),
            Waiting::JoinAnew { proposal } => {
                (format!("/proposals/{proposal}"), proposal.to_string())
            }
            Waiting::Validate { proposal, of } => {
                (format!("/proposals/{proposal}"), of.to_string())
            }
            Waiting::Answered { objection, .. } => {
                (format!("/ledger/{objection}"), self.objected(objection))
            }
            Waiting::Unanswered { objection, .. } => {
                (format!("/ledger/{objection}"), self.objected(objection))
            }
            Waiting::Lapsed { subject } => {
                let place = self.names.subject(subject);
                let root = self.visit.room().at("");
                let rest = place.path.strip_prefix(&root).unwrap_or_default();
                (rest.to_owned(), place.name)
            }
            Waiting::Carried { carriage, .. } => match carriage {
                Carriage::Contribution(id) => {
                    (format!("/contributions/{id}#carriage"), id.to_string())
                }
                Carriage::Proposal(id) => (format!("/proposals/{id}"), id.to_string()),
                Carriage::Statement(id) => (format!("/statements#{id}"), id.to_string()),
            },
            Waiting::Undisposed {
                contribution,
                first,
                ..
            } => {
                let found = self.visit.room().state().contributions().get(contribution);
                let title = found.map_or_else(String::new, |it| said::line(words, &it.title));
                let rest = format!("/contributions/{contribution}/{}/dispose", first + 1);
                (rest, title)
            }
            Waiting::Contested { delegation } => {
                let found = self.visit.room().state().delegations().get(delegation);
                let name = found.map_or_else(String::new, |it| said::line(words, &it.name));
                (format!("/delegations/{delegation}"), name)
            }
            Waiting::Stale { language, .. } => (
                format!("/chair/translate/{}", address(language.as_str())),
                language.to_string(),
            ),
            Waiting::FirstText => ("/chair#text".to_owned(), String::new()),
            Waiting::Adoption { revision } => ("/chair#adopt".to_owned(), revision.to_string()),
            Waiting::Stage { stage } => {
                let name = words.say(&format!("stage-{}", stage.name()));
                ("/chair#stage-form".to_owned(), name)
            }
        }
    }

    /// An objection by what it is on: nobody knows its id by heart.
    fn objected(&self, id: &comity_procedure::ids::ObjectionId) -> String {
        let found = self.visit.room().state().objections().get(id);
        found.map_or_else(|| id.to_string(), |it| self.names.subject(&it.subject).name)
    }
}

/// A sign for each kind; it never stands without the sentence.
fn sign(thing: &Waiting) -> &'static str {
    match thing {
        Waiting::Silence { .. } => "◷",
        Waiting::Unanswered { .. } | Waiting::Answered { .. } => "●",
        Waiting::Close { .. } => "◑",
        Waiting::Contested { .. } => "◆",
        Waiting::Repair { .. } | Waiting::JoinAnew { .. } | Waiting::Validate { .. } => "✎",
        Waiting::Lapsed { .. } => "○",
        Waiting::Carried { .. } => "❝",
        Waiting::Undisposed { .. } => "▤",
        Waiting::Stale { .. } => "⇄",
        Waiting::FirstText | Waiting::Adoption { .. } | Waiting::Stage { .. } => "→",
    }
}
