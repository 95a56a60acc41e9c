//! The properties of runs and paragraphs as they are written, before styles are consulted.
//!
//! Never here: what a style means. Start at [`RunProperties::read`].

use std::sync::Arc;

use super::tracked::Revision;
use super::xml::{Tag, XmlPart, shortened};
use crate::ReadError;
use crate::notice::{Told, told};

/// The longest author or date that is kept, in characters; Word allows 255.
const MAX_NAME_CHARS: usize = 255;

/// What is seen and not carried, wherever it stands: one notice for each, with its places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Uncarried {
    Hidden,
    Highlighted,
    Capitals,
    Struck,
    Contents,
}

impl Uncarried {
    pub(crate) fn told(self) -> Told {
        match self {
            Uncarried::Hidden => told!("notice-hidden", "hidden text is carried as plain text"),
            Uncarried::Highlighted => told!(
                "notice-highlighted",
                "highlighted text is carried as plain text"
            ),
            Uncarried::Capitals => told!(
                "notice-capitals",
                "text set in capitals by formatting is carried as it was typed"
            ),
            Uncarried::Struck => told!(
                "notice-struck",
                "text struck through by hand, not by tracked changes, is carried as plain text"
            ),
            Uncarried::Contents => told!(
                "notice-contents",
                "the table of contents is computed from the headings and was left out"
            ),
        }
    }
}

/// What `w:rPr` says; `None` leaves it to the style.
#[derive(Clone, Debug, Default)]
pub(crate) struct RunProperties {
    pub(crate) style: Option<String>,
    pub(crate) bold: Option<bool>,
    pub(crate) italic: Option<bool>,
    pub(crate) bold_complex: Option<bool>,
    pub(crate) italic_complex: Option<bool>,
    pub(crate) underline: Option<bool>,
    pub(crate) raised: Option<Raised>,
    /// Right-to-left or complex script: the `…_complex` flags count.
    pub(crate) complex: bool,
    /// The font, where it is one that gives letters another meaning.
    pub(crate) font: Option<String>,
    /// Formatting that is seen but not carried.
    pub(crate) uncarried: Vec<Uncarried>,
    /// A tracked change of formatting only.
    pub(crate) formatting_changed: bool,
    /// On a paragraph mark: what happened to it.
    pub(crate) mark: Change,
}

/// Where a run stands against the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Raised {
    Superscript,
    Subscript,
    Baseline,
}

/// The tracked changes that something lies in.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Change {
    pub(crate) inserted: Option<Arc<Revision>>,
    pub(crate) deleted: Option<Arc<Revision>>,
    pub(crate) moved: bool,
}

/// What `w:pPr` says.
#[derive(Clone, Debug, Default)]
pub(crate) struct ParagraphProperties {
    pub(crate) style: Option<String>,
    pub(crate) numbering: NumberingReference,
    /// 1 to 9; 0 stands for body text.
    pub(crate) outline: Option<u8>,
    pub(crate) mark: Change,
    pub(crate) formatting_changed: bool,
    pub(crate) section_break: bool,
}

/// What `w:numPr` says.
#[derive(Clone, Debug, Default)]
pub(crate) struct NumberingReference {
    pub(crate) list: Option<String>,
    /// 0 is the outermost.
    pub(crate) level: Option<u8>,
}

impl RunProperties {
    /// Reads the `w:rPr` that was just opened.
    pub(crate) fn read(xml: &mut XmlPart<'_>) -> Result<RunProperties, ReadError> {
        let mut out = RunProperties::default();
        let inside = xml.depth();
        while let Some(tag) = xml.next_child(inside)? {
            out.take(&tag);
        }
        Ok(out)
    }

