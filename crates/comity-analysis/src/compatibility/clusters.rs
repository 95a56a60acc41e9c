//! Clusters of points in a plane by weighted k-means, and how well they are apart.
//!
//! Start at [`weighted`].

use crate::pieces::{in_order, ranges};

/// A place in the plane.
pub(super) type Point = [f64; 2];

/// Points in clusters.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clusters {
    /// The cluster of each point.
    pub(super) of: Vec<u32>,
    /// The weighted mean of the points of each cluster; none is empty.
    pub(super) centres: Vec<Point>,
}

/// The most rounds.
const MAX_ROUNDS: usize = 100;

/// When every centre moves less than this, the clusters stand. In units of the projection.
const STILL: f64 = 0.01;

/// How many points a core assigns before it takes others.
const POINTS_ASSIGNED: usize = 8192;

/// At most `count` clusters. The first distinct points are the first centres; each point joins
/// the nearest centre (of several the first), each centre moves to the weighted mean of its
/// points, and one without points vanishes.
pub(super) fn weighted(points: &[Point], weights: &[f64], count: usize) -> Clusters {
    let mut centres = first_distinct(points, count);
    for _ in 0..MAX_ROUNDS {
        let moved = moved(points, weights, &centres);
        let is_still = moved
            .iter()
            .zip(&centres)
            .all(|(moved, centre)| moved.is_none_or(|it| square(&it, centre) < STILL * STILL));
        let gone = moved.iter().any(Option::is_none);
        centres = moved.into_iter().flatten().collect();
        if is_still && !gone {
            break;
        }
    }
    settled(points, weights, &centres)
}

/// The clusters of these centres, with the means of their points as their centres.
fn settled(points: &[Point], weights: &[f64], centres: &[Point]) -> Clusters {
    let mut numbers = vec![u32::MAX; centres.len()];
    let moved = moved(points, weights, centres);
    let mut kept = Vec::new();
    for (number, centre) in numbers.iter_mut().zip(moved) {
        if let Some(centre) = centre {
            *number = u32::try_from(kept.len()).expect("clusters are few");
            kept.push(centre);
        }
    }
    let of = points.iter().map(|it| numbers[nearest(it, centres)]);
    Clusters {
        of: of.collect(),
        centres: kept,
    }
}

fn first_distinct(points: &[Point], count: usize) -> Vec<Point> {
    let mut distinct: Vec<Point> = Vec::with_capacity(count);
    for point in points {
        if distinct.len() == count {
            break;
        }
        if !distinct.contains(point) {
            distinct.push(*point);
        }
    }
    distinct
}

/// The mean of the points that are nearest to each centre, where there are any.
fn moved(points: &[Point], weights: &[f64], centres: &[Point]) -> Vec<Option<Point>> {
    let pieces = ranges(points.len(), POINTS_ASSIGNED);
    let parts = in_order(pieces.len(), |piece| {
        let mut sums = vec![[0.0; 3]; centres.len()];
        for at in pieces[piece].clone() {
            let (point, weight) = (points[at], weights[at]);
            let sum = &mut sums[nearest(&point, centres)];
            sum[0] += weight * point[0];
            sum[1] += weight * point[1];
            sum[2] += weight;
        }
        sums
    });
    let mut sums = vec![[0.0; 3]; centres.len()];
    for part in parts {
        for (sum, part) in sums.iter_mut().zip(part) {
            for (sum, part) in sum.iter_mut().zip(part) {
                *sum += part;
            }
        }
    }
    let mean = |it: [f64; 3]| (it[2] > 0.0).then(|| [it[0] / it[2], it[1] / it[2]]);
    sums.into_iter().map(mean).collect()
}

/// The first of the nearest centres.
fn nearest(point: &Point, centres: &[Point]) -> usize {
    let mut best = (0, f64::INFINITY);
    for (at, centre) in centres.iter().enumerate() {
        let distance = square(point, centre);
        if distance < best.1 {
            best = (at, distance);
        }
    }
    best.0
}

fn square(one: &Point, other: &Point) -> f64 {
    let (x, y) = (one[0] - other[0], one[1] - other[1]);
    x * x + y * y
}

/// The mean over the points of (b − a) / max(a, b), with a the mean distance to the others of the
/// same cluster and b the least mean distance to those of another; 0 for a point that is alone in
/// its cluster (Rousseeuw 1987). Wants at least two clusters.
pub(super) fn silhouette(points: &[Point], clusters: &Clusters) -> f64 {
    let mut sizes = vec![0_usize; clusters.centres.len()];
    for of in &clusters.of {
        sizes[*of as usize] += 1;
    }
    let of = |at: usize| {
        let mut sums = vec![0.0; sizes.len()];
        for (other, of) in points.iter().zip(&clusters.of) {
            sums[*of as usize] += square(&points[at], other).sqrt();
        }
        let own = clusters.of[at] as usize;
        if sizes[own] < 2 {
            return 0.0;
        }
        let within = sums[own] / (sizes[own] - 1) as f64;
        let beside = (0..sizes.len())
            .filter(|it| *it != own)
            .map(|it| sums[it] / sizes[it] as f64)
            .fold(f64::INFINITY, f64::min);
        match within.max(beside) {
            0.0 => 0.0,
            longer => (beside - within) / longer,
        }
    };
    let sum: f64 = (0..points.len()).map(of).sum();
    sum / points.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_join_their_neighbours_and_weights_pull() {
        let points = [
            [0.0, 0.0],
            [10.0, 0.0],
            [1.0, 0.0],
            [11.0, 0.0],
            [12.0, 0.0],
        ];
        let clusters = weighted(&points, &[3.0, 1.0, 1.0, 1.0, 2.0], 2);
        assert_eq!(clusters.of, [0, 1, 0, 1, 1]);
        assert_eq!(clusters.centres, [[0.25, 0.0], [11.25, 0.0]]);
        // a, b by hand: 1, 11; 1.5, 9.5; 1, 10; 1, 10.5; 1.5, 11.5.
        let exact = (10.0 / 11.0 + 8.0 / 9.5 + 0.9 + 9.5 / 10.5 + 10.0 / 11.5) / 5.0;
        assert!((silhouette(&points, &clusters) - exact).abs() < 1e-15);
    }

    #[test]
    fn equal_points_make_one_cluster_and_none_make_none() {
        let clusters = weighted(&[[1.0, 2.0]; 4], &[1.0; 4], 3);
        assert_eq!((clusters.of, clusters.centres.len()), (vec![0; 4], 1));
        let nothing = weighted(&[], &[], 3);
        assert!(nothing.of.is_empty() && nothing.centres.is_empty());
    }

    #[test]
    fn one_alone_counts_as_nothing() {
        let clusters = Clusters {
            of: vec![0, 1, 1],
            centres: vec![[0.0; 2], [1.0; 2]],
        };
        let value = silhouette(&[[0.0, 0.0], [4.0, 0.0], [4.0, 0.0]], &clusters);
        assert!((value - 2.0 / 3.0).abs() < 1e-15);
    }
}
