//! What becomes of every proposal: claimed by the act, and held against what is so.
//!
//! Proposals are forgotten by nobody: each that is live and was not accepted as a whole has one
//! outcome for each of its changes, and the changes that it has from now on are exactly those
//! that its outcomes carry: changes of words first, in the order in which they stood in the text
//! (two that were apart may have come to one point, and there the list decides), then the others
//! in the order of the proposal.

use std::collections::BTreeMap;
use std::sync::Arc;

use comity_text::Change;
use comity_text::kernel::{check, grounded};

use super::results::NextText;
use super::truth::{Own, Step, Truth};
use super::union::{Union, made_to, range};
use crate::act::{Orphan, Outcome, ProposalOutcome, Subject};
use crate::effect::Effect;
use crate::ids::ProposalId;
use crate::proposals::lapses;
use crate::proposals::merging::come_back;
use crate::refusal::Refusal;
use crate::state::{Fated, ProposalState, ProposalStatus, Revision, State, Version};
use crate::words::Changes;

/// What everybody needs to judge an outcome.
pub(super) struct Bench<'r> {
    /// The state before.
    pub(super) state: &'r State,
    /// The revision that stands.
    pub(super) current: &'r Revision,
    /// What is accepted.
    pub(super) union: &'r Union<'r>,
    /// What that makes of the text.
    pub(super) next: &'r NextText,
}

/// What becomes of every proposal, if the claims are so. There is a claim for each proposal that
/// stands and none twice, so their number needs no other limit.
pub(super) fn settle(
    bench: &Bench<'_>,
    claims: &[ProposalOutcome],
) -> Result<Vec<Effect>, Refusal> {
    let mut claimed: BTreeMap<&ProposalId, &ProposalOutcome> = BTreeMap::new();
    for claim in claims {
        let proposal = made_to(bench.state, bench.current, &claim.proposal)?;
        if bench.accepted_whole(proposal) {
            let why = "it was accepted as a whole, which says it all";
            return Err(other(&proposal.id, 0, why));
        }
        if claimed.insert(&claim.proposal, claim).is_some() {
            return Err(Refusal::NamedTwice {
                id: claim.proposal.to_string(),
            });
        }
    }
    let accepted = (&bench.union.changes[..], &bench.union.ground[..]);
    let texts = (&*bench.current.instrument, &bench.next.instrument);
    let step = Step::new(texts, &bench.next.parts, accepted);
    let mut effects = Vec::new();
    for proposal in bench.state.proposals_to_carry() {
        let revision = bench.current.number + 1;
        if bench.accepted_whole(proposal) {
            let status = ProposalStatus::TakenUp { revision };
            effects.push(Effect::ProposalMoved(proposal.id.clone(), status));
            continue;
        }
        let claim = claimed.remove(&proposal.id);
        let claim = claim.ok_or_else(|| Refusal::Forgotten {
            proposal: proposal.id.clone(),
        })?;
        bench.holds(&step, proposal, claim)?;
        effects.extend(bench.effects(proposal, claim));
    }
    match claimed.into_keys().next() {
        Some(id) => Err(other(id, 0, "it has no changes left to say anything about")),
        None => Ok(effects),
    }
}

