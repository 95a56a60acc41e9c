//! Calls: what a silence settles, what a break holds up, and what the chair asks and closes.

mod story;

use std::sync::Arc;

use comity_procedure::act::{Actor, Ending, Stance};
use comity_procedure::ids::Constituency;
use comity_procedure::modalities::Stage;
use comity_procedure::state::{Agreement, CallOutcome, ObjectionState};
use comity_procedure::time::Time;
use comity_procedure::{Act, Effect, Modalities};
use story::consent::{
    adopts_at, answer, break_silence, c, cancel, close, end, lift, o, object, on, rules, take,
    whole, with_silence,
};
use story::{HOUR, Table, by, consensus, d, of_call, p};

/// In the readings, with a silence of 72 hours over p3 and p4.
fn asked() -> Table {
    let mut table = Table::in_readings();
    let act = table.silence("dawn", table.asks(&["p3", "p4"]), 72);
    table.ok(Actor::Chair, act);
    table
}

/// Modalities that respect the objections of governments only.
fn governments_only() -> Modalities {
    Modalities {
        objections_respected: vec![Constituency::new("government").expect("an id")],
        ..consensus()
    }
}

#[test]
fn whoever_is_silent_goes_along() {
    let mut table = asked();
    assert_eq!(table.state.call_on(&p("p3")), Some(&c("dawn")));
    table.wait(71);
    assert!(table.agreed().is_empty());
    table.strike();
    assert_eq!(table.closed("dawn"), (vec!["p3", "p4"], vec![], true));
    assert_eq!(table.agreed(), ["p3", "p4"]);
    let (call, text) = (c("dawn"), table.hash("p3"));
    let agreement = &table.state.provisions()[&p("p3")].agreement;
    assert_eq!(agreement, &Agreement::AdRef { call, text });
    assert_eq!(table.state.call_on(&p("p3")), None);
    assert_eq!(table.state.open_calls().count(), 0);
    assert_eq!(table.state.deadlines().count(), 0);
}

#[test]
fn a_break_holds_up_what_it_names_and_nothing_else() {
    let mut table = asked();
    table.ok(by("loa"), break_silence("dawn", &["p4"]));
    let raised = &table.state.objections()[&o("dawn.loa.1")];
    assert_eq!(raised.broke, Some(c("dawn")));
    assert_eq!(raised.subject, on("p4"));
    assert_eq!(raised.state, ObjectionState::Open);
    table.strike();
    assert_eq!(table.closed("dawn"), (vec!["p3"], vec!["p4"], false));
    assert_eq!(table.agreed(), ["p3"]);
}

#[test]
fn a_break_that_is_answered_and_lifted_in_time_holds_up_nothing() {
    let mut table = asked();
    table.ok(by("loa"), break_silence("dawn", &["p3", "p4"]));
    table.ok(Actor::Chair, answer("dawn.loa.1"));
    table.ok(by("loa"), lift("dawn"));
    assert_eq!(table.broken("loa", "dawn"), None);
    for id in ["dawn.loa.1", "dawn.loa.2"] {
        let ending = Ending::Accommodated;
        let reason = None;
        assert_eq!(table.ledger(id), &ObjectionState::Ended { ending, reason });
    }
    // It can be broken again; the numbers in the ledger go on.
    table.ok(by("loa"), break_silence("dawn", &["p3"]));
    assert_eq!(table.ledger("dawn.loa.3"), &ObjectionState::Open);
    table.ok(by("loa"), lift("dawn"));
    table.strike();
    assert_eq!(table.closed("dawn"), (vec!["p3", "p4"], vec![], true));
}

#[test]
fn an_answer_alone_lifts_no_break() {
    let mut table = asked();
    table.ok(by("loa"), break_silence("dawn", &["p3"]));
    table.ok(Actor::Chair, answer("dawn.loa.1"));
    table.strike();
    assert_eq!(table.closed("dawn"), (vec!["p4"], vec!["p3"], false));
}

