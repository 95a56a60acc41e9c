//! The laws of procedure, on random walks of random acts by random parties.
//!
//! All laws look at the same walks ([`walk`]); which rules a walk is under depends on its number.
//! What a law needs to know it works out by itself from the acts, apart from the engine's indexes.
//! A seed that fails becomes a named case in [`named`].

#![allow(
    clippy::unwrap_used,
    unreachable_pub,
    dead_code,
    reason = "a law that is broken may stop at once; modules of a test"
)]

mod story;

#[path = "laws/asking.rs"]
mod asking;
#[path = "laws/changes.rs"]
mod changes;
#[path = "laws/chooser.rs"]
mod chooser;
#[path = "laws/dice.rs"]
mod dice;
#[path = "laws/lots.rs"]
mod lots;
#[path = "laws/named.rs"]
mod named;
#[path = "laws/oracle.rs"]
mod oracle;
#[path = "laws/speaking.rs"]
mod speaking;
#[path = "laws/voices.rs"]
mod voices;
#[path = "laws/walk.rs"]
mod walk;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use comity_procedure::act::{Actor, Deadline, Subject};
use comity_procedure::state::{AccreditationState, State};
use comity_procedure::time::Time;
use comity_procedure::{Act, ActKind, decide, evolve};
use comity_text::{Change, ProvisionId};
use walk::{Step, Walk, walks};

/// Tries a law on every step of every walk, and says where it broke.
fn each_step(law: impl Fn(&Step) -> Result<(), String>) {
    for (number, walk) in walks().iter().enumerate() {
        for (at, step) in walk.steps.iter().enumerate() {
            if let Err(why) = law(step) {
                let (seed, act) = (walk.seed, &step.submission);
                panic!("walk {number} (seed {seed}), step {at}: {why}\n{act:#?}");
            }
        }
    }
}

/// Tries a law on whole walks.
fn each_walk(law: impl Fn(&Walk) -> Result<(), String>) {
    for (number, walk) in walks().iter().enumerate() {
        if let Err(why) = law(walk) {
            panic!("walk {number} (seed {}): {why}", walk.seed);
        }
    }
}

/// A claim of a law.
pub fn so(holds: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why()) }
}

#[test]
fn the_walks_cover_every_act() {
    let (mut tried, mut taken) = (0, 0);
    let mut by_kind: BTreeMap<ActKind, (u32, u32, BTreeSet<usize>)> = BTreeMap::new();
    let mut refusals: BTreeMap<&str, u32> = BTreeMap::new();
    for (number, walk) in walks().iter().enumerate() {
        for step in &walk.steps {
            let row = by_kind.entry(step.submission.act.kind()).or_default();
            (tried, row.0) = (tried + 1, row.0 + 1);
            match &step.result {
                Ok(_) => {
                    (taken, row.1) = (taken + 1, row.1 + 1);
                    row.2.insert(number);
                }
                Err(refusal) => *refusals.entry(refusal.rule()).or_default() += 1,
            }
        }
    }
    for kind in ActKind::ALL {
        let (tried, taken, walks) = by_kind.remove(kind).unwrap_or_default();
        println!(
            "{:24}{taken:6} of {tried:6} in {} walks",
            kind.name(),
            walks.len()
        );
        assert!(walks.len() >= 3, "{} is hardly ever taken", kind.name());
    }
    println!("refusals: {refusals:?}");
    println!("{taken} of {tried} acts are taken");
    assert!(taken * 10 >= tried * 4, "too few acts are taken");
    assert!(refusals.len() >= 40, "too few rules refuse anything");
}

#[test]
fn evolve_never_panics() {
    let walks = walks();
    for (number, walk) in walks.iter().enumerate() {
        let other = &walks[(number + 1) % walks.len()];
        let mut state = walk.end().clone();
        for (step, effects) in other.taken() {
            state = evolve(state, &step.submission, effects);
        }
        let pairs = walk.steps.iter().zip(other.taken()).step_by(5);
        for (mine, (theirs, effects)) in pairs {
            let _ = evolve(mine.before.clone(), &theirs.submission, effects);
        }
    }
}

#[test]
fn replayed_equals_built() {
    each_walk(|walk| {
        let mut state = State::empty();
        for (step, effects) in walk.taken() {
            let again = decide(&state, &step.submission).map_err(|it| it.to_string())?;
            so(again == *effects, || {
                format!("other effects at {}", state.size())
            })?;
            state = evolve(state, &step.submission, &again);
        }
        so(state == *walk.end(), || "the state is another".to_owned())
    });
}

#[test]
fn a_refusal_changes_nothing() {
    each_step(|step| {
        let Err(refusal) = &step.result else {
            return so(step.after.size() == step.before.size() + 1, || {
                "an act was taken and not counted".to_owned()
            });
        };
        so(step.after == step.before, || "something changed".to_owned())?;
        let again = decide(&step.before, &step.submission);
        so(again.as_ref() == Err(refusal), || {
            "another answer".to_owned()
        })
    });
}

