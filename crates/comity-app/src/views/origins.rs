//! Whose words the text is made of, and what became of each input.
//!
//! A word of the text is first from the earliest input that has it in an aligned passage: a
//! contribution, the text as it was first tabled, or a proposal. To share words proves no copying.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use comity_analysis::origins::{Became, Origin};
use comity_exchange::ReadError;
use comity_exchange::markdown_text::write_instrument;
use comity_procedure::State;
use comity_procedure::ids::{ContributionId, DelegationId};
use comity_text::ProvisionId;

use super::text::standing;
use super::whose;
use crate::findings::origins::{Question, Traced, listed};
use crate::findings::{FindingError, Source, Stream, origins as trace};
use crate::lists::{InputSource, Inputs, MAX_INPUT_BYTES, inputs};

/// Whose words the text is made of.
#[derive(Clone, Debug)]
pub struct TextOrigins {
    /// What words can have come from.
    pub inputs: Inputs,
    /// What each input of the numbers is.
    pub sources: Vec<InputSource>,
    /// The number of the revision that was looked at.
    pub revision: u32,
    /// The numbers. Their first source is the text as Markdown, the second the inputs.
    pub traced: Traced,
    /// The provision of each passage of the numbers.
    pub provisions: Vec<ProvisionId>,
    /// For each passage, in the order of the text, the stretches that some input has: scalar
    /// values of the passage, with the number of the input that said them first.
    pub first_said: Vec<Vec<(Range<usize>, usize)>>,
    /// For each passage, how many parties have in contributions words that an input said first,
    /// besides the party whose input it is; where there is anybody.
    pub said_too: Vec<BTreeMap<InputSource, usize>>,
    /// What it was found for.
    state: State,
}

/// Whose words the text is made of; nothing where there is no text. What was found before is given
/// back where the text and the inputs are still the same.
///
/// # Errors
/// When there are more inputs than are read, or the first text is longer than is compared.
pub fn origins(
    state: &State,
    before: Option<&Arc<TextOrigins>>,
) -> Result<Option<Arc<TextOrigins>>, FindingError> {
    let Ok((revision, _)) = standing(state) else {
        return Ok(None);
    };
    if let Some(before) = before.filter(|it| is_still(&it.state, state)) {
        return Ok(Some(before.clone()));
    }
    let text = &revision.instrument;
    let inputs = inputs(state);
    let is_first = |it: &InputSource| matches!(it, InputSource::FirstText { .. });
    if inputs.too_long.iter().any(is_first) {
        // Without it every word that stood there would be of whoever quotes it.
        let message = format!("It has more than {MAX_INPUT_BYTES} bytes and is not compared.");
        let place = "the text as it was first tabled";
        return Err(ReadError::new("inputs.csv", place, message).into());
    }
    let list = Stream {
        name: "inputs.csv",
        bytes: &mut inputs.list.as_bytes(),
    };
    let (read, source, notices) = listed(list, "text")?;
    let sources = read.iter().map(|it| inputs.sources[&it.id].clone());
    let sources: Vec<InputSource> = sources.collect();
    let markdown = write_instrument(text);
    let traced = trace(Question {
        text,
        bases: &[],
        inputs: read,
        sources: vec![Source::of("text.md", markdown.as_bytes()), source],
        notices,
    });
    let with_words = text.provisions().iter();
    let with_words = with_words.filter(|it| !it.text.as_str().trim().is_empty());
    let first_said = first_said(&traced);
    Ok(Some(Arc::new(TextOrigins {
        provisions: with_words.map(|it| it.id.clone()).collect(),
        said_too: said_too(&traced, &sources, &first_said),
        first_said,
        revision: revision.number,
        state: state.clone(),
        inputs,
        sources,
        traced,
    })))
}

/// Whether two states have the same text and inputs. Contributions never change, but for words
/// that are withheld; what both states have in common is the same in memory.
fn is_still(before: &State, state: &State) -> bool {
    let standing = |state: &State| standing(state).ok().map(|it| (it.0.entry, it.1));
    // Contributions never change, but an organisation may contest that it said so.
    fn owners(state: &State) -> impl Iterator<Item = &DelegationId> {
        state.contributions().values().map(|it| whose(&it.voice))
    }
    standing(before) == standing(state)
        && owners(before).eq(owners(state))
        && before.redacted().size() == state.redacted().size()
        && before.proposals() == state.proposals()
}

