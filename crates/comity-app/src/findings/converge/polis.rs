//! The compatibility mode: what the tool Polis would give for the same votes, to compare with.
//!
//! Rows stand in the order of ids, which in an export is the order in which people came; its
//! groups depend on it. Of votes of fewer than five people in a group no tally is given, and no
//! base cluster of fewer than five is on the map.
//!
//! Start at [`polis`].

mod json;

use comity_analysis::Chance;
use comity_analysis::common_ground::HIDDEN_BELOW;
use comity_analysis::compatibility::{Compatibility, Tally, compatibility};
use comity_analysis::order::seed;
use comity_exchange::Notice;
use sha2::{Digest, Sha256};

use super::reading::Voting;
use super::{Sources, Voted};
use crate::findings::{FindingError, Source};

pub use json::json;

/// What Polis would say.
#[derive(Clone, Debug)]
pub struct Compatible {
    /// The files, as they were given.
    pub sources: Vec<Source>,
    /// SHA-256 over the hashes of the files, in their order.
    pub input_hash: [u8; 32],
    /// Its first eight bytes, the lowest first: where the search for components starts from.
    pub seed: u64,
    /// The statements in the order of their ids; those that a moderator took out count as 0.
    pub statements: Vec<Voted>,
    /// Participants and votes.
    pub counts: [usize; 2],
    /// How many voted on each statement.
    pub voted: Vec<usize>,
    /// How many are in each group.
    pub sizes: Vec<usize>,
    /// The numbers.
    pub compatibility: Compatibility,
    /// How many votes a later one replaced.
    pub replaced: usize,
    /// What was not carried.
    pub notices: Vec<Notice>,
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

/// Computes what Polis would give.
///
/// # Errors
/// When a file cannot be read, with its line.
pub fn polis(sources: Sources<'_>) -> Result<Compatible, FindingError> {
    let voting = Voting::read(sources)?;
    let mut hasher = Sha256::new();
    for source in &voting.sources {
        hasher.update(source.sha256);
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
    Ok(Compatible {
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
        sizes,
    })
}

impl Compatible {
    /// The base clusters that may be shown, along the first component.
    #[must_use]
    pub fn heaps(&self) -> Vec<Heap> {
        let bases = self.compatibility.bases.iter();
        let large = bases.filter(|it| it.members.len() >= HIDDEN_BELOW);
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

    /// What a group holds of a statement; `None` of fewer than five people.
    #[must_use]
    pub fn tally(&self, group: usize, statement: usize) -> Option<Tally> {
        let tally = self.compatibility.tallies[group][statement];
        (tally.votes == 0 || tally.votes as usize >= HIDDEN_BELOW).then_some(tally)
    }

    /// Group-aware consensus of a statement; `None` where a moderator took it out, or a group's
    /// tally is not given, which it would give away.
    #[must_use]
    pub fn consensus(&self, statement: usize) -> Option<f64> {
        let is_given = (0..self.sizes.len()).all(|it| self.tally(it, statement).is_some());
        let is_out = self.statements[statement].is_out;
        (is_given && !is_out && !self.sizes.is_empty())
            .then(|| self.compatibility.consensus[statement])
    }

    /// The mean of the votes on a statement; `None` where fewer than five voted on it.
    #[must_use]
    pub fn mean(&self, statement: usize) -> Option<f64> {
        let is_given = self.voted[statement] >= HIDDEN_BELOW;
        is_given.then(|| self.compatibility.spectrum.means[statement])
    }

    /// How far from the middle a statement would put someone who has agreed to nothing else;
    /// `None` where fewer than five voted on it.
    #[must_use]
    pub fn extremity(&self, statement: usize) -> Option<f64> {
        let is_given = self.voted[statement] >= HIDDEN_BELOW;
        is_given.then(|| self.compatibility.extremities[statement])
    }
}
