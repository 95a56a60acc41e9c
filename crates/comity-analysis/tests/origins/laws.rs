//! What holds for every text, whatever was handed in.

use comity_analysis::origins::{Input, Origins, Search, Settings};
use proptest::prelude::*;

/// Few words, so that texts share runs by chance; several scripts, so that offsets matter.
const WORDS: [&str; 12] = [
    "wells",
    "open",
    "at",
    "dawn",
    "ferry",
    "Häfen",
    "éclairer",
    "вода",
    "ماء",
    "𝒳𝒴",
    "水",
    "9",
];

fn said() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        12 => prop::sample::select(&WORDS[..]).prop_map(|it| format!("{it} ")),
        1 => Just(". ".to_owned()),
        1 => Just("\n".to_owned()),
    ];
    prop::collection::vec(word, 0..60).prop_map(|it| it.concat())
}

fn settings() -> impl Strategy<Value = Settings> {
    (1_usize..6, 1_usize..5, 1_usize..8, 1_usize..5, 0_usize..5).prop_map(
        |(shingle, window, least, own, gap)| Settings {
            shingle_words: shingle,
            window_shingles: window,
            least_words: least,
            least_own_words: own,
            widest_gap_words: gap,
        },
    )
}

fn found(text: &str, bases: &[&str], inputs: &[(String, i64)], settings: Settings) -> Origins {
    let mut search = Search::new(text, bases, settings);
    let inputs = inputs
        .iter()
        .map(|(text, rank)| Input { text, rank: *rank });
    search.add(&inputs.collect::<Vec<_>>());
    search.finish()
}

fn slice(text: &str, range: &std::ops::Range<usize>) -> String {
    text.chars().skip(range.start).take(range.len()).collect()
}

/// The words of a text as the tests see them; enough for the vocabulary above.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|it: char| !it.is_alphanumeric());
    let words = words.filter(|it| !it.is_empty()).map(str::to_lowercase);
    words.collect()
}

