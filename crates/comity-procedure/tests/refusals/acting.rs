//! Refusals of acts as such: the negotiation, the key, the time, the right to act, texts and ids.

use std::sync::Arc;

use comity_procedure::act::{Actor, Deadline, Link, Power, StatementKind};
use comity_procedure::ids::NegotiationId;
use comity_procedure::modalities::Stage;
use comity_procedure::time::Time;
use comity_procedure::{Act, decide};

use crate::check;
use crate::story::voices::{
    ANOTHER, OWN, carrying, contribute, delegate, form, halite_through_loa, join, keth_announced,
    name, note, oppose, rule, settle, signed, spokes, statement, tavar_signs,
};
use crate::story::{HOUR, Table, by, consensus, d, of_call, w};

fn to_inputs() -> Act {
    Act::OpenStage {
        stage: Stage::Inputs,
        reason: None,
    }
}

fn inputs() -> Table {
    let mut table = Table::with_delegations();
    table.stage(Stage::Inputs);
    table
}

#[test]
fn nothing_happens_before_the_opening() {
    check(
        "not-opened",
        &Table::empty().refused(Actor::Chair, to_inputs()),
    );
}

#[test]
fn a_negotiation_is_opened_once() {
    let again = Act::Open {
        title: w("Another code"),
        modalities: Arc::new(consensus()),
    };
    let refusal = Table::opened().refused(Actor::Secretariat, again);
    check("opened-already", &refusal);
}

#[test]
fn an_act_for_another_negotiation_goes_astray() {
    let mut table = inputs();
    let mut submission = table.submission(by("tavar"), contribute("t1", &["Open at dawn."]));
    submission.negotiation = NegotiationId::new("roads").unwrap();
    check(
        "other-negotiation",
        &decide(&table.state, &submission).unwrap_err(),
    );
}

#[test]
fn an_act_that_was_taken_is_not_taken_again() {
    let mut table = inputs();
    let submission = table.submission(by("tavar"), contribute("t1", &["Open at dawn."]));
    table.send(&submission).unwrap();
    check("taken-already", &table.send(&submission).unwrap_err());
}

#[test]
fn the_opening_sent_twice_is_found_by_its_key() {
    let mut table = Table::empty();
    let opening = Act::Open {
        title: w("Code of conduct"),
        modalities: Arc::new(consensus()),
    };
    let submission = table.submission(Actor::Secretariat, opening);
    table.send(&submission).unwrap();
    let refusal = table.send(&submission).unwrap_err();
    assert_eq!(refusal.rule(), "taken-already");
}

#[test]
fn an_act_of_yesterday_comes_too_late() {
    let mut table = inputs();
    table.now = Time(table.now.0 - 24 * HOUR);
    let refusal = table.refused(by("tavar"), contribute("t1", &["Open at dawn."]));
    check("time-goes-back", &refusal);
}

#[test]
fn nobody_acts_past_a_deadline_that_has_not_been_struck() {
    let mut table = keth_announced();
    table.wait(47);
    table.ok(by("meridia"), form("dawn"));
    table.wait(1);
    check(
        "deadline-unstruck",
        &table.refused(by("tavar"), oppose("keth")),
    );
    let other = Act::Strike {
        deadline: of_call("k1"),
    };
    let refusal = table.refused(Actor::Clock, other);
    assert_eq!(refusal.rule(), "deadline-unstruck");
    table.strike();
    table.ok(by("keth"), form("noon"));
}

#[test]
fn the_clock_does_not_run_ahead() {
    let early = Act::Strike {
        deadline: Deadline::Accreditation(d("keth")),
    };
    let refusal = keth_announced().refused(Actor::Clock, early);
    assert_eq!(refusal.rule(), "not-the-deadline");
}

#[test]
fn nobody_does_what_the_modalities_give_to_others() {
    let mut table = Table::with_delegations();
    check("not-entitled", &table.refused(by("loa"), to_inputs()));
    let opening = Act::Open {
        title: w("Code of conduct"),
        modalities: Arc::new(consensus()),
    };
    for actor in [Actor::Chair, Actor::Clock, by("tavar")] {
        let refusal = Table::empty().refused(actor, opening.clone());
        assert_eq!(refusal.rule(), "not-entitled");
    }
}

#[test]
fn an_input_waits_for_its_stage() {
    let mut table = Table::with_delegations();
    let refusal = table.refused(by("keth"), contribute("k1", &["Open at dawn."]));
    check("stage-closed", &refusal);
}

