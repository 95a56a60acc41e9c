//! What a group says of a statement, in the figures of Polis, and group-aware consensus.
//!
//! The groups are an argument: they may come from here or from anywhere else.
//!
//! Start at [`tallies`].

use crate::positions::{Positions, Vote};

/// How a group has voted on a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Who agrees.
    pub agrees: u32,
    /// Who disagrees.
    pub disagrees: u32,
    /// Who has voted at all, passes included.
    pub votes: u32,
}

impl Tally {
    fn count(&mut self, vote: Vote) {
        self.votes += 1;
        match vote {
            Vote::Agree => self.agrees += 1,
            Vote::Disagree => self.disagrees += 1,
            Vote::Pass => {}
        }
    }

    /// Both together.
    #[must_use]
    pub fn with(self, other: Tally) -> Tally {
        Tally {
            agrees: self.agrees + other.agrees,
            disagrees: self.disagrees + other.disagrees,
            votes: self.votes + other.votes,
        }
    }

    /// What is left without a part of it.
    pub(super) fn without(self, part: Tally) -> Tally {
        Tally {
            agrees: self.agrees - part.agrees,
            disagrees: self.disagrees - part.disagrees,
            votes: self.votes - part.votes,
        }
    }

    /// How the group agrees, beside what all others say.
    #[must_use]
    pub fn agreement(self, others: Tally) -> Figures {
        Figures::of((self.agrees, self.votes), (others.agrees, others.votes))
    }

    /// How the group disagrees, beside what all others say.
    #[must_use]
    pub fn disagreement(self, others: Tally) -> Figures {
        Figures::of(
            (self.disagrees, self.votes),
            (others.disagrees, others.votes),
        )
    }
}

/// The figures of a group's agreement to a statement, or of its disagreement. `A` of `N` in the
/// group, `A'` of `N'` among the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// The share: (A + 1) / (N + 2).
    pub share: f64,
    /// Whether it is more than half, as a test of one proportion:
    /// 2 · sqrt(N + 1) · ((A + 1) / (N + 1) − 1/2).
    pub test: f64,
    /// How much larger it is than that of the others: share / ((A' + 1) / (N' + 2)).
    pub relative: f64,
    /// Whether it is larger than that of the others, as a test of two proportions: with
    /// s = A + 1, n = N + 1, s' and n' alike, p = (s + s') / (n + n'), it is
    /// (s/n − s'/n') / sqrt(p (1 − p) (1/n + 1/n')); 0 where p is 1.
    pub relative_test: f64,
}

/// From this value on, a test of Polis counts as significant: nine of ten, on one side.
pub const SIGNIFICANT: f64 = 1.2816;

impl Figures {
    fn of((own, own_votes): (u32, u32), (other, other_votes): (u32, u32)) -> Figures {
        let [own, own_votes, other, other_votes] =
            [own, own_votes, other, other_votes].map(f64::from);
        let share = (own + 1.0) / (own_votes + 2.0);
        let half = (own + 1.0) / (own_votes + 1.0) - 0.5;
        Figures {
            share,
            test: 2.0 * (own_votes + 1.0).sqrt() * half,
            relative: share / ((other + 1.0) / (other_votes + 2.0)),
            relative_test: two_proportions(
                (own + 1.0, own_votes + 1.0),
                (other + 1.0, other_votes + 1.0),
            ),
        }
    }

    /// Whether both tests are significant.
    #[must_use]
    pub fn is_significant(self) -> bool {
        self.test > SIGNIFICANT && self.relative_test > SIGNIFICANT
    }

    /// What representative statements are ranked by: the product of all four.
    #[must_use]
    pub fn rank(self) -> f64 {
        self.relative * self.relative_test * self.share * self.test
    }
}

fn two_proportions((one, of_one): (f64, f64), (other, of_other): (f64, f64)) -> f64 {
    // One more is counted on both sides, so that the share is above 0, and at most 1.
    let share = (one + other) / (of_one + of_other);
    if share >= 1.0 {
        return 0.0;
    }
    let spread = share * (1.0 - share) * (1.0 / of_one + 1.0 / of_other);
    (one / of_one - other / of_other) / spread.sqrt()
}

