//! Merge: accept several proposals at once.

use thiserror::Error;

use crate::change::{Change, Proposal};
use crate::compile::{CompileError, ProtocolOrder, compile};
use crate::instrument::Instrument;
use crate::kernel::{ApplyError, apply};
use crate::quotient::{Arrival, Quotient};

/// A smallest set of proposals that cannot be accepted together: their ids, in protocol order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// The ids.
    pub proposals: Vec<String>,
}

/// Why proposals cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MergeError {
    /// A proposal does not fit the base, or two have one id.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// Some exclude each other.
    #[error("some of the proposals exclude each other")]
    Excludes(Vec<Exclusion>),
}

/// The changes of all proposals together, equal ones once.
///
/// # Errors
/// When a proposal does not fit, or with every smallest set that excludes itself.
pub fn merged_changes(
    base: &Instrument,
    proposals: &[Proposal],
    order: &ProtocolOrder,
) -> Result<Vec<Change>, MergeError> {
    let compilation = compile(base, proposals, order)?;
    let mut pairs: Vec<(usize, usize)> = compilation
        .conflicts
        .iter()
        .map(|conflict| (conflict.first, conflict.second))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let sorted = compilation.proposals;
    if !pairs.is_empty() {
        let name = |index: usize| sorted[index].id.clone();
        let exclusions = pairs.into_iter().map(|(first, second)| Exclusion {
            proposals: vec![name(first), name(second)],
        });
        return Err(MergeError::Excludes(exclusions.collect()));
    }
    let changes = union(base, &sorted);
    match apply(base, &changes) {
        Ok(_) => Ok(changes),
        Err(_) => Err(MergeError::Excludes(vec![smallest_exclusion(base, sorted)])),
    }
}

/// The next revision: the base with all proposals accepted.
///
/// # Errors
/// As [`merged_changes`].
pub fn merge(
    base: &Instrument,
    proposals: &[Proposal],
    order: &ProtocolOrder,
) -> Result<Instrument, MergeError> {
    let changes = merged_changes(base, proposals, order)?;
    Ok(apply(base, &changes).expect("merged changes were applied once already"))
}

fn union(base: &Instrument, proposals: &[Proposal]) -> Vec<Change> {
    let quotient = Quotient::new(base, proposals);
    let id = |at: usize| base.provisions()[at].id.clone();
    let mut changes = Vec::new();
    for (at, distinct) in &quotient.replacements {
        changes.extend(distinct.iter().map(|change| Change::Replace {
            provision: id(*at),
            start: change.start,
            end: change.end,
            with: change.with.clone(),
        }));
    }
    for (at, by) in &quotient.suppressions {
        let joined_into = by.keys().flatten().next().map(|into| (*into).clone());
        changes.push(Change::Suppress {
            provision: id(*at),
            joined_into,
        });
    }
    for place in &quotient.places {
        for arrival in &quotient.at_place[place] {
            let place = quotient.place(place);
            changes.push(match arrival {
                Arrival::Moved(at) => Change::Move {
                    provision: id(*at),
                    place,
                },
                Arrival::Added(node) => {
                    let added = &quotient.added[*node];
                    Change::Add {
                        id: added.id.clone(),
                        place,
                        kind: added.kind,
                        label: added.label.cloned(),
                        text: added.text.clone(),
                    }
                }
            });
        }
    }
    changes
}

/// What is left of the proposals when none can be taken away without the rest fitting together.
fn smallest_exclusion(base: &Instrument, mut proposals: Vec<Proposal>) -> Exclusion {
    let fits =
        |some: &[Proposal]| -> Result<Instrument, ApplyError> { apply(base, &union(base, some)) };
    let mut at = 0;
    while at < proposals.len() {
        let taken = proposals.remove(at);
        if fits(&proposals).is_ok() {
            proposals.insert(at, taken);
            at += 1;
        }
    }
    Exclusion {
        proposals: proposals.into_iter().map(|proposal| proposal.id).collect(),
    }
}
