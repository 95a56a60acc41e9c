//! Laws of the default mode, each the name of its test.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use comity_analysis::common_ground::{
    Agreement, Clones, Count, Kind, MinimumMass, NoGround, Tally, Total,
};
use comity_analysis::converge::{Outcome, Trials};
use comity_analysis::groups::NoGroups;
use comity_analysis::positions::{Builder, Positions, Vote};
use comity_analysis::{Chance, Convergence, Question, Settings, converge};
use comity_testkit::law::{broken, holds, runner};
use proptest::prelude::{Strategy, any};
use proptest::test_runner::TestCaseError;

/// Votes on statements, and the constituency.
type Ballot = (Vec<(u32, Vote)>, Option<u32>);

/// A small conversation: ballots with a constituency each, from a seed, so that a smaller one is
/// a simpler one.
#[derive(Clone, Debug)]
struct World {
    ballots: Vec<Ballot>,
    statements: u32,
    kind: Kind,
    alpha: f64,
    trials: Trials,
}

/// How many constituencies each world has; one of them may be empty.
const CONSTITUENCIES: u32 = 3;

/// Conversations take time, so each law of them is tried on fewer cases.
const CASES: u32 = 40;

fn world(participants: usize, statements: u32, kind: u64, seed: u64) -> World {
    let chance = Chance::from_seed(seed);
    let mut own = chance.part(0);
    let leans: Vec<[f64; 2]> = (0..statements).map(|_| [own.unit(), own.unit()]).collect();
    let mut ballot = |camp: usize| {
        let kept = own.unit();
        let mut votes = Vec::new();
        for (statement, lean) in (0..statements).zip(&leans) {
            let (seen, mark) = (own.unit() < kept, own.unit());
            let vote = match mark {
                _ if mark < 0.1 => Vote::Pass,
                _ if mark < 0.1 + 0.9 * lean[camp] => Vote::Agree,
                _ => Vote::Disagree,
            };
            if seen {
                votes.push((statement, vote));
            }
        }
        let constituency = u32::try_from(own.below(CONSTITUENCIES as usize + 1)).unwrap();
        (
            votes,
            (constituency < CONSTITUENCIES).then_some(constituency),
        )
    };
    let clones = if kind == 1 {
        Clones::AsOne
    } else {
        Clones::InFull
    };
    let minimum_mass = MinimumMass::default();
    World {
        ballots: (0..participants).map(|it| ballot(it % 2)).collect(),
        statements,
        kind: match kind {
            0 | 1 => Kind::Ballots {
                minimum_mass,
                clones,
            },
            _ => Kind::Delegations,
        },
        alpha: if kind == 0 { 0.0 } else { 0.5 },
        trials: Trials::LeftOut,
    }
}

fn worlds() -> impl Strategy<Value = World> {
    let sizes = (0_usize..60, 0_u32..14, 0_u64..3);
    (sizes, any::<u64>()).prop_map(|((participants, statements, kind), seed)| {
        world(participants, statements, kind, seed)
    })
}

/// A permutation of so many things.
fn shuffled(count: usize, seed: u64) -> Vec<u32> {
    let mut chance = Chance::from_seed(seed);
    let mut all: Vec<u32> = (0..u32::try_from(count).unwrap()).collect();
    for at in (1..count).rev() {
        all.swap(at, chance.below(at + 1));
    }
    all
}

impl World {
    /// The matrix with its rows and columns where the permutations put them.
    fn matrix(&self, rows: &[u32], columns: &[u32]) -> Positions {
        let mut builder = Builder::new();
        for (participant, (votes, _)) in (0..).zip(&self.ballots) {
            for (statement, vote) in votes {
                builder.cast(participant, *statement, *vote);
            }
        }
        builder.finish(rows, columns).0
    }

