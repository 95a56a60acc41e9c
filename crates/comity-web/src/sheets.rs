//! Sheets: all provisions of a text as HTML in one language of the interface, and how they are
//! divided into pages that a slow line carries.
//!
//! Never here: margins, which depend on who reads.
//!
//! Start at [`Sheet::new`], then [`pages`].

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use comity_app::views::compilation::CompilationView;
use comity_exchange::Language;
use comity_exchange::html::{
    Asked, Embedding, Fragment, ProvisionWriter, Redline, Translated, Translation,
};
use comity_procedure::State;
use comity_procedure::ids;
use comity_text::diff::words::words;
use comity_text::{Compilation, Kind, Text, Tokenizer};

use crate::words::Words;

/// The most HTML of provisions on one page, in bytes, margins included. It is packed to a fifth
/// or less, so that the page with its sheet and script stays below 60 KB.
pub(crate) const MAX_PAGE_TEXT_BYTES: usize = 150_000;

/// What the margin of a provision takes, in bytes: status, numbers, bars of six groups and links.
const MARGIN_BYTES: usize = 3_200;

/// Which sheet.
#[derive(Clone, Debug)]
pub(crate) struct SheetName {
    /// The words of the interface.
    pub(crate) words: &'static Words,
    /// The other language of the text that is shown, if one is.
    pub(crate) text: Option<ids::Language>,
    /// Whether the reasons of proposals stand beside them.
    pub(crate) reasons: bool,
}

impl PartialEq for SheetName {
    fn eq(&self, other: &SheetName) -> bool {
        self.key() == other.key()
    }
}

impl Eq for SheetName {}

impl Hash for SheetName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl SheetName {
    fn key(&self) -> (&'static str, Option<&ids::Language>, bool) {
        (self.words.tag, self.text.as_ref(), self.reasons)
    }
}

/// All provisions of a text as HTML.
pub(crate) struct Sheet {
    /// The provisions in reading order, with their rivals.
    pub(crate) fragments: Vec<Fragment>,
    /// What each provision of the compilation is called.
    pub(crate) names: Vec<String>,
    /// What is asked of each, in numbers.
    pub(crate) asked: Vec<Asked>,
    /// The pairs in conflict at each, as a list; empty where there are none.
    pub(crate) conflicts: Vec<String>,
    /// Whether each begins a part of the text.
    pub(crate) begins: Vec<bool>,
    /// The parts of the text, to leap to.
    pub(crate) outline: Vec<Heading>,
}

/// A heading of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// The index of its provision.
    pub(crate) at: usize,
    /// Its number, such as `III.`; empty where it has none.
    pub(crate) label: String,
    /// What it says, in the language in which the text is shown.
    pub(crate) words: String,
    /// The tag of the language of the words, where it is not that of the page.
    pub(crate) language: Option<String>,
    /// How deep it stands, from 1.
    pub(crate) level: u8,
}

impl Sheet {
    /// The provisions of a compilation.
    pub(crate) fn new(
        compilation: &Compilation,
        words: &'static Words,
        embedding: Embedding,
        redline: &Redline<'_>,
    ) -> Sheet {
        let all = 0..compilation.provisions.len();
        let level = |at: usize| match compilation.provisions[at].kind {
            Kind::Title => None,
            Kind::Heading(level) => Some(level.max(1)),
            Kind::Annex => Some(1),
            Kind::Article => Some(2),
            _ => None,
        };
        let outline = all
            .clone()
            .filter_map(|at| Some((at, level(at)?)))
            .map(|place| heading(compilation, &embedding, words.tag, place))
            .collect();
        let writer =
            ProvisionWriter::new(compilation, written_in(words), true, redline).in_site(embedding);
        Sheet {
            fragments: writer.fragments(),
            names: all.clone().map(|at| writer.name(at)).collect(),
            asked: all.clone().map(|at| writer.asked(at)).collect(),
            conflicts: all.clone().map(|at| writer.conflicts(at)).collect(),
            begins: all.clone().map(|at| level(at).is_some()).collect(),
            outline,
        }
    }

    /// How long a fragment is with its margin, in bytes, and whether a page may best begin with it.
    pub(crate) fn measured(&self, fragment: &Fragment) -> (usize, bool) {
        let margin = if fragment.form.has_margin() {
            MARGIN_BYTES
        } else {
            0
        };
        let length = fragment.before.len() + fragment.after.len() + margin;
        (length, self.begins[fragment.at])
    }
}

