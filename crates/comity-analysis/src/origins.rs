//! Whose words these are: for each passage of a text, the inputs that it shares words with, the
//! earliest first; and for each input, where in the text its words stand.
//!
//! The text is indexed by its shingles ([`Settings::shingle_words`] words each). Each input is read
//! once, alone: a winnowed sample of its shingles is looked up, and around each hit the two are
//! aligned word by word, across small edits. What is kept of an input are the passages that it
//! shares with the text, so memory grows with what is shared, not with what was handed in.
//!
//! **What is found.** Every run of at least [`Settings::guaranteed_words`] words that stands in the
//! text and in an input is found, if none of it is from a base text, unless it is said over and
//! over: of one shingle the first 64 places in the text are looked at, and a word of the text or of
//! the input that eight aligned passages of this input cover begins no ninth. Shorter runs are
//! found where chance chooses them or an alignment passes over them.
//!
//! One aligned passage uses each word once. Where the text says a word of the input twice, on both
//! sides of a narrow gap ("close to *the* wells and *the* ferry bell rings" against "close to the
//! ferry bell rings"), only one of the two is found: so a run behind a gap may lack words at that
//! end, never more than half of it.
//!
//! **What is from the base.** What stood there before anybody proposed is nobody's. A word of the
//! text is *from the base* where it stands in a run of `shingle_words` words that a base text has
//! too, anywhere, or where an alignment with a base text passes over it. Such a word is never
//! credited to an input.
//!
//! **What is first.** A word of the text that stands in aligned passages of several inputs is
//! *first* from those of the least rank among them; equal ranks share it, each in full.
//!
//! Ranges are of Unicode scalar values, never bytes; counts are of words as
//! [`crate::words`] cuts and folds them. Equal words are told by 64-bit hashes.
//!
//! Never here: names of those who wrote; whether somebody copied. Two who quote a third share
//! words too, and [`Share::commonness`] shows what many said.
//!
//! Start at [`Search`].

mod alignment;
mod ground;
mod outcome;
mod shingles;

use std::ops::Range;

use crate::pieces;
use ground::{Ground, Scratch, Traced};

pub use outcome::{Became, Origin, Origins, Passage, Run, Share, Standing};

/// How many inputs one piece of the work has: many enough to share its tables, few enough that
/// the last piece does not keep one core waiting.
const INPUTS_PER_PIECE: usize = 16;

/// The widest window, in shingles. A text is wholly found in itself as long as the first shingle
/// that is looked up has fewer than eight places before its own (see `ground::MAX_COVER`).
const MAX_WINDOW_SHINGLES: usize = 8;

/// The widest gap that alignments may cross, in words: each is tried in up to (this + 1)² ways.
const MAX_GAP_WORDS: usize = 32;

/// What counts as a shared passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How many words a shingle has; at least 1. Four: three words are a phrase of grammar in any
    /// language ("in order to"), and with five an edit in every sixth word would hide a copy.
    pub shingle_words: usize,
    /// Of how many consecutive shingles of an input one is looked up; from 1, which looks up all of
    /// them, to 8. Two: an edit in every sixth word leaves runs of five words, and in each of
    /// those one shingle of four is looked up.
    pub window_shingles: usize,
    /// The fewest words that an aligned passage shares, apart or together. Six: below that, real
    /// drafts meet by grammar ("for the purposes of the").
    pub least_words: usize,
    /// The fewest of them that are not from a base. Three: with two, among real amendments, two
    /// thirds more inputs are found that nobody had copied.
    pub least_own_words: usize,
    /// The widest gap in words, on either side, that an alignment crosses; at most 32.
    pub widest_gap_words: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            shingle_words: 4,
            window_shingles: 2,
            least_words: 6,
            least_own_words: 3,
            widest_gap_words: 8,
        }
    }
}

impl Settings {
    /// From how many words on a shared run is found for certain: `shingle + window − 1`, or what is
    /// asked of an aligned passage, if that is more.
    #[must_use]
    pub fn guaranteed_words(&self) -> usize {
        let window = self.window_shingles.clamp(1, MAX_WINDOW_SHINGLES);
        let run = self.shingle_words.max(1) + window - 1;
        run.max(self.least_words).max(self.least_own_words)
    }

