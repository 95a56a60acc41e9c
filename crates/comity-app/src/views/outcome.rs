//! Where a negotiation stands or how it ended, and who took part.

use std::collections::BTreeSet;
use std::sync::Arc;

use comity_procedure::act::Standing;
use comity_procedure::ids::{Constituency, DelegationId, Language, NegotiationId};
use comity_procedure::modalities::Stage;
use comity_procedure::state::{AccreditationState, Call, Delegation, EndState, Statement};
use comity_procedure::words::Words;
use comity_procedure::{State, Time};

use super::text::{NoText, ProvisionStanding, Status, TextView, text};
use super::{Speaker, in_protocol_order, speaker, whose};

/// Where a negotiation stands.
#[derive(Clone, Debug)]
pub struct OutcomeView {
    /// Its name.
    pub negotiation: Option<NegotiationId>,
    /// Its title.
    pub title: Words,
    /// When it was opened.
    pub opened: Option<Time>,
    /// How many entries its record has.
    pub entries: u64,
    /// The time of the last one.
    pub at: Time,
    /// The stage.
    pub stage: Stage,
    /// How it ended, if it has.
    pub ending: Option<EndState>,
    /// The text that stands or was adopted, or why there is none.
    pub text: Result<TextView, NoText>,
    /// The calls, in the order in which they opened.
    pub calls: Vec<Arc<Call>>,
    /// The statements, in the order of the record.
    pub statements: Vec<(Arc<Statement>, Speaker)>,
    /// All that were announced or accredited, in protocol order.
    pub parties: Vec<Arc<Delegation>>,
    /// Who took part, by constituency, in the order of the modalities.
    pub participation: Vec<Participation>,
    /// The text in other languages.
    pub translations: Vec<TranslationStanding>,
}

/// How a constituency took part: numbers of delegations, none counted twice in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participation {
    /// The constituency.
    pub constituency: Constituency,
    /// Accredited with full rights.
    pub delegations: u64,
    /// Accredited as observers.
    pub observers: u64,
    /// Organisations that spoke through a delegation.
    pub organisations: u64,
    /// Those of all these that sent a contribution, or for which one was sent.
    pub contributed: u64,
    /// Those that sponsor or have sponsored a proposal.
    pub proposed: u64,
    /// Those that took a position or objected.
    pub positioned: u64,
    /// Those that made a statement.
    pub stated: u64,
}

/// How far the text stands in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranslationStanding {
    /// The language.
    pub language: Language,
    /// Provisions whose translation is of the words that stand.
    pub current: u64,
    /// Provisions whose words have changed since.
    pub stale: u64,
}

/// Where a negotiation stands.
#[must_use]
pub fn outcome(state: &State) -> OutcomeView {
    let opening = state.opening();
    let mut calls: Vec<Arc<Call>> = state.calls().values().cloned().collect();
    calls.sort_by(|a, b| (a.opens, &a.id).cmp(&(b.opens, &b.id)));
    let mut statements: Vec<(Arc<Statement>, Speaker)> = state
        .statements()
        .values()
        .map(|it| (it.clone(), speaker(state, &it.voice)))
        .collect();
    statements.sort_by_key(|(it, _)| it.entry);
    OutcomeView {
        negotiation: opening.map(|it| it.negotiation.clone()),
        title: opening.map_or(Words(None), |it| it.title.clone()),
        opened: opening.map(|it| it.at),
        entries: state.size(),
        at: state.at(),
        stage: state.stage(),
        ending: state.ending().cloned(),
        text: text(state),
        calls,
        statements,
        parties: in_protocol_order(state),
        participation: participation(state),
        translations: translations(state),
    }
}

/// The provisions that are not agreed yet, headings left out: they are agreed with what they head.
#[must_use]
pub fn not_agreed(text: &TextView) -> Vec<&ProvisionStanding> {
    let provisions = text.provisions.iter();
    let waits = |it: &&ProvisionStanding| matches!(it.status, Status::Open | Status::UnderCall(_));
    provisions.filter(waits).collect()
}

fn participation(state: &State) -> Vec<Participation> {
    let (contributed, proposed) = (contributed(state), proposed(state));
    let (positioned, stated) = (positioned(state), stated(state));
    let delegations = in_protocol_order(state);
    let row = |constituency: &Constituency| {
        let mut row = Participation {
            constituency: constituency.clone(),
            delegations: 0,
            observers: 0,
            organisations: 0,
            contributed: 0,
            proposed: 0,
            positioned: 0,
            stated: 0,
        };
        let theirs = delegations.iter().filter(|it| {
            it.constituency == *constituency && it.accreditation == AccreditationState::Accredited
        });
        for delegation in theirs {
            match delegation.standing {
                Standing::Delegation => row.delegations += 1,
                Standing::Observer => row.observers += 1,
                Standing::Through(_) => row.organisations += 1,
            }
            let in_set = |set: &BTreeSet<DelegationId>| u64::from(set.contains(&delegation.id));
            row.contributed += in_set(&contributed);
            row.proposed += in_set(&proposed);
            row.positioned += in_set(&positioned);
            row.stated += in_set(&stated);
        }
        row
    };
    state.modalities().constituencies.iter().map(row).collect()
}

fn contributed(state: &State) -> BTreeSet<DelegationId> {
    let voices = state.contributions().values().map(|it| &it.voice);
    voices.map(whose).cloned().collect()
}

fn proposed(state: &State) -> BTreeSet<DelegationId> {
    let mut all = BTreeSet::new();
    for proposal in state.proposals().values() {
        all.extend(proposal.contributors.iter().cloned());
        let voice = proposal.author.voice();
        all.extend(voice.and_then(|voice| voice.organisation()).cloned());
    }
    all
}

fn positioned(state: &State) -> BTreeSet<DelegationId> {
    let taken = state.positions().values().flat_map(|by| by.keys());
    let objected = state.objections().values().map(|it| &it.by);
    taken.chain(objected).cloned().collect()
}

fn stated(state: &State) -> BTreeSet<DelegationId> {
    let voices = state.statements().values().map(|it| &it.voice);
    voices.map(whose).cloned().collect()
}

fn translations(state: &State) -> Vec<TranslationStanding> {
    let hashes = state.current().map(|it| &it.hashes);
    let languages = state.translations().iter();
    languages
        .map(|(language, provisions)| {
            let current = provisions
                .iter()
                .filter(|(id, it)| hashes.and_then(|all| all.get(id)) == Some(&it.of))
                .count() as u64;
            TranslationStanding {
                language: language.clone(),
                current,
                stale: provisions.size() as u64 - current,
            }
        })
        .collect()
}
