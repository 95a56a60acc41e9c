//! Proposals: made, joined, left, revised, withdrawn.
//!
//! A proposal belongs to those who sponsor it as it stands. The one who has sponsored it longest
//! changes its words, and parts from the others, who join anew or do not. How several become one stands in [`merging`]. Never here:
//! what becomes of proposals when a revision is tabled; that is in [`revisions`](crate::revisions).

pub(crate) mod making;
pub(crate) mod merging;

use std::sync::Arc;

use crate::act::{Act, Actor, Subject, Submission};
use crate::checks::{delegation, free, said, unknown, voice};
use crate::effect::Effect;
use crate::evolve::change;
use crate::ids::{DelegationId, ProposalId, TextHash};
use crate::refusal::{Already, Refusal};
use crate::state::{Author, ProposalState, ProposalStatus, State, Version};
use crate::words::{Changes, Words};

/// What an act of this subject does.
pub(crate) fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    match &submission.act {
        Act::Propose {
            proposal,
            changes,
            rationale,
            variant_of,
            revision,
        } => {
            let version = version(state, submission, None, (*revision, changes, rationale))?;
            propose(state, submission, proposal, (version, variant_of))
        }
        Act::CoSponsor { proposal, text } => co_sponsor(state, submission, proposal, *text),
        Act::LeaveProposal { proposal } => leave(state, submission, proposal),
        Act::ReviseProposal {
            proposal,
            revision,
            changes,
            rationale,
        } => {
            let found = live(state, proposal)?;
            sponsors(found, delegation(submission)?)?;
            sponsors_first(found, delegation(submission)?)?;
            let version = version(
                state,
                submission,
                Some(proposal),
                (*revision, changes, rationale),
            )?;
            Ok(revise(state, found, delegation(submission)?, version))
        }
        Act::WithdrawProposal { proposal } => withdraw(state, submission, proposal),
        Act::MergeProposals {
            proposal,
            of,
            revision,
            changes,
            rationale,
        } => {
            let version = version(state, submission, None, (*revision, changes, rationale))?;
            merging::merge(state, submission, proposal, (version, of))
        }
        Act::ValidateMerge { .. } => merging::validate(state, submission),
        _ => unreachable!("decide sends other acts elsewhere"),
    }
}

/// Puts an effect of this subject into the state; whether it is one.
pub(crate) fn evolve(state: &mut State, effect: &Effect) -> bool {
    match effect {
        Effect::ProposalMade(made) => {
            making::take_ids(state, &made.id, &made.versions);
            merging::announce(state, made);
            state.proposals.insert_mut(made.id.clone(), made.clone());
        }
        Effect::ProposalVersioned(id, version) => {
            making::take_ids(state, id, std::slice::from_ref(version));
            merging::unsettle(state, id, version);
            change(&mut state.proposals, id, |it| {
                it.versions.push(version.clone());
            });
        }
        Effect::SponsorJoined(id, by) => change(&mut state.proposals, id, |it| {
            it.lapsed.retain(|other| other != by);
            for list in [&mut it.sponsors, &mut it.contributors] {
                if !list.contains(by) {
                    list.push(by.clone());
                }
            }
        }),
        Effect::SponsorLeft(id, by) => change(&mut state.proposals, id, |it| {
            it.sponsors.retain(|other| other != by);
        }),
        Effect::SponsorLapsed(id, by) => change(&mut state.proposals, id, |it| {
            it.sponsors.retain(|other| other != by);
            if !it.lapsed.contains(by) {
                it.lapsed.push(by.clone());
            }
        }),
        Effect::ProposalMoved(id, status) => change(&mut state.proposals, id, |it| {
            it.status = status.clone();
        }),
        Effect::MergeValidated {
            proposal,
            of,
            by,
            validation,
        } => change(&mut state.proposals, proposal, |it| {
            for part in it.merged_from.iter_mut().filter(|it| it.proposal == *of) {
                part.validations.insert(by.clone(), validation.clone());
            }
        }),
        _ => return false,
    }
    true
}

/// A proposal that can still be joined, revised and accepted.
pub(crate) fn live<'s>(state: &'s State, id: &ProposalId) -> Result<&'s ProposalState, Refusal> {
    match state.proposals().get(id) {
        None => Err(unknown("proposal", id)),
        Some(found) if !found.is_live() => Err(Refusal::ProposalPast {
            proposal: id.clone(),
        }),
        Some(found) => Ok(found),
    }
}

/// The positions on a subject that count, as lapsed: what they were taken on has changed.
pub(crate) fn lapses(state: &State, subject: &Subject) -> Vec<Effect> {
    let held = state.positions().get(subject).into_iter();
    held.flat_map(|by| by.iter())
        .filter(|(_, position)| !position.lapsed)
        .map(|(by, _)| Effect::PositionLapsed(by.clone(), subject.clone()))
        .collect()
}

/// What somebody asks for, once it is seen to be something that can be asked for now.
fn version(
    state: &State,
    submission: &Submission,
    own: Option<&ProposalId>,
    (revision, changes, rationale): (u32, &Changes, &Words),
) -> Result<Arc<Version>, Refusal> {
    making::can_be_asked(state, own, revision, changes)?;
    said("rationale", rationale)?;
    Ok(Arc::new(Version {
        revision,
        changes: changes.clone(),
        rationale: rationale.clone(),
        entry: state.size(),
        fates: Vec::new(),
        by: match &submission.actor {
            Actor::Delegation { delegation, .. } => Some(delegation.clone()),
            _ => None,
        },
    }))
}

