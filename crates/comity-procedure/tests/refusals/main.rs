//! Every refusal has one story that ends in it, and one golden message.
//!
//! The stories stand by subject in the modules; the messages in `snapshots/`, one file for each
//! rule. [`every_rule_has_its_golden_message`] fails when a rule has none.

#[path = "../story/mod.rs"]
mod story;

mod acting;
mod consent;
mod parties;
mod texts;

use std::path::Path;

use comity_procedure::Refusal;

/// Holds a refusal against the golden message of its rule.
#[track_caller]
fn check(rule: &str, refusal: &Refusal) {
    assert_eq!(refusal.rule(), rule, "{refusal}");
    names_its_facts(refusal);
    let message = format!(
        "rule:  {}\nfacts: {refusal}\nhint:  {}",
        refusal.rule(),
        refusal.hint()
    );
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(rule, message);
    });
}

/// What is named as a fact stands in the sentence, under the names that the rule is listed with.
#[track_caller]
fn names_its_facts(refusal: &Refusal) {
    let facts = refusal.facts();
    let at = Refusal::RULES.iter().position(|it| *it == refusal.rule());
    let names: Vec<&str> = facts.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        Refusal::FACTS[at.expect("every rule is in the list of rules")]
    );
    let sentence = refusal.to_string();
    for (name, fact) in facts {
        let said = fact.to_string();
        assert!(sentence.contains(&said), "{name}, {said}: {sentence}");
    }
}

#[test]
fn every_rule_has_its_golden_message() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/refusals/snapshots");
    let missing: Vec<&&str> = Refusal::RULES
        .iter()
        .filter(|rule| !golden.join(format!("{rule}.snap")).is_file())
        .collect();
    assert!(missing.is_empty(), "no golden message for: {missing:?}");
}