proptest! {
    #[test]
    fn the_order_of_inputs_only_numbers_them(
        text in said(), base in said(), settings in settings(),
        inputs in prop::collection::vec((said(), 0_i64..3), 0..8),
        keys in prop::collection::vec(any::<u32>(), 8),
    ) {
        let there = found(&text, &[&base], &inputs, settings);
        let mut order: Vec<usize> = (0..inputs.len()).collect();
        order.sort_by_key(|it| keys[*it]);
        let shuffled: Vec<_> = order.iter().map(|it| inputs[*it].clone()).collect();
        let here = found(&text, &[&base], &shuffled, settings);
        prop_assert_eq!(here.from_inputs, there.from_inputs);
        for (one, other) in here.passages.iter().zip(&there.passages) {
            let mut origins = one.origins.clone();
            for origin in &mut origins {
                origin.input = order[origin.input];
            }
            origins.sort_by_key(|it| (it.rank, it.input));
            prop_assert_eq!(&origins, &other.origins);
        }
        for (new, old) in order.iter().enumerate() {
            let (one, other) = (&here.became[new], &there.became[*old]);
            prop_assert_eq!(&one.passages, &other.passages);
            prop_assert_eq!(one.standing_words, other.standing_words);
            let shares = here.shares[one.shares.clone()].iter().cloned();
            let renamed = shares.map(|it| comity_analysis::origins::Share { input: *old, ..it });
            let renamed: Vec<_> = renamed.collect();
            prop_assert_eq!(&renamed[..], &there.shares[other.shares.clone()]);
        }
    }

    #[test]
    fn batches_change_nothing(
        text in said(), settings in settings(), at in 0_usize..8,
        inputs in prop::collection::vec((said(), 0_i64..3), 0..8),
    ) {
        let mut search = Search::new(&text, &[], settings);
        let given = inputs.iter().map(|(text, rank)| Input { text, rank: *rank });
        let given: Vec<_> = given.collect();
        let (first, second) = given.split_at(at.min(given.len()));
        search.add(first);
        search.add(second);
        prop_assert_eq!(search.finish(), found(&text, &[], &inputs, settings));
    }

    #[test]
    fn a_text_is_wholly_from_itself(text in said(), settings in settings()) {
        let origins = found(&text, &[], &[(text.clone(), 1)], settings);
        prop_assert_eq!(origins.from_inputs, origins.words);
        prop_assert_eq!(origins.became[0].standing_words, origins.words);
        prop_assert_eq!(origins.became[0].first_words, origins.words);
    }

    #[test]
    fn nothing_in_common_gives_nothing(text in said(), settings in settings()) {
        let origins = found(&text, &[], &[("Nobody writes alike here".to_owned(), 1)], settings);
        prop_assert_eq!(origins.from_inputs, 0);
        prop_assert!(origins.shares.is_empty());
        prop_assert!(origins.passages.iter().all(|it| it.origins.is_empty()));
    }

    #[test]
    fn words_of_the_base_are_never_credited(
        before in said(), new in said(), after in said(), settings in settings(),
        inputs in prop::collection::vec((said(), 0_i64..3), 0..5),
    ) {
        let base = format!("{before}\n{after}");
        let text = format!("{before}\n{new}\n{after}");
        let whole = found(&base, &[&base], &inputs, settings);
        prop_assert_eq!((whole.from_base, whole.from_inputs), (whole.words, 0));
        let origins = found(&text, &[&base], &inputs, settings);
        prop_assert!(origins.from_base + origins.from_inputs <= origins.words);
        for passage in &origins.passages {
            let rest = passage.words - passage.from_base;
            prop_assert!(passage.origins.iter().all(|it| it.words <= rest));
        }
        // Without the new words every word is the base's, even where they are handed in.
        let copied = found(&base, &[&base], &[(text, 0)], settings);
        prop_assert!(copied.shares.is_empty());
    }

    #[test]
    fn every_guaranteed_run_is_found(
        before in said(), run in prop::collection::vec(prop::sample::select(&WORDS[..]), 8),
        after in said(), around in (said(), said()),
    ) {
        let (joined, input_from) = (run.join(" "), around.0.chars().count() + 1);
        let text = format!("{before} {joined} {after}");
        let input = format!("{} {joined} {}", around.0, around.1);
        let settings = Settings { least_words: 6, least_own_words: 1, ..Settings::default() };
        let from = before.chars().count() + 1;
        let range = from..from + joined.chars().count();
        let mut search = Search::with_passages(&text, std::slice::from_ref(&range), &[], settings);
        search.add(&[Input { text: &input, rank: 0 }]);
        let origins = search.finish();
        let passage = &origins.passages[0];
        prop_assert!(passage.words >= 8);
        prop_assert!(passage.from_inputs * 2 >= passage.words);
        // Each word is aligned, or its equal in the input is, with an equal word before or behind.
        let runs: Vec<_> = origins.shares.iter().flat_map(|it| &it.runs).collect();
        let mut at = 0;
        for word in run {
            let (here, there) = (from + at, input_from + at);
            let aligned = runs.iter().any(|it| it.text.contains(&here) || it.within.contains(&there));
            prop_assert!(aligned, "{word} at {at}");
            at += word.chars().count() + 1;
        }
    }

    #[test]
    fn a_guaranteed_run_that_nothing_stands_beside_is_found_whole(
        run in prop::collection::vec(prop::sample::select(&WORDS[..]), 6..20),
        around in (said(), said()),
    ) {
        let text = run.join(" ");
        let input = format!("{} {text} {}", around.0, around.1);
        let settings = Settings { least_words: 6, least_own_words: 1, ..Settings::default() };
        let origins = found(&text, &[], &[(input, 0)], settings);
        prop_assert_eq!(origins.from_inputs, origins.words);
    }

    #[test]
    fn runs_say_the_same_on_both_sides_and_figures_add_up(
        text in said(), base in said(), settings in settings(),
        inputs in prop::collection::vec((said(), 0_i64..3), 0..5),
    ) {
        let origins = found(&text, &[&base], &inputs, settings);
        prop_assert_eq!(origins.became.len(), inputs.len());
        for share in &origins.shares {
            let input = &inputs[share.input].0;
            let mut shared = 0;
            for run in &share.runs {
                let (one, other) = (slice(&text, &run.text), slice(input, &run.within));
                prop_assert_eq!(words(&one), words(&other));
                shared += words(&one).len();
            }
            prop_assert_eq!(shared, share.shared_words);
            prop_assert_eq!(words(&slice(&text, &share.text)).len(), share.text_words);
            prop_assert_eq!(words(&slice(input, &share.within)).len(), share.input_words);
            prop_assert!(share.likeness() >= 0.5 && share.likeness() <= 1.0);
            prop_assert!(share.commonness >= 1.0 && share.commonness <= inputs.len() as f64);
            prop_assert!(share.own_words <= share.shared_words);
        }
        for (number, became) in origins.became.iter().enumerate() {
            for it in &became.passages {
                let back = &origins.passages[it.passage].origins;
                let back = back.iter().find(|it| it.input == number).expect("both ways");
                prop_assert_eq!((it.words, it.first_words), (back.words, back.first_words));
            }
            let first: usize = became.passages.iter().map(|it| it.first_words).sum();
            prop_assert_eq!(first, became.first_words);
        }
        let first: usize = origins.became.iter().map(|it| it.first_words).sum();
        prop_assert!(first >= origins.from_inputs, "each word is first from somebody");
    }
}
