//! An instrument as Markdown that reads back as the same instrument.
//!
//! Start at [`write_instrument`].

use comity_text::{Instrument, Kind, LINE_BREAK, Style, Text};

/// Writes an instrument as Markdown: headings, paragraphs, items; typed numbers are text.
#[must_use]
pub fn write_instrument(instrument: &Instrument) -> String {
    let mut out = String::new();
    for provision in instrument.provisions() {
        if !out.is_empty() {
            out.push('\n');
        }
        let words = markdown(&provision.text);
        match provision.kind {
            Kind::Title => out.push_str("# "),
            Kind::Heading(level) => {
                out.push_str(&"#".repeat(usize::from(level.clamp(1, 6))));
                out.push(' ');
            }
            Kind::Article | Kind::Annex => out.push_str("## "),
            Kind::Item(level) if !is_numbered(provision.text.as_str()) => {
                out.push_str(&"  ".repeat(usize::from(level.saturating_sub(1))));
                out.push_str("- ");
            }
            _ => {}
        }
        out.push_str(&words);
        out.push('\n');
    }
    out
}

/// Whether a text begins with a number or letter that a Markdown list would have typed.
fn is_numbered(text: &str) -> bool {
    let head: String = text.chars().take_while(|c| !c.is_whitespace()).collect();
    head.ends_with([')', '.']) && head.chars().count() <= 6
}

fn markdown(text: &Text) -> String {
    let mut out = String::with_capacity(text.as_str().len() + 8);
    for (run, style) in text.runs() {
        let inner = run.trim();
        if inner.is_empty() {
            out.push_str(run);
            continue;
        }
        let from = run.len() - run.trim_start().len();
        let (before, after) = (&run[..from], &run[from + inner.len()..]);
        let marks = marks(style);
        out.push_str(before);
        out.push_str(marks);
        escape(inner, &mut out);
        out.extend(marks.chars().rev());
        out.push_str(after);
    }
    out
}

fn marks(style: Style) -> &'static str {
    match (style.has(Style::STRONG), style.has(Style::EMPHASIS)) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    }
}

fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            LINE_BREAK => out.push_str("\\\n"),
            '*' | '_' | '`' | '\\' | '<' | '[' | ']' | '#' | '~' | '|' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
}
