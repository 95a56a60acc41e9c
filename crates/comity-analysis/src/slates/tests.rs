//! Slates tried against examples worked out by hand and against trying everything.

use super::*;
use crate::Chance;
use crate::positions::Builder;
use proptest::prelude::*;

/// Positions from the statements that each participant agrees with.
fn agreeing(statements: u32, ballots: &[Vec<u32>]) -> Positions {
    let mut builder = Builder::new();
    for (participant, ballot) in ballots.iter().enumerate() {
        for statement in 0..statements {
            let participant = u32::try_from(participant).unwrap();
            if ballot.contains(&statement) {
                builder.cast(participant, statement, Vote::Agree);
            } else if (participant + statement) % 3 == 0 {
                // Neither of these is an approval.
                let other = [Vote::Pass, Vote::Disagree][(statement % 2) as usize];
                builder.cast(participant, statement, other);
            }
        }
    }
    let rows: Vec<u32> = (0..u32::try_from(ballots.len()).unwrap()).collect();
    let columns: Vec<u32> = (0..statements).collect();
    builder.finish(&rows, &columns).0
}

fn repeated(groups: &[(usize, &[u32])]) -> Vec<Vec<u32>> {
    let each = groups.iter();
    each.flat_map(|(count, ballot)| vec![ballot.to_vec(); *count])
        .collect()
}

/// What an example is expected to choose and to certify.
struct Expected<'a> {
    phragmen: &'a [u32],
    proportional: &'a [u32],
    top: &'a [u32],
    /// Of the top: who has the largest claim, at which level, how many, and whether EJR+ holds.
    claim: (u32, usize, usize, bool),
}

fn check(statements: u32, groups: &[(usize, &[u32])], size: usize, expected: &Expected<'_>) {
    let positions = agreeing(statements, &repeated(groups));
    let order: Vec<u32> = (0..statements).collect();
    let approvals = Approvals::new(&positions, &order);
    assert_eq!(approvals.phragmen(size).statements, expected.phragmen);
    let proportional = approvals.proportional(size);
    assert_eq!(proportional.slate.statements, expected.proportional);
    assert!(proportional.settled);
    let scores: Vec<_> = (0..statements as usize)
        .map(|it| Some(approvals.supporters(it).count() as f64))
        .collect();
    let top = approvals.top(&scores, size);
    assert_eq!(top.statements, expected.top);
    let certificate = approvals.certificate(&top);
    let worst = certificate.worst.unwrap();
    let holds = certificate.holds(Among::Agreeing);
    let claim = (worst.statement, worst.level, worst.people, holds);
    assert_eq!(claim, expected.claim);
    assert_eq!(holds, certificate.ratio(Among::Agreeing).unwrap() < 1.0);
}

#[test]
fn separate_camps_get_what_their_sizes_earn() {
    // 60, 30 and 10 with six seats: 4, 2, 0 by the quotients 60 30 30 20 15 15 (then 12 and 10).
    let large: &[u32] = &[0, 1, 2, 3, 4, 5];
    let groups: [(usize, &[u32]); 3] = [(60, large), (30, &[6, 7, 8]), (10, &[9])];
    let expected = Expected {
        phragmen: &[0, 1, 6, 2, 3, 7],
        proportional: &[0, 1, 2, 3, 6, 7],
        top: &[0, 1, 2, 3, 4, 5],
        claim: (6, 1, 30, false),
    };
    check(10, &groups, 6, &expected);
}

#[test]
fn loads_pass_from_one_statement_to_the_next() {
    // Phragmén: 0 costs each of its three 1/3. Then 1 would cost (1 + 1/3)/2 = 2/3, 2 would cost
    // (1 + 1/3)/2 too, and 3 costs 1; of the tie the earlier one. Then 2: (1 + 1/3)/2, still.
    let groups: [(usize, &[u32]); 6] = [
        (1, &[0, 1]),
        (1, &[0, 2]),
        (1, &[0]),
        (1, &[1]),
        (1, &[2]),
        (1, &[3]),
    ];
    let expected = Expected {
        phragmen: &[0, 1, 2],
        proportional: &[0, 1, 2],
        top: &[0, 1, 2],
        claim: (3, 1, 1, true),
    };
    check(4, &groups, 3, &expected);
}

#[test]
fn an_exchange_undoes_a_greedy_choice() {
    // Everyone's second choice comes first and is worth less once the two camps are served.
    let groups: [(usize, &[u32]); 4] = [(3, &[0, 1]), (3, &[0, 2]), (2, &[1]), (2, &[2])];
    let positions = agreeing(3, &repeated(&groups));
    let approvals = Approvals::new(&positions, &[0, 1, 2]);
    let found = approvals.proportional(2);
    assert_eq!(found.slate.statements, [1, 2]);
    assert_eq!((found.exchanges, found.settled), (1, true));
    assert!((found.score - 10.0).abs() < 1e-12);
    assert_eq!(approvals.phragmen(2).statements, [0, 1]);
}

