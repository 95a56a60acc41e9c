//! Whether the groups would be found again: among other people of the same kind, and had some
//! votes not been cast.
//!
//! Each run repeats everything from the spectrum on, the number of groups and of dimensions
//! included. Groups that come out otherwise are an accident of who happened to vote, and are not
//! published as groups.
//!
//! Start at [`stability`].

use crate::agreement_of_partitions::adjusted_rand_index;
use crate::chance::Chance;
use crate::groups::{Bounds, COMPONENTS, Groups, MAX_GROUPS, Placed, needed_positions};
use crate::pieces::in_order;
use crate::positions::{Builder, Positions};
use crate::spectrum::spectrum;

/// Runs of each kind: the mean agreement is then known to a few hundredths.
pub const RUNS: usize = 20;

/// The share of votes that is dropped in a run of the second kind, and of participants where a
/// bootstrap would have too few different ones.
pub const DROPPED: f64 = 0.20;

/// Participants in one run, at most: more change nothing that can be seen, and forty runs over a
/// million would take minutes.
pub const MOST_PARTICIPANTS: usize = 200_000;

/// The mean adjusted Rand index from which on groups are stable. Steinley (2004) calls
/// agreement from .80 on good and below .65 poor; groups that are published should be good.
pub const STABLE_AGREEMENT: f64 = 0.80;

/// The share of runs that must find as many groups as were published: more often than not.
pub const STABLE_COUNT_SHARE: f64 = 0.50;

/// Runs of one kind, each compared with the groups that were found.
#[derive(Clone, Debug, PartialEq)]
pub struct Runs {
    /// The mean over runs of the adjusted Rand index, over those who are grouped in both; a run
    /// without groups counts as 0.
    pub agreement: f64,
    /// The least of them.
    pub least: f64,
    /// In how many runs there were 1 (no groups), 2, 3 … groups.
    pub counts: [usize; MAX_GROUPS],
}

/// How the groups fared when they were looked for again.
#[derive(Clone, Debug, PartialEq)]
pub struct Stability {
    /// With participants drawn anew, with replacement; with a fifth of them left out, where those
    /// who are placed are few: see [`Bounds::of`].
    pub bootstraps: Runs,
    /// With [`DROPPED`] of the votes left out.
    pub dropouts: Runs,
    /// What follows.
    pub badge: Badge,
}

/// Whether groups are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Badge {
    /// In both kinds of runs the agreement is at least [`STABLE_AGREEMENT`] on average, and at
    /// least [`STABLE_COUNT_SHARE`] of them found as many groups.
    Stable,
    /// People were parted otherwise too often, or into another number of groups.
    NotStable,
}

/// Looks for the groups again, in [`RUNS`] runs of each kind. The matrix is in the canonical
/// order; `bounds` are those that the groups were found in.
#[must_use]
pub fn stability(
    positions: &Positions,
    groups: &Groups,
    bounds: Bounds,
    chance: &Chance,
) -> Stability {
    let runs = |kind: u64, bounds: Bounds, changed: &(dyn Fn(&mut Chance) -> Changed + Sync)| {
        let kind = chance.part(kind);
        let all = in_order(RUNS, |run| {
            let own = kind.part(run as u64);
            let changed = changed(&mut own.part(0));
            again(&changed, groups, bounds, &own.part(1))
        });
        summed(&all)
    };
    // Of few some are left out, or no longer have positions enough.
    let (bounds, drawn): (Bounds, fn(&Positions, &mut Chance) -> Changed) = match bounds.few {
        true => (bounds.of_four_fifths(), without_a_fifth),
        false => (bounds, drawn_anew),
    };
    let bootstraps = runs(0, bounds, &|chance| drawn(positions, chance));
    let dropouts = runs(1, bounds, &|chance| with_votes_dropped(positions, chance));
    let stable = |it: &Runs| {
        it.agreement >= STABLE_AGREEMENT
            && it.counts[groups.count - 1] as f64 >= STABLE_COUNT_SHARE * RUNS as f64
    };
    let badge = match stable(&bootstraps) && stable(&dropouts) {
        true => Badge::Stable,
        false => Badge::NotStable,
    };
    Stability {
        bootstraps,
        dropouts,
        badge,
    }
}

