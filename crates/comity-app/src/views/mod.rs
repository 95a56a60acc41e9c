//! Views: what can be asked of a state, as plain values. Formats are for those who show them.
//!
//! Lists stand in the protocol order of delegations, in reading order, or in the order of the
//! record; never by size or support. Nothing here changes anything.
//!
//! Start at [`text`], then [`outcome`].

pub mod about;
pub mod activity;
pub mod agreement;
pub mod balance;
pub mod calls;
pub mod campaigns;
pub mod changes;
pub mod choices;
pub mod compilation;
pub mod contributions;
pub mod desk;
pub mod ledger;
pub mod obstacles;
pub mod origins;
pub mod outcome;
pub mod positions;
pub mod proposal;
pub mod text;
pub mod touched;
pub mod trace;
pub mod trial;

use std::collections::BTreeMap;
use std::sync::Arc;

use comity_procedure::act::{Behalf, Standing};
use comity_procedure::ids::{Constituency, DelegationId};
use comity_procedure::modalities::Capacity;
use comity_procedure::state::{AccreditationState, Author, CarriageState, Delegation, Voice};
use comity_procedure::words::Words;
use comity_procedure::{Modalities, State};

/// A delegation as views name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its id.
    pub id: DelegationId,
    /// Its name.
    pub name: Words,
    /// Its constituency.
    pub constituency: Constituency,
}

/// Who spoke, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The chair or the secretariat.
    Officer(Capacity),
    /// A delegation.
    Delegation {
        /// Which one; `None` where the record does not know it.
        party: Option<Party>,
        /// For whom it spoke, if not for itself: the name.
        behalf: Option<Words>,
    },
}

/// The place of a delegation in the protocol order: those that the modalities name come first, in
/// that order; the others follow by code point.
#[must_use]
pub fn protocol_place<'d>(
    modalities: &Modalities,
    id: &'d DelegationId,
) -> (usize, &'d DelegationId) {
    let order = &modalities.protocol_order;
    let place = order.iter().position(|named| named == id);
    (place.unwrap_or(order.len()), id)
}

/// All delegations, observers and organisations, in protocol order.
#[must_use]
pub fn in_protocol_order(state: &State) -> Vec<Arc<Delegation>> {
    let mut all: Vec<Arc<Delegation>> = state.delegations().values().cloned().collect();
    let places: BTreeMap<DelegationId, usize> = state
        .modalities()
        .protocol_order
        .iter()
        .cloned()
        .zip(0..)
        .collect();
    let last = places.len();
    all.sort_by(|a, b| {
        let place = |it: &Delegation| places.get(&it.id).copied().unwrap_or(last);
        (place(a), &a.id).cmp(&(place(b), &b.id))
    });
    all
}

/// Whether a delegation takes part with full rights now.
#[must_use]
pub fn has_full_rights(delegation: &Delegation) -> bool {
    delegation.standing == Standing::Delegation
        && delegation.accreditation == AccreditationState::Accredited
}

/// A delegation by its id.
#[must_use]
pub fn party(state: &State, id: &DelegationId) -> Option<Party> {
    let delegation = state.delegations().get(id)?;
    Some(Party::of(delegation))
}

/// Who a voice is.
#[must_use]
pub fn speaker(state: &State, voice: &Voice) -> Speaker {
    let behalf = match &voice.behalf {
        Some(Behalf::Organisation(id)) => state.delegations().get(id).map(|it| it.name.clone()),
        Some(Behalf::Coalition(id)) => state.coalitions().get(id).map(|it| it.name.clone()),
        None => None,
    };
    Speaker::Delegation {
        party: party(state, &voice.delegation),
        behalf,
    }
}

/// Whose words a voice speaks: an organisation's through the delegation that lets it speak, unless
/// the organisation contests that it said so.
#[must_use]
pub fn whose(voice: &Voice) -> &DelegationId {
    let organisation = voice.organisation().filter(|_| !is_contested(voice));
    organisation.unwrap_or(&voice.delegation)
}

/// Who a voice is where words are credited: the delegation alone, where the organisation that it
/// named contests that it said so.
#[must_use]
pub fn credited(state: &State, voice: &Voice) -> Speaker {
    match is_contested(voice) {
        true => Speaker::Delegation {
            party: party(state, &voice.delegation),
            behalf: None,
        },
        false => speaker(state, voice),
    }
}

fn is_contested(voice: &Voice) -> bool {
    matches!(voice.carriage, Some(CarriageState::Contested { .. }))
}

/// Who put a proposal into words.
#[must_use]
pub fn author(state: &State, author: &Author) -> Speaker {
    match author {
        Author::Officer(capacity) => Speaker::Officer(*capacity),
        Author::Delegation(voice) => speaker(state, voice),
    }
}

impl Party {
    fn of(delegation: &Delegation) -> Party {
        Party {
            id: delegation.id.clone(),
            name: delegation.name.clone(),
            constituency: delegation.constituency.clone(),
        }
    }
}
