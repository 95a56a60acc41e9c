//! How the file of a journal is opened.
//!
//! What a crash leaves: what [`File`] says.

use std::path::{Path, PathBuf};

use super::SqliteJournal;
use super::file::{Durability, File, Kind};
use crate::OpenError;

/// The file of a journal; its mark is "Comi" in ASCII.
pub(super) const JOURNAL: Kind = Kind {
    application_id: 0x436f_6d69,
    format: 1,
    tables: include_str!("format_1.sql"),
    look: "SELECT count(*) FROM negotiation",
};

/// How the file of a journal is opened.
#[derive(Clone, Debug)]
pub struct SqliteOptions {
    path: PathBuf,
    durability: Durability,
}

impl SqliteOptions {
    /// The file at this path, with full durability.
    #[must_use]
    pub fn new(path: &Path) -> SqliteOptions {
        SqliteOptions {
            path: path.to_owned(),
            durability: Durability::default(),
        }
    }

    /// With another durability.
    #[must_use]
    pub fn durability(self, durability: Durability) -> SqliteOptions {
        SqliteOptions { durability, ..self }
    }

    /// Opens the file, or makes it where there is none.
    ///
    /// # Errors
    /// As [`SqliteJournal::open`].
    pub async fn open(self) -> Result<SqliteJournal, OpenError> {
        let file = File::new(&JOURNAL, &self.path, self.durability);
        Ok(SqliteJournal {
            file: file.open().await?,
        })
    }
}
