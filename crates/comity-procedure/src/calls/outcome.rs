//! The outcome of a call, computed from the ledger and from the breaks that stand when it closes,
//! under the rules with which it was opened.
//!
//! Breaks and objections of those whose objection these rules do not respect are on the record and
//! decide nothing here.

use std::collections::BTreeSet;
use std::sync::Arc;

use comity_text::ProvisionId;

use crate::act::{Question, Subject};
use crate::agreement::{self, respects};
use crate::effect::Effect;
use crate::ids::TextHash;
use crate::modalities::Modalities;
use crate::state::{Agreement, Break, Call, CallOutcome, State};
use crate::time::Time;

/// The effects of a call's close.
pub(super) fn closed(state: &State, call: &Call, at: Time) -> Vec<Effect> {
    match &*call.question {
        Question::Provisions(list) => provisions(state, call, list, at),
        Question::Adoption { revision } => adoption(state, call, *revision, at),
        Question::Modalities(modalities) => other_rules(state, call, modalities, at),
    }
}

/// Each provision for itself: agreed when nothing stands in its way.
fn provisions(
    state: &State,
    call: &Call,
    list: &[(ProvisionId, TextHash)],
    at: Time,
) -> Vec<Effect> {
    let broken = broken(state, call);
    let agrees = |(provision, text): &&(ProvisionId, TextHash)| {
        let stands = state.hash_of(&Subject::Provision(provision.clone()));
        stands == Some(*text) && !in_the_way(state, call, &broken, provision)
    };
    let (agreed, not_agreed): (Vec<_>, Vec<_>) = list.iter().partition(agrees);
    let mut effects: Vec<Effect> = agreed
        .iter()
        .map(|(provision, text)| ad_ref(call, provision, *text))
        .collect();
    let ids = |list: Vec<&(ProvisionId, TextHash)>| list.iter().map(|it| it.0.clone()).collect();
    let consensus = not_agreed.is_empty();
    effects.push(ended(call, (ids(agreed), ids(not_agreed)), consensus, at));
    effects
}

/// All or nothing: the whole text is agreed when nothing stands in the way of any part of it.
fn adoption(state: &State, call: &Call, revision: u32, at: Time) -> Vec<Effect> {
    let stands = state.current().filter(|it| it.number == revision);
    let Some(stands) = stands else {
        // No revision is tabled under a call on the whole; were it done, nobody was asked on it.
        let all = state.provisions().keys().cloned().collect();
        return vec![ended(call, (Vec::new(), all), false, at)];
    };
    let order = stands.instrument.provisions().iter().map(|it| &it.id);
    let broken = broken(state, call);
    let not_agreed: Vec<ProvisionId> = order
        .clone()
        .filter(|provision| in_the_way(state, call, &broken, provision))
        .cloned()
        .collect();
    if !not_agreed.is_empty() {
        return vec![ended(call, (Vec::new(), not_agreed), false, at)];
    }
    let mut effects: Vec<Effect> = order
        .clone()
        .filter(|provision| state.agreed_text(provision).is_none())
        .filter_map(|provision| Some(ad_ref(call, provision, *stands.hashes.get(provision)?)))
        .collect();
    let agreed = order.cloned().collect();
    effects.push(ended(call, (agreed, Vec::new()), true, at));
    effects
}

/// Other modalities come into force when nobody whose objection is respected objected.
fn other_rules(state: &State, call: &Call, rules: &Arc<Modalities>, at: Time) -> Vec<Effect> {
    let consensus = respected(state, call).next().is_none();
    let mut effects = Vec::new();
    if consensus {
        effects.push(Effect::ModalitiesChanged(rules.clone()));
    }
    effects.push(ended(call, (Vec::new(), Vec::new()), consensus, at));
    effects
}

fn in_the_way(
    state: &State,
    call: &Call,
    broken: &BTreeSet<&ProvisionId>,
    provision: &ProvisionId,
) -> bool {
    broken.contains(provision)
        || !agreement::in_the_way(state, &call.modalities, provision).is_empty()
}

/// The provisions that a break names which stands in the way.
fn broken<'c>(state: &State, call: &'c Call) -> BTreeSet<&'c ProvisionId> {
    respected(state, call)
        .flat_map(|broken| broken.provisions.iter().map(|(provision, _)| provision))
        .collect()
}

fn respected<'c>(state: &State, call: &'c Call) -> impl Iterator<Item = &'c Break> {
    let stands = |by| respects(state, &call.modalities, by);
    let breaks = call.breaks.iter().filter(move |(by, _)| stands(by));
    breaks.map(|(_, broken)| &**broken)
}

fn ad_ref(call: &Call, provision: &ProvisionId, text: TextHash) -> Effect {
    let call = call.id.clone();
    Effect::AgreementMoved(provision.clone(), Agreement::AdRef { call, text })
}

fn ended(
    call: &Call,
    (agreed, not_agreed): (Vec<ProvisionId>, Vec<ProvisionId>),
    consensus: bool,
    at: Time,
) -> Effect {
    let outcome = CallOutcome::Closed {
        agreed,
        not_agreed,
        consensus,
        at,
    };
    Effect::CallEnded(call.id.clone(), outcome)
}
