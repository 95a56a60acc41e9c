//! The real run: 1,073 amendments that a parliament's committee tabled to one regulation, read,
//! compiled, and checked from the JSON alone against the two files.
//!
//! Skipped where the corpus is absent, unless `COMITY_REQUIRE=all`.
#![allow(clippy::unwrap_used, clippy::print_stderr, missing_docs)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use comity_testkit::corpus::corpus;
use comity_testkit::oracle::colliding;
use serde_json::Value;

mod negotiation;
use negotiation::seen::{
    added, asked_text, base_text, check_nothing_is_lost, check_regions, has, list, of_base, string,
};
use negotiation::{Negotiation, read, real};

struct Run {
    negotiation: Negotiation,
    json: String,
    value: Value,
    base: String,
    rows: Vec<Row>,
}

/// A row as it stands in the file.
struct Row {
    number: String,
    kind: String,
    provision: String,
    proposed: String,
}

static RUN: LazyLock<Option<Run>> = LazyLock::new(|| {
    let negotiation = real()?;
    let json = negotiation.json();
    let value = serde_json::from_str(&json).unwrap();
    let base = fs::read_to_string(corpus("amendments/gdpr-base.md")?).unwrap();
    let mut list = csv::Reader::from_path(corpus("amendments/gdpr-amendments.csv")?).unwrap();
    let rows = list.records().map(|record| {
        let record = record.unwrap();
        Row {
            number: record[0].to_owned(),
            kind: record[1].to_owned(),
            provision: record[2].to_owned(),
            proposed: record[5].to_owned(),
        }
    });
    Some(Run {
        negotiation,
        json,
        value,
        base,
        rows: rows.collect(),
    })
});

impl Run {
    fn rows(&self, kind: &str) -> Vec<&Row> {
        self.rows.iter().filter(|row| row.kind == kind).collect()
    }

    /// The provisions of the base that say something, by label.
    fn by_label(&self) -> HashMap<&str, &Value> {
        of_base(&self.value)
            .map(|provision| (string(provision, "label"), provision))
            .filter(|(label, _)| !label.is_empty())
            .collect()
    }
}

#[test]
fn all_amendments_come_through() {
    let Some(run) = &*RUN else { return };
    let listed: BTreeSet<&str> = list(&run.value, "proposals")
        .iter()
        .map(|proposal| string(proposal, "id"))
        .collect();
    let numbers: BTreeSet<&str> = run.rows.iter().map(|row| row.number.as_str()).collect();
    assert_eq!(numbers.len(), 1073);
    assert_eq!(listed, numbers);
    let kinds: BTreeMap<&str, &str> = list(&run.value, "proposals")
        .iter()
        .map(|proposal| {
            assert_eq!(list(proposal, "kinds").len(), 1);
            (
                string(proposal, "id"),
                proposal["kinds"][0].as_str().unwrap(),
            )
        })
        .collect();
    for row in &run.rows {
        assert_eq!(kinds[row.number.as_str()], row.kind);
    }
    check_regions(&run.value);
    check_nothing_is_lost(&run.value);
}

#[test]
fn joining_text_and_base_gives_the_base_line_by_line() {
    let Some(run) = &*RUN else { return };
    let lines: Vec<&str> = run
        .base
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.trim_start_matches('#').trim_start())
        .collect();
    let said: Vec<String> = of_base(&run.value).map(base_text).collect();
    assert_eq!(said, lines);
    let mut heading = "";
    let mut with_text = 0;
    for (provision, line) in of_base(&run.value).zip(&lines) {
        match string(provision, "kind") {
            "title" => assert_eq!(string(provision, "label"), ""),
            "heading" => heading = line,
            _ => {
                assert_eq!(string(provision, "label"), heading);
                with_text += 1;
            }
        }
    }
    assert_eq!(with_text, 270);
}

#[test]
fn each_modification_is_read_back() {
    let Some(run) = &*RUN else { return };
    let by_label = run.by_label();
    let rows = run.rows("MOD");
    assert_eq!(rows.len(), 699);
    for row in rows {
        let said = asked_text(by_label[row.provision.as_str()], &row.number);
        assert_eq!(said, row.proposed, "amendment {}", row.number);
    }
}

