//! Presence: who takes part and what each has done, per constituency first.
//!
//! What was carried on behalf of an organisation counts for the organisation, and for the one that
//! carried it as its own act. Nothing is weighed against anything: a constituency is measured by
//! itself.
//!
//! Start at [`presence`], then [`activity`].

use std::collections::BTreeSet;
use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::act::{Behalf, Standing, Subject};
use comity_procedure::ids::{
    CoalitionId, Constituency, ContributionId, DelegationId, ProposalId, StatementId,
};
use comity_procedure::state::{Delegation, Held, Objection, Position, Voice};
use comity_procedure::words::Words;

use super::has_full_rights;

/// A constituency and how many of it have done what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Which one.
    pub constituency: Constituency,
    /// Its delegations with full rights.
    pub delegations: u64,
    /// Those of them that have sent an input.
    pub sent: u64,
    /// Those that have made or joined a proposal.
    pub proposed: u64,
    /// Those that have taken a position or objected.
    pub positioned: u64,
    /// Those that have made a statement.
    pub stated: u64,
    /// Those that have done any of these.
    pub heard: u64,
    /// Its observers, organisations that speak through others, and those not accredited.
    pub others: u64,
}

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

/// Who is heard, constituency by constituency, in the order of the modalities.
#[must_use]
pub fn presence(state: &State) -> Vec<Presence> {
    let done = Done::of(state);
    let constituencies = state.modalities().constituencies.iter();
    let mut all: Vec<Presence> = constituencies
        .map(|it| Presence {
            constituency: it.clone(),
            delegations: 0,
            sent: 0,
            proposed: 0,
            positioned: 0,
            stated: 0,
            heard: 0,
            others: 0,
        })
        .collect();
    for delegation in state.delegations().values() {
        let own = |it: &&mut Presence| it.constituency == delegation.constituency;
        if let Some(line) = all.iter_mut().find(own) {
            line.add(delegation, &done);
        }
    }
    all
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

/// Who has done each thing at all.
struct Done {
    sent: BTreeSet<DelegationId>,
    proposed: BTreeSet<DelegationId>,
    positioned: BTreeSet<DelegationId>,
    stated: BTreeSet<DelegationId>,
}

impl Done {
    fn of(state: &State) -> Done {
        let contributions = state.contributions().values().map(|it| &it.voice);
        let statements = state.statements().values().map(|it| &it.voice);
        let proposals = state.proposals().values();
        let held = state.positions().values();
        Done {
            sent: voices(contributions),
            proposed: proposals
                .flat_map(|it| it.contributors.iter().cloned())
                .collect(),
            positioned: held.flat_map(|it| it.keys().cloned()).collect(),
            stated: voices(statements),
        }
    }
}

fn voices<'v>(voices: impl Iterator<Item = &'v Voice>) -> BTreeSet<DelegationId> {
    let mut found = BTreeSet::new();
    for voice in voices {
        found.insert(voice.delegation.clone());
        if let Some(Behalf::Organisation(id)) = &voice.behalf {
            found.insert(id.clone());
        }
    }
    found
}

impl Presence {
    fn add(&mut self, delegation: &Delegation, done: &Done) {
        if !has_full_rights(delegation) {
            self.others += 1;
            return;
        }
        self.delegations += 1;
        let mut heard = false;
        let counts = [
            (&done.sent, &mut self.sent),
            (&done.proposed, &mut self.proposed),
            (&done.positioned, &mut self.positioned),
            (&done.stated, &mut self.stated),
        ];
        for (those, count) in counts {
            let did = those.contains(&delegation.id);
            *count += u64::from(did);
            heard |= did;
        }
        self.heard += u64::from(heard);
    }
}
