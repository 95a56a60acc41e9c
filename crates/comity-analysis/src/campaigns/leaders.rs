//! Groups around leaders: each text joins the representative that it is most like, or becomes one.
//!
//! Whom to compare with comes from a sample of each text's shingles: those with the smallest
//! hashes, a bottom-k sketch whose size grows with the text, so that the sample of a template and
//! that of the same template beneath a long paragraph still meet (bands of several rows, the other
//! way to use `MinHash`, miss such pairs). Nothing is decided by it.
//!
//! Every list has a limit, so that texts made to meet everywhere cost what other texts cost.
//!
//! Start at [`assign`].

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Settings;
use super::shingles::{Likeness, Sets};
use super::variants::Variants;

/// Of all shingles, the part that is in the sample: those below this, an eighth.
const SAMPLED: u32 = 1 << 29;

/// The fewest sampled shingles of a text, if it has so many: enough for a short one to be found
/// after an edit.
const FEWEST_SAMPLED: usize = 16;

/// The most sampled shingles of a text; a text of some 4,000 words has them.
const MOST_SAMPLED: usize = 512;

/// How many leaders are listed at one shingle. A shingle with more of them is a stock phrase, and
/// a text has others.
const LEADERS_AT_A_SHINGLE: u8 = 16;

/// How many leaders a text is compared with: those that it shares most sampled shingles with.
const COMPARISONS: usize = 8;

/// A member that shares this part with its leader, in per cent of the shorter one, would find
/// nothing as a leader that its leader does not find.
const CLOSE_PERCENT: u32 = 90;

/// How many members of a group lead beside its representative: those that are unlike it, found
/// because of a template in several editions.
const LEADERS_OF_A_GROUP: u8 = 12;

/// The leader of each variant: the variant that represents its group.
pub(super) fn assign(variants: &Variants, sets: &Sets, settings: &Settings) -> Vec<u32> {
    let sample = Sample::new(variants, sets);
    let order = sample.by_typicality(variants, sets);
    let mut floor = Floor::new(&sample, sets, settings, variants.len());
    for (rank, variant) in (0..).zip(&order) {
        floor.ranks[*variant as usize] = rank;
        floor.place(*variant);
    }
    for variant in &order {
        floor.join_group(*variant);
    }
    floor.roots(&order)
}

/// The sampled shingles that at least two variants have, by variant.
struct Sample {
    /// Numbers of shingles, variant after variant.
    shingles: Vec<u32>,
    /// Where those of each variant begin, and one more.
    starts: Vec<u32>,
    /// How many texts have each shingle, copies counted.
    texts: Vec<u64>,
}

/// The sample of a set.
fn sampled(set: &[u32]) -> &[u32] {
    let below = set.partition_point(|it| *it < SAMPLED);
    &set[..below.clamp(FEWEST_SAMPLED, MOST_SAMPLED).min(set.len())]
}

