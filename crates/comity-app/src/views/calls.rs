//! The calls: what each asks in its own words, and who has heard it.
//!
//! Start at [`calls`].

use std::collections::BTreeMap;
use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::act::Question;
use comity_procedure::ids::{Constituency, DelegationId, TextHash};
use comity_procedure::state::{Break, Call, Revision};
use comity_text::label::labels;
use comity_text::{ProvisionId, Text};

use super::{Party, has_full_rights, in_protocol_order};

/// The calls of a negotiation.
#[derive(Clone, Debug)]
pub struct Calls {
    /// Those that have not ended; the one that closes first stands first, those without an end
    /// last.
    pub open: Vec<Arc<Call>>,
    /// Those that have ended, in the order in which they opened.
    pub ended: Vec<Arc<Call>>,
}

/// A provision as a call asks about it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its id.
    pub id: ProvisionId,
    /// Its label in that text; for a heading the kind.
    pub label: String,
    /// The words that are asked.
    pub words: Text,
    /// Whether other words stand now.
    pub changed: bool,
    /// Those who object to it in this call, in protocol order.
    pub broken_by: Vec<Party>,
}

/// How a delegation has heard a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Which one.
    pub party: Party,
    /// When it saw the call, in milliseconds since 1970.
    pub seen: Option<i64>,
    /// Whether it has broken the silence.
    pub broke: bool,
}

/// The delegations of a constituency with full rights, and how they heard a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardBy {
    /// The constituency.
    pub constituency: Constituency,
    /// Its delegations, in protocol order.
    pub delegations: Vec<Heard>,
}

/// The calls, those that are open first.
#[must_use]
pub fn calls(state: &State) -> Calls {
    let all = state.calls().values().cloned();
    let (mut open, mut ended): (Vec<Arc<Call>>, Vec<Arc<Call>>) =
        all.partition(|it| it.outcome.is_none());
    open.sort_by(|a, b| {
        let place = |it: &Call| (it.closes.is_none(), it.closes, it.opens, it.id.clone());
        place(a).cmp(&place(b))
    });
    ended.sort_by(|a, b| (a.opens, &a.id).cmp(&(b.opens, &b.id)));
    Calls { open, ended }
}

/// What a call asks, provision by provision in the words that it was opened with, in reading
/// order; none where it asks about modalities.
#[must_use]
pub fn asked(state: &State, call: &Call) -> Vec<Asked> {
    let mut texts: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let breaks = breaks(state, call);
    let mut asked_in = |revision: &Revision, at: usize| {
        let labels = texts
            .entry(revision.number)
            .or_insert_with(|| labels(&revision.instrument));
        let provision = &revision.instrument.provisions()[at];
        let named = |it: &&(Party, Arc<Break>)| {
            let mut provisions = it.1.provisions.iter();
            provisions.any(|(id, _)| *id == provision.id)
        };
        let now = state.current().and_then(|it| it.hashes.get(&provision.id));
        Asked {
            id: provision.id.clone(),
            label: match labels[at].as_str() {
                "" => provision.kind.name().to_owned(),
                label => label.to_owned(),
            },
            words: provision.text.clone(),
            changed: now != revision.hashes.get(&provision.id),
            broken_by: breaks.iter().filter(named).map(|it| it.0.clone()).collect(),
        }
    };
    match &*call.question {
        Question::Provisions(list) => {
            let mut found = Vec::with_capacity(list.len());
            for (id, text) in list {
                let revision = holding(state, id, *text);
                let at = revision.and_then(|it| Some((it, it.instrument.position(id)?)));
                found.extend(at.map(|(revision, at)| (at, asked_in(revision, at))));
            }
            found.sort_by_key(|(at, _)| *at);
            found.into_iter().map(|(_, it)| it).collect()
        }
        Question::Adoption { revision } => {
            let revision = state.revision(*revision);
            let all = revision.map_or(0, |it| it.instrument.len());
            let revision = revision.into_iter().cycle();
            revision
                .zip(0..all)
                .map(|(it, at)| asked_in(it, at))
                .collect()
        }
        Question::Modalities(_) => Vec::new(),
    }
}

/// The breaks that stand, in protocol order.
#[must_use]
pub fn breaks(state: &State, call: &Call) -> Vec<(Party, Arc<Break>)> {
    let order = in_protocol_order(state);
    let broke = order.iter().filter_map(|it| {
        let broken = call.breaks.get(&it.id)?;
        Some((Party::of(it), broken.clone()))
    });
    broke.collect()
}

/// Who is asked and who has seen it, by constituency in the order of the modalities.
#[must_use]
pub fn heard(state: &State, call: &Call, seen: &[(DelegationId, i64)]) -> Vec<HeardBy> {
    let order = in_protocol_order(state);
    let row = |constituency: &Constituency| HeardBy {
        constituency: constituency.clone(),
        delegations: order
            .iter()
            .filter(|it| it.constituency == *constituency && has_full_rights(it))
            .map(|it| Heard {
                party: Party::of(it),
                seen: seen.iter().find(|(id, _)| *id == it.id).map(|it| it.1),
                broke: call.breaks.contains_key(&it.id),
            })
            .collect(),
    };
    state.modalities().constituencies.iter().map(row).collect()
}

/// The last revision in which a provision has these words.
fn holding<'s>(state: &'s State, id: &ProvisionId, text: TextHash) -> Option<&'s Arc<Revision>> {
    let mut found = None;
    for revision in state.revisions() {
        if revision.hashes.get(id) == Some(&text) {
            found = Some(revision);
        }
    }
    found
}
