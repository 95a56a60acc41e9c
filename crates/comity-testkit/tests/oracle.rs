//! The oracle on cases that one can check by eye, one or more for every sentence of the rule.

#![allow(clippy::unwrap_used)]

use comity_testkit::oracle::{
    base_of, colliding, flagged, naive_apply, naive_apply_styled, text_of,
};
use comity_text::compile::{Alternative, CompiledProvision, Conflict, Piece, Region};
use comity_text::{
    BREAK, Change, Compilation, Instrument, Kind, Place, Proposal, Provision, ProvisionId, Style,
    Text,
};

/// Article 1 holds paragraphs 1.1 and 1.2 (with an item 1.2.a); article 2 holds 2.1.
fn base() -> Instrument {
    let provision = |id: &str, kind, parent: Option<&str>, text: &str| Provision {
        id: ProvisionId::new(id),
        kind,
        parent: parent.map(ProvisionId::new),
        label: None,
        text: Text::plain(text),
    };
    Instrument::new(vec![
        provision("1", Kind::Article, None, "Duties"),
        provision(
            "1.1",
            Kind::Paragraph,
            Some("1"),
            "States should keep the ports open.",
        ),
        provision(
            "1.2",
            Kind::Paragraph,
            Some("1"),
            "They tell each other of:",
        ),
        provision("1.2.a", Kind::Item(1), Some("1.2"), "storms;"),
        provision("2", Kind::Article, None, "Means"),
        provision("2.1", Kind::Paragraph, Some("2"), "A fund is set up."),
    ])
    .unwrap()
}

fn replace(provision: &str, start: u32, end: u32, with: &str) -> Change {
    Change::Replace {
        provision: ProvisionId::new(provision),
        start,
        end,
        with: Text::plain(with),
    }
}

fn insert(provision: &str, at: u32, with: &str) -> Change {
    replace(provision, at, at, with)
}

fn suppress(provision: &str) -> Change {
    Change::Suppress {
        provision: ProvisionId::new(provision),
        joined_into: None,
    }
}

fn join(provision: &str, into: &str) -> Change {
    Change::Suppress {
        provision: ProvisionId::new(provision),
        joined_into: Some(ProvisionId::new(into)),
    }
}

fn place(parent: &str, after: &str) -> Place {
    let named = |id: &str| (!id.is_empty()).then(|| ProvisionId::new(id));
    Place {
        parent: named(parent),
        after: named(after),
    }
}

fn shift(provision: &str, parent: &str, after: &str) -> Change {
    Change::Move {
        provision: ProvisionId::new(provision),
        place: place(parent, after),
    }
}

fn keep(provision: &str) -> Change {
    Change::Keep {
        provision: ProvisionId::new(provision),
    }
}

fn add(id: &str, parent: &str, after: &str) -> Change {
    Change::Add {
        id: ProvisionId::new(id),
        place: place(parent, after),
        kind: Kind::Paragraph,
        label: None,
        text: Text::plain("The fund reports each year."),
    }
}

fn proposal(id: &str, changes: &[Change]) -> Proposal {
    Proposal {
        id: id.to_owned(),
        changes: changes.to_vec(),
        ..Proposal::default()
    }
}

