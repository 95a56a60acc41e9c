//! What each party did, in numbers.

use std::collections::BTreeMap;

use comity_analysis::words::WordReader;
use comity_exchange::report::Cell;
use comity_procedure::State;
use comity_procedure::ids::DelegationId;
use comity_procedure::state::{AccreditationState, Version};
use comity_procedure::words::Words;
use comity_text::Change;

use super::inputs::{whose, words_of};
use super::{groups_of, written};
use crate::views::in_protocol_order;
use crate::views::origins::TextOrigins;

/// What a party did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Done {
    contributions: u64,
    proposals: u64,
    words: u64,
}

/// What each accredited delegation, observer and organisation did, in protocol order:
/// `delegation,constituency,region,status,present,contributions,proposals,words,taken_up_words`.
///
/// Each is present once. A contribution is its sender's, or the organisation's that spoke through
/// it; a proposal is that of all who ever sponsored it. Words are those of contributions,
/// statements and objections, and the new words and reasons of proposals in the versions that
/// were written, each for whoever wrote them; `origins` says how many of a party's words stand
/// in the text, which are none where there is no text.
#[must_use]
pub fn deeds(state: &State, origins: Option<&TextOrigins>) -> String {
    let taken_up = origins.map_or_else(BTreeMap::new, TextOrigins::taken_up);
    let mut done: BTreeMap<DelegationId, Done> = BTreeMap::new();
    let reader = WordReader::new();
    let count = |text: &str| reader.words(text).len() as u64;
    let said = |words: &Words| words.text().map_or(0, count);
    let mut of = |id: &DelegationId, does: &mut dyn FnMut(&mut Done)| {
        does(done.entry(id.clone()).or_default());
    };
    for contribution in state.contributions().values() {
        let words = count(&words_of(contribution)) + said(&contribution.title);
        of(whose(&contribution.voice), &mut |it| {
            it.contributions += 1;
            it.words += words;
        });
    }
    for proposal in state.proposals().values() {
        for id in &proposal.contributors {
            of(id, &mut |it| it.proposals += 1);
        }
        let Some(voice) = proposal.author.voice() else {
            continue;
        };
        if let Some(organisation) = voice.organisation() {
            of(organisation, &mut |it| it.proposals += 1);
        }
        let versions = proposal.versions.iter().filter(|it| it.fates.is_empty());
        let brought = |it: &Version| -> u64 {
            let changes = it.changes.list.iter();
            changes.map(|it| count(new_words(it))).sum()
        };
        let words: u64 = versions.map(|it| brought(it) + said(&it.rationale)).sum();
        of(whose(voice), &mut |it| it.words += words);
    }
    for objection in state.objections().values() {
        let words = said(&objection.reason) + said(&objection.remedy);
        of(&objection.by, &mut |it| it.words += words);
    }
    for statement in state.statements().values() {
        let words = said(&statement.words);
        of(whose(&statement.voice), &mut |it| it.words += words);
    }
    let delegations = in_protocol_order(state);
    let there = delegations
        .iter()
        .filter(|it| it.accreditation == AccreditationState::Accredited);
    let rows = there.map(|it| {
        let [constituency, region, status] = groups_of(it);
        let Done {
            contributions,
            proposals,
            words,
        } = done.get(&it.id).copied().unwrap_or_default();
        let taken_up = taken_up.get(&it.id).copied().unwrap_or(0);
        let counts = [1, contributions, proposals, words, taken_up].map(Cell::Number);
        let mut row = vec![Cell::id(&it.id), constituency, region, status];
        row.extend(counts);
        row
    });
    let columns = [
        "delegation",
        "constituency",
        "region",
        "status",
        "present",
        "contributions",
        "proposals",
        "words",
        "taken_up_words",
    ];
    written(&columns, rows)
}

/// The words that a change would bring.
fn new_words(change: &Change) -> &str {
    match change {
        Change::Replace { with: text, .. } | Change::Add { text, .. } => text.as_str(),
        Change::Suppress { .. } | Change::Move { .. } | Change::Keep { .. } => "",
    }
}
