//! Tasks: what people and scripts ask for, made into acts before anything is submitted.
//!
//! An act is explicit: it says offsets, hashes and what becomes of every proposal. Nobody can
//! write that by hand, so here stands how it is made: reading documents, segmentation, diff and
//! rebase. A task is a versioned request format (`docs/formats/acts.md`); what is recorded is only
//! the act. Where a task names what is not there, the act is made all the same wherever it can be,
//! and the rules say what is wrong with it.
//!
//! Never here: decisions. The rules check every act anew, whoever made it.
//!
//! Start at [`prepare`].

mod accept;
mod acts;
mod editing;
mod error;
mod opening;
mod proposals;
mod texts;
mod written;

use std::collections::BTreeMap;

use comity_exchange::Notice;
use comity_procedure::State;
use comity_record::v1;
use comity_record::v1::parts::Accepted;
use comity_text::Change;
use serde::{Deserialize, Serialize};

pub use editing::{Addition, Edit, Joining, Moving};
pub use error::TaskError;

/// The most edits of one task: what a desk can prepare in one sitting.
pub const MAX_EDITS: usize = 5_000;

/// Something to be done, as a person would say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "kebab-case",
    rename_all_fields = "kebab-case",
    deny_unknown_fields
)]
pub enum Task {
    /// Any act as it is recorded, with its texts in it. The hash of a text that it leaves out is
    /// that of what stands.
    Act(Box<v1::Act>),
    /// Opens the negotiation.
    Open {
        /// The title.
        title: String,
        /// The preset that its modalities begin as.
        #[serde(default = "consensus")]
        preset: String,
        /// Members of the modalities that are to be otherwise.
        #[serde(default)]
        change: serde_json::Map<String, serde_json::Value>,
    },
    /// Tables the first text from a document.
    Table {
        /// The name of the document.
        document: String,
        /// Who is to act, by the id of the provision.
        #[serde(default)]
        addressees: BTreeMap<String, Vec<String>>,
    },
    /// Makes a proposal.
    Propose {
        /// Its id.
        proposal: String,
        /// Why; may be left out where the document says it.
        #[serde(default)]
        rationale: Option<String>,
        /// What is to be otherwise.
        #[serde(default)]
        edits: Option<Vec<Edit>>,
        /// Or a document that says it: tracked changes, or an edited copy.
        #[serde(default)]
        document: Option<String>,
        /// The proposals whose new words it amends.
        #[serde(default)]
        variant_of: Vec<String>,
    },
    /// Revises a proposal.
    Revise {
        /// Its id.
        proposal: String,
        /// Why; may be left out where the document says it.
        #[serde(default)]
        rationale: Option<String>,
        /// All that is to be otherwise than in the text that stands.
        #[serde(default)]
        edits: Option<Vec<Edit>>,
        /// Or a document that says it.
        #[serde(default)]
        document: Option<String>,
    },
    /// Consolidates proposals. Without edits and document, it asks for all that they ask for.
    Merge {
        /// The id of the proposal that consolidates them.
        proposal: String,
        /// The proposals.
        of: Vec<String>,
        /// Why it is put so; may be left out where the document says it.
        #[serde(default)]
        rationale: Option<String>,
        /// What is to be otherwise.
        #[serde(default)]
        edits: Option<Vec<Edit>>,
        /// Or a document that says it.
        #[serde(default)]
        document: Option<String>,
    },
    /// Tables the next revision.
    Accept {
        /// The proposals that are accepted as they stand.
        #[serde(default)]
        proposals: Vec<String>,
        /// Single changes that are accepted besides.
        #[serde(default)]
        changes: Vec<Accepted>,
        /// Why these.
        reason: String,
        /// Who is to act, by the id of the provision, where that is new or changes.
        #[serde(default)]
        addressees: BTreeMap<String, Vec<String>>,
    },
    /// Gives provisions in another language.
    Translate {
        /// The language.
        language: String,
        /// The whole text in it.
        #[serde(default)]
        document: Option<String>,
        /// Or some provisions, by id.
        #[serde(default)]
        provisions: Option<BTreeMap<String, String>>,
    },
    /// Withholds texts of an entry that are unlawful or personal.
    Redact {
        /// The number of the entry that brought them.
        entry: u64,
        /// Only the texts that hold these words; left out for all of them.
        #[serde(default)]
        holding: Option<String>,
        /// On what ground.
        ground: String,
    },
}

fn consensus() -> String {
    "consensus".to_owned()
}

/// An act that is ready to be submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The act. Its new texts stand in it; those that are on the record already are named.
    pub act: v1::Act,
    /// What the documents held that could not be carried.
    pub notices: Vec<Notice>,
    /// What it asks to be otherwise, where it is of a proposal: for whoever looks at it before it
    /// is submitted.
    pub changes: Vec<Change>,
}

/// What a task may refer to besides the state.
pub trait Sources {
    /// The bytes of a document, or why it cannot be had.
    ///
    /// # Errors
    /// In words that say what to do.
    fn document(&self, name: &str) -> Result<Vec<u8>, String>;

    /// The act of an entry of the record. Asked for the [`entries`] of a task only.
    fn act(&self, entry: u64) -> Option<v1::Act>;

    /// The text with a name, unless it has been withheld. Asked for texts of those acts only.
    fn text(&self, name: &[u8; 32]) -> Option<String>;
}

/// The entries of the record that [`prepare`] will look into.
#[must_use]
pub fn entries(state: &State, task: &Task) -> Vec<u64> {
    match task {
        Task::Accept { .. } => accept::entries(state),
        Task::Redact { entry, .. } => vec![*entry],
        _ => Vec::new(),
    }
}

/// Makes the act that a task asks for, on the text and the proposals that stand now.
///
/// # Errors
/// When the task cannot be understood or a document cannot be read. What the rules forbid is for
/// the rules to refuse.
pub fn prepare(state: &State, task: Task, sources: &impl Sources) -> Result<Prepared, TaskError> {
    match task {
        Task::Act(act) => Ok(Prepared::of(acts::filled(state, *act))),
        Task::Open {
            title,
            preset,
            change,
        } => opening::open(title, &preset, change).map(Prepared::of),
        Task::Table {
            document,
            addressees,
        } => texts::table(&document, addressees, sources),
        Task::Translate {
            language,
            document,
            provisions,
        } => texts::translate(state, language, (document, provisions), sources),
        Task::Accept {
            proposals,
            changes,
            reason,
            addressees,
        } => {
            let wanted = accept::Wanted {
                proposals,
                changes,
                reason,
                addressees,
            };
            accept::accept(state, wanted, sources).map(Prepared::of)
        }
        Task::Redact {
            entry,
            holding,
            ground,
        } => acts::redact(entry, holding.as_deref(), ground, sources).map(Prepared::of),
        Task::Propose { .. } | Task::Revise { .. } | Task::Merge { .. } => {
            proposals::prepare(state, task, sources)
        }
    }
}

impl Prepared {
    fn of(act: v1::Act) -> Prepared {
        Prepared {
            act,
            notices: Vec::new(),
            changes: Vec::new(),
        }
    }
}
