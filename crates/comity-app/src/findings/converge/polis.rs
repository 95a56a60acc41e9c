//! The compatibility mode: what the tool Polis would give for the same votes, to compare with.
//!
//! Rows stand in the order of ids, which in an export is the order in which people came; its
//! groups depend on it. The numbers are computed as Polis does, and then those are left out that
//! would say something of few individuals: the tally of fewer than five in a group, and with it
//! what is computed from all groups or from everyone on that statement; the size of a group of
//! fewer than five, and one more where it could be worked out; base clusters of fewer than five.
//! Positions of delegations are public, and all is given.
//!
//! Start at [`polis`].

mod json;

use comity_analysis::Chance;
use comity_analysis::common_ground::{Kind, shown_sizes};
use comity_analysis::compatibility::{Compatibility, Representative, Tally, compatibility};
use comity_analysis::order::seed;
use comity_analysis::spectrum::Spectrum;
use comity_exchange::Notice;
use sha2::{Digest, Sha256};

use super::reading::{Unseen, Voting};
use super::{Sources, Voted};
use crate::findings::{FindingError, Source};

pub use json::json;

/// What Polis would say.
#[derive(Clone, Debug)]
pub struct Compatible {
    /// The files, as they were given.
    pub sources: Vec<Source>,
    /// Whose votes these are.
    pub kind: Kind,
    /// SHA-256 over the hashes of the files, in their order, and whether they are of delegations.
    pub input_hash: [u8; 32],
    /// Its first eight bytes, the lowest first: where the search for components starts from.
    pub seed: u64,
    /// The statements in the order of their ids; those that a moderator took out count as 0.
    pub statements: Vec<Voted>,
    /// Participants and votes.
    pub counts: [usize; 2],
    /// How many are in any group.
    pub admitted: usize,
    /// How many are in each group, where that is given.
    pub sizes: Vec<Option<usize>>,
    /// How many voted on each statement.
    voted: Vec<usize>,
    /// The numbers, those that are not given included.
    compatibility: Compatibility,
    /// How many votes a later one replaced.
    pub replaced: usize,
    /// What was not carried.
    pub notices: Vec<Notice>,
}

/// A statement that represents a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Particular {
    /// The statement, what the group says of it, and its own figures.
    pub of: Representative,
    /// How much larger its share is than that of the others, and the test of that; none where
    /// the tally of a group is not given, which would follow from it.
    pub beside_others: Option<[f64; 2]>,
}

/// A base cluster that is large enough to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heap {
    /// The mean of its members' places.
    pub centre: [f64; 2],
    /// How many they are.
    pub persons: usize,
    /// Their group.
    pub group: Option<u32>,
}

/// Computes what Polis would give of the votes of individuals, or of delegations.
///
/// # Errors
/// When a file cannot be read, with its line.
pub fn polis(sources: Sources<'_>, kind: Kind) -> Result<Compatible, FindingError> {
    let voting = Voting::read(sources, kind, Unseen::Kept)?;
    let mut hasher = Sha256::new();
    for source in &voting.sources {
        hasher.update(source.sha256);
    }
    if kind == Kind::Delegations {
        hasher.update(b"delegations");
    }
    let input_hash: [u8; 32] = hasher.finalize().into();
    let seed = seed(&input_hash);
    let out: Vec<bool> = voting.statements.iter().map(|it| it.is_out).collect();
    let positions = &voting.positions;
    let found = compatibility(positions, &out, &Chance::from_seed(seed));
    let mut sizes = vec![0; found.tallies.len()];
    for group in found.groups.iter().flatten() {
        sizes[*group as usize] += 1;
    }
    let admitted = sizes.iter().sum();
    Ok(Compatible {
        kind,
        counts: [positions.participants(), positions.votes()],
        voted: (0..positions.statements())
            .map(|it| positions.column(it).len())
            .collect(),
        sources: voting.sources,
        statements: voting.statements,
        replaced: voting.replaced,
        notices: voting.notices,
        compatibility: found,
        input_hash,
        seed,
        admitted,
        sizes: shown_sizes(&sizes, admitted, kind.fewest_shown()),
    })
}

