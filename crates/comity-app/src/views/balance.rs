//! Balance: each group's part of what was done beside its part of those who are there.

use std::collections::BTreeMap;
use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::ids::DelegationId;

use super::origins::TextOrigins;
use crate::findings::balance::Balanced;
use crate::findings::{FindingError, Stream, balance as found};
use crate::lists::{Unknown, deeds};

/// How what was done is spread over those who are there.
#[derive(Clone, Debug)]
pub struct PartyBalance {
    /// What it follows from: a row for each party.
    pub list: String,
    /// The numbers.
    pub found: Balanced,
    /// What it was found for: what was done, and how many words of the text are first from whom.
    state: State,
    taken_up: Result<BTreeMap<DelegationId, u64>, Unknown>,
}

/// How what was done is spread; nothing where nobody is accredited. `origins` says whose words the
/// text is made of; where that is not known, it is not measured. What was found before is given
/// back where nobody has done anything since.
///
/// # Errors
/// When there are more parties than is read.
pub fn balance(
    state: &State,
    origins: Result<Option<&TextOrigins>, Unknown>,
    before: Option<&Arc<PartyBalance>>,
) -> Result<Option<Arc<PartyBalance>>, FindingError> {
    let taken_up = origins.map(|it| it.map_or_else(BTreeMap::new, TextOrigins::taken_up));
    let is_still = |it: &&Arc<PartyBalance>| it.taken_up == taken_up && did_same(&it.state, state);
    if let Some(before) = before.filter(is_still) {
        return Ok(Some(before.clone()));
    }
    let list = deeds(state, origins);
    if list.lines().count() < 2 {
        return Ok(None);
    }
    let found = found(Stream {
        name: "deeds.csv",
        bytes: &mut list.as_bytes(),
    })?;
    Ok(Some(Arc::new(PartyBalance {
        list,
        found,
        state: state.clone(),
        taken_up,
    })))
}

/// Whether the same parties did the same in two states. Counting words takes longer than this.
fn did_same(before: &State, state: &State) -> bool {
    before.modalities() == state.modalities()
        && before.delegations() == state.delegations()
        && before.contributions() == state.contributions()
        && before.proposals() == state.proposals()
        && before.objections() == state.objections()
        && before.statements() == state.statements()
        && before.redacted().size() == state.redacted().size()
}
