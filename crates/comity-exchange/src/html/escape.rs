//! Foreign text as HTML: escaped, with emphasis, and with every invisible character made visible.
//!
//! Everything that a party wrote goes through here. A character that turns the direction of the
//! line or hides between letters is shown as a small badge and never obeyed.

use comity_text::{BREAK, LINE_BREAK, Style, Text};

use super::Frame;

/// Adds a text with its emphasis.
pub(super) fn push_text(out: &mut String, frame: &Frame<'_>, text: &Text) {
    push_styled(out, text, frame.words.new_paragraph);
}

/// Adds a text with its emphasis, where there are no words of a page.
pub(super) fn push_plain_text(out: &mut String, text: &Text) {
    push_styled(out, text, "");
}

fn push_styled(out: &mut String, text: &Text, new_paragraph: &str) {
    for (run, style) in text.runs() {
        if style == Style::PLAIN {
            push_run(out, run, new_paragraph);
            continue;
        }
        let tags = TAGS.iter().filter(|(flag, _)| style.has(*flag));
        for (_, tag) in tags.clone() {
            out.extend(["<", tag, ">"]);
        }
        push_run(out, run, new_paragraph);
        for (_, tag) in tags.rev() {
            out.extend(["</", tag, ">"]);
        }
    }
}

/// Adds a string to the content of an element.
pub(crate) fn push_string(out: &mut String, string: &str) {
    push_run(out, string, "");
}

/// Adds a string to the value of an attribute in double quotes.
pub(crate) fn push_attribute(out: &mut String, string: &str) {
    let mut previous = None;
    let mut characters = string.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' | '\t' | '\r' | LINE_BREAK => out.push(' '),
            _ if is_hidden(character, previous, characters.peek().copied()) => {
                out.push_str(&format!("[U+{:04X}]", u32::from(character)));
            }
            _ => push_escaped(out, character),
        }
        previous = Some(character);
    }
}

/// A string as an id or the name of a fragment: letters, digits and `-._` stand, all else is
/// written as `~hex~`, so that two strings never become one and none meets an anchor of ours,
/// which hold a colon.
pub(crate) fn push_anchor(out: &mut String, string: &str) {
    for character in string.chars() {
        if character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '_') {
            out.push(character);
        } else {
            out.push_str(&format!("~{:x}~", u32::from(character)));
        }
    }
}

const TAGS: [(Style, &str); 5] = [
    (Style::EMPHASIS, "em"),
    (Style::STRONG, "strong"),
    (Style::UNDERLINE, "u"),
    (Style::SUPERSCRIPT, "sup"),
    (Style::SUBSCRIPT, "sub"),
];

fn push_run(out: &mut String, run: &str, new_paragraph: &str) {
    let mut rest = run;
    let mut previous = None;
    // Most of any text in Latin script is copied in long stretches.
    while let Some(at) = rest.bytes().position(needs_care) {
        let (plain, from_here) = rest.split_at(at);
        out.push_str(plain);
        previous = plain.chars().next_back().or(previous);
        let mut characters = from_here.chars();
        let character = characters.next().expect("a byte was found there");
        rest = characters.as_str();
        push_with_care(
            out,
            (previous, character, rest.chars().next()),
            new_paragraph,
        );
        previous = Some(character);
    }
    out.push_str(rest);
}

/// Whether a byte starts a character that may have to be written as something else.
fn needs_care(byte: u8) -> bool {
    !matches!(byte, b' '..=b'~') || matches!(byte, b'&' | b'<' | b'>' | b'"')
}

fn push_with_care(
    out: &mut String,
    (previous, character, next): (Option<char>, char, Option<char>),
    new_paragraph: &str,
) {
    match character {
        BREAK => {
            out.push_str("<span class=\"break\"><span class=\"vh\">");
            out.push_str(new_paragraph);
            out.push_str("</span><span aria-hidden=\"true\">¶</span></span> ");
        }
        LINE_BREAK => out.push_str("<br/>"),
        '\t' | '\r' => out.push(' '),
        _ if is_hidden(character, previous, next) => {
            let number = u32::from(character);
            out.push_str(&format!(
                "<bdi class=\"hidden\" dir=\"ltr\">U+{number:04X}</bdi>"
            ));
        }
        _ => push_escaped(out, character),
    }
}

fn push_escaped(out: &mut String, character: char) {
    match character {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        _ => out.push(character),
    }
}

/// Whether a character would change what is read without being seen.
///
/// Joiners stand where a script or an emoji needs them: between letters that are neither Latin,
/// Greek, Cyrillic nor Han.
pub(crate) fn is_hidden(character: char, previous: Option<char>, next: Option<char>) -> bool {
    match character {
        '\u{200c}' | '\u{200d}' => !(previous.is_some_and(joins) && next.is_some_and(joins)),
        '\0'..='\u{1f}' => !matches!(character, '\n' | '\t' | '\r'),
        '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2029}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{fffe}'
        | '\u{ffff}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}

fn joins(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{10ff}' | '\u{1780}'..='\u{18af}' | '\u{2600}'..='\u{27bf}'
        | '\u{fb1d}'..='\u{fe0f}' | '\u{fe70}'..='\u{fefc}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(input: &str) -> String {
        let mut out = String::new();
        push_string(&mut out, input);
        out
    }

    #[test]
    fn nothing_that_a_party_writes_becomes_markup() {
        assert_eq!(
            string("<script>alert(\"&\")</script>"),
            "&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;"
        );
        let mut out = String::new();
        push_attribute(&mut out, "\" onclick=\"x\n<b>");
        assert_eq!(out, "&quot; onclick=&quot;x &lt;b&gt;");
    }

    #[test]
    fn a_character_that_turns_the_line_is_shown_and_not_obeyed() {
        assert_eq!(
            string("pay\u{202e}100"),
            "pay<bdi class=\"hidden\" dir=\"ltr\">U+202E</bdi>100"
        );
        assert!(string("sh\u{200b}all").contains("U+200B"));
        assert!(string("sh\u{200d}all").contains("U+200D"));
        assert!(string("\0\u{feff}").contains("U+0000</bdi>"));
    }

    #[test]
    fn joiners_that_a_script_needs_stand() {
        assert_eq!(string("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(string("👩\u{200d}🚒"), "👩\u{200d}🚒");
    }

    #[test]
    fn two_ids_never_share_an_anchor() {
        let anchors = ["a b", "a~20~b", "a_b", "a:b", "مادة"].map(|id| {
            let mut out = String::new();
            push_anchor(&mut out, id);
            out
        });
        assert_eq!(anchors[0], "a~20~b");
        assert_eq!(anchors[1], "a~7e~20~7e~b");
        assert!(
            anchors
                .iter()
                .all(|anchor| !anchor.contains([' ', ':', '"']))
        );
        assert_eq!(anchors[2], "a_b");
    }
}
