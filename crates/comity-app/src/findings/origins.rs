//! Origins: whose words a text is made of, and what became of each input.
//!
//! Start at [`origins`](fn@origins).

mod json;

use std::ops::Range;

use comity_analysis::origins::{Input as Given, Origins, Run, Search, Settings, Share};
use comity_exchange::Notice;
use comity_exchange::lists::{Came, Input, read_inputs};
use comity_text::Instrument;
use comity_text::label::labels;

use super::{FindingError, Source, Stream, stream};

pub use json::json;

/// A passage of the text, as people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// The label of its provision; empty where it has none.
    pub label: String,
    /// Its words, with a line feed between paragraphs.
    pub words: String,
    /// Its scalar values in the whole text.
    pub range: Range<usize>,
}

/// Whose words a text is made of.
#[derive(Clone, Debug)]
pub struct Traced {
    /// The files: the text, then the inputs.
    pub sources: Vec<Source>,
    /// How words were compared.
    pub settings: Settings,
    /// The passages of the text: its provisions that have words, in their order.
    pub passages: Vec<Labelled>,
    /// The inputs, in the order in which they were given.
    pub inputs: Vec<Input>,
    /// Whether anything says which input came first; where nothing does, those of one list come
    /// in its order, and files in the order of their names.
    pub is_dated: bool,
    /// The numbers.
    pub origins: Origins,
    /// What was not carried.
    pub notices: Vec<Notice>,
}

/// The inputs of a list, ready to be traced; `column` names the column of their words.
///
/// # Errors
/// When the list cannot be read, with its line.
pub fn listed(
    list: Stream<'_>,
    column: &str,
) -> Result<(Vec<Input>, Source, Vec<Notice>), FindingError> {
    let ((inputs, notices), source) =
        stream::hashed(list, |name, bytes| read_inputs(name, bytes, column))?;
    Ok((inputs, source, notices))
}

/// What is asked.
#[derive(Debug)]
pub struct Question<'a> {
    /// The text.
    pub text: &'a Instrument,
    /// The texts that stood there before anybody proposed: their words are nobody's.
    pub bases: &'a [Instrument],
    /// The inputs.
    pub inputs: Vec<Input>,
    /// The files that all of this was read from.
    pub sources: Vec<Source>,
    /// What was not carried of them.
    pub notices: Vec<Notice>,
}

/// Finds whose words a text is made of.
#[must_use]
pub fn origins(question: Question<'_>) -> Traced {
    let settings = Settings::default();
    let (whole, passages) = passages(question.text);
    let ranges: Vec<Range<usize>> = passages.iter().map(|it| it.range.clone()).collect();
    let bases: Vec<String> = question.bases.iter().map(passages_of).collect();
    let bases: Vec<&str> = bases.iter().map(String::as_str).collect();
    let (ranks, is_dated) = ranks(&question.inputs);
    let mut search = Search::with_passages(&whole, &ranges, &bases, settings);
    let given: Vec<Given<'_>> = question
        .inputs
        .iter()
        .zip(ranks)
        .map(|(input, rank)| Given {
            text: &input.text,
            rank,
        })
        .collect();
    search.add(&given);
    Traced {
        sources: question.sources,
        settings,
        passages,
        origins: search.finish(),
        inputs: question.inputs,
        is_dated,
        notices: question.notices,
    }
}

/// When each input came: equal ranks where nothing tells them apart. Where only some say when,
/// the others come last.
fn ranks(inputs: &[Input]) -> (Vec<i64>, bool) {
    let is_dated = inputs.iter().any(|it| it.came.is_some());
    if !is_dated {
        return ((0..).take(inputs.len()).collect(), false);
    }
    let rank = |it: &Input| it.came.as_ref().map_or(i64::MAX, Came::rank);
    (inputs.iter().map(rank).collect(), true)
}

/// A text as one string, and where each provision with words stands in it.
fn passages(text: &Instrument) -> (String, Vec<Labelled>) {
    let mut whole = String::new();
    let mut passages = Vec::new();
    let mut at = 0;
    for (provision, label) in text.provisions().iter().zip(labels(text)) {
        let words = provision.text.as_str();
        if words.trim().is_empty() {
            continue;
        }
        let length = words.chars().count();
        passages.push(Labelled {
            label,
            words: words.to_owned(),
            range: at..at + length,
        });
        whole.push_str(words);
        whole.push('\n');
        at += length + 1;
    }
    (whole, passages)
}

fn passages_of(text: &Instrument) -> String {
    passages(text).0
}

impl Traced {
    /// The words of the text in an aligned passage, with a line feed between provisions.
    #[must_use]
    pub fn words_of_text(&self, share: &Share) -> String {
        let mut words = String::new();
        let first = self
            .passages
            .partition_point(|it| it.range.end <= share.text.start);
        for passage in &self.passages[first..] {
            if passage.range.start >= share.text.end {
                break;
            }
            let from = share.text.start.saturating_sub(passage.range.start);
            let to = share.text.end.min(passage.range.end) - passage.range.start;
            if !words.is_empty() {
                words.push('\n');
            }
            words.extend(
                passage
                    .words
                    .chars()
                    .skip(from)
                    .take(to.saturating_sub(from)),
            );
        }
        words
    }

    /// The aligned passage of an input that has most words which are from no base, of those that
    /// meet a passage of the text; of equals the first one.
    #[must_use]
    pub fn longest(&self, passage: &Labelled, input: usize) -> Option<&Share> {
        let of = &self.origins;
        let shares = of.shares[of.became[input].shares.clone()].iter();
        let meets =
            |it: &&Share| it.text.start < passage.range.end && passage.range.start < it.text.end;
        // `max_by_key` would give the last of equals.
        shares.filter(meets).rev().max_by_key(|it| it.own_words)
    }

    /// The words of the input where an aligned passage meets a passage of the text: the runs of
    /// equal words that meet it, and what stands between them.
    #[must_use]
    pub fn words_of_input(&self, share: &Share, passage: &Labelled) -> String {
        let meets =
            |it: &&Run| it.text.start < passage.range.end && passage.range.start < it.text.end;
        let mut runs = share.runs.iter().filter(meets);
        let Some(first) = runs.next() else {
            return String::new();
        };
        let last = runs.next_back().unwrap_or(first);
        let input = self.inputs[share.input].text.chars();
        input
            .skip(first.within.start)
            .take(last.within.end - first.within.start)
            .collect()
    }
}
