//! Shingles of a stream of words, and where those of one text stand.
//!
//! A shingle is a run of a fixed number of words as one hash. A text is indexed by all of its
//! shingles; of an input only a sample is looked up, chosen by winnowing (Schleimer, Wilkerson and
//! Aiken 2003, "Winnowing: local algorithms for document fingerprinting"): of each window of
//! consecutive shingles the one with the least hash. A run of *t* = shingle + window − 1 words has
//! a whole window of shingles, so one of them is looked up, whatever stands around the run.
//!
//! Never here: what a hit means. Start at [`Index`].

use crate::chance::mixed;

/// The multiplier of the rolling hash: odd, with bits all over it.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// The most places of one shingle in the text that are looked at, in the order of the text. What
/// stands more often is a stock phrase; without a bound, one word said over and over would cost
/// the square of its count.
pub(super) const MAX_PLACES: usize = 64;

/// The hash of each shingle of `words` words, by the place of its first word; none where there are
/// fewer words.
pub(super) fn shingles(stream: &[u64], words: usize, into: &mut Vec<u64>) {
    into.clear();
    let words = words.max(1);
    if stream.len() < words {
        return;
    }
    let leaving = (0..words).fold(1_u64, |power, _| power.wrapping_mul(MULTIPLIER));
    let add = |rolled: u64, word: u64| rolled.wrapping_mul(MULTIPLIER).wrapping_add(word);
    let mut rolled = stream[..words].iter().copied().fold(0, add);
    into.push(mixed(rolled));
    for (gone, come) in stream.iter().zip(&stream[words..]) {
        rolled = add(rolled, *come).wrapping_sub(gone.wrapping_mul(leaving));
        into.push(mixed(rolled));
    }
}

/// The places of the shingles that winnowing chooses, ascending: the least of each window, the
/// last one among equals. Of a stream that is shorter than a window, the least of all.
pub(super) fn winnowed(shingles: &[u64], window: usize, into: &mut Vec<usize>) {
    into.clear();
    let window = window.clamp(1, shingles.len().max(1));
    let mut least = 0;
    for (at, hash) in shingles.iter().enumerate() {
        if *hash <= shingles[least] {
            least = at;
        } else if least + window <= at {
            least = lowest(shingles, at + 1 - window, at);
        }
        if at + 1 >= window && into.last() != Some(&least) {
            into.push(least);
        }
    }
}

/// The place of the least hash from one place to another, the last one among equals.
fn lowest(shingles: &[u64], from: usize, to: usize) -> usize {
    (from..=to).fold(from, |least, at| match shingles[at] <= shingles[least] {
        true => at,
        false => least,
    })
}

/// Where the shingles of a text stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// The distinct hashes, ascending.
    hashes: Vec<u64>,
    /// Where the places of each hash begin, and one more.
    starts: Vec<u32>,
    /// The places, hash after hash, in each ascending.
    places: Vec<u32>,
    /// Where the hashes with these leading bits begin, and one more.
    buckets: Vec<u32>,
    /// How far a hash is shifted to its leading bits.
    shift: u32,
    /// One bit for each of the leading bits of a hash: whether any hash of the text has them. It
    /// is small enough for the nearest cache, and nearly every shingle of an input ends here.
    filter: Vec<u64>,
    /// How far a hash is shifted to its bit in the filter.
    filter_shift: u32,
}

impl Index {
    /// The index of those shingles whose place is kept.
    pub(super) fn new(shingles: &[u64], keep: impl Fn(usize) -> bool) -> Index {
        let placed = shingles.iter().enumerate().filter(|it| keep(it.0));
        let place = |at| u32::try_from(at).expect("a text has fewer than 2^32 words");
        let mut pairs: Vec<(u64, u32)> = placed.map(|it| (*it.1, place(it.0))).collect();
        pairs.sort_unstable();
        let mut index = Index::default();
        for (hash, place) in &pairs {
            if index.hashes.last() != Some(hash) {
                index.hashes.push(*hash);
                index.starts.push(length(&index.places));
            }
            index.places.push(*place);
        }
        index.starts.push(length(&index.places));
        let bits = index.hashes.len().next_power_of_two().ilog2().max(1);
        index.shift = 64 - bits;
        index.buckets = vec![0; (1 << bits) + 1];
        // Sixteen bits for each hash: one look-up in about sixteen is in vain.
        let bits = (bits + 4).max(6);
        index.filter_shift = 64 - bits;
        index.filter = vec![0; 1 << (bits - 6)];
        for hash in &index.hashes {
            index.buckets[(hash >> index.shift) as usize + 1] += 1;
            let bit = hash >> index.filter_shift;
            index.filter[(bit >> 6) as usize] |= 1 << (bit & 63);
        }
        for at in 1..index.buckets.len() {
            index.buckets[at] += index.buckets[at - 1];
        }
        index
    }

