//! The words of one provision, with emphasis as in Markdown.
//!
//! Only emphasis is read. What begins a heading, a list or a table in a document is words here: a
//! provision may begin with `1.` or with a dash. Start at [`read_words`].

use comity_text::{BREAK, Text};

use crate::block::BlockStyle;
use crate::markdown::read_markdown;
use crate::notice::Notice;

/// A word before the others keeps Markdown from taking the first of them for a mark of a block.
const BEFORE: &str = "x ";

/// The words of a provision, and what of them could not be carried. Each line is a paragraph, and
/// a [`BREAK`] stands between two; blank lines are none. `source` names it in notices.
#[must_use]
pub fn read_words(source: &str, words: &str) -> (Text, Vec<Notice>) {
    let mut text = Text::default();
    let mut notices = Vec::new();
    let lines = words.lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty()) {
        if !text.is_empty() {
            text.push(&Text::plain(BREAK.to_string()));
        }
        let (line, more) = read_line(source, line);
        text.push(&line);
        notices.extend(more);
    }
    (text, notices)
}

fn read_line(source: &str, line: &str) -> (Text, Vec<Notice>) {
    let marked = format!("{BEFORE}{line}");
    if let Ok((blocks, notices)) = read_markdown(source, marked.as_bytes())
        && let [block] = &blocks[..]
        && block.style == BlockStyle::Paragraph
        && block.text.as_str().starts_with(BEFORE)
    {
        let before = BEFORE.len() as u32;
        return (block.text.slice(before, block.text.len()), notices);
    }
    (Text::plain(line).normalised().0, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_text::Style;

    #[test]
    fn emphasis_is_read_and_marks_of_blocks_are_words() {
        let check = |words: &str, reads: &str| {
            assert_eq!(read_words("p1", words).0.as_str(), reads, "{words}");
        };
        check("States shall cooperate.", "States shall cooperate.");
        check("1. States shall cooperate.", "1. States shall cooperate.");
        check("- a port", "- a port");
        check("# Ports", "# Ports");
        check("  *Recalling* the charter,  ", "Recalling the charter,");
        check("One.\n\n2. Two.", "One.\n2. Two.");
        check("<u>Ports</u> < wells", "Ports < wells");
        check("", "");
        let (text, _) = read_words("p1", "*Recalling* the **charter**");
        assert_eq!(text.style_at(0), Style::EMPHASIS);
        assert_eq!(text.style_at(10), Style::PLAIN);
        assert_eq!(text.style_at(14), Style::STRONG);
    }
}
