//! The objection ledger: raised with a reason and a remedy, answered by the chair, ended or upheld
//! by the one who raised it and by nobody else.
//!
//! A delegation has at most one objection on a subject that has not ended. The state keeps an
//! index of those, so that nobody has to read the whole ledger.

use std::sync::Arc;

use crate::act::{Act, Ending, Subject, Submission};
use crate::checks::{self, said};
use crate::effect::Effect;
use crate::evolve::change;
use crate::ids::{DelegationId, ObjectionId, TextHash};
use crate::positions::{no_objection_of, objects, taken_on};
use crate::refusal::Refusal;
use crate::state::{Map, Objection, ObjectionState, State};
use crate::words::Words;

impl State {
    /// The objections on a subject that have not ended, with the delegations that raised them.
    pub fn standing_objections<'s>(
        &'s self,
        subject: &Subject,
    ) -> impl Iterator<Item = (&'s DelegationId, &'s Arc<Objection>)> + use<'s> {
        let on = self.standing.get(subject);
        on.into_iter()
            .flat_map(Map::iter)
            .filter_map(|(by, id)| Some((by, self.objections.get(id)?)))
    }

    /// The objection of a delegation on a subject, if it has one that has not ended.
    #[must_use]
    pub fn objection_of(&self, by: &DelegationId, subject: &Subject) -> Option<&ObjectionId> {
        self.standing.get(subject)?.get(by)
    }
}

impl Objection {
    /// Whether it has ended by the will of the one who raised it.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        matches!(self.state, ObjectionState::Ended { .. })
    }
}

/// What an act of this subject does.
pub(crate) fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    match &submission.act {
        Act::Object {
            objection,
            subject,
            text,
            reason,
            remedy,
        } => {
            let by = checks::delegation(submission)?;
            checks::free(state.objections().contains_key(objection), objection)?;
            said("reason", reason)?;
            said("remedy", remedy)?;
            taken_on(state, subject, *text)?;
            no_objection_of(state, by, subject)?;
            Ok(raise(Objection {
                id: objection.clone(),
                by: by.clone(),
                subject: subject.clone(),
                text: *text,
                reason: reason.clone(),
                remedy: remedy.clone(),
                broke: None,
                answers: Vec::new(),
                state: ObjectionState::Open,
                entry: state.size(),
            }))
        }
        Act::AnswerObjection { objection, answer } => {
            let found = standing(state, objection)?;
            said("answer", answer)?;
            Ok(vec![Effect::ObjectionAnswered(
                found.id.clone(),
                answer.clone(),
            )])
        }
        Act::EndObjection {
            objection,
            ending,
            reason,
        } => {
            let found = own(state, checks::delegation(submission)?, objection)?;
            if let Some(reason) = reason {
                said("reason", reason)?;
            }
            let mut effects = end(found, *ending, reason.as_ref());
            effects.extend(crate::calls::no_longer_behind(state, found));
            Ok(effects)
        }
        Act::SustainObjection {
            objection,
            text,
            reason,
        } => {
            let found = own(state, checks::delegation(submission)?, objection)?;
            said("reason", reason)?;
            taken_on(state, &found.subject, *text)?;
            if found.state != ObjectionState::Addressed && found.text == *text {
                return Err(Refusal::NothingToSustain {
                    objection: objection.clone(),
                });
            }
            Ok(uphold(found, *text, reason))
        }
        _ => unreachable!("decide sends other acts elsewhere"),
    }
}

/// The effects of raising an objection: the line in the ledger, and the position.
pub(crate) fn raise(objection: Objection) -> Vec<Effect> {
    let Objection {
        id,
        by,
        subject,
        text,
        reason,
        ..
    } = &objection;
    let position = objects(by, subject, id, *text, reason);
    vec![Effect::ObjectionRaised(Arc::new(objection)), position]
}

/// The effects of upholding an objection on a text. One that nobody has answered stays open: it
/// still waits for its first answer.
pub(crate) fn uphold(objection: &Objection, text: TextHash, reason: &Words) -> Vec<Effect> {
    let to = match objection.answers.is_empty() {
        true => ObjectionState::Open,
        false => ObjectionState::Sustained {
            reason: reason.clone(),
        },
    };
    vec![
        Effect::ObjectionMoved(objection.id.clone(), to, text),
        objects(
            &objection.by,
            &objection.subject,
            &objection.id,
            text,
            reason,
        ),
    ]
}

/// The effects of ending an objection: in the ledger, and of the position.
pub(crate) fn end(objection: &Objection, ending: Ending, reason: Option<&Words>) -> Vec<Effect> {
    let ended = ObjectionState::Ended {
        ending,
        reason: reason.cloned(),
    };
    vec![
        Effect::ObjectionMoved(objection.id.clone(), ended, objection.text),
        Effect::PositionCleared(objection.by.clone(), objection.subject.clone()),
    ]
}

/// Puts an effect of this subject into the state; whether it is one.
pub(crate) fn evolve(state: &mut State, effect: &Effect) -> bool {
    let id = match effect {
        Effect::ObjectionRaised(objection) => {
            let id = objection.id.clone();
            state.objections.insert_mut(id, objection.clone());
            &objection.id
        }
        Effect::ObjectionAnswered(id, answer) => {
            change(&mut state.objections, id, |objection| {
                objection.answers.push(answer.clone());
                objection.state = ObjectionState::Addressed;
            });
            id
        }
        Effect::ObjectionMoved(id, to, text) => {
            change(&mut state.objections, id, |objection| {
                objection.state = to.clone();
                objection.text = *text;
            });
            id
        }
        _ => return false,
    };
    index(state, id);
    true
}

/// Brings the index of standing objections to what the ledger says of one.
fn index(state: &mut State, id: &ObjectionId) {
    let Some(objection) = state.objections.get(id) else {
        return;
    };
    let (by, subject) = (&objection.by, &objection.subject);
    let indexed = state.standing.get(subject).and_then(|on| on.get(by)) == Some(id);
    if indexed != objection.has_ended() {
        return;
    }
    let mut on = match state.standing.get(subject) {
        Some(on) => on.clone(),
        None => Map::new_sync(),
    };
    if indexed {
        on.remove_mut(by);
    } else {
        on.insert_mut(by.clone(), id.clone());
    }
    if on.is_empty() {
        state.standing.remove_mut(subject);
    } else {
        state.standing.insert_mut(subject.clone(), on);
    }
}

/// An objection that has not ended.
fn standing<'s>(state: &'s State, id: &ObjectionId) -> Result<&'s Objection, Refusal> {
    let found = state.objections().get(id);
    let found = found.ok_or_else(|| checks::unknown("objection", id))?;
    match found.has_ended() {
        true => Err(Refusal::ObjectionEnded {
            objection: id.clone(),
        }),
        false => Ok(found),
    }
}

/// An objection of one's own that has not ended.
fn own<'s>(
    state: &'s State,
    by: &DelegationId,
    id: &ObjectionId,
) -> Result<&'s Objection, Refusal> {
    match state.objections().get(id) {
        Some(found) if found.by != *by => Err(Refusal::NotYourObjection {
            objection: id.clone(),
            by: found.by.clone(),
        }),
        _ => standing(state, id),
    }
}
