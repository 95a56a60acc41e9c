//! What is left out of the figures of ballots: all that is about few people, and all that few
//! people could be worked out from.
//!
//! Figures can be added and taken from each other. So it is not enough that each is about five
//! people or more: of any two unions of parts that are given, one of groups and one of
//! constituencies, the people in one and not in the other must be nobody, or five and more. Then
//! no sum of figures, with whatever factors and signs, is about one to four people: let each group
//! have the factor r and each constituency the factor c, less one another. Who is left in the sum
//! is in a part with r ≠ c; these are the union, over all t, of those in {r ≥ t} and not in
//! {c ≥ t} or the other way round, and each of these is a pair of unions as above.
//!
//! Never here: who is in which part, and figures of delegations, which are all given.
//!
//! Start at [`hide_few`].

use super::{Count, HIDDEN_BELOW, Tally, Total};

/// How many took a position on a statement, by group and by constituency. The last row and the last
/// column are those in none.
#[derive(Clone, Debug)]
pub(super) struct Cross {
    /// Groups × constituencies, row after row.
    votes: Vec<u32>,
    columns: usize,
}

impl Cross {
    /// Nobody yet, of so many groups and constituencies.
    pub(super) fn new(groups: usize, constituencies: usize) -> Cross {
        let columns = constituencies + 1;
        Cross {
            votes: vec![0; (groups + 1) * columns],
            columns,
        }
    }

    /// Counts someone; who is in no part is in the last one.
    pub(super) fn count(&mut self, group: usize, constituency: usize) {
        self.votes[group * self.columns + constituency] += 1;
    }

    fn rows(&self) -> usize {
        self.votes.len() / self.columns
    }

    /// Whether one to four are in a group and a constituency.
    pub(super) fn has_few(&self) -> bool {
        self.votes.iter().any(|it| *it > 0 && is_few(*it))
    }

    /// How many are in any of these groups and any of these constituencies.
    fn both(&self, groups: &[usize], constituencies: &[usize]) -> u32 {
        let row = |group: &usize| {
            let votes = constituencies.iter();
            votes
                .map(|it| self.votes[group * self.columns + it])
                .sum::<u32>()
        };
        groups.iter().map(row).sum()
    }
}

/// Hides what is about few people and what would give it away, in this order: counts of few;
/// the total, where those whose group is not given are few; and then the constituencies with the
/// fewest, for as long as few people could be worked out. So what is given of a group depends on
/// that group alone; what is given of a constituency depends on the others too.
///
/// That nobody at all took a position is no secret of anyone; that nobody in one part did is
/// hidden as a few are.
pub(super) fn hide_few(
    by_group: &mut [Count],
    by_constituency: &mut [Count],
    everyone: Tally,
    cross: &Cross,
) -> Total {
    for count in by_group.iter_mut().chain(by_constituency.iter_mut()) {
        if count.shown().is_some_and(|it| is_few(it.votes())) {
            *count = Count::Hidden;
        }
    }
    if is_few(everyone.votes()) {
        return Total::Hidden;
    }
    let in_groups = sum(by_group);
    let apart = everyone.votes() - in_groups.votes();
    let is_whole = apart == 0 || !is_few(apart);
    while gives_away(by_group, by_constituency, is_whole, cross) && hide_least(by_constituency) {}
    match is_whole {
        true => Total::Everyone(everyone),
        false if is_few(in_groups.votes()) => Total::Hidden,
        false => Total::InShownGroups(in_groups),
    }
}

