//! Words, punctuation and spaces: what changes are *made* of.
//!
//! Segmentation is used only before a change exists; the kernel never sees a token.

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use crate::text::{BREAK, LINE_BREAK, Style, Text};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word, a number, a mark of a note, a glossary term.
    Word,
    /// White space.
    Space,
    /// Anything else: punctuation, symbols, breaks.
    Mark,
}

/// A stretch of text that changes as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The first scalar value.
    pub start: u32,
    /// One past the last scalar value.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
    /// A hash of its characters and their emphasis; equal tokens have equal hashes.
    pub(crate) hash: u64,
    byte_start: u32,
    byte_end: u32,
}

impl Token {
    /// Its characters.
    #[must_use]
    pub fn str<'t>(&self, text: &'t Text) -> &'t str {
        &text.as_str()[self.byte_start as usize..self.byte_end as usize]
    }

    /// The same token where it stands in another text: from the second offset and byte of each
    /// pair to the first.
    fn shifted(&self, offsets: (u32, u32), bytes: (usize, usize)) -> Token {
        let bytes = (
            u32::try_from(bytes.0).expect("a text is shorter than 4 GiB"),
            u32::try_from(bytes.1).expect("a text is shorter than 4 GiB"),
        );
        Token {
            start: self.start - offsets.1 + offsets.0,
            end: self.end - offsets.1 + offsets.0,
            byte_start: self.byte_start - bytes.1 + bytes.0,
            byte_end: self.byte_end - bytes.1 + bytes.0,
            ..*self
        }
    }

    /// A hash of its characters alone.
    pub(crate) fn word_hash(&self, text: &Text) -> u64 {
        hash_bytes(self.str(text).bytes())
    }

    /// Whether a reader could not tell this token of `text` from another one of `other_text`.
    pub(crate) fn same(&self, text: &Text, other: &Token, other_text: &Text) -> bool {
        if self.hash != other.hash || self.str(text) != other.str(other_text) {
            return false;
        }
        let emphasised = text.has_spans_between(self.start, self.end);
        emphasised == other_text.has_spans_between(other.start, other.end)
            && (!emphasised
                || text.slice(self.start, self.end) == other_text.slice(other.start, other.end))
    }
}

/// How many tokens two texts share at their start and at their end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shared {
    pub(crate) head: usize,
    pub(crate) tail: usize,
}

/// How many items two sequences have in common from where they start.
fn common<'b>(
    one: impl Iterator<Item = &'b u8>,
    other: impl Iterator<Item = &'b u8>,
    most: usize,
) -> usize {
    one.zip(other)
        .take(most)
        .take_while(|(a, b)| a == b)
        .count()
}

/// Cuts text into tokens, by Unicode's rules for words with dictionaries for the scripts that
/// write without spaces.
#[derive(Clone, Debug)]
pub struct Tokenizer {
    segmenter: WordSegmenterBorrowed<'static>,
    terms: Vec<String>,
}

impl Default for Tokenizer {
    fn default() -> Tokenizer {
        Tokenizer::new(Vec::new())
    }
}

impl Tokenizer {
    /// A tokenizer that never splits the given glossary terms.
    #[must_use]
    pub fn new(mut terms: Vec<String>) -> Tokenizer {
        terms.retain(|term| !term.trim().is_empty());
        terms.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        terms.dedup();
        Tokenizer {
            segmenter: WordSegmenter::new_auto(WordBreakInvariantOptions::default()),
            terms,
        }
    }

