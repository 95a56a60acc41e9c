//! Acts: everything a party can do, and the only way anything changes.
//!
//! An act carries what it needs: time, ids and hashes come in with it.

use std::sync::Arc;

use comity_text::{Change, Kind, ProvisionId};

use crate::ids::{
    Addressee, CallId, CoalitionId, Constituency, ContributionId, DelegateId, DelegationId,
    IdempotencyKey, Language, NegotiationId, ObjectionId, ProposalId, PublicKey, Region,
    StatementId, TextHash,
};
use crate::modalities::{Modalities, Stage};
use crate::time::Time;
use crate::words::{Changes, Wording, Words};

/// An act with who does it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The negotiation it is for.
    pub negotiation: NegotiationId,
    /// Chosen by the sender; the same act sent twice is found by it.
    pub key: IdempotencyKey,
    /// When it was taken.
    pub at: Time,
    /// Who acts.
    pub actor: Actor,
    /// The key whose signature it carries, checked before it came here.
    pub signed_by: Option<PublicKey>,
    /// What is done.
    pub act: Act,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The chair.
    Chair,
    /// The secretariat.
    Secretariat,
    /// The clock.
    Clock,
    /// A delegation, an observer, or an organisation that speaks through a delegation.
    Delegation {
        /// Which one.
        delegation: DelegationId,
        /// The delegate who acts for it, where it has named delegates.
        delegate: Option<DelegateId>,
        /// For whom it speaks, if not for itself.
        behalf: Option<Behalf>,
    },
}

/// For whom a delegation speaks when it does not speak for itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Behalf {
    /// For an organisation without the means to come, which keeps its own name.
    Organisation(DelegationId),
    /// For a coalition whose spokes it is.
    Coalition(CoalitionId),
}

/// What a delegate may do for a delegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Power {
    /// Send contributions and make statements.
    Speak,
    /// Make, join, leave, revise and withdraw proposals.
    Propose,
    /// Take positions, object and break silence.
    Decide,
    /// Name delegates, join coalitions, oppose accreditations.
    Represent,
}

/// How a delegation takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// With full rights.
    Delegation,
    /// As an observer.
    Observer,
    /// As an organisation that speaks through a delegation.
    Through(DelegationId),
}

/// The development status of a delegation's country, after the lists of the United Nations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Development {
    /// Not on any of the lists.
    Developed,
    /// Developing.
    Developing,
    /// Least developed.
    Ldc,
    /// Landlocked developing.
    Lldc,
    /// Small island developing.
    Sids,
}

/// What becomes of a passage of a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Disposition {
    /// Taken up.
    TakenUp,
    /// Taken up in part.
    TakenUpInPart,
    /// Noted.
    Noted,
    /// Not taken up.
    NotTakenUp,
}

/// Something of the record that one can point at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// A provision of the text.
    Provision(ProvisionId),
    /// A proposal.
    Proposal(ProposalId),
    /// A contribution.
    Contribution(ContributionId),
    /// A statement.
    Statement(StatementId),
    /// An entry of this record, by its number.
    Entry(u64),
    /// An entry of another negotiation's record.
    Citation {
        /// The origin of its log.
        origin: Arc<str>,
        /// The size of the log that was seen.
        size: u64,
        /// The hash of the entry.
        entry: TextHash,
    },
}

/// A provision as it is tabled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TabledProvision {
    /// Its permanent id.
    pub id: ProvisionId,
    /// What it is.
    pub kind: Kind,
    /// The provision that contains it.
    pub parent: Option<ProvisionId>,
    /// The label asked for it, where it is not computed.
    pub label: Option<String>,
    /// What it says.
    pub wording: Wording,
    /// Who is to act on it.
    pub addressees: Vec<Addressee>,
}

/// A change of a proposal that is accepted: which one of which proposal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Accepted {
    /// The proposal.
    pub proposal: ProposalId,
    /// The index of the change in its list.
    pub change: usize,
}

/// What becomes of one change of a live proposal in the next revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It finds its place: the changes of the next revision that ask for the same.
    Carried(Vec<Change>),
    /// The next revision says it already.
    Satisfied,
    /// The revision changed the same otherwise: the positions of those in the accepted list.
    Conflicting(Vec<usize>),
    /// What it is about is no longer there.
    Orphaned(Orphan),
}

