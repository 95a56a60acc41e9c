//! What a reader has to say besides its value: notices, and the one kind of error.
//!
//! A sentence is said in English here. One that people meet far from here, in another language, has
//! a name too, and what it speaks of as facts: whoever shows it can say it in other words.
//!
//! Never here: other languages. Start at [`Notice`], then [`Sentence`].

use thiserror::Error;

/// A sentence by its name and what it speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sentence {
    /// Its name: small letters and hyphens. One sentence has one name for ever.
    pub name: &'static str,
    /// What it speaks of, each fact by the name that it has in the sentence.
    pub facts: Vec<(&'static str, String)>,
}

/// A sentence as it is handed to a notice or an error: in English and, where it has one, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    english: String,
    sentence: Option<Sentence>,
}

impl Told {
    /// In English alone.
    pub(crate) fn as_english(&self) -> &str {
        &self.english
    }

    /// In English and by name.
    pub(crate) fn named(
        english: String,
        name: &'static str,
        facts: Vec<(&'static str, String)>,
    ) -> Told {
        Told {
            english,
            sentence: Some(Sentence { name, facts }),
        }
    }
}

impl From<String> for Told {
    fn from(english: String) -> Told {
        Told {
            english,
            sentence: None,
        }
    }
}

impl From<&str> for Told {
    fn from(english: &str) -> Told {
        Told::from(english.to_owned())
    }
}

/// A sentence with its name: `told!("no-text", "The file has no text in it.")`, and with facts
/// `told!("cut", "{count} lines were cut.", count = lines.len())`.
macro_rules! told {
    ($name:literal, $english:literal $(, $fact:ident = $value:expr)* $(,)?) => {{
        $(let $fact = ($value).to_string();)*
        $crate::notice::Told::named(
            format!($english $(, $fact = $fact)*),
            $name,
            vec![$((stringify!($fact), $fact)),*],
        )
    }};
}
pub(crate) use told;

/// Something in a document that was not carried, or not as it stood.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// The document, as the caller named it.
    pub source: String,
    /// Where in it: a provision's label, `paragraph 12`, `row 7`.
    pub place: String,
    /// One sentence: what it is and what became of it.
    pub message: String,
    /// The same by its name, where it has one.
    pub sentence: Option<Sentence>,
}

impl Notice {
    /// A notice from its parts.
    pub fn new(
        source: impl Into<String>,
        place: impl Into<String>,
        message: impl Into<Told>,
    ) -> Notice {
        let told = message.into();
        Notice {
            source: source.into(),
            place: place.into(),
            message: told.english,
            sentence: told.sentence,
        }
    }
}

/// The notice that stands for those over the limit.
pub(crate) fn unlisted(source: &str, count: usize) -> Notice {
    let message = told!(
        "notice-unlisted",
        "There are {count} more notices about this file, not listed here.",
        count = count
    );
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
    /// The same by its name, where it has one.
    pub sentence: Option<Sentence>,
}

impl ReadError {
    /// An error from its parts.
    pub fn new(
        doc: impl Into<String>,
        place: impl Into<String>,
        message: impl Into<Told>,
    ) -> ReadError {
        let told = message.into();
        ReadError {
            doc: doc.into(),
            place: place.into(),
            message: told.english,
            sentence: told.sentence,
        }
    }
}
