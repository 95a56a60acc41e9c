//! The project's chores: `cargo xtask help` lists them.
//!
//! Start at [`check`], the gate that every commit passes.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a chore speaks to the person at the terminal"
)]

mod check;
mod mutants;
mod trials;

use std::io;
use std::process::ExitCode;

use xtask::house::MAX_FILE_LINES;
use xtask::shape::{self, Findings};

const HELP: &str = "\
The chores of the house.

Usage: cargo xtask CHORE

Chores:
  check   everything but the tests, in order, stopping at the first failure:
          format, lints, bans and licences, shape, documentation
  shape   only the shape: crate edges, absences, lengths, names, links
  mutants [WORD…]
          break the engine on purpose and demand that its tests see it; takes
          minutes. With words only the mutants whose names hold one of them
  kill [--times N] [--seed N] [--database sqlite|postgres]
          kill a writer at moments drawn from a seed; nothing acknowledged may
          be lost
  power [--times N] [--seed N]
          take the power away under a writer's database
  server [--times N] [--seed N]
          stop and kill a PostgreSQL server of its own under a writer
  gallery [WORD…]
          take pictures of every page of the site, or of those whose names hold
          a word, into target/gallery: three widths, light, dark, Arabic, print
  tools   install what `check` needs and the toolchain does not have
  help    this page

COMITY_REQUIRE=all makes `check` fail where it would otherwise say that a tool is missing.
The tests are run by `cargo test --workspace`.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["check"] => check::run(),
        ["tools"] => check::install_tools(),
        ["mutants", words @ ..] => mutants::run(words),
        [trial @ ("kill" | "power" | "server"), options @ ..] => trials::run(trial, options),
        ["gallery", words @ ..] => trials::pictures(words),
        ["shape"] => report(shape::inspect(&shape::workspace_root())),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        _ => {
            eprint!("no such chore: {}\n\n{HELP}", words.join(" "));
            ExitCode::from(2)
        }
    }
}

/// Says what an inspection found; fails when there is a fault.
fn report(findings: io::Result<Findings>) -> ExitCode {
    let findings = match findings {
        Ok(findings) => findings,
        Err(error) => {
            eprintln!("the house cannot be inspected: {error}");
            return ExitCode::FAILURE;
        }
    };
    for fault in &findings.faults {
        eprintln!("{fault}");
    }
    for (lines, path) in &findings.long_files {
        eprintln!("note: {path} has {lines} lines; the wall is at {MAX_FILE_LINES}");
    }
    eprintln!(
        "{} files looked at, {} faults",
        findings.looked_at,
        findings.faults.len()
    );
    if findings.faults.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
