//! Figures of statements that can be worked out by hand, and the laws that they keep.
//!
//! Start at the first test; none of them needs real votes.

use super::*;
use crate::positions::{Builder, Vote};
use comity_testkit::law::{broken, holds};
use proptest::test_runner::TestCaseError;

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
    let heard = vec![true; of.len()];
    let declared_parts = if constituencies { parts.len() - 1 } else { 0 };
    let rules = Rules {
        kind,
        groups: Parts::new(of, parts.len() - 1, kind, &heard),
        constituencies: Parts::new(declared, declared_parts, kind, &heard),
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
    // Constituencies that hold the same people give nothing away that the groups do not.
    let both = asked(Kind::ballots(), &parts, true);
    assert_eq!(both.by_constituency, both.by_group);
    assert_eq!(
        asked(Kind::ballots(), &[(2, 2, 0), (0, 0, 0)], false).total,
        Total::Hidden
    );
}

/// The figures of one statement on which so many agree, for each group and constituency.
fn agreed_by(kind: Kind, cells: &[(Option<u32>, Option<u32>, u32)]) -> StatementFigures {
    let people = cells.iter();
    let people: Vec<(Option<u32>, Option<u32>)> = people
        .flat_map(|it| vec![(it.0, it.1); it.2 as usize])
        .collect();
    let rows: Vec<u32> = (0..u32::try_from(people.len()).unwrap()).collect();
    let mut builder = Builder::new();
    for row in &rows {
        builder.cast(*row, 0, Vote::Agree);
    }
    let (positions, _) = builder.finish(&rows, &[0]);
    let heard = vec![true; people.len()];
    let parts = |of: Vec<Option<u32>>| {
        let count = of.iter().flatten().max().map_or(0, |it| *it as usize + 1);
        Parts::new(of, count, kind, &heard)
    };
    let rules = Rules {
        kind,
        groups: parts(people.iter().map(|it| it.0).collect()),
        constituencies: parts(people.iter().map(|it| it.1).collect()),
        weights: None,
    };
    figures(positions.column(0), &rules)
}

#[test]
fn what_is_hidden_cannot_be_had_by_taking_a_constituency_from_a_group() {
    let (group, other, x, y) = (Some(0), Some(1), Some(0), Some(1));
    // Nineteen of a group of twenty declare X, the other one Y, and so do four of no group: twenty
    // less nineteen is one person's vote.
    let one = [(group, x, 19), (group, y, 1), (None, y, 4)];
    let found = agreed_by(Kind::ballots(), &one);
    assert_eq!(found.total, Total::InShownGroups(tally(20, 0, 0)));
    assert_eq!(found.by_constituency, [Count::Hidden, Count::Hidden]);
    // The same where everyone is in a group and the total is given.
    let both = [(group, x, 12), (group, y, 2), (other, y, 9)];
    let found = agreed_by(Kind::ballots(), &both);
    assert_eq!(found.total, Total::Everyone(tally(23, 0, 0)));
    assert_eq!(found.by_constituency, [Count::Hidden, Count::Hidden]);
    // Where nobody but five and more could be had, all is given.
    let apart = [(group, x, 12), (group, y, 5), (other, y, 9)];
    let found = agreed_by(Kind::ballots(), &apart);
    assert_eq!(
        found.by_constituency,
        [12, 14].map(|it| Count::Shown(tally(it, 0, 0)))
    );
    let public = agreed_by(Kind::Delegations, &one);
    assert_eq!(
        public.by_constituency,
        [19, 5].map(|it| Count::Shown(tally(it, 0, 0)))
    );
}

#[test]
fn of_sizes_too_none_of_fewer_than_five_is_left_over() {
    let check = |sizes: &[usize], together, shown: &[Option<usize>]| {
        assert_eq!(shown_sizes(sizes, together, HIDDEN_BELOW), shown);
    };
    check(&[100, 7, 3], 110, &[Some(100), None, None]);
    check(&[100, 7, 3], 112, &[Some(100), Some(7), None]);
    check(&[100, 7, 7], 117, &[Some(100), None, None]);
    check(&[100, 7, 0], 107, &[Some(100), Some(7), Some(0)]);
    check(&[3, 4], 7, &[None, None]);
    check(&[3, 1], 4, &[None, None]);
    assert_eq!(shown_sizes(&[3, 1], 5, 1), [Some(3), Some(1)]);
}

