//! Refusals about texts, proposals and revisions.

use comity_procedure::act::{Accepted, Actor, Outcome};
use comity_procedure::ids::Addressee;
use comity_procedure::{Act, Stage};
use comity_text::Change;

use crate::check;
use crate::story::consent::{object, on_proposal};
use crate::story::texts::{
    add, keep, leave_proposal, merge, not_reflected, pr, propose, reflected, revise, revision,
    suppress, withdraw,
};
use crate::story::{Table, by, p, replace, text, wording};

/// A table at which tavar wants the wells open at noon instead of dawn (t1) and meridia at dusk
/// (m1).
fn two_hours() -> Table {
    let mut table = Table::in_readings();
    let noon = replace(&table, "p3", "dawn", "noon");
    let dusk = replace(&table, "p3", "dawn", "dusk");
    table.proposes("tavar", "t1", vec![noon]);
    table.proposes("meridia", "m1", vec![dusk]);
    table
}

/// The revision that takes noon, altered before it is sent.
fn noon_altered(alter: impl FnOnce(&mut Act)) -> (Table, Act) {
    let table = two_hours();
    let mut act = revision(&table.state, &[("t1", 0)]);
    alter(&mut act);
    (table, act)
}

#[track_caller]
fn refused(rule: &str, (mut table, act): (Table, Act)) {
    check(rule, &table.refused(Actor::Secretariat, act));
}

#[test]
fn nothing_can_be_proposed_before_there_is_a_text() {
    let mut table = Table::with_delegations();
    table.stage(Stage::Readings);
    let act = propose("t1", 0, vec![keep("p3")]);
    check("no-text", &table.refused(by("tavar"), act));
}

#[test]
fn the_first_text_is_tabled_once() {
    let act = Act::TableText { provisions: text() };
    refused("text-tabled", (Table::in_readings(), act));
}

#[test]
fn a_text_stands_in_one_order() {
    let mut table = Table::with_delegations();
    table.stage(Stage::Drafting);
    let mut provisions = text();
    provisions[2].parent = Some(p("p5"));
    let act = Act::TableText { provisions };
    refused("no-instrument", (table, act));
}

#[test]
fn a_paragraph_is_a_provision_of_its_own() {
    let mut table = Table::with_delegations();
    table.stage(Stage::Drafting);
    let mut provisions = text();
    provisions[2].wording = wording("Keepers shall open the well.\nThey shall close it.");
    let act = Act::TableText { provisions };
    let refusal = table.refused(Actor::Secretariat, act);
    assert_eq!(
        refusal.to_string(),
        "the provisions make no text: p3 holds a break between paragraphs; each paragraph is a \
         provision of its own"
    );
}

#[test]
fn an_id_stands_in_an_address() {
    let mut table = Table::with_delegations();
    table.stage(Stage::Drafting);
    let mut provisions = text();
    provisions[2].id = p("Article 3 / first part");
    let act = Act::TableText { provisions };
    refused("no-provision-id", (table, act));
}

#[test]
fn proposals_are_made_to_the_text_that_stands() {
    let mut table = two_hours();
    table.tables(&[("t1", 0)]);
    let act = propose("l1", 0, vec![keep("p4")]);
    check("other-revision", &table.refused(by("loa"), act));
}

#[test]
fn changes_fit_the_text() {
    let act = propose("l1", 0, vec![suppress("p9")]);
    let mut table = Table::in_readings();
    check("does-not-fit", &table.refused(by("loa"), act));
}

#[test]
fn the_id_of_an_addition_is_its_own_for_ever() {
    let mut table = Table::in_readings();
    let words = "Wells are closed at night.";
    table.proposes("tavar", "t1", vec![add("t1-a", "p4", words)]);
    table.ok(by("tavar"), withdraw("t1"));
    for taken in ["t1-a", "p4"] {
        let act = propose("l1", 0, vec![add(taken, "p3", words)]);
        assert_eq!(table.refused(by("loa"), act).rule(), "id-in-use");
    }
}

#[test]
fn what_is_agreed_is_closed_for_proposals() {
    let mut table = Table::in_readings();
    table.agree("c1", &["p3"]);
    let noon = replace(&table, "p3", "dawn", "noon");
    let act = propose("t1", 0, vec![noon]);
    check("agreed-already", &table.refused(by("tavar"), act));
}

#[test]
fn what_is_agreed_is_closed_for_revisions_too() {
    let mut table = two_hours();
    table.agree("c1", &["p3"]);
    let act = revision(&table.state, &[("t1", 0)]);
    let refusal = table.refused(Actor::Secretariat, act);
    assert_eq!(refusal.rule(), "agreed-already");
}

