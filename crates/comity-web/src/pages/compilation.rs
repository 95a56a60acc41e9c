//! The compilation: the whole text with every live proposal in brackets, to be read through one
//! delegation, for what is open, or for what has changed; and to be taken along as a file.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use comity_app::views::compilation::{CompilationView, Remark, compilation};
use comity_app::views::in_protocol_order;
use comity_exchange::docx::write::write_bracketed;
use comity_exchange::{Notice, PageFacts, json, markdown_out};
use comity_procedure::State;
use comity_procedure::ids::DelegationId;
use comity_text::ProvisionId;

use super::margin::{Margins, Standing};
use super::naming::Naming;
use super::revision::{DOCX, ending};
use super::since::Since;
use super::text::{Leap, Part, Turning, compiled_of, leaps, parts, shown, turned, without_text};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::readings::Compiled;
use crate::said::line;
use crate::sheets::{Sheet, SheetName};
use crate::visit::Visit;
use crate::words::Words;

#[derive(Template)]
#[template(path = "compilation.html")]
struct Page<'p> {
    frame: Frame,
    revision: u32,
    proposals: usize,
    conflicts: usize,
    sponsors: Vec<Sponsor>,
    filters: Filters,
    /// The entry since which changes are told.
    since: Option<u64>,
    /// How many provisions are shown.
    count: usize,
    leaps: Vec<Leap>,
    parts: Vec<Part<'p>>,
    turning: Turning,
    /// The pairs in conflict by provision, as HTML.
    pairs: Vec<(String, &'p str)>,
    /// The proposals that a reader has to know something of, as HTML, and the message.
    remarks: Vec<(String, &'static str)>,
}

/// A delegation that sponsors something, in a list to choose from.
struct Sponsor {
    id: String,
    name: String,
    chosen: bool,
}

/// What is left out.
struct Filters {
    delegation: Option<DelegationId>,
    open: bool,
    changed: bool,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let state = visit.room().state();
    let reading = visit.site.readings().of(&visit).await?;
    let compiled = match compiled_of(&visit, &reading) {
        Ok(compiled) => compiled,
        Err(answer) => return *answer,
    };
    let name = SheetName {
        words: visit.words(),
        text: None,
        reasons: true,
    };
    let sheet = compiled.sheet(name).await?;
    let since = Since::of(&visit).await?;
    let filters = Filters::of(&visit);
    let margins = Margins::new(&visit, since.news.as_ref());
    let naming = Naming::new(&visit);
    let mut wanted = shown(&sheet, compiled, &since);
    wanted.retain(|it| filters.shows(compiled, &sheet, &margins, sheet.fragments[*it].at));
    let count = wanted.len();
    let (turning, wanted) = turned(&visit, &sheet, compiled, wanted);
    let mut parts = parts(&sheet, compiled, &margins, &wanted);
    name_pairs(&sheet, &wanted, &mut parts);
    let view = &compiled.view;
    Answer::page_to_keep(&Page {
        frame: visit.frame(visit.words().say("nav-compilation")),
        revision: view.revision.number,
        proposals: view.compilation.proposals.len(),
        conflicts: view.compilation.conflicts.len(),
        sponsors: sponsors(visit.words(), state, filters.delegation.as_ref()),
        since: since.entry,
        count,
        leaps: leaps(&visit, &sheet, compiled, &wanted),
        parts,
        turning,
        pairs: pairs(&sheet, compiled, &naming, &wanted),
        remarks: view
            .remarks
            .iter()
            .map(|(id, it)| (naming.proposal(id), remark(*it)))
            .collect(),
        filters,
    })
}

/// A file of it: Markdown, DOCX or JSON.
pub(crate) async fn file(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let media_type = match visit.part("file") {
        "compilation.md" => "text/markdown; charset=utf-8",
        "compilation.docx" => DOCX,
        "compilation.json" => "application/json",
        _ => return Err(Problem::NotFound),
    };
    let view = match compilation(visit.room().state()) {
        Ok(view) => view,
        Err(none) => return without_text(&visit, &none),
    };
    let name = format!(
        "{}-compilation.{}",
        visit.room().desk.id(),
        ending(media_type)
    );
    let asked = visit.clone();
    // A long document takes its time; others are answered meanwhile.
    let bytes = tokio::task::spawn_blocking(move || written(&asked, &view, media_type));
    let bytes = bytes
        .await
        .map_err(|fault| Problem::Ours(fault.to_string()))?;
    Ok(Answer::File {
        name,
        media_type,
        body: Body::from(bytes),
    })
}

fn written(visit: &Visit, view: &CompilationView, media_type: &str) -> Vec<u8> {
    let state = visit.room().state();
    let words = visit.words();
    let source = words.with(
        "read-file-source",
        &[
            ("negotiation", &visit.room().desk.id().to_string()),
            ("revision", &view.revision.number),
            ("size", &state.size()),
        ],
    );
    let notices: Vec<Notice> = view
        .remarks
        .iter()
        .map(|(id, it)| {
            Notice::new(
                source.as_str(),
                id.as_str(),
                words.say(remark(*it)).as_str(),
            )
        })
        .collect();
    let facts = PageFacts {
        title: state
            .opening()
            .map_or_else(String::new, |it| line(words, &it.title)),
        source,
        language: None,
    };
    match media_type {
        DOCX => write_bracketed(&view.compilation, &notices),
        "application/json" => json::compilation(&view.compilation, &notices).into_bytes(),
        _ => markdown_out::write_compilation(&view.compilation, &notices, &facts).into_bytes(),
    }
}

fn remark(remark: Remark) -> &'static str {
    match remark {
        Remark::NothingCarried => "read-remark-nothing-carried",
        Remark::NeedsRepair => "read-remark-needs-repair",
        Remark::Withheld => "read-remark-withheld",
    }
}