/// Why a change has nothing left to stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Orphan {
    /// The provision was suppressed.
    Suppressed,
    /// The provision that was to contain it was suppressed.
    ContainerSuppressed,
    /// The provision that was to take its words up was suppressed.
    JoinTargetSuppressed,
    /// Another change of the same proposal, which it needs, was not carried.
    Dependent,
}

/// What becomes of a live proposal that was not accepted as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalOutcome {
    /// The proposal.
    pub proposal: ProposalId,
    /// One outcome for each of its changes, in their order; those accepted are satisfied.
    pub outcomes: Vec<Outcome>,
    /// The changes that it has in the next revision, with their hash.
    pub carried: Changes,
}

/// What a position is taken on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A provision as it stands.
    Provision(ProvisionId),
    /// A proposal as it stands.
    Proposal(ProposalId),
}

/// A position other than an objection, which is an act of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stance {
    /// Supports it.
    Support,
    /// Has no objection.
    NoObjection,
    /// Can live with it.
    CanLiveWith,
    /// Abstains.
    Abstain,
    /// Does not take part in deciding it.
    Recuse,
}

/// What a call asks consensus on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Provisions, each as the text that the hash names.
    Provisions(Vec<(ProvisionId, TextHash)>),
    /// The whole text, as it stands.
    Adoption {
        /// The number of the revision.
        revision: u32,
    },
    /// Other modalities.
    Modalities(Arc<Modalities>),
}

/// How a call is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CallKind {
    /// The chair asks and closes.
    Explicit,
    /// Whoever is silent until the deadline goes along.
    Silence,
}

/// How an objection ends by the will of the one who raised it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ending {
    /// The text now meets it.
    Accommodated,
    /// It is not upheld.
    Withdrawn,
}

/// The kinds of statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatementKind {
    /// What a delegation wishes to say.
    General,
    /// Why it takes the position it takes.
    ExplanationOfPosition,
    /// It goes along, but not with this.
    Reservation,
    /// It does not stand behind this, without standing in the way.
    Dissociation,
    /// An answer to another's statement.
    RightOfReply,
}

/// What was carried on an organisation's behalf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carriage {
    /// A contribution.
    Contribution(ContributionId),
    /// A proposal.
    Proposal(ProposalId),
    /// A statement.
    Statement(StatementId),
}

/// A passage of a contribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it says.
    pub words: Words,
    /// The provision that it speaks to, if it names one.
    pub on: Option<ProvisionId>,
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $word:literal $({ $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })?;)*) => {
        /// What is done.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Act {
            $($(#[$doc])* $name $({ $($(#[$field_doc])* $field: $type,)* })?,)*
        }

        /// The kind of an act: its name without what it carries.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ActKind {
            $($(#[$doc])* $name,)*
        }

        impl ActKind {
            /// Every kind of act.
            pub const ALL: &[ActKind] = &[$(ActKind::$name,)*];

            /// The name in modalities, entries and scripts.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(ActKind::$name => $word,)* }
            }
        }

        impl Act {
            /// Its kind.
            #[must_use]
            pub fn kind(&self) -> ActKind {
                match self { $(Act::$name { .. } => ActKind::$name,)* }
            }
        }
    };
}

