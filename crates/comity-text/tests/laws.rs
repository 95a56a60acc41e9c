//! The laws of the text algebra, each a property test of that name.
//!
//! Each is tried on at least two thousand generated cases, the same ones on every machine; what
//! the cases held is printed, and the share that collides, moves or splits is demanded.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use comity_testkit::generate::{arb_case, arb_edited_pair};
use comity_testkit::law::{broken, holds};
use comity_testkit::oracle;
use comity_text::kernel::{collide, grounded, replaced_text};
use comity_text::rebase::carried;
use comity_text::{
    BREAK, Change, Compilation, Fate, Instrument, Kind, MergeError, Proposal, ProtocolOrder,
    Provision, ProvisionId, Text, Tokenizer, apply, compile, compose, diff, invert, merge,
    merged_changes, rebase,
};
use proptest::test_runner::TestCaseError;

#[path = "laws/reasons.rs"]
mod reasons;

use reasons::Step;

type Outcome = Result<(), TestCaseError>;

fn demand(holds: bool, reason: impl FnOnce() -> String) -> Outcome {
    if holds { Ok(()) } else { Err(broken(reason())) }
}

/// What a reader sees of an instrument: how deep each provision stands, what it is and what it
/// says; not its ids. Kinds are told apart as far as two texts can be aligned over them.
fn seen(instrument: &Instrument) -> Vec<(usize, u8, Text)> {
    let mut depths: Vec<usize> = Vec::new();
    let parents = instrument.parents();
    for parent in &parents {
        depths.push(parent.map_or(0, |parent: usize| depths[parent] + 1));
    }
    let class = |kind: Kind| match kind {
        Kind::Title => 0,
        Kind::Heading(_) | Kind::Article | Kind::Annex => 1,
        Kind::Preambular | Kind::Operative | Kind::Paragraph | Kind::Item(_) => 2,
        Kind::Cell => 3,
        Kind::Footnote => 4,
    };
    let seen = instrument.provisions().iter().zip(depths);
    seen.map(|(p, depth)| (depth, class(p.kind), p.text.clone()))
        .collect()
}

fn order() -> ProtocolOrder {
    ProtocolOrder::default()
}

fn compiled(base: &Instrument, proposals: &[Proposal]) -> Compilation {
    compile(base, proposals, &order()).expect("generated proposals fit their base")
}

#[test]
fn apply_diff_restores() {
    let tokenizer = Tokenizer::default();
    let coverage = holds(
        "apply_diff_restores",
        &arb_edited_pair(),
        |(base, edited), coverage| {
            coverage.see_edited(&edited);
            let changes = diff(&base, &edited.result, &tokenizer);
            let result = apply(&base, &changes).map_err(|e| broken(format!("{e}: {changes:?}")))?;
            demand(seen(&result) == seen(&edited.result), || {
                format!("{changes:?} gave {:?}", seen(&result))
            })
        },
    );
    coverage.demand_moves();
}

#[test]
fn diff_of_equal_is_empty() {
    let tokenizer = Tokenizer::default();
    holds(
        "diff_of_equal_is_empty",
        &arb_edited_pair(),
        |(base, edited), coverage| {
            coverage.see_edited(&edited);
            for text in [&base, &edited.result] {
                let renamed = renamed(text);
                let changes = diff(text, &renamed, &tokenizer);
                demand(changes.is_empty(), || format!("{changes:?}"))?;
            }
            Ok(())
        },
    );
}

/// The same text under other ids.
fn renamed(text: &Instrument) -> Instrument {
    let rename = |id: &ProvisionId| ProvisionId::new(format!("other-{id}"));
    let provisions = text.provisions().iter().map(|provision| Provision {
        id: rename(&provision.id),
        parent: provision.parent.as_ref().map(rename),
        ..provision.clone()
    });
    Instrument::new(provisions.collect()).expect("renaming keeps the tree")
}