#[test]
fn a_provision_under_a_call_holds_still() {
    let mut table = two_hours();
    let question = table.asks(&["p3"]);
    table.ok(Actor::Chair, table.silence("c1", question, 72));
    let act = revision(&table.state, &[("t1", 0)]);
    refused("under-call", (table, act));
}

#[test]
fn what_was_withdrawn_is_past() {
    let mut table = two_hours();
    table.ok(by("tavar"), withdraw("t1"));
    let act = table.co_sponsor("t1");
    check("proposal-past", &table.refused(by("loa"), act));
}

#[test]
fn only_sponsors_revise() {
    let mut table = two_hours();
    let act = revise("t1", 0, vec![suppress("p3")]);
    check("not-sponsor", &table.refused(by("loa"), act));
}

#[test]
fn nobody_withdraws_the_words_of_others() {
    let mut table = two_hours();
    table.joins("loa", "t1");
    let refusal = table.refused(by("tavar"), withdraw("t1"));
    check("others-sponsor", &refusal);
}

#[test]
fn one_joins_the_words_that_one_has_read() {
    let mut table = two_hours();
    let read = table.co_sponsor("t1");
    let evening = replace(&table, "p3", "dawn", "the hour of the evening star");
    table.ok(by("tavar"), revise("t1", 0, vec![evening]));
    check("other-text", &table.refused(by("loa"), read));
}

#[test]
fn one_sponsors_once() {
    let mut table = two_hours();
    let act = table.co_sponsor("t1");
    let refusal = table.refused(by("tavar"), act);
    assert_eq!(refusal.to_string(), "tavar sponsors t1 already");
}

#[test]
fn a_merge_takes_two() {
    let table = two_hours();
    let act = merge("merged", &["t1"], 0, vec![keep("p3")]);
    refused("too-few-to-merge", (table, act));
}

#[test]
fn one_validates_what_is_consolidated() {
    let mut table = two_hours();
    table.proposes("loa", "l1", vec![keep("p4")]);
    let act = merge("merged", &["t1", "m1"], 0, vec![suppress("p3")]);
    table.ok(Actor::Chair, act);
    let refusal = table.refused(by("loa"), reflected("merged", "l1"));
    check("not-part-of", &refusal);
}

#[test]
fn one_is_consolidated_in_one_place_at_a_time() {
    let mut table = two_hours();
    let act = |id| merge(id, &["t1", "m1"], 0, vec![suppress("p3")]);
    table.ok(Actor::Chair, act("merged"));
    let refusal = table.refused(Actor::Secretariat, act("anew"));
    check("merge-pending", &refusal);
    table.ok(by("tavar"), not_reflected("merged", "t1"));
    table.ok(by("meridia"), not_reflected("merged", "m1"));
    table.ok(Actor::Secretariat, act("anew"));
}

#[test]
fn only_who_sponsors_a_part_consolidates_it() {
    let mut table = two_hours();
    let act = merge("merged", &["t1", "m1"], 0, vec![suppress("p3")]);
    assert_eq!(table.refused(by("loa"), act).rule(), "not-sponsor");
}

#[test]
fn revisions_are_counted() {
    let (table, act) = noon_altered(|act| {
        if let Act::TableRevision { revision, .. } = act {
            *revision = 3;
        }
    });
    refused("wrong-number", (table, act));
}

#[test]
fn what_is_accepted_is_there() {
    let (table, act) = noon_altered(|act| {
        if let Act::TableRevision { accepted, .. } = act {
            accepted[0].change = 4;
        }
    });
    refused("no-such-change", (table, act));
}

#[test]
fn what_excludes_each_other_is_not_accepted_together() {
    let table = two_hours();
    let act = revision(&table.state, &[("t1", 0), ("m1", 0)]);
    refused("excludes", (table, act));
}

#[test]
fn an_objection_is_answered_before_what_it_is_to_is_accepted() {
    let mut table = two_hours();
    let text = table.proposal("t1").version().changes.hash;
    table.ok(by("loa"), object("o1", on_proposal("t1"), text));
    let act = revision(&table.state, &[("t1", 0)]);
    refused("objection-unanswered", (table, act));
}

#[test]
fn words_are_what_the_changes_make_of_them() {
    let (table, act) = noon_altered(|act| {
        if let Act::TableRevision { results, .. } = act {
            results[0].1 = wording("Keepers may open the well at noon.");
        }
    });
    refused("other-result", (table, act));
}

