//! The default mode on five real conversations: what it finds is printed, and what must hold of
//! any conversation is asserted.
//!
//! Run it with `--nocapture` to read the figures.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that fails may say so in the shortest way, and this one is read"
)]

#[allow(dead_code, reason = "who a row is plays no part here")]
mod conversations;

use std::fmt::Write as _;

use comity_analysis::agreement_of_partitions::adjusted_rand_index;
use comity_analysis::common_ground::{Count, HIDDEN_BELOW, Kind};
use comity_analysis::converge::Outcome;
use comity_analysis::groups::{Bounds, COMPONENTS, Placed};
use comity_analysis::spectrum::spectrum;
use comity_analysis::{Chance, Convergence, Question, Settings, converge};
use conversations::{Conversation, folder, read};

fn described(name: &str, conversation: &Conversation, found: &Convergence) -> String {
    let mut text = format!("\n{name}: {:?}\n", found.counts);
    let share: Vec<String> = found.spectrum.iter().map(|it| format!("{it:.3}")).collect();
    writeln!(text, "  spectrum {}", share.join(" ")).unwrap();
    let parting = match &found.outcome {
        Outcome::None(why) => {
            writeln!(text, "  no groups: {why:?}").unwrap();
            None
        }
        Outcome::NotStable(parting) => Some(("not stable", parting)),
        Outcome::Groups(groups, parting) => {
            let sizes: Vec<usize> = groups.iter().map(|it| it.size).collect();
            writeln!(text, "  groups of {sizes:?}").unwrap();
            for (number, group) in groups.iter().enumerate() {
                let named = group.representative.iter();
                let named: Vec<String> = named
                    .map(|it| format!("{} {:?} {:.2}", it.statement, it.stance, it.share))
                    .collect();
                writeln!(text, "    group {number}: {}", named.join(", ")).unwrap();
            }
            Some(("stable", parting))
        }
    };
    if let Some((badge, parting)) = parting {
        writeln!(
            text,
            "  {badge}: k {} in {} dimensions, silhouette {:.3} against {:.3}",
            parting.count,
            parting.dimensions,
            parting.silhouette,
            parting.silhouette_without_groups
        )
        .unwrap();
        let stability = parting.stability.as_ref().unwrap();
        for (kind, runs) in [
            ("bootstraps", &stability.bootstraps),
            ("dropouts", &stability.dropouts),
        ] {
            writeln!(
                text,
                "  {kind}: agreement {:.3}, least {:.3}, k {:?}",
                runs.agreement, runs.least, runs.counts
            )
            .unwrap();
        }
    }
    text += &against_exported(conversation);
    let mut ground: Vec<(f64, f64, usize)> = found
        .statements
        .iter()
        .enumerate()
        .filter_map(|(at, it)| it.among_groups.ok().map(|it| (it.score, it.lower, at)))
        .collect();
    ground.sort_by(|one, other| other.0.total_cmp(&one.0));
    writeln!(
        text,
        "  statements with common ground to give: {}",
        ground.len()
    )
    .unwrap();
    for (score, lower, at) in ground.iter().take(5) {
        let statement = conversation.statements[*at];
        writeln!(text, "    {score:.3} at least {lower:.3}: {statement}").unwrap();
    }
    text
}

/// The groups before they are tried for stability, beside those of the export. Without the trials
/// they are parted in every conversation where anything stands out at all.
fn against_exported(conversation: &Conversation) -> String {
    let chance = Chance::from_seed(1);
    let spectrum = spectrum(&conversation.positions, COMPONENTS, &chance.part(0));
    let placed = Placed::of(&conversation.positions, &spectrum, &chance.part(1));
    let statements = conversation.positions.statements();
    let bounds = Bounds::of(placed.count(), statements, Kind::ballots());
    let groups = match placed.groups(&conversation.positions, bounds, &chance.part(2)) {
        Ok(groups) => groups,
        Err(none) => return format!("  untried: {none:?}\n"),
    };
    let pairs = groups.membership.iter().zip(&conversation.groups);
    let (one, other): (Vec<u32>, Vec<u32>) = pairs
        .filter_map(|(own, there)| Some((u32::from((*own)?), (*there)?)))
        .unzip();
    let index = adjusted_rand_index(&one, &other);
    format!(
        "  untried, {} groups against the exported: {index:.3} over {}\n",
        groups.count,
        one.len()
    )
}

/// Whatever is found: every number is one, and nothing is said of fewer than five.
fn check(found: &Convergence) {
    assert!(found.map.iter().all(|it| it.persons >= HIDDEN_BELOW));
    for statement in &found.statements {
        for count in &statement.by_group {
            if let Count::Shown(tally) = count {
                let votes = tally.votes() as usize;
                assert!(votes == 0 || votes >= HIDDEN_BELOW);
            }
        }
        if let Ok(ground) = statement.among_groups {
            assert!(ground.score > 0.0 && ground.score < 1.0);
            assert!((0.0..=1.0).contains(&ground.lower));
        }
    }
}

fn conversation(name: &str) {
    let Some(folder) = folder(name) else {
        return;
    };
    let read = read(&folder);
    let question = Question {
        statements: read.statements.iter().map(u32::to_string).collect(),
        constituencies: Vec::new(),
        constituency_count: 0,
        settings: Settings::default(),
    };
    let found = converge(&read.positions, &question).unwrap();
    check(&found);
    println!("{}", described(name, &read, &found));
}

#[test]
fn a_minimum_wage() {
    conversation("15-per-hour-seattle");
}

#[test]
fn a_town_assembly() {
    conversation("american-assembly.bowling-green");
}

#[test]
fn a_climate_council() {
    conversation("austria-climate.7z7ejpbmv5");
}

#[test]
fn a_referendum_and_what_follows() {
    conversation("brexit-consensus");
}

#[test]
fn a_law_on_rides() {
    conversation("vtaiwan.uberx");
}
