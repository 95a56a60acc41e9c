//! `comity show`: each view of a record as people and programs get it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::desk::Desk;
use crate::record::{Until, files, wells, zipped};

fn check(name: &str, until: Until, view: &[&str]) {
    let desk = Desk::empty();
    wells(&desk, "wells", until);
    let shown = desk.done(&[&["show", "wells"], view].concat());
    insta::assert_snapshot!(name, String::from_utf8(shown).unwrap());
}

#[test]
fn the_outcome_while_a_silence_runs() {
    check("show_outcome_under_call", Until::UnderCall, &[]);
}

#[test]
fn the_outcome_of_an_adopted_text() {
    check("show_outcome_adopted", Until::Adopted, &["--outcome"]);
}

#[test]
fn positions_with_one_that_has_lapsed() {
    check("show_positions", Until::UnderCall, &["--positions"]);
}

#[test]
fn the_ledger_of_objections() {
    check("show_ledger", Until::UnderCall, &["--ledger"]);
}

#[test]
fn the_trace_of_each_provision() {
    check("show_trace", Until::Adopted, &["--trace"]);
}

#[test]
fn the_text_and_the_compilation() {
    check("show_text", Until::Adopted, &["--text"]);
    check("show_compilation", Until::Readings, &["--compilation"]);
}

#[test]
fn an_earlier_state_is_the_state_of_the_shorter_record() {
    let desk = Desk::empty();
    wells(&desk, "short", Until::Readings);
    wells(&desk, "long", Until::Adopted);
    let short = desk.json(&["show", "short", "--to", "json"]);
    let last = short["facts"]["entries"].as_u64().unwrap() - 1;
    for view in [
        "--outcome",
        "--positions",
        "--ledger",
        "--trace",
        "--text",
        "--compilation",
    ] {
        let earlier = [
            "show",
            "long",
            view,
            "--to",
            "json",
            "--at",
            &last.to_string(),
        ];
        assert_eq!(
            desk.json(&earlier),
            desk.json(&["show", "short", view, "--to", "json"]),
            "{view}"
        );
    }
    desk.comity(&["show", "long", "--at", "1000"])
        .refused("there is no entry 1000");
    let page = desk.comity(&["lists", "wells", "positions", "-o", "list.html"]);
    assert_eq!(page.code, Some(2));
    assert!(page.err.contains("a list is CSV"), "{}", page.err);
    assert!(!desk.path("list.html").exists());
}

#[test]
fn an_archive_shows_what_its_folder_shows() {
    let desk = Desk::empty();
    wells(&desk, "wells", Until::Adopted);
    let folder = desk.done(&["show", "wells", "--trace"]);
    for (name, prefix) in [("flat.zip", ""), ("around.zip", "wells/")] {
        desk.put(name, zipped(&desk, "wells", prefix));
        assert_eq!(desk.done(&["show", name, "--trace"]), folder, "{name}");
    }
}

