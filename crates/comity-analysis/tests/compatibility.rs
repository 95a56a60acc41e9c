//! The compatibility mode against what Polis itself found on real conversations.
//!
//! One of them comes with the whole result of Polis; the others only with the group of each
//! participant, which depends on a history that nobody has: how far ours agree is measured, and a
//! floor is held so that a change is seen.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test says what it measured"
)]

mod conversations;

use std::fs;

use comity_analysis::Chance;
use comity_analysis::agreement_of_partitions::adjusted_rand_index;
use comity_analysis::compatibility::{
    Direction, admitted, compatibility, group_aware_consensus, representative, tallies,
};
use comity_analysis::spectrum::spectrum_without;
use conversations::{Conversation, folder, read};
use serde_json::Value;

const AUSTRIA: &str = "austria-climate.7z7ejpbmv5";

/// The conversation with Polis' own result, and which statements were moderated out.
fn austria() -> Option<(Conversation, Value, Vec<bool>)> {
    let folder = folder(AUSTRIA)?;
    let text = fs::read_to_string(folder.join("polis-output.json")).unwrap();
    let output: Value = serde_json::from_str(&text).unwrap();
    let conversation = read(&folder);
    assert_eq!(integers(&output["tids"]), conversation.statements);
    let mut out = integers(&output["mod-out"]);
    out.sort_unstable();
    let is_out = |it: &u32| out.binary_search(it).is_ok();
    let out = conversation.statements.iter().map(is_out).collect();
    Some((conversation, output, out))
}

fn integers(list: &Value) -> Vec<u32> {
    let list = list.as_array().unwrap().iter();
    list.map(|it| it.as_u64().unwrap() as u32).collect()
}

fn floats(list: &Value) -> Vec<f64> {
    let list = list.as_array().unwrap().iter();
    list.map(|it| it.as_f64().unwrap()).collect()
}

/// The base cluster of Polis that each participant is in.
fn bases(conversation: &Conversation, output: &Value) -> Vec<Vec<usize>> {
    let members = output["base-clusters"]["members"].as_array().unwrap();
    let row = |it: &u32| conversation.participants.binary_search(it).unwrap();
    let of = |it: &Value| integers(it).iter().map(row).collect();
    members.iter().map(of).collect()
}

/// The groups of Polis.
fn groups(conversation: &Conversation, output: &Value) -> Vec<Option<u32>> {
    let bases = bases(conversation, output);
    let ids = integers(&output["base-clusters"]["id"]);
    let mut groups = vec![None; conversation.participants.len()];
    for group in output["group-clusters"].as_array().unwrap() {
        let number = group["id"].as_u64().unwrap() as u32;
        for base in integers(&group["members"]) {
            let at = ids.iter().position(|it| *it == base).unwrap();
            for row in &bases[at] {
                groups[*row] = Some(number);
            }
        }
    }
    assert_eq!(groups, conversation.groups, "the export says the same");
    groups
}

#[test]
fn components_and_means_are_those_of_polis() {
    let Some((conversation, output, out)) = austria() else {
        return;
    };
    let found = spectrum_without(&conversation.positions, &out, 2, &Chance::from_seed(1));
    for (ours, theirs) in found.components.iter().zip([0, 1]) {
        let theirs = floats(&output["pca"]["comps"][theirs]);
        let dot = |one: &[f64], other: &[f64]| -> f64 {
            one.iter().zip(other).map(|(one, other)| one * other).sum()
        };
        let cosine = dot(ours, &theirs) / (dot(ours, ours) * dot(&theirs, &theirs)).sqrt();
        assert!(cosine.abs() >= 1.0 - 1e-12, "{cosine}");
    }
    // For Polis an agreement is −1.
    for (ours, theirs) in found.means.iter().zip(floats(&output["pca"]["center"])) {
        assert!((ours + theirs).abs() < 1e-9, "{ours} {theirs}");
    }
}

#[test]
fn places_and_extremities_are_those_of_polis() {
    let Some((conversation, output, out)) = austria() else {
        return;
    };
    let found = compatibility(&conversation.positions, &out, &Chance::from_seed(1));
    let centres = [&output["base-clusters"]["x"], &output["base-clusters"]["y"]].map(floats);
    let bases = bases(&conversation, &output);
    for (axis, centres) in centres.iter().enumerate() {
        let ours: Vec<f64> = bases
            .iter()
            .map(|rows| {
                let sum: f64 = rows.iter().map(|it| found.places[*it][axis]).sum();
                sum / rows.len() as f64
            })
            .collect();
        // An axis may point the other way.
        let turn: f64 = ours.iter().zip(centres).map(|it| it.0 * it.1).sum();
        for (ours, theirs) in ours.iter().zip(centres) {
            assert!(
                (ours * turn.signum() - theirs).abs() < 1e-6,
                "{ours} {theirs}"
            );
        }
    }
    let theirs = floats(&output["pca"]["comment-extremity"]);
    for (ours, theirs) in found.extremities.iter().zip(theirs) {
        assert!((ours - theirs).abs() < 1e-6, "{ours} {theirs}");
    }
    let mut admitted_there = integers(&output["in-conv"]);
    admitted_there.sort_unstable();
    let ours = admitted(&conversation.positions);
    let ours: Vec<u32> = ours
        .iter()
        .map(|it| conversation.participants[*it as usize])
        .collect();
    assert_eq!(ours, admitted_there);
}

