//! Making proofs from the roots of complete subtrees.
//!
//! Never here: where those roots are kept. Whoever has them implements [`Subtrees`].

use super::{Hash, left_size};

/// Whoever can tell the root of a complete subtree.
///
/// The subtree at `(level, index)` has `2^level` leaves and begins at leaf `index · 2^level`. The
/// answer for one place never changes. `None` says that the hash is not there; it is never asked
/// for a subtree beyond the size for which a proof is made.
pub trait Subtrees {
    /// The root of the complete subtree at this place.
    fn root_at(&self, level: u8, index: u64) -> Option<Hash>;
}

impl<F: Fn(u8, u64) -> Option<Hash>> Subtrees for F {
    fn root_at(&self, level: u8, index: u64) -> Option<Hash> {
        self(level, index)
    }
}

/// Why no proof could be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProveError {
    /// There is no such leaf.
    #[error("leaf {index} is not in a tree of {size} leaves; ask for a leaf below {size}")]
    OutsideTree {
        /// The leaf that was asked for.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The range is empty, not aligned, or reaches beyond the tree.
    #[error(
        "leaves {start} to {end} are no subtree of a tree of {size} leaves; a subtree has at \
         least one leaf, ends within the tree and starts at a multiple of its size rounded up to \
         a power of two"
    )]
    NoSubtree {
        /// The first leaf.
        start: u64,
        /// The leaf after the last.
        end: u64,
        /// The size of the tree.
        size: u64,
    },
    /// A hash that the proof needs is not there.
    #[error(
        "the hash of the subtree at level {level}, index {index} is not there; fetch the tile \
         that holds it and ask again"
    )]
    Missing {
        /// The level of the subtree: it has `2^level` leaves.
        level: u8,
        /// Its index within the level.
        index: u64,
    },
}

/// The root of the tree that the first `size` leaves make.
///
/// # Errors
/// When a hash is not there.
pub fn root_of_size(subtrees: &impl Subtrees, size: u64) -> Result<Hash, ProveError> {
    if size == 0 {
        return Ok(Hash::of_empty_tree());
    }
    root_of_range(subtrees, 0, size)
}

/// The proof that leaf `index` is in the tree of the first `size` leaves: the siblings on the way
/// from the leaf to the root.
///
/// # Errors
/// When there is no such leaf, or a hash is not there.
pub fn prove_inclusion(
    subtrees: &impl Subtrees,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, ProveError> {
    if index >= size {
        return Err(ProveError::OutsideTree { index, size });
    }
    let mut proof = Vec::new();
    let (mut start, mut size) = (0, size);
    while size > 1 {
        let left = left_size(size);
        if index - start < left {
            proof.push(root_of_range(subtrees, start + left, size - left)?);
            size = left;
        } else {
            proof.push(root_of_range(subtrees, start, left)?);
            start += left;
            size -= left;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the tree of the first `new_size` leaves begins with the tree of the first
/// `old_size` leaves.
///
/// # Errors
/// When `old_size` is zero or larger than `new_size`, or a hash is not there.
pub fn prove_consistency(
    subtrees: &impl Subtrees,
    old_size: u64,
    new_size: u64,
) -> Result<Vec<Hash>, ProveError> {
    prove_subtree_consistency(subtrees, 0, old_size, new_size)
}

/// The proof that the leaves from `start` to before `end` are those of the tree of `size` leaves.
///
/// # Errors
/// When the range is no subtree, or a hash is not there.
pub fn prove_subtree_consistency(
    subtrees: &impl Subtrees,
    start: u64,
    end: u64,
    size: u64,
) -> Result<Vec<Hash>, ProveError> {
    if !is_subtree(start, end) || end > size {
        return Err(ProveError::NoSubtree { start, end, size });
    }
    let mut proof = Vec::new();
    let (mut base, mut size, mut start) = (0, size, start);
    // As long as nothing was left behind, the verifier knows the root of the range itself.
    let mut is_known = true;
    while (base, base + size) != (start, end) {
        let left = left_size(size);
        if end - base <= left {
            proof.push(root_of_range(subtrees, base + left, size - left)?);
            size = left;
            continue;
        }
        proof.push(root_of_range(subtrees, base, left)?);
        base += left;
        size -= left;
        if start < base {
            start = base;
            is_known = false;
        }
    }
    if !is_known {
        proof.push(root_of_range(subtrees, base, size)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Whether a range of leaves can stand as a tree of its own inside every larger one: its start is a
/// multiple of its length, rounded up to a power of two.
pub(super) fn is_subtree(start: u64, end: u64) -> bool {
    let Some(length) = end.checked_sub(start).filter(|length| *length > 0) else {
        return false;
    };
    // Above 2^63 the next power of two does not fit 64 bits; only the whole tree is that long.
    match length.checked_next_power_of_two() {
        Some(rounded) => start.is_multiple_of(rounded),
        None => start == 0,
    }
}

/// The root of the tree over `size` leaves from `start`, where `start` is a multiple of every
/// complete subtree inside.
fn root_of_range(subtrees: &impl Subtrees, start: u64, size: u64) -> Result<Hash, ProveError> {
    let mut peaks = Vec::with_capacity(size.count_ones() as usize);
    let (mut start, mut rest) = (start, size);
    while rest > 0 {
        let level = rest.ilog2() as u8;
        let index = start >> level;
        let peak = subtrees.root_at(level, index);
        peaks.push(peak.ok_or(ProveError::Missing { level, index })?);
        start = start.wrapping_add(1 << level);
        rest -= 1 << level;
    }
    let root = peaks
        .into_iter()
        .rev()
        .reduce(|right, left| Hash::of_node(&left, &right));
    Ok(root.expect("nobody asks for the root of an empty range"))
}
