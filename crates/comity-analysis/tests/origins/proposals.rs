//! Real position papers beside the amendments that were tabled to the same text.
//!
//! For each proposal of a position paper, the material says in how many amendments a public project
//! found its words. That project had all amendments; the collection has those up to number 1,700,
//! and only to some provisions. So most proposals that were copied cannot be found here. The test says how many
//! those are and judges by an oracle of its own that knows no shingles: a proposal is within reach
//! where an amendment to the same passage adds at least half of the words that the proposal adds, in
//! their order, and at least four of them.

use std::collections::BTreeSet;
use std::ops::Range;

use comity_analysis::origins::{Input, Origins, Search, Settings};
use comity_testkit::corpus::corpus;

use crate::tables;

/// What a proposal or an amendment changes.
struct Change {
    old: String,
    new: String,
    /// In how many amendments a proposal's words were found, by the public project.
    copied: usize,
}

/// The words that a change adds, and the runs of three words of what it changes.
struct Added {
    words: Vec<String>,
    context: BTreeSet<Vec<String>>,
}

#[test]
fn proposals_that_were_copied_into_amendments_are_found() {
    let Some((proposals, amendments, base)) = material() else {
        return;
    };
    let origins = found(&proposals, &amendments, &base, Settings::default());
    let is_found = |number: usize| !origins.became[number].passages.is_empty();
    let tabled: Vec<Added> = amendments.iter().map(added).collect();
    let (mut copied, mut found) = (0, 0);
    let (mut within_reach, mut found_within_reach) = (0, 0);
    let (mut only_deletes, mut elsewhere, mut beyond) = (0, 0, 0);
    for (number, proposal) in proposals.iter().enumerate() {
        if proposal.copied == 0 {
            beyond += usize::from(is_found(number));
            continue;
        }
        copied += 1;
        found += usize::from(is_found(number));
        let own = added(proposal);
        let near: Vec<_> = tabled.iter().filter(|it| own.is_near(it)).collect();
        let shared = near.iter().map(|it| in_order(&own.words, &it.words).len());
        let shared = shared.max().unwrap_or(0);
        only_deletes += usize::from(own.words.is_empty());
        elsewhere += usize::from(!own.words.is_empty() && near.is_empty());
        if shared >= 4 && shared * 2 >= own.words.len() {
            within_reach += 1;
            found_within_reach += usize::from(is_found(number));
            if !is_found(number) {
                println!("not found: {}", own.words.join(" "));
            }
        }
    }
    println!(
        "copied {copied}: found {found}; {only_deletes} only delete, {elsewhere} change passages to \
         which the collection has no amendment; {within_reach} within reach of the oracle, of \
         which found {found_within_reach}; beyond those that were copied, found {beyond}"
    );
    assert_eq!(copied, 238);
    assert!(found >= 45, "found {found}");
    assert!(found_within_reach * 100 >= within_reach * 75);
    assert!(beyond <= 25, "found {beyond} that nobody copied");
}

fn material() -> Option<(Vec<Change>, Vec<Change>, String)> {
    let read = |path: &str| {
        let path = corpus(path)?;
        Some(std::fs::read_to_string(path).expect("the corpus can be read"))
    };
    let proposals = read("origins/gdpr-proposals.jsonl")?;
    let amendments = read("amendments/gdpr-amendments.csv")?;
    let base = read("amendments/gdpr-base.md")?;
    let proposals = proposals.lines().map(|line| {
        let mut row = tables::json(line);
        Change {
            copied: row["copied_into_amendments"].parse().expect("a count"),
            old: row.remove("old").expect("a proposal has what it changes"),
            new: row.remove("new").expect("a proposal has what it wants"),
        }
    });
    let amendments = tables::csv(&amendments).into_iter().map(|mut row| Change {
        copied: 0,
        old: row
            .remove("current")
            .expect("an amendment has what it changes"),
        new: row
            .remove("proposed")
            .expect("an amendment has what it wants"),
    });
    let amendments = amendments.filter(|it| !it.new.is_empty());
    Some((proposals.collect(), amendments.collect(), base))
}

/// The amendments as one text, each a passage; what stood there before is the base.
fn found(proposals: &[Change], amendments: &[Change], base: &str, settings: Settings) -> Origins {
    let mut text = String::new();
    let mut passages: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for amendment in amendments {
        let length = amendment.new.chars().count();
        passages.push(at..at + length);
        text.push_str(&amendment.new);
        text.push('\n');
        at += length + 1;
    }
    let olds = amendments.iter().chain(proposals);
    let bases: Vec<&str> = olds.map(|it| it.old.as_str()).chain([base]).collect();
    let mut search = Search::with_passages(&text, &passages, &bases, settings);
    let inputs = proposals.iter().map(|it| Input {
        text: &it.new,
        rank: 0,
    });
    search.add(&inputs.collect::<Vec<_>>());
    search.finish()
}

impl Added {
    /// Whether both change the same passage, or this one changes none.
    fn is_near(&self, other: &Added) -> bool {
        let shared = self.context.intersection(&other.context).count();
        self.context.is_empty() || shared * 2 >= self.context.len()
    }
}

fn added(change: &Change) -> Added {
    let cut = |text: &str| -> Vec<String> {
        let words = text.split(|it: char| !it.is_alphanumeric());
        let words = words.filter(|it| !it.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (old, mut words) = (cut(&change.old), cut(&change.new));
    let mut kept = in_order(&old, &words).into_iter().peekable();
    let mut at = 0;
    words.retain(|_| {
        at += 1;
        kept.next_if_eq(&(at - 1)).is_none()
    });
    Added {
        words,
        context: old.windows(3).map(<[String]>::to_vec).collect(),
    }
}

/// The places in the second of a longest common subsequence, by the plain table.
fn in_order(one: &[String], other: &[String]) -> Vec<usize> {
    let width = other.len() + 1;
    let mut table = vec![0_u16; (one.len() + 1) * width];
    for (row, word) in one.iter().enumerate().rev() {
        for (column, said) in other.iter().enumerate().rev() {
            table[row * width + column] = match word == said {
                true => table[(row + 1) * width + column + 1] + 1,
                false => table[(row + 1) * width + column].max(table[row * width + column + 1]),
            };
        }
    }
    let (mut row, mut column, mut places) = (0, 0, Vec::new());
    while row < one.len() && column < other.len() {
        if one[row] == other[column] {
            places.push(column);
            (row, column) = (row + 1, column + 1);
        } else if table[(row + 1) * width + column] >= table[row * width + column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    places
}
