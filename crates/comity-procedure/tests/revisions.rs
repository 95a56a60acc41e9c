//! Revisions, told as stories: what is accepted becomes the text, and everybody else is told.

#[path = "story/mod.rs"]
mod story;

use comity_procedure::act::{Actor, Stance};
use comity_procedure::ids::Addressee;
use comity_procedure::state::{Agreement, Fated, ProposalStatus};
use comity_procedure::{Act, Refusal, Stage};
use comity_text::Change;
use story::consent::{answer, object, on, on_proposal, take};
use story::texts::{add, keep, move_after, pr, revise, revision, suppress};
use story::{Table, by, d, p, replace, text};

/// Who is to act.
fn to(word: &str) -> Addressee {
    Addressee::new(word).expect("a slug")
}

/// A table at which tavar asks for noon (t1), and meridia for noon and for every day (m1).
fn noon_and_every_day() -> Table {
    let mut table = Table::in_readings();
    let noon = replace(&table, "p3", "dawn", "noon");
    let daily = replace(&table, "p4", "week", "day");
    table.proposes("tavar", "t1", vec![noon.clone()]);
    table.proposes("meridia", "m1", vec![noon, daily]);
    table
}

#[test]
fn the_first_text_is_kept_as_it_was_tabled() {
    let mut table = Table::with_delegations();
    table.stage(Stage::Drafting);
    let mut provisions = text();
    provisions[3].addressees = vec![to("keepers")];
    table.ok(Actor::Chair, Act::TableText { provisions });
    assert_eq!(table.stands(), 0);
    assert_eq!(table.order(), ["p1", "p2", "p3", "p4", "p5"]);
    let p4 = &table.state.provisions()[&p("p4")];
    assert_eq!(
        (&p4.addressees, &p4.agreement),
        (&vec![to("keepers")], &Agreement::Open)
    );
}

#[test]
fn what_is_accepted_becomes_the_text() {
    let mut table = noon_and_every_day();
    table.tables(&[("t1", 0), ("m1", 1)]);
    assert_eq!(table.stands(), 1);
    assert_eq!(
        table.words("p3"),
        Some("Keepers shall open the well at noon.")
    );
    let daily = "Keepers should measure the level of the water every day.";
    assert_eq!(table.words("p4"), Some(daily));
    let taken_up = ProposalStatus::TakenUp { revision: 1 };
    assert_eq!(*table.status("t1"), taken_up);
    assert_eq!(
        *table.status("m1"),
        taken_up,
        "noon is said already, the day accepted"
    );
    let fates = &table.proposal("m1").version().fates;
    assert_eq!(*fates, [Fated::Satisfied, Fated::Accepted]);
}

#[test]
fn equal_changes_count_once_and_all_are_credited() {
    let mut table = noon_and_every_day();
    table.tables(&[("t1", 0), ("m1", 0), ("m1", 1)]);
    assert_eq!(
        table.words("p3"),
        Some("Keepers shall open the well at noon.")
    );
    let taken_up = ProposalStatus::TakenUp { revision: 1 };
    assert_eq!(
        (table.status("t1"), table.status("m1")),
        (&taken_up, &taken_up)
    );
}

#[test]
fn a_proposal_is_carried_to_where_its_words_now_stand() {
    let mut table = Table::in_readings();
    let all = replace(&table, "p4", "Keepers", "All keepers of wells");
    let day = replace(&table, "p4", "week", "day");
    table.proposes("tavar", "t1", vec![all]);
    table.proposes("meridia", "m1", vec![day]);
    table.tables(&[("t1", 0)]);
    let carried = replace(&table, "p4", "week", "day");
    let m1 = table.proposal("m1");
    assert_eq!(
        (&m1.status, m1.version().revision),
        (&ProposalStatus::Live, 1)
    );
    assert_eq!(m1.version().changes.list, [carried]);
    assert_eq!(m1.version().fates, [Fated::Carried]);
    table.tables(&[("m1", 0)]);
    let words = "All keepers of wells should measure the level of the water every day.";
    assert_eq!(table.words("p4"), Some(words));
}