impl Sample {
    fn new(variants: &Variants, sets: &Sets) -> Sample {
        let mut pairs: Vec<u64> = Vec::new();
        for variant in 0..variants.len() {
            let low = variant as u64;
            let set = sampled(sets.of(variant)).iter();
            pairs.extend(set.map(|it| u64::from(*it) << 32 | low));
        }
        pairs.sort_unstable();
        let mut starts = vec![0_u32; variants.len() + 1];
        let variant_of = |pair: u64| (pair & u64::from(u32::MAX)) as usize;
        let runs = || {
            let all = pairs.chunk_by(|one, other| one >> 32 == other >> 32);
            all.filter(|run| run.len() > 1)
        };
        for pair in runs().flatten() {
            starts[variant_of(*pair) + 1] += 1;
        }
        for at in 0..variants.len() {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let total = *starts.last().expect("there is one more than variants");
        let mut shingles = vec![0; total as usize];
        let mut texts = Vec::new();
        for (number, run) in (0..).zip(runs()) {
            texts.push(
                run.iter()
                    .map(|it| variants.copies(variant_of(*it)) as u64)
                    .sum(),
            );
            for pair in run {
                let place = &mut next[variant_of(*pair)];
                shingles[*place as usize] = number;
                *place += 1;
            }
        }
        Sample {
            shingles,
            starts,
            texts,
        }
    }

    fn of(&self, variant: usize) -> &[u32] {
        &self.shingles[self.starts[variant] as usize..self.starts[variant + 1] as usize]
    }

    /// The variants, the most typical first: the one that was sent most often in the same words;
    /// then by how many texts hold its sampled shingles, all together, times the part of its sample
    /// that is not its own alone. A sentence left out lowers the one, a paragraph of one's own the
    /// other.
    fn by_typicality(&self, variants: &Variants, sets: &Sets) -> Vec<u32> {
        let mut order: Vec<_> = (0..variants.len())
            .map(|variant| {
                let held = self.of(variant);
                let all: u64 = held.iter().map(|it| self.texts[*it as usize]).sum();
                let size = sampled(sets.of(variant)).len().max(1) as u64;
                let typical = all * held.len() as u64 / size;
                let copies = variants.copies(variant);
                let variant = u32::try_from(variant).expect("an index has four bytes");
                // Variants stand in the order of their keys, so the last tie is broken by content.
                (Reverse(copies), Reverse(typical), variant)
            })
            .collect();
        order.sort_unstable();
        order.into_iter().map(|it| it.2).collect()
    }
}

/// What has been decided so far.
struct Floor<'a> {
    sample: &'a Sample,
    sets: &'a Sets,
    settings: &'a Settings,
    /// Of each variant, the representative of its group.
    leader_of: Vec<u32>,
    /// Of each representative, how many members lead beside it.
    beside: Vec<u8>,
    /// Of each representative, whether another group has joined its own.
    is_joined: Vec<bool>,
    /// Of each shingle, its last entry in `listed`, or none; and how many it has.
    heads: Vec<(u32, u8)>,
    /// Leaders with the entry before at the same shingle.
    listed: Vec<(u32, u32)>,
    /// Of each variant, when it was placed.
    ranks: Vec<u32>,
    /// Of each variant, how often the one at hand has met it.
    met: Vec<u16>,
    /// The leaders that the one at hand has met.
    seen: Vec<u32>,
}

/// No entry, no leader.
const NONE: u32 = u32::MAX;

