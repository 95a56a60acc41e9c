//! The words of one provision, with emphasis as in Markdown.
//!
//! Only emphasis is read. What begins a heading, a list or a table in a document is words here: a
//! provision may begin with `1.` or with a dash. What is written reads back as the same words, so
//! that whoever opens a provision and changes nothing asks for nothing.
//!
//! Start at [`read_words`]; [`write_words`] is the way back.

use comity_text::{BREAK, LINE_BREAK, Style, Text};

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

/// The words of a provision as they are typed: a paragraph a line.
#[must_use]
pub fn write_words(text: &Text) -> String {
    let mut out = String::with_capacity(text.as_str().len() + 8);
    for (run, style) in text.runs() {
        let inner = run.trim();
        if inner.is_empty() {
            push_plain(&mut out, run);
            continue;
        }
        // Emphasis that opens before a space or closes behind one would be two stars.
        let from = run.len() - run.trim_start().len();
        let tags: Vec<_> = TAGS.iter().filter(|(flag, ..)| style.has(*flag)).collect();
        push_plain(&mut out, &run[..from]);
        tags.iter().for_each(|(_, open, _)| out.push_str(open));
        push_plain(&mut out, inner);
        tags.iter()
            .rev()
            .for_each(|(.., close)| out.push_str(close));
        push_plain(&mut out, &run[from + inner.len()..]);
    }
    out
}

/// How each style is typed, the outermost first.
const TAGS: [(Style, &str, &str); 5] = [
    (Style::UNDERLINE, "<u>", "</u>"),
    (Style::SUPERSCRIPT, "<sup>", "</sup>"),
    (Style::SUBSCRIPT, "<sub>", "</sub>"),
    (Style::STRONG, "**", "**"),
    (Style::EMPHASIS, "*", "*"),
];

fn push_plain(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            BREAK => out.push('\n'),
            LINE_BREAK => out.push_str("<br>"),
            '*' | '_' | '`' | '\\' | '<' | '[' | ']' | '#' | '~' | '|' | '&' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
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

    #[test]
    fn what_is_written_reads_back_as_the_same_words() {
        let check = |text: &Text| {
            let typed = write_words(text);
            assert_eq!(read_words("p1", &typed).0, *text, "{typed}");
        };
        check(&Text::plain(
            "1. States *shall* cooperate_well & <soon>, at [ten] | #5 \\ `x` ~y~.",
        ));
        check(&Text::plain(
            "AT&amp;T is 3 < 4 and https://comity.example/a_b",
        ));
        check(&Text::plain("- a dash\u{2028}and a line"));
        check(&Text::plain("يتعاون الجميع."));
        for (style, _) in Style::NAMES {
            let mut text = Text::plain("States ");
            text.push_str("shall", style);
            text.push_str(" cooperate ", Style::PLAIN);
            text.push_str("well", style);
            text.push_str(".", Style::PLAIN);
            check(&text);
        }
        let both = format!("One.{BREAK}Two.");
        check(&Text::plain(both));
    }
}