#[test]
fn what_conflicts_is_named_and_can_be_repaired() {
    let mut table = noon_and_every_day();
    let dusk = replace(&table, "p3", "dawn", "dusk");
    table.proposes("loa", "l1", vec![dusk]);
    table.joins("keth", "l1");
    table.tables(&[("t1", 0)]);
    let l1 = table.proposal("l1");
    assert_eq!(l1.status, ProposalStatus::NeedsRepair);
    assert_eq!(l1.version().fates, [Fated::Conflicting(vec![pr("t1")])]);
    assert!(l1.version().changes.list.is_empty());
    assert_eq!(l1.versions.len(), 2, "what it asked for stays findable");
    let dusk = replace(&table, "p3", "noon", "dusk");
    table.ok(by("loa"), revise("l1", 1, vec![dusk]));
    assert_eq!(*table.status("l1"), ProposalStatus::Live);
    assert_eq!(table.sponsors("l1"), ["loa"]);
}

#[test]
fn what_waits_for_repair_holds_nobody_up() {
    let mut table = noon_and_every_day();
    let dusk = replace(&table, "p3", "dawn", "dusk");
    table.proposes("loa", "l1", vec![dusk]);
    table.tables(&[("t1", 0)]);
    table.tables(&[("m1", 0)]);
    assert_eq!(table.stands(), 2);
    assert_eq!(table.proposal("l1").version().revision, 1);
    assert_eq!(*table.status("l1"), ProposalStatus::NeedsRepair);
}

#[test]
fn what_is_about_a_provision_that_is_gone_is_orphaned() {
    let mut table = Table::in_readings();
    table.proposes("tavar", "t1", vec![suppress("p5")]);
    let elders = replace(&table, "p5", "council", "elders");
    table.proposes("loa", "l1", vec![elders]);
    let text = table.hash("p5");
    table.ok(by("keth"), take(on("p5"), text, Stance::Support));
    table.tables(&[("t1", 0)]);
    assert!(table.state.positions()[&on("p5")][&d("keth")].lapsed);
    assert_eq!(table.order(), ["p1", "p2", "p3", "p4"]);
    assert!(table.state.provisions().get(&p("p5")).is_none());
    assert_eq!(*table.status("l1"), ProposalStatus::NeedsRepair);
}

#[test]
fn provisions_come_and_go_and_move() {
    let mut table = Table::in_readings();
    let night = add("t1-night", "p3", "Wells rest at night.");
    table.proposes("tavar", "t1", vec![night, move_after("p5", "p2")]);
    let mut act = revision(&table.state, &[("t1", 0), ("t1", 1)]);
    if let Act::TableRevision { addressees, .. } = &mut act {
        addressees.push((p("t1-night"), vec![to("keepers")]));
    }
    table.ok(Actor::Secretariat, act);
    assert_eq!(table.order(), ["p1", "p2", "p5", "p3", "t1-night", "p4"]);
    let night = &table.state.provisions()[&p("t1-night")];
    assert_eq!(night.addressees, [to("keepers")]);
    assert!(table.is_open(&p("t1-night")));
}

#[test]
fn a_split_makes_two_provisions_with_the_same_addressees() {
    let mut table = Table::in_readings();
    let split = replace(&table, "p4", " the level", ".\nThey watch");
    table.proposes("tavar", "t1", vec![split]);
    let mut act = revision(&table.state, &[("t1", 0)]);
    if let Act::TableRevision { addressees, .. } = &mut act {
        addressees.push((p("p4"), vec![to("keepers")]));
    }
    table.ok(Actor::Secretariat, act);
    assert_eq!(table.order(), ["p1", "p2", "p3", "p4", "p4.1", "p5"]);
    let part = &table.state.provisions()[&p("p4.1")];
    assert_eq!(part.addressees, [to("keepers")]);
    let stands = table.state.current().expect("a text");
    assert_eq!(stands.hashes.len(), 6);
}

