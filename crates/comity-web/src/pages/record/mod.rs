//! The record: its entries in words and as they are kept, proofs, the whole to take away, and how
//! anyone can verify it.
//!
//! Start at [`list`].

pub(crate) mod bundle;
pub(crate) mod entry;
pub(crate) mod sentence;

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use comity_app::recorded::recorded;
use comity_procedure::Time;

use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::visit::Visit;

/// How many entries stand on one page: an afternoon of a reading.
const ENTRIES_PER_PAGE: u64 = 50;

#[derive(Template)]
#[template(path = "record/list.html")]
struct List {
    frame: Frame,
    path: String,
    size: u64,
    origin: String,
    key: String,
    lines: Vec<Line>,
    /// From where the entries after these, and before them, are read.
    newer: Option<u64>,
    older: Option<u64>,
}

/// An entry in a line.
pub(crate) struct Line {
    /// Its number.
    pub(crate) number: u64,
    /// When it was taken.
    pub(crate) at: Time,
    /// What it did, as HTML.
    pub(crate) sentence: String,
    /// Whether a delegation signed it with its own key.
    pub(crate) signed: bool,
}

/// The entries, the last one first.
pub(crate) async fn list(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    let size = room.state().size();
    let before = match visit.query.given("before") {
        Some(number) => number.parse().map_err(|_| Problem::NotFound)?,
        None => size,
    };
    let before = size.min(before);
    let from = before.saturating_sub(ENTRIES_PER_PAGE);
    let lines = lines(&visit, from, before - from).await?;
    Answer::page_to_keep(&List {
        frame: visit.frame(visit.words().say("nav-record")),
        path: room.at("/record"),
        size,
        origin: room.desk.key().name().to_string(),
        key: room.desk.key().to_string(),
        lines,
        newer: (before < size).then(|| size.min(before + ENTRIES_PER_PAGE)),
        older: (from > 0).then_some(from),
    })
}

/// So many entries from one on, the last one first.
pub(crate) async fn lines(visit: &Visit, from: u64, count: u64) -> Result<Vec<Line>, Problem> {
    let room = visit.room();
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let mut entries = recorded(&**room.desk.archive(), room.desk.id(), from, count).await?;
    // What was committed after this visit began is for the next one.
    entries.retain(|it| it.number < room.state().size());
    let lines = entries.iter().rev().map(|it| Line {
        number: it.number,
        at: it.entry.at.0,
        sentence: sentence::of(visit.words(), room.state(), it),
        signed: it.entry.signature.is_some(),
    });
    Ok(lines.collect())
}

#[derive(Template)]
#[template(path = "record/verify.html")]
struct Verify {
    frame: Frame,
    path: String,
    /// The whole address of the record.
    address: String,
    name: String,
    origin: String,
    key: String,
}

/// How to verify the record.
pub(crate) async fn verify(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    let path = room.at("/record");
    Answer::page_to_keep(&Verify {
        frame: visit.frame(visit.words().say("verify-title")),
        address: format!("{}{path}", visit.site.settings().address),
        path,
        name: room.desk.id().to_string(),
        origin: room.desk.key().name().to_string(),
        key: room.desk.key().to_string(),
    })
}

/// The signed head, as a note.
pub(crate) async fn checkpoint(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let head = visit.room().published.head.as_ref();
    let note = head.ok_or(Problem::NotFound)?.checkpoint.clone();
    Ok(Answer::Other(plain(note.into_bytes())))
}

/// Plain text, to be asked for again each time.
fn plain(bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind);
    let again = HeaderValue::from_static("no-cache");
    headers.insert(header::CACHE_CONTROL, again);
    response
}
