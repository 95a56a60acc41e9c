//! What holds for every act: the negotiation, the key, the time, the deadlines, the right to act.
//!
//! Also the checks that several subjects share: that a text says something, that an id is free.

use std::collections::BTreeSet;

use comity_text::ProvisionId;

use crate::act::{Act, Actor, Behalf, Deadline, Power, Standing, Submission};
use crate::effect::Effect;
use crate::ids::DelegationId;
use crate::modalities::Capacity;
use crate::refusal::{Refusal, Stages};
use crate::state::{AccreditationState, CarriageState, Delegation, State, Voice};
use crate::words::{MAX_WORDS_CHARS, Words};
use crate::{calls, parties};

/// The longest title or name, in Unicode scalar values: it stands on one line of a list.
pub(crate) const MAX_TITLE_CHARS: usize = 500;

/// The most things that one act may list: what a desk can prepare in one sitting, and what keeps
/// an entry small.
pub(crate) const MAX_LISTED: usize = 5_000;

/// Whether an act may be considered at all.
pub(crate) fn admissible(state: &State, submission: &Submission) -> Result<(), Refusal> {
    let kind = submission.act.kind();
    let opens = matches!(submission.act, Act::Open { .. });
    let Some(opening) = state.opening() else {
        return match opens {
            true => Ok(()),
            false => Err(Refusal::NotOpened),
        };
    };
    if opening.negotiation != submission.negotiation {
        return Err(Refusal::OtherNegotiation {
            meant: submission.negotiation.clone(),
            here: opening.negotiation.clone(),
        });
    }
    // Whoever lost the answer sends the same act again, the opening too: the key comes first.
    if let Some(entry) = state.entry_of(&submission.key) {
        return Err(Refusal::TakenAlready { entry });
    }
    if opens {
        return Err(Refusal::OpenedAlready);
    }
    if submission.at < state.at() {
        return Err(Refusal::TimeGoesBack {
            at: submission.at,
            last: state.at(),
        });
    }
    let next = state.deadlines().next();
    if let Some((passed, deadline)) = next
        && *passed <= submission.at
        && !matches!(&submission.act, Act::Strike { deadline: struck } if struck == deadline)
    {
        return Err(Refusal::DeadlineUnstruck {
            deadline: deadline.clone(),
            passed: *passed,
        });
    }
    let capacity = capacity(state, submission)?;
    // Several rows of the table may open an act at one stage.
    let open: BTreeSet<_> = state.modalities().stages_for(kind, capacity).collect();
    if open.is_empty() {
        return Err(Refusal::NotEntitled {
            act: kind.name(),
            capacity,
        });
    }
    if !open.contains(&state.stage()) {
        return Err(Refusal::StageClosed {
            act: kind.name(),
            stage: state.stage(),
            open: Stages(open.into_iter().collect()),
        });
    }
    signature(state, submission)
}

/// In what capacity somebody acts, if the record knows them.
fn capacity(state: &State, submission: &Submission) -> Result<Capacity, Refusal> {
    let Actor::Delegation {
        delegation,
        delegate,
        behalf,
    } = &submission.actor
    else {
        return Ok(office(&submission.actor));
    };
    let party = accredited(state, delegation)?;
    if let Some(delegate) = delegate {
        let named = party
            .delegates
            .get(delegate)
            .ok_or_else(|| Refusal::UnknownDelegate {
                delegation: delegation.clone(),
                delegate: delegate.clone(),
            })?;
        if !named.powers.contains(&power_for(&submission.act)) {
            return Err(Refusal::DelegateWithoutPower {
                delegate: delegate.clone(),
                act: submission.act.kind().name(),
            });
        }
    }
    if let Some(behalf) = behalf {
        may_speak_for(state, delegation, behalf, &submission.act)?;
    }
    Ok(match &party.standing {
        Standing::Delegation => Capacity::Delegation,
        Standing::Observer => Capacity::Observer,
        Standing::Through(_) => Capacity::Organisation,
    })
}

