//! One outcome against the base: what goes struck, what comes underlined, and long stretches
//! that stay left out.

use comity_text::{BREAK, Text};

use super::Frame;
use super::escape::push_text;

/// The longest unchanged stretch that is shown whole, in characters: three lines of a page.
const MAX_SAME_CHARS: u32 = 200;
/// How much of a longer one stands on each side of a change, in characters: enough to find it.
const SHOWN_SAME_CHARS: u32 = 70;
/// The shortest base that may be called rewritten, in characters.
const MIN_REWRITTEN_CHARS: u32 = 60;

/// A part of a redline.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Same(Text),
    Gone(Text),
    New(Text),
}

/// What a reader has seen once the redline is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Every character of the outcome.
    All,
    /// All but long unchanged stretches.
    Shortened,
    /// The outcome alone, since next to nothing of the base is left in it.
    Rewritten,
}

/// Adds a text against its base, leaving out long unchanged stretches.
pub(super) fn push(out: &mut String, frame: &Frame<'_>, base: &Text, text: &Text) -> Shown {
    // Words of two directions in one line cannot be followed by anyone.
    let turns = !base.is_empty()
        && !text.is_empty()
        && frame.dir(base.as_str()) != frame.dir(text.as_str());
    let parts = if turns {
        replaced(base, text)
    } else {
        parts(base, text, &(frame.redline)(base, text))
    };
    if turns || is_rewritten(base, &parts) {
        push_text(out, frame, text);
        return Shown::Rewritten;
    }
    let mut shown = Shown::All;
    let last = parts.len() - 1;
    for (nth, part) in parts.iter().enumerate() {
        match part {
            Part::Same(same) if same.len() > MAX_SAME_CHARS => {
                push_shortened(out, frame, same, (nth == 0, nth == last));
                shown = Shown::Shortened;
            }
            _ => push_part(
                out,
                frame,
                part,
                nth.checked_sub(1).map(|before| &parts[before]),
            ),
        }
    }
    shown
}

/// Adds a text against its base, whole.
pub(super) fn push_whole(out: &mut String, frame: &Frame<'_>, base: &Text, text: &Text) {
    let parts = parts(base, text, &(frame.redline)(base, text));
    for (nth, part) in parts.iter().enumerate() {
        push_part(
            out,
            frame,
            part,
            nth.checked_sub(1).map(|before| &parts[before]),
        );
    }
}

/// Adds words that go.
pub(super) fn push_gone(out: &mut String, frame: &Frame<'_>, text: &Text) {
    push_marked(out, frame, text, ("del", "", frame.words.delete));
}

/// Adds words that come.
pub(super) fn push_new(out: &mut String, frame: &Frame<'_>, text: &Text) {
    push_marked(out, frame, text, ("ins", "", frame.words.insert));
}

fn push_part(out: &mut String, frame: &Frame<'_>, part: &Part, before: Option<&Part>) {
    match part {
        Part::Same(text) => push_text(out, frame, text),
        Part::Gone(text) => push_gone(out, frame, text),
        Part::New(text) if matches!(before, Some(Part::Gone(_))) && opens_with_word(text) => {
            // Words that take the place of others stand off from them without a space of their own.
            push_marked(
                out,
                frame,
                text,
                ("ins", " class=\"instead\"", frame.words.insert),
            );
        }
        Part::New(text) => push_new(out, frame, text),
    }
}

fn push_marked(
    out: &mut String,
    frame: &Frame<'_>,
    text: &Text,
    (tag, class, said): (&str, &str, &str),
) {
    // A line under or through a space at the start of words looks like a slip of the pen.
    let spaces = text.as_str().chars().take_while(|c| *c == ' ').count();
    let spaces = u32::try_from(spaces).expect("a text is shorter than that");
    let start = if spaces < text.len() { spaces } else { 0 };
    out.push_str(if start > 0 { " " } else { "" });
    let lang = frame.page_lang();
    out.extend([
        "<",
        tag,
        class,
        "><bdi class=\"vh\"",
        &lang,
        "> ",
        said,
        " </bdi>",
    ]);
    push_text(out, frame, &text.slice(start, text.len()));
    out.extend(["</", tag, ">"]);
}

