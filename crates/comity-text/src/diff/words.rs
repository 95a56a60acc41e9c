//! What changed inside one provision, in whole words and phrases.
//!
//! The edits are a function of the two texts alone: a longest common subsequence of words and
//! marks, spaces fitted in afterwards, insertions and deletions slid to one canonical place,
//! neighbours joined into phrases where what stands between them is slighter than they are.

use super::myers;
use crate::text::Text;
use crate::token::{Shared, Token, TokenKind, Tokenizer};

/// A replacement inside one text, in scalar values of the base.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// The first scalar value that goes.
    pub start: u32,
    /// One past the last scalar value that goes.
    pub end: u32,
    /// What stands there instead.
    pub with: Text,
}

/// The share of words that two texts must have in common, in percent, to be shown as one with
/// changes; below it the whole is one change.
const MIN_COMMON_PERCENT: usize = 25;

/// The most words that may stand between two edits that are joined into one phrase.
const MAX_PHRASE_GAP_WORDS: usize = 4;

/// The edits that turn `base` into `result`, sorted, never touching.
#[must_use]
pub fn words(base: &Text, result: &Text, tokenizer: &Tokenizer) -> Vec<Edit> {
    let tokens = tokenizer.tokens(base);
    words_against(
        Side {
            text: base,
            tokens: &tokens,
        },
        result,
        tokenizer,
    )
}

/// As [`words`], for a base that is already cut into tokens. What the result shares with the
/// base at both ends is not cut again.
#[must_use]
pub fn words_against(base: Side<'_>, result: &Text, tokenizer: &Tokenizer) -> Vec<Edit> {
    let (tokens, shared) = tokenizer.tokens_like(result, base.text, base.tokens);
    edits(
        base,
        Side {
            text: result,
            tokens: &tokens,
        },
        shared,
    )
}

/// A text with its tokens.
#[derive(Clone, Copy)]
pub struct Side<'t> {
    /// The text.
    pub text: &'t Text,
    /// All its tokens.
    pub tokens: &'t [Token],
}

impl Side<'_> {
    fn same(&self, at: usize, other: &Side<'_>, other_at: usize) -> bool {
        self.tokens[at].same(self.text, &other.tokens[other_at], other.text)
    }

    fn offset(&self, token: usize) -> u32 {
        self.tokens
            .get(token)
            .map_or(self.text.len(), |token| token.start)
    }

    fn weight(&self, from: usize, to: usize) -> Weight {
        let mut weight = Weight::default();
        for token in &self.tokens[from..to] {
            match token.kind {
                TokenKind::Word => {
                    weight.words += 1;
                    weight.letters += (token.end - token.start) as usize;
                }
                TokenKind::Mark => weight.ends_sentence |= ends_sentence(token.str(self.text)),
                TokenKind::Space => {}
            }
        }
        weight
    }
}

/// How much a stretch of tokens says.
#[derive(Clone, Copy, Default)]
struct Weight {
    words: usize,
    letters: usize,
    ends_sentence: bool,
}

/// A stretch of base tokens and the stretch of result tokens in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hunk {
    old: (usize, usize),
    new: (usize, usize),
}

impl Hunk {
    fn inserts_only(&self) -> bool {
        self.old.0 == self.old.1
    }

    fn deletes_only(&self) -> bool {
        self.new.0 == self.new.1
    }
}

/// As [`words`], for texts that are both already cut into tokens.
#[must_use]
pub fn words_of_tokens(base: Side<'_>, result: Side<'_>) -> Vec<Edit> {
    edits(base, result, Shared::default())
}

fn edits(base: Side<'_>, result: Side<'_>, shared: Shared) -> Vec<Edit> {
    let hunks = hunks(base, result, shared);
    let hunks = join_phrases(base, result, slide_all(base, result, hunks));
    hunks
        .into_iter()
        .map(|hunk| Edit {
            start: base.offset(hunk.old.0),
            end: base.offset(hunk.old.1),
            with: result
                .text
                .slice(result.offset(hunk.new.0), result.offset(hunk.new.1)),
        })
        .collect()
}