#[test]
fn a_revision_that_was_prepared_well_is_taken() {
    each_step(|step| match &step.result {
        Err(refusal) if step.honest && step.submission.act.kind() == ActKind::TableRevision => {
            let dishonest = [
                "other-outcome",
                "other-results",
                "other-result",
                "forgotten",
            ];
            so(!dishonest.contains(&refusal.rule()), || refusal.to_string())
        }
        _ => Ok(()),
    });
}

#[test]
fn nobody_speaks_for_another() {
    each_step(|step| match &step.result {
        Ok(_) => voices::nobody_speaks_for_another(step),
        Err(_) => Ok(()),
    });
}

#[test]
fn nothing_is_agreed_over_a_respected_objection() {
    let seen = std::cell::RefCell::new(oracle::Seen::default());
    each_walk(|walk| {
        let mut oracle = oracle::Oracle::default();
        for (step, _) in walk.taken() {
            oracle.judge(step, &mut seen.borrow_mut()).map_err(|why| {
                format!(
                    "entry {}: {why}\n{:#?}",
                    step.before.size(),
                    step.submission
                )
            })?;
        }
        Ok(())
    });
    let seen = seen.into_inner();
    println!("{seen:?}");
    assert!(
        seen.agreed > 100 && seen.kept_open > 100 && seen.adopted >= 3,
        "{seen:?}"
    );
    assert!(seen.rules_changed >= 3 && seen.rules_kept >= 3, "{seen:?}");
    assert!(
        seen.whole_agreed >= 3 && seen.whole_kept_open >= 3,
        "{seen:?}"
    );
}

#[test]
fn no_deadline_is_skipped() {
    each_walk(|walk| {
        let mut pending: BTreeSet<(Time, Deadline)> = BTreeSet::new();
        for (step, _) in walk.taken() {
            let at = step.submission.at;
            let due: Vec<_> = pending.iter().filter(|it| it.0 <= at).cloned().collect();
            match &step.submission.act {
                Act::Strike { deadline } => {
                    let first = pending.pop_first();
                    let struck = first.is_some_and(|it| it.1 == *deadline && it.0 <= at);
                    so(struck, || {
                        format!("{deadline} is struck and was not the next")
                    })?;
                }
                _ => so(due.is_empty(), || format!("{due:?} passed unstruck"))?,
            }
            set_or_gone(step, &mut pending);
            let held: BTreeSet<_> = step.after.deadlines().cloned().collect();
            so(held == pending, || format!("{held:?}, not {pending:?}"))?;
        }
        Ok(())
    });
}

/// What an act sets or takes back, told from the act.
fn set_or_gone(step: &Step, pending: &mut BTreeSet<(Time, Deadline)>) {
    use comity_procedure::modalities::Accreditation;
    match &step.submission.act {
        Act::OpenCall { call, closes, .. } => {
            pending.extend(closes.map(|at| (at, Deadline::Call(call.clone()))));
        }
        Act::CloseCall { call } | Act::CancelCall { call, .. } => {
            pending.retain(|it| it.1 != Deadline::Call(call.clone()));
        }
        Act::Accredit { delegation, .. } => {
            let rule = &step.before.modalities().accreditation;
            if let Accreditation::NoObjection { within, .. } = rule {
                let until = step.submission.at.after(*within);
                pending.insert((until, Deadline::Accreditation(delegation.clone())));
            }
        }
        _ => {}
    }
}

#[test]
fn a_changed_text_inherits_no_position() {
    each_step(|step| {
        for (subject, held) in step.after.positions() {
            let stands = step.after.hash_of(subject);
            for (by, position) in held {
                let fits = position.lapsed || stands == Some(position.text);
                so(fits, || {
                    format!("{by} holds on {subject:?} what it said of another text")
                })?;
            }
        }
        if !matches!(step.submission.act, Act::TableRevision { .. }) || step.result.is_err() {
            return Ok(());
        }
        let (old, new) = (
            step.before.current().unwrap(),
            step.after.current().unwrap(),
        );
        for provision in new.instrument.provisions() {
            let Some(before) = old.instrument.get(&provision.id) else {
                continue;
            };
            let same_hash = old.hashes[&provision.id] == new.hashes[&provision.id];
            so(same_hash == (before.text == provision.text), || {
                format!("the words of {} and their hash part", provision.id)
            })?;
        }
        for (id, proposal) in step.before.proposals() {
            let (old, new) = (proposal.version(), step.after.proposals()[id].version());
            let same_hash = old.changes.hash == new.changes.hash;
            so(same_hash == (old.changes.list == new.changes.list), || {
                format!("the changes of {id} and their hash part")
            })?;
        }
        Ok(())
    });
}

#[test]
fn no_proposal_is_lost() {
    each_step(|step| match &step.result {
        Ok(_) => lots::no_proposal_is_lost(step),
        Err(_) => Ok(()),
    });
}