    /// The outcome where participants, statements and constituencies stand in another order, by a
    /// seed; seed 0 leaves them as they are.
    fn converged(&self, rows: &[u32], columns: &[u32], names: &[u32]) -> Convergence {
        let mut constituencies = vec![None; rows.len()];
        for (row, (_, constituency)) in rows.iter().zip(&self.ballots) {
            constituencies[*row as usize] = constituency.map(|it| names[it as usize]);
        }
        let mut statements = vec![String::new(); columns.len()];
        for (statement, column) in columns.iter().enumerate() {
            statements[*column as usize] = format!("statement {statement}");
        }
        let question = Question {
            statements,
            constituencies,
            constituency_count: CONSTITUENCIES as usize,
            settings: Settings {
                kind: self.kind,
                alpha: self.alpha,
                trials: self.trials,
            },
        };
        converge(&self.matrix(rows, columns), &question).unwrap()
    }

    fn identity(&self) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
        let numbers = |count: u32| (0..count).collect();
        let rows = u32::try_from(self.ballots.len()).unwrap();
        (
            numbers(rows),
            numbers(self.statements),
            numbers(CONSTITUENCIES),
        )
    }

    fn as_it_is(&self) -> Convergence {
        let (rows, columns, names) = self.identity();
        self.converged(&rows, &columns, &names)
    }
}

/// Tries a law on [`CASES`] worlds with a seed each.
fn of_worlds(law: impl Fn(&World, u64) -> Result<(), TestCaseError>) {
    let strategy = (worlds(), any::<u64>());
    let tried = runner(CASES, 1).run(&strategy, |(world, seed)| law(&world, seed));
    tried.unwrap_or_else(|it| panic!("{it}"));
}

fn same<T: PartialEq + std::fmt::Debug>(one: &T, other: &T) -> Result<(), TestCaseError> {
    match one == other {
        true => Ok(()),
        false => Err(broken(format!("{one:?}\nis not\n{other:?}"))),
    }
}

/// A result as it must be once everything stands where the permutations put it.
fn moved(found: &Convergence, rows: &[u32], columns: &[u32], names: &[u32]) -> Convergence {
    let mut there = found.clone();
    there.membership = put(&found.membership, rows);
    there.places = put(&found.places, rows);
    there.constituencies = put(&found.constituencies, names);
    there.statements = put(&found.statements, columns);
    for figures in &mut there.statements {
        figures.by_constituency = put(&figures.by_constituency, names);
        if let Err(NoGround::HiddenFigures(part)) = &mut figures.among_constituencies {
            *part = names[*part] as usize;
        }
    }
    if let Outcome::Groups(groups, _) = &mut there.outcome {
        for particular in groups.iter_mut().map(|it| &mut it.representative) {
            for it in particular.iter_mut() {
                it.statement = columns[it.statement] as usize;
            }
            particular.sort_by_key(|it| it.statement);
        }
    }
    there
}

/// What stands at `i` put to `places[i]`.
fn put<T: Clone>(values: &[T], places: &[u32]) -> Vec<T> {
    let mut placed: Vec<(u32, T)> = places.iter().copied().zip(values.iter().cloned()).collect();
    placed.sort_by_key(|it| it.0);
    placed.into_iter().map(|it| it.1).collect()
}

/// The world with everything in another order gives the same in that order: the hash, the seed,
/// spectrum, outcome, groups with their middles and what is particular to them, trials, map,
/// membership, and all figures.
fn order_plays_no_part(world: &World, seed: u64) -> Result<(), TestCaseError> {
    let rows = shuffled(world.ballots.len(), seed);
    let columns = shuffled(world.statements as usize, seed ^ 1);
    let (_, _, names) = world.identity();
    let expected = moved(&world.as_it_is(), &rows, &columns, &names);
    same(&expected, &world.converged(&rows, &columns, &names))
}

#[test]
fn any_order_gives_the_same() {
    of_worlds(order_plays_no_part);
}

