//! The editor as a page: the sheet, what stands beside each item, and what was found.

use askama::Template;
use axum::http::StatusCode;
use comity_app::views::text::name_in;
use comity_exchange::html::written;
use comity_procedure::Time;
use comity_procedure::act::{ActKind, Subject};
use comity_procedure::ids::ProposalId;
use comity_procedure::state::Revision;
use comity_record::v1::hex::Hex;
use comity_text::label::labels;
use comity_text::{ProvisionId, Text};

use super::Purpose;
use super::preview::Preview;
use super::sheet::{FIRST, INSIDE, Item, Sheet, WANTED};
use crate::answer::Answer;
use crate::documents::Outside;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::said::{self, first_words};
use crate::visit::Visit;
use crate::words::Words;

/// How much of a provision stands beside its label in a list of places, in characters: enough to
/// know it again.
const EXCERPT_CHARS: usize = 48;

/// The kinds that a new provision can be asked for as.
const KINDS: [&str; 8] = [
    "heading-1",
    "heading-2",
    "preambular",
    "operative",
    "article",
    "paragraph",
    "item-1",
    "annex",
];

/// An editor that is about to be shown.
pub(super) struct Editor<'v> {
    visit: &'v Visit,
    sheet: &'v Sheet,
    path: String,
    /// The proposal that is to have other words.
    proposal: Option<String>,
    items: Vec<ItemShown>,
    version_is_stale: bool,
}

/// What is shown beside the sheet.
#[derive(Default)]
pub(super) struct Shown {
    /// Why it was not taken.
    pub(super) refused: Option<Refused>,
    /// What it would be.
    pub(super) preview: Option<Preview>,
    /// When the draft was kept that this is.
    pub(super) kept: Option<i64>,
    /// What a file held that could not be carried.
    pub(super) notices: Vec<Outside>,
}

#[derive(Template)]
#[template(path = "propose.html")]
struct Page<'v> {
    frame: Frame,
    refused: Option<Refused>,
    preview: Option<Preview>,
    kept: Option<Time>,
    notices: Vec<Outside>,
    key: String,
    path: String,
    /// The path of the negotiation.
    room: String,
    /// The language that the text is negotiated in.
    tongue: String,
    sheet: &'v Sheet,
    version: String,
    proposal: Option<String>,
    items: Vec<ItemShown>,
    version_is_stale: bool,
    is_stale: bool,
    behalves: Vec<(String, String)>,
    places: Vec<(String, String)>,
    kinds: &'static [&'static str],
    wanted: &'static [&'static str],
    may_now: bool,
    closed_stage: String,
}

/// An item of the sheet with what stands beside it.
struct ItemShown {
    at: usize,
    item: Item,
    hash: String,
    label: String,
    /// What stands now, as HTML; nothing where the provision is gone.
    stands: Option<String>,
    /// What stood when the person opened the form, where that is something else, as HTML.
    was: Option<String>,
}

impl<'v> Editor<'v> {
    pub(super) fn new(visit: &'v Visit, purpose: &Purpose, sheet: &'v Sheet) -> Editor<'v> {
        let state = visit.room().state();
        let proposal = match purpose {
            Purpose::Revision(proposal) => Some(proposal.id.to_string()),
            _ => None,
        };
        let stands = proposal.as_ref().and_then(|it| ProposalId::new(it).ok());
        let stands = stands.and_then(|it| state.hash_of(&Subject::Proposal(it)));
        let version_is_stale = proposal.is_some() && sheet.version != stands.map(|it| Hex(it.0));
        let items = sheet.items.iter().enumerate();
        Editor {
            visit,
            sheet,
            path: visit.room().at(&purpose.path()),
            proposal,
            items: items
                .map(|(at, item)| ItemShown::of(visit, sheet.revision, at, item))
                .collect(),
            version_is_stale,
        }
    }

    /// Whether somebody was faster: what the person saw is not what stands.
    pub(super) fn is_stale(&self) -> bool {
        self.version_is_stale || self.items.iter().any(|it| it.was.is_some())
    }

    /// The page for somebody who was slower.
    pub(super) fn stale(self) -> Result<Answer, Problem> {
        self.render(StatusCode::CONFLICT, Shown::default())
    }

    /// The page with why it was not taken.
    pub(super) fn refused(self, refused: Refused) -> Result<Answer, Problem> {
        let status = refused.status;
        let refused = Some(refused);
        self.render(
            status,
            Shown {
                refused,
                ..Shown::default()
            },
        )
    }

    /// The page.
    pub(super) fn answer(self, shown: Shown) -> Result<Answer, Problem> {
        self.render(StatusCode::OK, shown)
    }

    fn render(self, status: StatusCode, shown: Shown) -> Result<Answer, Problem> {
        let visit = self.visit;
        let room = visit.room();
        let words = visit.words();
        let act = match self.proposal {
            Some(_) => ActKind::ReviseProposal,
            None => ActKind::Propose,
        };
        let title = match (&self.proposal, &self.items[..]) {
            (Some(id), _) => words.say1("propose-title-revise", "id", id),
            (None, [only]) if only.item.has_provision() => {
                words.say1("propose-title-provision", "label", &only.label)
            }
            (None, [_, _, ..]) => words.say("propose-title-several"),
            _ => words.say("propose-title-addition"),
        };
        let is_stale = self.is_stale();
        Answer::page_with(
            status,
            &Page {
                frame: visit.frame(title),
                refused: shown.refused,
                preview: shown.preview,
                kept: shown.kept.map(Time),
                notices: shown.notices,
                key: key(visit),
                path: self.path,
                room: room.at(""),
                tongue: tongue(visit),
                version: stands_of(visit, self.proposal.as_deref()),
                proposal: self.proposal,
                items: self.items,
                version_is_stale: self.version_is_stale,
                is_stale,
                behalves: said::behalves(visit.words(), room),
                places: places(visit, self.sheet),
                kinds: &KINDS,
                wanted: &WANTED,
                may_now: room.caller.may_now(room.state(), act),
                closed_stage: words.say(&format!("stage-{}", room.state().stage().name())),
                sheet: self.sheet,
            },
        )
    }
}

