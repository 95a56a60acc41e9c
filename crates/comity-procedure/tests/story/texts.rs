//! Proposals and revisions, prepared as the house would prepare them before they are sent.
//!
//! What becomes of proposals is found by `comity_text::rebase`; the procedure finds out by itself
//! whether that is so.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use comity_procedure::act::{Accepted, Actor, Orphan, Outcome, ProposalOutcome};
use comity_procedure::ids::{ProposalId, TextHash};
use comity_procedure::state::{Agreement, ProposalState, ProposalStatus};
use comity_procedure::words::{Changes, Wording};
use comity_procedure::{Act, Effect, State};
use comity_text::rebase::{OrphanReason, carried};
use comity_text::{Change, Fate, Kind, Place, ProvisionId, Text, apply, rebase};

use super::{Table, by, p, w};

/// A proposal id.
pub fn pr(id: &str) -> ProposalId {
    ProposalId::new(id).unwrap()
}

/// The changes of a proposal with a hash that tells any two lists apart.
pub fn asks_for(list: Vec<Change>) -> Changes {
    let hash = digest(&list);
    Changes {
        list,
        hash,
        withheld: false,
    }
}

/// Words of a provision with such a hash.
pub fn says(text: &Text) -> Wording {
    Wording {
        text: Some(text.clone()),
        hash: digest(text),
    }
}

fn digest(value: &impl Hash) -> TextHash {
    let mut bytes = [0; 32];
    for (lane, out) in bytes.chunks_mut(8).enumerate() {
        let mut hasher = DefaultHasher::new();
        (lane, value).hash(&mut hasher);
        out.copy_from_slice(&hasher.finish().to_be_bytes());
    }
    TextHash(bytes)
}

/// The change that adds an operative paragraph after a provision.
pub fn add(id: &str, after: &str, words: &str) -> Change {
    Change::Add {
        id: p(id),
        place: after_it(after),
        kind: Kind::Operative,
        label: None,
        text: Text::from(words),
    }
}

/// The change that suppresses a provision.
pub fn suppress(provision: &str) -> Change {
    Change::Suppress {
        provision: p(provision),
        joined_into: None,
    }
}

/// The change that moves a provision after another.
pub fn move_after(provision: &str, after: &str) -> Change {
    Change::Move {
        provision: p(provision),
        place: after_it(after),
    }
}

/// The request to keep a provision as it is.
pub fn keep(provision: &str) -> Change {
    Change::Keep {
        provision: p(provision),
    }
}

fn after_it(after: &str) -> Place {
    Place {
        parent: None,
        after: Some(p(after)),
    }
}

/// The act that makes a proposal to a revision.
pub fn propose(proposal: &str, revision: u32, list: Vec<Change>) -> Act {
    Act::Propose {
        proposal: pr(proposal),
        revision,
        changes: asks_for(list),
        rationale: w("Our keepers asked for it."),
        variant_of: vec![],
    }
}

/// The act that revises a proposal.
pub fn revise(proposal: &str, revision: u32, list: Vec<Change>) -> Act {
    Act::ReviseProposal {
        proposal: pr(proposal),
        revision,
        changes: asks_for(list),
        rationale: w("We listened to the room."),
    }
}

/// The act that consolidates proposals.
pub fn merge(proposal: &str, of: &[&str], revision: u32, list: Vec<Change>) -> Act {
    Act::MergeProposals {
        proposal: pr(proposal),
        of: of.iter().map(|id| pr(id)).collect(),
        revision,
        changes: asks_for(list),
        rationale: w("Both ask for the same hour."),
    }
}

/// The act that finds a proposal reflected in the one that consolidates it.
pub fn reflected(proposal: &str, of: &str) -> Act {
    Act::ValidateMerge {
        proposal: pr(proposal),
        of: pr(of),
        reflected: true,
        reason: None,
    }
}

/// The act that finds it not reflected.
pub fn not_reflected(proposal: &str, of: &str) -> Act {
    Act::ValidateMerge {
        proposal: pr(proposal),
        of: pr(of),
        reflected: false,
        reason: Some(w("The spring fast is left out.")),
    }
}

/// The act that leaves a proposal.
pub fn leave_proposal(proposal: &str) -> Act {
    let proposal = pr(proposal);
    Act::LeaveProposal { proposal }
}

/// The act that withdraws a proposal.
pub fn withdraw(proposal: &str) -> Act {
    let proposal = pr(proposal);
    Act::WithdrawProposal { proposal }
}

/// The next revision from accepted changes: each the proposal and the index of the change.
pub fn revision(state: &State, accepted: &[(&str, usize)]) -> Act {
    let accepted = accepted.iter().map(|(id, change)| Accepted {
        proposal: pr(id),
        change: *change,
    });
    prepared(state, accepted.collect())
}

