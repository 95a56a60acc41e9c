//! A sheet of measured stages: time on the clock, time of all cores, peak of memory.
//!
//! It reads what Linux says of this process. The peak is set back before each stage.
//!
//! Start at [`Sheet::stage`].

use std::fs;
use std::io::{Error, Result};
use std::time::{Duration, Instant};

/// How many ticks of the time of cores a second has: fixed for programs on Linux.
const TICKS_A_SECOND: u64 = 100;

/// What was measured so far.
pub struct Sheet {
    wall: Duration,
    cores: Duration,
}

impl Sheet {
    pub fn new() -> Result<Sheet> {
        println!(
            "{:<22}{:>12}{:>14}{:>14}",
            "stage", "clock", "all cores", "peak"
        );
        Ok(Sheet {
            wall: Duration::ZERO,
            cores: Duration::ZERO,
        })
    }

    /// Does a stage and prints what it cost.
    pub fn stage<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> Result<T> {
        // What is written here is a command to Linux: forget the peak.
        fs::write("/proc/self/clear_refs", "5")?;
        let before = cores()?;
        let start = Instant::now();
        let yields = work();
        let (wall, cores) = (start.elapsed(), cores()?.saturating_sub(before));
        self.wall += wall;
        self.cores += cores;
        println!(
            "{name:<22}{:>10.3} s{:>12.2} s{:>10} MiB",
            wall.as_secs_f64(),
            cores.as_secs_f64(),
            peak_kib()? / 1024,
        );
        Ok(yields)
    }

    /// Prints the sum of all stages.
    pub fn sum(&self) {
        println!(
            "{:<22}{:>10.3} s{:>12.2} s\n",
            "together",
            self.wall.as_secs_f64(),
            self.cores.as_secs_f64()
        );
    }
}

/// The time that all threads of this process have had, those that ended included.
fn cores() -> Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name of the program, in parentheses, may hold spaces; the fields after it may not.
    let fields = stat.rsplit(") ").next().unwrap_or_default();
    let ticks = |at: usize| -> Option<u64> { fields.split(' ').nth(at)?.parse().ok() };
    let ticks = ticks(11).zip(ticks(12)).map(|(user, system)| user + system);
    let ticks = ticks.ok_or_else(|| Error::other("the time of the cores cannot be read"))?;
    Ok(Duration::from_millis(ticks * (1000 / TICKS_A_SECOND)))
}

fn peak_kib() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let number = line.and_then(|it| it.trim().trim_end_matches(" kB").parse().ok());
    number.ok_or_else(|| Error::other("the peak of memory cannot be read"))
}
