//! `comity new`: what it leaves in the data folder, whom it writes to, and what it refuses.

use crate::desk::{Desk, NEW};

#[test]
fn a_new_negotiation_is_kept_and_its_secretariat_is_written_to() {
    let desk = Desk::empty();
    let outcome = desk.comity(&NEW);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    let err = &outcome.err;
    assert!(err.contains("a letter to office@comity.example"), "{err}");
    assert!(err.contains("http://127.0.0.1:8080/sign-in/"), "{err}");
    assert!(err.contains("wells is open, with 1 entry so far"), "{err}");
    let key = |err: &str| err.split("key of its record: ").nth(1).unwrap().to_owned();
    // Asked again it opens nothing anew, signs under the same key, and writes the letter again.
    let again = desk.comity(&NEW);
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert!(again.err.contains("with 1 entry so far"), "{}", again.err);
    assert_eq!(key(&again.err), key(err));
}

#[cfg(unix)]
#[test]
fn nobody_else_on_the_machine_reads_the_data_folder() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::empty();
    assert_eq!(desk.comity(&NEW).code, Some(0));
    let mode = |name: &str| desk.path(name).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("data"), 0o700);
    assert_eq!(mode("data/site.secret"), 0o600);
}

#[test]
fn what_cannot_be_opened_is_named_and_nothing_is_written() {
    let check = |at: usize, argument: &str, expected: &str| {
        let desk = Desk::empty();
        let mut arguments = NEW;
        arguments[at] = argument;
        let outcome = desk.comity(&arguments);
        assert_ne!(outcome.code, Some(0), "{argument}");
        assert!(
            outcome.err.contains(expected),
            "{argument}: {}",
            outcome.err
        );
        assert!(desk.names().is_empty(), "{argument}: {:?}", desk.names());
    };
    check(1, "Wells!", "small letters");
    check(5, "office", "name@place.example");
}

#[test]
fn a_secret_that_is_none_is_an_error_that_names_the_file() {
    let desk = Desk::empty();
    std::fs::create_dir(desk.path("data")).unwrap();
    desk.put("data/site.secret", "short");
    let outcome = desk.comity(&NEW);
    assert_eq!(outcome.code, Some(1), "{}", outcome.err);
    assert!(outcome.err.contains("site.secret"), "{}", outcome.err);
    assert!(
        outcome.err.contains("Restore it from a copy"),
        "{}",
        outcome.err
    );
}

#[test]
fn modalities_that_cannot_be_read_are_named_and_nothing_is_opened() {
    let check = |file: &str, expected: &str| {
        let desk = Desk::empty();
        desk.put("rules.toml", file);
        let arguments = [&NEW[..], &["--modalities", "rules.toml"]].concat();
        let outcome = desk.comity(&arguments);
        assert_eq!(outcome.code, Some(1), "{file}: {}", outcome.err);
        assert!(outcome.err.contains(expected), "{file}: {}", outcome.err);
        assert!(!outcome.err.contains("a letter to"), "{}", outcome.err);
    };
    check("accreditation = open", "rules.toml");
    check("accreditation = \"closed\"", "change.accreditation");
    check("silence = 3", "change.silence");
    check("languages = []", "they name no language");
}
