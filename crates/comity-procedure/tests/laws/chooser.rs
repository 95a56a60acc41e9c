//! Which act comes next: one that the state could take, or garbage.
//!
//! Each kind of act has a weight that depends on where the negotiation stands. [`choose`] throws
//! the dice; what the kind is about is filled in by the modules beside this one.

use std::sync::Arc;

use comity_procedure::act::{Actor, Deadline, Subject};
use comity_procedure::ids::{
    DelegationId, IdempotencyKey, NegotiationId, ProposalId, PublicKey, TextHash,
};
use comity_procedure::modalities::{Capacity, Stage};
use comity_procedure::state::AccreditationState;
use comity_procedure::time::Time;
use comity_procedure::words::Words;
use comity_procedure::{Act, ActKind, State, Submission};

use super::walk::Desk;
use super::{asking, speaking};

/// An act, who does it, and whether it is meant to be taken.
pub fn choose(desk: &mut Desk) -> (Actor, Act, bool) {
    if desk.state.opening().is_none() {
        return opening(desk);
    }
    let due = desk.state.deadlines().next().cloned();
    if let Some((at, deadline)) = due
        && (at <= desk.now && !desk.dice.once_in(8) || desk.dice.once_in(9))
    {
        desk.now = desk.now.max(at);
        return (Actor::Clock, Act::Strike { deadline }, true);
    }
    // Many kinds have nothing to be done on yet; the dice are thrown again then.
    for _ in 0..20 {
        let kind = kind(desk);
        let drafted = speaking::draft(desk, kind).or_else(|| asking::draft(desk, kind));
        if let Some((actor, act)) = drafted {
            return (actor, act, true);
        }
    }
    let deadline = Deadline::Accreditation(anybody(desk));
    (Actor::Clock, Act::Strike { deadline }, false)
}

fn opening(desk: &mut Desk) -> (Actor, Act, bool) {
    let title = Words::from("Code of conduct for the keepers of shared wells");
    let modalities = Arc::new(desk.rules());
    match desk.dice.once_in(4) {
        true => (Actor::Chair, Act::Open { title, modalities }, false),
        false => (Actor::Secretariat, Act::Open { title, modalities }, true),
    }
}

/// The kind of the next act, by weights.
fn kind(desk: &mut Desk) -> ActKind {
    use ActKind as K;
    let stage = desk.state.stage();
    let parties = desk.state.delegations().size();
    let few = parties < 8 && (stage < Stage::Readings || desk.dice.once_in(10));
    let settling = desk.settling;
    let busy = stage == Stage::Readings || stage == Stage::Finalisation;
    let weight = |kind: K| match kind {
        K::Accredit => 1 + 12 * usize::from(few),
        K::OpenStage => {
            1 + 3 * usize::from(stage < Stage::Readings && parties > 5)
                + 4 * usize::from(settling && stage < Stage::Finalisation)
        }
        K::TableText => 6 * usize::from(desk.state.current().is_none()),
        K::TableRevision => 4 * usize::from(busy),
        K::Propose | K::MergeProposals => 7 * usize::from(busy && !settling),
        K::CoSponsor | K::ValidateMerge | K::ReviseProposal => 4 * usize::from(busy && !settling),
        K::Object | K::BreakSilence | K::TakePosition => 3 * usize::from(!settling) + 1,
        K::AnswerObjection | K::OpenCall | K::CloseCall => 4,
        K::EndObjection => 2 + 9 * usize::from(settling),
        K::Adopt => 5 * usize::from(settling),
        K::Open | K::Strike => usize::from(desk.which.is_multiple_of(9)),
        K::CloseWithoutAgreement => usize::from(settling && desk.which.is_multiple_of(4)),
        _ => 2 - usize::from(settling),
    };
    let weights: Vec<(K, usize)> = K::ALL.iter().map(|kind| (*kind, weight(*kind))).collect();
    let sum: usize = weights.iter().map(|(_, weight)| weight).sum();
    let mut thrown = desk.dice.below(sum);
    for (kind, weight) in weights {
        if thrown < weight {
            return kind;
        }
        thrown -= weight;
    }
    K::State
}

/// Spoils an act now and then; whether it was spoiled.
pub fn spoil(desk: &mut Desk, submission: &mut Submission) -> bool {
    if !desk.dice.once_in(9) {
        return false;
    }
    let other = anybody(desk);
    match desk.dice.below(7) {
        0 => submission.negotiation = NegotiationId::new("springs").expect("a slug"),
        1 => submission.key = IdempotencyKey(1_u128.to_be_bytes()),
        2 => submission.at = Time(submission.at.0 - 100_000_000),
        3 => submission.signed_by = Some(PublicKey([9; 32])),
        4 => {
            submission.actor = desk
                .dice
                .of(&[Actor::Clock, Actor::Chair, Actor::Secretariat]);
        }
        _ => {
            submission.actor = Actor::Delegation {
                delegation: other,
                delegate: None,
                behalf: None,
            }
        }
    }
    true
}

/// A delegation that may act with full rights, if there is one.
pub fn party(desk: &mut Desk) -> Option<DelegationId> {
    let all = parties(&desk.state, Capacity::Delegation);
    desk.dice.one(&all).cloned()
}

/// Whoever is known by name.
pub fn anybody(desk: &mut Desk) -> DelegationId {
    let all: Vec<DelegationId> = desk.state.delegations().keys().cloned().collect();
    let found = desk.dice.one(&all).cloned();
    found.unwrap_or_else(|| DelegationId::new("nobody").expect("a slug"))
}

/// The accredited who take part in a capacity.
pub fn parties(state: &State, capacity: Capacity) -> Vec<DelegationId> {
    use comity_procedure::act::Standing;
    let in_it = |standing: &Standing| match standing {
        Standing::Delegation => capacity == Capacity::Delegation,
        Standing::Observer => capacity == Capacity::Observer,
        Standing::Through(_) => capacity == Capacity::Organisation,
    };
    let all = state.delegations().values();
    all.filter(|it| it.accreditation == AccreditationState::Accredited && in_it(&it.standing))
        .map(|it| it.id.clone())
        .collect()
}

/// A party that acts for itself, now and then through one of its delegates.
pub fn acting(desk: &mut Desk, delegation: DelegationId) -> Actor {
    let delegates = desk.state.delegations().get(&delegation);
    let delegates: Vec<_> =
        delegates.map_or_else(Vec::new, |it| it.delegates.keys().cloned().collect());
    let delegate = match desk.dice.once_in(2) {
        true => desk.dice.one(&delegates).cloned(),
        false => None,
    };
    Actor::Delegation {
        delegation,
        delegate,
        behalf: None,
    }
}

/// Something that a position can be taken on, and the hash that stands there.
pub fn subject(desk: &mut Desk) -> Option<(Subject, TextHash)> {
    let live = desk.state.proposals().values().filter(|it| it.is_live());
    let live: Vec<ProposalId> = live.map(|it| it.id.clone()).collect();
    let provisions: Vec<_> = desk.state.provisions().keys().cloned().collect();
    let subject = match (desk.dice.once_in(3), desk.dice.one(&live)) {
        (true, Some(proposal)) => Subject::Proposal(proposal.clone()),
        _ => Subject::Provision(desk.dice.one(&provisions)?.clone()),
    };
    let text = desk.state.hash_of(&subject)?;
    Some((subject, text))
}
