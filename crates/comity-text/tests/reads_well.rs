//! Diff quality, judged by readers: each case is a sentence before and after, and how a reader
//! wants to see the difference. Deleted words stand in `[-…-]`, inserted ones in `{+…+}`.

use comity_text::diff::words::words;
use comity_text::{Text, Tokenizer};

fn shown(base: &str, result: &str) -> String {
    let (base, result) = (Text::plain(base), Text::plain(result));
    let mut out = String::new();
    let mut from = 0;
    for edit in words(&base, &result, &Tokenizer::default()) {
        out.push_str(base.str_between(from, edit.start));
        if edit.start < edit.end {
            out.push_str(&format!("[-{}-]", base.str_between(edit.start, edit.end)));
        }
        if !edit.with.is_empty() {
            out.push_str(&format!("{{+{}+}}", edit.with.as_str()));
        }
        from = edit.end;
    }
    out.push_str(base.str_between(from, base.len()));
    out
}

#[track_caller]
fn check(base: &str, result: &str, expected: &str) {
    assert_eq!(shown(base, result), expected);
}

#[test]
fn one_word_for_another() {
    check(
        "States should refrain.",
        "States shall refrain.",
        "States [-should-]{+shall+} refrain.",
    );
}

#[test]
fn words_change_whole() {
    check(
        "in cooperation",
        "in coordination",
        "in [-cooperation-]{+coordination+}",
    );
}

#[test]
fn a_word_comes_in_with_the_space_before_it() {
    check(
        "States refrain.",
        "States shall refrain.",
        "States{+ shall+} refrain.",
    );
}

#[test]
fn a_word_goes_with_the_space_before_it() {
    check(
        "States shall not refrain.",
        "States shall refrain.",
        "States shall[- not-] refrain.",
    );
}

#[test]
fn an_item_of_a_list_brings_its_comma() {
    check(
        "hospitals, schools and markets",
        "hospitals, water supply, schools and markets",
        "hospitals{+, water supply+}, schools and markets",
    );
}

#[test]
fn a_sentence_keeps_its_full_stop() {
    check(
        "States cooperate. They report.",
        "States cooperate. They consult. They report.",
        "States cooperate.{+ They consult.+} They report.",
    );
}

#[test]
fn a_sentence_at_the_end() {
    check(
        "States cooperate.",
        "States cooperate. They report each year.",
        "States cooperate.{+ They report each year.+}",
    );
}

#[test]
fn a_phrase_is_not_torn_to_confetti() {
    check(
        "Whoever finds a vulnerability should report it without delay to those concerned.",
        "Whoever finds a vulnerability is expected, within its means, to report it without delay \
         to those concerned.",
        "Whoever finds a vulnerability [-should-]{+is expected, within its means, to+} report it \
         without delay to those concerned.",
    );
}

#[test]
fn two_changes_apart_stay_two() {
    check(
        "States should promptly report serious incidents.",
        "States shall promptly report grave incidents.",
        "States [-should-]{+shall+} promptly report [-serious-]{+grave+} incidents.",
    );
}

#[test]
fn a_small_word_between_two_changes_goes_with_them() {
    check(
        "the protection of hospitals in peacetime",
        "the safety of clinics in peacetime",
        "the [-protection of hospitals-]{+safety of clinics+} in peacetime",
    );
}

#[test]
fn words_that_only_come_in_leave_what_stands_between_them() {
    check(
        "Operators follow a legal duty in each case.",
        "Operators follow a legal or contractual duty or a code of practice in each case.",
        "Operators follow a legal{+ or contractual+} duty{+ or a code of practice+} in each case.",
    );
    check(
        "They may charge a fee for copies.",
        "They may charge a reasonable fee that covers costs for copies.",
        "They may charge a{+ reasonable+} fee{+ that covers costs+} for copies.",
    );
    check(
        "The law of a state meets this aim.",
        "In these provisions the harbour masters are told apart. The rules of the region and \
         the law of a state meets this aim.",
        "{+In these provisions the harbour masters are told apart. +}The{+ rules of the region \
         and the+} law of a state meets this aim.",
    );
}

