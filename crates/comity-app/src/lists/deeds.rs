//! What each party did, in numbers.

use std::collections::BTreeMap;

use comity_analysis::words::WordReader;
use comity_exchange::report::Cell;
use comity_procedure::State;
use comity_procedure::ids::DelegationId;
use comity_procedure::state::AccreditationState;
use comity_procedure::words::Words;
use comity_text::Change;

use super::inputs::{whose, wrote};
use super::{groups_of, written};
use crate::views::contributions::words as words_of;
use crate::views::in_protocol_order;
use crate::views::origins::TextOrigins;

/// That it cannot be said whose words stand in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknown;

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
/// it; a proposal is that of all who ever sponsored it, and of the organisation that spoke through
/// who made it. What is said for a coalition is that of who spoke. Words are those of
/// contributions, statements and objections, and the reasons and new words of the last version of
/// each proposal that was written, for whoever wrote them; what consolidates proposals of others
/// has no new words. `origins` says how many words of the text are first from each party, which are
/// none where there is no text; where it cannot be said the column is left out.
#[must_use]
pub fn deeds(state: &State, origins: Result<Option<&TextOrigins>, Unknown>) -> String {
    let taken_up = origins.map(|it| it.map_or_else(BTreeMap::new, TextOrigins::taken_up));
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
        let organisation = proposal.author.voice().and_then(|it| it.organisation());
        if let Some(organisation) = organisation {
            of(organisation, &mut |it| it.proposals += 1);
        }
        let mut versions = proposal.versions.iter().rev();
        let Some(last) = versions.find(|it| it.fates.is_empty()) else {
            continue;
        };
        let Some(by) = wrote(proposal, last) else {
            continue;
        };
        let new: u64 = match proposal.merged_from.is_empty() {
            true => last
                .changes
                .list
                .iter()
                .map(|it| count(new_words(it)))
                .sum(),
            false => 0,
        };
        let words = new + said(&last.rationale);
        of(&by, &mut |it| it.words += words);
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
        let mut row = vec![Cell::id(&it.id), constituency, region, status];
        row.extend([1, contributions, proposals, words].map(Cell::Number));
        if let Ok(taken_up) = &taken_up {
            row.push(Cell::Number(taken_up.get(&it.id).copied().unwrap_or(0)));
        }
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
    let known = columns.len() - usize::from(taken_up.is_err());
    written(&columns[..known], rows)
}

/// The words that a change would bring.
fn new_words(change: &Change) -> &str {
    match change {
        Change::Replace { with: text, .. } | Change::Add { text, .. } => text.as_str(),
        Change::Suppress { .. } | Change::Move { .. } | Change::Keep { .. } => "",
    }
}
