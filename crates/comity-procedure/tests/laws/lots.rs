//! What became of every proposal, worked out from the act and from what it was before.

use comity_procedure::Act;
use comity_procedure::act::{Accepted, Outcome};
use comity_procedure::ids::ProposalId;
use comity_procedure::state::{Fated, ProposalState, ProposalStatus, State, Validation};

use super::so;
use super::walk::Step;

type Held = Result<(), String>;

/// The law, for one act that was taken.
pub fn no_proposal_is_lost(step: &Step) -> Held {
    let made = match &step.submission.act {
        Act::Propose { proposal, .. } | Act::MergeProposals { proposal, .. } => Some(proposal),
        _ => None,
    };
    let then = step.before.proposals().keys().chain(made);
    let mut then: Vec<&ProposalId> = then.collect();
    then.sort();
    let now: Vec<&ProposalId> = step.after.proposals().keys().collect();
    so(then == now, || format!("{now:?} are there, not {then:?}"))?;
    for (id, now) in step.after.proposals() {
        let held = match step.before.proposals().get(id) {
            None => so(now.status == ProposalStatus::Live, || {
                "it was not made live".to_owned()
            }),
            Some(then) => moved(step, then, now),
        };
        held.and_then(|()| merged(&step.after, now))
            .map_err(|why| format!("{id}: {why}"))?;
    }
    Ok(())
}

/// That what became of a proposal follows from the act.
fn moved(step: &Step, then: &ProposalState, now: &ProposalState) -> Held {
    use ProposalStatus::{Live, MergedInto, NeedsRepair, Withdrawn};
    let act = &step.submission.act;
    if let Act::TableRevision {
        accepted, outcomes, ..
    } = act
        && to_carry(&step.before, then)
    {
        let told = outcomes.iter().filter(|it| it.proposal == then.id).count();
        return tabled(step, (then, now), accepted, told);
    }
    let is = |id: &ProposalId| *id == then.id;
    let allowed = match (&then.status, &now.status) {
        (before, after) if before == after => true,
        (_, Withdrawn) => match act {
            Act::WithdrawProposal { proposal } => is(proposal),
            Act::LeaveProposal { proposal } => is(proposal) && now.sponsors.is_empty(),
            _ => false,
        },
        (NeedsRepair, Live) => matches!(act, Act::ReviseProposal { proposal, .. } if is(proposal)),
        (Live | NeedsRepair, MergedInto(into)) => match act {
            Act::ValidateMerge { proposal, of, .. } => proposal == into && is(of),
            Act::LeaveProposal { proposal } => is(proposal),
            _ => false,
        },
        (MergedInto(into), Live | NeedsRepair) => {
            let fresh = step.after.current().map(|it| it.number) == Some(now.version().revision);
            fresh == (now.status == Live)
                && match act {
                    Act::ValidateMerge {
                        proposal,
                        of,
                        reflected,
                        ..
                    } => proposal == into && is(of) && !reflected,
                    Act::ReviseProposal { proposal, .. }
                    | Act::WithdrawProposal { proposal }
                    | Act::LeaveProposal { proposal } => proposal == into,
                    Act::TableRevision { .. } => true,
                    _ => false,
                }
        }
        _ => false,
    };
    so(allowed, || {
        format!("from {:?} to {:?}", then.status, now.status)
    })
}

/// Live, made to the revision that stands, and with something left to ask for.
fn to_carry(state: &State, it: &ProposalState) -> bool {
    let live = matches!(
        it.status,
        ProposalStatus::Live | ProposalStatus::NeedsRepair
    );
    let stands = state.current().map(|it| it.number) == Some(it.version().revision);
    live && stands && !it.version().changes.list.is_empty()
}

fn tabled(
    step: &Step,
    (then, now): (&ProposalState, &ProposalState),
    accepted: &[Accepted],
    told: usize,
) -> Held {
    let number = step.after.current().map_or(0, |it| it.number);
    let asked = then.version().changes.list.len();
    let mine: Vec<usize> = accepted
        .iter()
        .filter(|it| it.proposal == then.id)
        .map(|it| it.change)
        .collect();
    if mine.len() == asked {
        let taken = ProposalStatus::TakenUp { revision: number };
        so(told == 0 && now.status == taken, || {
            "all of it was accepted".to_owned()
        })?;
        return so(now.versions == then.versions, || {
            "and nothing is left".to_owned()
        });
    }
    so(told == 1, || format!("the act speaks of it {told} times"))?;
    let version = now.version();
    let fates = &version.fates;
    so(now.versions.len() == then.versions.len() + 1, || {
        "no new version".to_owned()
    })?;
    so(fates.len() == asked && version.revision == number, || {
        "its fates".to_owned()
    })?;
    for (at, fate) in fates.iter().enumerate() {
        let was = mine.contains(&at);
        so((*fate == Fated::Accepted) == was, || {
            format!("change {at} ends as {fate:?}")
        })?;
    }
    let carried = carried_count(&step.submission.act, &then.id);
    so(version.changes.list.len() == carried, || {
        "what is carried".to_owned()
    })?;
    let lost = fates
        .iter()
        .any(|it| matches!(it, Fated::Conflicting(_) | Fated::Orphaned(_)));
    let said = fates
        .iter()
        .all(|it| matches!(it, Fated::Accepted | Fated::Satisfied));
    let waits = then.status == ProposalStatus::NeedsRepair;
    let status = match (lost || waits, said) {
        (true, _) => ProposalStatus::NeedsRepair,
        (false, true) => ProposalStatus::TakenUp { revision: number },
        (false, false) => ProposalStatus::Live,
    };
    so(now.status == status, || {
        format!("it is {:?}, not {status:?}", now.status)
    })
}

fn carried_count(act: &Act, id: &ProposalId) -> usize {
    let Act::TableRevision { outcomes, .. } = act else {
        return 0;
    };
    let mine = outcomes.iter().filter(|it| it.proposal == *id);
    let all = mine.flat_map(|it| &it.outcomes);
    all.map(|it| match it {
        Outcome::Carried(list) => list.len(),
        _ => 0,
    })
    .sum()
}

/// Nobody's proposal is away in a consolidation that is no more, or that its sponsors have not
/// found it in.
fn merged(state: &State, it: &ProposalState) -> Held {
    let ProposalStatus::MergedInto(into) = &it.status else {
        return Ok(());
    };
    let into = &state.proposals()[into];
    so(into.status != ProposalStatus::Withdrawn, || {
        "merged into what was withdrawn".to_owned()
    })?;
    let part = into.merged_from.iter().find(|part| part.proposal == it.id);
    let part = part.ok_or("merged into what does not consolidate it")?;
    let said = |by| part.validations.get(by) == Some(&Validation::Reflected);
    so(it.sponsors.iter().all(said), || {
        "not all its sponsors said so".to_owned()
    })
}