    /// The tokens of a text, without gaps.
    #[must_use]
    pub fn tokens(&self, text: &Text) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.as_str().len() / 3);
        self.cut(text, (0, text.as_str().len()), 0, &mut tokens);
        tokens
    }

    /// The tokens of a text that is much like another one, whose tokens are known: the same as
    /// [`Tokenizer::tokens`] gives, and how many are shared at both ends.
    ///
    /// Only what lies between is cut. The ends are shared up to a space before an ASCII letter
    /// or digit, where no rule of segmentation looks across; glossary terms and emphasis might,
    /// so texts with either are cut whole.
    pub(crate) fn tokens_like(
        &self,
        text: &Text,
        other: &Text,
        tokens: &[Token],
    ) -> (Vec<Token>, Shared) {
        let plain = self.terms.is_empty() && text.spans().is_empty() && other.spans().is_empty();
        if !plain {
            return (self.tokens(text), Shared::default());
        }
        let (new, old) = (text.as_str().as_bytes(), other.as_str().as_bytes());
        let shorter = new.len().min(old.len());
        let head_bytes = common(new.iter(), old.iter(), shorter);
        let tail_bytes = common(new.iter().rev(), old.iter().rev(), shorter - head_bytes);
        let is_clean = |at: usize| {
            let start = tokens[at].byte_start as usize;
            at > 0 && old[start - 1] == b' ' && old[start].is_ascii_alphanumeric()
        };
        let reaching = tokens.partition_point(|token| (token.byte_start as usize) < head_bytes);
        let head = (0..reaching).rev().find(|at| is_clean(*at)).unwrap_or(0);
        let tail_from = old.len() - tail_bytes;
        let first = tokens.partition_point(|token| (token.byte_start as usize) <= tail_from);
        let from = (first..tokens.len())
            .find(|at| is_clean(*at))
            .unwrap_or(tokens.len());
        let tail = tokens.len() - from;
        let byte_of = |at: usize| tokens.get(at).map_or(old.len(), |t| t.byte_start as usize);
        let offset_of = |at: usize| tokens.get(at).map_or(other.len(), |token| token.start);
        let middle = (byte_of(head), byte_of(from) + new.len() - old.len());
        let mut out = Vec::with_capacity(tokens.len() + 8);
        out.extend_from_slice(&tokens[..head]);
        self.cut(text, middle, offset_of(head), &mut out);
        let bytes = (middle.1, byte_of(from));
        let offsets = (
            text.len() - (other.len() - offset_of(from)),
            offset_of(from),
        );
        out.extend(
            tokens[from..]
                .iter()
                .map(|token| token.shifted(offsets, bytes)),
        );
        (out, Shared { head, tail })
    }

    /// Adds the tokens of a stretch of bytes, whose first scalar value is `start`.
    fn cut(&self, text: &Text, (from, to): (usize, usize), start: u32, out: &mut Vec<Token>) {
        let string = &text.as_str()[from..to];
        let is_ascii = string.is_ascii();
        let mut ends = if is_ascii {
            ascii_words(string.as_bytes())
        } else {
            self.words(string)
        };
        self.join_terms(string, &mut ends);
        join_note_marks(string, &mut ends);
        let narrow = |byte: usize| u32::try_from(byte).expect("a text is shorter than 4 GiB");
        let (mut byte, mut start) = (0, start);
        for (end_byte, kind) in ends {
            let part = &string[byte..end_byte];
            let end = start
                + narrow(if is_ascii {
                    part.len()
                } else {
                    part.chars().count()
                });
            out.push(Token {
                start,
                end,
                kind,
                hash: hash(part, text, start, end),
                byte_start: narrow(from + byte),
                byte_end: narrow(from + end_byte),
            });
            (byte, start) = (end_byte, end);
        }
    }

    fn words(&self, string: &str) -> Vec<(usize, TokenKind)> {
        let mut ends = Vec::with_capacity(string.len() / 3);
        let iterator = self.segmenter.segment_str(string).iter_with_word_type();
        let mut from = 0;
        for (to, word_type) in iterator.filter(|(to, _)| *to > 0) {
            let part = &string[from..to];
            if word_type.is_word_like() {
                ends.push((to, TokenKind::Word));
            } else if part.chars().all(char::is_whitespace) && !part.contains([BREAK, LINE_BREAK]) {
                ends.push((to, TokenKind::Space));
            } else {
                ends.push((to, TokenKind::Mark));
            }
            from = to;
        }
        ends
    }

    /// Makes each occurrence of a glossary term one word.
    fn join_terms(&self, string: &str, ends: &mut Vec<(usize, TokenKind)>) {
        for term in &self.terms {
            for (from, found) in string.match_indices(term.as_str()) {
                join(ends, from, from + found.len());
            }
        }
    }
}

