//! Diff: the changes between two instruments, as a function of the two alone.
//!
//! `align` says which provision of the one is which of the other, [`mod@words`] what changed
//! inside a pair, and `structure` writes down what was added, suppressed and moved.

mod align;
mod base_words;
mod myers;
mod numbers;
pub(crate) mod structure;
pub mod words;

use std::collections::HashSet;

use crate::change::Change;
use crate::instrument::{Instrument, Provision, ProvisionId};
use crate::text::{BREAK, Text};
use crate::token::Tokenizer;
use align::Alignment;
use structure::Matching;

pub use base_words::BaseWords;

/// The changes that turn `base` into `result`.
///
/// Identity is found, never assumed: ids of `result` do not matter. A provision that was moved
/// is a move, one that was split or joined is said to be; what a provision *is* (its kind)
/// stays as it is in `base` where the two have the same provision. Provisions that are new get
/// the ids `new-1`, `new-2`, … that are free in `base`.
#[must_use]
pub fn diff(base: &Instrument, result: &Instrument, tokenizer: &Tokenizer) -> Vec<Change> {
    let alignment = align::align(base, result, tokenizer);
    let folded = fold_splits(result, &alignment);
    let matching = Matching {
        base,
        result: &folded.instrument,
        base_of: folded.base_of,
        joined: alignment.joined,
        moved: HashSet::new(),
    };
    let mut changes = Vec::new();
    let mut result_of = vec![None; base.len()];
    for (at, base_at) in matching.base_of.iter().enumerate() {
        if let Some(base_at) = base_at {
            result_of[*base_at] = Some(at);
        }
    }
    for (base_at, provision) in base.provisions().iter().enumerate() {
        let Some(at) = result_of[base_at] else {
            continue;
        };
        let with = &folded.instrument.provisions()[at].text;
        changes.extend(replacements(provision, with, tokenizer));
    }
    let mut fresh = (1..)
        .map(|number| ProvisionId::new(format!("new-{number}")))
        .filter(|id| base.get(id).is_none());
    let hints = numbers::hints(&matching);
    changes.extend(structure::changes_with_hints(
        &matching,
        |_| {
            fresh
                .next()
                .expect("there are more numbers than provisions")
        },
        |at, _| hints[at].clone(),
    ));
    changes
}

/// The changes of words that turn a provision's text into another.
#[must_use]
pub fn replacements(base: &Provision, with: &Text, tokenizer: &Tokenizer) -> Vec<Change> {
    if base.text == *with {
        return Vec::new();
    }
    words::words(&base.text, with, tokenizer)
        .into_iter()
        .map(|edit| Change::Replace {
            provision: base.id.clone(),
            start: edit.start,
            end: edit.end,
            with: edit.with,
        })
        .collect()
}

/// The result with the parts of each split provision put back into one, a break between them.
struct Folded {
    instrument: Instrument,
    base_of: Vec<Option<usize>>,
}

fn fold_splits(result: &Instrument, alignment: &Alignment) -> Folded {
    let mut provisions: Vec<Provision> = Vec::with_capacity(result.len());
    let mut base_of = Vec::with_capacity(result.len());
    for (at, provision) in result.provisions().iter().enumerate() {
        if alignment.continues_split[at] {
            let whole = provisions
                .last_mut()
                .expect("a part follows the first part");
            whole.text.push(&Text::plain(BREAK.to_string()));
            whole.text.push(&provision.text);
        } else {
            provisions.push(provision.clone());
            base_of.push(alignment.base_of[at]);
        }
    }
    Folded {
        instrument: Instrument::new(provisions).expect("parts of a split contain nothing"),
        base_of,
    }
}