acts! {
    /// Opens the negotiation: always the first act, and only that.
    Open = "open" {
        /// The title.
        title: Words,
        /// The rules that it begins with.
        modalities: Arc<Modalities>,
    };
    /// Accredits a delegation, or announces it for accreditation.
    Accredit = "accredit" {
        /// Its id.
        delegation: DelegationId,
        /// Its name.
        name: Words,
        /// Its constituency.
        constituency: Constituency,
        /// Its region.
        region: Region,
        /// Its development status, for those that have one.
        development: Option<Development>,
        /// How it takes part.
        standing: Standing,
        /// Its own key, if it signs its acts.
        key: Option<PublicKey>,
    };
    /// Objects to an announced accreditation.
    OpposeAccreditation = "oppose-accreditation" {
        /// The delegation that was announced.
        delegation: DelegationId,
        /// Why.
        reason: Words,
    };
    /// Settles an accreditation that was opposed.
    SettleAccreditation = "settle-accreditation" {
        /// The delegation.
        delegation: DelegationId,
        /// Whether it is admitted.
        admitted: bool,
        /// Why.
        reason: Words,
    };
    /// Names a delegate, or gives one other powers.
    NameDelegate = "name-delegate" {
        /// The pseudonym.
        delegate: DelegateId,
        /// What the delegate may do.
        powers: Vec<Power>,
        /// The delegate's own key.
        key: Option<PublicKey>,
    };
    /// Ends the powers of a delegate.
    RemoveDelegate = "remove-delegate" {
        /// The pseudonym.
        delegate: DelegateId,
    };
    /// Forms a coalition, with the one who acts as its first spokes.
    FormCoalition = "form-coalition" {
        /// Its id.
        coalition: CoalitionId,
        /// Its name.
        name: Words,
    };
    /// Joins a coalition.
    JoinCoalition = "join-coalition" {
        /// Which one.
        coalition: CoalitionId,
    };
    /// Leaves a coalition.
    LeaveCoalition = "leave-coalition" {
        /// Which one.
        coalition: CoalitionId,
    };
    /// Opens a stage; going back needs a reason.
    OpenStage = "open-stage" {
        /// Which one.
        stage: Stage,
        /// Why, where it goes back.
        reason: Option<Words>,
    };
    /// Sends a contribution.
    Contribute = "contribute" {
        /// Its id.
        contribution: ContributionId,
        /// Its title.
        title: Words,
        /// Its language.
        language: Language,
        /// Its passages.
        passages: Vec<Passage>,
    };
    /// Says what becomes of a passage.
    Dispose = "dispose" {
        /// The contribution.
        contribution: ContributionId,
        /// The index of the passage.
        passage: usize,
        /// What becomes of it.
        disposition: Disposition,
        /// Why.
        reason: Words,
        /// Where that can be seen.
        link: Link,
    };
    /// Contests what was carried on one's behalf.
    ContestCarriage = "contest-carriage" {
        /// What was carried.
        carriage: Carriage,
        /// Why.
        reason: Words,
    };
    /// Confirms what was carried on one's behalf.
    ConfirmCarriage = "confirm-carriage" {
        /// What was carried.
        carriage: Carriage,
    };
    /// Tables the first text.
    TableText = "table-text" {
        /// Its provisions, in reading order.
        provisions: Vec<TabledProvision>,
    };
    /// Makes a proposal.
    Propose = "propose" {
        /// Its id.
        proposal: ProposalId,
        /// The revision that its changes are made to.
        revision: u32,
        /// What it asks for.
        changes: Changes,
        /// Why.
        rationale: Words,
        /// The proposals whose new words it amends.
        variant_of: Vec<ProposalId>,
    };
    /// Joins the sponsors of a proposal as it stands.
    CoSponsor = "co-sponsor" {
        /// Which one.
        proposal: ProposalId,
        /// The hash of what it asks for.
        text: TextHash,
    };
    /// Leaves the sponsors of a proposal; the last to leave withdraws it.
    LeaveProposal = "leave-proposal" {
        /// Which one.
        proposal: ProposalId,
    };
    /// Revises a proposal, or repairs it on a new revision. Other sponsors must join anew.
    ReviseProposal = "revise-proposal" {
        /// Which one.
        proposal: ProposalId,
        /// The revision that its changes are made to.
        revision: u32,
        /// What it asks for now.
        changes: Changes,
        /// Why.
        rationale: Words,
    };
    /// Withdraws a proposal of which one is the only sponsor.
    WithdrawProposal = "withdraw-proposal" {
        /// Which one.
        proposal: ProposalId,
    };
    /// Merges proposals into one, for their sponsors to validate.
    MergeProposals = "merge-proposals" {
        /// The id of the proposal that consolidates them.
        proposal: ProposalId,
        /// The proposals it is made of.
        of: Vec<ProposalId>,
        /// The revision that its changes are made to.
        revision: u32,
        /// What it asks for.
        changes: Changes,
        /// Why it is put so.
        rationale: Words,
    };
    /// Says whether one's proposal is reflected in the one that consolidates it.
    ValidateMerge = "validate-merge" {
        /// The consolidating proposal.
        proposal: ProposalId,
        /// One's own proposal among those it is made of.
        of: ProposalId,
        /// Whether it is reflected.
        reflected: bool,
        /// Why, where it is not.
        reason: Option<Words>,
    };
    /// Tables the next revision from accepted changes.
    TableRevision = "table-revision" {
        /// The number of the revision: one more than the last.
        revision: u32,
        /// The accepted changes, in the order in which they are applied; equal ones once or more.
        accepted: Vec<Accepted>,
        /// The words of each provision that is new or changed, in reading order.
        results: Vec<(ProvisionId, Wording)>,
        /// What becomes of every other live proposal.
        outcomes: Vec<ProposalOutcome>,
        /// Who is to act on provisions, where that is new or changes.
        addressees: Vec<(ProvisionId, Vec<Addressee>)>,
        /// Why these.
        reason: Words,
    };
    /// Takes a position.
    TakePosition = "take-position" {
        /// On what.
        subject: Subject,
        /// The hash of the text it is taken on.
        text: TextHash,
        /// Which one.
        stance: Stance,
        /// Why, if one says.
        reason: Option<Words>,
    };
    /// Takes one's position back.
    ClearPosition = "clear-position" {
        /// On what.
        subject: Subject,
    };
    /// Objects: takes the position and opens a line in the ledger.
    Object = "object" {
        /// The id of the objection.
        objection: ObjectionId,
        /// To what.
        subject: Subject,
        /// The hash of the text it is taken on.
        text: TextHash,
        /// Why.
        reason: Words,
        /// A text that would clear it.
        remedy: Words,
    };
    /// The chair's written answer to an objection.
    AnswerObjection = "answer-objection" {
        /// Which one.
        objection: ObjectionId,
        /// The answer.
        answer: Words,
    };
    /// Ends one's own objection.
    EndObjection = "end-objection" {
        /// Which one.
        objection: ObjectionId,
        /// How.
        ending: Ending,
        /// Why, if one says.
        reason: Option<Words>,
    };
    /// Upholds one's own objection after an answer, or on a changed text.
    SustainObjection = "sustain-objection" {
        /// Which one.
        objection: ObjectionId,
        /// The hash of the text it is upheld on.
        text: TextHash,
        /// Why.
        reason: Words,
    };
    /// Opens a call.
    OpenCall = "open-call" {
        /// Its id.
        call: CallId,
        /// How it is answered.
        kind: CallKind,
        /// What it asks.
        question: Question,
        /// When it opens.
        opens: Time,
        /// When it closes; a silence procedure always says.
        closes: Option<Time>,
        /// The broken call that it issues again.
        again: Option<CallId>,
    };
    /// Breaks the silence of a call: objects to what it asks. An explicit call on the whole text
    /// or on other modalities is objected to in the same way; one on provisions by objecting to
    /// these.
    BreakSilence = "break-silence" {
        /// The call.
        call: CallId,
        /// The provisions; none where other modalities are asked.
        provisions: Vec<ProvisionId>,
        /// Why.
        reason: Words,
        /// A text that would clear it.
        remedy: Words,
    };
    /// Lifts one's own break.
    LiftBreak = "lift-break" {
        /// The call.
        call: CallId,
        /// How the objections that it raised end; one that stood before it stays.
        ending: Ending,
        /// Why, if one says.
        reason: Option<Words>,
    };
    /// Closes an explicit call and states the outcome, which follows from the ledger.
    CloseCall = "close-call" {
        /// Which one.
        call: CallId,
    };
    /// Takes a call back before it closes.
    CancelCall = "cancel-call" {
        /// Which one.
        call: CallId,
        /// Why.
        reason: Words,
    };
    /// The clock strikes the next deadline.
    Strike = "strike" {
        /// Which one.
        deadline: Deadline,
    };
    /// Reopens a provision that is agreed ad referendum.
    ReopenProvision = "reopen-provision" {
        /// Which one.
        provision: ProvisionId,
        /// Why.
        reason: Words,
    };
    /// Adopts the text, all of which is agreed.
    Adopt = "adopt" {
        /// The revision.
        revision: u32,
    };
    /// Closes the negotiation without agreement.
    CloseWithoutAgreement = "close-without-agreement" {
        /// Why.
        reason: Words,
    };
    /// Makes a statement.
    State = "state" {
        /// Its id.
        statement: StatementId,
        /// Its kind.
        kind: StatementKind,
        /// On what.
        on: Vec<Link>,
        /// What it says.
        words: Words,
    };
    /// Gives provisions in another language, each bound to the text that it translates.
    Translate = "translate" {
        /// The language.
        language: Language,
        /// The provision, the hash of the text that was translated, and the translation.
        provisions: Vec<(ProvisionId, TextHash, Wording)>,
    };
    /// Withholds texts that are unlawful or personal; their hashes stay.
    Redact = "redact" {
        /// The hashes that name them.
        texts: Vec<TextHash>,
        /// On what ground.
        ground: Words,
    };
}

/// What the clock strikes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Deadline {
    /// The time in which an accreditation can be opposed.
    Accreditation(DelegationId),
    /// The close of a call.
    Call(CallId),
}