#[test]
fn each_suppression_stands_at_its_provision() {
    let Some(run) = &*RUN else { return };
    let by_label = run.by_label();
    let rows = run.rows("SUP");
    assert_eq!(rows.len(), 147);
    for row in rows {
        let provision = by_label[row.provision.as_str()];
        assert!(
            has(provision, "suppressed_by", &row.number),
            "{}",
            row.number
        );
    }
}

#[test]
fn each_addition_is_a_provision_and_identical_ones_are_one() {
    let Some(run) = &*RUN else { return };
    let rows = run.rows("ADD");
    let mut proposed: BTreeMap<&str, &Row> = BTreeMap::new();
    proposed.extend(rows.iter().map(|row| (row.number.as_str(), *row)));
    let mut seen = BTreeSet::new();
    let mut joined = 0;
    for provision in added(&run.value) {
        let names = list(provision, "added_by");
        joined += usize::from(names.len() > 1);
        for number in names {
            let row = proposed[number.as_str().unwrap()];
            assert_eq!(base_text(provision), row.proposed, "{}", row.number);
            let label = string(provision, "label");
            let rivals = provision["alt_of"].is_string() && label.contains(" alt");
            assert!(
                label == row.provision || label == format!("{} bis", row.provision) || rivals,
                "{label} for {}",
                row.provision
            );
            assert!(seen.insert(row.number.as_str()), "{} twice", row.number);
        }
    }
    let wishes: BTreeSet<(&str, &str)> = rows
        .iter()
        .map(|row| (row.provision.as_str(), row.proposed.as_str()))
        .collect();
    let distinct = added(&run.value).count();
    eprintln!(
        "{} additions make {distinct} new provisions; {joined} of these join identical ones",
        rows.len()
    );
    assert_eq!((seen.len(), distinct, joined), (227, wishes.len(), 10));
}

/// Rivals for one label stand side by side, in front of what follows them.
#[test]
fn new_provisions_with_one_label_stand_together() {
    let Some(run) = &*RUN else { return };
    let mut first = None;
    for provision in list(&run.value, "provisions") {
        match provision["alt_of"].as_str() {
            Some(rival) => assert_eq!(Some(rival), first, "{}", provision["label"]),
            None => first = provision["id"].as_str(),
        }
    }
}

