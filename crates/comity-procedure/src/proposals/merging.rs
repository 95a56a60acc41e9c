//! Several proposals become one: consolidated by somebody, validated by those who sponsor them.
//!
//! Whoever consolidates takes nothing away. The originals stand until all their sponsors find
//! them reflected, each sponsor says so for itself. When the consolidation is withdrawn, given
//! other words or not carried whole, they come back, and their sponsors are asked again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{live, sponsors};
use crate::act::{Act, Actor, Submission};
use crate::checks::{delegation, few, free, office, said, unknown, voice};
use crate::effect::Effect;
use crate::evolve::change;
use crate::ids::{DelegationId, ProposalId};
use crate::refusal::{Already, Refusal};
use crate::state::{
    Author, Fated, MergedPart, ProposalState, ProposalStatus, State, Validation, Version, Voice,
};
use crate::words::Words;

/// Consolidates proposals in a new one.
pub(super) fn merge(
    state: &State,
    submission: &Submission,
    id: &ProposalId,
    (version, of): (Arc<Version>, &[ProposalId]),
) -> Result<Vec<Effect>, Refusal> {
    free(state.proposals().contains_key(id), id)?;
    if of.len() < 2 {
        return Err(Refusal::TooFewToMerge);
    }
    few("proposals", of.len())?;
    let mut parts = BTreeMap::new();
    for original in of {
        let found = can_be_consolidated(state, original, version.revision)?;
        if parts.insert(original, found).is_some() {
            let id = original.to_string();
            return Err(Refusal::NamedTwice { id });
        }
    }
    let by = author(submission)?;
    if let Author::Delegation(Voice {
        delegation: acting, ..
    }) = &by
        && !parts.values().any(|it| it.sponsors.contains(acting))
    {
        return Err(Refusal::NotSponsor {
            delegation: acting.clone(),
            proposal: of[0].clone(),
        });
    }
    let merged_from = of.iter().map(|original| MergedPart {
        proposal: original.clone(),
        version: parts[original].versions.len() - 1,
        validations: BTreeMap::new(),
    });
    Ok(vec![Effect::ProposalMade(Arc::new(ProposalState {
        id: id.clone(),
        author: by,
        sponsors: Vec::new(),
        lapsed: Vec::new(),
        contributors: Vec::new(),
        versions: vec![version],
        variant_of: Vec::new(),
        merged_from: merged_from.collect(),
        consolidated_in: Vec::new(),
        status: ProposalStatus::Live,
    }))])
}

/// A sponsor of an original says whether it is reflected.
pub(super) fn validate(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    let Act::ValidateMerge {
        proposal: id,
        of,
        reflected,
        reason,
    } = &submission.act
    else {
        unreachable!("decide sends other acts elsewhere")
    };
    let merged = live(state, id)?;
    let part = merged.merged_from.iter().find(|it| it.proposal == *of);
    let part = part.ok_or_else(|| Refusal::NotPartOf {
        proposal: id.clone(),
        of: of.clone(),
    })?;
    let original = state.proposals().get(of);
    let original = original.ok_or_else(|| unknown("proposal", of))?;
    let into_this = original.status == ProposalStatus::MergedInto(id.clone());
    if !original.is_live() && !into_this {
        let proposal = of.clone();
        return Err(Refusal::ProposalPast { proposal });
    }
    let by = delegation(submission)?;
    sponsors(original, by)?;
    let validation = validation(*reflected, reason.as_ref())?;
    if part.validations.get(by) == Some(&validation) {
        return Err(Refusal::SoAlready {
            what: Already::Validated {
                by: by.clone(),
                of: of.clone(),
            },
        });
    }
    let mut effects = vec![Effect::MergeValidated {
        proposal: id.clone(),
        of: of.clone(),
        by: by.clone(),
        validation,
    }];
    if *reflected && !merged.sponsors.contains(by) {
        effects.push(Effect::SponsorJoined(id.clone(), by.clone()));
    }
    let others_agree = || {
        let mut others = original.sponsors.iter().filter(|other| *other != by);
        others.all(|other| part.validations.get(other) == Some(&Validation::Reflected))
    };
    if *reflected && !into_this && others_agree() {
        let status = ProposalStatus::MergedInto(id.clone());
        effects.push(Effect::ProposalMoved(of.clone(), status));
    }
    if !*reflected && into_this {
        let number = state.current().map(|it| it.number);
        effects.push(Effect::ProposalMoved(of.clone(), back(number, original)));
    }
    Ok(effects)
}

