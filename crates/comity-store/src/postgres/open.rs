//! Opening a schema on a server: is the server new enough, is the schema ours?
//!
//! What a crash leaves: the schema, its tables and the number of their format are made in one
//! transaction, so the schema is complete or not there. A lock lets one node at a time look, so
//! nodes that start together do not both make it.

use std::fmt;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, query, query_scalar, raw_sql};
use thiserror::Error;

use super::{PostgresJournal, fault};
use crate::OpenError;

/// The longest name of a schema, in letters: the server cuts longer ones.
const MAX_SCHEMA_LETTERS: usize = 63;

/// The number of the format below.
const FORMAT: i64 = 1;

/// The least major version of the server: the oldest that we try the contract on.
const LEAST_SERVER: i64 = 15;

/// Connections of one node: the writer of each negotiation needs one for a moment, and reads are
/// few because the state is in memory.
const CONNECTIONS: u32 = 8;

/// The lock that is held while a schema is looked at; the number means nothing.
const LOCK: i64 = 0x436f_6d69_7479;

const FORMAT_1: &str = include_str!("format_1.sql");

/// The name of a schema: small Latin letters, digits and underscores, a letter first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaName(String);

impl SchemaName {
    /// Reads a name.
    ///
    /// # Errors
    /// When it is none.
    pub fn new(text: &str) -> Result<SchemaName, NotASchemaName> {
        let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let first = text.starts_with(|c: char| c.is_ascii_lowercase());
        // The server keeps names with this beginning for itself.
        let free = !text.starts_with("pg_");
        if first && free && text.chars().all(letter) && text.len() <= MAX_SCHEMA_LETTERS {
            Ok(SchemaName(text.to_owned()))
        } else {
            Err(NotASchemaName)
        }
    }
}

impl fmt::Display for SchemaName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that does not name a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the name of a schema begins with a letter, not with `pg_`, and has small letters a to z, digits and underscores, at most {MAX_SCHEMA_LETTERS} in all"
)]
pub struct NotASchemaName;

/// How a schema is opened.
#[derive(Clone, Debug)]
pub struct PostgresOptions {
    url: String,
    schema: SchemaName,
    connections: u32,
}

impl PostgresOptions {
    /// The schema `comity` at this address, as in `postgres://user@host:5432/database`.
    #[must_use]
    pub fn new(url: &str) -> PostgresOptions {
        PostgresOptions {
            url: url.to_owned(),
            schema: SchemaName("comity".to_owned()),
            connections: CONNECTIONS,
        }
    }

    /// Another schema.
    #[must_use]
    pub fn schema(self, schema: SchemaName) -> PostgresOptions {
        PostgresOptions { schema, ..self }
    }

    /// At most this many connections, and at least one.
    #[must_use]
    pub fn connections(self, connections: u32) -> PostgresOptions {
        PostgresOptions {
            connections: connections.max(1),
            ..self
        }
    }

    /// Opens the schema, or makes it where there is none.
    ///
    /// # Errors
    /// When the server is not there or too old, and when the schema is too new or may not be made.
    pub async fn open(self) -> Result<PostgresJournal, OpenError> {
        let connection = self.connection()?;
        let first = connection.connect().await;
        let mut first = first.map_err(|error| self.error(&error))?;
        let prepared = self.prepare(&mut first).await;
        // Whether it closes well or not, it wrote what it wrote in one transaction.
        let _ = first.close().await;
        prepared?;
        let pool: PgPool = PgPoolOptions::new()
            .max_connections(self.connections)
            .connect_lazy_with(connection);
        Ok(PostgresJournal { pool })
    }

    /// Removes the schema with everything in it: for tests, which make their own.
    ///
    /// # Errors
    /// When the server is not there or does not allow it.
    pub async fn remove(self) -> Result<(), OpenError> {
        let connection = self.connection()?.connect().await;
        let mut connection = connection.map_err(|error| self.error(&error))?;
        // The name has letters, digits and underscores only.
        let remove = AssertSqlSafe(format!("DROP SCHEMA IF EXISTS \"{}\" CASCADE", self.schema));
        let removed = raw_sql(remove).execute(&mut connection).await;
        removed.map_err(|error| self.error(&error))?;
        connection.close().await.map_err(|error| self.error(&error))
    }

    async fn prepare(&self, connection: &mut PgConnection) -> Result<(), OpenError> {
        let server: i64 = query_scalar("SELECT current_setting('server_version_num')::bigint")
            .fetch_one(&mut *connection)
            .await
            .map_err(|error| self.error(&error))?;
        // From version 10 on the number is the major version times this.
        let found = server / 10_000;
        if found < LEAST_SERVER {
            return Err(OpenError::OldServer {
                found,
                least: LEAST_SERVER,
            });
        }
        let made = self.make(connection).await;
        let format = made.map_err(|error| self.error(&error))?;
        match format {
            FORMAT => Ok(()),
            found if found > FORMAT => Err(OpenError::Newer {
                place: self.place(),
                found,
                known: FORMAT,
            }),
            found => Err(OpenError::Damaged {
                place: self.place(),
                what: format!("there never was a format {found}"),
            }),
        }
    }

    /// The format of the schema, which is made where there is none.
    async fn make(&self, connection: &mut PgConnection) -> Result<i64, sqlx::Error> {
        let mut transaction = connection.begin().await?;
        let lock = query("SELECT pg_advisory_xact_lock($1)").bind(LOCK);
        lock.execute(&mut *transaction).await?;
        // Asked first, because a server that lets nobody make schemas also refuses to make one
        // that is there.
        let there = query("SELECT 1 FROM pg_namespace WHERE nspname = $1").bind(&self.schema.0);
        if there.fetch_optional(&mut *transaction).await?.is_none() {
            // The name has letters, digits and underscores only.
            let make = AssertSqlSafe(format!("CREATE SCHEMA \"{}\"", self.schema));
            raw_sql(make).execute(&mut *transaction).await?;
        }
        let ours: bool = query_scalar("SELECT to_regclass('format') IS NOT NULL")
            .fetch_one(&mut *transaction)
            .await?;
        if !ours {
            raw_sql(FORMAT_1).execute(&mut *transaction).await?;
        }
        let format = query_scalar("SELECT version FROM format");
        let format = format.fetch_one(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(format)
    }

    fn connection(&self) -> Result<PgConnectOptions, OpenError> {
        let url: PgConnectOptions = self.url.parse().map_err(|error| self.error(&error))?;
        let settings = [
            ("search_path", self.schema.0.as_str()),
            // A server may have been set up to answer before its disk does; a record is not.
            ("synchronous_commit", "on"),
        ];
        Ok(url
            .options(settings)
            // So that the operator sees on the server which connections are whose.
            .application_name(&format!("comity {}", self.schema))
            .disable_statement_logging())
    }

    fn place(&self) -> String {
        format!("schema `{}`", self.schema)
    }

    fn error(&self, error: &sqlx::Error) -> OpenError {
        OpenError::of(&self.place(), fault(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_has_a_name_that_needs_no_quotes() {
        for name in ["comity", "c", "comity_2", &"c".repeat(63)] {
            assert_eq!(SchemaName::new(name).unwrap().to_string(), name);
        }
        for name in [
            "",
            "2",
            "_c",
            "C",
            "a b",
            "a\"b",
            "pg_c",
            "ü",
            &"c".repeat(64),
        ] {
            assert_eq!(SchemaName::new(name), Err(NotASchemaName), "{name}");
        }
    }
}
