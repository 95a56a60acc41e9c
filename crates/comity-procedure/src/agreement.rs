//! When a provision is agreed: what stands in its way under the rule in force.
//!
//! Under `consensus` an objection stands in the way when it is by a constituency whose objection
//! the modalities respect, on a provision of the text, and not ended: always while nobody has
//! answered it; after an answer as long as it was raised or upheld on the words that stand now.
//! Other objections are recorded, shown and answered like these, and stand in nobody's way.

use comity_text::ProvisionId;

use crate::act::Subject;
use crate::ids::{DelegationId, ObjectionId, TextHash};
use crate::modalities::Modalities;
use crate::state::{Agreement, Objection, ObjectionState, State};

impl State {
    /// The objections that stand in the way of agreement on a provision under the rules in force.
    #[must_use]
    pub fn in_the_way(&self, provision: &ProvisionId) -> Vec<ObjectionId> {
        in_the_way(self, &self.modalities, provision)
    }

    /// The hash of the words on which a provision is agreed ad referendum, if it is.
    #[must_use]
    pub fn agreed_text(&self, provision: &ProvisionId) -> Option<&TextHash> {
        match &self.provisions.get(provision)?.agreement {
            Agreement::AdRef { text, .. } => Some(text),
            Agreement::Open => None,
        }
    }
}

/// The objections that stand in the way of agreement on a provision.
pub(crate) fn in_the_way(
    state: &State,
    modalities: &Modalities,
    provision: &ProvisionId,
) -> Vec<ObjectionId> {
    let subject = Subject::Provision(provision.clone());
    let stands = state.hash_of(&subject);
    respected_on(state, modalities, &subject)
        .filter(|objection| match objection.state {
            ObjectionState::Open => true,
            ObjectionState::Addressed | ObjectionState::Sustained { .. } => {
                stands == Some(objection.text)
            }
            ObjectionState::Ended { .. } => false,
        })
        .map(|objection| objection.id.clone())
        .collect()
}

/// An objection on a provision that nobody has answered, by one whose objection is respected.
pub(crate) fn unanswered(
    state: &State,
    modalities: &Modalities,
    provision: &ProvisionId,
) -> Option<ObjectionId> {
    let subject = Subject::Provision(provision.clone());
    respected_on(state, modalities, &subject)
        .find(|objection| objection.state == ObjectionState::Open)
        .map(|objection| objection.id.clone())
}

/// Whether the objection of a delegation stands in the way of consensus.
pub(crate) fn respects(state: &State, modalities: &Modalities, by: &DelegationId) -> bool {
    let respected = &modalities.objections_respected;
    let found = state.delegations().get(by);
    found.is_some_and(|found| respected.contains(&found.constituency))
}

fn respected_on<'s>(
    state: &'s State,
    modalities: &Modalities,
    subject: &Subject,
) -> impl Iterator<Item = &'s Objection> {
    state
        .standing_objections(subject)
        .filter(move |(by, _)| respects(state, modalities, by))
        .map(|(_, objection)| &**objection)
}
