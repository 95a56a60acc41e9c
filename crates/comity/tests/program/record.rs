//! Records to show and verify: the short script on shared wells, played by the program itself.
//!
//! A number instead of chance makes every record the same on every machine. Start at [`wells`].

use std::io::{Cursor, Write};
use std::path::Path;

use comity_record::note::{KeyName, SignerKey};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::desk::Desk;

/// The name of the log.
pub(crate) const ORIGIN: &str = "records.example/wells";

/// How far the script is played.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    /// Proposals are made, a position is taken.
    Readings,
    /// Two revisions are tabled, and a silence is broken.
    UnderCall,
    /// The text is adopted.
    Adopted,
    /// The words of an input have been withheld after that.
    Redacted,
}

impl Until {
    /// The first words of the script that are not played any more.
    fn next_words(self) -> Option<&'static str> {
        match self {
            Until::Readings => Some(r#"{"at":"2031-04-06T09:00:00Z""#),
            Until::UnderCall => Some(r#"{"at":"2031-04-13T10:00:00Z""#),
            Until::Adopted => Some(r#"{"at":"2031-04-20T09:00:00Z""#),
            Until::Redacted => None,
        }
    }
}

/// A key of the log's name that is not the log's.
pub(crate) fn key_of_somebody_else() -> String {
    let name = KeyName::new(ORIGIN).unwrap();
    SignerKey::from_secret(name, &[4; 32])
        .verifier()
        .to_string()
}

/// A position that lapses when its provision changes, and a statement: the script has neither.
const MORE_LINES: [(&str, &str); 2] = [
    (
        r#"{"at":"2031-04-06T09:00:00Z""#,
        r#"{"at":"2031-04-05T11:00:00Z","by":"tavar","task":{"act":{"take-position":{"subject":{"provision":"p2"},"stance":"support"}}}}"#,
    ),
    (
        r#"{"at":"2031-04-18T09:00:00Z"}"#,
        r#"{"at":"2031-04-16T09:00:00Z","by":"meridia","task":{"act":{"state":{"statement":"meridia-says","kind":"explanation-of-position","on":[{"provision":"p3"}],"words":"We go along, and shall watch the upkeep."}}}}"#,
    ),
];

/// Plays the script into a folder of the desk and gives the public key of the log.
///
/// Two delegations have names that try the views: one of the other direction, one with markup.
pub(crate) fn wells(desk: &Desk, folder: &str, until: Until) -> String {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/program/scripts");
    let table = tempfile::tempdir().unwrap();
    for (name, bytes) in files(&scripts) {
        std::fs::write(table.path().join(name), bytes).unwrap();
    }
    let script = table.path().join("wells.jsonl");
    let text = std::fs::read_to_string(&script).unwrap();
    let mut text = text;
    for (before, line) in MORE_LINES {
        let at = text.find(before).expect("the script has this line");
        text.insert_str(at, &format!("{line}\n"));
    }
    let text = match until.next_words() {
        Some(words) => &text[..text.find(words).expect("the script has this line")],
        None => &text,
    };
    let played = text.replace("Loa Water Forum", "اتحاد لوا للمياه").replace(
        r#""name":"Meridia""#,
        r#""name":"Meridia <of> Wells | *M*""#,
    );
    assert!(played.contains("<of>") && played.contains("اتحاد"));
    std::fs::write(&script, played).unwrap();
    let script = script.to_str().unwrap();
    let outcome = desk.comity(&[
        "run", script, "-o", folder, "--seed", "1", "--origin", ORIGIN,
    ]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    let key = outcome
        .err
        .lines()
        .find_map(|line| line.trim().strip_prefix("key: "));
    key.unwrap().to_owned()
}

/// A folder of the desk as an archive, each name behind a prefix.
pub(crate) fn zipped(desk: &Desk, folder: &str, prefix: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files(&desk.path(folder)) {
        let options = SimpleFileOptions::default();
        archive
            .start_file(format!("{prefix}{name}"), options)
            .unwrap();
        archive.write_all(&bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A desk with the short script and its documents.
pub(crate) fn laid() -> Desk {
    let desk = Desk::empty();
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/program/scripts");
    for file in std::fs::read_dir(scripts).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        desk.put(name, std::fs::read(&path).unwrap());
    }
    desk
}

/// The files of a folder on a desk with what they hold, by their path in it.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for item in std::fs::read_dir(next).unwrap() {
            let path = item.unwrap().path();
            match path.is_dir() {
                true => open.push(path),
                false => {
                    let name = path.strip_prefix(folder).unwrap().display().to_string();
                    found.push((name, std::fs::read(path).unwrap()));
                }
            }
        }
    }
    found.sort();
    found
}
