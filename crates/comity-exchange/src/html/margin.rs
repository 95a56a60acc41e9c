//! The margin of a provision: how many ask for how much, what is asked of the whole, and why.

use std::collections::BTreeSet;

use comity_text::compile::{CompiledProvision, Piece};

use super::escape::push_string;
use super::{Frame, names};
use crate::layout::Form;

/// The most pairs in conflict that stand open in the margin.
const MAX_OPEN_CONFLICTS: usize = 4;
/// The most bytes that the reasons of one proposal take at all its provisions together; where
/// they would take more, each provision links to the list of proposals.
const MAX_REPEATED_BYTES: usize = 20_000;

const OPEN: &str = "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><circle cx=\"8\" cy=\"8\" r=\"5.4\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\"/></svg>";
const BLOCKED: &str = "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"M4 4l8 8M12 4l-8 8\" stroke=\"currentColor\" stroke-width=\"2.2\"/></svg>";

/// Adds the margin of provision `at`; nothing where nobody asks for anything.
pub(super) fn push(out: &mut String, frame: &Frame<'_>, at: usize) {
    let layout = &frame.layout.provisions[at];
    let provision = &frame.layout.compilation.provisions[at];
    if layout.proposals.is_empty() {
        return;
    }
    out.push_str("<div class=\"margin\">");
    if frame.attributed {
        push_status(out, frame, at);
    } else {
        push_change(out, frame, provision);
    }
    push_rest(out, frame, at);
    out.push_str("</div>");
}

/// Adds what stands below the status: what is asked of the whole, and why.
pub(super) fn push_rest(out: &mut String, frame: &Frame<'_>, at: usize) {
    let layout = &frame.layout.provisions[at];
    let provision = &frame.layout.compilation.provisions[at];
    push_whole_acts(out, frame, provision);
    if frame.attributed {
        let told = told_below(provision, &layout.forms);
        let untold: Vec<usize> = layout
            .proposals
            .iter()
            .copied()
            .filter(|proposal| !told.contains(proposal))
            .collect();
        push_reasons(out, frame, &untold);
    }
}

/// Adds the reasons of some proposals, folded.
pub(super) fn push_reasons(out: &mut String, frame: &Frame<'_>, proposals: &[usize]) {
    let all = &frame.layout.compilation.proposals;
    let given: Vec<usize> = proposals
        .iter()
        .copied()
        .filter(|at| {
            all.get(*at)
                .is_some_and(|proposal| !proposal.rationale.is_empty())
        })
        .collect();
    if given.is_empty() || !frame.attributed || !frame.gives_reasons() {
        return;
    }
    out.extend(["<details class=\"reasons\"><summary>", frame.words.reasons]);
    out.push_str(&format!(" ({})</summary>", given.len()));
    for at in given {
        let proposal = &all[at];
        out.push_str("<p>");
        if proposals.len() > 1 {
            names::push_proposal(out, frame, at);
            out.push_str("<br/>");
        }
        if frame.layout.places[at].len() * proposal.rationale.len() > MAX_REPEATED_BYTES {
            out.push_str("<a href=\"");
            names::push_proposal_address(out, frame, &proposal.id);
            out.extend(["\">", frame.words.reasons, "</a></p>"]);
            continue;
        }
        push_quoted(out, frame, &proposal.rationale);
        out.push_str("</p>");
    }
    out.push_str("</details>");
}

/// Adds a longer foreign string, paragraphs kept.
pub(super) fn push_quoted(out: &mut String, frame: &Frame<'_>, string: &str) {
    out.extend(["<q dir=\"", frame.dir(string), "\">"]);
    let lines = string
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    for (nth, line) in lines.enumerate() {
        if nth > 0 {
            out.push_str("<br/>");
        }
        push_string(out, line);
    }
    out.push_str("</q>");
}

