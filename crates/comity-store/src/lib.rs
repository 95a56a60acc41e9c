//! The ports of the use cases: on SQLite, on PostgreSQL, and in memory.
//!
//! [`SqliteJournal`] keeps everything in one file and is for one node, [`PostgresJournal`] is for
//! several nodes, and [`MemoryJournal`] is for tests and for looking at a record without keeping
//! it. All three keep the promises of [`Journal`](comity_app::ports::Journal); the contract suite
//! in `tests/contract` tries each of them with the same cases.
//!
//! Persons lie apart from the records: [`SqliteAccounts`] is a file and [`PostgresAccounts`] a
//! schema of its own, and [`MemoryAccounts`] is for tests. All three keep the promises of
//! [`Accounts`](comity_app::ports::Accounts); their suite is in `tests/accounts`.
//!
//! Never here: rules of procedure, and what an entry says.
//!
//! Start at [`SqliteJournal::open`].

mod accounts;
mod columns;
mod fault;
mod memory;
mod opening;
mod postgres;
mod sqlite;
mod statements;

pub use accounts::{MemoryAccounts, PostgresAccounts, SqlAccounts, SqliteAccounts};
pub use memory::MemoryJournal;
pub use opening::OpenError;
pub use postgres::{NotASchemaName, PostgresJournal, PostgresOptions, SchemaName};
pub use sqlite::{Durability, SqliteJournal, SqliteOptions};
