//! The long chores that crates of their own hold, `comity-trials` and `comity-journeys`: built and run
//! through cargo, so that the chores stay quick to build.

use std::process::{Command, ExitCode};

/// Holds a trial; what it takes is said by `docs/reliability.md`.
pub(crate) fn run(trial: &str, options: &[&str]) -> ExitCode {
    run_program("comity-trials", trial, options)
}

/// Takes pictures of the pages of the site.
pub(crate) fn pictures(words: &[&str]) -> ExitCode {
    run_program("comity-journeys", "gallery", words)
}

fn run_program(package: &str, chore: &str, options: &[&str]) -> ExitCode {
    // In the profile of the tests, which has built all of it already.
    let build_and_run = [
        "run",
        "--quiet",
        "--profile",
        "test",
        "--package",
        package,
        "--",
    ];
    let mut cargo = Command::new("cargo");
    match cargo.args(build_and_run).arg(chore).args(options).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo cannot be started: {error}");
            ExitCode::FAILURE
        }
    }
}
