//! Cases with names: what generated texts meet too seldom, or cannot hold.
//!
//! Each is a small text, what delegations ask of it, and what a delegate would expect.

use comity_text::compile::{CompileError, Piece};
use comity_text::kernel::ApplyError;
use comity_text::rebase::carried;
use comity_text::{
    Change, Fate, Instrument, Kind, Place, Proposal, ProtocolOrder, Provision, ProvisionId, Style,
    Text, apply, compile, compose, merge, rebase,
};

fn id(name: &str) -> ProvisionId {
    ProvisionId::new(name)
}

/// Paragraphs with the ids `p1`, `p2`, …; a text that begins with `>` stands in the one before.
fn text(paragraphs: &[&str]) -> Instrument {
    let mut outer = None;
    let provisions = paragraphs.iter().enumerate().map(|(at, words)| {
        let own = id(&format!("p{}", at + 1));
        let inside = words.strip_prefix('>');
        let parent = match inside {
            Some(_) => outer.clone(),
            None => outer.replace(own.clone()).and(None),
        };
        Provision {
            id: own,
            kind: Kind::Paragraph,
            parent,
            label: None,
            text: Text::plain(inside.unwrap_or(words)),
        }
    });
    Instrument::new(provisions.collect()).expect("a text of paragraphs")
}

fn replace(provision: &str, start: u32, end: u32, with: &str) -> Change {
    Change::Replace {
        provision: id(provision),
        start,
        end,
        with: Text::plain(with),
    }
}

fn place(parent: Option<&str>, after: Option<&str>) -> Place {
    Place {
        parent: parent.map(id),
        after: after.map(id),
    }
}

/// A paragraph added after `p1`.
fn add(name: &str, words: &str) -> Change {
    Change::Add {
        id: id(name),
        place: place(None, Some("p1")),
        kind: Kind::Paragraph,
        label: None,
        text: Text::plain(words),
    }
}

fn suppress(provision: &str) -> Change {
    Change::Suppress {
        provision: id(provision),
        joined_into: None,
    }
}

fn proposal(sponsor: &str, changes: Vec<Change>) -> Proposal {
    Proposal {
        id: sponsor.to_owned(),
        sponsors: vec![sponsor.to_owned()],
        changes,
        ..Proposal::default()
    }
}

fn says(instrument: &Instrument) -> Vec<&str> {
    let provisions = instrument.provisions().iter();
    provisions
        .map(|provision| provision.text.as_str())
        .collect()
}

/// The order of the merged text when two delegations add to one place.
#[track_caller]
fn check_order(meridia: &[&str], tavar: &[&str], expected: &[&str]) {
    let base = text(&["Ports stay open."]);
    let adds = |sponsor: &str, words: &[&str]| {
        let changes = (1..)
            .zip(words)
            .map(|(at, words)| add(&format!("{sponsor}{at}"), words));
        proposal(sponsor, changes.collect())
    };
    let proposals = [adds("Meridia", meridia), adds("Tavar", tavar)];
    let merged = merge(&base, &proposals, &ProtocolOrder::default()).expect("additions agree");
    assert_eq!(says(&merged)[1..], *expected);
}

#[test]
fn what_each_adds_keeps_its_order() {
    check_order(&["A", "B"], &["A", "C", "B"], &["A", "C", "B"]);
    check_order(&["A", "B"], &["C", "D"], &["A", "B", "C", "D"]);
    check_order(&["A", "B"], &["B", "C"], &["A", "B", "C"]);
}

#[test]
fn overlapping_changes_are_refused() {
    let base = text(&["Ports stay open."]);
    let changes = [
        replace("p1", 0, 7, "Harbours"),
        replace("p1", 6, 10, "remain"),
    ];
    let refused = apply(&base, &changes).expect_err("character 6 is changed twice");
    assert_eq!(
        refused,
        ApplyError::Overlap {
            provision: id("p1"),
            at: 6
        }
    );
}

#[test]
fn changes_that_touch_are_applied() {
    let base = text(&["Ports stay open."]);
    let changes = [
        replace("p1", 6, 10, "remain"),
        replace("p1", 0, 6, "Harbours "),
    ];
    let result = apply(&base, &changes).expect("they only touch");
    assert_eq!(says(&result), ["Harbours remain open."]);
}

