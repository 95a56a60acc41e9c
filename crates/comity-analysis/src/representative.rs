//! What is particular to a group: statements on which it differs from all others and is clear in
//! itself.
//!
//! Only figures that are shown are used, so that nothing hidden shines through.
//!
//! Start at [`Representative`].

use crate::common_ground::{Count, Tally};

/// Where a one-sided test at one in ten begins to say yes: the 90 % quantile of the normal
/// distribution. Each statement is tested by itself, so some of those named are there by chance.
pub const SIGNIFICANT: f64 = 1.281_551_565_544_6;

/// Statements named for each group, at most: what fits into a paragraph about it.
pub const MOST_REPRESENTATIVE: usize = 5;

/// Which way a group stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// It agrees more than the others.
    Agrees,
    /// It disagrees more than the others.
    Disagrees,
}

/// A statement that is particular to a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Representative {
    /// Its index.
    pub statement: usize,
    /// Which way.
    pub stance: Stance,
    /// The share of the group that takes this stance, with Jeffreys' pseudocounts.
    pub share: f64,
    /// That share as a multiple of the share among the other groups together.
    pub relative: f64,
    /// How clearly it is more than half of the group: 2·√(N + 1)·(share − ½), about normal.
    pub clear: f64,
    /// How clearly it is more than among the others: the two-proportion test, about normal.
    pub distinct: f64,
}

/// The statements that are particular to a group, in the order of the statements. `counts[j]`
/// has the figures of statement `j` for every group.
///
/// A statement counts where both tests are passed; of more than [`MOST_REPRESENTATIVE`] those are
/// kept where relative × distinct × share × clear is largest.
pub(crate) fn representative(counts: &[&[Count]], group: usize) -> Vec<Representative> {
    let each = counts.iter().enumerate();
    let mut found: Vec<Representative> = each
        .filter_map(|(statement, counts)| {
            let own = counts[group].shown()?;
            let others = counts.iter().enumerate().filter(|it| it.0 != group);
            let others = others.filter_map(|it| it.1.shown()).reduce(Tally::plus)?;
            let both = [Stance::Agrees, Stance::Disagrees].map(|it| tested(own, others, it));
            let [agrees, disagrees] = both.map(|it| Representative { statement, ..it });
            let larger = if agrees.distinct >= disagrees.distinct {
                agrees
            } else {
                disagrees
            };
            (larger.clear > SIGNIFICANT && larger.distinct > SIGNIFICANT).then_some(larger)
        })
        .collect();
    let weight = |it: &Representative| it.relative * it.distinct * it.share * it.clear;
    found.sort_by(|one, other| weight(other).total_cmp(&weight(one)));
    found.truncate(MOST_REPRESENTATIVE);
    found.sort_by_key(|it| it.statement);
    found
}