fn opens_with_word(text: &Text) -> bool {
    text.as_str().starts_with(char::is_alphanumeric)
}

fn push_shortened(out: &mut String, frame: &Frame<'_>, text: &Text, (first, last): (bool, bool)) {
    if !first {
        push_text(
            out,
            frame,
            &text.slice(0, word_end_after(text, SHOWN_SAME_CHARS)),
        );
    }
    out.push_str(" <span class=\"gap\"><span aria-hidden=\"true\">…</span><bdi class=\"vh\"");
    out.extend([&frame.page_lang(), ">", frame.words.left_out]);
    out.push_str("</bdi></span> ");
    if !last {
        let start = word_end_after(text, text.len() - SHOWN_SAME_CHARS);
        push_text(out, frame, &text.slice(start, text.len()));
    }
}

/// The first space at or after an offset, within a long word's reach; else the offset.
fn word_end_after(text: &Text, offset: u32) -> u32 {
    let reach = text.slice(offset, offset + 24);
    let space = reach.as_str().chars().position(char::is_whitespace);
    offset + u32::try_from(space.unwrap_or(0)).expect("a position below 24 fits")
}

fn parts(base: &Text, text: &Text, edits: &[(u32, u32, Text)]) -> Vec<Part> {
    let mut parts = Vec::with_capacity(edits.len() * 3 + 1);
    let mut at = 0;
    let mut result = String::with_capacity(text.as_str().len());
    for (start, end, with) in edits {
        if *start < at || end < start || *end > base.len() {
            return replaced(base, text);
        }
        if at < *start {
            result.push_str(base.str_between(at, *start));
            parts.push(Part::Same(base.slice(at, *start)));
        }
        if start < end {
            parts.push(Part::Gone(base.slice(*start, *end)));
        }
        if !with.is_empty() {
            result.push_str(with.as_str());
            parts.push(Part::New(with.clone()));
        }
        at = *end;
    }
    if at < base.len() {
        result.push_str(base.str_between(at, base.len()));
        parts.push(Part::Same(base.slice(at, base.len())));
    }
    // What is shown must be what was asked for, whoever compared the two.
    if result != text.as_str() || parts.is_empty() {
        return replaced(base, text);
    }
    parts
}

fn replaced(base: &Text, text: &Text) -> Vec<Part> {
    vec![Part::Gone(base.clone()), Part::New(text.clone())]
}

/// Whether so little of a long base is left that a redline would only be in the way.
fn is_rewritten(base: &Text, parts: &[Part]) -> bool {
    let same = parts.iter().map(|part| match part {
        Part::Same(text) => text.len(),
        Part::Gone(_) | Part::New(_) => 0,
    });
    let says_something = parts
        .iter()
        .any(|part| matches!(part, Part::New(text) if text.as_str().chars().any(|c| c != BREAK)));
    base.len() >= MIN_REWRITTEN_CHARS && says_something && same.sum::<u32>() * 5 < base.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_that_does_not_lead_to_the_text_is_not_believed() {
        let (base, text) = (Text::plain("may act"), Text::plain("shall act"));
        let whole = replaced(&base, &text);
        let believed = vec![
            Part::Gone("may".into()),
            Part::New("shall".into()),
            Part::Same(" act".into()),
        ];
        type Case<'a> = (&'a str, Vec<(u32, u32, Text)>, &'a [Part]);
        let cases: [Case<'_>; 4] = [
            ("right", vec![(0, 3, "shall".into())], &believed),
            ("another result", vec![(0, 3, "must".into())], &whole),
            ("beyond the end", vec![(0, 30, "shall".into())], &whole),
            (
                "out of order",
                vec![(3, 3, "x".into()), (0, 3, "shall".into())],
                &whole,
            ),
        ];
        for (case, edits, expected) in cases {
            assert_eq!(parts(&base, &text, &edits), expected, "{case}");
        }
    }
}
