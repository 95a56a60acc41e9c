//! What each party did, in numbers.

use std::collections::BTreeMap;

use comity_analysis::words::WordReader;
use comity_exchange::report::Cell;
use comity_procedure::State;
use comity_procedure::ids::DelegationId;
use comity_procedure::state::{AccreditationState, ProposalState};
use comity_procedure::words::Words;
use comity_text::Change;

use super::inputs::wrote;
use super::{groups_of, written};
use crate::views::contributions::words as words_of;
use crate::views::origins::TextOrigins;
use crate::views::{in_protocol_order, whose};

/// That it cannot be said whose words stand in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unknown;

/// The columns of the list. The last one is left out where it is not known.
const COLUMNS: [&str; 9] = [
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

/// What each accredited delegation, observer and organisation did, in protocol order:
/// `delegation,constituency,region,status,present,contributions,proposals,words,taken_up_words`.
///
/// Each is present once. A contribution is its sender's, or the organisation's that spoke through
/// it and does not contest it; a proposal is that of all who ever sponsored it, and of the
/// organisation that spoke through who made it. What is said for a coalition is that of who spoke.
/// Words are those of contributions, statements and objections, and the reasons and new words of
/// the last version of each proposal that was written, for whoever wrote them; what consolidates
/// proposals of others has no new words. `origins` says how many words of the text are first from
/// each party, which are none where there is no text; where it cannot be said the column is left
/// out.
#[must_use]
pub fn deeds(state: &State, origins: Result<Option<&TextOrigins>, Unknown>) -> String {
    let taken_up = origins.map(|it| it.map_or_else(BTreeMap::new, TextOrigins::taken_up));
    let done = Deeds::of(state).done;
    let delegations = in_protocol_order(state);
    let there = delegations
        .iter()
        .filter(|it| it.accreditation == AccreditationState::Accredited);
    let rows = there.map(|it| {
        let [constituency, region, status] = groups_of(it);
        let own = done.get(&it.id).copied().unwrap_or_default();
        let counts = [1, own.contributions, own.proposals, own.words];
        let mut row = vec![Cell::id(&it.id), constituency, region, status];
        row.extend(counts.map(Cell::Number));
        if let Ok(taken_up) = &taken_up {
            row.push(Cell::Number(taken_up.get(&it.id).copied().unwrap_or(0)));
        }
        row
    });
    let known = COLUMNS.len() - usize::from(taken_up.is_err());
    written(&COLUMNS[..known], rows)
}

/// What a party did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Done {
    contributions: u64,
    proposals: u64,
    words: u64,
}

/// What all parties did.
struct Deeds {
    reader: WordReader,
    done: BTreeMap<DelegationId, Done>,
}

impl Deeds {
    fn of(state: &State) -> Deeds {
        let mut deeds = Deeds {
            reader: WordReader::new(),
            done: BTreeMap::new(),
        };
        for contribution in state.contributions().values() {
            let written = deeds.count(&words_of(contribution)) + deeds.said(&contribution.title);
            let own = deeds.party(whose(&contribution.voice));
            own.contributions += 1;
            own.words += written;
        }
        for proposal in state.proposals().values() {
            deeds.add_proposal(proposal);
        }
        for objection in state.objections().values() {
            let written = deeds.said(&objection.reason) + deeds.said(&objection.remedy);
            deeds.party(&objection.by).words += written;
        }
        for statement in state.statements().values() {
            let written = deeds.said(&statement.words);
            deeds.party(whose(&statement.voice)).words += written;
        }
        deeds
    }

    fn add_proposal(&mut self, proposal: &ProposalState) {
        for id in &proposal.contributors {
            self.party(id).proposals += 1;
        }
        // Who spoke is among those who sponsored it.
        let voice = proposal.author.voice();
        let through = voice.filter(|it| *whose(it) != it.delegation);
        if let Some(organisation) = through.map(whose) {
            self.party(organisation).proposals += 1;
        }
        let mut versions = proposal.versions.iter().rev();
        let last = versions.find(|it| it.fates.is_empty());
        let Some((last, by)) = last.and_then(|it| Some((it, wrote(proposal, it)?))) else {
            return;
        };
        let new: u64 = match proposal.merged_from.is_empty() {
            true => last
                .changes
                .list
                .iter()
                .map(|it| self.count(new_words(it)))
                .sum(),
            false => 0,
        };
        let written = new + self.said(&last.rationale);
        self.party(&by).words += written;
    }

    fn party(&mut self, id: &DelegationId) -> &mut Done {
        self.done.entry(id.clone()).or_default()
    }

    fn count(&self, text: &str) -> u64 {
        self.reader.words(text).len() as u64
    }

    fn said(&self, words: &Words) -> u64 {
        words.text().map_or(0, |it| self.count(it))
    }
}

/// The words that a change would bring.
fn new_words(change: &Change) -> &str {
    match change {
        Change::Replace { with: text, .. } | Change::Add { text, .. } => text.as_str(),
        Change::Suppress { .. } | Change::Move { .. } | Change::Keep { .. } => "",
    }
}
