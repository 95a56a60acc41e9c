//! How evenly something is spread: the curve of Lorenz, the index of Gini, the index of Theil.
//!
//! It takes one amount for each of those among whom something is spread, in any order, and sorts
//! them first: sums run from the smallest to the largest. Never here: what is spread, and whether
//! an even spread would be just.
//!
//! Start at [`Distribution`]; [`theil_by_group`] splits inequality between groups and within them.

use std::collections::BTreeMap;

use thiserror::Error;

/// Why there is no distribution of some amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Undistributed {
    /// There is nobody among whom anything could be spread.
    #[error("there is nobody among whom anything could be spread")]
    Nobody,
    /// All amounts are 0: nothing is spread, neither evenly nor unevenly.
    #[error("all amounts are 0: nothing is spread")]
    Nothing,
    /// An amount is below 0, infinite or no number: shares of a total then mean nothing.
    #[error("amount {0}, counted from 0, is negative or not finite: leave it out or correct it")]
    Unusable(usize),
}

/// Amounts that add up to something, from the smallest to the largest.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// As parts of the largest one, so that no sum leaves the range of floats.
    parts: Vec<f64>,
    /// The largest one.
    largest: f64,
    /// The sum of the parts.
    total: f64,
}

/// A point of a Lorenz curve: the poorest such share of people hold such a share of the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Share of the people, from 0 to 1.
    pub people: f64,
    /// Share of the whole that they hold, from 0 to 1.
    pub held: f64,
}

impl Distribution {
    /// The distribution of amounts, one for each person or party.
    ///
    /// # Errors
    /// Where there are none, all are 0, or one is negative or not finite.
    pub fn of(amounts: &[f64]) -> Result<Distribution, Undistributed> {
        let unusable = |it: &f64| !it.is_finite() || *it < 0.0;
        if let Some(at) = amounts.iter().position(unusable) {
            return Err(Undistributed::Unusable(at));
        }
        if amounts.is_empty() {
            return Err(Undistributed::Nobody);
        }
        let largest = amounts.iter().fold(0.0_f64, |most, it| most.max(*it));
        if largest <= 0.0 {
            return Err(Undistributed::Nothing);
        }
        // Adding 0 makes one zero of the two that floats have.
        let mut parts: Vec<f64> = amounts.iter().map(|it| *it / largest + 0.0).collect();
        parts.sort_unstable_by(f64::total_cmp);
        let total = sum(parts.iter().copied());
        Ok(Distribution {
            parts,
            largest,
            total,
        })
    }

    /// Among how many it is spread.
    #[must_use]
    pub fn people(&self) -> usize {
        self.parts.len()
    }

    /// The mean amount, in the unit of the amounts.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.total / self.people() as f64 * self.largest
    }

    /// The index of Gini, from 0 (all have the same) to 1 − 1/n (one has all):
    /// `Σ Σ |xᵢ − xⱼ| / (2 n² mean)`, by sorting: `Σ (2 i − n − 1) xᵢ / (n Σ x)` with i from 1.
    #[must_use]
    pub fn gini(&self) -> f64 {
        let count = self.people() as f64;
        let ranked = self.parts.iter().enumerate();
        let weighted = ranked.map(|(at, part)| ((2 * at + 1) as f64 - count) * part);
        (sum(weighted) / (count * self.total)).max(0.0)
    }

    /// The index of Theil, from 0 (all have the same) to ln n (one has all), in natural units:
    /// the mean of `(x / mean) ln (x / mean)`, where 0 ln 0 is 0.
    #[must_use]
    pub fn theil(&self) -> f64 {
        let count = self.people() as f64;
        let mean = self.total / count;
        let each = self.parts.iter().map(|it| times_own_log(it / mean));
        (sum(each) / count).max(0.0)
    }

    /// How many people with equal amounts would vary as much: `(Σ x)² / Σ x²` (Kish 1965), from 1
    /// to their number.
    #[must_use]
    pub fn effective_people(&self) -> f64 {
        let squares = sum(self.parts.iter().map(|it| it * it));
        self.total / squares * self.total
    }

    /// The Lorenz curve from (0, 0) to (1, 1), with at most so many points between the two, as
    /// evenly along the people as can be.
    #[must_use]
    pub fn lorenz(&self, most_between: usize) -> Vec<Point> {
        let count = self.people();
        let steps = count.min(most_between.saturating_add(1));
        let mut points = Vec::with_capacity(steps + 1);
        points.push(Point {
            people: 0.0,
            held: 0.0,
        });
        let mut running = Sum::default();
        let mut from = 0;
        for step in 1..=steps {
            // Both counts are far below 2⁶⁴; their product may not be.
            let to = (step as u128 * count as u128 / steps as u128) as usize;
            for part in &self.parts[from..to] {
                running.add(*part);
            }
            points.push(Point {
                people: to as f64 / count as f64,
                held: (running.value() / self.total).min(1.0),
            });
            from = to;
        }
        points
    }
}

