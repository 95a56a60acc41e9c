//! One proposal: who stands behind it, what it was and is made of, and what others made of it.
//!
//! Start at [`proposal`].

use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::ids::{DelegationId, ProposalId};
use comity_procedure::state::{ProposalState, Validation};

use super::{Party, Speaker, author, in_protocol_order};

/// One proposal.
#[derive(Clone, Debug)]
pub struct ProposalView {
    /// The proposal itself.
    pub proposal: Arc<ProposalState>,
    /// Who put it into words.
    pub by: Speaker,
    /// Who sponsors it as it stands, in protocol order.
    pub sponsors: Vec<Party>,
    /// Who sponsored an earlier version and has not joined this one, in protocol order.
    pub lapsed: Vec<Party>,
    /// All others who ever sponsored it, in protocol order.
    pub left: Vec<Party>,
    /// The proposals that amend its new words.
    pub variants: Vec<ProposalId>,
    /// The proposals that it consolidates.
    pub parts: Vec<Part>,
}

/// A proposal that another consolidates.
#[derive(Clone, Debug)]
pub struct Part {
    /// Which one.
    pub proposal: ProposalId,
    /// The number of its version that was consolidated, from 1.
    pub version: usize,
    /// Those who have said whether it is reflected, in protocol order.
    pub validated: Vec<(Party, Validation)>,
    /// Its sponsors who have not, in protocol order.
    pub waiting: Vec<Party>,
}

/// One proposal, if there is one of that id.
#[must_use]
pub fn proposal(state: &State, id: &ProposalId) -> Option<ProposalView> {
    let found = state.proposals().get(id)?;
    let variants = state.proposals().values();
    let variants = variants.filter(|it| it.variant_of.contains(id));
    let of_all = found.contributors.iter();
    let left: Vec<DelegationId> = of_all
        .filter(|it| !found.sponsors.contains(it) && !found.lapsed.contains(it))
        .cloned()
        .collect();
    Some(ProposalView {
        by: author(state, &found.author),
        sponsors: among(state, &found.sponsors),
        lapsed: among(state, &found.lapsed),
        left: among(state, &left),
        variants: variants.map(|it| it.id.clone()).collect(),
        parts: parts(state, found),
        proposal: found.clone(),
    })
}

/// Delegations as they are named, in protocol order.
#[must_use]
pub fn among(state: &State, ids: &[DelegationId]) -> Vec<Party> {
    let all = in_protocol_order(state);
    let named = all.iter().filter(|it| ids.contains(&it.id));
    named.map(|it| Party::of(it)).collect()
}

fn parts(state: &State, proposal: &ProposalState) -> Vec<Part> {
    let parts = proposal.merged_from.iter();
    parts
        .map(|part| {
            let said: Vec<DelegationId> = part.validations.keys().cloned().collect();
            let sponsors = state.proposals().get(&part.proposal);
            let waiting: Vec<DelegationId> = sponsors
                .map_or(&[][..], |it| &it.sponsors)
                .iter()
                .filter(|it| !part.validations.contains_key(*it))
                .cloned()
                .collect();
            let validated = among(state, &said).into_iter().filter_map(|party| {
                let validation = part.validations.get(&party.id)?.clone();
                Some((party, validation))
            });
            Part {
                proposal: part.proposal.clone(),
                version: part.version + 1,
                validated: validated.collect(),
                waiting: among(state, &waiting),
            }
        })
        .collect()
}
