//! The page of a problem: what is wrong, what to do, and an id to ask about.
//!
//! Where a form led here, the page gives back what was typed in it, and where that helps, a button
//! that sends it again.

use askama::Template;
use comity_procedure::State;

use crate::fields::Fields;
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
    /// What was typed in the form that led here.
    typed: Vec<Typed>,
    /// The same form with a token that is good, where sending it again can help.
    again: Option<Again>,
    id: String,
}

/// The words of a box.
struct Typed {
    number: usize,
    words: String,
    rows: usize,
}

/// A form that can be sent again.
struct Again {
    action: String,
    fields: Vec<(String, String)>,
}

/// The most rows of a box of words to be copied: more of it is there by scrolling.
const MAX_ROWS: usize = 12;

/// The page, as HTML.
///
/// `is_ours` says that the request came from a page of this site for sure.
pub(crate) fn render(visit: &Visit, problem: &Problem, (id, is_ours): (&str, bool)) -> String {
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
        typed: typed(&visit.form),
        again: again(visit, problem).filter(|_| is_ours),
        id: id.to_owned(),
    };
    page.render().unwrap_or_else(|_| id.to_owned())
}

/// What somebody typed in a form, in its order.
fn typed(form: &Fields) -> Vec<Typed> {
    let typed = form.pairs().filter(|it| is_typed(*it));
    typed
        .zip(1..)
        .map(|((_, words), number)| Typed {
            number,
            words: words.to_owned(),
            rows: words.lines().count().clamp(2, MAX_ROWS),
        })
        .collect()
}

/// Whether a person wrote a field. What a form puts there by itself, such as an id, a choice, a
/// number or a hash, is one word of small letters, digits and a few signs; and what it brings along
/// to compare with is known by its name.
fn is_typed((name, value): (&str, &str)) -> bool {
    let is_sign = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit();
    let is_own = |it: char| is_sign(it) || "-_.:/".contains(it);
    !name.starts_with("stood-") && !value.trim().is_empty() && !value.chars().all(is_own)
}

/// The form to send again, with the key that it had: it is taken once. Not where the person may
/// not act, and not where a file went with it, which a page cannot give back.
fn again(visit: &Visit, problem: &Problem) -> Option<Again> {
    let helps = matches!(
        problem,
        Problem::ForeignForm
            | Problem::Later(_)
            | Problem::Uncertain(_)
            | Problem::Ours(_)
            | Problem::TooOften { .. }
    );
    let person = visit.reader.person.as_ref()?;
    let form = &visit.form;
    if !helps || form.has_files() || form.pairs().next().is_none() {
        return None;
    }
    let token = ("form".to_owned(), person.form_token.clone());
    let others = form.pairs().filter(|it| it.0 != "form");
    let others = others.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Some(Again {
        action: visit.uri.to_string(),
        fields: [token].into_iter().chain(others).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_wrote_is_told_from_what_the_form_brought() {
        let check = |name: &str, value: &str, expected: bool| {
            assert_eq!(is_typed((name, value)), expected, "{name}={value}");
        };
        check("words-0", "An operator should announce.", true);
        check("title", "Wells", true);
        check("words-p2", "بئر", true);
        check("stood-p2", "بئر قديمة", false);
        check("provision", "p12", false);
        check("on", "provision:p12", false);
        check("key", "00ff12ab00ff12ab00ff12ab00ff12ab", false);
        check("reason", " \n", false);
    }
}
