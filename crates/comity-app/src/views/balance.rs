//! Balance: each group's part of what was done beside its part of those who are there.

use std::sync::Arc;

use comity_procedure::State;

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
}

/// How what was done is spread; nothing where nobody is accredited. `origins` says whose words the
/// text is made of; where that is not known, it is not measured. What was found before is given back where nobody has done anything since.
///
/// # Errors
/// When there are more parties than is read.
pub fn balance(
    state: &State,
    origins: Result<Option<&TextOrigins>, Unknown>,
    before: Option<&Arc<PartyBalance>>,
) -> Result<Option<Arc<PartyBalance>>, FindingError> {
    let list = deeds(state, origins);
    if list.lines().count() < 2 {
        return Ok(None);
    }
    if let Some(before) = before.filter(|it| it.list == list) {
        return Ok(Some(before.clone()));
    }
    let found = found(Stream {
        name: "deeds.csv",
        bytes: &mut list.as_bytes(),
    })?;
    Ok(Some(Arc::new(PartyBalance { list, found })))
}
