//! Cases that a delegate could read, and hostile ones.

use comity_analysis::origins::{Input, Origins, Search, Settings};

fn found(text: &str, bases: &[&str], inputs: &[&str]) -> Origins {
    let mut search = Search::new(text, bases, Settings::default());
    let ranked = inputs.iter().zip(1..);
    let ranked: Vec<_> = ranked.map(|(text, rank)| Input { text, rank }).collect();
    search.add(&ranked);
    search.finish()
}

fn slice(text: &str, range: &std::ops::Range<usize>) -> String {
    text.chars().skip(range.start).take(range.len()).collect()
}

const SUNRISE: &str =
    "Each harbour town lights its beacon before the first ferry of the day departs.";

#[test]
fn the_earliest_is_named_first_and_the_others_after_it() {
    let later = format!("We repeat: {SUNRISE} That is all.");
    let part = "Let it be said that its beacon before the first ferry is lit.";
    let text = format!("Preamble.\n{SUNRISE}\n");
    let origins = found(&text, &[], &[part, &later, SUNRISE]);
    let passage = &origins.passages[1];
    let named = passage
        .origins
        .iter()
        .map(|it| (it.input, it.words, it.first_words));
    let named: Vec<_> = named.collect();
    assert_eq!(named, [(0, 6, 6), (1, 14, 8), (2, 14, 0)]);
    assert_eq!((passage.words, passage.from_inputs), (14, 14));
    assert!(origins.passages[0].origins.is_empty());
}

#[test]
fn equal_ranks_share_what_is_first() {
    let mut search = Search::new(SUNRISE, &[], Settings::default());
    let both = [SUNRISE, SUNRISE].map(|text| Input { text, rank: -4 });
    search.add(&both);
    let origins = search.finish();
    let first: Vec<_> = origins.became.iter().map(|it| it.first_words).collect();
    assert_eq!(first, [14, 14]);
    assert!((origins.shares[0].commonness - 2.0).abs() < 1e-12);
}

#[test]
fn a_copy_with_small_edits_is_one_aligned_passage() {
    let input =
        "Each harbour town shall light its beacon well before the first ferry of the day leaves.";
    let origins = found(SUNRISE, &[], &[input]);
    assert_eq!(origins.shares.len(), 1);
    let share = &origins.shares[0];
    let runs = share.runs.iter().map(|run| slice(SUNRISE, &run.text));
    let runs: Vec<_> = runs.collect();
    assert_eq!(
        runs,
        [
            "Each harbour town",
            "its beacon",
            "before the first ferry of the day"
        ]
    );
    assert_eq!(
        (share.shared_words, share.text_words, share.input_words),
        (12, 13, 15)
    );
}

#[test]
fn a_word_of_the_input_is_used_once_by_an_aligned_passage() {
    let text = "Water runs, open, open, at at at:\nopen open wells, ferry, wells wells wells wells";
    let input = "Runs water runs open; open open wells; ferry wells wells wells wells";
    let origins = found(text, &[], &[input]);
    let runs = origins.shares[0].runs.iter();
    let runs: Vec<_> = runs.map(|run| slice(text, &run.text)).collect();
    // Its second "open" ends the first run, so the second run begins behind the one in the text.
    assert_eq!(
        runs,
        [
            "Water runs, open, open",
            "open wells, ferry, wells wells wells wells"
        ]
    );
    let passage = &origins.passages[1];
    assert_eq!((passage.words, passage.from_inputs), (8, 7));
}

#[test]
fn what_both_took_from_the_base_is_nobodys() {
    let base = "Wells open at dawn and close at dusk, and the keeper rings the bell.";
    let text = "Wells open at sunrise on every working day and close at dusk, and the keeper rings the bell.";
    let origins = found(text, &[base], &[base, text]);
    assert!(origins.passages[0].origins.iter().all(|it| it.input == 1));
    let share = &origins.shares[0];
    // The passage is aligned with what stands around it; credited is what was new.
    assert_eq!((share.shared_words, share.own_words), (18, 5));
    assert_eq!(origins.became[0].standing_words, 0);
}

#[test]
fn offsets_are_scalar_values_in_every_script() {
    let said = "اتفقت الأطراف على أن تفتح الآبار عند شروق الشمس كل يوم";
    let text = format!("😀 É. {said}!");
    let origins = found(&text, &[], &[&format!("𝒳 {said}")]);
    let share = &origins.shares[0];
    assert_eq!(slice(&text, &share.text), said);
    assert_eq!(share.within.start, 2);
}

#[test]
fn chinese_without_spaces_is_read_in_words() {
    let shared = "各方应当在每日清晨开放水井并在日落之后关闭水井";
    let text = format!("序言如下。{shared}。");
    let origins = found(&text, &[], &[&format!("我们建议{shared}，谢谢")]);
    assert_eq!(origins.shares.len(), 1);
    assert!(slice(&text, &origins.shares[0].text).contains(&shared[6..shared.len() - 6]));
}

#[test]
fn small_things_have_an_answer() {
    for inputs in [&[][..], &[""][..], &["one"][..]] {
        let origins = found("", &[""], inputs);
        assert_eq!((origins.words, origins.passages.len()), (0, 0));
        assert_eq!(origins.became.len(), inputs.len());
    }
    let origins = found("Ferry", &[], &["no", "the ferry, please", ""]);
    let standing: Vec<_> = origins.became.iter().map(|it| it.standing_words).collect();
    assert_eq!(standing, [0, 1, 0]);
    assert_eq!(found("Ferry", &["ferry"], &["ferry"]).from_inputs, 0);
    assert_eq!(found(SUNRISE, &[SUNRISE], &[SUNRISE]).from_inputs, 0);
}

#[test]
fn a_megabyte_without_a_space_is_one_word_or_many() {
    let latin = "x".repeat(1 << 20);
    assert_eq!(found(&latin, &[], &[&latin]).from_inputs, 1);
    let han = "港".repeat(1 << 18);
    let origins = found("港口开放", &[], &[&han, &latin]);
    assert_eq!(origins.became[1].standing_words, 0);
}

#[test]
fn one_word_over_and_over_stays_linear() {
    let chant = "a ".repeat(100_000);
    let origins = found(&chant, &[], &[&chant, "a a a a a a a a"]);
    assert_eq!(origins.from_inputs, 100_000);
    assert_eq!(origins.became[0].first_words, 100_000);
    assert_eq!(found(&chant, &[&chant], &[&chant]).from_base, 100_000);
}

#[test]
fn two_words_in_every_mixture_stay_linear() {
    // Every shingle stands in thousands of places, and no two places go on alike for long.
    let mut chance = comity_analysis::Chance::from_seed(11);
    let mut mixture = || -> String {
        let words = (0..50_000).map(|_| ["a ", "b "][chance.below(2)]);
        words.collect()
    };
    let (text, input, base) = (mixture(), mixture(), mixture());
    let origins = found(&text, &[], &[&input]);
    assert!(origins.from_inputs > 0);
    assert!(origins.shares.len() < 100_000);
    let origins = found(&text, &[&base], &[&input]);
    assert_eq!(origins.from_base, origins.words);
}

#[test]
#[should_panic(expected = "passages ascend")]
fn passages_that_overlap_are_refused() {
    let _ = Search::with_passages("one two", &[0..5, 4..7], &[], Settings::default());
}
