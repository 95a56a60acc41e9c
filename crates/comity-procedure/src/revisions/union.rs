//! The accepted changes as one list: equal ones once, each with all who asked for it.
//!
//! Equal changes of several proposals are one change. A proposal that asks twice for the same
//! (two equal insertions at one point) means both, so the first of one equals the first of
//! another and the second the second.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use comity_text::kernel::{collide, grounded};
use comity_text::{Change, Instrument, ProvisionId};

use crate::act::Accepted;
use crate::ids::ProposalId;
use crate::refusal::Refusal;
use crate::state::{ProposalState, Revision, State};

/// The accepted changes of several proposals, as one list.
pub(super) struct Union<'s> {
    /// The changes, in the order in which they were first named.
    pub(super) changes: Vec<Change>,
    /// The same, as the rule of collision wants them.
    pub(super) ground: Vec<Change>,
    /// For each change where it was first found, and all who asked for it.
    sources: Vec<(&'s Accepted, BTreeSet<&'s ProposalId>)>,
    /// For each line of the act the index in `changes`.
    pub(super) of_line: Vec<usize>,
    /// For each proposal the indices of its changes that are accepted.
    pub(super) of_proposal: BTreeMap<&'s ProposalId, BTreeSet<usize>>,
    /// The provisions of whose new words something has been withheld.
    pub(super) blind: BTreeSet<ProvisionId>,
}

impl<'s> Union<'s> {
    /// The changes that an act accepts, once each is seen to be there and to be acceptable.
    pub(super) fn new(
        state: &'s State,
        current: &Revision,
        accepted: &'s [Accepted],
    ) -> Result<Union<'s>, Refusal> {
        let mut union = Union {
            changes: Vec::new(),
            ground: Vec::new(),
            sources: Vec::new(),
            of_line: Vec::new(),
            of_proposal: BTreeMap::new(),
            blind: BTreeSet::new(),
        };
        let mut known: HashMap<(&Change, usize), usize> = HashMap::new();
        let mut times: HashMap<(&ProposalId, &Change), usize> = HashMap::new();
        for line in accepted {
            let proposal = made_to(state, current, &line.proposal)?;
            if proposal.sponsors.is_empty() {
                let proposal = line.proposal.clone();
                return Err(Refusal::NobodySponsors { proposal });
            }
            let change = named(proposal, line)?;
            if !union
                .of_proposal
                .entry(&line.proposal)
                .or_default()
                .insert(line.change)
            {
                return Err(Refusal::NamedTwice {
                    id: format!("change {} of {}", line.change, line.proposal),
                });
            }
            let provision = change.provision();
            if proposal.version().changes.withheld || current.withheld.contains(provision) {
                union.blind.insert(provision.clone());
            }
            let nth = times.entry((&line.proposal, change)).or_insert(0);
            *nth += 1;
            let index = *known.entry((change, *nth)).or_insert_with(|| {
                union.changes.push(change.clone());
                union.sources.push((line, BTreeSet::new()));
                union.changes.len() - 1
            });
            union.sources[index].1.insert(&line.proposal);
            union.of_line.push(index);
        }
        union.ground = grounded(&current.instrument, &union.changes);
        Ok(union)
    }

    /// That no two changes exclude each other. What one proposal asks for together is no
    /// collision: whether it can be had together is for the kernel to say.
    pub(super) fn agrees(&self, base: &Instrument) -> Result<(), Refusal> {
        let mut words: BTreeMap<&ProvisionId, Vec<usize>> = BTreeMap::new();
        let mut structural = Vec::new();
        for (at, change) in self.ground.iter().enumerate() {
            match change {
                Change::Replace { provision, .. } => words.entry(provision).or_default().push(at),
                Change::Add { .. } => {}
                _ => structural.push(at),
            }
        }
        for same in words.values_mut() {
            same.sort_by_key(|at| (range(&self.ground[*at]), *at));
            for (rank, one) in same.iter().enumerate() {
                // Sorted by where they start: from one that starts after the end on, all do.
                let end = range(&self.ground[*one]).1;
                let near = same[rank + 1..].iter();
                for other in near.take_while(|it| range(&self.ground[**it]).0 <= end) {
                    self.apart(base, *one, *other)?;
                }
            }
        }
        for one in &structural {
            for other in 0..self.ground.len() {
                self.apart(base, *one, other)?;
            }
        }
        Ok(())
    }

    /// All who asked for a change.
    pub(super) fn asked_by(&self, index: usize) -> impl Iterator<Item = &'s ProposalId> {
        self.sources[index].1.iter().copied()
    }

    /// The changes that can be applied: without those to words that are no longer there.
    pub(super) fn applicable(&self) -> Vec<Change> {
        let seen = |change: &&Change| match change {
            Change::Replace { provision, .. } => !self.blind.contains(provision),
            _ => true,
        };
        self.changes.iter().filter(seen).cloned().collect()
    }

    fn apart(&self, base: &Instrument, one: usize, other: usize) -> Result<(), Refusal> {
        let ((line, by), (their_line, their)) = (&self.sources[one], &self.sources[other]);
        let blind = |at: usize| self.blind.contains(self.ground[at].provision());
        if !by.is_disjoint(their) || blind(one) && blind(other) {
            return Ok(());
        }
        match collide(base, &self.ground[one], &self.ground[other]) {
            None => Ok(()),
            Some(provision) => Err(Refusal::Excludes {
                why: format!(
                    "{provision} cannot be what {} (change {}) and {} (change {}) both want",
                    line.proposal, line.change, their_line.proposal, their_line.change
                ),
            }),
        }
    }
}

/// The range of a change of words.
pub(super) fn range(change: &Change) -> (u32, u32) {
    match change {
        Change::Replace { start, end, .. } => (*start, *end),
        _ => (0, 0),
    }
}

/// A live proposal that is made to the revision that stands.
pub(super) fn made_to<'s>(
    state: &'s State,
    current: &Revision,
    id: &ProposalId,
) -> Result<&'s ProposalState, Refusal> {
    let found = crate::proposals::live(state, id)?;
    let meant = found.version().revision;
    match meant == current.number {
        true => Ok(found),
        false => Err(Refusal::OtherRevision {
            meant,
            stands: current.number,
        }),
    }
}

fn named<'s>(proposal: &'s ProposalState, line: &Accepted) -> Result<&'s Change, Refusal> {
    let changes = &proposal.version().changes.list;
    changes
        .get(line.change)
        .ok_or_else(|| Refusal::NoSuchChange {
            proposal: line.proposal.clone(),
            change: line.change,
        })
}
