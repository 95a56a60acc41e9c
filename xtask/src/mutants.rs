//! Mutants: breaks the engine on purpose, one line at a time, and demands that the suite sees it.
//!
//! The table is [`xtask::mutant_table`]. Each mutant is tried in a copy of the workspace under
//! `target/mutants/`, never in the sources themselves, with a build folder that is reused.
//! This chore takes minutes and is no part of `cargo test`.
//!
//! Start at [`run`].

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use xtask::mutant_table::{MUTANTS, Mutant, SUITES};
use xtask::shape;

/// How long one suite may run before the mutant counts as killed: the laws take seconds, so a
/// suite that is still running is in an endless loop.
const MOST_SECONDS: Duration = Duration::from_secs(240);

/// What the workspace needs to be built in another place.
const COPIED: [&str; 5] = ["Cargo.toml", "Cargo.lock", "clippy.toml", "crates", "xtask"];

/// What became of a mutant.
enum Outcome {
    /// The tests that failed; empty where the suite did not come to an end.
    Killed(Vec<String>),
    Survived,
}

/// Tries every mutant whose name holds one of the words, or all where there are none.
pub(crate) fn run(words: &[&str]) -> ExitCode {
    let chosen =
        |mutant: &&Mutant| words.is_empty() || words.iter().any(|word| mutant.name.contains(word));
    let mutants: Vec<&Mutant> = MUTANTS.iter().filter(chosen).collect();
    if mutants.is_empty() {
        eprintln!("no mutant has such a name");
        return ExitCode::from(2);
    }
    match try_all(&mutants) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(survivors) => {
            eprintln!(
                "{survivors} survived\n    way out: a named case that sees it, or another mutant \
                 where this one changes nothing that anyone can see"
            );
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("the mutants cannot be tried: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Tries mutants and prints the table as it grows; how many survived.
fn try_all(mutants: &[&Mutant]) -> io::Result<usize> {
    let scratch = Scratch::new(&shape::workspace_root())?;
    if let Outcome::Killed(tests) = scratch.tests()? {
        return Err(io::Error::other(format!(
            "the suite fails without any mutant: {}",
            tests.join(", ")
        )));
    }
    println!("| mutant | file | outcome | by |\n|---|---|---|---|");
    let mut survivors = 0;
    for mutant in mutants {
        let (outcome, by) = match scratch.tried(mutant)? {
            Outcome::Killed(tests) if tests.is_empty() => ("killed", "no end".to_owned()),
            Outcome::Killed(tests) => ("killed", in_code(&tests)),
            Outcome::Survived => {
                survivors += 1;
                (
                    "SURVIVED",
                    format!("expected: {}", in_code(mutant.killed_by)),
                )
            }
        };
        let file = mutant.file.rsplit("src/").next().unwrap_or(mutant.file);
        println!("| {} | `{file}` | {outcome} | {by} |", mutant.name);
    }
    println!("\n{} mutants, {survivors} survived", mutants.len());
    Ok(survivors)
}

fn in_code<S: AsRef<str>>(tests: &[S]) -> String {
    let quoted = tests.iter().map(|test| format!("`{}`", test.as_ref()));
    quoted.collect::<Vec<_>>().join(", ")
}

/// A copy of the workspace that may be broken.
struct Scratch {
    tree: PathBuf,
    build: PathBuf,
}

impl Scratch {
    fn new(root: &Path) -> io::Result<Scratch> {
        let place = root.join("target").join("mutants");
        let scratch = Scratch {
            tree: place.join("tree"),
            build: place.join("build"),
        };
        if scratch.tree.exists() {
            fs::remove_dir_all(&scratch.tree)?;
        }
        fs::create_dir_all(&scratch.tree)?;
        for name in COPIED {
            copy(&root.join(name), &scratch.tree.join(name))?;
        }
        Ok(scratch)
    }

    fn tried(&self, mutant: &Mutant) -> io::Result<Outcome> {
        let path = self.tree.join(mutant.file);
        let source = fs::read_to_string(&path)?;
        let broken = mutant.broken(&source).map_err(io::Error::other)?;
        fs::write(&path, broken)?;
        let outcome = self.tests();
        fs::write(&path, source)?;
        outcome.map_err(|error| io::Error::other(format!("{}: {error}", mutant.name)))
    }

    /// Builds the suites and runs one after the other, up to the first that fails.
    fn tests(&self) -> io::Result<Outcome> {
        let executables = self.built()?;
        for suite in SUITES {
            let executable = executables.get(*suite).ok_or_else(|| {
                io::Error::other(format!("cargo named no executable for tests/{suite}.rs"))
            })?;
            match self.one_suite(executable)? {
                Outcome::Survived => {}
                killed => return Ok(killed),
            }
        }
        Ok(Outcome::Survived)
    }

    /// The executables of the suites, by the name of the suite.
    fn built(&self) -> io::Result<BTreeMap<String, PathBuf>> {
        let mut command = Command::new("cargo");
        command.args(["test", "--no-run", "--locked", "--package", "comity-text"]);
        for suite in SUITES {
            command.args(["--test", suite]);
        }
        let output = command
            .current_dir(&self.tree)
            .env("CARGO_TARGET_DIR", &self.build)
            .env("CARGO_PROFILE_TEST_DEBUG", "false")
            .env("CARGO_TERM_COLOR", "never")
            .stdin(Stdio::null())
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(io::Error::other(format!("it does not build:\n{said}")));
        }
        Ok(executables_in(&said))
    }

    fn one_suite(&self, executable: &Path) -> io::Result<Outcome> {
        let child = Command::new(executable)
            .current_dir(self.tree.join("crates/comity-text"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let Some((said, passed)) = ended(child)? else {
            return Ok(Outcome::Killed(Vec::new()));
        };
        Ok(match passed {
            true => Outcome::Survived,
            false => Outcome::Killed(failed_tests(&said)),
        })
    }
}

/// What a child said and whether it succeeded; `None` where it had to be ended.
fn ended(mut child: Child) -> io::Result<Option<(String, bool)>> {
    let mut stdout = child.stdout.take().expect("the output was asked for");
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut said = String::new();
        let read = stdout.read_to_string(&mut said).map(|_| said);
        // Nobody listens any more when the child was ended.
        let _ = sender.send(read);
    });
    match receiver.recv_timeout(MOST_SECONDS) {
        Ok(said) => {
            let status = child.wait()?;
            Ok(Some((said?, status.success())))
        }
        Err(_) => {
            child.kill()?;
            child.wait()?;
            Ok(None)
        }
    }
}

/// The executables that cargo names, in lines such as `Executable tests/laws.rs (path)`.
fn executables_in(said: &str) -> BTreeMap<String, PathBuf> {
    let named = said.lines().filter_map(|line| {
        let rest = line.trim().strip_prefix("Executable tests/")?;
        let (suite, rest) = rest.split_once(".rs (")?;
        Some((suite.to_owned(), PathBuf::from(rest.strip_suffix(')')?)))
    });
    named.collect()
}

/// The tests that failed, from lines such as `test invert_undoes ... FAILED`.
fn failed_tests(said: &str) -> Vec<String> {
    let failed = said.lines().filter_map(|line| {
        let name = line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?;
        Some(name.to_owned())
    });
    failed.collect()
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    fs::copy(from, to).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_tests_are_read_from_a_run() {
        let said = "running 2 tests\ntest invert_undoes ... FAILED\ntest a_law ... ok\n";
        assert_eq!(failed_tests(said), ["invert_undoes"]);
    }

    #[test]
    fn executables_are_read_from_a_build() {
        let said = "    Finished `test` profile\n  Executable tests/laws.rs (/a/deps/laws-1)\n";
        let found = executables_in(said);
        assert_eq!(found["laws"], PathBuf::from("/a/deps/laws-1"));
    }
}
