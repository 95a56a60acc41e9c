//! Opening a schema on a server, of the journal or of the accounts: is the server new enough, is
//! the schema ours?
//!
//! What a crash leaves: the schema, its tables and the number of their format are made in one
//! transaction, so the schema is complete or not there. A lock lets one node at a time look, so
//! nodes that start together do not both make it.
//!
//! Never here: what the tables are for.

use std::fmt;

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, query, query_scalar, raw_sql};
use thiserror::Error;

use crate::OpenError;
use crate::fault::Fault;

/// The longest name of a schema, in letters: the server cuts longer ones.
const MAX_SCHEMA_LETTERS: usize = 63;

/// The least major version of the server: the oldest that we try the contract on.
const LEAST_SERVER: i64 = 15;

/// The lock that is held while a schema is looked at; the number means nothing.
const LOCK: i64 = 0x436f_6d69_7479;

/// What a schema is for, and the tables in it.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The number of the format.
    pub(crate) format: i64,
    /// The statements that make the tables of the format.
    pub(crate) tables: &'static str,
    /// Asks whether the table is there that holds the number of the format.
    pub(crate) ours: &'static str,
    /// Reads the number of the format.
    pub(crate) version: &'static str,
    /// Asks whether the schema is used for the other kind.
    pub(crate) other: &'static str,
    /// What the other kind holds.
    pub(crate) other_holds: &'static str,
}

/// The name of a schema: small Latin letters, digits and underscores, a letter first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaName(pub(super) String);

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

/// A schema at an address, and how it is opened.
#[derive(Clone, Debug)]
pub(super) struct Schema {
    pub(super) url: String,
    pub(super) name: SchemaName,
    pub(super) connections: u32,
}

impl Schema {
    /// Opens the schema, or makes it where there is none.
    pub(super) async fn open(self, kind: &'static Kind) -> Result<PgPool, OpenError> {
        let connection = self.connection()?;
        let first = connection.connect().await;
        let mut first = first.map_err(|error| self.error(&error))?;
        let prepared = self.prepare(&mut first, kind).await;
        // Whether it closes well or not, it wrote what it wrote in one transaction.
        let _ = first.close().await;
        prepared?;
        Ok(PgPoolOptions::new()
            .max_connections(self.connections)
            .connect_lazy_with(connection))
    }

    /// Removes the schema with everything in it.
    pub(super) async fn remove(self) -> Result<(), OpenError> {
        let connection = self.connection()?.connect().await;
        let mut connection = connection.map_err(|error| self.error(&error))?;
        // The name has letters, digits and underscores only.
        let remove = AssertSqlSafe(format!("DROP SCHEMA IF EXISTS \"{}\" CASCADE", self.name));
        let removed = raw_sql(remove).execute(&mut connection).await;
        removed.map_err(|error| self.error(&error))?;
        connection.close().await.map_err(|error| self.error(&error))
    }

    async fn prepare(&self, connection: &mut PgConnection, kind: &Kind) -> Result<(), OpenError> {
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
        let made = self.make(connection, kind).await;
        let found = made.map_err(|error| self.error(&error))?;
        let (place, known) = (self.place(), kind.format);
        match found {
            None => Err(OpenError::OtherContent {
                place,
                holds: kind.other_holds,
            }),
            Some(found) if found == known => Ok(()),
            Some(found) if found > known => Err(OpenError::Newer {
                place,
                found,
                known,
            }),
            Some(found) => Err(OpenError::Damaged {
                place,
                what: format!("there never was a format {found}"),
            }),
        }
    }

    /// The format of the schema, which is made where there is none; nothing where the schema is
    /// used for the other kind.
    async fn make(
        &self,
        connection: &mut PgConnection,
        kind: &Kind,
    ) -> Result<Option<i64>, sqlx::Error> {
        let mut transaction = connection.begin().await?;
        let lock = query("SELECT pg_advisory_xact_lock($1)").bind(LOCK);
        lock.execute(&mut *transaction).await?;
        // Asked first, because a server that lets nobody make schemas also refuses to make one
        // that is there.
        let there = query("SELECT 1 FROM pg_namespace WHERE nspname = $1").bind(&self.name.0);
        if there.fetch_optional(&mut *transaction).await?.is_none() {
            // The name has letters, digits and underscores only.
            let make = AssertSqlSafe(format!("CREATE SCHEMA \"{}\"", self.name));
            raw_sql(make).execute(&mut *transaction).await?;
        }
        let other = query_scalar(kind.other)
            .fetch_one(&mut *transaction)
            .await?;
        if other {
            return Ok(None);
        }
        let ours: bool = query_scalar(kind.ours).fetch_one(&mut *transaction).await?;
        if !ours {
            raw_sql(kind.tables).execute(&mut *transaction).await?;
        }
        let format = query_scalar(kind.version);
        let format = format.fetch_one(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(Some(format))
    }

    fn connection(&self) -> Result<PgConnectOptions, OpenError> {
        let url: PgConnectOptions = self.url.parse().map_err(|error| self.error(&error))?;
        let settings = [
            ("search_path", self.name.0.as_str()),
            // A server may have been set up to answer before its disk does; we never are.
            ("synchronous_commit", "on"),
        ];
        Ok(url
            .options(settings)
            // So that the operator sees on the server which connections are whose.
            .application_name(&format!("comity {}", self.name))
            .disable_statement_logging())
    }

    fn place(&self) -> String {
        format!("schema `{}`", self.name)
    }

    fn error(&self, error: &sqlx::Error) -> OpenError {
        OpenError::of(&self.place(), fault(error))
    }
}

/// What an error means where nothing can have been written.
pub(crate) fn fault(error: &sqlx::Error) -> Fault {
    match error.as_database_error().map(|error| error.code()) {
        Some(Some(code)) if DAMAGE.contains(&&*code) => {
            Fault::Damaged(format!("the database ({error})"))
        }
        Some(_) => Fault::Unavailable(error.to_string()),
        None => Fault::of_library(error),
    }
}

/// Codes by which the server says that a page or an index is damaged.
const DAMAGE: [&str; 2] = ["XX001", "XX002"];

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