fn propose(
    state: &State,
    submission: &Submission,
    id: &ProposalId,
    (version, variant_of): (Arc<Version>, &[ProposalId]),
) -> Result<Vec<Effect>, Refusal> {
    free(state.proposals().contains_key(id), id)?;
    crate::checks::few("proposals", variant_of.len())?;
    for (at, other) in variant_of.iter().enumerate() {
        if !state.proposals().contains_key(other) {
            return Err(unknown("proposal", other));
        }
        if variant_of[..at].contains(other) {
            return Err(Refusal::NamedTwice {
                id: other.to_string(),
            });
        }
    }
    let by = delegation(submission)?;
    Ok(vec![Effect::ProposalMade(Arc::new(ProposalState {
        id: id.clone(),
        author: Author::Delegation(voice(submission)?),
        sponsors: vec![by.clone()],
        lapsed: Vec::new(),
        contributors: vec![by.clone()],
        versions: vec![version],
        variant_of: variant_of.to_vec(),
        merged_from: Vec::new(),
        consolidated_in: Vec::new(),
        status: ProposalStatus::Live,
    }))])
}

fn co_sponsor(
    state: &State,
    submission: &Submission,
    id: &ProposalId,
    text: TextHash,
) -> Result<Vec<Effect>, Refusal> {
    let found = live(state, id)?;
    let by = delegation(submission)?;
    if found.sponsors.contains(by) {
        return Err(Refusal::SoAlready {
            what: Already::Sponsors {
                by: by.clone(),
                proposal: id.clone(),
            },
        });
    }
    let stands = found.version().changes.hash;
    if text != stands {
        let meant = text;
        return Err(Refusal::OtherText { meant, stands });
    }
    Ok(vec![Effect::SponsorJoined(id.clone(), by.clone())])
}

fn leave(state: &State, submission: &Submission, id: &ProposalId) -> Result<Vec<Effect>, Refusal> {
    let found = live(state, id)?;
    let by = delegation(submission)?;
    sponsors(found, by)?;
    let mut effects = vec![Effect::SponsorLeft(id.clone(), by.clone())];
    let stay: Vec<&DelegationId> = found.sponsors.iter().filter(|it| *it != by).collect();
    if stay.is_empty() {
        effects.push(Effect::ProposalMoved(id.clone(), ProposalStatus::Withdrawn));
        effects.extend(merging::come_back(state, found, stands(state)));
    } else {
        effects.extend(merging::settled_by_leaving(state, found, &stay));
    }
    Ok(effects)
}

fn revise(
    state: &State,
    found: &ProposalState,
    by: &DelegationId,
    version: Arc<Version>,
) -> Vec<Effect> {
    let id = &found.id;
    let others = found.sponsors.iter().filter(|other| *other != by);
    let mut effects: Vec<Effect> = others
        .map(|other| Effect::SponsorLapsed(id.clone(), other.clone()))
        .collect();
    if version.changes.hash != found.version().changes.hash {
        effects.extend(lapses(state, &Subject::Proposal(id.clone())));
    }
    effects.extend(merging::come_back(state, found, stands(state)));
    effects.push(Effect::ProposalVersioned(id.clone(), version));
    if found.status == ProposalStatus::NeedsRepair {
        effects.push(Effect::ProposalMoved(id.clone(), ProposalStatus::Live));
    }
    effects
}

/// A proposal is withdrawn by its only sponsor; a consolidation that nobody sponsors yet, by the
/// delegation that made it, or by an officer if one did.
fn withdraw(
    state: &State,
    submission: &Submission,
    id: &ProposalId,
) -> Result<Vec<Effect>, Refusal> {
    let found = live(state, id)?;
    let made_it = match &found.author {
        Author::Officer(_) => matches!(submission.actor, Actor::Chair | Actor::Secretariat),
        Author::Delegation(voice) => delegation(submission).is_ok_and(|by| *by == voice.delegation),
    };
    if !(made_it && found.sponsors.is_empty()) {
        sponsors(found, delegation(submission)?)?;
        if found.sponsors.len() > 1 {
            let proposal = id.clone();
            return Err(Refusal::OthersSponsor { proposal });
        }
    }
    let withdrawn = ProposalStatus::Withdrawn;
    let mut effects = vec![Effect::ProposalMoved(id.clone(), withdrawn)];
    effects.extend(merging::come_back(state, found, stands(state)));
    Ok(effects)
}

/// Whoever could join a proposal and change its words could take it away from those who made it.
/// So the one who has sponsored it longest does that; others leave and make a variant of it.
fn sponsors_first(proposal: &ProposalState, delegation: &DelegationId) -> Result<(), Refusal> {
    match proposal.sponsors.first() {
        Some(first) if first != delegation => Err(Refusal::NotFirstSponsor {
            proposal: proposal.id.clone(),
            first: first.clone(),
        }),
        _ => Ok(()),
    }
}

fn stands(state: &State) -> Option<u32> {
    state.current().map(|it| it.number)
}

fn sponsors(proposal: &ProposalState, delegation: &DelegationId) -> Result<(), Refusal> {
    match proposal.sponsors.contains(delegation) {
        true => Ok(()),
        false => Err(Refusal::NotSponsor {
            delegation: delegation.clone(),
            proposal: proposal.id.clone(),
        }),
    }
}
