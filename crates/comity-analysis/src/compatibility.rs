//! The numbers that the tool Polis would give for the same votes, so that one can compare.
//!
//! It is here as an oracle and for those who move from there: two components, base clusters,
//! groups of base clusters, what is representative of a group, and group-aware consensus.
//! Formulas and constants are those that Polis publishes its results by.
//!
//! What it shares with Polis is a weakness too: clusters start from the first participants, so
//! that the groups depend on the order of the rows. And one thing it cannot share: Polis computes
//! again with each vote, starts its clusters from those it had, and takes a new number of groups
//! only after it has won four times in a row. That needs a history. Here it is one run from
//! the votes alone, and the number of groups is the one that wins in it.
//!
//! Never here: the groups that Comity itself publishes.
//!
//! Start at [`compatibility`].

mod clusters;
mod representative;
mod statistics;

use crate::Chance;
use crate::positions::Positions;
use crate::spectrum::{Spectrum, spectrum_without};

pub use representative::{Direction, MOST_REPRESENTATIVE, Representative, representative};
pub use statistics::{Figures, SIGNIFICANT, Tally, group_aware_consensus, tallies};

use clusters::{Clusters, Point, silhouette, weighted};

/// The version of the method. Any change that can move a number raises it.
pub const METHOD: u32 = 1;

/// Who has voted this often is clustered, in conversations that have so many statements.
pub const VOTES_ADMITTED: usize = 7;

/// Where fewer are admitted, the most active fill up to this number.
pub const FEWEST_ADMITTED: usize = 15;

/// The most base clusters.
pub const BASE_CLUSTERS: usize = 100;

/// The most groups, and how many base clusters allow for one group more than two.
pub const MOST_GROUPS: usize = 5;
const BASES_PER_GROUP: usize = 12;

/// What Polis would say. Participants and statements are called by their index in the matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Compatibility {
    /// The components, two or fewer.
    pub spectrum: Spectrum,
    /// Where each participant stands along the first two components; 0 along one that is not
    /// there.
    pub places: Vec<[f64; 2]>,
    /// How far from the middle each statement would put someone who has agreed to nothing else.
    pub extremities: Vec<f64>,
    /// The base clusters: participants who stand close together. None is empty.
    pub bases: Vec<BaseCluster>,
    /// Each number of groups that was tried, from two on, with its mean silhouette, from −1 to 1.
    /// Empty where there are not two base clusters to tell apart; then all admitted participants
    /// are one group.
    pub silhouettes: Vec<(usize, f64)>,
    /// The group of each participant, numbered from 0; `None` for those not admitted.
    pub groups: Vec<Option<u32>>,
    /// For each group its votes on each statement.
    pub tallies: Vec<Vec<Tally>>,
    /// For each group at most five statements that set it apart.
    pub representative: Vec<Vec<Representative>>,
    /// For each statement its group-aware consensus, between 0 and 1; see
    /// [`group_aware_consensus`].
    pub consensus: Vec<f64>,
}

/// Participants who stand close together.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseCluster {
    /// The mean of their places.
    pub centre: [f64; 2],
    /// Who they are, ascending; at least one.
    pub members: Vec<u32>,
}

/// What Polis would say of these votes, computed once and without a history. `moderated_out[j]`
/// says that statement `j` counts as 0 for everyone; statements beyond its end do not.
///
/// Without participants or statements all is empty; without two opinions there is one group.
///
/// # Panics
/// If `moderated_out` is longer than there are statements.
#[must_use]
pub fn compatibility(
    positions: &Positions,
    moderated_out: &[bool],
    chance: &Chance,
) -> Compatibility {
    let spectrum = spectrum_without(positions, moderated_out, 2, chance);
    let places = places(&spectrum, positions);
    let admitted = admitted(positions);
    let bases = bases(&places, &admitted);
    let (of_bases, silhouettes) = groups_of(&bases);
    let mut groups = vec![None; positions.participants()];
    for (base, group) in bases.iter().zip(&of_bases) {
        for member in &base.members {
            groups[*member as usize] = Some(*group);
        }
    }
    let tallies = tallies(positions, &groups);
    Compatibility {
        extremities: extremities(&spectrum),
        representative: representative(&tallies, moderated_out),
        consensus: group_aware_consensus(&tallies, positions.statements()),
        spectrum,
        places,
        bases,
        silhouettes,
        groups,
        tallies,
    }
}

