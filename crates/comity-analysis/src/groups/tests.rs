//! Opinion groups in small worlds whose groups are known.
//!
//! Start at the first test; none of them needs real votes.

use super::*;
use crate::agreement_of_partitions::adjusted_rand_index;
use crate::positions::{Builder, Vote};
use crate::spectrum::spectrum;
use crate::stability::{Badge, stability};

/// Participants of several camps. In each camp each statement has its own share of agreement;
/// everyone takes so many positions on statements drawn at random.
struct Camps<'a> {
    sizes: &'a [usize],
    statements: usize,
    votes: usize,
    /// How far the shares of agreement of the camps lie from one half.
    apart: f64,
}

impl Camps<'_> {
    fn matrix(&self, seed: u64) -> (Positions, Vec<u32>) {
        let chance = Chance::from_seed(seed);
        let mut leans = chance.part(0);
        let shares: Vec<Vec<f64>> = self
            .sizes
            .iter()
            .map(|_| {
                let side = |lean: bool| {
                    if lean {
                        0.5 + self.apart
                    } else {
                        0.5 - self.apart
                    }
                };
                (0..self.statements)
                    .map(|_| side(leans.unit() < 0.5))
                    .collect()
            })
            .collect();
        let (mut builder, mut camps) = (Builder::new(), Vec::new());
        let mut own = chance.part(1);
        for (camp, size) in self.sizes.iter().enumerate() {
            for _ in 0..*size {
                let participant = u32::try_from(camps.len()).unwrap();
                camps.push(u32::try_from(camp).unwrap());
                for _ in 0..self.votes {
                    let statement = own.below(self.statements);
                    let agrees = own.unit() < shares[camp][statement];
                    let vote = if agrees { Vote::Agree } else { Vote::Disagree };
                    builder.cast(participant, u32::try_from(statement).unwrap(), vote);
                }
            }
        }
        let same = |count: usize| (0..u32::try_from(count).unwrap()).collect::<Vec<u32>>();
        let (positions, _) = builder.finish(&same(camps.len()), &same(self.statements));
        (positions, camps)
    }

    fn found(&self, seed: u64) -> (Result<Groups, NoGroups>, f64) {
        let (positions, camps) = self.matrix(seed);
        let chance = Chance::from_seed(seed);
        let spectrum = spectrum(&positions, COMPONENTS, &chance.part(0));
        let placed = Placed::of(&positions, &spectrum, &chance.part(1));
        let groups = placed.groups(&positions, bounds(&placed, &positions), &chance.part(2));
        let index = groups.as_ref().map_or(0.0, |it| agreement(it, &camps));
        (groups, index)
    }
}

/// The adjusted Rand index over those who are grouped.
fn agreement(groups: &Groups, camps: &[u32]) -> f64 {
    let pairs = groups.membership.iter().zip(camps);
    let (one, other): (Vec<u32>, Vec<u32>) = pairs
        .filter_map(|(group, camp)| Some((u32::from((*group)?), *camp)))
        .unzip();
    adjusted_rand_index(&one, &other)
}

#[test]
fn a_bloc_of_five_percent_is_found_in_a_third_dimension() {
    let camps = Camps {
        sizes: &[7_000, 6_500, 5_500, 1_000],
        statements: 200,
        votes: 40,
        apart: 0.4,
    };
    let (groups, index) = camps.found(5);
    let groups = groups.unwrap();
    assert_eq!((groups.count, groups.dimensions), (4, 3));
    assert!(index >= 0.95, "{index}");
}

#[test]
fn two_camps_are_two_groups() {
    let mut sum = 0.0;
    for seed in 0..8 {
        let camps = Camps {
            sizes: &[90, 60],
            statements: 30,
            votes: 20,
            apart: 0.35,
        };
        let (groups, index) = camps.found(seed);
        assert_eq!(groups.map(|it| it.count), Ok(2));
        sum += index;
    }
    // Who knew how each camp votes would reach .94: with some fifteen votes each, a few people
    // look like the other camp.
    assert!(sum / 8.0 >= 0.9, "{sum}");
}

#[test]
fn people_who_differ_only_by_chance_form_no_groups_that_are_stable() {
    let camps = Camps {
        sizes: &[600],
        statements: 40,
        votes: 20,
        apart: 0.3,
    };
    let mut none = 0;
    for seed in 0..6 {
        let (positions, _) = camps.matrix(seed);
        match camps.found(seed).0 {
            Err(why) => {
                assert!(matches!(why, NoGroups::NoneStandOut { .. }), "{why:?}");
                none += 1;
            }
            Ok(groups) => {
                let tried = stability(
                    &positions,
                    &groups,
                    Bounds::of(600, 40, Kind::ballots()),
                    &Chance::from_seed(seed),
                );
                assert_eq!(tried.badge, Badge::NotStable);
            }
        }
    }
    assert!(none >= 4, "{none} of 6");
}

#[test]
fn few_people_and_people_who_all_agree_form_no_groups() {
    let few = Camps {
        sizes: &[5, 4],
        statements: 20,
        votes: 40,
        apart: 0.4,
    };
    assert_eq!(few.found(1).0, Err(NoGroups::TooFewPlaced { placed: 9 }));
    let alike = Camps {
        sizes: &[50],
        statements: 20,
        votes: 40,
        apart: 0.5,
    };
    assert_eq!(alike.found(1).0, Err(NoGroups::NothingVaries));
}

#[test]
fn the_map_shows_heaps_and_never_persons() {
    let camps = Camps {
        sizes: &[90, 60],
        statements: 30,
        votes: 20,
        apart: 0.35,
    };
    let (positions, _) = camps.matrix(1);
    let chance = Chance::from_seed(1);
    let spectrum = spectrum(&positions, COMPONENTS, &chance);
    let placed = Placed::of(&positions, &spectrum, &chance);
    let groups = placed
        .groups(&positions, bounds(&placed, &positions), &chance)
        .unwrap();
    let map = placed.map(Some(&groups), 5, &chance);
    assert!(map.len() > 4 && map.iter().all(|it| it.persons >= 5));
    assert_eq!(
        map.iter().map(|it| it.persons).sum::<usize>(),
        placed.count()
    );
    let each = placed.map(Some(&groups), 1, &chance);
    assert!(each.len() > map.len());
    // Groups are numbered along the first component.
    let first = |group| {
        let own = map.iter().filter(move |it| it.group == Some(group));
        own.map(|it| it.x)
    };
    assert!(first(0).fold(f64::MIN, f64::max) < first(1).fold(f64::MAX, f64::min));
}

fn bounds(placed: &Placed, positions: &Positions) -> Bounds {
    Bounds::of(placed.count(), positions.statements(), Kind::ballots())
}
