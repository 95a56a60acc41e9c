//! How fast origins are found, and how many of the copies that were planted.
//!
//! `cargo bench -p comity-analysis --bench origins` runs the three sizes of the budget;
//! `… -- WORDS INPUTS [WINDOW]` one. Inputs are made outside the clock, a thousand at a time.
//! Clock and processor time are those of reading and comparing, from strings to the outcome; memory
//! is the peak of the whole process, the inputs in hand included.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::time::Instant;

use comity_analysis::origins::{Input, Origins, Search, Settings, Share};
use comity_testkit::worlds::origins::{Copied, OriginsWorld, Planted, SIZES};

/// How many inputs are in hand at once.
const AT_ONCE: usize = 1_000;

fn main() -> io::Result<()> {
    let numbers = std::env::args().skip(1).filter_map(|it| it.parse().ok());
    let numbers: Vec<usize> = numbers.collect();
    let mut settings = Settings::default();
    if let Some(window) = numbers.get(2) {
        settings.window_shingles = *window;
    }
    let sizes = match numbers.as_slice() {
        [words, inputs, ..] => vec![(*words, *inputs)],
        _ => SIZES.to_vec(),
    };
    for (words, inputs) in sizes {
        measure(words, inputs, settings)?;
    }
    Ok(())
}

/// Seconds on the clock and on the processors.
struct Spent {
    clock: f64,
    processors: f64,
}

fn measure(words: usize, inputs: usize, settings: Settings) -> io::Result<()> {
    // From here on the peak is that of this size.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let world = OriginsWorld::new(1, words, inputs);
    let mut spent = Spent {
        clock: 0.0,
        processors: 0.0,
    };
    let mut search = spent.on(|| Search::new(&world.text, &[&world.base], settings));
    let mut planted = Vec::with_capacity(inputs);
    for from in (0..inputs).step_by(AT_ONCE) {
        let made = (from..inputs.min(from + AT_ONCE)).map(|it| world.input(it));
        let made: Vec<_> = made.collect();
        let given = made.iter().zip(from as i64..).map(|(it, rank)| Input {
            text: &it.text,
            rank,
        });
        let given: Vec<_> = given.collect();
        spent.on(|| search.add(&given));
        planted.extend(made.into_iter().map(|it| it.planted));
    }
    let origins = spent.on(|| search.finish());
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{words} words x {inputs} inputs, window {}: {:.2} s clock, {:.2} s processors, {} MB peak",
        settings.window_shingles,
        spent.clock,
        spent.processors,
        peak()
    )?;
    score(&origins, &planted, &mut out)
}

impl Spent {
    fn on<T>(&mut self, work: impl FnOnce() -> T) -> T {
        #[expect(
            clippy::disallowed_methods,
            reason = "measuring time is what this is for"
        )]
        let (start, before) = (Instant::now(), processors());
        let done = work();
        self.clock += start.elapsed().as_secs_f64();
        self.processors += processors() - before;
        done
    }
}

/// Seconds of processor time until now, of all threads: in hundredths, as the kernel counts.
fn processors() -> f64 {
    let line = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = line.rsplit(')').next().unwrap_or_default();
    let times = behind_name.split_whitespace().skip(11).take(2);
    times.filter_map(|it| it.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The most memory that was in use, in MB; 0 where the system does not say.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|it| it.trim().split(' ').next());
    kibibytes
        .and_then(|it| it.parse::<usize>().ok())
        .unwrap_or(0)
        * 1_024
        / 1_000_000
}

/// Prints how many planted copies were found, by kind, and how many aligned passages are of one.
/// A copy is found where half of its characters stand in runs of its input; an aligned passage is
/// right where half of it is a copy from the text, on both sides.
fn score(origins: &Origins, planted: &[Vec<Planted>], out: &mut impl Write) -> io::Result<()> {
    let mut kinds: BTreeMap<Copied, (usize, usize, f64)> = BTreeMap::new();
    let (mut right, mut all) = (0, 0);
    for (became, planted) in origins.became.iter().zip(planted) {
        let shares = &origins.shares[became.shares.clone()];
        all += shares.len();
        right += shares
            .iter()
            .filter(|share| is_right(share, planted))
            .count();
        for copy in planted.iter().filter(|it| it.copied != Copied::Base) {
            let covered = covered(&copy.text, shares);
            let kind = kinds.entry(copy.copied).or_default();
            kind.0 += usize::from(covered >= 0.5);
            kind.1 += 1;
            kind.2 += covered;
        }
    }
    for (copied, (found, there, covered)) in kinds {
        writeln!(
            out,
            "    {copied:?}: found {found} of {there} ({:.1} %), {:.1} % of their characters",
            100.0 * found as f64 / there as f64,
            100.0 * covered / there as f64
        )?;
    }
    writeln!(
        out,
        "    aligned passages: {right} of {all} are planted copies ({:.1} %)",
        100.0 * right as f64 / all.max(1) as f64
    )
}

/// What part of a copy stands in runs of its input.
fn covered(copy: &Range<usize>, shares: &[Share]) -> f64 {
    let runs = shares.iter().flat_map(|it| &it.runs);
    let mut pieces: Vec<Range<usize>> = runs.map(|run| meet(&run.text, copy)).collect();
    pieces.sort_unstable_by_key(|it| (it.start, it.end));
    let (mut covered, mut until) = (0, 0);
    for piece in pieces {
        covered += piece.end.saturating_sub(piece.start.max(until));
        until = until.max(piece.end);
    }
    covered as f64 / copy.len() as f64
}

fn is_right(share: &Share, planted: &[Planted]) -> bool {
    let own = planted.iter().filter(|it| it.copied != Copied::Base);
    let half = |one: &Range<usize>, other| meet(one, other).len() * 2 >= one.len();
    own.into_iter()
        .any(|it| half(&share.text, &it.text) && half(&share.within, &it.within))
}

fn meet(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    let start = one.start.max(other.start);
    start..one.end.min(other.end).max(start)
}