fn may_speak_for(
    state: &State,
    delegation: &DelegationId,
    behalf: &Behalf,
    act: &Act,
) -> Result<(), Refusal> {
    if !matches!(
        act,
        Act::Contribute { .. } | Act::Propose { .. } | Act::State { .. }
    ) {
        let act = act.kind().name();
        return Err(Refusal::NoBehalf { act });
    }
    match behalf {
        Behalf::Organisation(organisation) => match &accredited(state, organisation)?.standing {
            Standing::Through(through) if through == delegation => Ok(()),
            _ => Err(Refusal::NotThrough {
                delegation: delegation.clone(),
                organisation: organisation.clone(),
            }),
        },
        Behalf::Coalition(id) => match parties::coalition(state, id)?.spokes == *delegation {
            true => Ok(()),
            false => Err(Refusal::NotSpokes {
                delegation: delegation.clone(),
                coalition: id.clone(),
            }),
        },
    }
}

/// The power that a delegate needs for an act.
fn power_for(act: &Act) -> Power {
    match act {
        Act::Contribute { .. }
        | Act::State { .. }
        | Act::ContestCarriage { .. }
        | Act::ConfirmCarriage { .. }
        | Act::Translate { .. } => Power::Speak,
        Act::Propose { .. }
        | Act::CoSponsor { .. }
        | Act::LeaveProposal { .. }
        | Act::ReviseProposal { .. }
        | Act::WithdrawProposal { .. }
        | Act::MergeProposals { .. }
        | Act::ValidateMerge { .. } => Power::Propose,
        Act::TakePosition { .. }
        | Act::ClearPosition { .. }
        | Act::Object { .. }
        | Act::EndObjection { .. }
        | Act::SustainObjection { .. }
        | Act::BreakSilence { .. }
        | Act::LiftBreak { .. } => Power::Decide,
        _ => Power::Represent,
    }
}

/// Whether a signature is by a key of the actor, and is there where it must be. A delegate signs
/// with a key of their own or with that of the delegation.
pub(crate) fn signature(state: &State, submission: &Submission) -> Result<(), Refusal> {
    let Actor::Delegation {
        delegation,
        delegate,
        ..
    } = &submission.actor
    else {
        // A key that nobody has entered proves nothing and would look as if it did.
        return match submission.signed_by {
            Some(_) => Err(Refusal::NoKey {
                capacity: office(&submission.actor),
            }),
            None => Ok(()),
        };
    };
    let party = accredited(state, delegation)?;
    let delegate = delegate.as_ref().and_then(|it| party.delegates.get(it));
    let theirs = [party.key, delegate.and_then(|it| it.key)];
    match submission.signed_by {
        Some(key) if !theirs.contains(&Some(key)) => Err(Refusal::OtherKey {
            delegation: delegation.clone(),
        }),
        None if must_be_signed(state, party, &submission.act) => Err(Refusal::SignatureRequired {
            act: submission.act.kind().name(),
        }),
        _ => Ok(()),
    }
}

/// Whether an act of a delegation needs a signature: where the modalities demand one, and where it
/// gives another key the power to sign what they demand one for.
fn must_be_signed(state: &State, party: &Delegation, act: &Act) -> bool {
    let signed = &state.modalities().signed;
    let gives_a_key = matches!(act, Act::NameDelegate { key: Some(_), .. });
    signed.contains(&act.kind()) || gives_a_key && party.key.is_some() && !signed.is_empty()
}

/// The capacity of an actor whom no delegation sends.
pub(crate) fn office(actor: &Actor) -> Capacity {
    match actor {
        Actor::Chair => Capacity::Chair,
        Actor::Secretariat => Capacity::Secretariat,
        Actor::Clock => Capacity::Clock,
        Actor::Delegation { .. } => Capacity::Delegation,
    }
}

/// The clock strikes a deadline: only the next one, and only when it has come.
pub(crate) fn strike(
    state: &State,
    submission: &Submission,
    deadline: &Deadline,
) -> Result<Vec<Effect>, Refusal> {
    let due = match state.deadlines().next() {
        Some((due, next)) if next == deadline && *due <= submission.at => *due,
        _ => {
            let deadline = deadline.clone();
            return Err(Refusal::NotTheDeadline { deadline });
        }
    };
    let mut effects = vec![Effect::DeadlineGone(due, deadline.clone())];
    effects.extend(match deadline {
        Deadline::Accreditation(id) => parties::struck(state, id),
        Deadline::Call(id) => calls::struck(state, id, submission.at),
    });
    Ok(effects)
}

