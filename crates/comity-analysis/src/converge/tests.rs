//! That it does not matter how many cores there are.
//!
//! The laws that can be tried from outside stand in `tests/laws.rs`.

use super::*;
use crate::compatibility::compatibility;
use crate::pieces::tests::on_cores;
use crate::positions::{Builder, Vote};
use crate::slates::Approvals;

/// Three camps of people who vote much like each other.
fn camps(participants: u32, statements: u32) -> Positions {
    let mut chance = Chance::from_seed(7);
    let mut builder = Builder::new();
    for participant in 0..participants {
        for statement in 0..statements {
            let lean = (statement * 7 + participant % 3 * 5) % 3;
            let vote = match chance.unit() {
                it if it < 0.2 => continue,
                it if it < 0.3 => Vote::Pass,
                it if (it < 0.9) == (lean == 0) => Vote::Agree,
                _ => Vote::Disagree,
            };
            builder.cast(participant, statement, vote);
        }
    }
    let (rows, columns): (Vec<u32>, Vec<u32>) =
        ((0..participants).collect(), (0..statements).collect());
    builder.finish(&rows, &columns).0
}

/// All that is computed from a matrix, written out: a float is then its bits.
fn written(positions: &Positions, trials: Trials) -> String {
    let statements = 0..u32::try_from(positions.statements()).unwrap();
    let constituencies = 0..u32::try_from(positions.participants()).unwrap();
    let question = Question {
        statements: statements.clone().map(|it| it.to_string()).collect(),
        constituencies: constituencies.map(|it| Some(it % 4)).collect(),
        constituency_count: 4,
        settings: Settings {
            alpha: 0.5,
            trials,
            ..Settings::default()
        },
    };
    let order: Vec<u32> = statements.collect();
    let approvals = Approvals::new(positions, &order);
    let slates = [approvals.phragmen(5), approvals.proportional(5).slate];
    let certificates = slates.clone().map(|it| approvals.certificate(&it));
    let found = converge(positions, &question).unwrap();
    let as_polis = compatibility(positions, &[], &Chance::from_seed(1));
    format!("{found:?} {slates:?} {certificates:?} {as_polis:?}")
}

#[test]
fn one_core_and_several_give_the_same_bytes() {
    // More rows than one piece has, and forty runs over fewer.
    for (participants, trials) in [(9_000, Trials::LeftOut), (150, Trials::Run)] {
        let positions = camps(participants, 36);
        let alone = on_cores(1, || written(&positions, trials));
        assert!(alone.contains("Groups("), "the camps are found");
        for cores in [2, 5] {
            let together = on_cores(cores, || written(&positions, trials));
            assert!(together == alone, "{participants} on {cores} cores");
        }
    }
}

/// An assembly in which one half agrees where the other disagrees, but for some votes by chance;
/// with no halves, all by chance.
fn assembly(participants: u32, statements: u32, by_chance: f64, chance: &mut Chance) -> Positions {
    let mut builder = Builder::new();
    for participant in 0..participants {
        for statement in 0..statements {
            let agrees = (participant < participants / 2) == (statement % 2 == 0);
            let vote = match (chance.unit() < by_chance, agrees) {
                (true, _) => [Vote::Agree, Vote::Pass, Vote::Disagree][chance.below(3)],
                (false, true) => Vote::Agree,
                (false, false) => Vote::Disagree,
            };
            builder.cast(participant, statement, vote);
        }
    }
    let (rows, columns): (Vec<u32>, Vec<u32>) =
        ((0..participants).collect(), (0..statements).collect());
    builder.finish(&rows, &columns).0
}

/// The groups of an assembly of delegations.
fn groups_of(positions: &Positions) -> Vec<Option<u8>> {
    let statements = 0..positions.statements();
    let question = Question {
        statements: statements.map(|it| it.to_string()).collect(),
        constituencies: Vec::new(),
        constituency_count: 0,
        settings: Settings {
            kind: Kind::Delegations,
            ..Settings::default()
        },
    };
    converge(positions, &question).unwrap().membership
}

#[test]
fn two_camps_are_found_among_few_and_chance_makes_none() {
    for participants in [12, 24, 40, 193] {
        for (seed, by_chance) in [(1, 0.0), (2, 0.05)] {
            let mut chance = Chance::from_seed(seed);
            let found = groups_of(&assembly(participants, 20, by_chance, &mut chance));
            let half = participants as usize / 2;
            let (one, other) = found.split_at(half);
            let is_camp = |it: &[Option<u8>]| it[0].is_some() && it.iter().all(|its| *its == it[0]);
            assert!(
                is_camp(one) && is_camp(other) && one[0] != other[0],
                "{participants} with {by_chance} by chance: {found:?}"
            );
        }
    }
    let parted = (0..30).filter(|seed| {
        let mut chance = Chance::from_seed(*seed);
        let found = groups_of(&assembly(24, 20, 1.0, &mut chance));
        found.iter().any(Option::is_some)
    });
    // One in twenty at most, and a little luck.
    assert!(parted.count() <= 3);
}
