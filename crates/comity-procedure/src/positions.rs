//! Positions, each bound to the hash of the text it was taken on.
//!
//! A position is one delegation's own: no act of another changes it. An objection is a position
//! too, but one that opens a line in the ledger; it ends there ([`objections`](crate::objections)).

use std::sync::Arc;

use crate::act::{Act, Stance, Subject, Submission};
use crate::checks;
use crate::effect::Effect;
use crate::evolve::change;
use crate::ids::{DelegationId, ObjectionId, TextHash};
use crate::refusal::Refusal;
use crate::state::{Held, Map, Position, State};
use crate::words::Words;

/// What an act of this subject does.
pub(crate) fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    let by = checks::delegation(submission)?;
    match &submission.act {
        Act::TakePosition {
            subject,
            text,
            stance,
            reason,
        } => take(state, by, (subject, *text), *stance, reason.as_ref()),
        Act::ClearPosition { subject } => clear(state, by, subject),
        _ => unreachable!("decide sends other acts elsewhere"),
    }
}

/// That a text is what stands at a subject, and that the subject is still to be decided on.
pub(crate) fn taken_on(state: &State, subject: &Subject, text: TextHash) -> Result<(), Refusal> {
    match subject {
        Subject::Provision(provision) => checks::stands(state, provision)?,
        Subject::Proposal(id) => match state.proposals().get(id) {
            None => return Err(checks::unknown("proposal", id)),
            Some(found) if !found.is_live() => {
                return Err(Refusal::ProposalPast {
                    proposal: id.clone(),
                });
            }
            Some(_) => {}
        },
    }
    match state.hash_of(subject) {
        Some(stands) if stands != text => Err(Refusal::OtherText {
            meant: text,
            stands,
        }),
        Some(_) => Ok(()),
        // A provision that stands has a hash in the revision that stands.
        None => Err(Refusal::NoText),
    }
}

/// The effect of objecting, or of upholding an objection: the position on the text that stands.
pub(crate) fn objects(
    by: &DelegationId,
    subject: &Subject,
    objection: &ObjectionId,
    text: TextHash,
    reason: &Words,
) -> Effect {
    Effect::PositionTaken {
        delegation: by.clone(),
        subject: subject.clone(),
        held: Held::Objects(objection.clone()),
        text,
        reason: Some(reason.clone()),
    }
}

/// Puts an effect of this subject into the state; whether it is one.
pub(crate) fn evolve(state: &mut State, entry: u64, effect: &Effect) -> bool {
    match effect {
        Effect::PositionTaken {
            delegation,
            subject,
            held,
            text,
            reason,
        } => {
            let position = Position {
                stance: held.clone(),
                text: *text,
                reason: reason.clone(),
                lapsed: false,
                entry,
            };
            let mut on = on(state, subject);
            on.insert_mut(delegation.clone(), Arc::new(position));
            state.positions.insert_mut(subject.clone(), on);
        }
        Effect::PositionCleared(delegation, subject) => {
            let mut on = on(state, subject);
            on.remove_mut(delegation);
            if on.is_empty() {
                state.positions.remove_mut(subject);
            } else {
                state.positions.insert_mut(subject.clone(), on);
            }
        }
        Effect::PositionLapsed(delegation, subject) => {
            let mut on = on(state, subject);
            if !on.is_empty() {
                change(&mut on, delegation, |position| position.lapsed = true);
                state.positions.insert_mut(subject.clone(), on);
            }
        }
        _ => return false,
    }
    true
}

fn take(
    state: &State,
    by: &DelegationId,
    (subject, text): (&Subject, TextHash),
    stance: Stance,
    reason: Option<&Words>,
) -> Result<Vec<Effect>, Refusal> {
    if let Some(reason) = reason {
        checks::said("reason", reason)?;
    }
    taken_on(state, subject, text)?;
    no_objection_of(state, by, subject)?;
    Ok(vec![Effect::PositionTaken {
        delegation: by.clone(),
        subject: subject.clone(),
        held: Held::Taken(stance),
        text,
        reason: reason.cloned(),
    }])
}

fn clear(state: &State, by: &DelegationId, subject: &Subject) -> Result<Vec<Effect>, Refusal> {
    no_objection_of(state, by, subject)?;
    match state.positions().get(subject).and_then(|on| on.get(by)) {
        Some(_) => Ok(vec![Effect::PositionCleared(by.clone(), subject.clone())]),
        None => Err(Refusal::NoPosition),
    }
}

/// That a delegation has no objection on a subject that has not ended.
pub(crate) fn no_objection_of(
    state: &State,
    by: &DelegationId,
    subject: &Subject,
) -> Result<(), Refusal> {
    match state.objection_of(by, subject) {
        Some(objection) => Err(Refusal::ObjectionStands {
            objection: objection.clone(),
        }),
        None => Ok(()),
    }
}

fn on(state: &State, subject: &Subject) -> Map<DelegationId, Arc<Position>> {
    let found = state.positions.get(subject).cloned();
    found.unwrap_or_else(Map::new_sync)
}
