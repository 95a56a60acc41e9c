//! Which kind of document bytes are, and the instrument that they hold.
//!
//! Start at [`read_base`].

use comity_text::Instrument;

use crate::block::Block;
use crate::decode;
use crate::docx::{TrackedDocument, read_docx};
use crate::limits::{MAX_DOCUMENT_BYTES, MAX_NOTICES, MAX_TEXT_BYTES};
use crate::markdown::read_markdown;
use crate::notice::{Notice, ReadError, Told, told, unlisted};
use crate::plain::read_plain;
use crate::structure;

/// The kinds of document that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A word processor's document.
    Docx,
    /// Markdown.
    Markdown,
    /// Plain text.
    Plain,
    /// An amendment list as a table.
    AmendmentsCsv,
    /// An amendment list, one JSON object to a line.
    AmendmentsJsonLines,
}

impl Format {
    /// The format that a file name says.
    ///
    /// # Errors
    /// When the name has no ending, or one that is not read.
    pub fn of(source: &str) -> Result<Format, ReadError> {
        let ending = source
            .rsplit_once('.')
            .map(|(_, ending)| ending.to_lowercase());
        match ending.as_deref() {
            Some("docx" | "docm" | "dotx") => Ok(Format::Docx),
            Some("md" | "markdown") => Ok(Format::Markdown),
            Some("txt" | "text") => Ok(Format::Plain),
            Some("csv" | "tsv") => Ok(Format::AmendmentsCsv),
            Some("jsonl" | "ndjson") => Ok(Format::AmendmentsJsonLines),
            ending => Err(ReadError::new(source, "file", unknown_ending(ending))),
        }
    }

    /// The largest file of this format that is read, in bytes.
    #[must_use]
    pub fn max_bytes(self) -> u64 {
        match self {
            Format::Markdown | Format::Plain => MAX_TEXT_BYTES,
            Format::Docx | Format::AmendmentsCsv | Format::AmendmentsJsonLines => {
                MAX_DOCUMENT_BYTES
            }
        }
    }

    /// Whether it is a list of amendments rather than a text.
    #[must_use]
    pub fn is_list(self) -> bool {
        matches!(self, Format::AmendmentsCsv | Format::AmendmentsJsonLines)
    }
}

fn unknown_ending(ending: Option<&str>) -> Told {
    match ending {
        Some(ending @ ("doc" | "odt" | "rtf" | "pdf" | "pages" | "wpd")) => told!(
            "unread-ending-of-words",
            "a .{ending} file is not read; open it in a word processor and save it as .docx.",
            ending = ending
        ),
        Some(ending @ ("xlsx" | "xls" | "ods" | "numbers")) => told!(
            "unread-ending-of-rows",
            "a .{ending} file is not read; open it in a spreadsheet program and save it as .csv \
             in UTF-8.",
            ending = ending
        ),
        _ => told!(
            "unread-ending",
            "the ending of its name does not say what it is; .docx, .md, .txt, .csv and .jsonl are \
             read. Save or rename it as one of these."
        ),
    }
}

/// A text as it was read: with its tracked changes, if its format has them.
#[derive(Clone, Debug)]
pub(crate) enum Document {
    Tracked(TrackedDocument),
    Plain(Vec<Block>),
}

/// Reads a text; `format` must not be a list.
pub(crate) fn read_document(
    source: &str,
    bytes: &[u8],
    format: Format,
) -> Result<(Document, Vec<Notice>), ReadError> {
    if bytes.len() as u64 > format.max_bytes() {
        return Err(too_large(source, format));
    }
    match format {
        Format::Docx => read_docx(source, bytes).map(|(doc, n)| (Document::Tracked(doc), n)),
        Format::Markdown => read_markdown(source, bytes).map(|(b, n)| (Document::Plain(b), n)),
        Format::Plain => read_plain(source, bytes).map(|(b, n)| (Document::Plain(b), n)),
        Format::AmendmentsCsv | Format::AmendmentsJsonLines => Err(ReadError::new(
            source,
            "file",
            told!(
                "unread-list",
                "an amendment list is not a text; give the text itself (.docx, .md or .txt)."
            ),
        )),
    }
}

/// The error for a document over the limit of its format.
#[must_use]
pub fn too_large(source: &str, format: Format) -> ReadError {
    let most = format.max_bytes() / (1024 * 1024);
    let message = match format {
        Format::Docx => told!(
            "unread-too-large-with-pictures",
            "it is larger than {most} MB, the most that is read. Take the pictures out, or split \
             it.",
            most = most
        ),
        _ => told!(
            "unread-too-large",
            "it is larger than {most} MB, the most that is read. Is it the right file? If it is, \
             split it.",
            most = most
        ),
    };
    ReadError::new(source, "file", message)
}

/// Leaves out notices over the limit, and says so in a last one.
pub(crate) fn limit_notices(source: &str, notices: &mut Vec<Notice>) {
    let more = notices.len().saturating_sub(MAX_NOTICES);
    if more > 0 {
        notices.truncate(MAX_NOTICES);
        notices.push(unlisted(source, more));
    }
}

/// Reads the text that proposals are made to. Tracked changes in it are refused, with a notice.
///
/// # Errors
/// When the bytes are no such document, or hold no text.
pub fn read_base(source: &str, bytes: &[u8]) -> Result<(Instrument, Vec<Notice>), ReadError> {
    let format = Format::of(source)?;
    let (document, mut notices) = read_document(source, bytes, format)?;
    let blocks = match document {
        Document::Plain(blocks) => blocks,
        Document::Tracked(tracked) => {
            if tracked.has_changes() {
                notices.push(Notice::new(
                    source,
                    "file",
                    told!(
                        "notice-tracked-base",
                        "It has tracked changes; it was read as if all were refused. Give it as a \
                         proposal too if they are one."
                    ),
                ));
            }
            tracked.rejected()
        }
    };
    let instrument = read_structure(source, &blocks, &mut notices)?;
    limit_notices(source, &mut notices);
    Ok((instrument, notices))
}

pub(crate) fn read_structure(
    source: &str,
    blocks: &[Block],
    notices: &mut Vec<Notice>,
) -> Result<Instrument, ReadError> {
    decode::within_limits(source, blocks)?;
    let (instrument, more) = structure::instrument(source, blocks);
    notices.extend(more);
    if instrument.is_empty() {
        return Err(ReadError::new(
            source,
            "file",
            told!(
                "unread-holds-no-text",
                "it holds no text. Is it the right file?"
            ),
        ));
    }
    Ok(instrument)
}
