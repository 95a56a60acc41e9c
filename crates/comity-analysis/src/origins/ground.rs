//! One text, ready to be compared with many: its words, which of them are from a base, and where
//! its shingles stand.
//!
//! Never here: who is first; that takes all inputs. Start at [`Ground::trace`].

use std::ops::Range;

use super::Settings;
use super::alignment::{Aligner, Run};
use super::shingles::{Index, shingles, winnowed};
use crate::words::WordReader;

/// The most aligned passages of one input that may cover one word of the text or one word of the
/// input. Who says a thing nine times has said it.
const MAX_COVER: usize = 8;

/// The most words that an alignment with a base wants behind a gap. Two, however wide the gap: it
/// is better to give a phrase too many to the base than to credit what stood there before.
const BASE_RUN_WORDS: usize = 2;

/// A text and where its words stand.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    /// The hash of each word.
    words: Vec<u64>,
    /// The scalar values of each word.
    scalars: Vec<(u32, u32)>,
    /// How many words before each word, and before the end, are from a base.
    base_before: Vec<u32>,
    index: Index,
    aligner: Aligner,
    reader: WordReader,
    settings: Settings,
}

/// The words of a text.
#[derive(Clone, Debug, Default)]
struct Words {
    hashes: Vec<u64>,
    /// The bytes of each.
    ranges: Vec<(u32, u32)>,
}

impl Words {
    /// Puts the words of a text in the place of those that are here.
    fn read(&mut self, reader: &WordReader, text: &str) {
        narrow(text.len());
        self.hashes.clear();
        self.ranges.clear();
        reader.each(text, |hash, range| {
            self.hashes.push(hash);
            self.ranges.push((narrow(range.start), narrow(range.end)));
        });
    }
}

/// A run of equal words that an input shares with the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SharedRun {
    /// The first word of the text.
    pub(super) text: u32,
    /// How many words.
    pub(super) words: u32,
    /// The scalar values of the input.
    pub(super) input: (u32, u32),
}

/// An aligned passage of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SharedPassage {
    pub(super) runs: Vec<SharedRun>,
    /// How many words the input has from its first to its last run.
    pub(super) input_words: u32,
}

/// What was found of one input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Traced {
    /// How many words it has.
    pub(super) words: usize,
    /// How many of them stand in the text and are not from a base.
    pub(super) standing: usize,
    pub(super) passages: Vec<SharedPassage>,
}

/// Room that one input after the other uses.
#[derive(Default)]
pub(super) struct Scratch {
    words: Words,
    shingles: Vec<u64>,
    chosen: Vec<usize>,
    /// How many passages of the input cover each word of the text; all 0 between inputs.
    cover: Vec<u8>,
}

/// What is asked of an alignment, and how it is made.
struct Demand<'a> {
    window: usize,
    least_words: usize,
    least_own_words: usize,
    aligner: &'a Aligner,
}

/// An alignment, and the words that it spans.
struct Grown {
    runs: Vec<Run>,
    own_words: usize,
    text: Range<usize>,
    input_end: usize,
}

impl Ground {
    /// A text, and what of it the bases have.
    pub(super) fn new(text: &str, bases: &[&str], settings: Settings) -> Ground {
        let mut read = Words::default();
        let reader = WordReader::new();
        read.read(&reader, text);
        let settings = settings.fitted(read.hashes.len());
        let mut made = Vec::new();
        shingles(&read.hashes, settings.shingle_words, &mut made);
        let mut ground = Ground {
            scalars: scalars(text, &read),
            base_before: vec![0; read.hashes.len() + 1],
            index: Index::new(&made, |_| true),
            aligner: Aligner::new(settings.widest_gap_words, usize::MAX),
            words: read.hashes,
            reader,
            settings,
        };
        let from_base = ground.words_in(bases);
        for (at, from_base) in from_base.iter().enumerate() {
            ground.base_before[at + 1] = ground.base_before[at] + u32::from(*from_base);
        }
        if !bases.is_empty() {
            let shingle = settings.shingle_words;
            ground.index = Index::new(&made, |place| ground.own_words(place, shingle) > 0);
        }
        ground
    }

