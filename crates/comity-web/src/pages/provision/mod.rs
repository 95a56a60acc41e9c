//! One provision: what is asked of it side by side, who goes along, who objects, and how its words
//! came to be, from the first input to now.
//!
//! Start at [`show`], then `history`.

pub(crate) mod history;

use std::sync::Arc;

use askama::Template;
use comity_app::views::trace::{CallFate, proposals, trace_of};
use comity_procedure::State;
use comity_procedure::act::{ActKind, CallKind, Subject};
use comity_procedure::ids::ProposalId;
use comity_text::{Kind, ProvisionId};

use super::margin::Margins;
use super::naming::{Naming, first_words};
use super::objections::{ObjectionLine, objections};
use super::positions::Positions;
use super::since::Since;
use super::text::{Part, TextLanguage, compiled_of, languages, other_language};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::readings::Compiled;
use crate::sheets::{Sheet, SheetName};
use crate::visit::{Room, Visit};
use history::Event;

#[derive(Template)]
#[template(path = "provision.html")]
struct Page<'p> {
    frame: Frame,
    /// What the provision is called.
    name: String,
    /// The provision as it stands, with its rivals; empty where it stands no longer.
    parts: Vec<Part<'p>>,
    /// The heading that it stands under.
    under: Option<String>,
    languages: Vec<TextLanguage>,
    facts: Facts,
    may: May,
    positions: Option<Positions>,
    on_proposals: Vec<OnProposal>,
    objections: Vec<ObjectionLine>,
    calls: Vec<CallLine>,
    addressees: Vec<String>,
    history: Vec<Event>,
    path: String,
    before: Option<(String, String)>,
    after: Option<(String, String)>,
}

/// A provision in numbers.
struct Facts {
    revision: u32,
    proposals: usize,
    sponsors: usize,
    conflicts: usize,
}

/// What the reader may do here now.
struct May {
    propose: bool,
    position: bool,
    object: bool,
    /// Whether a seat may ever propose, though not at this stage.
    propose_later: bool,
}

/// The positions on a proposal for this provision.
struct OnProposal {
    /// The proposal, as HTML.
    named: String,
    positions: Positions,
}

/// A call about the provision.
struct CallLine {
    /// The call, as HTML.
    named: String,
    /// The message of its kind.
    kind: &'static str,
    /// The message of how it ended for this provision.
    fate: &'static str,
    closes: Option<comity_procedure::Time>,
    /// Who broke the silence, and why, as HTML.
    breaks: Vec<String>,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    let state = room.state();
    let id = ProvisionId::new(visit.part("provision"));
    let reading = visit.site.readings().of(&visit).await?;
    let compiled = match compiled_of(&visit, &reading) {
        Ok(compiled) => compiled,
        Err(answer) => return *answer,
    };
    let name = SheetName {
        words: visit.words(),
        text: other_language(&visit),
        reasons: true,
    };
    let sheet = compiled.sheet(name).await?;
    let since = Since::of(&visit).await?;
    let at = compiled.position(&id);
    if at.is_none() && trace_of(state, &id).is_none() && proposals(state, &id).is_empty() {
        return Err(Problem::NotFound);
    }
    let naming = Naming::new(&visit);
    let margins = Margins::new(&visit, since.news.as_ref());
    let called = called(state, compiled, &sheet, at, &id);
    let stands = room_has(room, &id);
    let subject = Subject::Provision(id.clone());
    let live = live_here(compiled, &sheet, at);
    let page = Page {
        frame: visit.frame(called.clone()),
        parts: at.map_or_else(Vec::new, |at| parts(&sheet, compiled, &margins, at)),
        under: at.and_then(|at| under(compiled, &sheet, at)),
        languages: languages(&visit, other_language(&visit).as_ref()),
        facts: facts(compiled, &sheet, at),
        may: may(room, stands),
        positions: stands
            .then(|| Positions::on(state, visit.words(), &naming, (subject.clone(), &called))),
        on_proposals: on_proposals(&visit, &naming, &live),
        objections: objections(state, &naming, |it| match it {
            Subject::Provision(on) => *on == id,
            Subject::Proposal(on) => live.contains(on),
        }),
        calls: calls(state, &naming, &id),
        addressees: addressees(state, &visit, &id),
        history: history::history(state, visit.words(), &naming, &id),
        path: room.at(&format!(
            "/text/{}",
            comity_exchange::html::address(id.as_str())
        )),
        before: at.and_then(|at| neighbour(room, compiled, &sheet, (0..at).rev())),
        after: at.and_then(|at| {
            neighbour(
                room,
                compiled,
                &sheet,
                at + 1..compiled.view.compilation.provisions.len(),
            )
        }),
        name: called,
    };
    Answer::page_to_keep(&page)
}

fn room_has(room: &Room, id: &ProvisionId) -> bool {
    let current = room.state().current();
    current.is_some_and(|it| it.hashes.contains_key(id))
}

/// What the provision is called, also where it stands no longer.
fn called(
    state: &State,
    compiled: &Compiled,
    sheet: &Sheet,
    at: Option<usize>,
    id: &ProvisionId,
) -> String {
    let named = at.map(|at| match compiled.view.compilation.provisions[at].kind {
        Kind::Title => state.opening().map_or_else(String::new, |it| {
            it.title.text().map_or_else(String::new, first_words)
        }),
        _ => sheet.names[at].clone(),
    });
    let gone = || {
        trace_of(state, id)
            .map(|it| it.label)
            .filter(|it| !it.is_empty())
    };
    named
        .filter(|it| !it.is_empty())
        .or_else(gone)
        .unwrap_or_else(|| id.to_string())
}

