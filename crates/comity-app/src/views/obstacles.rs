//! Obstacles: what stands between each provision and agreement, and between the text and adoption.
//!
//! Start at [`obstacles`].

use std::collections::BTreeMap;

use comity_procedure::State;
use comity_procedure::act::Subject;
use comity_procedure::ids::{ObjectionId, ProposalId};
use comity_procedure::state::ObjectionState;
use comity_text::{ProvisionId, Text};

use super::text::{NoText, ProvisionStanding, Status, text};

/// A provision and what stands in its way.
#[derive(Clone, Debug)]
pub struct Obstacles {
    /// Where it is.
    pub standing: ProvisionStanding,
    /// What it says.
    pub words: Text,
    /// The objections that nobody has answered: it cannot be called.
    pub unanswered: Vec<ObjectionId>,
    /// The objections that stand in the way of agreement under the rules in force.
    pub in_the_way: Vec<ObjectionId>,
    /// The live proposals that would change it, in the order of their ids.
    pub proposals: Vec<ProposalId>,
}

impl Obstacles {
    /// Whether it is open and can be called now.
    #[must_use]
    pub fn can_be_called(&self) -> bool {
        self.standing.status == Status::Open && self.unanswered.is_empty()
    }

    /// Whether it keeps the text from being adopted.
    #[must_use]
    pub fn keeps_from_adoption(&self) -> bool {
        let agreed = matches!(self.standing.status, Status::AdRef(_) | Status::Adopted);
        !agreed || !self.in_the_way.is_empty()
    }
}

/// What stands in the way of each provision of the text that stands, in reading order.
///
/// # Errors
/// When there is no text.
pub fn obstacles(state: &State) -> Result<Vec<Obstacles>, NoText> {
    let text = text(state)?;
    let asked = asked(state);
    let provisions = text.provisions.into_iter();
    let all = provisions.zip(text.tabled.instrument.provisions());
    Ok(all
        .map(|(standing, provision)| {
            let subject = Subject::Provision(provision.id.clone());
            let mut unanswered: Vec<ObjectionId> = state
                .standing_objections(&subject)
                .filter(|(_, it)| it.state == ObjectionState::Open)
                .map(|(_, it)| it.id.clone())
                .collect();
            unanswered.retain(|id| state.in_the_way(&provision.id).contains(id));
            Obstacles {
                words: provision.text.clone(),
                unanswered,
                in_the_way: state.in_the_way(&provision.id),
                proposals: asked.get(&provision.id).cloned().unwrap_or_default(),
                standing,
            }
        })
        .collect())
}

/// The live proposals by the provisions that they would change.
fn asked(state: &State) -> BTreeMap<ProvisionId, Vec<ProposalId>> {
    let mut found: BTreeMap<ProvisionId, Vec<ProposalId>> = BTreeMap::new();
    for proposal in state.proposals_to_carry() {
        for change in &proposal.version().changes.list {
            let list = found.entry(change.provision().clone()).or_default();
            if list.last() != Some(&proposal.id) {
                list.push(proposal.id.clone());
            }
        }
    }
    found
}
