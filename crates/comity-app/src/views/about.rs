//! What an act is about, as far as one can say it in a line: the thing, and how it was done to it.

use comity_procedure::State;
use comity_procedure::ids::DelegationId;
use comity_record::v1::Act;
use comity_record::v1::parts::{Accepted, Actor, Behalf, Carriage, Deadline, Question, Subject};
use comity_text::ProvisionId;

use super::text::{name_in, standing};

/// What an act is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The thing.
    pub thing: Thing,
    /// How it was done, in a word of the format: a stance, an ending, a disposition.
    pub how: Option<String>,
    /// How many of something the act holds.
    pub count: Option<u64>,
}

/// A thing of a negotiation that has a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Thing {
    /// The negotiation itself.
    #[default]
    Whole,
    /// A delegation: its id and its name.
    Delegation(String, String),
    /// A coalition, by its name.
    Coalition(String),
    /// A stage, by its name in the modalities.
    Stage(String),
    /// A contribution.
    Contribution(String),
    /// A proposal.
    Proposal(String),
    /// A provision: its id, and its label where it still stands.
    Provision(String, String),
    /// A revision.
    Revision(u32),
    /// An objection.
    Objection(String),
    /// A call.
    Call(String),
    /// A statement.
    Statement(String),
    /// A language.
    Language(String),
}

/// Who acts, as it is named: a delegation with the one it speaks for, or an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doer {
    /// The chair.
    Chair,
    /// The secretariat.
    Secretariat,
    /// The clock.
    Clock,
    /// A delegation: its name, and the name of the one it speaks for, if not for itself.
    Delegation(String, Option<String>),
}

/// Who acts.
#[must_use]
pub fn doer(state: &State, actor: &Actor) -> Doer {
    match actor {
        Actor::Chair => Doer::Chair,
        Actor::Secretariat => Doer::Secretariat,
        Actor::Clock => Doer::Clock,
        Actor::Delegation { id, behalf, .. } => {
            let behalf = behalf.as_ref().map(|it| match it {
                Behalf::Organisation(id) => name_of(state, id),
                Behalf::Coalition(id) => coalition(state, id),
            });
            Doer::Delegation(name_of(state, id), behalf)
        }
    }
}

/// What an act is about.
#[must_use]
pub fn about(state: &State, act: &Act) -> About {
    About {
        thing: thing(state, act),
        how: how(act),
        count: count(act),
    }
}

fn thing(state: &State, act: &Act) -> Thing {
    match act {
        Act::Open { .. }
        | Act::CloseWithoutAgreement { .. }
        | Act::Redact { .. }
        | Act::NameDelegate { .. }
        | Act::RemoveDelegate { .. } => Thing::Whole,
        Act::Accredit { delegation, .. }
        | Act::OpposeAccreditation { delegation, .. }
        | Act::SettleAccreditation { delegation, .. } => party(state, delegation),
        Act::FormCoalition { coalition: id, .. }
        | Act::JoinCoalition { coalition: id }
        | Act::LeaveCoalition { coalition: id } => Thing::Coalition(coalition(state, id)),
        Act::OpenStage { stage, .. } => Thing::Stage(stage.clone()),
        Act::Contribute { contribution, .. } | Act::Dispose { contribution, .. } => {
            Thing::Contribution(contribution.clone())
        }
        Act::ContestCarriage { carriage, .. } | Act::ConfirmCarriage { carriage } => {
            carried(carriage)
        }
        Act::TableText { .. } => Thing::Revision(0),
        Act::TableRevision { revision, .. } | Act::Adopt { revision } => Thing::Revision(*revision),
        Act::Propose { proposal, .. }
        | Act::CoSponsor { proposal, .. }
        | Act::LeaveProposal { proposal }
        | Act::ReviseProposal { proposal, .. }
        | Act::WithdrawProposal { proposal }
        | Act::MergeProposals { proposal, .. }
        | Act::ValidateMerge { proposal, .. } => Thing::Proposal(proposal.clone()),
        Act::TakePosition { subject: on, .. }
        | Act::ClearPosition { subject: on }
        | Act::Object { subject: on, .. } => subject(state, on),
        Act::AnswerObjection { objection, .. }
        | Act::SustainObjection { objection, .. }
        | Act::EndObjection { objection, .. } => Thing::Objection(objection.clone()),
        Act::OpenCall { call, .. }
        | Act::BreakSilence { call, .. }
        | Act::CloseCall { call }
        | Act::CancelCall { call, .. }
        | Act::LiftBreak { call, .. } => Thing::Call(call.clone()),
        Act::Strike { deadline } => match deadline {
            Deadline::Accreditation(id) => party(state, id),
            Deadline::Call(id) => Thing::Call(id.clone()),
        },
        Act::ReopenProvision { provision: id, .. } => provision(state, id),
        Act::State { statement, .. } => Thing::Statement(statement.clone()),
        Act::Translate { language, .. } => Thing::Language(language.clone()),
    }
}

