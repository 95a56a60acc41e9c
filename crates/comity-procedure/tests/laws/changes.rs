//! Changes that somebody might ask for, to a short text.

use comity_procedure::act::Accepted;
use comity_procedure::state::{ProposalState, State};
use comity_text::{
    BREAK, Change, Instrument, Kind, Place, Proposal, ProtocolOrder, Provision, ProvisionId, Text,
    merged_changes,
};

use super::dice::Dice;

const WORDS: &[&str] = &[
    "at noon",
    "water",
    "all keepers",
    "shall",
    "of the east",
    "",
];

/// The changes of one proposal.
pub fn changes(dice: &mut Dice, text: &Instrument, name: &str) -> Vec<Change> {
    let mut list = Vec::new();
    let mut taken: Vec<ProvisionId> = Vec::new();
    for number in 0..=dice.below(3) {
        let provision = dice.of(text.provisions());
        if taken.contains(&provision.id) {
            continue;
        }
        taken.push(provision.id.clone());
        list.extend(change(dice, text, &provision, &format!("{name}-{number}")));
    }
    list
}

fn change(dice: &mut Dice, text: &Instrument, on: &Provision, new: &str) -> Vec<Change> {
    let provision = on.id.clone();
    let some = dice.of(text.provisions());
    let place = match dice.below(3) {
        0 => Place {
            parent: Some(some.id),
            after: None,
        },
        _ => Place {
            parent: some.parent.clone(),
            after: Some(some.id),
        },
    };
    match dice.below(16) {
        0 => vec![Change::Suppress {
            provision,
            joined_into: None,
        }],
        1 => vec![Change::Move { provision, place }],
        2 => vec![Change::Keep { provision }],
        3 => joined(text, on),
        4..=6 => vec![Change::Add {
            id: ProvisionId::new(new),
            place,
            kind: Kind::Operative,
            label: None,
            text: Text::from("Wells rest one day of the week."),
        }],
        _ => vec![replacement(dice, on)],
    }
}

/// Takes the words of the next provision up into this one.
fn joined(text: &Instrument, on: &Provision) -> Vec<Change> {
    let at = text.position(&on.id).expect("it stands");
    let Some(next) = text.provisions().get(at + 1) else {
        return Vec::new();
    };
    let end = on.text.len();
    vec![
        Change::Replace {
            provision: on.id.clone(),
            start: end,
            end,
            with: Text::from(format!(" {}", next.text.as_str()).as_str()),
        },
        Change::Suppress {
            provision: next.id.clone(),
            joined_into: Some(on.id.clone()),
        },
    ]
}

fn replacement(dice: &mut Dice, on: &Provision) -> Change {
    let chars = on.text.as_str().chars();
    let spaces = chars.enumerate().filter(|(_, c)| *c == ' ');
    let mut edges: Vec<u32> = spaces.map(|(at, _)| at as u32).collect();
    edges.push(on.text.len());
    let first = dice.below(edges.len());
    let last = (first + dice.below(3)).min(edges.len() - 1);
    let with = match dice.once_in(7) {
        true => BREAK.to_string(),
        false => format!(" {}", dice.of(WORDS)),
    };
    Change::Replace {
        provision: on.id.clone(),
        start: edges[first],
        end: edges[last],
        with: Text::from(with.as_str()),
    }
}

/// What the secretariat accepts: some proposals as a whole that can be had together, or a part
/// of one.
pub fn accepted(dice: &mut Dice, state: &State) -> Vec<Accepted> {
    let Some(current) = state.current() else {
        return Vec::new();
    };
    let standing: Vec<&ProposalState> = state.proposals_to_carry().map(|it| &**it).collect();
    let mut chosen: Vec<&ProposalState> = Vec::new();
    for _ in 0..=dice.below(3) {
        if let Some(one) = dice.one(&standing)
            && chosen.iter().all(|it| it.id != one.id)
        {
            chosen.push(one);
        }
    }
    let order = ProtocolOrder::default();
    let whole = |list: &[&ProposalState]| {
        let proposals: Vec<Proposal> = list.iter().map(|it| as_text(it)).collect();
        merged_changes(&current.instrument, &proposals, &order).is_ok()
    };
    while chosen.len() > 1 && !whole(&chosen) {
        chosen.pop();
    }
    let partly = dice.once_in(3);
    let mut lines: Vec<Accepted> = Vec::new();
    for it in chosen {
        let changes = it.version().changes.list.len();
        lines.extend((0..changes).map(|change| Accepted {
            proposal: it.id.clone(),
            change,
        }));
    }
    if partly && lines.len() > 1 {
        lines.remove(dice.below(lines.len()));
    }
    lines
}

fn as_text(proposal: &ProposalState) -> Proposal {
    Proposal {
        id: proposal.id.to_string(),
        sponsors: vec!["tavar".to_owned()],
        changes: proposal.version().changes.list.clone(),
        rationale: String::new(),
        source: String::new(),
        variant_of: Vec::new(),
    }
}
