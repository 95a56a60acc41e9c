//! Facts of refusals: what the sentence of a refusal names, each with what it is, so that it can
//! be said in any language and a provision be called by its label.
//!
//! Never here: sentences; they stand in [`super::Refusal`] and with whoever speaks to people.

use std::fmt;

use comity_text::ProvisionId;

use super::{Already, Flaw, Stages};
use crate::act::Deadline;
use crate::ids::{
    CallId, CoalitionId, DelegateId, DelegationId, NegotiationId, ObjectionId, ProposalId, TextHash,
};
use crate::modalities::{Capacity, Stage};
use crate::time::{Hours, Time};

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident($type:ty);)*) => {
        /// One fact of a refusal.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Fact {
            $($(#[$doc])* $name($type),)*
        }

        $(impl From<$type> for Fact {
            fn from(value: $type) -> Fact {
                Fact::$name(value)
            }
        })*

        impl fmt::Display for Fact {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(Fact::$name(value) => value.fmt(f),)* }
            }
        }
    };
}

facts! {
    /// A negotiation.
    Negotiation(NegotiationId);
    /// A delegation, an observer or an organisation.
    Delegation(DelegationId);
    /// A delegate.
    Delegate(DelegateId);
    /// A coalition.
    Coalition(CoalitionId);
    /// A provision.
    Provision(ProvisionId);
    /// A proposal.
    Proposal(ProposalId);
    /// An objection.
    Objection(ObjectionId);
    /// A call.
    Call(CallId);
    /// What closes or is struck.
    Deadline(Deadline);
    /// A capacity.
    Capacity(Capacity);
    /// A stage.
    Stage(Stage);
    /// Several stages.
    Stages(Stages);
    /// A text, by its hash.
    Text(TextHash);
    /// A moment.
    Time(Time);
    /// A number of hours.
    Hours(Hours);
    /// A number that counts few things.
    Number(u32);
    /// A number of an entry.
    Entry(u64);
    /// A number of characters, or of a change.
    Count(usize);
    /// A word of the rules: the name of an act, a field, a kind of thing.
    Word(&'static str);
    /// What is so already.
    Already(Already);
    /// What makes modalities unusable.
    Flaw(Flaw);
    /// Something that was written: an id as it came, or the sentence of who looked closer.
    Written(String);
}
