//! How much each participant weighs beside others, where the modalities say that not all weigh
//! the same.
//!
//! Start at [`weights`].

use std::collections::BTreeMap;
use std::ops::Range;

use super::hiding::{Cross, tells_of_few};
use super::{HIDDEN_BELOW, Kind, Parts};
use crate::groups::needed_positions;
use crate::positions::{Cell, Positions};

/// Of how many weights of groups every sum is tried: each more doubles the work.
const MOST_TRIED: usize = 14;

/// What each participant weighs, and how many equal ones the weights of a part stand for.
///
/// Weights that differ say less than as many equal ones: people with the weights w are worth
/// (Σ w)² / Σ w² equal ones (Kish 1965). So before pseudocounts are added and bounds are taken,
/// the weights of those who voted are multiplied by the scale Σ w / Σ w² of their part. The sums
/// run over all members of the part, whether they voted on the statement or not. A scale over the
/// voters alone would change with each vote, and one more who agrees could lower the figure; this
/// one does not, so that one more who agrees never lowers it and one more who disagrees never
/// raises it.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    /// One weight per participant, 1 on average.
    pub(super) each: Vec<f64>,
    /// For each participant the class of those who weigh the same, from 0.
    pub(super) classes: Vec<u32>,
    /// How many classes there are.
    pub(super) class_count: usize,
    /// The scale of each group.
    pub(super) by_group: Vec<f64>,
    /// Which groups have a say in the weighted figures.
    pub(super) has_say: Vec<bool>,
    /// The scale of everyone together.
    pub(super) all: f64,
}

impl Weights {
    /// Whether the weighted figures of a statement would say of fewer than [`HIDDEN_BELOW`] persons
    /// how they voted. Who weighs otherwise than others in his group can be told from them, by the
    /// sums that a figure can come from; so each group counts as many as the weights in it, each of
    /// nobody or of five and more. And tallies of constituencies stand beside them, so no sum of
    /// both may be about a few (see [`hiding`](super::hiding)). Where there are too many of these to
    /// try them all, each weight of a group has in each constituency nobody, or five and more.
    pub(super) fn tell_of_few(
        &self,
        column: &[Cell],
        groups: &Parts,
        constituencies: &Parts,
    ) -> bool {
        let weight = |cell: &Cell| {
            let row = cell.index();
            groups.place(row) * self.class_count + self.classes[row] as usize
        };
        let mut sizes = vec![0_usize; (groups.sizes.len() + 1) * self.class_count];
        column.iter().for_each(|it| sizes[weight(it)] += 1);
        if sizes.iter().any(|it| (1..HIDDEN_BELOW).contains(it)) {
            return true;
        }
        let mut lines = 0_usize;
        let line = |size: &usize| {
            let line = lines;
            lines += usize::from(*size > 0);
            line
        };
        let line: Vec<usize> = sizes.iter().map(line).collect();
        if lines == 0 || constituencies.sizes.is_empty() {
            return false;
        }
        // The last line is that of the others, of whom there are none beside these.
        let mut cross = Cross::new(lines - 1, constituencies.sizes.len());
        for cell in column {
            cross.count(line[weight(cell)], constituencies.place(cell.index()));
        }
        match lines <= MOST_TRIED {
            true => tells_of_few(&cross),
            false => cross.has_few(),
        }
    }

    /// Of weights and groups, with the groups that [have a say](heard_by_weight).
    pub(crate) fn new(each: Vec<f64>, groups: &Parts, has_say: Vec<bool>) -> Weights {
        let mut sums = vec![(0.0_f64, 0.0_f64); groups.sizes.len() + 1];
        for (participant, weight) in each.iter().enumerate() {
            let sum = &mut sums[groups.place(participant)];
            *sum = (sum.0 + weight, sum.1 + weight * weight);
        }
        let all = sums
            .iter()
            .fold((0.0, 0.0), |all, it| (all.0 + it.0, all.1 + it.1));
        let scale = |sum: &(f64, f64)| if sum.1 > 0.0 { sum.0 / sum.1 } else { 0.0 };
        sums.pop();
        let classes = classes(&each);
        Weights {
            class_count: classes.iter().max().map_or(0, |it| *it as usize + 1),
            classes,
            by_group: sums.iter().map(scale).collect(),
            all: scale(&all),
            has_say,
            each,
        }
    }
}

