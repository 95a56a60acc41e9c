//! The front page: the negotiations that are open here.

use std::sync::Arc;

use askama::Template;

use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    negotiations: Vec<Line>,
}

struct Line {
    path: String,
    title: String,
    stage: &'static str,
    delegations: usize,
    size: u64,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let desks = visit.site.negotiations().all();
    let negotiations = desks
        .iter()
        .map(|desk| {
            let published = desk.read();
            let state = &published.state;
            Line {
                path: format!("/n/{}", desk.id()),
                title: state
                    .opening()
                    .map_or_else(|| desk.id().to_string(), |it| it.title.shown().to_owned()),
                stage: state.stage().name(),
                delegations: state.delegations().size(),
                size: state.size(),
            }
        })
        .collect();
    Answer::page(&Home {
        frame: visit.frame(visit.words().say("home-title")),
        negotiations,
    })
}
