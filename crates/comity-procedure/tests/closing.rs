//! The end: what was agreed reopened, a text adopted, a negotiation closed without agreement.

mod story;

use comity_procedure::act::{Actor, Ending};
use comity_procedure::modalities::{Stage, WithoutAgreement};
use comity_procedure::state::EndState;
use comity_procedure::{Act, Effect, Modalities};
use story::consent::{
    adopt, adopts_at, answer, c, cancel, close, close_without_agreement, end, reopen, whole,
};
use story::{Table, by, consensus, p, w};

/// At finalisation, with every provision agreed.
fn all_agreed() -> Table {
    let mut table = Table::in_readings();
    table.agree("all", &["p1", "p2", "p3", "p4", "p5"]);
    table.stage(Stage::Finalisation);
    table
}

#[test]
fn a_text_is_adopted_when_all_of_it_is_agreed() {
    let mut table = all_agreed();
    assert!(table.state.outcome_text().is_none());
    let refusal = table.refused(Actor::Chair, adopt(1));
    assert_eq!(refusal.rule(), "other-revision");
    table.ok(Actor::Chair, adopt(0));
    assert_eq!(table.state.stage(), Stage::Adopted);
    let at = table.now;
    let ending = EndState::Adopted { revision: 0, at };
    assert_eq!(table.state.ending(), Some(&ending));
    assert_eq!(table.state.outcome_text().map(|it| it.number), Some(0));
}

#[test]
fn a_call_on_the_whole_leads_to_adoption() {
    let mut table = Table::in_readings();
    table.stage(Stage::Finalisation);
    let act = table.silence("all", whole(0), 72);
    table.ok(Actor::Chair, act);
    table.strike();
    assert_eq!(table.state.stage(), Stage::Finalisation);
    table.ok(Actor::Chair, adopt(0));
    assert_eq!(table.state.stage(), Stage::Adopted);
}

#[test]
fn words_that_nobody_agreed_to_are_not_adopted() {
    let mut table = all_agreed();
    table.reword("p4", "Keepers may measure what they like.");
    assert_eq!(table.refused(Actor::Chair, adopt(1)).rule(), "not-agreed");
}

#[test]
fn what_is_agreed_is_reopened_with_a_reason() {
    let mut table = all_agreed();
    let blank = Act::ReopenProvision {
        provision: p("p3"),
        reason: w(""),
    };
    assert_eq!(table.refused(Actor::Chair, blank).rule(), "blank");
    table.ok(Actor::Chair, reopen("p3"));
    assert_eq!(table.agreed(), ["p1", "p2", "p4", "p5"]);
    assert_eq!(table.refused(Actor::Chair, adopt(0)).rule(), "not-agreed");
    table.ok(Actor::Chair, table.explicit("anew", table.asks(&["p3"])));
    table.ok(Actor::Chair, close("anew"));
    table.ok(Actor::Chair, adopt(0));
}

#[test]
fn nothing_is_reopened_or_ended_over_an_open_call() {
    let mut table = all_agreed();
    table.ok(Actor::Chair, table.explicit("whole", whole(0)));
    for act in [reopen("p3"), adopt(0), close_without_agreement()] {
        assert_eq!(table.refused(Actor::Chair, act).rule(), "call-open");
    }
    table.ok(Actor::Chair, cancel("whole"));
    assert!(matches!(
        table.state.calls()[&c("whole")].outcome,
        Some(comity_procedure::state::CallOutcome::Cancelled { .. })
    ));
    table.ok(Actor::Chair, reopen("p3"));
}

#[test]
fn no_text_is_adopted_over_an_objection_that_came_late() {
    let mut table = all_agreed();
    table.objects("tavar", "ice", "p3");
    table.ok(Actor::Chair, answer("ice"));
    let refusal = table.refused(Actor::Chair, adopt(0));
    assert_eq!(refusal.rule(), "objection-in-the-way");
    table.ok(by("tavar"), end("ice", Ending::Accommodated));
    table.ok(Actor::Chair, adopt(0));
}

#[test]
fn a_text_is_adopted_at_the_stage_that_the_modalities_name() {
    let mut table = Table::in_readings();
    table.agree("all", &["p1", "p2", "p3", "p4", "p5"]);
    let late = adopts_at(&[Stage::Finalisation]);
    table.by_hand(&[Effect::ModalitiesChanged(late.into())]);
    assert_eq!(table.refused(Actor::Chair, adopt(0)).rule(), "stage-closed");
    table.stage(Stage::Finalisation);
    table.ok(Actor::Chair, adopt(0));
}

#[test]
fn closing_keeps_the_text_as_the_state_of_discussion_or_drops_it() {
    let check = |rule: WithoutAgreement, remains: Option<u32>| {
        let mut table = Table::in_readings();
        let modalities = Modalities {
            without_agreement: rule,
            ..consensus()
        };
        table.by_hand(&[Effect::ModalitiesChanged(modalities.into())]);
        table.ok(Actor::Chair, close_without_agreement());
        assert_eq!(table.state.stage(), Stage::Closed);
        let text = table.state.outcome_text().map(|it| it.number);
        assert_eq!(text, remains, "{rule:?}");
        assert_eq!(table.state.revisions().count(), 1, "history stays");
        let Some(EndState::WithoutAgreement { text, .. }) = table.state.ending() else {
            panic!("it has closed");
        };
        assert_eq!(*text, rule);
    };
    check(WithoutAgreement::KeepText, Some(0));
    check(WithoutAgreement::DropText, None);
}

#[test]
fn a_negotiation_ends_once() {
    let always = adopts_at(&Stage::ALL);
    let mut table = all_agreed();
    table.by_hand(&[Effect::ModalitiesChanged(always.into())]);
    table.ok(Actor::Chair, adopt(0));
    for act in [adopt(0), close_without_agreement()] {
        // Even where the modalities leave the door open.
        assert_eq!(table.refused(Actor::Chair, act).rule(), "so-already");
    }
    assert_eq!(table.state.stage(), Stage::Adopted);
}
