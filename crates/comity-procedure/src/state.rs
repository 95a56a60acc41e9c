//! The state of a negotiation: what its acts have made of it.
//!
//! It is a fold of the acts and nothing else. Its parts are persistent maps, so that a copy costs
//! nothing: the state that is being decided on and the state that is being read share what they
//! have in common. Whoever holds a state can read all of it; only `evolve` writes.

use std::collections::BTreeMap;
use std::sync::Arc;

use comity_text::{Instrument, ProvisionId};
use rpds::{HashTrieMapSync, RedBlackTreeMapSync, RedBlackTreeSetSync, VectorSync};

use crate::act::{
    Behalf, CallKind, Carriage, Deadline, Development, Disposition, Ending, Link, Orphan, Passage,
    Power, Question, Stance, Standing, StatementKind, Subject,
};
use crate::ids::{
    Addressee, CallId, CoalitionId, Constituency, ContributionId, DelegateId, DelegationId,
    IdempotencyKey, Language, NegotiationId, ObjectionId, ProposalId, PublicKey, Region,
    StatementId, TextHash,
};
use crate::modalities::{Capacity, Modalities, Stage, WithoutAgreement};
use crate::time::Time;
use crate::words::{Changes, Wording, Words};

/// An ordered map whose copies share what they have in common.
pub type Map<K, V> = RedBlackTreeMapSync<K, V>;

/// The state of a negotiation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub(crate) size: u64,
    pub(crate) at: Time,
    pub(crate) keys: HashTrieMapSync<IdempotencyKey, u64>,
    pub(crate) opening: Option<Arc<Opening>>,
    pub(crate) modalities: Arc<Modalities>,
    pub(crate) stage: Stage,
    pub(crate) delegations: Map<DelegationId, Arc<Delegation>>,
    pub(crate) coalitions: Map<CoalitionId, Arc<Coalition>>,
    pub(crate) contributions: Map<ContributionId, Arc<Contribution>>,
    pub(crate) revisions: VectorSync<Arc<Revision>>,
    pub(crate) provisions: Map<ProvisionId, Arc<ProvisionState>>,
    /// Every provision id that was ever used: by a proposal, or by the text itself.
    pub(crate) used: HashTrieMapSync<ProvisionId, Option<ProposalId>>,
    pub(crate) proposals: Map<ProposalId, Arc<ProposalState>>,
    pub(crate) positions: Map<Subject, Map<DelegationId, Arc<Position>>>,
    pub(crate) objections: Map<ObjectionId, Arc<Objection>>,
    /// The objections that have not ended, found by what they are on.
    pub(crate) standing: Map<Subject, Map<DelegationId, ObjectionId>>,
    pub(crate) calls: Map<CallId, Arc<Call>>,
    /// The calls that have not ended.
    pub(crate) open_calls: RedBlackTreeSetSync<CallId>,
    /// The provisions that an open call asks about.
    pub(crate) under_call: Map<ProvisionId, CallId>,
    pub(crate) statements: Map<StatementId, Arc<Statement>>,
    pub(crate) translations: Map<Language, Map<ProvisionId, Arc<Translation>>>,
    pub(crate) deadlines: RedBlackTreeSetSync<(Time, Deadline)>,
    pub(crate) redacted: Map<TextHash, u64>,
    pub(crate) ending: Option<Arc<EndState>>,
}

/// How the negotiation was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Its id.
    pub negotiation: NegotiationId,
    /// Its title.
    pub title: Words,
    /// When.
    pub at: Time,
}

/// How the negotiation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndState {
    /// A revision was adopted.
    Adopted {
        /// Which one.
        revision: u32,
        /// When.
        at: Time,
    },
    /// It closed without agreement.
    WithoutAgreement {
        /// Why.
        reason: Words,
        /// Whether the text is kept as the state of discussion.
        text: WithoutAgreement,
        /// When.
        at: Time,
    },
}

