//! What was added, suppressed and moved, once it is known which provision is which.

use std::collections::{HashMap, HashSet};

use crate::change::{Change, Place};
use crate::instrument::{Instrument, ProvisionId};

/// Two instruments and which provision of the one is which of the other.
pub(crate) struct Matching<'i> {
    /// The instrument that the changes apply to.
    pub(crate) base: &'i Instrument,
    /// The instrument that they lead to.
    pub(crate) result: &'i Instrument,
    /// For each provision of the result its position in the base, each at most once.
    pub(crate) base_of: Vec<Option<usize>>,
    /// Positions in the base of provisions whose words another provision took up.
    pub(crate) joined: HashMap<usize, usize>,
    /// Positions in the base of provisions that are known to have been moved.
    pub(crate) moved: HashSet<usize>,
}

/// Where an arrival was said to go, where that is known from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    /// Nothing is known.
    Unknown,
    /// Right after what arrives or stays before it.
    AfterPrevious,
    /// Right after a sibling of the base, or first.
    After(Option<ProvisionId>),
}

/// The suppressions, in the order of the base, then the additions and moves, in the order of
/// the result. New provisions get their ids from `id_of_new`, called in reading order.
pub(crate) fn changes(
    matching: &Matching<'_>,
    id_of_new: impl FnMut(usize) -> ProvisionId,
) -> Vec<Change> {
    changes_with_hints(matching, id_of_new, |_, _| Hint::Unknown)
}

/// As [`changes`], with arrivals among siblings that go put where a hint says.
pub(crate) fn changes_with_hints(
    matching: &Matching<'_>,
    mut id_of_new: impl FnMut(usize) -> ProvisionId,
    hint: impl Fn(usize, &ProvisionId) -> Hint,
) -> Vec<Change> {
    let stationary = stationary(matching);
    let mut changes = suppressions(matching);
    let result = matching.result;
    let parents = result.parents();
    let mut ids: Vec<Option<ProvisionId>> = vec![None; result.len()];
    let mut anchors = Anchors::new(matching, &stationary);
    let mut arrivals: Vec<Option<Change>> = vec![None; result.len()];
    for (at, provision) in result.provisions().iter().enumerate() {
        ids[at] = Some(match matching.base_of[at] {
            Some(base_at) => matching.base.provisions()[base_at].id.clone(),
            None => id_of_new(at),
        });
        if stationary[at] {
            continue;
        }
        let id = ids[at].clone().expect("the id was just given");
        let place = Place {
            parent: parents[at].and_then(|parent| ids[parent].clone()),
            after: anchors.before(parents[at], at, &hint(at, &id)),
        };
        arrivals[at] = Some(match matching.base_of[at] {
            Some(_) => Change::Move {
                provision: id,
                place,
            },
            None => Change::Add {
                id,
                place,
                kind: provision.kind,
                label: provision.label.clone(),
                text: provision.text.clone(),
            },
        });
    }
    changes.extend(arrivals.into_iter().flatten());
    changes
}

/// Which provisions of the result stand where they stood: in the same parent, in the same order.
fn stationary(matching: &Matching<'_>) -> Vec<bool> {
    let (base, result) = (matching.base, matching.result);
    let mut stationary = vec![false; result.len()];
    let (base_parents, parents) = (base.parents(), result.parents());
    let sizes = subtree_sizes(result, &parents);
    for (owner, siblings) in result.children().into_iter().enumerate() {
        let owner_in_base = match owner == result.len() {
            true => Some(None),
            false => matching.base_of[owner].map(Some),
        };
        let Some(owner_in_base) = owner_in_base else {
            continue;
        };
        let stayed: Vec<(usize, usize)> = siblings
            .into_iter()
            .filter_map(|at| matching.base_of[at].map(|base_at| (at, base_at)))
            .filter(|(_, base_at)| base_parents[*base_at] == owner_in_base)
            .filter(|(_, base_at)| !matching.moved.contains(base_at))
            .collect();
        let order: Vec<usize> = stayed.iter().map(|pair| pair.1).collect();
        let weights: Vec<u64> = stayed.iter().map(|pair| sizes[pair.0]).collect();
        for at in heaviest_increasing(&order, &weights) {
            stationary[stayed[at].0] = true;
        }
    }
    stationary
}

/// How much a reader would have to follow if a provision moved: its words and all inside it.
fn subtree_sizes(instrument: &Instrument, parents: &[Option<usize>]) -> Vec<u64> {
    let mut sizes: Vec<u64> = instrument
        .provisions()
        .iter()
        .map(|provision| 1 + u64::from(provision.text.len()))
        .collect();
    for at in (0..sizes.len()).rev() {
        if let Some(parent) = parents[at] {
            sizes[parent] += sizes[at];
        }
    }
    sizes
}

/// Suppressions of what is in the base alone, each with all that it contains.
fn suppressions(matching: &Matching<'_>) -> Vec<Change> {
    let base = matching.base;
    let mut kept = vec![false; base.len()];
    for base_at in matching.base_of.iter().flatten() {
        kept[*base_at] = true;
    }
    let parents = base.parents();
    let ids = base.provisions();
    let mut changes = Vec::new();
    for at in (0..base.len()).filter(|at| !kept[*at]) {
        let inside_suppressed = parents[at].is_some_and(|parent| !kept[parent]);
        let joined_into = matching.joined.get(&at).map(|into| ids[*into].id.clone());
        if !inside_suppressed || joined_into.is_some() {
            changes.push(Change::Suppress {
                provision: ids[at].id.clone(),
                joined_into,
            });
        }
    }
    changes
}

