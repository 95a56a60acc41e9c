//! What somebody added to a template in their own words.
//!
//! Start at [`own_words`].

use std::ops::Range;

use super::Settings;
use super::shingles::shingle;
use crate::words::WordReader;

/// The fewest words in a row that are somebody's own: one or two in the midst of a template are
/// an edit of it.
pub const FEWEST_OWN_WORDS: usize = 3;

/// The stretches of a text, in bytes and from first to last, whose words are not in the template:
/// no run of [`Settings::shingle_words`] words through them is there, and they are at least
/// [`FEWEST_OWN_WORDS`] long. Each begins and ends with a word.
///
/// # Panics
/// If the text has 4 GiB or more.
#[must_use]
pub fn own_words(
    reader: &WordReader,
    settings: &Settings,
    template: &str,
    text: &str,
) -> Vec<Range<usize>> {
    let length = settings.shingle_words.max(1);
    let mut known: Vec<u64> = Vec::new();
    reader.hashes(template, &mut known);
    let mut known: Vec<u32> = known.windows(length).map(shingle).collect();
    known.sort_unstable();
    let words = reader.words(text);
    let hashes: Vec<u64> = words.iter().map(|it| it.hash).collect();
    let mut is_own = vec![true; words.len()];
    for (at, run) in hashes.windows(length).enumerate() {
        if known.binary_search(&shingle(run)).is_ok() {
            is_own[at..at + length].fill(false);
        }
    }
    let mut at = 0;
    let mut own = Vec::new();
    for run in is_own.chunk_by(|one, other| one == other) {
        if run[0] && run.len() >= FEWEST_OWN_WORDS {
            own.push(words[at].range().start..words[at + run.len() - 1].range().end);
        }
        at += run.len();
    }
    own
}
