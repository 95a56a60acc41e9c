//! Footnotes, endnotes and comments: read before the text, attached while it is read.
//!
//! Never here: where a note is shown (`tracked`). Start at [`read_notes`].

use std::collections::{BTreeMap, HashMap};

use comity_text::{Style, Text};

use super::package::{Package, Relation};
use super::properties::revision;
use super::story::{Desk, Kind, NoticeBook, Story, link_targets, part_of_kind};
use super::tracked::{Comment, TrackedDocument, TrackedNote, TrackedParagraph, TrackedRun};
use super::xml::XmlPart;
use crate::ReadError;
use crate::limits::MAX_ANCHOR_CHARS;
use crate::notice::told;

/// The two kinds of notes; each counts its own ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum NoteKind {
    Footnote,
    Endnote,
}

/// The notes of a document and the references to them.
#[derive(Default)]
pub(crate) struct NoteShelf {
    known: BTreeMap<(NoteKind, String), Vec<TrackedParagraph>>,
    /// Notes in the order of their first reference.
    referred: Vec<TrackedNote>,
    index: HashMap<(NoteKind, String), usize>,
}

/// The comments of a document and what they hang on.
#[derive(Default)]
pub(crate) struct CommentShelf {
    known: BTreeMap<String, Hanging>,
    /// Ids in the order in which they are attached.
    order: Vec<String>,
    /// All words of the document, deleted ones among them, while there are comments.
    words: String,
}

#[derive(Default)]
struct Hanging {
    comment: Comment,
    start: Option<usize>,
    end: Option<usize>,
    attached: bool,
}

/// One note or comment as its part has it.
struct Aside {
    id: String,
    comment: Comment,
    /// A line between text and notes, not a note.
    is_separator: bool,
    paragraphs: Vec<TrackedParagraph>,
}

/// Reads the footnotes and the endnotes.
pub(crate) fn read_notes(
    package: &mut Package<'_>,
    relations: &[Relation],
    desk: &mut Desk,
) -> Result<(), ReadError> {
    for (kind, role, element) in [
        (NoteKind::Footnote, "footnotes", "footnote"),
        (NoteKind::Endnote, "endnotes", "endnote"),
    ] {
        let name = part_of_kind(relations, role, &format!("word/{role}.xml"));
        for aside in read_asides(package, &name, element, desk)? {
            if !aside.is_separator {
                desk.notes.known.insert((kind, aside.id), aside.paragraphs);
            }
        }
    }
    Ok(())
}

/// Reads the comments.
pub(crate) fn read_comments(
    package: &mut Package<'_>,
    relations: &[Relation],
    desk: &mut Desk,
) -> Result<(), ReadError> {
    let name = part_of_kind(relations, "comments", "word/comments.xml");
    for aside in read_asides(package, &name, "comment", desk)? {
        let document = TrackedDocument {
            paragraphs: aside.paragraphs,
            ..TrackedDocument::default()
        };
        let lines: Vec<String> = document
            .accepted()
            .into_iter()
            .map(|block| block.text.as_str().to_owned())
            .collect();
        let comment = Comment {
            text: lines.join("\n"),
            ..aside.comment
        };
        let hanging = Hanging {
            comment,
            ..Hanging::default()
        };
        desk.comments.known.insert(aside.id, hanging);
    }
    Ok(())
}

fn read_asides(
    package: &mut Package<'_>,
    name: &str,
    element: &str,
    desk: &mut Desk,
) -> Result<Vec<Aside>, ReadError> {
    let Some(content) = package.part(name)? else {
        return Ok(Vec::new());
    };
    desk.links = link_targets(&package.relations_of(name)?);
    let source = desk.notices.source().to_owned();
    let xml = XmlPart::new(&source, name, &content);
    let mut story = Story::new(xml, Kind::Aside(element.to_owned()), desk);
    let mut out = Vec::new();
    if story.xml.next_child(0)?.is_none() {
        return Ok(out);
    }
    let mut number = 0;
    while let Some(tag) = story.xml.next_child(1)? {
        if tag.word() != element {
            continue;
        }
        let kind = tag.attribute("type");
        let is_separator = kind.is_some_and(|kind| kind != "normal");
        number += usize::from(!is_separator);
        story.kind = Kind::Aside(format!("{element} {number}"));
        story.read_blocks()?;
        let written = revision(&tag);
        out.push(Aside {
            id: tag.attribute("id").unwrap_or_default(),
            comment: Comment {
                author: written.author.clone(),
                date: written.date.clone(),
                ..Comment::default()
            },
            is_separator,
            paragraphs: std::mem::take(&mut story.out),
        });
    }
    Ok(out)
}

