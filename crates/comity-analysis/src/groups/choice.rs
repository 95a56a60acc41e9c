//! Into how many groups, along how many components, or into none.
//!
//! A way of parting people is judged by its silhouette (Rousseeuw 1987): how much nearer people
//! are to their own group than to the next. Any cloud has some silhouette, an even one too, and
//! a long one has a high one in two halves. So each is set against *clouds without groups*: normal
//! clouds as long and as wide as the real one, clustered in the same way. What does not part
//! people better than these were parted is no group (after the idea of Tibshirani, Walther and
//! Hastie 2001); and what a random half of the base clusters, or of few persons, would part otherwise
//! is none either.
//!
//! Start at [`chosen`].

use super::cloud::{Centres, Cloud, Clustering, Effort};
use crate::chance::Chance;
use crate::pieces::in_order;

/// The most groups: more than eight camps are no longer read by anyone as camps.
pub const MAX_GROUPS: usize = 8;

/// Clouds without groups that the real one is set against. The best of them counts, so that with
/// 5 a cloud without groups would beat it once in six times, were there no margin as well.
const BARE_CLOUDS: usize = 5;

/// How much higher a silhouette must be than that of the best cloud without groups. Opinions are
/// not exactly normal, and many partings are tried: of twenty clouds of votes by chance alone one
/// passed this.
pub const SILHOUETTE_MARGIN: f64 = 0.04;

/// Partings whose silhouettes stand out by so much less than the best are as good as the best:
/// what separates them is how the noise of few votes blurs small groups more than large ones.
const AS_GOOD: f64 = 0.05;

/// How much larger than the later steps a step of squared strengths must be to be a gap: an order
/// of magnitude.
const GAP: f64 = 10.0;

/// How often a random half of the base clusters is parted anew.
const HALVES: usize = 8;

/// How well the halves must agree with the whole on average: below .65 Steinley (2004, "Properties
/// of the Hubert-Arabie adjusted Rand index") calls an agreement poor. It only keeps accidents
/// out; whether groups are good enough to be published is for [`crate::stability`] to say.
pub const HALVES_AGREE: f64 = 0.65;

/// Few points, so that restarts are cheap and the best of ten is the best there is.
const EFFORT: Effort = Effort {
    restarts: 10,
    rounds: 40,
};

/// For halves and clouds without groups, which are many.
const LESS_EFFORT: Effort = Effort {
    restarts: 3,
    rounds: 20,
};

/// A way of parting the base clusters into groups.
#[derive(Clone, Debug)]
pub(super) struct Parting {
    pub(super) dimensions: usize,
    pub(super) centres: Centres,
    /// How much nearer people are to their own group than to the next, from −1 to 1.
    pub(super) silhouette: f64,
    /// The highest silhouette of a cloud without groups, parted into as many.
    pub(super) bare: f64,
}

/// What the spectrum asks for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Numbers of dimensions to try, ascending.
    pub(super) dimensions: Vec<usize>,
    /// How many components stand above the floor.
    pub(super) above: usize,
}

impl Asked {
    pub(super) fn by(strengths: &[f64], computed: usize) -> Asked {
        Asked {
            dimensions: dimensions(strengths, computed),
            above: above_the_floor(strengths),
        }
    }
}

/// How many components stand above the floor that the later ones form, at least 1: the last one
/// whose squared strength lies [`GAP`] times as far above the next as those after it lie above
/// each other on average.
fn above_the_floor(strengths: &[f64]) -> usize {
    let squares: Vec<f64> = strengths.iter().map(|it| it * it).collect();
    let stands = |it: &usize| {
        let later = &squares[*it..];
        let steps = later.len() as f64 - 1.0;
        let mean = (later[0] - later[later.len() - 1]) / steps;
        let gap = squares[it - 1] - later[0];
        gap > 0.0 && gap >= GAP * mean
    };
    // Two components have to come after it, or there is no step to compare with.
    let last = strengths.len().saturating_sub(1);
    (1..last).rev().find(stands).unwrap_or(1)
}

