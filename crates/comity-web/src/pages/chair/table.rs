//! Tabling the first text: pasted or read from a file, looked at provision by provision, and then
//! tabled.
//!
//! A file is turned into Markdown in the box of the form, so that what is tabled is what was seen.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use comity_app::tasks::Task;
use comity_exchange::document::read_base;
use comity_exchange::html::written;
use comity_exchange::markdown_text::write_instrument;
use comity_text::Instrument;
use comity_text::label::labels;

use crate::answer::Answer;
use crate::documents::Outside;
use crate::frame::Frame;
use crate::pages::proposing::{key, taken_entry};
use crate::problem::Problem;
use crate::readings::aside;
use crate::refused::Refused;
use crate::said::Names;
use crate::visit::Visit;

/// The name under which a pasted text is read: its ending says that it is Markdown.
const PASTED: &str = "text.md";

#[derive(Template)]
#[template(path = "procedure/table_text.html")]
struct Table {
    frame: Frame,
    refused: Option<Refused>,
    root: String,
    key: String,
    text: String,
    provisions: Vec<(String, String)>,
    notices: Vec<Outside>,
}

/// The form.
pub(crate) async fn form(visit: Arc<Visit>) -> Result<Answer, Problem> {
    page(&visit, String::new(), None, None)
}

/// Looks at the text, or tables it.
pub(crate) async fn table(visit: Arc<Visit>) -> Result<Answer, Problem> {
    if taken_entry(&visit)?.is_some() {
        return Answer::see_other(visit.room().at("/text"));
    }
    let file = visit.form.file("document");
    let (name, bytes) = match file {
        Some(file) => (file.name.clone(), file.bytes.clone()),
        None => (PASTED.to_owned(), visit.form.get("text").into()),
    };
    let (document, bytes) = (name.clone(), Arc::new(bytes));
    let found = bytes.clone();
    let read = match aside(move || read_base(&document, &found)).await? {
        Ok(read) => read,
        Err(error) => {
            let refused = Refused::of(&visit, Problem::NotUnderstood(error.into()))?;
            return page(
                &visit,
                visit.form.get("text").to_owned(),
                None,
                Some(refused),
            );
        }
    };
    // A file is never tabled unseen: what a reader makes of it is not always what was meant.
    if file.is_some() || visit.form.get("do") != "table" {
        let text = match file {
            Some(_) => write_instrument(&read.0),
            None => visit.form.get("text").to_owned(),
        };
        let notices = read.1.iter();
        let notices = notices.map(|it| Outside::of_notice(visit.words(), it));
        return page(&visit, text, Some((&read.0, notices.collect())), None);
    }
    let documents = HashMap::from([(name.clone(), Arc::unwrap_or_clone(bytes))]);
    let task = Task::Table {
        document: name,
        addressees: Default::default(),
    };
    match visit.act(task, documents).await {
        Ok(_) => Answer::see_other(visit.room().at("/text")),
        Err(problem) => {
            let refused = Refused::of(&visit, problem)?;
            page(
                &visit,
                visit.form.get("text").to_owned(),
                None,
                Some(refused),
            )
        }
    }
}

fn page(
    visit: &Visit,
    text: String,
    read: Option<(&Instrument, Vec<Outside>)>,
    refused: Option<Refused>,
) -> Result<Answer, Problem> {
    let names = Names::of(visit);
    let status = refused.as_ref().map_or(StatusCode::OK, |it| it.status);
    let (provisions, notices) = match read {
        Some((instrument, notices)) => {
            let provisions = instrument.provisions().iter().zip(labels(instrument));
            let provisions = provisions
                .map(|(it, label)| (names.label(&label, it.kind.name()), written(&it.text)));
            (provisions.collect(), notices)
        }
        None => (Vec::new(), Vec::new()),
    };
    let page = Table {
        frame: visit.frame(visit.words().say("table-title")),
        refused,
        root: visit.room().at(""),
        key: key(visit),
        text,
        provisions,
        notices,
    };
    Answer::page_with(status, &page)
}
