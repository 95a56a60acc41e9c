//! How long the work of a secretariat takes, at the sizes of the budget.
//!
//! Making the worlds is measured too, so that nobody takes its time for that of the work.

use comity_testkit::worlds::{SIZES, World};

fn main() {
    divan::main();
}

/// Proposals in the hot world.
const HOT_PROPOSALS: usize = 1_000;

#[divan::bench(args = SIZES, sample_count = 5)]
fn make_the_world(size: (usize, usize)) -> World {
    World::new(1, size.0, size.1)
}

#[divan::bench]
fn make_the_hot_world() -> World {
    World::hot(1, HOT_PROPOSALS)
}