#[test]
fn a_few_who_alone_declare_a_constituency_have_no_veto() {
    let mut cells = vec![(Some(0), None, 980), (Some(0), Some(1), 15)];
    cells.push((Some(0), Some(0), 5));
    let found = agreed_by(Kind::ballots(), &cells);
    assert_eq!(found.among_constituencies, Err(NoGround::NoPartHasASay));
    // Of a hundred they are one in twenty.
    cells[0].2 = 80;
    let found = agreed_by(Kind::ballots(), &cells);
    assert!(found.among_constituencies.is_ok());
    // Nor has a group of a few who took enough positions, where most did not.
    let kind = Kind::ballots();
    let of = [vec![Some(0); 200], vec![Some(1); 12], vec![None; 100]].concat();
    assert_eq!(Parts::new(of, 2, kind, &[true; 312]).has_say, [true, false]);
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
    for row in 0..5 {
        builder.cast(row, 0, Vote::Agree);
    }
    builder.cast(5, 0, Vote::Disagree);
    let (positions, _) = builder.finish(&[0, 1, 2, 3, 4, 5], &[0]);
    let of = [Some(0), Some(0), Some(0), Some(0), Some(0), Some(1)];
    let ballots = Kind::ballots();
    assert!(weights(&positions, &of, 0.0, ballots).is_none());
    let alike = weights(&positions, &of, 1.0, ballots).unwrap();
    assert!(
        alike
            .iter()
            .zip([0.6, 0.6, 0.6, 0.6, 0.6, 3.0])
            .all(|it| (it.0 - it.1).abs() < 1e-15)
    );
    let as_one = Kind::Ballots {
        minimum_mass: MinimumMass::default(),
        clones: Clones::AsOne,
    };
    assert_eq!(
        weights(&positions, &[None; 6], 0.0, as_one),
        weights(&positions, &of, 1.0, ballots)
    );
}

#[test]
fn ballots_that_are_the_same_are_counted_from_five_on() {
    // Six hold the same of seven statements, four of seven others, five of a single one.
    let mut builder = Builder::new();
    for row in 0..15_u32 {
        for statement in 0..7 {
            match row {
                0..6 => builder.cast(row, statement, Vote::Agree),
                6..10 => builder.cast(row, statement + 7, Vote::Agree),
                _ if statement == 0 => builder.cast(row, 14, Vote::Pass),
                _ => {}
            }
        }
    }
    let (rows, columns): (Vec<u32>, Vec<u32>) = ((0..15).collect(), (0..15).collect());
    let (positions, _) = builder.finish(&rows, &columns);
    let expected = Repeated {
        ballots: 6,
        heaps: 1,
        largest: 6,
    };
    assert_eq!(Repeated::of(&positions), expected);
}

/// Rules by which each weighs so much, and the same groups have a say with weights as without.
fn weighing(kind: Kind, each: Vec<f64>, groups: Parts, constituencies: Parts) -> Rules {
    Rules {
        kind,
        weights: Some(Weights::new(each, &groups, groups.has_say.clone())),
        groups,
        constituencies,
    }
}

#[test]
fn a_weighted_figure_says_nothing_of_a_few_who_weigh_alike_in_a_group() {
    // Two groups of sixty; so many of the first are the only ones in it of another weight, and so
    // many of these vote.
    let given = |kind: Kind, others: u32, voting: u32| {
        let mut builder = Builder::new();
        for row in (0..120_u32).filter(|it| *it >= others || *it < voting) {
            let vote = if row % 3 == 0 {
                Vote::Disagree
            } else {
                Vote::Agree
            };
            builder.cast(row, 0, vote);
        }
        let rows: Vec<u32> = (0..120).collect();
        let (positions, _) = builder.finish(&rows, &[0]);
        let heard = vec![true; 120];
        let groups = Parts::new(
            rows.iter().map(|it| Some(it / 60)).collect(),
            2,
            kind,
            &heard,
        );
        let is_other = |row: u32| row < others || row >= 90;
        let each = rows.iter().map(|it| if is_other(*it) { 2.0 } else { 0.5 });
        let constituencies = Parts::new(vec![None; 120], 0, kind, &heard);
        let rules = weighing(kind, each.collect(), groups, constituencies);
        figures(positions.column(0), &rules).weighted.is_some()
    };
    let ballots = Kind::ballots();
    assert!(given(ballots, 5, 5) && given(ballots, 9, 0));
    assert!(!given(ballots, 3, 3) && !given(ballots, 9, 2));
    assert!(given(Kind::Delegations, 3, 3));
}

