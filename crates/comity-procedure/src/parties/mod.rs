//! Parties: accreditation, delegates, coalitions.
//!
//! Nobody is ever struck off: an id that was given once stays that party's, admitted or not, so
//! that a name in the record means the same on every page. Start at [`accreditation`].

mod accreditation;
mod coalitions;
mod delegates;

use crate::act::{Act, Submission};
use crate::effect::Effect;
use crate::evolve::change;
use crate::refusal::Refusal;
use crate::state::{Delegate, State};

pub(crate) use accreditation::struck;
pub(crate) use coalitions::standing as coalition;

/// What an act of this subject does.
pub(crate) fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    match &submission.act {
        Act::Accredit { .. } => accreditation::accredit(state, submission),
        Act::OpposeAccreditation { delegation, reason } => {
            accreditation::oppose(state, submission, delegation, reason)
        }
        Act::SettleAccreditation {
            delegation,
            admitted,
            reason,
        } => accreditation::settle(state, delegation, *admitted, reason),
        Act::NameDelegate {
            delegate,
            powers,
            key,
        } => delegates::name(state, submission, delegate, powers, *key),
        Act::RemoveDelegate { delegate } => delegates::remove(state, submission, delegate),
        Act::FormCoalition { coalition, name } => {
            coalitions::form(state, submission, coalition, name)
        }
        Act::JoinCoalition { coalition } => coalitions::join(state, submission, coalition),
        Act::LeaveCoalition { coalition } => coalitions::leave(state, submission, coalition),
        _ => unreachable!("decide sends other acts elsewhere"),
    }
}

/// Puts an effect of this subject into the state; whether it is one.
pub(crate) fn evolve(state: &mut State, effect: &Effect) -> bool {
    match effect {
        Effect::DelegationEntered(delegation) => {
            state
                .delegations
                .insert_mut(delegation.id.clone(), delegation.clone());
        }
        Effect::AccreditationMoved(id, to) => {
            change(&mut state.delegations, id, |it| {
                it.accreditation = to.clone();
            });
        }
        Effect::DelegateNamed {
            delegation,
            delegate,
            powers,
            key,
        } => {
            let named = Delegate {
                powers: powers.clone(),
                key: *key,
            };
            change(&mut state.delegations, delegation, |it| {
                it.delegates.insert(delegate.clone(), named);
            });
        }
        Effect::DelegateRemoved(delegation, delegate) => {
            change(&mut state.delegations, delegation, |it| {
                it.delegates.remove(delegate);
            });
        }
        Effect::CoalitionChanged(id, Some(coalition)) => {
            state.coalitions.insert_mut(id.clone(), coalition.clone());
        }
        // Its name stays with what was said in it, and its id is not given to others.
        Effect::CoalitionChanged(id, None) => {
            change(&mut state.coalitions, id, |it| it.members.clear());
        }
        _ => return false,
    }
    true
}
