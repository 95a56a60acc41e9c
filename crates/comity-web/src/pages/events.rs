//! The events of a negotiation, for open pages.

use std::sync::Arc;

use crate::answer::Answer;
use crate::problem::Problem;
use crate::visit::Visit;

/// The stream.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let clock = visit.site.clock().clone();
    let live = visit.site.live();
    let stream = live.watch(&visit.room().desk, visit.who(), clock)?;
    Ok(Answer::Other(stream))
}
