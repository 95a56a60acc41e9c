//! The trace of each provision: how its words came to be, from the inputs to now.
//!
//! Provisions that are gone have one too: nothing that was tabled is lost.

use std::collections::BTreeSet;
use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::act::{CallKind, Link};
use comity_procedure::ids::{CallId, ContributionId, DelegationId, ObjectionId, ProposalId};
use comity_procedure::state::{
    CallOutcome, Contribution, Disposed, Fated, MergedPart, ProposalState, ProposalStatus,
};
use comity_procedure::words::Words;
use comity_text::label::labels;
use comity_text::{Change, Instrument, Kind, ProposalKind, ProvisionId, Text};

use super::text::{Status, asks, standing, status};
use super::{Party, Speaker, author, party, speaker};

/// How a provision came to be what it is.
#[derive(Clone, Debug)]
pub struct ProvisionTrace {
    /// Its id.
    pub id: ProvisionId,
    /// Its label in the last revision that holds it.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// What it says, or said last.
    pub words: Text,
    /// Where it is; `None` when it no longer stands in the text.
    pub status: Option<Status>,
    /// Passages of contributions that speak to it or came to bear on it, in the order of the record.
    pub passages: Vec<PassageTrace>,
    /// Proposals that would change it, in the order of the record.
    pub proposals: Vec<ProposalTrace>,
    /// The revisions that brought, changed or dropped it.
    pub revisions: Vec<RevisionTrace>,
    /// The objections to it, in the order of the record.
    pub objections: Vec<ObjectionId>,
    /// The calls that asked about it, in the order in which they opened.
    pub calls: Vec<CallTrace>,
}

/// A passage of a contribution and what became of it.
#[derive(Clone, Debug)]
pub struct PassageTrace {
    /// The contribution.
    pub contribution: ContributionId,
    /// The entry that it came with.
    pub entry: u64,
    /// Who sent it.
    pub by: Speaker,
    /// The index of the passage.
    pub passage: usize,
    /// What it says.
    pub words: Words,
    /// What became of it so far.
    pub disposed: Option<Disposed>,
}

/// What a proposal asked of a provision, and what became of it.
#[derive(Clone, Debug)]
pub struct ProposalTrace {
    /// Which one.
    pub id: ProposalId,
    /// Who made it.
    pub by: Speaker,
    /// Those who sponsor it as it stands.
    pub sponsors: Vec<DelegationId>,
    /// Those who sponsored an earlier version and have not joined this one.
    pub lapsed: Vec<DelegationId>,
    /// All who ever sponsored it.
    pub contributors: Vec<DelegationId>,
    /// Its versions that ask something of the provision.
    pub versions: Vec<VersionTrace>,
    /// The proposals that it consolidates.
    pub merged_from: Vec<MergedPart>,
    /// What has become of it.
    pub status: ProposalStatus,
}

/// What one version of a proposal asked of a provision.
#[derive(Clone, Debug)]
pub struct VersionTrace {
    /// Its number, from 1.
    pub number: usize,
    /// The revision that it was made to.
    pub revision: u32,
    /// The entry that it came with.
    pub entry: u64,
    /// What it asked of the provision.
    pub asks: Vec<AskTrace>,
    /// Why, in the words of its sponsors.
    pub rationale: Words,
}

/// One change that was asked of a provision.
#[derive(Clone, Debug)]
pub struct AskTrace {
    /// Its kind.
    pub kind: ProposalKind,
    /// The words that would go; all of them where the provision would.
    pub deleted: String,
    /// The words that would come.
    pub inserted: String,
    /// What the next revision made of it, if there was one while it stood.
    pub fate: Option<Fated>,
}

/// What a revision did to a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevisionTrace {
    /// The number of the revision.
    pub revision: u32,
    /// The entry that it came with.
    pub entry: u64,
    /// What it did.
    pub what: Touch,
}

/// What a revision did to a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// It brought it.
    Brought,
    /// It changed its words.
    Changed,
    /// It dropped it.
    Dropped,
}

/// A call about a provision.
#[derive(Clone, Debug)]
pub struct CallTrace {
    /// Which one.
    pub call: CallId,
    /// How it is answered.
    pub kind: CallKind,
    /// How it ended for this provision.
    pub outcome: CallFate,
    /// Who broke the silence on it, and why.
    pub breaks: Vec<(Option<Party>, Words)>,
}

