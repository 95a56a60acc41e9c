//! What stands after the text: conflicts by provision, notices, and every proposal with all the
//! places where it asks for something.

use comity_text::ProposalKind;

use super::Frame;
use super::escape::{push_anchor, push_string};
use super::{margin, names};
use crate::notice::Notice;

/// Adds the conflicts, by provision in reading order.
pub(super) fn push_conflicts(out: &mut String, frame: &Frame<'_>) {
    if frame.layout.compilation.conflicts.is_empty() {
        return;
    }
    push_opening(out, "conflicts", frame.words.conflicts_heading);
    out.push_str("<dl class=\"listed\">");
    for (at, provision) in frame.layout.provisions.iter().enumerate() {
        if provision.conflicts.is_empty() {
            continue;
        }
        out.push_str("<dt>");
        names::push_provision(out, frame, at);
        out.push_str("</dt><dd>");
        names::push_conflicts(out, frame, &provision.conflicts);
        out.push_str("</dd>");
    }
    out.push_str("</dl></section>\n");
}

/// Adds the notices as a table, in the order given.
pub(super) fn push_notices(out: &mut String, frame: &Frame<'_>, notices: &[Notice]) {
    if notices.is_empty() {
        return;
    }
    push_opening(out, "notices", frame.words.notices_heading);
    out.push_str("<table class=\"notices\"><thead><tr>");
    for head in [frame.words.source, frame.words.place, frame.words.message] {
        out.extend(["<th scope=\"col\">", head, "</th>"]);
    }
    out.push_str("</tr></thead><tbody>");
    for notice in notices {
        out.push_str("<tr>");
        for cell in [&notice.source, &notice.place, &notice.message] {
            out.extend(["<td><bdi dir=\"", frame.dir(cell), "\">"]);
            push_string(out, cell);
            out.push_str("</bdi></td>");
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></section>\n");
}

/// Adds every proposal, in protocol order.
pub(super) fn push_proposals(out: &mut String, frame: &Frame<'_>) {
    let proposals = &frame.layout.compilation.proposals;
    if proposals.is_empty() {
        return;
    }
    push_opening(out, "proposals", frame.words.proposals_heading);
    out.push_str("<dl class=\"listed\">");
    for at in 0..proposals.len() {
        push_proposal(out, frame, at);
    }
    out.push_str("</dl></section>\n");
}

fn push_proposal(out: &mut String, frame: &Frame<'_>, at: usize) {
    let proposal = &frame.layout.compilation.proposals[at];
    out.push_str("<dt id=\"proposal:");
    push_anchor(out, &proposal.id);
    out.push_str("\"><bdi>");
    push_string(out, &proposal.id);
    out.push_str("</bdi></dt><dd><p>");
    let sponsors = names::distinct(&proposal.sponsors);
    if !(sponsors.len() == 1 && sponsors[0] == proposal.id) {
        out.push_str("<b>");
        for (nth, sponsor) in sponsors.iter().enumerate() {
            if nth > 0 {
                out.push_str(" · ");
            }
            out.push_str("<bdi>");
            push_string(out, sponsor);
            out.push_str("</bdi>");
        }
        out.push_str("</b> ");
    }
    let kinds: Vec<&str> = proposal
        .kinds()
        .into_iter()
        .map(ProposalKind::name)
        .collect();
    if !kinds.is_empty() {
        out.extend([
            "<bdi class=\"kinds\" lang=\"en\">",
            &kinds.join(" "),
            "</bdi> ",
        ]);
    }
    if !proposal.source.is_empty() && proposal.source != proposal.id {
        out.push_str("<bdi class=\"from\">");
        push_string(out, &proposal.source);
        out.push_str("</bdi>");
    }
    out.push_str("</p><p>");
    push_places(out, frame, at);
    out.push_str("</p>");
    if !proposal.rationale.is_empty() {
        out.extend([
            "<details class=\"reasons\"><summary>",
            frame.words.reasons,
            "</summary><p>",
        ]);
        margin::push_quoted(out, frame, &proposal.rationale);
        out.push_str("</p></details>");
    }
    out.push_str("</dd>");
}

fn push_places(out: &mut String, frame: &Frame<'_>, at: usize) {
    let places = &frame.layout.places[at];
    if places.is_empty() {
        out.push_str(frame.words.asks_nowhere);
        return;
    }
    out.extend([frame.words.asks_in, " "]);
    for (nth, place) in places.iter().enumerate() {
        if nth > 0 {
            out.push_str(frame.words.comma);
        }
        names::push_provision(out, frame, *place);
    }
}

fn push_opening(out: &mut String, name: &str, heading: &str) {
    out.extend([
        "<section class=\"ending\" aria-labelledby=\"heading:",
        name,
        "\" id=\"see:",
        name,
        "\"><h2 id=\"heading:",
        name,
        "\">",
        heading,
        "</h2>",
    ]);
}