#[test]
fn whom_the_record_does_not_know_cannot_act() {
    let refusal = inputs().refused(by("oru"), contribute("o1", &["Open at dawn."]));
    check("unknown-delegation", &refusal);
}

#[test]
fn an_announced_delegation_waits_for_its_accreditation() {
    let mut table = keth_announced();
    check("not-accredited", &table.refused(by("keth"), form("noon")));
    table.ok(by("tavar"), oppose("keth"));
    table.strike();
    assert_eq!(rule(&mut table, "keth", form("noon")), "not-accredited");
    table.ok(Actor::Chair, settle("keth", false));
    assert_eq!(rule(&mut table, "keth", form("noon")), "not-accredited");
}

#[test]
fn nobody_acts_as_a_delegate_whom_the_delegation_did_not_name() {
    let mut table = inputs();
    table.ok(by("meridia"), name("m.ito", &[Power::Speak], None));
    let act = contribute("t1", &["Open at dawn."]);
    let refusal = table.refused(delegate("tavar", "m.ito"), act);
    check("unknown-delegate", &refusal);
}

#[test]
fn a_delegate_does_what_the_delegation_allows() {
    let mut table = inputs();
    table.ok(by("meridia"), name("m.ito", &[Power::Speak], None));
    let refusal = table.refused(delegate("meridia", "m.ito"), form("dawn"));
    check("delegate-without-power", &refusal);
}

#[test]
fn what_must_be_signed_is_not_taken_unsigned() {
    let mut table = tavar_signs();
    let act = contribute("t1", &["Open at dawn."]);
    check("signature-required", &table.refused(by("tavar"), act));
    let with_key = name("t.sen", &[Power::Speak], Some(ANOTHER));
    assert_eq!(rule(&mut table, "tavar", with_key), "signature-required");
}

#[test]
fn a_signature_is_by_a_key_of_the_one_who_acts() {
    let mut table = tavar_signs();
    let act = contribute("t1", &["Open at dawn."]);
    let foreign = signed(&mut table, by("tavar"), act.clone(), ANOTHER);
    check("other-key", &decide(&table.state, &foreign).unwrap_err());
    let keyless = signed(&mut table, by("loa"), act.clone(), OWN);
    let refusal = decide(&table.state, &keyless).unwrap_err();
    assert_eq!(refusal.rule(), "other-key");

    let naming = name("t.sen", &[Power::Speak], Some(ANOTHER));
    let naming = signed(&mut table, by("tavar"), naming, OWN);
    table.send(&naming).unwrap();
    let not_by_the_head = signed(&mut table, by("tavar"), act, ANOTHER);
    let refusal = decide(&table.state, &not_by_the_head).unwrap_err();
    assert_eq!(
        refusal.rule(),
        "other-key",
        "a delegate signs as a delegate"
    );
}

#[test]
fn the_record_knows_no_key_of_the_chair() {
    let mut table = Table::opened();
    let submission = signed(&mut table, Actor::Chair, to_inputs(), OWN);
    check("no-key", &decide(&table.state, &submission).unwrap_err());
    let opening = Act::Open {
        title: w("Code of conduct"),
        modalities: Arc::new(consensus()),
    };
    let mut table = Table::empty();
    let submission = signed(&mut table, Actor::Secretariat, opening, OWN);
    let refusal = decide(&table.state, &submission).unwrap_err();
    assert_eq!(refusal.rule(), "no-key");
}

#[test]
fn an_organisation_is_carried_by_its_own_delegation_only() {
    let mut table = halite_through_loa();
    let act = contribute("h1", &["Salt is in the water."]);
    let refusal = table.refused(carrying("keth", "halite"), act.clone());
    check("not-through", &refusal);
    let refusal = table.refused(carrying("loa", "tavar"), act.clone());
    assert_eq!(refusal.rule(), "not-through", "tavar speaks for itself");
    let refusal = table.refused(carrying("loa", "oru"), act);
    assert_eq!(refusal.rule(), "unknown-delegation");
}

#[test]
fn only_the_spokes_speaks_for_a_coalition() {
    let mut table = inputs();
    table.ok(by("tavar"), form("dawn"));
    table.ok(by("loa"), join("dawn"));
    let act = contribute("d1", &["Open at dawn."]);
    let refusal = table.refused(spokes("loa", "dawn"), act.clone());
    check("not-spokes", &refusal);
    let refusal = table.refused(spokes("loa", "noon"), act);
    assert_eq!(refusal.rule(), "unknown");
}