/// Those who weigh the same are one class, numbered in the order in which they come.
fn classes(each: &[f64]) -> Vec<u32> {
    let mut numbers: BTreeMap<u64, u32> = BTreeMap::new();
    let number = |it: &f64| {
        let next = u32::try_from(numbers.len()).expect("there are no more than participants");
        *numbers.entry(it.to_bits()).or_insert(next)
    };
    each.iter().map(number).collect()
}

/// Weights in proportion to 1 / size(constituency)^α, those without a constituency taken as one
/// of their own; where clones count as one, also to 1 / how many ballots a heap has (see
/// [`Repeated`]). On average over participants they are 1. None where all would be equal by rule:
/// α = 0 and every ballot in full.
///
/// The matrix stands in the canonical order, where ballots that are the same stand together.
pub(crate) fn weights(
    positions: &Positions,
    constituencies: &[Option<u32>],
    alpha: f64,
    kind: Kind,
) -> Option<Vec<f64>> {
    let as_one = kind.counts_clones_as_one();
    let participants = positions.participants();
    if (alpha == 0.0 && !as_one) || participants == 0 {
        return None;
    }
    let place = |row: usize| constituencies[row].map_or(0, |it| it as usize + 1);
    let mut sizes = vec![
        0_u32;
        1 + constituencies
            .iter()
            .flatten()
            .max()
            .map_or(0, |it| *it as usize + 1)
    ];
    for row in 0..participants {
        sizes[place(row)] += 1;
    }
    let by_size: Vec<f64> = sizes
        .iter()
        .map(|it| libm::pow(f64::from((*it).max(1)), -alpha))
        .collect();
    let mut all: Vec<f64> = (0..participants).map(|it| by_size[place(it)]).collect();
    if as_one {
        for heap in heaps(positions) {
            let share = 1.0 / heap.len() as f64;
            all[heap].iter_mut().for_each(|it| *it *= share);
        }
    }
    let scale = participants as f64 / all.iter().sum::<f64>();
    all.iter_mut().for_each(|it| *it *= scale);
    Some(all)
}

/// Which groups have a say in the weighted figures. Where clones count as one these are the groups
/// that reach the minimum mass by ballots that differ, else one ballot cast many times would be a
/// group that can block everything.
///
/// The matrix stands in the canonical order.
pub(crate) fn heard_by_weight(positions: &Positions, groups: &Parts, kind: Kind) -> Vec<bool> {
    if !kind.counts_clones_as_one() {
        return groups.has_say.clone();
    }
    let mut counts = vec![0_usize; groups.sizes.len() + 1];
    for row in 0..positions.participants() {
        counts[groups.place(row)] += usize::from(!positions.row(row).is_empty());
    }
    for heap in heaps(positions) {
        // Who holds the same stands in the same group.
        counts[groups.place(heap.start)] -= heap.len() - 1;
    }
    let all = counts.iter().sum();
    counts.pop();
    counts.into_iter().map(|it| kind.has_say(it, all)).collect()
}

/// Ballots of enough positions to be placed that are the same as others, in heaps of
/// [`HIDDEN_BELOW`] or more: what agreement makes, and what one hand makes that casts many. Who took
/// few positions holds the same as others by chance; and a figure that counts a smaller heap once
/// would say how these few voted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repeated {
    /// How many ballots stand in such heaps.
    pub ballots: usize,
    /// How many heaps there are.
    pub heaps: usize,
    /// How many ballots the largest one has; 0 where there is none.
    pub largest: usize,
}

impl Repeated {
    /// Those of a matrix that stands in the canonical order.
    pub(crate) fn of(positions: &Positions) -> Repeated {
        let mut all = Repeated::default();
        for heap in heaps(positions) {
            all.ballots += heap.len();
            all.heaps += 1;
            all.largest = all.largest.max(heap.len());
        }
        all
    }
}

/// The heaps, as rows that stand together.
fn heaps(positions: &Positions) -> Vec<Range<usize>> {
    let fewest = needed_positions(positions.statements());
    let participants = positions.participants();
    let mut heaps = Vec::new();
    let mut start = 0;
    while start < participants {
        let row = positions.row(start);
        let rest = (start + 1)..participants;
        let more = rest.take_while(|it| positions.row(*it) == row).count();
        let heap = start..start + 1 + more;
        start = heap.end;
        if heap.len() >= HIDDEN_BELOW && row.len() >= fewest {
            heaps.push(heap);
        }
    }
    heaps
}
