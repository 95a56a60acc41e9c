//! Rules for the documents: lengths, links that lead somewhere, one test command.

use std::path::{Component, Path, PathBuf};

use crate::Fault;
use crate::house::{MAX_ARCHITECTURE_LINES, MAX_DECISION_LINES};

/// The command that runs every test; the README gives it and `.ci/run` runs it.
pub const TEST_COMMAND: &str = "cargo test --workspace";

/// Every breach in one Markdown document. `exists` answers whether a path from the root of the
/// workspace is there.
pub fn faults(path: &str, text: &str, exists: impl Fn(&Path) -> bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    faults.extend(length(path, text));
    for (number, line) in (1..).zip(text.lines()) {
        for target in link_targets(line) {
            let resolved = resolve(path, target);
            if !resolved.as_deref().is_some_and(&exists) {
                faults.push(Fault::at(
                    path,
                    number,
                    format!("the link to `{target}` leads nowhere"),
                    "correct it, or add what it promises",
                ));
            }
        }
    }
    faults
}

/// Breaches between the README and the script for continuous integration.
#[must_use]
pub fn test_command_faults(readme: &str, ci_script: &str) -> Vec<Fault> {
    [("README.md", readme), (".ci/run", ci_script)]
        .into_iter()
        .filter(|(_, text)| !text.lines().any(|line| line.trim().ends_with(TEST_COMMAND)))
        .map(|(path, _)| {
            Fault::whole(
                path,
                format!("it has no line that ends in `{TEST_COMMAND}`"),
                "the README and continuous integration run the same tests by the same command",
            )
        })
        .collect()
}

fn length(path: &str, text: &str) -> Option<Fault> {
    let limit = match path {
        "ARCHITECTURE.md" => MAX_ARCHITECTURE_LINES,
        _ if path.starts_with("docs/decisions/") && !path.ends_with("README.md") => {
            MAX_DECISION_LINES
        }
        _ => return None,
    };
    let count = text.lines().count();
    (count > limit).then(|| {
        Fault::whole(
            path,
            format!("it has {count} lines; {limit} is the wall"),
            "say it shorter, or move the detail to the module that it is about",
        )
    })
}

/// The targets of links and pictures in a line that lie in this repository.
fn link_targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#', ' ']).next())
        .filter(|target| !target.is_empty() && !target.contains(':'))
}

/// The target of a link, from the root of the workspace; `None` when it leads out of it.
fn resolve(path: &str, target: &str) -> Option<PathBuf> {
    let mut resolved = Path::new(path).parent()?.to_path_buf();
    for part in Path::new(target).components() {
        match part {
            Component::ParentDir if !resolved.pop() => return None,
            Component::ParentDir | Component::CurDir => {}
            Component::Normal(name) => resolved.push(name),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(resolved)
}
