//! Links: that what one points at is there.

use crate::act::Link;
use crate::checks::{readable, unknown};
use crate::refusal::Refusal;
use crate::state::State;

/// That a link leads somewhere. What once stood in this record can be pointed at for ever; what is
/// cited of another's record is that record's to prove, and only its form is looked at here.
pub(crate) fn leads_somewhere(state: &State, link: &Link) -> Result<(), Refusal> {
    let found = |there: bool, what, id: &dyn ToString| match there {
        true => Ok(()),
        false => Err(unknown(what, &id.to_string())),
    };
    match link {
        Link::Provision(id) => {
            // An id that a proposal only asks for is not yet one of the text.
            found(state.used.get(id) == Some(&None), "provision", id)
        }
        Link::Proposal(id) => found(state.proposals().contains_key(id), "proposal", id),
        Link::Contribution(id) => found(state.contributions().contains_key(id), "contribution", id),
        Link::Statement(id) => found(state.statements().contains_key(id), "statement", id),
        Link::Entry(number) => found(*number < state.size(), "entry", number),
        Link::Citation { origin, size, .. } => {
            if origin.trim().is_empty() {
                return Err(Refusal::Blank { field: "origin" });
            }
            readable("origin", origin)?;
            found(*size > 0, "entry in a cited log of size", size)
        }
    }
}
