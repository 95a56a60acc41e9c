//! A journal in one SQLite file, for one node.
//!
//! The file is in write-ahead mode: one connection writes, a few read beside it and never wait
//! for it. With [`Durability::Full`] a commit is on the disk before it is answered.
//!
//! What a crash leaves, step by step, stands in [`append`] and in [`file`](self::file).
//!
//! Never here: a second writer's politeness. Two processes on one file are kept apart by the term
//! of the lease like two nodes on a server, and the later one wins.

mod append;
pub(crate) mod file;
mod open;

use std::path::Path;

use comity_app::ports::{
    Batch, Blob, BlobName, Claim, Head, Journal, JournalError, MAX_NAMES_PER_READ, NegotiationId,
    Term,
};
use sqlx::sqlite::Sqlite;
use sqlx::{QueryBuilder, query, query_as, query_scalar};

use self::file::OpenFile;
use crate::columns::{self, BlobRow, Standing};
use crate::{OpenError, statements};

pub use file::Durability;
pub use open::SqliteOptions;

/// The marks of our files and what is in them, so that one is not taken for the other.
const OURS: [(i64, &str); 2] = [
    (open::JOURNAL.application_id, "records"),
    (crate::accounts::SQLITE_ACCOUNTS.application_id, "accounts"),
];

/// The most names in one statement: a few hundred cost as much as one, and the statement stays
/// far below what SQLite binds.
const NAMES_PER_STATEMENT: usize = 256;

/// A journal in one SQLite file. A clone is the same journal.
#[derive(Clone, Debug)]
pub struct SqliteJournal {
    file: OpenFile,
}

impl SqliteJournal {
    /// Opens the file, or makes it where there is none.
    ///
    /// # Errors
    /// When the file is something else, is damaged, is too new, or cannot be written. A file that
    /// is not ours stays as it was.
    pub async fn open(path: &Path) -> Result<SqliteJournal, OpenError> {
        SqliteOptions::new(path).open().await
    }

    /// Waits for what is being written and closes the file. Whatever is asked afterwards is
    /// answered with [`JournalError::Unavailable`].
    pub async fn close(&self) {
        self.file.close().await;
    }

    async fn standing(
        &self,
        negotiation: &NegotiationId,
    ) -> Result<Option<Standing>, JournalError> {
        let standing = query_as(statements::STANDING).bind(negotiation.as_str());
        let standing = standing.fetch_optional(&self.file.readers).await;
        standing.map_err(|error| fault(&error))
    }
}

impl Journal for SqliteJournal {
    async fn create(&self, negotiation: &NegotiationId) -> Result<(), JournalError> {
        let mut writer = (self.file.writer.acquire().await).map_err(|error| fault(&error))?;
        let create = query(statements::CREATE).bind(negotiation.as_str());
        match create
            .execute(&mut *writer)
            .await
            .map_err(|error| outcome(&error))?
        {
            done if done.rows_affected() == 0 => Err(JournalError::Exists(negotiation.clone())),
            _ => Ok(()),
        }
    }

    async fn negotiations(&self) -> Result<Vec<NegotiationId>, JournalError> {
        let slugs = query_scalar(statements::NEGOTIATIONS)
            .fetch_all(&self.file.readers)
            .await;
        columns::to_negotiations(slugs.map_err(|error| fault(&error))?)
    }

    async fn head(&self, negotiation: &NegotiationId) -> Result<Option<Head>, JournalError> {
        let row = query_as(statements::HEAD).bind(negotiation.as_str());
        let row = row.fetch_optional(&self.file.readers).await;
        columns::to_head(negotiation, row.map_err(|error| fault(&error))?)
    }

    async fn acquire(
        &self,
        negotiation: &NegotiationId,
        claim: &Claim,
    ) -> Result<Term, JournalError> {
        let mut writer = (self.file.writer.acquire().await).map_err(|error| fault(&error))?;
        let acquire = query_scalar(statements::ACQUIRE)
            .bind(negotiation.as_str())
            .bind(claim.holder.as_str())
            .bind(claim.until)
            .bind(claim.now);
        let term = acquire.fetch_optional(&mut *writer).await;
        if let Some(term) = term.map_err(|error| outcome(&error))? {
            return columns::to_term(negotiation, term);
        }
        let lease = query_as(statements::LEASE).bind(negotiation.as_str());
        let lease = lease.fetch_optional(&mut *writer).await;
        let lease = lease.map_err(|error| fault(&error))?;
        Err(columns::not_acquired(negotiation, lease))
    }

