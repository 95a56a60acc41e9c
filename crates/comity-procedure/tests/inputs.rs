//! Inputs: contributions, what becomes of them, and what is carried for those who are not there.

mod story;

use comity_procedure::act::{Actor, Behalf, Carriage, Disposition, Link, Passage, StatementKind};
use comity_procedure::ids::{ProposalId, TextHash};
use comity_procedure::modalities::Stage;
use comity_procedure::state::{CarriageState, Disposed};
use comity_procedure::{Act, Effect, evolve};
use story::voices::{
    carriage_of, carrying, contest, contribute, form, halite_through_loa, input, language, note,
    said, spokes, statement, voice_of,
};
use story::{Table, by, d, p, w};

fn inputs() -> Table {
    let mut table = Table::with_delegations();
    table.stage(Stage::Inputs);
    table
}

#[test]
fn a_contribution_comes_in_any_language_and_waits_for_its_dispositions() {
    let mut table = inputs();
    let mut act = contribute("l1", &["Abrir al alba.", "Medir cada semana."]);
    if let Act::Contribute { language: tag, .. } = &mut act {
        *tag = language("es");
    }
    let entry = table.state.size();
    table.ok(by("loa"), act);
    let sent = &table.state.contributions()[&input("l1")];
    assert_eq!(sent.language, language("es"));
    assert_eq!(sent.passages.len(), 2);
    assert_eq!(sent.dispositions, [None, None]);
    assert_eq!(sent.entry, entry);
    assert_eq!(sent.voice.delegation, d("loa"));
}

#[test]
fn a_passage_speaks_to_a_provision_once_there_is_a_text() {
    let on_p3 = || {
        let mut act = contribute("k1", &["Dawn is too early."]);
        if let Act::Contribute { passages, .. } = &mut act {
            passages[0].on = Some(p("p3"));
        }
        act
    };
    assert_eq!(inputs().refused(by("keth"), on_p3()).rule(), "unknown");
    let mut table = Table::in_readings();
    table.ok(by("keth"), on_p3());
    let passages = &table.state.contributions()[&input("k1")].passages;
    let expected = Passage {
        words: w("Dawn is too early."),
        on: Some(p("p3")),
    };
    assert_eq!(passages[..], [expected]);
}

#[test]
fn the_last_disposition_of_a_passage_counts() {
    let mut table = inputs();
    table.ok(by("loa"), contribute("l1", &["At dawn.", "Every week."]));
    table.ok(Actor::Secretariat, note("l1", 1, Link::Entry(0)));
    let taken_up = Act::Dispose {
        contribution: input("l1"),
        passage: 1,
        disposition: Disposition::TakenUp,
        reason: w("The first draft says it."),
        link: Link::Entry(6),
    };
    table.ok(Actor::Chair, taken_up.clone());
    let disposed = Disposed {
        disposition: Disposition::TakenUp,
        reason: w("The first draft says it."),
        link: Link::Entry(6),
    };
    let dispositions = &table.state.contributions()[&input("l1")].dispositions;
    assert_eq!(
        dispositions[..],
        [None, Some(std::sync::Arc::new(disposed))]
    );
    let again = table.refused(Actor::Chair, taken_up);
    assert_eq!(again.rule(), "so-already");
}

#[test]
fn a_disposition_leads_to_something_of_the_record() {
    let mut table = inputs();
    table.ok(by("loa"), contribute("l1", &["Open at dawn."]));
    table.ok(by("loa"), statement("s1", StatementKind::General, &[]));
    let cited = |origin: &str, size| Link::Citation {
        origin: origin.into(),
        size,
        entry: TextHash([7; 32]),
    };
    let size = table.state.size();
    let check = |link: Link, outcome: Result<(), &str>| {
        let taken = table.clone().ask(Actor::Chair, note("l1", 0, link));
        let taken = taken.map(drop).map_err(|refusal| refusal.rule());
        assert_eq!(taken, outcome);
    };
    check(Link::Contribution(input("l1")), Ok(()));
    check(Link::Contribution(input("l2")), Err("unknown"));
    check(Link::Statement(said("s1")), Ok(()));
    check(Link::Statement(said("s2")), Err("unknown"));
    check(
        Link::Proposal(ProposalId::new("a").unwrap()),
        Err("unknown"),
    );
    check(Link::Provision(p("p3")), Err("unknown"));
    check(Link::Entry(size - 1), Ok(()));
    check(Link::Entry(size), Err("unknown"));
    check(cited("wells.example/roads", 12), Ok(()));
    check(cited("wells.example/roads", 0), Err("unknown"));
    check(cited(" ", 12), Err("blank"));
    check(cited("wells\u{0}", 12), Err("control-characters"));
}

#[test]
fn an_organisation_says_whether_it_said_so() {
    let mut table = halite_through_loa();
    let act = contribute("h1", &["Salt is in the water."]);
    table.ok(carrying("loa", "halite"), act);
    let voice = voice_of(&table, "h1");
    assert_eq!(voice.delegation, d("loa"));
    assert_eq!(voice.behalf, Some(Behalf::Organisation(d("halite"))));
    assert_eq!(carriage_of(&table, "h1"), Some(CarriageState::Unconfirmed));

    let h1 = || Carriage::Contribution(input("h1"));
    let confirm = Act::ConfirmCarriage { carriage: h1() };
    let by_the_carrier = table.refused(by("loa"), confirm.clone());
    assert_eq!(by_the_carrier.rule(), "not-entitled");
    table.ok(by("halite"), confirm.clone());
    assert_eq!(carriage_of(&table, "h1"), Some(CarriageState::Confirmed));
    assert_eq!(table.refused(by("halite"), confirm).rule(), "so-already");

    table.ok(by("halite"), contest(h1()));
    let reason = w("We never wrote this.");
    assert_eq!(
        carriage_of(&table, "h1"),
        Some(CarriageState::Contested { reason })
    );
}

#[test]
fn a_carried_statement_can_be_contested() {
    let mut table = halite_through_loa();
    let act = statement("s1", StatementKind::General, &[]);
    table.ok(carrying("loa", "halite"), act);
    table.ok(by("halite"), contest(Carriage::Statement(said("s1"))));
    let voice = &table.state.statements()[&said("s1")].voice;
    assert!(matches!(
        voice.carriage,
        Some(CarriageState::Contested { .. })
    ));
}

#[test]
fn what_is_said_for_a_coalition_awaits_nobody() {
    let mut table = inputs();
    table.ok(by("tavar"), form("dawn"));
    table.ok(
        spokes("tavar", "dawn"),
        contribute("d1", &["Open at dawn."]),
    );
    let refusal = table.refused(by("tavar"), contest(Carriage::Contribution(input("d1"))));
    assert_eq!(refusal.rule(), "not-entitled");
    assert_eq!(carriage_of(&table, "d1"), None);
}

#[test]
fn a_disposition_of_what_is_not_there_changes_nothing() {
    let mut table = inputs();
    table.ok(by("loa"), contribute("l1", &["Open at dawn."]));
    let disposed = || Disposed {
        disposition: Disposition::Noted,
        reason: w("Noted."),
        link: Link::Entry(0),
    };
    let submission = table.submission(Actor::Chair, note("l1", 9, Link::Entry(0)));
    let effects = [
        Effect::PassageDisposed(input("l1"), 9, disposed()),
        Effect::PassageDisposed(input("l2"), 0, disposed()),
    ];
    let after = evolve(table.state.clone(), &submission, &effects);
    assert_eq!(after.contributions(), table.state.contributions());
}