#[test]
fn invert_undoes() {
    let coverage = holds("invert_undoes", &arb_case(1..=1), |case, coverage| {
        coverage.see_proposals(&case.base, &case.proposals);
        let changes = &case.proposals[0].changes;
        let result = apply(&case.base, changes).expect("a generated proposal fits");
        let inverse = invert(&case.base, changes).expect("what applies can be inverted");
        let back = apply(&result, &inverse).map_err(|e| broken(format!("{e}: {inverse:?}")))?;
        demand(back == case.base, || format!("{inverse:?} gave {back:?}"))
    });
    coverage.demand_moves();
}

#[test]
fn disjoint_changes_commute() {
    let coverage = holds(
        "disjoint_changes_commute",
        &arb_case(3..=3),
        |case, coverage| {
            coverage.see_proposals(&case.base, &case.proposals);
            for (one, two) in [(0, 1), (0, 2), (1, 2)] {
                let changes = |index: usize| &case.proposals[index].changes;
                commute(&case.base, changes(one), changes(two))?;
            }
            Ok(())
        },
    );
    coverage.demand_collisions_and_moves();
}

fn commute(base: &Instrument, one: &[Change], two: &[Change]) -> Outcome {
    let (one, two) = disjoint(base, one, two);
    let both = |first: &[Change], second: &[Change]| -> Result<Instrument, TestCaseError> {
        let middle = apply(base, first).expect("changes of a proposal fit");
        let fates = rebase(base, first, second).expect("changes of a proposal fit");
        let all = fates.iter().all(|fate| matches!(fate, Fate::Carried(_)));
        demand(all, || format!("{fates:?}"))?;
        let moved = carried(second, &fates);
        apply(&middle, &moved).map_err(|e| broken(format!("{e}: {moved:?}")))
    };
    let (first_two, two_first) = (both(&one, &two)?, both(&two, &one)?);
    demand(seen(&first_two) == seen(&two_first), || {
        format!("{:?} against {:?}", seen(&first_two), seen(&two_first))
    })
}

/// The changes of the first, and those of the second that are disjoint from them: that do not
/// collide with one, are not the same, do not go to the same place, and do not need what the
/// other takes away.
fn disjoint(base: &Instrument, one: &[Change], two: &[Change]) -> (Vec<Change>, Vec<Change>) {
    let places = |change: &Change| match change {
        Change::Add { place, .. } | Change::Move { place, .. } => Some(place.clone()),
        _ => None,
    };
    let anchored_in = |change: &Change, other: &Change| match (places(change), other) {
        (Some(place), Change::Add { .. }) => places(other) == Some(place),
        (Some(place), Change::Suppress { provision, .. } | Change::Move { provision, .. }) => {
            let near = place.parent.iter().chain(&place.after);
            places(other) == Some(place.clone())
                || near
                    .into_iter()
                    .any(|id| comity_text::kernel::is_within(base, id, provision))
        }
        (
            Some(place),
            Change::Replace {
                provision, with, ..
            },
        ) => place.after.as_ref() == Some(provision) && with.as_str().contains('\n'),
        _ => false,
    };
    let mut dropped: HashSet<ProvisionId> = HashSet::new();
    let kept = two.iter().filter(|change| {
        let mut apart = one.iter().all(|other| {
            *other != **change
                && collide(base, other, change).is_none()
                && !anchored_in(change, other)
                && !anchored_in(other, change)
                && !same_suppression(base, other, change)
        });
        apart &= places(change).is_none_or(|p| p.parent.is_none_or(|id| !dropped.contains(&id)));
        if !apart && matches!(change, Change::Add { .. }) {
            dropped.insert(change.provision().clone());
        }
        apart
    });
    (one.to_vec(), kept.cloned().collect())
}

