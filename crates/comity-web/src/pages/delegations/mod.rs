//! Delegations: who takes part, who is heard, and how parties and their people come in.
//!
//! Start at [`list`].

pub(crate) mod accredit;
pub(crate) mod called;
pub(crate) mod list;
pub(crate) mod one;
pub(crate) mod opposing;
pub(crate) mod seats;

use std::sync::Arc;

use comity_procedure::ids::DelegationId;
use comity_procedure::state::Delegation;

use crate::problem::Problem;
use crate::visit::Visit;

/// The delegation that the path names.
fn of_path(visit: &Visit) -> Result<Arc<Delegation>, Problem> {
    let id = DelegationId::new(visit.part("delegation")).map_err(|_| Problem::NotFound)?;
    let found = visit.room().state().delegations().get(&id).cloned();
    found.ok_or(Problem::NotFound)
}
