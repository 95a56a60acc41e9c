//! A document as it was tracked, and the texts that one can take from it.
//!
//! Authors are claims: what the word processor had as user name. Never here: XML, the diff.
//! Start at [`TrackedDocument`]; the views are in the second half of the file.

use std::collections::BTreeSet;
use std::sync::Arc;

use comity_text::{LINE_BREAK, Style, Text};

use crate::block::{Block, BlockStyle};

/// A document with its tracked changes, notes and comments.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackedDocument {
    /// The paragraphs in reading order, those of tables and text boxes among them.
    pub paragraphs: Vec<TrackedParagraph>,
    /// Footnotes and endnotes; the first is `[^1]` in the text.
    pub notes: Vec<TrackedNote>,
    /// The comments, in the order in which they are attached to the text.
    pub comments: Vec<Comment>,
}

/// Who changed something, as written by the word processor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Revision {
    /// The user name of the word processor; empty where it was removed.
    pub author: String,
    /// The date as written, usually `2026-05-30T12:00:00Z`.
    pub date: Option<String>,
}

/// A stretch of text with the changes that it lies in.
///
/// One that is both inserted and deleted was proposed by one author and struck by another (or
/// by the same one).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackedRun {
    /// The characters; for a reference to a note `[^n]`.
    pub text: Text,
    /// Who inserted it or moved it here.
    pub inserted: Option<Arc<Revision>>,
    /// Who deleted it or moved it away.
    pub deleted: Option<Arc<Revision>>,
    /// Whether it was tracked as moved rather than as typed or deleted.
    pub moved: bool,
    /// The note that it refers to, as an index into [`TrackedDocument::notes`].
    pub note: Option<usize>,
}

/// A paragraph with the changes in it and the change of its end.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackedParagraph {
    /// What it looks like now.
    pub style: BlockStyle,
    /// Its text, in order.
    pub runs: Vec<TrackedRun>,
    /// Who inserted the end of the paragraph, and so split it from the next one.
    pub mark_inserted: Option<Arc<Revision>>,
    /// Who deleted the end of the paragraph, and so joined it with the next one.
    pub mark_deleted: Option<Arc<Revision>>,
    /// Whether the end was tracked as moved.
    pub mark_moved: bool,
    /// Where it stands; paragraphs of two containers are never joined.
    pub container: Container,
}

/// Where a paragraph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// In the text itself.
    Body,
    /// In a cell of a table; cells are counted over the document.
    Cell(u32),
    /// In a text box; boxes are counted over the document.
    TextBox(u32),
    /// In a footnote or endnote.
    Note,
}

/// A footnote or endnote.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackedNote {
    /// Its paragraphs.
    pub paragraphs: Vec<TrackedParagraph>,
}

/// A comment in the margin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment {
    /// The user name of the word processor.
    pub author: String,
    /// The date as written.
    pub date: Option<String>,
    /// What it says; its paragraphs are joined with a line feed.
    pub text: String,
    /// The words that it hangs on, deleted ones among them; empty if it hangs on a point.
    pub anchor: String,
    /// The paragraph where those begin, as an index into [`TrackedDocument::paragraphs`]; none
    /// if it hangs on a note or on nothing.
    pub paragraph: Option<usize>,
}

/// The text with the changes of one author.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AuthorView {
    /// The text.
    pub blocks: Vec<Block>,
    /// The other authors whose insertions this author amended; those are taken in.
    pub amends: Vec<String>,
}

/// Whether each run of a paragraph is there, and whether its end is.
struct Shown {
    runs: Vec<bool>,
    mark: bool,
}

/// A run or the end of a paragraph: anything that can be inserted and deleted.
struct Item<'a> {
    inserted: Option<&'a str>,
    deleted: Option<&'a str>,
    is_mark: bool,
    /// No change reaches beyond this item into the next one.
    last_of_container: bool,
}

impl TrackedDocument {
    /// Whether anything was tracked as inserted, deleted or moved.
    #[must_use]
    pub fn has_changes(&self) -> bool {
        self.revisions().next().is_some()
    }

    /// The authors of tracked changes, in code-point order, each once.
    #[must_use]
    pub fn authors(&self) -> Vec<String> {
        let authors: BTreeSet<&str> = self
            .revisions()
            .map(|revision| revision.author.as_str())
            .collect();
        authors.into_iter().map(str::to_owned).collect()
    }

    /// The text with every tracked change refused.
    #[must_use]
    pub fn rejected(&self) -> Vec<Block> {
        self.view(|paragraphs| show(paragraphs, |item| item.inserted.is_none()))
    }