fn same_suppression(base: &Instrument, one: &Change, other: &Change) -> bool {
    let into = |change: &Change| match change {
        Change::Suppress { joined_into, .. } => joined_into.clone(),
        _ => None,
    };
    let taken = |change: &Change, by: &Change| {
        matches!(by, Change::Suppress { .. })
            && into(change)
                .is_some_and(|id| comity_text::kernel::is_within(base, &id, by.provision()))
    };
    let both = matches!(
        (one, other),
        (Change::Suppress { .. }, Change::Suppress { .. })
    );
    let nested =
        |a: &Change, b: &Change| comity_text::kernel::is_within(base, a.provision(), b.provision());
    taken(one, other) || taken(other, one) || both && (nested(one, other) || nested(other, one))
}

#[test]
fn compile_ignores_order() {
    let coverage = holds(
        "compile_ignores_order",
        &arb_case(1..=4),
        |case, coverage| {
            coverage.see_proposals(&case.base, &case.proposals);
            let forward = compiled(&case.base, &case.proposals);
            let mut turned = case.proposals.clone();
            turned.reverse();
            let middle = turned.len() / 2;
            turned.rotate_left(middle);
            let backward = compiled(&case.base, &turned);
            demand(forward == backward, || {
                format!("{forward:?} against {backward:?}")
            })
        },
    );
    coverage.demand_collisions_and_moves();
}

#[test]
fn compile_keeps_every_word() {
    let coverage = holds(
        "compile_keeps_every_word",
        &arb_case(1..=4),
        |case, coverage| {
            coverage.see_proposals(&case.base, &case.proposals);
            let compilation = compiled(&case.base, &case.proposals);
            for (index, proposal) in compilation.proposals.iter().enumerate() {
                let read = read_back(&case.base, &compilation, index);
                let asked =
                    apply(&case.base, &proposal.changes).expect("a generated proposal fits");
                demand(seen(&read) == seen(&asked), || {
                    format!(
                        "{} reads {:?}, asked {:?}",
                        proposal.id,
                        seen(&read),
                        seen(&asked)
                    )
                })?;
            }
            Ok(())
        },
    );
    coverage.demand_collisions_and_moves();
}

/// The text that one proposal asks for, read from the compilation alone.
fn read_back(base: &Instrument, compilation: &Compilation, index: usize) -> Instrument {
    let mut changes = Vec::new();
    let mut arrivals = Vec::new();
    for (at, provision) in compilation.provisions.iter().enumerate() {
        let id = provision.id.clone();
        if provision.added_by.is_empty() {
            let words = oracle::text_of(compilation, at, index);
            let old = oracle::base_of(compilation, at);
            if words != old {
                changes.push(Change::Replace {
                    provision: id.clone(),
                    start: 0,
                    end: old.len(),
                    with: words,
                });
            }
        } else if provision.added_by.contains(&index) {
            arrivals.push(Change::Add {
                id: id.clone(),
                place: comity_text::Place {
                    parent: provision.parent.clone(),
                    after: provision.after.clone(),
                },
                kind: provision.kind,
                label: None,
                text: oracle::base_of(compilation, at),
            });
        }
        if provision.suppressed_by.contains(&index) {
            changes.push(Change::Suppress {
                provision: id.clone(),
                joined_into: None,
            });
        }
        for (place, by) in &provision.moves {
            if by.contains(&index) {
                arrivals.push(Change::Move {
                    provision: id.clone(),
                    place: place.clone(),
                });
            }
        }
    }
    // At one place a proposal's arrivals keep the order in which the proposal lists them.
    let listed: Vec<(comity_text::Place, Option<Text>)> = compilation.proposals[index]
        .changes
        .iter()
        .filter_map(|change| match change {
            Change::Add { place, text, .. } => Some((place.clone(), Some(text.clone()))),
            Change::Move { place, .. } => Some((place.clone(), None)),
            _ => None,
        })
        .collect();
    assert_eq!(
        listed.len(),
        arrivals.len(),
        "every arrival is in the compilation"
    );
    changes.extend(in_listed_order(
        &compilation.proposals[index].changes,
        arrivals,
    ));
    apply(base, &changes).expect("what is read back fits the base")
}