    /// Which words the bases have: those in shingles of theirs, and those that an alignment with
    /// them passes over. Nothing is sampled here and no count is asked for.
    fn words_in(&self, bases: &[&str]) -> Vec<bool> {
        let shingle = self.settings.shingle_words;
        let all = Demand {
            window: 1,
            least_words: shingle,
            least_own_words: 0,
            aligner: &Aligner::new(self.settings.widest_gap_words, BASE_RUN_WORDS),
        };
        let mut from_base = vec![false; self.words.len()];
        let mut known = vec![false; self.index.len()];
        let mut scratch = Scratch::default();
        for base in bases {
            scratch.words.read(&self.reader, base);
            shingles(&scratch.words.hashes, shingle, &mut scratch.shingles);
            for hash in &scratch.shingles {
                if let Some(number) = self.index.number(*hash) {
                    known[number] = true;
                }
            }
            for run in self.aligned(&all, &mut scratch).concat() {
                from_base[run.text..run.text + run.words].fill(true);
            }
        }
        for number in (0..known.len()).filter(|it| known[*it]) {
            for place in self.index.all_places(number) {
                from_base[*place as usize..][..shingle].fill(true);
            }
        }
        from_base
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The first word that begins at a scalar value or behind it.
    pub(super) fn word_at(&self, scalar: usize) -> usize {
        self.scalars.partition_point(|it| (it.0 as usize) < scalar)
    }

    /// The scalar values of some words; of at least one.
    pub(super) fn scalars(&self, words: Range<usize>) -> Range<usize> {
        self.scalars[words.start].0 as usize..self.scalars[words.end - 1].1 as usize
    }

    /// How many of some words are from no base.
    pub(super) fn own_words(&self, from: usize, words: usize) -> usize {
        words - (self.base_before[from + words] - self.base_before[from]) as usize
    }

    /// Whether a word is from no base.
    pub(super) fn is_own(&self, word: usize) -> bool {
        self.own_words(word, 1) == 1
    }

    /// What an input shares with the text.
    pub(super) fn trace(&self, input: &str, scratch: &mut Scratch) -> Traced {
        scratch.words.read(&self.reader, input);
        let shingle = self.settings.shingle_words;
        shingles(&scratch.words.hashes, shingle, &mut scratch.shingles);
        let demand = Demand {
            window: self.settings.window_shingles,
            least_words: self.settings.least_words,
            least_own_words: self.settings.least_own_words,
            aligner: &self.aligner,
        };
        let found = self.aligned(&demand, scratch);
        let mut traced = Traced {
            words: scratch.words.hashes.len(),
            ..Traced::default()
        };
        if found.is_empty() {
            return traced;
        }
        traced.standing = self.standing(&found);
        let scalars = scalars(input, &scratch.words);
        let shared = |run: &Run| SharedRun {
            text: narrow(run.text),
            words: narrow(run.words),
            input: (scalars[run.input].0, scalars[run.input + run.words - 1].1),
        };
        let passages = found.iter().map(|runs| {
            let (first, last) = ends(runs);
            SharedPassage {
                runs: runs.iter().map(shared).collect(),
                input_words: narrow(last.input + last.words - first.input),
            }
        });
        traced.passages = passages.collect();
        traced
    }

    /// How many words of an input stand in the text and are from no base, each once.
    fn standing(&self, found: &[Vec<Run>]) -> usize {
        let runs = found.iter().flatten();
        let own = runs.flat_map(|run| {
            let own = (0..run.words).filter(|at| self.is_own(run.text + at));
            own.map(|at| run.input + at)
        });
        let mut own: Vec<usize> = own.collect();
        own.sort_unstable();
        own.dedup();
        own.len()
    }

    /// The alignments with the stream in the scratch whose shingles are made, in the order of
    /// their seeds.
    fn aligned(&self, demand: &Demand<'_>, scratch: &mut Scratch) -> Vec<Vec<Run>> {
        winnowed(&scratch.shingles, demand.window, &mut scratch.chosen);
        scratch.cover.resize(self.words.len(), 0);
        let stream = &scratch.words.hashes;
        let mut grown: Vec<Grown> = Vec::new();
        // The numbers of those that the input has not left behind.
        let mut open: Vec<usize> = Vec::new();
        for input in &scratch.chosen {
            let places = self.index.places(scratch.shingles[*input]);
            if places.is_empty() {
                continue;
            }
            open.retain(|it| grown[*it].input_end > *input);
            for place in places {
                let text = *place as usize;
                if open.len() >= MAX_COVER {
                    break;
                }
                let full = usize::from(scratch.cover[text]) >= MAX_COVER;
                if full || open.iter().any(|it| grown[*it].has(text, *input)) {
                    continue;
                }
                let Some(new) = self.grown(demand, stream, (text, *input)) else {
                    continue;
                };
                for cover in &mut scratch.cover[new.text.clone()] {
                    *cover = cover.saturating_add(1);
                }
                open.push(grown.len());
                grown.push(new);
            }
        }
        for it in &grown {
            scratch.cover[it.text.clone()].fill(0);
        }
        grown.retain(|it| it.own_words >= demand.least_own_words);
        grown.into_iter().map(|it| it.runs).collect()
    }

    /// The alignment around a seed, if it shares enough words.
    fn grown(&self, demand: &Demand<'_>, stream: &[u64], seed: (usize, usize)) -> Option<Grown> {
        let words = self.settings.shingle_words;
        // Different words could have one shingle.
        if self.words[seed.0..seed.0 + words] != stream[seed.1..seed.1 + words] {
            return None;
        }
        let seed = Run {
            text: seed.0,
            input: seed.1,
            words,
        };
        let runs = demand.aligner.around(&self.words, stream, seed);
        let shared: usize = runs.iter().map(|it| it.words).sum();
        if shared < demand.least_words {
            return None;
        }
        let own = runs.iter().map(|it| self.own_words(it.text, it.words));
        let (first, last) = ends(&runs);
        Some(Grown {
            own_words: own.sum(),
            text: first.text..last.text + last.words,
            input_end: last.input + last.words,
            runs,
        })
    }
}

impl Grown {
    /// Whether a word of the text and one of the input are equal words of one of its runs.
    fn has(&self, text: usize, input: usize) -> bool {
        let behind = self.runs.partition_point(|run| run.input <= input);
        let run = behind.checked_sub(1).map(|at| self.runs[at]);
        run.is_some_and(|run| {
            let at = input - run.input;
            at < run.words && run.text + at == text
        })
    }
}

/// The first and the last run of an alignment.
fn ends(runs: &[Run]) -> (Run, Run) {
    let first = runs.first().expect("an alignment has its seed");
    (*first, *runs.last().unwrap_or(first))
}

/// Where each word stands, in scalar values.
fn scalars(text: &str, words: &Words) -> Vec<(u32, u32)> {
    let (mut byte, mut scalar) = (0, 0);
    let mut advance = |to: usize| {
        scalar += text[byte..to].chars().count();
        byte = to;
        narrow(scalar)
    };
    let ranges = words.ranges.iter();
    ranges
        .map(|it| (advance(it.0 as usize), advance(it.1 as usize)))
        .collect()
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("a text is shorter than 4 GiB")
}
