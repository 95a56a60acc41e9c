//! What was carried on an organisation's behalf: the organisation says whether it said so.
//!
//! Start at [`settle`].

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use comity_app::tasks::Task;
use comity_record::v1::{Act, Words, parts};

use super::proposing::key;
use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "procedure/carriage.html")]
struct Settle {
    frame: Frame,
    refused: Option<Refused>,
    root: String,
    key: String,
    what: String,
    id: String,
    reason: String,
    path: String,
}

/// The organisation confirms or contests what the form names.
pub(crate) async fn settle(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let id = visit.form.get("id").to_owned();
    let (carriage, path) = match visit.form.get("what") {
        "contribution" => {
            let path = format!("/contributions/{id}#carriage");
            (parts::Carriage::Contribution(id.clone()), path)
        }
        "proposal" => {
            let path = format!("/proposals/{id}");
            (parts::Carriage::Proposal(id.clone()), path)
        }
        "statement" => {
            let path = format!("/statements#{id}");
            (parts::Carriage::Statement(id.clone()), path)
        }
        _ => return Err(Problem::ForeignForm),
    };
    let act = match visit.form.get("do") {
        "contest" => Act::ContestCarriage {
            carriage,
            reason: Words::inline(visit.form.get("reason")),
        },
        _ => Act::ConfirmCarriage { carriage },
    };
    match visit.act(Task::Act(Box::new(act)), HashMap::new()).await {
        Ok(_) => Answer::see_other(visit.room().at(&path)),
        Err(problem) => {
            let refused = Refused::of(&visit, problem)?;
            let status: StatusCode = refused.status;
            let page = Settle {
                frame: visit.frame(visit.words().say("carriage-title")),
                refused: Some(refused),
                root: visit.room().at(""),
                key: key(&visit),
                what: visit.form.get("what").to_owned(),
                id,
                reason: visit.form.get("reason").to_owned(),
                path: visit.room().at(&path),
            };
            Answer::page_with(status, &page)
        }
    }
}
