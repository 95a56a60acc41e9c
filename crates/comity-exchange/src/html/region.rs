//! A region in dispute: in brackets in the line, or a place mark there and its outcomes below.

use comity_text::compile::{Alternative, Piece, Region};
use comity_text::{BREAK, Text};

use super::escape::{push_anchor, push_string, push_text};
use super::{Frame, margin, names, redline};
use crate::layout::{Form, Outcome, letter, outcomes};

/// Adds a region where it stands in the line of provision `at`.
pub(super) fn push_in_line(
    out: &mut String,
    frame: &Frame<'_>,
    at: usize,
    region: &Region,
    form: Form,
) {
    if !frame.attributed {
        let Some(only) = region.alternatives.first() else {
            return push_text(out, frame, &region.base);
        };
        return redline::push_whole(out, frame, &region.base, &only.text);
    }
    match form {
        Form::Inline => push_bracketed(out, frame, region),
        Form::Lettered { number, first } => {
            let last = first + outcomes(region).len() - 1;
            let letters = match last - first {
                0 => letter(first),
                1 => format!("{}{}{}", letter(first), frame.words.comma, letter(last)),
                _ => format!("{}–{}", letter(first), letter(last)),
            };
            let mark = format!("[{number}{}{letters}]", frame.words.colon.trim_start());
            push_contested(out, frame, &region.base);
            push_mark(out, frame, at, (&letter(first), &mark));
        }
        Form::Whole { first } => {
            let last = first + region.alternatives.len().saturating_sub(1);
            let mark = match last - first {
                0 => format!("[{}]", alt_name(frame, first)),
                _ => format!("[{} – {}]", alt_name(frame, first), alt_name(frame, last)),
            };
            if frame.layout.compilation.provisions[at].pieces.len() == 1 {
                push_text(out, frame, &region.base);
                out.push(' ');
            } else {
                push_contested(out, frame, &region.base);
            }
            push_mark(out, frame, at, (&format!("alt{first}"), &mark));
        }
    }
}

/// Adds the outcomes that stand below provision `at`.
pub(super) fn push_below(out: &mut String, frame: &Frame<'_>, at: usize) {
    if !frame.attributed {
        return;
    }
    let forms = &frame.layout.provisions[at].forms;
    let numbered = forms
        .iter()
        .filter(|form| matches!(form, Form::Lettered { .. }))
        .count();
    let regions = frame.layout.compilation.provisions[at]
        .pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Region(region) => Some(region),
            Piece::Text(_) => None,
        });
    for (region, form) in regions.zip(forms) {
        let (class, number) = match *form {
            Form::Inline => continue,
            Form::Lettered { number, .. } if numbered > 1 => ("outcomes", Some(number)),
            Form::Lettered { .. } => ("outcomes", None),
            Form::Whole { .. } => ("outcomes whole", None),
        };
        out.extend(["<ol role=\"list\" class=\"", class, "\""]);
        let name = number
            .map(|number| format!(" {number}"))
            .unwrap_or_default();
        names::push_label(out, &format!("{}{name}", frame.words.outcomes_heading));
        out.push('>');
        let mut nth = 0;
        for outcome in outcomes(region) {
            push_outcome(out, frame, (at, *form, nth), region, outcome);
            // Keeping the whole is no rival of it, so it takes no number of theirs.
            let is_rival = matches!(outcome, Outcome::Other(_));
            nth += usize::from(is_rival || !matches!(form, Form::Whole { .. }));
        }
        out.push_str("</ol>");
    }
}

fn push_bracketed(out: &mut String, frame: &Frame<'_>, region: &Region) {
    // A space at an end stands better outside the brackets than within them.
    let texts = || region.alternatives.iter().map(|other| &other.text);
    let mut all = texts().chain([&region.base]);
    let opens_with_space = all.any(|text| text.as_str().starts_with(' '));
    let mut all = texts().chain([&region.base]);
    let ends_with_space = all.any(|text| text.as_str().ends_with(' '));
    out.push_str(if opens_with_space { " " } else { "" });
    out.push_str("<span class=\"region\"><b>[</b>");
    let base = trimmed(&region.base);
    let mut stands = false;
    if !region.keep.is_empty() {
        if base.is_empty() {
            push_act(out, frame, frame.words.keep_whole);
        } else {
            push_text(out, frame, &base);
            out.push(' ');
            push_act(out, frame, frame.words.keep);
        }
        names::push_asked_by(out, frame, &region.keep);
        stands = true;
    } else if texts().all(Text::is_empty) {
        // The word stands behind it for all to see; nobody need hear it twice.
        out.push_str("<del>");
        push_text(out, frame, &base);
        out.push_str("</del>");
    } else if !base.is_empty() {
        redline::push_gone(out, frame, &base);
    }
    for alternative in &region.alternatives {
        if stands {
            out.push_str("\u{a0}<span class=\"or\">|</span> ");
        } else if !base.is_empty() {
            out.push(' ');
        }
        stands = true;
        push_alternative(out, frame, &alternative.text);
        names::push_asked_by(out, frame, &alternative.proposals);
        push_variant(out, frame, alternative);
    }
    out.push_str("<b>]</b></span>");
    out.push_str(if ends_with_space { " " } else { "" });
}

fn push_alternative(out: &mut String, frame: &Frame<'_>, text: &Text) {
    let words = trimmed(text);
    if words.as_str().chars().any(|c| c != BREAK && c != ' ') {
        redline::push_new(out, frame, &words);
    } else if words.as_str().contains(BREAK) {
        out.push_str("<span class=\"break\" aria-hidden=\"true\">¶</span> ");
        push_act(out, frame, frame.words.new_paragraph);
    } else {
        push_act(out, frame, frame.words.delete);
    }
}

