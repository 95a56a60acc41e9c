//! The trace of a consolidation: what became of whose words, paragraph by paragraph.
//!
//! It is read from the state and never lost: originals keep their versions and all who ever
//! sponsored them, whatever became of them. Start at [`ProposalState::trace`].

use std::collections::BTreeMap;

use comity_text::{Change, Place, ProvisionId};

use crate::ids::{DelegationId, ProposalId};
use crate::state::{MergedPart, ProposalState, State, Version};
use crate::words::Words;

/// What a consolidation did in one spot of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// Where.
    pub spot: Spot,
    /// What the consolidation asks for there; nothing where it left all of it out.
    pub consolidated: Vec<Change>,
    /// Why it is put so.
    pub rationale: Words,
    /// All who ever sponsored an original that speaks to this spot, each once.
    pub contributors: Vec<DelegationId>,
    /// What the originals asked for there.
    pub originals: Vec<Original>,
}

/// A spot of the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// A provision.
    Provision(ProvisionId),
    /// A place where provisions are added: each proposal gives its additions ids of their own.
    Place(Place),
}

/// What one original asked for in a spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// The proposal.
    pub proposal: ProposalId,
    /// The index of the version that was consolidated.
    pub version: usize,
    /// Its changes there.
    pub changes: Vec<Change>,
    /// Why, in its sponsors' words.
    pub rationale: Words,
}

impl ProposalState {
    /// What this proposal consolidates, spot by spot; nothing for one that merges no others.
    #[must_use]
    pub fn trace(&self, state: &State) -> Vec<Traced> {
        let Some(consolidation) = self.written().filter(|_| !self.merged_from.is_empty()) else {
            return Vec::new();
        };
        let mut traced: BTreeMap<Spot, Traced> = BTreeMap::new();
        let mut at = |spot: Spot, put: &mut dyn FnMut(&mut Traced)| {
            put(traced.entry(spot.clone()).or_insert_with(|| Traced {
                spot,
                consolidated: Vec::new(),
                rationale: consolidation.rationale.clone(),
                contributors: Vec::new(),
                originals: Vec::new(),
            }));
        };
        for change in &consolidation.changes.list {
            at(spot(change), &mut |it| it.consolidated.push(change.clone()));
        }
        for part in &self.merged_from {
            let original = state.proposals().get(&part.proposal);
            let Some((original, version)) =
                original.and_then(|it| Some((it, it.versions.get(part.version)?)))
            else {
                continue;
            };
            for change in &version.changes.list {
                at(spot(change), &mut |it| {
                    it.credit(&original.contributors);
                    it.quote(part, version, change);
                });
            }
        }
        traced.into_values().collect()
    }

    /// The last version that people wrote; later ones were carried from it.
    fn written(&self) -> Option<&Version> {
        let mut versions = self.versions.iter().rev();
        let found = versions.find(|it| it.fates.is_empty());
        found.map(std::convert::AsRef::as_ref)
    }
}

impl Traced {
    fn credit(&mut self, contributors: &[DelegationId]) {
        for by in contributors {
            if !self.contributors.contains(by) {
                self.contributors.push(by.clone());
            }
        }
    }

    fn quote(&mut self, part: &MergedPart, version: &Version, change: &Change) {
        let mut known = self.originals.iter_mut();
        match known.find(|it| it.proposal == part.proposal) {
            Some(known) => known.changes.push(change.clone()),
            None => self.originals.push(Original {
                proposal: part.proposal.clone(),
                version: part.version,
                changes: vec![change.clone()],
                rationale: version.rationale.clone(),
            }),
        }
    }
}

fn spot(change: &Change) -> Spot {
    match change {
        Change::Add { place, .. } => Spot::Place(place.clone()),
        other => Spot::Provision(other.provision().clone()),
    }
}