fn hunks(base: Side<'_>, result: Side<'_>, shared: Shared) -> Vec<Hunk> {
    let middle = |side: Side<'_>| (shared.head, side.tokens.len() - shared.tail);
    let said = |side: Side<'_>| -> Vec<usize> {
        let (from, to) = middle(side);
        (from..to)
            .filter(|at| side.tokens[*at].kind != TokenKind::Space)
            .collect()
    };
    let (old, new) = (said(base), said(result));
    let same = |i: usize, j: usize| base.same(old[i], &result, new[j]);
    let key = |is_old: bool, at: usize| match is_old {
        true => base.tokens[old[at]].hash,
        false => result.tokens[new[at]].hash,
    };
    let mut matches: Vec<(usize, usize)> = myers::matches(old.len(), new.len(), &same, &key)
        .into_iter()
        .map(|(i, j)| (old[i], new[j]))
        .collect();
    let (mut from_old, mut from_new) = (shared.head, shared.head);
    let mut end = (middle(base).1, middle(result).1);
    if is_rewritten(base, result, &matches, shared) {
        matches = common_ends(base, result);
        (from_old, from_new) = (0, 0);
        end = (base.tokens.len(), result.tokens.len());
    }
    matches.push(end);
    let mut hunks = Vec::new();
    for (to_old, to_new) in matches {
        let hunk = Hunk {
            old: (from_old, to_old),
            new: (from_new, to_new),
        };
        hunks.extend(trimmed(base, result, hunk));
        (from_old, from_new) = (to_old + 1, to_new + 1);
    }
    hunks
}

/// Whether so little is common that a reader takes the result for a new text.
fn is_rewritten(
    base: Side<'_>,
    result: Side<'_>,
    matches: &[(usize, usize)],
    shared: Shared,
) -> bool {
    let ends = [
        (0, shared.head),
        (base.tokens.len() - shared.tail, base.tokens.len()),
    ];
    let at_ends: usize = ends
        .iter()
        .map(|(from, to)| base.weight(*from, *to).letters)
        .sum();
    let between: usize = matches
        .iter()
        .map(|(old, _)| base.weight(*old, old + 1).letters)
        .sum();
    let old = base.weight(0, base.tokens.len());
    let new = result.weight(0, result.tokens.len());
    let smaller = old.letters.min(new.letters);
    (at_ends + between) * 100 < smaller * MIN_COMMON_PERCENT && old.words.min(new.words) > 3
}

/// The tokens in which two texts agree at their start and at their end.
fn common_ends(base: Side<'_>, result: Side<'_>) -> Vec<(usize, usize)> {
    let shorter = base.tokens.len().min(result.tokens.len());
    let head = (0..shorter)
        .take_while(|at| base.same(*at, &result, *at))
        .count();
    let (old, new) = (base.tokens.len(), result.tokens.len());
    let tail = (1..=shorter - head)
        .take_while(|back| base.same(old - back, &result, new - back))
        .count();
    let tail = (1..=tail).rev().map(|back| (old - back, new - back));
    (0..head).map(|at| (at, at)).chain(tail).collect()
}

/// A hunk without the tokens that both sides share at its end and at its start, if anything
/// is left. The end goes first, so that what is left stands as far left as it can.
fn trimmed(base: Side<'_>, result: Side<'_>, mut hunk: Hunk) -> Option<Hunk> {
    while hunk.old.0 < hunk.old.1
        && hunk.new.0 < hunk.new.1
        && base.same(hunk.old.1 - 1, &result, hunk.new.1 - 1)
    {
        hunk.old.1 -= 1;
        hunk.new.1 -= 1;
    }
    while hunk.old.0 < hunk.old.1
        && hunk.new.0 < hunk.new.1
        && base.same(hunk.old.0, &result, hunk.new.0)
    {
        hunk.old.0 += 1;
        hunk.new.0 += 1;
    }
    (hunk.old.0 < hunk.old.1 || hunk.new.0 < hunk.new.1).then_some(hunk)
}

fn slide_all(base: Side<'_>, result: Side<'_>, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut out: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for (at, hunk) in hunks.iter().enumerate() {
        let floor = out.last().map_or(0, |before| before.old.1 + 1);
        let ceiling = hunks
            .get(at + 1)
            .map_or(base.tokens.len(), |after| after.old.0);
        out.push(slide(base, result, *hunk, (floor, ceiling)));
    }
    out
}