#[test]
fn given_its_groups_the_statistics_are_those_of_polis() {
    let Some((conversation, output, out)) = austria() else {
        return;
    };
    let groups = groups(&conversation, &output);
    let tallies = tallies(&conversation.positions, &groups);
    let consensus = group_aware_consensus(&tallies, conversation.statements.len());
    for (statement, ours) in conversation.statements.iter().zip(consensus) {
        let theirs = &output["group-aware-consensus"][statement.to_string()];
        assert!((ours - theirs.as_f64().unwrap()).abs() < 1e-9);
    }
    for (group, found) in representative(&tallies, &out).iter().enumerate() {
        let theirs = output["repness"][group.to_string()].as_array().unwrap();
        assert_eq!(found.len(), theirs.len());
        for (ours, theirs) in found.iter().zip(theirs) {
            let number = |name: &str| theirs[name].as_f64().unwrap();
            let id = u64::from(conversation.statements[ours.statement]);
            assert_eq!(Some(id), theirs["tid"].as_u64());
            let direction = match ours.direction {
                Direction::Agree => "agree",
                Direction::Disagree => "disagree",
            };
            assert_eq!(Some(direction), theirs["repful-for"].as_str());
            assert!((ours.figures.share - number("p-success")).abs() < 1e-9);
            assert!((ours.figures.test - number("p-test")).abs() < 1e-9);
            assert!((ours.figures.relative - number("repness")).abs() < 1e-9);
            // This one it publishes in single precision.
            let test = ours.figures.relative_test;
            assert!((test - number("repness-test")).abs() < 1e-5);
        }
    }
}

/// How far our groups agree with those that were exported, and how many there are of both.
fn agreement(name: &str) -> Option<(f64, usize, usize)> {
    let (conversation, out) = match name {
        AUSTRIA => {
            let (conversation, _, out) = austria()?;
            (conversation, out)
        }
        _ => (read(&folder(name)?), moderated_out(name)?),
    };
    let found = compatibility(&conversation.positions, &out, &Chance::from_seed(1));
    let pairs = found.groups.iter().zip(&conversation.groups);
    let both: Vec<(u32, u32)> = pairs
        .filter_map(|(one, other)| Some(((*one)?, (*other)?)))
        .collect();
    let (ours, theirs): (Vec<u32>, Vec<u32>) = both.into_iter().unzip();
    let groups = |of: &[u32]| of.iter().collect::<std::collections::BTreeSet<_>>().len();
    let index = adjusted_rand_index(&ours, &theirs);
    println!(
        "{name}: adjusted Rand index {index:.3} over {} participants, {} groups here, {} there, silhouettes {:.3?}",
        ours.len(),
        groups(&ours),
        groups(&theirs),
        found.silhouettes,
    );
    Some((index, groups(&ours), groups(&theirs)))
}

/// The statements that the export marks as moderated out.
fn moderated_out(name: &str) -> Option<Vec<bool>> {
    let folder = folder(name)?;
    let conversation = read(&folder);
    let mut reader = csv::Reader::from_path(folder.join("comments.csv")).unwrap();
    let mut out = vec![false; conversation.statements.len()];
    for row in reader.records() {
        let row = row.unwrap();
        if &row[6] == "-1" {
            let id: u32 = row[2].parse().unwrap();
            if let Ok(at) = conversation.statements.binary_search(&id) {
                out[at] = true;
            }
        }
    }
    Some(out)
}

#[test]
fn the_groups_of_real_conversations_are_near_those_of_polis() {
    for (name, floor) in [
        (AUSTRIA, 0.75),
        ("15-per-hour-seattle", 0.5),
        ("american-assembly.bowling-green", 0.2),
        ("brexit-consensus", 0.5),
        ("vtaiwan.uberx", 0.3),
    ] {
        let Some((index, ours, theirs)) = agreement(name) else {
            return;
        };
        assert!(index >= floor, "{name}: {index}");
        assert!((2..=5).contains(&ours) && theirs >= 2);
    }
}
