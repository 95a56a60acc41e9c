//! One story of a document (the text, the notes, the comments) while it is read, and the door.
//!
//! Never here: what single elements mean (`blocks`, `inline`, `run`). Start at [`read_docx`].

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use comity_text::{LINE_BREAK, Style, Text, normalise};

use super::notes::{CommentShelf, NoteShelf};
use super::package::{Package, Relation};
use super::properties::{Change, Uncarried};
use super::styles::Styles;
use super::tracked::{Container, TrackedDocument, TrackedParagraph, TrackedRun};
use super::xml::{XmlPart, shortened};
use crate::limits::{MAX_BLOCKS, MAX_MARGIN_PARTS, MAX_NOTICES};
use crate::notice::{Told, told, unlisted};
use crate::{Notice, ReadError};

/// Reads a DOCX: the document as it was tracked, and what could not be carried.
///
/// `source` names the document in notices and errors. The error is for bytes that are no DOCX,
/// are damaged or go over a limit; nothing else is refused.
pub fn read_docx(source: &str, bytes: &[u8]) -> Result<(TrackedDocument, Vec<Notice>), ReadError> {
    let mut package = Package::open(source, bytes)?;
    let main = package.main_part()?;
    let relations = package.relations_of(&main)?;
    let mut desk = Desk {
        styles: read_styles(source, &mut package, &relations)?,
        links: HashMap::new(),
        notices: NoticeBook::new(source),
        notes: NoteShelf::default(),
        comments: CommentShelf::default(),
        containers: 0,
        paragraphs: 0,
    };
    super::notes::read_notes(&mut package, &relations, &mut desk)?;
    super::notes::read_comments(&mut package, &relations, &mut desk)?;
    notice_margins(&mut package, &relations, &mut desk)?;
    desk.links = link_targets(&relations);
    let content = package.part(&main)?.unwrap_or_default();
    let mut story = Story::new(XmlPart::new(source, &main, &content), Kind::Body, &mut desk);
    story.read_document()?;
    let paragraphs = std::mem::take(&mut story.out);
    let mut document = TrackedDocument {
        paragraphs,
        ..TrackedDocument::default()
    };
    desk.notes.label(&mut document, &mut desk.notices);
    document.comments = desk.comments.finish(&mut desk.notices);
    Ok((document, desk.notices.finish()))
}

/// What all stories of a document share.
pub(crate) struct Desk {
    pub(crate) styles: Styles,
    /// Relation ids of the part that is being read, with the addresses they stand for.
    pub(crate) links: HashMap<String, String>,
    pub(crate) notices: NoticeBook,
    pub(crate) notes: NoteShelf,
    pub(crate) comments: CommentShelf,
    pub(crate) containers: u32,
    pub(crate) paragraphs: usize,
}

/// A story that is being read.
pub(crate) struct Story<'a, 'd> {
    pub(crate) xml: XmlPart<'a>,
    pub(crate) desk: &'d mut Desk,
    pub(crate) kind: Kind,
    /// The paragraphs that are finished.
    pub(crate) out: Vec<TrackedParagraph>,
    /// The runs of the paragraph that is being read.
    pub(crate) runs: Vec<TrackedRun>,
    /// The paragraphs of text boxes that hang on it.
    pub(crate) boxed: Vec<TrackedParagraph>,
    pub(crate) container: Container,
    pub(crate) change: Change,
    pub(crate) fields: Vec<Field>,
    /// Whether we are in a computed table of contents.
    pub(crate) in_contents: bool,
    /// Where the paragraph of the text itself will stand in `out`.
    pub(crate) body_index: usize,
    /// Paragraphs of this story so far, for naming places.
    pub(crate) number: usize,
}

/// Which story it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Body,
    /// A note or comment, with its name for notices.
    Aside(String),
}

/// A computed field: an instruction, then its result.
#[derive(Default)]
pub(crate) struct Field {
    pub(crate) instruction: String,
    pub(crate) in_result: bool,
}

impl<'a, 'd> Story<'a, 'd> {
    /// A story before its first element.
    pub(crate) fn new(xml: XmlPart<'a>, kind: Kind, desk: &'d mut Desk) -> Story<'a, 'd> {
        let container = match kind {
            Kind::Body => Container::Body,
            Kind::Aside(_) => Container::Note,
        };
        Story {
            xml,
            desk,
            kind,
            out: Vec::new(),
            runs: Vec::new(),
            boxed: Vec::new(),
            container,
            change: Change::default(),
            fields: Vec::new(),
            in_contents: false,
            body_index: 0,
            number: 0,
        }
    }

