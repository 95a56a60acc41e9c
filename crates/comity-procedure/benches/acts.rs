//! What one act costs, deciding and putting it into the state, in records of three sizes.
//!
//! The record is made outside the clock. An ordinary act is to stay within 10 µs at every size:
//! a cost that grows with the record shows as a line that climbs.

#![allow(dead_code, reason = "the stories have more than the benchmark needs")]

#[path = "../tests/story/mod.rs"]
mod story;

use comity_procedure::act::{Actor, Disposition, Link, Stance, StatementKind, TabledProvision};
use comity_procedure::modalities::Stage;
use comity_procedure::{Act, decide, evolve};
use comity_text::{Change, Kind, Text};
use divan::{Bencher, black_box};
use story::consent::{answer, break_silence, c, object, on, take};
use story::texts::{pr, propose, says};
use story::voices::{contribute, input, note, statement};
use story::{Table, by, p, w};

fn main() {
    divan::main();
}

/// Provisions, proposals, entries.
const SIZES: [(usize, usize, usize); 3] = [
    (10, 100, 1_000),
    (100, 1_000, 10_000),
    (1_000, 10_000, 100_000),
];

/// How many delegations there are.
const DELEGATIONS: usize = 200;

/// A record of a size, in the readings, with a silence procedure over all provisions under way.
fn record((provisions, proposals, entries): (usize, usize, usize)) -> Table {
    let mut table = Table::opened();
    for number in 0..DELEGATIONS {
        table.accredit(&format!("d{number}"), "government");
    }
    table.stage(Stage::Drafting);
    let provisions: Vec<TabledProvision> = (0..provisions)
        .map(|number| TabledProvision {
            id: p(&format!("p{number}")),
            kind: Kind::Operative,
            parent: None,
            label: None,
            wording: says(&Text::from(
                format!("Keepers shall open well {number} at dawn, every day of the year.")
                    .as_str(),
            )),
            addressees: Vec::new(),
        })
        .collect();
    let count = provisions.len();
    table.ok(Actor::Secretariat, Act::TableText { provisions });
    table.ok(by("d0"), contribute("k1", &["Water is short."; 200]));
    table.stage(Stage::Readings);
    for number in 0..proposals {
        let act = propose(&format!("q{number}"), 0, vec![noon(number % count)]);
        table.ok(by(&format!("d{}", number % DELEGATIONS)), act);
    }
    let mut number = 0;
    while table.state.size() < entries as u64 {
        let (who, at) = (number % DELEGATIONS, number / DELEGATIONS % count);
        let subject = on(&format!("p{at}"));
        let text = table.hash(&format!("p{at}"));
        let act = take(subject, text, Stance::CanLiveWith);
        table.ok(by(&format!("d{who}")), act);
        number += 1;
    }
    let asked: Vec<String> = (0..count).map(|number| format!("p{number}")).collect();
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    let question = table.asks(&asked);
    table.ok(Actor::Chair, table.silence("all", question, 72));
    for number in 1..DELEGATIONS {
        table.ok(by(&format!("d{number}")), break_silence("all", &["p1"]));
    }
    table
}

fn noon(provision: usize) -> Change {
    Change::Replace {
        provision: p(&format!("p{provision}")),
        start: 0,
        end: 7,
        with: Text::from("All keepers"),
    }
}

/// Measures one act, decided and done on the same state every time.
fn measure(bencher: Bencher<'_, '_>, mut table: Table, actor: Actor, act: Act) {
    let submission = table.submission(actor, act);
    bencher.bench_local(|| {
        let state = black_box(&table.state);
        let effects = decide(state, &submission).expect("the act is taken");
        evolve(state.clone(), &submission, &effects)
    });
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn take_a_position(bencher: Bencher<'_, '_>, size: (usize, usize, usize)) {
    let table = record(size);
    let act = take(on("p3"), table.hash("p3"), Stance::Support);
    measure(bencher, table, by("d7"), act);
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn object_to_a_provision(bencher: Bencher<'_, '_>, size: (usize, usize, usize)) {
    let table = record(size);
    let act = object("ice", on("p3"), table.hash("p3"));
    measure(bencher, table, by("d7"), act);
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn answer_an_objection(bencher: Bencher<'_, '_>, size: (usize, usize, usize)) {
    measure(bencher, record(size), Actor::Chair, answer("all.d7.1"));
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn break_a_silence(bencher: Bencher<'_, '_>, size: (usize, usize, usize)) {
    let act = break_silence("all", &["p2"]);
    measure(bencher, record(size), by("d0"), act);
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn lift_a_break(bencher: Bencher<'_, '_>, size: (usize, usize, usize)) {
    let act = Act::LiftBreak {
        call: c("all"),
        ending: comity_procedure::act::Ending::Withdrawn,
        reason: None,
    };
    measure(bencher, record(size), by("d7"), act);
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn make_a_proposal(bencher: Bencher<'_, '_>, size: (usize, usize, usize)) {
    let act = propose("mine", 0, vec![noon(5)]);
    measure(bencher, record(size), by("d7"), act);
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn join_a_proposal(bencher: Bencher<'_, '_>, size: (usize, usize, usize)) {
    let table = record(size);
    let text = table.state.proposals()[&pr("q1")].version().changes.hash;
    let proposal = pr("q1");
    measure(bencher, table, by("d7"), Act::CoSponsor { proposal, text });
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn make_a_statement(bencher: Bencher<'_, '_>, size: (usize, usize, usize)) {
    let links = [Link::Provision(p("p3")), Link::Proposal(pr("q1"))];
    let act = statement("s1", StatementKind::Reservation, &links);
    measure(bencher, record(size), by("d7"), act);
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn dispose_of_a_passage(bencher: Bencher<'_, '_>, size: (usize, usize, usize)) {
    let act = match note("k1", 150, Link::Contribution(input("k1"))) {
        Act::Dispose {
            contribution,
            passage,
            link,
            ..
        } => Act::Dispose {
            contribution,
            passage,
            disposition: Disposition::TakenUp,
            reason: w("Article 3 says it."),
            link,
        },
        other => other,
    };
    measure(bencher, record(size), Actor::Secretariat, act);
}
