//! Words in many scripts, and texts made of them.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

use comity_text::{LINE_BREAK, Style, Text};

/// The scripts and oddities that texts are made of, each with eight words in Unicode
/// normalisation form C. Few words, so that repetition and equal neighbours are common.
pub const SCRIPTS: [(&str, [&str; 8]); 9] = [
    (
        "Latin",
        [
            "the",
            "States",
            "should",
            "shall",
            "the",
            "ports,",
            "coöperate",
            "of",
        ],
    ),
    (
        "Arabic",
        [
            "على",
            "الدول",
            "أن",
            "تتعاون",
            "على",
            "الموانئ،",
            "مفتوحة",
            "في",
        ],
    ),
    (
        "Han",
        ["各国", "应", "合作", "和", "各国", "信息", "的", "安全。"],
    ),
    (
        "Thai",
        ["รัฐ", "ควร", "ร่วมมือ", "และ", "รัฐ", "ท่าเรือ", "น้ำ", "เปิด"],
    ),
    (
        "combining marks",
        [
            "q\u{303}ua",
            "x\u{323}\u{302}",
            "m\u{306}ar",
            "क्षि",
            "q\u{303}ua",
            "e\u{20dd}",
            "n\u{335}o",
            "வு",
        ],
    ),
    (
        "emoji",
        [
            "👍🏿",
            "👩\u{200d}🌾",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "👍🏿",
            "👨\u{200d}👩\u{200d}👧",
            "🌊",
            "⛴",
        ],
    ),
    (
        "zero width",
        [
            "co\u{200b}operate",
            "می\u{200c}شود",
            "\u{feff}note",
            "har\u{ad}bour",
            "\u{200b}",
            "\u{2060}a",
            "co\u{200b}operate",
            "b\u{200d}",
        ],
    ),
    (
        "direction controls",
        [
            "\u{2067}ميناء\u{2069}",
            "\u{200f}5",
            "\u{202a}Art.\u{202c}",
            "\u{61c}",
            "\u{200e}(a)",
            "\u{2066}6",
            "\u{202e}abc\u{202c}",
            "\u{2069}",
        ],
    ),
    (
        "repetition",
        ["aa", "a", "aa", "aba", "a", "ab", "aab", "aaa"],
    ),
];

/// Which script follows which in a text that mixes scripts, by the drawn number.
const STYLES: [Style; 4] = [
    Style::EMPHASIS,
    Style::STRONG,
    Style::UNDERLINE,
    Style::SUPERSCRIPT,
];

/// A text of up to `most` words: in one script with some words of others, some emphasised.
pub fn arb_text(most: usize) -> impl Strategy<Value = Text> {
    arb_words(0, most).prop_map(|words| words.text())
}

/// Words as they are drawn: small numbers, so that they shrink to few plain words.
#[derive(Clone, Debug)]
pub(super) struct Words {
    script: u8,
    words: Vec<u16>,
}

pub(super) fn arb_words(least: usize, most: usize) -> impl Strategy<Value = Words> {
    (any::<u8>(), vec(any::<u16>(), least..=most))
        .prop_map(|(script, words)| Words { script, words })
}

impl Words {
    pub(super) fn text(&self) -> Text {
        let mut text = Text::default();
        let mut last_style = Style::PLAIN;
        for drawn in &self.words {
            let (word, script, style) = self.word(*drawn);
            if !text.is_empty() {
                let between = if style == last_style {
                    style
                } else {
                    Style::PLAIN
                };
                text.push_str(separator(&text, script, *drawn), between);
            }
            text.push_str(word, style);
            last_style = style;
        }
        text
    }

    /// One word of the home script, or of another: eight words by the lowest three bits, the
    /// script by the next, emphasis by the highest.
    fn word(&self, drawn: u16) -> (&'static str, usize, Style) {
        let away = (drawn >> 3) & 15;
        let home = usize::from(self.script) % SCRIPTS.len();
        let script = match away {
            13.. => (home + usize::from(drawn >> 7) % SCRIPTS.len()) % SCRIPTS.len(),
            _ => home,
        };
        let style = match drawn >> 13 {
            7 => STYLES[usize::from(drawn >> 11) & 3] | STYLES[usize::from(drawn >> 7) & 3],
            6 => STYLES[usize::from(drawn >> 11) & 3],
            _ => Style::PLAIN,
        };
        (SCRIPTS[script].1[usize::from(drawn & 7)], script, style)
    }
}

/// Han and Thai are written without spaces; a few words stand on a line of their own.
fn separator(text: &Text, script: usize, drawn: u16) -> &'static str {
    const LINE: &str = "\u{2028}";
    debug_assert!(LINE.contains(LINE_BREAK), "the line break of a text");
    let unspaced = |c: char| ('\u{e00}'..'\u{e80}').contains(&c) || is_han(c);
    match (drawn >> 3) & 63 {
        12 => LINE,
        _ if matches!(script, 2 | 3) && text.as_str().ends_with(unspaced) => "",
        _ => " ",
    }
}

pub(super) fn is_han(c: char) -> bool {
    ('\u{4e00}'..'\u{a000}').contains(&c)
}

/// Where an edit by a person may begin or end: around spaces, between Han characters and
/// before most Thai syllables. The start and the end are always among them.
pub(super) fn cuts(text: &Text) -> Vec<u32> {
    let is_space = |c: char| c == ' ' || c == LINE_BREAK;
    let leads =
        |c: char| ('\u{e01}'..'\u{e2f}').contains(&c) || ('\u{e40}'..'\u{e45}').contains(&c);
    let mut cuts = vec![0];
    let mut last = None;
    for (offset, c) in (0..).zip(text.as_str().chars()) {
        let between = last.is_some_and(|last: char| {
            is_space(last) != is_space(c)
                || is_han(last)
                || is_han(c)
                || (leads(c) && !('\u{e40}'..'\u{e45}').contains(&last))
        });
        if between {
            cuts.push(offset);
        }
        last = Some(c);
    }
    if !text.is_empty() {
        cuts.push(text.len());
    }
    cuts
}

#[cfg(test)]
mod tests {
    use comity_text::{BREAK, normalise};

    use super::*;

    #[test]
    fn every_word_is_in_normal_form_and_holds_no_break() {
        for (script, words) in SCRIPTS {
            for word in words {
                assert!(!normalise(word).1, "{script}: {word:?}");
                assert!(!word.contains(BREAK), "{script}: {word:?}");
                assert!(!word.is_empty(), "{script}");
            }
        }
    }

    #[test]
    fn edits_begin_and_end_where_a_person_would() {
        assert_eq!(cuts(&Text::default()), [0]);
        assert_eq!(cuts(&Text::plain("the old port")), [0, 3, 4, 7, 8, 12]);
        assert_eq!(cuts(&Text::plain("各国应")), [0, 1, 2, 3]);
        assert_eq!(cuts(&Text::plain("น้ำและ")), [0, 3, 6]);
    }
}