#[test]
fn any_order_gives_the_same_where_the_groups_are_looked_for_again() {
    let mut tried = Vec::new();
    for seed in 0..8 {
        // Few, who are looked for without a fifth of them, and more.
        let participants = if seed < 4 { 60 } else { 160 };
        let mut world = world(participants, 40, seed % 3, seed);
        world.trials = Trials::Run;
        order_plays_no_part(&world, seed).unwrap();
        tried.push(match world.as_it_is().outcome {
            Outcome::Groups(_, parting) | Outcome::NotStable(parting) => {
                parting.stability.is_some()
            }
            Outcome::None(_) => false,
        });
    }
    let both = [&tried[..4], &tried[4..]];
    assert!(both.iter().all(|it| it.contains(&true)), "{tried:?}");
}

/// What is hidden included: of equally few constituencies all are hidden or none is.
#[test]
fn renaming_constituencies_renames_the_result() {
    of_worlds(|world, seed| {
        let (rows, columns, _) = world.identity();
        let names = shuffled(CONSTITUENCIES as usize, seed);
        let expected = moved(&world.as_it_is(), &rows, &columns, &names);
        same(&expected, &world.converged(&rows, &columns, &names))
    });
}

#[test]
fn every_figure_is_a_number_or_says_why_not() {
    of_worlds(|world, _| {
        let found = world.as_it_is();
        let share = |it: f64| (0.0..=1.0).contains(&it);
        let numbers = found
            .map
            .iter()
            .all(|it| it.x.is_finite() && it.y.is_finite());
        let shares = found.spectrum.iter().all(|it| share(*it));
        let figures = found.statements.iter().all(|it| {
            let grounds = [it.among_groups, it.among_constituencies];
            let weighted = it.weighted.map(|it| it.total.effective);
            let grounds = grounds
                .into_iter()
                .flatten()
                .all(|it| share(it.score) && share(it.lower));
            grounds && weighted.is_none_or(share)
        });
        same(&(numbers, shares, figures), &(true, true, true))
    });
}

/// For each of some parts that a tally can be had of, the voters in it. Of a table all whose parts
/// are given beside the total, the rest is had as well.
fn known(
    counts: &[Count],
    total: Total,
    part: impl Fn(usize) -> Option<usize>,
    voters: &[usize],
) -> Vec<Vec<usize>> {
    let is_shown = |it: usize| counts.get(it).is_some_and(|it| it.shown().is_some());
    let of = |at: usize| {
        voters
            .iter()
            .copied()
            .filter(|it| part(*it) == Some(at))
            .collect()
    };
    let mut all: Vec<Vec<usize>> = (0..counts.len())
        .filter(|it| is_shown(*it))
        .map(of)
        .collect();
    if let Total::Everyone(_) = total {
        let rest = voters
            .iter()
            .copied()
            .filter(|it| !part(*it).is_some_and(is_shown));
        all.push(rest.collect());
    }
    all
}

/// All unions of some parts.
fn unions(parts: &[Vec<usize>]) -> Vec<BTreeSet<usize>> {
    let union = |mask: usize| {
        let chosen = parts.iter().enumerate().filter(|it| mask >> it.0 & 1 == 1);
        chosen.flat_map(|it| it.1.iter().copied()).collect()
    };
    (0..1 << parts.len()).map(union).collect()
}