#[test]
fn a_weighted_figure_says_nothing_of_a_few_of_a_constituency_in_a_group() {
    // So many of a group are of a constituency; who is of the third weighs less than the others.
    let given = |kind: Kind, parts: &[(u32, u32, usize)]| {
        let (mut groups, mut declared) = (Vec::new(), Vec::new());
        for (group, constituency, persons) in parts {
            groups.extend(vec![Some(*group); *persons]);
            declared.extend(vec![Some(*constituency); *persons]);
        }
        let all = groups.len();
        let rows: Vec<u32> = (0..).take(all).collect();
        let mut builder = Builder::new();
        for row in &rows {
            let agrees = row % 3 > 0;
            let vote = if agrees { Vote::Agree } else { Vote::Disagree };
            builder.cast(*row, 0, vote);
        }
        let each: Vec<f64> = declared
            .iter()
            .map(|it| if *it == Some(2) { 0.5 } else { 2.0 })
            .collect();
        let heard = vec![true; all];
        let groups = Parts::new(groups, 2, kind, &heard);
        let constituencies = Parts::new(declared, 3, kind, &heard);
        let rules = weighing(kind, each, groups, constituencies);
        let (positions, _) = builder.finish(&rows, &[0]);
        figures(positions.column(0), &rules).weighted.is_some()
    };
    let others = [(0, 2, 30), (1, 2, 30)];
    let given = |kind: Kind, parts: &[(u32, u32, usize)]| given(kind, &[parts, &others].concat());
    let ballots = Kind::ballots();
    // The tally of the first, without those who weigh so in the first group, is the ballot of one.
    let one = [(0, 0, 39), (1, 0, 1), (1, 1, 40)];
    assert!(!given(ballots, &one) && given(Kind::Delegations, &one));
    assert!(given(ballots, &[(0, 0, 39), (1, 1, 41)]));
    // Three of the first are in the second group, but no sum is about them alone.
    assert!(given(
        ballots,
        &[(0, 0, 20), (0, 1, 20), (1, 0, 3), (1, 1, 40)]
    ));
    // So many are alone in weighing so in their group.
    assert!(!given(ballots, &[(0, 0, 40), (1, 1, 3)]));
}

/// The figures of so many who agree, disagree and pass in each group, by weights that follow from
/// their numbers; `more` is a vote that one more member of the first group casts, of the weight
/// `own`, who else casts none.
fn weighted(groups: &[(u32, u32, u32)], own: u32, more: Option<Vote>) -> Weighted {
    let mut of = vec![Some(0)];
    let mut builder = Builder::new();
    if let Some(vote) = more {
        builder.cast(0, 0, vote);
    }
    for (group, (agree, disagree, pass)) in (0..).zip(groups) {
        let votes = [
            (agree, Vote::Agree),
            (disagree, Vote::Disagree),
            (pass, Vote::Pass),
        ];
        for vote in votes.iter().flat_map(|it| vec![it.1; *it.0 as usize]) {
            builder.cast(u32::try_from(of.len()).unwrap(), 0, vote);
            of.push(Some(group));
        }
    }
    let kind = Kind::Delegations;
    let rows: Vec<u32> = (0..u32::try_from(of.len()).unwrap()).collect();
    let weight = |row: &u32| if *row == 0 { own } else { row * 7 % 11 };
    let each = rows.iter().map(|it| 0.2 + f64::from(weight(it)));
    let each: Vec<f64> = each.collect();
    let (of_none, heard) = (of.len(), vec![true; of.len()]);
    let parts = Parts::new(of, groups.len(), kind, &heard);
    let constituencies = Parts::new(vec![None; of_none], 0, kind, &heard);
    let rules = weighing(kind, each, parts, constituencies);
    let (positions, _) = builder.finish(&rows, &[0]);
    figures(positions.column(0), &rules).weighted.unwrap()
}

