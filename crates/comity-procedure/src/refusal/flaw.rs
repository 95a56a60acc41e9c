//! What makes modalities unusable, as a fact that can be said in any language.
//!
//! Never here: whether they are; `stages` looks.

use std::fmt;

use crate::modalities::Stage;

/// What makes modalities unusable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A list that has to name one thing at least names none.
    NamesNo(&'static str),
    /// A list names a thing twice.
    NamesTwice {
        /// The kind of thing.
        what: &'static str,
        /// The thing.
        word: String,
    },
    /// A silence has no hours.
    NoSilence,
    /// An announcement has no hours.
    NoAnnouncement,
    /// Nobody may object to an accreditation that awaits objections.
    NobodyMayOppose,
    /// A group is named that is none of the constituencies.
    NoConstituency(String),
    /// Nobody's objection is respected.
    NobodyRespected,
    /// There are no rows.
    NobodyMay,
    /// The clock may not strike deadlines at a stage.
    SilentClock(Stage),
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Flaw::NamesNo(what) => write!(f, "they name no {what}"),
            Flaw::NamesTwice { what, word } => write!(f, "they name the {what} {word} twice"),
            Flaw::NoSilence => f.write_str("a silence of no hours hears nobody"),
            Flaw::NoAnnouncement => f.write_str("an announcement of no hours hears nobody"),
            Flaw::NobodyMayOppose => {
                f.write_str("nobody may object to an accreditation that awaits objections")
            }
            Flaw::NoConstituency(word) => write!(f, "{word} is none of their constituencies"),
            Flaw::NobodyRespected => {
                f.write_str("nobody's objection is respected, and that is no consensus")
            }
            Flaw::NobodyMay => f.write_str("nobody may do anything"),
            Flaw::SilentClock(stage) => write!(
                f,
                "the clock may not strike deadlines at the stage {stage}, and everything waits \
                 for them"
            ),
        }
    }
}
