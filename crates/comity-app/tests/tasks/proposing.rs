//! What tasks that propose, table and translate become.

use serde_json::{Value, json};

use crate::room::{act, line, prepared, room};

/// The changes that edits ask for.
#[track_caller]
fn changes(edits: &Value) -> Value {
    let task = json!({"propose": {"proposal": "tavar-1", "rationale": "So.", "edits": edits}});
    act(&room(&[]), &task.to_string())["propose"]["changes"].take()
}

#[test]
fn an_edit_is_the_words_that_differ() {
    let made =
        changes(&json!([{"provision": "p2", "text": "1. Keepers shall give water to all."}]));
    let wanted = json!([{"replace": {
        "provision": "p2", "start": 11, "end": 17, "with": {"text": "shall"}}}]);
    assert_eq!(made, wanted);
}

#[test]
fn emphasis_is_written_as_in_markdown() {
    let same = prepared(
        &room(&[]),
        r#"{"propose":{"proposal":"t","rationale":"r","edits":[{"provision":"p4","text":"3. Disputes go to the *elders*."}]}}"#,
    );
    assert!(
        same.unwrap_err()
            .to_string()
            .contains("says exactly that already")
    );
    let made = changes(&json!([{"provision": "p4", "text": "3. Disputes go to the **elders**."}]));
    let with = &made[0]["replace"]["with"];
    assert_eq!(with["text"], "elders");
    assert_eq!(with["spans"][0]["style"], json!(["strong"]));
}

#[test]
fn two_lines_split_a_provision() {
    let made = changes(&json!([{"provision": "p3",
        "text": "2. Keepers ask no price.\nThis holds for the poor."}]));
    let with: Vec<&str> = made
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it["replace"]["with"]["text"].as_str())
        .collect();
    assert!(with.concat().contains('\n'), "{made}");
}

#[test]
fn additions_stand_where_they_are_asked_for_and_have_ids_of_their_own() {
    let made = changes(&json!([
        {"add": {"after": "p3", "text": "Two and a half."}},
        {"add": {"after": "tavar-1-1", "text": "Two and three quarters."}},
        {"add": {"in": "tavar-1-1", "kind": "item-1", "label": "a", "text": "First."}},
    ]));
    let wanted = json!([
        {"add": {"after": "p3", "id": "tavar-1-1", "kind": "paragraph",
            "words": {"text": "Two and a half."}}},
        {"add": {"after": "p3", "id": "tavar-1-2", "kind": "paragraph",
            "words": {"text": "Two and three quarters."}}},
        {"add": {"id": "tavar-1-3", "kind": "item-1", "label": "a", "parent": "tavar-1-1",
            "words": {"text": "First."}}},
    ]);
    assert_eq!(made, wanted);
}

#[test]
fn what_stands_first_of_all_has_no_neighbour() {
    let made = changes(&json!([
        {"add": {"first": true, "kind": "heading-1", "text": "Wells"}},
        {"move": {"provision": "p4", "first": true}},
    ]));
    let wanted = json!([
        {"add": {"id": "tavar-1-1", "kind": "heading-1", "words": {"text": "Wells"}}},
        {"move": {"provision": "p4"}},
    ]);
    assert_eq!(made, wanted);
}

#[test]
fn whole_provisions_go_stay_move_and_join() {
    let made = changes(&json!([
        {"suppress": "p2"},
        {"keep": "p3"},
        {"move": {"provision": "p4", "after": "p1"}},
    ]));
    let wanted = json!([
        {"suppress": {"provision": "p2"}},
        {"keep": {"provision": "p3"}},
        {"move": {"provision": "p4", "after": "p1"}},
    ]);
    assert_eq!(made, wanted);
    let made = changes(&json!([{"join": {"provision": "p4", "into": "p3"}}]));
    assert_eq!(
        made[1],
        json!({"suppress": {"provision": "p4", "joined-into": "p3"}})
    );
    assert_eq!(
        made[0]["replace"]["with"]["text"],
        " 3. Disputes go to the elders."
    );
}