#[test]
fn ending_the_objection_behind_a_break_narrows_it_and_then_lifts_it() {
    let mut table = asked();
    table.ok(by("loa"), break_silence("dawn", &["p3", "p4"]));
    table.ok(by("loa"), end("dawn.loa.1", Ending::Withdrawn));
    assert_eq!(table.broken("loa", "dawn"), Some(vec!["p4"]));
    table.ok(by("loa"), end("dawn.loa.2", Ending::Withdrawn));
    assert_eq!(table.broken("loa", "dawn"), None);
    table.strike();
    assert_eq!(table.closed("dawn"), (vec!["p3", "p4"], vec![], true));
}

#[test]
fn an_objection_that_stood_before_the_break_stays_when_it_is_lifted() {
    let mut table = Table::in_readings();
    table.objects("tavar", "ice", "p3");
    table.ok(Actor::Chair, answer("ice"));
    let act = table.silence("dawn", table.asks(&["p3", "p4"]), 72);
    table.ok(Actor::Chair, act);
    table.ok(by("tavar"), break_silence("dawn", &["p3", "p4"]));
    let sustained = matches!(table.ledger("ice"), ObjectionState::Sustained { .. });
    assert!(sustained, "to break on it is to uphold it");
    table.ok(by("tavar"), lift("dawn"));
    assert!(!table.state.objections()[&o("ice")].has_ended());
    assert!(table.state.objections()[&o("dawn.tavar.1")].has_ended());
    table.strike();
    assert_eq!(table.closed("dawn"), (vec!["p4"], vec!["p3"], false));
}

#[test]
fn an_objection_outside_the_call_counts_as_much_as_a_break() {
    let mut table = asked();
    table.objects("keth", "cost", "p4");
    table.strike();
    assert_eq!(table.closed("dawn"), (vec!["p3"], vec!["p4"], false));
}

#[test]
fn objections_are_answered_before_consensus_is_tested() {
    let mut table = Table::in_readings();
    table.objects("keth", "cost", "p4");
    let act = table.silence("dawn", table.asks(&["p3", "p4"]), 72);
    let refusal = table.refused(Actor::Chair, act.clone());
    assert_eq!(refusal.rule(), "objection-unanswered");
    table.ok(Actor::Chair, answer("cost"));
    table.ok(Actor::Chair, act);
}

#[test]
fn a_call_asks_on_what_stands_and_is_open() {
    let mut table = asked();
    let check = |table: &mut Table, provisions: &[&str], rule: &str| {
        let act = table.explicit("second", table.asks(provisions));
        assert_eq!(table.refused(Actor::Chair, act).rule(), rule);
    };
    check(&mut table, &[], "nothing");
    check(&mut table, &["p5", "p5"], "named-twice");
    check(&mut table, &["p5", "p4"], "under-call");
    let old = table.asks(&["p5"]);
    table.reword("p5", "Disputes are settled where they began.");
    let act = table.explicit("second", old);
    assert_eq!(table.refused(Actor::Chair, act).rule(), "other-text");
    table.strike();
    check(&mut table, &["p5", "p4"], "so-already");
    let act = table.explicit("dawn", table.asks(&["p5"]));
    assert_eq!(table.refused(Actor::Chair, act).rule(), "id-in-use");
}

#[test]
fn what_was_broken_is_issued_again_for_a_shorter_time() {
    let mut table = asked();
    table.ok(by("loa"), break_silence("dawn", &["p4"]));
    table.strike();
    table.ok(Actor::Chair, answer("dawn.loa.1"));
    table.reword(
        "p4",
        "Keepers may measure the level of the water every week.",
    );
    let short = table.silence("plain", table.asks(&["p4"]), 24);
    let refusal = table.refused(Actor::Chair, short);
    assert_eq!(refusal.rule(), "silence-too-short");
    let again = table.silence_again("again", "dawn", table.asks(&["p4"]), 24);
    table.ok(Actor::Chair, again);
    table.strike();
    assert_eq!(table.closed("again"), (vec!["p4"], vec![], true));
    assert_eq!(table.agreed(), ["p3", "p4"]);
}

