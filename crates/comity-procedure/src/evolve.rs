//! `evolve`: puts the effects of an act into the state. It asks no questions and cannot fail.
//!
//! It accepts every effect ever decided. What an effect names and the state does not have is left
//! alone, so a fold never panics; that the two agree is what the digest of the effects is for.

use std::sync::Arc;

use crate::act::{Carriage, Submission};
use crate::effect::Effect;
use crate::state::{Author, CarriageState, Map, State, Voice};

/// The state after an act, from the effects that [`decide`](crate::decide()) gave for it.
#[must_use]
pub fn evolve(mut state: State, submission: &Submission, effects: &[Effect]) -> State {
    let entry = state.size;
    for effect in effects {
        apply(&mut state, entry, effect);
    }
    state.keys.insert_mut(submission.key, entry);
    state.at = submission.at;
    state.size += 1;
    state
}

fn apply(state: &mut State, entry: u64, effect: &Effect) {
    match effect {
        Effect::Opened(opening) => state.opening = Some(opening.clone()),
        Effect::ModalitiesChanged(modalities) => state.modalities = modalities.clone(),
        Effect::StageOpened(stage) => state.stage = *stage,
        Effect::DeadlineSet(at, deadline) => state.deadlines.insert_mut((*at, deadline.clone())),
        Effect::DeadlineGone(at, deadline) => {
            state.deadlines.remove_mut(&(*at, deadline.clone()));
        }
        Effect::Ended(ending) => state.ending = Some(ending.clone()),
        Effect::StatementMade(statement) => {
            state
                .statements
                .insert_mut(statement.id.clone(), statement.clone());
        }
        Effect::Redacted(texts) => {
            for text in texts {
                state.redacted.insert_mut(*text, entry);
            }
        }
        Effect::CarriageSettled(carriage, to) => settle(state, carriage, to),
        other => {
            if !crate::parties::evolve(state, other)
                && !crate::contributions::evolve(state, other)
                && !crate::proposals::evolve(state, other)
                && !crate::revisions::evolve(state, other)
                && !crate::positions::evolve(state, entry, other)
                && !crate::objections::evolve(state, other)
                && !crate::calls::evolve(state, other)
            {
                let known = crate::translations::evolve(state, other);
                debug_assert!(known, "no subject knows {other:?}");
            }
        }
    }
}

/// Changes one value of a map; what is not there stays so.
pub(crate) fn change<K: Ord + Clone, V: Clone>(
    map: &mut Map<K, Arc<V>>,
    key: &K,
    change: impl FnOnce(&mut V),
) {
    if let Some(value) = map.get(key) {
        let mut value = value.clone();
        change(Arc::make_mut(&mut value));
        map.insert_mut(key.clone(), value);
    }
}

fn settle(state: &mut State, carriage: &Carriage, to: &CarriageState) {
    let say = |voice: &mut Voice| voice.carriage = Some(to.clone());
    match carriage {
        Carriage::Contribution(id) => change(&mut state.contributions, id, |it| say(&mut it.voice)),
        Carriage::Proposal(id) => change(&mut state.proposals, id, |it| {
            if let Author::Delegation(voice) = &mut it.author {
                say(voice);
            }
        }),
        Carriage::Statement(id) => change(&mut state.statements, id, |it| say(&mut it.voice)),
    }
}