#[test]
fn a_document_is_compared_with_the_text() {
    let state = room(&[]);
    let made = act(
        &state,
        r#"{"propose":{"proposal":"t-1","rationale":"r","document":"copy.md"}}"#,
    );
    assert_eq!(
        made["propose"]["changes"][0]["replace"]["with"]["text"],
        "shall"
    );
    let made = act(
        &state,
        r#"{"propose":{"proposal":"t-1","rationale":"r","document":"more.md"}}"#,
    );
    assert_eq!(made["propose"]["changes"][0]["add"]["id"], "t-1-1");
}

#[test]
fn a_revision_of_a_proposal_may_keep_its_ids_and_others_may_not_use_them() {
    let add = |name: &str, text: &str| {
        format!(
            r#"{{"{name}":{{"proposal":"t-1","rationale":"r","edits":[{{"add":{{"after":"p4","text":"{text}"}}}}]}}}}"#
        )
    };
    let state = room(&[line("tavar", &add("propose", "One."))]);
    let made = act(&state, &add("revise", "Two."));
    assert_eq!(made["revise-proposal"]["changes"][0]["add"]["id"], "t-1-1");
    let other = r#"{"propose":{"proposal":"t","rationale":"r","edits":[{"add":{"after":"p4","text":"3."}},{"add":{"after":"p4","text":"4."}}]}}"#;
    assert_eq!(
        act(&state, other)["propose"]["changes"][1]["add"]["id"],
        "t-2"
    );
}

#[test]
fn hashes_that_are_left_out_are_those_of_what_stands() {
    let propose = r#"{"propose":{"proposal":"t-1","rationale":"r","document":"copy.md"}}"#;
    let state = room(&[line("tavar", propose)]);
    let check = |task: &str, path: &str, stands: bool| {
        let act = act(&state, task);
        let hash = act
            .pointer(path)
            .and_then(Value::as_str)
            .unwrap_or_default();
        assert_eq!(hash.len(), 64, "{act}");
        assert_eq!(hash.trim_matches('0').is_empty(), !stands, "{act}");
    };
    check(
        r#"{"act":{"co-sponsor":{"proposal":"t-1"}}}"#,
        "/co-sponsor/text",
        true,
    );
    check(
        r#"{"act":{"co-sponsor":{"proposal":"t-9"}}}"#,
        "/co-sponsor/text",
        false,
    );
    check(
        r#"{"act":{"take-position":{"stance":"support","subject":{"provision":"p2"}}}}"#,
        "/take-position/text",
        true,
    );
    check(
        r#"{"act":{"open-call":{"call":"c","kind":"explicit","opens":"2031-03-03T09:00:00Z","question":{"provisions":[{"provision":"p2"}]}}}}"#,
        "/open-call/question/provisions/0/text",
        true,
    );
    check(
        r#"{"translate":{"language":"fr","provisions":{"p2":"Un."}}}"#,
        "/translate/provisions/0/of",
        true,
    );
}

#[test]
fn a_translation_goes_paragraph_by_paragraph() {
    let made = act(
        &room(&[]),
        r#"{"translate":{"language":"fr","document":"wells.fr.md"}}"#,
    );
    let provisions = made["translate"]["provisions"].as_array().unwrap();
    let said: Vec<(&str, &str)> = provisions
        .iter()
        .map(|it| {
            (
                it["provision"].as_str().unwrap(),
                it["words"]["text"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("p1", "Des puits partagés"),
            ("p2", "1. Un."),
            ("p3", "2. Deux."),
            ("p4", "3. Trois.")
        ]
    );
}

#[test]
fn a_merge_without_edits_asks_for_all_that_the_originals_ask_for() {
    let state = room(&[
        line(
            "tavar",
            r#"{"propose":{"proposal":"t-1","rationale":"r","edits":[{"provision":"p2","text":"1. Keepers shall give water to all."},{"add":{"after":"p4","text":"4. New."}}]}}"#,
        ),
        line(
            "loa",
            r#"{"propose":{"proposal":"l-1","rationale":"r","edits":[{"provision":"p2","text":"1. Keepers shall give water to all."},{"suppress":"p3"}]}}"#,
        ),
    ]);
    let made = act(
        &state,
        r#"{"merge":{"proposal":"c-1","of":["t-1","l-1"],"rationale":"r"}}"#,
    );
    let changes = made["merge-proposals"]["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 3, "{made}");
    assert!(
        changes.iter().any(|it| it["add"]["id"] == "c-1-1"),
        "{made}"
    );
}
