//! The overview of a negotiation: where it stands, what is open, who is heard.

use std::sync::Arc;

use askama::Template;

use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview {
    frame: Frame,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    Answer::page(&Overview {
        frame: visit.frame(visit.words().say("overview-title")),
    })
}