/// A delegation, an observer or an organisation that speaks through a delegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Its id.
    pub id: DelegationId,
    /// Its name.
    pub name: Words,
    /// Its constituency.
    pub constituency: Constituency,
    /// Its region.
    pub region: Region,
    /// Its development status, for those that have one.
    pub development: Option<Development>,
    /// How it takes part.
    pub standing: Standing,
    /// Its own key.
    pub key: Option<PublicKey>,
    /// Where its accreditation stands.
    pub accreditation: AccreditationState,
    /// Its delegates.
    pub delegates: BTreeMap<DelegateId, Delegate>,
}

/// Where an accreditation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccreditationState {
    /// Announced; it can be opposed until the deadline.
    Announced {
        /// The deadline.
        until: Time,
        /// Who opposed it, and why.
        opposed: BTreeMap<DelegationId, Words>,
    },
    /// Opposed, and to be settled by the chair.
    Contested {
        /// Who opposed it, and why.
        opposed: BTreeMap<DelegationId, Words>,
    },
    /// Accredited.
    Accredited,
    /// Not admitted.
    Refused {
        /// Why.
        reason: Words,
    },
}

/// A person who acts for a delegation, by a pseudonym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegate {
    /// What the delegate may do.
    pub powers: Vec<Power>,
    /// The delegate's own key.
    pub key: Option<PublicKey>,
}

/// Delegations that speak together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coalition {
    /// Its name.
    pub name: Words,
    /// The delegation that speaks for it, or last spoke for it.
    pub spokes: DelegationId,
    /// Its members in the order of joining, the spokes among them; none once it has dissolved.
    pub members: Vec<DelegationId>,
}

/// Who speaks, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The delegation that acted.
    pub delegation: DelegationId,
    /// For whom, if not for itself.
    pub behalf: Option<Behalf>,
    /// Where the organisation stands to what was carried for it.
    pub carriage: Option<CarriageState>,
}

/// Who put a proposal into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// The chair or the secretariat, who consolidate the proposals of others.
    Officer(Capacity),
    /// A delegation.
    Delegation(Voice),
}

/// Where an organisation stands to what was carried on its behalf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CarriageState {
    /// It has not said.
    Unconfirmed,
    /// It confirms that it said so.
    Confirmed,
    /// It contests it.
    Contested {
        /// Why.
        reason: Words,
    },
}

/// A written input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Who sent it.
    pub voice: Voice,
    /// Its title.
    pub title: Words,
    /// Its language.
    pub language: Language,
    /// Its passages.
    pub passages: Arc<[Passage]>,
    /// What became of each passage so far.
    pub dispositions: Vec<Option<Arc<Disposed>>>,
    /// The entry that it came with.
    pub entry: u64,
}

/// What became of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disposed {
    /// What.
    pub disposition: Disposition,
    /// Why.
    pub reason: Words,
    /// Where that can be seen.
    pub link: Link,
}

/// One tabled state of the instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its number; 0 is the first text.
    pub number: u32,
    /// The text. The words of a withheld provision are empty.
    pub instrument: Arc<Instrument>,
    /// The hash of the words of each provision.
    pub hashes: BTreeMap<ProvisionId, TextHash>,
    /// The provisions whose words have been withheld.
    pub withheld: Vec<ProvisionId>,
    /// The entry that it came with.
    pub entry: u64,
}

/// Where a provision stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProvisionState {
    /// Who is to act on it.
    pub addressees: Vec<Addressee>,
    /// Whether it is agreed.
    pub agreement: Agreement,
}

/// Whether a provision is agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// It is not.
    Open,
    /// It is agreed ad referendum.
    AdRef {
        /// By which call.
        call: CallId,
        /// The hash of the words that were agreed.
        text: TextHash,
    },
}

/// A proposal and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalState {
    /// Its id.
    pub id: ProposalId,
    /// Who made it.
    pub author: Author,
    /// Those who sponsor it as it stands, in the order in which they came.
    pub sponsors: Vec<DelegationId>,
    /// Those who sponsored an earlier version and have not joined this one.
    pub lapsed: Vec<DelegationId>,
    /// All who ever sponsored it, in the order in which they first came.
    pub contributors: Vec<DelegationId>,
    /// The versions, the one that stands last.
    pub versions: Vec<Arc<Version>>,
    /// The proposals whose new words it amends.
    pub variant_of: Vec<ProposalId>,
    /// The proposals it consolidates, with where their sponsors stand.
    pub merged_from: Vec<MergedPart>,
    /// The proposals that consolidate it or once meant to.
    pub consolidated_in: Vec<ProposalId>,
    /// What has become of it.
    pub status: ProposalStatus,
}

