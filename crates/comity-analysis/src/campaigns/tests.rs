//! Campaigns of invented comments: what is joined, what stays apart, whatever the order.

use proptest::prelude::*;

use super::shingles::Likeness;
use super::*;
use crate::chance::Chance;
use crate::words::WordReader;

const TEMPLATE: &str = "The harbour council should keep the night ferry to the outer islands, because \
    nurses, bakers and pupils depend on it every day of the year. The proposal saves little \
    money and costs the islands their only way to the hospital after eight in the evening. \
    We ask that the ferry runs as before, at the same price, until another way has been built.";

fn found(texts: &[&str]) -> Campaigns {
    campaigns(texts, &Settings::default())
}

/// The groups by their texts: representative, copies, variations; in their order.
fn by_text<'t>(texts: &[&'t str]) -> Vec<(&'t str, Vec<&'t str>, Vec<&'t str>)> {
    let named = |all: &[u32]| {
        let mut named: Vec<&str> = all.iter().map(|it| texts[*it as usize]).collect();
        named.sort_unstable();
        named
    };
    let groups = found(texts).groups.into_iter().map(|it| {
        let representative = texts[it.representative as usize];
        (representative, named(&it.copies), named(&it.variations))
    });
    groups.collect()
}

#[test]
fn a_campaign_is_read_once_with_its_count() {
    let edited = TEMPLATE.replace("nurses", "docters");
    let shorter = TEMPLATE.replace("The proposal saves", "It saves");
    let own = format!("I have lived on Sole for forty years and row no more. {TEMPLATE}");
    let texts = [&own, "Close it.", TEMPLATE, &edited, &shorter, TEMPLATE];
    let groups = found(&texts).groups;
    assert_eq!(groups.len(), 2);
    let campaign = groups.iter().find(|it| it.count() == 5).unwrap();
    assert_eq!(campaign.representative, 2);
    assert_eq!(campaign.copies, [2, 5]);
    assert_eq!(campaign.variations, [0, 3, 4]);
}

#[test]
fn what_members_added_is_their_own_words() {
    let text = format!("I have lived on Sole for forty years. {TEMPLATE}\nMira Wren, Calder");
    let (reader, settings) = (WordReader::new(), Settings::default());
    let own = own_words(&reader, &settings, TEMPLATE, &text);
    let own: Vec<&str> = own.into_iter().map(|it| &text[it]).collect();
    assert_eq!(
        own,
        ["I have lived on Sole for forty years", "Mira Wren, Calder"]
    );
    let edited = TEMPLATE.replace("nurses", "docters");
    assert!(own_words(&reader, &settings, TEMPLATE, &edited).is_empty());
    let all = own_words(&reader, &settings, "", "three words here");
    assert_eq!(all, vec![std::ops::Range { start: 0, end: 16 }]);
}

#[test]
fn strangers_who_share_a_stock_sentence_stay_apart() {
    let stock = "Thank you for the opportunity to comment on this proposal.";
    let one = format!("{stock} Wells must open at dawn or the gardens dry out before noon.");
    let other = format!("{stock} Lanterns on the pier were broken twice and nobody repaired them.");
    assert_eq!(found(&[&one, &other]).groups.len(), 2);
    let inside = format!("{TEMPLATE} {stock}");
    assert_eq!(found(&[stock, &inside]).groups.len(), 2);
}

#[test]
fn texts_without_words_are_in_no_group() {
    let outcome = found(&["", "one", "?!", "👍", "\u{202e}\u{200f}", "One.", ""]);
    assert_eq!(outcome.wordless, [0, 2, 3, 4, 6]);
    assert_eq!(outcome.groups.len(), 1);
    assert_eq!(outcome.groups[0].copies, [1, 5]);
    assert_eq!(found(&[]), Campaigns::default());
}

#[test]
fn the_same_words_are_copies_however_they_are_written() {
    for (one, other) in [
        (
            "L’île mérite un port.",
            "l'i\u{302}le me\u{301}rite un port",
        ),
        (
            "كتاب الميناء مفتوح",
            "\u{202b}كِتاب المينـــاء مفتوح\u{202c}",
        ),
        ("Порт ещё открыт", "ПОРТ  ЕЩЕ\nОТКРЫТ!"),
    ] {
        let groups = found(&[one, other]).groups;
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].copies, [0, 1]);
    }
}

#[test]
fn of_the_same_words_the_most_frequent_characters_represent() {
    let groups = found(&["wells open", "Wells open!", "wells, open", "Wells open!"]).groups;
    assert_eq!(groups[0].representative, 1);
}

#[test]
fn a_hundred_thousand_copies_are_one_group() {
    let texts = vec![TEMPLATE; 100_000];
    let groups = found(&texts).groups;
    assert_eq!((groups.len(), groups[0].copies.len()), (1, 100_000));
}

