//! `decide`: what an act does to a state, or why it is refused. One way in for every act.
//!
//! First what holds for all acts (the negotiation, the key, the time, the deadlines, the right to
//! act), then the rules of the subject that the act belongs to.

use crate::act::{Act, Submission};
use crate::checks;
use crate::effect::Effect;
use crate::refusal::Refusal;
use crate::state::State;
use crate::{
    calls, closing, contributions, objections, parties, positions, proposals, revisions, stages,
    statements, translations,
};

/// What an act does to a state. Nothing is changed: that is for [`evolve`](crate::evolve()).
///
/// # Errors
/// When a rule refuses the act: with the rule, the facts and the way on.
pub fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    checks::admissible(state, submission)?;
    match &submission.act {
        Act::Open { .. } | Act::OpenStage { .. } => stages::decide(state, submission),
        Act::Accredit { .. }
        | Act::OpposeAccreditation { .. }
        | Act::SettleAccreditation { .. }
        | Act::NameDelegate { .. }
        | Act::RemoveDelegate { .. }
        | Act::FormCoalition { .. }
        | Act::JoinCoalition { .. }
        | Act::LeaveCoalition { .. } => parties::decide(state, submission),
        Act::Contribute { .. }
        | Act::Dispose { .. }
        | Act::ContestCarriage { .. }
        | Act::ConfirmCarriage { .. } => contributions::decide(state, submission),
        Act::TableText { .. } | Act::TableRevision { .. } => revisions::decide(state, submission),
        Act::Propose { .. }
        | Act::CoSponsor { .. }
        | Act::LeaveProposal { .. }
        | Act::ReviseProposal { .. }
        | Act::WithdrawProposal { .. }
        | Act::MergeProposals { .. }
        | Act::ValidateMerge { .. } => proposals::decide(state, submission),
        Act::TakePosition { .. } | Act::ClearPosition { .. } => {
            positions::decide(state, submission)
        }
        Act::Object { .. }
        | Act::AnswerObjection { .. }
        | Act::EndObjection { .. }
        | Act::SustainObjection { .. } => objections::decide(state, submission),
        Act::OpenCall { .. }
        | Act::BreakSilence { .. }
        | Act::LiftBreak { .. }
        | Act::CloseCall { .. }
        | Act::CancelCall { .. } => calls::decide(state, submission),
        Act::Strike { deadline } => checks::strike(state, submission, deadline),
        Act::ReopenProvision { .. } | Act::Adopt { .. } | Act::CloseWithoutAgreement { .. } => {
            closing::decide(state, submission)
        }
        Act::State { .. } => statements::decide(state, submission),
        Act::Translate { .. } | Act::Redact { .. } => translations::decide(state, submission),
    }
}
