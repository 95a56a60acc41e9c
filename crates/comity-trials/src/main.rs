//! The program of the trials: `cargo xtask kill`, `power` and `server` start it; nobody ships it.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a trial speaks to the person at the terminal"
)]

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use comity_trials::kill::{Kill, kill};
use comity_trials::place::Place;
use comity_trials::power::{Power, power};
use comity_trials::server::{Server, server};
use comity_trials::writer::{Sink, write};
use comity_trials::{Cluster, Failure, runtime};

const HELP: &str = "\
Trials of the record.

  kill   [--times N] [--seed N] [--database sqlite|postgres]   kills a writer
  power  [--times N] [--seed N]                                takes its power away
  server [--times N] [--seed N]                                stops its database server
  writer (--sqlite FILE | --postgres URL) [--acts N] [--acks FILE]
";

/// What may stand after the name of a trial.
struct Options {
    place: Option<Place>,
    acts: u64,
    acks: Option<PathBuf>,
    times: Option<usize>,
    seed: u64,
    postgres: bool,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((trial, options)) = arguments.split_first() else {
        print!("{HELP}");
        return ExitCode::SUCCESS;
    };
    let Some(options) = read(options) else {
        eprint!("that cannot be understood\n\n{HELP}");
        return ExitCode::from(2);
    };
    let held = match trial.as_str() {
        "writer" => writer(options),
        "kill" | "power" | "server" => hold(trial, &options),
        _ => Err(Failure::Unheld(format!("there is no trial `{trial}`"))),
    };
    match held {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{trial}: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn read(arguments: &[String]) -> Option<Options> {
    let mut options = Options {
        place: None,
        acts: u64::MAX,
        acks: None,
        times: None,
        seed: 1,
        postgres: false,
    };
    let (pairs, rest) = arguments.as_chunks::<2>();
    for [name, value] in pairs {
        match (name.as_str(), value.as_str()) {
            ("--acts", number) => options.acts = number.parse().ok()?,
            ("--acks", file) => options.acks = Some(file.into()),
            ("--times", number) => options.times = Some(number.parse().ok()?),
            ("--seed", number) => options.seed = number.parse().ok()?,
            ("--database", "sqlite") => options.postgres = false,
            ("--database", "postgres") => options.postgres = true,
            (name, value) => options.place = Some(Place::read(name, value)?),
        }
    }
    rest.is_empty().then_some(options)
}

fn writer(options: Options) -> Result<(), Failure> {
    let sink: Sink = match options.acks {
        Some(file) => Box::new(File::create(file)?),
        None => Box::new(io::stdout()),
    };
    let missing = || Failure::Unheld("the writer needs a database".to_owned());
    let place = options.place.ok_or_else(missing)?;
    runtime()?.block_on(write(&place, options.acts, sink))
}

fn hold(trial: &str, options: &Options) -> Result<(), Failure> {
    let program = std::env::current_exe()?;
    let program: &Path = &program;
    let seed = options.seed;
    eprintln!("{trial}: seed {seed}");
    match trial {
        "kill" => {
            let cluster = match options.postgres {
                true => Some(cluster()?),
                false => None,
            };
            let trial = Kill {
                program,
                times: options.times.unwrap_or(200),
                seed,
                server: cluster.as_ref(),
            };
            println!("nothing was lost: {:?}", kill(&trial)?);
        }
        "power" => {
            let times = options.times.unwrap_or(200);
            let safe = power(&Power::new(program, times, seed))?;
            println!("with full durability: {safe}");
            let off = power(&Power::without_sync(program, times, seed))?;
            println!("without any (losses must be seen): {off}");
            safe.must_hold()?;
            off.must_be_seen()?;
        }
        _ => {
            let cluster = cluster()?;
            let trial = Server {
                program,
                times: options.times.unwrap_or(30),
                seed,
            };
            println!("nothing was lost: {:?}", server(&trial, &cluster)?);
        }
    }
    Ok(())
}

fn cluster() -> Result<Cluster, Failure> {
    let absent = || Failure::Unheld("the programs of PostgreSQL are absent".to_owned());
    Cluster::start()?.ok_or_else(absent)
}
