//! Points with masses, and centres that stand for them: weighted k-means.
//!
//! Everything is exact and in a fixed order: sums run over the points as they stand, equal
//! distances go to the earlier centre, equal costs to the earlier restart.
//!
//! Start at [`Cloud::clustered`].

use crate::chance::Chance;
use crate::pieces::{in_order, ranges};

/// Points that are assigned as one piece.
const PIECE: usize = 8192;

/// Points × centres from which on restarts are shared out between cores.
const WORTH_SHARING: usize = 1 << 16;

/// Points in a space of a few dimensions, each with a mass above 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Cloud {
    pub(super) dimensions: usize,
    /// Point after point.
    pub(super) values: Vec<f64>,
    /// One mass per point.
    pub(super) masses: Vec<f64>,
}

/// Centres, dimension after dimension, so that distances to all of them are computed side by side.
#[derive(Clone, Debug, Default)]
pub(super) struct Centres {
    pub(super) count: usize,
    by_dimension: Vec<f64>,
}

/// How a search for centres runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// How often it begins anew from other centres.
    pub(super) restarts: usize,
    /// How often points and centres are brought in line, at most.
    pub(super) rounds: usize,
}

/// Centres, and which of them each point is nearest to.
#[derive(Clone, Debug, Default)]
pub(super) struct Clustering {
    pub(super) centres: Centres,
    pub(super) labels: Vec<u16>,
    /// Sum of mass × squared distance to the own centre.
    cost: f64,
}

impl Centres {
    /// Centres at points, given point after point.
    pub(super) fn at(points: &[Vec<f64>]) -> Centres {
        let dimensions = points.first().map_or(0, Vec::len);
        let by_dimension = (0..dimensions)
            .flat_map(|dimension| points.iter().map(move |it| it[dimension]))
            .collect();
        Centres {
            count: points.len(),
            by_dimension,
        }
    }

    /// Where a centre is.
    pub(super) fn point(&self, centre: usize) -> Vec<f64> {
        let own = self.by_dimension.iter().skip(centre);
        own.step_by(self.count.max(1)).copied().collect()
    }

    /// The squared distances of a point to every centre.
    pub(super) fn distances(&self, point: &[f64], squared: &mut Vec<f64>) {
        squared.clear();
        squared.resize(self.count, 0.0);
        for (value, centres) in point
            .iter()
            .zip(self.by_dimension.chunks_exact(self.count.max(1)))
        {
            for (sum, centre) in squared.iter_mut().zip(centres) {
                let apart = value - centre;
                *sum += apart * apart;
            }
        }
    }
}

/// The index of the least, the first of several.
fn least(values: &[f64]) -> usize {
    let mut best = 0;
    for (at, value) in values.iter().enumerate() {
        if *value < values[best] {
            best = at;
        }
    }
    best
}

impl Cloud {
    pub(super) fn len(&self) -> usize {
        self.masses.len()
    }

    pub(super) fn point(&self, index: usize) -> &[f64] {
        &self.values[index * self.dimensions..(index + 1) * self.dimensions]
    }

    /// The same points seen in the first dimensions only.
    pub(super) fn narrowed(&self, dimensions: usize) -> Cloud {
        let points = self.values.chunks_exact(self.dimensions.max(1));
        Cloud {
            dimensions,
            values: points.flat_map(|it| &it[..dimensions]).copied().collect(),
            masses: self.masses.clone(),
        }
    }

    /// Some of the points.
    pub(super) fn chosen(&self, indices: &[usize]) -> Cloud {
        let values = indices.iter().flat_map(|it| self.point(*it));
        Cloud {
            dimensions: self.dimensions,
            values: values.copied().collect(),
            masses: indices.iter().map(|it| self.masses[*it]).collect(),
        }
    }

