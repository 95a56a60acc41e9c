//! How long a slate of ten takes, by either rule, and its certificate, in conversations of three
//! sizes.
//!
//! Participants belong to one of six camps of unequal size, see twenty statements on average, and
//! agree more often with what speaks for their camp. They are made outside the clock, from a seed.

use comity_analysis::Chance;
use comity_analysis::positions::{Builder, Positions, Vote};
use comity_analysis::slates::Approvals;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Participants, statements; twenty votes for each participant.
const SIZES: [(u32, u32); 3] = [(10_000, 200), (100_000, 1_000), (1_000_000, 2_000)];

/// How many statements a participant sees.
const SEEN: u32 = 20;

/// How many statements a slate has.
const SIZE: usize = 10;

/// The camps' shares, in parts of a hundred.
const CAMPS: [u32; 6] = [40, 25, 15, 10, 6, 4];

fn camp(chance: &mut Chance) -> usize {
    let mut drawn = chance.below(100);
    for (camp, part) in CAMPS.iter().enumerate() {
        if drawn < *part as usize {
            return camp;
        }
        drawn -= *part as usize;
    }
    0
}

fn conversation((participants, statements): (u32, u32)) -> Positions {
    let mut chance = Chance::from_seed(5);
    let mut builder = Builder::new();
    for participant in 0..participants {
        let own = camp(&mut chance);
        for _ in 0..SEEN {
            // The product of two draws: some statements are seen far more often than others.
            let seen = chance.unit() * chance.unit() * f64::from(statements);
            let statement = seen as u32;
            let agrees = if statement as usize % CAMPS.len() == own {
                0.8
            } else {
                0.3
            };
            let drawn = chance.unit();
            let vote = if drawn < agrees {
                Vote::Agree
            } else if drawn < agrees + 0.1 {
                Vote::Pass
            } else {
                Vote::Disagree
            };
            builder.cast(participant, statement, vote);
        }
    }
    let rows: Vec<u32> = (0..participants).collect();
    let columns: Vec<u32> = (0..statements).collect();
    builder.finish(&rows, &columns).0
}

fn order(positions: &Positions) -> Vec<u32> {
    let count = u32::try_from(positions.statements()).expect("there are a few thousand");
    (0..count).rev().collect()
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn counts_approvals(bencher: Bencher<'_, '_>, size: (u32, u32)) {
    let positions = conversation(size);
    let order = order(&positions);
    bencher.bench(|| Approvals::new(black_box(&positions), &order).agreeing());
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn chooses_by_phragmen(bencher: Bencher<'_, '_>, size: (u32, u32)) {
    let positions = conversation(size);
    let order = order(&positions);
    let approvals = Approvals::new(&positions, &order);
    bencher.bench(|| black_box(&approvals).phragmen(SIZE));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn chooses_by_proportional_approval(bencher: Bencher<'_, '_>, size: (u32, u32)) {
    let positions = conversation(size);
    let order = order(&positions);
    let approvals = Approvals::new(&positions, &order);
    bencher.bench(|| black_box(&approvals).proportional(SIZE));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn certifies_a_slate(bencher: Bencher<'_, '_>, size: (u32, u32)) {
    let positions = conversation(size);
    let order = order(&positions);
    let approvals = Approvals::new(&positions, &order);
    let slate = approvals.phragmen(SIZE);
    bencher.bench(|| black_box(&approvals).certificate(&slate));
}