    /// The text with every tracked change accepted.
    #[must_use]
    pub fn accepted(&self) -> Vec<Block> {
        self.view(|paragraphs| show(paragraphs, |item| item.deleted.is_none()))
    }

    /// The text with the changes of one author accepted and those of all others refused.
    ///
    /// Where this author deletes or types inside an insertion of another one, that insertion
    /// (and the deletion that it stands beside, if it replaces something) is taken in with the
    /// change applied, and the other author is named in [`AuthorView::amends`].
    #[must_use]
    pub fn accepted_by(&self, author: &str) -> AuthorView {
        let mut amends = BTreeSet::new();
        let blocks = self.view(|paragraphs| {
            let items = items(paragraphs);
            let taken = amended(&items, author);
            amends.extend(taken.iter().flatten().map(|author| (*author).to_owned()));
            let mut taken = taken.into_iter();
            show(paragraphs, |item| {
                let with = taken.next().flatten();
                let counts =
                    |by: Option<&str>| by.is_some_and(|by| by == author || Some(by) == with);
                (item.inserted.is_none() || counts(item.inserted)) && !counts(item.deleted)
            })
        });
        AuthorView {
            blocks,
            amends: amends.into_iter().collect(),
        }
    }

    /// The comments of one author, or of all, one after the other with an empty line between;
    /// the own words of the authors only.
    #[must_use]
    pub fn rationale_by(&self, author: Option<&str>) -> String {
        let texts: Vec<&str> = self
            .comments
            .iter()
            .filter(|comment| author.is_none_or(|author| comment.author == author))
            .map(|comment| comment.text.as_str())
            .filter(|text| !text.is_empty())
            .collect();
        texts.join("\n\n")
    }

    fn revisions(&self) -> impl Iterator<Item = &Arc<Revision>> {
        let of_notes = self.notes.iter().flat_map(|note| &note.paragraphs);
        self.paragraphs
            .iter()
            .chain(of_notes)
            .flat_map(|paragraph| {
                let marks = [&paragraph.mark_inserted, &paragraph.mark_deleted];
                let runs = &paragraph.runs;
                runs.iter()
                    .flat_map(|run| [&run.inserted, &run.deleted])
                    .chain(marks)
                    .flatten()
            })
    }

    /// The blocks for a choice among the changes; each note follows the block that refers to it.
    fn view(&self, mut choose: impl FnMut(&[TrackedParagraph]) -> Vec<Shown>) -> Vec<Block> {
        let shown = choose(&self.paragraphs);
        let mut out = Vec::new();
        let mut already_noted = BTreeSet::new();
        for (block, notes) in blocks(&self.paragraphs, &shown) {
            out.push(block);
            for note in notes {
                let Some(note) = self.notes.get(note).filter(|_| already_noted.insert(note)) else {
                    continue;
                };
                let shown = choose(&note.paragraphs);
                out.extend(note_block(&note.paragraphs, &shown));
            }
        }
        out
    }
}

impl TrackedParagraph {
    /// A paragraph without text.
    #[must_use]
    pub fn new(style: BlockStyle, container: Container) -> TrackedParagraph {
        TrackedParagraph {
            style,
            runs: Vec::new(),
            mark_inserted: None,
            mark_deleted: None,
            mark_moved: false,
            container,
        }
    }
}

/// The block of a note: its paragraphs with line breaks between them.
fn note_block(paragraphs: &[TrackedParagraph], shown: &[Shown]) -> Option<Block> {
    let mut text = Text::default();
    for (block, _) in blocks(paragraphs, shown) {
        if !text.is_empty() {
            text.push_str(&LINE_BREAK.to_string(), Style::PLAIN);
        }
        text.push(&block.text);
    }
    (!text.is_empty()).then_some(Block {
        style: BlockStyle::Footnote,
        text,
    })
}

/// The blocks with the notes that each refers to.
///
/// A paragraph whose end is not there goes on in the next one, which then says what the whole
/// looks like; at the end of a container it ends all the same.
fn blocks(paragraphs: &[TrackedParagraph], shown: &[Shown]) -> Vec<(Block, Vec<usize>)> {
    let mut out = Vec::new();
    let mut text = Text::default();
    let mut notes = Vec::new();
    for (at, (paragraph, shown)) in paragraphs.iter().zip(shown).enumerate() {
        for (run, _) in paragraph
            .runs
            .iter()
            .zip(&shown.runs)
            .filter(|(_, shown)| **shown)
        {
            text.push(&run.text);
            notes.extend(run.note);
        }
        let goes_on = !shown.mark && !ends_container(paragraphs, at);
        if !goes_on {
            let (text, _) = trimmed(&std::mem::take(&mut text)).normalised();
            let notes = std::mem::take(&mut notes);
            if !text.is_empty() {
                let style = paragraph.style;
                out.push((Block { style, text }, notes));
            }
        }
    }
    out
}

