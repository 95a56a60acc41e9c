//! Proposing by a file: a document with tracked changes, or an edited copy of the text.
//!
//! What the file asks for goes onto a sheet of the editor, provision by provision, with what could
//! not be carried. Nothing is tabled before the person has seen that.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use comity_app::NotPrepared;
use comity_app::tasks::{Prepared, Task, TaskError};
use comity_record::v1::{Act, Words};

use super::editor::{Editor, Shown, key};
use super::sheet::{MAX_ITEMS, Sheet};
use super::{Purpose, fresh_proposal, previewed};
use crate::answer::Answer;
use crate::documents::Outside;
use crate::fields::File;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "propose_file.html")]
struct Page {
    frame: Frame,
    refused: Option<Refused>,
    path: String,
    key: String,
    rationale: String,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    page(&visit, None)
}

/// Reads the file that its form sends.
pub(crate) async fn send(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let Some(file) = visit.form.file("file") else {
        let message = "propose-file-none";
        return page(&visit, Some(Problem::Field { message }));
    };
    let prepared = match prepared(&visit, file).await {
        Ok(prepared) => prepared,
        Err(problem) => return page(&visit, Some(problem)),
    };
    let rationale = match &prepared.act {
        Act::Propose {
            rationale: Words::Inline(text),
            ..
        } => text.clone(),
        _ => String::new(),
    };
    let state = visit.room().state();
    let sheet = Sheet::of_changes(state, &prepared.changes, rationale);
    if sheet.items.len() > MAX_ITEMS {
        let message = "propose-file-many";
        return page(&visit, Some(Problem::Field { message }));
    }
    let preview = match previewed(&visit, &Purpose::Addition, &prepared) {
        Ok(preview) => preview,
        Err(problem) => return page(&visit, Some(problem)),
    };
    let notices = prepared.notices.iter();
    Editor::new(&visit, &Purpose::Addition, &sheet).answer(Shown {
        preview: Some(preview),
        notices: notices
            .map(|it| Outside::of_notice(visit.words(), it))
            .collect(),
        ..Shown::default()
    })
}

async fn prepared(visit: &Visit, file: &File) -> Result<Prepared, Problem> {
    let room = visit.room();
    let typed = visit.form.given("rationale").map(str::to_owned);
    let task = |rationale: Option<String>| Task::Propose {
        proposal: fresh_proposal(visit),
        rationale,
        edits: None,
        document: Some(file.name.clone()),
        variant_of: Vec::new(),
    };
    let files = || HashMap::from([(file.name.clone(), file.bytes.clone())]);
    let first = room.desk.prepare(room.state(), task(typed), files()).await;
    match first {
        // Why it is proposed can be typed beside what was found.
        Err(NotPrepared::Task(TaskError::NoRationale)) => {
            let task = task(Some(String::new()));
            Ok(room.desk.prepare(room.state(), task, files()).await?)
        }
        other => Ok(other?),
    }
}

fn page(visit: &Visit, problem: Option<Problem>) -> Result<Answer, Problem> {
    let refused = problem.map(|it| Refused::of(visit, it)).transpose()?;
    let status = refused
        .as_ref()
        .map_or_else(Default::default, |it| it.status);
    Answer::page_with(
        status,
        &Page {
            frame: visit.frame(visit.words().say("propose-file-title")),
            refused,
            path: visit.room().at("/propose/file"),
            key: key(visit),
            rationale: visit.form.get("rationale").to_owned(),
        },
    )
}
