//! Which moves and joins tracked changes can show, and where moved provisions arrive.
//!
//! Of rival moves of one provision the first is shown; a move that changes the parent but not
//! the place in reading order is not. What is not shown here is said in a comment.
//!
//! Start at [`Travel`].

use comity_text::compile::{CompiledProvision, Piece, Region};
use comity_text::{Compilation, Place, Text};

use super::attribution::{Attribution, base_text};

/// The moves that are shown.
#[derive(Debug)]
pub(super) struct Travel {
    /// For each provision, who takes it along to another place.
    pub carried_by: Vec<Option<Vec<usize>>>,
    /// The provisions whose own move is shown: those at the top of what is moved.
    pub roots: Vec<bool>,
    /// For each place in reading order, the end included, the provisions that arrive there.
    pub arrivals: Vec<Vec<usize>>,
}

impl Travel {
    /// The moves of a compilation.
    pub(super) fn of(compilation: &Compilation, names: &Attribution<'_>) -> Travel {
        let provisions = &compilation.provisions;
        let ends = ends(provisions, names);
        let mut travel = Travel {
            carried_by: vec![None; provisions.len()],
            roots: vec![false; provisions.len()],
            arrivals: vec![Vec::new(); provisions.len() + 1],
        };
        for (at, provision) in provisions.iter().enumerate() {
            let Some((place, who)) = provision.moves.first() else {
                continue;
            };
            let target = target(place, &ends, names);
            let stays = is_suppressed(provision) || travel.carried_by[at].is_some();
            if stays || !leaves(at, ends[at], target, provisions) {
                continue;
            }
            travel.roots[at] = true;
            let members = provisions.iter().enumerate().take(ends[at]).skip(at);
            for (member, one) in members {
                if one.added_by.is_empty() && !is_suppressed(one) {
                    travel.carried_by[member] = Some(who.clone());
                    travel.arrivals[target].push(member);
                }
            }
        }
        travel
    }

    /// Whether a region goes along with its provision: nobody but the movers asks for it.
    pub(super) fn takes_along(&self, at: usize, region: &Region) -> bool {
        let [only] = region.alternatives.as_slice() else {
            return false;
        };
        region.keep.is_empty() && self.carried_by[at].as_ref() == Some(&only.proposals)
    }
}

/// Two provisions that a deleted paragraph mark can join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Join {
    /// Who joins them.
    pub proposals: Vec<usize>,
    /// What stands in the last region of the first provision, without the words taken up.
    pub seam: Text,
}

/// How the provision at `at` is joined with the next, if deleting the mark between them says it:
/// the joiners alone end the first with the words of the second, and nothing else is asked of
/// the second.
pub(super) fn join(compilation: &Compilation, travel: &Travel, at: usize) -> Option<Join> {
    let first = &compilation.provisions[at];
    let second = compilation.provisions.get(at + 1)?;
    let [(target, proposals)] = second.joined_into.as_slice() else {
        return None;
    };
    let Some(Piece::Region(region)) = first.pieces.last() else {
        return None;
    };
    let [only] = region.alternatives.as_slice() else {
        return None;
    };
    let quiet = first.added_by.is_empty()
        && second.added_by.is_empty()
        && !is_suppressed(first)
        && travel.carried_by[at].is_none()
        && travel.carried_by[at + 1].is_none()
        && travel.arrivals[at + 1].is_empty()
        && second
            .pieces
            .iter()
            .all(|one| matches!(one, Piece::Text(_)));
    let asked = *target == first.id
        && second.suppressed_by == *proposals
        && only.proposals == *proposals
        && region.keep.is_empty();
    let taken_up = base_text(second);
    let outcome = &only.text;
    let cut = outcome.len().checked_sub(taken_up.len())?;
    let ends_with_it = !taken_up.is_empty() && outcome.slice(cut, outcome.len()) == taken_up;
    (quiet && asked && ends_with_it).then(|| Join {
        proposals: proposals.clone(),
        seam: outcome.slice(0, cut),
    })
}

/// Whether anybody suppresses a provision.
pub(super) fn is_suppressed(provision: &CompiledProvision) -> bool {
    !provision.suppressed_by.is_empty()
}

/// For each provision, where what it contains ends.
fn ends(provisions: &[CompiledProvision], names: &Attribution<'_>) -> Vec<usize> {
    let mut ends: Vec<usize> = (1..=provisions.len()).collect();
    for (at, provision) in provisions.iter().enumerate().rev() {
        let parent = provision.parent.as_ref().and_then(|id| names.position(id));
        if let Some(parent) = parent.filter(|parent| *parent < at) {
            ends[parent] = ends[parent].max(ends[at]);
        }
    }
    ends
}

fn target(place: &Place, ends: &[usize], names: &Attribution<'_>) -> usize {
    let after = place.after.as_ref().and_then(|id| names.position(id));
    let parent = place.parent.as_ref().and_then(|id| names.position(id));
    match (after, parent) {
        (Some(after), _) => ends[after],
        (None, Some(parent)) => parent + 1,
        (None, None) => 0,
    }
}

/// Whether a provision of the base stands between the old place and the new one.
fn leaves(at: usize, end: usize, target: usize, provisions: &[CompiledProvision]) -> bool {
    let between = if target <= at {
        target..at
    } else {
        end..target.max(end)
    };
    provisions[between]
        .iter()
        .any(|one| one.added_by.is_empty())
}
