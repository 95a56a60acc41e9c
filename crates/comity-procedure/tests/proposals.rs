//! Proposals, told as stories: who stands behind which words, and how several become one.

#[path = "story/mod.rs"]
mod story;

use comity_procedure::Effect;
use comity_procedure::act::{Actor, Behalf, Stance};
use comity_procedure::ids::CoalitionId;
use comity_procedure::modalities::Capacity;
use comity_procedure::state::{Author, ProposalStatus, Validation};
use comity_procedure::trace::Spot;
use comity_text::Place;
use story::consent::{on_proposal, take};
use story::texts::{
    add, keep, leave_proposal, merge, not_reflected, pr, propose, reflected, revise, withdraw,
};
use story::voices::{form, join, spokes};
use story::{Table, by, d, p, replace, w};

/// A table at which tavar asks for noon (t1) and meridia for noon with a night rest (m1).
fn two_noons() -> Table {
    let mut table = Table::in_readings();
    let noon = replace(&table, "p3", "dawn", "noon");
    table.proposes("tavar", "t1", vec![noon.clone()]);
    let rest = add("m1-rest", "p3", "Wells rest at night.");
    table.proposes("meridia", "m1", vec![noon, rest]);
    table
}

/// The consolidation of both by the chair.
fn consolidated() -> Table {
    let mut table = two_noons();
    let at_noon = replace(&table, "p3", "at dawn", "at noon");
    let rest = add("merged-rest", "p3", "Wells rest from dusk to noon.");
    let act = merge("merged", &["t1", "m1"], 0, vec![at_noon, rest]);
    table.ok(Actor::Chair, act);
    table
}

#[test]
fn delegations_join_and_leave_a_proposal() {
    let mut table = two_noons();
    table.joins("loa", "t1");
    table.joins("keth", "t1");
    assert_eq!(table.sponsors("t1"), ["tavar", "loa", "keth"]);
    table.ok(by("tavar"), leave_proposal("t1"));
    assert_eq!(table.sponsors("t1"), ["loa", "keth"]);
    assert_eq!(*table.status("t1"), ProposalStatus::Live);
    table.ok(by("loa"), leave_proposal("t1"));
    table.ok(by("keth"), leave_proposal("t1"));
    assert_eq!(*table.status("t1"), ProposalStatus::Withdrawn);
    let ever = &table.proposal("t1").contributors;
    assert_eq!(*ever, [d("tavar"), d("loa"), d("keth")]);
}

#[test]
fn new_words_part_a_sponsor_from_the_others() {
    let mut table = two_noons();
    table.joins("loa", "t1");
    let text = table.proposal("t1").version().changes.hash;
    let subject = on_proposal("t1");
    table.ok(by("keth"), take(subject.clone(), text, Stance::Support));
    let evening = replace(&table, "p3", "dawn", "the hour of the evening star");
    table.ok(by("loa"), revise("t1", 0, vec![evening]));
    assert_eq!(table.sponsors("t1"), ["loa"]);
    assert_eq!(table.proposal("t1").lapsed, [d("tavar")]);
    assert_eq!(table.proposal("t1").versions.len(), 2);
    assert!(table.state.positions()[&subject][&d("keth")].lapsed);
    table.joins("tavar", "t1");
    assert_eq!(table.sponsors("t1"), ["loa", "tavar"]);
    assert!(table.proposal("t1").lapsed.is_empty());
}

#[test]
fn another_reason_for_the_same_words_leaves_positions_alone() {
    let mut table = two_noons();
    let version = table.proposal("t1").version().changes.clone();
    let subject = on_proposal("t1");
    let support = take(subject.clone(), version.hash, Stance::Support);
    table.ok(by("keth"), support);
    table.ok(by("tavar"), revise("t1", 0, version.list));
    assert!(!table.state.positions()[&subject][&d("keth")].lapsed);
}

#[test]
fn the_only_sponsor_withdraws() {
    let mut table = two_noons();
    table.ok(by("tavar"), withdraw("t1"));
    assert_eq!(*table.status("t1"), ProposalStatus::Withdrawn);
}

#[test]
fn the_voice_of_a_coalition_is_heard_and_its_members_join_by_themselves() {
    let mut table = Table::in_readings();
    table.ok(by("tavar"), form("dawn"));
    table.ok(by("loa"), join("dawn"));
    let act = propose("d1", 0, vec![keep("p3")]);
    table.ok(spokes("tavar", "dawn"), act);
    assert_eq!(table.sponsors("d1"), ["tavar"]);
    let Author::Delegation(voice) = &table.proposal("d1").author else {
        panic!("a delegation spoke");
    };
    let dawn = Behalf::Coalition(CoalitionId::new("dawn").unwrap());
    assert_eq!(voice.behalf, Some(dawn));
}

#[test]
fn one_can_ask_to_keep_what_is_agreed() {
    let mut table = Table::in_readings();
    table.agree("c1", &["p3"]);
    table.proposes("loa", "l1", vec![keep("p3")]);
    assert_eq!(*table.status("l1"), ProposalStatus::Live);
}

#[test]
fn a_revised_proposal_keeps_the_ids_of_its_additions() {
    let mut table = two_noons();
    let rest = add("m1-rest", "p3", "Wells rest from dusk.");
    table.ok(by("meridia"), revise("m1", 0, vec![rest]));
    assert_eq!(table.proposal("m1").versions.len(), 2);
}

