//! The next revision: accepted changes, their words, and what becomes of everybody else.

use std::collections::BTreeMap;
use std::sync::Arc;

use comity_text::{Change, ProvisionId};

use super::named_once;
use super::outcomes::{Bench, settle};
use super::results::{NextText, next_text};
use super::union::Union;
use crate::act::{Act, Question, Subject};
use crate::checks::{said, unknown};
use crate::effect::Effect;
use crate::ids::{Addressee, CallId};
use crate::proposals::lapses;
use crate::proposals::making::{agreed, touched};
use crate::refusal::Refusal;
use crate::state::{Agreement, ObjectionState, Revision, State};

/// Tables the next revision.
pub(super) fn table(state: &State, act: &Act) -> Result<Vec<Effect>, Refusal> {
    let Act::TableRevision {
        revision,
        accepted,
        results,
        outcomes,
        addressees,
        reason,
    } = act
    else {
        unreachable!("decide sends other acts elsewhere")
    };
    let current = state.current().ok_or(Refusal::NoText)?;
    let number = current.number + 1;
    if *revision != number {
        return Err(Refusal::WrongNumber {
            meant: *revision,
            next: number,
        });
    }
    said("reason", reason)?;
    if accepted.is_empty() && addressees.is_empty() {
        let field = "accepted changes";
        return Err(Refusal::Nothing { field });
    }
    let union = Union::new(state, current, accepted)?;
    answered(state, &union)?;
    let calls = OpenCalls::new(state);
    // Even a revision that changes no word would leave the call with nothing to be about.
    if let Some(call) = calls.on_all {
        return Err(Refusal::CallOpen { call: call.clone() });
    }
    for change in &union.changes {
        may_be_touched(state, current, &calls, change)?;
    }
    union.agrees(&current.instrument)?;
    let next = next_text(current, &union, results)?;
    none_comes_back(state, &next)?;
    let addressed = addressed(state, &calls, &next, addressees)?;
    let bench = Bench {
        state,
        current,
        union: &union,
        next: &next,
    };
    let of_proposals = settle(&bench, outcomes)?;
    let mut effects = Vec::new();
    for (id, hash) in &current.hashes {
        if next.hashes.get(id) != Some(hash) {
            effects.extend(lapses(state, &Subject::Provision(id.clone())));
        }
    }
    effects.push(Effect::RevisionTabled(
        Arc::new(Revision {
            number,
            instrument: Arc::new(next.instrument),
            hashes: next.hashes,
            withheld: next.withheld,
            entry: state.size(),
        }),
        addressed,
    ));
    effects.extend(of_proposals);
    Ok(effects)
}

/// That every objection to a proposal of which something is accepted has been answered.
fn answered(state: &State, union: &Union<'_>) -> Result<(), Refusal> {
    for id in union.of_proposal.keys() {
        let subject = Subject::Proposal((*id).clone());
        let mut objections = state.standing_objections(&subject);
        if let Some((_, found)) = objections.find(|(_, it)| it.state == ObjectionState::Open) {
            return Err(Refusal::ObjectionUnanswered {
                objection: found.id.clone(),
            });
        }
    }
    Ok(())
}

/// That no provision is given an id under which another once stood: what was said of that one
/// would seem to be said of this. The parts of a provision that was split before can meet that.
fn none_comes_back(state: &State, next: &NextText) -> Result<(), Refusal> {
    let mut ids = next.instrument.provisions().iter().map(|it| &it.id);
    let stood = |id: &ProvisionId| state.used.get(id) == Some(&None);
    match ids.find(|id| !state.provisions().contains_key(id) && stood(id)) {
        Some(id) => Err(Refusal::IdInUse { id: id.to_string() }),
        None => Ok(()),
    }
}

/// What the calls that have not ended hold still.
struct OpenCalls<'s> {
    state: &'s State,
    /// One on the whole text, under which no revision is tabled.
    on_all: Option<&'s CallId>,
}

impl<'s> OpenCalls<'s> {
    fn new(state: &'s State) -> OpenCalls<'s> {
        let on_all = |id: &&CallId| {
            let call = state.calls().get(*id);
            call.is_some_and(|it| matches!(*it.question, Question::Adoption { .. }))
        };
        OpenCalls {
            state,
            on_all: state.open_calls().find(on_all),
        }
    }

    fn holds(&self, provision: &ProvisionId) -> Result<(), Refusal> {
        match self.state.call_on(provision) {
            Some(call) => Err(Refusal::UnderCall {
                provision: provision.clone(),
                call: call.clone(),
            }),
            None => Ok(()),
        }
    }
}

fn may_be_touched(
    state: &State,
    current: &Revision,
    calls: &OpenCalls<'_>,
    change: &Change,
) -> Result<(), Refusal> {
    if let Some(provision) = agreed(state, &current.instrument, change) {
        return Err(Refusal::AgreedAlready { provision });
    }
    touched(&current.instrument, change).try_for_each(|id| calls.holds(id))
}

/// Who is to act on every provision of the new text: as the act says, else as before; the parts
/// of a split provision as the whole.
fn addressed(
    state: &State,
    calls: &OpenCalls<'_>,
    next: &NextText,
    given: &[(ProvisionId, Vec<Addressee>)],
) -> Result<Vec<(ProvisionId, Vec<Addressee>)>, Refusal> {
    let mut told: BTreeMap<&ProvisionId, &Vec<Addressee>> = BTreeMap::new();
    for (id, to) in given {
        if next.instrument.get(id).is_none() {
            return Err(unknown("provision", id));
        }
        named_once(to)?;
        if let Some(known) = state.provisions().get(id)
            && known.addressees != *to
        {
            calls.holds(id)?;
            if known.agreement != Agreement::Open {
                let provision = id.clone();
                return Err(Refusal::AgreedAlready { provision });
            }
        }
        if told.insert(id, to).is_some() {
            return Err(Refusal::NamedTwice { id: id.to_string() });
        }
    }
    let parts = next.parts.iter();
    let whole: BTreeMap<&ProvisionId, &ProvisionId> = parts
        .flat_map(|(whole, parts)| parts.iter().map(move |part| (part, whole)))
        .collect();
    let of = |id: &ProvisionId| {
        let known = || state.provisions().get(id).map(|it| &it.addressees);
        told.get(id).copied().or_else(known)
    };
    let all = next.instrument.provisions().iter().map(|provision| {
        let id = &provision.id;
        let to = of(id).or_else(|| whole.get(id).and_then(|whole| of(whole)));
        (id.clone(), to.cloned().unwrap_or_default())
    });
    Ok(all.collect())
}
