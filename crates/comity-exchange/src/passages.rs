//! A written input in passages: what a document says, piece by piece, as somebody would answer it.
//!
//! A passage is a paragraph with the heading above it, where it has one. Never here: what a passage
//! is about, which only its author can say.

use crate::block::{Block, BlockStyle};
use crate::document::{self, Document, Format};
use crate::notice::{Notice, ReadError};

/// Reads a document into passages, in its order.
///
/// # Errors
/// When the bytes are no text of the format that the name says.
pub fn read_passages(source: &str, bytes: &[u8]) -> Result<(Vec<String>, Vec<Notice>), ReadError> {
    let format = Format::of(source)?;
    let (document, notices) = document::read_document(source, bytes, format)?;
    let blocks = match document {
        Document::Tracked(tracked) => tracked.accepted(),
        Document::Plain(blocks) => blocks,
    };
    Ok((passages(&blocks), notices))
}

fn passages(blocks: &[Block]) -> Vec<String> {
    let mut found = Vec::new();
    let mut above = String::new();
    for block in blocks {
        let words = block.text.as_str().trim();
        if words.is_empty() {
            continue;
        }
        if matches!(block.style, BlockStyle::Title | BlockStyle::Heading(_)) {
            above = match above.is_empty() {
                true => words.to_owned(),
                false => format!("{above}\n{words}"),
            };
            continue;
        }
        found.push(match std::mem::take(&mut above) {
            above if above.is_empty() => words.to_owned(),
            above => format!("{above}\n{words}"),
        });
    }
    if !above.is_empty() {
        found.push(above);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, text: &str, passages: &[&str]) {
        let (found, _) = read_passages(name, text.as_bytes()).unwrap();
        assert_eq!(found, passages, "{name}: {text:?}");
    }

    #[test]
    fn a_paragraph_is_a_passage_and_a_heading_belongs_to_what_follows() {
        check("input.txt", "One.\n\nTwo.\n", &["One.", "Two."]);
        check(
            "input.md",
            "# Our views\n\nOne.\n\n## On lines\n\n- Two.\n- Three.\n",
            &["Our views\nOne.", "On lines\nTwo.", "Three."],
        );
        check("input.md", "# Only a heading\n", &["Only a heading"]);
    }

    #[test]
    fn what_is_no_text_is_an_error_that_says_what_to_do() {
        let error = read_passages("input.pdf", b"%PDF").unwrap_err();
        assert!(error.to_string().contains("save it as .docx"), "{error}");
        let error = read_passages("input.txt", b"\n").unwrap_err();
        assert!(error.to_string().contains("no text in it"), "{error}");
    }
}
