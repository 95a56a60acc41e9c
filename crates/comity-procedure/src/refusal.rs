//! Refusals: why an act is not taken. Each says the rule, the facts, and what can be done next.
//!
//! A refusal is an answer to a person, not a fault of the program: nothing has changed, and the
//! hint says the way on. Each has a story test and a golden message in `tests/refusals`.
//!
//! The sentences here are those of logs, programs and tests. Whoever says a refusal to people in
//! their own language takes its rule and its [`Fact`]s.

mod already;
mod fact;
mod flaw;

use std::fmt;

use comity_text::ProvisionId;
use thiserror::Error;

use crate::act::Deadline;
use crate::ids::{
    CallId, CoalitionId, DelegateId, DelegationId, NegotiationId, ObjectionId, ProposalId, TextHash,
};
use crate::modalities::{Capacity, Stage};
use crate::time::{Hours, Time};

pub use already::Already;
pub use fact::Fact;
pub use flaw::Flaw;

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $rule:literal $({ $($field:ident: $type:ty),* $(,)? })?
        says $facts:literal hint $hint:literal;)*) => {
        /// Why an act is not taken.
        #[derive(Clone, Debug, PartialEq, Eq, Error)]
        pub enum Refusal {
            $(
                $(#[$doc])*
                #[allow(missing_docs, reason = "the fields are the facts of the sentence above them")]
                #[error($facts)]
                $name $({ $($field: $type),* })?,
            )*
        }

        impl Refusal {
            /// The names of all rules that can refuse an act.
            pub const RULES: &[&str] = &[$($rule,)*];

            /// The names of the facts of each rule, in the order of [`Refusal::RULES`].
            pub const FACTS: &[&[&str]] = &[$(&[$($(stringify!($field),)*)?],)*];

            /// The rule that refuses.
            #[must_use]
            pub fn rule(&self) -> &'static str {
                match self { $(Refusal::$name { .. } => $rule,)* }
            }

            /// What it names, each fact with its name.
            #[must_use]
            pub fn facts(&self) -> Vec<(&'static str, Fact)> {
                match self {
                    $(Refusal::$name $({ $($field),* })? => {
                        vec![$($((stringify!($field), Fact::from($field.clone())),)*)?]
                    })*
                }
            }

            /// What the person can do next.
            #[must_use]
            pub fn hint(&self) -> String {
                match self {
                    $(
                        #[allow(unused_variables, reason = "not every hint repeats every fact")]
                        Refusal::$name $({ $($field),* })? => format!($hint),
                    )*
                }
            }
        }
    };
}

/// Stages in one line, as a person would say them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stages(pub Vec<Stage>);

impl fmt::Display for Stages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        let names: Vec<&str> = self.0.iter().map(|stage| stage.name()).collect();
        f.write_str(&names.join(", "))
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Capacity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Deadline::Accreditation(id) => write!(f, "the accreditation of {id}"),
            Deadline::Call(id) => write!(f, "the call {id}"),
        }
    }
}

