//! The long trials of the record, which `comity-trials` holds: built and run through cargo, so that
//! the chores stay quick to build.

use std::process::{Command, ExitCode};

/// Holds a trial; what it takes is said by `docs/reliability.md`.
pub(crate) fn run(trial: &str, options: &[&str]) -> ExitCode {
    // In the profile of the tests, which has built all of it already.
    let build_and_run = [
        "run",
        "--quiet",
        "--profile",
        "test",
        "--package",
        "comity-trials",
        "--",
    ];
    let mut cargo = Command::new("cargo");
    match cargo.args(build_and_run).arg(trial).args(options).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo cannot be started: {error}");
            ExitCode::FAILURE
        }
    }
}
