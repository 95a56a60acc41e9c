//! Positions as votes: who can live with what.

use comity_exchange::lists::name_order;
use comity_exchange::report::Cell;
use comity_procedure::State;
use comity_procedure::act::{Stance, Subject};
use comity_procedure::ids::DelegationId;
use comity_procedure::state::{Held, Position};

use super::{MAX_LISTED_BYTES, groups_of, written};
use crate::views::positions::{SubjectPositions, positions as on_all};
use crate::views::{has_full_rights, in_protocol_order};

/// The positions of a negotiation as three lists, and what their ids stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PositionLists {
    /// `participant,statement,vote`: a delegation, a subject, and 1, 0 or -1. A position counts while
    /// its text stands and its delegation has full rights. To support, to have no objection and to
    /// be able to live with something is 1, since consensus asks for no more; to object is -1; to
    /// abstain is 0. Who does not take part in deciding is not counted.
    pub votes: String,
    /// `statement,text`: the subjects that anybody took such a position on.
    pub statements: String,
    /// `participant,constituency,region,status`: the delegations that took any.
    pub participants: String,
    /// The subjects in reading order, proposals behind provisions, each with its id in the lists
    /// and its words.
    pub subjects: Vec<Listed>,
    /// The delegations in the order of their ids, which is how findings number them.
    pub delegations: Vec<DelegationId>,
}

/// A subject as the lists have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The subject.
    pub subject: Subject,
    /// Its id in the lists.
    pub id: String,
    /// Its label; empty for proposals, and for headings.
    pub label: String,
    /// What it says, or why it is proposed; empty where that is withheld.
    pub words: String,
}

/// The positions that count.
#[must_use]
pub fn positions(state: &State) -> PositionLists {
    let delegations = in_protocol_order(state);
    let is_heard = |id: &DelegationId| {
        let found = state.delegations().get(id);
        found.is_some_and(|it| has_full_rights(it))
    };
    let (mut votes, mut subjects, mut voted) = (Vec::new(), Vec::new(), Vec::new());
    for on in on_all(state) {
        let listed = listed(state, &on);
        let held = on.held.iter().filter(|it| is_heard(&it.0.id));
        let counted: Vec<(&DelegationId, i64)> = held
            .filter_map(|(party, position)| Some((&party.id, vote(position)?)))
            .collect();
        if counted.is_empty() {
            continue;
        }
        for (id, vote) in counted {
            let (digits, places) = (vote, 0);
            votes.push(vec![
                Cell::id(id),
                Cell::id(&listed.id),
                Cell::Decimal { digits, places },
            ]);
            voted.push(id.clone());
        }
        subjects.push(listed);
    }
    voted.sort_by(|a, b| name_order(a.as_str(), b.as_str()));
    voted.dedup();
    let heard = delegations.iter().filter(|it| voted.contains(&it.id));
    let participants = heard.map(|it| {
        let [constituency, region, status] = groups_of(it);
        vec![Cell::id(&it.id), constituency, region, status]
    });
    let statements = subjects.iter().map(|it| {
        let words = match it.label.as_str() {
            "" => it.words.clone(),
            label => format!("{label} {}", it.words),
        };
        // The id stays, so that positions count.
        let words = match words.len() <= MAX_LISTED_BYTES {
            true => words,
            false => String::new(),
        };
        vec![Cell::id(&it.id), Cell::foreign(words)]
    });
    PositionLists {
        votes: written(&["participant", "statement", "vote"], votes),
        statements: written(&["statement", "text"], statements),
        participants: written(
            &["participant", "constituency", "region", "status"],
            participants,
        ),
        subjects,
        delegations: voted,
    }
}

fn listed(state: &State, on: &SubjectPositions) -> Listed {
    let (id, words) = match &on.subject {
        Subject::Provision(id) => (format!("provision:{}", id.as_str()), on.words.clone()),
        Subject::Proposal(id) => {
            let found = state.proposals().get(id);
            let why = found.and_then(|it| it.version().rationale.text());
            (format!("proposal:{id}"), why.unwrap_or("").to_owned())
        }
    };
    Listed {
        subject: on.subject.clone(),
        id,
        label: on.label.clone(),
        words,
    }
}

/// A position as a vote; none where it says nothing on whether the text can be lived with.
fn vote(position: &Position) -> Option<i64> {
    if position.lapsed {
        return None;
    }
    match &position.stance {
        Held::Objects(_) => Some(-1),
        Held::Taken(Stance::Support | Stance::NoObjection | Stance::CanLiveWith) => Some(1),
        Held::Taken(Stance::Abstain) => Some(0),
        Held::Taken(Stance::Recuse) => None,
    }
}
