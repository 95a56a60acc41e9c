//! The front page: for whom Comity is, and the negotiations that are open here.

use std::sync::Arc;

use askama::Template;
use comity_app::Desk;
use comity_app::views::text;
use comity_procedure::Time;

use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::said::html;
use crate::visit::Visit;
use crate::words::Words;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    negotiations: Vec<Line>,
}

struct Line {
    id: String,
    path: String,
    /// As HTML.
    title: String,
    stage: &'static str,
    /// How many provisions are agreed, and of how many, where there is a text.
    agreed: Option<(usize, usize)>,
    delegations: usize,
    size: u64,
    /// When the silence that ends next ends.
    silence: Option<Time>,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let words = visit.words();
    let desks = visit.site.negotiations().all();
    Answer::page_to_keep(&Home {
        frame: visit.frame(visit.words().say("home-title")),
        negotiations: desks.iter().map(|it| line(words, it)).collect(),
    })
}

fn line(words: &Words, desk: &Desk) -> Line {
    let published = desk.read();
    let state = &published.state;
    let title = state.opening().map(|it| html(words, &it.title));
    let open = state.open_calls().filter_map(|id| state.calls().get(id));
    Line {
        id: desk.id().to_string(),
        path: format!("/n/{}", desk.id()),
        title: title.unwrap_or_else(|| desk.id().to_string()),
        stage: state.stage().name(),
        agreed: text::agreed(state).ok(),
        delegations: state.delegations().size(),
        size: state.size(),
        silence: open.filter_map(|call| call.closes).min(),
    }
}
