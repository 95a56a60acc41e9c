//! Statements of every kind, translations, and texts that are withheld.

mod story;

use comity_procedure::Act;
use comity_procedure::act::{Actor, Link, Question, StatementKind};
use comity_procedure::act::{CallKind, StatementKind as Kind};
use comity_procedure::ids::CallId;
use comity_procedure::modalities::Stage;
use story::voices::{carrying, halite_through_loa, language, said, statement, translate};
use story::{Table, by, d, hash, p, w};

#[test]
fn whoever_takes_part_makes_a_statement() {
    let mut table = halite_through_loa();
    let entry = table.state.size();
    table.ok(by("halite"), statement("s1", Kind::General, &[]));
    table.ok(
        by("tavar"),
        statement("s2", Kind::General, &[Link::Entry(entry)]),
    );
    let made = &table.state.statements()[&said("s1")];
    assert_eq!((made.entry, &made.voice.delegation), (entry, &d("halite")));
    let refusal = table.refused(by("keth"), statement("s2", Kind::General, &[]));
    assert_eq!(refusal.rule(), "id-in-use");
    let links = vec![Link::Entry(0); 5_001];
    let refusal = table.refused(by("keth"), statement("s3", Kind::General, &links));
    assert_eq!(refusal.rule(), "too-many");
}

#[test]
fn a_statement_is_answered_by_right_of_reply() {
    let mut table = halite_through_loa();
    let act = statement("s1", Kind::General, &[]);
    table.ok(carrying("loa", "halite"), act);
    let reply = |id| statement(id, Kind::RightOfReply, &[Link::Statement(said("s1"))]);
    table.ok(by("tavar"), reply("s2"));
    table.ok(by("loa"), reply("s3"));
    let own = table.refused(by("halite"), reply("s4"));
    assert_eq!(own.rule(), "reply-to-nothing", "the words were its own");
}

#[test]
fn a_reservation_names_what_it_is_about() {
    let mut table = Table::in_readings();
    let on_p3 = [Link::Provision(p("p3"))];
    let kinds: [(&str, StatementKind); 3] = [
        ("s1", Kind::ExplanationOfPosition),
        ("s2", Kind::Reservation),
        ("s3", Kind::Dissociation),
    ];
    for (id, kind) in kinds {
        let refusal = table.refused(by("loa"), statement(id, kind, &[]));
        assert_eq!(refusal.rule(), "about-nothing");
        table.ok(by("loa"), statement(id, kind, &on_p3));
    }
}

#[test]
fn the_whole_text_is_meant_while_its_adoption_is_called() {
    let mut table = Table::in_readings();
    table.stage(Stage::Finalisation);
    let explain = |id| statement(id, Kind::ExplanationOfPosition, &[]);
    assert_eq!(
        table.refused(by("loa"), explain("s1")).rule(),
        "about-nothing"
    );
    let call = Act::OpenCall {
        call: CallId::new("final").unwrap(),
        kind: CallKind::Explicit,
        question: Question::Adoption { revision: 0 },
        opens: table.now,
        closes: None,
        again: None,
    };
    table.ok(Actor::Chair, call);
    table.ok(by("loa"), explain("s1"));
}

#[test]
fn a_translation_is_bound_to_the_words_that_it_translates() {
    let mut table = Table::in_readings();
    table.ok(
        Actor::Secretariat,
        translate(&table, "ar", "يفتح الحراس البئر عند الفجر."),
    );
    let arabic = &table.state.translations()[&language("ar")];
    let translation = &arabic[&p("p3")];
    assert_eq!(translation.of, table.hash("p3"));
    assert!(!translation.is_stale(&table.state, &p("p3")));
    assert!(
        translation.is_stale(&table.state, &p("p4")),
        "it is of other words"
    );
    let mut elsewhere = translation.as_ref().clone();
    elsewhere.of = hash("Keepers shall open the well at noon.");
    assert!(elsewhere.is_stale(&table.state, &p("p3")));
    assert!(
        translation.is_stale(&Table::opened().state, &p("p3")),
        "nothing stands there"
    );
}

#[test]
fn a_better_translation_takes_the_place_of_the_first() {
    let mut table = Table::in_readings();
    for words in ["يفتح الحراس البئر.", "يفتح الحراس البئر عند الفجر."]
    {
        table.ok(Actor::Secretariat, translate(&table, "ar", words));
    }
    let translation = &table.state.translations()[&language("ar")][&p("p3")];
    assert_eq!(
        translation.wording.hash,
        hash("يفتح الحراس البئر عند الفجر.")
    );
}

#[test]
fn a_withheld_text_is_named_with_the_entry_that_withheld_it() {
    let mut table = Table::with_delegations();
    let entry = table.state.size();
    let act = Act::Redact {
        texts: vec![hash("a name"), hash("an address")],
        ground: w("Personal data of somebody who takes no part."),
    };
    table.ok(Actor::Secretariat, act);
    assert_eq!(table.state.redacted().get(&hash("a name")), Some(&entry));
    assert_eq!(table.state.redacted().size(), 2);
}
