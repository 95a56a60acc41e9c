//! The Merkle tree over the entries: hashes after RFC 6962, growth, proofs.
//!
//! Never here: what an entry says, where hashes are kept, signatures. A tree is described by its
//! size and the hashes of its complete subtrees; whoever has those answers through [`Subtrees`].
//!
//! Start at [`Frontier`] for growing a tree, at [`verify_inclusion`] and [`verify_consistency`]
//! for checking a claim about one.

mod frontier;
mod prove;
mod verify;

pub use frontier::{Frontier, FrontierError};
pub use prove::{
    ProveError, Subtrees, prove_consistency, prove_inclusion, prove_subtree_consistency,
    root_of_size,
};
pub use verify::{
    ProofError, verify_consistency, verify_inclusion, verify_subtree_consistency,
    verify_subtree_inclusion,
};

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256};

/// How many bytes a hash has.
pub const HASH_BYTES: usize = 32;

/// The most hashes a proof can need: one for each level of a tree whose size fits 64 bits, and one
/// more for the start of a consistency proof.
pub const MAX_PROOF_HASHES: usize = 65;

/// Stands before the bytes of an entry, so that no entry hashes like an inner node.
const LEAF_PREFIX: u8 = 0;

/// Stands before the two children of an inner node, so that no node hashes like an entry.
const NODE_PREFIX: u8 = 1;

/// A SHA-256 hash. It is shown as lowercase hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; HASH_BYTES]);

impl Hash {
    /// The root of the tree without leaves: the hash of no bytes at all.
    #[must_use]
    pub fn of_empty_tree() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// The hash of a leaf with these bytes.
    #[must_use]
    pub fn of_leaf(entry: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update([LEAF_PREFIX]);
        hasher.update(entry);
        Self(hasher.finalize().into())
    }

    /// The hash of the inner node with these children.
    #[must_use]
    pub fn of_node(left: &Self, right: &Self) -> Self {
        let mut bytes = [NODE_PREFIX; 1 + 2 * HASH_BYTES];
        bytes[1..=HASH_BYTES].copy_from_slice(&left.0);
        bytes[1 + HASH_BYTES..].copy_from_slice(&right.0);
        Self(Sha256::digest(bytes).into())
    }

    /// The hash as standard base64 with padding, as checkpoints and proofs write it.
    #[must_use]
    pub fn to_base64(&self) -> String {
        BASE64.encode(&self.0)
    }

    /// Reads what [`Hash::to_base64`] writes, and nothing else.
    ///
    /// # Errors
    /// When the text is not base64 of exactly 32 bytes.
    pub fn from_base64(text: &str) -> Result<Self, HashError> {
        let bytes = BASE64.decode(text.as_bytes()).ok();
        let bytes = bytes.and_then(|bytes| <[u8; HASH_BYTES]>::try_from(bytes).ok());
        bytes.map(Self).ok_or_else(|| HashError::Base64 {
            found: text.chars().take(SHOWN_CHARS).collect(),
        })
    }
}

/// How much of a wrong hash an error shows: enough to find it again, however long the line was.
const SHOWN_CHARS: usize = 80;

/// Why a text is no hash.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// It is not 64 lowercase hexadecimal digits.
    #[error("`{found}` is not a hash; write its 32 bytes as 64 digits from 0-9 and a-f")]
    Hex {
        /// The beginning of the text.
        found: String,
    },
    /// It is not base64 of 32 bytes.
    #[error("`{found}` is not a hash; write its 32 bytes in standard base64, 44 characters")]
    Base64 {
        /// The beginning of the text.
        found: String,
    },
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        let bytes = HEXLOWER.decode(text.as_bytes()).ok();
        let bytes = bytes.and_then(|bytes| <[u8; HASH_BYTES]>::try_from(bytes).ok());
        bytes.map(Self).ok_or_else(|| HashError::Hex {
            found: text.chars().take(SHOWN_CHARS).collect(),
        })
    }
}

/// The size of the left child of a tree of `size` leaves: the largest power of two below it.
fn left_size(size: u64) -> u64 {
    debug_assert!(size > 1, "a leaf has no children");
    1 << (u64::BITS - 1 - (size - 1).leading_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(hash: Hash, hex: &str) {
        assert_eq!(hash.to_string(), hex);
        assert_eq!(hex.parse(), Ok(hash));
        assert_eq!(Hash::from_base64(&hash.to_base64()), Ok(hash));
    }

    #[test]
    fn known_hashes() {
        // Worked out with the system's sha256sum over the prefixed bytes.
        check(
            Hash::of_empty_tree(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        );
        check(
            Hash::of_leaf(b""),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        );
    }

    #[test]
    fn a_leaf_of_two_hashes_is_not_their_node() {
        let (left, right) = (Hash::of_leaf(b"Tavar"), Hash::of_leaf(b"Meridia"));
        let both = [left.0, right.0].concat();
        assert_ne!(Hash::of_leaf(&both), Hash::of_node(&left, &right));
    }

    #[test]
    fn a_hash_is_written_in_one_way_only() {
        let good = Hash::of_leaf(b"Keth").to_string();
        for wrong in [
            good.to_uppercase(),
            good[1..].to_owned(),
            format!("{good}0"),
            String::new(),
        ] {
            assert!(wrong.parse::<Hash>().is_err(), "{wrong}");
        }
        let good = Hash::of_leaf(b"Keth").to_base64();
        assert!(Hash::from_base64(good.trim_end_matches('=')).is_err());
        assert!(Hash::from_base64(&format!("{good}\n")).is_err());
    }

    #[test]
    fn the_left_child_is_the_largest_power_of_two_below() {
        let sizes = [(2, 1), (3, 2), (4, 2), (5, 4), (8, 4), (9, 8)];
        for (size, left) in sizes {
            assert_eq!(left_size(size), left, "of {size}");
        }
        assert_eq!(left_size(u64::MAX), 1 << 63);
    }
}
