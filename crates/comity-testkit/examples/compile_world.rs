//! Times the compilation of a world and prints the median as JSON: `compile_world PROPOSALS
//! WORDS [SEED]`, or `compile_world hot PROPOSALS [SEED]`.

#[path = "arguments/mod.rs"]
mod arguments;
#[path = "../benches/work/mod.rs"]
mod work;

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

/// Runs that count, after one that does not; the median of them is printed.
const RUNS: usize = 7;

fn main() -> ExitCode {
    let Some(world) = arguments::world("compile_world") else {
        return ExitCode::from(2);
    };
    let mut milliseconds: Vec<f64> = (0..=RUNS)
        .map(|_| {
            #[expect(
                clippy::disallowed_methods,
                reason = "measuring time is what this is for"
            )]
            let start = Instant::now();
            let compilation = std::hint::black_box(work::compiled(&world));
            let spent = start.elapsed().as_secs_f64() * 1_000.0;
            drop(compilation);
            spent
        })
        .skip(1)
        .collect();
    milliseconds.sort_by(f64::total_cmp);
    match writeln!(io::stdout(), "{{\"ms\": {}}}", milliseconds[RUNS / 2]) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
