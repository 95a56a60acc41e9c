//! The beginning of a stream: what kind of bytes these are, without losing any of them.

use std::io::{BufRead, Chain, Cursor, Read};

use crate::limits::MAX_ROW_BYTES;
use crate::notice::ReadError;

/// A stream that was looked into.
pub(super) type Stream<R> = Chain<Cursor<Vec<u8>>, R>;

/// The first character of a stream that is no space, and the stream from its start, without its
/// byte order mark.
///
/// # Errors
/// When it cannot be read, there is nothing in it, or it is known to be no text in UTF-8.
pub(super) fn opened<R: BufRead>(source: &str, mut input: R) -> Result<(u8, Stream<R>), ReadError> {
    let mut start = Vec::new();
    let refuse = |message: &str| Err(ReadError::new(source, "file", message));
    let found = loop {
        let from = start.len();
        let left = (MAX_ROW_BYTES - from) as u64;
        let read = (&mut input).take(left).read_until(b'\n', &mut start);
        if read.map_err(|error| unreadable(source, &error))? == 0 {
            break None;
        }
        if from == 0 && start.starts_with(b"\xEF\xBB\xBF") {
            start.drain(..3);
        }
        if let Some(byte) = start.iter().find(|byte| !byte.is_ascii_whitespace()) {
            break Some(*byte);
        }
    };
    if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") {
        return refuse("The file is text in UTF-16. Save it as UTF-8.");
    }
    if start.starts_with(b"PK\x03\x04") {
        return refuse(
            "The file is a workbook or an archive. Open it in a spreadsheet program and save the \
             table as CSV in UTF-8.",
        );
    }
    match found {
        Some(byte) => Ok((byte, Cursor::new(start).chain(input))),
        None => refuse("The file has no text in it."),
    }
}

/// The error for a stream that breaks off.
pub(super) fn unreadable(source: &str, error: &std::io::Error) -> ReadError {
    ReadError::new(source, "file", format!("It could not be read: {error}."))
}

/// The error for bytes that are no characters.
pub(super) fn not_utf8(source: &str, line: u64) -> ReadError {
    let message = "The line is not text in UTF-8. Save the file as UTF-8.";
    ReadError::new(source, place(line), message)
}

/// The error for a row over its limit.
pub(super) fn too_long(source: &str, line: u64, most: usize) -> ReadError {
    let message = format!(
        "The row that begins here has more than {most} bytes. Is a quotation mark not closed, or \
         are the ends of lines lost?"
    );
    ReadError::new(source, place(line), message)
}

/// A line as a place.
pub(super) fn place(line: u64) -> String {
    format!("line {line}")
}
