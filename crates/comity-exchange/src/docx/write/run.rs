//! Runs: characters with their emphasis, direction and script, as WordprocessingML.
//!
//! Start at [`push_text`].

use comity_text::{BREAK, LINE_BREAK, Style, Text};

/// How a stretch of text is set, besides its own emphasis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dress {
    /// The character style, or an empty string.
    pub style: &'static str,
    /// Whether the paragraph runs from right to left.
    pub rtl: bool,
    /// Whether the characters are deleted by a tracked change.
    pub deleted: bool,
}

/// The direction of the first character that has one; false is left to right.
pub(super) fn is_rtl(string: &str) -> bool {
    string.chars().find_map(direction).unwrap_or(false)
}

/// Whether a character belongs to a script that is set with an East Asian font.
pub(super) fn is_east_asian(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11FF | 0x2E80..=0x9FFF | 0xA960..=0xA97F | 0xAC00..=0xD7FF
        | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

/// Adds a text as runs.
pub(super) fn push_text(out: &mut String, text: &Text, dress: Dress) {
    let east = text.as_str().chars().any(is_east_asian);
    for (stretch, style) in text.runs() {
        for (part, rtl) in stretches_of_one_direction(stretch, dress.rtl) {
            out.push_str("<w:r>");
            push_properties(out, dress.style, style, rtl, east);
            push_characters(out, part, dress.deleted);
            out.push_str("</w:r>");
        }
    }
}

/// Adds a string as runs.
pub(super) fn push_string(out: &mut String, string: &str, dress: Dress) {
    push_text(out, &Text::plain(string), dress);
}

/// A string for text or an attribute value of XML.
pub(super) fn escaped(string: &str) -> String {
    let mut out = String::with_capacity(string.len());
    for c in string.chars() {
        push_escaped(&mut out, c);
    }
    out
}

/// A string as a reader of the document sees it: line breaks made equal, and U+FFFD for what
/// XML cannot hold.
pub(super) fn as_written(string: &str) -> String {
    let written = |c| match c {
        BREAK | '\r' => LINE_BREAK,
        c if is_held_by_xml(c) => c,
        _ => char::REPLACEMENT_CHARACTER,
    };
    string.chars().map(written).collect()
}

fn push_properties(out: &mut String, character: &str, style: Style, rtl: bool, east: bool) {
    let mut inside = String::new();
    if !character.is_empty() {
        inside.push_str(&format!("<w:rStyle w:val=\"{character}\"/>"));
    }
    if east {
        inside.push_str("<w:rFonts w:hint=\"eastAsia\"/>");
    }
    if style.has(Style::STRONG) {
        inside.push_str("<w:b/><w:bCs/>");
    }
    if style.has(Style::EMPHASIS) {
        inside.push_str("<w:i/><w:iCs/>");
    }
    if character == "Attribution" {
        // Raised here and not by the style, where LibreOffice would shrink it as well.
        inside.push_str("<w:position w:val=\"4\"/>");
    }
    if style.has(Style::UNDERLINE) {
        inside.push_str("<w:u w:val=\"single\"/>");
    }
    if style.has(Style::SUPERSCRIPT) {
        inside.push_str("<w:vertAlign w:val=\"superscript\"/>");
    } else if style.has(Style::SUBSCRIPT) {
        inside.push_str("<w:vertAlign w:val=\"subscript\"/>");
    }
    if rtl {
        inside.push_str("<w:rtl/>");
    }
    if !inside.is_empty() {
        out.push_str(&format!("<w:rPr>{inside}</w:rPr>"));
    }
}

fn push_characters(out: &mut String, string: &str, deleted: bool) {
    let name = if deleted { "w:delText" } else { "w:t" };
    let mut open = false;
    for c in string.chars() {
        let element = match c {
            LINE_BREAK | BREAK | '\r' => "<w:br/>",
            '\t' => "<w:tab/>",
            _ => "",
        };
        if element.is_empty() {
            if !open {
                out.push_str(&format!("<{name} xml:space=\"preserve\">"));
            }
            push_escaped(out, c);
        } else {
            if open {
                out.push_str(&format!("</{name}>"));
            }
            out.push_str(element);
        }
        open = element.is_empty();
    }
    if open {
        out.push_str(&format!("</{name}>"));
    }
}

fn push_escaped(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        c if is_held_by_xml(c) => out.push(c),
        _ => out.push(char::REPLACEMENT_CHARACTER),
    }
}

fn is_held_by_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
}

/// Cuts a string where its direction changes. What has no direction of its own goes with its
/// neighbours where they agree, else with the paragraph.
fn stretches_of_one_direction(string: &str, rtl: bool) -> Vec<(&str, bool)> {
    let mut cuts: Vec<(usize, bool)> = Vec::new();
    let mut neutral_from = 0;
    let mut before = rtl;
    for (at, c) in string.char_indices() {
        let Some(here) = direction(c) else { continue };
        if neutral_from < at {
            let between = if before == here { here } else { rtl };
            cuts.push((neutral_from, between));
        }
        cuts.push((at, here));
        before = here;
        neutral_from = at + c.len_utf8();
    }
    if neutral_from < string.len() {
        cuts.push((neutral_from, rtl));
    }
    cuts.dedup_by(|next, last| next.1 == last.1);
    let ends: Vec<usize> = cuts
        .iter()
        .skip(1)
        .map(|cut| cut.0)
        .chain([string.len()])
        .collect();
    cuts.into_iter()
        .zip(ends)
        .map(|((from, rtl), to)| (&string[from..to], rtl))
        .collect()
}

/// Whether a letter runs from right to left; `None` for what has no direction of its own.
fn direction(c: char) -> Option<bool> {
    match u32::from(c) {
        0x0590..=0x08FF
        | 0xFB1D..=0xFDFF
        | 0xFE70..=0xFEFF
        | 0x10800..=0x10FFF
        | 0x1E800..=0x1EFFF
        | 0x200F
            if !c.is_numeric() && c != '\u{FEFF}' =>
        {
            Some(true)
        }
        0x200E => Some(false),
        _ if c.is_alphabetic() => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_cut_where_its_direction_changes() {
        let cut = |string, rtl| stretches_of_one_direction(string, rtl);
        assert_eq!(cut("States (all)", false), [("States (all)", false)]);
        assert_eq!(
            cut("الدول (Meridia) كلها.", true),
            [("الدول (", true), ("Meridia", false), (") كلها.", true)]
        );
        assert_eq!(
            cut("see الدول.", false),
            [("see ", false), ("الدول", true), (".", false)]
        );
        assert_eq!(cut("", true), []);
    }

    #[test]
    fn characters_that_xml_cannot_hold_stay_visible() {
        assert_eq!(
            escaped("a\u{1}<&>\"\u{FFFF}"),
            "a\u{FFFD}&lt;&amp;&gt;&quot;\u{FFFD}"
        );
        assert_eq!(as_written("a\u{0}b\u{2028}c\td"), "a\u{FFFD}b\u{2028}c\td");
    }

    #[test]
    fn line_breaks_and_tabs_are_elements() {
        let mut out = String::new();
        push_string(&mut out, "a\u{2028}b\tc", Dress::default());
        assert_eq!(
            out,
            "<w:r><w:t xml:space=\"preserve\">a</w:t><w:br/><w:t xml:space=\"preserve\">b</w:t>\
             <w:tab/><w:t xml:space=\"preserve\">c</w:t></w:r>"
        );
    }
}
