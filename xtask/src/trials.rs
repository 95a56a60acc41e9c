//! The long chores that crates of their own hold, `comity-trials` and `comity-journeys`: built and run
//! through cargo, so that the chores stay quick to build.

use std::process::{Command, ExitCode};

/// Holds a trial; what it takes is said by `docs/reliability.md`.
pub(crate) fn run(trial: &str, options: &[&str]) -> ExitCode {
    run_program("trials", trial, options)
}

/// Takes pictures of the pages of the site.
pub(crate) fn pictures(words: &[&str]) -> ExitCode {
    run_program("journeys", "gallery", words)
}

/// Builds a program as the tests of the workspace are built, so that where these have run nothing
/// is left to build, and runs it. Its tests have its name, and cargo builds it for them.
fn run_program(program: &str, chore: &str, options: &[&str]) -> ExitCode {
    let build = ["test", "--quiet", "--workspace", "--no-run", "--test"];
    let built = Command::new("cargo").args(build).arg(program).status();
    let ran = built.and_then(|status| match status.success() {
        // This program lies in the same folder.
        true => Command::new(std::env::current_exe()?.with_file_name(program))
            .arg(chore)
            .args(options)
            .status(),
        false => Ok(status),
    });
    match ran {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo or {program} cannot be started: {error}");
            ExitCode::FAILURE
        }
    }
}