    /// The nearest centre of every point.
    pub(super) fn nearest(&self, centres: &Centres) -> Vec<u16> {
        let pieces = ranges(self.len(), PIECE);
        let done = in_order(pieces.len(), |piece| -> Vec<u16> {
            let mut squared = Vec::new();
            let mut label = |index: usize| {
                centres.distances(self.point(index), &mut squared);
                u16::try_from(least(&squared)).expect("centres are few")
            };
            pieces[piece].clone().map(&mut label).collect()
        });
        done.concat()
    }

    /// Where the points of each label are on average, and their mass; 0 where there are none.
    pub(super) fn means(&self, labels: &[u16], count: usize) -> (Vec<Vec<f64>>, Vec<f64>) {
        let pieces = ranges(self.len(), PIECE);
        let width = self.dimensions + 1;
        let done = in_order(pieces.len(), |piece| {
            let mut sums = vec![0.0; count * width];
            for index in pieces[piece].clone() {
                let own = &mut sums[usize::from(labels[index]) * width..][..width];
                let mass = self.masses[index];
                for (sum, value) in own.iter_mut().zip(self.point(index)) {
                    *sum += mass * value;
                }
                own[self.dimensions] += mass;
            }
            sums
        });
        let mut sums = vec![0.0; count * width];
        for piece in done {
            for (sum, add) in sums.iter_mut().zip(piece) {
                *sum += add;
            }
        }
        let masses: Vec<f64> = (0..count)
            .map(|it| sums[it * width + self.dimensions])
            .collect();
        let point = |it: usize| {
            let own = &sums[it * width..it * width + self.dimensions];
            let share = if masses[it] > 0.0 { masses[it] } else { 1.0 };
            own.iter().map(|sum| sum / share).collect()
        };
        ((0..count).map(point).collect(), masses)
    }

    /// At most `count` centres by weighted k-means: the best of several restarts, each begun by
    /// k-means++ (Arthur and Vassilvitskii 2007). Fewer where there are fewer distinct points;
    /// every centre has at least one point.
    pub(super) fn clustered(&self, count: usize, effort: Effort, chance: &Chance) -> Clustering {
        let restarts = effort.restarts.max(1);
        let run = |restart: usize| {
            let mut own = chance.part(restart as u64);
            self.settled(self.spread(count, &mut own), effort.rounds)
        };
        // To share out what is done in a moment costs more than to do it.
        let runs = match self.len() * count < WORTH_SHARING {
            true => (0..restarts).map(run).collect(),
            false => in_order(restarts, run),
        };
        let better = |best: Clustering, run: Clustering| {
            if run.cost < best.cost { run } else { best }
        };
        runs.into_iter().reduce(better).unwrap_or_default()
    }

    /// The first centres: each at a point drawn by its mass and its squared distance to the
    /// nearest centre that is there already.
    fn spread(&self, count: usize, chance: &mut Chance) -> Centres {
        let mut weights = self.masses.clone();
        let mut apart = vec![f64::INFINITY; self.len()];
        let mut points: Vec<Vec<f64>> = Vec::new();
        while points.len() < count {
            let total: f64 = weights.iter().sum();
            if total <= 0.0 {
                break;
            }
            let chosen = self.point(drawn(&weights, total * chance.unit()));
            for (index, nearest) in apart.iter_mut().enumerate() {
                let pairs = self.point(index).iter().zip(chosen);
                let squared: f64 = pairs.map(|it| (it.0 - it.1) * (it.0 - it.1)).sum();
                *nearest = nearest.min(squared);
                weights[index] = self.masses[index] * *nearest;
            }
            points.push(chosen.to_vec());
        }
        Centres::at(&points)
    }