#[test]
fn nobody_decides_for_another() {
    let mut table = halite_through_loa();
    let refusal = table.refused(carrying("loa", "halite"), form("dawn"));
    check("no-behalf", &refusal);
}

#[test]
fn a_reason_says_something() {
    let mut table = keth_announced();
    let act = Act::OpposeAccreditation {
        delegation: d("keth"),
        reason: w(" \n "),
    };
    check("blank", &table.refused(by("tavar"), act));
    let back_without_reason = Act::OpenStage {
        stage: Stage::Modalities,
        reason: None,
    };
    let refusal = inputs().refused(Actor::Chair, back_without_reason);
    assert_eq!(refusal.rule(), "blank");
}

#[test]
fn a_disposition_has_a_reason_and_a_contribution_a_title() {
    let mut table = inputs();
    table.ok(by("loa"), contribute("l1", &["Open at dawn."]));
    let mut silent = note("l1", 0, Link::Entry(0));
    if let Act::Dispose { reason, .. } = &mut silent {
        *reason = w("");
    }
    assert_eq!(table.refused(Actor::Chair, silent).rule(), "blank");
    let mut nameless = contribute("l2", &["Open at dawn."]);
    if let Act::Contribute { title, .. } = &mut nameless {
        *title = w(" ");
    }
    assert_eq!(rule(&mut table, "loa", nameless), "blank");
}

#[test]
fn a_passage_is_no_book() {
    let book = "water ".repeat(40_000);
    let refusal = inputs().refused(by("loa"), contribute("l1", &[&book]));
    check("too-long", &refusal);
    let long_name = Act::FormCoalition {
        coalition: crate::story::voices::c("dawn"),
        name: w(&"friends ".repeat(100)),
    };
    assert_eq!(rule(&mut inputs(), "loa", long_name), "too-long");
}

#[test]
fn a_text_holds_nothing_that_cannot_be_seen() {
    let refusal = inputs().refused(by("loa"), contribute("l1", &["Open\u{8} at dawn."]));
    check("control-characters", &refusal);
    inputs().ok(by("loa"), contribute("l1", &["Open\nat dawn."]));
}

#[test]
fn one_act_does_not_say_everything() {
    let refusal = inputs().refused(by("loa"), contribute("l1", &["Open at dawn."; 5_001]));
    check("too-many", &refusal);
}

#[test]
fn a_contribution_has_passages() {
    let refusal = inputs().refused(by("loa"), contribute("l1", &[]));
    check("nothing", &refusal);
}

#[test]
fn an_id_is_never_used_twice() {
    let mut table = inputs();
    table.ok(by("loa"), contribute("water", &["Open at dawn."]));
    let refusal = table.refused(by("keth"), contribute("water", &["Open at noon."]));
    check("id-in-use", &refusal);
}

#[test]
fn what_is_named_is_there() {
    let mut table = inputs();
    let refusal = table.refused(Actor::Chair, note("water", 0, Link::Entry(0)));
    check("unknown", &refusal);
    table.ok(by("loa"), contribute("water", &["Open at dawn."]));
    let beyond = table.refused(Actor::Chair, note("water", 1, Link::Entry(0)));
    assert_eq!(
        beyond.to_string(),
        "there is no passage 1 in water; they are counted from 0"
    );
}

#[test]
fn a_list_names_each_thing_once() {
    let powers = [Power::Speak, Power::Decide, Power::Speak];
    let refusal = inputs().refused(by("meridia"), name("m.ito", &powers, None));
    check("named-twice", &refusal);
}

#[test]
fn what_is_so_need_not_be_done() {
    let mut table = inputs();
    table.ok(by("loa"), form("dawn"));
    table.ok(by("keth"), join("dawn"));
    check("so-already", &table.refused(by("keth"), join("dawn")));
    let refusal = table.refused(Actor::Chair, to_inputs());
    assert_eq!(refusal.to_string(), "the negotiation is at inputs already");
    let naming = || name("k.lim", &[Power::Speak], None);
    table.ok(by("keth"), naming());
    assert_eq!(rule(&mut table, "keth", naming()), "so-already");
}

#[test]
fn a_statement_needs_words() {
    let mut act = statement("s1", StatementKind::General, &[]);
    if let Act::State { words, .. } = &mut act {
        *words = w("");
    }
    assert_eq!(rule(&mut inputs(), "keth", act), "blank");
}
