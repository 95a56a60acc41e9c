//! What people wrote, and what of it has been withheld.
//!
//! A text that a recorded act has redacted is no longer there when a record is replayed. Rules
//! that look into a text then have nothing to look at and pass; the replay says which entries
//! could not be decided again for that reason.

use std::sync::Arc;

use comity_text::{Change, Text};

use crate::ids::TextHash;

/// The longest text of one act, in Unicode scalar values: a hundred pages. What is longer is a
/// document, and a document has passages.
pub const MAX_WORDS_CHARS: usize = 200_000;

/// A text that a person wrote: a reason, an answer, a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(pub Option<Arc<str>>);

impl Words {
    /// A text.
    pub fn new(text: impl Into<Arc<str>>) -> Words {
        Words(Some(text.into()))
    }

    /// The text, unless it has been withheld.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// The text, or a mark that it has been withheld.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.0.as_deref().unwrap_or("[withheld]")
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Words {
        Words::new(text)
    }
}

/// The words of a provision, with the hash that positions are taken on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The words; `None` when they have been withheld.
    pub text: Option<Text>,
    /// The hash that names them.
    pub hash: TextHash,
}

/// The changes of a proposal, with the hash that positions are taken on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// The changes. The words of a change that have been withheld are empty.
    pub list: Vec<Change>,
    /// The hash over all of them.
    pub hash: TextHash,
    /// Whether words of one of them have been withheld.
    pub withheld: bool,
}
