//! Contested provisions of the real run, judged by eye and compared with what the engine flags.
//!
//! The judgement: two amendments *clash* when a rapporteur who accepts both must still choose,
//! because they change the same words differently, put different words at one place, or because
//! one qualifies words that the other takes away. It was written down from the two texts and
//! plain word differences before the engine's answer was looked at. Where both differ, a comment at
//! the case says why; most often one amendment qualifies words that another takes away, and by the
//! rule of collision neighbours that only touch do not collide. The cases are in `cases.rs`.
#![allow(clippy::unwrap_used, clippy::print_stderr, missing_docs)]

use std::collections::BTreeSet;

use serde_json::Value;

mod cases;
#[path = "../negotiation/mod.rs"]
mod negotiation;

use cases::{CASES, Judged};
use negotiation::real;
use negotiation::seen::{asked_text, list, of_base, string};

type Pair<'a> = (&'a str, &'a str);

fn pairs<'a>(groups: &'a str, mark: char) -> BTreeSet<Pair<'a>> {
    let mut pairs = BTreeSet::new();
    for group in groups.split_whitespace() {
        let rows: Vec<&str> = group.split(mark).collect();
        for (nth, row) in rows.iter().enumerate() {
            pairs.extend(rows[nth + 1..].iter().map(|other| ordered(row, other)));
        }
    }
    pairs
}

fn ordered<'a>(a: &'a str, b: &'a str) -> Pair<'a> {
    (a.min(b), a.max(b))
}

fn provision<'v>(compilation: &'v Value, label: &str) -> &'v Value {
    of_base(compilation)
        .find(|provision| string(provision, "label") == label)
        .unwrap_or_else(|| panic!("{label}"))
}

/// What the engine flags between the rivals of a case.
fn flagged<'v>(compilation: &'v Value, case: &Judged) -> BTreeSet<Pair<'v>> {
    let id = string(provision(compilation, case.provision), "id");
    let rivals: BTreeSet<&str> = case.rivals.split(' ').collect();
    list(compilation, "conflicts")
        .iter()
        .filter(|conflict| string(conflict, "provision") == id)
        .map(|conflict| {
            let between = list(conflict, "between");
            ordered(between[0].as_str().unwrap(), between[1].as_str().unwrap())
        })
        .filter(|(a, b)| rivals.contains(a) && rivals.contains(b))
        .collect()
}

/// The rows of a case are all that amend the words of its provision.
#[test]
fn the_cases_are_whole() {
    let Some(run) = real() else { return };
    let compilation = run.value();
    assert!(CASES.len() >= 50);
    for case in CASES {
        let mut rows: BTreeSet<&str> = BTreeSet::new();
        for piece in list(provision(&compilation, case.provision), "pieces") {
            for outcome in piece["alternatives"].as_array().into_iter().flatten() {
                rows.extend(list(outcome, "proposals").iter().filter_map(Value::as_str));
            }
        }
        let rivals: BTreeSet<&str> = case.rivals.split(' ').collect();
        assert_eq!(rows, rivals, "{}", case.provision);
        assert!((3..=12).contains(&rivals.len()), "{}", case.provision);
        for (a, b) in pairs(case.clash, '-').union(&pairs(case.same, '=')) {
            assert!(rivals.contains(a) && rivals.contains(b), "{a} {b}");
        }
    }
}

/// Those judged to ask for the same do so in every region, and no others do.
#[test]
fn those_that_ask_for_the_same_are_joined() {
    let Some(run) = real() else { return };
    let compilation = run.value();
    for case in CASES {
        let here = provision(&compilation, case.provision);
        let rivals: Vec<&str> = case.rivals.split(' ').collect();
        let mut equal = BTreeSet::new();
        for (nth, a) in rivals.iter().enumerate() {
            for b in &rivals[nth + 1..] {
                if asked_text(here, a) == asked_text(here, b) {
                    equal.insert(ordered(a, b));
                }
            }
        }
        assert_eq!(equal, pairs(case.same, '='), "{}", case.provision);
        assert!(equal.is_disjoint(&flagged(&compilation, case)));
    }
}

#[test]
fn flagged_conflicts_agree_with_the_judgement() {
    let Some(run) = real() else { return };
    let compilation = run.value();
    let (mut both, mut engine_only, mut judge_only, mut all) = (0, 0, 0, 0);
    let mut whole = 0;
    for case in CASES {
        let judged = pairs(case.clash, '-');
        let flagged = flagged(&compilation, case);
        let more: Vec<_> = flagged.difference(&judged).collect();
        let less: Vec<_> = judged.difference(&flagged).collect();
        if more.is_empty() && less.is_empty() {
            whole += 1;
        } else {
            eprintln!(
                "{}: only the engine {more:?}, only the judge {less:?}",
                case.provision
            );
        }
        let rivals = case.rivals.split(' ').count();
        all += rivals * (rivals - 1) / 2;
        both += judged.intersection(&flagged).count();
        engine_only += more.len();
        judge_only += less.len();
    }
    let precision = both * 1000 / (both + engine_only);
    let recall = both * 1000 / (both + judge_only);
    let agreement = (all - engine_only - judge_only) * 1000 / all;
    eprintln!(
        "{} provisions, {whole} of them without a difference; {all} pairs, {both} flagged and \
         judged to clash, {engine_only} flagged only, {judge_only} judged only; per mille: \
         precision {precision}, recall {recall}, agreement {agreement}",
        CASES.len()
    );
    assert!(precision >= 960, "precision {precision}");
    assert!(recall >= 890, "recall {recall}");
    assert!(agreement >= 925, "agreement {agreement}");
}
