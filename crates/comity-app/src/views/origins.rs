//! Whose words the text is made of, and what became of each input.
//!
//! A word of the text is first from the earliest input that has it in an aligned passage: a
//! contribution, the text as it was first tabled, or a proposal. To share words proves no copying.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use comity_analysis::origins::{Became, Origin, Passage, Share};
use comity_procedure::State;
use comity_procedure::ids::{ContributionId, DelegationId};
use comity_text::{Instrument, ProvisionId};

use super::text::standing;
use crate::findings::origins::{Question, Traced, listed};
use crate::findings::{FindingError, Stream, origins as trace};
use crate::lists::{InputSource, Inputs, inputs};

/// Whose words the text is made of.
#[derive(Clone, Debug)]
pub struct TextOrigins {
    /// What words can have come from.
    pub inputs: Inputs,
    /// What each input of the numbers is.
    pub sources: Vec<InputSource>,
    /// The number of the revision that was looked at.
    pub revision: u32,
    /// The numbers.
    pub traced: Traced,
    /// The provision of each passage of the numbers.
    pub provisions: Vec<ProvisionId>,
    text: Arc<Instrument>,
}

/// Whose words the text is made of; nothing where there is no text. What was found before is given
/// back where the text and the inputs are still the same.
///
/// # Errors
/// When an input is longer than is read.
pub fn origins(
    state: &State,
    before: Option<&Arc<TextOrigins>>,
) -> Result<Option<Arc<TextOrigins>>, FindingError> {
    let Ok((revision, _)) = standing(state) else {
        return Ok(None);
    };
    let text = revision.instrument.clone();
    let inputs = inputs(state);
    let is_same = |it: &&Arc<TextOrigins>| {
        it.revision == revision.number && it.inputs == inputs && it.text == text
    };
    if let Some(before) = before.filter(is_same) {
        return Ok(Some(before.clone()));
    }
    let list = Stream {
        name: "inputs.csv",
        bytes: &mut inputs.list.as_bytes(),
    };
    let (read, source, notices) = listed(list, "text")?;
    let sources = read.iter().map(|it| inputs.sources[&it.id].clone());
    let sources: Vec<InputSource> = sources.collect();
    let traced = trace(Question {
        text: &text,
        bases: &[],
        inputs: read,
        sources: vec![source],
        notices,
    });
    let with_words = text.provisions().iter();
    let with_words = with_words.filter(|it| !it.text.as_str().trim().is_empty());
    Ok(Some(Arc::new(TextOrigins {
        provisions: with_words.map(|it| it.id.clone()).collect(),
        revision: revision.number,
        inputs,
        sources,
        traced,
        text,
    })))
}

impl TextOrigins {
    /// Each passage of the text with its provision.
    pub fn passages(&self) -> impl Iterator<Item = (&ProvisionId, &Passage)> {
        self.provisions.iter().zip(&self.traced.origins.passages)
    }

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

    /// The aligned passages of an input.
    #[must_use]
    pub fn shares(&self, became: &Became) -> &[Share] {
        &self.traced.origins.shares[became.shares.clone()]
    }

    /// For each word-bearing stretch of a passage the input that said it first, in the order of
    /// the text: ranges of scalar values of the passage, each with the number of the input.
    #[must_use]
    pub fn first_said(&self, passage: usize) -> Vec<(Range<usize>, usize)> {
        let whole = &self.traced.origins.passages[passage];
        let mut first: Vec<Option<usize>> = vec![None; whole.range.len()];
        // The latest first, so that the earliest has the last word.
        for origin in whole.origins.iter().rev() {
            let became = &self.traced.origins.became[origin.input];
            for run in self.shares(became).iter().flat_map(|it| &it.runs) {
                let start = run.text.start.max(whole.range.start);
                let end = run.text.end.min(whole.range.end);
                for at in start..end {
                    first[at - whole.range.start] = Some(origin.input);
                }
            }
        }
        let mut stretches: Vec<(Range<usize>, usize)> = Vec::new();
        for (at, input) in first.iter().enumerate() {
            let Some(input) = input else { continue };
            match stretches.last_mut() {
                Some((range, last)) if last == input && range.end == at => range.end = at + 1,
                _ => stretches.push((at..at + 1, *input)),
            }
        }
        stretches
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