/// The key of the form that was sent, so that it is taken once however often it is shown; a fresh
/// one for a form that begins.
pub(crate) fn key(visit: &Visit) -> String {
    match visit.form.given("key") {
        Some(key) => key.to_owned(),
        None => visit.fresh_key(),
    }
}

/// The language that the text is negotiated in.
pub(crate) fn tongue(visit: &Visit) -> String {
    let working = visit.room().state().modalities().working_language();
    working.map_or_else(String::new, ToString::to_string)
}

fn stands_of(visit: &Visit, proposal: Option<&str>) -> String {
    let id = proposal.and_then(|it| ProposalId::new(it).ok());
    let hash = id.and_then(|id| visit.room().state().hash_of(&Subject::Proposal(id)));
    hash.map_or_else(String::new, |it| Hex(it.0).to_string())
}

impl ItemShown {
    /// What its kind is called, where that is none of those that can be chosen: one of a file.
    fn kind_called(&self, words: &Words) -> String {
        match self.item.kind.split_once('-') {
            Some(("item", level)) => words.say1("propose-kind-item", "level", level),
            Some(("heading", level)) => words.say1("propose-kind-heading", "level", level),
            _ => words.say("propose-kind-other"),
        }
    }

    fn of(visit: &Visit, revision: u32, at: usize, item: &Item) -> ItemShown {
        let state = visit.room().state();
        let id = ProvisionId::new(item.provision.as_str());
        let current = state.current().map(|it| &**it);
        let stands = current.and_then(|it| words_in(it, &id));
        let hash = state.hash_of(&Subject::Provision(id.clone()));
        let hash = hash.map(|it| Hex(it.0));
        let seen = state.revision(revision).map(|it| &**it);
        let is_stale = item.has_provision() && item.hash != hash;
        let label = current
            .and_then(|it| name_in(&it.instrument, &id))
            .or_else(|| seen.and_then(|it| name_in(&it.instrument, &id)));
        let was = seen.and_then(|it| words_in(it, &id)).unwrap_or_default();
        ItemShown {
            at,
            hash: hash.map_or_else(String::new, |it| it.to_string()),
            label: label.unwrap_or_else(|| item.provision.clone()),
            stands,
            was: is_stale.then_some(was),
            item: item.clone(),
        }
    }
}

fn words_in(revision: &Revision, id: &ProvisionId) -> Option<String> {
    revision.instrument.get(id).map(|it| written(&it.text))
}

/// Where something can stand: values of a field, with names.
fn places(visit: &Visit, sheet: &Sheet) -> Vec<(String, String)> {
    let words = visit.words();
    let mut places = vec![(FIRST.to_owned(), words.say("propose-place-first"))];
    let Some(current) = visit.room().state().current() else {
        return places;
    };
    let provisions = current.instrument.provisions().iter();
    let names: Vec<(String, String)> = provisions
        .zip(labels(&current.instrument))
        .map(|(it, label)| (it.id.as_str().to_owned(), name(&label, &it.text)))
        .collect();
    // A proposal may have put something first into a provision; that stays possible for it.
    for item in &sheet.items {
        if let Some(inside) = item.place.strip_prefix(INSIDE)
            && let Some((_, name)) = names.iter().find(|it| it.0 == inside)
        {
            let name = words.say1("propose-place-inside", "name", name);
            places.push((item.place.clone(), name));
        }
    }
    places.extend(names);
    // A provision that the same proposal adds is no place of the text, and stays one of the sheet.
    for item in &sheet.items {
        if !item.place.is_empty() && !places.iter().any(|it| it.0 == item.place) {
            places.push((item.place.clone(), item.place.clone()));
        }
    }
    places
}

fn name(label: &str, text: &Text) -> String {
    let excerpt: String = first_words(text.as_str(), EXCERPT_CHARS)
        .chars()
        .map(|it| if it.is_control() { ' ' } else { it })
        .collect();
    match label.is_empty() {
        true => excerpt,
        false => format!("{label} · {excerpt}"),
    }
}
