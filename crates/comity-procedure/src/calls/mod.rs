//! Calls: tests of consensus, explicit or by silence.
//!
//! An open call keeps the rules under which it was opened. Its outcome is computed from the ledger
//! and the breaks that stand when it closes; nobody claims it. The question and its times are
//! checked in [`opening`], breaks are made and lifted in [`breaking`], and [`outcome`] says what
//! is agreed.

mod breaking;
mod opening;
mod outcome;

use std::sync::Arc;

use comity_text::ProvisionId;

use crate::act::{Act, ActKind, CallKind, Deadline, Question, Submission};
use crate::checks;
use crate::effect::Effect;
use crate::evolve::change;
use crate::ids::{CallId, TextHash};
use crate::refusal::Refusal;
use crate::state::{Break, Call, CallOutcome, State};
use crate::time::Time;

pub(crate) use breaking::no_longer_behind;

impl State {
    /// The calls that have not ended, also those that open later.
    pub fn open_calls(&self) -> impl Iterator<Item = &CallId> {
        self.open_calls.iter()
    }

    /// The call that has not ended and asks about a provision: by itself or with the whole text.
    #[must_use]
    pub fn call_on(&self, provision: &ProvisionId) -> Option<&CallId> {
        self.under_call.get(provision)
    }
}

impl Call {
    /// Whether it can be answered at a time. Its close is struck by the clock before anything else
    /// happens at or after it.
    #[must_use]
    pub fn is_open(&self, at: Time) -> bool {
        self.outcome.is_none() && self.opens <= at
    }

    /// The act with which delegations object to what it asks.
    pub(crate) fn objected_by(kind: CallKind, question: &Question) -> ActKind {
        match (kind, question) {
            (CallKind::Explicit, Question::Provisions(_)) => ActKind::Object,
            _ => ActKind::BreakSilence,
        }
    }

    /// The provisions that it asks about by name: none when it asks about the whole text.
    pub fn provisions(&self) -> impl Iterator<Item = &ProvisionId> {
        named(&self.question).map(|(provision, _)| provision)
    }
}

/// What an act of this subject does.
pub(crate) fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    match &submission.act {
        Act::OpenCall { .. } => opening::decide(state, submission),
        Act::BreakSilence { .. } | Act::LiftBreak { .. } => breaking::decide(state, submission),
        Act::CloseCall { call } => {
            let found = open(state, call, submission.at)?;
            // Whoever was told a time has until then.
            if found.kind == CallKind::Silence || found.closes.is_some() {
                return Err(Refusal::ClosedByClock { call: call.clone() });
            }
            let mut effects = no_deadline(found);
            effects.extend(outcome::closed(state, found, submission.at));
            Ok(effects)
        }
        Act::CancelCall { call, reason } => {
            let found = known(state, call)?;
            if found.outcome.is_some() {
                return Err(Refusal::CallNotOpen { call: call.clone() });
            }
            checks::said("reason", reason)?;
            let reason = reason.clone();
            let mut effects = no_deadline(found);
            effects.push(Effect::CallEnded(
                call.clone(),
                CallOutcome::Cancelled { reason },
            ));
            Ok(effects)
        }
        _ => unreachable!("decide sends other acts elsewhere"),
    }
}

/// The deadline of a call has come.
pub(crate) fn struck(state: &State, call: &CallId, at: Time) -> Vec<Effect> {
    match state.calls().get(call) {
        Some(found) if found.outcome.is_none() => outcome::closed(state, found, at),
        _ => Vec::new(),
    }
}

/// Puts an effect of this subject into the state; whether it is one.
pub(crate) fn evolve(state: &mut State, effect: &Effect) -> bool {
    match effect {
        Effect::CallOpened(call) => {
            state.calls.insert_mut(call.id.clone(), call.clone());
            state.open_calls.insert_mut(call.id.clone());
            for provision in asked(state, &call.question) {
                state.under_call.insert_mut(provision, call.id.clone());
            }
        }
        Effect::CallEnded(id, outcome) => {
            change(&mut state.calls, id, |call| {
                call.outcome = Some(outcome.clone());
            });
            state.open_calls.remove_mut(id);
            release(state, id);
        }
        Effect::SilenceBroken {
            call,
            by,
            provisions,
            reason,
            remedy,
        } => change(&mut state.calls, call, |call| {
            let broken = Break {
                provisions: provisions.clone(),
                reason: reason.clone(),
                remedy: remedy.clone(),
            };
            call.breaks.insert_mut(by.clone(), Arc::new(broken));
        }),
        Effect::BreakNarrowed(call, by, provision) => change(&mut state.calls, call, |call| {
            change(&mut call.breaks, by, |broken| {
                broken.provisions.retain(|(named, _)| named != provision);
            });
        }),
        Effect::BreakLifted(call, by) => change(&mut state.calls, call, |call| {
            call.breaks.remove_mut(by);
        }),
        Effect::AgreementMoved(provision, to) => change(&mut state.provisions, provision, |it| {
            it.agreement = to.clone();
        }),
        _ => return false,
    }
    true
}

/// A call ended: the provisions that it asked about are free again.
fn release(state: &mut State, id: &CallId) {
    let Some(call) = state.calls.get(id).cloned() else {
        return;
    };
    let held: Vec<ProvisionId> = match &*call.question {
        Question::Adoption { .. } => state.under_call.keys().cloned().collect(),
        named => asked(state, named),
    };
    for provision in held {
        if state.under_call.get(&provision) == Some(id) {
            state.under_call.remove_mut(&provision);
        }
    }
}

/// The provisions that a question asks about: the whole text where its adoption is asked.
fn asked(state: &State, question: &Question) -> Vec<ProvisionId> {
    match question {
        Question::Adoption { .. } => state.provisions.keys().cloned().collect(),
        _ => named(question).map(|(id, _)| id.clone()).collect(),
    }
}

/// The provisions that a question names, each with the hash of its text.
fn named(question: &Question) -> impl Iterator<Item = (&ProvisionId, &TextHash)> {
    let list = match question {
        Question::Provisions(list) => list.as_slice(),
        Question::Adoption { .. } | Question::Modalities(_) => &[],
    };
    list.iter().map(|(id, text)| (id, text))
}

fn known<'s>(state: &'s State, id: &CallId) -> Result<&'s Arc<Call>, Refusal> {
    let found = state.calls().get(id);
    found.ok_or_else(|| checks::unknown("call", id))
}

/// A call that can be answered now.
fn open<'s>(state: &'s State, id: &CallId, at: Time) -> Result<&'s Arc<Call>, Refusal> {
    let found = known(state, id)?;
    match found.is_open(at) {
        true => Ok(found),
        false => Err(Refusal::CallNotOpen { call: id.clone() }),
    }
}

/// A call that ends before its deadline needs none any more.
fn no_deadline(call: &Call) -> Vec<Effect> {
    let gone = |at| Effect::DeadlineGone(at, Deadline::Call(call.id.clone()));
    call.closes.map(gone).into_iter().collect()
}
