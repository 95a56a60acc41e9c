//! One delegation: who it is, who acts for it, and everything that it has done.

use std::sync::Arc;

use askama::Template;
use comity_app::ports::Seat;
use comity_app::views::activity::{Activity, activity};
use comity_app::views::party;
use comity_app::views::text::{name_in, standing};
use comity_exchange::html::{address, written_string};
use comity_procedure::Time;
use comity_procedure::act::{ActKind, Stance, Standing, Subject};
use comity_procedure::ids::{DelegateId, DelegationId};
use comity_procedure::state::{AccreditationState, Delegation, Held, ObjectionState, Position};
use comity_procedure::words::Words as Written;

use super::called;
use super::seats::{SeatLine, seats};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::said;
use crate::visit::{Room, Visit};
use crate::words::Words;

#[derive(Template)]
#[template(path = "delegations/one.html")]
struct One {
    frame: Frame,
    /// The path of the negotiation.
    room: String,
    /// The path of this page.
    path: String,
    name: String,
    constituency: String,
    region: String,
    development: Option<&'static str>,
    standing: &'static str,
    through: String,
    has_key: bool,
    accreditation: Accreditation,
    coalitions: Vec<(String, bool)>,
    carries: Vec<Named>,
    inputs: Vec<Named>,
    proposals: Vec<(Named, bool)>,
    positions: Vec<Taken>,
    objections: Vec<Objected>,
    statements: Vec<Named>,
    seats: Vec<SeatLine>,
    may_invite_head: bool,
    may_invite_delegate: bool,
    invited: bool,
    key: String,
}

/// Where the accreditation stands, with what may be done.
struct Accreditation {
    message: Option<&'static str>,
    until: Option<Time>,
    /// Who opposed it and why, as HTML.
    opposed: Vec<(String, String)>,
    /// Why it was refused, as HTML.
    reason: Option<String>,
    may_oppose: bool,
    may_settle: bool,
}

/// Something with a page of its own: where, and what it says, as HTML.
struct Named {
    path: String,
    words: String,
}

/// A position.
struct Taken {
    on: Named,
    stance: &'static str,
    lapsed: bool,
    reason: Option<String>,
}

/// An objection.
struct Objected {
    path: String,
    on: Named,
    state: &'static str,
    reason: String,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let delegation = super::of_path(&visit)?;
    let room = visit.room();
    let (state, words) = (room.state(), visit.words());
    let did = activity(state, &delegation.id);
    let seat = |delegate| Seat::Party {
        delegation: delegation.id.clone(),
        delegate,
    };
    let some_delegate = DelegateId::new("somebody").ok();
    let page = One {
        frame: visit.frame(said::line(words, &delegation.name)),
        room: room.at(""),
        path: room.at(&format!("/delegations/{}", delegation.id)),
        name: said::html(words, &delegation.name),
        constituency: called::constituency(words, &delegation.constituency),
        region: called::region(words, delegation.region.as_str()),
        development: delegation.development.map(called::development),
        standing: called::standing(&delegation.standing),
        through: through(words, room, &delegation),
        has_key: delegation.key.is_some(),
        accreditation: Accreditation::of(words, room, &delegation),
        coalitions: did
            .coalitions
            .iter()
            .map(|(_, name, speaks)| (said::html(words, name), *speaks))
            .collect(),
        carries: did
            .carries
            .iter()
            .map(|id| named_party(words, room, id))
            .collect(),
        inputs: inputs(words, room, &did),
        proposals: proposals(words, room, &did),
        positions: positions(room, words, &did),
        objections: objections(room, words, &did),
        statements: statements(words, room, &did),
        seats: seats(&visit, &delegation).await?,
        may_invite_head: room.caller.may_seat(state, &seat(None)),
        may_invite_delegate: some_delegate
            .is_some_and(|it| room.caller.may_seat(state, &seat(Some(it)))),
        invited: !visit.query.get("invited").is_empty(),
        key: visit.fresh_key(),
    };
    Answer::page(&page)
}

fn through(words: &Words, room: &Room, delegation: &Delegation) -> String {
    match &delegation.standing {
        Standing::Through(carrier) => {
            let carrier = party(room.state(), carrier);
            carrier.map_or_else(String::new, |it| said::line(words, &it.name))
        }
        Standing::Delegation | Standing::Observer => String::new(),
    }
}

fn named_party(words: &Words, room: &Room, id: &DelegationId) -> Named {
    let known = party(room.state(), id);
    Named {
        path: room.at(&format!("/delegations/{id}")),
        words: known.map_or_else(|| id.to_string(), |it| said::html(words, &it.name)),
    }
}

fn inputs(words: &Words, room: &Room, did: &Activity) -> Vec<Named> {
    let all = room.state().contributions();
    let own = did.contributions.iter().filter_map(|id| {
        Some(Named {
            path: room.at(&format!("/contributions/{id}")),
            words: said::html(words, &all.get(id)?.title),
        })
    });
    own.collect()
}

