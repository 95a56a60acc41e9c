//! What `comity_text::rebase` finds to become of every change is taken; what is not so is refused.
//!
//! Tried on generated texts and proposals, through `decide`. Each outcome is then altered in every
//! way that fits it. None of these is taken, with one exception: a conflict may name any of the
//! accepted changes that it is with, and where two proposals ask for the same, either line of it.

#[path = "story/mod.rs"]
mod story;

use std::cell::RefCell;
use std::collections::BTreeMap;

use comity_procedure::act::{Accepted, Actor, Orphan, Outcome, ProposalOutcome, TabledProvision};
use comity_procedure::modalities::Stage;
use comity_procedure::state::State;
use comity_procedure::{Act, Refusal};
use comity_testkit::generate::{Case, arb_case};
use comity_testkit::law::{broken, holds};
use comity_text::kernel::check;
use comity_text::{Change, Place, ProvisionId, Text};
use proptest::test_runner::TestCaseError;
use story::texts::{asks_for, pr, prepared, propose, says};
use story::{Table, by};

/// The proposals of a case, by name; the first one is accepted.
const NAMES: [&str; 3] = ["first", "second", "third"];

/// The least share of alterations of each kind that must be refused, in percent.
const REFUSED_PERCENT: u64 = 95;

/// Alters a change, if it can be altered so.
type Alter = fn(&mut Change) -> bool;

/// How many alterations of each kind were made, and how many of them refused.
type Tally = RefCell<BTreeMap<&'static str, (u64, u64)>>;

#[test]
fn what_is_so_is_taken_and_nothing_else() {
    let mut ready = Table::with_delegations();
    ready.stage(Stage::Drafting);
    ready.stage(Stage::Readings);
    let tally = Tally::default();
    let fates = Tally::default();
    let coverage = holds("outcomes", &arb_case(3..=3), |case, coverage| {
        coverage.see_proposals(&case.base, &case.proposals);
        let table = at_the_table(&ready, &case);
        for accepted in choices(&table.state) {
            try_choice(table.clone(), accepted, &fates, &tally)?;
        }
        Ok(())
    });
    coverage.demand_collisions_and_moves();
    for (name, (count, _)) in fates.borrow().iter() {
        eprintln!("outcomes: {count} {name}");
    }
    for (name, (made, refused)) in tally.borrow().iter() {
        eprintln!("alterations: {name}: {refused} of {made} refused");
        assert!(*made >= 20, "{name} was tried {made} times only");
        assert!(refused * 100 >= made * REFUSED_PERCENT, "{name}");
    }
}

/// The text of a case with its proposals, under ids that the procedure takes.
fn at_the_table(ready: &Table, case: &Case) -> Table {
    let mut table = ready.clone();
    let provisions = case.base.provisions().iter().map(|it| TabledProvision {
        id: it.id.clone(),
        kind: it.kind,
        parent: it.parent.clone(),
        label: it.label.clone(),
        wording: says(&it.text),
        addressees: vec![],
    });
    let provisions = provisions.collect();
    table.ok(Actor::Secretariat, Act::TableText { provisions });
    for (name, proposal) in NAMES.iter().zip(&case.proposals) {
        let list = renamed(name, &proposal.changes);
        if !list.is_empty() {
            table.ok(by("tavar"), propose(name, 0, list));
        }
    }
    table
}

/// Changes whose additions have ids that begin with a name.
fn renamed(name: &str, changes: &[Change]) -> Vec<Change> {
    let mut ids: BTreeMap<ProvisionId, ProvisionId> = BTreeMap::new();
    let mut out = Vec::new();
    for change in changes {
        let place = |place: &Place, ids: &BTreeMap<ProvisionId, ProvisionId>| Place {
            parent: place
                .parent
                .as_ref()
                .map(|it| ids.get(it).unwrap_or(it).clone()),
            after: place.after.clone(),
        };
        let mut now = change.clone();
        match &mut now {
            Change::Add { id, place: at, .. } => {
                *at = place(at, &ids);
                let new = ProvisionId::new(format!("{name}-{}", ids.len()));
                ids.insert(id.clone(), new.clone());
                *id = new;
            }
            Change::Move { place: at, .. } => *at = place(at, &ids),
            _ => {}
        }
        out.push(now);
    }
    out
}