/// The index of Theil, split.
#[derive(Clone, Debug, PartialEq)]
pub struct Decomposition {
    /// What would be left if all members of a group had the group's mean: `Σ s ln (s / p)` over
    /// groups with their share s of the whole and p of the people.
    pub between: f64,
    /// What is left where all groups have the same mean: `Σ s T` with the index T of each group.
    pub within: f64,
    /// The groups, by ascending label.
    pub groups: Vec<GroupPart>,
}

/// One group's part in a distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupPart {
    /// The label that its members carry.
    pub label: u32,
    /// How many they are.
    pub people: usize,
    /// Their share of the whole, from 0 to 1.
    pub share: f64,
    /// The index of Theil among them; `None` where they have nothing.
    pub theil: Option<f64>,
}

/// Splits the index of Theil between the groups that people belong to and within them; the two add
/// up to the index of all (Theil 1967).
///
/// # Errors
/// As for [`Distribution::of`].
///
/// # Panics
/// If there are not as many labels as amounts.
pub fn theil_by_group(amounts: &[f64], labels: &[u32]) -> Result<Decomposition, Undistributed> {
    assert_eq!(amounts.len(), labels.len(), "each amount has a label");
    let whole = Distribution::of(amounts)?;
    let mut members: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for (label, amount) in labels.iter().zip(amounts) {
        members.entry(*label).or_default().push(*amount);
    }
    let (mut between, mut within, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    for (label, amounts) in members {
        let own = Distribution::of(&amounts).ok();
        let share = own.as_ref().map_or(0.0, |it| {
            it.total * (it.largest / whole.largest) / whole.total
        });
        let people = amounts.len() as f64 / whole.people() as f64;
        let theil = own.map(|it| it.theil());
        between.push(people * times_own_log(share / people));
        within.push(share * theil.unwrap_or(0.0));
        groups.push(GroupPart {
            label,
            people: amounts.len(),
            share,
            theil,
        });
    }
    Ok(Decomposition {
        between: sum_unordered(between).max(0.0),
        within: sum_unordered(within),
        groups,
    })
}

/// x ln x; 0 at 0.
fn times_own_log(x: f64) -> f64 {
    if x > 0.0 { x * libm::log(x) } else { 0.0 }
}

/// The sum of numbers whose order has no meaning: groups come by their labels, and a label is only
/// a name.
fn sum_unordered(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_unstable_by(f64::total_cmp);
    sum(numbers.into_iter())
}

fn sum(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut all = Sum::default();
    numbers.for_each(|it| all.add(it));
    all.value()
}

/// A running sum that keeps what each addition loses (Neumaier 1974): its error does not grow with
/// the number of terms.
#[derive(Clone, Copy, Default)]
struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    fn add(&mut self, term: f64) {
        let next = self.sum + term;
        self.lost += if self.sum.abs() >= term.abs() {
            (self.sum - next) + term
        } else {
            (term - next) + self.sum
        };
        self.sum = next;
    }

    fn value(self) -> f64 {
        self.sum + self.lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(found: f64, wanted: f64) -> bool {
        (found - wanted).abs() <= 1e-12
    }

    /// Amounts, and their indices worked out by hand.
    #[test]
    fn known_distributions_have_their_indices() {
        let ln2 = std::f64::consts::LN_2;
        let known: [(&[f64], f64, f64); 5] = [
            (&[3.0], 0.0, 0.0),
            (&[2.0, 2.0, 2.0], 0.0, 0.0),
            (&[0.0, 0.0, 0.0, 8.0], 0.75, 2.0 * ln2),
            (&[4.0, 0.0, 4.0, 0.0], 0.5, ln2),
            (&[1.0, 2.0, 3.0, 4.0], 0.25, 0.106_440_135_286_223_15),
        ];
        for (amounts, gini, theil) in known {
            let found = Distribution::of(amounts).unwrap();
            assert!(near(found.gini(), gini), "{amounts:?}: {}", found.gini());
            assert!(near(found.theil(), theil), "{amounts:?}: {}", found.theil());
        }
    }

    #[test]
    fn what_has_no_distribution_says_why() {
        assert_eq!(Distribution::of(&[]), Err(Undistributed::Nobody));
        assert_eq!(Distribution::of(&[0.0, -0.0]), Err(Undistributed::Nothing));
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(
                Distribution::of(&[0.0, bad]),
                Err(Undistributed::Unusable(1))
            );
        }
        assert_eq!(theil_by_group(&[0.0], &[7]), Err(Undistributed::Nothing));
    }

    #[test]
    fn the_largest_and_smallest_floats_have_indices() {
        for amounts in [[f64::MAX; 4], [5e-324; 4]] {
            let even = Distribution::of(&amounts).unwrap();
            assert!(near(even.gini(), 0.0) && near(even.theil(), 0.0));
            assert!(near(even.mean() / amounts[0], 1.0) && near(even.effective_people(), 4.0));
        }
        let uneven = [5e-324, f64::MAX];
        let split = theil_by_group(&uneven, &[1, 2]).unwrap();
        assert!(near(split.between, std::f64::consts::LN_2) && near(split.within, 0.0));
    }

    #[test]
    fn a_lorenz_curve_has_the_points_that_are_asked_for() {
        let found = Distribution::of(&[4.0, 1.0, 3.0, 2.0]).unwrap();
        let points = |most| -> Vec<(f64, f64)> {
            let points = found.lorenz(most);
            points.iter().map(|it| (it.people, it.held)).collect()
        };
        let all = [(0.0, 0.0), (0.25, 0.1), (0.5, 0.3), (0.75, 0.6), (1.0, 1.0)];
        assert!(
            points(9)
                .iter()
                .zip(all)
                .all(|(a, b)| near(a.0, b.0) && near(a.1, b.1))
        );
        assert_eq!(points(9).len(), 5);
        assert_eq!(points(1), [(0.0, 0.0), (0.5, 0.3), (1.0, 1.0)]);
        assert_eq!(points(0), [(0.0, 0.0), (1.0, 1.0)]);
    }

    #[test]
    fn a_sum_over_groups_is_the_same_bits_in_any_order() {
        // Kept losses are lost in turn where sizes differ this much: the order shows.
        let terms = [1e40, 1e20, 1.0, -1e20, -1e40];
        let places = 0..terms.len();
        let moved = places.map(|first| {
            let mut moved = terms.to_vec();
            moved.rotate_left(first);
            moved.swap(1, 3);
            moved
        });
        let moved: Vec<Vec<f64>> = moved.collect();
        let one = sum_unordered(terms.to_vec());
        assert!(moved.iter().all(|it| sum_unordered(it.clone()) == one));
        assert!(moved.iter().any(|it| sum(it.iter().copied()) != one));
    }

    fn amounts() -> impl Strategy<Value = Vec<(f64, u32)>> {
        let amount = prop_oneof![Just(0.0), 0.0..1e6, (0..20_u8).prop_map(f64::from)];
        proptest::collection::vec((amount, 0..4_u32), 1..40)
            .prop_filter("something is spread", |it| it.iter().any(|it| it.0 > 0.0))
    }

    fn apart(pairs: &[(f64, u32)]) -> (Vec<f64>, Vec<u32>) {
        pairs.iter().copied().unzip()
    }

    proptest! {
        #[test]
        fn gini_is_the_mean_difference_as_written(pairs in amounts()) {
            let (amounts, _) = apart(&pairs);
            let count = amounts.len() as f64;
            let mean = amounts.iter().sum::<f64>() / count;
            let of_one = |one: &f64| amounts.iter().map(|it| (it - one).abs()).sum::<f64>();
            let written = amounts.iter().map(of_one).sum::<f64>() / (2.0 * count * count * mean);
            let found = Distribution::of(&amounts).unwrap();
            prop_assert!(near(found.gini(), written), "{} {written}", found.gini());
            // Twice the area between the curve and the diagonal, by trapezes.
            let curve = found.lorenz(amounts.len());
            let area: f64 = curve.windows(2).map(|it| {
                (it[1].people - it[0].people) * (it[1].held + it[0].held)
            }).sum();
            prop_assert!(near(1.0 - area, written), "{area}");
        }

        #[test]
        fn theil_is_what_lies_between_and_within(pairs in amounts()) {
            let (amounts, labels) = apart(&pairs);
            let split = theil_by_group(&amounts, &labels).unwrap();
            let whole = Distribution::of(&amounts).unwrap().theil();
            prop_assert!(near(split.between + split.within, whole));
            prop_assert!(near(split.groups.iter().map(|it| it.share).sum(), 1.0));
        }

        #[test]
        fn everything_twice_is_as_uneven(pairs in amounts()) {
            let (once, labels) = apart(&pairs);
            let (twice, both) = (once.repeat(2), labels.repeat(2));
            let (one, two) = (Distribution::of(&once).unwrap(), Distribution::of(&twice).unwrap());
            prop_assert!(near(one.gini(), two.gini()) && near(one.theil(), two.theil()));
            prop_assert!((one.effective_people() * 2.0 - two.effective_people()).abs() < 1e-9);
            let split = |amounts: &[f64], labels: &[u32]| theil_by_group(amounts, labels).unwrap();
            let (one, two) = (split(&once, &labels), split(&twice, &both));
            prop_assert!(near(one.between, two.between) && near(one.within, two.within));
        }

        #[test]
        fn order_and_names_do_not_matter(pairs in amounts(), turn in 0..40_usize) {
            let (amounts, labels) = apart(&pairs);
            let mut moved = pairs.clone();
            moved.rotate_left(turn % pairs.len());
            moved.reverse();
            let names = [11, 5, 90, 0];
            let (other, renamed) = apart(&moved);
            let renamed: Vec<u32> = renamed.iter().map(|it| names[*it as usize]).collect();
            prop_assert_eq!(Distribution::of(&amounts), Distribution::of(&other));
            let split = |amounts: &[f64], labels: &[u32]| theil_by_group(amounts, labels).unwrap();
            let (one, two) = (split(&amounts, &labels), split(&other, &renamed));
            prop_assert_eq!(one.between.to_bits(), two.between.to_bits());
            prop_assert_eq!(one.within.to_bits(), two.within.to_bits());
            let mut expected = one.groups;
            expected.iter_mut().for_each(|it| it.label = names[it.label as usize]);
            expected.sort_by_key(|it| it.label);
            prop_assert_eq!(expected, two.groups);
        }
    }
}
