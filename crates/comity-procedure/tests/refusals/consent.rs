//! Refusals about positions, objections, calls and closing.

use comity_procedure::act::{Actor, Ending, Stance};
use comity_procedure::modalities::Stage;
use comity_procedure::time::Time;
use comity_procedure::{Act, Refusal};

use crate::check;
use crate::story::consent::{
    adopt, answer, break_silence, cancel, close, end, lift, object, on, reopen, rules, sustain,
    take, whole,
};
use crate::story::{HOUR, Table, by, consensus, of_call, text};

#[test]
fn whoever_objects_ends_the_objection_before_another_position() {
    let mut table = Table::in_readings();
    table.objects("tavar", "ice", "p3");
    let act = take(on("p3"), table.hash("p3"), Stance::Support);
    check("objection-stands", &table.refused(by("tavar"), act));
}

#[test]
fn only_what_was_said_is_taken_back() {
    let mut table = Table::in_readings();
    let act = Act::ClearPosition { subject: on("p3") };
    check("no-position", &table.refused(by("tavar"), act));
}

#[test]
fn nobody_ends_the_objection_of_another() {
    let mut table = Table::in_readings();
    table.objects("tavar", "ice", "p3");
    let act = end("ice", Ending::Withdrawn);
    check("not-your-objection", &table.refused(by("meridia"), act));
}

#[test]
fn an_objection_ends_once() {
    let mut table = Table::in_readings();
    table.objects("tavar", "ice", "p3");
    table.ok(by("tavar"), end("ice", Ending::Withdrawn));
    check(
        "objection-ended",
        &table.refused(Actor::Chair, answer("ice")),
    );
}

#[test]
fn what_nobody_answered_is_not_sustained() {
    let mut table = Table::in_readings();
    table.objects("tavar", "ice", "p3");
    let act = sustain("ice", table.hash("p3"));
    check("nothing-to-sustain", &table.refused(by("tavar"), act));
}

#[test]
fn the_whole_is_not_asked_while_a_part_is() {
    let mut table = Table::in_readings();
    table.ok(Actor::Chair, table.explicit("dawn", table.asks(&["p3"])));
    table.stage(Stage::Finalisation);
    let act = table.silence("all", whole(0), 72);
    check("call-open", &table.refused(Actor::Chair, act));
}

#[test]
fn a_call_that_opens_tomorrow_is_not_broken_today() {
    let mut table = Table::in_readings();
    let today = table.silence("dawn", table.asks(&["p3"]), 100);
    let Act::OpenCall {
        call,
        kind,
        question,
        closes,
        again,
        opens,
    } = today
    else {
        unreachable!("a silence is a call");
    };
    let tomorrow = Act::OpenCall {
        call,
        kind,
        question,
        opens: Time(opens.0 + 24 * HOUR),
        closes,
        again,
    };
    table.ok(Actor::Chair, tomorrow);
    let refusal = table.refused(by("tavar"), break_silence("dawn", &["p3"]));
    check("call-not-open", &refusal);
}

#[test]
fn a_silence_lasts_as_long_as_the_modalities_say() {
    let mut table = Table::in_readings();
    let act = table.silence("dawn", table.asks(&["p3"]), 48);
    check("silence-too-short", &table.refused(Actor::Chair, act));
}

#[test]
fn a_silence_has_an_end() {
    let mut table = Table::in_readings();
    let mut act = table.silence("dawn", table.asks(&["p3"]), 72);
    if let Act::OpenCall { closes, .. } = &mut act {
        *closes = None;
    }
    check("silence-without-end", &table.refused(Actor::Chair, act));
}

#[test]
fn no_call_opens_in_the_past() {
    let mut table = Table::in_readings();
    let act = table.silence("dawn", table.asks(&["p3"]), 100);
    table.wait(1);
    check("call-times", &table.refused(Actor::Chair, act));
}

#[test]
fn no_call_closes_before_it_opens() {
    let mut table = Table::in_readings();
    let act = table.silence("dawn", table.asks(&["p3"]), -1);
    let refusal = table.refused(Actor::Chair, act);
    assert_eq!(
        refusal,
        Refusal::CallTimes {
            why: "it does not close after it opens"
        }
    );
}

#[test]
fn the_chair_does_not_end_a_silence_early() {
    let mut table = Table::in_readings();
    let act = table.silence("dawn", table.asks(&["p3"]), 72);
    table.ok(Actor::Chair, act);
    check(
        "closed-by-clock",
        &table.refused(Actor::Chair, close("dawn")),
    );
}

#[test]
fn an_explicit_call_has_no_silence_to_break() {
    let mut table = Table::in_readings();
    table.ok(Actor::Chair, table.explicit("dawn", table.asks(&["p3"])));
    let act = break_silence("dawn", &["p3"]);
    check("no-silence", &table.refused(by("tavar"), act));
}

