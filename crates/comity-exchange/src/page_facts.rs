//! What a written page says about itself besides the compilation. It is given, never looked up.

use crate::words::Language;

/// What a page says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// The title to show when the instrument holds none.
    pub title: String,
    /// The document that the base was read from, as the reader of the page should see it.
    pub source: String,
    /// The language of the text and of the interface words; `None` to guess it from the text.
    pub language: Option<Language>,
}