    /// The place for a notice.
    pub(crate) fn place(&self) -> String {
        match &self.kind {
            Kind::Body => format!("paragraph {}", self.number.max(1)),
            Kind::Aside(name) => name.clone(),
        }
    }

    /// Says what was not carried here.
    pub(crate) fn notice(&mut self, message: impl Into<Told>) {
        let place = self.place();
        self.desk.notices.add(place, message.into());
    }

    /// Notes formatting that is not carried; all places of one kind become one notice.
    pub(crate) fn notice_formatting(&mut self, what: Uncarried) {
        let place = self.place();
        self.desk.notices.gather(what, place);
    }

    /// Adds characters to the paragraph, unless they belong to the instruction of a field.
    pub(crate) fn push(&mut self, characters: &str, style: Style) {
        if characters.is_empty() {
            return;
        }
        if self.fields.iter().any(|field| !field.in_result) {
            self.notice(told!(
                "notice-instruction",
                "text inside the instruction of a field was left out"
            ));
            return;
        }
        let clean = self.cleaned(characters);
        self.desk.comments.hear(&clean);
        let change = &self.change;
        match self.runs.last_mut() {
            Some(last) if last.note.is_none() && same_change(last, change) => {
                last.text.push_str(&clean, style);
            }
            _ => {
                let mut text = Text::default();
                text.push_str(&clean, style);
                self.push_run(text, None);
            }
        }
    }

    /// Adds a run of its own with the changes that we are in.
    pub(crate) fn push_run(&mut self, text: Text, note: Option<usize>) {
        self.runs.push(TrackedRun {
            text,
            inserted: self.change.inserted.clone(),
            deleted: self.change.deleted.clone(),
            moved: self.change.moved,
            note,
        });
    }

    /// The runs of the paragraph, in normalisation form C.
    pub(crate) fn take_runs(&mut self) -> Vec<TrackedRun> {
        let mut runs = std::mem::take(&mut self.runs);
        if runs.iter().all(|run| run.text.as_str().is_ascii()) {
            return runs;
        }
        let whole: String = runs.iter().map(|run| run.text.as_str()).collect();
        if normalise(&whole).1 {
            self.notice(told!(
                "notice-other-form",
                "characters were written in another Unicode form and now stand in form NFC; they \
                 look the same"
            ));
        }
        for run in &mut runs {
            run.text = std::mem::take(&mut run.text).normalised().0;
        }
        runs
    }

    /// Counts a paragraph, up to the limit.
    pub(crate) fn count_paragraph(&mut self) -> Result<(), ReadError> {
        // Those of a text box are named by the paragraph that the box hangs on.
        if !matches!(self.container, Container::TextBox(_)) {
            self.number += 1;
        }
        self.desk.paragraphs += 1;
        if self.desk.paragraphs > MAX_BLOCKS {
            return Err(self.xml.error(told!(
                "unread-long-document",
                "the document has more than {most} paragraphs; split it into several files",
                most = MAX_BLOCKS
            )));
        }
        Ok(())
    }

    /// A number for a cell or a text box.
    pub(crate) fn next_container(&mut self) -> u32 {
        self.desk.containers += 1;
        self.desk.containers
    }

    /// The characters as they may stand in a text: no line feeds, no controls.
    fn cleaned(&mut self, characters: &str) -> String {
        let mut dropped = false;
        let clean = characters
            .chars()
            .filter_map(|c| match c {
                '\n' | '\r' | '\t' => Some(' '),
                '\u{2029}' => Some(LINE_BREAK),
                c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {
                    dropped = true;
                    None
                }
                c => Some(c),
            })
            .collect();
        if dropped {
            self.notice(told!(
                "notice-control-left-out",
                "a control character, which no one can see, was left out"
            ));
        }
        clean
    }
}

fn same_change(run: &TrackedRun, change: &Change) -> bool {
    let same = |a: &Option<Arc<_>>, b: &Option<Arc<_>>| match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
        (None, None) => true,
        _ => false,
    };
    run.moved == change.moved
        && same(&run.inserted, &change.inserted)
        && same(&run.deleted, &change.deleted)
}

/// The notices of a document while it is read; each place says each thing once.
pub(crate) struct NoticeBook {
    source: String,
    list: Vec<Notice>,
    /// How many more there were than a document may have.
    unlisted: usize,
    /// Places of formatting that is not carried, by what it is.
    gathered: BTreeMap<Uncarried, Vec<String>>,
}

