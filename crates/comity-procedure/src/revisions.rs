//! Revisions: the first text, and the next one from accepted changes.
//!
//! Nobody writes a revision: it is what the kernel makes of the changes that are accepted, and
//! the act says what becomes of every other proposal. Both are checked here, change by change.
//! Start at [`next`]; the outcomes of proposals stand in [`outcomes`].

mod first;
mod next;
mod outcomes;
mod results;
mod truth;
mod union;

use std::sync::Arc;

use comity_text::ProvisionId;

use crate::act::{Act, Submission};
use crate::effect::Effect;
use crate::ids::Addressee;
use crate::refusal::Refusal;
use crate::state::{Agreement, ProvisionState, State};

/// What an act of this subject does.
pub(crate) fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    match &submission.act {
        Act::TableText { provisions } => first::table(state, provisions),
        Act::TableRevision { .. } => next::table(state, &submission.act),
        _ => unreachable!("decide sends other acts elsewhere"),
    }
}

/// Puts an effect of this subject into the state; whether it is one.
pub(crate) fn evolve(state: &mut State, effect: &Effect) -> bool {
    let Effect::RevisionTabled(revision, addressees) = effect else {
        return false;
    };
    let text = &revision.instrument;
    let gone: Vec<ProvisionId> = state
        .provisions
        .keys()
        .filter(|id| text.get(id).is_none())
        .cloned()
        .collect();
    for id in &gone {
        state.provisions.remove_mut(id);
    }
    for provision in text.provisions() {
        if !state.provisions.contains_key(&provision.id) {
            state.used.insert_mut(provision.id.clone(), None);
            let open = ProvisionState {
                addressees: Vec::new(),
                agreement: Agreement::Open,
            };
            state
                .provisions
                .insert_mut(provision.id.clone(), Arc::new(open));
        }
    }
    for (id, to) in addressees {
        if state
            .provisions
            .get(id)
            .is_some_and(|it| it.addressees != *to)
        {
            crate::evolve::change(&mut state.provisions, id, |it| it.addressees = to.clone());
        }
    }
    state.revisions.push_back_mut(revision.clone());
    true
}

/// That nobody is named twice as one who is to act.
fn named_once(addressees: &[Addressee]) -> Result<(), Refusal> {
    crate::checks::few("addressees", addressees.len())?;
    let mut seen = std::collections::BTreeSet::new();
    match addressees.iter().find(|it| !seen.insert(*it)) {
        Some(twice) => Err(Refusal::NamedTwice {
            id: twice.to_string(),
        }),
        None => Ok(()),
    }
}