/// What a proposal asked for at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The revision that the changes are made to.
    pub revision: u32,
    /// What it asks for.
    pub changes: Changes,
    /// Why.
    pub rationale: Words,
    /// The entry that it came with.
    pub entry: u64,
    /// What the revision that this version was carried to made of each change of the version
    /// before; empty for what its sponsors wrote.
    pub fates: Vec<Fated>,
    /// The delegation that wrote it; none where an officer did, or where a revision carried it.
    pub by: Option<DelegationId>,
}

/// What became of one change in a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fated {
    /// It was accepted.
    Accepted,
    /// It was carried.
    Carried,
    /// The revision says it already.
    Satisfied,
    /// The revision changed the same otherwise; these proposals did.
    Conflicting(Vec<ProposalId>),
    /// What it was about is no longer there.
    Orphaned(Orphan),
}

/// A proposal that another consolidates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedPart {
    /// Which one.
    pub proposal: ProposalId,
    /// The index of its version that was consolidated.
    pub version: usize,
    /// Those of its sponsors who have said whether it is reflected, and why not.
    pub validations: BTreeMap<DelegationId, Validation>,
}

/// Whether a sponsor finds its proposal reflected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Validation {
    /// It is.
    Reflected,
    /// It is not.
    NotReflected {
        /// Why, if it says.
        reason: Option<Words>,
    },
}

/// What has become of a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProposalStatus {
    /// It stands.
    Live,
    /// Changes of it found no place in the last revision; its sponsors can repair it.
    NeedsRepair,
    /// All of it was accepted or is said by a revision.
    TakenUp {
        /// Which revision.
        revision: u32,
    },
    /// All its sponsors find it reflected in another.
    MergedInto(ProposalId),
    /// It was withdrawn.
    Withdrawn,
}

/// A position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Which one.
    pub stance: Held,
    /// The hash of the text it was taken on.
    pub text: TextHash,
    /// Why, if it says.
    pub reason: Option<Words>,
    /// Whether the text has changed since; it then counts as not said.
    pub lapsed: bool,
    /// The entry that it came with.
    pub entry: u64,
}

/// A position as it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// One of the positions that can be taken.
    Taken(Stance),
    /// An objection.
    Objects(ObjectionId),
}

/// A line of the objection ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Its id.
    pub id: ObjectionId,
    /// Who objects.
    pub by: DelegationId,
    /// To what.
    pub subject: Subject,
    /// The hash of the text it was raised or last upheld on.
    pub text: TextHash,
    /// Why.
    pub reason: Words,
    /// A text that would clear it.
    pub remedy: Words,
    /// The call whose silence it broke.
    pub broke: Option<CallId>,
    /// The chair's answers, the last one last.
    pub answers: Vec<Words>,
    /// Where it stands.
    pub state: ObjectionState,
    /// The entry that it came with.
    pub entry: u64,
}

/// Where an objection stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectionState {
    /// Nobody has answered it.
    Open,
    /// The chair has answered it; the one who objects has not said that it is met.
    Addressed,
    /// The one who objects upholds it after an answer.
    Sustained {
        /// Why.
        reason: Words,
    },
    /// It has ended by the will of the one who raised it.
    Ended {
        /// How.
        ending: Ending,
        /// Why, if it says.
        reason: Option<Words>,
    },
}

/// A test of consensus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// How it is answered.
    pub kind: CallKind,
    /// What it asks.
    pub question: Arc<Question>,
    /// When it opens.
    pub opens: Time,
    /// When it closes.
    pub closes: Option<Time>,
    /// The broken call that it issues again.
    pub again: Option<CallId>,
    /// The rules under which it was opened.
    pub modalities: Arc<Modalities>,
    /// The breaks that stand.
    pub breaks: Map<DelegationId, Arc<Break>>,
    /// How it ended.
    pub outcome: Option<CallOutcome>,
}

