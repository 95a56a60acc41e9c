//! All figures of one statement, with those left out that would say something of too few people.
//!
//! Start at [`figures`].

use super::hiding::{Cross, hide_few};
use super::weights::Weights;
use super::{Agreement, Count, Ground, Kind, NoGround, Tally, common_ground, ground};
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
    /// `is_heard` says of each participant whether there is any position of theirs. The minimum
    /// mass is a share of all who are heard, in a part or not: a few who declare a constituency
    /// where hardly anybody does, or who alone took enough positions to be grouped, are few.
    pub(crate) fn new(of: Vec<Option<u32>>, count: usize, kind: Kind, is_heard: &[bool]) -> Parts {
        let (mut sizes, mut heard) = (vec![0_usize; count], vec![0_usize; count]);
        for (part, is_heard) in of.iter().zip(is_heard) {
            if let Some(part) = part {
                sizes[*part as usize] += 1;
                heard[*part as usize] += usize::from(*is_heard);
            }
        }
        let everyone = is_heard.iter().filter(|it| **it).count();
        let has_say = heard.iter().map(|it| kind.has_say(*it, everyone)).collect();
        Parts { of, sizes, has_say }
    }

    /// The part of a participant; for who is in none the number of parts.
    pub(super) fn place(&self, participant: usize) -> usize {
        self.of[participant].map_or(self.sizes.len(), |it| it as usize)
    }

    /// The tally of each part, and of all who took a position, in a part or not.
    fn tallies(&self, column: &[Cell]) -> (Vec<Tally>, Tally) {
        let mut counts = vec![[0_u32; 3]; self.sizes.len() + 1];
        for cell in column {
            counts[self.place(cell.index())][cell.vote() as usize] += 1;
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
    /// What each participant weighs; none where nobody weighs more than others.
    pub(crate) weights: Option<Weights>,
}

/// How many took which position, all parts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// Of all participants.
    Everyone(Tally),
    /// Of those in opinion groups whose figures are shown: the others who took a position are too
    /// few to be told apart from this. Only in tables of ballots.
    InShownGroups(Tally),
    /// Not given: fewer than [`HIDDEN_BELOW`](super::HIDDEN_BELOW) persons took a position. Only in tables of ballots.
    Hidden,
}

impl Total {
    /// Whether nobody who took a position is left out of it.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self, Total::Everyone(_))
    }
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
    /// Common ground among declared constituencies. It withstands whoever opens accounts as far as
    /// somebody checks who may declare which.
    pub among_constituencies: Result<Ground, NoGround>,
    /// The figures by weight. None where nobody weighs more than others, where nobody took a
    /// position, where a figure among those above is not given, or where these would say how fewer
    /// than [`HIDDEN_BELOW`](super::HIDDEN_BELOW) persons voted who weigh alike in a group. Only in
    /// tables of ballots are any left out.
    pub weighted: Option<Weighted>,
}

impl StatementFigures {
    /// Whether the figures by weight, where they are asked for, are left out though somebody took a
    /// position.
    #[must_use]
    pub fn leave_weights_out(&self) -> bool {
        self.weighted.is_none() && self.among_groups != Err(NoGround::NobodyTookAPosition)
    }
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
        let cross = crossed(column, rules);
        total = hide_few(&mut by_group, &mut by_constituency, everyone, &cross);
    }
    let among = |counts: &[Count], has_say: &[bool]| match unseen {
        true => Err(NoGround::NobodyTookAPosition),
        false => common_ground(counts, has_say),
    };
    let all_given = total.is_whole()
        && !by_group
            .iter()
            .chain(&by_constituency)
            .any(|it| *it == Count::Hidden);
    let is_safe = |it: &&Weights| match rules.kind {
        Kind::Ballots { .. } => !it.tell_of_few(column, &rules.groups, &rules.constituencies),
        Kind::Delegations => true,
    };
    let given = rules.weights.as_ref().filter(|_| all_given && !unseen);
    let weights = given.filter(is_safe);
    StatementFigures {
        total,
        among_groups: among(&by_group, &rules.groups.has_say),
        among_constituencies: among(&by_constituency, &rules.constituencies.has_say),
        weighted: weights.map(|it| weighted(column, &rules.groups, it)),
        by_group,
        by_constituency,
    }
}

fn crossed(column: &[Cell], rules: &Rules) -> Cross {
    let (groups, constituencies) = (&rules.groups, &rules.constituencies);
    let mut cross = Cross::new(groups.sizes.len(), constituencies.sizes.len());
    // Without constituencies there is nothing to take from the groups.
    let asked = column.iter().filter(|_| !constituencies.sizes.is_empty());
    for cell in asked {
        let at = cell.index();
        cross.count(groups.place(at), constituencies.place(at));
    }
    cross
}

/// Weighted shares, from sums of weights times the scale of the part: see [`Weights`].
fn weighted(column: &[Cell], groups: &Parts, weights: &Weights) -> Weighted {
    let mut sums = vec![[0.0_f64; 3]; groups.sizes.len() + 1];
    for cell in column {
        let sum = &mut sums[groups.place(cell.index())];
        sum[cell.vote() as usize] += weights.each[cell.index()];
    }
    let agreement = |sums: &[f64; 3], scale: f64| {
        let [agree, disagree, pass] =
            [Vote::Agree, Vote::Disagree, Vote::Pass].map(|it| sums[it as usize] * scale);
        Agreement::of(agree, disagree, agree + disagree + pass)
    };
    let mut all = [0.0; 3];
    for (sum, add) in sums.iter().flat_map(|it| it.iter().enumerate()) {
        all[sum] += add;
    }
    let parts = sums.iter().zip(&weights.by_group).zip(&weights.has_say);
    let heard = parts
        .filter(|it| *it.1)
        .map(|it| agreement(it.0.0, *it.0.1));
    Weighted {
        total: agreement(&all, weights.all),
        among_groups: ground(heard.collect(), groups.sizes.len()),
    }
}