/// Makes `[^12]`, the mark of a note, one word.
fn join_note_marks(string: &str, ends: &mut Vec<(usize, TokenKind)>) {
    for (from, _) in string.match_indices("[^") {
        if let Some(length) = string[from..].find(']')
            && length > 2
            && string[from + 2..from + length]
                .bytes()
                .all(|b| b.is_ascii_alphanumeric())
        {
            join(ends, from, from + length + 1);
        }
    }
}

/// Joins the tokens between two byte offsets, if tokens start and end exactly there.
fn join(ends: &mut Vec<(usize, TokenKind)>, from: usize, to: usize) {
    let first = match from {
        0 => 0,
        _ => match ends.binary_search_by_key(&from, |end| end.0) {
            Ok(before) => before + 1,
            Err(_) => return,
        },
    };
    if let Ok(last) = ends.binary_search_by_key(&to, |end| end.0)
        && first <= last
    {
        ends.splice(first..=last, [(to, TokenKind::Word)]);
    }
}

/// The same cuts as the segmenter makes, for text in ASCII alone (Unicode Annex 29, the rules
/// WB3 to WB13b as far as ASCII can trigger them).
fn ascii_words(bytes: &[u8]) -> Vec<(usize, TokenKind)> {
    let mut ends = Vec::with_capacity(bytes.len() / 3);
    let mut from = 0;
    while from < bytes.len() {
        let (to, kind) = match bytes[from] {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => ascii_word(bytes, from),
            b' ' => (from + run(bytes, from, |b| b == b' '), TokenKind::Space),
            b'\t' | 0x0b | 0x0c => (from + 1, TokenKind::Space),
            b'\r' if bytes.get(from + 1) == Some(&b'\n') => (from + 2, TokenKind::Mark),
            b'\r' => (from + 1, TokenKind::Space),
            _ => (from + 1, TokenKind::Mark),
        };
        ends.push((to, kind));
        from = to;
    }
    ends
}

fn run(bytes: &[u8], from: usize, fits: impl Fn(u8) -> bool) -> usize {
    bytes[from..].iter().take_while(|b| fits(**b)).count()
}

fn ascii_word(bytes: &[u8], from: usize) -> (usize, TokenKind) {
    let mut to = from + 1;
    let mut wordlike = bytes[from] != b'_';
    while let Some(&next) = bytes.get(to) {
        let (before, after) = (bytes[to - 1], bytes.get(to + 1).copied().unwrap_or(b' '));
        let joins = match next {
            b'\'' | b'.' => {
                (before.is_ascii_alphabetic() && after.is_ascii_alphabetic())
                    || (before.is_ascii_digit() && after.is_ascii_digit())
            }
            b':' => before.is_ascii_alphabetic() && after.is_ascii_alphabetic(),
            b',' | b';' => before.is_ascii_digit() && after.is_ascii_digit(),
            _ => next.is_ascii_alphanumeric() || next == b'_',
        };
        if !joins {
            break;
        }
        wordlike |= next.is_ascii_alphanumeric();
        to += 1;
    }
    (
        to,
        if wordlike {
            TokenKind::Word
        } else {
            TokenKind::Mark
        },
    )
}

/// A hash of characters, and of their emphasis where there is any.
fn hash(part: &str, text: &Text, start: u32, end: u32) -> u64 {
    if !text.has_spans_between(start, end) {
        return hash_bytes(part.bytes());
    }
    let styles = (start..end).flat_map(|offset| {
        let style = text.style_at(offset);
        let set = (1..)
            .zip(Style::NAMES)
            .filter(move |(_, (flag, _))| style.has(*flag));
        set.map(|(number, _)| number).chain([0])
    });
    hash_bytes(part.bytes().chain(styles))
}

/// FNV-1a.
fn hash_bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
