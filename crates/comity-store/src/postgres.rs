//! A journal in a schema of a PostgreSQL server, for several nodes.
//!
//! The row of a negotiation is the lock: whoever moves the head holds it until the commit, and
//! its term says whose turn it is. A commit is answered when the server has it on its disk.
//!
//! What a crash leaves, step by step, stands in [`append`] and in [`schema`].
//!
//! An erased text leaves its table at once and the pages of the table when the server vacuums
//! them. Copies that the server keeps elsewhere, its archive and its backups, are the business of
//! whoever runs it.
//!
//! Never here: encryption of the connection. The server is on the same machine or in a network
//! that the operator trusts; an address that demands encryption is refused.

mod append;
mod open;
pub(crate) mod schema;

use comity_app::ports::{
    Batch, Blob, BlobName, Claim, Head, Journal, JournalError, MAX_NAMES_PER_READ, NegotiationId,
    Term,
};
use sqlx::postgres::PgPool;
use sqlx::{query, query_as, query_scalar};

use crate::columns::{self, Standing};
use crate::{OpenError, statements};

pub use open::PostgresOptions;
pub use schema::{NotASchemaName, SchemaName};

const BLOBS: &str = "SELECT name, entry, salt, words FROM blob \
     WHERE negotiation = $1 AND name = ANY ($2) ORDER BY entry, name";

/// A journal in a schema of a PostgreSQL server. A clone is the same journal.
#[derive(Clone, Debug)]
pub struct PostgresJournal {
    pool: PgPool,
}

impl PostgresJournal {
    /// Opens the schema `comity` at this address, or makes it where there is none.
    ///
    /// # Errors
    /// As [`PostgresOptions::open`].
    pub async fn open(url: &str) -> Result<PostgresJournal, OpenError> {
        PostgresOptions::new(url).open().await
    }

    /// Waits for what is being written and closes the connections. Whatever is asked afterwards
    /// is answered with [`JournalError::Unavailable`].
    pub async fn close(&self) {
        self.pool.close().await;
    }

    async fn standing(
        &self,
        negotiation: &NegotiationId,
    ) -> Result<Option<Standing>, JournalError> {
        let standing = query_as(statements::STANDING).bind(negotiation.as_str());
        let standing = standing.fetch_optional(&self.pool).await;
        standing.map_err(|error| fault(&error))
    }
}

impl Journal for PostgresJournal {
    async fn create(&self, negotiation: &NegotiationId) -> Result<(), JournalError> {
        let mut writer = self.pool.acquire().await.map_err(|error| fault(&error))?;
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
            .fetch_all(&self.pool)
            .await;
        columns::to_negotiations(slugs.map_err(|error| fault(&error))?)
    }

    async fn head(&self, negotiation: &NegotiationId) -> Result<Option<Head>, JournalError> {
        let row = query_as(statements::HEAD).bind(negotiation.as_str());
        let row = row.fetch_optional(&self.pool).await;
        columns::to_head(negotiation, row.map_err(|error| fault(&error))?)
    }

    async fn acquire(
        &self,
        negotiation: &NegotiationId,
        claim: &Claim,
    ) -> Result<Term, JournalError> {
        let mut writer = self.pool.acquire().await.map_err(|error| fault(&error))?;
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
        let mut writer = self.pool.acquire().await.map_err(|error| fault(&error))?;
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
        let rows = rows.fetch_all(&self.pool).await;
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
        let rows = rows.fetch_all(&self.pool).await;
        columns::to_blobs(negotiation, rows.map_err(|error| fault(&error))?)
    }

    async fn blobs(
        &self,
        negotiation: &NegotiationId,
        names: &[BlobName],
    ) -> Result<Vec<Blob>, JournalError> {
        let standing = self.standing(negotiation).await?;
        let (id, ..) = columns::page(negotiation, standing, (0, 0))?;
        let names = names.iter().take(MAX_NAMES_PER_READ);
        let names: Vec<&[u8]> = names.map(|name| name.0.as_slice()).collect();
        let rows = query_as(BLOBS)
            .bind(id)
            .bind(names)
            .fetch_all(&self.pool)
            .await;
        columns::to_blobs(negotiation, rows.map_err(|error| fault(&error))?)
    }

    async fn tile(
        &self,
        negotiation: &NegotiationId,
        path: &str,
    ) -> Result<Option<Vec<u8>>, JournalError> {
        let standing = self.standing(negotiation).await?;
        let (id, ..) = columns::page(negotiation, standing, (0, 0))?;
        let tile = query_scalar(statements::TILE).bind(id).bind(path);
        let tile = tile.fetch_optional(&self.pool).await;
        tile.map_err(|error| fault(&error))
    }
}

/// What an error means where nothing can have been written.
fn fault(error: &sqlx::Error) -> JournalError {
    schema::fault(error).into()
}

/// What an error means where the statement commits by itself: when the server did not refuse it
/// but went away, the statement may have been written.
fn outcome(error: &sqlx::Error) -> JournalError {
    match error.as_database_error().and_then(|error| error.code()) {
        Some(code) if !WENT_AWAY.iter().any(|class| code.starts_with(class)) => fault(error),
        _ => JournalError::Uncertain(error.to_string()),
    }
}

/// Classes of codes by which the server says that the connection ends or that it shuts down.
const WENT_AWAY: [&str; 2] = ["08", "57P"];
