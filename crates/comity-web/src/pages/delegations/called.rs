//! What constituencies, regions and the like are called.
//!
//! The modalities of a negotiation may name others than the presets do; those are called as they
//! are spelled.

use comity_procedure::act::{Development, Power, Standing};
use comity_procedure::state::{AccreditationState, Delegation};

use crate::words::Words;

pub(super) use crate::pages::constituency;

/// A region.
pub(crate) fn region(words: &Words, spelled: &str) -> String {
    let message = format!("region-{spelled}");
    match words.has(&message) {
        true => words.say(&message),
        false => spelled.replace('-', " "),
    }
}

/// The message of a development status.
pub(crate) fn development(status: Development) -> &'static str {
    match status {
        Development::Developed => "development-developed",
        Development::Developing => "development-developing",
        Development::Ldc => "development-ldc",
        Development::Lldc => "development-lldc",
        Development::Sids => "development-sids",
    }
}

/// The message of a standing.
pub(super) fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::Delegation => "standing-delegation",
        Standing::Observer => "standing-observer",
        Standing::Through(_) => "standing-through",
    }
}

/// The message of where an accreditation stands; none where it is done.
pub(super) fn accreditation(delegation: &Delegation) -> Option<&'static str> {
    match delegation.accreditation {
        AccreditationState::Announced { .. } => Some("accreditation-announced"),
        AccreditationState::Contested { .. } => Some("accreditation-contested"),
        AccreditationState::Accredited => None,
        AccreditationState::Refused { .. } => Some("accreditation-refused"),
    }
}

/// The message of a power.
pub(super) fn power(power: Power) -> &'static str {
    match power {
        Power::Speak => "power-speak",
        Power::Propose => "power-propose",
        Power::Decide => "power-decide",
        Power::Represent => "power-represent",
    }
}
