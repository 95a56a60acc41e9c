//! Small conversations, and where there is nothing to say.

use super::*;
use crate::positions::{Builder, Vote};

/// Two blocs of a size who say the opposite on eight statements, and pass on a ninth.
fn two_blocs(size: u32) -> Positions {
    let mut builder = Builder::new();
    for participant in 0..2 * size {
        let (one, other) = match participant % 2 {
            0 => (Vote::Agree, Vote::Disagree),
            _ => (Vote::Disagree, Vote::Agree),
        };
        for statement in 0..8 {
            // One statement of his own is seen otherwise, so that places differ a little.
            let vote = if statement == participant % 7 {
                other
            } else {
                one
            };
            builder.cast(participant, statement, vote);
        }
        builder.cast(participant, 8, Vote::Pass);
    }
    finished(builder, 2 * size, 9)
}

fn finished(builder: Builder, participants: u32, statements: u32) -> Positions {
    let participants: Vec<u32> = (0..participants).collect();
    let statements: Vec<u32> = (0..statements).collect();
    builder.finish(&participants, &statements).0
}

#[test]
fn two_blocs_are_two_groups() {
    let positions = two_blocs(30);
    let found = compatibility(&positions, &[], &Chance::from_seed(1));
    let groups: Vec<u32> = found.groups.iter().map(|it| it.unwrap()).collect();
    let blocs: Vec<u32> = (0..60).map(|it| it % 2).collect();
    assert_eq!(groups, blocs);
    assert_eq!((found.silhouettes[0].0, found.tallies.len()), (2, 2));
    assert_eq!(
        found.tallies[0][7],
        Tally {
            agrees: 30,
            disagrees: 0,
            votes: 30
        }
    );
    assert_eq!(
        found.tallies[1][8],
        Tally {
            agrees: 0,
            disagrees: 0,
            votes: 30
        }
    );
    assert!((found.consensus[7] - 31.0 / 32.0 / 32.0).abs() < 1e-15);
    for of_group in &found.representative {
        assert!(
            of_group
                .iter()
                .all(|it| it.is_significant && it.statement < 8)
        );
    }
    assert_eq!(found.representative[0][0].statement, 7);
    assert!(found.extremities[8].abs() < 1e-12 && found.extremities[0] > 0.1);
}

#[test]
fn a_base_cluster_has_the_mean_of_its_members() {
    let found = compatibility(&two_blocs(200), &[], &Chance::from_seed(1));
    let members: usize = found.bases.iter().map(|it| it.members.len()).sum();
    assert_eq!(members, 400);
    for base in &found.bases {
        for axis in 0..2 {
            let places = base
                .members
                .iter()
                .map(|it| found.places[*it as usize][axis]);
            let mean = places.sum::<f64>() / base.members.len() as f64;
            assert!((base.centre[axis] - mean).abs() < 1e-12);
        }
    }
}

#[test]
fn who_has_voted_too_little_is_not_clustered_unless_few_have() {
    let mut builder = Builder::new();
    for participant in 0..40 {
        let votes = if participant < 20 { 7 } else { 6 };
        for statement in 0..votes {
            builder.cast(participant, statement, Vote::Agree);
        }
    }
    let positions = finished(builder.clone(), 40, 9);
    assert_eq!(admitted(&positions), (0..20).collect::<Vec<_>>());
    let everyone: Vec<u32> = (0..40).collect();
    let six: Vec<u32> = (0..6).collect();
    assert_eq!(admitted(&positions.arranged(&everyone, &six)), everyone);
    let few: Vec<u32> = (17..40).collect();
    let all: Vec<u32> = (0..9).collect();
    let found = admitted(&positions.arranged(&few, &all));
    assert_eq!(found, (0..15).collect::<Vec<_>>());
}

#[test]
fn without_two_opinions_there_is_one_group_and_without_votes_none() {
    let mut alike = Builder::new();
    for participant in 0..20 {
        for statement in 0..8 {
            alike.cast(participant, statement, Vote::Agree);
        }
    }
    let alike = finished(alike, 20, 8);
    let one = alike.arranged(&[0], &[0, 1, 2, 3, 4, 5, 6, 7]);
    for positions in [&alike, &one] {
        let found = compatibility(positions, &[], &Chance::from_seed(1));
        assert!(found.groups.iter().all(|it| *it == Some(0)));
        assert!(found.silhouettes.is_empty() && found.bases.len() == 1);
        assert!(found.consensus.iter().all(|it| *it > 0.5 && *it < 1.0));
        assert!(found.extremities.iter().all(|it| *it == 0.0));
        assert_eq!(found.representative[0].len(), 1);
    }
    for (participants, statements) in [(0, 0), (0, 5), (5, 0), (5, 5)] {
        let positions = finished(Builder::new(), participants, statements);
        let found = compatibility(&positions, &[], &Chance::from_seed(1));
        assert_eq!(found.places.len(), participants as usize);
        assert!(found.consensus.iter().all(|it| it.is_finite()));
        assert!(found.representative.iter().all(Vec::is_empty));
    }
}

#[test]
fn with_the_groups_held_one_bloc_twice_changes_no_other_groups_tallies() {
    let once = two_blocs(30);
    let groups: Vec<Option<u32>> = (0..60).map(|it| (it < 50).then_some(it % 2)).collect();
    let mut twice = Builder::new();
    let mut all_groups = groups.clone();
    all_groups.extend((0..50).step_by(2).map(|_| Some(0)));
    let again = (0..60).chain((0..50).step_by(2));
    for (row, from) in (0_u32..).zip(again) {
        for cell in once.row(from) {
            twice.cast(row, u32::try_from(cell.index()).unwrap(), cell.vote());
        }
    }
    let twice = finished(twice, 85, 9);
    let (before, after) = (tallies(&once, &groups), tallies(&twice, &all_groups));
    assert_eq!(before[1], after[1]);
    for (one, two) in before[0].iter().zip(&after[0]) {
        assert_eq!(one.with(*one), *two);
    }
    // Nor what it says of a statement by itself.
    let share = |all: &[Vec<Tally>], at: usize| {
        let figures = all[1][at].agreement(all[0][at]);
        (figures.share, figures.test)
    };
    assert!((0..9).all(|at| share(&before, at) == share(&after, at)));
}