impl NoticeBook {
    fn new(source: &str) -> NoticeBook {
        NoticeBook {
            source: source.to_owned(),
            list: Vec::new(),
            unlisted: 0,
            gathered: BTreeMap::new(),
        }
    }

    /// The document, as the caller named it.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// Adds a notice, unless it was the last one at this place already.
    pub(crate) fn add(&mut self, place: String, message: Told) {
        let recent = self.list.iter().rev().take(8);
        if !recent
            .into_iter()
            .any(|last| last.place == place && last.message == message.as_english())
        {
            match self.list.len() < MAX_NOTICES {
                true => self
                    .list
                    .push(Notice::new(self.source.as_str(), place, message)),
                false => self.unlisted += 1,
            }
        }
    }

    fn gather(&mut self, what: Uncarried, place: String) {
        let places = self.gathered.entry(what).or_default();
        if places.last() != Some(&place) {
            places.push(place);
        }
    }

    fn finish(mut self) -> Vec<Notice> {
        for (what, places) in std::mem::take(&mut self.gathered) {
            self.list.push(Notice::new(
                self.source.as_str(),
                joined(&places),
                what.told(),
            ));
        }
        if self.unlisted > 0 {
            self.list.push(unlisted(&self.source, self.unlisted));
        }
        self.list
    }
}

/// `paragraph 3, 5 and 9`, cut where it would grow long.
fn joined(places: &[String]) -> String {
    const NAMED: usize = 12;
    let mut out = String::new();
    for (at, place) in places.iter().take(NAMED).enumerate() {
        let short = place.strip_prefix("paragraph ").filter(|_| at > 0);
        if at > 0 {
            out.push_str(", ");
        }
        out.push_str(short.unwrap_or(place));
    }
    if places.len() > NAMED {
        out.push_str(&format!(" and {} more", places.len() - NAMED));
    }
    out
}

fn read_styles(
    source: &str,
    package: &mut Package<'_>,
    relations: &[Relation],
) -> Result<Styles, ReadError> {
    let sheet_name = part_of_kind(relations, "styles", "word/styles.xml");
    let list_name = part_of_kind(relations, "numbering", "word/numbering.xml");
    let sheet = package.part(&sheet_name)?;
    let lists = package.part(&list_name)?;
    Styles::read(
        sheet
            .as_deref()
            .map(|content| XmlPart::new(source, &sheet_name, content)),
        lists
            .as_deref()
            .map(|content| XmlPart::new(source, &list_name, content)),
    )
}

/// The part that plays a role, by its relation or else by its usual name.
pub(crate) fn part_of_kind(relations: &[Relation], kind: &str, usual: &str) -> String {
    relations
        .iter()
        .find(|relation| relation.kind == kind && !relation.external)
        .map_or_else(|| usual.to_owned(), |relation| relation.target.clone())
}

/// The addresses of links, by relation id.
pub(crate) fn link_targets(relations: &[Relation]) -> HashMap<String, String> {
    relations
        .iter()
        .filter(|relation| relation.kind == "hyperlink")
        .map(|relation| (relation.id.clone(), relation.target.clone()))
        .collect()
}

/// Headers and footers repeat on every page and belong to no paragraph: each one with words in
/// it is named in a notice.
fn notice_margins(
    package: &mut Package<'_>,
    relations: &[Relation],
    desk: &mut Desk,
) -> Result<(), ReadError> {
    let margins = relations
        .iter()
        .filter(|relation| matches!(relation.kind.as_str(), "header" | "footer"));
    for relation in margins.take(MAX_MARGIN_PARTS) {
        let Some(content) = package.part(&relation.target)? else {
            continue;
        };
        let source = desk.notices.source.clone();
        let mut xml = XmlPart::new(&source, &relation.target, &content);
        let mut words = String::new();
        while let Some(tag) = xml.next_below(0)? {
            if matches!(tag.word(), "t" | "delText") {
                words.push_str(&xml.text()?);
                words.push(' ');
            }
        }
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        // The number of a page is no word that anybody could miss.
        if words.contains(char::is_alphabetic) {
            let words = shortened(&words, 80);
            let message = match relation.kind.as_str() {
                "header" => told!(
                    "notice-header",
                    "the page header “{words}” is not part of the text and was left out",
                    words = words
                ),
                _ => told!(
                    "notice-footer",
                    "the page footer “{words}” is not part of the text and was left out",
                    words = words
                ),
            };
            desk.notices.add(relation.target.clone(), message);
        }
    }
    Ok(())
}