#[test]
fn a_silence_is_broken_once_by_each() {
    let mut table = Table::in_readings();
    let act = table.silence("dawn", table.asks(&["p3", "p4"]), 72);
    table.ok(Actor::Chair, act);
    table.ok(by("tavar"), break_silence("dawn", &["p3"]));
    let act = break_silence("dawn", &["p4"]);
    check("broken-already", &table.refused(by("tavar"), act));
}

#[test]
fn nobody_lifts_the_break_of_another() {
    let mut table = Table::in_readings();
    let act = table.silence("dawn", table.asks(&["p3"]), 72);
    table.ok(Actor::Chair, act);
    table.ok(by("tavar"), break_silence("dawn", &["p3"]));
    check("not-broken", &table.refused(by("meridia"), lift("dawn")));
}

#[test]
fn a_break_is_about_what_is_asked() {
    let mut table = Table::in_readings();
    let act = table.silence("dawn", table.asks(&["p3"]), 72);
    table.ok(Actor::Chair, act);
    let act = break_silence("dawn", &["p3", "p4"]);
    check("not-in-call", &table.refused(by("tavar"), act));
}

#[test]
fn a_break_of_a_call_on_rules_names_no_part_of_the_text() {
    let mut table = Table::in_readings();
    let act = table.silence("rules", rules(consensus()), 72);
    table.ok(Actor::Chair, act);
    let refusal = table.refused(by("tavar"), break_silence("rules", &["p3"]));
    assert_eq!(refusal.rule(), "not-in-call");
}

#[test]
fn the_short_silence_is_for_what_had_the_long_one() {
    let mut table = Table::in_readings();
    let act = table.silence("dawn", table.asks(&["p3"]), 72);
    table.ok(Actor::Chair, act);
    table.ok(by("tavar"), break_silence("dawn", &["p3"]));
    table.strike();
    let act = table.silence_again("again", "dawn", table.asks(&["p4"]), 24);
    check("not-to-reissue", &table.refused(Actor::Chair, act));
}

#[test]
fn what_ended_with_consensus_or_was_no_silence_is_not_issued_again() {
    let mut table = Table::in_readings();
    table.agree("dawn", &["p3"]);
    table.objects("tavar", "levels", "p4");
    table.ok(Actor::Chair, answer("levels"));
    table.ok(Actor::Chair, table.explicit("week", table.asks(&["p4"])));
    table.ok(Actor::Chair, close("week"));
    let mut check = |earlier: &str, says: &str| {
        let act = table.silence_again("again", earlier, table.asks(&["p4"]), 24);
        let refusal = table.refused(Actor::Chair, act);
        assert_eq!(refusal.rule(), "not-to-reissue");
        assert!(refusal.to_string().ends_with(says), "{refusal}");
    };
    check("dawn", "it ended with consensus");
    check("week", "it was no silence procedure");
}

#[test]
fn no_deadline_is_struck_before_its_time() {
    let mut table = Table::in_readings();
    let act = table.silence("dawn", table.asks(&["p3"]), 72);
    table.ok(Actor::Chair, act);
    let deadline = of_call("dawn");
    let refusal = table.refused(Actor::Clock, Act::Strike { deadline });
    check("not-the-deadline", &refusal);
}

#[test]
fn no_text_is_adopted_of_which_a_part_is_open() {
    let mut table = Table::in_readings();
    table.agree("most", &["p1", "p2", "p3", "p5"]);
    table.stage(Stage::Finalisation);
    check("not-agreed", &table.refused(Actor::Chair, adopt(0)));
}

#[test]
fn what_is_not_agreed_is_not_reopened() {
    let mut table = Table::in_readings();
    let refusal = table.refused(Actor::Chair, reopen("p3"));
    assert_eq!(refusal.rule(), "not-agreed");
}

#[test]
fn no_text_is_adopted_over_an_objection() {
    let mut table = Table::in_readings();
    let all: Vec<_> = text().iter().map(|it| it.id.to_string()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    table.agree("all", &all);
    table.stage(Stage::Finalisation);
    table.objects("loa", "ice", "p3");
    check(
        "objection-in-the-way",
        &table.refused(Actor::Chair, adopt(0)),
    );
    table.ok(by("loa"), end("ice", Ending::Withdrawn));
    table.ok(Actor::Chair, adopt(0));
}

#[test]
fn a_call_is_taken_back_before_it_ends() {
    let mut table = Table::in_readings();
    table.agree("dawn", &["p3"]);
    let refusal = table.refused(Actor::Chair, cancel("dawn"));
    assert_eq!(refusal.rule(), "call-not-open");
    let refusal = table.refused(by("tavar"), lift("dawn"));
    assert_eq!(refusal.rule(), "call-not-open");
}

#[test]
fn nobody_objects_twice_to_one_text() {
    let mut table = Table::in_readings();
    table.objects("tavar", "ice", "p3");
    let again = object("frost", on("p3"), table.hash("p3"));
    let refusal = table.refused(by("tavar"), again);
    assert_eq!(refusal.rule(), "objection-stands");
    let clear = Act::ClearPosition { subject: on("p3") };
    let refusal = table.refused(by("tavar"), clear);
    assert_eq!(refusal.rule(), "objection-stands");
}
