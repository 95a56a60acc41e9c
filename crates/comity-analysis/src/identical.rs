//! What is asked for in identical terms: keys in, groups out.
//!
//! Clause proposals are grouped by identical change, never by likeness: at every threshold that
//! was tried on a real negotiation, likeness joined amendments that ask for different things
//! (precision .20 to .78). A key is whatever makes a change: the provision and the resulting words.
//!
//! Start at [`groups`].

/// The indices of equal keys, in groups: the groups in the order of their keys, each ascending.
///
/// Keys that differ in anything are different; who wants capitals or spaces not to count folds
/// them first.
#[must_use]
pub fn groups<K: Ord>(keys: &[K]) -> Vec<Vec<u32>> {
    let count = u32::try_from(keys.len()).expect("there are fewer than 2³² keys");
    let key = |at: &u32| &keys[*at as usize];
    let mut order: Vec<u32> = (0..count).collect();
    order.sort_by(|one, other| key(one).cmp(key(other)));
    let runs = order.chunk_by(|one, other| key(one) == key(other));
    runs.map(<[u32]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_changes_are_one_group_and_nothing_else_is() {
        let keys = [
            ("2", "wells open at sunrise"),
            ("1", "wells open at dawn"),
            ("2", "wells open at sunrise"),
            ("2", "wells open at Sunrise"),
        ];
        assert_eq!(groups(&keys), [vec![1], vec![3], vec![0, 2]]);
        assert!(groups::<&str>(&[]).is_empty());
    }
}