/// Which numbers of dimensions are tried: always two, where there are two; as many as components
/// stand above the floor; and the two numbers after which strength falls most. `strengths` are
/// those that were found, of `computed` that were asked for.
fn dimensions(strengths: &[f64], computed: usize) -> Vec<usize> {
    let rank = strengths.len();
    if rank <= 2 {
        return if rank == 0 { Vec::new() } else { vec![rank] };
    }
    let last = if rank < computed { rank } else { rank - 1 };
    let fall = |it: usize| match strengths.get(it) {
        Some(next) if *next > 0.0 => strengths[it - 1] / next,
        _ => f64::INFINITY,
    };
    let mut all: Vec<usize> = (2..=last).collect();
    all.sort_by(|one, other| fall(*other).total_cmp(&fall(*one)));
    all.truncate(2);
    all.extend([2, above_the_floor(strengths).max(2)]);
    all.sort_unstable();
    all.dedup();
    all
}

/// What partings are allowed, and how they are tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The least mass of a group.
    pub(super) smallest: f64,
    /// The most groups.
    pub(super) most: usize,
    /// Whether halves are of persons rather than of base clusters.
    pub(super) by_persons: bool,
}

/// The partings that stand out from clouds without groups and that random halves confirm; or the
/// highest excess of a silhouette, where no parting does.
///
/// `base` are the base clusters with their masses in persons; `bare` makes the base clusters of a
/// cloud without groups.
pub(super) fn chosen<'a>(
    base: &Cloud,
    asked: &'a Asked,
    limits: Limits,
    bare: impl Fn(Chance) -> Cloud + Sync,
    chance: &Chance,
) -> Result<Partings<'a>, f64> {
    let others = chance.part(1);
    let bare = in_order(BARE_CLOUDS, |it| {
        let own = others.part(it as u64);
        let ways = ways(&bare(own.part(0)), asked, 0.0, (LESS_EFFORT, &own.part(1)));
        ways.into_iter()
            .map(|it| it.map_or(f64::NEG_INFINITY, |it| it.1))
            .collect::<Vec<_>>()
    });
    let found = ways(base, asked, limits.smallest, (EFFORT, &chance.part(0)));
    let mut ranked: Vec<Candidate> = Vec::new();
    for (at, way) in found.into_iter().enumerate() {
        let Some((clustering, silhouette)) = way else {
            continue;
        };
        if clustering.centres.count > limits.most {
            continue;
        }
        let highest = bare.iter().map(|it| it[at]).fold(0.0, f64::max);
        ranked.push(Candidate {
            excess: silhouette - highest,
            labels: clustering.labels,
            parting: Parting {
                dimensions: asked.dimensions[at / (MAX_GROUPS - 1)],
                centres: clustering.centres,
                silhouette,
                bare: highest,
            },
        });
    }
    ranked.sort_by(|one, other| other.excess.total_cmp(&one.excess));
    let best = ranked.first().map_or(f64::NEG_INFINITY, |it| it.excess);
    let halves = chance.part(2);
    ranked.retain(|it| {
        let agree = || halves_agree(base, it, limits.by_persons, &halves);
        it.excess >= SILHOUETTE_MARGIN && agree() >= HALVES_AGREE
    });
    match ranked.is_empty() {
        true => Err(best),
        false => Ok(Partings { ranked, asked }),
    }
}

/// Partings that may be chosen, the preferred one first: as many groups as the components above
/// the floor can part, one more than there are of them, of those that are as good as the best;
/// else the nearest to it, then the fewest groups, then the number of dimensions nearest to that of
/// these components.
pub(super) struct Partings<'a> {
    /// By descending excess.
    ranked: Vec<Candidate>,
    asked: &'a Asked,
}

impl Iterator for Partings<'_> {
    type Item = Parting;

    fn next(&mut self) -> Option<Parting> {
        let best = self.ranked.first()?.excess;
        let good = self
            .ranked
            .iter()
            .take_while(|it| it.excess >= best - AS_GOOD);
        let wanted = self.asked.above + 1;
        let (at, _) = good.enumerate().min_by_key(|(_, it)| {
            let (count, dimensions) = (it.parting.centres.count, it.parting.dimensions);
            let apart = dimensions.abs_diff(self.asked.above.max(2));
            (count.abs_diff(wanted), count, apart)
        })?;
        Some(self.ranked.remove(at).parting)
    }
}

