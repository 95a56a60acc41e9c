//! Whole numbers of any size, with the three things that loads need: times, plus, and which is
//! larger. Never negative.
//!
//! Start at [`Natural`].

use std::cmp::Ordering;

/// A whole number, its 64-bit digits from the lowest; the highest is not 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Natural(Vec<u64>);

impl Natural {
    pub(super) fn one() -> Natural {
        Natural(vec![1])
    }

    /// This number times another.
    pub(super) fn times(&self, factor: u64) -> Natural {
        let mut product = Natural(Vec::with_capacity(self.0.len() + 1));
        product.add_times(self, factor);
        product
    }

    /// Adds another number times a factor.
    pub(super) fn add_times(&mut self, other: &Natural, factor: u64) {
        if factor == 0 {
            return;
        }
        let mut carry = 0_u128;
        let mut at = 0;
        while at < other.0.len() || carry > 0 {
            if at == self.0.len() {
                self.0.push(0);
            }
            let digit = other.0.get(at).copied().unwrap_or(0);
            // (2⁶⁴ − 1)² + 2 (2⁶⁴ − 1) still fits.
            carry += u128::from(digit) * u128::from(factor) + u128::from(self.0[at]);
            self.0[at] = (carry & u128::from(u64::MAX)) as u64;
            carry >>= 64;
            at += 1;
        }
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Natural) -> Ordering {
        let lengths = self.0.len().cmp(&other.0.len());
        lengths.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Natural) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(natural: &Natural) -> u128 {
        let digits = natural.0.iter().rev();
        digits.fold(0, |sum, digit| (sum << 64) | u128::from(*digit))
    }

    #[test]
    fn it_counts_as_wide_machine_numbers_do() {
        let (a, b) = (u64::MAX - 4, u64::MAX / 3);
        let mut sum = Natural::one().times(a);
        sum.add_times(&Natural::one().times(b), 1_000_003);
        assert_eq!(value(&sum), u128::from(a) + u128::from(b) * 1_000_003);
        assert_eq!(
            value(&Natural::one().times(a).times(b)),
            u128::from(a) * u128::from(b)
        );
    }

    #[test]
    fn the_larger_one_is_larger_however_it_was_made() {
        let long = Natural::one().times(u64::MAX).times(2);
        let short = Natural::one().times(u64::MAX);
        assert_eq!(
            (long.cmp(&short), short.cmp(&long)),
            (Ordering::Greater, Ordering::Less)
        );
        let mut twice = short.clone();
        twice.add_times(&short, 1);
        twice.add_times(&short, 0);
        assert_eq!(twice.cmp(&long), Ordering::Equal);
    }
}