#[test]
fn words_are_given_where_they_change_and_nowhere_else() {
    let (mut table, act) = noon_altered(|act| {
        if let Act::TableRevision { results, .. } = act {
            let stands = "Disputes are settled by the council of the wells.";
            results.push((p("p5"), wording(stands)));
        }
    });
    check("other-results", &table.refused(Actor::Secretariat, act));
    let (mut table, act) = noon_altered(|act| {
        if let Act::TableRevision { results, .. } = act {
            results.clear();
        }
    });
    let refusal = table.refused(Actor::Secretariat, act);
    assert_eq!(
        refusal.to_string(),
        "the list of provisions with new words is not right: the words of p3 are missing"
    );
}

#[test]
fn nobody_is_forgotten() {
    let (table, act) = noon_altered(|act| {
        if let Act::TableRevision { outcomes, .. } = act {
            outcomes.clear();
        }
    });
    refused("forgotten", (table, act));
}

#[test]
fn nobody_is_told_something_else_than_what_is_so() {
    let (table, act) = noon_altered(|act| {
        if let Act::TableRevision { outcomes, .. } = act {
            outcomes[0].outcomes[0] = Outcome::Satisfied;
        }
    });
    refused("other-outcome", (table, act));
}

/// What a false outcome of meridia's dusk is answered with, once tavar's noon is accepted.
#[track_caller]
fn told(outcome: Outcome) -> String {
    let (mut table, act) = noon_altered(|act| {
        if let Act::TableRevision { outcomes, .. } = act {
            outcomes[0].outcomes[0] = outcome;
        }
    });
    let refusal = table.refused(Actor::Secretariat, act);
    assert_eq!(refusal.rule(), "other-outcome");
    refusal.to_string()
}

#[test]
fn a_false_outcome_is_answered_with_what_is_so() {
    let dusk = replace(&Table::in_readings(), "p3", "dawn", "dusk");
    let so = "change 0 of m1 does not end so: it conflicts with what was accepted of t1";
    assert_eq!(told(Outcome::Carried(vec![dusk])), so);
    assert_eq!(
        told(Outcome::Conflicting(vec![7])),
        "change 0 of m1 does not end so: there is no accepted change 7"
    );
    assert_eq!(
        told(Outcome::Conflicting(vec![])),
        "change 0 of m1 does not end so: it names no accepted change that it conflicts with"
    );
}

#[test]
fn a_line_is_named_once() {
    let (mut table, act) = noon_altered(|act| {
        if let Act::TableRevision { accepted, .. } = act {
            accepted.push(Accepted {
                proposal: pr("t1"),
                change: 0,
            });
        }
    });
    let refusal = table.refused(Actor::Secretariat, act);
    assert_eq!(refusal.to_string(), "change 0 of t1 is named twice");
}

#[test]
fn who_is_to_act_on_what_is_agreed_is_agreed_too() {
    let mut table = two_hours();
    table.agree("c1", &["p5"]);
    let mut act = revision(&table.state, &[("t1", 0)]);
    if let Act::TableRevision { addressees, .. } = &mut act {
        addressees.push((p("p5"), vec![Addressee::new("states").unwrap()]));
    }
    let refusal = table.refused(Actor::Secretariat, act);
    assert_eq!(refusal.rule(), "agreed-already");
}

#[test]
fn a_revision_takes_something() {
    let table = two_hours();
    let mut act = revision(&table.state, &[("t1", 0)]);
    if let Act::TableRevision { accepted, .. } = &mut act {
        accepted.clear();
    }
    let refusal = { table }.refused(Actor::Secretariat, act);
    assert_eq!(refusal.to_string(), "the list of accepted changes is empty");
}

#[test]
fn new_words_are_readable() {
    let mut table = Table::in_readings();
    let bell = replace(&table, "p3", "dawn", "\u{7}");
    let act = propose("t1", 0, vec![bell]);
    assert_eq!(table.refused(by("tavar"), act).rule(), "control-characters");
    let act = propose("t1", 0, Vec::<Change>::new());
    assert_eq!(table.refused(by("tavar"), act).rule(), "nothing");
}

#[test]
fn who_does_not_sponsor_has_nothing_to_leave() {
    let mut table = two_hours();
    let refusal = table.refused(by("loa"), leave_proposal("t1"));
    assert_eq!(refusal.rule(), "not-sponsor");
}

#[test]
fn what_is_not_reflected_has_a_reason() {
    let mut table = two_hours();
    table.ok(
        Actor::Chair,
        merge("merged", &["t1", "m1"], 0, vec![suppress("p3")]),
    );
    let mut act = not_reflected("merged", "t1");
    if let Act::ValidateMerge { reason, .. } = &mut act {
        *reason = None;
    }
    assert_eq!(table.refused(by("tavar"), act).rule(), "blank");
}
