//! What is so already, as a fact that can be said in any language.
//!
//! Never here: whether it is so; each subject looks for itself.

use std::fmt;

use comity_text::ProvisionId;

use crate::ids::{CoalitionId, ContributionId, DelegateId, DelegationId, ProposalId, TextHash};
use crate::modalities::Stage;

/// What is so already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Already {
    /// A provision is agreed ad referendum.
    Agreed(ProvisionId),
    /// The negotiation is at a stage.
    At(Stage),
    /// A passage, counted from 0, has this disposition.
    Disposed {
        /// The contribution.
        contribution: ContributionId,
        /// The passage.
        passage: usize,
    },
    /// The negotiation has ended.
    Ended,
    /// A delegate has these powers and this key.
    Empowered(DelegateId),
    /// A delegation is a member of a coalition.
    Member {
        /// The delegation.
        delegation: DelegationId,
        /// The coalition.
        coalition: CoalitionId,
    },
    /// A delegation has opposed an accreditation.
    Opposed {
        /// Who has.
        by: DelegationId,
        /// Whose accreditation.
        announced: DelegationId,
    },
    /// An organisation has said where it stands to what was carried for it.
    Settled {
        /// The organisation.
        organisation: DelegationId,
        /// Whether it has confirmed it; else it has contested it.
        confirmed: bool,
        /// What was carried, by its id.
        id: String,
    },
    /// A delegation sponsors a proposal.
    Sponsors {
        /// The delegation.
        by: DelegationId,
        /// The proposal.
        proposal: ProposalId,
    },
    /// A sponsor has said this of an original.
    Validated {
        /// The sponsor.
        by: DelegationId,
        /// The original.
        of: ProposalId,
    },
    /// A text is withheld.
    Withheld(TextHash),
}

impl fmt::Display for Already {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Already::Agreed(provision) => write!(f, "{provision} is agreed ad referendum"),
            Already::At(stage) => write!(f, "the negotiation is at {stage}"),
            Already::Disposed {
                contribution,
                passage,
            } => write!(f, "passage {passage} of {contribution} is disposed of so"),
            Already::Ended => f.write_str("the negotiation has ended"),
            Already::Empowered(delegate) => write!(f, "{delegate} has these powers and this key"),
            Already::Member {
                delegation,
                coalition,
            } => write!(f, "{delegation} is a member of {coalition}"),
            Already::Opposed { by, announced } => {
                write!(f, "{by} has opposed the accreditation of {announced}")
            }
            Already::Settled {
                organisation,
                confirmed,
                id,
            } => {
                let word = if *confirmed { "confirmed" } else { "contested" };
                write!(f, "{organisation} has {word} {id}")
            }
            Already::Sponsors { by, proposal } => write!(f, "{by} sponsors {proposal}"),
            Already::Validated { by, of } => write!(f, "{by} has said that of {of}"),
            Already::Withheld(text) => write!(f, "the text {text} is withheld"),
        }
    }
}
