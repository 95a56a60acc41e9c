//! Whole ways: from Word files to a compilation and back again.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::desk::{Desk, samples};
use crate::orders::{LANGUAGES, lay_docx, proposal_names};

/// What one proposal makes of each provision of the base, by label and position, and the words
/// that it adds.
type Asked = (Vec<(String, String)>, Vec<String>);

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap()
}

/// Whether a delegation is among those named. What several ask for has all of them as one author.
fn names(value: &Value, id: &str) -> bool {
    let mut authors = value.as_array().unwrap().iter();
    authors.any(|author| author.as_str().unwrap().split("; ").any(|one| one == id))
}

/// The words of a provision as one proposal has them.
fn words(provision: &Value, id: &str) -> String {
    let piece = |piece: &Value| -> String {
        if let Some(text) = piece.get("text") {
            return text.as_str().unwrap().to_owned();
        }
        let own = list(piece, "alternatives")
            .iter()
            .find(|one| names(&one["proposals"], id));
        let chosen = own.map_or(&piece["base"], |one| &one["text"]);
        chosen.as_str().unwrap().to_owned()
    };
    list(provision, "pieces").iter().map(piece).collect()
}

/// Whether every region of a provision has one outcome, and nothing else is asked of it.
fn is_undisputed(provision: &Value) -> bool {
    let regions = list(provision, "pieces")
        .iter()
        .filter(|piece| piece.get("alternatives").is_some());
    let one =
        |region: &Value| list(region, "alternatives").len() == 1 && list(region, "keep").is_empty();
    let rest = ["suppressed_by", "joined_into", "moves", "keep"];
    regions.into_iter().all(one) && rest.iter().all(|key| list(provision, key).is_empty())
}

fn asked(compilation: &Value, id: &str, of: &[usize]) -> Asked {
    let provisions = list(compilation, "provisions");
    let base: Vec<&Value> = provisions
        .iter()
        .filter(|one| list(one, "added_by").is_empty())
        .collect();
    let kept = of.iter().map(|at| {
        let provision = base[*at];
        (
            provision["label"].as_str().unwrap().to_owned(),
            words(provision, id),
        )
    });
    let added = provisions.iter().filter(|one| names(&one["added_by"], id));
    (kept.collect(), added.map(|one| words(one, id)).collect())
}

fn undisputed(compilation: &Value) -> Vec<usize> {
    let provisions = list(compilation, "provisions").iter();
    let base = provisions
        .filter(|one| list(one, "added_by").is_empty())
        .enumerate();
    base.filter(|(_, one)| is_undisputed(one))
        .map(|(at, _)| at)
        .collect()
}

fn ids(compilation: &Value) -> Vec<String> {
    let proposals = list(compilation, "proposals").iter();
    proposals
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect()
}

/// Twelve delegations' files become one tracked document; each author read out of it asks, where
/// only one outcome was asked for, for what the delegation's own file asked for.
#[test]
fn tracked_files_to_one_tracked_compilation_and_back() {
    for language in LANGUAGES {
        let desk = Desk::empty();
        let files = lay_docx(&desk, language);
        let files: Vec<&str> = files
            .iter()
            .map(String::as_str)
            .filter(|name| name.ends_with(".docx"))
            .collect();
        assert_eq!(files.len(), 11);
        desk.done(
            &[
                &[
                    "compile",
                    "draft.docx",
                    "--to",
                    "docx-tracked",
                    "-o",
                    "all.docx",
                ],
                &files[..],
            ]
            .concat(),
        );
        let tabled = desk.json(&[&["compile", "draft.docx", "--to", "json"], &files[..]].concat());
        let back = desk.json(&[
            "compile",
            "draft.docx",
            "all.docx",
            "--by-author",
            "--to",
            "json",
        ]);
        assert_eq!(list(&tabled, "notices").len(), 0, "{:?}", tabled["notices"]);
        let clear = undisputed(&tabled);
        assert!(clear.len() >= 12, "{language}: {clear:?}");
        let mut seen = 0;
        for id in ids(&tabled) {
            let (wanted, _) = asked(&tabled, &id, &clear);
            let (got, _) = asked(&back, &id, &clear);
            for (got, wanted) in got.iter().zip(&wanted) {
                assert_eq!(got, wanted, "{language}: {id}");
            }
            assert_eq!(got.len(), wanted.len());
            seen += wanted.len();
        }
        assert!(seen > 100);
    }
}