refusals! {
    // Before anything else is looked at.

    /// Nothing can happen before the negotiation is opened.
    NotOpened = "not-opened"
        says "the negotiation has not been opened"
        hint "The secretariat opens it with its title and modalities.";
    /// It is opened once.
    OpenedAlready = "opened-already"
        says "the negotiation was opened already"
        hint "To change its rules, call for other modalities.";
    /// The act is for another negotiation.
    OtherNegotiation = "other-negotiation" { meant: NegotiationId, here: NegotiationId }
        says "the act is for {meant}; this is {here}"
        hint "Send it to {meant}.";
    /// The same act was taken before.
    TakenAlready = "taken-already" { entry: u64 }
        says "an act with this key was taken as entry {entry}"
        hint "It stands; look at entry {entry}. A new act needs a new key.";
    /// Time does not go back.
    TimeGoesBack = "time-goes-back" { at: Time, last: Time }
        says "the act is dated {at}, before the last one that was taken ({last})"
        hint "Send it again with the present time; if that is earlier still, a clock is wrong.";
    /// A deadline has passed that has not been struck.
    DeadlineUnstruck = "deadline-unstruck" { deadline: Deadline, passed: Time }
        says "the deadline of {deadline} passed at {passed} and has not been struck"
        hint "The clock strikes it first; send the act again after that.";
    /// The negotiation has no such act for this capacity.
    NotEntitled = "not-entitled" { act: &'static str, capacity: Capacity }
        says "these modalities do not give “{act}” to the capacity “{capacity}”"
        hint "Ask the secretariat who may do it, or call for other modalities.";
    /// The act belongs to another stage.
    StageClosed = "stage-closed" { act: &'static str, stage: Stage, open: Stages }
        says "“{act}” is open at the stages {open}; the negotiation is at the stage {stage}"
        hint "Wait for that stage, or ask the chair to open it.";
    /// The delegation is not known.
    UnknownDelegation = "unknown-delegation" { delegation: DelegationId }
        says "there is no delegation {delegation}"
        hint "The secretariat accredits it first.";
    /// The delegation is not accredited, or not yet.
    NotAccredited = "not-accredited" { delegation: DelegationId }
        says "{delegation} is not accredited"
        hint "Its accreditation is still open or was refused; ask the secretariat.";
    /// The delegate is not named by the delegation.
    UnknownDelegate = "unknown-delegate" { delegation: DelegationId, delegate: DelegateId }
        says "{delegation} has named no delegate {delegate}"
        hint "The delegation names its delegates; ask its head.";
    /// The delegate has not been given the power.
    DelegateWithoutPower = "delegate-without-power" { delegate: DelegateId, act: &'static str }
        says "{delegate} may not do “{act}” for the delegation"
        hint "The delegation can give the delegate that power.";
    /// The act needs the delegation's own signature.
    SignatureRequired = "signature-required" { act: &'static str }
        says "“{act}” needs a signature by a key of the delegation"
        hint "Sign it with that key or the delegate's own. A delegation without a key names a delegate who has one.";
    /// The signature is by a key that is not the actor's.
    OtherKey = "other-key" { delegation: DelegationId }
        says "the act is signed with a key that is not one of {delegation}"
        hint "Sign it with the key that was given at accreditation, or act as the delegate whose key it is.";
    /// The delegation does not speak for that organisation.
    NotThrough = "not-through" { delegation: DelegationId, organisation: DelegationId }
        says "{organisation} does not speak through {delegation}"
        hint "Send it in your own name. Through which delegation an organisation speaks is entered at its accreditation.";
    /// The delegation is not the spokes of that coalition.
    NotSpokes = "not-spokes" { delegation: DelegationId, coalition: CoalitionId }
        says "{delegation} does not speak for {coalition}"
        hint "Its spokes speaks for it; any member can speak for itself.";
    /// The act is never done on behalf of others.
    NoBehalf = "no-behalf" { act: &'static str }
        says "“{act}” is done for oneself only"
        hint "Contributions, proposals and statements can be carried for others; positions cannot.";
    /// A signature of somebody of whom the record knows no key.
    NoKey = "no-key" { capacity: Capacity }
        says "the act is signed, and the record knows no key of the {capacity}"
        hint "Send it without a signature; only delegations and their delegates sign.";

    // Words, ids and lists.

    /// A text says nothing.
    Blank = "blank" { field: &'static str }
        says "the {field} is empty"
        hint "Say it in a sentence; everybody will read it.";
    /// A text is too long.
    TooLong = "too-long" { field: &'static str, chars: usize, most: usize }
        says "the {field} has {chars} characters; at most {most} are taken"
        hint "Shorten it, or send the document as a contribution in passages.";
    /// A text holds control characters.
    ControlCharacters = "control-characters" { field: &'static str, at: usize }
        says "the {field} holds a control character at position {at}"
        hint "Remove it. Line breaks are taken, but not inside a provision.";
    /// A list is too long.
    TooMany = "too-many" { field: &'static str, count: usize, most: usize }
        says "there are {count} {field}; at most {most} are taken in one act"
        hint "Send them in several acts.";
    /// A list that must name something is empty.
    Nothing = "nothing" { field: &'static str }
        says "the list of {field} is empty"
        hint "Name at least one.";
    /// The id is in use.
    IdInUse = "id-in-use" { id: String }
        says "the id {id} is in use"
        hint "Choose another; an id is never used twice.";
    /// What is named does not exist.
    Unknown = "unknown" { what: &'static str, id: String }
        says "there is no {what} {id}"
        hint "Look it up in the record; ids are written exactly as there.";
    /// A thing is named twice in one list.
    NamedTwice = "named-twice" { id: String }
        says "{id} is named twice"
        hint "Name it once.";
    /// It is so already.
    SoAlready = "so-already" { what: Already }
        says "{what} already"
        hint "Nothing needs to be done.";

    // Parties.

    /// The modalities do not know the word.
    NotInModalities = "not-in-modalities" { what: &'static str, word: String }
        says "the modalities know no {what} {word}"
        hint "Use one that they list, or call for other modalities.";
    /// The modalities themselves make no sense.
    UnusableModalities = "unusable-modalities" { why: Flaw }
        says "these modalities cannot be used: {why}"
        hint "Mend that line and send them again.";
    /// Nothing is announced that could be opposed.
    NotAnnounced = "not-announced" { delegation: DelegationId }
        says "the accreditation of {delegation} is not open to objection"
        hint "Objections are taken between its announcement and its deadline.";
    /// The delegation's constituency may not oppose accreditations.
    MayNotOppose = "may-not-oppose" { delegation: DelegationId }
        says "under these modalities {delegation} cannot oppose an accreditation"
        hint "The modalities list the constituencies that can; a concern can be said in a statement.";
    /// Only an opposed accreditation is settled.
    NotContested = "not-contested" { delegation: DelegationId }
        says "the accreditation of {delegation} is not contested"
        hint "Only an accreditation that was opposed is settled: once, after its deadline.";
    /// One is no member.
    NotMember = "not-member" { delegation: DelegationId, coalition: CoalitionId }
        says "{delegation} is not a member of {coalition}"
        hint "Nothing needs to be done; only members leave.";
    /// The stages do not go that way.
    NoSuchStep = "no-such-step" { from: Stage, to: Stage }
        says "the negotiation does not go from {from} to {to}"
        hint "Until the end any stage can be opened, an earlier one with a reason. The end is an act of its own: to adopt the text, or to close without agreement.";
    /// The item was not carried for this organisation.
    NotCarriedFor = "not-carried-for" { delegation: DelegationId, id: String }
        says "{id} was not carried on behalf of {delegation}"
        hint "One contests or confirms what was carried in one's own name.";
    /// A right of reply answers a statement.
    ReplyToNothing = "reply-to-nothing"
        says "the right of reply names no statement of another that it answers"
        hint "Link the statement that it answers.";
    /// The working language is the text itself.
    WorkingLanguage = "working-language" { language: String }
        says "{language} is the working language"
        hint "The text in it changes by proposals and revisions, not by translation.";
    /// What is translated is not what stands.
    TranslatesOtherText = "translates-other-text" { provision: ProvisionId, stands: TextHash }
        says "the translation is not of {provision} as it stands ({stands})"
        hint "Translate the text that stands now.";
    /// An organisation speaks through a delegation with full rights only.
    CannotCarry = "cannot-carry" { delegation: DelegationId }
        says "no organisation can speak through {delegation}, which does not take part with full rights"
        hint "Name an accredited delegation with full rights.";
    /// The coalition is no more.
    Dissolved = "dissolved" { coalition: CoalitionId }
        says "the coalition {coalition} has dissolved"
        hint "Form a new one; its id is not used again.";
    /// A statement of this kind is about something.
    AboutNothing = "about-nothing" { kind: &'static str }
        says "the {kind} names no provision and no proposal"
        hint "Link one. It can be about the text as a whole while its adoption is called and once it is adopted.";

    // Texts and proposals.

    /// There is no text yet.
    NoText = "no-text"
        says "no text has been tabled"
        hint "The secretariat or the chair tables the first one.";
    /// There is one already.
    TextTabled = "text-tabled"
        says "a text has been tabled already"
        hint "Table the next revision from accepted proposals.";
    /// The provisions make no text.
    NoInstrument = "no-instrument" { why: String }
        says "the provisions make no text: {why}"
        hint "Mend the list of provisions.";
    /// The act is made to another revision.
    OtherRevision = "other-revision" { meant: u32, stands: u32 }
        says "it is made to revision {meant}; revision {stands} stands"
        hint "Look at what became of it in revision {stands} and send it anew.";
    /// The changes do not fit the text.
    DoesNotFit = "does-not-fit" { why: String }
        says "the changes do not fit the text: {why}"
        hint "Look the provision up in the revision that stands and make the change there.";
    /// A proposal touches what is agreed.
    AgreedAlready = "agreed-already" { provision: ProvisionId }
        says "{provision} is agreed ad referendum"
        hint "Ask the chair to reopen it, with a reason.";
    /// A provision is under a call.
    UnderCall = "under-call" { provision: ProvisionId, call: CallId }
        says "{provision} is under the call {call}"
        hint "Wait until the call has closed, or let the chair cancel it with a reason.";
    /// The proposal is past.
    ProposalPast = "proposal-past" { proposal: ProposalId }
        says "the proposal {proposal} no longer stands"
        hint "See what became of it; a new proposal can be made.";
    /// One does not sponsor it.
    NotSponsor = "not-sponsor" { delegation: DelegationId, proposal: ProposalId }
        says "{delegation} does not sponsor {proposal}"
        hint "Its sponsors can do that; one can join them.";
    /// Another has sponsored it longer.
    NotFirstSponsor = "not-first-sponsor" { proposal: ProposalId, first: DelegationId }
        says "{first} has sponsored {proposal} longest and alone gives it other words"
        hint "Ask {first}, or leave the proposal and make a variant of it.";
    /// Others sponsor it too.
    OthersSponsor = "others-sponsor" { proposal: ProposalId }
        says "others sponsor {proposal} too"
        hint "Leave it; it stands as long as anybody sponsors it.";
    /// What it is taken on is not what stands.
    OtherText = "other-text" { meant: TextHash, stands: TextHash }
        says "it is taken on the text {meant}; {stands} stands"
        hint "Read the text that stands now and send it on that.";
    /// A merge needs parts.
    TooFewToMerge = "too-few-to-merge"
        says "a merge takes two proposals or more"
        hint "Name those that are consolidated.";
    /// The proposal is not part of the merge.
    NotPartOf = "not-part-of" { proposal: ProposalId, of: ProposalId }
        says "{of} is not consolidated in {proposal}"
        hint "Validate a proposal that is.";
    /// The proposal is being merged elsewhere.
    MergePending = "merge-pending" { proposal: ProposalId, into: ProposalId }
        says "{proposal} is being consolidated in {into}"
        hint "Its sponsors say first whether it is reflected there; when one says no, it can be consolidated anew.";
    /// A provision cannot have that id.
    NoProvisionId = "no-provision-id" { id: String }
        says "“{id}” cannot be the id of a provision"
        hint "Take 1 to 64 of the characters a-z, A-Z, 0-9, -, _ and ., beginning with a letter or a digit.";

    // Revisions.

    /// The number of the revision is not the next one.
    WrongNumber = "wrong-number" { meant: u32, next: u32 }
        says "the next revision is {next}, not {meant}"
        hint "Make it from the revision that stands.";
    /// A change that is accepted is not there.
    NoSuchChange = "no-such-change" { proposal: ProposalId, change: usize }
        says "{proposal} has no change {change}"
        hint "Look at the version of it that stands; its changes are counted from 0.";
    /// Nobody asks for what is accepted.
    NobodySponsors = "nobody-sponsors" { proposal: ProposalId }
        says "nobody sponsors {proposal}"
        hint "A delegation joins it first, or a sponsor of what it consolidates finds that reflected.";
    /// Accepted changes exclude each other.
    Excludes = "excludes" { why: String }
        says "the accepted changes exclude each other: {why}"
        hint "Accept one of them, or have them merged first.";
    /// A proposal with an objection that nobody answered is accepted.
    ObjectionUnanswered = "objection-unanswered" { objection: ObjectionId }
        says "nobody has answered the objection {objection}"
        hint "The chair answers it first; objections are answered, not counted.";
    /// The words given for a provision are not what the changes make of it.
    OtherResult = "other-result" { provision: ProvisionId }
        says "the words given for {provision} are not what the accepted changes make of it"
        hint "Give the words that result; the record must be able to apply the changes again.";
    /// Words are given for too many provisions or too few.
    OtherResults = "other-results" { why: String }
        says "the list of provisions with new words is not right: {why}"
        hint "Give the words of each provision that is new or changed, and of no other.";
    /// A live proposal is forgotten.
    Forgotten = "forgotten" { proposal: ProposalId }
        says "nothing is said about what becomes of {proposal}"
        hint "Say it for each change of every proposal that stands and is not accepted as a whole.";
    /// An outcome is not what the rules give.
    OtherOutcome = "other-outcome" { proposal: ProposalId, change: usize, why: String }
        says "change {change} of {proposal} does not end so: {why}"
        hint "Say what really becomes of it; no proposal is dropped silently.";

    // Positions, objections and calls.

    /// An objection has to be ended first.
    ObjectionStands = "objection-stands" { objection: ObjectionId }
        says "the delegation's objection {objection} on this has not ended"
        hint "End it first, as accommodated or withdrawn; until then it is the position.";
    /// There is no position to take back.
    NoPosition = "no-position"
        says "there is no position to take back"
        hint "Nothing needs to be done.";
    /// The objection is another's.
    NotYourObjection = "not-your-objection" { objection: ObjectionId, by: DelegationId }
        says "the objection {objection} was raised by {by}"
        hint "Only {by} can end or sustain it.";
    /// The objection has ended.
    ObjectionEnded = "objection-ended" { objection: ObjectionId }
        says "the objection {objection} has ended"
        hint "It is not reopened; whoever objects again raises a new one.";
    /// Sustaining follows an answer.
    NothingToSustain = "nothing-to-sustain" { objection: ObjectionId }
        says "neither an answer nor a new text has come since {objection} was raised or sustained"
        hint "It stands as it is; nothing needs to be done for it.";
    /// An open call is in the way.
    CallOpen = "call-open" { call: CallId }
        says "the call {call} is open"
        hint "Wait until it has closed, or let the chair cancel it.";
    /// The call is over, or has not begun.
    CallNotOpen = "call-not-open" { call: CallId }
        says "the call {call} is not open"
        hint "It opens later or has ended; the record says when.";
    /// The silence is too short.
    SilenceTooShort = "silence-too-short" { hours: Hours, least: Hours }
        says "the call is open for {hours}; the modalities ask for {least} at least"
        hint "Let it close {least} or more after it opens.";
    /// A silence procedure needs a deadline, and so does a call on other modalities.
    SilenceWithoutEnd = "silence-without-end"
        says "the call names no time at which it closes"
        hint "Name it; the modalities say how long it must be open.";
    /// The times of a call make no sense.
    CallTimes = "call-times" { why: &'static str }
        says "the times of the call make no sense: {why}"
        hint "It opens now or later and closes after that.";
    /// The call is closed by the clock.
    ClosedByClock = "closed-by-clock" { call: CallId }
        says "{call} closes at the time that was announced: the clock closes it"
        hint "Wait for its deadline, or cancel it with a reason.";
    /// There is no silence to break.
    NoSilence = "no-silence" { call: CallId }
        says "{call} is an explicit call: there is no silence to break"
        hint "Object to the provision; the call closes by what the ledger says.";
    /// One has broken it already.
    BrokenAlready = "broken-already" { call: CallId, delegation: DelegationId }
        says "{delegation} has broken the silence of {call} already"
        hint "Object to the other provisions too, or lift the break and break the silence anew.";
    /// One has not broken it.
    NotBroken = "not-broken" { call: CallId, delegation: DelegationId }
        says "no break of {call} by {delegation} stands"
        hint "There is nothing to lift; a break is lifted by whoever made it.";
    /// The provision is not in the call.
    NotInCall = "not-in-call" { provision: ProvisionId, call: CallId }
        says "{provision} is not in the call {call}"
        hint "Name provisions that the call asks about; one on modalities asks about none.";
    /// The call that is to be issued again did not end so, or asked something else.
    NotToReissue = "not-to-reissue" { call: CallId, why: &'static str }
        says "{call} cannot be issued again so: {why}"
        hint "Open a call that names no earlier one; a silence then has its full length.";
    /// The deadline is not the next one, or has not come.
    NotTheDeadline = "not-the-deadline" { deadline: Deadline }
        says "the deadline of {deadline} has not come, or is not the next one"
        hint "Deadlines are struck in their order, each when it has come.";
    /// The provision is not agreed.
    NotAgreed = "not-agreed" { provision: ProvisionId }
        says "{provision} is not agreed"
        hint "Test consensus on it with a call first; what is not agreed need not be reopened.";
    /// Nothing is adopted over an objection that came after its provision was agreed.
    ObjectionInTheWay = "objection-in-the-way" { objection: ObjectionId, provision: ProvisionId }
        says "the objection {objection} stands in the way of {provision}"
        hint "Whoever raised it can end it, or the chair can reopen the provision, with a reason.";
}
