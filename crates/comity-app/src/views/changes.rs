//! Changes: which provisions an entry of the record bears on, and how. So somebody who comes back
//! can be shown what is new, and only that.
//!
//! What an entry did is read from the act and from the state that it led to. Never here: reading
//! the record, which is for [`crate::looking_back`].
//!
//! Start at [`changes`].

use comity_procedure::State;
use comity_procedure::act::{self, Subject};
use comity_procedure::ids::{CallId, ObjectionId, ProposalId};
use comity_record::v1::{self, parts};
use comity_text::{Change, ProvisionId};

/// What is new about a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum News {
    /// Its words, or whether it stands in the text.
    Words,
    /// What is proposed for it, and who sponsors that.
    Proposals,
    /// Positions on it or on what is proposed for it.
    Positions,
    /// An objection to it or to what is proposed for it, or an answer.
    Objections,
    /// A call about it, or whether it is agreed.
    Calls,
    /// Its words in another language.
    Translation,
}

impl News {
    /// All of them, in the order in which they are told.
    pub const ALL: [News; 6] = [
        News::Words,
        News::Proposals,
        News::Positions,
        News::Objections,
        News::Calls,
        News::Translation,
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            News::Words => "words",
            News::Proposals => "proposals",
            News::Positions => "positions",
            News::Objections => "objections",
            News::Calls => "calls",
            News::Translation => "translation",
        }
    }
}

/// The provisions that an entry bears on. `act` is what was done; `None` where it was too long to
/// stand in the entry itself, as a long text is: then what came with it is found in the state.
#[must_use]
pub fn changes(state: &State, entry: u64, act: Option<&v1::Act>) -> Vec<(ProvisionId, News)> {
    let Some(act) = act else {
        return of_long_act(state, entry);
    };
    match act {
        v1::Act::Propose { proposal, .. }
        | v1::Act::CoSponsor { proposal, .. }
        | v1::Act::LeaveProposal { proposal }
        | v1::Act::ReviseProposal { proposal, .. }
        | v1::Act::WithdrawProposal { proposal }
        | v1::Act::MergeProposals { proposal, .. }
        | v1::Act::ValidateMerge { proposal, .. } => {
            told(in_proposal(state, proposal), News::Proposals)
        }
        v1::Act::TakePosition { subject, .. } | v1::Act::ClearPosition { subject } => {
            told(on_subject(state, subject), News::Positions)
        }
        v1::Act::Object { subject, .. } => told(on_subject(state, subject), News::Objections),
        v1::Act::AnswerObjection { objection, .. }
        | v1::Act::EndObjection { objection, .. }
        | v1::Act::SustainObjection { objection, .. } => {
            told(of_objection(state, objection), News::Objections)
        }
        v1::Act::OpenCall { call, .. }
        | v1::Act::LiftBreak { call, .. }
        | v1::Act::CloseCall { call }
        | v1::Act::CancelCall { call, .. }
        | v1::Act::Strike {
            deadline: parts::Deadline::Call(call),
        } => told(of_call(state, call), News::Calls),
        v1::Act::BreakSilence { provisions, .. } => {
            told(named(provisions.iter()), News::Objections)
        }
        v1::Act::ReopenProvision { provision, .. } => {
            told(vec![ProvisionId::new(provision.as_str())], News::Calls)
        }
        v1::Act::Translate { provisions, .. } => {
            let translated = provisions.iter().map(|it| &it.provision);
            told(named(translated), News::Translation)
        }
        v1::Act::TableText { .. } | v1::Act::TableRevision { .. } => of_long_act(state, entry),
        _ => Vec::new(),
    }
}

/// The provisions that a change bears on: that which it changes, and that which takes its words up.
#[must_use]
pub fn bearing(change: &Change) -> Vec<ProvisionId> {
    let mut all = vec![change.provision().clone()];
    if let Change::Suppress {
        joined_into: Some(into),
        ..
    } = change
    {
        all.push(into.clone());
    }
    all
}

fn told(provisions: Vec<ProvisionId>, news: News) -> Vec<(ProvisionId, News)> {
    provisions.into_iter().map(|id| (id, news)).collect()
}

fn named<'s>(ids: impl Iterator<Item = &'s String>) -> Vec<ProvisionId> {
    ids.map(|id| ProvisionId::new(id.as_str())).collect()
}

fn on_subject(state: &State, subject: &parts::Subject) -> Vec<ProvisionId> {
    match subject {
        parts::Subject::Provision(id) => vec![ProvisionId::new(id.as_str())],
        parts::Subject::Proposal(id) => in_proposal(state, id),
    }
}

/// The provisions that a proposal asks something of. Where nothing of it is left, those that it
/// last asked something of.
fn in_proposal(state: &State, id: &str) -> Vec<ProvisionId> {
    let Some(proposal) = ProposalId::new(id)
        .ok()
        .and_then(|id| state.proposals().get(&id))
    else {
        return Vec::new();
    };
    let mut versions = proposal.versions.iter().rev();
    let last = versions.find(|it| !it.changes.list.is_empty());
    let mut all: Vec<ProvisionId> = last.map_or_else(Vec::new, |version| {
        version.changes.list.iter().flat_map(bearing).collect()
    });
    all.dedup();
    all
}

fn of_objection(state: &State, id: &str) -> Vec<ProvisionId> {
    let objection = ObjectionId::new(id)
        .ok()
        .and_then(|id| state.objections().get(&id));
    match objection.map(|it| &it.subject) {
        Some(Subject::Provision(id)) => vec![id.clone()],
        Some(Subject::Proposal(id)) => in_proposal(state, id.as_str()),
        None => Vec::new(),
    }
}

/// The provisions that a call names. One on the whole text is about none of them by itself.
fn of_call(state: &State, id: &str) -> Vec<ProvisionId> {
    let call = CallId::new(id).ok().and_then(|id| state.calls().get(&id));
    match call.map(|it| &*it.question) {
        Some(act::Question::Provisions(asked)) => asked.iter().map(|it| it.0.clone()).collect(),
        _ => Vec::new(),
    }
}

/// What came with an entry, where its act is not at hand: a revision, a version of a proposal, or
/// a translation.
fn of_long_act(state: &State, entry: u64) -> Vec<(ProvisionId, News)> {
    let mut found = Vec::new();
    let mut before = None;
    for revision in state.revisions() {
        if revision.entry == entry {
            let now = &revision.hashes;
            let changed = now.iter().filter(|(id, hash)| {
                before
                    .is_none_or(|it: &std::collections::BTreeMap<_, _>| it.get(*id) != Some(*hash))
            });
            found.extend(changed.map(|(id, _)| (id.clone(), News::Words)));
            let gone = before.into_iter().flat_map(|it| it.keys());
            let gone = gone.filter(|id| !now.contains_key(*id));
            found.extend(gone.map(|id| (id.clone(), News::Words)));
        }
        before = Some(&revision.hashes);
    }
    if !found.is_empty() {
        return found;
    }
    for proposal in state.proposals().values() {
        let mut versions = proposal.versions.iter();
        if versions.any(|it| it.entry == entry) {
            found.extend(told(
                in_proposal(state, proposal.id.as_str()),
                News::Proposals,
            ));
        }
    }
    for translations in state.translations().values() {
        let with_it = translations.iter().filter(|(_, it)| it.entry == entry);
        found.extend(with_it.map(|(id, _)| (id.clone(), News::Translation)));
    }
    found
}