/// When those who stay with a proposal all found it reflected, it is merged by the leaving of
/// the one who did not.
pub(super) fn settled_by_leaving(
    state: &State,
    original: &ProposalState,
    stay: &[&DelegationId],
) -> Option<Effect> {
    let id = &original.id;
    let reflected_in = |merged: &&Arc<ProposalState>| {
        let mut parts = merged.merged_from.iter();
        let part = parts.find(|it| it.proposal == *id);
        merged.is_live()
            && part.is_some_and(|part| {
                let said = |by: &&DelegationId| part.validations.get(*by);
                stay.iter()
                    .all(|by| said(by) == Some(&Validation::Reflected))
            })
    };
    let merges = original.consolidated_in.iter();
    let found = merges
        .filter_map(|it| state.proposals().get(it))
        .find(reflected_in)?;
    let status = ProposalStatus::MergedInto(found.id.clone());
    Some(Effect::ProposalMoved(id.clone(), status))
}

/// The originals that went into a consolidation come back when it is withdrawn or does not say
/// any more what their sponsors found themselves in; `stands` is the revision that then does.
pub(crate) fn come_back(state: &State, merged: &ProposalState, stands: Option<u32>) -> Vec<Effect> {
    let into_it = ProposalStatus::MergedInto(merged.id.clone());
    let originals = merged.merged_from.iter();
    let originals = originals.filter_map(|part| state.proposals().get(&part.proposal));
    originals
        .filter(|original| original.status == into_it)
        .map(|original| Effect::ProposalMoved(original.id.clone(), back(stands, original)))
        .collect()
}

/// The originals know where they are consolidated.
pub(super) fn announce(state: &mut State, made: &ProposalState) {
    for part in &made.merged_from {
        change(&mut state.proposals, &part.proposal, |it| {
            it.consolidated_in.push(made.id.clone());
        });
    }
}

/// A new version puts the validations in question: of a consolidation, all of them; of an
/// original, what was said about it.
///
/// What a revision carries as it stands asks for the same as before and settles nothing anew.
pub(super) fn unsettle(state: &mut State, id: &ProposalId, version: &Version) {
    let lost = |fate: &Fated| matches!(fate, Fated::Conflicting(_) | Fated::Orphaned(_));
    if !version.fates.is_empty() && !version.fates.iter().any(lost) {
        return;
    }
    let Some(found) = state.proposals.get(id).cloned() else {
        return;
    };
    let stands: Vec<Option<usize>> = found
        .merged_from
        .iter()
        .map(|part| state.proposals.get(&part.proposal))
        .map(|original| {
            original
                .filter(|it| it.is_live())?
                .versions
                .len()
                .checked_sub(1)
        })
        .collect();
    change(&mut state.proposals, id, |it| {
        for (part, stands) in it.merged_from.iter_mut().zip(stands) {
            part.validations.clear();
            part.version = match version.fates.is_empty() {
                true => stands.unwrap_or(part.version),
                false => part.version,
            };
        }
    });
    for merged in &found.consolidated_in {
        change(&mut state.proposals, merged, |it| {
            for part in it.merged_from.iter_mut().filter(|it| it.proposal == *id) {
                part.validations.clear();
            }
        });
    }
}

/// An original is consolidated in one place at a time: elsewhere only after a sponsor of it has
/// said that it is not reflected there.
fn can_be_consolidated<'s>(
    state: &'s State,
    id: &ProposalId,
    revision: u32,
) -> Result<&'s ProposalState, Refusal> {
    let found = live(state, id)?;
    let made_to = found.version().revision;
    if made_to != revision {
        return Err(Refusal::OtherRevision {
            meant: made_to,
            stands: revision,
        });
    }
    let declined = |merged: &ProposalState| {
        let mut parts = merged.merged_from.iter().filter(|it| it.proposal == *id);
        parts.any(|part| {
            part.validations
                .values()
                .any(|it| *it != Validation::Reflected)
        })
    };
    let mut merges = found.consolidated_in.iter();
    let pending = merges.find(|it| {
        let merged = state.proposals().get(*it);
        merged.is_some_and(|it| it.is_live() && !declined(it))
    });
    match pending {
        Some(into) => Err(Refusal::MergePending {
            proposal: id.clone(),
            into: into.clone(),
        }),
        None => Ok(found),
    }
}

fn author(submission: &Submission) -> Result<Author, Refusal> {
    match submission.actor {
        Actor::Chair | Actor::Secretariat => Ok(Author::Officer(office(&submission.actor))),
        _ => Ok(Author::Delegation(voice(submission)?)),
    }
}

fn validation(reflected: bool, reason: Option<&Words>) -> Result<Validation, Refusal> {
    if let Some(reason) = reason {
        said("reason", reason)?;
    }
    match (reflected, reason) {
        (true, _) => Ok(Validation::Reflected),
        (false, None) => Err(Refusal::Blank { field: "reason" }),
        (false, reason) => Ok(Validation::NotReflected {
            reason: reason.cloned(),
        }),
    }
}

/// What an original comes back as, when the consolidation it went into no longer reflects it.
fn back(stands: Option<u32>, original: &ProposalState) -> ProposalStatus {
    match stands == Some(original.version().revision) {
        true => ProposalStatus::Live,
        false => ProposalStatus::NeedsRepair,
    }
}
