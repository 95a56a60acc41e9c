//! `comity verify` and `comity prove`: good records, bad ones, and what is no record at all.

use std::fs;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::desk::{Desk, Outcome};
use crate::record::{Until, files, key_of_somebody_else, wells, zipped};

fn laid(until: Until) -> Desk {
    let desk = Desk::empty();
    let key = wells(&desk, "wells", until);
    desk.put("key.pub", key);
    desk
}

/// Something is wrong: the answers say what, and the exit code is 1.
fn wrong(outcome: &Outcome, words: &str) {
    assert_eq!(outcome.code, Some(1), "{}{}", outcome.text(), outcome.err);
    assert!(
        outcome.text().contains(words),
        "{words:?} in: {}",
        outcome.text()
    );
    assert!(outcome.text().contains("NO: "), "{}", outcome.text());
    assert!(!outcome.err.contains("panicked"), "{}", outcome.err);
}

#[test]
fn a_good_record_in_plain_words() {
    let desk = laid(Until::Adopted);
    fs::copy(desk.path("wells/checkpoint"), desk.path("seen")).unwrap();
    let said = desk.done(&[
        "verify",
        "wells",
        "--key",
        "key.pub",
        "--checkpoint",
        "seen",
    ]);
    insta::assert_snapshot!("verify_adopted", String::from_utf8(said).unwrap());
    let key = String::from_utf8(desk.read("key.pub")).unwrap();
    let as_text = desk.json(&["verify", "wells", "--key", &key, "--to", "json"]);
    assert_eq!(as_text["facts"]["authentic"], "yes");
    assert_eq!(as_text["facts"]["not_rolled_back"], "not-asked");
    assert_eq!(as_text["facts"]["outcome"], "adopted");
    insta::assert_snapshot!(
        "verify_json",
        serde_json::to_string_pretty(&as_text).unwrap()
    );
}

#[test]
fn words_that_are_withheld_are_named_and_no_failure() {
    let desk = laid(Until::Redacted);
    let said = desk.done(&["verify", "wells"]);
    insta::assert_snapshot!("verify_redacted", String::from_utf8(said).unwrap());
}

#[test]
fn a_longer_record_holds_the_shorter_one() {
    let desk = laid(Until::Adopted);
    wells(&desk, "short", Until::Readings);
    let head = |folder: &str| format!("{folder}/checkpoint");
    desk.done(&["verify", "wells", "--checkpoint", &head("short")]);
    let back = desk.comity(&["verify", "short", "--checkpoint", &head("wells")]);
    wrong(&back, "entries was seen before; this one has");
}

#[test]
fn the_key_of_somebody_else() {
    let desk = laid(Until::Readings);
    let other = key_of_somebody_else();
    wrong(
        &desk.comity(&["verify", "wells", "--key", &other]),
        "authentic: NO: ",
    );
    desk.comity(&["verify", "wells", "--key", "no such key"])
        .refused("it is neither a file nor a key");
}

#[test]
fn a_head_of_another_log() {
    let desk = laid(Until::Readings);
    let head = String::from_utf8(desk.read("wells/checkpoint")).unwrap();
    let foreign = head.replacen("records.example/wells", "records.example/ports", 1);
    desk.put("foreign", foreign);
    let outcome = desk.comity(&["verify", "wells", "--checkpoint", "foreign"]);
    wrong(
        &outcome,
        "the earlier head is of the log records.example/ports",
    );
    desk.put("garbage", "this is no checkpoint\n");
    desk.comity(&["verify", "wells", "--checkpoint", "garbage"])
        .refused("garbage: ");
    desk.comity(&["verify", "wells", "--policy", "garbage"])
        .refused("garbage: ");
}

#[test]
fn what_is_no_bundle() {
    let desk = Desk::laid();
    for command in [&["verify"][..], &["show"], &["prove"]] {
        let check = |place: &str, words: &str| {
            let number = if command == ["prove"] {
                &["0"][..]
            } else {
                &[]
            };
            let outcome = desk.comity(&[command, &[place], number].concat());
            outcome.refused(words);
        };
        check("nowhere", "there is no such folder or file");
        fs::create_dir_all(desk.path("empty")).unwrap();
        check("empty", "this is no bundle");
        check("base.md", "this is no bundle");
        desk.put(
            "none.zip",
            ZipWriter::new(Cursor::new(Vec::new()))
                .finish()
                .unwrap()
                .into_inner(),
        );
        check("none.zip", "this is no bundle");
        desk.put(
            "garbage.zip",
            b"PK\x03\x04 and nothing that follows from it",
        );
        check("garbage.zip", "the archive is damaged");
    }
}

