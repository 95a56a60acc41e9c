//! Names that people choose and that go through addresses and databases.
//!
//! Never here: names that are made, such as hashes.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The longest name of a negotiation, in letters: it stands in the address of every page.
pub const MAX_NEGOTIATION_ID_LETTERS: usize = 64;

/// The longest name of a holder, in letters: it is shown to whoever finds the lease taken.
pub const MAX_HOLDER_LETTERS: usize = 200;

/// The name of a negotiation: small Latin letters, digits and single hyphens between them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NegotiationId(String);

impl NegotiationId {
    /// Reads a name.
    ///
    /// # Errors
    /// When it is no name; the error says what one looks like.
    pub fn new(text: &str) -> Result<NegotiationId, NotANegotiationId> {
        let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let words = text
            .split('-')
            .all(|word| !word.is_empty() && word.chars().all(letter));
        if words && text.len() <= MAX_NEGOTIATION_ID_LETTERS {
            Ok(NegotiationId(text.to_owned()))
        } else {
            Err(NotANegotiationId(
                text.chars().take(MAX_NEGOTIATION_ID_LETTERS).collect(),
            ))
        }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NegotiationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<NegotiationId> for comity_procedure::ids::NegotiationId {
    fn from(id: NegotiationId) -> comity_procedure::ids::NegotiationId {
        comity_procedure::ids::NegotiationId::new(id.as_str())
            .expect("the name of a negotiation is a slug")
    }
}

impl FromStr for NegotiationId {
    type Err = NotANegotiationId;

    fn from_str(text: &str) -> Result<NegotiationId, NotANegotiationId> {
        NegotiationId::new(text)
    }
}

/// A text that does not name a negotiation.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "`{0}` cannot name a negotiation: use small letters a to z, digits, and single hyphens between them, at most {MAX_NEGOTIATION_ID_LETTERS} in all"
)]
pub struct NotANegotiationId(String);

/// Who holds a lease: the name by which other nodes find it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder(String);

impl Holder {
    /// Reads a name.
    ///
    /// # Errors
    /// When it is empty, too long, or has control characters.
    pub fn new(text: &str) -> Result<Holder, NotAHolder> {
        let letters = text.chars().count();
        if (1..=MAX_HOLDER_LETTERS).contains(&letters) && !text.chars().any(char::is_control) {
            Ok(Holder(text.to_owned()))
        } else {
            Err(NotAHolder)
        }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that does not name a holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the name of a holder has 1 to {MAX_HOLDER_LETTERS} letters and no control characters")]
pub struct NotAHolder;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negotiation_has_a_name_for_an_address() {
        for name in ["a", "7", "loa-water-2031", &"a".repeat(64)] {
            assert_eq!(name.parse::<NegotiationId>().unwrap().as_str(), name);
        }
        for name in [
            "",
            "-",
            "a-",
            "-a",
            "a--b",
            "A",
            "ä",
            "a b",
            "a/b",
            "a\0",
            &"a".repeat(65),
        ] {
            let told = NegotiationId::new(name).unwrap_err().to_string();
            assert!(told.contains("single hyphens"), "{name}: {told}");
        }
    }

    #[test]
    fn a_holder_has_a_name_one_can_print() {
        assert_eq!(
            Holder::new("node 2, Halle").unwrap().to_string(),
            "node 2, Halle"
        );
        for name in ["", "a\nb", "a\0", &"a".repeat(201)] {
            assert_eq!(Holder::new(name), Err(NotAHolder), "{name:?}");
        }
    }
}