#[test]
fn every_view_in_json_is_what_the_documentation_promises() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats");
    let schema = fs::read_to_string(docs.join("views.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let promised = fs::read_to_string(docs.join("views.md")).unwrap();
    let desk = Desk::empty();
    wells(&desk, "wells", Until::Redacted);
    for view in ["--outcome", "--positions", "--ledger", "--trace"] {
        let shown = desk.json(&["show", "wells", view, "--to", "json"]);
        let faults: Vec<String> = schema
            .iter_errors(&shown)
            .map(|it| it.to_string())
            .collect();
        assert_eq!(faults, Vec::<String>::new(), "{view}");
        for name in names(&shown) {
            assert!(
                promised.contains(&format!("`{name}`")),
                "{view}: {name} is not documented"
            );
        }
    }
    assert!(!schema.is_valid(&serde_json::json!({"version": 2})));
}

/// The names of all facts, tables and columns of a view.
fn names(shown: &Value) -> Vec<String> {
    let keys = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    let mut names = keys(&shown["facts"]);
    for section in shown["sections"].as_array().unwrap() {
        names.extend(keys(&section["facts"]));
        for (table, rows) in section["tables"].as_object().unwrap() {
            names.push(table.clone());
            names.extend(rows.as_array().unwrap().iter().flat_map(keys));
        }
    }
    names
}

#[test]
fn a_page_holds_no_markup_of_a_party_and_nothing_from_elsewhere() {
    let desk = Desk::empty();
    wells(&desk, "wells", Until::UnderCall);
    for view in ["--outcome", "--positions", "--ledger", "--trace"] {
        let page = desk.done(&["show", "wells", view, "--to", "html"]);
        let page = String::from_utf8(page).unwrap();
        assert!(!page.contains("<of>"), "{view}");
        assert!(
            !page.contains("http://") && !page.contains("https://"),
            "{view}"
        );
        assert!(
            !page.contains("<script") && !page.contains("url("),
            "{view}"
        );
        assert!(page.contains("dir=\"auto\""), "{view}");
    }
}

#[test]
fn the_text_is_written_for_a_word_processor_and_tables_are_not() {
    let desk = Desk::empty();
    wells(&desk, "wells", Until::Readings);
    for (view, file) in [
        ("--text", "text.docx"),
        ("--compilation", "compilation.docx"),
    ] {
        desk.done(&["show", "wells", view, "-o", file]);
        assert!(desk.read(file).starts_with(b"PK"), "{view}");
    }
    let refused = desk.comity(&["show", "wells", "--positions", "-o", "positions.docx"]);
    assert_eq!(refused.code, Some(2), "{}", refused.err);
    assert!(!desk.path("positions.docx").exists());
}

#[test]
fn a_record_that_is_not_consistent_is_not_shown() {
    let desk = Desk::empty();
    wells(&desk, "wells", Until::Readings);
    let (name, bytes) = files(&desk.path("wells"))
        .into_iter()
        .find(|(name, bytes)| {
            name.starts_with("blobs/") && String::from_utf8_lossy(bytes).contains("should give")
        })
        .unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let text = text.replace("should give", "may sell");
    fs::write(desk.path("wells").join(name), text).unwrap();
    for (asked, file) in [
        (vec!["show", "wells"], "out.md"),
        (vec!["lists", "wells", "positions"], "out.csv"),
    ] {
        desk.comity(&[asked, vec!["-o", file]].concat())
            .refused("the record is not consistent, so nothing of it is shown");
        assert!(!desk.path(file).exists());
    }
}

/// How many lines a list has below its columns.
fn rows(desk: &Desk, list: &str) -> usize {
    fs::read_to_string(desk.path(list)).unwrap().lines().count() - 1
}

#[test]
fn the_lists_of_a_record_are_read_by_those_who_count() {
    let desk = Desk::empty();
    wells(&desk, "wells", Until::Readings);
    for list in [
        "positions",
        "subjects",
        "delegations",
        "contributions",
        "inputs",
        "deeds",
    ] {
        let file = format!("{list}.csv");
        desk.done(&["lists", "wells", list, "-o", &file]);
        assert!(rows(&desk, &file) > 0, "{list}");
    }
    let found = desk.json(&[
        "converge",
        "positions.csv",
        "--statements",
        "subjects.csv",
        "--participants",
        "delegations.csv",
        "--delegations",
        "--to",
        "json",
    ]);
    assert_eq!(found["notices"], serde_json::json!([]));
    assert_eq!(found["counts"]["votes"], rows(&desk, "positions.csv"));
    desk.done(&["show", "wells", "--text", "-o", "text.md"]);
    let asked = |asked: &[&str]| {
        let found = desk.json(&[asked, &["--to", "json"]].concat());
        assert_eq!(found["notices"], serde_json::json!([]));
        found
    };
    let found = asked(&["origins", "text.md", "inputs.csv"]);
    assert!(found["inputs"].as_array().unwrap().len() > 1);
    // Every word of the text is somebody's, if only of who tabled it.
    assert_eq!(found["words"], found["from_inputs"]);
    assert_eq!(
        asked(&["balance", "deeds.csv"])["delegations"],
        rows(&desk, "deeds.csv")
    );
    asked(&["campaigns", "contributions.csv"]);
    // Before anybody had said anything there is nothing but the names of columns.
    let early = desk.done(&["lists", "wells", "positions", "--at", "1"]);
    assert_eq!(early, b"participant,statement,vote\n");
    desk.comity(&["lists", "wells", "positions", "--at", "1000"])
        .refused("there is no entry 1000");
    let page = desk.comity(&["lists", "wells", "positions", "-o", "list.html"]);
    assert_eq!(page.code, Some(2));
    assert!(page.err.contains("a list is CSV"), "{}", page.err);
    assert!(!desk.path("list.html").exists());
}
