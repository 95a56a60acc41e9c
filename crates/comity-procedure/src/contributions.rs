//! Contributions, their dispositions, and what was carried on behalf of organisations.
//!
//! Inputs come in any language: the modalities list the languages of the text, not those in which
//! somebody may be heard. What became of a passage can be said again; the last word counts here,
//! and the log keeps every one.

use std::sync::Arc;

use comity_text::ProvisionId;

use crate::act::{Act, Carriage, Passage, Submission};
use crate::checks::{delegation, free, said, some, stands, title, unknown, voice};
use crate::effect::Effect;
use crate::evolve::change;
use crate::ids::{ContributionId, DelegationId};
use crate::links::leads_somewhere;
use crate::refusal::{Already, Refusal};
use crate::state::{CarriageState, Contribution, Disposed, State, Voice};

/// What an act of this subject does.
pub(crate) fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    match &submission.act {
        Act::Contribute {
            contribution: id,
            title: heading,
            language,
            passages,
        } => {
            let voice = voice(submission)?;
            free(state.contributions().contains_key(id), id)?;
            title("title", heading)?;
            some("passages", passages.len())?;
            passages
                .iter()
                .try_for_each(|passage| readable_passage(state, passage))?;
            let contribution = Contribution {
                voice,
                title: heading.clone(),
                language: language.clone(),
                passages: passages.clone().into(),
                dispositions: vec![None; passages.len()],
                entry: state.size(),
            };
            let contribution = Arc::new(contribution);
            Ok(vec![Effect::ContributionSent(id.clone(), contribution)])
        }
        Act::Dispose {
            contribution,
            passage,
            disposition,
            reason,
            link,
        } => {
            let disposed = Disposed {
                disposition: *disposition,
                reason: reason.clone(),
                link: link.clone(),
            };
            dispose(state, contribution, *passage, disposed)
        }
        Act::ContestCarriage { carriage, reason } => {
            said("reason", reason)?;
            let to = CarriageState::Contested {
                reason: reason.clone(),
            };
            settle(state, delegation(submission)?, carriage, to)
        }
        Act::ConfirmCarriage { carriage } => {
            let to = CarriageState::Confirmed;
            settle(state, delegation(submission)?, carriage, to)
        }
        _ => unreachable!("decide sends other acts elsewhere"),
    }
}

/// Puts an effect of this subject into the state; whether it is one.
pub(crate) fn evolve(state: &mut State, effect: &Effect) -> bool {
    match effect {
        Effect::ContributionSent(id, contribution) => {
            state
                .contributions
                .insert_mut(id.clone(), contribution.clone());
        }
        Effect::PassageDisposed(id, passage, disposed) => {
            change(&mut state.contributions, id, |it| {
                if let Some(place) = it.dispositions.get_mut(*passage) {
                    *place = Some(Arc::new(disposed.clone()));
                }
            });
        }
        _ => return false,
    }
    true
}

fn readable_passage(state: &State, passage: &Passage) -> Result<(), Refusal> {
    said("passage", &passage.words)?;
    let on: Option<&ProvisionId> = passage.on.as_ref();
    on.map_or(Ok(()), |provision| stands(state, provision))
}

/// Says what becomes of a passage, with the reason and a link that leads somewhere.
fn dispose(
    state: &State,
    id: &ContributionId,
    passage: usize,
    disposed: Disposed,
) -> Result<Vec<Effect>, Refusal> {
    let contribution = state
        .contributions()
        .get(id)
        .ok_or_else(|| unknown("contribution", id))?;
    let Some(before) = contribution.dispositions.get(passage) else {
        let id = format!("{passage} in {id}; they are counted from 0");
        return Err(unknown("passage", &id));
    };
    said("reason", &disposed.reason)?;
    leads_somewhere(state, &disposed.link)?;
    if before.as_deref() == Some(&disposed) {
        let what = Already::Disposed {
            contribution: id.clone(),
            passage,
        };
        return Err(Refusal::SoAlready { what });
    }
    let effect = Effect::PassageDisposed(id.clone(), passage, disposed);
    Ok(vec![effect])
}

/// An organisation says where it stands to what was carried for it. It may come to another view;
/// the delegation that carried it has no say in this.
fn settle(
    state: &State,
    organisation: &DelegationId,
    carriage: &Carriage,
    to: CarriageState,
) -> Result<Vec<Effect>, Refusal> {
    let voice = carried(state, carriage)?;
    if voice.organisation() != Some(organisation) {
        return Err(Refusal::NotCarriedFor {
            delegation: organisation.clone(),
            id: carriage.id().to_owned(),
        });
    }
    let confirmed = match (&voice.carriage, &to) {
        (Some(CarriageState::Confirmed), CarriageState::Confirmed) => true,
        (Some(CarriageState::Contested { .. }), CarriageState::Contested { .. }) => false,
        _ => return Ok(vec![Effect::CarriageSettled(carriage.clone(), to)]),
    };
    let what = Already::Settled {
        organisation: organisation.clone(),
        confirmed,
        id: carriage.id().to_owned(),
    };
    Err(Refusal::SoAlready { what })
}

fn carried<'s>(state: &'s State, carriage: &Carriage) -> Result<&'s Voice, Refusal> {
    match carriage {
        Carriage::Contribution(id) => state.contributions().get(id).map(|it| &it.voice),
        Carriage::Proposal(id) => state.proposals().get(id).and_then(|it| it.author.voice()),
        Carriage::Statement(id) => state.statements().get(id).map(|it| &it.voice),
    }
    .ok_or_else(|| named_by_carriage(carriage))
}

fn named_by_carriage(carriage: &Carriage) -> Refusal {
    let what = match carriage {
        Carriage::Contribution(_) => "contribution",
        Carriage::Proposal(_) => "proposal",
        Carriage::Statement(_) => "statement",
    };
    unknown(what, &carriage.id())
}
