//! Scripts: what is read, and the line that is named when it is not.

use comity_app::script::{MAX_SCRIPT_BYTES, Script, script_key};
use comity_record::v1::parts::{Actor, Behalf};

use crate::room::{line, opening, played};

#[track_caller]
fn refused(script: &[u8], words: &[&str]) {
    let told = Script::parse(script).unwrap_err().to_string();
    for part in words {
        assert!(told.contains(part), "{part:?} in: {told}");
    }
}

const ADOPT: &str = r#"{"act":{"adopt":{"revision":0}}}"#;

#[test]
fn comments_and_empty_lines_are_passed_over() {
    let script = format!(
        "\u{feff}# one\r\n\r\n  // two\r\n{}\r\n",
        line("chair", ADOPT)
    );
    let script = Script::parse(script.as_bytes()).unwrap();
    assert_eq!(script.lines.len(), 1);
    assert_eq!(script.lines[0].number, 4);
}

#[test]
fn who_acts_is_a_word_or_an_object() {
    let by = |by: &str| {
        let text = format!(r#"{{"at":"2031-03-03T09:00:00Z","by":{by},"task":{ADOPT}}}"#);
        let script = Script::parse(text.as_bytes()).unwrap();
        script.lines[0].step.clone().unwrap().by
    };
    let delegation = |delegate: Option<&str>, behalf| Actor::Delegation {
        behalf,
        delegate: delegate.map(str::to_owned),
        id: "tavar".to_owned(),
    };
    assert_eq!(by(r#""chair""#), Actor::Chair);
    assert_eq!(by(r#""secretariat""#), Actor::Secretariat);
    assert_eq!(by(r#""clock""#), Actor::Clock);
    assert_eq!(by(r#""tavar""#), delegation(None, None));
    assert_eq!(
        by(r#"{"delegation":"tavar","delegate":"t-1"}"#),
        delegation(Some("t-1"), None)
    );
    assert_eq!(
        by(r#"{"delegation":"tavar","for":{"organisation":"keth"}}"#),
        delegation(None, Some(Behalf::Organisation("keth".to_owned())))
    );
    assert_eq!(
        by(r#"{"delegation":"tavar","for":{"coalition":"union"}}"#),
        delegation(None, Some(Behalf::Coalition("union".to_owned())))
    );
}

#[test]
fn every_error_names_its_line() {
    let good = line("chair", ADOPT);
    let second = |text: &str, words: &[&str]| {
        let script = format!("{good}\n\n{text}\n");
        refused(script.as_bytes(), &[&["line 3: "], words].concat());
    };
    second("hello", &["one JSON object on one line"]);
    second("[]", &[]);
    second(r#"{"by":"chair"}"#, &["`at`"]);
    second(
        r#"{"at":"tomorrow"}"#,
        &["at: ", "no moment", "2026-11-23T09:30:00Z"],
    );
    second(
        r#"{"at":"2031-03-02T09:00:00Z"}"#,
        &["at: ", "before the time of line 1", "order"],
    );
    second(r#"{"at":"2031-03-03T09:00:00Z","bye":"chair"}"#, &["bye"]);
    second(
        r#"{"at":"2031-03-03T09:00:00Z","at":"2031-03-03T09:00:00Z"}"#,
        &["at"],
    );
    second(
        r#"{"at":"2031-03-03T09:00:00Z","by":"chair"}"#,
        &["task: nothing is done"],
    );
    second(
        &format!(r#"{{"at":"2031-03-03T09:00:00Z","task":{ADOPT}}}"#),
        &["by: nobody"],
    );
    second(&line("The Chair", ADOPT), &["by: ", "The Chair", "a-z"]);
    second(
        &line("chair", r#"{"adopt":{}}"#),
        &["task", "adopt", "accept"],
    );
    second(
        &line("chair", r#"{"act":{"adopt":{}}}"#),
        &["task.act.adopt", "revision"],
    );
    second(
        &line(
            "chair",
            r#"{"propose":{"proposal":"t","edits":[{"add":{"txt":"x"}}]}}"#,
        ),
        &["task.propose.edits[0].add", "txt"],
    );
    second(
        &line(
            "secretariat",
            r#"{"act":{"accredit":{"key":{"scrip":"t"}}}}"#,
        ),
        &["task.act.accredit.key", "script"],
    );
    second(
        &format!(r#"{{"at":"2031-03-03T09:00:00Z","by":"chair","expect":"no","task":{ADOPT}}}"#),
        &["expect: ", "“no”", "not-opened"],
    );
    second(
        r#"{"at":"2031-03-03T09:00:00Z","negotiation":"Big Wells"}"#,
        &["negotiation: ", "small letters"],
    );
}

#[test]
fn a_script_is_text_within_limits() {
    refused(b"", &["no lines to play"]);
    refused(b"# nothing\n", &["no lines to play"]);
    refused(b"# one\n\xff", &["line 2", "UTF-8"]);
    let large = vec![b' '; usize::try_from(MAX_SCRIPT_BYTES).unwrap() + 1];
    refused(&large, &["divide it"]);
}

#[test]
fn a_line_that_is_refused_stops_the_script() {
    let mut lines = opening();
    lines.push(line("tavar", ADOPT));
    let told = played(&lines).1.unwrap_err().to_string();
    assert!(
        told.starts_with("line 9: refused by the rule not-entitled: "),
        "{told}"
    );
}

#[test]
fn a_refusal_can_be_expected() {
    let expecting = |rule: &str, by: &str, task: &str| {
        let text = line(by, task).replace(r#","task""#, &format!(r#","expect":"{rule}","task""#));
        let (state, done) = played(&[opening(), vec![text]].concat());
        (state.size(), done.map_err(|error| error.to_string()))
    };
    let (size, done) = expecting("not-entitled", "tavar", ADOPT);
    assert_eq!((size, done), (8, Ok(1)));
    let told = expecting("stage-closed", "tavar", ADOPT).1.unwrap_err();
    assert!(
        told.contains("stage-closed was to refuse it, and not-entitled does"),
        "{told}"
    );
    let stage = r#"{"act":{"open-stage":{"stage":"finalisation"}}}"#;
    let told = expecting("stage-closed", "chair", stage).1.unwrap_err();
    assert!(told.contains("it was taken"), "{told}");
}

/// The derivation is a promise: scripts are written with its public halves in other places.
#[test]
fn a_script_key_follows_from_its_name() {
    let hex = |name: &str| comity_record::v1::hex::Hex(script_key(name)).to_string();
    assert_eq!(
        hex("tavar"),
        "526e147a980f77b976ed58cbb80f16ec7598f4357a0ff92bfd343f640bbe3b19"
    );
}