/// The sizes of parts that may be given beside the number of people in all of them together and
/// in none. Those below `fewest` are not; and where all others were given but so few, those of the
/// next size are not either.
#[must_use]
pub fn shown_sizes(sizes: &[usize], together: usize, fewest: usize) -> Vec<Option<usize>> {
    let mut shown: Vec<Option<usize>> = sizes
        .iter()
        .map(|it| (*it == 0 || *it >= fewest).then_some(*it))
        .collect();
    loop {
        let rest = together - shown.iter().flatten().sum::<usize>();
        let least = shown.iter().flatten().filter(|it| **it > 0).min().copied();
        let (true, Some(least)) = ((1..fewest).contains(&rest), least) else {
            return shown;
        };
        shown.iter_mut().for_each(|it| {
            *it = it.filter(|size| *size != least);
        });
    }
}

fn is_few(votes: u32) -> bool {
    (votes as usize) < HIDDEN_BELOW
}

fn sum(counts: &[Count]) -> Tally {
    let shown = counts.iter().filter_map(|it| it.shown());
    shown.reduce(Tally::plus).unwrap_or_default()
}

/// Hides the shown counts of the fewest, all that are equally few, so that it does not matter
/// which stands first; says whether there was one.
fn hide_least(counts: &mut [Count]) -> bool {
    let shown = counts.iter().filter_map(|it| it.shown());
    let Some(least) = shown.map(Tally::votes).min() else {
        return false;
    };
    for count in counts {
        if count.shown().is_some_and(|it| it.votes() == least) {
            *count = Count::Hidden;
        }
    }
    true
}

/// Parts that a figure can be had of, each by what it is made of, and those of whom there is none.
struct Known {
    parts: Vec<Vec<usize>>,
    others: Vec<usize>,
}

impl Known {
    /// Of a table with so many lines. Where the total is given, what is left of it is known too.
    fn of(counts: &[Count], is_whole: bool, lines: usize) -> Known {
        let is_shown = |it: &usize| counts.get(*it).is_some_and(|it| *it != Count::Hidden);
        let (shown, others): (Vec<usize>, Vec<usize>) = (0..lines).partition(is_shown);
        let mut parts: Vec<Vec<usize>> = shown.into_iter().map(|it| vec![it]).collect();
        if !is_whole {
            return Known { parts, others };
        }
        parts.push(others);
        Known {
            parts,
            others: Vec::new(),
        }
    }
}

/// Whether one to four people could be worked out where every figure is given: by group, by
/// constituency and the total. Doubles its work with each group.
pub(super) fn tells_of_few(cross: &Cross) -> bool {
    let shown = |lines: usize| vec![Count::Shown(Tally::default()); lines - 1];
    gives_away(&shown(cross.rows()), &shown(cross.columns), true, cross)
}

/// Whether one to four people could be worked out from what is given. For each union of groups the
/// constituencies are chosen that differ from it by the fewest people, each by itself; any other
/// choice differs by more, and where these differ by none, by at least a whole constituency.
fn gives_away(
    by_group: &[Count],
    by_constituency: &[Count],
    is_whole: bool,
    cross: &Cross,
) -> bool {
    if by_constituency.is_empty() {
        return false;
    }
    let groups = Known::of(by_group, is_whole, cross.rows());
    let constituencies = Known::of(by_constituency, is_whole, cross.columns);
    let unions = 1_usize << groups.parts.len();
    let mut apart = vec![0_u32; unions];
    let given = constituencies.parts.iter().map(|it| (it, true));
    for (lines, is_given) in given.chain([(&constituencies.others, false)]) {
        let own: Vec<u32> = groups
            .parts
            .iter()
            .map(|it| cross.both(it, lines))
            .collect();
        let outside = cross.both(&groups.others, lines);
        let all = outside + own.iter().sum::<u32>();
        if is_given && all > 0 && is_few(all) {
            return true;
        }
        let mut inside = vec![0_u32; unions];
        for union in 0..unions {
            if union > 0 {
                let first = union.trailing_zeros() as usize;
                inside[union] = inside[union & (union - 1)] + own[first];
            }
            apart[union] += match is_given {
                true => inside[union].min(all - inside[union]),
                false => inside[union],
            };
        }
    }
    apart.into_iter().any(|it| it > 0 && is_few(it))
}
