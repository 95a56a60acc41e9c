//! What can be in the way when a journal or the accounts are opened.
//!
//! Never here: errors of what is open; those belong to its port.

use std::path::PathBuf;

use thiserror::Error;

use crate::fault::Fault;

/// Why a journal or the accounts could not be opened, and what to do. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// The file is something else.
    #[error("{} is not a database: name another file, or move this one away", .0.display())]
    NotADatabase(PathBuf),

    /// The file is the database of another program.
    #[error("{} is the database of another program: name another file", .0.display())]
    OtherProgram(PathBuf),

    /// The place holds something else of ours: records and accounts lie apart.
    #[error("{place} holds {holds}: name another place, because records and accounts lie apart")]
    OtherContent {
        /// The file or the schema.
        place: String,
        /// What it holds.
        holds: &'static str,
    },

    /// A later version of Comity wrote it.
    #[error(
        "{place} was written in format {found}, and this version of Comity reads up to {known}: use a later version"
    )]
    Newer {
        /// The file or the schema.
        place: String,
        /// The number of its format.
        found: i64,
        /// The latest format that is known here.
        known: i64,
    },

    /// The server is too old.
    #[error("the server is PostgreSQL {found}: version {least} or later is needed")]
    OldServer {
        /// The major version of the server.
        found: i64,
        /// The least major version that is supported.
        least: i64,
    },

    /// What is stored is damaged.
    #[error(
        "{place} is damaged ({what}): put a backup or a published bundle in its place, and keep the damaged one aside"
    )]
    Damaged {
        /// The file or the schema.
        place: String,
        /// What was seen.
        what: String,
    },

    /// It is not there, or it does not let us in.
    #[error(
        "{place} cannot be opened ({reason}): see that it exists, that it may be written, and that nobody else keeps it locked"
    )]
    Unavailable {
        /// The file or the server.
        place: String,
        /// What the system said.
        reason: String,
    },
}

impl OpenError {
    /// What a fault of the database means while something is being opened.
    pub(crate) fn of(place: &str, fault: Fault) -> OpenError {
        let place = place.to_owned();
        match fault {
            Fault::Damaged(what) => OpenError::Damaged { place, what },
            Fault::Unavailable(reason) => OpenError::Unavailable { place, reason },
        }
    }
}
