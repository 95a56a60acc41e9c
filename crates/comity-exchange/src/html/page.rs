//! The page around the provisions: head, title, facts, map, text, endings.

use std::fmt::Write as _;

use comity_text::Kind;
use comity_text::compile::CompiledProvision;

use super::escape::{push_string, push_text};
use super::{Frame, STYLE, ending, map, provision};
use crate::layout::base_text;
use crate::notice::Notice;
use crate::page_facts::PageFacts;
use crate::words::Count;

/// Bytes of markup that a provision takes at least; only a first guess at the size of a page.
const BYTES_PER_PROVISION: usize = 1024;

/// Writes a page.
pub(super) fn write(frame: &Frame<'_>, notices: &[Notice], facts: &PageFacts) -> String {
    let provisions = &frame.layout.compilation.provisions;
    let mut out =
        String::with_capacity(STYLE.len() + 8192 + provisions.len() * BYTES_PER_PROVISION);
    let title = title_of(provisions);
    push_head(&mut out, frame, title, facts);
    push_header(&mut out, frame, title, notices, facts);
    out.extend([
        "<main id=\"see:text\" aria-label=\"",
        frame.words.text_heading,
        "\">\n",
    ]);
    for (moved, nth) in &frame.layout.arrivals_at_start {
        provision::push_arrival(&mut out, frame, *moved, *nth);
    }
    for (at, layout) in frame.layout.provisions.iter().enumerate() {
        let is_page_title =
            title.is_some_and(|title| std::ptr::eq(title, &raw const provisions[at]));
        let said_above = is_page_title && layout.proposals.is_empty() && layout.arrivals.is_empty();
        if !layout.shown_as_rival && !said_above {
            provision::push(&mut out, frame, at);
        }
    }
    if frame.attributed {
        ending::push_conflicts(&mut out, frame);
    }
    ending::push_notices(&mut out, frame, notices);
    if frame.attributed {
        ending::push_proposals(&mut out, frame);
    }
    out.extend([
        "</main>\n<footer class=\"foot\"><a href=\"#see:text\">",
        frame.words.back,
    ]);
    out.push_str("</a></footer>\n</body></html>\n");
    out
}

fn title_of(provisions: &[CompiledProvision]) -> Option<&CompiledProvision> {
    provisions
        .iter()
        .find(|provision| provision.kind == Kind::Title && provision.added_by.is_empty())
}

fn push_head(
    out: &mut String,
    frame: &Frame<'_>,
    title: Option<&CompiledProvision>,
    facts: &PageFacts,
) {
    out.extend([
        "<!doctype html>\n<html lang=\"",
        frame.language.tag(),
        "\" dir=\"",
        frame.direction.attribute(),
        "\"><head><meta charset=\"utf-8\"/>",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
        "<meta name=\"color-scheme\" content=\"light dark\"/>",
        // Nothing is fetched and nothing runs, even if a foreign string got through.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>",
        "<meta name=\"generator\" content=\"Comity\"/><title>",
    ]);
    let mut words = String::new();
    match title {
        Some(title) => super::escape::push_attribute(&mut words, base_text(title).as_str()),
        None => super::escape::push_attribute(&mut words, &facts.title),
    }
    out.extend([
        words.trim(),
        if words.trim().is_empty() { "" } else { " · " },
    ]);
    out.extend([
        page_name(frame),
        "</title><style>\n",
        STYLE,
        "</style></head>\n<body>",
    ]);
    out.extend([
        "<a class=\"skip\" href=\"#see:text\">",
        frame.words.skip,
        "</a>\n",
    ]);
}

fn push_header(
    out: &mut String,
    frame: &Frame<'_>,
    title: Option<&CompiledProvision>,
    notices: &[Notice],
    facts: &PageFacts,
) {
    out.extend([
        "<header class=\"opening\"><p class=\"what\">",
        page_name(frame),
        "</p>",
    ]);
    let base = title.map(base_text).unwrap_or_default();
    let words = if base.is_empty() {
        &facts.title
    } else {
        base.as_str()
    };
    out.extend(["<h1 dir=\"", frame.dir(words), "\">"]);
    if base.is_empty() {
        push_string(out, &facts.title);
    } else {
        push_text(out, frame, &base);
    }
    out.push_str("</h1>");
    push_counts(out, frame, notices.len(), facts);
    if frame.attributed {
        map::push(out, frame);
    }
    out.push_str("</header>\n");
}

fn push_counts(out: &mut String, frame: &Frame<'_>, notices: usize, facts: &PageFacts) {
    let layout = &frame.layout;
    let compilation = layout.compilation;
    let in_base = |provision: &&CompiledProvision| {
        provision.added_by.is_empty() && !provision.kind.is_heading()
    };
    let provisions = compilation.provisions.iter().filter(in_base).count();
    out.push_str("<ul class=\"facts\">");
    push_count(out, frame.words.provisions, provisions, "see:text");
    if frame.attributed {
        let (proposals, conflicts) = (compilation.proposals.len(), compilation.conflicts.len());
        push_count(out, frame.words.proposals, proposals, "see:proposals");
        push_count(out, frame.words.sponsors, layout.sponsors().len(), "");
        let target = if conflicts == 0 { "" } else { "see:conflicts" };
        push_count(out, frame.words.conflicts, conflicts, target);
    }
    if notices > 0 {
        out.extend(["<li><a href=\"#see:notices\">", frame.words.notices_heading]);
        out.extend([
            frame.words.colon,
            "<b>",
            &notices.to_string(),
            "</b></a></li>",
        ]);
    }
    if !facts.source.is_empty() {
        out.extend(["<li>", frame.words.source, frame.words.colon, "<bdi>"]);
        push_string(out, &facts.source);
        out.push_str("</bdi></li>");
    }
    out.push_str("</ul>\n");
}

fn push_count(out: &mut String, count: Count, number: usize, target: &str) {
    let (before, after) = count.around(number);
    let linked = !target.is_empty() && number > 0;
    out.push_str("<li>");
    if linked {
        out.extend(["<a href=\"#", target, "\">"]);
    }
    write!(out, "{before}<b>{number}</b>{after}").expect("a string takes every write");
    out.push_str(if linked { "</a></li>" } else { "</li>" });
}

fn page_name(frame: &Frame<'_>) -> &'static str {
    if frame.attributed {
        frame.words.compilation
    } else {
        frame.words.comparison
    }
}
