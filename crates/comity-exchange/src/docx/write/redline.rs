//! The redline of one outcome against the base, for reading only.
//!
//! Start at [`redline`].

use comity_text::diff::words::words;
use comity_text::{Text, Tokenizer};

/// The share of the base, in percent, that an outcome must keep: below, marks are harder to
/// read than the outcome itself.
const MIN_KEPT_PERCENT: u32 = 40;

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
    let edits = words(base, outcome, &Tokenizer::default());
    let gone: u32 = edits.iter().map(|edit| edit.end - edit.start).sum();
    if base.is_empty() || (base.len() - gone) * 100 < base.len() * MIN_KEPT_PERCENT {
        return None;
    }
    let mut out = Vec::with_capacity(edits.len() * 3 + 1);
    let mut from = 0;
    for edit in edits {
        out.push(Stretch::Same(base.slice(from, edit.start)));
        out.push(Stretch::Gone(base.slice(edit.start, edit.end)));
        out.push(Stretch::Come(edit.with));
        from = edit.end;
    }
    out.push(Stretch::Same(base.slice(from, base.len())));
    out.retain(|stretch| {
        let (Stretch::Same(text) | Stretch::Gone(text) | Stretch::Come(text)) = stretch;
        !text.is_empty()
    });
    Some(out)
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
                gone("shall"),
                come("may"),
                same(" report yearly"),
            ]),
        );
        check(
            "report to the Forum",
            "report to the Forum yearly",
            Some(&[same("report to the Forum"), come(" yearly")]),
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
        check("States should cooperate", "A fund shall pay", None);
    }
}