/// A break of silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The provisions, each with the objection in the ledger; none where other modalities are
    /// asked, for these are no part of the text.
    pub provisions: Vec<(ProvisionId, ObjectionId)>,
    /// Why.
    pub reason: Words,
    /// What would clear it.
    pub remedy: Words,
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallOutcome {
    /// It was answered. An adoption is all or nothing: with consensus, every provision of the text
    /// is agreed; without, none by this call, and those are named that something stands in the way
    /// of. A call on modalities names none.
    Closed {
        /// The provisions that are agreed.
        agreed: Vec<ProvisionId>,
        /// The provisions that are not.
        not_agreed: Vec<ProvisionId>,
        /// Whether all that was asked is agreed.
        consensus: bool,
        /// When.
        at: Time,
    },
    /// The chair took it back.
    Cancelled {
        /// Why.
        reason: Words,
    },
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its id.
    pub id: StatementId,
    /// Who makes it.
    pub voice: Voice,
    /// Its kind.
    pub kind: StatementKind,
    /// On what.
    pub on: Vec<Link>,
    /// What it says.
    pub words: Words,
    /// The entry that it came with.
    pub entry: u64,
}

/// A provision in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The hash of the text that was translated. When the provision has another, it is stale.
    pub of: TextHash,
    /// The words.
    pub wording: Wording,
    /// The entry that it came with.
    pub entry: u64,
}

impl State {
    /// The state before any act.
    #[must_use]
    pub fn empty() -> State {
        State {
            size: 0,
            at: Time(i64::MIN),
            keys: HashTrieMapSync::new_sync(),
            opening: None,
            modalities: Arc::new(Modalities::none()),
            stage: Stage::Modalities,
            delegations: Map::new_sync(),
            coalitions: Map::new_sync(),
            contributions: Map::new_sync(),
            revisions: VectorSync::new_sync(),
            provisions: Map::new_sync(),
            used: HashTrieMapSync::new_sync(),
            proposals: Map::new_sync(),
            positions: Map::new_sync(),
            objections: Map::new_sync(),
            standing: Map::new_sync(),
            calls: Map::new_sync(),
            open_calls: RedBlackTreeSetSync::new_sync(),
            under_call: Map::new_sync(),
            statements: Map::new_sync(),
            translations: Map::new_sync(),
            deadlines: RedBlackTreeSetSync::new_sync(),
            redacted: Map::new_sync(),
            ending: None,
        }
    }

    /// How many acts made it; the number of the next entry.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The time of the last act.
    #[must_use]
    pub fn at(&self) -> Time {
        self.at
    }

    /// The entry that an idempotency key came with, if it came already.
    #[must_use]
    pub fn entry_of(&self, key: &IdempotencyKey) -> Option<u64> {
        self.keys.get(key).copied()
    }

    /// How the negotiation was opened; `None` before that.
    #[must_use]
    pub fn opening(&self) -> Option<&Opening> {
        self.opening.as_deref()
    }

    /// The rules in force.
    #[must_use]
    pub fn modalities(&self) -> &Arc<Modalities> {
        &self.modalities
    }

    /// The stage.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// The delegations, by id.
    #[must_use]
    pub fn delegations(&self) -> &Map<DelegationId, Arc<Delegation>> {
        &self.delegations
    }

    /// The coalitions, by id; those that have dissolved too, without members.
    #[must_use]
    pub fn coalitions(&self) -> &Map<CoalitionId, Arc<Coalition>> {
        &self.coalitions
    }

    /// The contributions, by id.
    #[must_use]
    pub fn contributions(&self) -> &Map<ContributionId, Arc<Contribution>> {
        &self.contributions
    }

    /// The revisions, the first text first.
    pub fn revisions(&self) -> impl Iterator<Item = &Arc<Revision>> {
        self.revisions.iter()
    }

    /// The revision with a number.
    #[must_use]
    pub fn revision(&self, number: u32) -> Option<&Arc<Revision>> {
        self.revisions.get(number as usize)
    }

    /// The revision that stands. When the negotiation closed and no text remains, the last one of
    /// its history: what it ended with is [`outcome_text`](State::outcome_text).
    #[must_use]
    pub fn current(&self) -> Option<&Arc<Revision>> {
        self.revisions.last()
    }

