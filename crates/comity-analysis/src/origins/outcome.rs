//! What comes out: passages with their origins, inputs with what became of them.
//!
//! Everything here follows from the aligned passages of each input and the ranks; the order in
//! which inputs came only numbers them. Start at [`Origins`].

use std::ops::Range;

use super::ground::{Ground, SharedPassage, SharedRun, Traced};

/// Whose words a text is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Origins {
    /// How many words the text has.
    pub words: usize,
    /// How many of them are from a base text, and so nobody's.
    pub from_base: usize,
    /// How many of the others stand in an aligned passage of an input.
    pub from_inputs: usize,
    /// The passages of the text, in its order.
    pub passages: Vec<Passage>,
    /// What became of each input, by its number.
    pub became: Vec<Became>,
    /// The aligned passages, those of one input together, by the number of the input.
    pub shares: Vec<Share>,
}

/// A passage of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its scalar values in the text.
    pub range: Range<usize>,
    /// How many words begin in it.
    pub words: usize,
    /// How many of them are from a base text.
    pub from_base: usize,
    /// How many of the others stand in an aligned passage of an input.
    pub from_inputs: usize,
    /// The inputs that share words with it which are from no base: the earliest first, equal ranks
    /// by number. That is how many said it; see [`Origin::first_words`] for who said it first.
    pub origins: Vec<Origin>,
}

/// An input that shares words with a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The number of the input.
    pub input: usize,
    /// Its rank.
    pub rank: i64,
    /// How many words of the passage stand in its aligned passages and are from no base.
    pub words: usize,
    /// How many of those no input of a lesser rank has.
    pub first_words: usize,
}

/// What became of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Became {
    /// Its rank.
    pub rank: i64,
    /// How many words it has.
    pub words: usize,
    /// How many of its words stand in the text in its aligned passages, and are not from a base.
    pub standing_words: usize,
    /// How many words of the text are first from it.
    pub first_words: usize,
    /// The passages of the text in which they stand, in the order of the text.
    pub passages: Vec<Standing>,
    /// Its aligned passages, as a range of [`Origins::shares`].
    pub shares: Range<usize>,
}

/// What of an input stands in one passage of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The number of the passage.
    pub passage: usize,
    /// As [`Origin::words`].
    pub words: usize,
    /// As [`Origin::first_words`].
    pub first_words: usize,
}

/// An aligned passage: a range of the text and one of an input that say the same, but for small
/// edits.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The number of the input.
    pub input: usize,
    /// The scalar values of the text.
    pub text: Range<usize>,
    /// The scalar values of the input.
    pub within: Range<usize>,
    /// How many words the text has there.
    pub text_words: usize,
    /// How many words the input has there.
    pub input_words: usize,
    /// How many words stand in both, in order.
    pub shared_words: usize,
    /// How many of those are from no base text.
    pub own_words: usize,
    /// How many inputs have a word of it that is from no base, this one included, on the mean of
    /// those words: 1 where nobody else said it; high for a stock phrase or a campaign.
    pub commonness: f64,
    /// The runs of equal words, in order.
    pub runs: Vec<Run>,
}

impl Share {
    /// How alike the two are: the words that stand in both, in order, over the words of the longer
    /// of the two. Above 0, at most 1; 1 where not a word was changed.
    #[must_use]
    pub fn likeness(&self) -> f64 {
        self.shared_words as f64 / self.text_words.max(self.input_words) as f64
    }
}

/// A run of equal words in an aligned passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The scalar values of the text.
    pub text: Range<usize>,
    /// The scalar values of the input.
    pub within: Range<usize>,
}

/// What is known of each word of the text when all inputs are.
struct Tally {
    /// The least rank of those who have it; none where nobody does.
    first: Vec<Option<i64>>,
    /// How many inputs have the words before each word, and before the end, added up.
    inputs_before: Vec<u64>,
    /// How many words before each word, and before the end, any input has.
    said_before: Vec<usize>,
}

