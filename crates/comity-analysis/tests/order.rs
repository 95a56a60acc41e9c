//! Nothing depends on the order in which participants, votes and statements arrive.

#![allow(clippy::unwrap_used)]

use comity_analysis::Chance;
use comity_analysis::compatibility::compatibility;
use comity_analysis::positions::{Builder, Positions, Vote};
use comity_analysis::spectrum::{Spectrum, spectrum};
use proptest::prelude::*;

/// Votes as they are told: the id of the participant, that of the statement, and the vote.
type Told = Vec<(u32, u32, Vote)>;

fn votes() -> impl Strategy<Value = Told> {
    let vote = prop_oneof![Just(Vote::Agree), Just(Vote::Disagree), Just(Vote::Pass)];
    let told = prop::collection::btree_map((0_u32..40, 0_u32..12), vote, 0..300);
    told.prop_map(|it| {
        it.into_iter()
            .map(|((who, what), vote)| (who, what, vote))
            .collect()
    })
}

/// Votes twice: as they are, and in another order.
fn shuffled() -> impl Strategy<Value = (Told, Told)> {
    votes().prop_flat_map(|told| (Just(told.clone()), Just(told).prop_shuffle()))
}

/// The matrix of votes, whose rows and columns are numbered as they come and stand by id.
fn arrived(told: &Told) -> Positions {
    let mut builder = Builder::new();
    let (mut participants, mut statements) = (Vec::new(), Vec::new());
    for (participant, statement, vote) in told {
        let row = number(&mut participants, *participant);
        let column = number(&mut statements, *statement);
        builder.cast(row, column, *vote);
    }
    builder.finish(&ranks(&participants), &ranks(&statements)).0
}

fn number(seen: &mut Vec<u32>, id: u32) -> u32 {
    let at = seen.iter().position(|it| *it == id).unwrap_or_else(|| {
        seen.push(id);
        seen.len() - 1
    });
    at as u32
}

fn ranks(ids: &[u32]) -> Vec<u32> {
    let rank = |id: &u32| ids.iter().filter(|it| *it < id).count() as u32;
    ids.iter().map(rank).collect()
}

/// All bits of a spectrum.
fn bits(of: &Spectrum, positions: &Positions) -> Vec<u64> {
    let numbers = of.means.iter().chain(of.components.iter().flatten());
    let numbers = numbers.chain(&of.strengths).chain(&of.residuals).copied();
    let numbers = numbers.chain([of.total]).chain(of.projections(positions));
    numbers.map(f64::to_bits).collect()
}

proptest! {
    // A case that fails is named in this file, not kept in another.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_arrival_gives_the_same_bits((told, other) in shuffled(), seed in 0_u64..9) {
        let chance = Chance::from_seed(seed);
        let (one, two) = (arrived(&told), arrived(&other));
        let (found, again) = (spectrum(&one, 6, &chance), spectrum(&two, 6, &chance));
        prop_assert_eq!(bits(&found, &one), bits(&again, &two));
        let found = compatibility(&one, &[], &chance);
        prop_assert_eq!(found, compatibility(&two, &[], &chance));
    }

    /// The rows and columns themselves in another order: sums then run otherwise, and what is
    /// found is the same but for rounding.
    #[test]
    fn turned_about_the_matrix_has_the_same_strengths(told in votes(), seed in 0_u64..9) {
        let one = arrived(&told);
        let (rows, columns) = (one.participants() as u32, one.statements() as u32);
        let turned = |count: u32| (0..count).rev().collect::<Vec<_>>();
        let other = one.arranged(&turned(rows), &turned(columns));
        let (one, other) = (
            spectrum(&one, 6, &Chance::from_seed(seed)),
            spectrum(&other, 6, &Chance::from_seed(seed + 1)),
        );
        prop_assert_eq!(one.strengths.len(), other.strengths.len());
        for (one, other) in one.strengths.iter().zip(&other.strengths) {
            prop_assert!((one - other).abs() <= 1e-6 * one);
        }
        for (mean, turned) in one.means.iter().zip(other.means.iter().rev()) {
            prop_assert_eq!(mean.to_bits(), turned.to_bits());
        }
    }

    #[test]
    fn no_number_is_ever_missing(told in votes(), seed in 0_u64..9) {
        let positions = arrived(&told);
        let chance = Chance::from_seed(seed);
        let found = spectrum(&positions, 16, &chance);
        prop_assert!(bits(&found, &positions).iter().all(|it| f64::from_bits(*it).is_finite()));
        let squares: f64 = found.strengths.iter().map(|it| it * it).sum();
        prop_assert!(squares <= found.total * (1.0 + 1e-9));
        let found = compatibility(&positions, &[], &chance);
        prop_assert!(found.consensus.iter().all(|it| *it > 0.0 && *it <= 1.0));
        prop_assert!(found.places.iter().flatten().all(|it| it.is_finite()));
        prop_assert!(found.silhouettes.iter().all(|it| (-1.0..=1.0).contains(&it.1)));
        let figures = found.representative.iter().flatten().map(|it| it.figures);
        prop_assert!(figures.map(|it| it.rank()).all(f64::is_finite));
    }
}
