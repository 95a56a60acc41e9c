//! Names: of proposals with their sponsors, of provisions, of pairs in conflict; all linked.
//!
//! Every name is a foreign string and stands isolated in its own direction.

use comity_text::compile::Conflict;

use super::Frame;
use super::embedding::push_address;
use super::escape::{push_anchor, push_attribute, push_string};

/// The most sponsors of one proposal that are named beside its words; the list of proposals
/// names all.
const MAX_NAMED_SPONSORS: usize = 4;

/// Adds who asks for something: ` Meridia · Kesh`, with words for those who listen.
pub(super) fn push_asked_by(out: &mut String, frame: &Frame<'_>, proposals: &[usize]) {
    if !frame.attributed || proposals.is_empty() {
        return;
    }
    out.extend([
        " <bdi class=\"who\"",
        &frame.page_lang(),
        "><span class=\"vh\">",
    ]);
    out.push_str(frame.words.asked_by);
    out.push_str(" </span>");
    push_proposals(out, frame, proposals);
    out.push_str("</bdi>");
}

/// Adds the names of proposals, in the order given.
pub(super) fn push_proposals(out: &mut String, frame: &Frame<'_>, proposals: &[usize]) {
    for (nth, proposal) in proposals.iter().enumerate() {
        if nth > 0 {
            // The dot stays with the name before it at the end of a line.
            out.push_str("\u{a0}· ");
        }
        push_proposal(out, frame, *proposal);
    }
}

/// Adds the name of a proposal: its sponsors, and its id where that says more.
pub(super) fn push_proposal(out: &mut String, frame: &Frame<'_>, at: usize) {
    let Some(proposal) = frame.layout.compilation.proposals.get(at) else {
        return;
    };
    out.push_str("<a href=\"");
    push_proposal_address(out, frame, &proposal.id);
    out.push_str("\">");
    let sponsors = distinct(&proposal.sponsors);
    for (nth, sponsor) in sponsors.iter().take(MAX_NAMED_SPONSORS).enumerate() {
        if nth > 0 {
            out.push_str(frame.words.comma);
        }
        out.push_str("<bdi>");
        push_string(out, sponsor);
        out.push_str("</bdi>");
    }
    if sponsors.len() > MAX_NAMED_SPONSORS {
        out.push_str(&format!(
            " <bdi>+{}</bdi>",
            sponsors.len() - MAX_NAMED_SPONSORS
        ));
    }
    if !sponsors.contains(&proposal.id.as_str()) {
        if !sponsors.is_empty() {
            // A number alone at the start of a line says nothing.
            out.push('\u{a0}');
        }
        out.push_str("<bdi class=\"no\">");
        push_string(out, &proposal.id);
        out.push_str("</bdi>");
    }
    out.push_str("</a>");
}

/// Adds where a proposal is: on the page of a site that has one for each, else in the list below.
pub(super) fn push_proposal_address(out: &mut String, frame: &Frame<'_>, id: &str) {
    match &frame.embedding {
        Some(embedding) => {
            push_attribute(out, &embedding.proposals);
            push_address(out, id);
        }
        None => {
            out.push_str("#proposal:");
            push_anchor(out, id);
        }
    }
}

/// Adds where a provision is: on the page of a site that has one for each, else on this one.
pub(super) fn push_provision_address(out: &mut String, frame: &Frame<'_>, at: usize) {
    let id = frame.layout.compilation.provisions[at].id.as_str();
    match &frame.embedding {
        Some(embedding) => {
            push_attribute(out, &embedding.provisions);
            push_address(out, id);
        }
        None => {
            out.push('#');
            push_anchor(out, id);
        }
    }
}

/// Adds a link to a provision, under its name.
pub(super) fn push_provision(out: &mut String, frame: &Frame<'_>, at: usize) {
    out.push_str("<a href=\"");
    push_provision_address(out, frame, at);
    out.push_str("\"><bdi>");
    push_string(out, &frame.layout.name(at));
    out.push_str("</bdi></a>");
}

/// Adds the pairs in conflict as a list: `Meridia × Tavar`, those of one proposal in one line.
/// `conflicts` stand in the order of their first proposal.
pub(super) fn push_conflicts(out: &mut String, frame: &Frame<'_>, conflicts: &[Conflict]) {
    out.push_str("<ul class=\"pairs\">");
    for group in conflicts.chunk_by(|one, other| one.first == other.first) {
        out.push_str("<li>");
        push_proposal(out, frame, group[0].first);
        out.push_str(" × ");
        let seconds: Vec<usize> = group.iter().map(|conflict| conflict.second).collect();
        push_proposals(out, frame, &seconds);
        out.push_str("</li>");
    }
    out.push_str("</ul>");
}

/// Adds the attribute `aria-label` with a name.
pub(super) fn push_label(out: &mut String, name: &str) {
    out.push_str(" aria-label=\"");
    push_attribute(out, name);
    out.push('"');
}

/// Names in their order, each once.
pub(super) fn distinct(names: &[String]) -> Vec<&str> {
    let mut distinct: Vec<&str> = Vec::with_capacity(names.len());
    for name in names {
        if !distinct.contains(&name.as_str()) {
            distinct.push(name);
        }
    }
    distinct
}