fn push_status(out: &mut String, frame: &Frame<'_>, at: usize) {
    let layout = &frame.layout.provisions[at];
    let provision = &frame.layout.compilation.provisions[at];
    out.extend(["<p class=\"status\">", OPEN, "<span>"]);
    if !provision.added_by.is_empty() {
        out.extend([frame.words.added, " · "]);
    }
    out.push_str(&frame.words.proposals.say(layout.proposals.len()));
    if layout.outcomes > 1 && layout.proposals.len() > 1 {
        out.push_str(" · ");
        out.push_str(&frame.words.outcomes.say(layout.outcomes));
    }
    out.push_str("</span></p>");
    let conflicts = &layout.conflicts;
    if conflicts.is_empty() {
        return;
    }
    let said = frame.words.conflicts.say(conflicts.len());
    if conflicts.len() > MAX_OPEN_CONFLICTS {
        out.extend([
            "<details class=\"against\"><summary>",
            BLOCKED,
            " ",
            &said,
            "</summary>",
        ]);
        names::push_conflicts(out, frame, conflicts);
        out.push_str("</details>");
    } else {
        out.extend([
            "<div class=\"against\"><p class=\"blocked\">",
            BLOCKED,
            " ",
            &said,
            "</p>",
        ]);
        names::push_conflicts(out, frame, conflicts);
        out.push_str("</div>");
    }
}

/// Where there are no names: what happened, in one word.
fn push_change(out: &mut String, frame: &Frame<'_>, provision: &CompiledProvision) {
    let said = if !provision.added_by.is_empty() {
        frame.words.added
    } else if !provision.suppressed_by.is_empty() && provision.joined_into.is_empty() {
        frame.words.delete
    } else if provision
        .pieces
        .iter()
        .any(|piece| matches!(piece, Piece::Region(_)))
    {
        frame.words.changed
    } else {
        return;
    };
    out.extend(["<p class=\"status\">", OPEN, "<span>", said, "</span></p>"]);
}

/// The proposals that would suppress a provision without joining it to another.
pub(super) fn deleting(provision: &CompiledProvision) -> Vec<usize> {
    let joins = |proposal: &usize| {
        let mut all = provision.joined_into.iter();
        all.any(|(_, by)| by.contains(proposal))
    };
    let all = provision.suppressed_by.iter();
    all.copied().filter(|proposal| !joins(proposal)).collect()
}

/// What is asked of the provision as a whole: join, move, keep. Who would delete or join it
/// stands behind its words where there are names, and is not said twice.
fn push_whole_acts(out: &mut String, frame: &Frame<'_>, provision: &CompiledProvision) {
    let joined_into = provision.joined_into.iter();
    for (id, by) in joined_into.filter(|_| !frame.attributed) {
        let target = frame.layout.position(id);
        push_act(out, frame, (frame.words.join_into, target), by);
    }
    for (place, by) in &provision.moves {
        let after = place
            .after
            .as_ref()
            .and_then(|id| frame.layout.position(id));
        let parent = place
            .parent
            .as_ref()
            .and_then(|id| frame.layout.position(id));
        let (said, target) = match (after, parent) {
            (Some(after), _) => (frame.words.move_after, Some(after)),
            (None, Some(parent)) => (frame.words.move_first_in, Some(parent)),
            (None, None) => (frame.words.move_to_start, None),
        };
        push_act(out, frame, (said, target), by);
    }
    if !provision.keep.is_empty() {
        push_act(out, frame, (frame.words.keep_whole, None), &provision.keep);
    }
}

fn push_act(
    out: &mut String,
    frame: &Frame<'_>,
    (said, target): (&str, Option<usize>),
    by: &[usize],
) {
    out.extend(["<p class=\"asked\"><b>", said]);
    if let Some(target) = target {
        out.push(' ');
        names::push_provision(out, frame, target);
    }
    out.push_str("</b>");
    if frame.attributed {
        out.push_str(frame.words.colon);
        names::push_proposals(out, frame, by);
    }
    out.push_str("</p>");
}

/// The proposals whose reasons stand with their outcomes below the text.
fn told_below(provision: &CompiledProvision, forms: &[Form]) -> BTreeSet<usize> {
    let regions = provision.pieces.iter().filter_map(|piece| match piece {
        Piece::Region(region) => Some(region),
        Piece::Text(_) => None,
    });
    regions
        .zip(forms)
        .filter(|(_, form)| **form != Form::Inline)
        .flat_map(|(region, _)| {
            let others = region
                .alternatives
                .iter()
                .flat_map(|other| &other.proposals);
            others.chain(&region.keep).copied()
        })
        .collect()
}
