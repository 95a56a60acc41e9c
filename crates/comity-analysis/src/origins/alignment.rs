//! The alignment of a text and an input around words that they share.
//!
//! From a seed, the words are followed in both directions while they are equal. Where they part, a
//! gap is crossed if it is narrow and enough equal words stand behind it: a gap of *g* words (on
//! the side where it is wider) wants a run of at least *g* words. So at least half of what is
//! aligned on either side stands on the other side too, in order. Of several ways across, the one
//! with the fewest words in it is taken, first the replacement, then what is only in the text.
//!
//! This is greedy: it does not look for the best alignment, and it costs at most a fixed number of
//! comparisons for each aligned word. Never here: whose words these are. Start at [`Aligner`].

/// A run of equal words: where it stands in the text and in the input, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: usize,
    pub(super) input: usize,
    pub(super) words: usize,
}

/// The fewest words of the run that ends an aligned passage, apart from the seed: a single word
/// behind a gap is more often chance than copy.
const LEAST_END_WORDS: usize = 2;

/// Finds alignments with gaps of a bounded width.
#[derive(Clone, Debug)]
pub(super) struct Aligner {
    /// The gaps that may be crossed, as words of the text and of the input, in the order in which
    /// they are tried.
    gaps: Vec<(usize, usize)>,
    /// The most words that are wanted behind a gap, however wide it is.
    most_wanted: usize,
}

impl Aligner {
    /// Crosses gaps up to a width, and never wants more than a number of words behind one.
    pub(super) fn new(widest_gap: usize, most_wanted: usize) -> Aligner {
        let sides = |text| (0..=widest_gap).map(move |input| (text, input));
        let mut gaps: Vec<(usize, usize)> = (0..=widest_gap).flat_map(sides).collect();
        gaps.retain(|gap| *gap != (0, 0));
        gaps.sort_by_key(|(text, input)| (text + input, text.abs_diff(*input), *input));
        Aligner { gaps, most_wanted }
    }

    /// The runs of the alignment around a seed, in order; the seed itself is in one of them.
    pub(super) fn around(&self, text: &[u64], input: &[u64], seed: Run) -> Vec<Run> {
        let end = (seed.text + seed.words, seed.input + seed.words);
        let before = self.along(&Outward {
            text: &text[..seed.text],
            input: &input[..seed.input],
            backwards: true,
        });
        let after = self.along(&Outward {
            text: &text[end.0..],
            input: &input[end.1..],
            backwards: false,
        });
        let before = before.iter().rev().map(|run| Run {
            text: seed.text - run.text - run.words,
            input: seed.input - run.input - run.words,
            words: run.words,
        });
        let after = after.iter().map(|run| Run {
            text: end.0 + run.text,
            input: end.1 + run.input,
            words: run.words,
        });
        let mut runs: Vec<Run> = Vec::new();
        for run in before.chain([seed]).chain(after) {
            match runs.last_mut() {
                Some(last) if last.touches(run) => last.words += run.words,
                _ => runs.push(run),
            }
        }
        runs
    }

    /// The runs from a seed outwards, in words from there.
    fn along(&self, streams: &Outward<'_>) -> Vec<Run> {
        let mut runs = Vec::new();
        let (mut text, mut input) = (0, 0);
        loop {
            let words = streams.equal_words(text, input, usize::MAX);
            if words > 0 {
                runs.push(Run { text, input, words });
            }
            (text, input) = (text + words, input + words);
            let crossed = self.gaps.iter().find(|gap| {
                let wanted = gap.0.max(gap.1).min(self.most_wanted);
                streams.equal_words(text + gap.0, input + gap.1, wanted) == wanted
            });
            match crossed {
                Some(gap) => (text, input) = (text + gap.0, input + gap.1),
                None => break,
            }
        }
        // The run that touches the seed is no end behind a gap.
        let behind_a_gap = |run: &Run| (run.text, run.input) != (0, 0);
        while runs
            .pop_if(|run| behind_a_gap(run) && run.words < LEAST_END_WORDS)
            .is_some()
        {}
        runs
    }
}

impl Run {
    /// Whether another run goes on where this one ends, on both sides.
    fn touches(self, other: Run) -> bool {
        (self.text + self.words, self.input + self.words) == (other.text, other.input)
    }
}

/// Both streams from a seed outwards: forwards from their beginning or backwards from their end.
struct Outward<'a> {
    text: &'a [u64],
    input: &'a [u64],
    backwards: bool,
}

impl Outward<'_> {
    /// How many words are equal from two places on, at most a number.
    fn equal_words(&self, text: usize, input: usize, most: usize) -> usize {
        if text > self.text.len() || input > self.input.len() {
            return 0;
        }
        let (text_end, input_end) = (self.text.len() - text, self.input.len() - input);
        if self.backwards {
            let sides = self.text[..text_end].iter().rev();
            let sides = sides.zip(self.input[..input_end].iter().rev());
            sides.take(most).take_while(|it| it.0 == it.1).count()
        } else {
            let sides = self.text[text..].iter().zip(&self.input[input..]);
            sides.take(most).take_while(|it| it.0 == it.1).count()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(said: &str) -> Vec<u64> {
        said.bytes().map(u64::from).collect()
    }

    /// Each letter is a word; the seed is where the two first share three of them.
    fn aligned(text: &str, input: &str, widest_gap: usize) -> String {
        let (seed, at) = (0..text.len() - 2)
            .find_map(|from| Some((from, input.find(&text[from..from + 3])?)))
            .expect("they share three letters");
        let seed = Run {
            text: seed,
            input: at,
            words: 3,
        };
        let runs = Aligner::new(widest_gap, usize::MAX).around(&words(text), &words(input), seed);
        let mut said = Vec::new();
        for run in runs {
            let text = &text[run.text..run.text + run.words];
            assert_eq!(text, &input[run.input..run.input + run.words]);
            said.push(text);
        }
        said.join("|")
    }

    #[test]
    fn equal_words_are_followed_to_their_ends() {
        assert_eq!(aligned("--abcdefg++", "abcdefg", 4), "abcdefg");
        assert_eq!(aligned("abc", "abc", 4), "abc");
    }

    #[test]
    fn small_edits_are_crossed_in_both_directions() {
        assert_eq!(aligned("abcdeFghijk", "abcdeghijk", 4), "abcde|ghijk");
        assert_eq!(aligned("abcdeghijk", "abcdeXYghijk", 4), "abcde|ghijk");
        let backwards = Aligner::new(4, usize::MAX).around(
            &words("abQcdefg"),
            &words("abcdefg"),
            Run {
                text: 5,
                input: 4,
                words: 3,
            },
        );
        let cut: Vec<_> = backwards.iter().map(|run| (run.text, run.words)).collect();
        assert_eq!(cut, [(0, 2), (3, 5)]);
    }

    #[test]
    fn a_gap_wants_as_many_words_behind_it_as_it_is_wide() {
        assert_eq!(aligned("abcdeWXYZfgh", "abcdefgh", 4), "abcde");
        assert_eq!(aligned("abcdeWXYZfghi", "abcdefghi", 4), "abcde|fghi");
        assert_eq!(aligned("abcdeWXYZfghi", "abcdefghi", 3), "abcde");
    }

    #[test]
    fn a_single_word_behind_a_gap_is_no_end() {
        assert_eq!(aligned("abcdXe", "abcdYe", 4), "abcd");
        assert_eq!(aligned("abcdXef", "abcdYef", 4), "abcd|ef");
    }
}
