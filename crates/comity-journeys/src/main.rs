//! The program of the pictures: `cargo xtask gallery` starts it; nobody ships it.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a chore speaks to the person at the terminal"
)]

use std::process::ExitCode;

use comity_journeys::{Driver, gallery, journey};

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
    journey(
        async |hall| match gallery::take(hall, &folder, words).await {
            Ok(count) => println!("{count} pictures in {}", folder.display()),
            Err(error) => panic!("{}: {error}", folder.display()),
        },
    );
    ExitCode::SUCCESS
}