/// The provision with the rivals that stand with it.
fn parts<'p>(
    sheet: &'p Sheet,
    compiled: &Compiled,
    margins: &Margins<'_>,
    at: usize,
) -> Vec<Part<'p>> {
    let provisions = &compiled.view.compilation.provisions;
    let rival = |other: usize| provisions[other].alt_of.as_ref() == Some(&provisions[at].id);
    let fragments = sheet.fragments.iter();
    fragments
        .filter(|it| {
            it.at == at && it.form != comity_exchange::html::FragmentForm::Arrival || rival(it.at)
        })
        .map(|it| {
            let has_margin = it.form.has_margin();
            Part {
                heading: None,
                before: &it.before,
                margin: has_margin.then(|| {
                    let mut margin = margins.of(sheet, it.at, &provisions[it.at].id);
                    margin.at_home = it.at == at;
                    margin.pairs.clone_from(&sheet.conflicts[it.at]);
                    // Below stand the same bars, larger.
                    margin.bars.clear();
                    margin
                }),
                after: &it.after,
            }
        })
        .collect()
}

fn under(compiled: &Compiled, sheet: &Sheet, at: usize) -> Option<String> {
    let provisions = &compiled.view.compilation.provisions;
    let parent = provisions[at].parent.as_ref()?;
    let parent = compiled.position(parent)?;
    let named = provisions[parent].kind != Kind::Title;
    named.then(|| sheet.names[parent].clone())
}

fn facts(compiled: &Compiled, sheet: &Sheet, at: Option<usize>) -> Facts {
    let asked = at.map(|at| &sheet.asked[at]);
    let proposals = asked.map_or(&[][..], |it| &it.proposals);
    Facts {
        revision: compiled.view.revision.number,
        proposals: proposals.len(),
        sponsors: compiled.view.compilation.sponsors(proposals).len(),
        conflicts: asked.map_or(0, |it| it.conflicts),
    }
}

fn may(room: &Room, stands: bool) -> May {
    let state = room.state();
    let now = |act| stands && room.caller.may_now(state, act);
    May {
        propose: now(ActKind::Propose),
        position: now(ActKind::TakePosition),
        object: now(ActKind::Object),
        propose_later: stands
            && !now(ActKind::Propose)
            && room.caller.may_ever(state, &[ActKind::Propose]),
    }
}

/// The live proposals that ask for something here, in protocol order.
fn live_here(compiled: &Compiled, sheet: &Sheet, at: Option<usize>) -> Vec<ProposalId> {
    let all = &compiled.view.compilation.proposals;
    let asked = at.map_or(&[][..], |at| &sheet.asked[at].proposals);
    asked
        .iter()
        .filter_map(|it| ProposalId::new(&all[*it].id).ok())
        .collect()
}

fn on_proposals(visit: &Visit, naming: &Naming<'_>, live: &[ProposalId]) -> Vec<OnProposal> {
    let state = visit.room().state();
    let taken = |id: &&ProposalId| {
        let subject = Subject::Proposal((*id).clone());
        state.positions().get(&subject).is_some()
    };
    live.iter()
        .filter(taken)
        .filter_map(|id| {
            let proposal = state.proposals().get(id)?;
            let subject = (Subject::Proposal(id.clone()), id.as_str());
            Some(OnProposal {
                named: naming.proposal_with_sponsors(proposal),
                positions: Positions::on(state, visit.words(), naming, subject),
            })
        })
        .collect()
}

fn calls(state: &State, naming: &Naming<'_>, id: &ProvisionId) -> Vec<CallLine> {
    let trace = trace_of(state, id);
    let calls = trace.into_iter().flat_map(|it| it.calls);
    calls
        .map(|call| CallLine {
            named: naming.link("calls", call.call.as_str(), call.call.as_str()),
            kind: match call.kind {
                CallKind::Explicit => "read-call-explicit",
                CallKind::Silence => "read-call-silence",
            },
            fate: match call.outcome {
                CallFate::Open => "read-call-open",
                CallFate::Agreed => "read-call-agreed",
                CallFate::NotAgreed => "read-call-not-agreed",
                CallFate::Cancelled(_) => "read-call-cancelled",
            },
            closes: state.calls().get(&call.call).and_then(|it| it.closes),
            breaks: call
                .breaks
                .iter()
                .map(|(by, reason)| {
                    let by = by
                        .as_ref()
                        .map_or_else(String::new, |it| naming.delegation(&it.id));
                    by + &naming.quote(reason)
                })
                .collect(),
        })
        .collect()
}

fn addressees(state: &State, visit: &Visit, id: &ProvisionId) -> Vec<String> {
    let known = state.provisions().get(id);
    let all = known.map_or(&[][..], |it| &it.addressees);
    all.iter()
        .map(|it| {
            let key = "read-addressee-".to_owned() + it.as_str();
            match visit.words().has(&key) {
                true => visit.words().say(&key),
                false => it.to_string(),
            }
        })
        .collect()
}

/// The next provision that is no heading, with its address and its name.
fn neighbour(
    room: &Room,
    compiled: &Compiled,
    sheet: &Sheet,
    mut places: impl Iterator<Item = usize>,
) -> Option<(String, String)> {
    let provisions = &compiled.view.compilation.provisions;
    let at = places.find(|at| !provisions[*at].kind.is_heading())?;
    let id = comity_exchange::html::address(provisions[at].id.as_str());
    Some((room.at(&format!("/text/{id}")), sheet.names[at].clone()))
}