#[test]
fn what_is_suppressed_cannot_be_changed() {
    let base = text(&["Ports", ">stay open."]);
    for suppressed in ["p1", "p2"] {
        let changes = vec![suppress(suppressed), replace("p2", 0, 4, "remain")];
        let refused = compile(
            &base,
            &[proposal("Meridia", changes)],
            &ProtocolOrder::default(),
        );
        let expected = CompileError::DoesNotFit {
            proposal: "Meridia".to_owned(),
            error: ApplyError::Contradiction(id("p2")),
        };
        assert_eq!(refused, Err(expected));
    }
}

#[test]
fn a_provision_moves_once() {
    let base = text(&["Ports", "Ships", "Nets"]);
    let to = |after: &str| Change::Move {
        provision: id("p1"),
        place: place(None, Some(after)),
    };
    let refused = apply(&base, &[to("p2"), to("p3")]).expect_err("it cannot stand in two places");
    assert_eq!(refused, ApplyError::Contradiction(id("p1")));
}

#[test]
fn what_comes_to_one_point_keeps_the_order_of_the_text() {
    let base = text(&["Ports stay open."]);
    // The proposal puts words before and after "stay " and names the later ones first; the
    // revision takes "stay " away.
    let changes = [
        replace("p1", 11, 11, "and lit "),
        replace("p1", 6, 6, "are "),
    ];
    let revision = [replace("p1", 6, 11, "")];
    let fates = rebase(&base, &revision, &changes).expect("both fit");
    assert!(fates.iter().all(|fate| matches!(fate, Fate::Carried(_))));
    let next = apply(&base, &revision).expect("it fits");
    let result = apply(&next, &carried(&changes, &fates)).expect("what is carried fits");
    assert_eq!(says(&result), ["Ports are and lit open."]);
}

#[test]
fn what_came_inside_stops_a_suppression() {
    let base = text(&["Ports", ">stay open."]);
    let inside = Change::Add {
        id: id("new"),
        place: place(Some("p1"), Some("p2")),
        kind: Kind::Paragraph,
        label: None,
        text: Text::plain("and lit."),
    };
    let fates = rebase(&base, &[inside], &[suppress("p1")]).expect("both fit");
    assert_eq!(fates, [Fate::Conflicting(vec![0])]);
}

#[test]
fn a_move_next_to_an_addition_is_not_a_move_into_it() {
    let base = text(&["Ports", "Ships"]);
    let first = Change::Move {
        provision: id("p2"),
        place: place(None, None),
    };
    let chapter = Change::Add {
        id: id("new"),
        place: place(None, None),
        kind: Kind::Heading(1),
        label: None,
        text: Text::plain("Vessels"),
    };
    let into_it = Change::Move {
        provision: id("p2"),
        place: place(Some("new"), None),
    };
    let fates = rebase(&base, &[first], &[chapter, into_it]).expect("both fit");
    assert_eq!(fates[1], Fate::Conflicting(vec![0]));
}

/// The outcomes that a compilation of two delegations' words for "Ports" lists, and its conflicts.
fn compiled_words(meridia: Text, tavar: Text) -> (Vec<Text>, Vec<usize>, usize) {
    let base = text(&["Ports stay open."]);
    let asks = |sponsor: &str, with: Text| {
        let change = Change::Replace {
            provision: id("p1"),
            start: 0,
            end: 5,
            with,
        };
        proposal(sponsor, vec![change])
    };
    let proposals = [asks("Meridia", meridia), asks("Tavar", tavar)];
    let compilation = compile(&base, &proposals, &ProtocolOrder::default()).expect("both fit");
    let [Piece::Region(region), Piece::Text(_)] = &compilation.provisions[0].pieces[..] else {
        panic!("one region at the start: {compilation:?}");
    };
    let outcomes = region.alternatives.iter().map(|one| one.text.clone());
    (
        outcomes.collect(),
        region.keep.clone(),
        compilation.conflicts.len(),
    )
}

#[test]
fn emphasis_makes_another_outcome() {
    let plain = Text::plain("Harbours");
    let mut strong = Text::default();
    strong.push_str("Harbours", Style::STRONG);
    assert_eq!(
        compiled_words(plain.clone(), strong.clone()),
        (vec![plain, strong], vec![], 1)
    );
}

#[test]
fn who_asks_for_the_words_of_the_base_keeps_them() {
    let (same, other) = (Text::plain("Ports"), Text::plain("Harbours"));
    assert_eq!(
        compiled_words(same, other.clone()),
        (vec![other], vec![0], 1)
    );
}