#[test]
fn an_insertion_is_not_torn_by_a_word_that_it_repeats() {
    check(
        "The law of each state meets this aim.",
        "The rules of the region and of the law of each state meets this aim.",
        "The{+ rules of the region and of the+} law of each state meets this aim.",
    );
    check(
        "The law of each state meets this aim.",
        "The customs of regional law and of the law of each state meets this aim.",
        "The{+ customs of regional law and of the+} law of each state meets this aim.",
    );
    check(
        "intended, including the terms of the licence",
        "intended, including in relation to the aims of Rule 6, and notably the terms of the \
         licence",
        "intended, including{+ in relation to the aims of Rule 6, and notably+} the terms of the \
         licence",
    );
}

#[test]
fn what_goes_and_what_comes_in_further_on_stay_two() {
    check(
        "the senders or groups of senders of the letters;",
        "the senders of the letters, with those who only pass them on;",
        "the senders[- or groups of senders-] of the letters{+, with those who only pass them \
         on+};",
    );
}

#[test]
fn a_mark_alone_does_not_hold_two_changes_apart() {
    check(
        "under Rules 1 and 2, the harbour master",
        "under Rules 1, 2 and 3a the harbour master",
        "under Rules 1[- and 2,-]{+, 2 and 3a+} the harbour master",
    );
}

#[test]
fn a_bracket_stays_with_what_it_closes() {
    check(
        "under Rule 6(1);",
        "under Rule 6(1), (4) and (5);",
        "under Rule 6(1){+, (4) and (5)+};",
    );
    check(
        "as in note (b) of Rule 2.",
        "as in note (b) (as amended) of Rule 2.",
        "as in note (b){+ (as amended)+} of Rule 2.",
    );
}

#[test]
fn a_text_written_anew_is_one_change() {
    check(
        "Access to number resources is to be widened with priority for small countries.",
        "A fund shall pay for exchange points wherever three operators ask for one.",
        "[-Access to number resources is to be widened with priority for small countries-]{+A \
         fund shall pay for exchange points wherever three operators ask for one+}.",
    );
}

#[test]
fn one_long_word_in_common_does_not_hold_two_texts_together() {
    check(
        "Small harbours may ask their neighbours for lamps and for equipment now.",
        "Every member state keeps a register of vessels, crews and equipment afloat.",
        "[-Small harbours may ask their neighbours for lamps and for equipment now-]{+Every member \
         state keeps a register of vessels, crews and equipment afloat+}.",
    );
}

#[test]
fn chinese_changes_by_words() {
    check(
        "各国应当加强网络安全合作。",
        "各国必须加强网络安全合作。",
        "各国[-应当-]{+必须+}加强网络安全合作。",
    );
}

#[test]
fn a_chinese_sentence_keeps_its_full_stop() {
    check(
        "各国应当合作。各国应当报告。",
        "各国应当合作。各方应当协商。各国应当报告。",
        "各国应当合作。{+各方应当协商。+}各国应当报告。",
    );
}

#[test]
fn arabic_changes_by_words() {
    check(
        "ينبغي للدول أن تتعاون فيما بينها.",
        "يجب على الدول أن تتعاون فيما بينها.",
        "[-ينبغي للدول-]{+يجب على الدول+} أن تتعاون فيما بينها.",
    );
}

#[test]
fn thai_changes_by_words() {
    check("รัฐควรร่วมมือกัน", "รัฐต้องร่วมมือกัน", "รัฐ[-ควร-]{+ต้อง+}ร่วมมือกัน");
}

#[test]
fn numbers_and_marks_of_notes_change_whole() {
    check(
        "within 72 hours[^1]",
        "within 24 hours[^2]",
        "within [-72-]{+24+} hours[-[^1]-]{+[^2]+}",
    );
}

#[test]
fn glossary_terms_never_split() {
    let base = Text::plain("a point of contact reports");
    let result = Text::plain("a point of entry reports");
    let tokenizer = Tokenizer::new(vec!["point of contact".to_owned()]);
    let edits = words(&base, &result, &tokenizer);
    assert_eq!(edits.len(), 1);
    assert_eq!((edits[0].start, edits[0].end), (2, 18));
    assert_eq!(edits[0].with.as_str(), "point of entry");
}

