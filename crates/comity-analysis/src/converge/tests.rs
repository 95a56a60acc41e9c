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

/// An assembly in which each camp agrees with every so manieth statement and disagrees with all
/// others, but for some votes by chance.
fn assembly(camps: u32, participants: u32, by_chance: f64, chance: &mut Chance) -> Positions {
    assembly_on(20, camps, participants, by_chance, chance)
}

/// The same on so many statements.
fn assembly_on(
    statements: u32,
    camps: u32,
    participants: u32,
    by_chance: f64,
    chance: &mut Chance,
) -> Positions {
    let mut builder = Builder::new();
    for participant in 0..participants {
        for statement in 0..statements {
            let agrees = participant * camps / participants == statement % camps;
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
fn camps_are_found_among_delegations() {
    let mut missed = Vec::new();
    let sizes = [
        (2, 10),
        (2, 11),
        (2, 12),
        (2, 24),
        (2, 40),
        (2, 127),
        (3, 36),
        (3, 60),
        (3, 120),
        (4, 80),
        (2, 193),
        (3, 193),
        (4, 400),
    ];
    for (camps, participants) in sizes {
        for (seed, by_chance) in [(1, 0.0), (2, 0.03)] {
            let mut chance = Chance::from_seed(seed);
            let positions = assembly(camps, participants, by_chance, &mut chance);
            let found = groups_of(&positions);
            let theirs = |it: u32| u64::from(it * camps / participants);
            let pairs = found.iter().zip((0..participants).map(theirs));
            let both: std::collections::BTreeSet<(Option<u8>, u64)> =
                pairs.map(|it| (*it.0, it.1)).collect();
            if both.len() != camps as usize || both.iter().any(|it| it.0.is_none()) {
                missed.push((camps, participants, by_chance));
            }
        }
    }
    // Where all are of one mind always; where a few votes are by chance mostly.
    assert!(
        missed.iter().all(|it| it.2 > 0.0) && missed.len() <= 3,
        "{missed:?}"
    );
}

#[test]
fn a_few_votes_by_chance_make_camps_no_less() {
    // A single dissenter is a heap of his own, and no group.
    let mut found = 0;
    let worlds = [
        (12, 30, 0.01),
        (12, 60, 0.02),
        (12, 60, 0.1),
        (7, 30, 0.0),
        (7, 60, 0.0),
    ];
    for (statements, participants, by_chance) in worlds {
        for seed in 0..5 {
            let mut chance = Chance::from_seed(seed);
            let positions = assembly_on(statements, 2, participants, by_chance, &mut chance);
            let groups = groups_of(&positions);
            let camp = |it: usize| it * 2 / participants as usize;
            let (one, other): (Vec<u32>, Vec<u32>) = groups
                .iter()
                .enumerate()
                .filter_map(|(at, it)| it.map(|it| (u32::from(it), camp(at) as u32)))
                .unzip();
            let all = one.len() == participants as usize;
            let index = crate::agreement_of_partitions::adjusted_rand_index(&one, &other);
            found += usize::from(all && index > 0.9);
        }
    }
    assert!(found >= 23, "{found} of 25");
}

#[test]
fn chance_makes_no_groups_among_few() {
    let mut parted = Vec::new();
    for (participants, worlds) in [(12, 12), (24, 12), (60, 12), (120, 12), (193, 4), (400, 4)] {
        for seed in 0..worlds {
            let mut chance = Chance::from_seed(seed);
            let found = groups_of(&assembly(2, participants, 1.0, &mut chance));
            if found.iter().any(Option::is_some) {
                parted.push((participants, seed));
            }
        }
    }
    // One in twenty.
    assert!(parted.len() <= 2, "{parted:?}");
}

#[test]
fn independent_answers_to_few_questions_make_no_groups_among_few() {
    let likely = [0.5, 0.9, 0.7, 0.3, 0.8, 0.6, 0.4, 0.65];
    let mut parted = Vec::new();
    for statements in [3, 5, 6, 7, 8] {
        for participants in [24, 60, 120] {
            for seed in 0..4 {
                let mut chance = Chance::from_seed(seed);
                let mut builder = Builder::new();
                for participant in 0..participants {
                    for statement in 0..statements {
                        let vote = match chance.unit() < likely[statement as usize] {
                            true => Vote::Agree,
                            false => Vote::Disagree,
                        };
                        builder.cast(participant, statement, vote);
                    }
                }
                let (rows, columns): (Vec<u32>, Vec<u32>) =
                    ((0..participants).collect(), (0..statements).collect());
                let found = groups_of(&builder.finish(&rows, &columns).0);
                if found.iter().any(Option::is_some) {
                    parted.push((statements, participants, seed));
                }
            }
        }
    }
    assert!(parted.len() <= 3, "{parted:?}");
}