    /// Where each provision of the text that stands is, by id.
    #[must_use]
    pub fn provisions(&self) -> &Map<ProvisionId, Arc<ProvisionState>> {
        &self.provisions
    }

    /// The proposals, by id.
    #[must_use]
    pub fn proposals(&self) -> &Map<ProposalId, Arc<ProposalState>> {
        &self.proposals
    }

    /// The proposals that the next revision says something about: live, made to the revision
    /// that stands, and with something left to ask for. The others wait for their sponsors.
    pub fn proposals_to_carry(&self) -> impl Iterator<Item = &Arc<ProposalState>> {
        let stands = self.current().map(|it| it.number);
        self.proposals.values().filter(move |it| {
            let version = it.version();
            it.is_live() && stands == Some(version.revision) && !version.changes.list.is_empty()
        })
    }

    /// The positions, by subject and delegation; those that have lapsed too.
    #[must_use]
    pub fn positions(&self) -> &Map<Subject, Map<DelegationId, Arc<Position>>> {
        &self.positions
    }

    /// The objection ledger, by id.
    #[must_use]
    pub fn objections(&self) -> &Map<ObjectionId, Arc<Objection>> {
        &self.objections
    }

    /// The calls, by id.
    #[must_use]
    pub fn calls(&self) -> &Map<CallId, Arc<Call>> {
        &self.calls
    }

    /// The statements, by id.
    #[must_use]
    pub fn statements(&self) -> &Map<StatementId, Arc<Statement>> {
        &self.statements
    }

    /// The translations, by language and provision.
    #[must_use]
    pub fn translations(&self) -> &Map<Language, Map<ProvisionId, Arc<Translation>>> {
        &self.translations
    }

    /// The deadlines that have not been struck, the next one first.
    pub fn deadlines(&self) -> impl Iterator<Item = &(Time, Deadline)> {
        self.deadlines.iter()
    }

    /// The texts that have been withheld, with the entry that did it.
    #[must_use]
    pub fn redacted(&self) -> &Map<TextHash, u64> {
        &self.redacted
    }

    /// Whether an id of a provision was ever given, by a text or by a proposal. Whoever adds a
    /// provision takes one that was not.
    #[must_use]
    pub fn has_used(&self, id: &ProvisionId) -> bool {
        self.used.contains_key(id)
    }

    /// How it ended, if it has.
    #[must_use]
    pub fn ending(&self) -> Option<&EndState> {
        self.ending.as_deref()
    }

    /// The hash of what stands at a subject: the words of a provision, the changes of a proposal.
    #[must_use]
    pub fn hash_of(&self, subject: &Subject) -> Option<TextHash> {
        match subject {
            Subject::Provision(id) => self.current()?.hashes.get(id).copied(),
            Subject::Proposal(id) => Some(self.proposals.get(id)?.version().changes.hash),
        }
    }
}

impl ProposalState {
    /// The version that stands.
    #[must_use]
    pub fn version(&self) -> &Version {
        self.versions
            .last()
            .expect("a proposal is made with its first version")
    }

    /// Whether it can still be joined, revised and accepted.
    #[must_use]
    pub fn is_live(&self) -> bool {
        matches!(
            self.status,
            ProposalStatus::Live | ProposalStatus::NeedsRepair
        )
    }
}

impl Voice {
    /// What a carried item refers to when it is contested or confirmed.
    #[must_use]
    pub fn organisation(&self) -> Option<&DelegationId> {
        match &self.behalf {
            Some(Behalf::Organisation(id)) => Some(id),
            _ => None,
        }
    }
}

impl Author {
    /// The voice of the delegation, unless it was an officer.
    #[must_use]
    pub fn voice(&self) -> Option<&Voice> {
        match self {
            Author::Delegation(voice) => Some(voice),
            Author::Officer(_) => None,
        }
    }
}

impl Carriage {
    /// The spelling of the id of what was carried.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Carriage::Contribution(id) => id.as_str(),
            Carriage::Proposal(id) => id.as_str(),
            Carriage::Statement(id) => id.as_str(),
        }
    }
}
