//! How long it takes to say how evenly amounts are spread, at three sizes, and what a quantile of
//! the beta distribution costs.

use comity_analysis::Chance;
use comity_analysis::distribution::{Distribution, theil_by_group};
use comity_analysis::quantiles::beta_quantile;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Among how many.
const SIZES: [usize; 3] = [1_000, 100_000, 1_000_000];

/// Votes of a statement.
const VOTES: [f64; 3] = [100.0, 10_000.0, 1_000_000.0];

/// Amounts with a long tail, and labels of twenty groups.
fn amounts(count: usize) -> (Vec<f64>, Vec<u32>) {
    let mut chance = Chance::from_seed(6);
    let each = (0..count).map(|_| {
        let label = u32::try_from(chance.below(20)).expect("it is below twenty");
        (10.0 / (chance.unit() + 0.001), label)
    });
    each.unzip()
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn gini_and_theil(bencher: Bencher<'_, '_>, size: usize) {
    let (amounts, _) = amounts(size);
    bencher.bench(|| {
        let spread = Distribution::of(black_box(&amounts)).expect("something is spread");
        (spread.gini(), spread.theil())
    });
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn theil_of_twenty_groups(bencher: Bencher<'_, '_>, size: usize) {
    let (amounts, labels) = amounts(size);
    bencher.bench(|| theil_by_group(black_box(&amounts), &labels));
}

#[divan::bench(args = VOTES)]
fn lower_bound_of_a_share(bencher: Bencher<'_, '_>, votes: f64) {
    bencher.bench(|| beta_quantile(0.1, black_box(0.7 * votes + 0.5), 0.3 * votes + 0.5));
}
