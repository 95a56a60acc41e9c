//! Figures of statements that can be worked out by hand, and the laws that they keep.
//!
//! Start at the first test; none of them needs real votes.

use super::*;
use crate::positions::{Builder, Vote};
use comity_testkit::law::{broken, holds};

fn tally(agree: u32, disagree: u32, pass: u32) -> Tally {
    Tally {
        agree,
        disagree,
        pass,
    }
}

/// The figures of one statement where each part has so many who agree, disagree and pass; the
/// last part of the list stands for those who are in none.
fn asked(kind: Kind, parts: &[(u32, u32, u32)], constituencies: bool) -> StatementFigures {
    let mut builder = Builder::new();
    let mut of = Vec::new();
    for (part, (agree, disagree, pass)) in (0..).zip(parts) {
        let votes = [
            (*agree, Vote::Agree),
            (*disagree, Vote::Disagree),
            (*pass, Vote::Pass),
        ];
        for (count, vote) in votes {
            for _ in 0..count {
                builder.cast(u32::try_from(of.len()).unwrap(), 0, vote);
                of.push((part as usize + 1 < parts.len()).then_some(part));
            }
        }
    }
    let rows: Vec<u32> = (0..u32::try_from(of.len()).unwrap()).collect();
    let (positions, _) = builder.finish(&rows, &[0]);
    let declared = if constituencies {
        of.clone()
    } else {
        vec![None; of.len()]
    };
    let rules = Rules {
        kind,
        groups: Parts::new(of, parts.len() - 1, kind),
        constituencies: Parts::new(
            declared,
            if constituencies { parts.len() - 1 } else { 0 },
            kind,
        ),
        weights: None,
    };
    figures(positions.column(0), &rules)
}

#[test]
fn effective_agreement_and_its_lower_bound_are_those_of_the_formula() {
    let of = tally(8, 1, 1).agreement();
    assert!((of.agrees - 8.5 / 11.0).abs() < 1e-15);
    assert!((of.disagrees - 1.5 / 11.0).abs() < 1e-15);
    assert!((of.effective - 8.5 / 11.0 * 9.5 / 11.0).abs() < 1e-15);
    assert!((of.lower - beta_quantile(0.1, 8.5, 2.5)).abs() < 1e-15);
    assert!(tally(0, 3, 0).agreement().lower.abs() < 1e-300);
    let nobody = tally(0, 0, 0).agreement();
    assert!((nobody.effective - 0.25).abs() < 1e-15 && nobody.lower.abs() < 1e-300);
}

#[test]
fn common_ground_is_a_geometric_mean_and_the_least_bound() {
    let counts = [Count::Shown(tally(9, 0, 1)), Count::Shown(tally(2, 7, 1))];
    let [one, other] = [tally(9, 0, 1), tally(2, 7, 1)].map(Tally::agreement);
    let found = common_ground(&counts, &[true, true]).unwrap();
    assert!((found.score - (one.effective * other.effective).sqrt()).abs() < 1e-15);
    assert!((found.lower - other.lower).abs() < 1e-15);
}

#[test]
fn a_part_below_the_minimum_mass_is_shown_and_blocks_nothing() {
    let found = asked(Kind::ballots(), &[(200, 0, 0), (0, 9, 0), (0, 0, 0)], false);
    assert_eq!(found.by_group[1], Count::Shown(tally(0, 9, 0)));
    assert!(found.among_groups.unwrap().lower > 0.9);
    let public = asked(
        Kind::Delegations,
        &[(200, 0, 0), (0, 9, 0), (0, 0, 0)],
        false,
    );
    assert!(public.among_groups.unwrap().lower < 1e-9);
}

