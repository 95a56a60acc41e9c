//! Chance that follows from a seed: the same draws on every machine, for ever.
//!
//! A published number must be reproducible in ten years, so the generator is written down here
//! instead of taken from a package whose next version may draw differently. It is SplitMix64
//! (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"): enough for
//! restarts, bootstraps and benchmarks, and no secret is ever drawn from it.
//!
//! Start at [`Chance`].

/// A stream of draws.
#[derive(Clone, Debug)]
pub struct Chance {
    state: u64,
}

/// What the state grows by at each draw: the golden ratio in 64 bits, made odd.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Chance {
    /// The stream of a seed.
    #[must_use]
    pub fn from_seed(seed: u64) -> Chance {
        Chance { state: seed }
    }

    /// A stream of its own for the part of a computation with this number: what is drawn in one
    /// part does not move the draws of another.
    #[must_use]
    pub fn part(&self, number: u64) -> Chance {
        let mut own = Chance {
            state: self.state ^ mixed(number.wrapping_add(STEP)),
        };
        own.draw();
        own
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        mixed(self.state)
    }

    /// A number below a bound; 0 where the bound is 0. Without division: the high half of a
    /// product (its bias is below 2⁻³² for bounds below 2³²).
    pub fn below(&mut self, bound: usize) -> usize {
        let product = u128::from(self.draw()) * (bound as u128);
        usize::try_from(product >> 64).expect("it is below a bound of that type")
    }

    /// A number from 0 up to, not including, 1, with 53 bits.
    pub fn unit(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The finaliser of SplitMix64: every bit of the input moves every bit of the output.
pub(crate) fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_draws_of_a_seed_are_those_that_were_published() {
        let mut chance = Chance::from_seed(1_234_567);
        let drawn: Vec<u64> = (0..3).map(|_| chance.draw()).collect();
        assert_eq!(
            drawn,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn numbers_stay_below_their_bound_and_reach_all_of_it() {
        let mut chance = Chance::from_seed(7);
        let mut seen = [false; 5];
        for _ in 0..200 {
            seen[chance.below(5)] = true;
            assert!((0.0..1.0).contains(&chance.unit()));
        }
        assert_eq!(seen, [true; 5]);
        assert_eq!(chance.below(0), 0);
    }

    #[test]
    fn a_part_draws_the_same_whatever_else_is_drawn() {
        let chance = Chance::from_seed(9);
        let mut other = chance.part(1);
        other.draw();
        assert_eq!(chance.part(2).draw(), chance.part(2).draw());
        assert_ne!(chance.part(1).draw(), chance.part(2).draw());
    }
}