/// Another matrix, and which row of the first each of its rows is.
struct Changed {
    positions: Positions,
    rows: Vec<u32>,
    /// How many positions someone must have taken to be placed.
    needed: usize,
}

fn numbers(count: usize) -> Vec<u32> {
    (0..u32::try_from(count).expect("an index is below the limit")).collect()
}

/// All but a fifth of the participants, drawn by lot (after Levine and Domany 2001). Where they are
/// few, a bootstrap would have many of them twice, and two in one place look like a group of their
/// own.
fn without_a_fifth(positions: &Positions, chance: &mut Chance) -> Changed {
    let mut rows = numbers(positions.participants());
    for _ in 0..(rows.len() as f64 * DROPPED) as usize {
        rows.remove(chance.below(rows.len()));
    }
    rebuilt(positions, rows, || true)
}

/// As many participants as there are, drawn with replacement.
fn drawn_anew(positions: &Positions, chance: &mut Chance) -> Changed {
    let count = positions.participants();
    let all = numbers(count);
    let draws = count.min(MOST_PARTICIPANTS);
    let mut rows: Vec<u32> = (0..draws).map(|_| all[chance.below(count)]).collect();
    rows.sort_unstable();
    rebuilt(positions, rows, || true)
}

/// The same participants with some of their votes, each vote dropped by itself.
fn with_votes_dropped(positions: &Positions, chance: &mut Chance) -> Changed {
    let count = positions.participants();
    let step = count.div_ceil(MOST_PARTICIPANTS).max(1);
    let rows = numbers(count).into_iter().step_by(step).collect();
    let needed = needed_positions(positions.statements());
    let changed = rebuilt(positions, rows, || chance.unit() >= DROPPED);
    // Who had just enough has fewer now: that is no sign that people would be parted otherwise.
    Changed {
        needed: (needed as f64 * (1.0 - DROPPED)) as usize,
        ..changed
    }
}

fn rebuilt(positions: &Positions, rows: Vec<u32>, mut keeps: impl FnMut() -> bool) -> Changed {
    let mut builder = Builder::new();
    for (new, row) in (0_u32..).zip(&rows) {
        for cell in positions.row(*row as usize) {
            if keeps() {
                let statement = u32::try_from(cell.index()).expect("an index is below the limit");
                builder.cast(new, statement, cell.vote());
            }
        }
    }
    let (participants, statements) = (numbers(rows.len()), numbers(positions.statements()));
    Changed {
        needed: needed_positions(positions.statements()),
        positions: builder.finish(&participants, &statements).0,
        rows,
    }
}

/// Groups of a changed matrix: their number, and how they agree with those of the first.
fn again(changed: &Changed, groups: &Groups, bounds: Bounds, chance: &Chance) -> (usize, f64) {
    let spectrum = spectrum(&changed.positions, COMPONENTS, &chance.part(0));
    let (positions, needed) = (&changed.positions, changed.needed);
    let placed = Placed::with(positions, &spectrum, needed, &chance.part(1));
    let Ok(found) = placed.groups(&changed.positions, bounds, &chance.part(2)) else {
        return (1, 0.0);
    };
    let (mut one, mut other) = (Vec::new(), Vec::new());
    let mut last = None;
    for (row, group) in changed.rows.iter().zip(&found.membership) {
        // Who was drawn twice is one person all the same.
        if last.replace(*row) == Some(*row) {
            continue;
        }
        if let (Some(there), Some(here)) = (groups.membership[*row as usize], group) {
            one.push(u32::from(there));
            other.push(u32::from(*here));
        }
    }
    (found.count, adjusted_rand_index(&one, &other))
}

fn summed(all: &[(usize, f64)]) -> Runs {
    let mut counts = [0; MAX_GROUPS];
    for (count, _) in all {
        counts[count - 1] += 1;
    }
    Runs {
        agreement: all.iter().map(|it| it.1).sum::<f64>() / all.len() as f64,
        least: all.iter().map(|it| it.1).fold(1.0, f64::min),
        counts,
    }
}
