//! The participation index: a share of acts beside a share of presence, and how far chance reaches.
//!
//! Never here: counts of words taken for independent draws. A party that speaks a thousand words is
//! one party, and the interval says so.
//!
//! Start at [`Index`].

use crate::quantiles::beta_quantile;

/// What is left out of the interval at either end: together 5 %.
const TAIL: f64 = 0.025;

/// A group's share of what was done, divided by its share of those present: 1 is an even part, 2
/// twice that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Index {
    /// It is known.
    ///
    /// The interval of 95 % answers: had each party's group been a matter of chance, with the
    /// amounts as they are, which true shares are compatible with the one that is seen? The
    /// presence is counted, not drawn, and so taken as it is. It is the interval of Jeffreys for a
    /// share s of m draws, the quantiles of Beta(s m + ½, (1 − s) m + ½), with 0 as its lower end
    /// where s is 0 and 1 as its upper end where s is 1 (Brown, Cai and DasGupta 2001), divided by
    /// the share of presence. The draws are parties, not acts or words: m is the number of equal
    /// parties that vary as much, `(Σ x)² / Σ x²` (Kish 1965; with this interval as in Franco and
    /// others 2019). Where each party acts once it is the number of acts.
    Known {
        /// Share of acts by share of presence.
        value: f64,
        /// The lower end of the interval.
        low: f64,
        /// The upper end of the interval.
        high: f64,
    },
    /// Nobody did anything of this kind, so that no group has a share of it.
    NothingDone,
    /// None of the group was present (or nobody at all), so that what it did, if anything, cannot be
    /// compared with its presence.
    NotPresent,
}

impl Index {
    /// The index of a share of acts and a share of presence; each is `None` where its whole is 0.
    /// `effective` is the number of equal parties that vary as much.
    pub(super) fn of(acts: Option<f64>, present: Option<f64>, effective: f64) -> Index {
        let Some(acts) = acts else {
            return Index::NothingDone;
        };
        let Some(present) = present.filter(|it| *it > 0.0) else {
            return Index::NotPresent;
        };
        let (low, high) = interval(acts, effective);
        Index::Known {
            value: acts / present,
            low: low / present,
            high: high / present,
        }
    }

    /// The index of presence itself: 1, without an interval's width.
    pub(super) fn of_presence(present: Option<f64>) -> Index {
        match present {
            Some(share) if share > 0.0 => Index::Known {
                value: 1.0,
                low: 1.0,
                high: 1.0,
            },
            _ => Index::NotPresent,
        }
    }
}

/// The ends of the interval for a share of so many draws; they hold the share between them.
fn interval(share: f64, draws: f64) -> (f64, f64) {
    let (for_it, against) = (share * draws + 0.5, (1.0 - share) * draws + 0.5);
    let low = if share <= 0.0 {
        0.0
    } else {
        beta_quantile(TAIL, for_it, against)
    };
    let high = if share >= 1.0 {
        1.0
    } else {
        beta_quantile(1.0 - TAIL, for_it, against)
    };
    (low.min(share), high.max(share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Chance;
    use crate::distribution::Distribution;

    #[test]
    fn the_interval_of_equal_acts_is_that_of_jeffreys() {
        // For 3, 0 and 20 of 20: computed from the definition with forty digits.
        let end = 0.116_638_982_904_875_43;
        let known = [
            (3.0, 0.044_131_341_975_155_87, 0.348_577_710_858_454_1),
            (0.0, 0.0, end),
            (20.0, 1.0 - end, 1.0),
        ];
        for (count, low, high) in known {
            let found = interval(count / 20.0, 20.0);
            assert!(
                (found.0 - low).abs() < 1e-10 && (found.1 - high).abs() < 1e-10,
                "{found:?}"
            );
        }
    }

    #[test]
    fn both_ends_are_measured_by_the_share_of_presence() {
        let (low, high) = interval(0.3, 20.0);
        let expected = Index::Known {
            value: 0.3 / 0.25,
            low: low / 0.25,
            high: high / 0.25,
        };
        assert_eq!(Index::of(Some(0.3), Some(0.25), 20.0), expected);
    }

    #[test]
    fn an_index_is_a_number_or_says_why_not() {
        for effective in [0.0, 1.0, 2.5, 1e7] {
            for acts in [0.0, 1e-300, 0.3, 1.0] {
                for present in [1e-300, 0.3, 1.0] {
                    let Index::Known { value, low, high } =
                        Index::of(Some(acts), Some(present), effective)
                    else {
                        panic!("both shares are there")
                    };
                    assert!(low <= value && value <= high, "{low} {value} {high}");
                }
            }
        }
        assert_eq!(Index::of(None, Some(0.5), 1.0), Index::NothingDone);
        assert_eq!(Index::of(Some(0.5), Some(0.0), 1.0), Index::NotPresent);
        assert_eq!(Index::of(Some(0.5), None, 1.0), Index::NotPresent);
    }

    /// How often the interval holds the true share, when each of so many parties belongs to the
    /// group with that probability and does its amount.
    fn kept(share: f64, amounts: &[f64]) -> f64 {
        const TRIALS: u32 = 2_000;
        let effective = Distribution::of(amounts).unwrap().effective_people();
        let total: f64 = amounts.iter().sum();
        let mut chance = Chance::from_seed(20);
        let mut holds = 0_u32;
        for _ in 0..TRIALS {
            let own = amounts
                .iter()
                .filter(|_| chance.unit() < share)
                .sum::<f64>();
            let (low, high) = interval((own / total).min(1.0), effective);
            holds += u32::from(low <= share && share <= high);
        }
        f64::from(holds) / f64::from(TRIALS)
    }

    #[test]
    fn the_interval_holds_the_truth_about_as_often_as_it_says() {
        let equal = vec![1.0; 60];
        let uneven: Vec<f64> = (1..=60).map(f64::from).collect();
        let few_large: Vec<f64> = (1..=60)
            .map(|it| if it % 6 == 0 { 20.0 } else { 1.0 })
            .collect();
        let mut all = Vec::new();
        for amounts in [equal, uneven, few_large] {
            for share in [0.1, 0.25, 0.5, 0.8] {
                all.push(kept(share, &amounts));
            }
        }
        assert!(all.iter().all(|it| *it > 0.88), "{all:?}");
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        assert!((0.93..0.98).contains(&mean), "{mean} of {all:?}");
    }
}
