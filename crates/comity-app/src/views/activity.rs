//! Activity: all that one delegation has done, and with whom it speaks.
//!
//! What was carried on behalf of an organisation is listed for the organisation, and for the one
//! that carried it. Nothing is counted against anybody; how constituencies take part is in
//! [`outcome`](super::outcome).
//!
//! Start at [`activity`].

use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::act::{Standing, Subject};
use comity_procedure::ids::{CoalitionId, ContributionId, DelegationId, ProposalId, StatementId};
use comity_procedure::state::{Held, Objection, Position, Voice};
use comity_procedure::words::Words;

/// What one delegation has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// The inputs that it sent or that were sent for it, in the order of the record.
    pub contributions: Vec<ContributionId>,
    /// The proposals that it sponsors or once sponsored, by id, with whether it sponsors it now.
    pub proposals: Vec<(ProposalId, bool)>,
    /// Its positions that are no objections, provisions before proposals.
    pub positions: Vec<(Subject, Arc<Position>)>,
    /// Its objections, in the order of the record.
    pub objections: Vec<Arc<Objection>>,
    /// Its statements, in the order of the record.
    pub statements: Vec<StatementId>,
    /// The coalitions it is in: the name, and whether it speaks for it.
    pub coalitions: Vec<(CoalitionId, Words, bool)>,
    /// The organisations that speak through it, by id.
    pub carries: Vec<DelegationId>,
}

/// What a delegation has done.
#[must_use]
pub fn activity(state: &State, id: &DelegationId) -> Activity {
    let mut contributions: Vec<_> = state
        .contributions()
        .iter()
        .filter(|(_, it)| is_by(&it.voice, id))
        .map(|(contribution, it)| (it.entry, contribution.clone()))
        .collect();
    contributions.sort();
    let mut statements: Vec<_> = state
        .statements()
        .iter()
        .filter(|(_, it)| is_by(&it.voice, id))
        .map(|(statement, it)| (it.entry, statement.clone()))
        .collect();
    statements.sort();
    let objections = state.objections().values().filter(|it| it.by == *id);
    let mut objections: Vec<Arc<Objection>> = objections.cloned().collect();
    objections.sort_by_key(|it| it.entry);
    Activity {
        contributions: contributions.into_iter().map(|it| it.1).collect(),
        proposals: proposals(state, id),
        positions: positions(state, id),
        objections,
        statements: statements.into_iter().map(|it| it.1).collect(),
        coalitions: coalitions(state, id),
        carries: state
            .delegations()
            .values()
            .filter(|it| it.standing == Standing::Through(id.clone()))
            .map(|it| it.id.clone())
            .collect(),
    }
}

/// The coalitions that a delegation is in: id, name, and whether it speaks for it.
#[must_use]
pub fn coalitions(state: &State, id: &DelegationId) -> Vec<(CoalitionId, Words, bool)> {
    let own = state
        .coalitions()
        .iter()
        .filter(|(_, it)| it.members.contains(id));
    own.map(|(coalition, it)| (coalition.clone(), it.name.clone(), it.spokes == *id))
        .collect()
}

fn proposals(state: &State, id: &DelegationId) -> Vec<(ProposalId, bool)> {
    let own = state
        .proposals()
        .values()
        .filter(|it| it.contributors.contains(id));
    own.map(|it| (it.id.clone(), it.sponsors.contains(id)))
        .collect()
}

fn positions(state: &State, id: &DelegationId) -> Vec<(Subject, Arc<Position>)> {
    let own = state.positions().iter().filter_map(|(subject, held)| {
        let position = held.get(id)?;
        let is_objection = matches!(position.stance, Held::Objects(_));
        (!is_objection).then(|| (subject.clone(), position.clone()))
    });
    own.collect()
}

fn is_by(voice: &Voice, id: &DelegationId) -> bool {
    voice.delegation == *id || voice.organisation() == Some(id)
}