/// Arrivals in the order of the proposal's own list, matched by what arrives.
fn in_listed_order(own: &[Change], mut arrivals: Vec<Change>) -> Vec<Change> {
    let mut new_ids: BTreeMap<ProvisionId, ProvisionId> = BTreeMap::new();
    let mut out = Vec::new();
    for change in own {
        let place_of = |place: &comity_text::Place, ids: &BTreeMap<ProvisionId, ProvisionId>| {
            let parent = place.parent.as_ref();
            let parent = parent.map(|id| ids.get(id).unwrap_or(id).clone());
            comity_text::Place {
                parent,
                after: place.after.clone(),
            }
        };
        let found = match change {
            Change::Move { provision, .. } => arrivals
                .iter()
                .position(|other| other.provision() == provision),
            Change::Add {
                place, kind, text, ..
            } => {
                let place = place_of(place, &new_ids);
                arrivals.iter().position(|other| {
                    matches!(other, Change::Add { place: p, kind: k, text: t, .. }
                        if (p, k, t) == (&place, kind, text))
                })
            }
            _ => continue,
        };
        let arrival = arrivals.remove(found.expect("what a proposal asks for is compiled"));
        if let Change::Add { id, .. } = change {
            new_ids.insert(id.clone(), arrival.provision().clone());
        }
        out.push(arrival);
    }
    out
}

#[test]
fn base_is_in_the_compilation() {
    let coverage = holds(
        "base_is_in_the_compilation",
        &arb_case(1..=4),
        |case, coverage| {
            coverage.see_proposals(&case.base, &case.proposals);
            let compilation = compiled(&case.base, &case.proposals);
            let of_base: Vec<(ProvisionId, Text)> = (0..compilation.provisions.len())
                .filter(|at| compilation.provisions[*at].added_by.is_empty())
                .map(|at| {
                    (
                        compilation.provisions[at].id.clone(),
                        oracle::base_of(&compilation, at),
                    )
                })
                .collect();
            let base: Vec<(ProvisionId, Text)> = case
                .base
                .provisions()
                .iter()
                .map(|p| (p.id.clone(), p.text.clone()))
                .collect();
            demand(of_base == base, || format!("{of_base:?}"))?;
            for provision in &compilation.provisions {
                for piece in &provision.pieces {
                    let comity_text::compile::Piece::Region(region) = piece else {
                        continue;
                    };
                    let texts: BTreeSet<&Text> = region
                        .alternatives
                        .iter()
                        .map(|a| &a.text)
                        .chain([&region.base])
                        .collect();
                    demand(texts.len() == region.alternatives.len() + 1, || {
                        format!("{region:?}")
                    })?;
                }
            }
            Ok(())
        },
    );
    coverage.demand_collisions_and_moves();
}

#[test]
fn flagged_iff_colliding() {
    let coverage = holds(
        "flagged_iff_colliding",
        &arb_case(2..=4),
        |case, coverage| {
            coverage.see_proposals(&case.base, &case.proposals);
            let flagged = oracle::flagged(&compiled(&case.base, &case.proposals));
            let colliding = oracle::colliding(&case.base, &case.proposals);
            demand(flagged == colliding, || {
                format!("{flagged:?} against {colliding:?}")
            })?;
            for (at, first) in case.proposals.iter().enumerate() {
                for second in &case.proposals[at + 1..] {
                    the_kernel_agrees(&case.base, first, second)?;
                }
            }
            Ok(())
        },
    );
    coverage.demand_collisions_and_moves();
}

/// The kernel's rule for two changes says what the oracle says of proposals with them alone.
fn the_kernel_agrees(base: &Instrument, first: &Proposal, second: &Proposal) -> Outcome {
    let alone = |proposal: &Proposal, change: &Change| {
        let mut alone = proposal.clone();
        let added = |other: &Change| matches!(other, Change::Add { .. });
        alone
            .changes
            .retain(|other| added(other) || other == change);
        alone
    };
    let ground = |proposal: &Proposal| grounded(base, &proposal.changes);
    for (one, ground_one) in first.changes.iter().zip(ground(first)) {
        for (other, ground_other) in second.changes.iter().zip(ground(second)) {
            if one != other && ground_one == ground_other {
                // The kernel says of grounded moves that this is for the caller to see.
                continue;
            }
            let found = oracle::colliding(base, &[alone(first, one), alone(second, other)]);
            for (a, b) in [(&ground_one, &ground_other), (&ground_other, &ground_one)] {
                let collide = collide(base, a, b);
                let named = |id: &ProvisionId| found.iter().any(|collision| collision.0 == *id);
                demand(collide.as_ref().map_or(found.is_empty(), named), || {
                    format!("{a:?} and {b:?}: {collide:?} against {found:?}")
                })?;
            }
        }
    }
    Ok(())
}

