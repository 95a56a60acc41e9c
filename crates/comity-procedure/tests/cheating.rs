//! What somebody who would like to cheat cannot do: as a delegation, a chair, a secretariat.
//!
//! Each story is a trick that was once open.

mod story;

use std::sync::Arc;

use comity_procedure::act::{Actor, Question};
use comity_procedure::modalities::{Capacity, Permission, Stage};
use comity_procedure::state::ProposalStatus;
use comity_procedure::{Act, ActKind, Modalities, Refusal};
use comity_text::{BREAK, Change, Text};
use story::consent::{adopt, rules, whole, with_silence};
use story::texts::{
    keep, leave_proposal, merge, pr, reflected, revise, revision, suppress, withdraw,
};
use story::{Table, by, consensus, p, replace, w};

/// A trick, and the rule that ends it.
#[track_caller]
fn check(rule: &str, table: &mut Table, actor: Actor, act: Act) {
    let refusal: Refusal = table.refused(actor, act);
    assert_eq!(refusal.rule(), rule, "{refusal}");
}

/// Tavar asks for noon (t1), Loa for dusk and a keep (l1); the chair consolidates them in `both`,
/// and both sponsors find themselves in it.
fn merged() -> Table {
    let mut table = Table::in_readings();
    let noon = replace(&table, "p3", "dawn", "noon");
    let dusk = replace(&table, "p3", "dawn", "dusk");
    table.proposes("tavar", "t1", vec![noon]);
    table.proposes("loa", "l1", vec![dusk]);
    let either = replace(&table, "p3", "dawn", "noon or dusk");
    table.ok(Actor::Chair, merge("both", &["t1", "l1"], 0, vec![either]));
    table.ok(by("tavar"), reflected("both", "t1"));
    table.ok(by("loa"), reflected("both", "l1"));
    assert_eq!(*table.status("l1"), ProposalStatus::MergedInto(pr("both")));
    table
}

#[test]
fn a_consolidation_is_not_emptied_after_others_went_into_it() {
    let mut table = merged();
    let noon = replace(&table, "p3", "dawn", "noon");
    table.ok(by("tavar"), revise("both", 0, vec![noon]));
    assert_eq!(*table.status("l1"), ProposalStatus::Live);
    table.ok(by("tavar"), withdraw("both"));
    assert_eq!(*table.status("l1"), ProposalStatus::Live);
}

#[test]
fn a_consolidation_that_is_given_up_gives_its_originals_back() {
    let mut table = merged();
    table.ok(by("loa"), leave_proposal("both"));
    table.ok(by("tavar"), leave_proposal("both"));
    for original in ["t1", "l1"] {
        assert_eq!(*table.status(original), ProposalStatus::Live);
    }
}

#[test]
fn a_consolidation_that_conflicts_gives_its_originals_back_to_be_repaired() {
    let mut table = merged();
    let night = replace(&table, "p3", "dawn", "night");
    table.proposes("keth", "k1", vec![night]);
    table.tables(&[("k1", 0)]);
    for proposal in ["t1", "l1", "both"] {
        assert_eq!(*table.status(proposal), ProposalStatus::NeedsRepair);
    }
}

#[test]
fn whoever_made_a_consolidation_that_nobody_wants_takes_it_back() {
    let mut table = Table::in_readings();
    let noon = replace(&table, "p3", "dawn", "noon");
    table.proposes("tavar", "t1", vec![noon.clone()]);
    table.proposes("loa", "l1", vec![keep("p4")]);
    table.ok(by("tavar"), merge("both", &["t1", "l1"], 0, vec![noon]));
    check("not-sponsor", &mut table, by("loa"), withdraw("both"));
    table.ok(by("tavar"), withdraw("both"));
    assert_eq!(*table.status("both"), ProposalStatus::Withdrawn);
}

#[test]
fn a_call_on_the_whole_is_not_torpedoed_by_a_revision_that_changes_nothing() {
    let mut table = Table::in_readings();
    table.proposes("tavar", "t1", vec![keep("p3")]);
    table.stage(Stage::Finalisation);
    table.ok(Actor::Chair, table.silence("all", whole(0), 72));
    let act = revision(&table.state, &[("t1", 0)]);
    check("call-open", &mut table, Actor::Secretariat, act);
}

