//! The compilation: a revision with every live proposal in it.
//!
//! Equal changes of different proposals become one. Changes of words that collide, directly or
//! through others, form a *region*; for each region the distinct outcomes are listed, each with
//! the proposals that ask for it. Order follows the protocol order of delegations and then code
//! points, never count or time.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use thiserror::Error;

use crate::change::{Place, Proposal};
use crate::instrument::{Instrument, Kind, ProvisionId};
use crate::kernel::{self, ApplyError};
use crate::quotient::Quotient;
use crate::text::Text;

mod conflicts;
mod provisions;
mod regions;

/// A revision with every live proposal in it.
///
/// Proposals are named by their index in `proposals`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compilation {
    /// The proposals, in protocol order.
    pub proposals: Vec<Proposal>,
    /// The provisions of the base and those that proposals add, in reading order.
    pub provisions: Vec<CompiledProvision>,
    /// The pairs of proposals that cannot both be accepted as they stand.
    pub conflicts: Vec<Conflict>,
    /// The protocol order that was used.
    pub order: ProtocolOrder,
}

impl Compilation {
    /// The sponsors of some proposals, each once, in protocol order.
    #[must_use]
    pub fn sponsors(&self, proposals: &[usize]) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for proposal in proposals {
            for sponsor in &self.proposals[*proposal].sponsors {
                if !names.contains(&sponsor.as_str()) {
                    names.push(sponsor);
                }
            }
        }
        names.sort_by(|a, b| self.order.compare(a, b));
        names
    }
}

/// One provision with all that proposals ask of it. All lists of indices are sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompiledProvision {
    /// Its id.
    pub id: ProvisionId,
    /// Its label, `bis` and `alt` included; empty for headings and titles.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// The provision that contains it, if any.
    pub parent: Option<ProvisionId>,
    /// The sibling that it follows: of the base, or for an added one the sibling it was added after.
    pub after: Option<ProvisionId>,
    /// The provision that it is a rival for, as a whole.
    pub alt_of: Option<ProvisionId>,
    /// Its words: agreed stretches and regions in turn.
    pub pieces: Vec<Piece>,
    /// Who adds it; empty for a provision of the base.
    pub added_by: Vec<usize>,
    /// Who suppresses it, joining included.
    pub suppressed_by: Vec<usize>,
    /// Into which provisions it is joined, and by whom.
    pub joined_into: Vec<(ProvisionId, Vec<usize>)>,
    /// Where it is moved, and by whom.
    pub moves: Vec<(Place, Vec<usize>)>,
    /// Who asks that it stay as it is.
    pub keep: Vec<usize>,
}

/// A stretch of a compiled provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words that nobody asks to change.
    Text(Text),
    /// Words in dispute.
    Region(Region),
}

/// A region: words of the base and what proposals ask for in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Where it starts in the base provision, in scalar values.
    pub start: u32,
    /// What the base says; empty where proposals only insert.
    pub base: Text,
    /// The proposals that ask to keep the base.
    pub keep: Vec<usize>,
    /// The distinct outcomes, in protocol order; never equal to each other or to the base.
    pub alternatives: Vec<Alternative>,
}

/// One outcome of a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// What would stand in the region; may hold breaks.
    pub text: Text,
    /// The proposals that ask for exactly this.
    pub proposals: Vec<usize>,
    /// The proposal whose new words this outcome amends.
    pub variant_of: Option<usize>,
}

/// Two proposals that collide in a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Conflict {
    /// The index of the provision in the compilation.
    pub provision: usize,
    /// The first proposal.
    pub first: usize,
    /// The second proposal; its index is larger.
    pub second: usize,
}

/// Why proposals cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CompileError {
    /// Two proposals have one id.
    #[error("two proposals have the id {0}")]
    DuplicateProposal(String),
    /// A proposal does not fit the base.
    #[error("the proposal {proposal} does not fit: {error}")]
    DoesNotFit {
        /// The id of the proposal.
        proposal: String,
        /// What does not fit.
        error: ApplyError,
    },
}

/// The protocol order of delegations: those named come first, as named; all others follow in
/// the order of their code points. Never by count or time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProtocolOrder {
    ranks: HashMap<String, usize>,
}

impl ProtocolOrder {
    /// An order that names some delegations.
    #[must_use]
    pub fn new(names: &[String]) -> ProtocolOrder {
        let mut ranks = HashMap::new();
        for (rank, name) in names.iter().enumerate() {
            ranks.entry(name.clone()).or_insert(rank);
        }
        ProtocolOrder { ranks }
    }

    /// How two delegations stand to each other.
    #[must_use]
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let rank = |name: &str| self.ranks.get(name).copied().unwrap_or(usize::MAX);
        rank(a).cmp(&rank(b)).then_with(|| a.cmp(b))
    }

    /// How two proposals stand to each other: by their sponsors, then by their ids.
    #[must_use]
    pub fn compare_proposals(&self, a: &Proposal, b: &Proposal) -> Ordering {
        for (mine, theirs) in a.sponsors.iter().zip(&b.sponsors) {
            let order = self.compare(mine, theirs);
            if order != Ordering::Equal {
                return order;
            }
        }
        let lengths = a.sponsors.len().cmp(&b.sponsors.len());
        lengths.then_with(|| natural(&a.id, &b.id))
    }

    /// Proposals in protocol order, the sponsors of each in it too.
    pub(crate) fn sorted(&self, proposals: &[Proposal]) -> Vec<Proposal> {
        let mut sorted = proposals.to_vec();
        for proposal in &mut sorted {
            proposal.sponsors.sort_by(|a, b| self.compare(a, b));
            proposal.sponsors.dedup();
        }
        sorted.sort_by(|a, b| self.compare_proposals(a, b));
        sorted
    }
}

/// Compares names with the numbers in them as numbers: 9 before 12.
#[must_use]
pub fn natural(a: &str, b: &str) -> Ordering {
    let parts = |name: &str| -> Vec<(bool, usize, String)> {
        let mut parts: Vec<(bool, usize, String)> = Vec::new();
        for letter in name.chars() {
            let digit = letter.is_ascii_digit();
            match parts.last_mut() {
                Some(last) if last.0 == digit => last.2.push(letter),
                _ => parts.push((digit, 0, letter.to_string())),
            }
        }
        for part in &mut parts {
            if part.0 {
                part.2 = part.2.trim_start_matches('0').to_owned();
                part.1 = part.2.len();
            }
        }
        parts
    };
    parts(a).cmp(&parts(b)).then_with(|| a.cmp(b))
}

/// Puts every proposal into the base.
///
/// The order of `proposals` does not matter. Each must apply to the base by itself.
///
/// # Errors
/// When two proposals have one id, or one does not fit the base.
pub fn compile(
    base: &Instrument,
    proposals: &[Proposal],
    order: &ProtocolOrder,
) -> Result<Compilation, CompileError> {
    let sorted = order.sorted(proposals);
    let mut ids = HashSet::with_capacity(sorted.len());
    for proposal in &sorted {
        if !ids.insert(proposal.id.as_str()) {
            return Err(CompileError::DuplicateProposal(proposal.id.clone()));
        }
        kernel::check(base, &proposal.changes).map_err(|error| CompileError::DoesNotFit {
            proposal: proposal.id.clone(),
            error,
        })?;
    }
    let quotient = Quotient::new(base, &sorted);
    let (provisions, position_of) = provisions::provisions(base, &sorted, &quotient);
    let conflicts = conflicts::conflicts(base, &quotient, &position_of);
    Ok(Compilation {
        provisions,
        conflicts,
        proposals: sorted,
        order: order.clone(),
    })
}
