//! The compilation: a revision with every live proposal in it.
//!
//! Equal changes of different proposals become one. Changes of words that collide, directly or
//! through others, form a *region*; for each region the distinct outcomes are listed, each with
//! the proposals that ask for it. Order follows the protocol order of delegations and then code
//! points, never count or time.

use crate::change::{Place, Proposal};
use crate::instrument::{Instrument, Kind, ProvisionId};
use crate::text::Text;

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