/// Who is clustered, ascending: who has cast at least [`VOTES_ADMITTED`] votes, or as many as
/// there are statements; where these are fewer than [`FEWEST_ADMITTED`], the most active up to
/// that number, of equally active ones those of the lower rows.
#[must_use]
pub fn admitted(positions: &Positions) -> Vec<u32> {
    let enough = VOTES_ADMITTED.min(positions.statements());
    let count = u32::try_from(positions.participants()).expect("rows are counted in 30 bits");
    let votes = |it: &u32| positions.row(*it as usize).len();
    let mut all: Vec<u32> = (0..count).collect();
    // Stable, so that the lower row comes first.
    all.sort_by_key(|it| std::cmp::Reverse(votes(it)));
    let qualified = all.iter().take_while(|it| votes(it) >= enough).count();
    all.truncate(qualified.max(FEWEST_ADMITTED));
    all.sort_unstable();
    all
}

fn places(spectrum: &Spectrum, positions: &Positions) -> Vec<Point> {
    let all = spectrum.projections(positions);
    match spectrum.components.len() {
        0 => vec![[0.0; 2]; positions.participants()],
        components => all
            .chunks_exact(components)
            .map(|it| [it[0], it.get(1).copied().unwrap_or(0.0)])
            .collect(),
    }
}

/// `‖ sqrt(S) · (1 − mean_j) · (component1_j, component2_j) ‖` for each statement.
fn extremities(spectrum: &Spectrum) -> Vec<f64> {
    let scale = (spectrum.means.len() as f64).sqrt();
    let of = |statement: usize| {
        let entries = spectrum.components.iter().map(|it| it[statement]);
        let square: f64 = entries.map(|it| it * it).sum();
        scale * (1.0 - spectrum.means[statement]) * square.sqrt()
    };
    (0..spectrum.means.len()).map(of).collect()
}

/// At most [`BASE_CLUSTERS`] clusters of those admitted.
fn bases(places: &[Point], admitted: &[u32]) -> Vec<BaseCluster> {
    let points: Vec<Point> = admitted.iter().map(|it| places[*it as usize]).collect();
    let clusters = weighted(&points, &vec![1.0; points.len()], BASE_CLUSTERS);
    let bases = clusters.centres.iter().map(|centre| BaseCluster {
        centre: *centre,
        members: Vec::new(),
    });
    let mut bases: Vec<BaseCluster> = bases.collect();
    for (participant, base) in admitted.iter().zip(&clusters.of) {
        bases[*base as usize].members.push(*participant);
    }
    bases
}

/// The group of each base cluster, and the mean silhouette of each number of groups.
fn groups_of(bases: &[BaseCluster]) -> (Vec<u32>, Vec<(usize, f64)>) {
    let points: Vec<Point> = bases.iter().map(|it| it.centre).collect();
    let weights: Vec<f64> = bases.iter().map(|it| it.members.len() as f64).collect();
    let most = MOST_GROUPS.min(2 + bases.len() / BASES_PER_GROUP);
    let tried: Vec<(usize, Clusters, f64)> = (2..=most.min(bases.len()))
        .map(|count| (count, weighted(&points, &weights, count)))
        .filter(|it| it.1.centres.len() > 1)
        .map(|(count, clusters)| {
            let silhouette = silhouette(&points, &clusters);
            (count, clusters, silhouette)
        })
        .collect();
    let silhouettes = tried.iter().map(|it| (it.0, it.2)).collect();
    let mut best: Option<&(usize, Clusters, f64)> = None;
    for one in &tried {
        if best.is_none_or(|it| one.2 > it.2) {
            best = Some(one);
        }
    }
    let groups = best.map_or_else(|| vec![0; bases.len()], |it| it.1.of.clone());
    (groups, silhouettes)
}

#[cfg(test)]
mod tests;
