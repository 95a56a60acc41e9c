//! The redline of one outcome against the base, for reading only.
//!
//! Words are cut at spaces, which is enough to show a long outcome; changes are never made here.
//!
//! Start at [`redline`].

use comity_text::Text;

/// The most words on each side: beyond, a redline of one region is slower to read than its text.
const MAX_WORDS: usize = 600;

/// The fewest words in common: below, marks are harder to read than the outcome itself.
const MIN_COMMON_WORDS: usize = 3;

/// A stretch of a redline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    /// In both.
    Same(Text),
    /// In the base only.
    Gone(Text),
    /// In the outcome only.
    Come(Text),
}

/// The redline of an outcome against the base; `None` where they have too little in common for
/// a redline to help.
pub(super) fn redline(base: &Text, outcome: &Text) -> Option<Vec<Stretch>> {
    let (old, new) = (words(base), words(outcome));
    if old.is_empty() || old.len() > MAX_WORDS || new.len() > MAX_WORDS {
        return None;
    }
    let common = common_words(base, outcome, &old, &new);
    if common.len() < MIN_COMMON_WORDS || common.len() * 2 < old.len() {
        return None;
    }
    let mut out = Vec::new();
    let (mut from, mut to) = (0, 0);
    let ends = [(old.len(), new.len())];
    for (at, (i, j)) in common.iter().copied().chain(ends).enumerate() {
        let gone = stretch(base, &old[from..i]);
        let come = stretch(outcome, &new[to..j]);
        if !gone.is_empty() {
            out.push(Stretch::Gone(gone));
        }
        if !come.is_empty() {
            out.push(Stretch::Come(come));
        }
        if at < common.len() {
            push_same(&mut out, stretch(outcome, &new[j..=j]));
        }
        (from, to) = (i + 1, j + 1);
    }
    Some(out)
}

type Word = (u32, u32);

/// Each word with the space after it, as start and end.
fn words(text: &Text) -> Vec<Word> {
    let mut out = Vec::new();
    let (mut start, mut spaced) = (0, false);
    for (at, c) in (0..).zip(text.as_str().chars()) {
        let alone = super::run::is_east_asian(c);
        if (spaced && !c.is_whitespace()) || (alone && at > start) {
            out.push((start, at));
            start = at;
        }
        spaced = c.is_whitespace() || alone;
    }
    if start < text.len() {
        out.push((start, text.len()));
    }
    out
}

fn stretch(text: &Text, words: &[Word]) -> Text {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => text.slice(first.0, last.1),
        _ => Text::default(),
    }
}

fn push_same(out: &mut Vec<Stretch>, text: Text) {
    if let Some(Stretch::Same(last)) = out.last_mut() {
        last.push(&text);
    } else {
        out.push(Stretch::Same(text));
    }
}

/// A longest common subsequence of words, as pairs of indices. The space after a word does not
/// count: the last word of one text may stand inside the other.
fn common_words(base: &Text, outcome: &Text, old: &[Word], new: &[Word]) -> Vec<(usize, usize)> {
    let cut = |text: &Text, words: &[Word]| -> Vec<Text> {
        let bare = |word: &Word| {
            let string = text.str_between(word.0, word.1);
            let spaces = string.chars().rev().take_while(|c| c.is_whitespace());
            let spaces = u32::try_from(spaces.count()).expect("a word lies inside a text");
            text.slice(word.0, word.1 - spaces)
        };
        words.iter().map(bare).collect()
    };
    let (old, new) = (cut(base, old), cut(outcome, new));
    let width = new.len() + 1;
    let mut lengths = vec![0_u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i * width + j] = if old[i] == new[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &str, outcome: &str, expected: Option<&[Stretch]>) {
        let found = redline(&Text::plain(base), &Text::plain(outcome));
        assert_eq!(found.as_deref(), expected, "{base} / {outcome}");
    }

    #[test]
    fn a_redline_gives_both_texts_back() {
        let gone = |text: &str| Stretch::Gone(text.into());
        let come = |text: &str| Stretch::Come(text.into());
        let same = |text: &str| Stretch::Same(text.into());
        check(
            "all parties shall report yearly",
            "all parties may report yearly",
            Some(&[
                same("all parties "),
                gone("shall "),
                come("may "),
                same("report yearly"),
            ]),
        );
        check(
            "report to the Forum",
            "report to the Forum yearly",
            Some(&[same("report to the Forum "), come("yearly")]),
        );
        check(
            "各国应合作",
            "各国可合作",
            Some(&[same("各国"), gone("应"), come("可"), same("合作")]),
        );
    }

    #[test]
    fn texts_with_little_in_common_have_none() {
        check("all parties shall report", "nothing here is shared", None);
        check("", "new words", None);
    }
}
