//! The statements that set a group apart from all others.
//!
//! Start at [`representative`].

use super::statistics::{Figures, Tally};

/// The most statements that stand for a group.
pub const MOST_REPRESENTATIVE: usize = 5;

/// What a group says of a statement that is representative of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It agrees more than the others do.
    Agree,
    /// It disagrees more than the others do.
    Disagree,
}

/// A statement that sets a group apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Representative {
    /// Which one.
    pub statement: usize,
    /// Whether the group agrees with it or disagrees.
    pub direction: Direction,
    /// The figures of that agreement or disagreement.
    pub figures: Figures,
    /// Whether both tests were significant in one direction. Where none is, the one with the
    /// largest test of two proportions still stands for the group, with `false` here.
    pub is_significant: bool,
}

/// For each group at most five statements: those that pass both tests in one direction, by
/// [`Figures::rank`]; the best of those that the group agrees with is always among them, and
/// agreements come first. `tallies` is groups × statements; those moderated out are passed over,
/// and so are those on which nobody in the group has voted.
#[must_use]
pub fn representative(tallies: &[Vec<Tally>], moderated_out: &[bool]) -> Vec<Vec<Representative>> {
    let mut all = tallies.first().cloned().unwrap_or_default();
    for group in tallies.iter().skip(1) {
        for (all, own) in all.iter_mut().zip(group) {
            *all = all.with(*own);
        }
    }
    let is_out = |it: usize| moderated_out.get(it).copied().unwrap_or(false);
    let of_group = |group: &Vec<Tally>| {
        let statements = group.iter().zip(&all).enumerate();
        let candidates = statements
            .filter(|(at, (own, _))| !is_out(*at) && own.votes > 0)
            .map(|(at, (own, all))| candidate(at, *own, all.without(*own)));
        chosen(candidates.collect())
    };
    tallies.iter().map(of_group).collect()
}

fn candidate(statement: usize, own: Tally, others: Tally) -> Representative {
    let (agreement, disagreement) = (own.agreement(others), own.disagreement(others));
    let (direction, figures) = match agreement.relative_test > disagreement.relative_test {
        true => (Direction::Agree, agreement),
        false => (Direction::Disagree, disagreement),
    };
    Representative {
        statement,
        direction,
        figures,
        is_significant: agreement.is_significant() || disagreement.is_significant(),
    }
}

fn chosen(candidates: Vec<Representative>) -> Vec<Representative> {
    let (mut passed, failed): (Vec<_>, Vec<_>) =
        candidates.into_iter().partition(|it| it.is_significant);
    if passed.is_empty() {
        let mut best: Option<Representative> = None;
        for one in failed {
            let test = one.figures.relative_test;
            if best.is_none_or(|it| test > it.figures.relative_test) {
                best = Some(one);
            }
        }
        return best.into_iter().collect();
    }
    // Stable: of equal ranks the earlier statement comes first.
    passed.sort_by(|one, other| other.figures.rank().total_cmp(&one.figures.rank()));
    if let Some(at) = passed
        .iter()
        .position(|it| it.direction == Direction::Agree)
    {
        passed[..=at].rotate_right(1);
    }
    passed.truncate(MOST_REPRESENTATIVE);
    passed.sort_by_key(|it| it.direction == Direction::Disagree);
    passed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(tallies: &[(u32, u32)]) -> Vec<Tally> {
        let tally = |(agrees, disagrees): &(u32, u32)| Tally {
            agrees: *agrees,
            disagrees: *disagrees,
            votes: agrees + disagrees,
        };
        tallies.iter().map(tally).collect()
    }

    fn found(tallies: &[Vec<Tally>], out: &[bool]) -> Vec<Vec<(usize, Direction)>> {
        let short = |it: Vec<Representative>| -> Vec<_> {
            it.iter().map(|it| (it.statement, it.direction)).collect()
        };
        let all = representative(tallies, out);
        all.into_iter().map(short).collect()
    }

    #[test]
    fn what_sets_a_group_apart_stands_for_it_agreements_first() {
        let tallies = [
            group(&[(1, 30), (28, 2), (20, 20), (0, 0)]),
            group(&[(30, 1), (3, 27), (21, 19), (9, 0)]),
        ];
        assert_eq!(
            found(&tallies, &[]),
            [
                vec![(1, Direction::Agree), (0, Direction::Disagree)],
                vec![(0, Direction::Agree), (1, Direction::Disagree)],
            ]
        );
        let out = [false, true];
        assert_eq!(found(&tallies, &out)[0], [(0, Direction::Disagree)]);
    }

    #[test]
    fn the_best_agreement_is_among_the_five() {
        let one = group(&[(0, 90), (0, 80), (0, 70), (0, 60), (0, 50), (14, 6)]);
        let other = group(&[(90, 0), (80, 0), (70, 0), (60, 0), (50, 0), (8, 12)]);
        let found = found(&[one, other], &[]);
        let statements: Vec<usize> = found[0].iter().map(|it| it.0).collect();
        assert_eq!(statements, [5, 0, 1, 2, 3]);
    }

    #[test]
    fn where_nothing_is_significant_one_stands_all_the_same() {
        let tallies = [group(&[(2, 2), (3, 1)]), group(&[(2, 2), (2, 2)])];
        let all = representative(&tallies, &[]);
        assert_eq!((all[0].len(), all[0][0].statement), (1, 1));
        assert!(!all[0][0].is_significant);
        assert_eq!(representative(&[], &[]), Vec::<Vec<Representative>>::new());
    }
}
