//! The text in other languages: what has none or stale words first, each beside the words that it
//! translates.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use comity_app::tasks::Task;
use comity_exchange::html::{anchor, written};
use comity_exchange::markdown_words::read_words;
use comity_procedure::State;
use comity_procedure::ids::Language;
use comity_record::v1::Act;
use comity_record::v1::Words;
use comity_record::v1::parts::TranslatedProvision;
use comity_record::v1::words::{Span, Styled};
use comity_text::{Style, Text};
use data_encoding::HEXLOWER;

use super::super::ledger::hash_field;
use crate::answer::Answer;
use crate::frame::Frame;
use crate::pages::proposing::{key, taken_entry};
use crate::pages::text::Turning;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::said::Names;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "procedure/translate.html")]
struct Translate {
    frame: Frame,
    refused: Option<Refused>,
    root: String,
    key: String,
    language: String,
    working: String,
    rows: Vec<Row>,
    behind: usize,
    others: Vec<(String, usize)>,
    all: bool,
    turning: Turning,
}

struct Row {
    id: String,
    anchor: String,
    label: String,
    original: String,
    /// `missing`, `stale` or `current`.
    state: &'static str,
    /// The words that are recorded, as a person would type them.
    stood: String,
    typed: String,
    /// Whether a stale translation is said to be still right.
    still: bool,
    hash: String,
}

/// How many provisions are without words of theirs in each language of the text but the first.
pub(crate) fn behind(state: &State) -> Vec<(String, usize)> {
    let Some(current) = state.current() else {
        return Vec::new();
    };
    let languages = state.modalities().languages.iter().skip(1);
    let behind = |language: &Language| {
        let known = state.translations().get(language);
        let provisions = current.instrument.provisions().iter();
        let is_behind = |id: &comity_text::ProvisionId| {
            let found = known.and_then(|it| it.get(id));
            found.is_none_or(|it| it.is_stale(state, id))
        };
        provisions.filter(|it| is_behind(&it.id)).count()
    };
    languages.map(|it| (it.to_string(), behind(it))).collect()
}

/// The form.
pub(crate) async fn form(visit: Arc<Visit>) -> Result<Answer, Problem> {
    page(&visit, None)
}

/// Takes every box that says something new.
pub(crate) async fn translate(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let language = wanted(&visit)?;
    let done = visit.room().at(&format!("/chair/translate/{language}"));
    if taken_entry(&visit)?.is_some() {
        return Answer::see_other(done);
    }
    let rows = rows(&visit, &language);
    let known: BTreeMap<&str, &Row> = rows.iter().map(|it| (it.id.as_str(), it)).collect();
    let mut provisions = Vec::new();
    for (name, said) in visit.form.pairs() {
        let Some(id) = name.strip_prefix("words-") else {
            continue;
        };
        let stood = visit.form.get(&format!("stood-{id}"));
        let is_new = !said.trim().is_empty() && said != stood;
        // A stale translation that is still right is given again by its box being ticked.
        let confirmed = visit.form.get(&format!("still-{id}")) == "1";
        if known.contains_key(id) && (is_new || confirmed) {
            let (text, _) = read_words(id, said.trim());
            provisions.push(TranslatedProvision {
                of: hash_field(visit.form.get(&format!("text-{id}"))),
                provision: id.to_owned(),
                words: styled(&text),
            });
        }
    }
    let act = Act::Translate {
        language: language.to_string(),
        provisions,
    };
    match visit.act(Task::Act(Box::new(act)), HashMap::new()).await {
        Ok(_) => Answer::see_other(done),
        Err(problem) => {
            let refused = Refused::of(&visit, problem)?;
            page(&visit, Some(refused))
        }
    }
}

fn styled(text: &Text) -> Styled {
    let spans = text.spans().iter().map(|span| {
        let names = Style::NAMES.iter().filter(|(it, _)| span.style.has(*it));
        Span {
            start: span.start,
            end: span.end,
            style: names.map(|(_, name)| (*name).to_owned()).collect(),
        }
    });
    Styled {
        spans: spans.collect(),
        text: Words::inline(text.as_str()),
    }
}

