//! Statements of every kind, translations, and texts that are withheld.

mod story;

use std::sync::Arc;

use comity_procedure::act::{Actor, CallKind, Link, Question, StatementKind as Kind};
use comity_procedure::ids::CallId;
use comity_procedure::modalities::{Stage, WithoutAgreement};
use comity_procedure::state::EndState;
use comity_procedure::time::Time;
use comity_procedure::{Act, Effect, evolve};
use comity_text::Instrument;
use story::voices::{carrying, halite_through_loa, language, said, statement, translate};
use story::{Table, by, d, hash, p, text, w, wording};

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
    let kinds = [
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
    let cancel = Act::CancelCall {
        call: CallId::new("final").unwrap(),
        reason: w("Meridia asks for a day more."),
    };
    table.ok(Actor::Chair, cancel);
    let refusal = table.refused(by("keth"), explain("s2"));
    assert_eq!(refusal.rule(), "about-nothing");
}

#[test]
fn the_whole_text_is_meant_once_it_is_adopted() {
    let explain = || statement("s1", Kind::Dissociation, &[]);
    let ended = |ending| {
        let mut table = Table::in_readings();
        let submission = table.submission(Actor::Chair, Act::Adopt { revision: 0 });
        let effects = [Effect::Ended(Arc::new(ending))];
        table.state = evolve(table.state, &submission, &effects);
        table
    };
    let at = Time(0);
    let mut adopted = ended(EndState::Adopted { revision: 0, at });
    adopted.ok(by("loa"), explain());
    let mut closed = ended(EndState::WithoutAgreement {
        reason: w("No agreement on dawn."),
        text: WithoutAgreement::DropText,
        at,
    });
    assert_eq!(closed.refused(by("loa"), explain()).rule(), "about-nothing");
}

#[test]
fn what_once_stood_can_be_named() {
    let mut table = Table::in_readings();
    let submission = table.submission(Actor::Chair, Act::Adopt { revision: 1 });
    let mut revision = table.state.current().unwrap().as_ref().clone();
    let left = revision.instrument.provisions()[..4].to_vec();
    revision.number = 1;
    revision.instrument = Arc::new(Instrument::new(left).unwrap());
    revision.hashes.remove(&p("p5"));
    let effects = [Effect::RevisionTabled(Arc::new(revision), vec![])];
    table.state = evolve(table.state, &submission, &effects);
    let on_p5 = [Link::Provision(p("p5"))];
    table.ok(by("loa"), statement("s1", Kind::Reservation, &on_p5));
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
fn each_provision_keeps_its_own_translation() {
    let mut table = Table::with_delegations();
    table.stage(Stage::Drafting);
    let mut provisions = text();
    provisions[1].wording = wording("");
    table.ok(Actor::Secretariat, Act::TableText { provisions });
    for (id, words) in [("p3", "يفتح الحراس البئر."), ("p2", "")] {
        let act = Act::Translate {
            language: language("ar"),
            provisions: vec![(p(id), table.hash(id), wording(words))],
        };
        table.ok(Actor::Secretariat, act);
    }
    let arabic = &table.state.translations()[&language("ar")];
    assert_eq!(arabic.size(), 2, "where the text says nothing, so may they");
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
