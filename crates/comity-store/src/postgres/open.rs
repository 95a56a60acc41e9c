//! How the schema of a journal or of the accounts is opened.
//!
//! What a crash leaves: what [`schema`](super::schema) says.

use super::PostgresJournal;
use super::schema::{Kind, Schema, SchemaName};
use crate::OpenError;
use crate::accounts::{POSTGRES_ACCOUNTS, PostgresAccounts};

/// Connections of one node: the writer of each negotiation needs one for a moment, and reads are
/// few because the state is in memory.
const CONNECTIONS: u32 = 8;

/// The schema of a journal, where no other is named.
const JOURNAL_BY_DEFAULT: &str = "comity";

/// The schema of the accounts, where no other is named.
const ACCOUNTS_BY_DEFAULT: &str = "comity_accounts";

/// The schema of a journal.
const JOURNAL: Kind = Kind {
    format: 1,
    tables: include_str!("format_1.sql"),
    ours: "SELECT to_regclass('format') IS NOT NULL",
    version: "SELECT version FROM format",
    other: "SELECT to_regclass('accounts_format') IS NOT NULL",
    other_holds: "accounts",
};

/// How a schema is opened.
#[derive(Clone, Debug)]
pub struct PostgresOptions {
    url: String,
    schema: Option<SchemaName>,
    connections: u32,
}

impl PostgresOptions {
    /// The server at this address, as in `postgres://user@host:5432/database`. A journal is in the
    /// schema `comity` there and the accounts in `comity_accounts`, unless another is named.
    #[must_use]
    pub fn new(url: &str) -> PostgresOptions {
        PostgresOptions {
            url: url.to_owned(),
            schema: None,
            connections: CONNECTIONS,
        }
    }

    /// Another schema.
    #[must_use]
    pub fn schema(self, schema: SchemaName) -> PostgresOptions {
        PostgresOptions {
            schema: Some(schema),
            ..self
        }
    }

    /// At most this many connections, and at least one.
    #[must_use]
    pub fn connections(self, connections: u32) -> PostgresOptions {
        PostgresOptions {
            connections: connections.max(1),
            ..self
        }
    }

    /// Opens the schema of a journal, or makes it where there is none.
    ///
    /// # Errors
    /// When the server is not there or too old, and when the schema is too new, holds accounts, or
    /// may not be made.
    pub async fn open(self) -> Result<PostgresJournal, OpenError> {
        let pool = self.or(JOURNAL_BY_DEFAULT).open(&JOURNAL).await?;
        Ok(PostgresJournal { pool })
    }

    /// Opens the schema of the accounts, or makes it where there is none.
    ///
    /// # Errors
    /// When the server is not there or too old, and when the schema is too new, holds records, or
    /// may not be made.
    pub async fn open_accounts(self) -> Result<PostgresAccounts, OpenError> {
        let schema = self.or(ACCOUNTS_BY_DEFAULT);
        let pool = schema.open(&POSTGRES_ACCOUNTS).await?;
        Ok(PostgresAccounts::over(pool))
    }

    /// Removes the schema with everything in it, by default that of a journal: for tests, which
    /// make their own.
    ///
    /// # Errors
    /// When the server is not there or does not allow it.
    pub async fn remove(self) -> Result<(), OpenError> {
        self.or(JOURNAL_BY_DEFAULT).remove().await
    }

    fn or(self, name: &str) -> Schema {
        let named = self.schema;
        Schema {
            url: self.url,
            name: named.unwrap_or_else(|| SchemaName(name.to_owned())),
            connections: self.connections,
        }
    }
}