fn tested(own: Tally, others: Tally, stance: Stance) -> Representative {
    let taken = |it: Tally| match stance {
        Stance::Agrees => it.agree,
        Stance::Disagrees => it.disagree,
    };
    let with_pseudocounts = |it: Tally| (f64::from(taken(it)) + 0.5, f64::from(it.votes()) + 1.0);
    let ((taken, votes), (taken_there, votes_there)) =
        (with_pseudocounts(own), with_pseudocounts(others));
    let (share, share_there) = (taken / votes, taken_there / votes_there);
    // Between 0 and 1 because of the pseudocounts, so that nothing is divided by zero.
    let pooled = (taken + taken_there) / (votes + votes_there);
    let deviation = (pooled * (1.0 - pooled) * (1.0 / votes + 1.0 / votes_there)).sqrt();
    Representative {
        statement: 0,
        stance,
        share,
        relative: share / share_there,
        clear: 2.0 * votes.sqrt() * (share - 0.5),
        distinct: (share - share_there) / deviation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts(all: &[(u32, u32)]) -> Vec<Count> {
        let tally = |it: &(u32, u32)| Tally {
            agree: it.0,
            disagree: it.1,
            pass: 0,
        };
        all.iter().map(|it| Count::Shown(tally(it))).collect()
    }

    #[test]
    fn what_a_group_alone_holds_is_particular_to_it() {
        let (alone, shared, against) = (
            counts(&[(90, 10), (20, 80)]),
            counts(&[(90, 10), (88, 12)]),
            counts(&[(5, 95), (60, 40)]),
        );
        let all: Vec<&[Count]> = vec![&shared, &against, &alone];
        let found = representative(&all, 0);
        let named: Vec<(usize, Stance)> =
            found.iter().map(|it| (it.statement, it.stance)).collect();
        assert_eq!(named, [(1, Stance::Disagrees), (2, Stance::Agrees)]);
        // (90.5 + 20.5)/202, 1/101 + 1/101.
        let pooled: f64 = 111.0 / 202.0;
        let by_hand = (90.5 - 20.5) / 101.0 / (pooled * (1.0 - pooled) * 2.0 / 101.0).sqrt();
        assert!((found[1].distinct - by_hand).abs() < 1e-12);
        assert!((found[1].clear - 2.0 * 101_f64.sqrt() * (90.5 / 101.0 - 0.5)).abs() < 1e-12);
    }

    #[test]
    fn no_more_than_five_are_named_and_none_from_hidden_figures() {
        let all = vec![counts(&[(90, 10), (20, 80)]); 9];
        let all: Vec<&[Count]> = all.iter().map(Vec::as_slice).collect();
        assert_eq!(representative(&all, 0).len(), MOST_REPRESENTATIVE);
        let hidden = [Count::Hidden, Count::Hidden];
        assert!(representative(&[&hidden], 0).is_empty());
        let alone = counts(&[(90, 10)]);
        assert!(representative(&[&alone], 0).is_empty());
    }

    fn tables() -> impl Strategy<Value = Vec<Vec<(u32, u32)>>> {
        let group = || (0_u32..60, 0_u32..60);
        prop::collection::vec(prop::collection::vec(group(), 3), 1..9)
    }

    fn named(tables: &[Vec<(u32, u32)>], group: usize) -> Vec<Representative> {
        let all: Vec<Vec<Count>> = tables.iter().map(|it| counts(it)).collect();
        let all: Vec<&[Count]> = all.iter().map(Vec::as_slice).collect();
        representative(&all, group)
    }

    proptest! {
        /// The order of the groups plays no part; nor does that of the statements, where no two of
        /// them stand alike: in what the group says of them beside all others together.
        #[test]
        fn order_plays_no_part(tables in tables()) {
            let mut turned = tables.clone();
            turned.iter_mut().for_each(|it| it.reverse());
            prop_assert_eq!(named(&tables, 0), named(&turned, 2));
            let stands = |it: &Vec<(u32, u32)>| {
                let mut sides = [(it[1].0, it[0].0 + it[2].0), (it[1].1, it[0].1 + it[2].1)];
                sides.sort_unstable();
                sides
            };
            let distinct: std::collections::BTreeSet<_> = tables.iter().map(stands).collect();
            let backwards: Vec<Vec<(u32, u32)>> = tables.iter().rev().cloned().collect();
            if distinct.len() == tables.len() {
                let there = |it: Representative| Representative {
                    statement: tables.len() - 1 - it.statement,
                    ..it
                };
                let expected: Vec<_> = named(&backwards, 1).into_iter().rev().map(there).collect();
                prop_assert_eq!(named(&tables, 1), expected);
            }
        }

        /// With one bloc twice as large, what another group says of a statement stays; only how it
        /// stands beside the others changes.
        #[test]
        fn duplicating_one_bloc_changes_nothing_that_is_about_another(tables in tables()) {
            let mut twice = tables.clone();
            for bloc in twice.iter_mut().map(|it| &mut it[0]) {
                *bloc = (2 * bloc.0, 2 * bloc.1);
            }
            for (one, two) in named(&tables, 1).iter().flat_map(|one| {
                let same = named(&twice, 1).into_iter();
                let same = same.filter(|it| (it.statement, it.stance) == (one.statement, one.stance));
                same.map(|two| (*one, two)).collect::<Vec<_>>()
            }) {
                prop_assert_eq!((one.share, one.clear), (two.share, two.clear));
            }
        }
    }
}