impl Compatible {
    /// The base clusters that may be shown, along the first component.
    #[must_use]
    pub fn heaps(&self) -> Vec<Heap> {
        let bases = self.compatibility.bases.iter();
        let large = bases.filter(|it| it.members.len() >= self.kind.fewest_shown());
        let heap = large.map(|it| Heap {
            centre: it.centre,
            persons: it.members.len(),
            group: self.compatibility.groups[it.members[0] as usize],
        });
        let mut heaps: Vec<Heap> = heap.collect();
        heaps.sort_by(|a, b| {
            let x = a.centre[0].total_cmp(&b.centre[0]);
            x.then_with(|| a.centre[1].total_cmp(&b.centre[1]))
        });
        heaps
    }

    /// The components, and how much each tells.
    #[must_use]
    pub fn spectrum(&self) -> &Spectrum {
        &self.compatibility.spectrum
    }

    /// Each number of groups that was tried, with its mean silhouette.
    #[must_use]
    pub fn silhouettes(&self) -> &[(usize, f64)] {
        &self.compatibility.silhouettes
    }

    /// What a group holds of a statement; `None` where that is of a few.
    #[must_use]
    pub fn tally(&self, group: usize, statement: usize) -> Option<Tally> {
        let tally = self.compatibility.tallies[group][statement];
        (!self.is_few(tally.votes as usize)).then_some(tally)
    }

    /// The statements that represent a group, as far as its own tally of them is given.
    #[must_use]
    pub fn representative(&self, group: usize) -> Vec<Particular> {
        let all = self.compatibility.representative[group].iter();
        let given = all.filter(|it| self.tally(group, it.statement).is_some());
        let each = given.map(|it| Particular {
            of: *it,
            beside_others: self
                .is_given_by_all(it.statement)
                .then_some([it.figures.relative, it.figures.relative_test]),
        });
        each.collect()
    }

    /// Group-aware consensus of a statement; `None` where a moderator took it out, or a group's
    /// tally is not given, which it would give away.
    #[must_use]
    pub fn consensus(&self, statement: usize) -> Option<f64> {
        let is_out = self.statements[statement].is_out;
        (self.is_given_by_all(statement) && !is_out && !self.sizes.is_empty())
            .then(|| self.compatibility.consensus[statement])
    }

    /// The mean of the votes on a statement, those of people in no group included; `None` where
    /// nobody voted on it, or where it would give away the votes of a few.
    #[must_use]
    pub fn mean(&self, statement: usize) -> Option<f64> {
        let means = &self.compatibility.spectrum.means;
        self.is_open(statement).then(|| means[statement])
    }

    /// How far from the middle a statement would put someone who has agreed to nothing else;
    /// `None` where the mean is, which follows from it.
    #[must_use]
    pub fn extremity(&self, statement: usize) -> Option<f64> {
        let extremities = &self.compatibility.extremities;
        self.is_open(statement).then(|| extremities[statement])
    }

    fn is_few(&self, people: usize) -> bool {
        (1..self.kind.fewest_shown()).contains(&people)
    }

    /// Whether the tallies of all groups are given.
    fn is_given_by_all(&self, statement: usize) -> bool {
        (0..self.sizes.len()).all(|it| self.tally(it, statement).is_some())
    }

    /// Whether a figure of everyone may be given: with the tallies of all groups beside it, it
    /// tells what those in no group said, so they must be nobody or more than a few.
    fn is_open(&self, statement: usize) -> bool {
        let groups = self.compatibility.tallies.iter();
        let grouped: usize = groups.map(|it| it[statement].votes as usize).sum();
        let voted = self.voted[statement];
        let are_few = self.is_few(voted) || self.is_few(voted - grouped);
        voted > 0 && self.is_given_by_all(statement) && !are_few
    }
}
