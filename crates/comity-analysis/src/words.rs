//! Texts as streams of words, for comparison: each word a number that is the same for ever.
//!
//! Words are those of Unicode Annex 29, with dictionaries for the scripts that write without
//! spaces. They are folded, because people who send the same text do not type it alike, and hashed
//! to 64 bits, because comparing numbers is all that near-duplicates and origins need:
//!
//! - capitals become small letters, full-width letters and digits plain ones, Arabic digits European;
//! - accents, vowel signs, tatweel and invisible controls (direction, joiners, soft hyphens) are
//!   dropped, so a text in NFC and the same one in NFD are one stream (for Latin, Cyrillic, Greek,
//!   Arabic and Hangul; not for Japanese voicing marks);
//! - punctuation and spaces are no words; the curly apostrophe inside a word is the straight one.
//!
//! The hash: from [`START`], for each folded scalar value `c`, `h = (rotl(h, 23) xor c) · FACTOR`
//! modulo 2⁶⁴; at the end the finaliser of `SplitMix64`. It is no secret: somebody who wants two
//! words with one hash can make them, and gains a gibberish word in a text of their own.
//!
//! Most text never reaches the segmenter: stretches of Latin, Cyrillic, Greek and Arabic letters
//! are cut by the same rules here. What is unusual (Han, Kana, Thai, Hebrew, emoji) goes to it, up to
//! the next space.
//!
//! Never here: what a word means, stems, stop words. Start at [`WordReader`].

mod classes;

use std::ops::Range;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use crate::chance::mixed;
use classes::{Character, Class, Classes};

/// What the hash of a word begins with (the first digits of pi).
pub const START: u64 = 0x243f_6a88_85a3_08d3;

/// What each step of the hash multiplies with: odd, its bits without a pattern (Steele and Vigna
/// 2022, a multiplier of good spectrum).
pub const FACTOR: u64 = 0xd134_2543_de82_ef95;

/// A word where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The hash of its folded characters.
    pub hash: u64,
    /// The byte of the text at which it begins.
    pub start: u32,
    /// The byte after its last one.
    pub end: u32,
}

impl Word {
    /// Its bytes in the text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Reads the words of texts. Making one fills tables; keep it for many texts.
#[derive(Clone, Debug)]
pub struct WordReader {
    classes: Classes,
    segmenter: WordSegmenterBorrowed<'static>,
}

impl Default for WordReader {
    fn default() -> WordReader {
        WordReader::new()
    }
}

impl WordReader {
    /// A reader for every language.
    #[must_use]
    pub fn new() -> WordReader {
        WordReader {
            classes: Classes::new(),
            segmenter: WordSegmenter::new_auto(WordBreakInvariantOptions::default()),
        }
    }

    /// The words of a text, with where they stand.
    ///
    /// # Panics
    /// If the text has 4 GiB or more.
    #[must_use]
    pub fn words(&self, text: &str) -> Vec<Word> {
        let narrow = |at: usize| u32::try_from(at).expect("a text is shorter than 4 GiB");
        narrow(text.len());
        let mut words = Vec::with_capacity(text.len() / 6);
        self.each(text, |hash, range| {
            words.push(Word {
                hash,
                start: narrow(range.start),
                end: narrow(range.end),
            });
        });
        words
    }

    /// Adds the hashes of the words of a text, in their order.
    pub fn hashes(&self, text: &str, out: &mut Vec<u64>) {
        self.each(text, |hash, _| out.push(hash));
    }

