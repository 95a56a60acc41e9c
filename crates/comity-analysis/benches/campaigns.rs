//! Campaigns among generated comments in six languages: time, memory, precision and recall.
//!
//! `cargo bench -p comity-analysis --bench campaigns` runs the three sizes, each in a process of
//! its own, so that its peak of memory is its own; with `-- COUNT…` those sizes. `-- --write COUNT
//! FILE` writes the same comments for programs that are not ours: a line for each, its true group,
//! a tab, its text with spaces for line breaks. Processor time and memory are read from Linux.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::process::Command;
use std::time::Instant;

use comity_analysis::campaigns::{Campaigns, Settings, campaigns};
use comity_testkit::worlds::comments::{Comment, comments};

/// The sizes that are run if none is given.
const SIZES: [usize; 3] = [20_000, 200_000, 1_000_000];

/// The world of every run.
const SEED: u64 = 1;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| it != "--bench")
        .collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--write", count, file] => Ok(std::fs::write(file, lines(count.parse()?))?),
        ["--measure", count] => measure(count.parse()?),
        [] => each(&SIZES.map(|it| it.to_string())),
        _ => each(&arguments),
    }
}

/// Runs each size in a process of its own.
fn each(sizes: &[String]) -> Result<(), Box<dyn Error>> {
    for size in sizes {
        let program = std::env::current_exe()?;
        let status = Command::new(program).args(["--measure", size]).status()?;
        if !status.success() {
            return Err(format!("{size} comments: {status}").into());
        }
    }
    Ok(())
}

fn lines(count: usize) -> String {
    comments(SEED, count)
        .iter()
        .fold(String::new(), |mut out, it| {
            let text = it.text.replace('\n', " ");
            writeln!(out, "{}\t{text}", it.group).expect("a string takes what is written");
            out
        })
}

#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "this is the clock of the measurement, and its report"
)]
fn measure(count: usize) -> Result<(), Box<dyn Error>> {
    let made = comments(SEED, count);
    let texts: Vec<&str> = made.iter().map(|it| it.text.as_str()).collect();
    // From here on the peak is counted anew.
    std::fs::write("/proc/self/clear_refs", "5")?;
    let (input, cpu, wall) = (mebibytes("VmRSS")?, cpu_seconds()?, Instant::now());
    let outcome = campaigns(&texts, &Settings::default());
    let (cpu, wall) = (cpu_seconds()? - cpu, wall.elapsed().as_secs_f64());
    let own = mebibytes("VmHWM")? - input;
    let (precision, recall, groups) = judged(&outcome, &made);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!(
        "{count} comments, {} MB of text: {cpu:.2} s of processor, {wall:.2} s by the clock; \
        input {input} MiB, own peak {own} MiB; {} groups, {groups} true ones; \
        precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}",
        texts.iter().map(|it| it.len()).sum::<usize>() / 1_000_000,
        outcome.groups.len(),
    );
    Ok(())
}

/// Precision and recall over pairs of comments, and how many true groups there are.
fn judged(outcome: &Campaigns, made: &[Comment]) -> (f64, f64, usize) {
    let pairs = |count: u64| count * (count - 1) / 2;
    let mut truth: BTreeMap<u32, u64> = BTreeMap::new();
    for comment in made {
        *truth.entry(comment.group).or_default() += 1;
    }
    let together: u64 = truth.values().map(|it| pairs(*it)).sum();
    let (mut joined, mut both) = (0, 0);
    for group in &outcome.groups {
        joined += pairs(group.count() as u64);
        let mut parts: BTreeMap<u32, u64> = BTreeMap::new();
        for member in group.copies.iter().chain(&group.variations) {
            *parts.entry(made[*member as usize].group).or_default() += 1;
        }
        both += parts.values().map(|it| pairs(*it)).sum::<u64>();
    }
    let part = |of: u64| both as f64 / of.max(1) as f64;
    (part(joined), part(together), truth.len())
}

/// User and system time of this process: fields 14 and 15 of its line, in hundredths.
fn cpu_seconds() -> Result<f64, Box<dyn Error>> {
    let line = std::fs::read_to_string("/proc/self/stat")?;
    let fields = line.rsplit(')').next().unwrap_or_default();
    let ticks: Vec<f64> = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    Ok(ticks.iter().sum::<f64>() / 100.0)
}

fn mebibytes(name: &str) -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|it| it.starts_with(name));
    let kibibytes = line.and_then(|it| it.split_whitespace().nth(1));
    Ok(kibibytes.ok_or("no such line")?.parse::<u64>()? / 1024)
}