#[test]
fn nothing_happens_at_a_deadline_before_it_is_struck() {
    let mut table = asked();
    table.wait(72);
    let refusal = table.refused(by("loa"), break_silence("dawn", &["p4"]));
    assert_eq!(refusal.rule(), "deadline-unstruck");
    // The house was without power for two days. Nobody could speak in them either.
    table.wait(48);
    table.strike();
    assert_eq!(table.closed("dawn"), (vec!["p3", "p4"], vec![], true));
    let Some(CallOutcome::Closed { at, .. }) = table.state.calls()[&c("dawn")].outcome else {
        panic!("it has closed");
    };
    assert_eq!(at, table.now);
}

#[test]
fn the_chair_asks_and_closes() {
    let mut table = Table::in_readings();
    let act = table.explicit("dawn", table.asks(&["p3", "p4"]));
    table.ok(Actor::Chair, act);
    let text = table.hash("p3");
    table.ok(by("loa"), take(on("p3"), text, Stance::Abstain));
    table.objects("keth", "cost", "p4");
    table.ok(Actor::Chair, close("dawn"));
    assert_eq!(table.closed("dawn"), (vec!["p3"], vec!["p4"], false));
    let refusal = table.refused(Actor::Chair, close("dawn"));
    assert_eq!(refusal.rule(), "call-not-open");
}

#[test]
fn an_explicit_call_may_have_a_deadline_too() {
    let mut table = Table::in_readings();
    let with_end = |table: &Table, call: &str, provision: &str| {
        let mut act = table.explicit(call, table.asks(&[provision]));
        if let Act::OpenCall { closes, opens, .. } = &mut act {
            *closes = Some(Time(opens.0 + HOUR));
        }
        act
    };
    table.ok(Actor::Chair, with_end(&table.clone(), "dawn", "p3"));
    table.strike();
    assert_eq!(table.closed("dawn"), (vec!["p3"], vec![], true));
    table.ok(Actor::Chair, with_end(&table.clone(), "week", "p4"));
    table.ok(Actor::Chair, close("week"));
    assert_eq!(table.closed("week"), (vec!["p4"], vec![], true));
    assert_eq!(
        table.state.deadlines().count(),
        0,
        "nothing is left to strike"
    );
}

#[test]
fn the_chair_takes_a_call_back_and_nothing_is_agreed() {
    let mut table = asked();
    table.ok(by("loa"), break_silence("dawn", &["p4"]));
    table.ok(Actor::Chair, cancel("dawn"));
    assert_eq!(table.state.deadlines().count(), 0);
    assert_eq!(table.state.call_on(&p("p3")), None);
    assert!(table.agreed().is_empty());
    assert_eq!(
        table.ledger("dawn.loa.1"),
        &ObjectionState::Open,
        "what was said stays said"
    );
}

#[test]
fn whose_objection_is_not_respected_is_heard_and_holds_up_nothing() {
    let mut table = Table::in_readings();
    let only = Arc::new(governments_only());
    table.by_hand(&[Effect::ModalitiesChanged(only)]);
    table.objects("keth", "cost", "p4");
    let act = table.silence("dawn", table.asks(&["p3", "p4"]), 72);
    table.ok(Actor::Chair, act);
    table.ok(by("loa"), break_silence("dawn", &["p3"]));
    assert_eq!(table.broken("loa", "dawn"), Some(vec!["p3"]));
    assert_eq!(table.ledger("dawn.loa.1"), &ObjectionState::Open);
    table.strike();
    assert_eq!(table.closed("dawn"), (vec!["p3", "p4"], vec![], true));
}