/// How a call ended for one provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallFate {
    /// It has not ended.
    Open,
    /// The provision is agreed by it.
    Agreed,
    /// The provision is not agreed by it.
    NotAgreed,
    /// The chair took it back.
    Cancelled(Words),
}

/// The traces of all provisions that ever stood in the text, in the reading order of the last
/// revision that holds each; those that are gone follow.
#[must_use]
pub fn trace(state: &State) -> Vec<ProvisionTrace> {
    let mut seen = BTreeSet::new();
    let mut traces = Vec::new();
    let revisions: Vec<_> = state.revisions().collect();
    for revision in revisions.iter().rev() {
        let instrument = &revision.instrument;
        let labels = labels(instrument);
        for (at, label) in labels.into_iter().enumerate() {
            if seen.insert(instrument.provisions()[at].id.clone()) {
                traces.push(of_provision(state, instrument, at, label));
            }
        }
    }
    traces
}

/// The trace of one provision, if it ever stood in the text.
#[must_use]
pub fn trace_of(state: &State, id: &ProvisionId) -> Option<ProvisionTrace> {
    let revisions: Vec<_> = state.revisions().collect();
    let mut latest = revisions.iter().rev();
    let held = latest.find_map(|it| Some((&it.instrument, it.instrument.position(id)?)));
    let (instrument, at) = held?;
    let label = labels(instrument).swap_remove(at);
    Some(of_provision(state, instrument, at, label))
}

/// What proposals asked of a provision, in the order of the record: of one that only they would
/// bring, too.
#[must_use]
pub fn proposals(state: &State, id: &ProvisionId) -> Vec<ProposalTrace> {
    let mut found: Vec<ProposalTrace> = state
        .proposals()
        .values()
        .filter_map(|proposal| of_proposal(state, proposal, id))
        .collect();
    found.sort_by_key(|it| it.versions.first().map(|version| version.entry));
    found
}

fn of_provision(
    state: &State,
    instrument: &Instrument,
    at: usize,
    label: String,
) -> ProvisionTrace {
    let provision = &instrument.provisions()[at];
    let id = &provision.id;
    let proposals = proposals(state, id);
    let mut objections: Vec<_> = state
        .objections()
        .values()
        .filter(|it| it.subject == comity_procedure::act::Subject::Provision(id.clone()))
        .map(|it| (it.entry, it.id.clone()))
        .collect();
    objections.sort();
    let stands = standing(state)
        .ok()
        .filter(|(revision, _)| revision.instrument.get(id).is_some());
    ProvisionTrace {
        id: id.clone(),
        label,
        kind: provision.kind,
        words: provision.text.clone(),
        status: stands.map(|(_, adopted)| match adopted {
            true => Status::Adopted,
            false => status(state, id),
        }),
        passages: passages(state, id, &proposals),
        revisions: revisions(state, id),
        objections: objections.into_iter().map(|it| it.1).collect(),
        calls: calls(state, id),
        proposals,
    }
}

fn passages(state: &State, id: &ProvisionId, proposals: &[ProposalTrace]) -> Vec<PassageTrace> {
    let leads_here = |link: &Link| match link {
        Link::Provision(to) => to == id,
        Link::Proposal(to) => proposals.iter().any(|it| it.id == *to),
        _ => false,
    };
    let mut all: Vec<(&ContributionId, &Arc<Contribution>)> =
        state.contributions().iter().collect();
    all.sort_by_key(|(_, it)| it.entry);
    let mut found = Vec::new();
    for (contribution, it) in all {
        for (passage, said) in it.passages.iter().enumerate() {
            let disposed = it
                .dispositions
                .get(passage)
                .cloned()
                .flatten()
                .map(Arc::unwrap_or_clone);
            let linked = disposed.as_ref().is_some_and(|it| leads_here(&it.link));
            if said.on.as_ref() == Some(id) || linked {
                found.push(PassageTrace {
                    contribution: contribution.clone(),
                    entry: it.entry,
                    by: speaker(state, &it.voice),
                    passage,
                    words: said.words.clone(),
                    disposed,
                });
            }
        }
    }
    found
}

