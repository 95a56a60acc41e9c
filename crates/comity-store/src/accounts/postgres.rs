//! Accounts in a schema of a PostgreSQL server, for several nodes.
//!
//! The schema is opened as that of a journal is, and a commit is answered when the server has it
//! on its disk. What is removed leaves its table at once and the pages of the table when the
//! server vacuums them; copies that the server keeps elsewhere are the business of whoever runs
//! it.

use comity_app::ports::{AccountsError, Answer};
use sqlx::postgres::{PgConnection, PgPool, Postgres};
use sqlx::{Connection, query, query_as};

use super::database::{Columns, Database, Value, Writer, bound};
use super::sql::SqlAccounts;
use crate::postgres::schema::{self, Kind};
use crate::{OpenError, PostgresOptions};

/// The schema of the accounts.
pub(crate) const POSTGRES_ACCOUNTS: Kind = Kind {
    format: 1,
    tables: include_str!("postgres_format_1.sql"),
    ours: "SELECT to_regclass('accounts_format') IS NOT NULL",
    version: "SELECT version FROM accounts_format",
    other: "SELECT to_regclass('format') IS NOT NULL",
    other_holds: "records",
};

/// Accounts in a schema of a PostgreSQL server. A clone is the same accounts.
pub type PostgresAccounts = SqlAccounts<PostgresDatabase>;

/// A schema that holds accounts.
#[derive(Clone, Debug)]
pub struct PostgresDatabase {
    pool: PgPool,
}

impl PostgresAccounts {
    /// Opens the schema `comity_accounts` at this address, or makes it where there is none.
    ///
    /// # Errors
    /// As [`PostgresOptions::open_accounts`].
    pub async fn open(url: &str) -> Result<PostgresAccounts, OpenError> {
        PostgresOptions::new(url).open_accounts().await
    }

    /// Waits for what is being written and closes the connections. Whatever is asked afterwards
    /// is answered with [`AccountsError::Unavailable`].
    pub async fn close(&self) {
        self.database().pool.close().await;
    }

    pub(crate) fn over(pool: PgPool) -> PostgresAccounts {
        SqlAccounts::on(PostgresDatabase { pool })
    }
}

impl Database for PostgresDatabase {
    type Writer = PgConnection;

    // Rows that another call holds are left to it or to the next sweep: a sweep waits for nobody,
    // so it can be in nobody's way.
    const SWEEP_LINKS: &'static str = "DELETE FROM link WHERE digest IN \
         (SELECT digest FROM link WHERE ends <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)";

    const SWEEP_LETTERS: &'static str = "DELETE FROM letter WHERE id IN \
         (SELECT id FROM letter WHERE id IN \
         (SELECT id FROM letter WHERE state = $1 \
         ORDER BY moment DESC, written DESC, id DESC LIMIT $3 OFFSET $2) \
         FOR UPDATE SKIP LOCKED)";

    async fn read<T: Columns>(
        &self,
        statement: &'static str,
        values: Vec<Value>,
    ) -> Result<Vec<T>, AccountsError> {
        let query = bound!(query_as::<Postgres, T>(statement), values);
        let rows = query.fetch_all(&self.pool).await;
        rows.map_err(|error| fault(&error))
    }

    async fn write<T: Send>(
        &self,
        act: impl for<'c> FnOnce(&'c mut PgConnection) -> Answer<'c, T, AccountsError> + Send,
    ) -> Result<T, AccountsError> {
        let mut writer = self.pool.acquire().await.map_err(|error| fault(&error))?;
        let transaction = writer.begin().await;
        let mut transaction = transaction.map_err(|error| fault(&error))?;
        // Dropping the transaction on the way out of an error rolls it back.
        let done = act(&mut transaction).await?;
        if let Err(error) = transaction.commit().await {
            writer.close_on_drop();
            return Err(fault(&error));
        }
        Ok(done)
    }

    async fn scrub(&self) {
        // The server does it when it vacuums.
    }
}

impl Writer for PgConnection {
    async fn run(
        &mut self,
        statement: &'static str,
        values: Vec<Value>,
    ) -> Result<u64, AccountsError> {
        let done = bound!(query::<Postgres>(statement), values)
            .execute(self)
            .await;
        Ok(done.map_err(|error| fault(&error))?.rows_affected())
    }

    async fn ask<T: Columns>(
        &mut self,
        statement: &'static str,
        values: Vec<Value>,
    ) -> Result<Vec<T>, AccountsError> {
        let query = bound!(query_as::<Postgres, T>(statement), values);
        query.fetch_all(self).await.map_err(|error| fault(&error))
    }
}

fn fault(error: &sqlx::Error) -> AccountsError {
    schema::fault(error).into()
}
