//! Reopening, adoption, and closing without agreement.

use crate::act::Submission;
use crate::effect::Effect;
use crate::refusal::Refusal;
use crate::state::State;

/// What an act of this subject does.
pub(crate) fn decide(_state: &State, _submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    todo!()
}
