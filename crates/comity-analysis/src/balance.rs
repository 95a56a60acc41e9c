//! Balance: who contributes, proposes, speaks and is taken up, beside who is there.
//!
//! It takes a row for each party, with labels for its constituency, its region and its development
//! status and with what it did, and compares each group's share of what was done with its share of
//! those present. Labels are numbers; what they stand for the caller knows. Never here: names, a
//! ranking of groups, and a judgement of what would be fair.
//!
//! Start at [`balance`].

mod index;

use std::collections::BTreeMap;

pub use index::Index;

use crate::distribution::{Decomposition, Distribution, Point, Undistributed, theil_by_group};

/// The most points of a Lorenz curve between its ends: as fine as a drawing shows.
const MOST_LORENZ_POINTS: usize = 199;

/// A party, and what it did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The label of its constituency.
    pub constituency: u32,
    /// The label of its region.
    pub region: u32,
    /// The label of its development status.
    pub status: u32,
    /// How much of it was there: persons, or days, or 1 for each party; the same for all.
    pub present: u64,
    /// How many contributions it made.
    pub contributions: u64,
    /// How many proposals it tabled or sponsored.
    pub proposals: u64,
    /// How many words it wrote or spoke.
    pub words: u64,
    /// How many of its words stand in the text.
    pub taken_up: u64,
}

/// What is counted of a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// [`Row::present`].
    Present,
    /// [`Row::contributions`].
    Contributions,
    /// [`Row::proposals`].
    Proposals,
    /// [`Row::words`].
    Words,
    /// [`Row::taken_up`].
    TakenUp,
}

impl Measure {
    /// All of them, in the order of results.
    pub const ALL: [Measure; 5] = [
        Measure::Present,
        Measure::Contributions,
        Measure::Proposals,
        Measure::Words,
        Measure::TakenUp,
    ];

    /// The measure of a row.
    #[must_use]
    pub fn of(self, row: &Row) -> u64 {
        match self {
            Measure::Present => row.present,
            Measure::Contributions => row.contributions,
            Measure::Proposals => row.proposals,
            Measure::Words => row.words,
            Measure::TakenUp => row.taken_up,
        }
    }
}

/// By what parties are put into groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grouping {
    /// [`Row::constituency`].
    Constituency,
    /// [`Row::region`].
    Region,
    /// [`Row::status`].
    Status,
}

impl Grouping {
    /// All of them, in the order of results.
    pub const ALL: [Grouping; 3] = [Grouping::Constituency, Grouping::Region, Grouping::Status];

    /// The label of a row.
    #[must_use]
    pub fn of(self, row: &Row) -> u32 {
        match self {
            Grouping::Constituency => row.constituency,
            Grouping::Region => row.region,
            Grouping::Status => row.status,
        }
    }
}

/// How what was done is spread over parties and their groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// How many parties there are.
    pub parties: usize,
    /// For each of [`Grouping::ALL`], its groups by ascending label.
    pub groups: [Vec<GroupBalance>; 3],
    /// For each of [`Measure::ALL`], how it is spread over the parties, or why that cannot be said.
    pub spreads: [Result<Spread, Undistributed>; 5],
}

/// A group beside all others.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupBalance {
    /// The label that its parties carry.
    pub label: u32,
    /// How many parties it has.
    pub parties: usize,
    /// For each of [`Measure::ALL`], what it did.
    pub parts: [Part; 5],
}

/// What a group did, of one measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The sum over its parties.
    pub count: u128,
    /// Its share of the sum over all parties, from 0 to 1; `None` where that is 0.
    pub share: Option<f64>,
    /// Its share of this beside its share of those present. That of [`Measure::Present`] itself is 1
    /// by definition wherever it is known.
    pub index: Index,
}