#[test]
fn originals_stand_until_all_their_sponsors_find_them_reflected() {
    let mut table = two_noons();
    table.joins("loa", "t1");
    let noon = replace(&table, "p3", "at dawn", "at noon");
    let act = merge("merged", &["t1", "m1"], 0, vec![noon]);
    table.ok(by("tavar"), act);
    assert!(table.sponsors("merged").is_empty());
    table.ok(by("tavar"), reflected("merged", "t1"));
    assert_eq!(table.sponsors("merged"), ["tavar"]);
    assert_eq!(*table.status("t1"), ProposalStatus::Live);
    table.ok(by("loa"), reflected("merged", "t1"));
    let merged = ProposalStatus::MergedInto(pr("merged"));
    assert_eq!(*table.status("t1"), merged);
    table.ok(by("meridia"), not_reflected("merged", "m1"));
    assert_eq!(*table.status("m1"), ProposalStatus::Live);
    assert_eq!(table.sponsors("merged"), ["tavar", "loa"]);
}

#[test]
fn who_does_not_find_itself_reflected_can_leave_the_original() {
    let mut table = two_noons();
    table.joins("loa", "t1");
    let noon = replace(&table, "p3", "at dawn", "at noon");
    table.ok(Actor::Chair, merge("merged", &["t1", "m1"], 0, vec![noon]));
    table.ok(by("tavar"), reflected("merged", "t1"));
    table.ok(by("loa"), leave_proposal("t1"));
    let merged = ProposalStatus::MergedInto(pr("merged"));
    assert_eq!(*table.status("t1"), merged);
}

#[test]
fn a_revised_consolidation_is_validated_again() {
    let mut table = consolidated();
    table.ok(by("tavar"), reflected("merged", "t1"));
    table.ok(by("meridia"), reflected("merged", "m1"));
    assert_eq!(
        *table.status("m1"),
        ProposalStatus::MergedInto(pr("merged"))
    );
    let only_noon = replace(&table, "p3", "at dawn", "at noon");
    table.ok(by("tavar"), revise("merged", 0, vec![only_noon]));
    assert_eq!(table.sponsors("merged"), ["tavar"]);
    let parts = &table.proposal("merged").merged_from;
    assert!(parts.iter().all(|part| part.validations.is_empty()));
    table.ok(by("meridia"), not_reflected("merged", "m1"));
    assert_eq!(*table.status("m1"), ProposalStatus::Live);
    assert_eq!(
        *table.status("t1"),
        ProposalStatus::MergedInto(pr("merged"))
    );
}

#[test]
fn an_original_that_is_revised_is_asked_about_again() {
    let mut table = two_noons();
    table.joins("loa", "t1");
    let noon = replace(&table, "p3", "at dawn", "at noon");
    table.ok(Actor::Chair, merge("merged", &["t1", "m1"], 0, vec![noon]));
    table.ok(by("tavar"), reflected("merged", "t1"));
    let evening = replace(&table, "p3", "dawn", "dusk");
    table.ok(by("tavar"), revise("t1", 0, vec![evening]));
    let parts = &table.proposal("merged").merged_from;
    assert!(parts[0].validations.is_empty());
    assert_eq!(*table.status("t1"), ProposalStatus::Live);
}

#[test]
fn an_officer_consolidates_in_an_officers_name() {
    let mut table = consolidated();
    let author = &table.proposal("merged").author;
    assert_eq!(*author, Author::Officer(Capacity::Chair));
    table.ok(by("tavar"), not_reflected("merged", "t1"));
    let said = &table.proposal("merged").merged_from[0].validations[&d("tavar")];
    let reason = Some(w("The spring fast is left out."));
    assert_eq!(*said, Validation::NotReflected { reason });
}

#[test]
fn the_trace_of_a_consolidation_stays_whatever_becomes_of_the_originals() {
    let mut table = consolidated();
    table.joins("loa", "m1");
    table.ok(by("loa"), leave_proposal("m1"));
    table.ok(by("tavar"), reflected("merged", "t1"));
    table.ok(by("meridia"), withdraw("m1"));
    let trace = table.proposal("merged").trace(&table.state);
    let [words, place] = &trace[..] else {
        panic!("two spots: {trace:?}");
    };
    assert_eq!(words.spot, Spot::Provision(p("p3")));
    assert_eq!(words.contributors, [d("tavar"), d("meridia"), d("loa")]);
    assert_eq!(words.rationale, w("Both ask for the same hour."));
    let of: Vec<&str> = words
        .originals
        .iter()
        .map(|it| it.proposal.as_str())
        .collect();
    assert_eq!(of, ["t1", "m1"]);
    assert_eq!(words.originals[0].rationale, w("Our keepers asked for it."));
    let after_p3 = Place {
        parent: None,
        after: Some(p("p3")),
    };
    assert_eq!(place.spot, Spot::Place(after_p3));
    assert_eq!(place.contributors, [d("meridia"), d("loa")]);
    assert_eq!(place.consolidated[0].provision(), &p("merged-rest"));
    assert_eq!(place.originals[0].changes[0].provision(), &p("m1-rest"));
    assert!(table.proposal("t1").trace(&table.state).is_empty());
}

#[test]
fn effects_on_what_is_not_there_change_nothing() {
    let before = consolidated();
    let stranger = || d("nobody");
    let version = before.proposal("t1").version().clone();
    let effects = [
        Effect::ProposalVersioned(pr("nothing"), version.into()),
        Effect::SponsorJoined(pr("nothing"), stranger()),
        Effect::SponsorLeft(pr("t1"), stranger()),
        Effect::SponsorLapsed(pr("nothing"), stranger()),
        Effect::ProposalMoved(pr("nothing"), ProposalStatus::Withdrawn),
        Effect::MergeValidated {
            proposal: pr("t1"),
            of: pr("nothing"),
            by: stranger(),
            validation: Validation::Reflected,
        },
    ];
    let mut after = before.clone();
    after.by_hand(&effects);
    assert_eq!(after.state.proposals(), before.state.proposals());
    let mut empty = Table::empty();
    empty.by_hand(&effects);
    assert!(empty.state.proposals().is_empty());
}
