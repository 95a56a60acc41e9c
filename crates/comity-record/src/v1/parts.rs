//! The parts that acts are made of.

use serde::{Deserialize, Serialize};

use super::change::Change;
use super::hex::Hex;
use super::modalities::Modalities;
use super::times::Moment;
use super::words::{HoldsWords, Styled, Words};

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Actor {
    /// The chair.
    Chair,
    /// The clock.
    Clock,
    /// A delegation, an observer, or an organisation that speaks through a delegation.
    Delegation {
        /// For whom it speaks, if not for itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        behalf: Option<Behalf>,
        /// The delegate who acts for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delegate: Option<String>,
        /// Which one.
        id: String,
    },
    /// The secretariat.
    Secretariat,
}

/// For whom a delegation speaks when it does not speak for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Behalf {
    /// A coalition whose spokes it is.
    Coalition(String),
    /// An organisation that speaks through it.
    Organisation(String),
}

/// How a delegation takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// With full rights.
    Delegation,
    /// As an observer.
    Observer,
    /// As an organisation that speaks through this delegation.
    Through(String),
}

/// A passage of a contribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// The provision that it speaks to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// What it says.
    pub words: Words,
}

/// Something of the record that one can point at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Link {
    /// An entry of another negotiation's record.
    Citation {
        /// The hash of the entry's leaf.
        entry: Hex<32>,
        /// The origin of its log.
        origin: String,
        /// The size of the log that was seen.
        size: u64,
    },
    /// A contribution.
    Contribution(String),
    /// An entry of this record, by its number.
    Entry(u64),
    /// A proposal.
    Proposal(String),
    /// A provision.
    Provision(String),
    /// A statement.
    Statement(String),
}

/// A provision as it is tabled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TabledProvision {
    /// Who is to act on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<String>,
    /// Its permanent id.
    pub id: String,
    /// What it is.
    pub kind: String,
    /// The label asked for it, where it is not computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The provision that contains it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What it says.
    pub words: Styled,
}

/// Which change of which proposal is accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The index of the change in its list.
    pub change: u64,
    /// The proposal.
    pub proposal: String,
}

/// The words of a provision that is new or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultingWords {
    /// The provision.
    pub provision: String,
    /// What it says now.
    pub words: Styled,
}

/// What becomes of one change in the next revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// These changes of the next revision ask for the same.
    Carried(Vec<Change>),
    /// These of the accepted changes, by their place in the list, changed the same otherwise.
    Conflicting(Vec<u64>),
    /// What it is about is no longer there: `suppressed`, `container-suppressed`,
    /// `join-target-suppressed` or `dependent`.
    Orphaned(String),
    /// The next revision says it already.
    Satisfied,
}

/// What becomes of a live proposal that is not accepted as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalOutcome {
    /// The changes that it has in the next revision.
    pub carried: Vec<Change>,
    /// One outcome for each of its changes.
    pub outcomes: Vec<Outcome>,
    /// The proposal.
    pub proposal: String,
}

/// Who is to act on a provision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvisionAddressees {
    /// Who.
    pub addressees: Vec<String>,
    /// The provision.
    pub provision: String,
}

/// What a position is taken on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A proposal.
    Proposal(String),
    /// A provision.
    Provision(String),
}

/// What a call asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Question {
    /// The whole text.
    Adoption {
        /// The number of the revision.
        revision: u32,
    },
    /// Other modalities.
    Modalities(Box<Modalities>),
    /// Provisions.
    Provisions(Vec<CalledProvision>),
}

/// A provision that is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalledProvision {
    /// The provision.
    pub provision: String,
    /// The hash of its words. An entry always says it; where a request leaves it out, the words
    /// that stand are meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Hex<32>>,
}

/// A provision in another language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TranslatedProvision {
    /// The hash of the words that were translated; as in [`CalledProvision`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Hex<32>>,
    /// The provision.
    pub provision: String,
    /// The translation.
    pub words: Styled,
}

/// What the clock strikes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deadline {
    /// The time in which an accreditation can be opposed.
    Accreditation(String),
    /// The close of a call.
    Call(String),
}

/// What was carried on an organisation's behalf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Carriage {
    /// A contribution.
    Contribution(String),
    /// A proposal.
    Proposal(String),
    /// A statement.
    Statement(String),
}

macro_rules! no_words {
    ($($type:ty),* $(,)?) => {$(
        impl HoldsWords for $type {
            fn each_words<E>(
                &mut self,
                _each: &mut impl FnMut(&mut Words) -> Result<(), E>,
            ) -> Result<(), E> {
                Ok(())
            }
        }
    )*};
}

no_words!(
    Actor,
    Standing,
    Link,
    Accepted,
    ProvisionAddressees,
    Subject,
    Question,
    Deadline,
    Carriage,
    Box<Modalities>,
    Moment,
    Hex<32>,
    String,
    u32,
    u64,
    bool,
);

macro_rules! words_in {
    ($($type:ty: $($field:ident),*;)*) => {$(
        impl HoldsWords for $type {
            fn each_words<E>(
                &mut self,
                each: &mut impl FnMut(&mut Words) -> Result<(), E>,
            ) -> Result<(), E> {
                $(self.$field.each_words(each)?;)*
                Ok(())
            }
        }
    )*};
}

words_in! {
    Passage: words;
    TabledProvision: words;
    ResultingWords: words;
    ProposalOutcome: carried, outcomes;
    TranslatedProvision: words;
}

impl HoldsWords for Outcome {
    fn each_words<E>(
        &mut self,
        each: &mut impl FnMut(&mut Words) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Outcome::Carried(changes) => changes.each_words(each),
            Outcome::Conflicting(_) | Outcome::Orphaned(_) | Outcome::Satisfied => Ok(()),
        }
    }
}
