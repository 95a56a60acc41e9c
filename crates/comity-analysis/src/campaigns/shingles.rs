//! Shingles: a text as the set of its runs of a few words.
//!
//! A shingle is 32 bits of a hash. Two texts of a hundred shingles each share one by accident
//! once in 400,000 pairs, which moves no comparison; half the memory is worth that.
//!
//! Start at [`Sets`].

use std::ops::Range;

use super::Settings;
use crate::chance::mixed;
use crate::words::{FACTOR, START};

/// The shingles of many texts, in pieces as they were read.
pub(super) struct Sets {
    pieces: Vec<Piece>,
    size: usize,
    /// Where each variant stands in the pieces.
    places: Vec<u32>,
}

/// The shingles of some texts.
#[derive(Default)]
pub(super) struct Piece {
    /// Those of each text in turn, ascending, each once.
    shingles: Vec<u32>,
    /// Where those of each text end.
    ends: Vec<usize>,
}

impl Piece {
    /// Adds the shingles of a text with these words. A text shorter than a shingle is one
    /// shingle, and shares it with texts of the same words only.
    pub(super) fn push(&mut self, words: &[u64], length: usize, room: &mut Vec<u32>) {
        room.clear();
        if words.len() < length && !words.is_empty() {
            room.push(shingle(words));
        } else {
            room.extend(words.windows(length.max(1)).map(shingle));
            room.sort_unstable();
            room.dedup();
        }
        self.shingles.extend_from_slice(room);
        self.ends.push(self.shingles.len());
    }

    /// Gives back the memory that was kept for more.
    pub(super) fn closed(mut self) -> Piece {
        self.shingles.shrink_to_fit();
        self
    }
}

impl Sets {
    /// Pieces of `size` texts each (the last one may hold fewer), and which of all these texts
    /// each variant is.
    pub(super) fn new(pieces: Vec<Piece>, size: usize, places: Vec<u32>) -> Sets {
        Sets {
            pieces,
            size,
            places,
        }
    }

    /// The shingles of a variant, ascending.
    pub(super) fn of(&self, variant: usize) -> &[u32] {
        let text = self.places[variant] as usize;
        let (piece, at) = (&self.pieces[text / self.size], text % self.size);
        let range: Range<usize> = match at {
            0 => 0..piece.ends[0],
            _ => piece.ends[at - 1]..piece.ends[at],
        };
        &piece.shingles[range]
    }
}

/// The shingle of a run of words.
pub(super) fn shingle(words: &[u64]) -> u32 {
    let hash = words.iter().fold(START, |hash, word| {
        (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR)
    });
    u32::try_from(mixed(hash) >> 32).expect("half of the bits are left")
}

/// How many steps two texts are compared before it is asked whether to go on.
const STRETCH: usize = 16;

/// What two texts share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    shared: u64,
    shorter: u64,
    longer: u64,
}

impl Likeness {
    /// Compares two texts by their shingles.
    pub(super) fn between(one: &[u32], other: &[u32]) -> Likeness {
        Likeness::at_least(0, one, other)
    }

    /// Compares two texts as long as they can still share a part of the shorter one, in per
    /// cent. If they cannot, what is counted is less than that.
    pub(super) fn at_least(percent: u32, one: &[u32], other: &[u32]) -> Likeness {
        let (short, long) = match one.len() <= other.len() {
            true => (one, other),
            false => (other, one),
        };
        let wanted = short.len() * percent as usize / 100;
        let (mut a, mut b, mut shared) = (0, 0, 0);
        // In stretches, so that the question is not asked at each shingle.
        while a < short.len() && b < long.len() && shared + short.len() - a >= wanted {
            let steps = STRETCH.min(short.len() - a).min(long.len() - b);
            for _ in 0..steps {
                // Without branches: which of the two is smaller is not to be guessed.
                let (left, right) = (short[a], long[b]);
                shared += usize::from(left == right);
                a += usize::from(left <= right);
                b += usize::from(right <= left);
            }
        }
        Likeness {
            shared: shared as u64,
            shorter: short.len() as u64,
            longer: long.len() as u64,
        }
    }

    /// Whether they are near-duplicates.
    pub(super) fn holds(self, settings: &Settings) -> bool {
        let all = self.shorter + self.longer - self.shared;
        let jaccard = self.shared * 100 >= all * u64::from(settings.jaccard_percent);
        let contained = self.shorter >= u64::from(settings.contained_shingles)
            && self.longer <= self.shorter * u64::from(settings.contained_times)
            && self.shares(settings.containment_percent);
        jaccard || contained
    }

    /// The part of the shorter one, in per cent, without which two texts are not near-duplicates,
    /// whatever their lengths: shared of all can only be so much if shared of the shorter is more.
    pub(super) fn needed(settings: &Settings) -> u32 {
        let jaccard = settings.jaccard_percent;
        settings
            .containment_percent
            .min(200 * jaccard / (100 + jaccard))
    }

    /// Whether they share a part of the shorter one, in per cent.
    pub(super) fn shares(self, percent: u32) -> bool {
        self.shared * 100 >= self.shorter * u64::from(percent)
    }

    /// A number that grows with the likeness: what is shared of the shorter one and of all.
    pub(super) fn grade(self) -> u64 {
        let all = (self.shorter + self.longer - self.shared).max(1);
        let shorter = self.shorter.max(1);
        self.shared * 1_000_000 / all + self.shared * 1_000_000 / shorter
    }
}