/// What could be accepted: the first proposal, its first half, the first two together.
fn choices(state: &State) -> Vec<Vec<Accepted>> {
    let all = |name: &str| -> Vec<Accepted> {
        let found = state.proposals().get(&pr(name));
        let count = found.map_or(0, |it| it.version().changes.list.len());
        let line = |change| Accepted {
            proposal: pr(name),
            change,
        };
        (0..count).map(line).collect()
    };
    let whole = all(NAMES[0]);
    let half = whole[..whole.len() / 2].to_vec();
    let two = [whole.clone(), all(NAMES[1])].concat();
    let mut choices = vec![whole, half, two];
    choices.retain(|it| !it.is_empty());
    choices
}

fn try_choice(
    mut table: Table,
    accepted: Vec<Accepted>,
    fates: &Tally,
    tally: &Tally,
) -> Result<(), TestCaseError> {
    let act = prepared(&table.state, accepted);
    if let Err(refusal) = table.ask(Actor::Secretariat, act.clone()) {
        return match refusal {
            // Halves of proposals, and two of them, need not fit together.
            Refusal::Excludes { .. } => Ok(()),
            other => Err(broken(format!("{other}: {act:?}"))),
        };
    }
    let Act::TableRevision {
        outcomes, accepted, ..
    } = &act
    else {
        return Ok(());
    };
    for (at, claim) in outcomes.iter().enumerate() {
        for (change, outcome) in claim.outcomes.iter().enumerate() {
            fates.borrow_mut().entry(name(outcome)).or_default().0 += 1;
            let asked = &table.state.proposals()[&claim.proposal].version().changes;
            let asked = asked.list.clone();
            if was_accepted(&act, claim, change) {
                continue;
            }
            for (kind, other) in alterations(&asked[change], outcome, accepted.len()) {
                let mut altered = claim.clone();
                altered.outcomes[change] = other;
                altered.carried = asks_for(carried(&asked, &altered.outcomes));
                if altered.carried.list == asked {
                    altered.carried = table.state.proposals()[&claim.proposal]
                        .version()
                        .changes
                        .clone();
                }
                count(tally, kind, &mut table, with(&act, at, Some(altered)));
            }
        }
        count(
            tally,
            "proposal forgotten",
            &mut table,
            with(&act, at, None),
        );
        if let [_, kept @ ..] = &claim.carried.list[..] {
            let mut altered = claim.clone();
            altered.carried = asks_for(kept.to_vec());
            let act = with(&act, at, Some(altered));
            count(tally, "carried change dropped", &mut table, act);
        }
    }
    table.ok(Actor::Secretariat, act);
    still_fit(&table.state)
}

/// Every live proposal fits the text that stands.
fn still_fit(state: &State) -> Result<(), TestCaseError> {
    let text = &state.current().expect("a text").instrument;
    for proposal in state.proposals_to_carry() {
        let list = &proposal.version().changes.list;
        check(text, list).map_err(|error| broken(format!("{error}: {list:?}")))?;
    }
    Ok(())
}

fn count(tally: &Tally, kind: &'static str, table: &mut Table, act: Act) {
    let refused = table.ask(Actor::Secretariat, act).is_err();
    let mut tally = tally.borrow_mut();
    let (made, of_them) = tally.entry(kind).or_default();
    *made += 1;
    *of_them += u64::from(refused);
}

/// The act with another claim at an index, or without it.
fn with(act: &Act, at: usize, claim: Option<ProposalOutcome>) -> Act {
    let mut act = act.clone();
    if let Act::TableRevision { outcomes, .. } = &mut act {
        outcomes.splice(at..=at, claim);
    }
    act
}

fn was_accepted(act: &Act, claim: &ProposalOutcome, change: usize) -> bool {
    let Act::TableRevision { accepted, .. } = act else {
        return false;
    };
    let line = |it: &Accepted| it.proposal == claim.proposal && it.change == change;
    accepted.iter().any(line)
}