#[test]
fn coverage_says_of_whom() {
    let positions = agreeing(3, &[vec![0], vec![0, 1], vec![2], vec![], vec![]]);
    let order = [0, 1, 2];
    let approvals = Approvals::new(&positions, &order);
    let slate = approvals.phragmen(1);
    let certificate = approvals.certificate(&slate);
    assert_eq!((certificate.participants, certificate.agreeing), (5, 3));
    assert_eq!(certificate.coverage(Among::All), Some(0.4));
    assert_eq!(certificate.coverage(Among::Agreeing), Some(2.0 / 3.0));
    // One of five, and one of three, have nothing; for one seat it takes all.
    assert_eq!(certificate.ratio(Among::All), Some(0.2));
    assert_eq!(certificate.ratio(Among::Agreeing), Some(1.0 / 3.0));
}

#[test]
fn what_cannot_be_chosen_is_not() {
    let positions = agreeing(3, &[vec![0], vec![0], vec![]]);
    let approvals = Approvals::new(&positions, &[2, 1, 0]);
    assert_eq!(approvals.phragmen(3).statements, [0]);
    assert_eq!(approvals.proportional(3).slate.statements, [0]);
    let scores = [Some(1.0), Some(f64::NAN), None];
    assert_eq!(approvals.top(&scores, 3).statements, [0]);
    let certificate = approvals.certificate(&approvals.phragmen(3));
    assert_eq!(certificate.worst, None);
    assert!(certificate.holds(Among::Agreeing) && certificate.holds(Among::All));
    let nothing = Builder::new().finish(&[], &[]).0;
    let approvals = Approvals::new(&nothing, &[]);
    let certificate = approvals.certificate(&approvals.phragmen(2));
    assert_eq!(certificate.coverage(Among::All), None);
    assert_eq!(certificate.ratio(Among::All), None);
    let none = Approvals::new(&positions, &[]);
    assert_eq!(none.proportional(0).slate.statements, Vec::<u32>::new());
}

#[test]
fn equal_statements_go_by_the_order_that_is_given() {
    let positions = agreeing(4, &vec![vec![0, 1, 2, 3]; 5]);
    let order = [2, 3, 1, 0];
    let approvals = Approvals::new(&positions, &order);
    assert_eq!(approvals.phragmen(3).statements, [2, 3, 1]);
    assert_eq!(approvals.proportional(3).slate.statements, [2, 3, 1]);
    let scores = [Some(0.0), Some(-0.0), Some(0.0), Some(-0.0)];
    assert_eq!(approvals.top(&scores, 3).statements, [2, 3, 1]);
}

#[test]
fn a_tie_is_a_tie_where_floats_would_round_it_away() {
    // After 0 and 1 with loads of 1/5, both 2 and 3 cost (1 + 3/5)/4. Added as floats, 3 costs less.
    let groups: [(usize, &[u32]); 6] = [
        (3, &[0, 2]),
        (2, &[0, 3]),
        (1, &[1, 3]),
        (4, &[1]),
        (1, &[2]),
        (1, &[3]),
    ];
    let positions = agreeing(4, &repeated(&groups));
    let approvals = Approvals::new(&positions, &[0, 1, 2, 3]);
    assert_eq!(approvals.phragmen(3).statements, [0, 1, 2]);
}

#[test]
fn a_tie_with_what_seemed_larger_goes_by_the_order_too() {
    // After 2, what 1 adds has shrunk to the 2 that 0 adds. By load, (1 + 2/5)/3 is still less.
    let groups: [(usize, &[u32]); 4] = [(2, &[1, 2]), (3, &[2]), (1, &[1]), (2, &[0])];
    let positions = agreeing(3, &repeated(&groups));
    let approvals = Approvals::new(&positions, &[0, 1, 2]);
    assert_eq!(approvals.proportional(2).slate.statements, [0, 2]);
    assert_eq!(approvals.phragmen(2).statements, [2, 1]);
}

/// A fraction of wide whole numbers, for the rule of Phragmén read off the page.
type Fraction = (u128, u128);

fn added(a: Fraction, b: Fraction) -> Fraction {
    let gcd = |mut a: u128, mut b: u128| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    let (top, bottom) = (a.0 * b.1 + b.0 * a.1, a.1 * b.1);
    let shared = gcd(top, bottom);
    (top / shared, bottom / shared)
}