fn wanted(visit: &Visit) -> Result<Language, Problem> {
    let language = Language::new(visit.part("language")).map_err(|_| Problem::NotFound)?;
    let mut languages = visit.room().state().modalities().languages.iter().skip(1);
    match languages.any(|it| *it == language) {
        true => Ok(language),
        false => Err(Problem::NotFound),
    }
}

/// The provisions with what stands in the language, in reading order.
fn rows(visit: &Visit, language: &Language) -> Vec<Row> {
    let state = visit.room().state();
    let Some(current) = state.current() else {
        return Vec::new();
    };
    let names = Names::of(visit);
    let known = state.translations().get(language);
    let provisions = current.instrument.provisions().iter();
    provisions
        .filter(|it| !it.text.is_empty())
        .map(|it| {
            let found = known.and_then(|known| known.get(&it.id));
            let id = it.id.as_str();
            let said = found.and_then(|it| it.wording.text.as_ref());
            let stood = said.map_or_else(String::new, marked);
            Row {
                anchor: anchor(id),
                label: names.provision(&it.id).name,
                original: written(&it.text),
                state: match found {
                    None => "missing",
                    Some(found) if found.is_stale(state, &it.id) => "stale",
                    Some(_) => "current",
                },
                typed: match visit.form.find(&format!("words-{id}")) {
                    Some(typed) => typed.to_owned(),
                    None => stood.clone(),
                },
                still: visit.form.get(&format!("still-{id}")) == "1",
                stood,
                hash: current
                    .hashes
                    .get(&it.id)
                    .map_or_else(String::new, |it| HEXLOWER.encode(&it.0)),
                id: id.to_owned(),
            }
        })
        .collect()
}

/// Words with their emphasis as a person types it.
fn marked(text: &Text) -> String {
    let mut out = String::new();
    for (run, style) in text.runs() {
        let mark = match (style.has(Style::STRONG), style.has(Style::EMPHASIS)) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        out.extend([mark, run, mark]);
    }
    out
}

/// What a row takes beside its words: its box, its labels and what is sent with it, in bytes.
const ROW_BYTES: usize = 900;

/// Leaves one page of the rows; where a form came back, the rows that it had.
fn turned(visit: &Visit, rows: &mut Vec<Row>, came_back: bool) -> Turning {
    if came_back {
        rows.retain(|it| visit.form.find(&format!("words-{}", it.id)).is_some());
        return Turning::to(visit, 1, None);
    }
    let measured = rows.iter().map(|it| {
        let length = it.original.len() + it.stood.len() + it.typed.len() + ROW_BYTES;
        (length, true)
    });
    let measured: Vec<(usize, bool)> = measured.collect();
    let (turning, page) = Turning::through(visit, &measured, |_| None);
    *rows = rows.drain(page).collect();
    turning
}

fn page(visit: &Visit, refused: Option<Refused>) -> Result<Answer, Problem> {
    let language = wanted(visit)?;
    let state = visit.room().state();
    let all = visit.query.get("all") == "1";
    let mut rows = rows(visit, &language);
    let behind_here = rows.iter().filter(|it| it.state != "current").count();
    // What is stale is read by people as if it were right: it comes first.
    let place = |row: &Row| match row.state {
        "stale" => 0,
        "missing" => 1,
        _ => 2,
    };
    rows.sort_by_key(place);
    if !all && refused.is_none() {
        rows.retain(|it| it.state != "current");
    }
    let turning = turned(visit, &mut rows, refused.is_some());
    let working = state.modalities().working_language();
    let status = refused.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Translate {
        frame: visit.frame(visit.words().say("translate-title")),
        refused,
        root: visit.room().at(""),
        key: key(visit),
        working: working.map_or_else(String::new, ToString::to_string),
        rows,
        behind: behind_here,
        others: behind(state),
        all,
        turning,
        language: language.to_string(),
    };
    Answer::page_with(status, &page)
}
