//! All figures of one statement, with those left out that would say something of too few people.
//!
//! Start at [`figures`].

use super::{Agreement, Count, Ground, HIDDEN_BELOW, Kind, NoGround, Tally, common_ground, ground};
use crate::positions::{Cell, Vote};

/// People in parts: the group or the constituency of everyone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    /// For each participant the part; none for who is in none.
    pub(crate) of: Vec<Option<u32>>,
    /// How many are in each part.
    pub(crate) sizes: Vec<usize>,
    /// Which parts have a say.
    pub(crate) has_say: Vec<bool>,
}

impl Parts {
    pub(crate) fn new(of: Vec<Option<u32>>, count: usize, kind: Kind) -> Parts {
        let mut sizes = vec![0_usize; count];
        for part in of.iter().flatten() {
            sizes[*part as usize] += 1;
        }
        let together = sizes.iter().sum();
        let has_say = sizes.iter().map(|it| kind.has_say(*it, together)).collect();
        Parts { of, sizes, has_say }
    }

    /// The tally of each part, and of all who took a position, in a part or not.
    fn tallies(&self, column: &[Cell]) -> (Vec<Tally>, Tally) {
        let mut counts = vec![[0_u32; 3]; self.sizes.len() + 1];
        for cell in column {
            let part = self.of[cell.index()].map_or(self.sizes.len(), |it| it as usize);
            counts[part][cell.vote() as usize] += 1;
        }
        let tally = |it: &[u32; 3]| Tally {
            agree: it[Vote::Agree as usize],
            disagree: it[Vote::Disagree as usize],
            pass: it[Vote::Pass as usize],
        };
        let mut all: Vec<Tally> = counts.iter().map(tally).collect();
        let everyone = all.iter().copied().reduce(Tally::plus).unwrap_or_default();
        all.pop();
        (all, everyone)
    }
}

/// What all figures of a matrix are made by.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    pub(crate) kind: Kind,
    pub(crate) groups: Parts,
    pub(crate) constituencies: Parts,
    /// One weight per participant, 1 on average; none where nobody weighs more than others.
    pub(crate) weights: Option<Vec<f64>>,
}

/// How many took which position, all parts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// Of all participants.
    Everyone(Tally),
    /// Of those in opinion groups whose figures are shown: the others who took a position are too
    /// few to be told apart from this. Only in tables of ballots.
    InShownGroups(Tally),
    /// Not given: fewer than [`HIDDEN_BELOW`] persons took a position. Only in tables of ballots.
    Hidden,
}

/// The figures with a weight for everyone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighted {
    /// Shares of all participants.
    pub total: Agreement,
    /// Common ground among opinion groups, with the weights inside each group.
    pub among_groups: Result<Ground, NoGround>,
}

/// All figures of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementFigures {
    /// All parts together.
    pub total: Total,
    /// By opinion group; one part with everyone in it where there are no groups.
    pub by_group: Vec<Count>,
    /// By declared constituency.
    pub by_constituency: Vec<Count>,
    /// Common ground among opinion groups; among everyone as one part where there are none.
    pub among_groups: Result<Ground, NoGround>,
    /// Common ground among declared constituencies, which nobody can fake by opening accounts in
    /// one of them.
    pub among_constituencies: Result<Ground, NoGround>,
    /// The figures by weight. None where nobody weighs more than others, where nobody took a
    /// position, or where a figure among those above is not given.
    pub weighted: Option<Weighted>,
}

/// The figures of a statement, from its column.
pub(crate) fn figures(column: &[Cell], rules: &Rules) -> StatementFigures {
    let (groups, everyone) = rules.groups.tallies(column);
    let (constituencies, _) = rules.constituencies.tallies(column);
    let mut by_group: Vec<Count> = groups.into_iter().map(Count::Shown).collect();
    let mut by_constituency: Vec<Count> = constituencies.into_iter().map(Count::Shown).collect();
    let mut total = Total::Everyone(everyone);
    let unseen = everyone.votes() == 0;
    if matches!(rules.kind, Kind::Ballots { .. }) && !unseen {
        total = hide_few(&mut by_group, &mut by_constituency, everyone);
    }
    let among = |counts: &[Count], has_say: &[bool]| match unseen {
        true => Err(NoGround::NobodyTookAPosition),
        false => common_ground(counts, has_say),
    };
    let all_given = matches!(total, Total::Everyone(_))
        && !by_group
            .iter()
            .chain(&by_constituency)
            .any(|it| *it == Count::Hidden);
    let weights = rules.weights.as_deref().filter(|_| all_given && !unseen);
    StatementFigures {
        total,
        among_groups: among(&by_group, &rules.groups.has_say),
        among_constituencies: among(&by_constituency, &rules.constituencies.has_say),
        weighted: weights.map(|it| weighted(column, &rules.groups, it)),
        by_group,
        by_constituency,
    }
}

/// Hides what is about few people, and what would give it away: where all figures of a table but
/// those of few people are given, taking them from the total leaves the few. That nobody at all
/// took a position is no secret of anyone; that nobody in one part did is hidden as a few are.
fn hide_few(by_group: &mut [Count], by_constituency: &mut [Count], everyone: Tally) -> Total {
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
    let safe = apart == 0 || !is_few(apart);
    // Where the total is left out because of the groups, the constituencies must not add up to it.
    loop {
        let rest = everyone.votes() - sum(by_constituency).votes();
        if !is_few(rest) || (rest == 0 && safe) || !hide_least(by_constituency) {
            break;
        }
    }
    match safe {
        true => Total::Everyone(everyone),
        false if is_few(in_groups.votes()) => Total::Hidden,
        false => Total::InShownGroups(in_groups),
    }
}

fn is_few(votes: u32) -> bool {
    (votes as usize) < HIDDEN_BELOW
}

fn sum(counts: &[Count]) -> Tally {
    let shown = counts.iter().filter_map(|it| it.shown());
    shown.reduce(Tally::plus).unwrap_or_default()
}

/// Hides the shown count of the fewest; says whether there was one.
fn hide_least(counts: &mut [Count]) -> bool {
    let shown = counts.iter_mut().filter(|it| it.shown().is_some());
    let least = shown.min_by_key(|it| it.shown().map(Tally::votes));
    least.map(|it| *it = Count::Hidden).is_some()
}

/// Weighted shares. Weights that differ say less than as many equal ones, so the numbers behind
/// pseudocounts and bounds are Kish's effective ones (1965): (Σ w)² / Σ w².
fn weighted(column: &[Cell], groups: &Parts, weights: &[f64]) -> Weighted {
    let mut sums = vec![[0.0_f64; 4]; groups.sizes.len() + 1];
    for cell in column {
        let part = groups.of[cell.index()].map_or(groups.sizes.len(), |it| it as usize);
        let weight = weights[cell.index()];
        sums[part][cell.vote() as usize] += weight;
        sums[part][3] += weight * weight;
    }
    let agreement = |it: &[f64; 4]| {
        let total = it[0] + it[1] + it[2];
        let scale = if it[3] > 0.0 { total / it[3] } else { 0.0 };
        Agreement::of(
            it[Vote::Agree as usize] * scale,
            it[Vote::Disagree as usize] * scale,
            total * scale,
        )
    };
    let mut all = [0.0; 4];
    for (sum, add) in sums.iter().flat_map(|it| it.iter().enumerate()) {
        all[sum] += add;
    }
    let heard = sums.iter().zip(&groups.has_say).filter(|it| *it.1);
    Weighted {
        total: agreement(&all),
        among_groups: ground(
            heard.map(|it| agreement(it.0)).collect(),
            groups.sizes.len(),
        ),
    }
}
