//! Effects: what an act does, in the past tense.
//!
//! `decide` makes them from the state and an act, `evolve` puts them into the state and asks no
//! questions. Each says all that `evolve` needs. The record keeps a digest of them, so a server
//! that bent a rule is found when the acts are decided again.

use std::sync::Arc;

use comity_text::ProvisionId;

use crate::act::{Carriage, Deadline, Power, Subject};
use crate::ids::{
    Addressee, CallId, CoalitionId, ContributionId, DelegateId, DelegationId, Language,
    ObjectionId, ProposalId, PublicKey, TextHash,
};
use crate::modalities::{Modalities, Stage};
use crate::state::{
    AccreditationState, Agreement, Call, CallOutcome, CarriageState, Coalition, Contribution,
    Delegation, Disposed, EndState, Held, Objection, ObjectionState, Opening, ProposalState,
    ProposalStatus, Revision, Statement, Translation, Validation, Version,
};
use crate::time::Time;
use crate::words::Words;

/// One thing that an act did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The negotiation was opened.
    Opened(Arc<Opening>),
    /// These rules came into force.
    ModalitiesChanged(Arc<Modalities>),
    /// A stage was opened.
    StageOpened(Stage),
    /// A delegation was announced or accredited.
    DelegationEntered(Arc<Delegation>),
    /// An accreditation came to stand elsewhere.
    AccreditationMoved(DelegationId, AccreditationState),
    /// A delegate was named, or given other powers.
    DelegateNamed {
        /// By which delegation.
        delegation: DelegationId,
        /// The pseudonym.
        delegate: DelegateId,
        /// The powers.
        powers: Vec<Power>,
        /// The key.
        key: Option<PublicKey>,
    },
    /// A delegate's powers ended.
    DelegateRemoved(DelegationId, DelegateId),
    /// A coalition was formed, or its members or spokes changed; `None` when the last one left.
    CoalitionChanged(CoalitionId, Option<Arc<Coalition>>),
    /// A contribution came in.
    ContributionSent(ContributionId, Arc<Contribution>),
    /// A passage was disposed of.
    PassageDisposed(ContributionId, usize, Disposed),
    /// An organisation said where it stands to what was carried for it.
    CarriageSettled(Carriage, CarriageState),
    /// A revision was tabled; its provisions have these addressees.
    RevisionTabled(Arc<Revision>, Vec<(ProvisionId, Vec<Addressee>)>),
    /// A proposal was made.
    ProposalMade(Arc<ProposalState>),
    /// A proposal has a new version.
    ProposalVersioned(ProposalId, Arc<Version>),
    /// A delegation sponsors a proposal as it stands.
    SponsorJoined(ProposalId, DelegationId),
    /// A delegation sponsors a proposal no longer.
    SponsorLeft(ProposalId, DelegationId),
    /// A delegation sponsored an earlier version and has to join anew.
    SponsorLapsed(ProposalId, DelegationId),
    /// A proposal came to another end, or back from it.
    ProposalMoved(ProposalId, ProposalStatus),
    /// A sponsor said whether its proposal is reflected in the one that consolidates it.
    MergeValidated {
        /// The consolidating proposal.
        proposal: ProposalId,
        /// The one it is made of.
        of: ProposalId,
        /// The sponsor.
        by: DelegationId,
        /// What it said.
        validation: Validation,
    },
    /// A position was taken.
    PositionTaken {
        /// By whom.
        delegation: DelegationId,
        /// On what.
        subject: Subject,
        /// Which one.
        held: Held,
        /// On which text.
        text: TextHash,
        /// Why.
        reason: Option<Words>,
    },
    /// A position was taken back.
    PositionCleared(DelegationId, Subject),
    /// A position lapsed, because what it was taken on has changed.
    PositionLapsed(DelegationId, Subject),
    /// An objection was raised.
    ObjectionRaised(Arc<Objection>),
    /// The chair answered an objection.
    ObjectionAnswered(ObjectionId, Words),
    /// An objection came to stand elsewhere, on this text.
    ObjectionMoved(ObjectionId, ObjectionState, TextHash),
    /// A call was opened.
    CallOpened(Arc<Call>),
    /// A silence was broken: these provisions, with the objections in the ledger.
    SilenceBroken {
        /// The call.
        call: CallId,
        /// By whom.
        by: DelegationId,
        /// The provisions with the objections.
        provisions: Vec<(ProvisionId, ObjectionId)>,
        /// Why.
        reason: Words,
        /// What would clear it.
        remedy: Words,
    },
    /// A break names this provision no longer, because the objection behind it ended.
    BreakNarrowed(CallId, DelegationId, ProvisionId),
    /// A break was lifted.
    BreakLifted(CallId, DelegationId),
    /// A call ended.
    CallEnded(CallId, CallOutcome),
    /// A deadline was set.
    DeadlineSet(Time, Deadline),
    /// A deadline was struck or taken back.
    DeadlineGone(Time, Deadline),
    /// A provision is agreed, or open again.
    AgreementMoved(ProvisionId, Agreement),
    /// The negotiation ended.
    Ended(Arc<EndState>),
    /// A statement was made.
    StatementMade(Arc<Statement>),
    /// Provisions were given in another language.
    Translated(Language, Vec<(ProvisionId, Arc<Translation>)>),
    /// Texts were withheld.
    Redacted(Vec<TextHash>),
}
