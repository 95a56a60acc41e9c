//! The next revision: what is accepted, the words that result, and what becomes of everybody else.
//!
//! The changes of a revision are one list, equal ones once. What that does to every other
//! proposal is found by rebase; the rules work it out again by themselves and refuse what is not
//! so. Start at [`accept`].

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use comity_procedure::State;
use comity_procedure::ids::ProposalId;
use comity_procedure::state::{ProposalState, Revision};
use comity_record::v1::change::Change as Written;
use comity_record::v1::parts::{
    Accepted, Outcome, ProposalOutcome, ProvisionAddressees, ResultingWords,
};
use comity_record::v1::vocabulary::{ORPHANS, spelled};
use comity_record::v1::{Act, Words};
use comity_text::rebase::{OrphanReason, carried};
use comity_text::{Change, Fate, Instrument, ProvisionId, apply, rebase};

use super::{Sources, TaskError, written};

/// What a task wants.
pub(super) struct Wanted {
    pub(super) proposals: Vec<String>,
    pub(super) changes: Vec<Accepted>,
    pub(super) reason: String,
    pub(super) addressees: BTreeMap<String, Vec<String>>,
}

/// The entries that brought the changes of the proposals that stand.
pub(super) fn entries(state: &State) -> Vec<u64> {
    let live = state.proposals_to_carry();
    let entries: BTreeSet<u64> = live.map(|it| it.version().entry).collect();
    entries.into_iter().collect()
}

/// The act that tables the next revision.
pub(super) fn accept(
    state: &State,
    wanted: Wanted,
    sources: &impl Sources,
) -> Result<Act, TaskError> {
    let current = state.current().cloned();
    let live: BTreeMap<&str, &Arc<ProposalState>> = state
        .proposals_to_carry()
        .map(|it| (it.id.as_str(), it))
        .collect();
    let lines = lines(state, &wanted);
    let mut act = Parts {
        revision: current.as_ref().map_or(1, |it| it.number + 1),
        results: Vec::new(),
        outcomes: Vec::new(),
    };
    let mut kept = lines.clone();
    if let Some(current) = &current
        && let Some(list) = list(&live, &lines)
    {
        let union = Union::new(&live, list)?;
        kept = union.lines.clone();
        act.fill(current, &live, &union, sources)?;
    }
    let addressees = wanted.addressees.into_iter();
    Ok(Act::TableRevision {
        accepted: kept,
        addressees: addressees
            .map(|(provision, addressees)| ProvisionAddressees {
                addressees,
                provision,
            })
            .collect(),
        outcomes: act.outcomes,
        reason: Words::inline(wanted.reason),
        results: act.results,
        revision: act.revision,
    })
}

/// The changes that are wanted, each with its proposal. A proposal that does not stand has a first
/// change, for the rules to say what has become of it.
fn lines(state: &State, wanted: &Wanted) -> Vec<Accepted> {
    let mut lines = Vec::new();
    for name in &wanted.proposals {
        let id = ProposalId::new(name).ok();
        let found = id.and_then(|id| state.proposals().get(&id));
        let count = found.map_or(1, |it| it.version().changes.list.len().max(1));
        lines.extend((0..count as u64).map(|change| Accepted {
            change,
            proposal: name.clone(),
        }));
    }
    lines.extend(wanted.changes.iter().cloned());
    lines
}

/// The lines with their changes, if each is one of a proposal that stands.
fn list<'s, 'l>(
    live: &BTreeMap<&str, &'s Arc<ProposalState>>,
    lines: &'l [Accepted],
) -> Option<Vec<(&'l Accepted, &'s Change)>> {
    let change = |line: &'l Accepted| {
        let changes = &live.get(line.proposal.as_str())?.version().changes.list;
        let change = changes.get(usize::try_from(line.change).ok()?)?;
        Some((line, change))
    };
    lines.iter().map(change).collect()
}

/// The accepted changes as one list.
struct Union {
    /// What the act names. An addition that another proposal makes too is left to that one.
    lines: Vec<Accepted>,
    /// The changes, equal ones once.
    changes: Vec<Change>,
    /// For each change the first line that names it.
    line_of: Vec<u64>,
}

