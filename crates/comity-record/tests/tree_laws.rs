//! The laws of the tree, against an oracle that follows the definitions word by word.

use std::cell::RefCell;
use std::collections::BTreeMap;

use comity_record::tree::{
    Frontier, Hash, ProveError, prove_consistency, prove_inclusion, prove_subtree_consistency,
    root_of_size, verify_consistency, verify_inclusion, verify_subtree_consistency,
};
use comity_testkit::law;
use proptest::prelude::*;

/// The root of some leaves as RFC 6962 defines it.
fn oracle_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of_empty_tree(),
        [leaf] => *leaf,
        _ => {
            let mut left = 1;
            while left * 2 < leaves.len() {
                left *= 2;
            }
            let (left, right) = leaves.split_at(left);
            Hash::of_node(&oracle_root(left), &oracle_root(right))
        }
    }
}

/// The audit path of a leaf as RFC 6962 defines it.
fn oracle_inclusion(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let mut left = 1;
    while left * 2 < leaves.len() {
        left *= 2;
    }
    let (near, far) = leaves.split_at(left);
    let (mut path, sibling) = if index < left {
        (oracle_inclusion(index, near), oracle_root(far))
    } else {
        (oracle_inclusion(index - left, far), oracle_root(near))
    };
    path.push(sibling);
    path
}

fn leaves(size: usize) -> Vec<Hash> {
    (0..size as u64)
        .map(|index| Hash::of_leaf(&index.to_be_bytes()))
        .collect()
}

/// A grown tree: its frontier, and what it handed out on the way.
struct Grown {
    frontier: Frontier,
    handed_out: RefCell<BTreeMap<(u8, u64), Hash>>,
}

impl Grown {
    fn new(leaves: &[Hash]) -> Self {
        let mut frontier = Frontier::new();
        let mut handed_out = BTreeMap::new();
        for leaf in leaves {
            frontier.append_and_tell(*leaf, |level, index, hash| {
                let before = handed_out.insert((level, index), hash);
                assert_eq!(before, None, "a hash is made once");
            });
        }
        Self {
            frontier,
            handed_out: RefCell::new(handed_out),
        }
    }

    fn at(&self) -> impl Fn(u8, u64) -> Option<Hash> + '_ {
        |level, index| self.handed_out.borrow().get(&(level, index)).copied()
    }
}

#[test]
fn every_small_tree_agrees_with_the_definition() {
    let all = leaves(40);
    let grown = Grown::new(&all);
    for size in 0..=all.len() {
        let now = &all[..size];
        let root = oracle_root(now);
        let mut frontier = Frontier::new();
        now.iter().for_each(|leaf| frontier.append(*leaf));
        assert_eq!(frontier.root(), root, "of {size} leaves");
        assert_eq!(root_of_size(&grown.at(), size as u64), Ok(root));
        for index in 0..size {
            let proof = prove_inclusion(&grown.at(), index as u64, size as u64);
            assert_eq!(proof, Ok(oracle_inclusion(index, now)), "{index} of {size}");
        }
        for old_size in 1..=size {
            let old_root = oracle_root(&all[..old_size]);
            let (old_size, size) = (old_size as u64, size as u64);
            let proof = prove_consistency(&grown.at(), old_size, size).expect("it is grown");
            let verdict = verify_consistency(old_size, &old_root, size, &root, &proof);
            assert_eq!(verdict, Ok(()), "{old_size} to {size}");
        }
    }
}

#[test]
fn every_small_subtree_is_shown_to_be_inside() {
    let all = leaves(20);
    let grown = Grown::new(&all);
    let (mut shown, mut refused) = (0, 0);
    for size in 0..=20_usize {
        for (start, end) in (0..=21).flat_map(|start| (0..=21).map(move |end| (start, end))) {
            let (from, to, of) = (start as u64, end as u64, size as u64);
            let Ok(proof) = prove_subtree_consistency(&grown.at(), from, to, of) else {
                refused += 1;
                continue;
            };
            let (part, root) = (oracle_root(&all[start..end]), oracle_root(&all[..size]));
            let verdict = verify_subtree_consistency((from, to), &part, of, &root, &proof);
            assert_eq!(verdict, Ok(()), "{start}..{end} of {size}");
            shown += 1;
        }
    }
    assert!(
        shown > 500 && refused > 500,
        "{shown} shown, {refused} refused"
    );
}