    /// How many different shingles there are.
    pub(super) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The number of a shingle, if the text has it.
    pub(super) fn number(&self, hash: u64) -> Option<usize> {
        let bit = hash >> self.filter_shift;
        if self.filter[(bit >> 6) as usize] >> (bit & 63) & 1 == 0 {
            return None;
        }
        let bucket = (hash >> self.shift) as usize;
        let from = self.buckets[bucket] as usize;
        let bucket = &self.hashes[from..self.buckets[bucket + 1] as usize];
        bucket.iter().position(|it| *it == hash).map(|at| from + at)
    }

    /// The places of the shingle with a number, ascending, all of them.
    pub(super) fn all_places(&self, number: usize) -> &[u32] {
        &self.places[self.starts[number] as usize..self.starts[number + 1] as usize]
    }

    /// The places of a shingle in the text, ascending, at most [`MAX_PLACES`].
    pub(super) fn places(&self, hash: u64) -> &[u32] {
        let places = self.number(hash).map_or(&[][..], |it| self.all_places(it));
        &places[..places.len().min(MAX_PLACES)]
    }
}

fn length(places: &[u32]) -> u32 {
    u32::try_from(places.len()).expect("a text has fewer than 2^32 words")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Chance;

    fn shingles_of(stream: &[u64], words: usize) -> Vec<u64> {
        let mut made = Vec::new();
        shingles(stream, words, &mut made);
        made
    }

    #[test]
    fn equal_runs_have_equal_shingles_wherever_they_stand() {
        let one = shingles_of(&[9, 1, 2, 3, 4], 3);
        let other = shingles_of(&[1, 2, 3, 7], 3);
        assert_eq!(one[1], other[0]);
        assert_ne!(one[0], other[0]);
        assert_eq!(shingles_of(&[1, 2], 3), Vec::<u64>::new());
        // The order of words counts.
        assert_ne!(shingles_of(&[1, 2, 3], 3), shingles_of(&[3, 2, 1], 3));
    }

    #[test]
    fn every_window_has_a_chosen_shingle() {
        let mut chance = Chance::from_seed(3);
        for window in 1..9 {
            // Few values, so that equal hashes are common.
            let hashes: Vec<u64> = (0..200).map(|_| chance.below(6) as u64).collect();
            let mut chosen = Vec::new();
            winnowed(&hashes, window, &mut chosen);
            for from in 0..=hashes.len() - window {
                assert!(chosen.iter().any(|it| (from..from + window).contains(it)));
            }
            assert!(chosen.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn a_run_is_chosen_alike_in_two_streams() {
        let mut chance = Chance::from_seed(4);
        let mut draw = |count| (0..count).map(|_| chance.draw()).collect::<Vec<_>>();
        let run = draw(6);
        let streams = [(); 2].map(|()| [draw(50), run.clone(), draw(50)].concat());
        let chosen = streams.map(|stream| {
            let (hashes, mut chosen) = (shingles_of(&stream, 4), Vec::new());
            winnowed(&hashes, 3, &mut chosen);
            chosen.retain(|it| (50..=52).contains(it));
            chosen
        });
        assert!(chosen[0].iter().any(|it| chosen[1].contains(it)));
    }

    #[test]
    fn a_short_stream_is_looked_up_once() {
        let mut chosen = Vec::new();
        winnowed(&[5, 3], 4, &mut chosen);
        assert_eq!(chosen, [1]);
        winnowed(&[], 4, &mut chosen);
        assert_eq!(chosen, Vec::<usize>::new());
    }

    #[test]
    fn the_index_knows_every_place_that_was_kept() {
        let mut chance = Chance::from_seed(5);
        let hashes: Vec<u64> = (0..500).map(|_| mixed(chance.below(90) as u64)).collect();
        let index = Index::new(&hashes, |place| place % 3 != 0);
        for hash in &hashes {
            let places = (0..500_u32).filter(|it| it % 3 != 0 && hashes[*it as usize] == *hash);
            assert_eq!(index.places(*hash), places.collect::<Vec<_>>());
        }
        assert!(index.places(77).is_empty());
        assert!(Index::new(&[], |_| true).places(1).is_empty());
        let many = Index::new(&[8; 100], |_| true);
        assert_eq!(many.places(8).len(), MAX_PLACES);
    }
}
