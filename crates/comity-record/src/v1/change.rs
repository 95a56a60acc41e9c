//! Changes as they stand in acts: one contiguous step each, explicit.

use serde::{Deserialize, Serialize};

use super::words::{HoldsWords, Styled, Words};

/// One step on an instrument. Offsets are Unicode scalar values of the base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Change {
    /// Adds a provision.
    Add {
        /// The sibling to stand after; left out for the first place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
        /// The id it will have.
        id: String,
        /// What it is.
        kind: String,
        /// The label that the sponsors ask for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        label: Option<String>,
        /// The provision to stand in; left out for the instrument itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<String>,
        /// What it says.
        words: Styled,
    },
    /// Asks that a provision stay as it is.
    Keep {
        /// Which one.
        provision: String,
    },
    /// Moves a provision with all that it contains.
    Move {
        /// The sibling to stand after; left out for the first place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
        /// The provision to stand in; left out for the instrument itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<String>,
        /// Which one.
        provision: String,
    },
    /// Puts words in the place of `start..end`; a line feed among them splits the provision.
    Replace {
        /// One past the last scalar value that goes.
        end: u32,
        /// The provision.
        provision: String,
        /// The first scalar value that goes.
        start: u32,
        /// What stands there instead; left out where the words only go.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        with: Option<Styled>,
    },
    /// Suppresses a provision with all that it contains.
    Suppress {
        /// The provision that takes its words up, when two are joined.
        #[serde(
            default,
            rename = "joined-into",
            skip_serializing_if = "Option::is_none"
        )]
        joined_into: Option<String>,
        /// Which one.
        provision: String,
    },
}

impl HoldsWords for Change {
    fn each_words<E>(
        &mut self,
        each: &mut impl FnMut(&mut Words) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Change::Add { words, .. } => words.each_words(each),
            Change::Replace { with, .. } => with.each_words(each),
            Change::Keep { .. } | Change::Move { .. } | Change::Suppress { .. } => Ok(()),
        }
    }
}