    /// Brings points and centres in line (Lloyd 1957) until nothing moves, or for as many rounds.
    pub(super) fn settled(&self, mut centres: Centres, rounds: usize) -> Clustering {
        let mut labels = self.nearest(&centres);
        for _ in 0..rounds {
            let (points, masses) = self.means(&labels, centres.count);
            let kept = points.into_iter().zip(masses);
            let kept: Vec<Vec<f64>> = kept.filter(|it| it.1 > 0.0).map(|it| it.0).collect();
            centres = Centres::at(&kept);
            let moved = self.nearest(&centres);
            if moved == labels {
                break;
            }
            labels = moved;
        }
        let (centres, labels) = without_empty(centres, labels);
        let mut squared = Vec::new();
        let mut cost = 0.0;
        for (index, label) in labels.iter().enumerate() {
            centres.distances(self.point(index), &mut squared);
            cost += self.masses[index] * squared[usize::from(*label)];
        }
        Clustering {
            centres,
            labels,
            cost,
        }
    }
}

/// The index where the running sum of the weights passes a mark.
fn drawn(weights: &[f64], mark: f64) -> usize {
    let mut sum = 0.0;
    let mut last = 0;
    for (index, weight) in weights.iter().enumerate() {
        sum += weight;
        if *weight > 0.0 {
            last = index;
            if sum > mark {
                break;
            }
        }
    }
    last
}

/// The centres that are nearest to some point, and the labels by their new numbers.
fn without_empty(centres: Centres, mut labels: Vec<u16>) -> (Centres, Vec<u16>) {
    let mut used = vec![false; centres.count];
    for label in &labels {
        used[usize::from(*label)] = true;
    }
    if used.iter().all(|it| *it) {
        return (centres, labels);
    }
    let kept: Vec<usize> = (0..centres.count).filter(|it| used[*it]).collect();
    let mut numbers = vec![0_u16; centres.count];
    for (number, centre) in (0..).zip(&kept) {
        numbers[*centre] = number;
    }
    for label in &mut labels {
        *label = numbers[usize::from(*label)];
    }
    let points: Vec<Vec<f64>> = kept.iter().map(|it| centres.point(*it)).collect();
    (Centres::at(&points), labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EFFORT: Effort = Effort {
        restarts: 4,
        rounds: 20,
    };

    fn line(values: &[f64]) -> Cloud {
        Cloud {
            dimensions: 1,
            values: values.to_vec(),
            masses: vec![1.0; values.len()],
        }
    }

    #[test]
    fn two_heaps_have_two_centres() {
        let cloud = line(&[0.0, 1.0, 10.0, 11.0, 12.0]);
        let found = cloud.clustered(2, EFFORT, &Chance::from_seed(1));
        let mut points: Vec<f64> = (0..2).map(|it| found.centres.point(it)[0]).collect();
        points.sort_by(f64::total_cmp);
        assert_eq!(points, [0.5, 11.0]);
        assert_eq!(found.labels[0], found.labels[1]);
        assert_ne!(found.labels[1], found.labels[2]);
    }

    #[test]
    fn a_mass_pulls_as_many_points_would() {
        let mut heavy = line(&[0.0, 3.0]);
        heavy.masses = vec![2.0, 1.0];
        let (points, masses) = heavy.means(&[0, 0], 1);
        assert_eq!((points[0][0], masses[0]), (1.0, 3.0));
    }

    #[test]
    fn there_are_never_more_centres_than_distinct_points() {
        let found = line(&[5.0; 9]).clustered(4, EFFORT, &Chance::from_seed(1));
        assert_eq!((found.centres.count, found.labels), (1, vec![0; 9]));
        let none = line(&[]).clustered(4, EFFORT, &Chance::from_seed(1));
        assert_eq!((none.centres.count, none.labels), (0, vec![]));
    }

    #[test]
    fn narrowing_keeps_the_first_dimensions() {
        let cloud = Cloud {
            dimensions: 2,
            values: vec![1.0, 2.0, 3.0, 4.0],
            masses: vec![1.0, 2.0],
        };
        assert_eq!(cloud.narrowed(1).values, [1.0, 3.0]);
        assert_eq!(cloud.chosen(&[1]).values, [3.0, 4.0]);
    }
}
