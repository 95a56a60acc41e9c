//! What it costs to find what people hold together: the matrix, its components, where everyone
//! stands.
//!
//! `cargo bench -p comity-analysis --bench groups -- [small|middle|large]`. Each size runs in a
//! process of its own, so that its peak of memory is its own; each stage prints its time on the
//! clock, the time of all cores, and the peak while it ran. A further stage is a line in
//! [`stages`].
//!
//! `-- write SIZE FOLDER` writes the same world and our components as raw numbers for a peer; see
//! benches/peers/run-groups.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    unreachable_pub,
    missing_docs,
    reason = "a benchmark measures time, starts itself again, and says what it found"
)]

mod raw;
mod sheet;

use std::env;
use std::io::{Error, Result};
use std::path::Path;
use std::process::{Command, ExitCode};

use comity_analysis::agreement_of_partitions::adjusted_rand_index;
use comity_analysis::converge::{Outcome, Trials};
use comity_analysis::positions::{Builder, Positions, Vote};
use comity_analysis::spectrum::{Spectrum, spectrum};
use comity_analysis::{Chance, Question, Settings, converge};
use comity_testkit::worlds::ballots::{Ballots, SIZES};
use sheet::Sheet;

/// The seed of the worlds.
const SEED: u64 = 5;

/// How many components are computed.
const COMPONENTS: usize = 6;

const NAMES: [&str; 3] = ["small", "middle", "large"];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|it| it != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        [] => NAMES.iter().try_for_each(|it| apart(it)),
        ["measure", size] => world(size).and_then(|it| measured(&it)),
        ["write", size, folder] => world(size).and_then(|it| written(&it, Path::new(folder))),
        sizes => sizes.iter().try_for_each(|it| apart(it)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("it broke off: {error}");
            ExitCode::FAILURE
        }
    }
}

fn world(name: &str) -> Result<Ballots> {
    let at = NAMES.iter().position(|it| *it == name);
    let at = at.ok_or_else(|| Error::other(format!("{name} is none of {NAMES:?}")))?;
    Ok(Ballots::new(SEED, SIZES[at]))
}

/// Measures one size in a process of its own.
fn apart(size: &str) -> Result<()> {
    let program = env::current_exe()?;
    let status = Command::new(program).args(["measure", size]).status()?;
    match status.success() {
        true => Ok(()),
        false => Err(Error::other(format!("the process for {size} failed"))),
    }
}

fn measured(ballots: &Ballots) -> Result<()> {
    let mut sheet = Sheet::new()?;
    let builder = sheet.stage("votes made up", || cast(ballots))?;
    let positions = sheet.stage("matrix", || finished(builder, ballots))?;
    println!(
        "{} participants, {} statements, {} votes",
        positions.participants(),
        positions.statements(),
        positions.votes(),
    );
    stages(&mut sheet, &positions)?;
    default_mode(&mut sheet, &positions, ballots)?;
    sheet.sum();
    Ok(())
}

/// What is computed from the matrix.
fn stages(sheet: &mut Sheet, positions: &Positions) -> Result<()> {
    let found = sheet.stage("spectrum", || components(positions))?;
    let places = sheet.stage("projections", || found.projections(positions))?;
    let shares: Vec<String> = found
        .strengths
        .iter()
        .map(|it| format!("{:.2} %", 100.0 * it * it / found.total))
        .collect();
    println!("components: {}", shares.join(", "));
    println!("numbers in all places: {}", places.len());
    Ok(())
}

/// The whole default mode without its trials, which finds its own components once more; and how
/// its groups agree with the blocs of the world.
fn default_mode(sheet: &mut Sheet, positions: &Positions, ballots: &Ballots) -> Result<()> {
    let question = Question {
        statements: (0..ballots.statements()).map(|it| it.to_string()).collect(),
        constituencies: Vec::new(),
        constituency_count: 0,
        settings: Settings {
            trials: Trials::LeftOut,
            ..Settings::default()
        },
    };
    let found = sheet.stage("default mode, all", || converge(positions, &question))?;
    let found = found.map_err(Error::other)?;
    let (one, other): (Vec<u32>, Vec<u32>) = (0_u32..)
        .zip(&found.membership)
        .filter_map(|(row, group)| Some((u32::from((*group)?), ballots.bloc(row))))
        .unzip();
    match &found.outcome {
        Outcome::Groups(groups, parting) => println!(
            "{} groups in {} dimensions, agreement with the blocs {:.4} over {}",
            groups.len(),
            parting.dimensions,
            adjusted_rand_index(&one, &other),
            one.len(),
        ),
        other => println!("no groups: {other:?}"),
    }
    Ok(())
}

fn components(positions: &Positions) -> Spectrum {
    spectrum(positions, COMPONENTS, &Chance::from_seed(SEED))
}

fn cast(ballots: &Ballots) -> Builder {
    let mut builder = Builder::new();
    ballots.each(|participant, statement, value| {
        let vote = match value {
            1 => Vote::Agree,
            0 => Vote::Pass,
            _ => Vote::Disagree,
        };
        builder.cast(participant, statement, vote);
    });
    builder
}

fn finished(builder: Builder, ballots: &Ballots) -> Positions {
    let participants: Vec<u32> = (0..ballots.participants()).collect();
    let statements: Vec<u32> = (0..ballots.statements()).collect();
    builder.finish(&participants, &statements).0
}

fn written(ballots: &Ballots, folder: &Path) -> Result<()> {
    let positions = finished(cast(ballots), ballots);
    raw::write(folder, ballots, &components(&positions))
}