#[test]
fn a_folder_where_a_file_is_meant() {
    let desk = laid(Until::Readings);
    fs::create_dir(desk.path("folder")).unwrap();
    let check = |arguments: &[&str]| desk.comity(arguments).refused("it is a folder");
    check(&["verify", "wells", "--key", "folder"]);
    check(&["verify", "wells", "--checkpoint", "folder"]);
    check(&["verify", "wells", "--policy", "folder"]);
    check(&["verify", "folder", "--entry", "folder", "--key", "key.pub"]);
    check(&["show", "wells", "-o", "folder"]);
    check(&["prove", "wells", "3", "-o", "folder"]);
    assert_eq!(fs::read_dir(desk.path("folder")).unwrap().count(), 0);
}

/// Each file, cut short, is found and named, or an entry that stands in it is.
#[test]
fn a_file_that_is_cut_off_or_missing() {
    let desk = laid(Until::Readings);
    for (name, bytes) in files(&desk.path("wells")) {
        let path = desk.path("wells").join(&name);
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        wrong(&desk.comity(&["verify", "wells"]), "consistent: NO: ");
        if name != "checkpoint" {
            fs::remove_file(&path).unwrap();
            wrong(&desk.comity(&["verify", "wells"]), "consistent: NO: ");
        }
        fs::write(&path, &bytes).unwrap();
    }
    fs::write(desk.path("wells/notes.txt"), "mine").unwrap();
    let outcome = desk.comity(&["verify", "wells"]);
    wrong(&outcome, "notes.txt: it is no part of a record");
}

#[test]
fn a_changed_word_names_its_entry() {
    let desk = laid(Until::Readings);
    let (name, bytes) = files(&desk.path("wells"))
        .into_iter()
        .find(|(name, _)| name.starts_with("tile/entries/"))
        .unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let at = text.find("can-live-with").unwrap();
    let mut bytes = bytes;
    bytes[at..at + 3].copy_from_slice(b"may");
    fs::write(desk.path("wells").join(name), bytes).unwrap();
    let outcome = desk.comity(&["verify", "wells", "--to", "json"]);
    assert_eq!(outcome.code, Some(1));
    let said: serde_json::Value = serde_json::from_slice(&outcome.out).unwrap();
    assert_eq!(said["facts"]["consistent"], "no");
    assert!(said["facts"]["wrong_entry"].is_u64(), "{said}");
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn archives_that_are_made_to_harm() {
    let desk = laid(Until::Readings);
    let head = desk.read("wells/checkpoint");
    let zeros = vec![0; 64 << 20];
    desk.put("bomb.zip", archive(&[("checkpoint", &zeros)]));
    wrong(
        &desk.comity_with_little_memory(&["verify", "bomb.zip"]),
        "it unpacks to more than",
    );
    let check = |name: &str, bytes: Vec<u8>, words: &str| {
        desk.put(name, bytes);
        desk.comity_with_little_memory(&["verify", name])
            .refused(words);
    };
    let out = archive(&[("checkpoint", &head), ("../../outside", b"x")]);
    check("out.zip", out, "a name that leads out of it");
    let absolute = archive(&[("checkpoint", &head), ("/outside", b"x")]);
    check("absolute.zip", absolute, "a name that leads out of it");
    let whole = zipped(&desk, "wells", "");
    check(
        "cut.zip",
        whole[..whole.len() / 2].to_vec(),
        "the archive is damaged",
    );
    assert!(!desk.names().contains(&"outside".to_owned()));
}

#[test]
fn a_proof_shows_one_entry_without_the_record() {
    let desk = laid(Until::Readings);
    desk.done(&["prove", "wells", "12", "-o", "p", "--entry", "e"]);
    let said = desk.done(&["verify", "p", "--entry", "e", "--key", "key.pub"]);
    insta::assert_snapshot!("verify_proof", String::from_utf8(said).unwrap());
    let other = key_of_somebody_else();
    wrong(
        &desk.comity(&["verify", "p", "--entry", "e", "--key", &other]),
        "in the log: NO: ",
    );
    let mut entry = desk.read("e");
    entry[20] ^= 1;
    desk.put("changed", entry);
    let changed = desk.comity(&["verify", "p", "--entry", "changed", "--key", "key.pub"]);
    wrong(
        &changed,
        "in the log: NO: the entry is not shown to be in the log",
    );
    let no_key = desk.comity(&["verify", "p", "--entry", "e"]);
    assert_eq!(no_key.code, Some(2), "{}", no_key.err);
    desk.comity(&["verify", "p"])
        .refused("verify it with --entry FILE");
    desk.comity(&["prove", "wells", "1000"])
        .refused("there is no entry 1000");
}

#[test]
fn every_entry_can_be_proved() {
    let desk = laid(Until::Readings);
    let size = desk.json(&["verify", "wells", "--to", "json"])["facts"]["entries"]
        .as_u64()
        .unwrap();
    for number in [0, 1, size / 2, size - 1] {
        desk.done(&[
            "prove",
            "wells",
            &number.to_string(),
            "-o",
            "p",
            "--entry",
            "e",
        ]);
        desk.done(&["verify", "p", "--entry", "e", "--key", "key.pub"]);
    }
}