impl Union {
    fn new(
        live: &BTreeMap<&str, &Arc<ProposalState>>,
        wanted: Vec<(&Accepted, &Change)>,
    ) -> Result<Union, TaskError> {
        let mut union = Union {
            lines: Vec::new(),
            changes: Vec::new(),
            line_of: Vec::new(),
        };
        let mut known: HashMap<(&Change, usize), usize> = HashMap::new();
        let mut times: HashMap<(&str, &Change), usize> = HashMap::new();
        let mut twins: HashMap<&ProvisionId, &str> = HashMap::new();
        let mut adds: Vec<(&str, &Change)> = Vec::new();
        for (line, change) in wanted {
            let proposal = line.proposal.as_str();
            if live[proposal].version().changes.withheld {
                return Err(TaskError::Withheld {
                    member: "proposals".to_owned(),
                    what: proposal.to_owned(),
                });
            }
            if let Some(other) = goes_into(change).and_then(|parent| twins.get(parent)) {
                return Err(TaskError::Twins {
                    proposal: proposal.to_owned(),
                    change: usize::try_from(line.change).unwrap_or(usize::MAX),
                    other: (*other).to_owned(),
                });
            }
            if let Change::Add { id, .. } = change {
                let same = |it: &&(&str, &Change)| it.0 != proposal && adds_the_same(it.1, change);
                if let Some((other, _)) = adds.iter().find(same) {
                    twins.insert(id, other);
                    continue;
                }
                adds.push((proposal, change));
            }
            let nth = times.entry((proposal, change)).or_insert(0);
            *nth += 1;
            let at = union.lines.len() as u64;
            union.lines.push(line.clone());
            known.entry((change, *nth)).or_insert_with(|| {
                union.changes.push(change.clone());
                union.line_of.push(at);
                union.changes.len() - 1
            });
        }
        Ok(union)
    }

    fn accepts(&self, proposal: &str, change: usize) -> bool {
        let mut lines = self.lines.iter();
        lines.any(|it| it.proposal == proposal && it.change == change as u64)
    }

    fn count(&self, proposal: &str) -> usize {
        let lines = self.lines.iter().filter(|it| it.proposal == proposal);
        let distinct: BTreeSet<u64> = lines.map(|it| it.change).collect();
        distinct.len()
    }
}

/// The provision that something is put into.
fn goes_into(change: &Change) -> Option<&ProvisionId> {
    match change {
        Change::Add { place, .. } | Change::Move { place, .. } => place.parent.as_ref(),
        _ => None,
    }
}

/// Whether two additions put the same words in the same place; their ids do not matter.
fn adds_the_same(one: &Change, other: &Change) -> bool {
    match (one, other) {
        (
            Change::Add {
                place: p,
                kind: k,
                text: t,
                ..
            },
            Change::Add {
                place, kind, text, ..
            },
        ) => (p, k, t) == (place, kind, text),
        _ => false,
    }
}

/// What the act says besides what is accepted.
struct Parts {
    revision: u32,
    results: Vec<ResultingWords>,
    outcomes: Vec<ProposalOutcome>,
}

impl Parts {
    /// Words and outcomes; none where the changes do not go together, which the rules say better.
    fn fill(
        &mut self,
        current: &Revision,
        live: &BTreeMap<&str, &Arc<ProposalState>>,
        union: &Union,
        sources: &impl Sources,
    ) -> Result<(), TaskError> {
        let touched = |id: &&ProvisionId| {
            let named = |change: &Change| {
                matches!(change, Change::Replace { .. }) && change.provision() == *id
            };
            union.changes.iter().any(named)
        };
        if let Some(id) = current.withheld.iter().find(touched) {
            return Err(TaskError::Withheld {
                member: "proposals".to_owned(),
                what: id.to_string(),
            });
        }
        let Ok(next) = apply(&current.instrument, &union.changes) else {
            return Ok(());
        };
        self.results = results(&current.instrument, &next);
        for proposal in live.values() {
            let changes = &proposal.version().changes.list;
            if union.count(proposal.id.as_str()) == changes.len() {
                continue;
            }
            let Ok(fates) = rebase(&current.instrument, &union.changes, changes) else {
                self.outcomes.clear();
                return Ok(());
            };
            let outcome = outcome(proposal, fates, union, sources)?;
            self.outcomes.push(outcome);
        }
        Ok(())
    }
}

