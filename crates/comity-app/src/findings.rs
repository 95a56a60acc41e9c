//! Findings: what numbers say about votes, texts and delegations that lie in files.
//!
//! Each use case is one function: streams in, a finding out. A finding names its input by the
//! SHA-256 of each file, so that anybody who has the files can have the same numbers; each has a
//! `json` that is a promise of `docs/formats`. Nothing here reads or writes a negotiation's record,
//! and no rule of procedure depends on any of it.
//!
//! Never here: files, pages, and the formulas, which are in `comity_analysis`.
//!
//! Start at [`converge()`].

pub mod balance;
pub mod campaigns;
pub mod converge;
mod mirror;
pub mod origins;
mod stream;

use comity_analysis::converge::QuestionError;
use comity_exchange::ReadError;
use thiserror::Error;

pub use balance::balance;
pub use campaigns::campaigns;
pub use converge::converge;
pub use origins::origins;
pub use stream::{Source, Stream};

/// Why there is no finding.
#[derive(Debug, Error)]
pub enum FindingError {
    /// A file could not be read; the line is named.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// What was asked does not fit what was read.
    #[error(transparent)]
    Question(#[from] QuestionError),
}
