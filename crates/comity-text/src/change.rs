//! Changes, and the proposals that are made of them.

use std::collections::BTreeSet;

use crate::instrument::{Kind, ProvisionId};
use crate::text::Text;

/// A place for a provision: inside `parent`, right after its child `after`, or first in it.
///
/// `after` names a provision of the base that the same proposal leaves where it is; it may be
/// one that a proposal suppresses. Several provisions at one place keep the order of the list
/// of changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The provision to stand in; `None` for the instrument itself.
    pub parent: Option<ProvisionId>,
    /// The sibling to stand after; `None` for the first place.
    pub after: Option<ProvisionId>,
}

/// One step on an instrument, explicit and independent of how it was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Change {
    /// Puts `with` in the place of the scalar values `start..end` of a provision.
    ///
    /// A [`BREAK`](crate::BREAK) in `with` splits the provision there.
    Replace {
        /// The provision.
        provision: ProvisionId,
        /// The first scalar value that goes.
        start: u32,
        /// One past the last scalar value that goes.
        end: u32,
        /// What stands there instead.
        with: Text,
    },
    /// Adds a provision.
    Add {
        /// The id it will have. Changes later in the list may use it as a parent.
        id: ProvisionId,
        /// Where it goes.
        place: Place,
        /// What it is.
        kind: Kind,
        /// The label that the sponsors ask for, if they do.
        label: Option<String>,
        /// What it says.
        text: Text,
    },
    /// Suppresses a provision with all that it contains.
    Suppress {
        /// The provision.
        provision: ProvisionId,
        /// The provision that takes its words up, when two are joined.
        joined_into: Option<ProvisionId>,
    },
    /// Moves a provision with all that it contains.
    Move {
        /// The provision.
        provision: ProvisionId,
        /// Where it goes.
        place: Place,
    },
    /// Asks that a provision stay as it is.
    Keep {
        /// The provision.
        provision: ProvisionId,
    },
}

impl Change {
    /// The provision that it changes, or that it adds.
    #[must_use]
    pub fn provision(&self) -> &ProvisionId {
        match self {
            Change::Replace { provision, .. }
            | Change::Suppress { provision, .. }
            | Change::Move { provision, .. }
            | Change::Keep { provision } => provision,
            Change::Add { id, .. } => id,
        }
    }

    /// Its kind, after ITU practice.
    #[must_use]
    pub fn kind(&self) -> ProposalKind {
        match self {
            Change::Replace { .. } => ProposalKind::Mod,
            Change::Add { .. } => ProposalKind::Add,
            Change::Suppress { .. } => ProposalKind::Sup,
            Change::Move { .. } => ProposalKind::Move,
            Change::Keep { .. } => ProposalKind::Noc,
        }
    }
}

/// The kinds of proposal, after ITU practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProposalKind {
    /// Adds a provision.
    Add,
    /// Modifies the words of a provision.
    Mod,
    /// Suppresses a provision.
    Sup,
    /// Moves a provision.
    Move,
    /// Asks for no change.
    Noc,
}

impl ProposalKind {
    /// The abbreviation in use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ProposalKind::Add => "ADD",
            ProposalKind::Mod => "MOD",
            ProposalKind::Sup => "SUP",
            ProposalKind::Move => "MOVE",
            ProposalKind::Noc => "NOC",
        }
    }
}

/// Changes to one revision, with those who ask for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Its name, unique among the proposals to one revision.
    pub id: String,
    /// The delegations that sponsor it.
    pub sponsors: Vec<String>,
    /// What it asks for.
    pub changes: Vec<Change>,
    /// Why, in the sponsors' words; empty where they gave none.
    pub rationale: String,
    /// The document that it was read from.
    pub source: String,
    /// The proposals whose new words it amends.
    pub variant_of: Vec<String>,
}

impl Proposal {
    /// The kinds of its changes, each once, in a fixed order.
    #[must_use]
    pub fn kinds(&self) -> Vec<ProposalKind> {
        let kinds: BTreeSet<_> = self.changes.iter().map(Change::kind).collect();
        kinds.into_iter().collect()
    }
}
