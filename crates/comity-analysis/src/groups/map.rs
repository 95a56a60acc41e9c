//! The map: where people stand, drawn as heaps of them and never one by one.
//!
//! Start at [`MapPoint`].

use super::{Cloud, Effort, Groups, Placed};
use crate::chance::Chance;

/// A heap of people on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPoint {
    /// Where the heap is along the first component, on average over its people: the mean over
    /// their positions of (v − mean of the statement) × loading × √S, with seven neutral ones.
    pub x: f64,
    /// The same along the second component; 0 where there is only one.
    pub y: f64,
    /// How many people are in it.
    pub persons: usize,
    /// Their group, where there are groups.
    pub group: Option<u8>,
}

/// People that a heap should hold on average, so that few heaps are too small to be shown.
const PERSONS_A_HEAP: f64 = 12.0;

/// Heaps lie well enough after a few tries.
const EFFORT: Effort = Effort {
    restarts: 3,
    rounds: 12,
};

impl Placed {
    /// The heaps of the map, each of people of one group and each of at least `fewest` people;
    /// by group, and in it along the first component. Where all of a group together are fewer
    /// than that, they are not on the map.
    #[must_use]
    pub fn map(&self, groups: Option<&Groups>, fewest: usize, chance: &Chance) -> Vec<MapPoint> {
        let flat = self.cloud.narrowed(self.cloud.dimensions.min(2));
        let count = groups.map_or(1, |it| it.count);
        let group_of = |row: u32| match groups {
            Some(groups) => groups.membership[row as usize],
            None => Some(0),
        };
        let mut cells = vec![0_u16; self.base_labels.len()];
        for ((cell, row), base) in cells.iter_mut().zip(&self.rows).zip(&self.base_labels) {
            let group = group_of(*row).expect("who is placed has a group where there are groups");
            *cell = base * u16::try_from(count).expect("groups are few") + u16::from(group);
        }
        let (points, masses) = flat.means(&cells, self.base.len() * count);
        let mut map = Vec::new();
        for group in 0..count {
            let own = (group..points.len()).step_by(count);
            let own: Vec<usize> = own.filter(|it| masses[*it] > 0.0).collect();
            let cloud = Cloud {
                dimensions: flat.dimensions,
                values: own.iter().flat_map(|it| points[*it].clone()).collect(),
                masses: own.iter().map(|it| masses[*it]).collect(),
            };
            let group = u8::try_from(group).expect("groups are few");
            let heaps = heaps(&cloud, fewest as f64, &chance.part(u64::from(group)));
            let mut heaps: Vec<MapPoint> = heaps
                .into_iter()
                .map(|(point, mass)| MapPoint {
                    x: point.first().copied().unwrap_or(0.0),
                    y: point.get(1).copied().unwrap_or(0.0),
                    persons: mass as usize,
                    group: groups.map(|_| group),
                })
                .collect();
            heaps.sort_by(|one, other| one.x.total_cmp(&other.x).then(one.y.total_cmp(&other.y)));
            map.append(&mut heaps);
        }
        map
    }
}

impl Placed {
    /// Where each participant stands on the map, one by one; none for who is not placed. Not for
    /// ballots: whoever has a place is known by it.
    #[must_use]
    pub fn places(&self) -> Vec<Option<[f64; 2]>> {
        let mut places = vec![None; self.participants];
        for (at, row) in self.rows.iter().enumerate() {
            let point = self.cloud.point(at);
            let along = |axis: usize| point.get(axis).copied().unwrap_or(0.0);
            places[*row as usize] = Some([along(0), along(1)]);
        }
        places
    }
}

/// Heaps of a cloud, each of at least a mass: a smaller one is laid upon the nearest other.
fn heaps(cloud: &Cloud, fewest: f64, chance: &Chance) -> Vec<(Vec<f64>, f64)> {
    let total: f64 = cloud.masses.iter().sum();
    let wanted = (total / PERSONS_A_HEAP) as usize;
    let mut heaps: Vec<(Vec<f64>, f64)> = if fewest > 1.0 && wanted < cloud.len() {
        let found = cloud.clustered(wanted.max(1), EFFORT, chance);
        let (points, masses) = cloud.means(&found.labels, found.centres.count);
        points.into_iter().zip(masses).collect()
    } else {
        let points = (0..cloud.len()).map(|it| cloud.point(it).to_vec());
        points.zip(cloud.masses.iter().copied()).collect()
    };
    while let Some(least) = index_of_least(heaps.iter().map(|it| it.1)) {
        if heaps[least].1 >= fewest {
            break;
        }
        let (point, mass) = heaps.remove(least);
        let apart = |other: &[f64]| -> f64 {
            let pairs = other.iter().zip(&point);
            pairs.map(|it| (it.0 - it.1) * (it.0 - it.1)).sum()
        };
        if let Some(nearest) = index_of_least(heaps.iter().map(|it| apart(&it.0))) {
            let (there, own) = &mut heaps[nearest];
            for (value, add) in there.iter_mut().zip(&point) {
                *value = (*value * *own + add * mass) / (*own + mass);
            }
            *own += mass;
        }
    }
    heaps
}

fn index_of_least(values: impl Iterator<Item = f64>) -> Option<usize> {
    let numbered = values.enumerate();
    let least = numbered.min_by(|one, other| one.1.total_cmp(&other.1));
    least.map(|it| it.0)
}
