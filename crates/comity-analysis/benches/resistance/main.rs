//! How far a few can move what is held to be common ground, and whether a few who mean it are
//! heard.
//!
//! `cargo bench -p comity-analysis --bench resistance -- [SEED]`. To each real conversation of the
//! corpus adversaries are added who make up 5 % and 10 % of all, of five kinds, [`ROUNDS`] times
//! each; printed is what becomes of the best score and how many of the ten highest statements stay
//! among the ten highest, as median and least over the rounds, and what the new ten are worth by the
//! count before, of what the old ten are. All adversaries declare the smallest
//! constituency, where they weigh most; the exported groups stand in for constituencies, since none
//! were declared in these conversations.
//!
//! Then the smallest camp, people who mean what they say, is thinned to the same shares: of the
//! ten highest statements so many are rejected by more of that camp than agree, and in so many
//! rounds it stands as a group of its own.
//!
//! Without a seed one is drawn from the clock, so that no constant can be fitted to a run.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    unreachable_pub,
    missing_docs,
    reason = "a bench says what it found"
)]

mod adversaries;
#[allow(dead_code, reason = "who a row is plays no part here")]
#[path = "../../tests/conversations/mod.rs"]
mod conversations;
mod judges;

use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

use adversaries::{Hall, KINDS, Kind, adversaries};
use comity_analysis::Chance;
use judges::{JUDGES, LONG, Verdict, by_declaration, by_opinion, plain, polis};

const CONVERSATIONS: [&str; 5] = [
    "austria-climate.7z7ejpbmv5",
    "american-assembly.bowling-green",
    "vtaiwan.uberx",
    "brexit-consensus",
    "15-per-hour-seattle",
];

const SHARES: [f64; 2] = [0.05, 0.10];

/// How often each kind is tried, each time with other draws.
const ROUNDS: u64 = 3;

fn main() {
    let given = env::args().skip(1).find(|it| it != "--bench");
    let seed: u64 = match given {
        Some(word) => word.parse().expect("a seed is a whole number"),
        None => SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(1, |it| it.as_nanos() as u64),
    };
    println!("seed {seed}: `-- {seed}` gives this run again\n");
    let mut kept: Vec<(usize, String)> = Vec::new();
    for (number, name) in (0_u64..).zip(CONVERSATIONS) {
        match conversations::folder(name) {
            Some(folder) => {
                let there = Conversation::of(name, &conversations::read(&folder));
                there.attacked(&Chance::from_seed(seed).part(number), &mut kept);
                there.thinned(&Chance::from_seed(seed).part(100 + number));
            }
            None => println!("{name}: no corpus"),
        }
    }
    kept.sort();
    let goal = kept.iter().filter(|it| it.0 >= 8).count();
    println!(
        "at 10 %, by opinion groups: 8 of the ten highest stay in {goal} of {} rounds; the least:",
        kept.len()
    );
    for (stay, what) in kept.iter().filter(|it| it.0 < 8) {
        println!("  {stay:>2} stay: {what}");
    }
}

struct Conversation {
    name: &'static str,
    hall: Hall,
    honest: [Verdict; 5],
    /// The rows of each exported group, the smallest first.
    camps: Vec<(u32, Vec<usize>)>,
}

impl Conversation {
    fn of(name: &'static str, read: &conversations::Conversation) -> Conversation {
        let hall = Hall::of(&read.positions, &read.groups);
        let count = read.groups.iter().flatten().max().map_or(0, |it| it + 1);
        let rows = |camp: u32| -> Vec<usize> {
            let all = 0..read.groups.len();
            all.filter(|it| read.groups[*it] == Some(camp)).collect()
        };
        let mut camps: Vec<(u32, Vec<usize>)> = (0..count).map(|it| (it, rows(it))).collect();
        camps.retain(|it| !it.1.is_empty());
        camps.sort_by_key(|it| it.1.len());
        Conversation {
            name,
            honest: verdicts(&hall),
            hall,
            camps,
        }
    }

    fn smallest(&self) -> &(u32, Vec<usize>) {
        &self.camps[0]
    }

    /// What adversaries do to it.
    fn attacked(&self, chance: &Chance, kept: &mut Vec<(usize, String)>) {
        let groups = self.honest[0].group_count();
        println!(
            "{}: {} participants, {} statements, {groups} groups published, camps of {:?}",
            self.name,
            self.hall.ballots.len(),
            self.hall.statements,
            self.camps.iter().map(|it| it.1.len()).collect::<Vec<_>>(),
        );
        print!("{:<26}", "best, ten that stay, worth");
        println!("{}", JUDGES.map(|it| format!("{it:>31}")).concat());
        let tries = KINDS.iter().flat_map(|it| SHARES.map(|share| (*it, share)));
        for (number, ((kind, words), share)) in (0_u64..).zip(tries) {
            let rounds: Vec<Vec<Effect>> = (0..ROUNDS)
                .map(|it| self.round(kind, share, &chance.part(number * ROUNDS + it)))
                .collect();
            let of =
                |judge: usize| -> Vec<&Effect> { rounds.iter().map(|it| &it[judge]).collect() };
            let cells = (0..JUDGES.len()).map(|it| cell(self.honest[it].best(), &of(it)));
            let percent = share * 100.0;
            println!("{words:<20}{percent:>4.0} %{}", cells.collect::<String>());
            if share > 0.07 {
                let what = |it: &Effect| {
                    let (name, seen) = (self.name, it.groups);
                    format!("{name}, {words} ({seen} groups published, {groups} before)")
                };
                kept.extend(of(0).iter().map(|it| (it.kept, what(it))));
            }
        }
        println!();
    }

