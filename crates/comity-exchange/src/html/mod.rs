//! Compilations and comparisons as pages: one self-contained file of HTML, or one provision.
//!
//! A page needs no script, no font and nothing from elsewhere; it reads from either side, in light
//! and dark, on paper and aloud. Proposals stand in the order of the text or of the protocol, never
//! by size or support. Never here: the comparison of words, which the caller gives as [`Redline`].
//!
//! Start at [`write_compilation`], then `provision`.

mod embedding;
mod ending;
mod escape;
mod map;
mod margin;
mod names;
mod page;
mod provision;
mod redline;
mod region;

use std::fmt;

use comity_text::{Compilation, Text};

use crate::layout::{Layout, base_text};
use crate::notice::Notice;
use crate::page_facts::PageFacts;
use crate::script::{Direction, direction, guess_language};
use crate::words::{Language, Words};

pub use embedding::{Asked, Embedding, Fragment, FragmentForm, Translated, Translation};
pub(crate) use escape::{is_hidden, push_anchor, push_attribute, push_string};

/// Finds what to put where in the first text to get the second.
///
/// Each item puts the text in the place of the scalar values `start..end` of the first; items are
/// sorted and disjoint. A list that does not lead to the second text is not believed: the page
/// then shows the whole first text as deleted and the second as inserted.
pub type Redline<'a> = dyn Fn(&Text, &Text) -> Vec<(u32, u32, Text)> + 'a;

/// The style sheet of every page, and of the site that embeds provisions.
pub const STYLE: &str = include_str!("style.css");

/// Writes a compilation as one page: every proposal in place and named, then the conflicts, the
/// notices and the proposals in protocol order.
#[must_use]
pub fn write_compilation(
    compilation: &Compilation,
    notices: &[Notice],
    facts: &PageFacts,
    redline: &Redline<'_>,
) -> String {
    let language = facts.language.unwrap_or_else(|| language_of(compilation));
    let frame = Frame::new(compilation, language, true, redline);
    page::write(&frame, notices, facts)
}

/// Writes the comparison of two texts as one page: a compilation of one proposal, without names.
#[must_use]
pub fn write_comparison(
    compilation: &Compilation,
    notices: &[Notice],
    facts: &PageFacts,
    redline: &Redline<'_>,
) -> String {
    let language = facts.language.unwrap_or_else(|| language_of(compilation));
    let frame = Frame::new(compilation, language, false, redline);
    page::write(&frame, notices, facts)
}

/// The language that a compilation seems to be written in, by its script and small words.
#[must_use]
pub fn language_of(compilation: &Compilation) -> Language {
    let texts: Vec<Text> = compilation
        .provisions
        .iter()
        .take(60)
        .map(base_text)
        .collect();
    guess_language(texts.iter().map(Text::as_str))
}

/// Writes single provisions of one compilation, to be embedded in other pages with [`STYLE`].
pub struct ProvisionWriter<'a> {
    frame: Frame<'a>,
}

impl fmt::Debug for ProvisionWriter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProvisionWriter").finish_non_exhaustive()
    }
}

impl<'a> ProvisionWriter<'a> {
    /// A writer for a compilation; with `attributed`, each outcome names who asks for it.
    #[must_use]
    pub fn new(
        compilation: &'a Compilation,
        language: Language,
        attributed: bool,
        redline: &'a Redline<'a>,
    ) -> ProvisionWriter<'a> {
        ProvisionWriter {
            frame: Frame::new(compilation, language, attributed, redline),
        }
    }

    /// The same writer, for the pages of a site.
    #[must_use]
    pub fn in_site(mut self, embedding: Embedding) -> ProvisionWriter<'a> {
        self.frame.embedding = Some(embedding);
        self
    }

    /// All provisions in reading order, with their rivals and with what would move, each with its
    /// margin left to the site.
    #[must_use]
    pub fn fragments(&self) -> Vec<Fragment> {
        let layout = &self.frame.layout;
        let mut found = Vec::with_capacity(layout.provisions.len());
        let at_start = layout.arrivals_at_start.iter();
        found.extend(at_start.map(|(moved, nth)| provision::arrival(&self.frame, *moved, *nth)));
        for (at, it) in layout.provisions.iter().enumerate() {
            if !it.shown_as_rival {
                provision::fragments(&self.frame, at, &mut found);
            }
        }
        found
    }

    /// What is asked of the provision at an index, in numbers.
    #[must_use]
    pub fn asked(&self, at: usize) -> Asked {
        let it = &self.frame.layout.provisions[at];
        Asked {
            proposals: it.proposals.clone(),
            outcomes: it.outcomes,
            conflicts: it.conflicts.len(),
        }
    }

    /// What to call the provision at an index: its label, that of its heading, or its first words.
    #[must_use]
    pub fn name(&self, at: usize) -> String {
        self.frame.layout.name(at)
    }

    /// The pairs of proposals that cannot both be accepted at an index, as a list; empty where
    /// there are none.
    #[must_use]
    pub fn conflicts(&self, at: usize) -> String {
        let mut out = String::new();
        let conflicts = &self.frame.layout.provisions[at].conflicts;
        if !conflicts.is_empty() {
            names::push_conflicts(&mut out, &self.frame, conflicts);
        }
        out
    }

    /// The provision at an index of the compilation, with its rivals, as an `article` element or a
    /// heading; empty where there is no such provision, and for a heading that says no more than
    /// the label of the provision below it.
    #[must_use]
    pub fn write(&self, at: usize) -> String {
        let mut out = String::with_capacity(4096);
        if at < self.frame.layout.provisions.len() {
            provision::push(&mut out, &self.frame, at);
        }
        out
    }
}

/// A text that a person wrote as the content of an element: escaped, with its emphasis, and with
/// every character that hides or turns the line made visible. Say before it which way it runs.
#[must_use]
pub fn written(text: &Text) -> String {
    let mut out = String::with_capacity(text.as_str().len() + 16);
    escape::push_plain_text(&mut out, text);
    out
}

/// A string that a person wrote as the content of an element, as [`written`].
#[must_use]
pub fn written_string(string: &str) -> String {
    let mut out = String::with_capacity(string.len() + 16);
    push_string(&mut out, string);
    out
}

/// The spelling of a provision or a proposal as the name of a fragment of a page.
#[must_use]
pub fn anchor(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    push_anchor(&mut out, id);
    out
}

/// The spelling of a provision or a proposal as a part of an address.
#[must_use]
pub fn address(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    embedding::push_address(&mut out, id);
    out
}

/// What every part of a page needs.
struct Frame<'a> {
    layout: Layout<'a>,
    language: Language,
    words: &'static Words,
    /// Whether outcomes name who asks for them.
    attributed: bool,
    /// The direction of most of the text, for stretches that have none of their own.
    direction: Direction,
    redline: &'a Redline<'a>,
    /// How it stands in the pages of a site; `None` on a page of its own.
    embedding: Option<Embedding>,
}

impl<'a> Frame<'a> {
    fn new(
        compilation: &'a Compilation,
        language: Language,
        attributed: bool,
        redline: &'a Redline<'a>,
    ) -> Frame<'a> {
        Frame {
            layout: Layout::new(compilation),
            language,
            words: language.words(),
            attributed,
            direction: language.direction(),
            redline,
            embedding: None,
        }
    }

    /// The value of `dir` for a stretch of foreign text.
    fn dir(&self, text: &str) -> &'static str {
        direction(text).unwrap_or(self.direction).attribute()
    }
}
