//! Why no act can be made of a task.

use comity_exchange::{Notice, ReadError};
use comity_record::v1::modalities::ModalitiesError;
use thiserror::Error;

/// Why no act can be made of a task: the member, what is wrong, and the way out.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TaskError {
    /// A member is not of the form that the format page describes.
    #[error("{member}: {wrong}. See docs/formats/acts.md")]
    Form {
        /// The member.
        member: String,
        /// What is wrong with it.
        wrong: String,
    },
    /// A document cannot be had.
    #[error("document {name}: {why}")]
    NoDocument {
        /// The name.
        name: String,
        /// Why, and what to do.
        why: String,
    },
    /// A document cannot be read.
    #[error("document {0}")]
    Document(#[from] ReadError),
    /// A document holds nothing that could be taken.
    #[error(
        "document {name}: it asks for no change of the text that stands{}. Give the file with the changes in it, or write edits",
        told(notices)
    )]
    NothingAsked {
        /// The name.
        name: String,
        /// What the reader had to say.
        notices: Vec<Notice>,
    },
    /// An amendment list holds many proposals.
    #[error(
        "document {name}: an amendment list holds many proposals and a task makes one; give the text with its changes, or write the row as edits"
    )]
    List {
        /// The name.
        name: String,
    },
    /// Neither of two members is there, or both.
    #[error("name either {one} or {other}, and only one of them")]
    EitherOr {
        /// The one.
        one: &'static str,
        /// The other.
        other: &'static str,
    },
    /// No reason is given.
    #[error("rationale: nobody says why; write it, or give a document with a comment that does")]
    NoRationale,
    /// No preset has this name.
    #[error("preset: there is no preset “{preset}”; there are: {known}")]
    UnknownPreset {
        /// The name.
        preset: String,
        /// Those there are.
        known: String,
    },
    /// The modalities cannot be read.
    #[error(transparent)]
    Modalities(#[from] ModalitiesError),
    /// A provision is named that the text does not have.
    #[error(
        "{member}: the text has no provision {provision}; ids are written as in the revision that stands"
    )]
    UnknownProvision {
        /// The member.
        member: String,
        /// The id.
        provision: String,
    },
    /// An edit says nothing, or several things.
    #[error(
        "{member}: an edit says one thing: provision with text, add, suppress, join, move or keep"
    )]
    NoEdit {
        /// The member.
        member: String,
    },
    /// An edit asks for the words that stand.
    #[error(
        "{member}: {provision} says exactly that already; leave the edit out, or write keep to ask that it stay"
    )]
    SaysSoAlready {
        /// The member.
        member: String,
        /// The provision.
        provision: String,
    },
    /// A place is named that there is none of.
    #[error("{member}: {wrong}; say after which provision, or in which one it stands first")]
    NoPlace {
        /// The member.
        member: String,
        /// What is wrong.
        wrong: String,
    },
    /// There are more edits than one task may have.
    #[error("edits: there are {count}, and {most} are taken; make several proposals")]
    ManyEdits {
        /// How many there are.
        count: usize,
        /// The most.
        most: usize,
    },
    /// The originals of a merge exclude each other.
    #[error("of: {why}; say by edits or in a document how the text is to read")]
    Excludes {
        /// What excludes what.
        why: String,
    },
    /// A translation has not the shape of the text.
    #[error(
        "document {name}: it has {found} provisions, the text that stands has {stands}{}; give it paragraph by paragraph, or name the provisions",
        at.as_ref().map(|at| format!(", and they part at {at}")).unwrap_or_default()
    )]
    OtherShape {
        /// The name.
        name: String,
        /// How many provisions it has.
        found: usize,
        /// How many there are.
        stands: usize,
        /// The first provision that stands elsewhere in it.
        at: Option<String>,
    },
    /// Words are needed that have been withheld.
    #[error(
        "{member}: words of {what} are withheld; nobody can build on them, make a new proposal"
    )]
    Withheld {
        /// The member.
        member: String,
        /// What they belong to.
        what: String,
    },
    /// Two proposals add the same provision, and one puts more into it.
    #[error(
        "proposals: change {change} of {proposal} goes into a provision that {other} adds as well; merge the two first"
    )]
    Twins {
        /// The proposal.
        proposal: String,
        /// The change.
        change: usize,
        /// The proposal that adds the same.
        other: String,
    },
    /// An entry that the task builds on is not at hand.
    #[error("entry {entry} of the record is not at hand; open the record anew and try again")]
    NotRecorded {
        /// Its number.
        entry: u64,
    },
    /// No text of an entry is meant.
    #[error("entry {entry} brought no text that is meant; name another entry or other words")]
    NothingToRedact {
        /// Its number.
        entry: u64,
    },
}

impl TaskError {
    pub(super) fn form(member: impl Into<String>, wrong: impl ToString) -> TaskError {
        TaskError::Form {
            member: member.into(),
            wrong: wrong.to_string(),
        }
    }
}

/// What a reader said, for a line that has room for one sentence.
fn told(notices: &[Notice]) -> String {
    // The last notice names what did not fit; those before it say how the file was read.
    notices.last().map_or_else(String::new, |notice| {
        format!(" ({}: {})", notice.place, notice.message)
    })
}
