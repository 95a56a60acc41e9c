//! Trials of the record: what was acknowledged is there, whatever happens to the machine.
//!
//! A [`writer`] acknowledges acts while [`kill`] kills it, [`power`] takes away what its disk had
//! not been told to keep, or [`server`] stops its database; then [`audit`] holds the
//! acknowledgements against the log. What a trial draws it draws from a seed.
//!
//! Never here: anything that is shipped. A trial ends only the processes that it started, and
//! writes only into folders that it made.
//!
//! Start at [`audit::audit`], then [`kill::kill`].

pub mod audit;
mod chance;
mod cluster;
mod disk;
pub mod kill;
pub mod place;
pub mod power;
pub mod server;
mod watched;
pub mod writer;

use std::io;

use comity_app::ports::JournalError;
use thiserror::Error;

pub use chance::Chance;
pub use cluster::Cluster;

/// How a trial failed.
#[derive(Debug, Error)]
pub enum Failure {
    /// The promise is broken.
    #[error("the promise is broken: {0}")]
    Broken(#[from] audit::Finding),
    /// The trial itself could not be held.
    #[error("the trial cannot be held: {0}")]
    Unheld(String),
    /// A file or a process did not do what it should.
    #[error("the trial cannot be held: {0}")]
    Machine(#[from] io::Error),
    /// A database could not be opened.
    #[error("the database cannot be opened: {0}")]
    Open(#[from] comity_store::OpenError),
    /// A database could not be read.
    #[error("the database cannot be read: {0}")]
    Journal(#[from] JournalError),
}

/// A runtime for what is asynchronous in a trial.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
}
