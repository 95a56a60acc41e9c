//! What a reader has to say besides its value: notices, and the one kind of error.

use thiserror::Error;

/// Something in a document that was not carried, or not as it stood.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// The document, as the caller named it.
    pub source: String,
    /// Where in it: a provision's label, `paragraph 12`, `row 7`.
    pub place: String,
    /// One sentence: what it is and what became of it.
    pub message: String,
}

impl Notice {
    /// A notice from its parts.
    pub fn new(
        source: impl Into<String>,
        place: impl Into<String>,
        message: impl Into<String>,
    ) -> Notice {
        Notice {
            source: source.into(),
            place: place.into(),
            message: message.into(),
        }
    }
}

/// The notice that stands for those over the limit.
pub(crate) fn unlisted(source: &str, count: usize) -> Notice {
    let message = format!("There are {count} more notices about this file, not listed here.");
    Notice::new(source, "file", message)
}

/// The bytes are no document of the kind asked for, or go over a limit.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{doc}: {place}: {message}")]
pub struct ReadError {
    /// The document, as the caller named it.
    pub doc: String,
    /// Where in it; `file` where the whole is meant.
    pub place: String,
    /// What is wrong and what the person can do.
    pub message: String,
}

impl ReadError {
    /// An error from its parts.
    pub fn new(
        doc: impl Into<String>,
        place: impl Into<String>,
        message: impl Into<String>,
    ) -> ReadError {
        ReadError {
            doc: doc.into(),
            place: place.into(),
            message: message.into(),
        }
    }
}