/// How each group has voted: groups × statements. `groups[i]` is the group of participant `i`,
/// numbered from 0; who has none is not counted.
///
/// # Panics
/// If there is not an entry for each participant.
#[must_use]
pub fn tallies(positions: &Positions, groups: &[Option<u32>]) -> Vec<Vec<Tally>> {
    assert_eq!(groups.len(), positions.participants(), "an entry for each");
    let count = groups.iter().flatten().max().map_or(0, |it| it + 1) as usize;
    let mut all = vec![vec![Tally::default(); positions.statements()]; count];
    for (participant, group) in groups.iter().enumerate() {
        let Some(group) = group else { continue };
        for cell in positions.row(participant) {
            all[*group as usize][cell.index()].count(cell.vote());
        }
    }
    all
}

/// For each statement the product over the groups of (A + 1) / (N + 2): near 1 only where every
/// group agrees. Without groups it is 1.
///
/// # Panics
/// If a group has not a tally for each of the statements.
#[must_use]
pub fn group_aware_consensus(tallies: &[Vec<Tally>], statements: usize) -> Vec<f64> {
    let share = |it: Tally| (f64::from(it.agrees) + 1.0) / (f64::from(it.votes) + 2.0);
    (0..statements)
        .map(|at| tallies.iter().map(|it| share(it[at])).product())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(agrees: u32, disagrees: u32, votes: u32) -> Tally {
        Tally {
            agrees,
            disagrees,
            votes,
        }
    }

    #[test]
    fn the_figures_of_a_case_by_hand() {
        let figures = tally(7, 1, 8).agreement(tally(1, 8, 10));
        assert!((figures.share - 0.8).abs() < 1e-15);
        assert!((figures.test - 2.0 * 3.0 * (8.0 / 9.0 - 0.5)).abs() < 1e-15);
        assert!((figures.relative - 4.8).abs() < 1e-14);
        let spread: f64 = 0.5 * 0.5 * (1.0 / 9.0 + 1.0 / 11.0);
        let exact = (8.0 / 9.0 - 2.0 / 11.0) / spread.sqrt();
        assert!((figures.relative_test - exact).abs() < 1e-14);
        assert!(figures.is_significant());
        assert!(
            !tally(7, 1, 8)
                .disagreement(tally(1, 8, 10))
                .is_significant()
        );
    }

    #[test]
    fn no_votes_and_all_agreeing_are_numbers() {
        for (own, others) in [
            (Tally::default(), Tally::default()),
            (tally(5, 0, 5), tally(9, 0, 9)),
            (tally(5, 0, 5), Tally::default()),
        ] {
            let figures = own.agreement(others);
            assert!(figures.rank().is_finite() && figures.relative_test.abs() < 1e-15);
        }
    }

    #[test]
    fn one_more_agree_never_lowers_a_figure_and_one_more_disagree_never_raises_it() {
        for votes in 0..12 {
            for agrees in 0..=votes {
                let others = tally(3, 2, 9);
                let before = tally(agrees, 0, votes).agreement(others);
                let agree = tally(agrees + 1, 0, votes + 1).agreement(others);
                let disagree = tally(agrees, 1, votes + 1).agreement(others);
                assert!(agree.share >= before.share && disagree.share <= before.share);
                assert!(agree.relative >= before.relative);
                assert!(disagree.relative <= before.relative);
            }
        }
    }

    #[test]
    fn consensus_wants_every_group() {
        let tallies = [
            vec![tally(8, 0, 8), tally(8, 0, 8)],
            vec![tally(3, 0, 3), tally(0, 3, 3)],
        ];
        assert_eq!(group_aware_consensus(&tallies, 2), [0.9 * 0.8, 0.9 * 0.2]);
        assert_eq!(group_aware_consensus(&[], 1), [1.0]);
    }
}