fn how(act: &Act) -> Option<String> {
    let yes_or_no = |yes: &bool| if *yes { "yes" } else { "no" };
    let how = match act {
        Act::SettleAccreditation { admitted, .. } => yes_or_no(admitted),
        Act::ValidateMerge { reflected, .. } => yes_or_no(reflected),
        Act::Dispose { disposition, .. } => disposition,
        Act::TakePosition { stance, .. } => stance,
        Act::EndObjection { ending, .. } | Act::LiftBreak { ending, .. } => ending,
        Act::OpenCall { kind, .. } | Act::State { kind, .. } => kind,
        Act::Strike { deadline } => match deadline {
            Deadline::Accreditation(_) => "accreditation",
            Deadline::Call(_) => "call",
        },
        _ => return None,
    };
    Some(how.to_owned())
}

/// How many of what it holds, where that says something.
fn count(act: &Act) -> Option<u64> {
    let count = match act {
        Act::Contribute { passages, .. } => passages.len(),
        Act::TableText { provisions } => provisions.len(),
        Act::TableRevision { accepted, .. } => proposals(accepted),
        Act::Translate { provisions, .. } => provisions.len(),
        Act::MergeProposals { of, .. } => of.len(),
        Act::OpenCall {
            question: Question::Provisions(asked),
            ..
        } => asked.len(),
        Act::BreakSilence { provisions, .. } => provisions.len(),
        Act::Redact { texts, .. } => texts.len(),
        _ => return None,
    };
    Some(count as u64)
}

fn proposals(accepted: &[Accepted]) -> usize {
    let mut ids: Vec<&str> = accepted.iter().map(|it| it.proposal.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

fn name_of(state: &State, id: &str) -> String {
    let known = DelegationId::new(id).ok();
    let known = known.and_then(|it| state.delegations().get(&it).cloned());
    known.map_or_else(
        || id.to_owned(),
        |it| it.name.text().unwrap_or(id).to_owned(),
    )
}

fn party(state: &State, id: &str) -> Thing {
    Thing::Delegation(id.to_owned(), name_of(state, id))
}

fn coalition(state: &State, id: &str) -> String {
    let mut known = state.coalitions().iter();
    let known = known.find(|(known, _)| known.as_str() == id);
    known.map_or_else(
        || id.to_owned(),
        |(_, it)| it.name.text().unwrap_or(id).to_owned(),
    )
}

fn carried(carriage: &Carriage) -> Thing {
    match carriage {
        Carriage::Contribution(id) => Thing::Contribution(id.clone()),
        Carriage::Proposal(id) => Thing::Proposal(id.clone()),
        Carriage::Statement(id) => Thing::Statement(id.clone()),
    }
}

fn subject(state: &State, subject: &Subject) -> Thing {
    match subject {
        Subject::Proposal(id) => Thing::Proposal(id.clone()),
        Subject::Provision(id) => provision(state, id),
    }
}

fn provision(state: &State, id: &str) -> Thing {
    let stands = standing(state).ok();
    let label = stands.and_then(|it| name_in(&it.0.instrument, &ProvisionId::new(id)));
    Thing::Provision(id.to_owned(), label.unwrap_or_else(|| id.to_owned()))
}
