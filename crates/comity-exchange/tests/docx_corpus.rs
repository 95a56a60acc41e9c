//! Our reading of real DOCX files beside pandoc's: texts, authors, dates, comments.
//!
//! The corpus is not part of the project. It is looked for in `COMITY_CORPUS`, by default in
//! `../shared/corpus` beside the workspace; where it is missing the test says so and passes,
//! unless `COMITY_REQUIRE=all` asks for it.

mod native;

use std::path::{Path, PathBuf};

use comity_exchange::BlockStyle;
use comity_exchange::docx::{TrackedDocument, TrackedParagraph, read_docx};
use native::{Happening, Reading};

/// Where we read otherwise than pandoc 2.17, and why. An entry that no longer differs fails.
const DIFFERENCES: [(&str, &str, &str); 3] = [
    (
        "pandoc__paragraph_insertion_deletion",
        "accept",
        "where a deleted paragraph mark joins two paragraphs, pandoc puts a space between them; \
         word processors do not, and neither do we: the words of the file are “split” and \
         “Paragraph.” without a space",
    ),
    (
        "docx-review-core__comment_overlapping_change",
        "comments",
        "pandoc loses a comment that begins inside of a tracked insertion; we keep it",
    ),
    (
        "pandoc__comments_warning",
        "comments",
        "the comment holds a table, whose cells pandoc runs together (“XYZ”); we keep them apart",
    ),
];

/// Where both must have something to compare, so that the comparison is not of empty lists.
const LEAST_FILES: usize = 23;

#[test]
fn every_file_reads_as_pandoc_reads_it() {
    let Some(corpus) = corpus() else { return };
    let mut failures = Vec::new();
    let mut files = 0;
    for folder in ["docx-review-core", "pandoc"] {
        for path in documents(&corpus.join(folder)) {
            files += 1;
            check_file(&corpus, folder, &path, &mut failures);
        }
    }
    assert!(files >= LEAST_FILES, "only {files} files were found");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

fn check_file(corpus: &Path, folder: &str, path: &Path, failures: &mut Vec<String>) {
    let stem = path
        .file_stem()
        .expect("a document has a name")
        .to_string_lossy();
    let name = format!("{folder}__{stem}");
    let bytes = std::fs::read(path).expect("a file that was listed can be read");
    let (document, _) = read_docx(&name, &bytes).expect("a real document is read");
    let oracle = |mode: &str| {
        let path = corpus.join(format!("oracle-pandoc-2.17/{name}.{mode}.native"));
        let text = std::fs::read_to_string(&path).expect("each document has its oracle");
        native::read(&text)
    };
    let mut compare = |what: &str, ours: String, theirs: String| {
        let known = DIFFERENCES
            .iter()
            .find(|(file, view, _)| *file == name && *view == what);
        match (ours == theirs, known) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(_)) => failures.push(format!("{name}, {what}: no longer differs")),
            (false, None) => failures.push(format!(
                "{name}, {what}\n--- ours\n{ours}\n--- pandoc\n{theirs}"
            )),
        }
    };
    for (mode, blocks) in [
        ("accept", document.accepted()),
        ("reject", document.rejected()),
    ] {
        let theirs = oracle(mode);
        let mut ours = Reading::default();
        for block in &blocks {
            let text = words(block.text.as_str());
            match block.style {
                BlockStyle::Footnote => ours.notes.push(text),
                _ => ours.blocks.push(without_references(&text)),
            }
        }
        compare(mode, ours.blocks.join("\n"), theirs.blocks.join("\n"));
        let what = format!("{mode} notes");
        compare(&what, ours.notes.join("\n"), theirs.notes.join("\n"));
    }
    let all = oracle("all");
    compare("changes", lines(&changes(&document)), lines(&all.changes));
    compare(
        "comments",
        lines(&comments(&document)),
        lines(&all.comments),
    );
}

#[test]
fn differences_are_written_down_for_users_as_well() {
    let page = include_str!("../../../docs/formats/docx.md");
    for (file, _, _) in DIFFERENCES {
        let (_, name) = file.split_once("__").expect("names have a folder");
        assert!(
            page.contains(name),
            "docs/formats/docx.md says nothing of {name}"
        );
    }
}

/// Tracked changes in reading order; neighbours of one author and date are one.
fn changes(document: &TrackedDocument) -> Vec<Happening> {
    let mut out: Vec<Happening> = Vec::new();
    for paragraph in &document.paragraphs {
        changes_of(paragraph, &mut out);
    }
    native::merged(out)
}

fn changes_of(paragraph: &TrackedParagraph, out: &mut Vec<Happening>) {
    for run in &paragraph.runs {
        for (kind, revision) in [("insertion", &run.inserted), ("deletion", &run.deleted)] {
            out.extend(revision.as_ref().map(|revision| Happening {
                kind: kind.to_owned(),
                author: revision.author.clone(),
                date: revision.date.clone().unwrap_or_default(),
                text: words(run.text.as_str()),
            }));
        }
        if run.inserted.is_none() && run.deleted.is_none() {
            out.push(Happening::default());
        }
    }
    for (kind, revision) in [
        ("paragraph-insertion", &paragraph.mark_inserted),
        ("paragraph-deletion", &paragraph.mark_deleted),
    ] {
        out.extend(revision.as_ref().map(|revision| Happening {
            kind: kind.to_owned(),
            author: revision.author.clone(),
            date: revision.date.clone().unwrap_or_default(),
            text: String::new(),
        }));
    }
    out.push(Happening::default());
}

/// Comments with the words that they hang on.
fn comments(document: &TrackedDocument) -> Vec<Happening> {
    document
        .comments
        .iter()
        .map(|comment| Happening {
            kind: format!("on “{}”", words(&comment.anchor)),
            author: comment.author.clone(),
            date: comment.date.clone().unwrap_or_default(),
            text: words(&comment.text),
        })
        .collect()
}

fn lines(happenings: &[Happening]) -> String {
    happenings
        .iter()
        .map(|h| format!("{} by {} at {}: {}\n", h.kind, h.author, h.date, h.text))
        .collect()
}

fn words(text: &str) -> String {
    text.split([' ', '\u{2028}', '\n'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text without `[^1]`, which pandoc has as the note itself.
fn without_references(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[^") {
        out.push_str(before);
        rest = after.split_once(']').expect("a reference is closed").1;
    }
    out.push_str(rest);
    words(&out)
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the corpus has this folder")
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "docx")
        })
        .collect();
    paths.sort();
    paths
}

/// The folder of the DOCX corpus, or nothing after saying so.
fn corpus() -> Option<PathBuf> {
    comity_testkit::corpus::corpus("docx")
}
