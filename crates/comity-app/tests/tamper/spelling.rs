//! The log written anew in another spelling: each thing has one, or two hashes would say the same.

use serde_json::{Value, json};

use crate::forge::{Caught, Forgery, against, bundle, check};
use crate::story::story;

/// An entry that is spelled otherwise, in a log that is signed anew.
#[track_caller]
fn found(case: &str, number: usize, why: &str, spell: impl FnOnce(&mut Value)) {
    let mut forgery = Forgery::new();
    spell(&mut forgery.entries[number]);
    check(
        case,
        &forgery.as_it_is(),
        &against(),
        Caught::Entry(number, why),
    );
}

#[test]
fn each_thing_is_spelled_in_one_way() {
    let only = "not spelled in the one way";
    let act = story().find("adopt", 0);
    found("nothing is written out", act, only, |it| {
        it["signature"] = Value::Null;
    });
    found("a moment without its milliseconds", act, only, |it| {
        it["at"] = json!(it["at"].as_str().unwrap().replace(".000Z", "Z"));
    });
    found(
        "an empty list is written out",
        story().find("propose", 0),
        only,
        |it| {
            it["act"]["propose"]["variant-of"] = json!([]);
        },
    );
    found(
        "emphasis of nothing",
        story().find("propose", 0),
        only,
        |it| {
            it["act"]["propose"]["changes"][0]["replace"]["with"]["spans"] = json!([]);
        },
    );
    found(
        "a member that the format does not know",
        act,
        "unknown field",
        |it| it["note"] = json!(1),
    );
    found(
        "a text in the entry itself",
        story().find("state", 0),
        "a text stands in the act itself",
        |it| {
            it["act"]["state"]["words"] = json!("Wells are for all.");
        },
    );
}

#[test]
fn an_entry_says_its_number_and_the_first_one_its_versions() {
    found("another number", 9, "it says that it is entry 10", |it| {
        it["n"] = json!(10);
    });
    found(
        "versions later on",
        9,
        "only the first entry names versions",
        |it| {
            it["versions"] = json!({"format": 1, "rules": 1});
        },
    );
    found("no versions", 0, "it names no versions", |it| {
        it.as_object_mut().unwrap().remove("versions");
    });
    found("other rules", 0, "2 of the rules", |it| {
        it["versions"]["rules"] = json!(2);
    });
    found("an act and a blob", 9, "either its act or the name", |it| {
        it["act-blob"] = json!("00".repeat(32));
    });
    found("no act", 9, "either its act or the name", |it| {
        it.as_object_mut().unwrap().remove("act");
    });
}

#[test]
fn an_entry_with_spaces_is_none() {
    let write = |it: &Value| comity_record::canonical::write(it).unwrap();
    let mut entries: Vec<Vec<u8>> = story().entries.iter().map(write).collect();
    entries[9] = serde_json::to_vec_pretty(&story().entries[9]).unwrap();
    let files = bundle(&entries, &story().texts);
    check(
        "spaces",
        &files,
        &against(),
        Caught::Entry(9, "write the value in canonical form"),
    );
}
