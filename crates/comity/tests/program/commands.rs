//! What each command and option makes of small texts.

use serde_json::Value;

use crate::desk::{BASE, Desk, KESH, MERIDIA};

fn strings(values: &Value) -> Vec<&str> {
    let values = values.as_array().unwrap().iter();
    values.map(|value| value.as_str().unwrap()).collect()
}

/// The sponsors of each outcome in the first region.
fn outcomes(compilation: &Value) -> Vec<Vec<&str>> {
    let provisions = compilation["provisions"].as_array().unwrap();
    let pieces = provisions
        .iter()
        .flat_map(|one| one["pieces"].as_array().unwrap());
    let region = pieces
        .into_iter()
        .find(|piece| piece.get("alternatives").is_some());
    let alternatives = region.unwrap()["alternatives"].as_array().unwrap().iter();
    alternatives
        .map(|outcome| strings(&outcome["sponsors"]))
        .collect()
}

#[test]
fn the_format_follows_the_ending_unless_it_is_said() {
    let desk = Desk::laid();
    let check = |arguments: &[&str], output: &str, starts: &[u8]| {
        desk.done(
            &[
                &["compile", "base.md", "Kesh.md"],
                arguments,
                &["-o", output],
            ]
            .concat(),
        );
        let bytes = desk.read(output);
        assert!(bytes.starts_with(starts), "{arguments:?} {output}");
    };
    check(&[], "a.html", b"<!doctype html>");
    check(&[], "a.HTM", b"<!doctype html>");
    check(&[], "a.docx", b"PK");
    check(&[], "a.json", b"{\"proposals\":");
    check(&[], "a.md", b"*Compilation of proposals");
    check(&[], "a", b"*Compilation of proposals");
    check(&["--to", "json"], "b.html", b"{\"proposals\":");
    check(&["--to", "docx-tracked"], "b.md", b"PK");
}

#[test]
fn the_protocol_order_is_that_of_the_file() {
    let desk = Desk::laid();
    let call = [
        "compile",
        "base.md",
        "Meridia.md",
        "Tavar.md",
        "--to",
        "json",
    ];
    assert_eq!(outcomes(&desk.json(&call)), [["Meridia"], ["Tavar"]]);
    desk.put("order.txt", "\u{feff}# by lot\r\n\r\nTavar\r\nMeridia\r\n");
    let ordered = desk.json(&[&call[..], &["--order", "order.txt"]].concat());
    assert_eq!(outcomes(&ordered), [["Tavar"], ["Meridia"]]);
}

#[test]
fn a_sponsor_can_be_named_beside_the_path() {
    let desk = Desk::laid();
    let call = [
        "compile",
        "base.md",
        "Northern Union=Meridia.md",
        "--to",
        "json",
    ];
    let compilation = desk.json(&call);
    assert_eq!(compilation["proposals"][0]["id"], "Northern Union");
    assert_eq!(compilation["proposals"][0]["source"], "Meridia.md");
    assert_eq!(outcomes(&compilation), [["Northern Union"]]);
}

#[test]
fn a_file_whose_name_holds_the_sign_is_that_file() {
    let desk = Desk::laid();
    desk.put("Rev=1.md", MERIDIA);
    let compilation = desk.json(&["compile", "base.md", "Rev=1.md", "--to", "json"]);
    assert_eq!(compilation["proposals"][0]["id"], "Rev=1");
}

#[test]
fn each_author_of_tracked_changes_becomes_a_proposal() {
    let desk = Desk::laid();
    let tracked = [
        "Meridia.md",
        "Tavar.md",
        "--to",
        "docx-tracked",
        "-o",
        "room.docx",
    ];
    desk.done(&[&["compile", "base.md"], &tracked[..]].concat());
    let one = desk.json(&["compile", "base.md", "room.docx", "--to", "json"]);
    assert_eq!(one["proposals"].as_array().unwrap().len(), 1);
    let all = desk.json(&[
        "compile",
        "base.md",
        "room.docx",
        "--by-author",
        "--to",
        "json",
    ]);
    let ids: Vec<&str> = all["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|proposal| proposal["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["Meridia", "Tavar"]);
    // The words in dispute are deleted once, by the first sponsor; the second only inserts.
    assert_eq!(outcomes(&all)[0], ["Meridia"]);
}

