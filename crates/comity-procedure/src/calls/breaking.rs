//! Breaking a silence, and lifting the break.
//!
//! A break names provisions; behind each stands an objection of the ledger, which is answered like
//! any other. A break of a call on other modalities names none, since these are no part of the
//! text: it carries its own reason and remedy and has no line in the ledger. The same act objects
//! to an explicit call on the whole text or on modalities.

use std::collections::BTreeSet;
use std::sync::Arc;

use comity_text::ProvisionId;

use super::{known, open};
use crate::act::{Act, CallKind, Ending, Question, Subject, Submission};
use crate::checks::{self, said};
use crate::effect::Effect;
use crate::ids::{CallId, DelegationId, ObjectionId};
use crate::objections;
use crate::refusal::Refusal;
use crate::state::{Call, Objection, ObjectionState, State};
use crate::words::Words;

/// How much of the name of a call stands in the id of an objection that a break made, in
/// characters. With the next one it leaves eight for the number, more than a record has entries.
const CALL_IN_ID_CHARS: usize = 30;

/// How much of the name of the delegation stands there, in characters.
const DELEGATION_IN_ID_CHARS: usize = 24;

/// What breaking a silence or lifting a break does.
pub(super) fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    let by = checks::delegation(submission)?;
    match &submission.act {
        Act::BreakSilence {
            call,
            provisions,
            reason,
            remedy,
        } => {
            let found = open(state, call, submission.at)?;
            to_break(found, by)?;
            said("reason", reason)?;
            said("remedy", remedy)?;
            of_the_call(state, found, provisions)?;
            Ok(break_silence(
                state,
                (found, by),
                provisions,
                (reason, remedy),
            ))
        }
        Act::LiftBreak {
            call,
            ending,
            reason,
        } => {
            if let Some(reason) = reason {
                said("reason", reason)?;
            }
            lift(state, (call, by), *ending, reason.as_ref())
        }
        _ => unreachable!("decide sends other acts elsewhere"),
    }
}

/// What follows for the break that an objection stands behind, when it ends by an act of its own.
pub(crate) fn no_longer_behind(state: &State, ended: &Objection) -> Option<Effect> {
    let Subject::Provision(provision) = &ended.subject else {
        return None;
    };
    let call = state.calls().get(state.call_on(provision)?)?;
    let broken = call.breaks.get(&ended.by)?;
    let behind = |(_, objection): &&(ProvisionId, ObjectionId)| *objection == ended.id;
    broken.provisions.iter().find(behind)?;
    let (id, by) = (call.id.clone(), ended.by.clone());
    Some(match broken.provisions.len() {
        1 => Effect::BreakLifted(id, by),
        _ => Effect::BreakNarrowed(id, by, provision.clone()),
    })
}

/// That there is a silence to break, and that one has not broken it.
fn to_break(call: &Call, by: &DelegationId) -> Result<(), Refusal> {
    let id = &call.id;
    if call.kind == CallKind::Explicit && matches!(*call.question, Question::Provisions(_)) {
        return Err(Refusal::NoSilence { call: id.clone() });
    }
    match call.breaks.contains_key(by) {
        true => Err(Refusal::BrokenAlready {
            call: id.clone(),
            delegation: by.clone(),
        }),
        false => Ok(()),
    }
}

/// That the call asks about the provisions that are named, each named once.
fn of_the_call(state: &State, call: &Call, provisions: &[ProvisionId]) -> Result<(), Refusal> {
    if !matches!(*call.question, Question::Modalities(_)) {
        checks::some("provisions", provisions.len())?;
    }
    let mut seen = BTreeSet::new();
    for provision in provisions {
        if state.call_on(provision) != Some(&call.id) {
            return Err(Refusal::NotInCall {
                provision: provision.clone(),
                call: call.id.clone(),
            });
        }
        checks::stands(state, provision)?;
        if !seen.insert(provision) {
            return Err(Refusal::NamedTwice {
                id: provision.as_str().to_owned(),
            });
        }
    }
    Ok(())
}

/// One objection for each provision: the delegation's own that has not ended, upheld on the text
/// that is asked, or a new one.
fn break_silence(
    state: &State,
    (call, by): (&Call, &DelegationId),
    provisions: &[ProvisionId],
    (reason, remedy): (&Words, &Words),
) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut behind = Vec::with_capacity(provisions.len());
    let mut ids = free_ids(state, &call.id, by);
    for provision in provisions {
        let subject = Subject::Provision(provision.clone());
        let Some(text) = state.hash_of(&subject) else {
            continue;
        };
        let own = state.objection_of(by, &subject);
        let id = if let Some(own) = own.and_then(|id| state.objections().get(id)) {
            effects.extend(objections::uphold(own, text, reason));
            own.id.clone()
        } else {
            let id = ids.next().expect("there are more numbers than objections");
            effects.extend(objections::raise(Objection {
                id: id.clone(),
                by: by.clone(),
                subject,
                text,
                reason: reason.clone(),
                remedy: remedy.clone(),
                broke: Some(call.id.clone()),
                answers: Vec::new(),
                state: ObjectionState::Open,
                entry: state.size(),
            }));
            id
        };
        behind.push((provision.clone(), id));
    }
    effects.push(Effect::SilenceBroken {
        call: call.id.clone(),
        by: by.clone(),
        provisions: behind,
        reason: reason.clone(),
        remedy: remedy.clone(),
    });
    effects
}

/// The ids that objections of a break can have, in the form `call.delegation.number`. Long names
/// are cut, so that the whole is a slug; the number makes it one that nobody has used.
fn free_ids(state: &State, call: &CallId, by: &DelegationId) -> impl Iterator<Item = ObjectionId> {
    // Slugs are ASCII: a byte is a character.
    let cut = |name: &str, most: usize| name[..name.len().min(most)].to_owned();
    let call = cut(call.as_str(), CALL_IN_ID_CHARS);
    let by = cut(by.as_str(), DELEGATION_IN_ID_CHARS);
    let id = move |number: u32| ObjectionId::new(&format!("{call}.{by}.{number}")).ok();
    let taken = |number| id(number).is_some_and(|id| state.objections().contains_key(&id));
    // Numbers are taken one after the other: where they end is found by doubling and halving, so
    // that whoever breaks and lifts many times makes nobody wait.
    let (mut last, mut free) = (0, 1);
    while taken(free) {
        (last, free) = (free, free * 2);
    }
    while free - last > 1 {
        let middle = last + (free - last) / 2;
        match taken(middle) {
            true => last = middle,
            false => free = middle,
        }
    }
    (free..)
        .map_while(id)
        .filter(|id| !state.objections().contains_key(id))
}

fn lift(
    state: &State,
    (id, by): (&CallId, &DelegationId),
    ending: Ending,
    reason: Option<&Words>,
) -> Result<Vec<Effect>, Refusal> {
    let call = known(state, id)?;
    if call.outcome.is_some() {
        return Err(Refusal::CallNotOpen { call: id.clone() });
    }
    let broken = call.breaks.get(by).ok_or_else(|| Refusal::NotBroken {
        call: id.clone(),
        delegation: by.clone(),
    })?;
    let mut effects = Vec::new();
    for (_, objection) in &broken.provisions {
        let raised_by_it = |it: &&Arc<Objection>| it.broke.as_ref() == Some(id) && !it.has_ended();
        if let Some(raised) = state.objections().get(objection).filter(raised_by_it) {
            effects.extend(objections::end(raised, ending, reason));
        }
    }
    effects.push(Effect::BreakLifted(id.clone(), by.clone()));
    Ok(effects)
}
