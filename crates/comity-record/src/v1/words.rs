//! Human-written texts as they stand in acts.

use serde::{Deserialize, Serialize};

use super::hex::Hex;

/// A text that a person wrote. In JSON a string while an act is being prepared, and
/// `{"blob":"…"}`, the name of a blob, once it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Words {
    /// The name of the blob that holds it.
    Named(Named),
    /// The text itself; never in an entry.
    Inline(String),
}

/// The name of a blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The salted SHA-256 of the text.
    pub blob: Hex<32>,
}

/// Words with emphasis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Styled {
    /// The emphasised stretches, in Unicode scalar values; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
    /// The characters.
    pub text: Words,
}

/// A stretch of text in one style.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// One past the last scalar value.
    pub end: u32,
    /// The first scalar value.
    pub start: u32,
    /// `emphasis`, `strong`, `underline`, `superscript`, `subscript`.
    pub style: Vec<String>,
}

impl Words {
    /// A text that has not been recorded yet.
    pub fn inline(text: impl Into<String>) -> Words {
        Words::Inline(text.into())
    }

    /// A recorded text.
    #[must_use]
    pub fn named(name: [u8; 32]) -> Words {
        Words::Named(Named { blob: Hex(name) })
    }
}

/// Something that holds human-written texts and can show them one by one.
pub trait HoldsWords {
    /// Calls a function for each text, in the order in which they stand.
    ///
    /// # Errors
    /// The first one that the function gives.
    fn each_words<E>(
        &mut self,
        each: &mut impl FnMut(&mut Words) -> Result<(), E>,
    ) -> Result<(), E>;
}

impl HoldsWords for Words {
    fn each_words<E>(
        &mut self,
        each: &mut impl FnMut(&mut Words) -> Result<(), E>,
    ) -> Result<(), E> {
        each(self)
    }
}

impl HoldsWords for Styled {
    fn each_words<E>(
        &mut self,
        each: &mut impl FnMut(&mut Words) -> Result<(), E>,
    ) -> Result<(), E> {
        each(&mut self.text)
    }
}

impl<T: HoldsWords> HoldsWords for Option<T> {
    fn each_words<E>(
        &mut self,
        each: &mut impl FnMut(&mut Words) -> Result<(), E>,
    ) -> Result<(), E> {
        self.iter_mut().try_for_each(|it| it.each_words(each))
    }
}

impl<T: HoldsWords> HoldsWords for Vec<T> {
    fn each_words<E>(
        &mut self,
        each: &mut impl FnMut(&mut Words) -> Result<(), E>,
    ) -> Result<(), E> {
        self.iter_mut().try_for_each(|it| it.each_words(each))
    }
}