#[test]
fn rebase_loses_nothing() {
    let coverage = holds(
        "rebase_loses_nothing",
        &arb_case(3..=3),
        |case, coverage| {
            coverage.see_proposals(&case.base, &case.proposals);
            let revision = &case.proposals[0].changes;
            let to = apply(&case.base, revision).expect("the revision fits");
            for proposal in &case.proposals[1..] {
                let changes = &proposal.changes;
                let fates = rebase(&case.base, revision, changes).expect("both fit the base");
                demand(fates.len() == changes.len(), || format!("{fates:?}"))?;
                let asked = grounded(&case.base, changes);
                let made = grounded(&case.base, revision);
                let step = Step {
                    base: &case.base,
                    revision: &made,
                    to: &to,
                };
                for (change, fate) in asked.iter().zip(&fates) {
                    step.gives_a_reason(change, fate)?;
                }
                let whole = carried(changes, &fates);
                apply(&to, &whole).map_err(|e| broken(format!("{e}: {whole:?}")))?;
            }
            Ok(())
        },
    );
    coverage.demand_collisions_and_moves();
}

#[test]
fn rebase_onto_itself_is_identity() {
    holds(
        "rebase_onto_itself_is_identity",
        &arb_case(1..=1),
        |case, coverage| {
            coverage.see_proposals(&case.base, &case.proposals);
            let changes = &case.proposals[0].changes;
            let fates = rebase(&case.base, &[], changes).expect("a generated proposal fits");
            let all: Vec<Fate> = changes
                .iter()
                .map(|change| Fate::Carried(vec![change.clone()]))
                .collect();
            demand(fates == all, || format!("{fates:?}"))?;
            let onto_its_own = rebase(&case.base, changes, changes).expect("it fits");
            let satisfied = changes
                .iter()
                .zip(&onto_its_own)
                .all(|(change, fate)| match change {
                    Change::Keep { .. } => true,
                    _ => *fate == Fate::Satisfied,
                });
            demand(satisfied, || format!("{onto_its_own:?}"))
        },
    );
}