/// Finds the sibling of the base after which something arrives.
struct Anchors<'m> {
    matching: &'m Matching<'m>,
    base_children: Vec<Vec<usize>>,
    /// For each provision of the base how many siblings stand before it.
    rank: Vec<usize>,
    /// For each provision of the base the rank at which its run of siblings that go ends.
    run_end: Vec<usize>,
    kept: Vec<bool>,
    /// For each provision of the result the last sibling before it that stays.
    stays_before: Vec<Option<usize>>,
    /// For each parent of the base, how many siblings stand before the last arrival.
    reached: HashMap<usize, usize>,
}

impl<'m> Anchors<'m> {
    fn new(matching: &'m Matching<'m>, stationary: &[bool]) -> Anchors<'m> {
        let base_children = matching.base.children();
        let mut stays = vec![false; matching.base.len()];
        let mut kept = vec![false; matching.base.len()];
        for (at, base_at) in matching.base_of.iter().enumerate() {
            if let Some(base_at) = base_at {
                stays[*base_at] = stationary[at];
                kept[*base_at] = true;
            }
        }
        let mut rank = vec![0; matching.base.len()];
        let mut run_end = vec![0; matching.base.len()];
        for siblings in &base_children {
            let mut end = siblings.len();
            for (place, at) in siblings.iter().enumerate().rev() {
                rank[*at] = place;
                end = if stays[*at] { place } else { end };
                run_end[*at] = end;
            }
        }
        let mut stays_before = vec![None; matching.result.len()];
        for siblings in matching.result.children() {
            let mut last = None;
            for at in siblings {
                stays_before[at] = last;
                last = if stationary[at] { Some(at) } else { last };
            }
        }
        Anchors {
            matching,
            base_children,
            rank,
            run_end,
            kept,
            stays_before,
            reached: HashMap::new(),
        }
    }

    /// The base sibling to stand after: the one hinted at, if it stands between those that stay
    /// before and after; else the last of those that are suppressed there. What replaces a
    /// provision so comes after it.
    fn before(&mut self, parent: Option<usize>, at: usize, hint: &Hint) -> Option<ProvisionId> {
        let owner = match parent {
            None => self.matching.base.len(),
            Some(parent) => self.matching.base_of[parent]?,
        };
        let base_siblings = &self.base_children[owner];
        let least = self.stays_before[at].map_or(0, |other| {
            let base_at = self.matching.base_of[other].expect("what stays is in the base");
            self.rank[base_at] + 1
        });
        let most = base_siblings
            .get(least)
            .map_or(least, |sibling| self.run_end[*sibling]);
        let reached = self.reached.get(&owner).copied().unwrap_or(0).max(least);
        let suppressed = |rank: &usize| !self.kept[base_siblings[*rank]];
        let hinted = match hint {
            Hint::Unknown => (least..most)
                .rev()
                .find(suppressed)
                .map_or(least, |rank| rank + 1),
            Hint::AfterPrevious => reached,
            Hint::After(None) => 0,
            Hint::After(Some(id)) => {
                let named = self.matching.base.position(id);
                let named = named.filter(|at| base_siblings.get(self.rank[*at]) == Some(at));
                named.map_or(reached, |at| self.rank[at] + 1)
            }
        };
        let count = hinted.clamp(reached, most);
        self.reached.insert(owner, count);
        let anchor = base_siblings[count.checked_sub(1)?];
        Some(self.matching.base.provisions()[anchor].id.clone())
    }
}

/// Positions of the increasing subsequence with the largest sum of weights.
///
/// `order` holds distinct numbers. Runs in O(n log n).
pub(crate) fn heaviest_increasing(order: &[usize], weights: &[u64]) -> Vec<usize> {
    let mut sorted: Vec<usize> = order.to_vec();
    sorted.sort_unstable();
    // A Fenwick tree over ranks: the best (sum, position) of a chain that ends at or before one.
    let mut best: Vec<(u64, Option<usize>)> = vec![(0, None); order.len() + 1];
    let mut before: Vec<Option<usize>> = vec![None; order.len()];
    let mut top = (0, None);
    for (at, value) in order.iter().enumerate() {
        let rank = sorted.partition_point(|other| other < value) + 1;
        let mut chain = (0, None);
        let mut node = rank - 1;
        while node > 0 {
            if best[node].0 > chain.0 {
                chain = best[node];
            }
            node &= node - 1;
        }
        before[at] = chain.1;
        let reached = (chain.0 + weights[at], Some(at));
        let mut node = rank;
        while node <= order.len() {
            if reached.0 > best[node].0 {
                best[node] = reached;
            }
            node += node & node.wrapping_neg();
        }
        if reached.0 > top.0 {
            top = reached;
        }
    }
    let mut out = Vec::new();
    let mut at = top.1;
    while let Some(position) = at {
        out.push(position);
        at = before[position];
    }
    out.reverse();
    out
}
