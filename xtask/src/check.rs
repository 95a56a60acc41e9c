//! The gate: format, lints, bans and licences, shape, documentation, in this order.
//!
//! It stops at the first step that fails and changes no file. The tests are not part of it.

use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use xtask::shape;

/// The version of cargo-deny that `deny.toml` is written for.
const CARGO_DENY_VERSION: &str = "0.20.2";

/// The version of axe-core that looks at the pages.
const AXE_VERSION: &str = "4.14.1";

/// One command of the gate.
struct Step {
    name: &'static str,
    arguments: &'static [&'static str],
    /// What to do when it fails.
    way_out: &'static str,
}

const FORMAT: Step = Step {
    name: "format",
    arguments: &["fmt", "--all", "--check"],
    way_out: "cargo fmt --all",
};

const LINTS: Step = Step {
    name: "lints",
    arguments: &[
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ],
    way_out: "do what the lint says; an exception is an `#[expect(…, reason = \"…\")]`",
};

const BANS: Step = Step {
    name: "bans, licences, sources",
    arguments: &[
        "deny",
        "check",
        "--hide-inclusion-graph",
        "bans",
        "licenses",
        "sources",
    ],
    way_out: "choose another dependency, or change deny.toml with a decision record",
};

const DOCUMENTATION: Step = Step {
    name: "documentation",
    arguments: &["doc", "--workspace", "--no-deps"],
    way_out: "mend the link or the comment that the message names",
};

/// Runs the gate.
pub(crate) fn run() -> ExitCode {
    let passed = run_step(&FORMAT)
        && run_step(&LINTS)
        && run_bans()
        && inspect_shape()
        && run_step(&DOCUMENTATION);
    if passed {
        eprintln!("\ncheck: passed");
        ExitCode::SUCCESS
    } else {
        eprintln!("\ncheck: failed");
        ExitCode::FAILURE
    }
}

/// Installs what the gate and the tests need and the toolchain does not have, if it is not there.
pub(crate) fn install_tools() -> ExitCode {
    let installed = install_deny() & install_axe();
    match installed {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// Installs cargo-deny in the version that the configuration is written for.
fn install_deny() -> bool {
    if deny_version().as_deref() == Some(CARGO_DENY_VERSION) {
        eprintln!("cargo-deny {CARGO_DENY_VERSION} is there");
        return true;
    }
    // Without optimisation: built in half the time, and it runs for seconds.
    let arguments = [
        "install",
        "cargo-deny",
        "--locked",
        "--debug",
        "--version",
        CARGO_DENY_VERSION,
    ];
    succeeds(Command::new("cargo").args(arguments))
}

/// Fetches axe-core, which tries whether everybody can use the pages, into `target/tools`.
fn install_axe() -> bool {
    let folder = shape::workspace_root().join("target/tools");
    let manifest = folder.join("node_modules/axe-core/package.json");
    let is_there = std::fs::read_to_string(&manifest)
        .is_ok_and(|text| text.contains(&format!("\"version\": \"{AXE_VERSION}\"")));
    if is_there {
        eprintln!("axe-core {AXE_VERSION} is there");
        return true;
    }
    if let Err(error) = std::fs::create_dir_all(&folder) {
        eprintln!("{} cannot be made: {error}", folder.display());
        return false;
    }
    let arguments = [
        "install",
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--prefix",
    ];
    succeeds(
        Command::new("npm")
            .args(arguments)
            .arg(&folder)
            .arg(format!("axe-core@{AXE_VERSION}")),
    )
}

fn succeeds(command: &mut Command) -> bool {
    match command.stdin(Stdio::null()).status() {
        Ok(status) => status.success(),
        Err(error) => {
            let program = command.get_program().to_string_lossy();
            eprintln!("{program} cannot be started: {error}");
            false
        }
    }
}

fn run_bans() -> bool {
    match deny_version() {
        Some(version) if version == CARGO_DENY_VERSION => run_step(&BANS),
        found => {
            let found = found.unwrap_or_else(|| "none".to_owned());
            announce(BANS.name);
            eprintln!(
                "NOT CHECKED: cargo-deny {CARGO_DENY_VERSION} is needed, found: {found}.\n\
                 `cargo xtask tools` installs it (some minutes)."
            );
            !everything_is_required()
        }
    }
}

fn inspect_shape() -> bool {
    announce("shape");
    crate::report(shape::inspect(&shape::workspace_root())) == ExitCode::SUCCESS
}

fn run_step(step: &Step) -> bool {
    announce(step.name);
    let started = StopWatch::start();
    let status = Command::new("cargo")
        .args(step.arguments)
        .env("RUSTDOCFLAGS", "-D warnings")
        .stdin(Stdio::null())
        .status();
    let passed = status.as_ref().is_ok_and(std::process::ExitStatus::success);
    let seconds = started.elapsed().as_secs();
    match status {
        Ok(_) if passed => eprintln!("{}: passed in {seconds} s", step.name),
        Ok(_) => eprintln!("{}: failed\n    way out: {}", step.name, step.way_out),
        Err(error) => eprintln!("{}: cargo cannot be started: {error}", step.name),
    }
    passed
}

fn announce(name: &str) {
    eprintln!("\n== {name}");
}

/// The version of cargo-deny that cargo finds, if it finds one.
fn deny_version() -> Option<String> {
    let output = Command::new("cargo")
        .args(["deny", "--version"])
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let version = text.split_whitespace().nth(1)?;
    output.status.success().then(|| version.to_owned())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a chore is told by its surroundings what to require"
)]
fn everything_is_required() -> bool {
    std::env::var("COMITY_REQUIRE").is_ok_and(|value| value == "all")
}

/// How long a step took, for the person who waits.
struct StopWatch(std::time::Instant);

impl StopWatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "the time is only shown, nothing depends on it"
    )]
    fn start() -> StopWatch {
        StopWatch(std::time::Instant::now())
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
