//! Canonical JSON: each value has exactly one spelling, so that it has exactly one hash.
//!
//! The spelling is that of RFC 8785, for the data that the record needs: integers, strings,
//! booleans, null, arrays and objects with plain ASCII member names. Never here: what the members
//! mean, and numbers with fractions, whose spelling would depend on how a machine computes.
//!
//! Start at [`write`](fn@write) and [`read`]; [`check`](fn@check) is what makes replay fast.

mod check;
mod value;

pub use check::{check, is_canonical};
pub use value::Value;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// How deep arrays and objects may stand in each other: an act needs fewer than ten levels, and
/// whoever reads one may do so by recursion without fear for the stack.
pub const MAX_DEPTH: usize = 32;

/// The largest magnitude of an integer: above 2^53 − 1 other readers of JSON round.
pub const MAX_INTEGER: i64 = (1 << 53) - 1;

/// Why bytes are not read, or a value is not written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// The bytes are JSON at best, but not in the one canonical spelling.
    #[error("byte {at}: {what}; write the value in canonical form (RFC 8785)")]
    Spelling {
        /// How many bytes stand before the place.
        at: usize,
        /// What is wrong there.
        what: Flaw,
    },
    /// The bytes are no JSON, or hold what the record does not.
    #[error("this is no JSON that the record can hold: {reason}")]
    Content {
        /// What is wrong and where.
        reason: String,
    },
    /// The value cannot be written as JSON that the record can hold.
    #[error("the value cannot be recorded: {reason}")]
    Unwritable {
        /// What it holds that may not be.
        reason: String,
    },
}

/// What is not canonical at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// No value begins here: white space, a wrong sign, or the end.
    #[error("a value must stand here, without white space before it")]
    NoValue,
    /// Something follows that does not belong there.
    #[error("`,` or the closing bracket must stand here, without white space")]
    NoSeparator,
    /// Something follows the value.
    #[error("nothing may follow the value")]
    Trailing,
    /// A number that is no integer in its shortest form.
    #[error("an integer has no leading zero, fraction or exponent, and zero has no sign")]
    Number,
    /// An integer beyond what every reader of JSON keeps exactly.
    #[error("an integer lies within 2^53 - 1 on both sides of zero")]
    Range,
    /// A string that could be spelled shorter, or is not closed.
    #[error(
        "a string escapes only quotation marks, backslashes and control characters, each in its shortest form"
    )]
    Text,
    /// A name of a member that is not plain ASCII.
    #[error(
        "the name of a member is in quotation marks and of ASCII letters, digits and signs that need no escape"
    )]
    Name,
    /// Members out of order, or two with one name.
    #[error("the names of members stand in ascending order, each once")]
    Order,
    /// Too deep.
    #[error("arrays and objects may stand 32 deep in each other")]
    Depth,
    /// Not UTF-8.
    #[error("the bytes are not UTF-8")]
    Encoding,
}

/// The canonical bytes of a value.
///
/// # Errors
/// When it holds a fraction, an integer beyond [`MAX_INTEGER`], a member name that is not plain
/// ASCII or stands twice, or is deeper than [`MAX_DEPTH`].
pub fn write<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    let unwritable = |reason| CanonicalError::Unwritable { reason };
    let bytes = serde_json::to_vec(value).map_err(|error| unwritable(error.to_string()))?;
    // Types whose members are declared in ascending order come out right at once.
    if is_canonical(&bytes) {
        return Ok(bytes);
    }
    match Value::parse(&bytes) {
        Ok(value) => Ok(value.to_bytes()),
        Err(CanonicalError::Content { reason }) => Err(unwritable(reason)),
        Err(other) => Err(other),
    }
}

/// Reads a value from its canonical bytes.
///
/// # Errors
/// When the bytes are not canonical, or no value of this type.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CanonicalError> {
    read_borrowed(bytes)
}

/// Reads a value that may borrow its strings from its canonical bytes.
///
/// # Errors
/// When the bytes are not canonical, or no value of this type.
pub fn read_borrowed<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, CanonicalError> {
    check(bytes)?;
    serde_json::from_slice(bytes).map_err(|error| CanonicalError::Content {
        reason: error.to_string(),
    })
}
