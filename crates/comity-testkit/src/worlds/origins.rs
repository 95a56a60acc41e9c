//! A text, what stood there before, and inputs of which some share words with it: from a seed, with
//! the truth about every copy.
//!
//! The words are made of syllables, twenty thousand of them with the frequencies of a language, so
//! that short runs meet by chance about as often as they do in real texts. Inputs are made one by
//! one, so that nobody has to hold all of them. Never here: how copies are found.
//!
//! Start at [`OriginsWorld::new`].

use std::ops::Range;

use super::chance::{Chance, Weights};

/// The sizes of the budget: words of the text, inputs.
pub const SIZES: [(usize, usize); 3] = [(1_000, 100), (10_000, 1_000), (10_000, 10_000)];

/// Words of an input beside what it copies.
pub const INPUT_WORDS: usize = 1_600;

/// How many different words there are.
const VOCABULARY: usize = 20_000;

/// Of a hundred sentences of the text, how many stood in the base.
const BASE_PERCENT: usize = 20;

/// Of a hundred inputs, how many have copies in them.
const COPYING_PERCENT: usize = 30;

/// Of a hundred words of an edited copy, how many are replaced, dropped or followed by a new one.
const EDITED_PERCENT: usize = 12;

/// The fewest and the most words of a copy, and of a clause of a shuffled one.
const COPY_WORDS: (usize, usize) = (12, 60);
const CLAUSE_WORDS: (usize, usize) = (8, 15);

/// Clauses of a shuffled copy.
const CLAUSES: usize = 4;

/// What kind of copy it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Copied {
    /// Word for word.
    Exact,
    /// With a small edit in about every eighth word.
    Edited,
    /// Clauses word for word, in the opposite order.
    Shuffled,
    /// Word for word from the base: nobody's.
    Base,
}

/// A copy: where it stands in the text (or, if it is [`Copied::Base`], in the base) and in the
/// input, in scalar values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planted {
    /// What kind of copy it is.
    pub copied: Copied,
    /// Where its words come from.
    pub text: Range<usize>,
    /// Where they stand in the input.
    pub within: Range<usize>,
}

/// An input with its copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldInput {
    /// What it says.
    pub text: String,
    /// What of it was copied.
    pub planted: Vec<Planted>,
}

/// A text and its inputs.
#[derive(Clone, Debug)]
pub struct OriginsWorld {
    /// What stood there before.
    pub base: String,
    /// The text.
    pub text: String,
    /// How many inputs there are.
    pub inputs: usize,
    seed: u64,
    words: Said,
    base_words: Said,
    /// How many words before each word of the text, and before its end, stood in the base.
    base_before: Vec<usize>,
    frequency: Weights,
}

/// Words by their numbers, and where each stands once they are written down.
#[derive(Clone, Debug)]
struct Said {
    numbers: Vec<usize>,
    places: Vec<Range<usize>>,
}

impl OriginsWorld {
    /// A world with a text of about a number of words, and a number of inputs.
    #[must_use]
    pub fn new(seed: u64, words: usize, inputs: usize) -> OriginsWorld {
        let mut chance = Chance::new(seed);
        let frequency = Weights::zipf(VOCABULARY, 3);
        let sentence = |chance: &mut Chance| -> Vec<usize> {
            let length = 12 + chance.below(19);
            (0..length).map(|_| frequency.draw(chance)).collect()
        };
        let before: Vec<_> = (0..words / 80 + 1).map(|_| sentence(&mut chance)).collect();
        let (mut numbers, mut base_before) = (Vec::new(), vec![0]);
        while numbers.len() < words {
            let old = chance.percent(BASE_PERCENT);
            let new = match old {
                true => before[chance.below(before.len())].clone(),
                false => sentence(&mut chance),
            };
            for number in new {
                base_before.push(base_before[numbers.len()] + usize::from(old));
                numbers.push(number);
            }
        }
        let (text, words) = written(numbers);
        let (base, base_words) = written(before.concat());
        OriginsWorld {
            base,
            text,
            inputs,
            seed,
            words,
            base_words,
            base_before,
            frequency,
        }
    }

    /// The input with a number: the same whichever were made before.
    #[must_use]
    pub fn input(&self, number: usize) -> WorldInput {
        let seed = (number as u64 + 1).wrapping_mul(0xd134_2543_de82_ef95);
        let mut chance = Chance::new(self.seed ^ seed);
        let mut numbers: Vec<usize> = Vec::new();
        let mut planted: Vec<(Copied, Range<usize>, Range<usize>)> = Vec::new();
        let copies = match chance.percent(COPYING_PERCENT) {
            true => 1 + chance.below(3),
            false => 0,
        };
        for _ in 0..copies {
            self.noise(&mut chance, INPUT_WORDS / (copies + 1), &mut numbers);
            if let Some((copied, from, copy)) = self.copy(&mut chance) {
                let at = numbers.len();
                numbers.extend(copy);
                planted.push((copied, from, at..numbers.len()));
            }
        }
        self.noise(&mut chance, INPUT_WORDS / (copies + 1), &mut numbers);
        let (text, said) = written(numbers);
        let planted = planted.into_iter().map(|(copied, from, to)| Planted {
            copied,
            text: match copied {
                Copied::Base => self.base_words.scalars(from),
                _ => self.words.scalars(from),
            },
            within: said.scalars(to),
        });
        WorldInput {
            planted: planted.collect(),
            text,
        }
    }