/// The stretches of each passage with the input that said them first.
fn first_said(traced: &Traced) -> Vec<Vec<(Range<usize>, usize)>> {
    let numbers = &traced.origins;
    let end = numbers.passages.last().map_or(0, |it| it.range.end);
    let mut first: Vec<Option<u32>> = vec![None; end];
    let mut order: Vec<usize> = (0..numbers.became.len()).collect();
    // The latest first, so that the earliest has the last word; of equals the first one.
    order.sort_by_key(|it| (numbers.became[*it].rank, *it));
    for input in order.into_iter().rev() {
        let number = u32::try_from(input).expect("a reader has a limit");
        let shares = &numbers.shares[numbers.became[input].shares.clone()];
        for run in shares.iter().flat_map(|it| &it.runs) {
            first[run.text.start.min(end)..run.text.end.min(end)].fill(Some(number));
        }
    }
    let of_passage = |range: &Range<usize>| {
        let mut stretches = Vec::new();
        let mut at = 0;
        for run in first[range.clone()].chunk_by(|one, other| one == other) {
            if let Some(input) = run[0] {
                stretches.push((at..at + run.len(), input as usize));
            }
            at += run.len();
        }
        stretches
    };
    let passages = numbers.passages.iter();
    passages.map(|it| of_passage(&it.range)).collect()
}

/// For each passage, how many other parties have in contributions words of what each input said
/// first there. A proposal is none: it repeats the provision that it changes, also where it is
/// against it.
fn said_too(
    traced: &Traced,
    sources: &[InputSource],
    first_said: &[Vec<(Range<usize>, usize)>],
) -> Vec<BTreeMap<InputSource, usize>> {
    let numbers = &traced.origins;
    let passages = &numbers.passages;
    let mut parties: Vec<BTreeMap<&InputSource, BTreeSet<&DelegationId>>> =
        vec![BTreeMap::new(); passages.len()];
    for (source, became) in sources.iter().zip(&numbers.became) {
        let InputSource::Contribution { of: party, .. } = source else {
            continue;
        };
        let shares = &numbers.shares[became.shares.clone()];
        for run in shares.iter().flat_map(|it| &it.runs) {
            let mut at = passages.partition_point(|it| it.range.end <= run.text.start);
            while let Some(passage) = passages.get(at).filter(|it| it.range.start < run.text.end) {
                let begins = run.text.start.saturating_sub(passage.range.start);
                let ends = run.text.end - passage.range.start;
                let stretches = &first_said[at];
                let from = stretches.partition_point(|it| it.0.end <= begins);
                let held = stretches[from..].iter().take_while(|it| it.0.start < ends);
                for first in held.map(|(_, it)| &sources[*it]) {
                    if first.of() != Some(party) {
                        parties[at].entry(first).or_default().insert(party);
                    }
                }
                at += 1;
            }
        }
    }
    let counted = |it: BTreeMap<&InputSource, BTreeSet<&DelegationId>>| {
        let counts = it.into_iter().map(|(first, it)| (first.clone(), it.len()));
        counts.collect()
    };
    parties.into_iter().map(counted).collect()
}

impl TextOrigins {
    /// Where an input came from.
    #[must_use]
    pub fn source(&self, origin: &Origin) -> &InputSource {
        &self.sources[origin.input]
    }

    /// What became of a contribution, with its number among the inputs; none where it has no words.
    #[must_use]
    pub fn became(&self, contribution: &ContributionId) -> Option<(usize, &Became)> {
        let is_it = |it: &InputSource| matches!(it, InputSource::Contribution { id, .. } if id == contribution);
        let input = self.sources.iter().position(is_it)?;
        Some((input, &self.traced.origins.became[input]))
    }

    /// How many words of the text are first from each delegation or organisation.
    #[must_use]
    pub fn taken_up(&self) -> BTreeMap<DelegationId, u64> {
        let mut all = BTreeMap::new();
        let both = self.sources.iter().zip(&self.traced.origins.became);
        for (source, became) in both {
            if let Some(of) = source.of() {
                *all.entry(of.clone()).or_default() += became.first_words as u64;
            }
        }
        all
    }
}
