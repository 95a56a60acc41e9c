//! The compilation of a negotiation: the revision that stands with every live proposal in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::ids::{DelegationId, ProposalId};
use comity_procedure::state::{ProposalState, ProposalStatus, Revision};
use comity_text::{Compilation, CompileError, Proposal, ProtocolOrder, compile};
use thiserror::Error;

use super::in_protocol_order;
use super::text::{NoText, standing};

/// The compilation, and what could not stand in it.
#[derive(Clone, Debug)]
pub struct CompilationView {
    /// The revision that the proposals are made to.
    pub revision: Arc<Revision>,
    /// The revision with every live proposal in it.
    pub compilation: Compilation,
    /// What a reader has to know of proposals, in the order of their ids.
    pub remarks: Vec<(ProposalId, Remark)>,
}

/// What a reader has to know of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It was made to an earlier revision and has nothing in this one.
    NothingCarried,
    /// Some of its changes found no place; its sponsors can repair it.
    NeedsRepair,
    /// Words of it are withheld.
    Withheld,
}

/// Why there is no compilation.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoCompilation {
    /// There is no text.
    #[error(transparent)]
    NoText(#[from] NoText),
    /// The proposals do not fit the text; the rules let none of these in.
    #[error(transparent)]
    Compile(#[from] CompileError),
}

/// The compilation of the revision that stands.
///
/// # Errors
/// When there is no text.
pub fn compilation(state: &State) -> Result<CompilationView, NoCompilation> {
    let (revision, _) = standing(state)?;
    let names = names(state);
    let mut proposals = Vec::new();
    let mut remarks = Vec::new();
    for proposal in state.proposals().values().filter(|it| it.is_live()) {
        let remark = remark(proposal, revision.number);
        if let Some(remark) = remark {
            remarks.push((proposal.id.clone(), remark));
        }
        if remark != Some(Remark::NothingCarried) {
            proposals.push(of_text(proposal, &names));
        }
    }
    let order = order(state, &names);
    Ok(CompilationView {
        compilation: compile(&revision.instrument, &proposals, &order)?,
        revision,
        remarks,
    })
}

/// The name of each delegation as it stands beside its words: its own, and with the id where
/// two have one name or it is withheld.
#[must_use]
pub fn names(state: &State) -> BTreeMap<DelegationId, String> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for delegation in state.delegations().values() {
        *count.entry(delegation.name.shown()).or_default() += 1;
    }
    let all = state.delegations().values();
    all.map(|it| {
        let name = match (it.name.text(), count.get(it.name.shown())) {
            (None, _) => it.id.to_string(),
            (Some(name), Some(1)) => name.to_owned(),
            (Some(name), _) => format!("{name} ({})", it.id),
        };
        (it.id.clone(), name)
    })
    .collect()
}

pub(super) fn name(names: &BTreeMap<DelegationId, String>, id: &DelegationId) -> String {
    names.get(id).cloned().unwrap_or_else(|| id.to_string())
}

/// The protocol order of the names beside words.
pub(super) fn order(state: &State, names: &BTreeMap<DelegationId, String>) -> ProtocolOrder {
    let order = in_protocol_order(state);
    let order: Vec<String> = order.iter().map(|it| name(names, &it.id)).collect();
    ProtocolOrder::new(&order)
}

pub(super) fn remark(proposal: &ProposalState, revision: u32) -> Option<Remark> {
    let version = proposal.version();
    if version.revision != revision || version.changes.list.is_empty() {
        return Some(Remark::NothingCarried);
    }
    if version.changes.withheld {
        return Some(Remark::Withheld);
    }
    (proposal.status == ProposalStatus::NeedsRepair).then_some(Remark::NeedsRepair)
}

pub(super) fn of_text(
    proposal: &ProposalState,
    names: &BTreeMap<DelegationId, String>,
) -> Proposal {
    let version = proposal.version();
    let variants = proposal.variant_of.iter();
    Proposal {
        id: proposal.id.to_string(),
        sponsors: proposal.sponsors.iter().map(|id| name(names, id)).collect(),
        changes: version.changes.list.clone(),
        rationale: version.rationale.text().unwrap_or_default().to_owned(),
        source: format!("entry {}", version.entry),
        variant_of: variants.map(ToString::to_string).collect(),
    }
}