/// How a measure is spread over the parties.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// The mean over parties, in the unit of the measure.
    pub mean: f64,
    /// The index of Gini: [`Distribution::gini`].
    pub gini: f64,
    /// The index of Theil: [`Distribution::theil`].
    pub theil: f64,
    /// The Lorenz curve, of at most 201 points.
    pub lorenz: Vec<Point>,
    /// For each of [`Grouping::ALL`], the index of Theil between its groups and within them.
    pub decompositions: [Decomposition; 3],
}

/// The balance of parties. Neither the order of the rows nor the value of a label matters.
#[must_use]
pub fn balance(rows: &[Row]) -> Balance {
    let totals = Totals::of(rows);
    Balance {
        parties: rows.len(),
        groups: Grouping::ALL.map(|grouping| groups(rows, grouping, &totals)),
        spreads: Measure::ALL.map(|measure| spread(rows, measure)),
    }
}

/// The sums over all parties.
struct Totals {
    counts: [u128; 5],
    /// How many parties with equal amounts would vary as much; 0 where nothing was done.
    effective: [f64; 5],
}

impl Totals {
    fn of(rows: &[Row]) -> Totals {
        Totals {
            counts: sums(rows.iter()),
            effective: Measure::ALL.map(|measure| {
                let spread = Distribution::of(&amounts(rows, measure));
                spread.map_or(0.0, |it| it.effective_people())
            }),
        }
    }
}

fn sums<'a>(rows: impl Iterator<Item = &'a Row>) -> [u128; 5] {
    let mut sums = [0; 5];
    for row in rows {
        for (sum, measure) in sums.iter_mut().zip(Measure::ALL) {
            *sum += u128::from(measure.of(row));
        }
    }
    sums
}

fn amounts(rows: &[Row], measure: Measure) -> Vec<f64> {
    rows.iter().map(|it| measure.of(it) as f64).collect()
}

fn groups(rows: &[Row], grouping: Grouping, totals: &Totals) -> Vec<GroupBalance> {
    let mut members: BTreeMap<u32, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        members.entry(grouping.of(row)).or_default().push(row);
    }
    let each = members.into_iter().map(|(label, members)| {
        let counts = sums(members.iter().copied());
        let present = share(counts[0], totals.counts[0]);
        let part = |at: usize| Part {
            count: counts[at],
            share: share(counts[at], totals.counts[at]),
            index: if at == 0 {
                Index::of_presence(present)
            } else {
                Index::of(
                    share(counts[at], totals.counts[at]),
                    present,
                    totals.effective[at],
                )
            },
        };
        GroupBalance {
            label,
            parties: members.len(),
            parts: [0, 1, 2, 3, 4].map(part),
        }
    });
    each.collect()
}