/// Puts together what was found.
pub(super) fn origins(
    ground: &Ground,
    passages: &[(Range<usize>, Range<usize>)],
    traced: &[(i64, Traced)],
) -> Origins {
    let tally = Tally::new(ground, traced);
    let mut whole = Origins {
        words: ground.len(),
        from_base: ground.len() - ground.own_words(0, ground.len()),
        from_inputs: tally.said(0..ground.len()),
        passages: passages
            .iter()
            .map(|(range, words)| Passage {
                range: range.clone(),
                words: words.len(),
                from_base: words.len() - ground.own_words(words.start, words.len()),
                from_inputs: tally.said(words.clone()),
                origins: Vec::new(),
            })
            .collect(),
        became: Vec::with_capacity(traced.len()),
        shares: Vec::new(),
    };
    for (input, (rank, traced)) in traced.iter().enumerate() {
        let own = own_words(ground, &traced.passages);
        let standing = standing(&own, passages, |word| tally.first[word] == Some(*rank));
        for it in &standing {
            whole.passages[it.passage].origins.push(Origin {
                input,
                rank: *rank,
                words: it.words,
                first_words: it.first_words,
            });
        }
        let from = whole.shares.len();
        let shares = traced.passages.iter();
        whole
            .shares
            .extend(shares.map(|it| share(ground, &tally, input, it)));
        whole.became.push(Became {
            rank: *rank,
            words: traced.words,
            standing_words: traced.standing,
            first_words: own
                .iter()
                .filter(|it| tally.first[**it] == Some(*rank))
                .count(),
            passages: standing,
            shares: from..whole.shares.len(),
        });
    }
    for passage in &mut whole.passages {
        passage.origins.sort_by_key(|it| (it.rank, it.input));
    }
    whole
}

impl Tally {
    fn new(ground: &Ground, traced: &[(i64, Traced)]) -> Tally {
        let mut first: Vec<Option<i64>> = vec![None; ground.len()];
        let mut inputs = vec![0_u64; ground.len()];
        for (rank, traced) in traced {
            for word in own_words(ground, &traced.passages) {
                let first = &mut first[word];
                *first = Some(first.map_or(*rank, |it| it.min(*rank)));
                inputs[word] += 1;
            }
        }
        let mut inputs_before = vec![0; ground.len() + 1];
        let mut said_before = vec![0; ground.len() + 1];
        for (at, inputs) in inputs.iter().enumerate() {
            inputs_before[at + 1] = inputs_before[at] + inputs;
            said_before[at + 1] = said_before[at] + usize::from(*inputs > 0);
        }
        Tally {
            first,
            inputs_before,
            said_before,
        }
    }

    /// How many of some words any input has.
    fn said(&self, words: Range<usize>) -> usize {
        self.said_before[words.end] - self.said_before[words.start]
    }

    /// How many inputs have some words, added up over the words.
    fn inputs(&self, words: Range<usize>) -> u64 {
        self.inputs_before[words.end] - self.inputs_before[words.start]
    }
}

/// The words of the text that aligned passages share and that are from no base: ascending, each
/// once.
fn own_words(ground: &Ground, passages: &[SharedPassage]) -> Vec<usize> {
    let runs = passages.iter().flat_map(|it| &it.runs);
    let words = runs.flat_map(|run| in_text(run).filter(|it| ground.is_own(*it)));
    let mut words: Vec<usize> = words.collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// How some words, ascending, fall upon the passages.
fn standing(
    words: &[usize],
    passages: &[(Range<usize>, Range<usize>)],
    is_first: impl Fn(usize) -> bool,
) -> Vec<Standing> {
    let mut standing: Vec<Standing> = Vec::new();
    for word in words {
        let passage = passages.partition_point(|(_, it)| it.end <= *word);
        if passages.get(passage).is_none_or(|(_, it)| *word < it.start) {
            continue;
        }
        if standing.last().is_none_or(|it| it.passage != passage) {
            standing.push(Standing {
                passage,
                words: 0,
                first_words: 0,
            });
        }
        if let Some(last) = standing.last_mut() {
            last.words += 1;
            last.first_words += usize::from(is_first(*word));
        }
    }
    standing
}

/// An aligned passage as others see it.
fn share(ground: &Ground, tally: &Tally, input: usize, passage: &SharedPassage) -> Share {
    let runs = passage.runs.iter().map(|run| Run {
        text: ground.scalars(in_text(run)),
        within: run.input.0 as usize..run.input.1 as usize,
    });
    let runs: Vec<Run> = runs.collect();
    let (first, last) = (&passage.runs[0], &passage.runs[passage.runs.len() - 1]);
    let text = in_text(first).start..in_text(last).end;
    let own = |run: &SharedRun| ground.own_words(run.text as usize, run.words as usize);
    let own_words: usize = passage.runs.iter().map(own).sum();
    // Nobody is said to have a word of the base, so those add nothing.
    let inputs: u64 = passage
        .runs
        .iter()
        .map(|run| tally.inputs(in_text(run)))
        .sum();
    Share {
        input,
        text: ground.scalars(text.clone()),
        within: runs[0].within.start..runs[runs.len() - 1].within.end,
        text_words: text.len(),
        input_words: passage.input_words as usize,
        shared_words: passage.runs.iter().map(|run| run.words as usize).sum(),
        own_words,
        commonness: inputs as f64 / own_words.max(1) as f64,
        runs,
    }
}

/// The words of the text that a run has.
fn in_text(run: &SharedRun) -> Range<usize> {
    run.text as usize..(run.text + run.words) as usize
}
