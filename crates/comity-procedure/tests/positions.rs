//! Positions and objections: each bound to a text, each its delegation's own.

mod story;

use comity_procedure::act::{Actor, Ending, Stance};
use comity_procedure::ids::{ProposalId, TextHash};
use comity_procedure::state::{Held, ObjectionState, State};
use comity_procedure::words::Words;
use comity_procedure::{Act, Effect};
use story::consent::{answer, end, o, object, on, on_proposal, sustain, take};
use story::{Table, by, changes, d, hash, p, replace, w};

/// What a delegation holds on a provision, and whether it still counts.
fn held(state: &State, delegation: &str, provision: &str) -> Option<(Held, bool)> {
    let on = state.positions().get(&on(provision))?;
    let position = on.get(&d(delegation))?;
    Some((position.stance.clone(), !position.lapsed))
}

/// Tavar proposes noon for dawn in p3; gives the hash of the changes.
fn proposed(table: &mut Table) -> TextHash {
    let changes = changes(vec![replace(table, "p3", "dawn", "noon")]);
    let hash = changes.hash;
    let act = Act::Propose {
        proposal: noon(),
        revision: 0,
        changes,
        rationale: w("Ice melts at noon."),
        variant_of: Vec::new(),
    };
    table.ok(by("tavar"), act);
    hash
}

fn noon() -> ProposalId {
    ProposalId::new("noon").expect("an id")
}

#[test]
fn a_position_is_taken_on_a_text_and_taken_back() {
    let mut table = Table::in_readings();
    let text = table.hash("p3");
    for stance in [Stance::CanLiveWith, Stance::Support] {
        table.ok(by("tavar"), take(on("p3"), text, stance));
        let now = held(&table.state, "tavar", "p3");
        assert_eq!(now, Some((Held::Taken(stance), true)));
    }
    table.ok(by("meridia"), take(on("p3"), text, Stance::Abstain));
    table.ok(by("tavar"), Act::ClearPosition { subject: on("p3") });
    assert_eq!(held(&table.state, "tavar", "p3"), None);
    let other = held(&table.state, "meridia", "p3");
    assert_eq!(other, Some((Held::Taken(Stance::Abstain), true)));
}

#[test]
fn a_position_on_words_that_do_not_stand_is_refused() {
    let mut table = Table::in_readings();
    let old = table.hash("p3");
    table.ok(by("tavar"), take(on("p3"), old, Stance::Support));
    table.reword("p3", "Keepers shall open the well at noon.");
    let lapsed = held(&table.state, "tavar", "p3");
    assert_eq!(lapsed, Some((Held::Taken(Stance::Support), false)));
    for act in [
        take(on("p3"), old, Stance::Support),
        object("ice", on("p3"), old),
    ] {
        assert_eq!(table.refused(by("tavar"), act).rule(), "other-text");
    }
    let new = table.hash("p3");
    table.ok(by("tavar"), take(on("p3"), new, Stance::Support));
    let anew = held(&table.state, "tavar", "p3");
    assert_eq!(anew, Some((Held::Taken(Stance::Support), true)));
}

#[test]
fn positions_are_taken_on_proposals_that_live() {
    let mut table = Table::in_readings();
    let text = proposed(&mut table);
    let act = take(on_proposal("noon"), text, Stance::NoObjection);
    table.ok(by("loa"), act.clone());
    table.ok(by("keth"), object("noise", on_proposal("noon"), text));
    let stale = take(on_proposal("noon"), hash("other"), Stance::Support);
    assert_eq!(table.refused(by("meridia"), stale).rule(), "other-text");
    let none = take(on_proposal("dusk"), text, Stance::Support);
    assert_eq!(table.refused(by("meridia"), none).rule(), "unknown");
    let proposal = noon();
    table.ok(by("tavar"), Act::WithdrawProposal { proposal });
    assert_eq!(table.refused(by("meridia"), act).rule(), "proposal-past");
    // What has begun can be brought to its end all the same.
    table.ok(Actor::Chair, answer("noise"));
    table.ok(by("keth"), end("noise", Ending::Withdrawn));
}

