//! Regions: connected sets of colliding replacements, and the outcomes of each.

use std::collections::HashMap;

use super::{Alternative, Piece, Region};
use crate::change::Proposal;
use crate::kernel::replaced;
use crate::quotient::DistinctReplacement;
use crate::text::Text;

/// The words of a provision as agreed stretches and regions.
pub(super) fn pieces(
    text: &Text,
    distinct: &[DistinctReplacement<'_>],
    keep: &[usize],
    proposals: &[Proposal],
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for group in connected(distinct) {
        let region = region(text, group, keep, proposals);
        let end = region.start + region.base.len();
        if region.alternatives.is_empty() {
            continue;
        }
        if from < region.start {
            pieces.push(Piece::Text(text.slice(from, region.start)));
        }
        pieces.push(Piece::Region(region));
        from = end;
    }
    if from < text.len() || pieces.is_empty() {
        pieces.push(Piece::Text(text.slice(from, text.len())));
    }
    pieces
}

/// Groups replacements, sorted by start and end, into connected sets.
///
/// An insertion sorts before the ranges that start at its point, so all ranges before it start
/// further left: it stands strictly inside one of them exactly when the furthest end is beyond
/// it.
pub(super) fn connected<'d, 'p>(
    distinct: &'d [DistinctReplacement<'p>],
) -> Vec<&'d [DistinctReplacement<'p>]> {
    let mut groups = Vec::new();
    let mut first = 0;
    let mut furthest = 0;
    for (at, change) in distinct.iter().enumerate() {
        let same_point =
            at > first && change.start == change.end && distinct[at - 1].range() == change.range();
        if at > first && change.start >= furthest && !same_point {
            groups.push(&distinct[first..at]);
            first = at;
        }
        furthest = furthest.max(change.end);
    }
    if first < distinct.len() {
        groups.push(&distinct[first..]);
    }
    groups
}

fn region(
    text: &Text,
    group: &[DistinctReplacement<'_>],
    keep: &[usize],
    proposals: &[Proposal],
) -> Region {
    let start = group[0].start;
    let end = group.iter().map(|change| change.end).max().unwrap_or(start);
    let base = text.slice(start, end);
    let mut edits: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut place_of: HashMap<usize, usize> = HashMap::new();
    for (at, change) in group.iter().enumerate() {
        for proposal in &change.proposals {
            let place = *place_of.entry(*proposal).or_insert_with(|| {
                edits.push((*proposal, Vec::new()));
                edits.len() - 1
            });
            edits[place].1.push(at);
        }
    }
    edits.sort_unstable();
    let mut keep = keep.to_vec();
    let mut alternatives: Vec<Alternative> = Vec::new();
    let mut place_of_text: HashMap<Text, usize> = HashMap::new();
    for (proposal, changes) in edits {
        let edits = changes.iter().map(|at| {
            let change = &group[*at];
            (change.start - start, change.end - start, change.with)
        });
        let outcome = replaced(&base, edits);
        if outcome == base {
            keep.push(proposal);
            continue;
        }
        match place_of_text.get(&outcome) {
            Some(place) => alternatives[*place].proposals.push(proposal),
            None => {
                place_of_text.insert(outcome.clone(), alternatives.len());
                alternatives.push(Alternative {
                    text: outcome,
                    proposals: vec![proposal],
                    variant_of: None,
                });
            }
        }
    }
    keep.sort_unstable();
    keep.dedup();
    link_variants(&mut alternatives, proposals);
    Region {
        start,
        base,
        keep,
        alternatives,
    }
}

/// Links each outcome that amends the new words of another one to it.
fn link_variants(alternatives: &mut [Alternative], proposals: &[Proposal]) {
    for at in 0..alternatives.len() {
        let amended: Vec<&String> = alternatives[at]
            .proposals
            .iter()
            .flat_map(|proposal| &proposals[*proposal].variant_of)
            .collect();
        if amended.is_empty() {
            continue;
        }
        let others = alternatives
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at);
        let found = others
            .flat_map(|(_, other)| other.proposals.iter().copied())
            .filter(|proposal| amended.contains(&&proposals[*proposal].id))
            .min();
        alternatives[at].variant_of = found;
    }
}
