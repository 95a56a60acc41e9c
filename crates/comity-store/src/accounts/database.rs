//! What the accounts need from a database: statements, values, rows, and one transaction.
//!
//! Never here: a statement, and what a row means.
//!
//! Start at [`Database`].

use std::future::Future;

use comity_app::ports::{AccountId, AccountsError, Answer, LetterId, NegotiationId, TokenDigest};
use sqlx::FromRow;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

use super::rows;
use crate::fault::Fault;

/// A database that holds accounts. A clone is the same database.
pub trait Database: Clone + Send + Sync + 'static {
    /// A connection with a transaction under way.
    type Writer: Writer;

    /// Forgets links of anybody that are over, some at a time, without waiting for another call.
    const SWEEP_LINKS: &'static str;

    /// Forgets the letters in a state after the last so many, without waiting for another call.
    const SWEEP_LETTERS: &'static str;

    /// Reads rows.
    fn read<T: Columns>(
        &self,
        statement: &'static str,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<T>, AccountsError>> + Send;

    /// Does something in one transaction, which is kept only if it went well.
    fn write<T: Send>(
        &self,
        act: impl for<'c> FnOnce(&'c mut Self::Writer) -> Answer<'c, T, AccountsError> + Send,
    ) -> impl Future<Output = Result<T, AccountsError>> + Send;

    /// Sees that what was just removed does not stay behind in a file, as far as the database can.
    fn scrub(&self) -> impl Future<Output = ()> + Send;
}

/// A connection with a transaction under way.
pub trait Writer: Send {
    /// Runs a statement and says how many rows it met.
    fn run(
        &mut self,
        statement: &'static str,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<u64, AccountsError>> + Send;

    /// Runs a statement and reads its rows.
    fn ask<T: Columns>(
        &mut self,
        statement: &'static str,
        values: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<T>, AccountsError>> + Send;
}

/// What can be read from a row of either database.
pub trait Columns:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

impl<T> Columns for T where
    T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

/// A value that is bound to a statement. Nothing is a value of its kind too, because a server asks
/// of what kind it is.
#[derive(Clone, Debug)]
pub enum Value {
    /// A number.
    Number(Option<i64>),
    /// A name: no zero character is in it.
    Name(Option<String>),
    /// Bytes, among them everything that people write.
    Bytes(Option<Vec<u8>>),
}

/// Binds values to a query of either database, in their order.
macro_rules! bound {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                $crate::accounts::database::Value::Number(number) => query.bind(number),
                $crate::accounts::database::Value::Name(name) => query.bind(name),
                $crate::accounts::database::Value::Bytes(bytes) => query.bind(bytes),
            };
        }
        query
    }};
}

/// The values of a statement, each from what it is in the port.
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::accounts::database::Value::from($value)),*]
    };
}

pub(super) use {bound, values};

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Number(Some(number))
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Value {
        // A limit beyond what can be counted is as good as none.
        Value::Number(Some(i64::try_from(number).unwrap_or(i64::MAX)))
    }
}

impl From<&str> for Value {
    fn from(name: &str) -> Value {
        Value::Name(Some(name.to_owned()))
    }
}

impl From<Option<&str>> for Value {
    fn from(name: Option<&str>) -> Value {
        Value::Name(name.map(str::to_owned))
    }
}

impl From<&NegotiationId> for Value {
    fn from(negotiation: &NegotiationId) -> Value {
        Value::from(negotiation.as_str())
    }
}

impl From<String> for Value {
    /// What people write goes in as bytes: it may hold the zero character.
    fn from(words: String) -> Value {
        Value::Bytes(Some(words.into_bytes()))
    }
}

impl From<Option<String>> for Value {
    fn from(words: Option<String>) -> Value {
        Value::Bytes(words.map(String::into_bytes))
    }
}

impl From<AccountId> for Value {
    fn from(id: AccountId) -> Value {
        Value::Bytes(Some(id.0.to_vec()))
    }
}

impl From<LetterId> for Value {
    fn from(id: LetterId) -> Value {
        Value::Bytes(Some(id.0.to_vec()))
    }
}

impl From<TokenDigest> for Value {
    fn from(digest: TokenDigest) -> Value {
        Value::Bytes(Some(digest.0.to_vec()))
    }
}

impl From<Option<TokenDigest>> for Value {
    fn from(digest: Option<TokenDigest>) -> Value {
        Value::Bytes(digest.map(|digest| digest.0.to_vec()))
    }
}

impl From<Fault> for AccountsError {
    fn from(fault: Fault) -> AccountsError {
        match fault {
            Fault::Damaged(place) => rows::damage(place),
            Fault::Unavailable(reason) => AccountsError::Unavailable(reason),
        }
    }
}
