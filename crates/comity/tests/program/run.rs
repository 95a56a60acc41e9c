//! `comity run` and `comity keygen`: what they write, and what they refuse with nothing written.

use comity_record::bundle::Folder;
use comity_record::note::VerifierKey;
use comity_record::verify;
use comity_record::verify::{Against, Answer};

use crate::desk::Desk;
use crate::record::{files, laid};

#[test]
fn a_script_becomes_a_record_that_anybody_can_verify() {
    let desk = laid();
    let outcome = desk.comity(&["run", "wells.jsonl", "-o", "record"]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    assert!(outcome.out.is_empty());
    let err = &outcome.err;
    assert!(
        err.starts_with(
            "comity: 36 entries (3 more refused, as the script expects); revision 2 is adopted\n"
        ),
        "{err}"
    );
    let key = err
        .lines()
        .find_map(|line| line.trim().strip_prefix("key: "))
        .unwrap();
    assert!(
        err.contains(&format!("comity verify record --key '{key}'")),
        "{err}"
    );
    let key: VerifierKey = key.parse().unwrap();
    assert_eq!(key.name().as_str(), "comity-run/shared-wells");
    let against = Against {
        key: Some(key),
        ..Against::default()
    };
    let mut entries = 0;
    let report = verify(&Folder(desk.path("record")), &against, |_, _| entries += 1);
    assert_eq!(report.consistent, Ok(()));
    assert!(
        matches!(report.authentic, Answer::Yes(_)),
        "{:?}",
        report.authentic
    );
    assert_eq!((entries, report.signed), (36, 2));
    assert_eq!(report.replay.undecided(), [7], "a text of it is withheld");
}

#[test]
fn a_seed_gives_the_same_bytes_and_no_seed_gives_others() {
    let desk = laid();
    let run = |output: &str, more: &[&str]| {
        desk.done(&[&["run", "wells.jsonl", "-o", output, "--quiet"], more].concat());
        files(&desk.path(output))
    };
    assert_eq!(run("a", &["--seed", "7"]), run("b", &["--seed", "7"]));
    assert_ne!(run("c", &["--seed", "8"]), run("d", &["--seed", "7"]));
    assert_ne!(run("e", &[]), run("f", &[]));
    let archive = |output: &str| {
        desk.done(&["run", "wells.jsonl", "-o", output, "--seed", "7"]);
        desk.read(output)
    };
    assert_eq!(archive("a.zip"), archive("b.ZIP"));
}

#[test]
fn an_archive_holds_what_the_folder_holds() {
    let desk = laid();
    desk.done(&["run", "wells.jsonl", "-o", "a.zip", "--seed", "7"]);
    desk.done(&["run", "wells.jsonl", "-o", "a", "--seed", "7"]);
    let bytes = std::io::Cursor::new(desk.read("a.zip"));
    let mut archive = zip::ZipArchive::new(bytes).unwrap();
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        assert_eq!(file.compression(), zip::CompressionMethod::Stored);
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        found.push((file.name().unwrap().into_owned(), bytes));
    }
    found.sort();
    assert_eq!(found, files(&desk.path("a")));
}

