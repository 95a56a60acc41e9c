//! Writes a world as JSON lines to standard output: `world PROPOSALS WORDS [SEED]`, or
//! `world hot PROPOSALS [SEED]`.

#[path = "arguments/mod.rs"]
mod arguments;

use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(world) = arguments::world("world") else {
        return ExitCode::from(2);
    };
    match io::stdout().write_all(world.to_json_lines().as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
