//! The fast way against the segmenter, and what folding makes equal.

use proptest::prelude::*;

use super::*;

fn fast(reader: &WordReader, text: &str) -> Vec<(u64, Range<usize>)> {
    let mut words = Vec::new();
    reader.each(text, |hash, range| words.push((hash, range)));
    words
}

fn by_the_segmenter(reader: &WordReader, text: &str) -> Vec<(u64, Range<usize>)> {
    let mut words = Vec::new();
    reader.segmented(text, |hash, range| words.push((hash, range)));
    words
}

fn check_agrees(reader: &WordReader, text: &str) {
    let (own, theirs) = (fast(reader, text), by_the_segmenter(reader, text));
    assert_eq!(own, theirs, "{text:?} {}", text.escape_unicode());
}

fn hashes(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    WordReader::new().hashes(text, &mut out);
    out
}

#[test]
fn every_character_is_cut_as_the_segmenter_cuts_it() {
    let reader = WordReader::new();
    let places = [
        ("a", "a"),
        ("1", "1"),
        ("_", "a"),
        ("a", "_"),
        ("a", ""),
        ("", "a"),
        ("a", " a"),
        ("1", "a"),
        (" ", "1"),
        ("a.", "a"),
        ("a", "'a"),
        ("ب", "ب"),
        ("ж", ".ж"),
        ("a\u{301}", "\u{301}a"),
        ("中", "a"),
        ("a", "中"),
        ("\u{5d0}", "\u{5d0}"),
    ];
    for c in ('\0'..='\u{ffff}').filter(|c| u32::from(*c) < 0x3100 || u32::from(*c) > 0xfe00) {
        for (before, after) in places {
            check_agrees(&reader, &format!("{before}{c}{after}"));
        }
    }
}

/// Characters that the rules are about, and some of each script.
const ALPHABET: &[char] = &[
    'a', 'B', 'z', 'é', 'ß', 'İ', '1', '9', '_', '.', ',', ';', ':', '\'', '’', '"', '-', ' ', ' ',
    '\n', '\r', '\t', '·', 'ж', 'й', 'Ё', 'ب', 'أ', 'ـ', '\u{64e}', '٣', '٫', '٬', '،', '\u{301}',
    '\u{ad}', '\u{200d}', '\u{200c}', '\u{200f}', '\u{202e}', '\u{a0}', '\u{202f}', '\u{2028}',
    'α', 'ς', '中', '国', '人', '，', 'א', '״', 'ก', 'ร', '\u{e31}', 'カ', 'か', '한', '👍', '🇫',
    '🇷', '1', '€', '\u{fe0f}', '\u{20e3}', 'Ａ', 'ệ', '\u{0}', '\u{feff}', '\u{2060}',
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_text_is_cut_as_the_segmenter_cuts_it(
        text in prop::collection::vec(prop::sample::select(ALPHABET), 0..40)
    ) {
        let text: String = text.into_iter().collect();
        let reader = WordReader::new();
        prop_assert_eq!(fast(&reader, &text), by_the_segmenter(&reader, &text));
    }

    #[test]
    fn anything_at_all_is_cut_as_the_segmenter_cuts_it(text in "\\PC{0,30}") {
        let reader = WordReader::new();
        prop_assert_eq!(fast(&reader, &text), by_the_segmenter(&reader, &text));
    }
}

#[test]
fn real_texts_are_cut_as_the_segmenter_cuts_them() {
    let reader = WordReader::new();
    for folder in ["languages", "comments", "origins", "inputs"] {
        let Some(path) = comity_testkit::corpus::corpus(folder) else {
            continue;
        };
        let mut read = 0;
        for entry in std::fs::read_dir(path).unwrap() {
            let path = entry.unwrap().path();
            let Ok(text) = std::fs::read_to_string(&path) else {
                continue;
            };
            check_agrees(&reader, &text);
            read += 1;
        }
        assert!(read > 0, "{folder} has texts");
    }
}

#[test]
fn what_people_type_differently_is_one_word() {
    for (one, other) in [
        ("ELECTION Été", "election ete"),
        ("caf\u{e9}", "cafe\u{301}"),
        ("don’t", "don't"),
        ("co\u{ad}operate", "cooperate"),
        ("ещё йод", "ЕЩЕ иод"),
        ("и\u{306}од", "йод"),
        ("كِتَابٌ", "كتاب"),
        ("كتـــاب", "كتاب"),
        ("أهل", "ا\u{654}هل"),
        ("١٢٣", "123"),
        ("ＡＢＣ１２", "abc12"),
        ("한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"),
        ("\u{202b}Notice\u{202c}", "notice"),
        ("Ninh Bình, Việt", "ninh bi\u{300}nh vie\u{323}\u{302}t"),
    ] {
        assert_eq!(hashes(one), hashes(other), "{one} and {other}");
        assert!(!hashes(one).is_empty());
    }
}

#[test]
fn different_words_stay_apart_and_no_word_is_none() {
    let all = hashes("a b ab ba abc acb 1 11 ж х كتاب كاتب 中国 国家");
    let mut apart = all.clone();
    apart.sort_unstable();
    apart.dedup();
    assert_eq!(apart.len(), all.len());
    for none in [
        "",
        " \n\t ",
        "…—!? “”",
        "_ __",
        "ـــ",
        "\u{202e}\u{200f}",
        "\u{301}",
        "👍",
    ] {
        assert!(hashes(none).is_empty(), "{none:?}");
    }
}

#[test]
fn a_word_has_the_same_hash_for_ever() {
    assert_eq!(
        hashes("The record, كتاب ещё 中国"),
        [
            11_840_806_545_773_691_482,
            2_279_594_047_357_818_200,
            6_665_072_726_429_080_452,
            5_324_148_275_492_910_321,
            4_495_653_191_867_185_392,
        ]
    );
}

#[test]
fn words_say_where_they_stand() {
    let text = "L’été, déjà 中国人民 3.5!";
    let words = WordReader::new().words(text);
    let read: Vec<&str> = words.iter().map(|it| &text[it.range()]).collect();
    assert_eq!(read, ["L’été", "déjà", "中国人", "民", "3.5"]);
}