#[test]
fn rules_do_not_change_in_the_blink_of_an_eye() {
    let mut table = Table::in_readings();
    let question = rules(with_silence(1));
    let at_once = table.explicit("rules", question.clone());
    check("silence-without-end", &mut table, Actor::Chair, at_once);
    let mut short = table.silence("rules", question, 1);
    if let Act::OpenCall { kind, .. } = &mut short {
        *kind = comity_procedure::act::CallKind::Explicit;
    }
    check("silence-too-short", &mut table, Actor::Chair, short);
}

/// Rules under which silence can be broken in the readings only.
fn broken_in_readings() -> Modalities {
    let mut modalities = consensus();
    for row in &mut modalities.may {
        row.acts.retain(|act| *act != ActKind::BreakSilence);
    }
    modalities.may.push(Permission {
        acts: vec![ActKind::BreakSilence],
        by: vec![Capacity::Delegation],
        at: vec![Stage::Readings],
    });
    modalities
}

#[test]
fn no_stage_takes_the_word_from_those_who_are_asked() {
    let mut table = Table::empty();
    table.open(broken_in_readings());
    let act = Act::TableText {
        provisions: story::text(),
    };
    table.stage(Stage::Drafting);
    table.ok(Actor::Secretariat, act);
    let call = table.silence("dawn", table.asks(&["p3"]), 72);
    check("stage-closed", &mut table, Actor::Chair, call.clone());
    table.stage(Stage::Readings);
    table.ok(Actor::Chair, call);
    let on = Act::OpenStage {
        stage: Stage::Finalisation,
        reason: None,
    };
    check("call-open", &mut table, Actor::Chair, on);
}

#[test]
fn an_empty_text_is_not_adopted() {
    let mut table = Table::in_readings();
    let all = ["p1", "p2", "p3", "p4", "p5"];
    table.proposes("tavar", "t1", all.iter().map(|id| suppress(id)).collect());
    let accepted: Vec<(&str, usize)> = (0..all.len()).map(|at| ("t1", at)).collect();
    table.tables(&accepted);
    table.stage(Stage::Finalisation);
    check("nothing", &mut table, Actor::Chair, adopt(1));
    let call = table.silence("all", whole(1), 72);
    check("nothing", &mut table, Actor::Chair, call);
}

#[test]
fn no_provision_comes_back_as_another_under_its_old_id() {
    let mut table = Table::in_readings();
    let split = |at: u32| Change::Replace {
        provision: p("p3"),
        start: at,
        end: at,
        with: Text::from(BREAK.to_string().as_str()),
    };
    table.proposes("tavar", "t1", vec![split(7)]);
    table.tables(&[("t1", 0)]);
    assert_eq!(table.words("p3.1"), Some(" shall open the well at dawn."));
    table.proposes("tavar", "t2", vec![suppress("p3.1")]);
    table.tables(&[("t2", 0)]);
    table.proposes("tavar", "t3", vec![split(4)]);
    let act = revision(&table.state, &[("t3", 0)]);
    check("id-in-use", &mut table, Actor::Secretariat, act);
}

#[test]
fn what_is_asked_about_is_not_withheld_on_the_way() {
    let mut table = Table::in_readings();
    let Question::Provisions(asked) = table.asks(&["p3"]) else {
        panic!("provisions are asked")
    };
    let withhold = Act::Redact {
        texts: vec![asked[0].1],
        ground: w("It names a person."),
    };
    let call = table.silence("dawn", Question::Provisions(asked), 72);
    table.ok(Actor::Chair, call);
    check(
        "under-call",
        &mut table,
        Actor::Secretariat,
        withhold.clone(),
    );
    table.ok(Actor::Chair, story::consent::cancel("dawn"));
    table.ok(Actor::Secretariat, withhold);
}

#[test]
fn rules_that_are_asked_for_come_as_they_were_asked() {
    let mut table = Table::in_readings();
    let wanted = Arc::new(with_silence(100));
    let call = table.silence("rules", Question::Modalities(wanted.clone()), 72);
    table.ok(Actor::Chair, call);
    table.strike();
    assert_eq!(*table.state.modalities(), wanted);
}