/// A text without the spaces at its ends; a break there says something and stays.
fn trimmed(text: &Text) -> Text {
    let blank = |count: usize| u32::try_from(count).expect("a text is shorter than that");
    let all = text.as_str();
    let start = all.chars().take_while(|c| *c == ' ').count();
    let end = all.chars().rev().take_while(|c| *c == ' ').count();
    let start = blank(start).min(text.len());
    text.slice(start, (text.len() - blank(end)).max(start))
}

pub(super) fn push_act(out: &mut String, frame: &Frame<'_>, act: &str) {
    out.extend(["<bdi class=\"act\"", &frame.page_lang(), ">", act, "</bdi>"]);
}

fn push_contested(out: &mut String, frame: &Frame<'_>, base: &Text) {
    let words = trimmed(base);
    if !words.is_empty() {
        out.push_str(if base.as_str().starts_with(' ') {
            " "
        } else {
            ""
        });
        out.push_str("<span class=\"contested\">");
        push_text(out, frame, &words);
        out.push_str("</span>");
    }
    out.push(' ');
}

fn push_mark(out: &mut String, frame: &Frame<'_>, at: usize, (target, mark): (&str, &str)) {
    out.push_str("<bdi class=\"place\"><a href=\"#");
    push_outcome_anchor(out, frame, at, target);
    out.push_str("\">");
    push_string(out, mark);
    out.push_str("</a></bdi>");
}

fn push_outcome_anchor(out: &mut String, frame: &Frame<'_>, at: usize, target: &str) {
    push_anchor(out, frame.layout.compilation.provisions[at].id.as_str());
    out.push(':');
    out.push_str(target);
}

fn push_outcome(
    out: &mut String,
    frame: &Frame<'_>,
    (at, form, nth): (usize, Form, usize),
    region: &Region,
    outcome: Outcome<'_>,
) {
    let (target, tag) = match form {
        Form::Whole { first } if matches!(outcome, Outcome::Keep(_)) => {
            (format!("keep{first}"), frame.layout.name(at))
        }
        Form::Whole { first } => {
            let label = &frame.layout.compilation.provisions[at].label;
            let name = alt_name(frame, first + nth);
            (
                format!("alt{}", first + nth),
                format!("{label} {name}").trim().to_owned(),
            )
        }
        Form::Lettered { first, .. } => (letter(first + nth), letter(first + nth)),
        Form::Inline => return,
    };
    out.push_str("<li id=\"");
    push_outcome_anchor(out, frame, at, &target);
    out.push_str("\"><div class=\"letter\"><bdi>");
    push_string(out, &tag);
    out.push_str("</bdi></div>");
    match outcome {
        Outcome::Keep(keepers) => {
            push_kept(out, frame, &region.base);
            push_by(out, frame, keepers, None);
        }
        Outcome::Other(alternative) => {
            push_said(out, frame, &region.base, &alternative.text);
            push_by(out, frame, &alternative.proposals, Some(alternative));
        }
    }
    out.push_str("</li>");
}

fn push_kept(out: &mut String, frame: &Frame<'_>, base: &Text) {
    let dir = frame.dir(base.as_str());
    let lang = frame.text_lang();
    out.extend(["<p class=\"said\" dir=\"", dir, "\"", &lang, ">"]);
    if base.len() <= 120 {
        push_text(out, frame, base);
        out.push(' ');
    }
    push_act(out, frame, &format!("({})", frame.words.keep));
    out.push_str("</p>");
}

fn push_said(out: &mut String, frame: &Frame<'_>, base: &Text, text: &Text) {
    let words = if text.is_empty() { base } else { text };
    let dir = frame.dir(words.as_str());
    let mut said = String::with_capacity(words.as_str().len() + 256);
    let shown = redline::push(&mut said, frame, base, text);
    out.push_str("<div class=\"said\">");
    if shown == redline::Shown::Rewritten {
        out.extend(["<p class=\"act\">", frame.words.rewritten, "</p>"]);
    }
    let lang = frame.text_lang();
    out.extend(["<p dir=\"", dir, "\"", &lang, ">", &said, "</p>"]);
    if shown == redline::Shown::Shortened {
        out.extend([
            "<details class=\"full\"><summary>",
            frame.words.full_text,
            "</summary>",
        ]);
        out.extend(["<p dir=\"", dir, "\"", &lang, ">"]);
        push_text(out, frame, text);
        out.push_str("</p></details>");
    }
    out.push_str("</div>");
}

fn push_by(out: &mut String, frame: &Frame<'_>, proposals: &[usize], other: Option<&Alternative>) {
    out.push_str("<div class=\"by\">");
    names::push_asked_by(out, frame, proposals);
    if let Some(alternative) = other {
        push_variant(out, frame, alternative);
    }
    margin::push_reasons(out, frame, proposals);
    out.push_str("</div>");
}

fn push_variant(out: &mut String, frame: &Frame<'_>, alternative: &Alternative) {
    if let Some(original) = alternative.variant_of.filter(|_| frame.attributed) {
        let lang = frame.page_lang();
        out.extend([
            " <bdi class=\"variant\"",
            &lang,
            ">(",
            frame.words.variant_of,
            " ",
        ]);
        names::push_proposal(out, frame, original);
        out.push_str(")</bdi>");
    }
}

fn alt_name(frame: &Frame<'_>, number: usize) -> String {
    match number {
        1 => frame.words.alternative.to_owned(),
        _ => format!("{} {number}", frame.words.alternative),
    }
}
