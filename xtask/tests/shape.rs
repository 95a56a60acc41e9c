//! The house keeps its shape, and the inspection finds what it is there to find.

use xtask::house::{ABSENCES, MAX_DECISION_LINES, MAX_FILE_LINES, MAX_LOCKED_PACKAGES};
use xtask::shape::{inspect, workspace_root};
use xtask::workspace::{Manifest, Resolved};
use xtask::{Fault, documents, source, workspace};

#[test]
fn the_house_keeps_its_shape() {
    let findings = inspect(&workspace_root()).expect("the workspace can be read");
    assert!(findings.looked_at > 20, "looked at {}", findings.looked_at);
    let told: Vec<String> = findings.faults.iter().map(Fault::to_string).collect();
    assert!(told.is_empty(), "\n{}", told.join("\n"));
}

/// A file with one fault, and the line that the inspection must name.
struct Case {
    name: &'static str,
    path: &'static str,
    text: String,
    line: usize,
    says: &'static str,
}

fn case(
    name: &'static str,
    path: &'static str,
    text: &str,
    (line, says): (usize, &'static str),
) -> Case {
    Case {
        name,
        path,
        text: text.to_owned(),
        line,
        says,
    }
}

/// Faults wherever they stand.
fn bad_anywhere() -> Vec<Case> {
    let text = "crates/comity/src/order.rs";
    vec![
        case("no opening", text, "use a::b;\n", (1, "does not open with")),
        case(
            "too long",
            text,
            &format!("//! A.\n{}", "\n".repeat(MAX_FILE_LINES)),
            (801, "wall"),
        ),
        case(
            "a mark in a comment",
            text,
            "//! A.\n// TODO: later\n",
            (2, "TODO"),
        ),
        case(
            "a mark in a doc comment",
            text,
            "//! A.\n/// FIXME\nfn a() {}\n",
            (2, "FIXME"),
        ),
        case(
            "unwrap",
            text,
            "//! A.\nfn a() {\n    b().unwrap();\n}\n",
            (3, "unwrap"),
        ),
        case(
            "file name",
            "crates/comity-text/src/utils.rs",
            "//! A.\n",
            (0, "utils"),
        ),
        case(
            "folder name",
            "crates/comity-text/src/common/a.rs",
            "//! A.\n",
            (0, "common"),
        ),
        case(
            "inline module name",
            text,
            "//! A.\npub mod helpers {}\n",
            (2, "helpers"),
        ),
    ]
}

/// Faults because of where they stand.
fn bad_where_they_stand() -> Vec<Case> {
    let text = "crates/comity-text/src/order.rs";
    let exchange = "crates/comity-exchange/src/order.rs";
    vec![
        case("float type", text, "//! A.\nfn a(b: f64) {}\n", (2, "f64")),
        case(
            "files in text",
            text,
            "//! A.\nuse std::fs;\n",
            (2, "std::fs"),
        ),
        case(
            "clock in text",
            text,
            "//! A.\nuse std::{fmt, time};\n",
            (2, "std::time"),
        ),
        case(
            "procedure in text",
            text,
            "//! A.\nfn deadline() {}\n",
            (2, "deadline"),
        ),
        case(
            "files in exchange",
            exchange,
            "//! A.\nuse std::fs::File;\n",
            (2, "std::fs"),
        ),
        case(
            "segmenter in the kernel",
            "crates/comity-text/src/kernel.rs",
            "//! A.\nuse icu_segmenter::WordSegmenter;\n",
            (2, "icu_segmenter"),
        ),
        case(
            "tokens in a part of the kernel",
            "crates/comity-text/src/kernel/apply.rs",
            "//! A.\nuse crate::token::cut;\n",
            (2, "token"),
        ),
    ]
}

#[test]
fn each_bad_source_is_found_at_its_line() {
    for case in bad_anywhere().into_iter().chain(bad_where_they_stand()) {
        let faults = source::faults(case.path, &case.text);
        let [fault] = faults.as_slice() else {
            panic!("{}: one fault expected, found {faults:#?}", case.name);
        };
        assert_eq!(
            (fault.file.as_str(), fault.line),
            (case.path, case.line),
            "{}",
            case.name
        );
        assert!(fault.wrong.contains(case.says), "{}: {fault}", case.name);
        assert!(!fault.way_out.is_empty(), "{}: no way out", case.name);
    }
}

#[test]
fn what_only_looks_bad_is_left_alone() {
    let text = "//! No `unwrap()`, no f64, no std::fs here; todo is a word in Spanish.\n\
                const A: &str = \"TODO .unwrap() f64 std::fs\";\n\
                fn b(c: Option<u8>) -> u8 { c.unwrap_or(1) } // f64\n\
                #[cfg(test)]\n\
                mod tests {\n    fn d() { e().unwrap(); let _: f64; }\n}\n";
    assert_eq!(source::faults("crates/comity-text/src/order.rs", text), []);
    let test = "//! Tests.\nfn a() { b().unwrap(); }\n";
    assert_eq!(source::faults("crates/comity-text/tests/laws.rs", test), []);
}

#[test]
fn every_absence_guards_a_place_that_is_there() {
    let files = workspace_root();
    for absence in ABSENCES {
        let (folder, start) = absence.under.rsplit_once('/').expect("a path has a folder");
        let entries = std::fs::read_dir(files.join(folder)).expect("the folder is there");
        let guarded = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .any(|name| name.starts_with(start));
        // The kernel is guarded from the day it arrives.
        assert!(guarded || start == "kernel", "nothing at {}", absence.under);
    }
}

fn manifest(package: &str, rest: &str) -> Manifest {
    let text = format!("package.name = '{package}'\nlints.workspace = true\n{rest}");
    Manifest {
        path: format!("crates/{package}/Cargo.toml"),
        table: text.parse().expect("the case is TOML"),
    }
}

/// The faults of one manifest: what is said of rows without a crate is left out.
fn manifest_faults(manifest: Manifest, below: &str) -> Vec<String> {
    let path = manifest.path.clone();
    let resolved = Resolved {
        locked_packages: 1,
        packages_below: &|_| below.split(' ').map(str::to_owned).collect(),
    };
    let faults = workspace::faults(&[manifest], &resolved);
    let mine = faults.iter().filter(|fault| fault.file == path);
    mine.map(Fault::to_string).collect()
}

#[test]
fn each_bad_edge_is_found() {
    let below = "icu_segmenter zerovec serde";
    let cases = [
        (
            "comity-text",
            "dependencies.comity-exchange = {}",
            "may not use `comity-exchange`",
        ),
        (
            "comity-text",
            "dependencies.serde = '1'",
            "may not depend on `serde`",
        ),
        (
            "comity-text",
            "build-dependencies.cc = '1'",
            "may not depend on `cc`",
        ),
        (
            "comity-text",
            "dependencies.a = {package = 'tokio'}",
            "may not depend on `tokio`",
        ),
        (
            "comity-text",
            "target.'cfg(unix)'.dependencies.libc = '1'",
            "may not depend on `libc`",
        ),
        (
            "comity-text",
            "dependencies.icu_segmenter = '2'",
            "reaches `serde`",
        ),
        (
            "comity-text",
            "dev-dependencies.comity-exchange = {}",
            "may not use in tests",
        ),
        (
            "comity-exchange",
            "dependencies.comity = {}",
            "may not use `comity`",
        ),
        (
            "comity-exchange",
            "dependencies.comity-testkit = {}",
            "may not use `comity-testkit`",
        ),
        (
            "xtask",
            "dependencies.comity-text = {}",
            "may not use `comity-text`",
        ),
        ("comity-tally", "", "is not in the table of crates"),
        (
            "comity",
            "lints.workspace = false",
            "does not take the workspace's lints",
        ),
    ];
    for (package, rest, says) in cases {
        let mut bad = manifest(package, "");
        let extra: toml::Table = rest.parse().expect("the case is TOML");
        bad.table.extend(extra);
        let faults = manifest_faults(bad, below).join("\n");
        assert!(faults.contains(says), "{package}, {rest}: {faults}");
        assert!(faults.contains("way out: "), "{package}, {rest}: {faults}");
    }
}

#[test]
fn allowed_edges_are_left_alone() {
    let cases = [
        ("comity-text", "dependencies.thiserror = '2'"),
        ("comity-text", "dev-dependencies.comity-testkit = {}"),
        ("comity-exchange", "dependencies.comity-text = {}"),
        ("comity", "dependencies.comity-exchange = {}"),
    ];
    for (package, rest) in cases {
        assert_eq!(
            manifest_faults(manifest(package, rest), ""),
            [""; 0],
            "{package}, {rest}"
        );
    }
}

#[test]
fn the_package_budget_is_a_wall() {
    let found = |locked_packages| {
        let resolved = Resolved {
            locked_packages,
            packages_below: &|_| Vec::new(),
        };
        let faults = workspace::faults(&[], &resolved);
        faults.iter().any(|fault| fault.file == "Cargo.lock")
    };
    assert!(!found(MAX_LOCKED_PACKAGES));
    assert!(found(MAX_LOCKED_PACKAGES + 1));
}

#[test]
fn locked_packages_are_counted() {
    let text = "version = 4\n[[package]]\nname = 'a'\n[[package]]\nname = 'b'\n";
    assert_eq!(
        workspace::locked_packages(text).expect("the case is TOML"),
        2
    );
    assert!(workspace::locked_packages("no = = toml").is_err());
}

#[test]
fn documents_keep_their_length_and_their_links() {
    let there = |path: &std::path::Path| path == std::path::Path::new("docs/glossary.md");
    let record = "docs/decisions/0001-a.md";
    let long = "\n".repeat(MAX_DECISION_LINES + 1);
    let cases = [
        (
            record,
            "See [the words](../glossary.md#terms) and [a site](mailto:a@b.example).",
            None,
        ),
        (
            record,
            "One.\nSee [the words](glossary.md).",
            Some((2, "glossary.md")),
        ),
        (
            record,
            "See [the outside](../../../glossary.md).",
            Some((1, "glossary.md")),
        ),
        (
            "README.md",
            "![A page](docs/pictures/page.png)",
            Some((1, "page.png")),
        ),
        (record, long.as_str(), Some((0, "lines"))),
        ("docs/decisions/README.md", long.as_str(), None),
    ];
    for (path, text, expected) in cases {
        let faults = documents::faults(path, text, there);
        let found = faults
            .first()
            .map(|fault| (fault.line, fault.wrong.as_str()));
        assert_eq!(
            found.map(|it| it.0),
            expected.map(|it| it.0),
            "{text}: {found:?}"
        );
        let says = expected.map_or("", |it| it.1);
        assert!(found.is_none_or(|it| it.1.contains(says)), "{found:?}");
    }
}

#[test]
fn readme_and_ci_run_the_same_tests() {
    let good = "Run\n\n    cargo test --workspace\n";
    assert_eq!(documents::test_command_faults(good, good), []);
    let other = documents::test_command_faults(good, "cargo test -p comity\n");
    assert_eq!(other.len(), 1);
    assert_eq!(other[0].file, ".ci/run");
}
