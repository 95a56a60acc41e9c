//! The ports of the use cases: on SQLite, on PostgreSQL, and in memory.
//!
//! [`SqliteJournal`] keeps everything in one file and is for one node, [`PostgresJournal`] is for
//! several nodes, and [`MemoryJournal`] is for tests and for looking at a record without keeping
//! it. All three keep the promises of [`Journal`](comity_app::ports::Journal); the contract suite
//! in `tests/contract` tries each of them with the same cases.
//!
//! Never here: rules of procedure, and what an entry says.
//!
//! Start at [`SqliteJournal::open`].

mod columns;
mod memory;
mod opening;
mod postgres;

mod sqlite;
mod statements;

pub use memory::MemoryJournal;
pub use opening::OpenError;

pub use postgres::{NotASchemaName, PostgresJournal, PostgresOptions, SchemaName};
pub use sqlite::{Durability, SqliteJournal, SqliteOptions};