#[test]
fn a_merge_writes_the_text_that_was_accepted() {
    let desk = Desk::laid();
    let some = [
        "merge",
        "base.md",
        "Tavar.md",
        "Meridia.md",
        "Kesh.md",
        "--accept",
        "Kesh",
        "Meridia",
    ];
    let wanted = KESH.replace("should cooperate", "shall cooperate");
    assert_eq!(String::from_utf8(desk.done(&some)).unwrap(), wanted);
    let none = desk.done(&["merge", "base.md"]);
    assert_eq!(String::from_utf8(none).unwrap(), BASE);
}

#[test]
fn a_merge_to_data_says_what_excludes_each_other() {
    let desk = Desk::laid();
    let call = [
        "merge",
        "base.md",
        "Kesh.md",
        "Tavar.md",
        "Meridia.md",
        "--to",
        "json",
    ];
    let said = desk.json(&call);
    assert_eq!(said["excludes"], serde_json::json!([["Meridia", "Tavar"]]));
}

#[test]
fn rows_that_exclude_each_other_are_named_with_their_sponsors() {
    let desk = Desk::laid();
    let list = "number,kind,provision,sponsors,current,proposed,rationale\n\
                7,MOD,1,Loa; Orvia,,1. States must cooperate.,\n";
    desk.put("list.csv", list);
    let outcome = desk.comity(&["merge", "base.md", "list.csv", "Tavar.md"]);
    outcome.refused("\n  7 (Loa; Orvia) × Tavar\n");
    let merged = desk.done(&[
        "merge", "base.md", "list.csv", "Tavar.md", "--accept", "Orvia",
    ]);
    assert!(
        String::from_utf8(merged)
            .unwrap()
            .contains("States must cooperate.")
    );
}

#[test]
fn a_difference_says_what_changed() {
    let desk = Desk::laid();
    let said = desk.json(&["diff", "base.md", "Kesh.md", "--to", "json"]);
    let changes: Vec<&str> = said["provisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|provision| provision["change"].as_str().unwrap())
        .collect();
    assert_eq!(changes, ["none", "none", "none", "modified", "added"]);
}

#[test]
fn a_rebase_takes_the_text_and_the_format_from_one_option() {
    let desk = Desk::laid();
    desk.put("rev1.md", MERIDIA);
    let said = desk.json(&[
        "rebase",
        "--from",
        "base.md",
        "--to",
        "rev1.md",
        "--to",
        "json",
        "Kesh.md",
        "Meridia.md",
        "Tavar.md",
    ]);
    let fates: Vec<(&str, Vec<&str>)> = said["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|proposal| {
            let changes = proposal["changes"].as_array().unwrap().iter();
            let outcomes = changes.map(|change| change["outcome"].as_str().unwrap());
            (proposal["id"].as_str().unwrap(), outcomes.collect())
        })
        .collect();
    let wanted = [
        ("Kesh", vec!["carried", "carried"]),
        ("Meridia", vec!["satisfied"]),
        ("Tavar", vec!["conflicting"]),
    ];
    assert_eq!(fates, wanted);
    desk.done(&[
        "rebase",
        "--from",
        "base.md",
        "--to",
        "rev1.md",
        "Kesh.md",
        "-o",
        "fates.html",
    ]);
    assert!(desk.read("fates.html").starts_with(b"<!doctype html>"));
}

#[test]
fn a_text_called_like_a_format_is_named_with_its_folder() {
    let desk = Desk::laid();
    desk.put("json", MERIDIA);
    let outcome = desk.comity(&["rebase", "--from", "base.md", "--to", "./json", "Kesh.md"]);
    outcome.refused("./json: file: the ending of its name does not say what it is");
}
