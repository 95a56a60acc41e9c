//! From bytes to characters: encodings, line ends, normalisation and control characters.
//!
//! Every text format passes here first. Line breaks come out as `\n`; a form feed stays, since
//! it is where a page ends. Start at [`text_of`].

use std::ops::Range;

use serde_json::{Map, Value};

use crate::block::Block;
use crate::limits::{MAX_BLOCKS, MAX_DOCUMENT_BYTES, MAX_PROVISION_CHARS, MAX_TEXT_BYTES};
use crate::notice::{Notice, ReadError, told};

/// The object on a line of JSON lines.
///
/// # Errors
/// What is wrong with the line, and the way out.
pub(crate) fn object_on_line(line: &[u8]) -> Result<Map<String, Value>, String> {
    if std::str::from_utf8(line).is_err() {
        return Err("The line is not text in UTF-8. Save the file as UTF-8.".to_owned());
    }
    match serde_json::from_slice(line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("The line is JSON but no object. Write one object to a line.".to_owned()),
        Err(error) if error.is_eof() => Err(
            "The line is not JSON: it ends before its object does. One object must stand on one \
             line, whole."
                .to_owned(),
        ),
        Err(error) => Err(format!(
            "The line is not JSON from character {} on. Write one object to a line, with the \
             words in quotation marks.",
            error.column()
        )),
    }
}

/// The characters of a text in Markdown or plain, with what was changed in them; never blank.
///
/// # Errors
/// As [`text_of`], and when it is longer than such a text may be.
pub(crate) fn prose_of(source: &str, bytes: &[u8]) -> Result<(String, Vec<Notice>), ReadError> {
    within_bytes(source, bytes, MAX_TEXT_BYTES)?;
    let (text, notices) = text_of(source, bytes)?;
    // Counted before any parser makes something of each of them.
    let mut lines = text.split('\n').map(|line| line.trim().is_empty());
    let mut blank_before = true;
    let begins = lines.by_ref().filter(|blank| {
        let begins = blank_before && !blank;
        blank_before = *blank;
        begins
    });
    match begins.take(MAX_BLOCKS + 1).count() > MAX_BLOCKS {
        true => Err(too_many(source)),
        false => Ok((text, notices)),
    }
}

fn too_many(source: &str) -> ReadError {
    let message = told!(
        "unread-many-paragraphs",
        "There are more than {most} paragraphs. Split the document.",
        most = MAX_BLOCKS
    );
    ReadError::new(source, "file", message)
}

fn within_bytes(source: &str, bytes: &[u8], most: u64) -> Result<(), ReadError> {
    match bytes.len() as u64 > most {
        true => {
            let message = told!(
                "unread-many-bytes",
                "The file has {bytes} bytes; the limit is {most}. Split it.",
                bytes = bytes.len(),
                most = most
            );
            Err(ReadError::new(source, "file", message))
        }
        false => Ok(()),
    }
}

/// The characters of a document, with what was changed in them; never blank.
///
/// # Errors
/// When the file is too large, blank, or no text in UTF-8 or in UTF-16 with a byte order mark.
pub(crate) fn text_of(source: &str, bytes: &[u8]) -> Result<(String, Vec<Notice>), ReadError> {
    within_bytes(source, bytes, MAX_DOCUMENT_BYTES)?;
    let mut notices = Vec::new();
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(source, rest, u16::from_le_bytes, &mut notices)?,
        [0xFE, 0xFF, rest @ ..] => utf16(source, rest, u16::from_be_bytes, &mut notices)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(source, rest, 3)?,
        _ => utf8(source, bytes, 0)?,
    };
    let text = clean(source, &text, &mut notices);
    if text.chars().all(char::is_whitespace) {
        return Err(ReadError::new(
            source,
            "file",
            told!("unread-no-text", "The file has no text in it."),
        ));
    }
    let (text, changed) = comity_text::normalise(&text);
    if changed {
        notices.push(Notice::new(
            source,
            "file",
            told!(
                "notice-decomposed",
                "Some characters were written in a decomposed form; they are carried in Unicode \
                 normalisation form C."
            ),
        ));
    }
    Ok((text, notices))
}

/// Refuses blocks that go over a limit.
///
/// # Errors
/// When there are too many blocks or one is too long.
pub(crate) fn within_limits(source: &str, blocks: &[Block]) -> Result<(), ReadError> {
    if blocks.len() > MAX_BLOCKS {
        return Err(too_many(source));
    }
    for (nth, block) in (1..).zip(blocks) {
        if block.text.len() as usize > MAX_PROVISION_CHARS {
            let message = told!(
                "unread-long-paragraph",
                "The paragraph has {chars} characters; the limit is {most}. Split it.",
                chars = block.text.len(),
                most = MAX_PROVISION_CHARS
            );
            return Err(ReadError::new(source, format!("paragraph {nth}"), message));
        }
    }
    Ok(())
}

/// Finds the line of a byte.
pub(crate) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(crate) fn new(text: &str) -> Lines {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Lines {
            starts: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// The line that a range starts in, as a place.
    pub(crate) fn place(&self, range: &Range<usize>) -> String {
        let line = self.starts.partition_point(|start| *start <= range.start);
        format!("line {}", line.max(1))
    }
}

fn utf8(source: &str, bytes: &[u8], offset: usize) -> Result<String, ReadError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let byte = error.valid_up_to() + offset + 1;
            let message = told!(
                "unread-not-utf-8",
                "The file is not text in UTF-8 from here on. Save it as UTF-8."
            );
            Err(ReadError::new(source, format!("byte {byte}"), message))
        }
    }
}

fn utf16(
    source: &str,
    bytes: &[u8],
    unit: fn([u8; 2]) -> u16,
    notices: &mut Vec<Notice>,
) -> Result<String, ReadError> {
    let broken = |byte: usize| {
        let message = told!(
            "unread-not-utf-16",
            "The file is not text in UTF-16 from here on. Save it as UTF-8."
        );
        ReadError::new(source, format!("byte {byte}"), message)
    };
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(broken(bytes.len() + 2));
    }
    let mut text = String::with_capacity(bytes.len());
    let mut at = 3;
    for unit in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let c = unit.map_err(|_| broken(at))?;
        at += 2 * c.len_utf16();
        text.push(c);
    }
    notices.push(Notice::new(
        source,
        "file",
        told!("notice-utf-16", "The file was in UTF-16 and was decoded."),
    ));
    Ok(text)
}

/// Text with `\n` for every line end and without control characters.
fn clean(source: &str, text: &str, notices: &mut Vec<Notice>) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut removed, mut first_line, mut line) = (0_usize, 0_usize, 1_usize);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                    line += 1;
                }
            }
            '\n' => {
                out.push('\n');
                line += 1;
            }
            '\t' | '\u{C}' => out.push(c),
            _ if c.is_control() => {
                first_line = if removed == 0 { line } else { first_line };
                removed += 1;
            }
            _ => out.push(c),
        }
    }
    if removed > 0 {
        let message = match removed {
            1 => told!("notice-control", "One control character was removed."),
            _ => told!(
                "notice-controls",
                "{count} control characters were removed, the first one here.",
                count = removed
            ),
        };
        notices.push(Notice::new(source, format!("line {first_line}"), message));
    }
    out
}