impl<'a> Floor<'a> {
    fn new(sample: &'a Sample, sets: &'a Sets, settings: &'a Settings, count: usize) -> Floor<'a> {
        Floor {
            sample,
            sets,
            settings,
            leader_of: vec![NONE; count],
            beside: vec![0; count],
            is_joined: vec![false; count],
            heads: vec![(NONE, 0); sample.texts.len()],
            listed: Vec::new(),
            ranks: vec![NONE; count],
            met: vec![0; count],
            seen: Vec::new(),
        }
    }

    /// Puts a variant into the group that it is most like, or into one of its own.
    fn place(&mut self, variant: u32) {
        let found = self.best(variant, 0);
        let Some((leader, is_close)) = found else {
            self.leader_of[variant as usize] = variant;
            self.list(variant);
            return;
        };
        self.leader_of[variant as usize] = leader;
        let beside = &mut self.beside[leader as usize];
        if !is_close && *beside < LEADERS_OF_A_GROUP {
            *beside += 1;
            self.list(variant);
        }
    }

    /// Joins the group of a representative to the one that it is most like, now that all
    /// leaders are known. A group that another one has joined stays where it is: one step.
    fn join_group(&mut self, variant: u32) {
        let own = variant as usize;
        if self.leader_of[own] != variant || self.is_joined[own] {
            return;
        }
        // With those before it, it has been compared.
        let later = self.ranks[own] + 1;
        if let Some((root, _)) = self.best(variant, later) {
            self.is_joined[root as usize] = true;
            self.leader_of[own] = root;
        }
    }

    /// The representative of the group that a leader is in.
    fn root(&self, leader: u32) -> u32 {
        // A representative leads itself, or has joined one that does.
        self.leader_of[self.leader_of[leader as usize] as usize]
    }

    /// The representative of each variant. Who has come to a group only because its leader joined
    /// that one is compared with the representative itself; those who are not akin to it stay
    /// together as far as they are alike.
    fn roots(&self, order: &[u32]) -> Vec<u32> {
        let mut roots = self.leader_of.clone();
        let mut left_behind: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for variant in order {
            let (leader, root) = (self.leader_of[*variant as usize], self.root(*variant));
            if root == leader || leader == *variant || self.is_akin(*variant, leader, root) {
                roots[*variant as usize] = root;
                continue;
            }
            let others = left_behind.entry(leader).or_default();
            let alike = others.iter().take(COMPARISONS);
            let found = alike.copied().find(|it| self.is_alike(*variant, *it));
            roots[*variant as usize] = found.unwrap_or_else(|| {
                others.push(*variant);
                *variant
            });
        }
        roots
    }

    fn is_alike(&self, one: u32, other: u32) -> bool {
        let [one, other] = [one, other].map(|it| self.sets.of(it as usize));
        Likeness::between(one, other).holds(self.settings)
    }

    /// The representative of the group that a variant is most like, if it is alike to a leader of
    /// one and akin to its representative; and whether it is close to that leader. Only leaders
    /// placed from a rank on are asked, and none of its own group.
    fn best(&mut self, variant: u32, from: u32) -> Option<(u32, bool)> {
        let set = self.sets.of(variant as usize);
        let needed = Likeness::needed(self.settings);
        let mut best: Option<(u64, u32, bool)> = None;
        self.meet(variant, from);
        for at in 0..self.seen.len().min(COMPARISONS) {
            let leader = self.seen[at];
            let root = self.root(leader);
            if root == variant {
                continue;
            }
            let likeness = Likeness::at_least(needed, set, self.sets.of(leader as usize));
            if !likeness.holds(self.settings) || !self.is_akin(variant, leader, root) {
                continue;
            }
            let grade = likeness.grade();
            if likeness.shares(CLOSE_PERCENT) {
                return Some((root, true));
            }
            if best.is_none_or(|it| grade > it.0) {
                best = Some((grade, root, likeness.shares(CLOSE_PERCENT)));
            }
        }
        best.map(|it| (it.1, it.2))
    }

    fn is_akin(&self, variant: u32, leader: u32, root: u32) -> bool {
        leader == root || {
            let root = self.sets.of(root as usize);
            let set = self.sets.of(variant as usize);
            Likeness::between(set, root).shares(self.settings.kinship_percent)
        }
    }

    /// Notes the leaders placed from a rank on that a variant shares sampled shingles with, those
    /// with most of them first.
    fn meet(&mut self, variant: u32, from: u32) {
        self.seen.clear();
        for shingle in self.sample.of(variant as usize) {
            let mut at = self.heads[*shingle as usize].0;
            while at != NONE {
                let (leader, before) = self.listed[at as usize];
                // The last listed come first.
                if self.ranks[leader as usize] < from {
                    break;
                }
                let met = &mut self.met[leader as usize];
                if *met == 0 {
                    self.seen.push(leader);
                }
                *met += 1;
                at = before;
            }
        }
        let Floor { met, seen, .. } = self;
        seen.sort_unstable_by_key(|it| (Reverse(met[*it as usize]), *it));
        for leader in seen {
            met[*leader as usize] = 0;
        }
    }

    /// Lets a variant be found.
    fn list(&mut self, variant: u32) {
        for shingle in self.sample.of(variant as usize) {
            let (head, count) = &mut self.heads[*shingle as usize];
            if *count < LEADERS_AT_A_SHINGLE {
                let entry = u32::try_from(self.listed.len()).expect("a few for each text");
                self.listed.push((variant, *head));
                (*head, *count) = (entry, *count + 1);
            }
        }
    }
}
