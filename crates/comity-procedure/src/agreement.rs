//! When a provision is agreed: what stands in its way under the rule in force.
//!
//! Under `consensus` an objection stands in the way when it is by a constituency whose objection
//! the modalities respect, on a provision of the text, and not ended: always while nobody has
//! answered it; after an answer as long as it was raised or upheld on the words that stand now.

use comity_text::ProvisionId;

use crate::ids::ObjectionId;
use crate::state::State;

/// The objections that stand in the way of agreement on a provision.
#[expect(dead_code, reason = "the calls use it")]
pub(crate) fn in_the_way(_state: &State, _provision: &ProvisionId) -> Vec<ObjectionId> {
    todo!()
}
