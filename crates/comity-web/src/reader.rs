//! Who reads: the language, the time zone, and the person if somebody is signed in.

use comity_app::ports::{Account, NegotiationId, Seat, Session};
use jiff::tz::TimeZone;

use crate::words::Words;

/// Who reads.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The words of the language.
    pub words: &'static Words,
    /// The time zone that times are said in.
    pub zone: TimeZone,
    /// Whether the reader chose that time zone, or it is UTC because nobody knows.
    pub zone_is_known: bool,
    /// The person, if somebody is signed in.
    pub person: Option<Person>,
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: Account,
    /// The session.
    pub session: Session,
    /// For whom the person speaks, by negotiation.
    pub seats: Vec<(NegotiationId, Seat)>,
    /// What every form of this session carries, so that no other site can send one.
    pub form_token: String,
}

impl Reader {
    /// Somebody of whom nothing is known but the language.
    pub(crate) fn stranger(words: &'static Words) -> Reader {
        Reader {
            words,
            zone: TimeZone::UTC,
            zone_is_known: false,
            person: None,
        }
    }

    /// Sets the time zone, if there is one of that name.
    pub(crate) fn in_zone(&mut self, name: Option<&str>) {
        if let Some(zone) = name.and_then(|it| TimeZone::get(it).ok()) {
            self.zone = zone;
            self.zone_is_known = true;
        }
    }

    /// The seat of the reader in a negotiation.
    #[must_use]
    pub fn seat(&self, negotiation: &NegotiationId) -> Option<&Seat> {
        let seats = &self.person.as_ref()?.seats;
        seats
            .iter()
            .find(|(id, _)| id == negotiation)
            .map(|it| &it.1)
    }
}