#[test]
fn carried_stepwise_is_carried_directly() {
    let coverage = holds(
        "carried_stepwise_is_carried_directly",
        &arb_case(3..=3),
        |case, coverage| {
            coverage.see_proposals(&case.base, &case.proposals);
            let base = &case.base;
            let first = &case.proposals[0].changes;
            let changes = &case.proposals[2].changes;
            let middle = apply(base, first).expect("the first step fits");
            let fates = rebase(base, first, &case.proposals[1].changes).expect("both fit");
            let second: Vec<Change> = carried(&case.proposals[1].changes, &fates)
                .into_iter()
                .filter(|change| !restructures_a_split(base, first, change))
                .collect();
            let composed = compose(base, first, &second).expect("the steps follow each other");
            let last = apply(&middle, &second).map_err(|e| broken(format!("{e}")))?;
            let at_once = apply(base, &composed).map_err(|e| broken(format!("{e}")))?;
            demand(seen(&last) == seen(&at_once), || {
                format!("composed {composed:?}")
            })?;
            // One change at a time, in the order of the text.
            let mut sorted = changes.clone();
            sorted.sort_by_key(|change| match change {
                Change::Replace { start, end, .. } => (false, *start, *end),
                _ => (true, 0, 0),
            });
            let one = rebase(base, first, &sorted).expect("the changes fit the base");
            let direct = rebase(base, &composed, &sorted).expect("the changes fit the base");
            let middles: Vec<Change> = one.iter().flat_map(carried_by).cloned().collect();
            let mut two = rebase(&middle, &second, &middles).expect("what is carried fits");
            let mut stepwise: Vec<Change> = Vec::new();
            let mut directly: Vec<Change> = Vec::new();
            for (at, fate) in one.iter().enumerate() {
                let rest = two.split_off(carried_by(fate).len());
                let fates = std::mem::replace(&mut two, rest);
                let all = fates.iter().all(|fate| matches!(fate, Fate::Carried(_)));
                if fates.is_empty() || !all {
                    continue;
                }
                demand(matches!(direct[at], Fate::Carried(_)), || {
                    format!(
                        "{:?} stepwise {fates:?} directly {:?}",
                        sorted[at], direct[at]
                    )
                })?;
                stepwise.extend(fates.iter().flat_map(carried_by).cloned());
                directly.extend(carried_by(&direct[at]).iter().cloned());
            }
            let (a, b) = (apply(&last, &stepwise), apply(&at_once, &directly));
            let a = a.map_err(|e| broken(format!("stepwise {e}")))?;
            let b = b.map_err(|e| broken(format!("directly {e}")))?;
            demand(seen(&a) == seen(&b), || {
                format!("{:?} against {:?}", seen(&a), seen(&b))
            })
        },
    );
    coverage.demand_collisions_and_moves();
}

fn carried_by(fate: &Fate) -> &[Change] {
    match fate {
        Fate::Carried(changes) => changes,
        _ => &[],
    }
}

/// Compose says of itself that it cannot follow the parts of a provision that the first step
/// splits and the next moves or suppresses.
fn restructures_a_split(base: &Instrument, first: &[Change], change: &Change) -> bool {
    let splits = |other: &Change| match other {
        Change::Replace {
            provision, with, ..
        } => provision == change.provision() && with.as_str().contains(BREAK),
        _ => false,
    };
    matches!(change, Change::Move { .. } | Change::Suppress { .. })
        && (base.get(change.provision()).is_none() || first.iter().any(splits))
}

#[test]
fn merge_agrees_with_compile() {
    let coverage = holds(
        "merge_agrees_with_compile",
        &arb_case(2..=4),
        |case, coverage| {
            coverage.see_proposals(&case.base, &case.proposals);
            let compilation = compiled(&case.base, &case.proposals);
            match merge(&case.base, &case.proposals, &order()) {
                Ok(merged) => {
                    demand(compilation.conflicts.is_empty(), || {
                        "conflicts were merged".to_owned()
                    })?;
                    says_every_outcome(&compilation, &merged)?;
                    keeps_the_reading_order(&compilation, &merged)?;
                    let changes = merged_changes(&case.base, &case.proposals, &order())
                        .expect("what was merged has changes");
                    joins_as_asked(&compilation, &changes)
                }
                Err(MergeError::Excludes(sets)) => {
                    let excluded: Vec<Vec<String>> =
                        sets.into_iter().map(|set| set.proposals).collect();
                    let name = |index: usize| compilation.proposals[index].id.clone();
                    // Each pair once, in protocol order.
                    let pairs: BTreeSet<(usize, usize)> = compilation
                        .conflicts
                        .iter()
                        .map(|conflict| (conflict.first, conflict.second))
                        .collect();
                    let conflicts: Vec<Vec<String>> = pairs
                        .into_iter()
                        .map(|(first, second)| vec![name(first), name(second)])
                        .collect();
                    demand(!conflicts.is_empty() && excluded == conflicts, || {
                        format!("{excluded:?} against {conflicts:?}")
                    })
                }
                Err(error) => Err(broken(format!("{error}"))),
            }
        },
    );
    coverage.demand_collisions_and_moves();
}

