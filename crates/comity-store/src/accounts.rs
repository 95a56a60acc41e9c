//! Accounts: the persons who use the site, in memory, in one SQLite file, and on PostgreSQL.
//!
//! Personal data lies apart from the records: in a file or a schema of its own, with its own
//! number of the format, so that it is erased, backed up and lost without touching a record.
//!
//! The two databases say the same statements in the same order; what differs between them is how
//! one is reached, which stands in [`sqlite`] and in [`postgres`]. Every call that gives an account
//! something holds the row of the account first, so calls for one account come one after the
//! other, and none waits for another while it holds what that one needs.
//!
//! What a crash leaves: a call is one transaction, so it is done as a whole or not at all; what
//! was answered is on the disk.
//!
//! Never here: who may ask what, and the words of a letter.
//!
//! Start at [`SqlAccounts`].

mod database;
mod limits;
mod memory;
mod postgres;
mod rows;
mod sql;
mod sqlite;
mod statements;
mod visits;
mod writing;

pub use memory::MemoryAccounts;
pub use postgres::PostgresAccounts;
pub use sql::SqlAccounts;
pub use sqlite::SqliteAccounts;

pub(crate) use postgres::POSTGRES_ACCOUNTS;
pub(crate) use sqlite::SQLITE_ACCOUNTS;
