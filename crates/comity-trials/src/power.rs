//! The trial of the disk: the power goes at some moment, and the disk has only what it was told
//! to keep, with any part of the rest.
//!
//! A writer runs once, with a layer under its database that writes down every change of a file
//! and every sync. Acknowledgements go into a file of the same folder, so they stand in the same
//! order. Then the power is taken away at many moments of that one run, afterwards.
//!
//! Start at [`power`].

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use comity_store::Durability;

use crate::audit::{Acknowledged, Finding, audit_place, read_line};
use crate::disk::{Disk, Event, Kept, read};
use crate::place::Place;
use crate::{Chance, Failure, runtime};

const LAYER: &str = include_str!("../power/layer.c");

/// The acts of one run: enough that the write-ahead file is moved into the database on the way.
const ACTS: u64 = 1_500;

/// How long the writer may take, in looks of a tenth of a second each.
const MAX_LOOKS: usize = 1_800;

const DATABASE: &str = "journal.sqlite";
const ACKNOWLEDGEMENTS: &str = "acknowledged";

/// A trial.
pub struct Power<'a> {
    program: &'a Path,
    times: usize,
    seed: u64,
    acts: u64,
    durability: Durability,
}

/// What was seen.
#[derive(Debug)]
pub struct Seen {
    times: usize,
    events: usize,
    syncs: usize,
    moved: usize,
    acknowledged: usize,
    findings: Vec<(usize, Kept, Finding)>,
}

impl<'a> Power<'a> {
    /// The power goes so often.
    #[must_use]
    pub fn new(program: &'a Path, times: usize, seed: u64) -> Power<'a> {
        Power {
            program,
            times,
            seed,
            acts: ACTS,
            durability: Durability::Full,
        }
    }

    /// The same where a commit waits for nothing.
    #[must_use]
    pub fn without_sync(program: &'a Path, times: usize, seed: u64) -> Power<'a> {
        Power {
            durability: Durability::OffForFaultTests,
            ..Power::new(program, times, seed)
        }
    }

    /// With fewer or more acts.
    #[must_use]
    pub fn acts(self, acts: u64) -> Power<'a> {
        Power { acts, ..self }
    }
}

impl Seen {
    /// That nothing was lost.
    ///
    /// # Errors
    /// The first loss.
    pub fn must_hold(&self) -> Result<(), Failure> {
        match self.findings.first() {
            Some((_, _, finding)) => Err(finding.clone().into()),
            None => Ok(()),
        }
    }

    /// That a loss was seen, or the trial would see none.
    ///
    /// # Errors
    /// When none was.
    pub fn must_be_seen(&self) -> Result<(), Failure> {
        match self.findings.is_empty() {
            true => Err(Failure::Unheld(
                "a disk that keeps nothing lost nothing".to_owned(),
            )),
            false => Ok(()),
        }
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} acts acknowledged among {} calls, {} syncs, {} writes into the database file; the \
             power went {} times and {} times something was lost",
            self.acknowledged,
            self.events,
            self.syncs,
            self.moved,
            self.times,
            self.findings.len()
        )?;
        for (moment, kept, finding) in self.findings.iter().take(5) {
            write!(f, "\n  after call {moment}, kept {kept:?}: {finding}")?;
        }
        Ok(())
    }
}

