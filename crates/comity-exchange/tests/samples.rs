//! The sample negotiation in its three languages, read back from the JSON alone.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::fs;

use comity_exchange::json;
use comity_testkit::oracle::{colliding, flagged};
use comity_text::{ProtocolOrder, compile};
use serde_json::Value;

mod negotiation;
use negotiation::seen::{
    base_text, check_nothing_is_lost, check_regions, list, of_base, read_back,
};
use negotiation::{LANGUAGES, read, sample, sample_files};

/// The paragraphs of a Markdown file of the samples, which hold nothing but headings and emphasis.
fn paragraphs(path: &std::path::Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.trim_start_matches('#').trim_start().replace('*', ""))
        .collect()
}

#[test]
fn joining_text_and_base_gives_the_draft() {
    for language in LANGUAGES {
        let compilation = sample(language).value();
        let said: Vec<String> = of_base(&compilation).map(base_text).collect();
        assert_eq!(said, paragraphs(&sample_files(language).0), "{language}");
    }
}

#[test]
fn each_edited_copy_is_read_back() {
    for language in LANGUAGES {
        let compilation = sample(language).value();
        let copies = sample_files(language).1;
        let copies: Vec<_> = copies
            .iter()
            .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
            .collect();
        assert_eq!(copies.len(), 11);
        for copy in copies {
            let sponsor = copy.file_stem().unwrap().to_str().unwrap();
            assert_eq!(
                read_back(&compilation, sponsor),
                paragraphs(copy),
                "{language}: {sponsor}"
            );
        }
    }
}

/// Both texts of a difference come back from its JSON, whatever moved.
#[test]
fn a_difference_holds_both_texts() {
    let joined = |provision: &Value, key: &str| -> String {
        let pieces = list(provision, "pieces").iter();
        pieces
            .filter_map(|piece| piece.get("text").or(piece.get(key))?.as_str())
            .collect()
    };
    for language in LANGUAGES {
        let negotiation = sample(language);
        let (draft, copies) = sample_files(language);
        for proposal in &negotiation.proposals {
            let Some(copy) = copies.iter().find(|copy| copy.ends_with(&proposal.source)) else {
                panic!("{}", proposal.source);
            };
            let alone = [proposal.clone()];
            let order = ProtocolOrder::default();
            let compilation = compile(&negotiation.base.instrument, &alone, &order).unwrap();
            let written = json::comparison(&compilation, &[]);
            let value: Value = serde_json::from_str(&written).unwrap();
            let provisions = list(&value, "provisions").iter();
            let old: Vec<String> = provisions
                .clone()
                .filter(|provision| provision["change"] != "added")
                .map(|provision| joined(provision, "deleted"))
                .collect();
            assert_eq!(old, paragraphs(&draft));
            if copy.extension().is_some_and(|ending| ending == "md") {
                let mut new: Vec<String> = provisions
                    .map(|provision| joined(provision, "inserted"))
                    .flat_map(|words| words.split('\n').map(str::to_owned).collect::<Vec<_>>())
                    .filter(|words| !words.is_empty())
                    .collect();
                let mut said = paragraphs(copy);
                new.sort();
                said.sort();
                assert_eq!(new, said, "{language}: {}", proposal.id);
            }
        }
    }
}

#[test]
fn nothing_is_lost_and_nobody_is_warned() {
    for language in LANGUAGES {
        let compilation = sample(language).value();
        check_regions(&compilation);
        check_nothing_is_lost(&compilation);
        assert_eq!(list(&compilation, "proposals").len(), 19);
        assert_eq!(compilation["notices"], serde_json::json!([]), "{language}");
    }
}

/// PP 1 to PP 7 and OP 1 to OP 15 in every language; items in the letters that the draft has.
#[test]
fn labels_are_those_that_delegates_would_say() {
    for (language, letters) in [
        ("ar", ["أ", "ب", "ج"]),
        ("en", ["a", "b", "c"]),
        ("zh", ["a", "b", "c"]),
    ] {
        let mut expected: Vec<String> = (1..=7).map(|nth| format!("PP {nth}")).collect();
        for nth in 1..=15 {
            expected.push(format!("OP {nth}"));
            if nth == 3 || nth == 6 {
                expected.extend(letters.map(|letter| format!("OP {nth}({letter})")));
            }
        }
        let compilation = sample(language).value();
        let labels: Vec<&str> = of_base(&compilation)
            .filter_map(|provision| provision["label"].as_str())
            .filter(|label| !label.is_empty())
            .collect();
        assert_eq!(labels, expected, "{language}");
    }
}

#[test]
fn conflicts_are_those_of_the_oracle() {
    for language in LANGUAGES {
        let negotiation = sample(language);
        let compilation = negotiation.compilation();
        let expected = colliding(&negotiation.base.instrument, &negotiation.proposals);
        assert!(expected.len() > 30, "{language}: {}", expected.len());
        assert_eq!(flagged(&compilation), expected, "{language}");
    }
}

#[test]
fn the_order_of_files_makes_no_difference() {
    for language in LANGUAGES {
        let (draft, mut files) = sample_files(language);
        files.sort();
        let mut written = BTreeSet::new();
        for turn in 0..files.len() {
            files.rotate_left(turn);
            written.insert(read(&draft, &files).json());
        }
        files.reverse();
        written.insert(read(&draft, &files).json());
        assert_eq!(written.len(), 1, "{language}");
    }
}