#[test]
fn of_ballots_nothing_is_said_about_fewer_than_five() {
    let parts = [(10, 2, 0), (3, 1, 0), (9, 0, 9), (4, 0, 0)];
    let found = asked(Kind::ballots(), &parts, false);
    assert_eq!(found.by_group[1], Count::Hidden);
    // The four who are hidden and the four in no group are eight together.
    assert_eq!(found.total, Total::Everyone(tally(26, 3, 9)));
    // The four have no say, so that what is hidden blocks nothing.
    assert!(found.among_groups.is_ok());
    let hidden = [found.by_group[0], Count::Hidden];
    let heard = common_ground(&hidden, &[true, true]);
    assert_eq!(heard, Err(NoGround::HiddenFigures(1)));
    let public = asked(Kind::Delegations, &parts, false);
    assert_eq!(public.by_group[1], Count::Shown(tally(3, 1, 0)));
    assert!(public.among_groups.is_ok());
}

#[test]
fn what_is_hidden_cannot_be_had_by_taking_one_figure_from_another() {
    let parts = [(10, 2, 0), (7, 1, 0), (2, 1, 0)];
    let alone = asked(Kind::ballots(), &parts, false);
    assert_eq!(alone.total, Total::InShownGroups(tally(17, 3, 0)));
    // With constituencies that hold the same people, the least of them is hidden too.
    let both = asked(Kind::ballots(), &parts, true);
    assert_eq!(
        both.by_constituency,
        [Count::Shown(tally(10, 2, 0)), Count::Hidden]
    );
    assert_eq!(
        asked(Kind::ballots(), &[(2, 2, 0), (0, 0, 0)], false).total,
        Total::Hidden
    );
}

#[test]
fn nobody_at_all_is_said_to_be_nobody() {
    let found = asked(Kind::ballots(), &[(0, 0, 0), (0, 0, 0)], true);
    assert_eq!(found.total, Total::Everyone(Tally::default()));
    assert_eq!(found.among_groups, Err(NoGround::NobodyTookAPosition));
    assert_eq!(common_ground(&[], &[]), Err(NoGround::NoParts));
    let small = [Count::Shown(tally(1, 0, 0))];
    assert_eq!(
        common_ground(&small, &[false]),
        Err(NoGround::NoPartHasASay)
    );
}

#[test]
fn weights_make_constituencies_count_alike_and_clones_as_one() {
    let mut builder = Builder::new();
    for row in 0..3 {
        builder.cast(row, 0, Vote::Agree);
    }
    builder.cast(3, 0, Vote::Disagree);
    let (positions, _) = builder.finish(&[0, 1, 2, 3], &[0]);
    let of = [Some(0), Some(0), Some(0), Some(1)];
    let ballots = Kind::ballots();
    assert_eq!(weights(&positions, &of, 0.0, ballots), None);
    let alike = weights(&positions, &of, 1.0, ballots).unwrap();
    assert!(
        alike
            .iter()
            .zip([2.0, 2.0, 2.0, 6.0])
            .all(|it| (it.0 - it.1 / 3.0).abs() < 1e-15)
    );
    let as_one = Kind::Ballots {
        minimum_mass: MinimumMass::default(),
        clones: Clones::AsOne,
    };
    assert_eq!(
        weights(&positions, &[None; 4], 0.0, as_one),
        weights(&positions, &of, 1.0, ballots)
    );
}

#[test]
fn duplicating_one_bloc_changes_no_other_groups_numbers() {
    let count = || (0_u32..30, 0_u32..30, 0_u32..30);
    let parts = (count(), count(), count(), count());
    holds(
        "duplicating_one_bloc",
        &parts,
        |(bloc, one, other, apart), _| {
            let twice = (2 * bloc.0, 2 * bloc.1, 2 * bloc.2);
            for kind in [Kind::ballots(), Kind::Delegations] {
                let before = asked(kind, &[bloc, one, other, apart], false).by_group;
                let after = asked(kind, &[twice, one, other, apart], false).by_group;
                if before[1..] != after[1..] {
                    return Err(broken(format!("{before:?} became {after:?}")));
                }
            }
            Ok(())
        },
    );
}
