//! Chance from a seed: a small generator of our own, so that a world never changes with a
//! library.

/// A xorshift generator with a multiplied output.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Chance {
        // The state must not be zero; seeds that are close must not begin alike.
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..8 {
            chance.next();
        }
        chance
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below a bound, which is more than zero.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.next()) * bound as u128;
        usize::try_from(wide >> 64).expect("it is below a bound that is a usize")
    }

    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(super) fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            things.swap(at, self.below(at + 1));
        }
    }
}

/// Things drawn by weight, in integers only.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    sums: Vec<u64>,
}

impl Weights {
    /// The weight of each of `count` things falls with its rank, after Zipf; a larger offset
    /// makes the first ones less heavy.
    pub(super) fn zipf(count: usize, offset: usize) -> Weights {
        const SCALE: u64 = 1_000_000_000;
        let mut sum = 0;
        let sums = (0..count).map(|rank| {
            sum += SCALE / (rank + offset.max(1)) as u64;
            sum
        });
        Weights {
            sums: sums.collect(),
        }
    }

    pub(super) fn draw(&self, chance: &mut Chance) -> usize {
        let total = self.sums.last().copied().unwrap_or(0);
        let total = usize::try_from(total).expect("a sum of few small weights");
        let drawn = chance.below(total) as u64;
        self.sums.partition_point(|sum| *sum <= drawn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_the_same_numbers() {
        let numbers = |seed| {
            let mut chance = Chance::new(seed);
            (0..10).map(|_| chance.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(numbers(1), numbers(1));
        assert_ne!(numbers(1), numbers(2));
        assert_ne!(numbers(0), numbers(1));
    }

    #[test]
    fn the_first_things_are_drawn_most() {
        let (weights, mut chance) = (Weights::zipf(100, 1), Chance::new(7));
        let mut drawn = [0; 100];
        for _ in 0..10_000 {
            drawn[weights.draw(&mut chance)] += 1;
        }
        assert!(drawn[0] > 1_500 && drawn[0] > drawn[9] * 5);
        assert!(drawn.iter().all(|count| *count > 0));
    }
}
