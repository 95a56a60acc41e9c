//! The arguments of the examples: a world by its size and seed.

use std::io::{self, Write};

use comity_testkit::worlds::World;

/// The world that the arguments name; without a proper one, says how it is used.
pub(crate) fn world(program: &str) -> Option<World> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let world = parsed(&arguments);
    if world.is_none() {
        let usage = "PROPOSALS WORDS [SEED] | hot PROPOSALS [SEED]";
        // Nothing is left to do if even this cannot be written.
        let _ = writeln!(io::stderr(), "usage: {program} {usage}");
    }
    world
}

fn parsed(arguments: &[String]) -> Option<World> {
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