    fn take(&mut self, tag: &Tag<'_>) {
        match tag.word() {
            "rStyle" => self.style = tag.attribute("val"),
            "b" => self.bold = Some(tag.is_on()),
            "i" => self.italic = Some(tag.is_on()),
            "bCs" => self.bold_complex = Some(tag.is_on()),
            "iCs" => self.italic_complex = Some(tag.is_on()),
            "u" => self.underline = Some(tag.is_on()),
            "rtl" | "cs" => self.complex |= tag.is_on(),
            "vertAlign" => {
                self.raised = match tag.attribute("val").as_deref() {
                    Some("superscript") => Some(Raised::Superscript),
                    Some("subscript") => Some(Raised::Subscript),
                    _ => Some(Raised::Baseline),
                };
            }
            "rFonts" => self.font = tag.attribute("ascii").or_else(|| tag.attribute("hAnsi")),
            "strike" | "dstrike" if tag.is_on() => self.uncarried.push(Uncarried::Struck),
            "vanish" | "webHidden" if tag.is_on() => self.uncarried.push(Uncarried::Hidden),
            "caps" | "smallCaps" if tag.is_on() => self.uncarried.push(Uncarried::Capitals),
            "highlight" if tag.is_on() => self.uncarried.push(Uncarried::Highlighted),
            "rPrChange" => self.formatting_changed = true,
            _ => self.mark.take(tag),
        }
    }
}

impl Change {
    /// Adds what an element such as `w:ins` says, if it is one.
    pub(crate) fn take(&mut self, tag: &Tag<'_>) {
        match tag.word() {
            "ins" | "cellIns" => self.inserted = Some(revision(tag)),
            "del" | "cellDel" => self.deleted = Some(revision(tag)),
            "moveTo" => {
                self.inserted = Some(revision(tag));
                self.moved = true;
            }
            "moveFrom" => {
                self.deleted = Some(revision(tag));
                self.moved = true;
            }
            _ => {}
        }
    }

    /// These changes, and inside of them those of `inner`.
    pub(crate) fn within(&self, inner: &Change) -> Change {
        Change {
            inserted: inner.inserted.clone().or_else(|| self.inserted.clone()),
            deleted: inner.deleted.clone().or_else(|| self.deleted.clone()),
            moved: self.moved || inner.moved,
        }
    }
}

impl ParagraphProperties {
    /// Reads the `w:pPr` that was just opened.
    pub(crate) fn read(xml: &mut XmlPart<'_>) -> Result<ParagraphProperties, ReadError> {
        let mut out = ParagraphProperties::default();
        let inside = xml.depth();
        while let Some(tag) = xml.next_child(inside)? {
            match tag.word() {
                "pStyle" => out.style = tag.attribute("val"),
                "outlineLvl" => out.outline = outline(&tag),
                "sectPr" => out.section_break = true,
                "pPrChange" => out.formatting_changed = true,
                "rPr" => {
                    let mark = RunProperties::read(xml)?;
                    out.mark = mark.mark;
                    out.formatting_changed |= mark.formatting_changed;
                }
                "numPr" => out.formatting_changed |= out.numbering.read(xml)?,
                _ => {}
            }
        }
        Ok(out)
    }
}

impl NumberingReference {
    /// Reads the `w:numPr` that was just opened; says whether the numbering itself is tracked.
    pub(crate) fn read(&mut self, xml: &mut XmlPart<'_>) -> Result<bool, ReadError> {
        let mut tracked = false;
        let inside = xml.depth();
        while let Some(tag) = xml.next_child(inside)? {
            match tag.word() {
                "numId" => self.list = tag.attribute("val"),
                "ilvl" => self.level = tag.attribute("val").and_then(|level| level.parse().ok()),
                "ins" | "numberingChange" => tracked = true,
                _ => {}
            }
        }
        Ok(tracked)
    }
}

/// The author and date of an element such as `w:ins`.
pub(crate) fn revision(tag: &Tag<'_>) -> Arc<Revision> {
    let kept = |name: &str| {
        tag.attribute(name)
            .map(|value| shortened(&value, MAX_NAME_CHARS))
    };
    Arc::new(Revision {
        author: kept("author").unwrap_or_default(),
        date: kept("date"),
    })
}

/// The level of `w:outlineLvl`: 1 to 9 for headings, 0 for body text.
pub(crate) fn outline(tag: &Tag<'_>) -> Option<u8> {
    let level: u8 = tag.attribute("val")?.parse().ok()?;
    Some(if level < 9 { level + 1 } else { 0 })
}
