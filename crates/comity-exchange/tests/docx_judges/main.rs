//! What we write as DOCX, read by programs that are not ours: pandoc, LibreOffice, xmllint.
//!
//! A judge that is not installed is skipped and says so; with `COMITY_REQUIRE=all` it fails.
//!
//! Start at the cases, which state what must be seen.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod cases;
mod judges;
mod laws;
mod session;

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use comity_exchange::Notice;
use comity_exchange::docx::write::{tracked_texts, write_bracketed, write_plain, write_tracked};
use comity_text::{Instrument, Kind, Provision, Text};

use cases::{Case, id};
use judges::{available, squeezed};

fn notices() -> Vec<Notice> {
    vec![Notice::new(
        "kesh.docx",
        "paragraph 3",
        "A picture was left out.",
    )]
}

/// A folder of its own under the build folder, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("docx_judges_{name}"));
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(&path).unwrap();
    path
}

fn write_case(case: &Case, folder: &Path) -> PathBuf {
    let path = folder.join(format!("{}.docx", case.name));
    fs::write(&path, write_tracked(&case.compilation, &notices())).unwrap();
    path
}

fn squeezed_all<S: AsRef<str>>(texts: &[S]) -> Vec<String> {
    let squeezed = texts.iter().map(|one| squeezed(one.as_ref()));
    squeezed.filter(|one| !one.is_empty()).collect()
}

#[test]
fn the_two_texts_are_what_the_cases_say() {
    for case in cases::all() {
        let (rejected, accepted) = tracked_texts(&case.compilation);
        assert_eq!(rejected, case.rejected, "{}: rejected", case.name);
        assert_eq!(accepted, case.accepted, "{}: accepted", case.name);
    }
}

#[test]
fn the_same_compilation_gives_the_same_bytes() {
    for case in cases::all() {
        let compilation = &case.compilation;
        assert_eq!(
            write_tracked(compilation, &notices()),
            write_tracked(compilation, &notices())
        );
        assert_eq!(
            write_bracketed(compilation, &notices()),
            write_bracketed(compilation, &notices())
        );
    }
}

#[test]
fn pandoc_sees_the_two_texts_the_changes_and_their_authors() {
    if !available("pandoc") {
        return;
    }
    let folder = folder("pandoc");
    for case in cases::all() {
        let path = write_case(&case, &folder);
        let read = |changes| judges::pandoc(&path, changes, &folder);
        let (rejected, accepted) = tracked_texts(&case.compilation);
        let seen = squeezed_all(&read("reject").paragraphs);
        assert_eq!(seen, squeezed_all(&rejected), "{}: reject", case.name);
        let seen = squeezed_all(&read("accept").paragraphs);
        assert_eq!(seen, squeezed_all(&accepted), "{}: accept", case.name);
        let all = read("all");
        let changes: Vec<(char, &str, &str)> = all
            .changes
            .iter()
            .map(|(sign, author, words)| (*sign, author.as_str(), words.as_str()))
            .collect();
        assert_eq!(
            joined(&changes),
            joined(&case.changes),
            "{}: all",
            case.name
        );
        let mut comments: Vec<(&str, &str)> = all
            .comments
            .iter()
            .map(|(author, words)| (author.as_str(), words.as_str()))
            .collect();
        let notice = ("Comity", "kesh.docx, paragraph 3: A picture was left out.");
        comments.sort_unstable();
        let mut expected: Vec<_> = case.comments.iter().copied().chain([notice]).collect();
        expected.sort_unstable();
        assert_eq!(comments, expected, "{}: comments", case.name);
    }
}

/// Neighbours of one kind and author as one: runs of two directions or styles are no two changes.
fn joined(changes: &[(char, &str, &str)]) -> Vec<(char, String, String)> {
    let mut out: Vec<(char, String, String)> = Vec::new();
    for (sign, author, words) in changes {
        match out.last_mut() {
            Some(last) if last.0 == *sign && last.1 == *author => {
                last.2 = squeezed(&format!("{} {words}", last.2));
            }
            _ => out.push((*sign, (*author).to_owned(), (*words).to_owned())),
        }
    }
    out
}