#[test]
fn modalities_change_by_silence_and_open_calls_keep_the_old_ones() {
    let mut table = Table::in_readings();
    let act = table.silence("rules", rules(governments_only()), 72);
    table.ok(Actor::Chair, act);
    table.wait(1);
    let act = table.silence("dawn", table.asks(&["p3", "p4"]), 72);
    table.ok(Actor::Chair, act);
    table.ok(by("loa"), break_silence("dawn", &["p3"]));
    table.objects("keth", "cost", "p4");
    let act = table.explicit("hours", rules(with_silence(24)));
    table.ok(Actor::Chair, act);
    table.ok(by("loa"), break_silence("hours", &[]));
    table.strike();
    assert_eq!(table.closed("rules"), (vec![], vec![], true));
    assert_eq!(**table.state.modalities(), governments_only());
    // Loa and Keth spoke under rules that respect them.
    table.strike();
    assert_eq!(table.closed("dawn"), (vec![], vec!["p3", "p4"], false));
    table.ok(Actor::Chair, close("hours"));
    assert_eq!(table.closed("hours"), (vec![], vec![], false));
    // A new call is under the new rules.
    let act = table.silence_again("again", "dawn", table.asks(&["p3"]), 24);
    table.ok(Actor::Chair, act);
    table.strike();
    assert_eq!(table.closed("again"), (vec!["p3"], vec![], true));
}

#[test]
fn a_break_counts_even_if_its_line_in_the_ledger_were_lost() {
    let mut table = asked();
    table.by_hand(&[Effect::SilenceBroken {
        call: c("dawn"),
        by: d("loa"),
        provisions: vec![(p("p3"), o("lost"))],
        reason: story::w("We have not asked our keepers."),
        remedy: story::w("Two more weeks."),
    }]);
    table.strike();
    assert_eq!(table.closed("dawn"), (vec!["p4"], vec!["p3"], false));
}

#[test]
fn one_who_objects_keeps_the_modalities_as_they_are() {
    let mut table = Table::in_readings();
    let act = table.silence("rules", rules(with_silence(24)), 72);
    table.ok(Actor::Chair, act);
    table.ok(by("loa"), break_silence("rules", &[]));
    assert_eq!(table.broken("loa", "rules"), Some(vec![]));
    table.strike();
    assert_eq!(table.closed("rules"), (vec![], vec![], false));
    assert_eq!(**table.state.modalities(), consensus());
    // Asked again explicitly, the same act objects; lifted, the rules change.
    let act = table.explicit("again", rules(with_silence(48)));
    table.ok(Actor::Chair, act);
    table.ok(by("loa"), break_silence("again", &[]));
    table.ok(by("loa"), lift("again"));
    table.ok(Actor::Chair, close("again"));
    assert_eq!(**table.state.modalities(), with_silence(48));
}

#[test]
fn modalities_that_cannot_be_played_by_are_not_asked() {
    let mut table = Table::in_readings();
    let act = table.silence("rules", rules(with_silence(0)), 72);
    let refusal = table.refused(Actor::Chair, act);
    assert_eq!(refusal.rule(), "unusable-modalities");
}

#[test]
fn the_whole_text_is_asked_and_agreed_as_a_whole() {
    let mut table = Table::in_readings();
    table.agree("dawn", &["p3"]);
    let early = table.silence("all", whole(0), 72);
    table.stage(Stage::Finalisation);
    table.ok(Actor::Chair, early);
    let act = table.explicit("part", table.asks(&["p4"]));
    assert_eq!(table.refused(Actor::Chair, act).rule(), "under-call");
    table.strike();
    let every = vec!["p1", "p2", "p3", "p4", "p5"];
    assert_eq!(table.closed("all"), (every.clone(), vec![], true));
    assert_eq!(table.agreed(), every);
    let dawn = &table.state.provisions()[&p("p3")].agreement;
    assert!(matches!(dawn, Agreement::AdRef { call, .. } if *call == c("dawn")));
}

