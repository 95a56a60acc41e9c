//! Opinion groups: who stands together, found from the positions alone.
//!
//! Participants are points along the leading components; those who took too few positions to be
//! placed are not grouped. Points are gathered in at most 128 base clusters, these are parted
//! into groups in as many dimensions as the spectrum asks for, and then everyone goes to the
//! group that votes as they do. A million people cost one pass over their points for the base clusters and a
//! few for the groups. That there are no groups is an outcome like any other.
//!
//! The matrix comes in the canonical order ([`crate::order`]); then nothing here depends on who
//! came first. Groups are numbered along the first component, never by size.
//!
//! Never here: what the groups think of a statement, and whether they would be found again.
//!
//! Start at [`Groups`].

mod choice;
mod cloud;
mod map;
mod resemblance;

use crate::chance::Chance;
use crate::common_ground::Kind;
use crate::positions::Positions;
use crate::spectrum::Spectrum;
use choice::{Asked, Limits, Parting, chosen};
use cloud::{Cloud, Effort};
use resemblance::by_resemblance;

pub use choice::{HALVES_AGREE, MAX_GROUPS, SILHOUETTE_MARGIN};
pub use map::MapPoint;

/// Components that are computed: groups along five of them and one more to see where strength
/// falls. Real conversations have five or six that are more than noise.
pub const COMPONENTS: usize = 6;

/// Positions that someone must have taken to be grouped, or all there are where these are fewer.
/// Below seven a place along a component is mostly noise; Polis draws the line there too.
pub const MIN_POSITIONS: usize = 7;

/// Neutral positions that are counted in with everybody's own, so that who has taken few stands
/// nearer to the middle: as many as make someone groupable, whose lean then counts half.
const NEUTRAL_POSITIONS: f64 = MIN_POSITIONS as f64;

/// The fewest who can be parted into groups at all: two groups of five.
pub const MIN_GROUPED: usize = 10;

/// The smallest group, as a share of the grouped: below one in a hundred a heap of points is more
/// often a few unusual ballots than a camp.
pub const MIN_GROUP_SHARE: f64 = 0.01;

/// The most base clusters: enough to draw a map and few enough to try every number of groups.
pub const BASE_CLUSTERS: usize = 128;

/// Delegations are few below this, where there are [`MIN_POSITIONS`] statements: more than any
/// assembly has. Who they are is known, so that many who hold just the same are many.
pub const FEW_DELEGATIONS: usize = 1024;

/// Ballots are few below this, where there are [`MIN_POSITIONS`] statements. Beyond, many in one
/// place may be one hand, and what is seen only because they are many is no group.
pub const FEW_BALLOTS: usize = BASE_CLUSTERS;

/// Among few, persons that there must be for each group beyond two.
const PERSONS_A_GROUP: usize = 12;

/// Participants whose points the centres of base clusters are found from: sixteen for each; of a
/// bloc of 5 % there are a hundred among them.
const SAMPLE: usize = 2048;

/// For base clusters, which need to lie well but not best.
const BASE_EFFORT: Effort = Effort {
    restarts: 2,
    rounds: 8,
};

/// For the base clusters of clouds without groups, of which there are several.
const BARE_EFFORT: Effort = Effort {
    restarts: 1,
    rounds: 4,
};

/// How often everyone goes to the nearest group and the groups to the middle of theirs, at most.
const PERSON_ROUNDS: usize = 12;

/// Why there are no groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoGroups {
    /// Fewer than [`MIN_GROUPED`] participants took enough positions to be placed.
    TooFewPlaced {
        /// How many did.
        placed: usize,
    },
    /// Nobody differs from anybody: there is no component.
    NothingVaries,
    /// No way of parting people stands out from a cloud without groups, is that of random halves too,
    /// and has enough people in every group.
    NoneStandOut {
        /// By how much the best silhouette passes that of the best cloud without groups; `None`
        /// where no way left enough people in every group.
        excess: Option<f64>,
    },
}

/// Groups that were found.
#[derive(Clone, Debug, PartialEq)]
pub struct Groups {
    /// How many there are, at least 2.
    pub count: usize,
    /// How many of the leading components they were found in.
    pub dimensions: usize,
    /// For each participant, in the order of the matrix, the group; `None` for who took too few
    /// positions.
    pub membership: Vec<Option<u8>>,
    /// The middle of each group, a number per dimension, in the units of [`MapPoint`].
    pub centres: Vec<Vec<f64>>,
    /// How much nearer people are to their own group than to the next, from −1 to 1.
    pub silhouette: f64,
    /// The highest silhouette that a cloud without groups, parted into as many, reached.
    pub silhouette_without_groups: f64,
}

/// Where everyone who can be placed stands.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Who is placed, by ascending row.
    rows: Vec<u32>,
    /// Their points, in as many dimensions as are tried, each with mass 1.
    cloud: Cloud,
    asked: Asked,
    participants: usize,
    /// Base clusters: their middles with their masses in persons, and that of each point.
    base: Cloud,
    base_labels: Vec<u16>,
}

/// How many positions someone must have taken to be grouped, of so many statements.
#[must_use]
pub fn needed_positions(statements: usize) -> usize {
    MIN_POSITIONS.min(statements).max(1)
}

