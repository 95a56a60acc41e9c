//! Permissions: in whose name somebody may act, once it is known who they are.
//!
//! What an actor may do is for the procedure and stands in the modalities. Here stands only who
//! may speak as whom. How people prove who they are is for the rim that they come in by.

use comity_procedure::State;
use comity_procedure::act::{ActKind, Actor, Behalf, Power, Standing};
use comity_procedure::ids::{DelegateId, DelegationId};
use comity_procedure::modalities::Capacity;
use comity_record::v1::parts;
use thiserror::Error;

use crate::ports::Seat;

/// Who sends an act, as the rim has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// The person who runs the program on its own data: the record of a script, for example.
    Operator,
    /// The chair's account.
    Chair,
    /// An account of the secretariat.
    Secretariat,
    /// An account of a delegation, an observer or an organisation.
    Party {
        /// Which one.
        delegation: DelegationId,
        /// The delegate whose account it is; `None` for the head of the delegation.
        delegate: Option<DelegateId>,
    },
    /// Somebody without an account.
    Public,
}

/// The answer to somebody who acts in another's name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("you may not act as {as_whom}; sign in as a member of it")]
pub struct NotAllowed {
    /// In whose name the act was sent.
    pub as_whom: String,
}

impl Caller {
    /// Whether somebody may act in this name.
    ///
    /// # Errors
    /// When they may not. The clock acts by itself: nobody may send in its name but the operator.
    pub fn may_act_as(&self, actor: &Actor) -> Result<(), NotAllowed> {
        let allowed = match (self, actor) {
            (Caller::Operator, _)
            | (Caller::Chair, Actor::Chair)
            | (Caller::Secretariat, Actor::Secretariat) => true,
            (
                Caller::Party {
                    delegation: own,
                    delegate: own_delegate,
                },
                Actor::Delegation {
                    delegation,
                    delegate,
                    behalf: _,
                },
            ) => own == delegation && own_delegate == delegate,
            _ => false,
        };
        match allowed {
            true => Ok(()),
            false => Err(NotAllowed {
                as_whom: name_of(actor),
            }),
        }
    }
}

impl Caller {
    /// The actor that this caller is, speaking for itself; the public and the operator are none.
    #[must_use]
    pub fn actor(&self) -> Option<parts::Actor> {
        match self {
            Caller::Chair => Some(parts::Actor::Chair),
            Caller::Secretariat => Some(parts::Actor::Secretariat),
            Caller::Party {
                delegation,
                delegate,
            } => Some(parts::Actor::Delegation {
                behalf: None,
                delegate: delegate.as_ref().map(ToString::to_string),
                id: delegation.to_string(),
            }),
            Caller::Operator | Caller::Public => None,
        }
    }

    /// The capacity that this caller has in a negotiation, if it has any there.
    #[must_use]
    pub fn capacity(&self, state: &State) -> Option<Capacity> {
        match self {
            Caller::Chair => Some(Capacity::Chair),
            Caller::Secretariat => Some(Capacity::Secretariat),
            Caller::Party { delegation, .. } => {
                let found = state.delegations().get(delegation)?;
                Some(match found.standing {
                    Standing::Delegation => Capacity::Delegation,
                    Standing::Observer => Capacity::Observer,
                    Standing::Through(_) => Capacity::Organisation,
                })
            }
            Caller::Operator | Caller::Public => None,
        }
    }

    /// Whether the modalities ever give one of these acts to this caller's capacity. Whether it
    /// may be done now, the rules say when it is sent.
    #[must_use]
    pub fn may_ever(&self, state: &State, acts: &[ActKind]) -> bool {
        let Some(capacity) = self.capacity(state) else {
            return false;
        };
        let open = |act: &ActKind| {
            let mut stages = state.modalities().stages_for(*act, capacity);
            stages.next().is_some()
        };
        acts.iter().any(open)
    }

    /// Whether the modalities give an act to this caller's capacity at the stage that is open.
    #[must_use]
    pub fn may_now(&self, state: &State, act: ActKind) -> bool {
        let Some(capacity) = self.capacity(state) else {
            return false;
        };
        let mut stages = state.modalities().stages_for(act, capacity);
        stages.any(|it| it == state.stage())
    }
}

impl Caller {
    /// Whether this caller may give somebody a seat, and take it away again; only then it sees the
    /// address of mail of who has it.
    ///
    /// The secretariat brings in the heads of delegations and its own people, and seats the chair;
    /// the chair shares the chair. Whom a delegation sends as its delegates is for its head, and
    /// for those whom it lets represent it.
    #[must_use]
    pub fn may_seat(&self, state: &State, seat: &Seat) -> bool {
        match (self, seat) {
            (Caller::Operator, _)
            | (Caller::Secretariat, Seat::Chair | Seat::Secretariat)
            | (Caller::Secretariat, Seat::Party { delegate: None, .. })
            | (Caller::Chair, Seat::Chair) => true,
            (
                Caller::Party {
                    delegation: own,
                    delegate,
                },
                Seat::Party {
                    delegation,
                    delegate: Some(_),
                },
            ) => own == delegation && represents(state, own, delegate.as_ref()),
            _ => false,
        }
    }
}

/// Whether somebody represents a delegation: its head, or a delegate with that power.
fn represents(state: &State, delegation: &DelegationId, delegate: Option<&DelegateId>) -> bool {
    let Some(known) = state.delegations().get(delegation) else {
        return false;
    };
    delegate.is_none_or(|it| {
        let named = known.delegates.get(it);
        named.is_some_and(|it| it.powers.contains(&Power::Represent))
    })
}

fn name_of(actor: &Actor) -> String {
    match actor {
        Actor::Chair => "the chair".to_owned(),
        Actor::Secretariat => "the secretariat".to_owned(),
        Actor::Clock => "the clock".to_owned(),
        Actor::Delegation {
            delegation, behalf, ..
        } => match behalf {
            Some(Behalf::Organisation(id)) => format!("{delegation} for {id}"),
            Some(Behalf::Coalition(id)) => format!("{delegation} for {id}"),
            None => delegation.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(id: &str, delegate: Option<&str>) -> Caller {
        Caller::Party {
            delegation: DelegationId::new(id).unwrap(),
            delegate: delegate.map(|it| DelegateId::new(it).unwrap()),
        }
    }

    fn actor(id: &str, delegate: Option<&str>) -> Actor {
        Actor::Delegation {
            delegation: DelegationId::new(id).unwrap(),
            delegate: delegate.map(|it| DelegateId::new(it).unwrap()),
            behalf: None,
        }
    }

    #[test]
    fn people_act_in_their_own_name() {
        let check = |caller: &Caller, actor: &Actor, allowed: bool| {
            assert_eq!(
                caller.may_act_as(actor).is_ok(),
                allowed,
                "{caller:?} as {actor:?}"
            );
        };
        check(&Caller::Chair, &Actor::Chair, true);
        check(&Caller::Chair, &Actor::Secretariat, false);
        check(&Caller::Secretariat, &Actor::Clock, false);
        check(&Caller::Public, &actor("tavar", None), false);
        check(&party("tavar", None), &actor("tavar", None), true);
        check(&party("tavar", None), &actor("loa", None), false);
        check(
            &party("tavar", Some("d-1")),
            &actor("tavar", Some("d-1")),
            true,
        );
        check(&party("tavar", Some("d-1")), &actor("tavar", None), false);
        check(&Caller::Operator, &Actor::Clock, true);
    }
}
