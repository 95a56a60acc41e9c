//! Names of things, each a type of its own so that none can stand for another.
//!
//! Ids of delegations, proposals, calls and the like are slugs: 1 to 64 characters of `a`–`z`,
//! `0`–`9`, `-` and `.`, beginning with a letter or a digit. They come in with the acts; the
//! procedure never invents one that the record does not show.

use std::fmt;
use std::sync::Arc;

use thiserror::Error;

/// The longest slug, in characters: it stands in addresses and in margins.
pub const MAX_SLUG_CHARS: usize = 64;

/// Why a string is no slug.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "“{0}” is no id: 1 to {MAX_SLUG_CHARS} characters of a-z, 0-9, - and ., beginning with a letter or a digit"
)]
pub struct BadSlug(pub String);

fn slug(spelling: &str) -> Result<Arc<str>, BadSlug> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    let begins = spelling.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    match begins && spelling.len() <= MAX_SLUG_CHARS && spelling.chars().all(allowed) {
        true => Ok(spelling.into()),
        false => Err(BadSlug(spelling.chars().take(MAX_SLUG_CHARS).collect())),
    }
}

macro_rules! slugs {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id with a spelling.
            ///
            /// # Errors
            /// When the spelling is no slug.
            pub fn new(spelling: &str) -> Result<$name, BadSlug> {
                slug(spelling).map($name)
            }

            /// The spelling.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

slugs! {
    /// The name of a negotiation.
    NegotiationId;
    /// The name of a delegation, an observer or an organisation that speaks through one.
    DelegationId;
    /// A pseudonym of a person who acts for a delegation; who that is stands outside the record.
    DelegateId;
    /// The name of a coalition.
    CoalitionId;
    /// The name of a contribution.
    ContributionId;
    /// The name of a proposal.
    ProposalId;
    /// The name of an objection.
    ObjectionId;
    /// The name of a call.
    CallId;
    /// The name of a statement.
    StatementId;
    /// A constituency: government, private-sector, civil-society …, as the modalities list them.
    Constituency;
    /// A region, as the modalities list them.
    Region;
    /// A language, as a lower-case BCP 47 tag.
    Language;
    /// Who is to act on a provision: states, providers, everyone ….
    Addressee;
}

/// The hash that names a text in the record. Its bytes mean nothing here; equal hashes are equal
/// texts, and a position is taken on a hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextHash(pub [u8; 32]);

impl fmt::Debug for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for TextHash {
    /// The first four bytes: enough to tell two texts apart in a message.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0[..4]
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The public key of a delegation or of one of its delegates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PublicKey(pub [u8; 32]);

/// The key that makes the sending of an act idempotent: chosen at random by the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdempotencyKey(pub [u8; 16]);