    /// What one round does to each verdict. Each is attacked where it stands highest itself, so
    /// that none is spared because the adversaries aimed at another list; the two by opinion
    /// groups share the list of the first.
    fn round(&self, kind: Kind, share: f64, chance: &Chance) -> Vec<Effect> {
        let (constituency, camp) = self.smallest();
        let count = self.hall.making(share);
        let attacked = |judge: usize| {
            let highest = self.honest[judge].highest();
            let mut chance = chance.clone();
            let made = adversaries(kind, count, &self.hall, (camp, &highest), &mut chance);
            self.hall.joined_by(made, *constituency)
        };
        let [full, as_one] = by_opinion(&attacked(0));
        let after = [
            full,
            as_one,
            by_declaration(&attacked(2)),
            plain(&attacked(3)),
            polis(&attacked(4)),
        ];
        let pairs = self.honest.iter().zip(&after);
        pairs
            .map(|(before, after)| Effect::of(before, after))
            .collect()
    }

    /// Whether the smallest camp keeps its say when it is as small as the adversaries were.
    fn thinned(&self, chance: &Chance) {
        let (number, camp) = self.smallest();
        let is_member = |row: &usize| camp.contains(row);
        let others: Vec<usize> = (0..self.hall.ballots.len())
            .filter(|it| !is_member(it))
            .collect();
        for (part, share) in (0_u64..).zip(SHARES) {
            let count = self.hall.only(&others).making(share).min(camp.len());
            let mut chance = chance.part(part);
            let rounds: Vec<[(usize, bool); 5]> = (0..ROUNDS)
                .map(|_| {
                    let mut rows = others.clone();
                    rows.extend(drawn(camp, count, &mut chance));
                    self.heard(&self.hall.only(&rows), others.len())
                })
                .collect();
            let cells = (0..JUDGES.len()).map(|judge| {
                let rejected = median(rounds.iter().map(|it| it[judge].0));
                let apart = rounds.iter().filter(|it| it[judge].1).count();
                format!("{rejected:>18} rejected, {apart}/{ROUNDS}")
            });
            println!(
                "honest camp {number} {:>7.1} %{}",
                100.0 * count as f64 / (others.len() + count) as f64,
                cells.collect::<String>()
            );
        }
        println!();
    }

    /// For each verdict: how many of its ten highest more of the whole camp reject than accept;
    /// and whether those of the camp, who come last, stand as a group of their own, which has
    /// most of them and few others.
    fn heard(&self, hall: &Hall, others: usize) -> [(usize, bool); 5] {
        verdicts(hall).map(|it| {
            let rejected = it.highest().into_iter().filter(|it| self.is_rejected(*it));
            let own = (0..it.group_count() as u32).any(|group| {
                let is_in = |row: &&Option<u32>| **row == Some(group);
                let (before, camp) = it.groups.split_at(others);
                let inside = camp.iter().filter(is_in).count();
                2 * inside > camp.len() && inside > before.iter().filter(is_in).count()
            });
            (rejected.count(), own)
        })
    }

    /// Whether more of the smallest camp disagree with a statement than agree.
    fn is_rejected(&self, statement: usize) -> bool {
        let held = self
            .smallest()
            .1
            .iter()
            .flat_map(|row| &self.hall.ballots[*row]);
        let votes = held.filter(|it| it.0 as usize == statement);
        votes.map(|it| i32::from(it.1.value())).sum::<i32>() < 0
    }
}

/// What became of a verdict.
struct Effect {
    /// The number of the statement that stood highest before.
    best: f64,
    /// How many of the ten highest stay.
    kept: usize,
    /// What the ten that stand highest now are worth by the verdict before, of what those before
    /// are, in per cent.
    worth: usize,
    /// How many groups it gives.
    groups: usize,
}

impl Effect {
    fn of(before: &Verdict, after: &Verdict) -> Effect {
        let highest = before.highest();
        Effect {
            best: after.scores[highest[0]].unwrap_or(0.0),
            kept: after.kept(&highest),
            worth: (100.0 * before.worth(&after.highest()) / before.worth(&highest)) as usize,
            groups: after.group_count(),
        }
    }
}

/// What each of [`JUDGES`] says of a hall.
fn verdicts(hall: &Hall) -> [Verdict; 5] {
    let [full, as_one] = by_opinion(hall);
    [full, as_one, by_declaration(hall), plain(hall), polis(hall)]
}

/// `.85 -> .80 (.77), 9 (8), 99 %`: medians, and in brackets the least.
fn cell(before: f64, effects: &[&Effect]) -> String {
    let kept = effects.iter().map(|it| it.kept);
    let mut best: Vec<f64> = effects.iter().map(|it| it.best).collect();
    best.sort_by(f64::total_cmp);
    let text = format!(
        "{} -> {} ({}), {} ({}), {} %",
        part(before),
        part(best[best.len() / 2]),
        part(best[0]),
        median(kept.clone()),
        kept.min().unwrap_or(LONG),
        median(effects.iter().map(|it| it.worth)),
    );
    format!("{text:>31}")
}

/// A number from 0 to 1 without its nought: `.85`.
fn part(of: f64) -> String {
    let text = format!("{of:.2}");
    text.strip_prefix('0').unwrap_or(&text).to_owned()
}

fn median(values: impl Iterator<Item = usize>) -> usize {
    let mut all: Vec<usize> = values.collect();
    all.sort_unstable();
    all[all.len() / 2]
}

/// So many of these, each at most once.
fn drawn(of: &[usize], count: usize, chance: &mut Chance) -> Vec<usize> {
    let mut left = of.to_vec();
    (0..count.min(of.len()))
        .map(|_| left.swap_remove(chance.below(left.len())))
        .collect()
}
