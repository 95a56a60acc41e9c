//! In which order new provisions stand that several parties put at one place.
#![allow(clippy::unwrap_used, missing_docs)]

use comity_text::{
    Change, Instrument, Kind, Place, Proposal, ProtocolOrder, Provision, ProvisionId, Text, compile,
};

fn base() -> Instrument {
    Instrument::new(vec![Provision {
        id: ProvisionId::new("p1"),
        kind: Kind::Paragraph,
        parent: None,
        label: Some("Article 6 – paragraph 3".to_owned()),
        text: Text::plain("Harbours are open."),
    }])
    .unwrap()
}

fn addition(sponsor: &str, labels: &[Option<&str>]) -> Proposal {
    let changes = labels.iter().enumerate().map(|(nth, label)| Change::Add {
        id: ProvisionId::new(format!("new-{nth}")),
        place: Place {
            parent: None,
            after: Some(ProvisionId::new("p1")),
        },
        kind: Kind::Paragraph,
        label: label.map(str::to_owned),
        text: Text::plain(format!("{sponsor} asks for this, {nth}.")),
    });
    Proposal {
        id: sponsor.to_owned(),
        sponsors: vec![sponsor.to_owned()],
        changes: changes.collect(),
        ..Proposal::default()
    }
}

#[track_caller]
fn check(proposals: &[Proposal], expected: &[&str]) {
    let compilation = compile(&base(), proposals, &ProtocolOrder::default()).unwrap();
    let order: Vec<&str> = compilation.provisions[1..]
        .iter()
        .map(|provision| provision.label.as_str())
        .collect();
    assert_eq!(order, expected);
}

#[test]
fn rivals_for_one_label_stand_side_by_side() {
    let label = |letter: &str| format!("Article 6 – paragraph 3 {letter} (new)");
    let (a, b, c) = (label("a"), label("b"), label("c"));
    check(
        &[
            addition("Kesh", &[Some(&c)]),
            addition("Loa", &[Some(&a)]),
            addition("Orvia", &[Some(&b)]),
            addition("Tavar", &[Some(&a)]),
        ],
        &[&a, &format!("{a} alt"), &b, &c],
    );
}

#[test]
fn labels_that_are_no_places_stand_in_the_order_of_their_numbers() {
    check(
        &[
            addition("Kesh", &[Some("Box 12")]),
            addition("Loa", &[Some("Box 9")]),
        ],
        &["Box 9", "Box 12"],
    );
}

#[test]
fn what_one_party_puts_in_a_row_stays_in_a_row() {
    check(
        &[
            addition("Kesh", &[Some("Box 3"), Some("Box 2")]),
            addition("Loa", &[Some("Box 1")]),
        ],
        &["Box 3", "Box 2", "Box 1"],
    );
}
