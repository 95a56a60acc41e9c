//! The page of a problem: what is wrong, what to do, and an id to ask about.

use askama::Template;
use comity_procedure::State;

use crate::frame::Frame;
use crate::problem::Problem;
use crate::refused::{Saying, refusal_said};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "trouble.html")]
struct Trouble {
    frame: Frame,
    /// The message; its attribute `do` says the way out.
    message: &'static str,
    facts: Option<String>,
    /// Whether the facts are in the words of those who found them, in English.
    english: bool,
    hint: Option<String>,
    seconds: u64,
    kilobytes: usize,
    /// Whether who asks may not come in at all.
    closed: bool,
    /// Whether signing in helps.
    asks_who: bool,
    id: String,
}

/// The page, as HTML.
pub(crate) fn render(visit: &Visit, problem: &Problem, id: &str) -> String {
    let (facts, hint, english) = match problem {
        Problem::Refused(refusal) => {
            let empty = State::empty();
            let state = visit.room.as_ref().map_or(&empty, |it| it.state());
            let (facts, hint) = refusal_said(&Saying::of(visit), state, refusal);
            (Some(facts), Some(hint), false)
        }
        Problem::NotUnderstood(why) => {
            let said = why.said(visit.words());
            (Some(said.text), None, said.is_english)
        }
        _ => (None, None, false),
    };
    let page = Trouble {
        frame: visit.frame(visit.words().say(problem.message())),
        message: problem.message(),
        facts,
        english,
        hint,
        seconds: match problem {
            Problem::TooOften { seconds } => *seconds,
            _ => 0,
        },
        kilobytes: match problem {
            Problem::TooLarge { most } => most / 1024,
            _ => 0,
        },
        closed: matches!(problem, Problem::NotAllowed),
        asks_who: matches!(problem, Problem::NotSignedIn | Problem::LinkIsOver),
        id: id.to_owned(),
    };
    page.render().unwrap_or_else(|_| id.to_owned())
}