#[test]
fn a_frontier_goes_on_where_it_was_left() {
    let all = leaves(100);
    for cut in 0..all.len() {
        let mut frontier = Grown::new(&all[..cut]).frontier;
        frontier =
            Frontier::from_peaks(cut as u64, frontier.peaks().to_vec()).expect("it is a frontier");
        all[cut..].iter().for_each(|leaf| frontier.append(*leaf));
        assert_eq!(frontier.root(), oracle_root(&all), "cut at {cut}");
    }
    assert!(Frontier::from_peaks(3, vec![all[0]]).is_err());
}

#[test]
fn a_changed_proof_shows_nothing() {
    let case = (2..300_usize, any::<(usize, usize, usize, u8)>());
    law::holds(
        "a_changed_proof_shows_nothing",
        &case,
        |(size, picks), _| {
            let all = leaves(size);
            let grown = Grown::new(&all);
            let (index, old_size) = (picks.0 % size, 1 + picks.1 % (size - 1));
            let (root, old_root) = (oracle_root(&all), oracle_root(&all[..old_size]));
            let (index, old_size, size) = (index as u64, old_size as u64, size as u64);

            let mut proof = prove_inclusion(&grown.at(), index, size).expect("it is grown");
            let leaf = all[index as usize];
            prop_assert_eq!(verify_inclusion(&leaf, index, size, &root, &proof), Ok(()));
            let place = picks.2 % proof.len();
            proof[place].0[usize::from(picks.3 % 32)] ^= 1 << (picks.3 / 32);
            prop_assert!(verify_inclusion(&leaf, index, size, &root, &proof).is_err());

            let mut proof = prove_consistency(&grown.at(), old_size, size).expect("it is grown");
            let verdict = verify_consistency(old_size, &old_root, size, &root, &proof);
            prop_assert_eq!(verdict, Ok(()));
            let place = picks.2 % proof.len();
            proof[place].0[usize::from(picks.3 % 32)] ^= 1 << (picks.3 / 32);
            prop_assert!(verify_consistency(old_size, &old_root, size, &root, &proof).is_err());
            Ok(())
        },
    );
}

#[test]
fn no_claim_about_a_tree_makes_the_verifier_fall() {
    let proof = proptest::collection::vec(any::<[u8; 32]>().prop_map(Hash), 0..70);
    let case = (any::<[u64; 3]>(), any::<u8>(), proof);
    law::holds(
        "verifiers_are_total",
        &case,
        |(numbers, shift, proof), _| {
            let hash = Hash::of_leaf(b"");
            let [start, end, size] = numbers.map(|number| number >> (shift % 64));
            let range = (start, end);
            prop_assert!(verify_inclusion(&hash, start, size, &hash, &proof).is_err() || size == 1);
            let _ = verify_subtree_consistency(range, &hash, size, &hash, &proof);
            Ok(())
        },
    );
}

#[test]
fn what_is_not_there_is_named() {
    let nothing = |_, _| None;
    assert_eq!(
        prove_inclusion(&nothing, 0, 3),
        Err(ProveError::Missing { level: 0, index: 2 })
    );
    assert_eq!(
        prove_inclusion(&nothing, 3, 3),
        Err(ProveError::OutsideTree { index: 3, size: 3 })
    );
    let refused = ProveError::NoSubtree {
        start: 0,
        end: 0,
        size: 3,
    };
    assert_eq!(prove_consistency(&nothing, 0, 3), Err(refused));
}
