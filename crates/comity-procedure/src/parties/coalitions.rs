//! Coalitions: delegations that speak together, through one of them.
//!
//! The founder speaks for it. When the spokes leaves, the member that has been in it longest
//! speaks; when the last one leaves, it dissolves and its id stays used.

use std::sync::Arc;

use crate::act::Submission;
use crate::checks::{delegation, few, free, title, unknown};
use crate::effect::Effect;
use crate::ids::{CoalitionId, DelegationId};
use crate::refusal::{Already, Refusal};
use crate::state::{Coalition, State};
use crate::words::Words;

/// Forms a coalition with the one who acts as its spokes.
pub(crate) fn form(
    state: &State,
    submission: &Submission,
    id: &CoalitionId,
    name: &Words,
) -> Result<Vec<Effect>, Refusal> {
    let founder = delegation(submission)?;
    free(state.coalitions().contains_key(id), id)?;
    title("name", name)?;
    let coalition = Coalition {
        name: name.clone(),
        spokes: founder.clone(),
        members: vec![founder.clone()],
    };
    Ok(vec![changed(id, coalition)])
}

/// Joins a coalition.
pub(crate) fn join(
    state: &State,
    submission: &Submission,
    id: &CoalitionId,
) -> Result<Vec<Effect>, Refusal> {
    let joining = delegation(submission)?;
    let mut coalition = standing(state, id)?.clone();
    if coalition.members.contains(joining) {
        let what = Already::Member {
            delegation: joining.clone(),
            coalition: id.clone(),
        };
        return Err(Refusal::SoAlready { what });
    }
    few("members", coalition.members.len() + 1)?;
    coalition.members.push(joining.clone());
    Ok(vec![changed(id, coalition)])
}

/// Leaves a coalition.
pub(crate) fn leave(
    state: &State,
    submission: &Submission,
    id: &CoalitionId,
) -> Result<Vec<Effect>, Refusal> {
    let leaving = delegation(submission)?;
    let mut coalition = standing(state, id)?.clone();
    if !coalition.members.contains(leaving) {
        return Err(Refusal::NotMember {
            delegation: leaving.clone(),
            coalition: id.clone(),
        });
    }
    coalition.members.retain(|member| member != leaving);
    let Some(longest) = coalition.members.first() else {
        return Ok(vec![Effect::CoalitionChanged(id.clone(), None)]);
    };
    if coalition.spokes == *leaving {
        coalition.spokes = DelegationId::clone(longest);
    }
    Ok(vec![changed(id, coalition)])
}

/// A coalition that has not dissolved.
pub(crate) fn standing<'s>(state: &'s State, id: &CoalitionId) -> Result<&'s Coalition, Refusal> {
    match state.coalitions().get(id) {
        Some(found) if found.members.is_empty() => Err(Refusal::Dissolved {
            coalition: id.clone(),
        }),
        Some(found) => Ok(found),
        None => Err(unknown("coalition", id)),
    }
}

fn changed(id: &CoalitionId, coalition: Coalition) -> Effect {
    Effect::CoalitionChanged(id.clone(), Some(Arc::new(coalition)))
}