/// Words that mean nothing.
fn babble(chance: &mut Chance, count: usize) -> String {
    let word = |_| format!("w{}", chance.below(50_000));
    (0..count).map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_long_boilerplate_above_different_words_joins_nobody() {
    let mut chance = Chance::from_seed(5);
    let boilerplate = babble(&mut chance, 50);
    let texts: Vec<String> = (0..100_000)
        .map(|_| format!("{boilerplate} {}", babble(&mut chance, 70)))
        .collect();
    let outcome = campaigns(&texts, &Settings::default());
    assert_eq!(outcome.groups.len(), texts.len());
}

#[test]
fn texts_made_to_meet_everywhere_are_compared_with_a_few() {
    // Of forty sentences each text takes six: everything meets everything, little is alike.
    let mut chance = Chance::from_seed(6);
    let sentences: Vec<String> = (0..40).map(|_| babble(&mut chance, 20)).collect();
    let texts: Vec<String> = (0..50_000)
        .map(|_| {
            let six = (0..6).map(|_| sentences[chance.below(40)].as_str());
            six.collect::<Vec<_>>().join(" ")
        })
        .collect();
    let outcome = campaigns(&texts, &Settings::default());
    let count: usize = outcome.groups.iter().map(Group::count).sum();
    assert_eq!(count, texts.len());
}

#[test]
fn a_megabyte_without_a_space_is_a_text() {
    let long = "港务公政".repeat(90_000);
    let other = format!("{long}了");
    let groups = found(&[&long, "港务", &other]).groups;
    assert_eq!(groups.len(), 2);
}

#[test]
fn a_chain_of_editions_does_not_hold_a_group_together() {
    // Each edition has one word in twenty changed, so that neighbours are alike and the ends are
    // strangers; and each was sent with a paragraph of somebody's own.
    let mut chance = Chance::from_seed(8);
    let mut words: Vec<String> = (0..120).map(|_| babble(&mut chance, 1)).collect();
    let mut texts = Vec::new();
    for _ in 0..60 {
        for _ in 0..6 {
            words[chance.below(120)] = babble(&mut chance, 1);
        }
        for own in [0, 8, 20] {
            texts.push(format!("{} {}", babble(&mut chance, own), words.join(" ")));
        }
    }
    let settings = Settings::default();
    let (variants, sets, _) = variants::read(&texts, &settings);
    let leader_of = leaders::assign(&variants, &sets, &settings);
    for (variant, leader) in leader_of.iter().enumerate() {
        let shared = Likeness::between(sets.of(variant), sets.of(*leader as usize));
        assert!(
            shared.shares(settings.kinship_percent),
            "{variant} of {leader}"
        );
    }
    let groups = leader_of
        .iter()
        .enumerate()
        .filter(|it| it.0 == *it.1 as usize);
    assert!((2..40).contains(&groups.count()));
}

/// Texts of a few words from a small stock, so that many are alike.
fn alike() -> impl Strategy<Value = Vec<String>> {
    let sentence = prop::sample::select(vec![
        "wells open at dawn and close when the lamps are lit on the pier",
        "the ferry is late and nobody says why it is late in the winter",
        "we ask the council to hear the keepers of the lights before it votes",
        "порт открыт для всех кто приходит с моря и уходит в море",
        "港务委员会应当公开记录，让所有人都能看到。",
        "الميناء مفتوح للجميع في كل يوم من أيام السنة",
        "no",
        "!",
    ]);
    let text = prop::collection::vec(sentence, 0..5).prop_map(|it| it.join(" "));
    prop::collection::vec(text, 0..40)
}

proptest! {
    #[test]
    fn the_order_of_texts_does_not_matter(texts in alike(), seed in any::<u64>()) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut mixed = texts.clone();
        let mut chance = Chance::from_seed(seed);
        for at in (1..mixed.len()).rev() {
            mixed.swap(at, chance.below(at + 1));
        }
        prop_assert_eq!(by_text(&texts), by_text(&mixed));
    }

    #[test]
    fn each_text_is_in_one_place(texts in alike()) {
        let outcome = campaigns(&texts, &Settings::default());
        let members = outcome.groups.iter().flat_map(|it| it.copies.iter().chain(&it.variations));
        let mut all: Vec<u32> = members.chain(&outcome.wordless).copied().collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..u32::try_from(texts.len()).unwrap()).collect::<Vec<_>>());
        for group in &outcome.groups {
            prop_assert!(group.copies.contains(&group.representative));
        }
    }

    #[test]
    fn a_text_with_itself_is_one_group(text in "\\PC{0,60}") {
        let outcome = found(&[&text, &text]);
        prop_assert_eq!(outcome.groups.len() + outcome.wordless.len() / 2, 1);
    }
}
