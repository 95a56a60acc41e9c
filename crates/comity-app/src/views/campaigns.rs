//! Campaigns among contributions: what came in nearly the same words is read once, with its count.
//!
//! Contributions only: what is proposed for the text is grouped in the compilation, by the change
//! that it asks for and by nothing else.

use std::sync::Arc;

use comity_procedure::State;

use crate::findings::campaigns::Gathered;
use crate::findings::{FindingError, Stream, campaigns as gathered};
use crate::lists::comments;

/// The contributions, those in nearly the same words together.
#[derive(Debug)]
pub struct InputCampaigns {
    /// What it follows from.
    pub list: String,
    /// The groups; its comments are called as the contributions are.
    pub found: Gathered,
}

/// What came in nearly the same words; nothing where no contribution has words. What was found
/// before is given back where the contributions are still the same.
///
/// # Errors
/// When a contribution is longer than is read.
pub fn campaigns(
    state: &State,
    before: Option<&Arc<InputCampaigns>>,
) -> Result<Option<Arc<InputCampaigns>>, FindingError> {
    let list = comments(state);
    if list.lines().count() < 2 {
        return Ok(None);
    }
    if let Some(before) = before.filter(|it| it.list == list) {
        return Ok(Some(before.clone()));
    }
    let stream = Stream {
        name: "contributions.csv",
        bytes: &mut list.as_bytes(),
    };
    let found = gathered(stream, "text")?;
    Ok(Some(Arc::new(InputCampaigns { list, found })))
}
