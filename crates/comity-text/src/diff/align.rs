//! Which provision of one text is which of another.
//!
//! Equal words first, wherever they stand; then, between those, the likeness of words, with
//! provisions that were split or joined; last, what was moved and changed at once. Likeness is
//! the share of letters in common words, in per mille (Dice's coefficient over bags of words).

use std::collections::HashMap;

use super::structure::heaviest_increasing;
use crate::instrument::{Instrument, Kind, Provision};
use crate::token::{TokenKind, Tokenizer};

/// The likeness from which two provisions in corresponding places are one that was changed.
const SAME_PLACE_LIKENESS: u64 = 350;

/// The likeness from which two provisions in different places are one that was moved.
const MOVED_LIKENESS: u64 = 650;

/// The likeness from which several provisions together are one that was split or joined.
const SPLIT_LIKENESS: u64 = 750;

/// How much more alike the parts together must be than the best of them alone.
const SPLIT_GAIN: u64 = 80;

/// Letters that a provision must have to be recognised in another place with other words.
const MIN_MOVED_LETTERS: u64 = 24;

/// The most provisions into which one is seen to be split, or that are seen joined into one.
const MAX_PARTS: usize = 4;

/// Pairs of provisions that are all compared; where there are more, only those that share a
/// rare word are.
const MAX_PAIRS: usize = 250_000;

/// Provisions in which a word may stand and still be called rare.
const RARE: usize = 4;

/// Which provision is which.
#[derive(Clone, Debug, Default)]
pub(super) struct Alignment {
    /// For each provision of the result its position in the base.
    pub(super) base_of: Vec<Option<usize>>,
    /// For each provision of the result whether it continues the split one before it.
    pub(super) continues_split: Vec<bool>,
    /// Positions in the base of joined provisions, with the one that took their words up.
    pub(super) joined: HashMap<usize, usize>,
}

pub(super) fn align(base: &Instrument, result: &Instrument, tokenizer: &Tokenizer) -> Alignment {
    let mut aligner = Aligner::new(base, result);
    let anchors = aligner.match_equal();
    aligner.fill_bags(tokenizer);
    let mut from = (0, 0);
    for to in anchors.into_iter().chain([(base.len(), result.len())]) {
        aligner.match_between(from, to);
        from = (to.0 + 1, to.1 + 1);
    }
    aligner.match_moved();
    aligner.alignment
}

/// The words of a provision as a sorted bag of hashes with their letters.
#[derive(Clone, Debug, Default)]
struct Bag {
    words: Vec<(u64, u64)>,
    letters: u64,
}

impl Bag {
    fn new(provision: &Provision, tokenizer: &Tokenizer) -> Bag {
        let mut words: Vec<(u64, u64)> = tokenizer
            .tokens(&provision.text)
            .iter()
            .filter(|token| token.kind == TokenKind::Word)
            .map(|token| {
                (
                    token.word_hash(&provision.text),
                    u64::from(token.end - token.start),
                )
            })
            .collect();
        words.sort_unstable();
        let letters = words.iter().map(|word| word.1).sum();
        Bag { words, letters }
    }

    fn joined(bags: &[&Bag]) -> Bag {
        let mut words: Vec<_> = bags
            .iter()
            .flat_map(|bag| bag.words.iter().copied())
            .collect();
        words.sort_unstable();
        Bag {
            words,
            letters: bags.iter().map(|bag| bag.letters).sum(),
        }
    }

    fn common_letters(&self, other: &Bag) -> u64 {
        let (mut i, mut j, mut common) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.words.get(i), other.words.get(j)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    common += a.1;
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        common
    }

    fn likeness(&self, other: &Bag) -> u64 {
        match self.letters + other.letters {
            0 => 0,
            letters => 2000 * self.common_letters(other) / letters,
        }
    }
}

struct Aligner<'i> {
    base: &'i Instrument,
    result: &'i Instrument,
    result_of: Vec<Option<usize>>,
    alignment: Alignment,
    base_bags: Vec<Bag>,
    result_bags: Vec<Bag>,
}

/// What takes the place of what, in one gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    SkipBase,
    SkipResult,
    /// So many of the base become so many of the result; one of the two is 1.
    Pair(usize, usize),
}