/// Slides a pure insertion or deletion left as far as its words allow; but where it would
/// begin with the mark that ends the sentence before it, or with the bracket that closes a
/// number before it, the mark stays with what stands before it.
fn slide(
    base: Side<'_>,
    result: Side<'_>,
    mut hunk: Hunk,
    (floor, ceiling): (usize, usize),
) -> Hunk {
    let inserts = hunk.inserts_only();
    if !inserts && !hunk.deletes_only() {
        return hunk;
    }
    let (side, range) = if inserts {
        (result, hunk.new)
    } else {
        (base, hunk.old)
    };
    let (mut from, mut to) = range;
    let start = hunk.old.0;
    let mut left = 0;
    while start - left > floor
        && from > 0
        && base.same(start - left - 1, &side, to - 1)
        && base.same(start - left - 1, &side, from - 1)
    {
        (from, to, left) = (from - 1, to - 1, left + 1);
    }
    let end = hunk.old.1 - left;
    let may_go_right = end < ceiling && to < side.tokens.len();
    if may_go_right
        && to - from > 1
        && stays_behind(side.tokens[from].str(side.text))
        && base.same(end, &side, from)
        && base.same(end, &side, to)
    {
        (from, to) = (from + 1, to + 1);
        hunk.old = (start - left + 1, end + 1);
    } else {
        hunk.old = (start - left, end);
    }
    if inserts {
        hunk.new = (from, to);
    } else {
        let shift = range.0.abs_diff(from);
        hunk.new = match from < range.0 {
            true => (hunk.new.0 - shift, hunk.new.1 - shift),
            false => (hunk.new.0 + shift, hunk.new.1 + shift),
        };
    }
    hunk
}

/// Joins neighbours into one phrase where what stands between them says less than they do.
fn join_phrases(base: Side<'_>, result: Side<'_>, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut out: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for hunk in hunks {
        let mut hunk = hunk;
        while let Some(before) = out.last()
            && is_one_phrase(base, result, before, &hunk)
        {
            let whole = Hunk {
                old: (before.old.0, hunk.old.1),
                new: (before.new.0, hunk.new.1),
            };
            hunk = trimmed(base, result, whole).expect("a phrase holds a change");
            out.pop();
        }
        out.push(hunk);
    }
    out
}

fn is_one_phrase(base: Side<'_>, result: Side<'_>, before: &Hunk, after: &Hunk) -> bool {
    let between = &base.tokens[before.old.1..after.old.0];
    if between.iter().all(|token| token.kind == TokenKind::Space) {
        return true;
    }
    let gap = base.weight(before.old.1, after.old.0);
    if gap.ends_sentence || gap.words > MAX_PHRASE_GAP_WORDS {
        return false;
    }
    let size = |hunk: &Hunk| {
        let old = base.weight(hunk.old.0, hunk.old.1);
        let new = result.weight(hunk.new.0, hunk.new.1);
        old.letters.max(new.letters)
    };
    gap.letters <= size(before).min(size(after)) && claims_only_changes(base, result, before, after)
}

/// Whether two hunks become one without calling words new that nobody asks to change: words
/// that only come in, or that go here and come in there, leave what stands between them as it
/// was, unless the whole can be said as one insertion or one deletion.
fn claims_only_changes(base: Side<'_>, result: Side<'_>, before: &Hunk, after: &Hunk) -> bool {
    let one_sided = |hunk: &Hunk| hunk.inserts_only() || hunk.deletes_only();
    if !one_sided(before) || !one_sided(after) {
        return true;
    }
    let joins_anyway = match (before.inserts_only(), after.inserts_only()) {
        (true, true) => false,
        (false, false) => true,
        // `and 2,` for `, 2 and 3`: a mark alone does not hold two changes apart.
        _ => base.weight(before.old.1, after.old.0).words == 0,
    };
    if joins_anyway {
        return true;
    }
    let whole = Hunk {
        old: (before.old.0, after.old.1),
        new: (before.new.0, after.new.1),
    };
    trimmed(base, result, whole).is_some_and(|whole| one_sided(&whole))
}

/// Whether a mark belongs to what stands before it, so that no change begins with it.
fn stays_behind(mark: &str) -> bool {
    ends_sentence(mark) || matches!(mark, ")" | "]" | "\u{ff09}" | "\u{bb}" | "\u{201d}")
}

/// Whether a mark ends a sentence or a clause that stands for itself, in any script.
fn ends_sentence(mark: &str) -> bool {
    matches!(
        mark,
        "." | ";"
            | "!"
            | "?"
            | ":"
            | "\u{3002}"
            | "\u{ff1b}"
            | "\u{ff01}"
            | "\u{ff1f}"
            | "\u{ff1a}"
            | "\u{61b}"
            | "\u{61f}"
            | "\u{6d4}"
            | "\u{2026}"
    )
}