#[test]
fn an_objection_is_raised_answered_sustained_and_met() {
    let mut table = Table::in_readings();
    let text = table.hash("p3");
    table.objects("tavar", "ice", "p3");
    assert_eq!(table.ledger("ice"), &ObjectionState::Open);
    assert_eq!(
        held(&table.state, "tavar", "p3"),
        Some((Held::Objects(o("ice")), true))
    );
    table.ok(Actor::Chair, answer("ice"));
    assert_eq!(table.ledger("ice"), &ObjectionState::Addressed);
    table.ok(by("tavar"), sustain("ice", text));
    let reason = w("A report binds nobody.");
    assert_eq!(table.ledger("ice"), &ObjectionState::Sustained { reason });
    let twice = table.refused(by("tavar"), sustain("ice", text));
    assert_eq!(twice.rule(), "nothing-to-sustain");
    table.ok(Actor::Chair, answer("ice"));
    assert_eq!(table.ledger("ice"), &ObjectionState::Addressed);
    assert_eq!(table.state.objections()[&o("ice")].answers.len(), 2);
    assert_eq!(table.state.in_the_way(&p("p3")), [o("ice")]);
    table.ok(by("tavar"), end("ice", Ending::Accommodated));
    assert!(table.state.objections()[&o("ice")].has_ended());
    assert!(table.state.in_the_way(&p("p3")).is_empty());
    assert_eq!(held(&table.state, "tavar", "p3"), None);
    table.ok(by("tavar"), take(on("p3"), text, Stance::Support));
}

#[test]
fn an_answered_objection_to_words_that_changed_stands_aside_until_it_is_sustained() {
    let mut table = Table::in_readings();
    table.objects("tavar", "ice", "p3");
    table.ok(Actor::Chair, answer("ice"));
    table.reword("p3", "Keepers shall open the well at noon.");
    assert!(table.state.in_the_way(&p("p3")).is_empty());
    let new = table.hash("p3");
    table.ok(by("tavar"), sustain("ice", new));
    assert_eq!(table.state.in_the_way(&p("p3")), [o("ice")]);
    let upheld = held(&table.state, "tavar", "p3");
    assert_eq!(upheld, Some((Held::Objects(o("ice")), true)));
}

#[test]
fn an_objection_that_nobody_answered_follows_the_text() {
    let mut table = Table::in_readings();
    table.objects("tavar", "ice", "p3");
    table.reword("p3", "Keepers shall open the well at noon.");
    assert_eq!(table.state.in_the_way(&p("p3")), [o("ice")]);
    let new = table.hash("p3");
    table.ok(by("tavar"), sustain("ice", new));
    // Upheld on the new words, it still waits for its first answer.
    assert_eq!(table.ledger("ice"), &ObjectionState::Open);
    assert_eq!(table.state.objections()[&o("ice")].text, new);
}

#[test]
fn no_act_of_one_delegation_changes_the_position_of_another() {
    let mut table = Table::in_readings();
    let text = table.hash("p3");
    table.ok(by("meridia"), take(on("p3"), text, Stance::CanLiveWith));
    table.objects("loa", "price", "p3");
    let before = |state: &State| (held(state, "meridia", "p3"), held(state, "loa", "p3"));
    let then = before(&table.state);
    table.ok(by("keth"), take(on("p3"), text, Stance::Recuse));
    table.objects("tavar", "ice", "p3");
    table.ok(by("tavar"), end("ice", Ending::Withdrawn));
    table.ok(Actor::Chair, answer("price"));
    assert_eq!(before(&table.state), then);
}

#[test]
fn an_objection_says_why_and_what_would_clear_it() {
    let mut table = Table::in_readings();
    let mut check = |reason: &str, remedy: &str, says: &str| {
        let mut act = object("ice", on("p3"), table.hash("p3"));
        if let Act::Object {
            reason: why,
            remedy: clears,
            ..
        } = &mut act
        {
            (*why, *clears) = (w(reason), w(remedy));
        }
        assert_eq!(table.refused(by("tavar"), act).to_string(), says);
    };
    check(" ", "Open it at noon.", "the reason is empty");
    check("It is cold.", "", "the remedy is empty");
    // Words that were withheld after they were said do not undo what they did.
    let mut act = object("ice", on("p3"), table.hash("p3"));
    if let Act::Object { reason, .. } = &mut act {
        *reason = Words(None);
    }
    table.ok(by("tavar"), act);
}

#[test]
fn positions_are_for_delegations() {
    let mut table = Table::in_readings();
    let act = take(on("p3"), table.hash("p3"), Stance::Support);
    for actor in [Actor::Chair, Actor::Secretariat] {
        assert_eq!(table.refused(actor, act.clone()).rule(), "not-entitled");
    }
}

#[test]
fn effects_that_name_nothing_change_nothing() {
    let mut table = Table::in_readings();
    let before = table.state.clone();
    table.by_hand(&[
        Effect::PositionCleared(d("tavar"), on("p3")),
        Effect::PositionLapsed(d("tavar"), on("p9")),
        Effect::ObjectionAnswered(o("none"), w("Yes.")),
        Effect::ObjectionMoved(o("none"), ObjectionState::Open, hash("none")),
    ]);
    assert_eq!(table.state.positions(), before.positions());
    assert_eq!(table.state.objections(), before.objections());
}