fn of_proposal(state: &State, proposal: &ProposalState, id: &ProvisionId) -> Option<ProposalTrace> {
    let mut versions = Vec::new();
    for (at, version) in proposal.versions.iter().enumerate() {
        let fates = proposal.versions.get(at + 1).map(|next| &next.fates);
        let base = state.revision(version.revision);
        let base = base.map(|revision| &*revision.instrument);
        let bearing = version.changes.list.iter().enumerate();
        let asks: Vec<AskTrace> = bearing
            .filter(|(_, change)| bears_on(change, id))
            .map(|(nth, change)| {
                let fate = fates.and_then(|fates| fates.get(nth)).cloned();
                asked(change, base, fate)
            })
            .collect();
        if !asks.is_empty() {
            versions.push(VersionTrace {
                number: at + 1,
                revision: version.revision,
                entry: version.entry,
                asks,
                rationale: version.rationale.clone(),
            });
        }
    }
    (!versions.is_empty()).then(|| ProposalTrace {
        id: proposal.id.clone(),
        by: author(state, &proposal.author),
        sponsors: proposal.sponsors.clone(),
        lapsed: proposal.lapsed.clone(),
        contributors: proposal.contributors.clone(),
        versions,
        merged_from: proposal.merged_from.clone(),
        status: proposal.status.clone(),
    })
}

fn asked(change: &Change, base: Option<&Instrument>, fate: Option<Fated>) -> AskTrace {
    let words = |id: &ProvisionId| {
        let provision = base.and_then(|base| base.get(id));
        provision.map_or("", |it| it.text.as_str())
    };
    let (deleted, inserted) = match change {
        Change::Replace {
            provision,
            start,
            end,
            with,
        } => {
            let (start, end) = (*start as usize, *end as usize);
            let gone = words(provision).chars().skip(start);
            let gone = gone.take(end.saturating_sub(start)).collect();
            (gone, with.as_str().to_owned())
        }
        Change::Add { text, .. } => (String::new(), text.as_str().to_owned()),
        Change::Suppress { provision, .. } => (words(provision).to_owned(), String::new()),
        Change::Move { .. } | Change::Keep { .. } => (String::new(), String::new()),
    };
    AskTrace {
        kind: change.kind(),
        deleted,
        inserted,
        fate,
    }
}

fn bears_on(change: &Change, id: &ProvisionId) -> bool {
    match change {
        Change::Suppress {
            joined_into: Some(into),
            ..
        } if into == id => true,
        other => other.provision() == id,
    }
}

fn revisions(state: &State, id: &ProvisionId) -> Vec<RevisionTrace> {
    let mut before = None;
    let mut found = Vec::new();
    for revision in state.revisions() {
        let now = revision.hashes.get(id);
        let what = match (before, now) {
            (None, Some(_)) => Some(Touch::Brought),
            (Some(_), None) => Some(Touch::Dropped),
            (Some(before), Some(now)) if before != now => Some(Touch::Changed),
            _ => None,
        };
        found.extend(what.map(|what| RevisionTrace {
            revision: revision.number,
            entry: revision.entry,
            what,
        }));
        before = now;
    }
    found
}

fn calls(state: &State, id: &ProvisionId) -> Vec<CallTrace> {
    let mut calls: Vec<_> = state.calls().values().filter(|it| asks(it, id)).collect();
    calls.sort_by(|a, b| (a.opens, &a.id).cmp(&(b.opens, &b.id)));
    calls
        .into_iter()
        .map(|call| {
            let breaks = call.breaks.iter();
            let on_it = breaks.filter(|(_, it)| it.provisions.iter().any(|(named, _)| named == id));
            CallTrace {
                call: call.id.clone(),
                kind: call.kind,
                outcome: match &call.outcome {
                    None => CallFate::Open,
                    Some(CallOutcome::Cancelled { reason }) => CallFate::Cancelled(reason.clone()),
                    Some(CallOutcome::Closed { agreed, .. }) if agreed.contains(id) => {
                        CallFate::Agreed
                    }
                    Some(CallOutcome::Closed { .. }) => CallFate::NotAgreed,
                },
                breaks: on_it
                    .map(|(by, it)| (party(state, by), it.reason.clone()))
                    .collect(),
            }
        })
        .collect()
}