/// A parting of the base clusters that may be chosen.
struct Candidate {
    /// By how much its silhouette passes that of the best cloud without groups.
    excess: f64,
    /// The group of each base cluster.
    labels: Vec<u16>,
    parting: Parting,
}

/// Every number of groups in every number of dimensions, with its silhouette; none where there
/// are fewer distinct points, or a group has less than a mass.
fn ways(
    cloud: &Cloud,
    asked: &Asked,
    smallest: f64,
    (effort, chance): (Effort, &Chance),
) -> Vec<Option<(Clustering, f64)>> {
    let mut all = Vec::new();
    for dimensions in &asked.dimensions {
        let view = cloud.narrowed(*dimensions);
        let distances = Distances::of(&view);
        for count in 2..=MAX_GROUPS {
            let found = view.clustered(count, effort, &chance.part(count as u64));
            let (_, masses) = view.means(&found.labels, found.centres.count);
            let enough = masses.iter().all(|it| *it >= smallest);
            let whole = found.centres.count == count && enough;
            all.push(whole.then(|| {
                let silhouette = distances.silhouette(&found.labels, count, &view.masses);
                (found, silhouette)
            }));
        }
    }
    all
}

/// How well partings of random halves agree with one of the whole: the mean of the adjusted Rand
/// indices, over persons. Halves are of the base clusters, or of the persons.
fn halves_agree(base: &Cloud, candidate: &Candidate, by_persons: bool, chance: &Chance) -> f64 {
    let parting = &candidate.parting;
    let view = base.narrowed(parting.dimensions);
    let each = in_order(HALVES, |half| {
        let mut own = chance.part(half as u64);
        let part = match by_persons {
            true => half_of_persons(&view, &mut own),
            false => {
                let kept = (0..view.len()).filter(|_| own.unit() < 0.5);
                view.chosen(&kept.collect::<Vec<usize>>())
            }
        };
        let found = part.clustered(parting.centres.count, LESS_EFFORT, &own);
        if found.centres.count == 0 {
            return 0.0;
        }
        let others = view.nearest(&found.centres);
        weighted_rand_index(&candidate.labels, &others, &view.masses)
    });
    each.iter().sum::<f64>() / HALVES as f64
}

/// The places of a random half of the persons, with how many of them stand there. They are few, so
/// that each is drawn by lot.
fn half_of_persons(cloud: &Cloud, chance: &mut Chance) -> Cloud {
    let mut half = |mass: &f64| (0..*mass as usize).filter(|_| chance.unit() < 0.5).count();
    let masses: Vec<usize> = cloud.masses.iter().map(&mut half).collect();
    let kept: Vec<usize> = (0..cloud.len()).filter(|it| masses[*it] > 0).collect();
    Cloud {
        masses: kept.iter().map(|it| masses[*it] as f64).collect(),
        ..cloud.chosen(&kept)
    }
}

/// The adjusted Rand index of two partitions of points that stand for many things each: pairs are
/// counted as mass × mass / 2, which for large masses is the number of pairs.
fn weighted_rand_index(one: &[u16], other: &[u16], masses: &[f64]) -> f64 {
    let width = MAX_GROUPS;
    let mut cells = vec![0.0; width * width];
    let (mut rows, mut columns) = ([0.0; MAX_GROUPS], [0.0; MAX_GROUPS]);
    for ((row, column), mass) in one.iter().zip(other).zip(masses) {
        let (row, column) = (usize::from(*row), usize::from(*column));
        cells[row * width + column] += mass;
        rows[row] += mass;
        columns[column] += mass;
    }
    let squares = |values: &[f64]| values.iter().map(|it| it * it).sum::<f64>();
    let total: f64 = masses.iter().sum();
    let (both, left, right) = (squares(&cells), squares(&rows), squares(&columns));
    let expected = left * (right / (total * total));
    let most = (left + right) / 2.0 - expected;
    if most <= 0.0 {
        return 1.0;
    }
    (both - expected) / most
}