/// Divides what stands in a row into pages: by parts where these fit, and within a part where one
/// alone is too long.
pub(crate) fn pages(parts: &[(usize, bool)]) -> Vec<Range<usize>> {
    let mut pages: Vec<Range<usize>> = Vec::new();
    let (mut start, mut length) = (0, 0);
    let mut at = 0;
    while at < parts.len() {
        let next = parts[at + 1..].iter().position(|it| it.1);
        let end = next.map_or(parts.len(), |it| at + 1 + it);
        let section: usize = parts[at..end].iter().map(|it| it.0).sum();
        if length + section <= MAX_PAGE_TEXT_BYTES {
            length += section;
            at = end;
            continue;
        }
        if start < at {
            pages.push(start..at);
            (start, length) = (at, 0);
            continue;
        }
        // A part that is longer than a page: as much of it as fits, and at least one provision.
        while at < end && (start == at || length + parts[at].0 <= MAX_PAGE_TEXT_BYTES) {
            length += parts[at].0;
            at += 1;
        }
        pages.push(start..at);
        (start, length) = (at, 0);
    }
    if start < parts.len() {
        pages.push(start..parts.len());
    }
    pages
}

/// A text in another language, with a remark on each provision of which it says something else
/// than what stands, or nothing.
pub(crate) fn translation(
    state: &State,
    view: &CompilationView,
    language: &ids::Language,
    words: &'static Words,
) -> Translation {
    let known = state.translations().get(language);
    let mut provisions = BTreeMap::new();
    for provision in view.revision.instrument.provisions() {
        let found = known.and_then(|it| it.get(&provision.id));
        let translated = match found {
            None if provision.text.is_empty() => Translated::default(),
            None => Translated {
                text: None,
                remark: words.say("read-translation-missing"),
            },
            Some(found) => Translated {
                text: found.wording.text.clone(),
                remark: match (
                    found.wording.text.is_some(),
                    found.is_stale(state, &provision.id),
                ) {
                    (false, _) => words.say("read-translation-withheld"),
                    (true, true) => words.say("read-translation-stale"),
                    (true, false) => String::new(),
                },
            },
        };
        provisions.insert(provision.id.clone(), translated);
    }
    Translation {
        language: language.as_str().to_owned(),
        provisions,
    }
}

/// Does something with what compares two texts word by word.
pub(crate) fn redlined<T>(tokenizer: &Tokenizer, then: impl FnOnce(&Redline<'_>) -> T) -> T {
    let redline = |base: &Text, outcome: &Text| -> Vec<(u32, u32, Text)> {
        let edits = words(base, outcome, tokenizer).into_iter();
        edits
            .map(|edit| (edit.start, edit.end, edit.with))
            .collect()
    };
    then(&redline)
}

/// The language of the words that stand among those of the text.
pub(crate) fn written_in(words: &Words) -> Language {
    match words.tag {
        "ar" => Language::Arabic,
        _ => Language::English,
    }
}

/// The heading at a place, of a level: in the other language of the text where it is there in it.
fn heading(
    compilation: &Compilation,
    embedding: &Embedding,
    page: &str,
    (at, level): (usize, u8),
) -> Heading {
    let provision = &compilation.provisions[at];
    let translated = embedding.translation.as_ref().and_then(|it| {
        let text = it.provisions.get(&provision.id)?.text.as_ref()?;
        Some((text.as_str().to_owned(), Some(it.language.clone())))
    });
    let (words, language) = translated.unwrap_or_else(|| {
        let pieces = provision.pieces.iter().map(|piece| match piece {
            comity_text::compile::Piece::Text(text) => text.as_str(),
            comity_text::compile::Piece::Region(region) => region.base.as_str(),
        });
        (pieces.collect(), embedding.text_language.clone())
    });
    Heading {
        at,
        label: provision.label.clone(),
        words: words.trim().to_owned(),
        language: language.filter(|it| it != page),
        level,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_divided_where_its_parts_begin() {
        let most = MAX_PAGE_TEXT_BYTES;
        let check = |case: &str, parts: &[(usize, bool)], expected: &[Range<usize>]| {
            assert_eq!(pages(parts), expected, "{case}");
        };
        check("nothing", &[], &[]);
        check(
            "short",
            &[(10, true), (10, false), (10, true)],
            std::slice::from_ref(&(0..3)),
        );
        let half = most / 2;
        check(
            "two parts that do not fit on one page",
            &[(10, true), (half, false), (10, true), (half, false)],
            &[0..2, 2..4],
        );
        check(
            "a part longer than a page",
            &[
                (10, true),
                (half, false),
                (half, false),
                (half, false),
                (9, true),
            ],
            &[0..2, 2..4, 4..5],
        );
        check(
            "one provision longer than a page",
            &[(10, false), (most * 2, false), (10, false)],
            &[0..1, 1..2, 2..3],
        );
    }
}