/// The act of a revision, with the words that result and what becomes of everybody.
pub fn prepared(state: &State, accepted: Vec<Accepted>) -> Act {
    let current = state.current().expect("a text");
    let (union, lines) = union(state, &accepted);
    let to = apply(&current.instrument, &union).unwrap_or_default();
    let changed = to.provisions().iter().filter(|it| {
        let old = current.instrument.get(&it.id);
        old.is_none_or(|old| old.text != it.text)
    });
    let results = changed.map(|it| (it.id.clone(), says(&it.text))).collect();
    let outcomes = state.proposals_to_carry().filter_map(|proposal| {
        let mine: BTreeSet<usize> = accepted
            .iter()
            .filter(|line| line.proposal == proposal.id)
            .map(|line| line.change)
            .collect();
        let whole = mine.len() == proposal.version().changes.list.len();
        (!whole).then(|| outcome(state, proposal, &mine, (&union, &lines)))
    });
    Act::TableRevision {
        revision: current.number + 1,
        outcomes: outcomes.collect(),
        accepted,
        results,
        addressees: vec![],
        reason: w("The room agreed to these."),
    }
}

/// The accepted changes, equal ones once, and for each the first line that names it.
fn union(state: &State, accepted: &[Accepted]) -> (Vec<Change>, Vec<usize>) {
    let (mut union, mut lines): (Vec<Change>, Vec<usize>) = (vec![], vec![]);
    for (at, line) in accepted.iter().enumerate() {
        let version = state.proposals().get(&line.proposal).map(|it| it.version());
        let change = version.and_then(|it| it.changes.list.get(line.change));
        let mine = |other: &Accepted| other.proposal == line.proposal;
        let others = change.and_then(|it| union.iter().position(|known| known == it));
        match (change, others) {
            (Some(_), Some(known)) if !mine(&accepted[lines[known]]) => {}
            (Some(change), _) => {
                union.push(change.clone());
                lines.push(at);
            }
            (None, _) => {}
        }
    }
    (union, lines)
}

fn outcome(
    state: &State,
    proposal: &ProposalState,
    mine: &BTreeSet<usize>,
    (union, lines): (&[Change], &[usize]),
) -> ProposalOutcome {
    let base = &state.current().expect("a text").instrument;
    let changes = &proposal.version().changes;
    let satisfied = vec![Fate::Satisfied; changes.list.len()];
    let mut fates = rebase(base, union, &changes.list).unwrap_or(satisfied);
    for at in mine {
        fates[*at] = Fate::Satisfied;
    }
    let list = carried(&changes.list, &fates);
    let outcomes = fates.into_iter().map(|fate| match fate {
        Fate::Carried(list) => Outcome::Carried(list),
        Fate::Satisfied => Outcome::Satisfied,
        Fate::Conflicting(with) => {
            Outcome::Conflicting(with.into_iter().map(|at| lines[at]).collect())
        }
        Fate::Orphaned(reason) => Outcome::Orphaned(match reason {
            OrphanReason::Suppressed => Orphan::Suppressed,
            OrphanReason::ContainerSuppressed => Orphan::ContainerSuppressed,
            OrphanReason::JoinTargetSuppressed => Orphan::JoinTargetSuppressed,
            OrphanReason::Dependent => Orphan::Dependent,
        }),
    });
    ProposalOutcome {
        proposal: proposal.id.clone(),
        outcomes: outcomes.collect(),
        carried: match list == changes.list {
            true => changes.clone(),
            false => asks_for(list),
        },
    }
}

impl Table {
    /// A delegation makes a proposal to the text that stands.
    #[track_caller]
    pub fn proposes(&mut self, delegation: &str, proposal: &str, list: Vec<Change>) {
        let act = propose(proposal, self.stands(), list);
        self.ok(by(delegation), act);
    }

    /// A delegation joins a proposal as it stands.
    #[track_caller]
    pub fn joins(&mut self, delegation: &str, proposal: &str) {
        let act = self.co_sponsor(proposal);
        self.ok(by(delegation), act);
    }

    /// The act that joins a proposal as it stands.
    pub fn co_sponsor(&self, proposal: &str) -> Act {
        Act::CoSponsor {
            proposal: pr(proposal),
            text: self.proposal(proposal).version().changes.hash,
        }
    }

    /// The secretariat tables the next revision.
    #[track_caller]
    pub fn tables(&mut self, accepted: &[(&str, usize)]) -> Vec<Effect> {
        let act = revision(&self.state, accepted);
        self.ok(Actor::Secretariat, act)
    }

    /// The number of the revision that stands.
    pub fn stands(&self) -> u32 {
        self.state.current().expect("a text").number
    }

    /// A proposal.
    pub fn proposal(&self, proposal: &str) -> &ProposalState {
        &self.state.proposals()[&pr(proposal)]
    }

    /// What has become of a proposal.
    pub fn status(&self, proposal: &str) -> &ProposalStatus {
        &self.proposal(proposal).status
    }

    /// Who sponsors a proposal.
    pub fn sponsors(&self, proposal: &str) -> Vec<&str> {
        let sponsors = self.proposal(proposal).sponsors.iter();
        sponsors.map(|it| it.as_str()).collect()
    }

    /// The words of a provision as they stand.
    pub fn words(&self, provision: &str) -> Option<&str> {
        let text = &self.state.current().expect("a text").instrument;
        Some(text.get(&p(provision))?.text.as_str())
    }

    /// The ids of the provisions, in reading order.
    pub fn order(&self) -> Vec<&str> {
        let text = &self.state.current().expect("a text").instrument;
        text.provisions().iter().map(|it| it.id.as_str()).collect()
    }

    /// Whether a provision is open.
    pub fn is_open(&self, provision: &ProvisionId) -> bool {
        let found = self.state.provisions().get(provision);
        found.is_some_and(|it| it.agreement == Agreement::Open)
    }
}
