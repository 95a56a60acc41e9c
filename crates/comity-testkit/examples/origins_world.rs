//! Writes a world of copies as JSON lines to standard output: `origins_world WORDS INPUTS`. The
//! first line has the text; each other line an input, and where in the text its copies come from:
//! the kind, the first scalar value and the one behind the last.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use comity_testkit::worlds::origins::{Copied, OriginsWorld, WorldInput};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let numbers: Option<Vec<usize>> = std::env::args().skip(1).map(|it| it.parse().ok()).collect();
    let Some([words, inputs]) = numbers.as_deref() else {
        let _ = writeln!(io::stderr(), "usage: origins_world WORDS INPUTS");
        return ExitCode::from(2);
    };
    match write(&OriginsWorld::new(1, *words, *inputs)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn write(world: &OriginsWorld) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "{}", json!({ "text": world.text }))?;
    for number in 0..world.inputs {
        let input = world.input(number);
        let copies = copies(&input);
        writeln!(out, "{}", json!({ "input": input.text, "copies": copies }))?;
    }
    out.flush()
}

fn copies(input: &WorldInput) -> Vec<Value> {
    let own = input.planted.iter().filter(|it| it.copied != Copied::Base);
    let copy = own.map(|it| json!([format!("{:?}", it.copied), it.text.start, it.text.end]));
    copy.collect()
}