#[test]
fn libreoffice_accepts_and_rejects_to_the_two_texts() {
    if !available("soffice") {
        return;
    }
    let folder = folder("libreoffice");
    let documents = folder.join("documents");
    fs::create_dir_all(&documents).unwrap();
    let cases = cases::all();
    for case in &cases {
        let path = write_case(case, &documents);
        let bytes = judges::without_comments(&fs::read(&path).unwrap());
        fs::write(&path, bytes).unwrap();
        let bracketed = documents.join(format!("{}-bracketed.docx", case.name));
        fs::write(bracketed, write_bracketed(&case.compilation, &notices())).unwrap();
    }
    judges::libreoffice(&documents, &folder);
    for case in &cases {
        let path = documents.join(format!("{}.docx", case.name));
        let (rejected, accepted) = tracked_texts(&case.compilation);
        for (ending, texts) in [("rejected", rejected), ("accepted", accepted)] {
            let opened = judges::opened(&path, ending);
            let seen: Vec<&String> = opened
                .paragraphs
                .iter()
                .filter(|one| !one.is_empty())
                .collect();
            assert_eq!(
                seen,
                texts.iter().collect::<Vec<_>>(),
                "{}: {ending}",
                case.name
            );
            let authors: BTreeSet<&str> = opened.changes.iter().map(|one| one.1.as_str()).collect();
            let named = case.changes.iter().map(|one| one.1);
            let missing: Vec<&str> = named.filter(|name| !authors.contains(name)).collect();
            assert_eq!(missing, Vec::<&str>::new(), "{}: authors", case.name);
        }
        let bracketed = documents.join(format!("{}-bracketed.docx", case.name));
        assert!(!judges::opened(&bracketed, "accepted").paragraphs.is_empty());
    }
}

#[test]
fn libreoffice_reads_every_comment_with_its_author() {
    if !available("soffice") {
        return;
    }
    let folder = folder("comments");
    let cases = cases::all();
    let written = cases.iter().map(|case| write_case(case, &folder));
    let documents: Vec<PathBuf> = written.collect();
    let seen = judges::converted(&documents, &folder);
    for (case, xml) in cases.iter().zip(seen) {
        // A comment for each remark, and one for the notices.
        let count = xml.matches("<office:annotation ").count();
        assert_eq!(count, case.comments.len() + 1, "{}", case.name);
        for (author, _) in &case.comments {
            let name = author
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            let creator = format!("<dc:creator>{}</dc:creator>", name.replace('"', "&quot;"));
            assert!(xml.contains(&creator), "{}: {author}", case.name);
        }
    }
}

#[test]
fn every_part_is_well_formed() {
    if !available("xmllint") {
        return;
    }
    let folder = folder("xmllint");
    for case in cases::all() {
        for bytes in [
            write_tracked(&case.compilation, &notices()),
            write_bracketed(&case.compilation, &notices()),
        ] {
            let mut command = Command::new("xmllint");
            command.arg("--noout");
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            for at in 0..archive.len() {
                let mut text = Vec::new();
                archive
                    .by_index(at)
                    .unwrap()
                    .read_to_end(&mut text)
                    .unwrap();
                let path = folder.join(format!("part{at}.xml"));
                fs::write(&path, text).unwrap();
                command.arg(path);
            }
            judges::run(&mut command, &folder);
        }
    }
}

#[test]
fn the_bracketed_text_names_everyone_and_keeps_every_word() {
    if !available("pandoc") {
        return;
    }
    let folder = folder("bracketed");
    for case in cases::all() {
        let path = folder.join(format!("{}.docx", case.name));
        fs::write(&path, write_bracketed(&case.compilation, &notices())).unwrap();
        let read = judges::pandoc(&path, "all", &folder).paragraphs.join("\n");
        for name in case
            .compilation
            .proposals
            .iter()
            .flat_map(|one| &one.sponsors)
        {
            assert!(
                read.contains(name.as_str()),
                "{}: {name} in {read}",
                case.name
            );
        }
        for (_, _, words) in &case.changes {
            let unbroken = words.replace('\u{2028}', " ");
            let mut parts = unbroken.split([' ', '.']);
            let found = parts.all(|word| read.contains(word));
            assert!(found, "{}: {words} in {read}", case.name);
        }
        assert!(read.contains("A picture was left out."));
    }
}

#[test]
fn a_plain_instrument_is_read_back() {
    if !available("pandoc") {
        return;
    }
    let folder = folder("plain");
    let one = |name: &str, kind, text: &str| Provision {
        id: id(name),
        kind,
        parent: None,
        label: None,
        text: Text::plain(text),
    };
    let instrument = Instrument::new(vec![
        one("t", Kind::Title, "Compact"),
        one("op1", Kind::Operative, "States cooperate."),
        one("op2", Kind::Operative, "تتعاون الدول."),
    ])
    .unwrap();
    let labels = ["", "OP1", "OP2"].map(str::to_owned);
    let path = folder.join("plain.docx");
    fs::write(&path, write_plain(&instrument, &labels)).unwrap();
    let read = judges::pandoc(&path, "accept", &folder).paragraphs;
    assert_eq!(read, ["Compact", "States cooperate.", "تتعاون الدول."]);
}