/// The rule as it is written: loads of participants, all candidates tried each time.
fn phragmen_as_written(ballots: &[Vec<u32>], order: &[u32], size: usize) -> Vec<u32> {
    let mut loads: Vec<Fraction> = vec![(0, 1); ballots.len()];
    let mut chosen = Vec::new();
    while chosen.len() < size {
        let mut best: Option<(Fraction, u32)> = None;
        for statement in order.iter().filter(|it| !chosen.contains(*it)) {
            let who = (0..ballots.len()).filter(|it| ballots[*it].contains(statement));
            let who: Vec<usize> = who.collect();
            let sum = who.iter().fold((1, 1), |sum, it| added(sum, loads[*it]));
            let load = (sum.0, sum.1 * who.len() as u128);
            let less = |it: &(Fraction, u32)| load.0 * it.0.1 < it.0.0 * load.1;
            if !who.is_empty() && best.as_ref().is_none_or(less) {
                best = Some((load, *statement));
            }
        }
        let Some((load, statement)) = best else { break };
        for (ballot, own) in ballots.iter().zip(&mut loads) {
            if ballot.contains(&statement) {
                *own = load;
            }
        }
        chosen.push(statement);
    }
    chosen
}

fn harmonic_sum(ballots: &[Vec<u32>], slate: &[u32]) -> f64 {
    let each = ballots.iter().map(|ballot| {
        let held = slate.iter().filter(|it| ballot.contains(it)).count();
        (1..=held).map(|it| 1.0 / it as f64).sum::<f64>()
    });
    each.sum()
}

/// All slates of a size.
fn all_slates(statements: u32, size: usize) -> Vec<Vec<u32>> {
    (0_u32..1 << statements)
        .filter(|bits| bits.count_ones() as usize == size)
        .map(|bits| (0..statements).filter(|it| bits >> it & 1 == 1).collect())
        .collect()
}

/// EJR+ as it is written: every statement outside, every level, every group of its supporters that
/// is as large as it can be.
fn holds_as_written(ballots: &[Vec<u32>], statements: u32, slate: &Slate, total: usize) -> bool {
    let held = |ballot: &Vec<u32>| {
        let of_theirs = slate.statements.iter().filter(|it| ballot.contains(it));
        of_theirs.count()
    };
    (0..statements)
        .filter(|it| !slate.statements.contains(it))
        .all(|outside| {
            (1..=slate.size).all(|level| {
                let left = |it: &&Vec<u32>| it.contains(&outside) && held(it) < level;
                let people = ballots.iter().filter(left).count();
                people == 0 || people * slate.size < level * total
            })
        })
}

/// The largest claim as it is written: people · K / (ℓ · n), over every statement outside and level.
fn ratio_as_written(ballots: &[Vec<u32>], statements: u32, slate: &Slate, total: usize) -> f64 {
    let mut worst = 0.0_f64;
    for outside in (0..statements).filter(|it| !slate.statements.contains(it)) {
        for level in 1..=slate.size {
            let held = |it: &Vec<u32>| it.iter().filter(|it| slate.statements.contains(it)).count();
            let left = |it: &&Vec<u32>| it.contains(&outside) && held(it) < level;
            let people = ballots.iter().filter(left).count();
            worst = worst.max((people * slate.size) as f64 / (level * total).max(1) as f64);
        }
    }
    worst
}

fn ballots() -> impl Strategy<Value = (u32, Vec<Vec<u32>>, usize)> {
    (2_u32..8).prop_flat_map(|statements| {
        let ballot = proptest::collection::btree_set(0..statements, 0..=statements as usize);
        let ballot = ballot.prop_map(|it| it.into_iter().collect::<Vec<u32>>());
        let all = proptest::collection::vec(ballot, 1..14);
        (Just(statements), all, 1..=statements as usize)
    })
}

/// A permutation of so many, from a seed.
fn shuffled(count: usize, chance: &mut Chance) -> Vec<u32> {
    let mut all: Vec<u32> = (0..u32::try_from(count).unwrap()).collect();
    for at in (1..count).rev() {
        all.swap(at, chance.below(at + 1));
    }
    all
}