/// The distances between all points of a small cloud.
struct Distances {
    count: usize,
    values: Vec<f64>,
}

impl Distances {
    fn of(cloud: &Cloud) -> Distances {
        let count = cloud.len();
        let mut values = vec![0.0; count * count];
        for one in 0..count {
            for other in 0..one {
                let pairs = cloud.point(one).iter().zip(cloud.point(other));
                let squared: f64 = pairs.map(|it| (it.0 - it.1) * (it.0 - it.1)).sum();
                let apart = squared.sqrt();
                values[one * count + other] = apart;
                values[other * count + one] = apart;
            }
        }
        Distances { count, values }
    }

    /// The mean silhouette of a parting, over persons. Those in one base cluster are taken to
    /// stand in one place; who is alone in a group has silhouette 0.
    fn silhouette(&self, labels: &[u16], groups: usize, masses: &[f64]) -> f64 {
        let mut sizes = vec![0.0; groups];
        for (label, mass) in labels.iter().zip(masses) {
            sizes[usize::from(*label)] += mass;
        }
        let (mut sum, mut total) = (0.0, 0.0);
        let mut to = vec![0.0; groups];
        for (one, label) in labels.iter().enumerate() {
            to.fill(0.0);
            let distances = &self.values[one * self.count..(one + 1) * self.count];
            for ((distance, label), mass) in distances.iter().zip(labels).zip(masses) {
                to[usize::from(*label)] += distance * mass;
            }
            total += masses[one];
            let own = usize::from(*label);
            if sizes[own] <= 1.0 {
                continue;
            }
            let within = to[own] / (sizes[own] - 1.0);
            let others = (0..groups).filter(|it| *it != own);
            let next = others
                .map(|it| to[it] / sizes[it])
                .fold(f64::INFINITY, f64::min);
            let larger = within.max(next);
            if larger > 0.0 && larger.is_finite() {
                sum += masses[one] * (next - within) / larger;
            }
        }
        if total > 0.0 { sum / total } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_follow_the_gap() {
        assert_eq!(dimensions(&[9.0, 8.0, 7.0, 1.0, 0.9, 0.8], 6), [2, 3]);
        assert_eq!(dimensions(&[9.0, 8.0, 1.0, 0.9, 0.8, 0.4], 6), [2, 5]);
        assert_eq!(dimensions(&[9.0, 8.0, 7.0], 6), [2, 3]);
        assert_eq!(dimensions(&[9.0], 6), [1]);
        assert!(dimensions(&[], 6).is_empty());
    }

    #[test]
    fn the_floor_is_where_strength_falls_no_more() {
        assert_eq!(above_the_floor(&[180.0, 168.0, 90.0, 60.1, 59.8, 59.7]), 3);
        assert_eq!(above_the_floor(&[100.0, 50.0, 45.0, 40.0, 36.0, 32.0]), 1);
        assert_eq!(above_the_floor(&[9.0, 8.0]), 1);
        assert_eq!(above_the_floor(&[]), 1);
    }

    #[test]
    fn a_silhouette_by_hand() {
        let cloud = Cloud {
            dimensions: 1,
            values: vec![0.0, 1.0, 10.0],
            masses: vec![1.0; 3],
        };
        // (10 − 1)/10, (9 − 1)/9, and 0 for the one who is alone.
        let by_hand = (0.9 + 8.0 / 9.0) / 3.0;
        let silhouette = Distances::of(&cloud).silhouette(&[0, 0, 1], 2, &cloud.masses);
        assert!((silhouette - by_hand).abs() < 1e-15);
    }

    #[test]
    fn equal_partings_agree_whatever_their_names() {
        let masses = [3.0, 2.0, 5.0];
        assert!((weighted_rand_index(&[0, 0, 1], &[1, 1, 0], &masses) - 1.0).abs() < 1e-15);
        assert!(weighted_rand_index(&[0, 0, 1], &[0, 1, 1], &masses) < 0.5);
    }
}
