//! Parties: accreditation, delegates, coalitions.

use crate::act::Submission;
use crate::effect::Effect;
use crate::ids::DelegationId;
use crate::refusal::Refusal;
use crate::state::State;

/// What an act of this subject does.
pub(crate) fn decide(_state: &State, _submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    todo!()
}

/// Puts an effect of this subject into the state; whether it is one.
pub(crate) fn evolve(_state: &mut State, _effect: &Effect) -> bool {
    todo!()
}

/// The deadline of an announced accreditation has come.
pub(crate) fn struck(_state: &State, _delegation: &DelegationId) -> Vec<Effect> {
    todo!()
}
