//! Why something was not taken, in the reader's language: for the page of a problem, and for a
//! form that is shown again with everything that was typed.
//!
//! The rules name their rule and its facts; the sentences stand in `locales/*/refusals.ftl`.
//! Provisions are called by their labels, delegations by their names.
//!
//! Start at [`Refused::of`]; a form includes `refusal.html`, which reads `refused`.

use axum::http::StatusCode;
use comity_app::views::text::name_in;
use comity_procedure::act::Deadline;
use comity_procedure::ids::{CoalitionId, DelegationId};
use comity_procedure::refusal::{Already, Fact, Flaw};
use comity_procedure::{Refusal, State};
use comity_text::ProvisionId;

use crate::problem::{Problem, noted};
use crate::said::line;
use crate::times::Times;
use crate::visit::Visit;
use crate::words::{Fact as Said, Words};

/// Why a form was not taken, as it stands above the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The status of the page that says so.
    pub status: StatusCode,
    /// What happened.
    pub title: String,
    /// The facts.
    pub facts: Option<String>,
    /// Whether the facts are in English, because nobody has said them in another language.
    pub facts_are_english: bool,
    /// The way on.
    pub hint: String,
    /// The id under which it stands in the log.
    pub id: String,
}

impl Refused {
    /// What a form says above itself when what it asked for was not done.
    ///
    /// # Errors
    /// When it is no matter of what the form says: the problem has its own page.
    pub fn of(visit: &Visit, problem: Problem) -> Result<Refused, Problem> {
        let words = visit.words();
        let (title, status) = (words.say(problem.message()), problem.status());
        let hint = words.say(&format!("{}.do", problem.message()));
        let mut facts_are_english = false;
        let (facts, hint) = match &problem {
            Problem::Refused(refusal) => {
                let room = visit.room.as_ref();
                let empty = State::empty();
                let state = room.map_or(&empty, |it| it.state());
                let (facts, hint) = refusal_said(&Saying::of(visit), state, refusal);
                (Some(facts), hint)
            }
            Problem::NotUnderstood(why) => {
                let said = why.said(words);
                facts_are_english = said.is_english;
                (Some(said.text), hint)
            }
            Problem::Field { .. } | Problem::Later(_) | Problem::Uncertain(_) => (None, hint),
            _ => return Err(problem),
        };
        let id = problem.logged(visit);
        Ok(Refused {
            id,
            status,
            title,
            facts,
            facts_are_english,
            hint,
        })
    }

    /// What a form says above itself that was made on something else than what stands now: a
    /// message, whose attribute `do` says what to look at.
    pub(crate) fn overtaken(visit: &Visit, message: &str) -> Refused {
        let words = visit.words();
        Refused {
            id: noted(visit, message, ""),
            status: StatusCode::CONFLICT,
            title: words.say(message),
            facts: None,
            facts_are_english: false,
            hint: words.say(&format!("{message}.do")),
        }
    }

    /// What a form says above itself whose draft was not kept, for whatever reason: what was typed
    /// is in no other place, and has to stay on the page.
    pub(crate) fn draft(visit: &Visit, problem: &Problem) -> Refused {
        let words = visit.words();
        Refused {
            id: problem.logged(visit),
            status: problem.status(),
            title: words.say("draft-not-kept"),
            facts: None,
            facts_are_english: false,
            hint: match problem {
                Problem::TooLarge { .. } => words.say("draft-no-room"),
                _ => words.say("draft-not-kept.do"),
            },
        }
    }
}

/// How refusals are said to one reader.
#[derive(Clone, Debug)]
pub struct Saying {
    /// The words of the language.
    pub words: &'static Words,
    /// Says times.
    pub times: Times,
}

impl Saying {
    /// To whoever visits.
    #[must_use]
    pub fn of(visit: &Visit) -> Saying {
        Saying {
            words: visit.words(),
            times: Times::new(visit.words(), visit.reader.zone.clone()),
        }
    }
}