/// What groups are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The fewest persons of a group.
    pub smallest: usize,
    /// The fewest persons who are parted at all.
    pub fewest_grouped: usize,
    /// The most groups.
    pub most: usize,
    /// Whether they are few: see [`Bounds::of`].
    pub few: bool,
}

impl Bounds {
    /// What is allowed of so many who are placed on so many statements. No group has fewer persons
    /// than may be shown.
    ///
    /// Those who are placed are *few* below [`FEW_DELEGATIONS`] or [`FEW_BALLOTS`]. A camp of one
    /// mind is one place, and half of the places may be one camp without the other: among few,
    /// halves are of persons. Among few there are two groups, and one more for every twelve
    /// persons, as Polis has it of base clusters; else two who hold the same would be a camp. On
    /// fewer than [`MIN_POSITIONS`] statements there are so few ways to answer that many answer
    /// alike by chance, and halves of persons would find them again: there none are called few.
    #[must_use]
    pub fn of(placed: usize, statements: usize, kind: Kind) -> Bounds {
        let below = match kind {
            Kind::Delegations => FEW_DELEGATIONS,
            Kind::Ballots { .. } => FEW_BALLOTS,
        };
        let few = placed < below && statements >= MIN_POSITIONS;
        Bounds {
            smallest: kind.fewest_shown(),
            fewest_grouped: MIN_GROUPED,
            most: match few {
                true => MAX_GROUPS.min(2 + placed / PERSONS_A_GROUP),
                false => MAX_GROUPS,
            },
            few,
        }
    }

    /// The same where a fifth of the persons is left out: as many groups, of four fifths.
    #[must_use]
    pub fn of_four_fifths(self) -> Bounds {
        Bounds {
            smallest: (self.smallest * 4).div_ceil(5),
            fewest_grouped: self.fewest_grouped * 4 / 5,
            ..self
        }
    }
}

impl Placed {
    /// Places everyone who took enough positions. A place is, for each component, the mean over
    /// the positions taken of (v − mean of the statement) × loading × √S, with seven neutral
    /// positions counted in: `x = √S · Σ (v_j − mean_j) c_j / (n + 7)`.
    /// Enough are [`needed_positions`].
    #[must_use]
    pub fn of(positions: &Positions, spectrum: &Spectrum, chance: &Chance) -> Placed {
        let needed = needed_positions(positions.statements());
        Placed::with(positions, spectrum, needed, chance)
    }

    /// The same where so many positions are enough.
    pub(crate) fn with(
        positions: &Positions,
        spectrum: &Spectrum,
        needed: usize,
        chance: &Chance,
    ) -> Placed {
        let asked = Asked::by(&spectrum.strengths, COMPONENTS);
        let wide = asked.dimensions.last().copied().unwrap_or(0);
        let computed = spectrum.components.len();
        let projections = spectrum.projections(positions);
        let (mut rows, mut values) = (Vec::new(), Vec::new());
        for row in 0..positions.participants() {
            let taken = positions.row(row).len();
            if taken < needed {
                continue;
            }
            rows.push(u32::try_from(row).expect("an index is below the limit"));
            // A projection is √(S/n) · Σ; this leaves √S · Σ / (n + 7).
            let scale = (taken as f64).sqrt() / (taken as f64 + NEUTRAL_POSITIONS);
            let own = &projections[row * computed..row * computed + wide];
            values.extend(own.iter().map(|it| it * scale));
        }
        drop(projections);
        let masses = vec![1.0; rows.len()];
        let cloud = Cloud {
            dimensions: wide,
            values,
            masses,
        };
        let (base, base_labels) = based(&cloud, BASE_EFFORT, chance);
        Placed {
            rows,
            cloud,
            asked,
            participants: positions.participants(),
            base,
            base_labels,
        }
    }

    /// How many are placed.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// The groups, as far as `bounds` allow them; or why there are none. `positions` are those by
    /// which everyone was placed.
    ///
    /// # Errors
    /// [`NoGroups`].
    pub fn groups(
        &self,
        positions: &Positions,
        bounds: Bounds,
        chance: &Chance,
    ) -> Result<Groups, NoGroups> {
        let placed = self.rows.len();
        if placed < bounds.fewest_grouped {
            return Err(NoGroups::TooFewPlaced { placed });
        }
        if self.base.len() < 2 {
            return Err(NoGroups::NothingVaries);
        }
        let smallest = (placed as f64 * MIN_GROUP_SHARE).max(bounds.smallest as f64);
        let spreads = spreads(&self.cloud);
        let bare = |chance: Chance| bare_base(&spreads, placed, &chance);
        let limits = Limits {
            smallest,
            most: bounds.most,
            by_persons: bounds.few,
        };
        let partings = chosen(&self.base, &self.asked, limits, bare, chance);
        let none = |excess: Option<f64>| NoGroups::NoneStandOut { excess };
        let partings = partings.map_err(|it| none(it.is_finite().then_some(it)))?;
        let mut excess = None;
        for parting in partings {
            let labels = self.settled(positions, &parting);
            let view = self.cloud.narrowed(parting.dimensions);
            let (centres, masses) = view.means(&labels, parting.centres.count);
            // Everyone by himself may stand otherwise than his base cluster did, and a group of a
            // few who dissent may empty; then the next parting is looked at.
            if masses.iter().all(|it| *it >= smallest) {
                return Ok(self.named(&parting, &centres, &labels));
            }
            excess = excess.or(Some(parting.silhouette - parting.bare));
        }
        Err(none(excess))
    }