/// A delegation that is accredited.
pub(crate) fn accredited<'s>(
    state: &'s State,
    id: &DelegationId,
) -> Result<&'s Delegation, Refusal> {
    let found = state
        .delegations()
        .get(id)
        .ok_or_else(|| Refusal::UnknownDelegation {
            delegation: id.clone(),
        })?;
    match found.accreditation {
        AccreditationState::Accredited => Ok(found),
        _ => Err(Refusal::NotAccredited {
            delegation: id.clone(),
        }),
    }
}

/// The delegation that acts. Acts that only delegations do are gated by the modalities; where
/// these give one to another capacity all the same, it is refused here.
pub(crate) fn delegation(submission: &Submission) -> Result<&DelegationId, Refusal> {
    match &submission.actor {
        Actor::Delegation { delegation, .. } => Ok(delegation),
        actor => Err(Refusal::NotEntitled {
            act: submission.act.kind().name(),
            capacity: office(actor),
        }),
    }
}

/// Who speaks, and for whom.
pub(crate) fn voice(submission: &Submission) -> Result<Voice, Refusal> {
    let delegation = delegation(submission)?.clone();
    let behalf = match &submission.actor {
        Actor::Delegation { behalf, .. } => behalf.clone(),
        _ => None,
    };
    let carriage = match behalf {
        Some(Behalf::Organisation(_)) => Some(CarriageState::Unconfirmed),
        _ => None,
    };
    Ok(Voice {
        delegation,
        behalf,
        carriage,
    })
}

/// That a text says something and can be shown.
pub(crate) fn said(field: &'static str, words: &Words) -> Result<(), Refusal> {
    let Some(text) = words.text() else {
        return Ok(());
    };
    if text.trim().is_empty() {
        return Err(Refusal::Blank { field });
    }
    readable(field, text)
}

/// That a title or a name says something and fits on a line.
pub(crate) fn title(field: &'static str, words: &Words) -> Result<(), Refusal> {
    said(field, words)?;
    short(field, words.text().unwrap_or_default(), MAX_TITLE_CHARS)
}

/// That a text is not too long and holds no control characters but line breaks.
pub(crate) fn readable(field: &'static str, text: &str) -> Result<(), Refusal> {
    short(field, text, MAX_WORDS_CHARS)?;
    match text.chars().position(|c| c.is_control() && c != '\n') {
        Some(at) => Err(Refusal::ControlCharacters { field, at }),
        None => Ok(()),
    }
}

fn short(field: &'static str, text: &str, most: usize) -> Result<(), Refusal> {
    // No text has more characters than bytes, so most need not be counted.
    let chars = match text.len() > most {
        true => text.chars().count(),
        false => 0,
    };
    match chars > most {
        true => Err(Refusal::TooLong { field, chars, most }),
        false => Ok(()),
    }
}

/// That a list is not too long.
pub(crate) fn few(field: &'static str, count: usize) -> Result<(), Refusal> {
    match count > MAX_LISTED {
        true => Err(Refusal::TooMany {
            field,
            count,
            most: MAX_LISTED,
        }),
        false => Ok(()),
    }
}

/// That a list is neither empty nor too long.
pub(crate) fn some(field: &'static str, count: usize) -> Result<(), Refusal> {
    match count {
        0 => Err(Refusal::Nothing { field }),
        _ => few(field, count),
    }
}

/// That an id has not been used.
pub(crate) fn free(taken: bool, id: &impl ToString) -> Result<(), Refusal> {
    match taken {
        true => Err(Refusal::IdInUse { id: id.to_string() }),
        false => Ok(()),
    }
}

/// The refusal for something that is not there.
pub(crate) fn unknown(what: &'static str, id: &impl ToString) -> Refusal {
    Refusal::Unknown {
        what,
        id: id.to_string(),
    }
}

/// That a provision stands in the text.
pub(crate) fn stands(state: &State, provision: &ProvisionId) -> Result<(), Refusal> {
    match state.provisions().get(provision) {
        Some(_) => Ok(()),
        None => Err(unknown("provision", provision)),
    }
}