    async fn renew(
        &self,
        negotiation: &NegotiationId,
        term: Term,
        until: i64,
    ) -> Result<(), JournalError> {
        let mut writer = (self.file.writer.acquire().await).map_err(|error| fault(&error))?;
        let renew = query(statements::RENEW)
            .bind(negotiation.as_str())
            .bind(columns::to_column(term.0))
            .bind(until);
        let renewed = renew.execute(&mut *writer).await;
        if renewed.map_err(|error| outcome(&error))?.rows_affected() > 0 {
            return Ok(());
        }
        let standing = self.standing(negotiation).await?;
        Err(columns::not_advanced(negotiation, (term, None), standing))
    }

    async fn append(&self, negotiation: &NegotiationId, batch: &Batch) -> Result<(), JournalError> {
        batch.check()?;
        append::append(self, negotiation, batch).await
    }

    async fn entries(
        &self,
        negotiation: &NegotiationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Vec<u8>>, JournalError> {
        let standing = self.standing(negotiation).await?;
        let (id, from, until) = columns::page(negotiation, standing, (from, limit))?;
        let rows = query_as(statements::ENTRIES)
            .bind(id)
            .bind(from)
            .bind(until);
        let rows = rows.fetch_all(&self.file.readers).await;
        columns::to_entries(
            negotiation,
            (from, until),
            rows.map_err(|error| fault(&error))?,
        )
    }

    async fn blobs_of_entries(
        &self,
        negotiation: &NegotiationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Blob>, JournalError> {
        let standing = self.standing(negotiation).await?;
        let (id, from, until) = columns::page(negotiation, standing, (from, limit))?;
        let rows = query_as(statements::BLOBS_OF_ENTRIES)
            .bind(id)
            .bind(from)
            .bind(until);
        let rows = rows.fetch_all(&self.file.readers).await;
        columns::to_blobs(negotiation, rows.map_err(|error| fault(&error))?)
    }

    async fn blobs(
        &self,
        negotiation: &NegotiationId,
        names: &[BlobName],
    ) -> Result<Vec<Blob>, JournalError> {
        let standing = self.standing(negotiation).await?;
        let (id, ..) = columns::page(negotiation, standing, (0, 0))?;
        let mut rows: Vec<BlobRow> = Vec::new();
        let names = &names[..names.len().min(MAX_NAMES_PER_READ)];
        for names in names.chunks(NAMES_PER_STATEMENT) {
            let mut found = by_name(id, names);
            let found = found.build_query_as().fetch_all(&self.file.readers).await;
            rows.extend(found.map_err(|error| fault(&error))?);
        }
        // Each statement has its own order, and a name may have been asked for twice.
        rows.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
        rows.dedup_by(|a, b| a.0 == b.0);
        columns::to_blobs(negotiation, rows)
    }

    async fn tile(
        &self,
        negotiation: &NegotiationId,
        path: &str,
    ) -> Result<Option<Vec<u8>>, JournalError> {
        let standing = self.standing(negotiation).await?;
        let (id, ..) = columns::page(negotiation, standing, (0, 0))?;
        let tile = query_scalar(statements::TILE).bind(id).bind(path);
        let tile = tile.fetch_optional(&self.file.readers).await;
        tile.map_err(|error| fault(&error))
    }
}

fn by_name(id: i64, names: &[BlobName]) -> QueryBuilder<Sqlite> {
    let mut query =
        QueryBuilder::new("SELECT name, entry, salt, words FROM blob WHERE negotiation = ");
    query.push_bind(id).push(" AND name IN (");
    let mut list = query.separated(", ");
    for name in names {
        list.push_bind(name.0.to_vec());
    }
    query.push(")");
    query
}

/// What an error means where nothing can have been written.
fn fault(error: &sqlx::Error) -> JournalError {
    file::fault(error).into()
}

/// What an error means where the statement commits by itself: when the disk failed, or when we
/// never heard, the statement may have been written.
fn outcome(error: &sqlx::Error) -> JournalError {
    match file::code(error) {
        None | Some(file::DISK_FAILED) => JournalError::Uncertain(error.to_string()),
        Some(_) => fault(error),
    }
}