    fn noise(&self, chance: &mut Chance, words: usize, into: &mut Vec<usize>) {
        into.extend((0..words).map(|_| self.frequency.draw(chance)));
    }

    /// A copy of some words: its kind, the words it comes from, and what it says.
    fn copy(&self, chance: &mut Chance) -> Option<(Copied, Range<usize>, Vec<usize>)> {
        let length = |chance: &mut Chance, (fewest, most): (usize, usize)| {
            fewest + chance.below(most - fewest + 1)
        };
        let (copied, clauses) = match chance.below(10) {
            0..4 => (Copied::Exact, vec![length(chance, COPY_WORDS)]),
            4..7 => (Copied::Edited, vec![length(chance, COPY_WORDS)]),
            7..9 => {
                let clauses = (0..CLAUSES).map(|_| length(chance, CLAUSE_WORDS));
                (Copied::Shuffled, clauses.collect())
            }
            _ => (Copied::Base, vec![length(chance, COPY_WORDS)]),
        };
        let words: usize = clauses.iter().sum();
        if copied == Copied::Base {
            let from = self.base_words.numbers.len().checked_sub(words)?;
            let from = chance.below(from + 1);
            let says = self.base_words.numbers[from..from + words].to_vec();
            return Some((copied, from..from + words, says));
        }
        let from = self.own_stretch(chance, words)?;
        let source = &self.words.numbers[from..from + words];
        let says = match copied {
            Copied::Edited => self.edited(chance, source),
            _ => {
                let mut end = words;
                let backwards = clauses.iter().rev().flat_map(|length| {
                    end -= length;
                    source[end..end + length].iter().copied()
                });
                backwards.collect()
            }
        };
        Some((copied, from..from + words, says))
    }

    /// Where a number of words of the text begins of which none stood in the base.
    fn own_stretch(&self, chance: &mut Chance, words: usize) -> Option<usize> {
        let last = self.words.numbers.len().checked_sub(words)?;
        let own = |from: &usize| self.base_before[*from] == self.base_before[from + words];
        (0..200).map(|_| chance.below(last + 1)).find(own)
    }

    fn edited(&self, chance: &mut Chance, source: &[usize]) -> Vec<usize> {
        let mut says = Vec::with_capacity(source.len());
        for number in source {
            if !chance.percent(EDITED_PERCENT) {
                says.push(*number);
                continue;
            }
            match chance.below(4) {
                0 => {}
                1 => says.extend([*number, self.frequency.draw(chance)]),
                _ => says.push(self.frequency.draw(chance)),
            }
        }
        // By chance nothing was edited: one word goes.
        if says == source {
            says.pop();
        }
        says
    }
}

impl Said {
    fn scalars(&self, words: Range<usize>) -> Range<usize> {
        match words.is_empty() {
            true => 0..0,
            false => self.places[words.start].start..self.places[words.end - 1].end,
        }
    }
}

/// The words written down in sentences; every character is one byte and one scalar value.
fn written(numbers: Vec<usize>) -> (String, Said) {
    let mut text = String::with_capacity(numbers.len() * 6);
    let mut places = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let from = text.len();
        spell(*number, &mut text);
        places.push(from..text.len());
        match at % 17 {
            16 => text.push_str(".\n"),
            7 => text.push_str(", "),
            _ => text.push(' '),
        }
    }
    (text, Said { numbers, places })
}

/// Adds the word with a number: the more frequent, the shorter.
fn spell(number: usize, into: &mut String) {
    const BEGINNINGS: [&str; 16] = [
        "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z",
    ];
    const ENDS: [&str; 10] = ["a", "e", "i", "o", "u", "an", "er", "is", "ol", "unt"];
    let syllables = BEGINNINGS.len() * ENDS.len();
    if number >= syllables {
        spell(number / syllables - 1, into);
    }
    let syllable = number % syllables;
    into.push_str(BEGINNINGS[syllable % BEGINNINGS.len()]);
    into.push_str(ENDS[syllable / BEGINNINGS.len()]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn copies_stand_where_they_are_said_to() {
        let world = OriginsWorld::new(1, 2_000, 200);
        let mut kinds = BTreeSet::new();
        for number in 0..world.inputs {
            let input = world.input(number);
            assert_eq!(input, world.input(number));
            assert!(input.text.is_ascii());
            for planted in input.planted {
                kinds.insert(planted.copied);
                let source = match planted.copied {
                    Copied::Base => &world.base,
                    _ => &world.text,
                };
                let words = |text: &str| {
                    let words = text.split_whitespace();
                    let bare = words.map(|it| it.trim_matches(['.', ',']).to_owned());
                    bare.collect::<Vec<_>>()
                };
                let mut from = words(&source[planted.text]);
                let mut to = words(&input.text[planted.within]);
                if planted.copied == Copied::Shuffled {
                    from.sort_unstable();
                    to.sort_unstable();
                }
                assert_eq!(from == to, planted.copied != Copied::Edited);
            }
        }
        assert_eq!(kinds.len(), 4);
    }

    #[test]
    fn different_numbers_are_different_words() {
        let words: BTreeSet<String> = (0..VOCABULARY)
            .map(|number| {
                let mut word = String::new();
                spell(number, &mut word);
                word
            })
            .collect();
        assert_eq!(words.len(), VOCABULARY);
    }
}