    /// Gives each word of a text, in order: its hash and its bytes.
    pub fn each(&self, text: &str, mut take: impl FnMut(u64, Range<usize>)) {
        let bytes = text.as_bytes();
        // Where an unusual stretch is cut from: the last character that is part of no word, so
        // that the segmenter sees what a mark belongs to.
        let (mut at, mut anchor) = (0, 0);
        while at < bytes.len() {
            let first = self.classes.at(bytes, at);
            at = match first.class {
                Class::Letter | Class::Digit | Class::Joiner => match self.plain(bytes, at) {
                    Some(word) => {
                        if word.counts {
                            take(mixed(word.hash), at..word.end);
                        }
                        anchor = word.end;
                        word.end
                    }
                    None => self.unusual(text, at..at, &mut take),
                },
                Class::Unusual => self.unusual(text, anchor..at, &mut take),
                Class::Mark => at + first.length,
                _ => {
                    anchor = at;
                    at + first.length
                }
            };
        }
    }

    /// The word that begins at a byte, by the rules WB4 to WB13b of Annex 29 as far as plain
    /// characters trigger them; `None` if it meets an unusual one.
    #[inline]
    fn plain(&self, bytes: &[u8], from: usize) -> Option<PlainWord> {
        let mut word = PlainWord {
            hash: START,
            end: from,
            counts: false,
        };
        let mut last = Class::Other;
        while word.end < bytes.len() {
            while let Some((folded, length)) = self.classes.common(bytes, word.end) {
                if folded != 0 {
                    word.hash = step(word.hash, folded);
                    word.counts = true;
                }
                word.end += length;
                last = Class::Letter;
            }
            if word.end == bytes.len() {
                break;
            }
            let next = self.classes.at(bytes, word.end);
            match next.class {
                Class::Letter | Class::Digit => {
                    word.counts |= next.folded != 0;
                    last = next.class;
                }
                Class::Joiner => last = next.class,
                Class::Mark => {}
                Class::Other => break,
                Class::Unusual => return None,
                Class::MidLetter | Class::MidNumber | Class::MidBoth => {
                    let after = self.classes.after(bytes, word.end + next.length);
                    if matches!(after, Class::Mark | Class::Unusual) {
                        return None;
                    }
                    if !next.class.holds(last, after) {
                        break;
                    }
                }
            }
            word.take(next);
        }
        Some(word)
    }

    /// Gives the words of an unusual stretch as the segmenter cuts them: from where `begun`
    /// starts up to the first space after its end; where that is. No rule looks across a space.
    #[cold]
    fn unusual(
        &self,
        text: &str,
        begun: Range<usize>,
        take: &mut impl FnMut(u64, Range<usize>),
    ) -> usize {
        let rest = &text.as_bytes()[begun.end..];
        let length = rest.iter().position(|it| matches!(it, b' ' | b'\n'));
        let to = begun.end + length.unwrap_or(rest.len());
        self.segmented(&text[begun.start..to], |hash, range| {
            take(hash, begun.start + range.start..begun.start + range.end);
        });
        to
    }

    /// The words of a text by the segmenter alone. It says where to cut; whether a piece is a
    /// word is asked here, because its own answer turns on the last character: a word that ends in
    /// a vowel sign would be none.
    fn segmented(&self, text: &str, mut take: impl FnMut(u64, Range<usize>)) {
        let mut from = 0;
        for to in self.segmenter.segment_str(text) {
            let piece = &text[from..to];
            if self.classes.is_word(piece) {
                let folded = piece.chars();
                let hash = folded.fold(START, |hash, it| self.classes.fold(it, hash, step));
                take(mixed(hash), from..to);
            }
            from = to;
        }
    }
}

/// A word as far as it has been read.
struct PlainWord {
    hash: u64,
    end: usize,
    /// Whether a letter or a digit is left of it after folding.
    counts: bool,
}

impl PlainWord {
    #[inline]
    fn take(&mut self, next: Character) {
        if next.folded != 0 {
            self.hash = step(self.hash, next.folded);
        }
        self.end += next.length;
    }
}

/// One step of the hash.
#[inline]
fn step(hash: u64, folded: u32) -> u64 {
    (hash.rotate_left(23) ^ u64::from(folded)).wrapping_mul(FACTOR)
}

#[cfg(test)]
mod tests;
