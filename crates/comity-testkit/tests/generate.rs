//! The generators: what they hold, and that everything they make is valid.

#![allow(clippy::unwrap_used)]

use std::cell::RefCell;
use std::collections::BTreeSet;

use comity_testkit::generate::{
    Deed, SCRIPTS, arb_case, arb_changes, arb_edited, arb_edited_pair, arb_instrument,
    arb_proposals, fits,
};
use comity_testkit::law;
use comity_text::{BREAK, Change, Instrument, Kind, Provision, ProvisionId, Text, normalise};
use proptest::prop_assert;

#[test]
fn proposals_collide_and_move_often_enough() {
    let coverage = law::holds("generated proposals", &arb_case(2..=5), |case, coverage| {
        coverage.see_proposals(&case.base, &case.proposals);
        Ok(())
    });
    coverage.demand_collisions_and_moves();
}

#[test]
fn edited_texts_move_and_split_often_enough() {
    let coverage = law::holds(
        "edited texts",
        &arb_edited_pair(),
        |(_, edited), coverage| {
            coverage.see_edited(&edited);
            Ok(())
        },
    );
    coverage.demand_moves();
}

#[test]
fn the_changes_of_a_proposal_fit_to_each_other() {
    law::holds("changes fit", &arb_case(1..=4), |case, coverage| {
        coverage.see_proposals(&case.base, &case.proposals);
        for proposal in &case.proposals {
            for at in 0..proposal.changes.len() {
                let (taken, rest) = proposal.changes.split_at(at);
                prop_assert!(fits(&case.base, taken, &rest[0]), "{:?}", rest[0]);
            }
        }
        Ok(())
    });
}

#[test]
fn proposals_have_unique_ids_and_sponsors() {
    law::holds("ids are unique", &arb_case(0..=20), |case, _| {
        let ids: BTreeSet<_> = case.proposals.iter().map(|proposal| &proposal.id).collect();
        prop_assert!(ids.len() == case.proposals.len());
        let mut added = BTreeSet::new();
        for proposal in &case.proposals {
            let sponsors: BTreeSet<_> = proposal.sponsors.iter().collect();
            prop_assert!(!sponsors.is_empty() && sponsors.len() == proposal.sponsors.len());
            for change in &proposal.changes {
                if let Change::Add { id, .. } = change {
                    prop_assert!(added.insert(id), "{id} is added twice");
                }
            }
        }
        Ok(())
    });
}

#[test]
fn texts_are_in_normal_form_and_hold_every_script() {
    let seen = RefCell::new(BTreeSet::new());
    let (emphasised, empty, children) = (RefCell::new(0), RefCell::new(0), RefCell::new(0));
    law::holds("texts", &arb_instrument(), |base, _| {
        prop_assert!((1..=12).contains(&base.len()));
        for provision in base.provisions() {
            let text = &provision.text;
            prop_assert!(!normalise(text.as_str()).1 && !text.as_str().contains(BREAK));
            for (script, words) in SCRIPTS {
                if words.iter().any(|word| text.as_str().contains(word)) {
                    seen.borrow_mut().insert(script);
                }
            }
            *emphasised.borrow_mut() += usize::from(!text.spans().is_empty());
            *empty.borrow_mut() += usize::from(text.is_empty());
            *children.borrow_mut() += usize::from(provision.parent.is_some());
        }
        Ok(())
    });
    assert_eq!(seen.take().len(), SCRIPTS.len());
    for count in [emphasised, empty, children] {
        assert!(count.take() > 500);
    }
}

#[test]
fn every_deed_and_every_kind_of_change_comes_up() {
    let (deeds, kinds) = (RefCell::new(BTreeSet::new()), RefCell::new(BTreeSet::new()));
    let (split, joined, into_new) = (RefCell::new(0), RefCell::new(0), RefCell::new(0));
    law::holds("deeds", &arb_edited_pair(), |(_, edited), _| {
        deeds.borrow_mut().extend(edited.deeds);
        Ok(())
    });
    law::holds("kinds of change", &arb_case(1..=3), |case, _| {
        for change in case.proposals.iter().flat_map(|proposal| &proposal.changes) {
            kinds.borrow_mut().insert(change.kind());
            match change {
                Change::Replace { with, .. } => {
                    *split.borrow_mut() += usize::from(with.as_str().contains(BREAK));
                }
                Change::Suppress { joined_into, .. } => {
                    *joined.borrow_mut() += usize::from(joined_into.is_some());
                }
                Change::Move { place, .. } => {
                    let parent = place.parent.as_ref();
                    let new = parent.is_some_and(|parent| case.base.get(parent).is_none());
                    *into_new.borrow_mut() += usize::from(new);
                }
                Change::Add { .. } | Change::Keep { .. } => {}
            }
        }
        Ok(())
    });
    assert_eq!(deeds.take().len(), Deed::ChangeKind as usize + 1);
    assert_eq!(kinds.take().len(), 5);
    for count in [split, joined, into_new] {
        assert!(count.take() > 50);
    }
}

#[test]
fn an_edited_text_without_edits_is_the_base() {
    law::holds("no edit", &arb_edited_pair(), |(base, edited), _| {
        let said = |text: &Instrument| -> Vec<(Kind, Text)> {
            text.provisions()
                .iter()
                .map(|provision| (provision.kind, provision.text.clone()))
                .collect()
        };
        if edited.deeds.is_empty() {
            prop_assert!(said(&base) == said(&edited.result));
        }
        Ok(())
    });
}

fn one_paragraph() -> Instrument {
    Instrument::new(vec![Provision {
        id: ProvisionId::new("only"),
        kind: Kind::Paragraph,
        parent: None,
        label: None,
        text: Text::plain("States should keep the ports open."),
    }])
    .unwrap()
}

#[test]
fn a_given_base_can_be_edited_and_changed() {
    let base = one_paragraph();
    let changed = RefCell::new(0);
    law::holds("given base", &arb_changes(base.clone()), |changes, _| {
        *changed.borrow_mut() += usize::from(!changes.is_empty());
        Ok(())
    });
    law::holds("given base", &arb_edited(base.clone()), |result, _| {
        *changed.borrow_mut() += usize::from(result != base);
        Ok(())
    });
    law::holds("given base", &arb_proposals(base.clone(), 3), |three, _| {
        prop_assert!(three.len() == 3);
        Ok(())
    });
    assert!(changed.take() > 2_000);
}

#[test]
fn changes_in_each_others_way_do_not_fit() {
    let base = one_paragraph();
    let id = || ProvisionId::new("only");
    let replace = |start, end, with: &str| Change::Replace {
        provision: id(),
        start,
        end,
        with: Text::plain(with),
    };
    let suppress = Change::Suppress {
        provision: id(),
        joined_into: None,
    };
    let keep = Change::Keep { provision: id() };
    let check = |taken: &[Change], change: &Change, expected| {
        assert_eq!(fits(&base, taken, change), expected, "{taken:?} {change:?}");
    };
    check(&[], &replace(7, 13, "shall"), true);
    check(&[], &replace(7, 13, "should"), false);
    check(&[], &replace(30, 35, ""), false);
    check(&[replace(7, 13, "shall")], &replace(13, 18, ""), true);
    check(&[replace(7, 13, "shall")], &replace(12, 18, ""), false);
    check(&[replace(7, 7, "all ")], &replace(7, 7, "most "), false);
    check(&[replace(7, 13, "shall")], &suppress, false);
    check(std::slice::from_ref(&suppress), &replace(7, 13, ""), false);
    check(&[suppress], &keep, false);
    check(&[keep], &replace(7, 13, "shall"), false);
}
