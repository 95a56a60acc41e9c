//! Accounts in one SQLite file, for one node.
//!
//! The file is opened as that of a journal is: write-ahead mode, and a commit is on the disk
//! before it is answered. What is removed is overwritten in the file; after an account was erased
//! the write-ahead file is cut off as well, so that its words are in neither.

use std::path::Path;

use comity_app::ports::{AccountsError, Answer};
use sqlx::sqlite::{Sqlite, SqliteConnection};
use sqlx::{Connection, query, query_as, raw_sql};

use super::database::{Columns, Database, Value, Writer, bound};
use super::sql::SqlAccounts;
use crate::OpenError;
use crate::sqlite::Durability;
use crate::sqlite::file::{self, File, Kind, OpenFile};

/// The file of the accounts; its mark is "ComA" in ASCII.
pub(crate) const SQLITE_ACCOUNTS: Kind = Kind {
    application_id: 0x436f_6d41,
    format: 1,
    tables: include_str!("sqlite_format_1.sql"),
    look: "SELECT count(*) FROM account",
};

/// Accounts in one SQLite file. A clone is the same accounts.
pub type SqliteAccounts = SqlAccounts<SqliteDatabase>;

/// A file that holds accounts.
#[derive(Clone, Debug)]
pub struct SqliteDatabase {
    file: OpenFile,
}

impl SqliteAccounts {
    /// Opens the file, or makes it where there is none.
    ///
    /// # Errors
    /// When the file is something else, is damaged, is too new, or cannot be written. A file that
    /// is not ours stays as it was.
    pub async fn open(path: &Path) -> Result<SqliteAccounts, OpenError> {
        let file = File::new(&SQLITE_ACCOUNTS, path, Durability::Full);
        let file = file.open().await?;
        Ok(SqlAccounts::on(SqliteDatabase { file }))
    }

    /// Waits for what is being written and closes the file. Whatever is asked afterwards is
    /// answered with [`AccountsError::Unavailable`].
    pub async fn close(&self) {
        self.database().file.close().await;
    }
}

impl Database for SqliteDatabase {
    type Writer = SqliteConnection;

    const SWEEP_LINKS: &'static str = "DELETE FROM link WHERE digest IN \
         (SELECT digest FROM link WHERE ends <= $1 LIMIT $2)";

    const SWEEP_LETTERS: &'static str = "DELETE FROM letter WHERE id IN \
         (SELECT id FROM letter WHERE state = $1 \
         ORDER BY moment DESC, written DESC, id DESC LIMIT $3 OFFSET $2)";

    async fn read<T: Columns>(
        &self,
        statement: &'static str,
        values: Vec<Value>,
    ) -> Result<Vec<T>, AccountsError> {
        let query = bound!(query_as::<Sqlite, T>(statement), values);
        let rows = query.fetch_all(&self.file.readers).await;
        rows.map_err(|error| fault(&error))
    }

    async fn write<T: Send>(
        &self,
        act: impl for<'c> FnOnce(&'c mut SqliteConnection) -> Answer<'c, T, AccountsError> + Send,
    ) -> Result<T, AccountsError> {
        let mut writer = (self.file.writer.acquire().await).map_err(|error| fault(&error))?;
        // Immediate: whoever waits for another process waits here, where nothing was done yet.
        let transaction = writer.begin_with("BEGIN IMMEDIATE").await;
        let mut transaction = transaction.map_err(|error| fault(&error))?;
        // Dropping the transaction on the way out of an error rolls it back.
        let done = act(&mut transaction).await?;
        if let Err(error) = transaction.commit().await {
            // As in a journal: the next connection reads what is really there.
            writer.close_on_drop();
            return Err(fault(&error));
        }
        Ok(done)
    }

    async fn scrub(&self) {
        // What was removed is still in the write-ahead file. If a reader is in the way or the
        // machine stops here, it goes with the next cut, at the latest when the file is opened
        // again; it is in no table any more, hence no error.
        if let Ok(mut writer) = self.file.writer.acquire().await {
            let _ = raw_sql(file::CUT).execute(&mut *writer).await;
        }
    }
}

impl Writer for SqliteConnection {
    async fn run(
        &mut self,
        statement: &'static str,
        values: Vec<Value>,
    ) -> Result<u64, AccountsError> {
        let done = bound!(query::<Sqlite>(statement), values)
            .execute(self)
            .await;
        Ok(done.map_err(|error| fault(&error))?.rows_affected())
    }

    async fn ask<T: Columns>(
        &mut self,
        statement: &'static str,
        values: Vec<Value>,
    ) -> Result<Vec<T>, AccountsError> {
        let query = bound!(query_as::<Sqlite, T>(statement), values);
        query.fetch_all(self).await.map_err(|error| fault(&error))
    }
}

fn fault(error: &sqlx::Error) -> AccountsError {
    file::fault(error).into()
}