#[test]
fn of_ballots_no_figure_of_fewer_than_five_is_shown_or_left_over() {
    of_worlds(|world, _| {
        let found = world.as_it_is();
        if world.kind == Kind::Delegations {
            return Ok(());
        }
        let few = |people: usize| (1..5).contains(&people);
        let sizes = found.constituencies.iter().filter_map(|it| it.size);
        let undeclared = world.ballots.len() - sizes.clone().sum::<usize>();
        same(
            &(
                sizes.filter(|it| few(*it)).count(),
                few(undeclared) && !few(world.ballots.len()),
            ),
            &(0, false),
        )?;
        let has_groups = matches!(found.outcome, Outcome::Groups(..));
        for (statement, figures) in (0..).zip(&found.statements) {
            let votes = |it: &usize| world.ballots[*it].0.iter().any(|it| it.0 == statement);
            let voters: Vec<usize> = (0..world.ballots.len()).filter(votes).collect();
            let group = |it: usize| match has_groups {
                true => found.membership[it].map(usize::from),
                false => Some(0),
            };
            let constituency = |it: usize| world.ballots[it].1.map(|it| it as usize);
            let total = figures.total;
            let groups = unions(&known(&figures.by_group, total, group, &voters));
            let declared = unions(&known(
                &figures.by_constituency,
                total,
                constituency,
                &voters,
            ));
            for group in &groups {
                for declared in &declared {
                    let apart = group.symmetric_difference(declared).count();
                    same(&(apart, few(apart)), &(apart, false))?;
                }
            }
        }
        Ok(())
    });
}

fn tallies() -> impl Strategy<Value = Tally> {
    (0_u32..400, 0_u32..400, 0_u32..200).prop_map(|(agree, disagree, pass)| Tally {
        agree,
        disagree,
        pass,
    })
}

/// Bounds are found by steps, so that the last digits may tremble.
fn not_above(one: Agreement, other: Agreement) -> Result<(), TestCaseError> {
    let holds = one.effective <= other.effective && one.lower <= other.lower + 1e-12;
    if holds {
        Ok(())
    } else {
        Err(broken(format!("{one:?} is above {other:?}")))
    }
}

#[test]
fn one_more_agree_never_lowers_and_one_more_disagree_never_raises() {
    holds("one_more_agree_never_lowers", &tallies(), |tally, _| {
        let Tally {
            agree, disagree, ..
        } = tally;
        let more = Tally {
            agree: agree + 1,
            ..tally
        };
        let less = Tally {
            disagree: disagree + 1,
            ..tally
        };
        not_above(tally.agreement(), more.agreement())?;
        not_above(less.agreement(), tally.agreement())
    });
}

#[test]
fn the_worlds_of_these_laws_have_groups_and_have_none() {
    let found: Vec<bool> = (0..12)
        .map(|seed| world(60, 13, 0, seed).as_it_is().outcome)
        .map(|it| matches!(it, Outcome::Groups(..)))
        .collect();
    assert!(found.contains(&true) && found.contains(&false), "{found:?}");
}

/// A world in which everyone casts the same ballot.
fn alike(participants: usize, statements: u32, votes: &[(u32, Vote)]) -> Convergence {
    let world = World {
        ballots: vec![(votes.to_vec(), None); participants],
        ..world(0, statements, 0, 0)
    };
    world.as_it_is()
}

#[test]
fn what_cannot_be_computed_says_why() {
    let agree: Vec<(u32, Vote)> = (0..8).map(|it| (it, Vote::Agree)).collect();
    let empty = alike(0, 0, &[]);
    assert_eq!(
        empty.outcome,
        Outcome::None(NoGroups::TooFewPlaced { placed: 0 })
    );
    assert!(empty.map.is_empty() && empty.spectrum.is_empty());
    let alone = alike(1, 8, &agree);
    assert_eq!(
        alone.outcome,
        Outcome::None(NoGroups::TooFewPlaced { placed: 1 })
    );
    assert_eq!(alone.statements[0].total, Total::Hidden);
    let same = alike(30, 9, &agree);
    assert_eq!(same.outcome, Outcome::None(NoGroups::NothingVaries));
    assert_eq!(
        same.statements[0].among_constituencies,
        Err(NoGround::NoPartHasASay)
    );
    assert!(
        same.statements[0]
            .among_groups
            .is_ok_and(|it| it.score > 0.9)
    );
    // The last statement was seen by nobody.
    assert_eq!(
        same.statements[8].among_groups,
        Err(NoGround::NobodyTookAPosition)
    );
    let silent = alike(30, 9, &[]);
    assert_eq!((silent.counts.placed, silent.counts.with_positions), (0, 0));
    assert!(silent.map.is_empty());
}
