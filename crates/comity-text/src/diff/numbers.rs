//! Typed numbers as evidence of what a new provision replaces.
//!
//! A paragraph written anew keeps its number: `8.` stands for the suppressed `8.`, and a new
//! `7 bis.` before it does not. Start at [`hints`].

use super::structure::{Hint, Matching};
use crate::instrument::Instrument;
use crate::label::words::typed_number;

/// Where each provision of the result goes, as far as typed numbers say.
pub(super) fn hints(matching: &Matching<'_>) -> Vec<Hint> {
    let (base, result) = (matching.base, matching.result);
    let mut kept = vec![false; base.len()];
    for at in matching.base_of.iter().flatten() {
        kept[*at] = true;
    }
    let base_children = base.children();
    let mut hints = vec![Hint::Unknown; result.len()];
    for (owner, siblings) in result.children().into_iter().enumerate() {
        let owner_in_base = match owner == result.len() {
            true => Some(base.len()),
            false => matching.base_of[owner],
        };
        let Some(owner_in_base) = owner_in_base else {
            continue;
        };
        let gone: Vec<(String, usize)> = base_children[owner_in_base]
            .iter()
            .filter(|at| !kept[**at])
            .filter_map(|at| Some((number(base, *at)?, *at)))
            .collect();
        let mut replaces_later = false;
        for at in siblings.into_iter().rev() {
            if matching.base_of[at].is_some() {
                replaces_later = false;
                continue;
            }
            let mine = number(result, at);
            let replaced = gone.iter().find(|(other, _)| Some(other) == mine.as_ref());
            hints[at] = match replaced {
                Some((_, base_at)) => {
                    replaces_later = true;
                    Hint::After(Some(base.provisions()[*base_at].id.clone()))
                }
                None if replaces_later => Hint::AfterPrevious,
                None => Hint::Unknown,
            };
        }
    }
    hints
}

/// The typed number of a provision, if it starts with one.
fn number(instrument: &Instrument, at: usize) -> Option<String> {
    let number = typed_number(instrument.provisions()[at].text.as_str())?;
    number.is_numeric().then_some(number.name)
}
