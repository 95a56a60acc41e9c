//! Accreditation: at once, or announced and open to reasoned objection until a deadline.
//!
//! Under both rules the same act begins it and the modalities decide how it goes on. Nobody is
//! kept out by silence: what nobody opposed is accredited when the deadline is struck, what
//! somebody opposed is settled by the chair, who says why.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::act::{Act, Deadline, Standing, Submission};
use crate::checks::{accredited, delegation, free, said, title};
use crate::effect::Effect;
use crate::ids::DelegationId;
use crate::modalities::{Accreditation, Modalities};
use crate::refusal::{Already, Refusal};
use crate::state::{AccreditationState, Delegation, State};
use crate::words::Words;

/// Accredits a delegation, or announces it.
pub(crate) fn accredit(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    let mut entering = applicant(&submission.act);
    title("name", &entering.name)?;
    free(state.delegations().contains_key(&entering.id), &entering.id)?;
    listed(state.modalities(), &entering)?;
    if let Standing::Through(carrier) = &entering.standing
        && accredited(state, carrier)?.standing != Standing::Delegation
    {
        return Err(Refusal::CannotCarry {
            delegation: carrier.clone(),
        });
    }
    let until = match &state.modalities().accreditation {
        Accreditation::Open => return Ok(vec![Effect::DelegationEntered(Arc::new(entering))]),
        Accreditation::NoObjection { within, .. } => submission.at.after(*within),
    };
    entering.accreditation = AccreditationState::Announced {
        until,
        opposed: BTreeMap::new(),
    };
    let deadline = Deadline::Accreditation(entering.id.clone());
    Ok(vec![
        Effect::DelegationEntered(Arc::new(entering)),
        Effect::DeadlineSet(until, deadline),
    ])
}

/// The delegation as the act enters it, accredited.
fn applicant(act: &Act) -> Delegation {
    let Act::Accredit {
        delegation,
        name,
        constituency,
        region,
        development,
        standing,
        key,
    } = act
    else {
        unreachable!("decide sends other acts elsewhere")
    };
    Delegation {
        id: delegation.clone(),
        name: name.clone(),
        constituency: constituency.clone(),
        region: region.clone(),
        development: *development,
        standing: standing.clone(),
        key: *key,
        accreditation: AccreditationState::Accredited,
        delegates: BTreeMap::new(),
    }
}

/// That the modalities know the constituency and the region.
fn listed(modalities: &Modalities, entering: &Delegation) -> Result<(), Refusal> {
    if !modalities.constituencies.contains(&entering.constituency) {
        return Err(Refusal::NotInModalities {
            what: "constituency",
            word: entering.constituency.to_string(),
        });
    }
    if !modalities.regions.contains(&entering.region) {
        return Err(Refusal::NotInModalities {
            what: "region",
            word: entering.region.to_string(),
        });
    }
    Ok(())
}

/// Objects to an announced accreditation. Only delegations with full rights do, of the
/// constituencies that the modalities in force name; each once. Nobody opposes itself: what is
/// announced cannot act yet.
pub(crate) fn oppose(
    state: &State,
    submission: &Submission,
    announced: &DelegationId,
    reason: &Words,
) -> Result<Vec<Effect>, Refusal> {
    let by = accredited(state, delegation(submission)?)?;
    let AccreditationState::Announced { until, opposed } = &known(state, announced)?.accreditation
    else {
        return Err(Refusal::NotAnnounced {
            delegation: announced.clone(),
        });
    };
    if by.standing != Standing::Delegation || !may_oppose(state.modalities(), by) {
        return Err(Refusal::MayNotOppose {
            delegation: by.id.clone(),
        });
    }
    if opposed.contains_key(&by.id) {
        let what = Already::Opposed {
            by: by.id.clone(),
            announced: announced.clone(),
        };
        return Err(Refusal::SoAlready { what });
    }
    said("reason", reason)?;
    let mut opposed = opposed.clone();
    opposed.insert(by.id.clone(), reason.clone());
    let to = AccreditationState::Announced {
        until: *until,
        opposed,
    };
    Ok(vec![Effect::AccreditationMoved(announced.clone(), to)])
}

fn may_oppose(modalities: &Modalities, by: &Delegation) -> bool {
    match &modalities.accreditation {
        Accreditation::Open => false,
        Accreditation::NoObjection { by: named, .. } => named.contains(&by.constituency),
    }
}

/// The chair settles an accreditation that was opposed.
pub(crate) fn settle(
    state: &State,
    contested: &DelegationId,
    admitted: bool,
    reason: &Words,
) -> Result<Vec<Effect>, Refusal> {
    if !matches!(
        known(state, contested)?.accreditation,
        AccreditationState::Contested { .. }
    ) {
        return Err(Refusal::NotContested {
            delegation: contested.clone(),
        });
    }
    said("reason", reason)?;
    let to = match admitted {
        true => AccreditationState::Accredited,
        false => AccreditationState::Refused {
            reason: reason.clone(),
        },
    };
    Ok(vec![Effect::AccreditationMoved(contested.clone(), to)])
}

/// The deadline of an announced accreditation has come.
pub(crate) fn struck(state: &State, announced: &DelegationId) -> Vec<Effect> {
    let found = state.delegations().get(announced);
    let Some(AccreditationState::Announced { opposed, .. }) = found.map(|it| &it.accreditation)
    else {
        return Vec::new();
    };
    let to = match opposed.is_empty() {
        true => AccreditationState::Accredited,
        false => AccreditationState::Contested {
            opposed: opposed.clone(),
        },
    };
    vec![Effect::AccreditationMoved(announced.clone(), to)]
}

/// A delegation that the record knows, accredited or not.
fn known<'s>(state: &'s State, id: &DelegationId) -> Result<&'s Delegation, Refusal> {
    let found = state.delegations().get(id).map(AsRef::as_ref);
    found.ok_or_else(|| Refusal::UnknownDelegation {
        delegation: id.clone(),
    })
}