/// Two delegations ask for these changes: in which provisions do they collide? Either order of
/// the two gives the same answer.
#[track_caller]
fn check(meridia: &[Change], tavar: &[Change], provisions: &[&str]) {
    for (one, other) in [(meridia, tavar), (tavar, meridia)] {
        let found = colliding(
            &base(),
            &[proposal("Meridia", one), proposal("Tavar", other)],
        );
        let expected = provisions
            .iter()
            .map(|id| {
                (
                    ProvisionId::new(*id),
                    "Meridia".to_owned(),
                    "Tavar".to_owned(),
                )
            })
            .collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn ranges_that_intersect_collide() {
    let should = replace("1.1", 7, 13, "shall");
    check(
        std::slice::from_ref(&should),
        &[replace("1.1", 7, 13, "may")],
        &["1.1"],
    );
    check(
        std::slice::from_ref(&should),
        &[replace("1.1", 12, 18, "")],
        &["1.1"],
    );
    check(
        std::slice::from_ref(&should),
        &[replace("1.1", 0, 34, "")],
        &["1.1"],
    );
    check(
        std::slice::from_ref(&should),
        &[replace("1.1", 19, 22, "all")],
        &[],
    );
    check(&[should], &[replace("1.2", 7, 13, "may")], &[]);
}

#[test]
fn an_insertion_strictly_inside_a_range_collides() {
    let should_keep = replace("1.1", 7, 18, "keep");
    check(
        std::slice::from_ref(&should_keep),
        &[insert("1.1", 13, " always")],
        &["1.1"],
    );
    check(&[should_keep], &[insert("1.1", 8, "-")], &["1.1"]);
}

#[test]
fn two_insertions_at_one_point_collide() {
    let always = insert("1.1", 13, " always");
    check(
        std::slice::from_ref(&always),
        &[insert("1.1", 13, " never")],
        &["1.1"],
    );
    check(&[always], &[insert("1.1", 12, "x")], &[]);
}

#[test]
fn neighbours_that_only_touch_do_not_collide() {
    let should = replace("1.1", 7, 13, "shall");
    check(
        std::slice::from_ref(&should),
        &[replace("1.1", 13, 18, " hold")],
        &[],
    );
    check(
        std::slice::from_ref(&should),
        &[insert("1.1", 7, "all ")],
        &[],
    );
    check(&[should], &[insert("1.1", 13, " always")], &[]);
}

#[test]
fn equal_changes_are_one_change() {
    for change in [
        replace("1.1", 7, 13, "shall"),
        insert("1.1", 13, " always"),
        suppress("1"),
        join("1.2", "1.1"),
        shift("1.2", "2", "2.1"),
        keep("1.1"),
    ] {
        check(
            std::slice::from_ref(&change),
            std::slice::from_ref(&change),
            &[],
        );
    }
}

#[test]
fn emphasis_counts_in_comparing() {
    let mut strong = Text::default();
    strong.push_str("shall", Style::STRONG);
    let change = Change::Replace {
        provision: ProvisionId::new("1.1"),
        start: 7,
        end: 13,
        with: strong,
    };
    check(&[change], &[replace("1.1", 7, 13, "shall")], &["1.1"]);
}

#[test]
fn a_suppression_collides_with_what_changes_moves_or_keeps_its_provision() {
    check(&[suppress("1.1")], &[replace("1.1", 0, 6, "All")], &["1.1"]);
    check(&[suppress("1.1")], &[insert("1.1", 0, "All ")], &["1.1"]);
    check(&[suppress("1.1")], &[shift("1.1", "2", "")], &["1.1"]);
    check(&[suppress("1.1")], &[keep("1.1")], &["1.1"]);
    check(&[suppress("1.1")], &[keep("1.2")], &[]);
    check(&[join("1.2", "1.1")], &[keep("1.2")], &["1.2"]);
    check(&[join("1.2", "1.1")], &[keep("1.1")], &[]);
}

#[test]
fn a_suppression_reaches_what_its_provision_contains() {
    check(
        &[suppress("1")],
        &[replace("1.2.a", 0, 6, "floods")],
        &["1.2.a"],
    );
    check(&[suppress("1")], &[shift("1.2", "2", "2.1")], &["1.2"]);
    check(&[suppress("1")], &[keep("1.1"), keep("2.1")], &["1.1"]);
    check(&[suppress("1.2.a")], &[replace("1.2", 0, 4, "All")], &[]);
}

#[test]
fn two_suppressions_do_not_collide() {
    check(&[suppress("1")], &[suppress("1.1")], &[]);
    check(&[suppress("1.2")], &[join("1.2", "1.1")], &[]);
}

#[test]
fn two_moves_of_one_provision_collide() {
    check(
        &[shift("1.1", "2", "")],
        &[shift("1.1", "2", "2.1")],
        &["1.1"],
    );
    check(&[shift("1.1", "2", "")], &[shift("1.2", "2", "")], &[]);
}

#[test]
fn a_move_collides_with_a_move_of_an_ancestor_of_its_target() {
    check(&[shift("2.1", "1", "")], &[shift("1", "", "2")], &["2.1"]);
    check(&[shift("2.1", "1.2", "")], &[shift("1", "", "2")], &["2.1"]);
    check(&[shift("1", "2", "")], &[shift("2", "1", "")], &["1", "2"]);
    check(&[shift("1.1", "1", "1.2")], &[shift("1.2", "2", "")], &[]);
    check(&[shift("1.1", "2", "")], &[shift("1", "", "2")], &[]);
}

#[test]
fn a_target_inside_an_added_provision_has_the_ancestors_of_that() {
    check(
        &[add("new", "1", "1.1"), shift("2.1", "new", "")],
        &[shift("1", "", "2")],
        &["2.1"],
    );
}

#[test]
fn a_noc_collides_with_every_change_to_its_provision() {
    check(&[keep("1.1")], &[replace("1.1", 7, 13, "shall")], &["1.1"]);
    check(&[keep("1.1")], &[insert("1.1", 34, " Always.")], &["1.1"]);
    check(&[keep("1.1")], &[suppress("1.1")], &["1.1"]);
    check(&[keep("1.1")], &[shift("1.1", "2", "")], &["1.1"]);
    check(&[keep("1")], &[replace("1.1", 7, 13, "shall")], &[]);
}

#[test]
fn an_addition_never_collides() {
    check(&[add("a", "2", "2.1")], &[add("b", "2", "2.1")], &[]);
    check(&[add("a", "2", "2.1")], &[suppress("2")], &[]);
    check(&[add("a", "2", "2.1")], &[shift("2", "", "")], &[]);
    check(&[add("a", "2", "2.1")], &[keep("2")], &[]);
}

#[test]
fn a_proposal_does_not_collide_with_itself() {
    let own = proposal(
        "Meridia",
        &[replace("1.1", 7, 13, "shall"), replace("1.1", 7, 13, "may")],
    );
    assert!(colliding(&base(), &[own]).is_empty());
}

/// 1.1 with "should" in dispute: Meridia and Sole ask for "shall", Tavar for "may", and Oru
/// for nothing there.
fn compilation() -> Compilation {
    let alternative = |text: &str, proposals: &[usize]| Alternative {
        text: Text::plain(text),
        proposals: proposals.to_vec(),
        variant_of: None,
    };
    let region = Region {
        start: 7,
        base: Text::plain("should"),
        keep: Vec::new(),
        alternatives: vec![alternative("shall", &[0, 2]), alternative("may", &[3])],
    };
    let provision = CompiledProvision {
        id: ProvisionId::new("1.1"),
        label: "1".to_owned(),
        kind: Kind::Paragraph,
        parent: None,
        after: None,
        alt_of: None,
        pieces: vec![
            Piece::Text(Text::plain("States ")),
            Piece::Region(region),
            Piece::Text(Text::plain(" keep the ports open.")),
        ],
        added_by: Vec::new(),
        suppressed_by: Vec::new(),
        joined_into: Vec::new(),
        moves: Vec::new(),
        keep: Vec::new(),
    };
    let named = ["Meridia", "Oru", "Sole", "Tavar"];
    Compilation {
        proposals: named.iter().map(|id| proposal(id, &[])).collect(),
        provisions: vec![provision],
        conflicts: vec![Conflict {
            provision: 0,
            first: 0,
            second: 3,
        }],
        ..Compilation::default()
    }
}

#[test]
fn a_proposal_is_read_back_from_a_compilation() {
    let read = |proposal| text_of(&compilation(), 0, proposal).as_str().to_owned();
    assert_eq!(read(0), "States shall keep the ports open.");
    assert_eq!(read(1), "States should keep the ports open.");
    assert_eq!(read(2), "States shall keep the ports open.");
    assert_eq!(read(3), "States may keep the ports open.");
    assert_eq!(
        base_of(&compilation(), 0),
        Text::plain("States should keep the ports open.")
    );
}

#[test]
fn conflicts_are_read_by_name_whatever_the_order_of_proposals() {
    let expected = [(
        ProvisionId::new("1.1"),
        "Meridia".to_owned(),
        "Tavar".to_owned(),
    )];
    let mut compilation = compilation();
    assert_eq!(flagged(&compilation), expected.clone().into());
    compilation.proposals.swap(0, 3);
    assert_eq!(flagged(&compilation), expected.into());
}

#[test]
fn replacements_are_put_in_from_the_end() {
    assert_eq!(naive_apply("abc", &[]), "abc");
    assert_eq!(
        naive_apply(
            "the old ports",
            &[(4, 7, "new"), (13, 13, "!"), (0, 3, "all")]
        ),
        "all new ports!"
    );
    assert_eq!(
        naive_apply("abcd", &[(2, 3, "X"), (2, 2, "+"), (0, 2, "")]),
        "+Xd"
    );
    assert_eq!(naive_apply("各国应合作", &[(2, 3, "须\n")]), "各国须\n合作");
}

#[test]
fn replacements_keep_the_emphasis_of_what_stays() {
    let mut text = Text::plain("States ");
    text.push_str("should", Style::STRONG);
    text.push_str(" act.", Style::PLAIN);
    let mut with = Text::plain("all ");
    with.push_str("s", Style::STRONG);
    let change = Change::Replace {
        provision: ProvisionId::new("1.1"),
        start: 7,
        end: 8,
        with,
    };
    let split = insert("1.1", 18, &BREAK.to_string());
    let other = replace("1.2", 0, 18, "");
    let mut expected = Text::plain("States all ");
    expected.push_str("should", Style::STRONG);
    expected.push_str(" act.\n", Style::PLAIN);
    assert_eq!(
        naive_apply_styled(&text, &ProvisionId::new("1.1"), &[split, change, other]),
        expected
    );
}
