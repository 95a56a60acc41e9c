//! Copies: texts with the same characters, then texts with the same words.
//!
//! Most of a campaign is sent as it stands, so whatever costs time is done once for each text
//! that differs.
//!
//! Start at [`read`].

use super::Settings;
use super::shingles::{Piece, Sets};
use crate::chance::mixed;
use crate::pieces;
use crate::words::{FACTOR, START, WordReader};

/// A name for a stream of words, in 128 bits: equal words, equal names. In its order the
/// variants stand.
pub(super) type Key = (u64, u64);

/// How many texts are read in one piece of work: enough that handing them out costs nothing.
const PIECE: usize = 512;

/// The texts by their words.
pub(super) struct Variants {
    /// The indices of the texts, variant after variant; in each, the texts with its most frequent
    /// characters first.
    texts: Vec<u32>,
    /// Where each variant begins, and one more.
    starts: Vec<u32>,
    keys: Vec<Key>,
}

impl Variants {
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The indices of the texts with these words, ascending.
    pub(super) fn members(&self, variant: usize) -> Vec<u32> {
        let mut members = self.texts[self.range(variant)].to_vec();
        members.sort_unstable();
        members
    }

    /// How many texts have these words.
    pub(super) fn copies(&self, variant: usize) -> usize {
        self.range(variant).len()
    }

    /// The first text with the most frequent characters of these words.
    pub(super) fn typical(&self, variant: usize) -> u32 {
        self.texts[self.range(variant).start]
    }

    pub(super) fn key(&self, variant: usize) -> Key {
        self.keys[variant]
    }

    fn range(&self, variant: usize) -> std::ops::Range<usize> {
        self.starts[variant] as usize..self.starts[variant + 1] as usize
    }
}

/// Texts with the same characters.
struct Exact {
    /// The indices of the texts, those of the same characters together and ascending.
    texts: Vec<u32>,
    /// Where each of the different ones begins, and one more.
    starts: Vec<u32>,
}

/// Reads texts: their variants, the shingles of each, and the texts without a word.
pub(super) fn read<T: AsRef<str> + Sync>(
    texts: &[T],
    settings: &Settings,
) -> (Variants, Sets, Vec<u32>) {
    let exact = exact(texts);
    let different = exact.starts.len() - 1;
    let reader = WordReader::new();
    let text = |at: usize| texts[exact.texts[exact.starts[at] as usize] as usize].as_ref();
    let ranges = pieces::ranges(different, PIECE);
    let read = pieces::in_order(ranges.len(), |piece| {
        let range = ranges[piece].clone();
        let (mut sets, mut words, mut room) = (Piece::default(), Vec::new(), Vec::new());
        let keyed = range.map(|at| {
            words.clear();
            reader.hashes(text(at), &mut words);
            sets.push(&words, settings.shingle_words, &mut room);
            (!words.is_empty()).then(|| key(&words))
        });
        let keys: Vec<Option<Key>> = keyed.collect();
        (keys, sets.closed())
    });
    let (keys, sets): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let mut order: Vec<(Key, u32)> = Vec::with_capacity(different);
    let mut wordless = Vec::new();
    for (at, key) in (0..).zip(keys.into_iter().flatten()) {
        match key {
            Some(key) => order.push((key, at)),
            None => wordless.extend_from_slice(same(&exact, at)),
        }
    }
    wordless.sort_unstable();
    order.sort_unstable_by(|(key, at), (other_key, other)| {
        let frequent = |at: u32| std::cmp::Reverse(same(&exact, at).len());
        key.cmp(other_key)
            .then_with(|| frequent(*at).cmp(&frequent(*other)))
            .then_with(|| text(*at as usize).cmp(text(*other as usize)))
    });
    let mut variants = Variants {
        texts: Vec::with_capacity(texts.len() - wordless.len()),
        starts: vec![0],
        keys: Vec::new(),
    };
    let mut places = Vec::new();
    for run in order.chunk_by(|one, other| one.0 == other.0) {
        places.push(run[0].1);
        variants.keys.push(run[0].0);
        for (_, at) in run {
            variants.texts.extend_from_slice(same(&exact, *at));
        }
        let end = u32::try_from(variants.texts.len()).expect("an index has four bytes");
        variants.starts.push(end);
    }
    (variants, Sets::new(sets, PIECE, places), wordless)
}

fn same(exact: &Exact, at: u32) -> &[u32] {
    let at = at as usize;
    &exact.texts[exact.starts[at] as usize..exact.starts[at + 1] as usize]
}

/// Puts texts with the same characters together.
fn exact<T: AsRef<str>>(texts: &[T]) -> Exact {
    let mut order: Vec<(u64, u32)> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| {
            let at = u32::try_from(at).expect("there are fewer than 2³² texts");
            (text_hash(text.as_ref().as_bytes()), at)
        })
        .collect();
    order.sort_unstable();
    let text = |it: &(u64, u32)| texts[it.1 as usize].as_ref();
    let mut starts = Vec::new();
    for run in order.chunk_by_mut(|one, other| one.0 == other.0) {
        // Different texts with one hash are made on purpose, if ever.
        if run.iter().any(|it| text(it) != text(&run[0])) {
            run.sort_by(|one, other| text(one).cmp(text(other)));
        }
    }
    for (at, it) in order.iter().enumerate() {
        let first = at == 0 || order[at - 1].0 != it.0 || text(&order[at - 1]) != text(it);
        if first {
            starts.push(u32::try_from(at).expect("an index has four bytes"));
        }
    }
    starts.push(u32::try_from(order.len()).expect("an index has four bytes"));
    let texts = order.into_iter().map(|it| it.1).collect();
    Exact { texts, starts }
}

/// The name of a stream of words.
fn key(words: &[u64]) -> Key {
    let (one, other) = words.iter().fold((START, !START), |(one, other), word| {
        (
            (one.rotate_left(23) ^ word).wrapping_mul(FACTOR),
            (other ^ word).wrapping_mul(FACTOR).rotate_left(29),
        )
    });
    (mixed(one), mixed(other))
}

/// A hash of bytes, eight at a time.
fn text_hash(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let step = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    let hash = words
        .iter()
        .fold(START, |hash, word| step(hash, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let hash = step(hash, u64::from_le_bytes(last));
    mixed(step(hash, bytes.len() as u64))
}