fn not_above(one: Weighted, other: Weighted) -> Result<(), TestCaseError> {
    let (total, more) = (one.total, other.total);
    let (ground, risen) = (one.among_groups.unwrap(), other.among_groups.unwrap());
    // Bounds are found by steps, and logarithms are rounded.
    let pairs = [
        (total.effective, more.effective),
        (total.lower, more.lower),
        (ground.score, risen.score),
        (ground.lower, risen.lower),
    ];
    match pairs.iter().all(|it| it.0 <= it.1 + 1e-12) {
        true => Ok(()),
        false => Err(broken(format!("{one:?} is above {other:?}"))),
    }
}

#[test]
fn one_more_agree_never_lowers_a_weighted_figure_and_one_more_disagree_never_raises_it() {
    let count = || (0_u32..12, 0_u32..12, 0_u32..6);
    let parts = (
        (1_u32..12, 0_u32..12, 0_u32..6),
        count(),
        count(),
        0_u32..90,
    );
    holds(
        "one_more_agree_weighted",
        &parts,
        |(one, two, three, own), _| {
            let groups = [one, two, three];
            let [as_it_is, agree, disagree, pass] = [
                None,
                Some(Vote::Agree),
                Some(Vote::Disagree),
                Some(Vote::Pass),
            ]
            .map(|it| weighted(&groups, own, it));
            not_above(as_it_is, agree)?;
            not_above(disagree, as_it_is)?;
            // And who changes from one to the other by way of neither.
            not_above(disagree, pass)?;
            not_above(pass, agree)
        },
    );
}

#[test]
fn one_more_agree_never_lowers_common_ground_and_one_more_disagree_never_raises_it() {
    let count = || (0_u32..60, 0_u32..60, 0_u32..30);
    let parts = (count(), count(), count());
    holds(
        "one_more_agree_in_a_group",
        &parts,
        |(one, two, three), _| {
            let ground = |one: (u32, u32, u32)| {
                let counts = [one, two, three].map(|it| Count::Shown(tally(it.0, it.1, it.2)));
                common_ground(&counts, &[true; 3]).unwrap()
            };
            let (agree, disagree) = ((one.0 + 1, one.1, one.2), (one.0, one.1 + 1, one.2));
            let [less, as_it_is, more] = [ground(disagree), ground(one), ground(agree)];
            let rises =
                |a: Ground, b: Ground| a.score <= b.score + 1e-12 && a.lower <= b.lower + 1e-12;
            match rises(less, as_it_is) && rises(as_it_is, more) {
                true => Ok(()),
                false => Err(broken(format!("{less:?}, {as_it_is:?}, {more:?}"))),
            }
        },
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
            // What is given of a constituency may hang on others: of ballots the fewest are
            // hidden where others are few. Where nothing is hidden the same holds of them.
            let before = asked(Kind::Delegations, &[bloc, one, other, apart], true);
            let after = asked(Kind::Delegations, &[twice, one, other, apart], true);
            match before.by_constituency[1..] == after.by_constituency[1..] {
                true => Ok(()),
                false => Err(broken(format!("{before:?} became {after:?}"))),
            }
        },
    );
}

#[test]
fn one_ballot_cast_many_times_is_no_group_with_a_say_where_clones_count_as_one() {
    let mut builder = Builder::new();
    for row in 0..40 {
        // Ballots that differ, then forty times the same.
        for statement in 0..6 {
            let agrees = row >> statement & 1 == 1;
            builder.cast(
                row,
                statement,
                if agrees { Vote::Agree } else { Vote::Pass },
            );
            builder.cast(40 + row, statement, Vote::Disagree);
        }
    }
    let rows: Vec<u32> = (0..80).collect();
    let (positions, _) = builder.finish(&rows, &[0, 1, 2, 3, 4, 5]);
    let of: Vec<Option<u32>> = rows.iter().map(|row| Some(row / 40)).collect();
    let kind = |clones| Kind::Ballots {
        minimum_mass: MinimumMass::default(),
        clones,
    };
    for (clones, expected) in [(Clones::InFull, true), (Clones::AsOne, false)] {
        let parts = Parts::new(of.clone(), 2, kind(clones), &[true; 80]);
        assert_eq!(parts.has_say, [true, true]);
        let say = heard_by_weight(&positions, &parts, kind(clones));
        assert_eq!(say, [true, expected]);
    }
}
