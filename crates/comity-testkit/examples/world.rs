//! Writes a world as JSON lines to standard output: `world PROPOSALS WORDS [SEED]`, or
//! `world hot PROPOSALS [SEED]`.

use std::io::{self, Write};
use std::process::ExitCode;

use comity_testkit::worlds::World;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(world) = world(&arguments) else {
        let usage = "usage: world PROPOSALS WORDS [SEED] | world hot PROPOSALS [SEED]\n";
        // Nothing is left to do if even this cannot be written.
        let _ = io::stderr().write_all(usage.as_bytes());
        return ExitCode::from(2);
    };
    match io::stdout().write_all(world.to_json_lines().as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn world(arguments: &[String]) -> Option<World> {
    let (hot, numbers) = match arguments.split_first()? {
        (first, rest) if first == "hot" => (true, rest),
        _ => (false, arguments),
    };
    let numbers: Option<Vec<u64>> = numbers.iter().map(|number| number.parse().ok()).collect();
    let size = |number: u64| usize::try_from(number).ok();
    match (hot, numbers?.as_slice()) {
        (true, [proposals]) => Some(World::hot(1, size(*proposals)?)),
        (true, [proposals, seed]) => Some(World::hot(*seed, size(*proposals)?)),
        (false, [proposals, words]) => Some(World::new(1, size(*proposals)?, size(*words)?)),
        (false, [proposals, words, seed]) => {
            Some(World::new(*seed, size(*proposals)?, size(*words)?))
        }
        _ => None,
    }
}
