//! The right edge of a growing tree: all that appending needs to know of the past.
//!
//! Never here: the hashes inside; they are handed out once, when they are made.

use super::Hash;

/// The roots of the complete subtrees that a tree of some size is made of, the largest first.
///
/// A tree of 13 leaves has three: of 8, of 4 and of 1. Appending joins equal ones, as in counting.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

/// Why some hashes are no frontier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrontierError {
    /// The number of hashes does not fit the size.
    #[error(
        "a tree of {size} leaves has a frontier of {expected} hashes, and {found} are given; \
         read them again from the tiles of that size"
    )]
    Count {
        /// The size of the tree.
        size: u64,
        /// How many hashes its frontier has.
        expected: usize,
        /// How many were given.
        found: usize,
    },
}

impl Frontier {
    /// The frontier of the tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A frontier that was kept: the size and the roots of the complete subtrees, largest first.
    ///
    /// # Errors
    /// When there are not as many hashes as the size has ones in binary.
    pub fn from_peaks(size: u64, peaks: Vec<Hash>) -> Result<Self, FrontierError> {
        let expected = size.count_ones() as usize;
        if peaks.len() != expected {
            return Err(FrontierError::Count {
                size,
                expected,
                found: peaks.len(),
            });
        }
        Ok(Self { size, peaks })
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees, the largest first.
    #[must_use]
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Appends a leaf by its hash.
    pub fn append(&mut self, leaf: Hash) {
        self.append_and_tell(leaf, |_, _, _| {});
    }

    /// Appends a leaf by its hash and hands out every complete subtree that this makes, as level,
    /// index and root, the leaf itself first.
    pub fn append_and_tell(&mut self, leaf: Hash, mut made: impl FnMut(u8, u64, Hash)) {
        let mut hash = leaf;
        made(0, self.size, hash);
        // One subtree is joined for each one at the end of the size in binary, as a carry runs.
        for level in 1..=self.size.trailing_ones() as u8 {
            let left = self.peaks.pop();
            let left = left.expect("a frontier has as many peaks as its size has ones");
            hash = Hash::of_node(&left, &hash);
            made(level, self.size >> level, hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        let joined = self
            .peaks
            .iter()
            .copied()
            .rev()
            .reduce(|right, left| Hash::of_node(&left, &right));
        joined.unwrap_or_else(Hash::of_empty_tree)
    }
}
