//! The trial of the server: a writer is under load while its PostgreSQL server is stopped, dropped
//! or killed, and started again. The writer has to live through it.
//!
//! Start at [`server`].

use std::path::Path;
use std::process::Command;

use crate::audit::{Acknowledged, audit_place};
use crate::cluster::{Cluster, End};
use crate::place::Place;
use crate::watched::Watched;
use crate::{Chance, Failure, runtime};

/// The most acknowledgements that are waited for before the server ends.
const MAX_WAITED_FOR: usize = 200;

/// A trial.
pub struct Server<'a> {
    /// The program that has the writer.
    pub program: &'a Path,
    /// How often the server ends.
    pub times: usize,
    /// From what the moments are drawn.
    pub seed: u64,
}

/// What was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How often the server ended.
    pub ends: usize,
    /// How many acts were acknowledged.
    pub acknowledged: usize,
    /// How many entries there were in the end.
    pub entries: u64,
}

/// Holds the trial.
///
/// # Errors
/// When the promise is broken, or the trial cannot be held.
pub fn server(trial: &Server<'_>, cluster: &Cluster) -> Result<Seen, Failure> {
    let url = cluster.new_database("server")?;
    let place = Place::Postgres { url };
    let mut command = Command::new(trial.program);
    let writer = Watched::start(command.arg("writer").args(place.arguments()))?;
    let mut chance = Chance::new(trial.seed);
    let mut acknowledged = Acknowledged::new();
    let runtime = runtime()?;
    for time in 0..trial.times {
        // At least one: the writer is at work again before the server ends again.
        writer.wait_for(1 + chance.below(MAX_WAITED_FOR), &mut acknowledged)?;
        cluster.end([End::Fast, End::Immediate, End::Killed][time % 3])?;
        cluster.run()?;
        writer.so_far(&mut acknowledged);
        runtime.block_on(audit_place(&place, &acknowledged))?;
    }
    writer.kill(&mut acknowledged)?;
    let entries = runtime.block_on(audit_place(&place, &acknowledged))?;
    Ok(Seen {
        ends: trial.times,
        acknowledged: acknowledged.len(),
        entries,
    })
}