#[test]
fn one_break_holds_up_the_whole() {
    let mut table = Table::in_readings();
    table.stage(Stage::Finalisation);
    let act = table.silence("all", whole(0), 72);
    table.ok(Actor::Chair, act);
    table.ok(by("keth"), break_silence("all", &["p5"]));
    table.strike();
    assert_eq!(table.closed("all"), (vec![], vec!["p5"], false));
    assert!(table.agreed().is_empty());
    assert_eq!(table.state.call_on(&p("p1")), None);
    // What was agreed before stays agreed; an objection to it holds up the whole just as well.
    table.ok(by("keth"), end("all.keth.1", Ending::Accommodated));
    table.agree("dawn", &["p3"]);
    let act = object("ice", on("p3"), table.hash("p3"));
    table.ok(Actor::Chair, table.explicit("again", whole(0)));
    table.ok(by("tavar"), act);
    table.ok(Actor::Chair, close("again"));
    assert_eq!(table.closed("again"), (vec![], vec!["p3"], false));
    assert_eq!(table.agreed(), ["p3"]);
}

#[test]
fn the_whole_is_asked_as_it_stands_and_when_it_can_be_adopted() {
    let mut table = Table::in_readings();
    let late = Arc::new(adopts_at(&[Stage::Finalisation]));
    table.by_hand(&[Effect::ModalitiesChanged(late)]);
    let refusal = table.refused(Actor::Chair, table.explicit("all", whole(0)));
    assert_eq!(refusal.rule(), "stage-closed");
    table.stage(Stage::Finalisation);
    let refusal = table.refused(Actor::Chair, table.explicit("all", whole(1)));
    assert_eq!(refusal.rule(), "other-revision");
}

#[test]
fn a_text_that_changed_under_a_call_is_not_agreed() {
    // No revision is tabled on provisions under a call; were one, nobody was asked on its words.
    let mut table = asked();
    table.reword(
        "p4",
        "Keepers may measure the level of the water every week.",
    );
    table.strike();
    assert_eq!(table.closed("dawn"), (vec!["p3"], vec!["p4"], false));
    table.stage(Stage::Finalisation);
    table.ok(Actor::Chair, table.explicit("all", whole(1)));
    table.reword("p4", "Keepers measure the level of the water every week.");
    table.ok(Actor::Chair, close("all"));
    let (agreed, not_agreed, consensus) = table.closed("all");
    assert_eq!((agreed.len(), not_agreed.len(), consensus), (0, 5, false));
}

#[test]
fn long_names_give_an_id_that_fits() {
    let mut table = Table::in_readings();
    let name = "a".repeat(64);
    table.accredit(&name, "government");
    let act = table.silence(&"b".repeat(64), table.asks(&["p3", "p4"]), 72);
    table.ok(Actor::Chair, act);
    // An id that somebody took before is passed over.
    let taken = format!("{}.{}.1", "b".repeat(30), "a".repeat(24));
    table.objects("loa", &taken, "p4");
    let act = break_silence(&"b".repeat(64), &["p3", "p4"]);
    table.ok(by(&name), act);
    for number in [2, 3] {
        let id = format!("{}.{}.{number}", "b".repeat(30), "a".repeat(24));
        assert_eq!(table.state.objections()[&o(&id)].by, d(&name));
    }
}

#[test]
fn effects_that_name_no_call_change_nothing() {
    let mut table = asked();
    let before = table.state.clone();
    table.by_hand(&[
        Effect::BreakLifted(c("none"), d("loa")),
        Effect::BreakNarrowed(c("dawn"), d("loa"), p("p3")),
        Effect::CallEnded(
            c("none"),
            CallOutcome::Cancelled {
                reason: story::w("It never was."),
            },
        ),
        Effect::AgreementMoved(p("p9"), Agreement::Open),
        Effect::DeadlineGone(Time(0), of_call("none")),
    ]);
    assert_eq!(table.state.calls(), before.calls());
    assert_eq!(table.state.provisions(), before.provisions());
    assert_eq!(table.state.call_on(&p("p3")), Some(&c("dawn")));
}