/// Where each region has one outcome and one author, the whole proposal comes back.
#[test]
fn proposals_that_do_not_meet_come_back_whole() {
    let desk = Desk::laid();
    desk.put(
        "Orvia.md",
        crate::desk::BASE.replace("consult one another", "consult their neighbours"),
    );
    let files = ["Kesh.md", "Meridia.md", "Orvia.md"];
    desk.done(
        &[
            &[
                "compile",
                "base.md",
                "--to",
                "docx-tracked",
                "-o",
                "all.docx",
            ],
            &files[..],
        ]
        .concat(),
    );
    let tabled = desk.json(&[&["compile", "base.md", "--to", "json"], &files[..]].concat());
    let back = desk.json(&[
        "compile",
        "base.md",
        "all.docx",
        "--by-author",
        "--to",
        "json",
    ]);
    assert_eq!(ids(&back), ids(&tabled));
    assert_eq!(list(&back, "notices").len(), 0, "{:?}", back["notices"]);
    let all: Vec<usize> = (0..4).collect();
    for id in ids(&tabled) {
        assert_eq!(asked(&back, &id, &all), asked(&tabled, &id, &all), "{id}");
    }
}

/// Each delegation's tracked file gives the proposal that its Markdown gives.
#[test]
fn a_tracked_file_asks_for_what_the_edited_copy_asks_for() {
    for language in LANGUAGES {
        let desk = Desk::empty();
        lay_docx(&desk, language);
        let folder = samples().join(language);
        for name in proposal_names(language)
            .iter()
            .filter(|name| name.ends_with(".md"))
        {
            let path = folder.join("proposals").join(name);
            let (draft, copy) = (folder.join("draft.md"), path);
            let text = [
                "merge",
                draft.to_str().unwrap(),
                copy.to_str().unwrap(),
                "--to",
                "json",
            ];
            let word = [
                "merge",
                "draft.docx",
                &name.replace(".md", ".docx"),
                "--to",
                "json",
            ];
            let (text, word) = (desk.json(&text), desk.json(&word));
            assert_eq!(said(&word), said(&text), "{language}: {name}");
        }
    }
}

/// What the provisions of a merged text say, in order, with their kinds. Labels are computed from
/// the text when it is read, so one that a list asked for (`OP 7 bis`) may become another.
fn said(merged: &Value) -> Vec<(String, String)> {
    let provisions = list(merged, "provisions").iter();
    let line = |one: &Value| {
        let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
        (text("kind"), text("text"))
    };
    provisions.map(line).collect()
}

/// A merged text, written and read back, is the merged text.
#[test]
fn what_a_merge_writes_reads_back_as_the_same_text() {
    for language in LANGUAGES {
        let desk = Desk::empty();
        let folder = samples().join(language);
        let draft = folder.join("draft.md");
        let draft = draft.to_str().unwrap();
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for name in proposal_names(language) {
            let path = folder.join("proposals").join(&name);
            files.insert(name, path.to_str().unwrap().to_owned());
        }
        for (name, path) in files {
            let wanted = said(&desk.json(&["merge", draft, &path, "--to", "json"]));
            assert!(wanted.len() > 25);
            for output in ["merged.md", "merged.docx"] {
                desk.done(&["merge", draft, &path, "-o", output]);
                let again = said(&desk.json(&["merge", output, "--to", "json"]));
                assert_eq!(again, wanted, "{language}: {name}: {output}");
            }
        }
    }
}