fn ends_container(paragraphs: &[TrackedParagraph], at: usize) -> bool {
    paragraphs
        .get(at + 1)
        .is_none_or(|next| next.container != paragraphs[at].container)
}

/// The text without spaces and line breaks at its ends, which are layout.
fn trimmed(text: &Text) -> Text {
    let layout = |c: &char| matches!(*c, ' ' | LINE_BREAK);
    let count = |n: usize| u32::try_from(n).expect("a text is shorter than 2^32 characters");
    let start = count(text.as_str().chars().take_while(layout).count());
    let rest = count(text.as_str().chars().rev().take_while(layout).count());
    text.slice(start, text.len().saturating_sub(rest))
}

fn show(
    paragraphs: &[TrackedParagraph],
    mut is_there: impl FnMut(&Item<'_>) -> bool,
) -> Vec<Shown> {
    let mut shown = items(paragraphs).into_iter().map(|item| is_there(&item));
    let mut next = || {
        shown
            .next()
            .expect("there is an item for each run and each mark")
    };
    paragraphs
        .iter()
        .map(|paragraph| Shown {
            runs: paragraph.runs.iter().map(|_| next()).collect(),
            mark: next(),
        })
        .collect()
}

/// The runs and ends of paragraphs, one after the other.
fn items(paragraphs: &[TrackedParagraph]) -> Vec<Item<'_>> {
    fn author(revision: &Option<Arc<Revision>>) -> Option<&str> {
        revision.as_ref().map(|revision| revision.author.as_str())
    }
    let mut out = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        out.extend(paragraph.runs.iter().map(|run| Item {
            inserted: author(&run.inserted),
            deleted: author(&run.deleted),
            is_mark: false,
            last_of_container: false,
        }));
        out.push(Item {
            inserted: author(&paragraph.mark_inserted),
            deleted: author(&paragraph.mark_deleted),
            is_mark: true,
            last_of_container: ends_container(paragraphs, at),
        });
    }
    out
}

/// For each item the other author whose change is taken in there, because `author` amended it.
fn amended<'a>(items: &[Item<'a>], author: &str) -> Vec<Option<&'a str>> {
    let mut taken: Vec<Option<&str>> = vec![None; items.len()];
    for (at, other) in amendments(items, author) {
        if taken[at] == Some(other) {
            continue;
        }
        let belongs = |item: &Item<'_>| {
            item.inserted == Some(other)
                || item.deleted == Some(other)
                || item.inserted == Some(author)
        };
        let start = (0..at)
            .rev()
            .take_while(|i| belongs(&items[*i]) && !items[*i].last_of_container)
            .last()
            .unwrap_or(at);
        let end = (at + 1..items.len())
            .take_while(|i| belongs(&items[*i]) && !items[*i - 1].last_of_container)
            .last()
            .unwrap_or(at);
        taken[start..=end].fill(Some(other));
    }
    taken
}

/// Where `author` amends an insertion of another one, and whose: by deleting a part of it, or
/// by typing in the middle of it.
fn amendments<'a>(items: &[Item<'a>], author: &str) -> Vec<(usize, &'a str)> {
    let typed_by_others = |item: &Item<'a>| {
        let there = !item.is_mark && item.inserted != Some(author);
        there.then_some(item.inserted).flatten()
    };
    let passes = |item: &Item<'a>| !item.is_mark && item.inserted == Some(author);
    let mut after = vec![None; items.len()];
    let mut next = None;
    for (at, item) in items.iter().enumerate().rev() {
        after[at] = next;
        if !passes(item) {
            next = typed_by_others(item);
        }
    }
    let mut out = Vec::new();
    let mut before = None;
    for (at, item) in items.iter().enumerate() {
        if item.deleted == Some(author) {
            let other = item.inserted.filter(|other| *other != author);
            out.extend(other.map(|other| (at, other)));
        } else if passes(item) && before == after[at] {
            out.extend(before.map(|other| (at, other)));
        }
        if !passes(item) {
            before = typed_by_others(item);
        }
    }
    out
}