fn proposals(words: &Words, room: &Room, did: &Activity) -> Vec<(Named, bool)> {
    let all = room.state().proposals();
    let own = did.proposals.iter().filter_map(|(id, sponsors)| {
        let proposal = all.get(id)?;
        let named = Named {
            path: room.at(&format!("/proposals/{id}")),
            words: format!(
                "<bdi>{id}</bdi> <span dir=\"auto\">{}</span>",
                first_words(words, &proposal.version().rationale)
            ),
        };
        Some((named, *sponsors && proposal.is_live()))
    });
    own.collect()
}

fn statements(words: &Words, room: &Room, did: &Activity) -> Vec<Named> {
    let all = room.state().statements();
    let own = did.statements.iter().filter_map(|id| {
        Some(Named {
            path: room.at(&format!("/statements#{id}")),
            words: first_words(words, &all.get(id)?.words),
        })
    });
    own.collect()
}

fn positions(room: &Room, words: &Words, did: &Activity) -> Vec<Taken> {
    let taken = |(subject, position): &(Subject, Arc<Position>)| {
        let Held::Taken(stance) = &position.stance else {
            return None;
        };
        Some(Taken {
            on: subject_named(room, words, subject),
            stance: stance_called(*stance),
            lapsed: position.lapsed,
            reason: position.reason.as_ref().map(|it| said::html(words, it)),
        })
    };
    did.positions.iter().filter_map(taken).collect()
}

fn objections(room: &Room, words: &Words, did: &Activity) -> Vec<Objected> {
    let objected = did.objections.iter().map(|it| Objected {
        path: room.at(&format!("/ledger/{}", it.id)),
        on: subject_named(room, words, &it.subject),
        state: match it.state {
            ObjectionState::Open => "delegation-objection-open",
            ObjectionState::Addressed => "delegation-objection-answered",
            ObjectionState::Sustained { .. } => "delegation-objection-sustained",
            ObjectionState::Ended { .. } => "delegation-objection-ended",
        },
        reason: said::html(words, &it.reason),
    });
    objected.collect()
}

/// A provision by its label, or a proposal by its name.
fn subject_named(room: &Room, words: &Words, subject: &Subject) -> Named {
    match subject {
        Subject::Provision(id) => {
            let current = standing(room.state()).ok().map(|it| it.0);
            let label = current.and_then(|it| name_in(&it.instrument, id));
            Named {
                path: room.at(&format!("/text/{}", address(id.as_str()))),
                words: match label.filter(|it| !it.is_empty()) {
                    Some(label) => format!("<bdi>{}</bdi>", written_string(&label)),
                    None => words.say("delegation-a-provision"),
                },
            }
        }
        Subject::Proposal(id) => Named {
            path: room.at(&format!("/proposals/{id}")),
            words: format!("<bdi>{id}</bdi>"),
        },
    }
}

fn stance_called(stance: Stance) -> &'static str {
    match stance {
        Stance::Support => "delegation-stance-support",
        Stance::NoObjection => "delegation-stance-no-objection",
        Stance::CanLiveWith => "delegation-stance-can-live-with",
        Stance::Abstain => "delegation-stance-abstain",
        Stance::Recuse => "delegation-stance-recuse",
    }
}

/// The most signs of what a list says of a long text.
const MAX_FIRST_SIGNS: usize = 160;

fn first_words(words: &Words, said: &Written) -> String {
    match said.text() {
        Some(text) => written_string(&said::first_words(text, MAX_FIRST_SIGNS)),
        None => said::html(words, said),
    }
}

impl Accreditation {
    fn of(words: &Words, room: &Room, delegation: &Delegation) -> Accreditation {
        let state = room.state();
        let may = |act| room.caller.may_now(state, act);
        let (until, opposed, reason) = match &delegation.accreditation {
            AccreditationState::Announced { until, opposed } => (Some(*until), Some(opposed), None),
            AccreditationState::Contested { opposed } => (None, Some(opposed), None),
            AccreditationState::Accredited => (None, None, None),
            AccreditationState::Refused { reason } => (None, None, Some(reason)),
        };
        let is_announced = until.is_some();
        let opposed: Vec<(String, String)> = opposed
            .into_iter()
            .flatten()
            .map(|(by, why)| (named_party(words, room, by).words, said::html(words, why)))
            .collect();
        let is_contested = matches!(
            delegation.accreditation,
            AccreditationState::Contested { .. }
        );
        Accreditation {
            message: called::accreditation(delegation),
            until,
            opposed,
            reason: reason.map(|it| said::html(words, it)),
            may_oppose: is_announced && may(ActKind::OpposeAccreditation),
            may_settle: is_contested && may(ActKind::SettleAccreditation),
        }
    }
}