/// A refusal in the reader's language: its facts, and the way on.
#[must_use]
pub fn refusal_said(saying: &Saying, state: &State, refusal: &Refusal) -> (String, String) {
    let facts = refusal.facts();
    let values: Vec<(&'static str, Box<dyn Said>)> = facts
        .into_iter()
        .map(|(name, fact)| (name, said(saying, state, &fact)))
        .collect();
    let values: Vec<(&str, &dyn Said)> = values.iter().map(|(name, it)| (*name, &**it)).collect();
    let message = format!("refusal-{}", refusal.rule());
    let hint = format!("{message}.hint");
    let words = saying.words;
    (words.with(&message, &values), words.with(&hint, &values))
}

fn said(saying: &Saying, state: &State, fact: &Fact) -> Box<dyn Said> {
    let words = saying.words;
    match fact {
        Fact::Delegation(id) => Box::new(delegation(words, state, id)),
        Fact::Coalition(id) => Box::new(coalition(words, state, id)),
        Fact::Already(what) => Box::new(already(words, state, what)),
        Fact::Flaw(why) => Box::new(flaw(words, why)),
        Fact::Provision(id) => Box::new(provision(words, state, id)),
        Fact::Proposal(id) => {
            let found = state.proposals().get(id);
            let sponsor = found.and_then(|it| it.sponsors.first());
            Box::new(match sponsor {
                Some(sponsor) => {
                    let sponsor = delegation(words, state, sponsor);
                    let id = ("id", id.to_string());
                    words.say2("refusal-fact-proposal", &id, &("sponsor", sponsor))
                }
                None => id.to_string(),
            })
        }
        Fact::Deadline(Deadline::Accreditation(id)) => {
            let name = delegation(words, state, id);
            Box::new(words.say1("refusal-fact-accreditation", "delegation", name))
        }
        Fact::Deadline(Deadline::Call(id)) => {
            Box::new(words.say1("refusal-fact-call", "call", id.to_string()))
        }
        Fact::Capacity(capacity) => {
            Box::new(words.say(&format!("refusal-capacity-{}", capacity.name())))
        }
        Fact::Stage(stage) => Box::new(words.say(&format!("stage-{}", stage.name()))),
        Fact::Stages(stages) => {
            let names = stages.0.iter();
            let names = names.map(|it| words.say(&format!("stage-{}", it.name())));
            let list = |one, more| words.say2("refusal-fact-list", &("one", one), &("more", more));
            Box::new(
                names
                    .reduce(list)
                    .unwrap_or_else(|| words.say("refusal-fact-none")),
            )
        }
        Fact::Time(time) => Box::new(saying.times.plain(time)),
        Fact::Hours(hours) => Box::new(hours.0),
        Fact::Number(number) => Box::new(*number),
        Fact::Entry(entry) => Box::new(*entry),
        Fact::Count(count) => Box::new(*count),
        Fact::Word(word) => Box::new(word_said(words, word)),
        other => Box::new(other.to_string()),
    }
}

/// What is so already, as a sentence.
fn already(words: &Words, state: &State, what: &Already) -> String {
    let party = |id| delegation(words, state, id);
    match what {
        Already::Agreed(id) => {
            let label = provision(words, state, id);
            words.say1("refusal-already-agreed", "provision", label)
        }
        Already::At(stage) => {
            let stage = words.say(&format!("stage-{}", stage.name()));
            words.say1("refusal-already-at", "stage", stage)
        }
        Already::Disposed {
            contribution,
            passage,
        } => {
            // People count passages from 1.
            let (passage, id) = (passage + 1, contribution.to_string());
            words.say2(
                "refusal-already-disposed",
                &("passage", passage),
                &("id", id),
            )
        }
        Already::Ended => words.say("refusal-already-ended"),
        Already::Empowered(id) => {
            words.say1("refusal-already-empowered", "delegate", id.to_string())
        }
        Already::Member {
            delegation,
            coalition: id,
        } => {
            let (who, of) = (party(delegation), coalition(words, state, id));
            words.say2(
                "refusal-already-member",
                &("delegation", who),
                &("coalition", of),
            )
        }
        Already::Opposed { by, announced } => {
            let (by, of) = (party(by), party(announced));
            words.say2("refusal-already-opposed", &("by", by), &("announced", of))
        }
        Already::Settled {
            organisation,
            confirmed,
            id,
        } => {
            let message = match confirmed {
                true => "refusal-already-confirmed",
                false => "refusal-already-contested",
            };
            words.say2(message, &("organisation", party(organisation)), &("id", id))
        }
        Already::Sponsors { by, proposal } => {
            let id = proposal.to_string();
            words.say2("refusal-already-sponsors", &("by", party(by)), &("id", id))
        }
        Already::Validated { by, of } => {
            let id = of.to_string();
            words.say2("refusal-already-validated", &("by", party(by)), &("id", id))
        }
        Already::Withheld(text) => words.say1("refusal-already-withheld", "text", text.to_string()),
    }
}

/// What makes modalities unusable, as a sentence.
fn flaw(words: &Words, why: &Flaw) -> String {
    let of = |what| word_said(words, what);
    match why {
        Flaw::NamesNo(what) => words.say1("refusal-flaw-none", "what", of(what)),
        Flaw::NamesTwice { what, word } => {
            words.say2("refusal-flaw-twice", &("what", of(what)), &("word", word))
        }
        Flaw::NoSilence => words.say("refusal-flaw-silence"),
        Flaw::NoAnnouncement => words.say("refusal-flaw-announcement"),
        Flaw::NobodyMayOppose => words.say("refusal-flaw-oppose"),
        Flaw::NoConstituency(word) => words.say1("refusal-flaw-constituency", "word", word),
        Flaw::NobodyRespected => words.say("refusal-flaw-respected"),
        Flaw::NobodyMay => words.say("refusal-flaw-may"),
        Flaw::SilentClock(stage) => {
            let stage = words.say(&format!("stage-{}", stage.name()));
            words.say1("refusal-flaw-clock", "stage", stage)
        }
    }
}

fn provision(words: &Words, state: &State, id: &ProvisionId) -> String {
    let current = state.current();
    let label = current.and_then(|it| name_in(&it.instrument, id));
    let label = label.unwrap_or_else(|| id.to_string());
    words.say1("refusal-fact-provision", "label", label)
}

fn coalition(words: &Words, state: &State, id: &CoalitionId) -> String {
    let found = state.coalitions().get(id);
    found.map_or_else(|| id.to_string(), |it| line(words, &it.name))
}

fn delegation(words: &Words, state: &State, id: &DelegationId) -> String {
    let found = state.delegations().get(id);
    let name = found.map_or_else(|| id.to_string(), |it| line(words, &it.name));
    words.say1("refusal-fact-delegation", "name", name)
}

/// A word of the rules; one that nobody has put into words stays as it is.
fn word_said(words: &Words, word: &str) -> String {
    let message = format!("refusal-word-{}", word.replace(' ', "-"));
    match words.has(&message) {
        true => words.say(&message),
        false => word.to_owned(),
    }
}
