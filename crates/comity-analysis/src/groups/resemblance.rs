//! Whose ballot is like whose: everyone goes to the group that votes as they do.
//!
//! A point says where somebody stands along a few components; a ballot says more, above all where
//! few positions were taken. So once the groups are found, everyone is compared with them vote by
//! vote: how likely is this ballot for someone of that group (a latent class model, Lazarsfeld and
//! Henry 1968, with each person in one class)?
//!
//! Start at [`by_resemblance`].

use crate::pieces::{in_order, ranges};
use crate::positions::Positions;

/// How often everyone is compared and the groups' votes counted anew, at most.
const MOST_ROUNDS: usize = 4;

/// After the first, a round is taken only if it moves at most one person for so many whom the
/// round before moved. Where there are camps the moves soon end; where opinions only shade into
/// each other they go on and on, to groups of another kind than those that were found.
const CALMING: usize = 3;

/// Participants that are compared, and statements that are counted, as one piece.
const PIECE: usize = 4096;
const STATEMENTS_PIECE: usize = 64;

/// The group of each of the rows, from the group that each has now. A ballot's likelihood in a
/// group is the product over its positions of the group's share for that vote, (count + ½)/(votes
/// + 1½), and the group's share of all people; the larger logarithm wins, the first of equal ones.
pub(super) fn by_resemblance(
    positions: &Positions,
    rows: &[u32],
    mut labels: Vec<u16>,
    groups: usize,
) -> Vec<u16> {
    let mut before = usize::MAX;
    for _ in 0..MOST_ROUNDS {
        let shares = log_shares(positions, rows, &labels, groups);
        let pieces = ranges(rows.len(), PIECE);
        let done = in_order(pieces.len(), |piece| -> Vec<u16> {
            let mut scores = vec![0.0; groups];
            let mut nearest = |row: &u32| {
                scores.copy_from_slice(&shares.sizes);
                for cell in positions.row(*row as usize) {
                    let at = (cell.index() * 3 + cell.vote() as usize) * groups;
                    let own = &shares.votes[at..at + groups];
                    scores.iter_mut().zip(own).for_each(|it| *it.0 += it.1);
                }
                most_likely(&scores)
            };
            rows[pieces[piece].clone()]
                .iter()
                .map(&mut nearest)
                .collect()
        });
        let next = done.concat();
        let moved = next.iter().zip(&labels).filter(|it| it.0 != it.1).count();
        if moved > before / CALMING {
            break;
        }
        (labels, before) = (next, moved);
    }
    labels
}

fn most_likely(scores: &[f64]) -> u16 {
    let mut best = 0;
    for (group, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = group;
        }
    }
    u16::try_from(best).expect("groups are few")
}

/// Logarithms of shares.
struct LogShares {
    /// For each statement, vote and group: of the group's votes on the statement.
    votes: Vec<f64>,
    /// For each group: of all people.
    sizes: Vec<f64>,
}

fn log_shares(positions: &Positions, rows: &[u32], labels: &[u16], groups: usize) -> LogShares {
    let mut group_of = vec![u16::MAX; positions.participants()];
    let mut sizes = vec![0_u32; groups];
    for (row, label) in rows.iter().zip(labels) {
        group_of[*row as usize] = *label;
        sizes[usize::from(*label)] += 1;
    }
    let pieces = ranges(positions.statements(), STATEMENTS_PIECE);
    let done = in_order(pieces.len(), |piece| -> Vec<f64> {
        let of = |statement| statement_shares(positions, statement, &group_of, groups);
        pieces[piece].clone().flat_map(of).collect()
    });
    let total = rows.len() as f64;
    let size = |it: &u32| libm::log((f64::from(*it) + 0.5) / total);
    LogShares {
        votes: done.concat(),
        sizes: sizes.iter().map(size).collect(),
    }
}

fn statement_shares(
    positions: &Positions,
    statement: usize,
    group_of: &[u16],
    groups: usize,
) -> Vec<f64> {
    let mut counts = vec![0_u32; 3 * groups];
    for cell in positions.column(statement) {
        let group = usize::from(group_of[cell.index()]);
        if group < groups {
            counts[cell.vote() as usize * groups + group] += 1;
        }
    }
    let share = |at: usize| {
        let votes: u32 = (0..3).map(|vote| counts[vote * groups + at % groups]).sum();
        libm::log((f64::from(counts[at]) + 0.5) / (f64::from(votes) + 1.5))
    };
    (0..3 * groups).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::positions::{Builder, Vote};

    #[test]
    fn who_votes_like_the_others_goes_to_them() {
        let mut builder = Builder::new();
        for row in 0..8 {
            let vote = if row < 4 { Vote::Agree } else { Vote::Disagree };
            (0..5).for_each(|statement| builder.cast(row, statement, vote));
        }
        let rows: Vec<u32> = (0..8).collect();
        let (positions, _) = builder.finish(&rows, &[0, 1, 2, 3, 4]);
        let found = by_resemblance(&positions, &rows, vec![0, 0, 0, 1, 1, 1, 1, 1], 2);
        assert_eq!(found, [0, 0, 0, 0, 1, 1, 1, 1]);
    }
}