/// Each provision of the merged text says what the compilation lists as its one outcome.
fn says_every_outcome(compilation: &Compilation, merged: &Instrument) -> Outcome {
    for (at, provision) in compilation.provisions.iter().enumerate() {
        let Some(now) = merged.get(&provision.id) else {
            demand(suppressed(compilation, at), || {
                format!("{} is lost", provision.id)
            })?;
            continue;
        };
        demand(provision.suppressed_by.is_empty(), || {
            format!("{} stays", provision.id)
        })?;
        let mut expected = Text::default();
        for piece in &provision.pieces {
            match piece {
                comity_text::compile::Piece::Text(text) => expected.push(text),
                comity_text::compile::Piece::Region(region) => {
                    let [only] = region.alternatives.as_slice() else {
                        return Err(broken(format!("{region:?} has no single outcome")));
                    };
                    expected.push(&only.text);
                }
            }
        }
        let first = expected.split_at_breaks().swap_remove(0);
        demand(now.text == first, || {
            format!("{:?} is not {first:?}", now.text)
        })?;
    }
    Ok(())
}

/// What is not moved stands in the merged text in the order in which it is compiled.
fn keeps_the_reading_order(compilation: &Compilation, merged: &Instrument) -> Outcome {
    let mut moved: HashSet<&ProvisionId> = HashSet::new();
    for provision in &compilation.provisions {
        let with_parent = provision
            .parent
            .as_ref()
            .is_some_and(|id| moved.contains(id));
        if with_parent || !provision.moves.is_empty() {
            moved.insert(&provision.id);
        }
    }
    let ids = compilation.provisions.iter().map(|provision| &provision.id);
    let compiled = ids.filter(|id| !moved.contains(*id));
    let positions: Vec<usize> = compiled.filter_map(|id| merged.position(id)).collect();
    demand(positions.is_sorted(), || {
        format!("{merged:?} reads otherwise than {compilation:?}")
    })
}

/// A provision that some ask to join into another is joined into one of those.
fn joins_as_asked(compilation: &Compilation, changes: &[Change]) -> Outcome {
    for provision in &compilation.provisions {
        let into = changes.iter().find_map(|change| match change {
            Change::Suppress {
                provision: id,
                joined_into,
            } if *id == provision.id => joined_into.as_ref(),
            _ => None,
        });
        let asked = &provision.joined_into;
        demand(
            into.map_or(asked.is_empty(), |into| asked.iter().any(|a| a.0 == *into)),
            || format!("{} is joined into {into:?}, not {asked:?}", provision.id),
        )?;
    }
    Ok(())
}

fn suppressed(compilation: &Compilation, at: usize) -> bool {
    let provision = &compilation.provisions[at];
    !provision.suppressed_by.is_empty()
        || provision.parent.as_ref().is_some_and(|parent| {
            let outer = compilation
                .provisions
                .iter()
                .position(|other| other.id == *parent);
            outer.is_some_and(|outer| suppressed(compilation, outer))
        })
}

#[test]
fn kernel_never_segments() {
    let source = include_str!("../src/kernel.rs");
    let code = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    for line in code {
        for word in ["token", "segment", "icu", "diff"] {
            assert!(!line.contains(word), "the kernel speaks of {word}: {line}");
        }
    }
    let coverage = holds(
        "kernel_never_segments",
        &arb_case(1..=1),
        |case, coverage| {
            coverage.see_proposals(&case.base, &case.proposals);
            let changes = &case.proposals[0].changes;
            let result = apply(&case.base, changes).expect("a generated proposal fits");
            for provision in case.base.provisions() {
                let Some(now) = result.get(&provision.id) else {
                    continue;
                };
                let whole = replaced_text(provision, changes);
                let naive = oracle::naive_apply_styled(&provision.text, &provision.id, changes);
                demand(whole == naive, || format!("{whole:?} against {naive:?}"))?;
                let first = naive.split_at_breaks().swap_remove(0);
                demand(now.text == first, || {
                    format!("{:?} against {first:?}", now.text)
                })?;
            }
            Ok(())
        },
    );
    coverage.demand_moves();
}
