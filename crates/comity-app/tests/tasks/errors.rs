//! What each error of a task says: the member, what is wrong, the way out.

use crate::room::{line, prepared, room};

#[track_caller]
fn check(more: &[String], task: &str, words: &[&str]) {
    let told = prepared(&room(more), task).unwrap_err().to_string();
    for part in words {
        assert!(told.contains(part), "{part:?} in: {told}");
    }
}

fn edits(edits: &str) -> String {
    format!(r#"{{"propose":{{"proposal":"t-1","rationale":"r","edits":[{edits}]}}}}"#)
}

#[test]
fn edits_name_what_there_is() {
    let no = |edit: &str, words: &[&str]| check(&[], &edits(edit), words);
    no(
        r#"{"provision":"p9","text":"x"}"#,
        &["edits[0].provision", "no provision p9"],
    );
    no(r#"{"keep":"p2"},{"suppress":"p9"}"#, &["edits[1].suppress"]);
    no(r#"{"keep":"p9"}"#, &["edits[0].keep"]);
    no(
        r#"{"join":{"provision":"p2","into":"p9"}}"#,
        &["edits[0].join.into"],
    );
    no(
        r#"{"move":{"provision":"p9","after":"p2"}}"#,
        &["edits[0].move.provision"],
    );
    no(
        r#"{"move":{"provision":"p2"}}"#,
        &["edits[0].move", "names no place"],
    );
    no(
        r#"{"add":{"text":"x"}}"#,
        &["edits[0].add", "after which provision"],
    );
    no(
        r#"{"add":{"after":"p3","in":"p2","text":"x"}}"#,
        &["p3 does not stand in p2"],
    );
    no(
        r#"{"add":{"after":"p3","kind":"verse","text":"x"}}"#,
        &["edits[0].add.kind", "operative"],
    );
    no(r"{}", &["edits[0]", "says one thing"]);
    no(r#"{"keep":"p2","suppress":"p2"}"#, &["says one thing"]);
    no(r#"{"provision":"p2"}"#, &["says one thing"]);
    let many = vec![r#"{"keep":"p2"}"#; 5_001].join(",");
    no(&many, &["5001", "5000", "several proposals"]);
}

#[test]
fn a_proposal_comes_from_one_thing_and_says_why() {
    let propose = |rest: &str| format!(r#"{{"propose":{{"proposal":"t-1"{rest}}}}}"#);
    check(
        &[],
        &propose(r#","rationale":"r""#),
        &["edits", "document", "only one"],
    );
    check(
        &[],
        &propose(r#","rationale":"r","edits":[],"document":"copy.md""#),
        &["only one"],
    );
    check(
        &[],
        &propose(r#","document":"copy.md""#),
        &["rationale", "nobody says why"],
    );
}

#[test]
fn documents_are_told_apart_by_what_is_wrong_with_them() {
    let from = |name: &str| {
        format!(r#"{{"propose":{{"proposal":"t-1","rationale":"r","document":"{name}"}}}}"#)
    };
    check(&[], &from("none.md"), &["document none.md", "no such file"]);
    check(
        &[],
        &from("same.md"),
        &["document same.md", "asks for no change"],
    );
    check(
        &[],
        &from("list.csv"),
        &["document list.csv", "amendment list"],
    );
    check(&[], &from("blank.md"), &["document blank.md", "file"]);
    check(
        &[],
        &from("wells.pdf"),
        &["document wells.pdf", "save it as .docx"],
    );
}

#[test]
fn the_other_tasks_name_their_members() {
    check(
        &[],
        r#"{"open":{"title":"t","preset":"roughly"}}"#,
        &["preset", "roughly", "consensus"],
    );
    check(
        &[],
        r#"{"open":{"title":"t","change":{"silence-hour":3}}}"#,
        &["change", "silence-hour"],
    );
    check(
        &[],
        r#"{"open":{"title":"t","change":{"silence-hours":"three"}}}"#,
        &["change.silence-hours"],
    );
    check(
        &[],
        r#"{"open":{"title":"t","change":{"without-agreement":"burn-text"}}}"#,
        &["without-agreement", "keep-text"],
    );
    check(
        &[],
        r#"{"table":{"document":"wells.md","addressees":{"p9":["states"]}}}"#,
        &["addressees.p9"],
    );
    check(
        &[],
        r#"{"translate":{"language":"fr","document":"short.fr.md"}}"#,
        &["document short.fr.md", "2 provisions", "4"],
    );
    check(
        &[],
        r#"{"translate":{"language":"fr"}}"#,
        &["document", "provisions"],
    );
    check(
        &[],
        r#"{"redact":{"entry":3,"ground":"g"}}"#,
        &["entry 3", "not at hand"],
    );
}

#[test]
fn proposals_that_stand_in_each_others_way_are_named() {
    let propose = |by: &str, id: &str, edits: &str| {
        let task =
            format!(r#"{{"propose":{{"proposal":"{id}","rationale":"r","edits":[{edits}]}}}}"#);
        line(by, &task)
    };
    let shall = r#"{"provision":"p2","text":"1. Keepers shall give water to all."}"#;
    let may = r#"{"provision":"p2","text":"1. Keepers may give water to all."}"#;
    check(
        &[propose("tavar", "t-1", shall), propose("loa", "l-1", may)],
        r#"{"merge":{"proposal":"c-1","of":["t-1","l-1"],"rationale":"r"}}"#,
        &["of: ", "l-1 × t-1"],
    );
    let add = r#"{"add":{"after":"p4","text":"4. So:"}}"#;
    let into = r#"{"add":{"after":"p4","text":"4. So:"}},{"add":{"in":"l-1-1","kind":"item-1","text":"a"}}"#;
    check(
        &[propose("tavar", "t-1", add), propose("loa", "l-1", into)],
        r#"{"accept":{"proposals":["t-1","l-1"],"reason":"r"}}"#,
        &["change 1 of l-1", "t-1"],
    );
}