/// Holds the trial; what was lost is for the caller to judge.
///
/// # Errors
/// When the trial cannot be held.
pub fn power(trial: &Power<'_>) -> Result<Seen, Failure> {
    let events = run(trial)?;
    let acks: Vec<usize> = (0..events.len())
        .filter(|at| is_acknowledgement(&events[*at]))
        .collect();
    let named = |wanted: &str| {
        let writes = |event: &&Event| matches!(event, Event::Write { name, .. } if name == wanted);
        events.iter().filter(writes).count()
    };
    let syncs = |event: &&Event| matches!(event, Event::Sync { .. } | Event::SyncFolder);
    let mut seen = Seen {
        times: trial.times,
        events: events.len(),
        syncs: events.iter().filter(syncs).count(),
        moved: named(DATABASE),
        acknowledged: acks.len(),
        findings: Vec::new(),
    };
    let mut chance = Chance::new(trial.seed);
    let runtime = runtime()?;
    for _ in 0..trial.times {
        // Half of the moments are those right after somebody was told yes.
        let moment = match chance.coin() && !acks.is_empty() {
            true => acks[chance.below(acks.len())] + 1,
            false => chance.below(events.len() + 1),
        };
        let kept = match chance.below(5) {
            0 => Kept::Nothing,
            1 => Kept::Everything,
            drawn => Kept::Some { torn: drawn > 2 },
        };
        let files = Disk::after(&events[..moment]).power_lost(kept, &mut chance);
        let folder = tempfile::tempdir()?;
        lay_out(folder.path(), &files)?;
        let place = Place::sqlite(folder.path().join(DATABASE));
        let acknowledged = acknowledged(&events[..moment]);
        match runtime.block_on(audit_place(&place, &acknowledged)) {
            Ok(_) => {}
            Err(Failure::Broken(finding)) => seen.findings.push((moment, kept, finding)),
            Err(other) => return Err(other),
        }
    }
    Ok(seen)
}

/// Lets a writer run over the layer; gives what the layer has written down.
fn run(trial: &Power<'_>) -> Result<Vec<Event>, Failure> {
    let folder = tempfile::tempdir()?;
    let root = folder.path().canonicalize()?;
    let layer = compile(&root)?;
    let (disk, log) = (root.join("disk"), root.join("log"));
    fs::create_dir(&disk)?;
    let place = Place::Sqlite {
        file: disk.join(DATABASE),
        durability: trial.durability,
    };
    let mut command = Command::new(trial.program);
    command
        .arg("writer")
        .args(place.arguments())
        .args(["--acts", &trial.acts.to_string(), "--acks"])
        .arg(disk.join(ACKNOWLEDGEMENTS))
        .env("LD_PRELOAD", layer)
        .env("COMITY_POWER_FOLDER", &disk)
        .env("COMITY_POWER_LOG", &log)
        .stdin(Stdio::null());
    let ended = wait(&mut Ended(command.spawn()?));
    ended?;
    let events = read(&fs::read(log)?)?;
    match events.iter().filter(|it| is_acknowledgement(it)).count() as u64 {
        count if count == trial.acts => Ok(events),
        count => Err(Failure::Unheld(format!(
            "the layer has seen {count} of {} acknowledgements",
            trial.acts
        ))),
    }
}

/// A process that ends with its trial.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended already; there is nobody to tell.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn wait(writer: &mut Ended) -> Result<(), Failure> {
    for _ in 0..MAX_LOOKS {
        match writer.0.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(Failure::Unheld(format!("the writer ended: {status}"))),
            None => thread::park_timeout(Duration::from_millis(100)),
        }
    }
    Err(Failure::Unheld("the writer does not end".to_owned()))
}

fn compile(folder: &Path) -> Result<PathBuf, Failure> {
    let (source, layer) = (folder.join("layer.c"), folder.join("layer.so"));
    fs::write(&source, LAYER)?;
    let compiled = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([&layer, &source])
        .args(["-ldl", "-pthread"])
        .status()?;
    match compiled.success() {
        true => Ok(layer),
        false => Err(Failure::Unheld("the layer does not compile".to_owned())),
    }
}

fn is_acknowledgement(event: &Event) -> bool {
    matches!(event, Event::Write { name, .. } if name == ACKNOWLEDGEMENTS)
}

fn acknowledged(events: &[Event]) -> Acknowledged {
    let lines = events.iter().filter_map(|event| match event {
        Event::Write { name, bytes, .. } if name == ACKNOWLEDGEMENTS => {
            read_line(String::from_utf8_lossy(bytes).trim_end())
        }
        _ => None,
    });
    lines.collect()
}

fn lay_out(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> std::io::Result<()> {
    files
        .iter()
        .filter(|(name, _)| *name != ACKNOWLEDGEMENTS)
        .try_for_each(|(name, content)| fs::write(folder.join(name), content))
}
