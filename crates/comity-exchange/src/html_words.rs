//! The words in stray HTML inside Markdown.
//!
//! Tags that HTML knows are taken out; anything else in angle brackets is something that the
//! author wrote (`<shall>`) and stays. This is no HTML parser and gives no HTML back.

use comity_text::{LINE_BREAK, Style};

/// Tags that end a line.
const BREAKING: [&str; 22] = [
    "br",
    "p",
    "div",
    "li",
    "tr",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "section",
    "article",
    "blockquote",
    "dl",
    "dt",
    "dd",
    "pre",
];

/// Tags that stand within a line.
const INLINE: [&str; 34] = [
    "a", "abbr", "b", "big", "body", "center", "cite", "code", "del", "details", "em", "font",
    "head", "html", "i", "img", "ins", "kbd", "mark", "s", "script", "small", "span", "strike",
    "strong", "style", "sub", "summary", "sup", "td", "th", "tbody", "thead", "u",
];

/// The style that an inline tag switches, and whether on.
pub(crate) fn style(tag: &str) -> Option<(Style, bool)> {
    let (name, closes) = name(tag)?;
    let style = match name.as_str() {
        "b" | "strong" => Style::STRONG,
        "i" | "em" => Style::EMPHASIS,
        "u" => Style::UNDERLINE,
        "sup" => Style::SUPERSCRIPT,
        "sub" => Style::SUBSCRIPT,
        _ => return None,
    };
    Some((style, !closes))
}

/// HTML without comments and known tags, and whether any was dropped.
pub(crate) fn words(html: &str) -> (String, bool) {
    let mut out = String::with_capacity(html.len());
    let mut dropped = false;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_words(&mut out, &rest[..start]);
        rest = &rest[start..];
        if rest.starts_with("<!--") {
            dropped = true;
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
            continue;
        }
        let tag = rest.find('>').map(|end| &rest[..=end]);
        match tag.and_then(|tag| Some((tag, name(tag)?.0))) {
            Some((tag, name)) if BREAKING.contains(&name.as_str()) => {
                if name == "br" {
                    out.push(LINE_BREAK);
                } else {
                    dropped = true;
                    push_words(&mut out, "\n");
                }
                rest = &rest[tag.len()..];
            }
            Some((tag, name)) if INLINE.contains(&name.as_str()) => {
                dropped = true;
                rest = &rest[tag.len()..];
            }
            _ => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    push_words(&mut out, rest);
    (out, dropped)
}

/// Adds words, with one space for each stretch that has a line end in it.
fn push_words(out: &mut String, words: &str) {
    for (nth, line) in words.split('\n').enumerate() {
        if nth > 0 && !out.is_empty() && !out.ends_with([' ', LINE_BREAK]) {
            out.push(' ');
        }
        out.push_str(line);
    }
}

/// The name of a tag in lower case, and whether it closes.
fn name(tag: &str) -> Option<(String, bool)> {
    let inner = tag.strip_prefix('<')?.strip_suffix('>')?;
    let (inner, closes) = match inner.strip_prefix('/') {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let sound = end > 0 && (inner.len() == end || inner[end..].starts_with([' ', '/', '\t', '\n']));
    sound.then(|| (inner[..end].to_ascii_lowercase(), closes))
}
