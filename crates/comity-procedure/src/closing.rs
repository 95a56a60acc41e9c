//! Reopening, adoption, and closing without agreement.
//!
//! Nothing ends over an open call: whoever was asked is heard first, or the chair cancels the call
//! with a reason. What was agreed is not adopted over an objection that came after it.

use std::sync::Arc;

use crate::act::{Act, Submission};
use crate::checks;
use crate::effect::Effect;
use crate::modalities::{Stage, WithoutAgreement};
use crate::refusal::{Already, Refusal};
use crate::state::{Agreement, EndState, Revision, State};

impl State {
    /// The text that the negotiation ended with: the one that was adopted, or the last one where
    /// the modalities keep it as the state of discussion. `None` while it is under way, and where
    /// it closed and no text remains; the revisions are then history.
    #[must_use]
    pub fn outcome_text(&self) -> Option<&Arc<Revision>> {
        match self.ending()? {
            EndState::Adopted { revision, .. } => self.revision(*revision),
            EndState::WithoutAgreement { text, .. } => match text {
                WithoutAgreement::KeepText => self.current(),
                WithoutAgreement::DropText => None,
            },
        }
    }
}

/// What an act of this subject does.
pub(crate) fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    match &submission.act {
        Act::ReopenProvision { provision, reason } => {
            checks::stands(state, provision)?;
            checks::said("reason", reason)?;
            if state.agreed_text(provision).is_none() {
                return Err(Refusal::NotAgreed {
                    provision: provision.clone(),
                });
            }
            if let Some(call) = state.call_on(provision) {
                return Err(Refusal::CallOpen { call: call.clone() });
            }
            Ok(vec![Effect::AgreementMoved(
                provision.clone(),
                Agreement::Open,
            )])
        }
        Act::Adopt { revision } => {
            let ending = adopted(state, *revision, submission)?;
            Ok(vec![
                Effect::Ended(Arc::new(ending)),
                Effect::StageOpened(Stage::Adopted),
            ])
        }
        Act::CloseWithoutAgreement { reason } => {
            under_way(state)?;
            checks::said("reason", reason)?;
            let ending = EndState::WithoutAgreement {
                reason: reason.clone(),
                text: state.modalities().without_agreement,
                at: submission.at,
            };
            Ok(vec![
                Effect::Ended(Arc::new(ending)),
                Effect::StageOpened(Stage::Closed),
            ])
        }
        _ => unreachable!("decide sends other acts elsewhere"),
    }
}

/// That a revision can be adopted: all of it is agreed as it stands, and nothing is in its way.
fn adopted(state: &State, revision: u32, submission: &Submission) -> Result<EndState, Refusal> {
    under_way(state)?;
    let stands = is_current(state, revision)?;
    if stands.instrument.is_empty() {
        let field = "provisions";
        return Err(Refusal::Nothing { field });
    }
    for provision in stands.instrument.provisions() {
        let id = &provision.id;
        let agreed = match state.agreed_text(id) {
            Some(text) => stands.hashes.get(id) == Some(text),
            None => false,
        };
        if !agreed {
            return Err(Refusal::NotAgreed {
                provision: id.clone(),
            });
        }
    }
    for provision in stands.instrument.provisions() {
        if let Some(objection) = state.in_the_way(&provision.id).into_iter().next() {
            return Err(Refusal::ObjectionInTheWay {
                objection,
                provision: provision.id.clone(),
            });
        }
    }
    Ok(EndState::Adopted {
        revision,
        at: submission.at,
    })
}

/// That a revision is the one that stands.
pub(crate) fn is_current(state: &State, revision: u32) -> Result<&Revision, Refusal> {
    let stands = state.current().ok_or(Refusal::NoText)?;
    match stands.number == revision {
        true => Ok(stands),
        false => Err(Refusal::OtherRevision {
            meant: revision,
            stands: stands.number,
        }),
    }
}

/// That the negotiation has not ended, and nobody is being asked.
fn under_way(state: &State) -> Result<(), Refusal> {
    if state.ending().is_some() {
        return Err(Refusal::SoAlready {
            what: Already::Ended,
        });
    }
    match state.open_calls().next() {
        Some(call) => Err(Refusal::CallOpen { call: call.clone() }),
        None => Ok(()),
    }
}
