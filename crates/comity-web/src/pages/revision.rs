//! A revision: its clean text as it was tabled, with an address for every provision, for as long
//! as there is a record.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use comity_app::views::text::{hash, standing};
use comity_exchange::docx::write::write_plain;
use comity_exchange::html::{Embedding, ProvisionWriter};
use comity_exchange::{json, markdown_text};
use comity_procedure::state::Revision;
use comity_text::label::labels;
use comity_text::{Compilation, Kind, ProtocolOrder, Tokenizer, compile};

use super::naming::Naming;
use super::text::{Turning, title};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::readings::embedding;
use crate::sheets::{redlined, written_in};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "revision.html")]
struct Page {
    frame: Frame,
    title: String,
    number: u32,
    path: String,
    /// The entry that it came with, as HTML.
    entry: String,
    hash: Option<String>,
    stands: bool,
    adopted: bool,
    provisions: Vec<String>,
    turning: Turning,
    /// All revisions, as HTML.
    all: Vec<(String, bool)>,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    let state = room.state();
    let revision = asked_for(&visit)?;
    let naming = Naming::new(&visit);
    let current = standing(state).ok();
    let stands = current
        .as_ref()
        .is_some_and(|it| it.0.number == revision.number);
    let (provisions, turning) = provisions(&visit, &revision)?;
    Answer::page_to_keep(&Page {
        frame: visit.frame(
            visit
                .words()
                .say1("stage-revision", "number", revision.number),
        ),
        title: title(&visit, revision.instrument.provisions(), None),
        number: revision.number,
        path: room.at(&format!("/revisions/{}", revision.number)),
        entry: naming.entry(revision.entry),
        hash: hash(&revision).map(|it| data_encoding::HEXLOWER.encode(&it)),
        adopted: stands && current.is_some_and(|it| it.1),
        stands,
        provisions,
        turning,
        all: state
            .revisions()
            .map(|it| (naming.revision(it.number), it.number == revision.number))
            .collect(),
    })
}

/// A file of it: Markdown, DOCX or JSON.
pub(crate) async fn file(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let revision = asked_for(&visit)?;
    let instrument = &revision.instrument;
    let (media_type, bytes) = match visit.part("file").rsplit('.').next() {
        Some("md") => (
            "text/markdown; charset=utf-8",
            markdown_text::write_instrument(instrument).into_bytes(),
        ),
        Some("docx") => (DOCX, write_plain(instrument, &labels(instrument))),
        Some("json") => (
            "application/json",
            json::instrument(instrument, &[]).into_bytes(),
        ),
        _ => return Err(Problem::NotFound),
    };
    Ok(Answer::File {
        name: format!(
            "{}-revision-{}.{}",
            visit.room().desk.id(),
            revision.number,
            ending(media_type)
        ),
        media_type,
        body: Body::from(bytes),
    })
}

/// The media type of documents of the word processor.
pub(crate) const DOCX: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The ending of a file of a media type.
pub(crate) fn ending(media_type: &str) -> &'static str {
    match media_type {
        DOCX => "docx",
        "application/json" => "json",
        _ => "md",
    }
}

fn asked_for(visit: &Visit) -> Result<Arc<Revision>, Problem> {
    let number: u32 = visit
        .part("revision")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let found = visit.room().state().revision(number);
    found.cloned().ok_or(Problem::NotFound)
}

/// The provisions as HTML, and which page of them this is.
fn provisions(visit: &Visit, revision: &Revision) -> Result<(Vec<String>, Turning), Problem> {
    let compilation = compile(&revision.instrument, &[], &ProtocolOrder::default())
        .map_err(|error| Problem::Ours(error.to_string()))?;
    let written = written(visit, &compilation);
    let kinds = compilation.provisions.iter().map(|it| it.kind);
    let measured: Vec<(usize, bool)> = written
        .iter()
        .zip(kinds)
        .map(|(html, kind)| (html.len(), begins_a_part(kind)))
        .collect();
    let (turning, page) = Turning::through(visit, &measured, |id| {
        let mut provisions = compilation.provisions.iter();
        provisions.position(|it| it.id.as_str() == id)
    });
    Ok((written[page].to_vec(), turning))
}

/// Whether a part of a text begins with a provision of this kind: pages are turned there.
pub(crate) fn begins_a_part(kind: Kind) -> bool {
    matches!(kind, Kind::Heading(0..=2) | Kind::Annex | Kind::Article)
}

fn written(visit: &Visit, compilation: &Compilation) -> Vec<String> {
    let words = visit.words();
    let embedding = Embedding {
        // A label leads to itself: the address of the provision in this revision, to be cited.
        provisions: "#".to_owned(),
        ..embedding(visit.room().state(), &visit.room().at(""), words.tag, false)
    };
    let titles = compilation
        .provisions
        .iter()
        .map(|it| it.kind == Kind::Title);
    redlined(&Tokenizer::default(), |redline| {
        let writer =
            ProvisionWriter::new(compilation, written_in(words), false, redline).in_site(embedding);
        titles
            .enumerate()
            .map(|(at, is_title)| match is_title {
                true => String::new(),
                false => writer.write(at),
            })
            .collect()
    })
}
