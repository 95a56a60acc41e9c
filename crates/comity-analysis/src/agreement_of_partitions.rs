//! How far two ways to part the same people into groups agree.
//!
//! Never here: how anyone is parted.
//!
//! Start at [`adjusted_rand_index`].

/// The adjusted Rand index of two partitions of the same things, after Hubert and Arabie 1985,
/// "Comparing partitions": over pairs of things, how often both partitions join them, less what
/// chance would give, as a share of the most that it could be. 1 for equal partitions, about 0
/// for unrelated ones, below 0 for less than chance.
///
/// `one[i]` and `other[i]` are the groups of thing `i`; only whether two names are equal counts.
/// With n_gh the things in group g of one and h of the other, a_g and b_h the sizes of the groups
/// and C(n) = n(n − 1)/2: (Σ C(n_gh) − E) / ((Σ C(a_g) + Σ C(b_h))/2 − E), where
/// E = Σ C(a_g) · Σ C(b_h) / C(n). Where that is nothing over nothing (fewer than two things, or
/// both partitions join all or none) the partitions are equal, and it is 1.
///
/// # Panics
/// If the two are not of one length.
#[must_use]
pub fn adjusted_rand_index(one: &[u32], other: &[u32]) -> f64 {
    assert_eq!(one.len(), other.len(), "both part the same things");
    let mut pairs: Vec<(u32, u32)> = one.iter().copied().zip(other.iter().copied()).collect();
    pairs.sort_unstable();
    let mut ones: Vec<u32> = one.to_vec();
    ones.sort_unstable();
    let mut others: Vec<u32> = other.to_vec();
    others.sort_unstable();
    let (both, left, right) = (joined(&pairs), joined(&ones), joined(&others));
    let all = pairs_of(one.len());
    // Whole numbers decide it, so that rounding cannot.
    if (left == 0 && right == 0) || (left == all && right == all) {
        return 1.0;
    }
    let [both, left, right, all] = [both, left, right, all].map(|it| it as f64);
    let expected = left * (right / all);
    (both - expected) / ((left + right) / 2.0 - expected)
}

/// How many pairs of equal things a sorted list holds.
fn joined<T: PartialEq>(sorted: &[T]) -> u64 {
    sorted
        .chunk_by(PartialEq::eq)
        .map(|it| pairs_of(it.len()))
        .sum()
}

/// How many pairs a number of things makes.
fn pairs_of(things: usize) -> u64 {
    let things = things as u64;
    things * things.saturating_sub(1) / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Chance;
    use proptest::prelude::*;

    #[test]
    fn equal_partitions_agree_whatever_their_names() {
        let index = adjusted_rand_index(&[0, 0, 1, 1, 2], &[7, 7, 3, 3, 9]);
        assert!((index - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_case_by_hand() {
        // n_gh: 2 0 / 1 1 / 0 2; ΣC(n_gh) = 2, ΣC(a) = 3, ΣC(b) = 6, C(6) = 15, E = 1.2.
        let index = adjusted_rand_index(&[0, 0, 1, 1, 2, 2], &[0, 0, 0, 1, 1, 1]);
        assert!((index - 0.8 / 3.3).abs() < 1e-15, "{index}");
    }

    #[test]
    fn less_than_chance_is_below_nothing() {
        assert!(adjusted_rand_index(&[0, 0, 1, 1], &[0, 1, 0, 1]) < 0.0);
    }

    #[test]
    fn where_there_is_nothing_to_tell_apart_they_are_equal() {
        for (one, other) in [
            (vec![], vec![]),
            (vec![4], vec![2]),
            (vec![1, 1, 1], vec![5, 5, 5]),
            (vec![1, 2, 3], vec![3, 2, 1]),
        ] {
            assert!((adjusted_rand_index(&one, &other) - 1.0).abs() < 1e-15);
        }
        let all_against_none = adjusted_rand_index(&[1, 1, 1], &[1, 2, 3]);
        assert!(all_against_none.abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn neither_order_nor_names_matter(
            pairs in prop::collection::vec((0_u32..5, 0_u32..4), 0..40),
            seed: u64,
        ) {
            let index = |pairs: &[(u32, u32)]| {
                let (one, other): (Vec<u32>, Vec<u32>) = pairs.iter().copied().unzip();
                adjusted_rand_index(&one, &other).to_bits()
            };
            let mut moved: Vec<(u32, u32)> = pairs.iter().map(|it| (9 - it.0, it.1 ^ 6)).collect();
            let mut chance = Chance::from_seed(seed);
            for at in (1..moved.len()).rev() {
                moved.swap(at, chance.below(at + 1));
            }
            prop_assert_eq!(index(&pairs), index(&moved));
        }
    }
}