#[test]
fn every_id_is_used_once() {
    each_walk(|walk| {
        let mut names: HashSet<(&str, String)> = HashSet::new();
        let mut provisions: BTreeSet<ProvisionId> = BTreeSet::new();
        for (step, _) in walk.taken() {
            let key = ("key", format!("{:?}", step.submission.key));
            so(names.insert(key), || "a key came twice".to_owned())?;
            if let Some((sort, id)) = named_by(&step.submission.act) {
                so(names.insert((sort, id.clone())), || {
                    format!("{sort} {id} came twice")
                })?;
            }
            let old = step.before.current().map(|it| &it.hashes);
            for id in step.after.current().iter().flat_map(|it| it.hashes.keys()) {
                let new = old.is_none_or(|old| !old.contains_key(id));
                so(!new || provisions.insert(id.clone()), || {
                    format!("{id} came back")
                })?;
            }
        }
        let end = walk.end();
        for id in &provisions {
            so(end.has_used(id), || format!("{id} counts as free"))?;
        }
        for version in end.proposals().values().flat_map(|it| &it.versions) {
            for change in &version.changes.list {
                let added = matches!(change, Change::Add { .. });
                so(!added || end.has_used(change.provision()), || {
                    format!("{} counts as free", change.provision())
                })?;
            }
        }
        so(!end.has_used(&ProvisionId::new("never")), || {
            "all counts as used".to_owned()
        })
    });
}

/// What an act names for the first time.
fn named_by(act: &Act) -> Option<(&'static str, String)> {
    Some(match act {
        Act::Accredit { delegation, .. } => ("delegation", delegation.to_string()),
        Act::FormCoalition { coalition, .. } => ("coalition", coalition.to_string()),
        Act::Contribute { contribution, .. } => ("contribution", contribution.to_string()),
        Act::Propose { proposal, .. } | Act::MergeProposals { proposal, .. } => {
            ("proposal", proposal.to_string())
        }
        Act::Object { objection, .. } => ("objection", objection.to_string()),
        Act::OpenCall { call, .. } => ("call", call.to_string()),
        Act::State { statement, .. } => ("statement", statement.to_string()),
        _ => return None,
    })
}

#[test]
fn time_never_goes_back() {
    each_step(|step| {
        let (before, after) = (step.before.at(), step.after.at());
        so(before <= after, || format!("from {before} to {after}"))?;
        let taken = step.result.is_err() || step.submission.at == after;
        so(taken, || {
            "the state has another time than its last act".to_owned()
        })
    });
}

#[test]
fn indexes_equal_the_ledger() {
    each_step(|step| indexes(&step.after));
}

fn indexes(state: &State) -> Result<(), String> {
    let ledger = state.objections().values().filter(|it| !it.has_ended());
    let ledger: BTreeSet<_> = ledger.map(|it| (&it.subject, &it.by, &it.id)).collect();
    let subjects: BTreeSet<&Subject> = state.objections().values().map(|it| &it.subject).collect();
    let found = subjects.iter().flat_map(|subject| {
        let on = state.standing_objections(subject);
        on.map(move |(by, it)| (*subject, by, &it.id))
    });
    so(found.collect::<BTreeSet<_>>() == ledger, || {
        "the standing objections".to_owned()
    })?;
    let calls = state.calls().values().filter(|it| it.outcome.is_none());
    let calls: BTreeMap<_, _> = calls.map(|it| (&it.id, it)).collect();
    let open: BTreeSet<_> = state.open_calls().collect();
    so(open == calls.keys().copied().collect(), || {
        "the open calls".to_owned()
    })?;
    for id in state.provisions().keys() {
        let mut on = calls.values().filter(|call| {
            use comity_procedure::act::Question;
            call.provisions().any(|it| it == id)
                || matches!(*call.question, Question::Adoption { .. })
        });
        let asks = on.next().map(|it| &it.id);
        so(on.next().is_none(), || format!("two calls ask about {id}"))?;
        so(state.call_on(id) == asks, || format!("the call on {id}"))?;
    }
    let announced = state
        .delegations()
        .values()
        .filter_map(|it| match it.accreditation {
            AccreditationState::Announced { until, .. } => {
                Some((until, Deadline::Accreditation(it.id.clone())))
            }
            _ => None,
        });
    let closing = calls.values();
    let closing = closing.filter_map(|it| Some((it.closes?, Deadline::Call(it.id.clone()))));
    let due: BTreeSet<_> = announced.chain(closing).collect();
    so(
        state.deadlines().cloned().collect::<BTreeSet<_>>() == due,
        || "the deadlines".to_owned(),
    )?;
    let text = state
        .current()
        .map(|it| it.hashes.keys().collect::<Vec<_>>());
    let provisions: Vec<_> = state.provisions().keys().collect();
    so(provisions == text.unwrap_or_default(), || {
        "the provisions".to_owned()
    })
}

/// The delegation that acts, if it is one.
pub fn actor_of(step: &Step) -> Option<&comity_procedure::ids::DelegationId> {
    match &step.submission.actor {
        Actor::Delegation { delegation, .. } => Some(delegation),
        _ => None,
    }
}
