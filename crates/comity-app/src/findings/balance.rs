//! Balance: each group's part of what was done beside its part of those present.
//!
//! Start at [`balance`](fn@balance).

mod json;

use std::collections::BTreeSet;

use comity_analysis::balance::{Balance, Grouping, Measure, Row, balance as found};
use comity_exchange::Notice;
use comity_exchange::lists::{Deeds, MEASURES, read_balance};

use super::{FindingError, Source, Stream, stream};

pub use json::json;

/// What a party did in numbers, and how these compare.
#[derive(Clone, Debug)]
pub struct Balanced {
    /// The file.
    pub source: Source,
    /// For each of [`Grouping::ALL`] the names that labels stand for, by code point; empty names
    /// stand for what the file does not say.
    pub names: [Vec<String>; 3],
    /// Which of [`Measure::ALL`] the file has.
    pub measured: [bool; 5],
    /// The numbers.
    pub balance: Balance,
    /// What was not carried.
    pub notices: Vec<Notice>,
}

impl Balanced {
    /// Whether the file says anything that parties are grouped by.
    #[must_use]
    pub fn is_grouped(&self, grouping: Grouping) -> bool {
        self.names[place(grouping)]
            .iter()
            .any(|name| !name.is_empty())
    }

    /// The name that a label of a grouping stands for; empty where the file says none.
    #[must_use]
    pub fn name(&self, grouping: Grouping, label: u32) -> &str {
        &self.names[place(grouping)][label as usize]
    }

    /// Whether the file has a measure. Without `present` every delegation counts as present once.
    #[must_use]
    pub fn is_measured(&self, measure: Measure) -> bool {
        let at = Measure::ALL.iter().position(|it| *it == measure);
        at.is_some_and(|at| self.measured[at])
    }
}

/// The name of a measure for machines, as the column is called.
#[must_use]
pub fn measure_name(measure: Measure) -> &'static str {
    let at = Measure::ALL.iter().position(|it| *it == measure);
    MEASURES[at.expect("all measures are there")]
}

/// The name of a grouping for machines, as the column is called.
#[must_use]
pub fn grouping_name(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Constituency => "constituency",
        Grouping::Region => "region",
        Grouping::Status => "status",
    }
}

/// Compares what delegations did.
///
/// # Errors
/// When the file cannot be read, with its line.
pub fn balance(file: Stream<'_>) -> Result<Balanced, FindingError> {
    let ((all, mut notices), source) =
        stream::hashed(file, |name, bytes| read_balance(name, bytes))?;
    let names = Grouping::ALL.map(|grouping| named(&all, grouping));
    let label = |grouping: Grouping, deeds: &Deeds| {
        let found =
            names[place(grouping)].binary_search_by(|it| it.as_str().cmp(said(deeds, grouping)));
        u32::try_from(found.expect("every name was gathered")).expect("a reader has a limit")
    };
    // A column stands in every row or in none, so the first one says which there are.
    let measured: [bool; 5] =
        std::array::from_fn(|at| all.iter().all(|it| it.counts[at].is_some()));
    let rows: Vec<Row> = all
        .iter()
        .map(|deeds| {
            let count = |at: usize| deeds.counts[at].unwrap_or(0);
            Row {
                constituency: label(Grouping::Constituency, deeds),
                region: label(Grouping::Region, deeds),
                status: label(Grouping::Status, deeds),
                present: deeds.counts[0].unwrap_or(1),
                contributions: count(1),
                proposals: count(2),
                words: count(3),
                taken_up: count(4),
            }
        })
        .collect();
    if !measured[0] {
        let message = "There is no column `present`; each delegation counts as present once.";
        notices.push(Notice::new(source.name.as_str(), "line 1", message));
    }
    Ok(Balanced {
        source,
        balance: found(&rows),
        names,
        measured,
        notices,
    })
}

fn place(grouping: Grouping) -> usize {
    match grouping {
        Grouping::Constituency => 0,
        Grouping::Region => 1,
        Grouping::Status => 2,
    }
}

fn said(deeds: &Deeds, grouping: Grouping) -> &str {
    match grouping {
        Grouping::Constituency => &deeds.constituency,
        Grouping::Region => &deeds.region,
        Grouping::Status => &deeds.status,
    }
}

fn named(all: &[Deeds], grouping: Grouping) -> Vec<String> {
    let names: BTreeSet<&str> = all.iter().map(|it| said(it, grouping)).collect();
    names.into_iter().map(str::to_owned).collect()
}
