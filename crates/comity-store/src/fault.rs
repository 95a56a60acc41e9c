//! What a database could not do, before a port says it in words of its own.
//!
//! Never here: what a caller should do about it; each port says that.

use comity_app::ports::JournalError;

use crate::columns;

/// What a database could not do. Nothing was written.
#[derive(Debug)]
pub(crate) enum Fault {
    /// What is stored is not what was written; the place.
    Damaged(String),
    /// It cannot be reached now; why.
    Unavailable(String),
}

impl Fault {
    /// An error of the library that is none of the database: what was read is not what was
    /// written, or nothing could be reached.
    pub(crate) fn of_library(error: &sqlx::Error) -> Fault {
        match error {
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
                Fault::Damaged(error.to_string())
            }
            _ => Fault::Unavailable(error.to_string()),
        }
    }
}

impl From<Fault> for JournalError {
    fn from(fault: Fault) -> JournalError {
        match fault {
            Fault::Damaged(place) => columns::damage(place),
            Fault::Unavailable(reason) => JournalError::Unavailable(reason),
        }
    }
}
