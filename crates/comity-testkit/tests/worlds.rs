//! Worlds are the same from the same seed, and look like real negotiations.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use comity_testkit::worlds::{HOT_WORDS, SIZES, World};
use comity_text::{Kind, normalise};

#[test]
fn one_seed_gives_the_same_bytes() {
    let bytes = |seed| World::new(seed, 40, 2_000).to_json_lines();
    assert_eq!(bytes(1), bytes(1));
    assert_ne!(bytes(1), bytes(2));
    let hot = |seed| World::hot(seed, 40).to_json_lines();
    assert_eq!(hot(1), hot(1));
    assert_ne!(hot(1), hot(2));
}

/// If this fails, the worlds have changed, and older measurements compare no longer.
#[test]
fn the_first_world_is_what_it_was() {
    let lines = World::new(1, 200, 8_000).to_json_lines();
    let digest = lines.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    assert_eq!(format!("{digest:016x}"), "e9be336298c81d00");
}

#[test]
fn a_world_has_the_size_that_was_asked_for() {
    for (proposals, words) in &SIZES[..2] {
        let world = World::new(1, *proposals, *words);
        assert_eq!(world.proposals.len(), *proposals);
        assert!((*words..*words + 100).contains(&world.words()));
        let paragraphs = world.base.provisions().iter();
        for paragraph in paragraphs.filter(|provision| provision.kind == Kind::Paragraph) {
            let words = paragraph.text.as_str().split(' ').count();
            assert!((30..=90).contains(&words));
            assert!(!normalise(paragraph.text.as_str()).1);
        }
    }
}

#[test]
fn a_proposal_asks_for_something_and_for_nothing_twice() {
    let world = World::new(3, 500, 20_000);
    let (mut adding, mut suppressing) = (0, 0);
    for proposal in &world.proposals {
        let touched: Vec<_> = proposal
            .edits
            .iter()
            .map(|(id, _)| id)
            .chain(&proposal.suppressions)
            .collect();
        let distinct: BTreeSet<_> = touched.iter().collect();
        assert!((1..=3).contains(&proposal.edits.len()));
        assert_eq!(distinct.len(), touched.len());
        for (id, text) in &proposal.edits {
            assert_ne!(world.base.get(id).unwrap().text, *text);
        }
        let sponsors: BTreeSet<_> = proposal.sponsors.iter().collect();
        assert_eq!(sponsors.len(), proposal.sponsors.len());
        adding += proposal.additions.len();
        suppressing += proposal.suppressions.len();
    }
    assert!((20..80).contains(&adding), "{adding}");
    assert!((5..50).contains(&suppressing), "{suppressing}");
}

#[test]
fn some_provisions_are_hot_and_some_edits_agree() {
    let world = World::new(1, 2_000, 80_000);
    let mut rivals: BTreeMap<_, usize> = BTreeMap::new();
    let mut texts: BTreeMap<_, usize> = BTreeMap::new();
    for (id, text) in world.proposals.iter().flat_map(|proposal| &proposal.edits) {
        *rivals.entry(id).or_default() += 1;
        *texts.entry((id, text)).or_default() += 1;
    }
    let hottest = rivals.values().max().copied().unwrap();
    assert!((12..60).contains(&hottest), "{hottest}");
    let edits: usize = texts.values().sum();
    let agreeing: usize = texts.values().filter(|count| **count > 1).sum();
    assert!((10..30).contains(&(agreeing * 100 / edits)), "{agreeing}");
}

#[test]
fn in_the_hot_world_everyone_rewrites_the_middle() {
    let world = World::hot(1, 200);
    let base: Vec<_> = world.base.provisions()[0]
        .text
        .as_str()
        .split(' ')
        .collect();
    assert_eq!(base.len(), HOT_WORDS);
    let mut texts = BTreeSet::new();
    for proposal in &world.proposals {
        let text = proposal.edits[0].1.as_str();
        let words: Vec<_> = text.split(' ').collect();
        let before = base
            .iter()
            .zip(&words)
            .take_while(|(one, other)| one == other);
        let after = base.iter().rev().zip(words.iter().rev());
        let after = after.take_while(|(one, other)| one == other);
        assert!(before.count() <= HOT_WORDS / 2 && after.count() < HOT_WORDS / 2);
        assert!(texts.insert(text));
    }
}

#[test]
fn every_line_is_json_and_holds_the_world() {
    let world = World::new(1, 20, 1_000);
    let lines = world.to_json_lines();
    let lines: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), world.base.len() + world.proposals.len());
    for (line, provision) in lines.iter().zip(world.base.provisions()) {
        assert_eq!(line["provision"], provision.id.as_str());
        assert_eq!(line["text"], provision.text.as_str());
    }
    for (line, proposal) in lines[world.base.len()..].iter().zip(&world.proposals) {
        assert_eq!(line["proposal"], proposal.id);
        assert_eq!(line["sponsors"], serde_json::json!(proposal.sponsors));
        assert_eq!(
            line["edits"].as_array().unwrap().len(),
            proposal.edits.len()
        );
        assert_eq!(line["edits"][0][0], proposal.edits[0].0.as_str());
        assert_eq!(line["edits"][0][1], proposal.edits[0].1.as_str());
    }
}
