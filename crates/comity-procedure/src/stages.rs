//! The opening of the negotiation, and its stages.

use std::sync::Arc;

use crate::act::{Act, ActKind, Actor, Submission};
use crate::checks::{office, said, title};
use crate::effect::Effect;
use crate::modalities::{Accreditation, Capacity, Modalities, Stage};
use crate::refusal::Refusal;
use crate::state::{Opening, State};

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
                    what: format!("the negotiation is at {to}"),
                });
            }
            let follows_up = (from, to) == (Stage::Adopted, Stage::Implementation);
            if !follows_up && (reserved(to) || from >= Stage::Adopted || to > Stage::Adopted) {
                return Err(Refusal::NoSuchStep { from, to });
            }
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

/// Whether rules can be played by at all.
pub(crate) fn usable(modalities: &Modalities) -> Result<(), Refusal> {
    let wrong = |why: String| Err(Refusal::UnusableModalities { why });
    if modalities.languages.is_empty() {
        return wrong("they name no language".to_owned());
    }
    if modalities.constituencies.is_empty() {
        return wrong("they name no constituency".to_owned());
    }
    if modalities.silence.0 == 0 || modalities.silence_again.0 == 0 {
        return wrong("a silence of no hours hears nobody".to_owned());
    }
    let mut named = modalities.objections_respected.clone();
    if let Accreditation::NoObjection { by, .. } = &modalities.accreditation {
        named.extend(by.iter().cloned());
    }
    for word in named {
        if !modalities.constituencies.contains(&word) {
            return wrong(format!("{word} is none of their constituencies"));
        }
    }
    if modalities.objections_respected.is_empty() {
        return wrong("nobody's objection is respected, and that is no consensus".to_owned());
    }
    if modalities.may.is_empty() {
        return wrong("nobody may do anything".to_owned());
    }
    Ok(())
}
