//! Checking proofs, with nothing but the proof and the roots.
//!
//! Never here: hashes of anybody's store. A proof is right only if every one of its hashes is used
//! and the roots come out; trees without leaves are refused, because nothing can be shown of them.

use super::prove::is_subtree;
use super::{Hash, left_size};

/// Why a proof shows nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// There is no such leaf.
    #[error("leaf {index} is not in a tree of {size} leaves; the index must be below the size")]
    OutsideTree {
        /// The leaf that is claimed.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The range is empty, not aligned, or reaches beyond the tree.
    #[error(
        "leaves {start} to {end} are no subtree of a tree of {size} leaves, so nothing can be \
         shown of them; compare with a checkpoint of at least one entry and at most {size}"
    )]
    NoSubtree {
        /// The first leaf.
        start: u64,
        /// The leaf after the last.
        end: u64,
        /// The size of the tree.
        size: u64,
    },
    /// There are too many or too few hashes.
    #[error("the proof needs {expected} hashes and has {found}; fetch it again from the log")]
    Length {
        /// How many hashes a proof for these sizes has.
        expected: usize,
        /// How many this one has.
        found: usize,
    },
    /// The hashes do not lead to the root of the tree.
    #[error(
        "the proof leads to the root {computed}, and the tree has {claimed}: the log does not \
         hold what the proof claims, or the proof belongs to another checkpoint"
    )]
    Root {
        /// The root that the proof leads to.
        computed: Hash,
        /// The root that the tree is said to have.
        claimed: Hash,
    },
    /// The hashes do not lead to the root of the earlier tree.
    #[error(
        "the proof leads to the earlier root {computed}, and it was {claimed}: the log does not \
         continue the earlier one, or the proof belongs to another pair of checkpoints"
    )]
    EarlierRoot {
        /// The root that the proof leads to.
        computed: Hash,
        /// The root that the earlier tree is said to have.
        claimed: Hash,
    },
}

/// Checks that the leaf with this hash stands at `index` in the tree of `size` leaves with `root`.
///
/// # Errors
/// When the proof does not show that.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::OutsideTree { index, size });
    }
    // Below the place where the leaf's way leaves the right edge there is a sibling at each level;
    // above it only where the way comes from the right.
    let inner = u64::BITS - (index ^ (size - 1)).leading_zeros();
    let border = index.checked_shr(inner).unwrap_or(0).count_ones();
    let expected = (inner + border) as usize;
    if proof.len() != expected {
        return Err(ProofError::Length {
            expected,
            found: proof.len(),
        });
    }
    let mut hash = *leaf;
    for (level, sibling) in proof.iter().enumerate() {
        let is_right = level >= inner as usize || index >> level & 1 == 1;
        hash = if is_right {
            Hash::of_node(sibling, &hash)
        } else {
            Hash::of_node(&hash, sibling)
        };
    }
    same_root(hash, *root)
}

/// Checks that the tree of `new_size` leaves with `new_root` begins with the tree of `old_size`
/// leaves with `old_root`.
///
/// # Errors
/// When the proof does not show that, or the earlier tree has no leaves.
pub fn verify_consistency(
    old_size: u64,
    old_root: &Hash,
    new_size: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    verify_subtree_consistency((0, old_size), old_root, new_size, new_root, proof)
}

/// Checks that the leaf with this hash stands at `index` among the leaves from `range.0` to before
/// `range.1`, which as a tree of their own have `root`.
///
/// # Errors
/// When the proof does not show that, or the range is no subtree.
pub fn verify_subtree_inclusion(
    leaf: &Hash,
    index: u64,
    range: (u64, u64),
    root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    let (start, end) = range;
    if !is_subtree(start, end) {
        let size = end;
        return Err(ProofError::NoSubtree { start, end, size });
    }
    let Some(inside) = index.checked_sub(start) else {
        return Err(ProofError::OutsideTree { index, size: end });
    };
    verify_inclusion(leaf, inside, end - start, root, proof)
}

/// Checks that the leaves from `range.0` to before `range.1`, which as a tree of their own have
/// `range_root`, are those of the tree of `size` leaves with `root`.
///
/// # Errors
/// When the proof does not show that, or the range is no subtree of the tree.
pub fn verify_subtree_consistency(
    range: (u64, u64),
    range_root: &Hash,
    size: u64,
    root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    let (start, end) = range;
    if !is_subtree(start, end) || end > size {
        return Err(ProofError::NoSubtree { start, end, size });
    }
    let (steps, is_known) = way_down(start, end, size);
    let expected = steps.len() + usize::from(!is_known);
    if proof.len() != expected {
        return Err(ProofError::Length {
            expected,
            found: proof.len(),
        });
    }
    let mut hashes = proof.iter();
    let mut next = || hashes.next().expect("the proof has the expected length");
    let first = if is_known { range_root } else { next() };
    let (mut earlier, mut whole) = (*first, *first);
    for step in steps.iter().rev() {
        let hash = next();
        match step {
            Step::LeavesRight => whole = Hash::of_node(&whole, hash),
            Step::LeavesLeft => whole = Hash::of_node(hash, &whole),
            Step::Splits => {
                earlier = Hash::of_node(hash, &earlier);
                whole = Hash::of_node(hash, &whole);
            }
        }
    }
    if earlier != *range_root {
        return Err(ProofError::EarlierRoot {
            computed: earlier,
            claimed: *range_root,
        });
    }
    same_root(whole, *root)
}

/// What is left behind where the way goes down from a tree towards the end of a range in it.
enum Step {
    /// The range is in the left child; the right one is only in the tree.
    LeavesRight,
    /// The range is in the right child; the left one is only in the tree.
    LeavesLeft,
    /// The left child is in the range and in the tree; the way goes on to the right.
    Splits,
}

/// The steps from the whole tree down to the subtree where range and tree are the same leaves, and
/// whether that is the range itself.
fn way_down(start: u64, end: u64, size: u64) -> (Vec<Step>, bool) {
    let mut steps = Vec::new();
    let (mut start, mut end, mut size) = (start, end, size);
    let mut is_known = true;
    while (0, size) != (start, end) {
        let left = left_size(size);
        if end <= left {
            steps.push(Step::LeavesRight);
            size = left;
            continue;
        }
        if start >= left {
            steps.push(Step::LeavesLeft);
            start -= left;
        } else {
            // An aligned range that reaches over the middle starts where the tree starts.
            steps.push(Step::Splits);
            start = 0;
            is_known = false;
        }
        end -= left;
        size -= left;
    }
    (steps, is_known)
}

fn same_root(computed: Hash, claimed: Hash) -> Result<(), ProofError> {
    if computed == claimed {
        Ok(())
    } else {
        Err(ProofError::Root { computed, claimed })
    }
}