proptest! {
    #[test]
    fn phragmen_is_the_rule_as_written((statements, ballots, size) in ballots(), seed: u64) {
        let positions = agreeing(statements, &ballots);
        let order = shuffled(statements as usize, &mut Chance::from_seed(seed));
        let found = Approvals::new(&positions, &order).phragmen(size);
        prop_assert_eq!(found.statements, phragmen_as_written(&ballots, &order, size));
    }

    #[test]
    fn proportional_slates_are_near_the_best_and_settled((statements, ballots, size) in ballots()) {
        let positions = agreeing(statements, &ballots);
        let order: Vec<u32> = (0..statements).collect();
        let approvals = Approvals::new(&positions, &order);
        let found = approvals.proportional(size);
        let own = harmonic_sum(&ballots, &found.slate.statements);
        prop_assert!((own - found.score).abs() < 1e-9);
        let sums = all_slates(statements, size).into_iter();
        let sums = sums.map(|it| (harmonic_sum(&ballots, &it), it));
        let sums: Vec<(f64, Vec<u32>)> = sums.collect();
        let best = sums.iter().fold(0.0_f64, |best, it| best.max(it.0));
        prop_assert!(own <= best + 1e-9 && own >= 0.632 * best);
        prop_assert!(found.settled);
        if found.slate.statements.len() == size {
            for (sum, slate) in &sums {
                let same = slate.iter().filter(|it| found.slate.statements.contains(it)).count();
                prop_assert!(same + 1 < size || *sum <= own + 1e-9, "{slate:?} is one exchange away");
            }
        }
        let certificate = approvals.certificate(&found.slate);
        prop_assert!(certificate.holds(Among::Agreeing) && certificate.holds(Among::All));
    }

    #[test]
    fn certificates_are_ejr_plus_as_written((statements, ballots, size) in ballots(), pick: usize) {
        let positions = agreeing(statements, &ballots);
        let order: Vec<u32> = (0..statements).collect();
        let approvals = Approvals::new(&positions, &order);
        let slates = all_slates(statements, size);
        let slate = Slate { size, statements: slates[pick % slates.len()].clone() };
        let certificate = approvals.certificate(&slate);
        for among in [Among::All, Among::Agreeing] {
            let total = certificate.total(among);
            let written = holds_as_written(&ballots, statements, &slate, total);
            prop_assert_eq!(certificate.holds(among), written);
            let ratio = ratio_as_written(&ballots, statements, &slate, total);
            prop_assert!((certificate.ratio(among).unwrap_or(0.0) - ratio).abs() < 1e-12);
        }
        prop_assert_eq!(certificate.agreeing, ballots.iter().filter(|it| !it.is_empty()).count());
    }

    #[test]
    fn slates_ignore_the_order_of_rows_and_columns(
        (statements, ballots, size) in ballots(),
        seed: u64,
    ) {
        let mut chance = Chance::from_seed(seed);
        let positions = agreeing(statements, &ballots);
        let order = shuffled(statements as usize, &mut chance);
        let rows = shuffled(ballots.len(), &mut chance);
        let columns = shuffled(statements as usize, &mut chance);
        let moved = positions.arranged(&rows, &columns);
        let place = |it: &u32| {
            let at = columns.iter().position(|old| old == it);
            u32::try_from(at.expect("a permutation has all")).unwrap()
        };
        let moved_order: Vec<u32> = order.iter().map(place).collect();
        let (here, there) = (Approvals::new(&positions, &order), Approvals::new(&moved, &moved_order));
        let one = [here.phragmen(size), here.proportional(size).slate];
        let two = [there.phragmen(size), there.proportional(size).slate];
        for (one, two) in one.iter().zip(&two) {
            let expected: Vec<u32> = one.statements.iter().map(place).collect();
            prop_assert_eq!(&expected, &two.statements);
            let (one, two) = (here.certificate(one), there.certificate(two));
            prop_assert_eq!(one.worst.map(|it| (place(&it.statement), it.level, it.people)),
                two.worst.map(|it| (it.statement, it.level, it.people)));
            prop_assert_eq!((one.covered, one.agreeing), (two.covered, two.agreeing));
        }
        let (one, two) = (here.proportional(size), there.proportional(size));
        prop_assert_eq!(one.score.to_bits(), two.score.to_bits());
    }

    #[test]
    fn everyone_twice_has_the_same_slates_and_ratios((statements, ballots, size) in ballots()) {
        let order: Vec<u32> = (0..statements).collect();
        let once = agreeing(statements, &ballots);
        let twice = agreeing(statements, &[ballots.clone(), ballots].concat());
        let (once, twice) = (Approvals::new(&once, &order), Approvals::new(&twice, &order));
        let slates = |it: &Approvals<'_>| [it.phragmen(size), it.proportional(size).slate];
        prop_assert_eq!(slates(&once), slates(&twice));
        for slate in slates(&once) {
            let (one, two) = (once.certificate(&slate), twice.certificate(&slate));
            prop_assert_eq!((2 * one.covered, 2 * one.agreeing), (two.covered, two.agreeing));
            for among in [Among::All, Among::Agreeing] {
                prop_assert_eq!(one.ratio(among), two.ratio(among));
                prop_assert_eq!(one.coverage(among), two.coverage(among));
                prop_assert_eq!(one.holds(among), two.holds(among));
            }
        }
    }
}