/// The text after a revision and an addition after the second paragraph, asked for before it.
#[track_caller]
fn check_carried_addition(revision: &[Change], expected: &[&str]) {
    let base = text(&["Ports stay open.", "Ships report.", "Nets are marked."]);
    let mut changes = [add("new", "Lights stay lit.")];
    if let Change::Add { place, .. } = &mut changes[0] {
        place.after = Some(id("p2"));
    }
    let fates = rebase(&base, revision, &changes).expect("both fit");
    let next = apply(&base, revision).expect("it fits");
    let result = apply(&next, &carried(&changes, &fates)).expect("what is carried fits");
    assert_eq!(says(&result), expected);
}

#[test]
fn an_addition_after_what_is_gone_comes_after_what_stood_before() {
    check_carried_addition(
        &[suppress("p2")],
        &["Ports stay open.", "Lights stay lit.", "Nets are marked."],
    );
}

#[test]
fn an_addition_after_what_was_split_comes_after_its_last_part() {
    check_carried_addition(
        &[replace("p2", 5, 6, "\n")],
        &[
            "Ports stay open.",
            "Ships",
            "report.",
            "Lights stay lit.",
            "Nets are marked.",
        ],
    );
}

#[test]
fn an_addition_whose_id_was_taken_keeps_what_stands_in_it() {
    let base = text(&["Ports stay open."]);
    let revision = [add("new", "Nets are marked.")];
    let inside = Change::Add {
        id: id("inner"),
        place: place(Some("new"), None),
        kind: Kind::Paragraph,
        label: None,
        text: Text::plain("day and night."),
    };
    let changes = [add("new", "Lights stay lit"), inside];
    let fates = rebase(&base, &revision, &changes).expect("both fit");
    let next = apply(&base, &revision).expect("it fits");
    let result = apply(&next, &carried(&changes, &fates)).expect("what is carried fits");
    let outer = |words: &str| {
        let mut all = result.provisions().iter();
        let found = all.find(|provision| provision.text.as_str() == words);
        found.and_then(|provision| result.get(provision.parent.as_ref()?))
    };
    let outer = outer("day and night.").expect("it stands in a provision");
    assert_eq!(outer.text.as_str(), "Lights stay lit");
}

/// Two steps on "Ports stay open." as one, as (start, end, words).
#[track_caller]
fn check_composed(first: Change, second: Change, expected: &[(u32, u32, &str)]) {
    let base = text(&["Ports stay open."]);
    let composed = compose(&base, &[first], &[second]).expect("the steps follow each other");
    let expected: Vec<Change> = expected
        .iter()
        .map(|(start, end, with)| replace("p1", *start, *end, with))
        .collect();
    assert_eq!(composed, expected);
}

#[test]
fn steps_that_touch_stay_two_changes() {
    check_composed(
        replace("p1", 0, 5, "Harbours"),
        replace("p1", 8, 13, ""),
        &[(0, 5, "Harbours"), (5, 10, "")],
    );
    check_composed(
        replace("p1", 10, 15, " shut"),
        replace("p1", 5, 10, ""),
        &[(5, 10, ""), (10, 15, " shut")],
    );
}

#[test]
fn what_the_second_step_adds_comes_after_what_the_first_took_away() {
    let base = text(&["Ports stay open.", "Ships report.", "Nets are marked."]);
    let (first, second) = ([suppress("p2")], [add("new", "Lights stay lit.")]);
    let composed = compose(&base, &first, &second).expect("the steps follow each other");
    let mut asked = [add("asked", "Ships fly a flag.")];
    if let Change::Add { place, .. } = &mut asked[0] {
        place.after = Some(id("p2"));
    }
    let next = |base: &Instrument, step: &[Change], asked: &[Change]| {
        let fates = rebase(base, step, asked).expect("both fit");
        let next = apply(base, step).expect("it fits");
        (next, carried(asked, &fates))
    };
    let (middle, halfway) = next(&base, &first, &asked);
    let (last, stepwise) = next(&middle, &second, &halfway);
    let (at_once, directly) = next(&base, &composed, &asked);
    let stepwise = apply(&last, &stepwise).expect("what is carried fits");
    let directly = apply(&at_once, &directly).expect("what is carried fits");
    assert_eq!(says(&stepwise), says(&directly));
    assert_eq!(
        says(&directly),
        [
            "Ports stay open.",
            "Ships fly a flag.",
            "Lights stay lit.",
            "Nets are marked."
        ]
    );
}