impl<'i> Aligner<'i> {
    fn new(base: &'i Instrument, result: &'i Instrument) -> Aligner<'i> {
        Aligner {
            base,
            result,
            result_of: vec![None; base.len()],
            alignment: Alignment {
                base_of: vec![None; result.len()],
                continues_split: vec![false; result.len()],
                joined: HashMap::new(),
            },
            base_bags: Vec::new(),
            result_bags: Vec::new(),
        }
    }

    fn pair(&mut self, base_at: usize, result_at: usize) {
        self.result_of[base_at] = Some(result_at);
        self.alignment.base_of[result_at] = Some(base_at);
    }

    /// Pairs what says the same: at both ends, then what stands once on each side. Returns the
    /// pairs that are in the same order on both sides.
    fn match_equal(&mut self) -> Vec<(usize, usize)> {
        let (old, new) = (self.base.provisions(), self.result.provisions());
        let same = |i: usize, j: usize| {
            class(old[i].kind) == class(new[j].kind) && old[i].text == new[j].text
        };
        let shorter = old.len().min(new.len());
        let head = (0..shorter).take_while(|at| same(*at, *at)).count();
        let tail = (1..=shorter - head)
            .take_while(|back| same(old.len() - back, new.len() - back))
            .count();
        let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
        pairs.extend((1..=tail).map(|back| (old.len() - back, new.len() - back)));
        let mut once: HashMap<_, (usize, usize, usize, usize)> = HashMap::new();
        for (at, provision) in old.iter().enumerate().take(old.len() - tail).skip(head) {
            let entry = once
                .entry((class(provision.kind), &provision.text))
                .or_default();
            (entry.0, entry.2) = (entry.0 + 1, at);
        }
        for (at, provision) in new.iter().enumerate().take(new.len() - tail).skip(head) {
            if let Some(entry) = once.get_mut(&(class(provision.kind), &provision.text)) {
                (entry.1, entry.3) = (entry.1 + 1, at);
            }
        }
        let single = once
            .into_iter()
            .filter(|((_, text), found)| found.0 == 1 && found.1 == 1 && !text.is_empty());
        pairs.extend(single.map(|(_, found)| (found.2, found.3)));
        pairs.sort_unstable();
        for (base_at, result_at) in &pairs {
            self.pair(*base_at, *result_at);
        }
        let order: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
        let weights: Vec<u64> = pairs
            .iter()
            .map(|pair| 1 + u64::from(old[pair.0].text.len()))
            .collect();
        let in_order = heaviest_increasing(&order, &weights);
        in_order.into_iter().map(|at| pairs[at]).collect()
    }

    fn fill_bags(&mut self, tokenizer: &Tokenizer) {
        let bags = |provisions: &[Provision], paired: &[Option<usize>]| -> Vec<Bag> {
            provisions
                .iter()
                .zip(paired)
                .map(|(provision, paired)| match paired {
                    Some(_) => Bag::default(),
                    None => Bag::new(provision, tokenizer),
                })
                .collect()
        };
        self.base_bags = bags(self.base.provisions(), &self.result_of);
        self.result_bags = bags(self.result.provisions(), &self.alignment.base_of);
    }

    fn free(&self, from: (usize, usize), to: (usize, usize)) -> (Vec<usize>, Vec<usize>) {
        let old = (from.0..to.0)
            .filter(|at| self.result_of[*at].is_none())
            .collect();
        let new = (from.1..to.1)
            .filter(|at| self.alignment.base_of[*at].is_none())
            .collect();
        (old, new)
    }

    /// Pairs what is alike between two anchors, in order.
    fn match_between(&mut self, from: (usize, usize), to: (usize, usize)) {
        let (old, new) = self.free(from, to);
        if old.is_empty() || new.is_empty() {
            return;
        }
        if old.len() * new.len() <= MAX_PAIRS {
            return self.match_in_order(&old, &new);
        }
        let mut pairs = self.alike(&old, &new, SAME_PLACE_LIKENESS);
        pairs.sort_unstable_by_key(|pair| (pair.1, std::cmp::Reverse(pair.0), pair.2));
        pairs.dedup_by_key(|pair| pair.1);
        pairs.sort_unstable_by_key(|pair| (pair.2, std::cmp::Reverse(pair.0), pair.1));
        pairs.dedup_by_key(|pair| pair.2);
        pairs.sort_unstable_by_key(|pair| pair.1);
        let order: Vec<usize> = pairs.iter().map(|pair| pair.2).collect();
        let weights: Vec<u64> = pairs.iter().map(|pair| pair.0).collect();
        let anchors: Vec<(usize, usize)> = heaviest_increasing(&order, &weights)
            .into_iter()
            .map(|at| (pairs[at].1, pairs[at].2))
            .collect();
        if anchors.is_empty() {
            return;
        }
        let mut start = from;
        for anchor in anchors {
            self.pair(anchor.0, anchor.1);
            self.match_between(start, anchor);
            start = (anchor.0 + 1, anchor.1 + 1);
        }
        self.match_between(start, to);
    }

    /// The chain of pairs, splits and joins with the most letters in common.
    fn match_in_order(&mut self, old: &[usize], new: &[usize]) {
        let width = new.len() + 1;
        let mut best = vec![(0_u64, Step::SkipBase); (old.len() + 1) * width];
        for i in (0..old.len()).rev() {
            for j in (0..new.len()).rev() {
                let mut choice = (best[(i + 1) * width + j].0, Step::SkipBase);
                let skip = best[i * width + j + 1].0;
                if skip > choice.0 {
                    choice = (skip, Step::SkipResult);
                }
                for (step, score) in self.steps(&old[i..], &new[j..]) {
                    let Step::Pair(olds, news) = step else {
                        continue;
                    };
                    let total = score + best[(i + olds) * width + j + news].0;
                    if total > choice.0 {
                        choice = (total, step);
                    }
                }
                best[i * width + j] = choice;
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < old.len() && j < new.len() {
            match best[i * width + j].1 {
                Step::SkipBase => i += 1,
                Step::SkipResult => j += 1,
                Step::Pair(olds, news) => {
                    self.pair(old[i], new[j]);
                    for part in &new[j + 1..j + news] {
                        self.alignment.continues_split[*part] = true;
                    }
                    for part in &old[i + 1..i + olds] {
                        self.alignment.joined.insert(*part, old[i]);
                    }
                    (i, j) = (i + olds, j + news);
                }
            }
        }
    }

    /// The ways in which the first of the rest on both sides can be the same, with the letters
    /// that they then have in common.
    fn steps(&self, old: &[usize], new: &[usize]) -> Vec<(Step, u64)> {
        let (i, j) = (old[0], new[0]);
        let (a, b) = (&self.base.provisions()[i], &self.result.provisions()[j]);
        if class(a.kind) != class(b.kind) {
            return Vec::new();
        }
        let (mine, theirs) = (&self.base_bags[i], &self.result_bags[j]);
        let likeness = mine.likeness(theirs);
        let mut steps = Vec::new();
        if likeness >= SAME_PLACE_LIKENESS || a.text == b.text {
            steps.push((Step::Pair(1, 1), 1 + mine.common_letters(theirs)));
        }
        if mine.common_letters(theirs) == 0 {
            return steps;
        }
        for parts in 2..=MAX_PARTS {
            if are_parts(self.result, new, parts) && is_leaf(self.base, i) {
                let bags: Vec<&Bag> = new[..parts]
                    .iter()
                    .map(|at| &self.result_bags[*at])
                    .collect();
                if let Some(score) = whole_score(mine, &bags) {
                    steps.push((Step::Pair(1, parts), score));
                }
            }
            if are_parts(self.base, old, parts) && is_leaf(self.result, j) {
                let bags: Vec<&Bag> = old[..parts].iter().map(|at| &self.base_bags[*at]).collect();
                if let Some(score) = whole_score(theirs, &bags) {
                    steps.push((Step::Pair(parts, 1), score));
                }
            }
        }
        steps
    }

    /// Pairs what is left and alike, wherever it stands: moved and changed at once.
    fn match_moved(&mut self) {
        let (old, new) = self.free((0, 0), (self.base.len(), self.result.len()));
        let old: Vec<usize> = old
            .into_iter()
            .filter(|at| !self.alignment.joined.contains_key(at))
            .filter(|at| self.base_bags[*at].letters >= MIN_MOVED_LETTERS)
            .collect();
        let new: Vec<usize> = new
            .into_iter()
            .filter(|at| !self.alignment.continues_split[*at])
            .filter(|at| self.result_bags[*at].letters >= MIN_MOVED_LETTERS)
            .collect();
        let mut pairs = self.alike(&old, &new, MOVED_LIKENESS);
        pairs.sort_unstable_by_key(|pair| (std::cmp::Reverse(pair.0), pair.1, pair.2));
        for (_, base_at, result_at) in pairs {
            if self.result_of[base_at].is_none() && self.alignment.base_of[result_at].is_none() {
                self.pair(base_at, result_at);
            }
        }
    }

    /// Pairs of one class with at least a likeness, as (likeness, base, result).
    fn alike(&self, old: &[usize], new: &[usize], least: u64) -> Vec<(u64, usize, usize)> {
        let candidates: Vec<(usize, usize)> = if old.len() * new.len() <= MAX_PAIRS {
            old.iter()
                .flat_map(|i| new.iter().map(move |j| (*i, *j)))
                .collect()
        } else {
            self.sharing_rare_words(old, new)
        };
        candidates
            .into_iter()
            .filter(|(i, j)| {
                let (a, b) = (&self.base.provisions()[*i], &self.result.provisions()[*j]);
                class(a.kind) == class(b.kind)
            })
            .map(|(i, j)| (self.base_bags[i].likeness(&self.result_bags[j]), i, j))
            .filter(|pair| pair.0 >= least)
            .collect()
    }

    fn sharing_rare_words(&self, old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
        let mut places: HashMap<u64, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for at in old {
            for (word, _) in &self.base_bags[*at].words {
                places.entry(*word).or_default().0.push(*at);
            }
        }
        for at in new {
            for (word, _) in &self.result_bags[*at].words {
                places.entry(*word).or_default().1.push(*at);
            }
        }
        let mut pairs: Vec<(usize, usize)> = places
            .into_values()
            .filter(|(old, new)| old.len() <= RARE && new.len() <= RARE)
            .flat_map(|(old, new)| {
                let pairs = old.iter().flat_map(|i| new.iter().map(move |j| (*i, *j)));
                pairs.collect::<Vec<_>>()
            })
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// The letters that a whole has in common with its parts together, if they are so alike that
/// it was split into them or joined from them.
fn whole_score(whole: &Bag, parts: &[&Bag]) -> Option<u64> {
    let together = Bag::joined(parts);
    let likeness = whole.likeness(&together);
    let alone = parts
        .iter()
        .map(|part| whole.likeness(part))
        .max()
        .unwrap_or(0);
    let each_says_something = parts
        .iter()
        .all(|part| part.letters > 0 && whole.common_letters(part) * 2 >= part.letters);
    (each_says_something && likeness >= SPLIT_LIKENESS && likeness >= alone + SPLIT_GAIN)
        .then(|| 1 + whole.common_letters(&together))
}

/// Whether the first so many stand one after the other, in one parent, of one kind, with
/// nothing inside them.
fn are_parts(instrument: &Instrument, at: &[usize], parts: usize) -> bool {
    let Some(at) = at.get(..parts) else {
        return false;
    };
    let provisions = instrument.provisions();
    let first = &provisions[at[0]];
    !first.kind.is_heading()
        && at.windows(2).all(|pair| pair[0] + 1 == pair[1])
        && at.iter().all(|at| {
            let other = &provisions[*at];
            other.kind == first.kind && other.parent == first.parent && is_leaf(instrument, *at)
        })
}

fn is_leaf(instrument: &Instrument, at: usize) -> bool {
    let provisions = instrument.provisions();
    provisions
        .get(at + 1)
        .is_none_or(|next| next.parent.as_ref() != Some(&provisions[at].id))
}

/// Kinds that can be one provision in two texts: a reader of files may take an item for a
/// paragraph, but nothing takes a heading for one.
fn class(kind: Kind) -> u8 {
    match kind {
        Kind::Title => 0,
        Kind::Heading(_) | Kind::Article | Kind::Annex => 1,
        Kind::Preambular | Kind::Operative | Kind::Paragraph | Kind::Item(_) => 2,
        Kind::Cell => 3,
        Kind::Footnote => 4,
    }
}