impl NoteShelf {
    /// The index of a note that is referred to, in the order of first references.
    pub(crate) fn refer(&mut self, kind: NoteKind, id: &str) -> Option<usize> {
        let key = (kind, id.to_owned());
        if let Some(index) = self.index.get(&key) {
            return Some(*index);
        }
        let paragraphs = self.known.remove(&key)?;
        self.referred.push(TrackedNote { paragraphs });
        self.index.insert(key, self.referred.len() - 1);
        Some(self.referred.len() - 1)
    }

    /// Numbers the notes, first those that the text before any change refers to, and writes
    /// the references into the text.
    pub(crate) fn label(self, document: &mut TrackedDocument, notices: &mut NoticeBook) {
        for ((kind, id), paragraphs) in &self.known {
            if paragraphs
                .iter()
                .any(|paragraph| !paragraph.runs.is_empty())
            {
                let kind = match kind {
                    NoteKind::Footnote => "footnote",
                    NoteKind::Endnote => "endnote",
                };
                let message = told!(
                    "notice-lost-note",
                    "nothing in the text refers to this note; it was left out"
                );
                notices.add(format!("{kind} with id {id}"), message);
            }
        }
        let references = |inserted: bool| {
            document
                .paragraphs
                .iter()
                .flat_map(|paragraph| &paragraph.runs)
                .filter(move |run| run.inserted.is_some() == inserted)
                .filter_map(|run| run.note)
        };
        let mut order: Vec<Option<usize>> = vec![None; self.referred.len()];
        let mut next = 0;
        for note in references(false).chain(references(true)) {
            if order[note].is_none() {
                order[note] = Some(next);
                next += 1;
            }
        }
        let mut notes: Vec<TrackedNote> = vec![TrackedNote::default(); next];
        for (note, order) in self.referred.into_iter().zip(&order) {
            if let Some(order) = *order {
                notes[order] = note;
            }
        }
        document.notes = notes;
        for run in document
            .paragraphs
            .iter_mut()
            .flat_map(|paragraph| &mut paragraph.runs)
        {
            write_reference(run, &order);
        }
    }
}

/// A note inside of a note has no place to stand and loses its reference.
fn write_reference(run: &mut TrackedRun, order: &[Option<usize>]) {
    let Some(order) = run.note.and_then(|note| order.get(note).copied().flatten()) else {
        return;
    };
    run.note = Some(order);
    run.text = Text::default();
    run.text
        .push_str(&format!("[^{}]", order + 1), Style::PLAIN);
}

impl CommentShelf {
    /// Hears the words of the document as they are read.
    pub(crate) fn hear(&mut self, words: &str) {
        if !self.known.is_empty() {
            self.words.push_str(words);
        }
    }

    /// The words from here on belong to a comment.
    pub(crate) fn start(&mut self, id: &str, paragraph: Option<usize>) {
        let here = self.words.len();
        if let Some(hanging) = self.attach(id, paragraph) {
            hanging.start.get_or_insert(here);
        }
    }

    /// The words up to here belong to a comment.
    pub(crate) fn end(&mut self, id: &str) {
        let here = self.words.len();
        if let Some(hanging) = self.known.get_mut(id) {
            hanging.end = Some(here);
        }
    }

    /// The comment is shown here.
    pub(crate) fn refer(&mut self, id: &str, paragraph: Option<usize>) {
        self.attach(id, paragraph);
    }

    /// The comments in the order in which they are attached, those on nothing last.
    pub(crate) fn finish(mut self, notices: &mut NoticeBook) -> Vec<Comment> {
        let mut out = Vec::new();
        for id in std::mem::take(&mut self.order) {
            if let Some(mut hanging) = self.known.remove(&id) {
                hanging.comment.anchor = self.anchor(&hanging);
                out.push(hanging.comment);
            }
        }
        for (id, hanging) in self.known {
            notices.add(
                format!("comment with id {id}"),
                told!(
                    "notice-loose-comment",
                    "the comment hangs on nothing in the text; it is carried all the same"
                ),
            );
            out.push(hanging.comment);
        }
        out
    }

    fn attach(&mut self, id: &str, paragraph: Option<usize>) -> Option<&mut Hanging> {
        let hanging = self.known.get_mut(id)?;
        if !hanging.attached {
            hanging.attached = true;
            hanging.comment.paragraph = paragraph;
            self.order.push(id.to_owned());
        }
        Some(hanging)
    }

    fn anchor(&self, hanging: &Hanging) -> String {
        let start = hanging.start.unwrap_or(0);
        let end = hanging
            .end
            .filter(|_| hanging.start.is_some())
            .unwrap_or(start);
        let words = self.words.get(start..end).unwrap_or_default().trim();
        let mut anchor: String = words.chars().take(MAX_ANCHOR_CHARS).collect();
        if words.chars().nth(MAX_ANCHOR_CHARS).is_some() {
            anchor.push('…');
        }
        anchor
    }
}
