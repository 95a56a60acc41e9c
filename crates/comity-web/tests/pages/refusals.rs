//! Refusals in the languages of the site: every rule has its message and its way on, with the
//! facts that the rule names and no others, and every word that a rule uses is said.

use std::collections::BTreeSet;
use std::path::Path;

use comity_procedure::Refusal;

use crate::words::{files, messages};

#[test]
fn every_rule_has_its_message_in_every_language_with_the_same_facts() {
    assert_eq!(Refusal::RULES.len(), Refusal::FACTS.len());
    for language in comity_web::LANGUAGES.iter() {
        let messages = messages(language.tag);
        for (rule, facts) in Refusal::RULES.iter().zip(Refusal::FACTS) {
            let facts: BTreeSet<String> = facts.iter().map(|it| (*it).to_owned()).collect();
            let place = format!("{}: {rule}", language.tag);
            let message = messages.get(&format!("refusal-{rule}"));
            let message = message.unwrap_or_else(|| panic!("{place}: no message"));
            assert_eq!(*message, facts, "{place}: the facts of the message");
            let hint = messages.get(&format!("refusal-{rule}.hint"));
            let hint = hint.unwrap_or_else(|| panic!("{place}: no way on"));
            assert!(hint.is_subset(&facts), "{place}: the way on names {hint:?}");
        }
    }
}

/// The words that the rules put into refusals, found where they are written.
fn words_of_the_rules() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../comity-procedure/src");
    let mut paths = Vec::new();
    files(&folder, "rs", &mut paths);
    let begins = [
        "said(\"",
        "title(\"",
        "few(\"",
        "some(\"",
        "readable(\"",
        "unknown(\"",
        "not(\"",
        "field: \"",
        "what: \"",
        "why: \"",
        "let (field, chars, most) = (\"",
    ];
    let mut found = BTreeSet::new();
    for path in paths {
        let code = std::fs::read_to_string(path).unwrap();
        for begin in begins {
            let uses = code.split(begin).skip(1);
            found.extend(uses.map(|it| it.split('"').next().unwrap().to_owned()));
        }
    }
    found
}

#[test]
fn every_word_of_the_rules_is_said() {
    let mut words = words_of_the_rules();
    assert!(words.len() > 30, "the words of the rules were not found");
    let acts = comity_procedure::act::ActKind::ALL.iter();
    words.extend(acts.map(|it| it.name().to_owned()));
    for language in comity_web::LANGUAGES.iter() {
        let missing: Vec<&String> = words
            .iter()
            .filter(|it| !language.has(&format!("refusal-word-{}", it.replace(' ', "-"))))
            .collect();
        assert!(missing.is_empty(), "{}: {missing:?}", language.tag);
    }
}