impl Bench<'_> {
    fn accepted_whole(&self, proposal: &ProposalState) -> bool {
        let count = proposal.version().changes.list.len();
        let accepted = self.union.of_proposal.get(&proposal.id);
        count > 0 && accepted.is_some_and(|it| it.len() == count)
    }

    fn is_accepted(&self, proposal: &ProposalState, at: usize) -> bool {
        let accepted = self.union.of_proposal.get(&proposal.id);
        accepted.is_some_and(|it| it.contains(&at))
    }

    /// Whether a claim is what becomes of a proposal.
    fn holds(
        &self,
        step: &Step<'_>,
        proposal: &ProposalState,
        claim: &ProposalOutcome,
    ) -> Result<(), Refusal> {
        let id = &proposal.id;
        let changes = &proposal.version().changes;
        if claim.outcomes.len() != changes.list.len() {
            let at = claim.outcomes.len().min(changes.list.len());
            return Err(other(id, at, "there is one outcome for each change"));
        }
        let ground = grounded(&self.current.instrument, &changes.list);
        let mut own = Own::new();
        for (at, outcome) in claim.outcomes.iter().enumerate() {
            let change = &changes.list[at];
            let truth = step.truth(change, &ground[at], &mut own);
            if self.is_accepted(proposal, at) {
                if *outcome != Outcome::Satisfied {
                    return Err(other(id, at, "it was accepted, so it is satisfied"));
                }
                continue;
            }
            if self.cannot_be_seen(changes, change) {
                continue;
            }
            if let Err(why) = self.is_so(outcome, &truth) {
                return Err(other(id, at, &why));
            }
        }
        let listed = carried(&changes.list, &claim.outcomes);
        if listed != claim.carried.list {
            let why = "the changes it goes on with are not those that its outcomes carry";
            return Err(other(id, 0, why));
        }
        if changes.withheld || !self.union.blind.is_empty() {
            return Ok(());
        }
        if (listed == changes.list) != (claim.carried.hash == changes.hash) {
            let why = "the hash of its changes stays if they stay, and only then";
            return Err(other(id, 0, why));
        }
        let fits = check(&self.next.instrument, &listed);
        fits.map_err(|error| other(id, 0, &format!("what is carried does not fit: {error}")))
    }

    /// Whether an outcome is what is so; if not, why.
    fn is_so(&self, outcome: &Outcome, truth: &Truth) -> Result<(), String> {
        match (outcome, truth) {
            (Outcome::Carried(list), Truth::Carried(so)) if list == so => Ok(()),
            (Outcome::Carried(_), Truth::Carried(_)) => {
                Err("it is carried, but not to that place or not in those words".to_owned())
            }
            (Outcome::Satisfied, Truth::Satisfied) => Ok(()),
            (Outcome::Orphaned(reason), Truth::Orphaned(so)) if reason == so => Ok(()),
            (Outcome::Conflicting(lines), Truth::Conflicting(so)) => self.against(lines, so),
            (_, so) => Err(self.sentence(so)),
        }
    }

    fn against(&self, lines: &[usize], so: &[usize]) -> Result<(), String> {
        if lines.is_empty() {
            return Err("it names no accepted change that it conflicts with".to_owned());
        }
        for (at, line) in lines.iter().enumerate() {
            if lines[..at].contains(line) {
                return Err(format!("it names accepted change {line} twice"));
            }
            match self.union.of_line.get(*line) {
                None => return Err(format!("there is no accepted change {line}")),
                Some(index) if !so.contains(index) => {
                    return Err(format!("it does not conflict with accepted change {line}"));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn sentence(&self, so: &Truth) -> String {
        match so {
            Truth::Carried(_) => "it finds its place in the new text and is carried".to_owned(),
            Truth::Satisfied => "the new text says it already".to_owned(),
            Truth::Conflicting(with) => {
                let of = with.iter().flat_map(|at| self.union.asked_by(*at));
                let mut names: Vec<&str> = of.map(ProposalId::as_str).collect();
                names.sort_unstable();
                names.dedup();
                format!(
                    "it conflicts with what was accepted of {}",
                    names.join(", ")
                )
            }
            Truth::Orphaned(reason) => orphan_sentence(*reason).to_owned(),
        }
    }

    /// Whether words that the answer depends on have been withheld.
    fn cannot_be_seen(&self, changes: &Changes, change: &Change) -> bool {
        let blind = |id| self.union.blind.contains(id) || self.current.withheld.contains(id);
        let near = match change {
            Change::Add { place, .. } | Change::Move { place, .. } => {
                place.after.as_ref().is_some_and(blind)
            }
            _ => false,
        };
        let additions = matches!(change, Change::Add { .. }) && !self.union.blind.is_empty();
        changes.withheld || blind(change.provision()) || near || additions
    }

    fn effects(&self, proposal: &ProposalState, claim: &ProposalOutcome) -> Vec<Effect> {
        let id = &proposal.id;
        let before = proposal.version();
        let mut effects = Vec::new();
        if claim.carried.hash != before.changes.hash {
            effects.extend(lapses(self.state, &Subject::Proposal(id.clone())));
        }
        let fates: Vec<Fated> = claim
            .outcomes
            .iter()
            .enumerate()
            .map(|(at, outcome)| match self.is_accepted(proposal, at) {
                true => Fated::Accepted,
                false => self.fated(outcome),
            })
            .collect();
        let said = |fate: &Fated| matches!(fate, Fated::Accepted | Fated::Satisfied);
        let lost = |fate: &Fated| matches!(fate, Fated::Conflicting(_) | Fated::Orphaned(_));
        let revision = self.current.number + 1;
        if fates.iter().any(lost) {
            effects.extend(come_back(self.state, proposal, Some(revision)));
        }
        let waits = proposal.status == ProposalStatus::NeedsRepair;
        let status = match (waits || fates.iter().any(lost), fates.iter().all(said)) {
            (true, _) => ProposalStatus::NeedsRepair,
            (false, true) => ProposalStatus::TakenUp { revision },
            (false, false) => ProposalStatus::Live,
        };
        effects.push(Effect::ProposalVersioned(
            id.clone(),
            Arc::new(Version {
                revision,
                changes: claim.carried.clone(),
                rationale: before.rationale.clone(),
                entry: self.state.size(),
                fates,
                by: None,
            }),
        ));
        if status != proposal.status {
            effects.push(Effect::ProposalMoved(id.clone(), status));
        }
        effects
    }

    fn fated(&self, outcome: &Outcome) -> Fated {
        match outcome {
            Outcome::Carried(_) => Fated::Carried,
            Outcome::Satisfied => Fated::Satisfied,
            Outcome::Orphaned(reason) => Fated::Orphaned(*reason),
            Outcome::Conflicting(lines) => {
                let indices = lines
                    .iter()
                    .filter_map(|line| self.union.of_line.get(*line));
                let of = indices.flat_map(|at| self.union.asked_by(*at));
                let mut by: Vec<ProposalId> = of.cloned().collect();
                by.sort();
                by.dedup();
                Fated::Conflicting(by)
            }
        }
    }
}

/// The changes that a proposal goes on with.
fn carried(changes: &[Change], outcomes: &[Outcome]) -> Vec<Change> {
    let mut order: Vec<usize> = (0..changes.len()).collect();
    order.sort_by_key(|at| match &changes[*at] {
        words @ Change::Replace { .. } => (false, range(words)),
        _ => (true, (0, 0)),
    });
    let carried = order.into_iter().filter_map(|at| match &outcomes[at] {
        Outcome::Carried(now) => Some(now),
        _ => None,
    });
    carried.flatten().cloned().collect()
}

fn orphan_sentence(reason: Orphan) -> &'static str {
    match reason {
        Orphan::Suppressed => "its provision was suppressed",
        Orphan::ContainerSuppressed => "the provision that was to contain it was suppressed",
        Orphan::JoinTargetSuppressed => {
            "the provision that was to take its words up was suppressed"
        }
        Orphan::Dependent => "the addition of the same proposal that it needs was not carried",
    }
}

fn other(proposal: &ProposalId, change: usize, why: &str) -> Refusal {
    Refusal::OtherOutcome {
        proposal: proposal.clone(),
        change,
        why: why.to_owned(),
    }
}
