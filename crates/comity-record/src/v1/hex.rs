//! Hashes, keys and salts as lower-case hexadecimal strings.

use std::fmt;

use data_encoding::HEXLOWER;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes of a fixed number, written as lower-case hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hex<const N: usize>(pub [u8; N]);

impl<const N: usize> fmt::Display for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl<const N: usize> Hex<N> {
    /// The bytes that a string spells, if it is exactly so many of them in lower case.
    #[must_use]
    pub fn parse(string: &str) -> Option<Hex<N>> {
        let mut bytes = [0u8; N];
        if string.len() != 2 * N {
            return None;
        }
        HEXLOWER.decode_mut(string.as_bytes(), &mut bytes).ok()?;
        Some(Hex(bytes))
    }
}

impl<const N: usize> Serialize for Hex<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Hex<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hex<N>, D::Error> {
        struct Spelling<const N: usize>;
        impl<const N: usize> Visitor<'_> for Spelling<N> {
            type Value = Hex<N>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} lower-case hexadecimal digits", 2 * N)
            }

            fn visit_str<E: Error>(self, string: &str) -> Result<Hex<N>, E> {
                Hex::parse(string)
                    .ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(string), &self))
            }
        }
        deserializer.deserialize_str(Spelling)
    }
}