#[test]
fn the_conflicts_are_those_of_the_oracle() {
    let Some(run) = &*RUN else { return };
    let listed: BTreeSet<(&str, &str, &str)> = list(&run.value, "conflicts")
        .iter()
        .map(|conflict| {
            let pair = list(conflict, "between");
            let (a, b) = (pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
            (string(conflict, "provision"), a.min(b), a.max(b))
        })
        .collect();
    let negotiation = &run.negotiation;
    let found = colliding(&negotiation.base.instrument, &negotiation.proposals);
    let expected: BTreeSet<(&str, &str, &str)> = found
        .iter()
        .map(|(provision, a, b)| (provision.as_str(), a.as_str(), b.as_str()))
        .collect();
    eprintln!("{} conflicts, all of them the oracle's", listed.len());
    assert_eq!(listed, expected);
}

/// What each new provision stands after whose neighbour is not in the base, judged by eye on it:
/// the last provision that a reader would pass before coming to it.
const INFERRED: [(&str, &str, usize); 17] = [
    ("Recital 22 a (new)", "Recital 21", 1),
    ("Recital 39 a (new)", "Recital 38", 4),
    ("Recital 46 a (new)", "Recital 45", 1),
    ("Recital 119 a (new)", "Recital 118", 1),
    ("Recital 123 a (new)", "Recital 121", 1),
    ("Article 1 – paragraph 3 a (new)", "Recital 139", 1),
    (
        "Article 2 – paragraph 3 a (new)",
        "Article 2 – paragraph 2 – point e",
        2,
    ),
    (
        "Article 2 – paragraph 3 b (new)",
        "Article 2 – paragraph 2 – point e",
        1,
    ),
    (
        "Article 4 – paragraph 1 – point 3 a (new)",
        "Article 4 – paragraph 1 – point 2",
        2,
    ),
    (
        "Article 4 – paragraph 1 – point 7 a (new)",
        "Article 4 – paragraph 1 – point 5",
        2,
    ),
    (
        "Article 4 – paragraph 1 – point 19 a (new)",
        "Article 4 – paragraph 1 – point 18",
        4,
    ),
    (
        "Article 6 – paragraph 1 – point d a (new)",
        "Article 6 – paragraph 1 – point c",
        2,
    ),
    (
        "Article 6 – paragraph 3 – subparagraph 1 – point b a (new)",
        "Article 6 – paragraph 3 – subparagraph 1 – introductory part",
        4,
    ),
    (
        "Article 14 – paragraph 4 – point a a (new)",
        "Article 14 – paragraph 4 – introductory part",
        1,
    ),
    (
        "Article 14 – paragraph 5 – poin d a (new)",
        "Article 14 – paragraph 5 – point d",
        1,
    ),
    (
        "Article 17 – paragraph 3 – point e a (new)",
        "Article 17 – paragraph 3 – point d",
        4,
    ),
    (
        "Article 21 – paragraph 1 – point a a (new)",
        "Article 21 – paragraph 1 – introductory part",
        1,
    ),
];

#[test]
fn each_notice_is_justified() {
    let Some(run) = &*RUN else { return };
    let notices = list(&run.value, "notices");
    assert_eq!(notices.len(), 34);
    assert_eq!(string(&notices[0], "source"), "gdpr-base.md");
    assert_eq!(string(&notices[0], "place"), "headings");
    let by_number: HashMap<&str, &Row> = run
        .rows
        .iter()
        .map(|row| (row.number.as_str(), row))
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for notice in &notices[1..] {
        let number = string(notice, "place").rsplit(' ').next().unwrap();
        let row = by_number[number];
        let (_, after, _) = INFERRED
            .iter()
            .find(|(label, _, _)| *label == row.provision)
            .unwrap_or_else(|| panic!("{}", row.provision));
        assert_eq!(
            string(notice, "message"),
            format!(
                "The text has no provision that {} extends under that name; it is placed after \
                 {after}.",
                row.provision
            )
        );
        assert_eq!(passed_before(&run.value, number), *after);
        *counts.entry(row.provision.as_str()).or_default() += 1;
    }
    let expected: BTreeMap<&str, usize> = INFERRED
        .iter()
        .map(|(label, _, times)| (*label, *times))
        .collect();
    assert_eq!(counts, expected);
    assert_eq!(counts.values().sum::<usize>(), 33);
}

/// The label of the last provision of the base that says something before an added one.
fn passed_before<'v>(compilation: &'v Value, number: &str) -> &'v str {
    let mut passed = "";
    for provision in list(compilation, "provisions") {
        if has(provision, "added_by", number) {
            return passed;
        }
        let label = string(provision, "label");
        if list(provision, "added_by").is_empty() && !label.is_empty() {
            passed = label;
        }
    }
    panic!("{number} is added nowhere");
}

/// The rows in another order give the same bytes, but for the rows that notices name.
#[test]
fn the_order_of_rows_makes_no_difference() {
    let Some(run) = &*RUN else { return };
    let path = corpus("amendments/gdpr-amendments.csv").unwrap();
    let mut file = csv::Reader::from_path(&path).unwrap();
    let header = file.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = file.records().map(Result::unwrap).collect();
    let base = corpus("amendments/gdpr-base.md").unwrap();
    let (whole, notices) = run.json.split_once("\"notices\":").unwrap();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("real-run");
    fs::create_dir_all(&folder).unwrap();
    // Steps through the rows that are prime to their number, and backwards.
    for step in [1072, 7, 501] {
        let path = folder.join("gdpr-amendments.csv");
        let mut shuffled = csv::Writer::from_path(&path).unwrap();
        shuffled.write_record(&header).unwrap();
        for nth in 0..records.len() {
            let record = &records[nth * step % records.len()];
            shuffled.write_record(record).unwrap();
        }
        shuffled.flush().unwrap();
        let again = read(&base, &[path]).json();
        let (same, others) = again.split_once("\"notices\":").unwrap();
        assert!(same == whole, "step {step}");
        assert_eq!(without_rows(others), without_rows(notices));
    }
}

fn without_rows(notices: &str) -> BTreeSet<String> {
    let list = notices.trim_end().strip_suffix('}').unwrap();
    let value: Value = serde_json::from_str(list).unwrap();
    let notices = value.as_array().unwrap().iter();
    notices
        .map(|notice| {
            let place = string(notice, "place");
            let place = place
                .split_once(", ")
                .map_or(place, |(_, amendment)| amendment);
            format!("{place}: {}", string(notice, "message"))
        })
        .collect()
}