    /// The settings for a text of a number of words: what is asked of a passage can be had. A
    /// text of one word shares it with whoever says it.
    fn fitted(self, words: usize) -> Settings {
        let words = words.max(1);
        let shingle = self.shingle_words.clamp(1, words);
        let window = self.window_shingles.clamp(1, MAX_WINDOW_SHINGLES);
        Settings {
            shingle_words: shingle,
            window_shingles: (words - shingle + 1).min(window),
            least_words: self.least_words.clamp(1, words),
            least_own_words: self.least_own_words.clamp(1, words),
            widest_gap_words: self.widest_gap_words.min(MAX_GAP_WORDS),
        }
    }
}

/// What somebody handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input<'a> {
    /// What it says.
    pub text: &'a str,
    /// When it came, as a number that only grows, in any unit: the least is the earliest.
    pub rank: i64,
}

/// A text whose origins are looked for, and what was found until now.
///
/// ```
/// use comity_analysis::origins::{Input, Search, Settings};
///
/// let text = "Wells open at sunrise and close when the keeper rings the bell.";
/// let mut search = Search::new(text, &["Wells open at dawn."], Settings::default());
/// search.add(&[
///     Input { text: "They should close when the keeper rings the bell.", rank: 7 },
///     Input { text: "Let them close when the keeper rings the bell!", rank: 3 },
/// ]);
/// let origins = search.finish();
/// let passage = &origins.passages[0];
/// assert_eq!((passage.words, passage.from_base, passage.from_inputs), (12, 0, 7));
/// // The second was there first.
/// let first: Vec<_> = passage.origins.iter().map(|it| (it.input, it.first_words)).collect();
/// assert_eq!(first, [(1, 7), (0, 0)]);
/// ```
#[derive(Clone, Debug)]
pub struct Search {
    ground: Ground,
    /// The passages in words of the text.
    passages: Vec<(Range<usize>, Range<usize>)>,
    /// What was found of each input, in the order in which they came.
    traced: Vec<(i64, Traced)>,
}

impl Search {
    /// A text, and the texts that stood there before. Its passages are its lines that have words.
    #[must_use]
    pub fn new(text: &str, bases: &[&str], settings: Settings) -> Search {
        let lines = lines(text);
        Search::with_passages(text, &lines, bases, settings)
    }

    /// A text with its passages as ranges of its scalar values. A word belongs to the passage in
    /// which it begins.
    ///
    /// # Panics
    /// If passages overlap or do not ascend.
    #[must_use]
    pub fn with_passages(
        text: &str,
        passages: &[Range<usize>],
        bases: &[&str],
        settings: Settings,
    ) -> Search {
        assert!(
            passages.is_sorted_by(|a, b| a.end <= b.start)
                && passages.iter().all(|it| it.start <= it.end),
            "passages ascend and do not overlap"
        );
        let ground = Ground::new(text, bases, settings);
        let in_words =
            |passage: &Range<usize>| ground.word_at(passage.start)..ground.word_at(passage.end);
        let passages = passages.iter().map(|it| (it.clone(), in_words(it)));
        Search {
            passages: passages.collect(),
            ground,
            traced: Vec::new(),
        }
    }

    /// Takes inputs. They are numbered from 0 in the order in which they come; their order decides
    /// nothing else. May be called as often as there are inputs, to hold few of them at a time.
    pub fn add(&mut self, inputs: &[Input<'_>]) {
        let pieces = pieces::ranges(inputs.len(), INPUTS_PER_PIECE);
        let ground = &self.ground;
        let traced = pieces::in_order(pieces.len(), |piece| {
            let mut scratch = Scratch::default();
            let inputs = inputs[pieces[piece].clone()].iter();
            let traced = inputs.map(|it| (it.rank, ground.trace(it.text, &mut scratch)));
            traced.collect::<Vec<_>>()
        });
        self.traced.extend(traced.into_iter().flatten());
    }

    /// Whose words they are.
    #[must_use]
    pub fn finish(self) -> Origins {
        outcome::origins(&self.ground, &self.passages, &self.traced)
    }
}

/// The lines of a text that are not blank, as ranges of scalar values.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let length = line.chars().count();
        if !line.trim().is_empty() {
            lines.push(at..at + length);
        }
        at += length + 1;
    }
    lines
}