#[test]
fn a_key_is_made_once_and_signs_its_log() {
    let desk = laid();
    let public = desk.done(&["keygen", "record.example/wells"]);
    let public = String::from_utf8(public).unwrap();
    let key: VerifierKey = public.trim_end().parse().unwrap();
    let secret = String::from_utf8(desk.read("wells.key")).unwrap();
    assert!(
        secret.starts_with("PRIVATE+KEY+record.example/wells+"),
        "{secret}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(desk.path("wells.key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let again = desk.comity(&["keygen", "record.example/wells"]);
    again.refused("wells.key: it is there already, and a key is never overwritten");
    assert_eq!(desk.read("wells.key"), secret.as_bytes());
    assert_ne!(
        desk.done(&["keygen", "record.example/wells", "-o", "other.key"]),
        public.as_bytes()
    );

    desk.done(&["run", "wells.jsonl", "-o", "record", "--key", "wells.key"]);
    let against = Against {
        key: Some(key),
        ..Against::default()
    };
    let report = verify(&Folder(desk.path("record")), &against, |_, _| {});
    assert!(report.holds());
    assert_eq!(report.head.unwrap().origin.as_str(), "record.example/wells");
}

/// Refused with exit code 1 and these words; nothing new lies there.
#[track_caller]
fn check(desk: &Desk, arguments: &[&str], words: &str) {
    let before = desk.names();
    desk.comity(arguments).refused(words);
    assert_eq!(desk.names(), before, "{arguments:?}");
}

#[test]
fn a_line_that_is_wrong_stops_the_run_and_nothing_is_written() {
    let desk = laid();
    let script = |name: &str, text: &str, words: &str| {
        desk.put(name, text);
        check(&desk, &["run", name, "-o", "record"], words);
        check(&desk, &["run", name, "-o", "record.zip"], words);
    };
    let open =
        r#"{"at":"2031-03-03T09:00:00Z","by":"secretariat","task":{"open":{"title":"Wells"}}}"#;
    script("a.jsonl", "hello\n", "line 1: ");
    script("b.jsonl", "", "it has no lines to play");
    script(
        "c.jsonl",
        &format!("{open}\n{{\"at\":\"2031-03-03T09:00:00Z\",\"who\":\"chair\"}}"),
        "line 2: ",
    );
    script(
        "d.jsonl",
        &format!("\n# opened twice\n{open}\n{open}"),
        "line 4: refused by the rule opened-already: ",
    );
    let table =
        r#"{"at":"2031-03-03T09:00:00Z","by":"secretariat","task":{"table":{"document":"NAME"}}}"#;
    let table = |name: &str| format!("{open}\n{}", table.replace("NAME", name));
    script(
        "e.jsonl",
        &table("none.md"),
        "line 2: task: document none.md: ",
    );
    script(
        "f.jsonl",
        &table("../wells.md"),
        "documents lie beside the script",
    );
    script(
        "g.jsonl",
        &table("/etc/hostname"),
        "documents lie beside the script",
    );
    script(
        "h.jsonl",
        &table("wells.md"),
        "line 2: refused by the rule stage-closed: ",
    );
    script("Bad Name.jsonl", open, "\"negotiation\":\"NAME\"");
}

#[test]
fn a_file_that_is_not_there_or_no_file_is_refused() {
    let desk = laid();
    check(
        &desk,
        &["run", "none.jsonl", "-o", "record"],
        "none.jsonl: file: there is no such file",
    );
    check(&desk, &["run", ".", "-o", "record"], "it is a folder");
    check(
        &desk,
        &["run", "wells.jsonl", "-o", "no/such/record"],
        "there is no folder no/such",
    );
    desk.put("record", "something");
    check(
        &desk,
        &["run", "wells.jsonl", "-o", "record"],
        "record: it is there already",
    );
    desk.put("record.zip", "something");
    check(
        &desk,
        &["run", "wells.jsonl", "-o", "record.zip"],
        "record.zip: it is there already",
    );
    std::fs::create_dir(desk.path("full")).unwrap();
    desk.put("full/file", "something");
    check(
        &desk,
        &["run", "wells.jsonl", "-o", "full"],
        "full: there is something in it",
    );
    std::fs::create_dir(desk.path("empty")).unwrap();
    desk.done(&["run", "wells.jsonl", "-o", "empty"]);
    assert!(desk.path("empty/checkpoint").exists());
}

#[test]
fn a_key_file_that_is_none_is_refused() {
    let desk = laid();
    let run = ["run", "wells.jsonl", "-o", "record", "--key"];
    check(
        &desk,
        &[&run[..], &["none.key"]].concat(),
        "none.key: file: there is no such file",
    );
    check(
        &desk,
        &[&run[..], &["wells.md"]].concat(),
        "Name a file that keygen wrote",
    );
    desk.put("bytes.key", b"\xff\xfe");
    check(&desk, &[&run[..], &["bytes.key"]].concat(), "it is no text");
    let public = desk.done(&["keygen", "wells"]);
    desk.put("public.key", public);
    check(
        &desk,
        &[&run[..], &["public.key"]].concat(),
        "Name a file that keygen wrote",
    );
    desk.put("long.key", vec![b'a'; 20_000]);
    check(
        &desk,
        &[&run[..], &["long.key"]].concat(),
        "the most that is read",
    );
    let usage = |arguments: &[&str], words: &str| {
        let outcome = desk.comity(arguments);
        assert_eq!(outcome.code, Some(2), "{}", outcome.err);
        assert!(outcome.err.contains(words), "{}", outcome.err);
    };
    usage(
        &[&run[..], &["wells.key", "--origin", "other"]].concat(),
        "leave --origin out",
    );
    usage(
        &["run", "wells.jsonl", "-o", "r", "--origin", "two words"],
        "--origin",
    );
    usage(&["keygen", "two words"], "NAME");
    usage(&["keygen", "record.example/"], "-o");
    usage(&["run", "wells.jsonl"], "--output");
}