impl Filters {
    fn of(visit: &Visit) -> Filters {
        let delegation = visit.query.given("delegation");
        Filters {
            delegation: delegation.and_then(|it| DelegationId::new(it).ok()),
            open: visit.query.get("open") == "yes",
            changed: visit.query.get("only") == "changed",
        }
    }

    /// Whether a provision of the compilation is shown.
    fn shows(&self, compiled: &Compiled, sheet: &Sheet, margins: &Margins<'_>, at: usize) -> bool {
        let state = margins.state();
        let compilation = &compiled.view.compilation;
        let id: &ProvisionId = &compilation.provisions[at].id;
        let theirs = self.delegation.as_ref().is_none_or(|delegation| {
            let asked = sheet.asked[at].proposals.iter();
            let mut asked = asked.filter_map(|it| {
                let id = comity_procedure::ids::ProposalId::new(&compilation.proposals[*it].id);
                state.proposals().get(&id.ok()?)
            });
            asked.any(|it| it.sponsors.contains(delegation))
        });
        let is_open = || {
            let stands = state.current().is_some_and(|it| it.hashes.contains_key(id));
            let standing = margins.standing(id, stands, false);
            !matches!(standing, Standing::AdRef(..) | Standing::Adopted)
        };
        theirs && (!self.open || is_open())
    }
}

/// Those who sponsor a live proposal, in protocol order.
fn sponsors(words: &Words, state: &State, chosen: Option<&DelegationId>) -> Vec<Sponsor> {
    let sponsors = |id: &DelegationId| {
        let mut live = state.proposals().values().filter(|it| it.is_live());
        live.any(|it| it.sponsors.contains(id))
    };
    let all = in_protocol_order(state).into_iter();
    all.filter(|it| sponsors(&it.id))
        .map(|it| Sponsor {
            chosen: chosen == Some(&it.id),
            name: line(words, &it.name),
            id: it.id.to_string(),
        })
        .collect()
}

fn name_pairs(sheet: &Sheet, wanted: &[usize], parts: &mut [Part<'_>]) {
    for (it, part) in wanted.iter().zip(parts) {
        if let Some(margin) = &mut part.margin {
            margin
                .pairs
                .clone_from(&sheet.conflicts[sheet.fragments[*it].at]);
        }
    }
}

/// The pairs in conflict of the provisions that are shown.
fn pairs<'p>(
    sheet: &'p Sheet,
    compiled: &Compiled,
    naming: &Naming<'_>,
    wanted: &[usize],
) -> Vec<(String, &'p str)> {
    let provisions = &compiled.view.compilation.provisions;
    let all = wanted.iter().map(|it| sheet.fragments[*it].at);
    let mut seen = std::collections::BTreeSet::new();
    all.filter(|at| !sheet.conflicts[*at].is_empty() && seen.insert(*at))
        .map(|at| {
            let id = provisions[at].id.as_str();
            let named = naming.link("text", id, &sheet.names[at]);
            (named, sheet.conflicts[at].as_str())
        })
        .collect()
}
