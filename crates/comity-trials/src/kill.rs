//! The trial of the process: a writer is killed at some moment, again and again.
//!
//! The kernel keeps what a killed process has written, so this tries the order of steps inside
//! the program and the database, not the disk: that is for [`power`](crate::power).
//!
//! Start at [`kill`].

use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::audit::{Acknowledged, audit_place};
use crate::cluster::Cluster;
use crate::place::Place;
use crate::watched::Watched;
use crate::{Chance, Failure, runtime};

/// After so many kills a new log is begun: each audit reads the whole log.
const KILLS_PER_LOG: usize = 20;

/// The most acknowledgements that are waited for before a kill.
const MAX_WAITED_FOR: usize = 120;

/// The longest further wait, in microseconds: several commits, so that a kill falls anywhere
/// between two of them; before the first acknowledgement it falls into the opening.
const MAX_FURTHER_MICROSECONDS: usize = 40_000;

/// A trial.
pub struct Kill<'a> {
    /// The program that has the writer.
    pub program: &'a Path,
    /// How often the writer is killed.
    pub times: usize,
    /// From what the moments are drawn.
    pub seed: u64,
    /// The server, or `None` for a SQLite file.
    pub server: Option<&'a Cluster>,
}

/// What was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// How often the writer was killed.
    pub kills: usize,
    /// How many acts it had acknowledged, all logs together.
    pub acknowledged: usize,
    /// How many entries the logs held in the end.
    pub entries: u64,
}

/// Holds the trial.
///
/// # Errors
/// When the promise is broken, or the trial cannot be held.
pub fn kill(trial: &Kill<'_>) -> Result<Seen, Failure> {
    let mut chance = Chance::new(trial.seed);
    let mut seen = Seen::default();
    let mut log = 0;
    while seen.kills < trial.times {
        let folder = tempfile::tempdir()?;
        let place = match trial.server {
            None => Place::sqlite(folder.path().join("journal.sqlite")),
            Some(server) => Place::Postgres {
                url: server.new_database(&format!("kill_{log}"))?,
            },
        };
        log += 1;
        let mut acknowledged = Acknowledged::new();
        let mut entries = 0;
        for _ in 0..KILLS_PER_LOG.min(trial.times - seen.kills) {
            once(trial.program, &place, (&mut chance, &mut acknowledged))?;
            entries = runtime()?.block_on(audit_place(&place, &acknowledged))?;
            seen.kills += 1;
        }
        seen.acknowledged += acknowledged.len();
        seen.entries += entries;
    }
    Ok(seen)
}

fn once(
    program: &Path,
    place: &Place,
    (chance, acknowledged): (&mut Chance, &mut Acknowledged),
) -> Result<(), Failure> {
    let mut command = Command::new(program);
    let writer = Watched::start(command.arg("writer").args(place.arguments()))?;
    // Now and then before the first act, while the database is made or recovers.
    let acts = chance
        .below(MAX_WAITED_FOR)
        .saturating_sub(MAX_WAITED_FOR / 6);
    writer.wait_for(acts, acknowledged)?;
    let further = chance.below(MAX_FURTHER_MICROSECONDS) as u64;
    thread::park_timeout(Duration::from_micros(further));
    writer.kill(acknowledged)
}
