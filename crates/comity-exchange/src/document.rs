//! Which kind of document bytes are, and the instrument that they hold.
//!
//! Start at [`read_base`].

use comity_text::Instrument;

use crate::block::Block;
use crate::docx::{TrackedDocument, read_docx};
use crate::limits::MAX_DOCUMENT_BYTES;
use crate::markdown::read_markdown;
use crate::notice::{Notice, ReadError};
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
            _ => Err(ReadError::new(
                source,
                "file",
                "the ending of the name does not say what it is; .docx, .md, .txt, .csv and \
                 .jsonl are read. Save or rename it as one of these.",
            )),
        }
    }

    /// Whether it is a list of amendments rather than a text.
    #[must_use]
    pub fn is_list(self) -> bool {
        matches!(self, Format::AmendmentsCsv | Format::AmendmentsJsonLines)
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
    if bytes.len() as u64 > MAX_DOCUMENT_BYTES {
        return Err(too_large(source));
    }
    match format {
        Format::Docx => read_docx(source, bytes).map(|(doc, n)| (Document::Tracked(doc), n)),
        Format::Markdown => read_markdown(source, bytes).map(|(b, n)| (Document::Plain(b), n)),
        Format::Plain => read_plain(source, bytes).map(|(b, n)| (Document::Plain(b), n)),
        Format::AmendmentsCsv | Format::AmendmentsJsonLines => Err(ReadError::new(
            source,
            "file",
            "an amendment list is not a text; give the text itself (.docx, .md or .txt).",
        )),
    }
}

/// The error for a document over the limit.
#[must_use]
pub fn too_large(source: &str) -> ReadError {
    let most = MAX_DOCUMENT_BYTES / (1024 * 1024);
    ReadError::new(
        source,
        "file",
        format!("it is larger than {most} MiB. Take the pictures out, or split it."),
    )
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
                    "It has tracked changes; it was read as if all were refused. Give it as a \
                     proposal too if they are one.",
                ));
            }
            tracked.rejected()
        }
    };
    let instrument = read_structure(source, &blocks, &mut notices)?;
    Ok((instrument, notices))
}

pub(crate) fn read_structure(
    source: &str,
    blocks: &[Block],
    notices: &mut Vec<Notice>,
) -> Result<Instrument, ReadError> {
    let (instrument, more) = structure::instrument(source, blocks);
    notices.extend(more);
    if instrument.is_empty() {
        return Err(ReadError::new(
            source,
            "file",
            "it holds no text. Is it the right file?",
        ));
    }
    Ok(instrument)
}
