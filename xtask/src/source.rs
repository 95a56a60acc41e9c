//! Rules for one Rust file: how it opens, how long it is, what it must not say.

use std::path::Path;

use crate::Fault;
use crate::house::{ABSENCES, Absence, EMPTY_NAMES, MAX_FILE_LINES, UNFINISHED_MARKS};
use crate::rust_text::{self, Line};

/// Every breach in one Rust file; the path is from the root of the workspace.
#[must_use]
pub fn faults(path: &str, text: &str) -> Vec<Fault> {
    let mut lines = rust_text::lines(text);
    if only_for_tests(path) {
        lines.iter_mut().for_each(|line| line.for_tests = true);
    }
    let mut faults = Vec::new();
    faults.extend(opening(path, text));
    faults.extend(length(path, text));
    faults.extend(empty_name(path));
    for (number, line) in (1..).zip(&lines) {
        faults.extend(unfinished(path, number, line));
        faults.extend(unexplained_unwrap(path, number, line));
        faults.extend(empty_module(path, number, line));
        let absences = ABSENCES.iter().filter(|it| path.starts_with(it.under));
        faults.extend(absences.filter_map(|it| said(path, number, line, it)));
    }
    faults
}

fn opening(path: &str, text: &str) -> Option<Fault> {
    (!text.starts_with("//!")).then(|| {
        Fault::at(
            path,
            1,
            "the file does not open with `//!`",
            "say in a sentence or two what it is, what it never does and where to start",
        )
    })
}

fn length(path: &str, text: &str) -> Option<Fault> {
    let count = text.lines().count();
    (count > MAX_FILE_LINES).then(|| {
        Fault::at(
            path,
            MAX_FILE_LINES + 1,
            format!("the file has {count} lines; {MAX_FILE_LINES} is the wall"),
            "find the second subject in it and give that its own module",
        )
    })
}

fn empty_name(path: &str) -> Option<Fault> {
    let path_name = Path::new(path);
    let folders = path_name.parent().into_iter().flat_map(Path::iter);
    let stem = path_name.file_stem();
    let name = folders
        .chain(stem)
        .filter_map(|part| part.to_str())
        .find(|part| EMPTY_NAMES.contains(part))?;
    Some(Fault::whole(
        path,
        format!("`{name}` {SAYS_NOTHING}"),
        NAME_IT,
    ))
}

fn empty_module(path: &str, number: usize, line: &Line) -> Option<Fault> {
    let (_, rest) = line.code.split_once("mod ")?;
    let name = rest
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()?;
    EMPTY_NAMES
        .contains(&name)
        .then(|| Fault::at(path, number, format!("`{name}` {SAYS_NOTHING}"), NAME_IT))
}

fn unfinished(path: &str, number: usize, line: &Line) -> Option<Fault> {
    let mark = UNFINISHED_MARKS
        .iter()
        .find(|mark| rust_text::says(&line.comment, mark))?;
    Some(Fault::at(
        path,
        number,
        format!("a comment says {mark}"),
        "do it, or open an issue and describe there what is missing",
    ))
}

fn unexplained_unwrap(path: &str, number: usize, line: &Line) -> Option<Fault> {
    (!line.for_tests && line.code.contains(".unwrap()")).then(|| {
        Fault::at(
            path,
            number,
            "`unwrap` outside tests",
            "write `expect(\"why it cannot happen\")`, or return an error if it can",
        )
    })
}

fn said(path: &str, number: usize, line: &Line, absence: &Absence) -> Option<Fault> {
    if line.for_tests {
        return None;
    }
    let word = absence
        .words
        .iter()
        .find(|word| rust_text::says(&line.code, word))?;
    Some(Fault::at(
        path,
        number,
        format!("the code says `{word}`, but {}", absence.why),
        absence.way_out,
    ))
}

/// Whether a whole file is compiled for tests, benchmarks or fuzzing only.
fn only_for_tests(path: &str) -> bool {
    let folders = ["/tests/", "/benches/", "/fuzz_targets/"];
    path.ends_with("/tests.rs") || folders.iter().any(|folder| path.contains(folder))
}

const SAYS_NOTHING: &str = "is a name that says nothing about what is inside";
const NAME_IT: &str = "name it with a noun you could say in a meeting";
