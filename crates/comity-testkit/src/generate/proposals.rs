//! Proposals of several delegations to one base, likely to be in each other's way.

use std::ops::RangeInclusive;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

use comity_text::{Change, Instrument, Proposal};

use super::explicit::{Wish, arb_wishes, changes};
use super::instrument::arb_instrument;

/// Delegations that do not exist. Their order in the list is neither that of their names nor
/// that of their proposals' ids.
const DELEGATIONS: [&str; 12] = [
    "Tavar",
    "Meridia",
    "Union of Harbour Towns",
    "Sole",
    "Ōru",
    "Kestrel Islands",
    "جمهورية سُهى",
    "云岭",
    "League of Lighthouses",
    "Meridia",
    "Västermark",
    "Æther Relay Cooperative",
];

/// Ids of proposals, out of order on purpose: "12" stands before "4" in code points.
const IDS: [&str; 8] = ["12", "4", "31", "Tavar", "9", "40", "a/2", "ب"];

/// A base and proposals to it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The base.
    pub base: Instrument,
    /// The proposals, each valid for itself, with ids that are unique.
    pub proposals: Vec<Proposal>,
}

/// A base with as many proposals to it as the range allows; shrinks together.
pub fn arb_case(count: RangeInclusive<usize>) -> impl Strategy<Value = Case> {
    (arb_instrument(), vec(arb_drawn(), count)).prop_map(|(base, drawn)| {
        let proposals = proposals(&base, &drawn);
        Case { base, proposals }
    })
}

/// A number of proposals to a base.
pub fn arb_proposals(base: Instrument, count: usize) -> impl Strategy<Value = Vec<Proposal>> {
    vec(arb_drawn(), count).prop_map(move |drawn| proposals(&base, &drawn))
}

type Drawn = (u16, Vec<Wish>);

fn arb_drawn() -> impl Strategy<Value = Drawn> {
    (any::<u16>(), arb_wishes())
}

fn proposals(base: &Instrument, drawn: &[Drawn]) -> Vec<Proposal> {
    let mut proposals: Vec<Proposal> = Vec::new();
    for (number, (choice, wishes)) in drawn.iter().enumerate() {
        let id = match number / IDS.len() {
            0 => IDS[number].to_owned(),
            round => format!("{}-{round}", IDS[number % IDS.len()]),
        };
        let others: Vec<Change> = proposals
            .iter()
            .flat_map(|other| other.changes.iter().cloned())
            .collect();
        proposals.push(Proposal {
            sponsors: sponsors(*choice),
            changes: changes(base, wishes, &others, &format!("{id}:")),
            rationale: String::new(),
            source: format!("{id}.docx"),
            variant_of: variant_of(*choice, &proposals),
            id,
        });
    }
    proposals
}

/// One to three delegations, each once.
fn sponsors(choice: u16) -> Vec<String> {
    let mut sponsors: Vec<String> = Vec::new();
    for step in 0..=usize::from(choice >> 4) % 3 {
        let sponsor = DELEGATIONS[(usize::from(choice) + step * 5) % DELEGATIONS.len()];
        if !sponsors.iter().any(|other| other == sponsor) {
            sponsors.push(sponsor.to_owned());
        }
    }
    sponsors
}

/// One proposal in sixteen amends the words of one before it.
fn variant_of(choice: u16, before: &[Proposal]) -> Vec<String> {
    match before.last() {
        Some(other) if choice % 16 == 15 => vec![other.id.clone()],
        _ => Vec::new(),
    }
}