/// The words of each provision that is new or reads otherwise.
fn results(base: &Instrument, next: &Instrument) -> Vec<ResultingWords> {
    let provisions = next.provisions().iter();
    let other = provisions.filter(|it| base.get(&it.id).is_none_or(|old| old.text != it.text));
    other
        .map(|it| ResultingWords {
            provision: it.id.as_str().to_owned(),
            words: written::styled(&it.text),
        })
        .collect()
}

fn outcome(
    proposal: &ProposalState,
    mut fates: Vec<Fate>,
    union: &Union,
    sources: &impl Sources,
) -> Result<ProposalOutcome, TaskError> {
    let id = proposal.id.as_str();
    let changes = &proposal.version().changes.list;
    let recorded = recorded(proposal, sources)?;
    for (at, fate) in fates.iter_mut().enumerate() {
        if union.accepts(id, at) {
            *fate = Fate::Satisfied;
        }
    }
    let written = |at: usize, now: &[Change]| -> Vec<Written> {
        let now = now.iter();
        now.map(|now| written::carried(now, &changes[at], &recorded[at]))
            .collect()
    };
    let outcomes = fates.iter().enumerate().map(|(at, fate)| match fate {
        Fate::Carried(now) => Outcome::Carried(written(at, now)),
        Fate::Satisfied => Outcome::Satisfied,
        Fate::Conflicting(with) => {
            Outcome::Conflicting(with.iter().map(|at| union.line_of[*at]).collect())
        }
        Fate::Orphaned(reason) => Outcome::Orphaned(spelled(ORPHANS, &orphan(*reason)).to_owned()),
    });
    Ok(ProposalOutcome {
        outcomes: outcomes.collect(),
        carried: in_order(changes, &fates, written),
        proposal: id.to_owned(),
    })
}

/// The changes that are carried, in the order of [`carried`].
fn in_order(
    changes: &[Change],
    fates: &[Fate],
    written: impl Fn(usize, &[Change]) -> Vec<Written>,
) -> Vec<Written> {
    // The order depends on where the changes stood, not on what they are now: it is found with
    // marks in their place.
    let mark = |at: usize| Change::Keep {
        provision: ProvisionId::new(at.to_string()),
    };
    let marked: Vec<Fate> = fates
        .iter()
        .enumerate()
        .map(|(at, fate)| match fate {
            Fate::Carried(_) => Fate::Carried(vec![mark(at)]),
            other => other.clone(),
        })
        .collect();
    let order = carried(changes, &marked).into_iter().filter_map(|mark| {
        let at: usize = mark.provision().as_str().parse().ok()?;
        Some(at)
    });
    order
        .flat_map(|at| match &fates[at] {
            Fate::Carried(now) => written(at, now),
            _ => Vec::new(),
        })
        .collect()
}

/// The changes of a proposal as they stand on the record.
fn recorded(proposal: &ProposalState, sources: &impl Sources) -> Result<Vec<Written>, TaskError> {
    let entry = proposal.version().entry;
    let changes = match sources.act(entry) {
        Some(
            Act::Propose { changes, .. }
            | Act::ReviseProposal { changes, .. }
            | Act::MergeProposals { changes, .. },
        ) => Some(changes),
        Some(Act::TableRevision { outcomes, .. }) => outcomes
            .into_iter()
            .find(|it| it.proposal == proposal.id.as_str())
            .map(|it| it.carried),
        _ => None,
    };
    let whole = |it: &Vec<Written>| it.len() == proposal.version().changes.list.len();
    changes
        .filter(whole)
        .ok_or(TaskError::NotRecorded { entry })
}

fn orphan(reason: OrphanReason) -> comity_procedure::act::Orphan {
    use comity_procedure::act::Orphan;
    match reason {
        OrphanReason::Suppressed => Orphan::Suppressed,
        OrphanReason::ContainerSuppressed => Orphan::ContainerSuppressed,
        OrphanReason::JoinTargetSuppressed => Orphan::JoinTargetSuppressed,
        OrphanReason::Dependent => Orphan::Dependent,
    }
}