#[test]
fn positions_lapse_where_the_words_change_and_nowhere_else() {
    let mut table = noon_and_every_day();
    for provision in ["p3", "p5"] {
        let text = table.hash(provision);
        table.ok(by("loa"), take(on(provision), text, Stance::Support));
    }
    let text = table.proposal("m1").version().changes.hash;
    table.ok(
        by("loa"),
        take(on_proposal("m1"), text, Stance::CanLiveWith),
    );
    table.tables(&[("t1", 0)]);
    let lapsed = |subject| table.state.positions()[&subject][&d("loa")].lapsed;
    assert!(lapsed(on("p3")));
    assert!(!lapsed(on("p5")));
    assert!(lapsed(on_proposal("m1")), "it asks for less now");
}

#[test]
fn a_provision_that_did_not_change_stays_agreed() {
    let mut table = noon_and_every_day();
    table.agree("c1", &["p5"]);
    table.tables(&[("t1", 0)]);
    assert_eq!(table.agreed(), ["p5"]);
    assert!(table.is_open(&p("p3")));
}

#[test]
fn an_answered_objection_stays_in_the_ledger_and_lets_the_revision_pass() {
    let mut table = noon_and_every_day();
    let text = table.proposal("t1").version().changes.hash;
    table.ok(by("loa"), object("o1", on_proposal("t1"), text));
    table.ok(Actor::Chair, answer("o1"));
    table.tables(&[("t1", 0)]);
    assert_eq!(table.state.objections().size(), 1);
}

#[test]
fn nothing_moves_while_adoption_is_asked() {
    let mut table = noon_and_every_day();
    table.proposes("loa", "l1", vec![add("l1-a", "p5", "Wells rest at night.")]);
    let question = story::consent::whole(0);
    let act = table.silence("c1", question, 72);
    table.ok(Actor::Chair, act);
    for accepted in [("t1", 0), ("l1", 0)] {
        let act = revision(&table.state, &[accepted]);
        let refusal = table.refused(Actor::Secretariat, act);
        assert!(matches!(refusal, Refusal::UnderCall { .. }), "{refusal}");
    }
}

#[test]
fn a_request_to_keep_stands_as_long_as_nothing_changes_there() {
    let mut table = noon_and_every_day();
    table.proposes("loa", "l1", vec![keep("p4")]);
    table.tables(&[("t1", 0)]);
    assert_eq!(*table.status("l1"), ProposalStatus::Live);
    table.tables(&[("m1", 0)]);
    let fates = &table.proposal("l1").version().fates;
    assert_eq!(*fates, [Fated::Conflicting(vec![pr("m1")])]);
}

#[test]
fn words_that_were_withheld_stop_nobody() {
    let mut table = noon_and_every_day();
    let mut act = revision(&table.state, &[("t1", 0)]);
    withhold(&mut table, "t1");
    if let Act::TableRevision { results, .. } = &mut act {
        results[0].1.text = None;
    }
    table.ok(Actor::Secretariat, act);
    assert_eq!(table.words("p3"), Some(""));
    let stands = table.state.current().expect("a text");
    assert_eq!(stands.withheld, [p("p3")]);
}

#[test]
fn a_split_by_withheld_words_is_still_two_provisions() {
    let mut table = Table::in_readings();
    let split = replace(&table, "p4", " the level", ".\nThey watch");
    table.proposes("tavar", "t1", vec![split]);
    let mut act = revision(&table.state, &[("t1", 0)]);
    withhold(&mut table, "t1");
    if let Act::TableRevision { results, .. } = &mut act {
        for (_, wording) in results {
            wording.text = None;
        }
    }
    table.ok(Actor::Secretariat, act);
    assert_eq!(table.order(), ["p1", "p2", "p3", "p4", "p4.1", "p5"]);
}

/// The proposal as a replay sees it after its words were withheld.
fn withhold(table: &mut Table, proposal: &str) {
    let mut seen = table.proposal(proposal).clone();
    let mut version = seen.version().clone();
    version.changes.withheld = true;
    for change in &mut version.changes.list {
        if let Change::Replace { with, .. } = change {
            *with = "".into();
        }
    }
    seen.versions = vec![version.into()];
    table.by_hand(&[comity_procedure::Effect::ProposalMade(seen.into())]);
}
