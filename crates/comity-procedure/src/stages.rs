//! The opening of the negotiation, and its stages.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::sync::Arc;

use crate::act::{Act, ActKind, Actor, Submission};
use crate::checks::{office, said, signature, title};
use crate::effect::Effect;
use crate::modalities::{Accreditation, Capacity, Modalities, Stage};
use crate::refusal::{Already, Flaw, Refusal};
use crate::state::{Call, Opening, State};

/// What an act of this subject does.
pub(crate) fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    match &submission.act {
        Act::Open {
            title: heading,
            modalities,
        } => {
            if submission.actor != Actor::Secretariat {
                return Err(Refusal::NotEntitled {
                    act: submission.act.kind().name(),
                    capacity: office(&submission.actor),
                });
            }
            signature(state, submission)?;
            title("title", heading)?;
            usable(modalities)?;
            let opening = Opening {
                negotiation: submission.negotiation.clone(),
                title: heading.clone(),
                at: submission.at,
            };
            Ok(vec![
                Effect::Opened(Arc::new(opening)),
                Effect::ModalitiesChanged(modalities.clone()),
                Effect::StageOpened(Stage::Modalities),
            ])
        }
        Act::OpenStage { stage, reason } => {
            let (from, to) = (state.stage(), *stage);
            let forward = from < to;
            let reserved = |stage| matches!(stage, Stage::Adopted | Stage::Closed);
            if from == to {
                return Err(Refusal::SoAlready {
                    what: Already::At(to),
                });
            }
            let follows_up = (from, to) == (Stage::Adopted, Stage::Implementation);
            if !follows_up && (reserved(to) || from >= Stage::Adopted || to > Stage::Adopted) {
                return Err(Refusal::NoSuchStep { from, to });
            }
            nobody_is_muzzled(state, to)?;
            match reason {
                Some(reason) => said("reason", reason)?,
                None if !forward => return Err(Refusal::Blank { field: "reason" }),
                None => {}
            }
            Ok(vec![Effect::StageOpened(to)])
        }
        _ => unreachable!("decide sends other acts elsewhere"),
    }
}

/// That whoever is being asked can still object at a stage.
fn nobody_is_muzzled(state: &State, to: Stage) -> Result<(), Refusal> {
    let mut calls = state.open_calls().filter_map(|id| state.calls().get(id));
    let muzzled = |call: &&Arc<Call>| {
        let act = Call::objected_by(call.kind, &call.question);
        let mut stages = state.modalities().stages_for(act, Capacity::Delegation);
        !stages.any(|stage| stage == to)
    };
    match calls.find(muzzled) {
        Some(call) => Err(Refusal::CallOpen {
            call: call.id.clone(),
        }),
        None => Ok(()),
    }
}

/// Whether rules can be played by at all.
pub(crate) fn usable(modalities: &Modalities) -> Result<(), Refusal> {
    match flaw(modalities) {
        Some(why) => Err(Refusal::UnusableModalities { why }),
        None => Ok(()),
    }
}

/// What makes rules unusable, if anything does.
fn flaw(modalities: &Modalities) -> Option<Flaw> {
    let lists = [
        in_a_list("language", &modalities.languages),
        in_a_list("constituency", &modalities.constituencies),
        in_a_list("region", &modalities.regions),
    ];
    if let Some(why) = lists.into_iter().flatten().next() {
        return Some(why);
    }
    if modalities.silence.0 == 0 || modalities.silence_again.0 == 0 {
        return Some(Flaw::NoSilence);
    }
    let mut named = modalities.objections_respected.clone();
    if let Accreditation::NoObjection { within, by } = &modalities.accreditation {
        if within.0 == 0 {
            return Some(Flaw::NoAnnouncement);
        }
        if by.is_empty() {
            return Some(Flaw::NobodyMayOppose);
        }
        named.extend(by.iter().cloned());
    }
    if let Some(word) = named
        .iter()
        .find(|it| !modalities.constituencies.contains(it))
    {
        return Some(Flaw::NoConstituency(word.to_string()));
    }
    if modalities.objections_respected.is_empty() {
        return Some(Flaw::NobodyRespected);
    }
    if modalities.may.is_empty() {
        return Some(Flaw::NobodyMay);
    }
    silent_clock(modalities)
}

/// A deadline that nobody can strike stops the negotiation for ever, since everything else waits
/// for it.
fn silent_clock(modalities: &Modalities) -> Option<Flaw> {
    let strikes: BTreeSet<Stage> = modalities
        .stages_for(ActKind::Strike, Capacity::Clock)
        .collect();
    let stage = Stage::ALL.iter().find(|stage| !strikes.contains(stage))?;
    Some(Flaw::SilentClock(*stage))
}

/// What is wrong with a list of words of which one at least must be there.
fn in_a_list(what: &'static str, list: &[impl Ord + Display]) -> Option<Flaw> {
    if list.is_empty() {
        return Some(Flaw::NamesNo(what));
    }
    let mut seen = BTreeSet::new();
    let again = list.iter().find(|word| !seen.insert(*word))?;
    Some(Flaw::NamesTwice {
        what,
        word: again.to_string(),
    })
}