    /// Everyone at the nearest group, each group in the middle of its people; then everyone in the
    /// group that votes as they do.
    fn settled(&self, positions: &Positions, parting: &Parting) -> Vec<u16> {
        let view = self.cloud.narrowed(parting.dimensions);
        let found = view.settled(parting.centres.clone(), PERSON_ROUNDS);
        by_resemblance(positions, &self.rows, found.labels, found.centres.count)
    }

    /// Groups numbered along the first component; where two stand alike, along the next.
    fn named(&self, parting: &Parting, centres: &[Vec<f64>], labels: &[u16]) -> Groups {
        let mut order: Vec<usize> = (0..centres.len()).collect();
        order.sort_by(|one, other| {
            let pairs = centres[*one].iter().zip(&centres[*other]);
            let mut compared = pairs.map(|it| it.0.total_cmp(it.1));
            compared
                .find(|it| it.is_ne())
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        let mut numbers = vec![0_u8; order.len()];
        for (number, group) in (0..).zip(&order) {
            numbers[*group] = number;
        }
        let mut membership = vec![None; self.participants];
        for (row, label) in self.rows.iter().zip(labels) {
            membership[*row as usize] = Some(numbers[usize::from(*label)]);
        }
        Groups {
            count: order.len(),
            dimensions: parting.dimensions,
            membership,
            centres: order.iter().map(|it| centres[*it].clone()).collect(),
            silhouette: parting.silhouette,
            silhouette_without_groups: parting.bare,
        }
    }
}

/// Base clusters of a cloud: the middles of at most [`BASE_CLUSTERS`] heaps with their masses, and
/// the heap of each point.
fn based(cloud: &Cloud, effort: Effort, chance: &Chance) -> (Cloud, Vec<u16>) {
    let count = cloud.len();
    let mut own = chance.part(0);
    // One of every so many, in the order of the matrix: like ballots stand together in it, so
    // that each kind is there by its share.
    let step = count.div_ceil(SAMPLE).max(1);
    let draw = |from: usize| from + own.below(step.min(count - from));
    let sample: Vec<usize> = (0..count).step_by(step).map(draw).collect();
    let found = cloud
        .chosen(&sample)
        .clustered(BASE_CLUSTERS, effort, &chance.part(1));
    if found.centres.count == 0 {
        return (Cloud::default(), Vec::new());
    }
    let labels = cloud.nearest(&found.centres);
    let (points, masses) = cloud.means(&labels, found.centres.count);
    let mut kept = Cloud {
        dimensions: cloud.dimensions,
        ..Cloud::default()
    };
    let mut numbers = vec![0_u16; points.len()];
    for ((point, mass), number) in points.iter().zip(masses).zip(&mut numbers) {
        if mass > 0.0 {
            *number = u16::try_from(kept.len()).expect("base clusters are few");
            kept.values.extend(point);
            kept.masses.push(mass);
        }
    }
    let labels = labels.iter().map(|it| numbers[usize::from(*it)]).collect();
    (kept, labels)
}

/// The standard deviation of a cloud along each dimension, about its mean.
fn spreads(cloud: &Cloud) -> Vec<f64> {
    let labels = vec![0; cloud.len()];
    let (means, _) = cloud.means(&labels, 1);
    let mut sums = vec![0.0; cloud.dimensions];
    for index in 0..cloud.len() {
        for ((sum, value), mean) in sums.iter_mut().zip(cloud.point(index)).zip(&means[0]) {
            *sum += (value - mean) * (value - mean);
        }
    }
    let count = cloud.len() as f64;
    sums.iter().map(|it| (it / count).sqrt()).collect()
}

/// The base clusters of a normal cloud with these spreads, with masses that add up to as many
/// persons as the real one has.
fn bare_base(spreads: &[f64], persons: usize, chance: &Chance) -> Cloud {
    let count = persons.min(SAMPLE);
    let mut own = chance.part(0);
    let mut values = Vec::with_capacity(count * spreads.len());
    for _ in 0..count {
        values.extend(spreads.iter().map(|it| it * normal(&mut own)));
    }
    let cloud = Cloud {
        dimensions: spreads.len(),
        values,
        masses: vec![persons as f64 / count as f64; count],
    };
    based(&cloud, BARE_EFFORT, &chance.part(1)).0
}

/// A draw from the normal distribution (Box and Muller 1958).
fn normal(chance: &mut Chance) -> f64 {
    // 1 − u is never 0, so its logarithm is a number.
    let radius = (-2.0 * libm::log(1.0 - chance.unit())).sqrt();
    radius * libm::cos(2.0 * std::f64::consts::PI * chance.unit())
}

#[cfg(test)]
mod tests;