#[test]
fn emphasis_counts() {
    use comity_text::Style;
    let base = Text::plain("Recalling the Charter");
    let mut result = Text::default();
    result.push_str("Recalling", Style::EMPHASIS);
    result.push_str(" the Charter", Style::PLAIN);
    let edits = words(&base, &result, &Tokenizer::default());
    assert_eq!(edits.len(), 1);
    assert_eq!((edits[0].start, edits[0].end), (0, 9));
}

/// Cutting only what two texts do not share gives what cutting all gives.
#[test]
fn shared_ends_make_no_difference() {
    use comity_testkit::generate::arb_text;
    use comity_testkit::law::{broken, holds};
    use comity_text::diff::words::{Side, words_of_tokens};

    let tokenizer = Tokenizer::default();
    let texts = (arb_text(30), arb_text(12), arb_text(30));
    holds(
        "shared_ends_make_no_difference",
        &texts,
        |(head, middle, tail), _| {
            let plain = |text: &Text| text.as_str().replace('\n', " ");
            let base = Text::plain(format!("{} {}", plain(&head), plain(&tail)));
            let result = Text::plain(format!(
                "{} {} {}",
                plain(&head),
                plain(&middle),
                plain(&tail)
            ));
            for (old, new) in [(&base, &result), (&result, &base)] {
                let (old_tokens, new_tokens) = (tokenizer.tokens(old), tokenizer.tokens(new));
                let whole = words_of_tokens(
                    Side {
                        text: old,
                        tokens: &old_tokens,
                    },
                    Side {
                        text: new,
                        tokens: &new_tokens,
                    },
                );
                let quick = words(old, new, &tokenizer);
                if quick != whole {
                    return Err(broken(format!("{quick:?} against {whole:?}")));
                }
            }
            Ok(())
        },
    );
}

/// The places at which a result's new provisions go, by the text that they follow.
fn arrivals(base: &[&str], result: &[&str]) -> Vec<(String, String)> {
    use comity_text::{Change, Instrument, Kind, Provision, ProvisionId, diff};
    let instrument = |lines: &[&str]| {
        let provisions = (1..)
            .zip(lines)
            .map(|(number, line): (u32, &&str)| Provision {
                id: ProvisionId::new(format!("p{number}")),
                kind: Kind::Paragraph,
                parent: None,
                label: None,
                text: Text::plain(*line),
            });
        Instrument::new(provisions.collect()).expect("a flat list is an instrument")
    };
    let base = instrument(base);
    let changes = diff(&base, &instrument(result), &Tokenizer::default());
    let added = changes.iter().filter_map(|change| match change {
        Change::Add { text, place, .. } => {
            let after = place.after.as_ref().and_then(|id| base.get(id));
            let after = after.map_or("", |provision| provision.text.as_str());
            Some((first_word(text.as_str()), first_word(after)))
        }
        _ => None,
    });
    added.collect()
}

fn first_word(text: &str) -> String {
    text.split_whitespace()
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn a_paragraph_written_anew_is_known_by_its_number() {
    let places = arrivals(
        &[
            "7. States should protect those who report vulnerabilities in good faith.",
            "8. Vendors should mend what is reported to them within ninety days.",
            "9. Operators should keep logs of incidents for one year.",
        ],
        &[
            "7. States should protect those who report vulnerabilities in good faith.",
            "7a. Coordinators may be asked to pass reports on.",
            "8. A fund pays for the maintenance of widely used libraries.",
            "9. Operators should keep logs of incidents for one year.",
        ],
    );
    let expected = [("7a.", "7."), ("8.", "8.")];
    let expected = expected.map(|(new, after)| (new.to_owned(), after.to_owned()));
    assert_eq!(places, expected);
}

#[test]
fn what_comes_before_a_paragraph_that_moves_away_follows_the_one_that_stays() {
    let places = arrivals(
        &[
            "1. States should cooperate in the protection of hospitals and of clinics.",
            "2. Everyone should have access to the points at which networks meet.",
            "3. This code is reviewed after three years by all who take part in it.",
        ],
        &[
            "2. Everyone should have access to the points at which networks meet.",
            "1. States should cooperate in the protection of hospitals and of clinics.",
            "1a. Training is offered to all who ask for it, free of charge.",
            "3. This code is reviewed after three years by all who take part in it.",
        ],
    );
    assert_eq!(places, [("1a.".to_owned(), "1.".to_owned())]);
}