fn name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Carried(_) => "carried",
        Outcome::Satisfied => "satisfied",
        Outcome::Conflicting(_) => "conflicting",
        Outcome::Orphaned(_) => "orphaned",
    }
}

/// Every way to say something else, where some lines are accepted.
fn alterations(asked: &Change, outcome: &Outcome, lines: usize) -> Vec<(&'static str, Outcome)> {
    let as_asked = || Outcome::Carried(vec![asked.clone()]);
    match outcome {
        Outcome::Carried(list) => {
            let mut out = vec![
                ("carried as satisfied", Outcome::Satisfied),
                ("carried as conflicting", Outcome::Conflicting(vec![0])),
                ("carried as orphaned", Outcome::Orphaned(Orphan::Suppressed)),
                ("carried as nothing", Outcome::Carried(vec![])),
            ];
            out.extend(misplaced(list));
            out
        }
        Outcome::Satisfied => vec![
            ("satisfied as carried", as_asked()),
            ("satisfied as conflicting", Outcome::Conflicting(vec![0])),
            (
                "satisfied as orphaned",
                Outcome::Orphaned(Orphan::Suppressed),
            ),
        ],
        Outcome::Conflicting(with) => [
            ("conflicting as carried", as_asked()),
            ("conflicting as satisfied", Outcome::Satisfied),
            (
                "conflicting as orphaned",
                Outcome::Orphaned(Orphan::Suppressed),
            ),
            ("conflicting with nothing", Outcome::Conflicting(vec![])),
            (
                "conflicting with what is not there",
                Outcome::Conflicting([&with[..], &[lines]].concat()),
            ),
        ]
        .into_iter()
        .chain((0..lines).filter(|line| !with.contains(line)).map(|line| {
            let others = Outcome::Conflicting([&with[..], &[line]].concat());
            ("conflicting with others", others)
        }))
        .collect(),
        Outcome::Orphaned(reason) => vec![
            ("orphaned as carried", as_asked()),
            ("orphaned as satisfied", Outcome::Satisfied),
            ("orphaned as conflicting", Outcome::Conflicting(vec![0])),
            (
                "orphaned for another reason",
                Outcome::Orphaned(match reason {
                    Orphan::Suppressed => Orphan::ContainerSuppressed,
                    _ => Orphan::Suppressed,
                }),
            ),
        ],
    }
}

/// What is carried, elsewhere or in other words.
fn misplaced(list: &[Change]) -> Vec<(&'static str, Outcome)> {
    let altered = |kind, alter: Alter| {
        let mut list = list.to_vec();
        let any = list.first_mut().is_some_and(alter);
        any.then_some((kind, Outcome::Carried(list)))
    };
    let ways: [(&'static str, Alter); 4] = [
        ("carried one character on", |it| match it {
            Change::Replace { start, end, .. } => {
                (*start, *end) = (*start + 1, *end + 1);
                true
            }
            _ => false,
        }),
        ("carried one character back", |it| match it {
            Change::Replace { start, end, .. } if *start > 0 => {
                (*start, *end) = (*start - 1, *end - 1);
                true
            }
            _ => false,
        }),
        ("carried in other words", |it| match it {
            Change::Replace { with: text, .. } | Change::Add { text, .. } => {
                text.push(&Text::from(" not"));
                true
            }
            _ => false,
        }),
        ("carried to the first place", |it| match it {
            Change::Add { place, .. } | Change::Move { place, .. } => place.after.take().is_some(),
            _ => false,
        }),
    ];
    ways.into_iter()
        .filter_map(|(kind, alter)| altered(kind, alter))
        .collect()
}

/// The changes that outcomes carry: those of words first, as they stood, then the others.
fn carried(changes: &[Change], outcomes: &[Outcome]) -> Vec<Change> {
    let mut order: Vec<usize> = (0..changes.len()).collect();
    order.sort_by_key(|at| match &changes[*at] {
        Change::Replace { start, end, .. } => (false, *start, *end),
        _ => (true, 0, 0),
    });
    let now = order.into_iter().filter_map(|at| match &outcomes[at] {
        Outcome::Carried(now) => Some(now.clone()),
        _ => None,
    });
    now.flatten().collect()
}
