//! Problems: what a page says when it cannot do what was asked, and the one place where errors of
//! the inside become pages.
//!
//! A problem is the person's to mend, or somebody was faster, or it is ours. Each is logged once,
//! with the id that the person sees.

use axum::http::StatusCode;
use comity_app::ports::{AccountsError, JournalError};
use comity_app::tasks::TaskError;
use comity_app::{NotPrepared, NotTaken, SubmitError};
use comity_procedure::Refusal;
use data_encoding::HEXLOWER;

use crate::documents::Why;
use crate::visit::Visit;

/// Why a page cannot do what was asked.
#[derive(Debug)]
pub enum Problem {
    /// There is no such page.
    NotFound,
    /// One has to sign in first.
    NotSignedIn,
    /// Who asks may not.
    NotAllowed,
    /// The form did not come from a page of this site, or the page was of another session.
    ForeignForm,
    /// What was sent is too large.
    TooLarge {
        /// The most that is taken, in bytes.
        most: usize,
    },
    /// What was sent did not come to its end in time.
    TooSlow,
    /// Too much was asked in too short a time.
    TooOften {
        /// When it can be tried again, in seconds.
        seconds: u64,
    },
    /// The link is used up or too old.
    LinkIsOver,
    /// A field is not what it has to be: its name, and what is wrong.
    Field {
        /// The message that says what is wrong.
        message: &'static str,
    },
    /// The rules refuse it.
    Refused(Box<Refusal>),
    /// No act can be made of it.
    NotUnderstood(Why),
    /// Nothing was written, and it can be tried again.
    Later(String),
    /// It may have been written, and the answer was lost: sent again with its key, a form is taken
    /// once.
    Uncertain(String),
    /// It is our fault.
    Ours(String),
}

impl Problem {
    /// The status of its page.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::NotSignedIn => StatusCode::UNAUTHORIZED,
            Problem::NotAllowed | Problem::ForeignForm => StatusCode::FORBIDDEN,
            Problem::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Problem::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
            Problem::LinkIsOver => StatusCode::GONE,
            Problem::Field { .. } | Problem::NotUnderstood(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Refused(_) => StatusCode::CONFLICT,
            Problem::Later(_) | Problem::Uncertain(_) => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Ours(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The message that says it.
    #[must_use]
    pub fn message(&self) -> &'static str {
        match self {
            Problem::NotFound => "problem-not-found",
            Problem::NotSignedIn => "problem-not-signed-in",
            Problem::NotAllowed => "problem-not-allowed",
            Problem::ForeignForm => "problem-foreign-form",
            Problem::TooLarge { .. } => "problem-too-large",
            Problem::TooSlow => "problem-too-slow",
            Problem::TooOften { .. } => "problem-too-often",
            Problem::LinkIsOver => "problem-link-is-over",
            Problem::Field { message } => message,
            Problem::Refused(_) => "problem-refused",
            Problem::NotUnderstood(_) => "problem-not-understood",
            Problem::Later(_) => "problem-later",
            Problem::Uncertain(_) => "problem-uncertain",
            Problem::Ours(_) => "problem-ours",
        }
    }

    /// What those who run the site have to mend, in the words of those who found it.
    pub(crate) fn for_the_log(&self) -> Option<&str> {
        match self {
            Problem::Ours(what) | Problem::Later(what) | Problem::Uncertain(what) => Some(what),
            _ => None,
        }
    }

    /// Writes it into the log, once, and gives the id that it has there: the person sees it, so
    /// that whoever names it is understood.
    ///
    /// What is ours to mend is an error; what a person can mend is told beside it, without
    /// anything that was typed.
    pub(crate) fn logged(&self, visit: &Visit) -> String {
        let rule = match self {
            Problem::Refused(refusal) => refusal.rule(),
            _ => "",
        };
        match self.for_the_log() {
            None => noted(visit, self.message(), rule),
            Some(what) => {
                let (id, path) = numbered(visit);
                tracing::error!(%id, path, "{what}");
                id
            }
        }
    }
}

/// Writes what a person can mend into the log, by its message and, where one refused, the rule;
/// the id under which it stands there.
pub(crate) fn noted(visit: &Visit, message: &str, rule: &str) -> String {
    let (id, path) = numbered(visit);
    tracing::info!(%id, path, rule, "{message}");
    id
}

/// A new id, and where it came about.
fn numbered(visit: &Visit) -> (String, &str) {
    let id = HEXLOWER.encode(&visit.site.chance().bytes()[..6]);
    (id, path_for_the_log(visit.uri.path()))
}

/// A path without the token of a link: whoever reads the log signs in as nobody.
fn path_for_the_log(path: &str) -> &str {
    match path.strip_prefix("/sign-in/") {
        Some(_) => "/sign-in/…",
        None => path,
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        Problem::Refused(Box::new(refusal))
    }
}

impl From<SubmitError> for Problem {
    fn from(error: SubmitError) -> Problem {
        match error {
            SubmitError::NotTaken(NotTaken::Refused(refusal)) => refusal.into(),
            SubmitError::NotTaken(error) => {
                let message = match &error {
                    NotTaken::TooLong(_) => "task-too-long",
                    NotTaken::NotToWithhold(_) => "task-not-to-withhold",
                    NotTaken::Refused(_) | NotTaken::Unreadable(_) | NotTaken::Wrong(_) => {
                        "task-other"
                    }
                };
                let english = error.to_string();
                Problem::NotUnderstood(Why::Other { message, english })
            }
            SubmitError::NotAllowed(_) => Problem::NotAllowed,
            SubmitError::NotWritten(error) => Problem::Later(error.to_string()),
            SubmitError::Stopped => Problem::Uncertain(error.to_string()),
        }
    }
}

impl From<NotPrepared> for Problem {
    fn from(error: NotPrepared) -> Problem {
        match error {
            NotPrepared::Task(TaskError::SaysSoAlready { .. }) => Problem::Field {
                message: "propose-says-so-already",
            },
            NotPrepared::Task(TaskError::UnknownProvision { .. }) => Problem::Field {
                message: "propose-unknown-provision",
            },
            NotPrepared::Task(TaskError::NothingAsked { notices, .. }) if notices.is_empty() => {
                Problem::Field {
                    message: "propose-nothing-asked",
                }
            }
            NotPrepared::Task(error) => Problem::NotUnderstood(error.into()),
            NotPrepared::Journal(error) => error.into(),
        }
    }
}

impl From<JournalError> for Problem {
    fn from(error: JournalError) -> Problem {
        match error {
            JournalError::Unavailable(_) | JournalError::Held { .. } => {
                Problem::Later(error.to_string())
            }
            _ => Problem::Ours(error.to_string()),
        }
    }
}

impl From<AccountsError> for Problem {
    fn from(error: AccountsError) -> Problem {
        match error {
            AccountsError::Unavailable(_) => Problem::Later(error.to_string()),
            AccountsError::TooLarge { most, .. } => Problem::TooLarge { most },
            _ => Problem::Ours(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_have_been_written_is_never_said_not_to_be() {
        let lost = Problem::from(SubmitError::Stopped);
        assert!(matches!(lost, Problem::Uncertain(_)));
        assert_eq!(lost.message(), "problem-uncertain");
        assert_eq!(lost.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(lost.for_the_log().is_some());
        let nothing = JournalError::Unavailable("as planned".to_owned());
        let nothing = Problem::from(SubmitError::NotWritten(nothing));
        assert!(matches!(nothing, Problem::Later(_)));
    }
}
