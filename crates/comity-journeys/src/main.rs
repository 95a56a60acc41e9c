//! The program of the pictures: `cargo xtask gallery` starts it; nobody ships it.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a chore speaks to the person at the terminal"
)]

use std::process::ExitCode;
use std::time::SystemTime;

use comity_journeys::{Driver, gallery, journey_at};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some((&"gallery", words)) = words.split_first() else {
        eprintln!("cargo xtask gallery [WORD…]: pictures of the pages whose names hold a word");
        return ExitCode::from(2);
    };
    // Held until the end, so that it is seen whether it is there before anything is begun.
    let Some(_driver) = Driver::shared() else {
        return ExitCode::FAILURE;
    };
    let folder = gallery::folder();
    journey_at(now(), async |hall| {
        match gallery::take(hall, &folder, words).await {
            Ok(count) => println!("{count} pictures in {}", folder.display()),
            Err(error) => panic!("{}: {error}", folder.display()),
        }
    });
    ExitCode::SUCCESS
}

/// The time of day, in milliseconds since 1970: pages in browsers say how long is left until then.
#[expect(
    clippy::disallowed_methods,
    reason = "a chore is the rim where the clock is read"
)]
fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let since = since.expect("the clock of this machine is set to after 1970");
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