fn share(part: u128, whole: u128) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn spread(rows: &[Row], measure: Measure) -> Result<Spread, Undistributed> {
    let amounts = amounts(rows, measure);
    let all = Distribution::of(&amounts)?;
    let split = |grouping: Grouping| {
        let labels: Vec<u32> = rows.iter().map(|it| grouping.of(it)).collect();
        theil_by_group(&amounts, &labels)
    };
    Ok(Spread {
        mean: all.mean(),
        gini: all.gini(),
        theil: all.theil(),
        lorenz: all.lorenz(MOST_LORENZ_POINTS),
        decompositions: [
            split(Grouping::Constituency)?,
            split(Grouping::Region)?,
            split(Grouping::Status)?,
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(labels: [u32; 3], measures: [u64; 5]) -> Row {
        let [constituency, region, status] = labels;
        let [present, contributions, proposals, words, taken_up] = measures;
        Row {
            constituency,
            region,
            status,
            present,
            contributions,
            proposals,
            words,
            taken_up,
        }
    }

    #[test]
    fn shares_of_acts_stand_beside_shares_of_presence() {
        let rows = [
            row([1, 7, 0], [6, 3, 0, 900, 0]),
            row([1, 8, 0], [2, 1, 0, 100, 0]),
            row([2, 7, 0], [2, 6, 0, 0, 0]),
            row([3, 8, 0], [0, 0, 0, 1_000, 0]),
        ];
        let found = balance(&rows);
        let [one, two, three] = &found.groups[0][..] else {
            panic!("there are three constituencies")
        };
        assert_eq!((one.label, one.parties, one.parts[1].count), (1, 2, 4));
        assert_eq!(
            (one.parts[0].share, one.parts[1].share),
            (Some(0.8), Some(0.4))
        );
        let value = |part: &Part| match part.index {
            Index::Known { value, .. } => Some(value),
            _ => None,
        };
        assert_eq!(value(&one.parts[1]), Some(0.5));
        assert_eq!(value(&two.parts[1]), Some(0.6 / 0.2));
        assert_eq!(value(&two.parts[3]), Some(0.0));
        assert_eq!(value(&one.parts[0]), Some(1.0));
        assert_eq!(three.parts[3].index, Index::NotPresent);
        assert_eq!(three.parts[3].share, Some(0.5));
        assert_eq!(one.parts[2].index, Index::NothingDone);
        assert_eq!(one.parts[2].share, None);
        assert_eq!(found.spreads[2], Err(Undistributed::Nothing));
        let words = found.spreads[3].as_ref().unwrap();
        assert_eq!(words.mean, 500.0);
        assert!((words.gini - 0.475).abs() < 1e-12, "{}", words.gini);
        assert!((words.decompositions[2].between).abs() < 1e-12);
        assert!((words.decompositions[2].within - words.theil).abs() < 1e-12);
    }

    #[test]
    fn many_words_of_one_party_are_one_party() {
        let mut rows = vec![row([1, 0, 0], [1, 1, 1, 30, 0])];
        rows.extend([row([2, 0, 0], [1, 1, 1, 1, 0]); 9]);
        let [one, _] = &balance(&rows).groups[0][..] else {
            panic!("there are two constituencies")
        };
        let expected = Index::of(Some(30.0 / 39.0), Some(0.1), 39.0 * 39.0 / 909.0);
        let (
            Index::Known { low, high, .. },
            Index::Known {
                low: l, high: h, ..
            },
        ) = (one.parts[3].index, expected)
        else {
            panic!("it is known")
        };
        assert!(
            (low - l).abs() < 1e-9 && (high - h).abs() < 1e-9,
            "{low} {l}, {high} {h}"
        );
    }

    #[test]
    fn nobody_has_a_balance_too() {
        let found = balance(&[]);
        assert_eq!((found.parties, found.groups), (0, Default::default()));
        assert!(
            found
                .spreads
                .iter()
                .all(|it| *it == Err(Undistributed::Nobody))
        );
        let silent = balance(&[Row::default()]);
        let parts = silent.groups[1][0].parts;
        assert!(parts.iter().all(|it| it.share.is_none()));
        assert_eq!(parts[0].index, Index::NotPresent);
    }

    #[test]
    fn the_largest_counts_have_a_balance() {
        let rows = [row([1, 1, 1], [u64::MAX; 5]), row([2, 1, 1], [u64::MAX; 5])];
        let found = balance(&rows);
        for part in found.groups[0][0].parts {
            assert_eq!(part.share, Some(0.5));
            let Index::Known { value, low, high } = part.index else {
                panic!("it is known")
            };
            assert!(value == 1.0 && low <= 1.0 && high >= 1.0);
        }
    }

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        let measure = || prop_oneof![Just(0_u64), 0..5_u64, 0..100_000_u64];
        let measures = [measure(), measure(), measure(), measure(), measure()];
        let labels = [0..3_u32, 0..4_u32, 0..2_u32];
        let one = (labels, measures).prop_map(|it| row(it.0, it.1));
        proptest::collection::vec(one, 0..30)
    }

    /// The numbers of a balance, without its labels.
    fn figures(balance: &Balance) -> Vec<Vec<String>> {
        let groups = balance.groups.iter().map(|groups| {
            let each = groups
                .iter()
                .map(|it| format!("{} {:?}", it.parties, it.parts));
            let mut each: Vec<String> = each.collect();
            each.sort();
            each
        });
        groups.collect()
    }

    proptest! {
        #[test]
        fn order_of_rows_does_not_matter(rows in rows(), turn in 0..30_usize) {
            let mut moved = rows.clone();
            moved.rotate_left(if rows.is_empty() { 0 } else { turn % rows.len() });
            moved.reverse();
            // Written out, a float is its bits.
            prop_assert_eq!(format!("{:?}", balance(&rows)), format!("{:?}", balance(&moved)));
        }

        #[test]
        fn renaming_labels_renames_the_result(rows in rows()) {
            let names = [40, 2, 77, 0];
            let renamed = rows.iter().map(|it| Row {
                constituency: names[it.constituency as usize],
                region: names[it.region as usize],
                status: names[it.status as usize],
                ..*it
            });
            let (one, two) = (balance(&rows), balance(&renamed.collect::<Vec<Row>>()));
            prop_assert_eq!(figures(&one), figures(&two));
            for (before, after) in one.groups.iter().zip(&two.groups) {
                for group in before {
                    let same = after.iter().find(|it| it.label == names[group.label as usize]);
                    prop_assert_eq!(same.map(|it| it.parts), Some(group.parts));
                }
            }
            for (before, after) in one.spreads.iter().zip(&two.spreads) {
                let Ok(before) = before else {
                    prop_assert_eq!(before, after);
                    continue;
                };
                let after = after.as_ref().unwrap();
                prop_assert_eq!((before.gini, before.theil), (after.gini, after.theil));
                for (before, after) in before.decompositions.iter().zip(&after.decompositions) {
                    prop_assert_eq!((before.between, before.within), (after.between, after.within));
                }
            }
        }

        /// One more act of a party never lowers the share and the index of its group, and never
        /// raises those of another.
        #[test]
        fn more_acts_never_lower_a_share(rows in rows(), pick: usize, measure in 1..5_usize) {
            if rows.is_empty() {
                return Ok(());
            }
            let mut more = rows.clone();
            let acting = pick % rows.len();
            let row = &mut more[acting];
            let counts =
                [&mut row.contributions, &mut row.proposals, &mut row.words, &mut row.taken_up];
            let [a, b, c, d] = counts;
            *[a, b, c, d][measure - 1] += 1;
            let (before, after) = (balance(&rows), balance(&more));
            for (at, grouping) in Grouping::ALL.iter().enumerate() {
                let own = grouping.of(&rows[acting]);
                for (one, two) in before.groups[at].iter().zip(&after.groups[at]) {
                    let (one_part, two_part) = (one.parts[measure], two.parts[measure]);
                    let value = |it: Part| match it.index {
                        Index::Known { value, .. } => Some(value),
                        _ => None,
                    };
                    let pairs = [
                        (one_part.share, two_part.share),
                        (value(one_part), value(two_part)),
                    ];
                    for (less, more) in pairs.into_iter().filter_map(|it| it.0.zip(it.1)) {
                        let holds = if one.label == own { less <= more } else { less >= more };
                        prop_assert!(holds, "{one:?} became {two:?}");
                    }
                }
            }
        }

        #[test]
        fn everything_twice_has_the_same_shares(rows in rows()) {
            let (one, two) = (balance(&rows), balance(&[rows.clone(), rows.clone()].concat()));
            for (before, after) in one.groups.iter().flatten().zip(two.groups.iter().flatten()) {
                for (before, after) in before.parts.iter().zip(&after.parts) {
                    prop_assert_eq!((before.share, before.count * 2), (after.share, after.count));
                }
            }
            for (before, after) in one.spreads.iter().zip(&two.spreads) {
                let (Ok(before), Ok(after)) = (before, after) else {
                    prop_assert_eq!(before, after);
                    continue;
                };
                prop_assert!((before.gini - after.gini).abs() <= 1e-12);
                prop_assert!((before.theil - after.theil).abs() <= 1e-12);
            }
        }
    }
}
