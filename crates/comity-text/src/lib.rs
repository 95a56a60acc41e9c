//! The text algebra: provisions, changes, and what can be done with them.
//!
//! An [`Instrument`] is an ordered tree of provisions with permanent ids. A [`Change`] is one
//! explicit step on it; a [`Proposal`] is a list of changes with its sponsors. The [`kernel`]
//! applies changes and says which of them collide, with integers only and without ever cutting
//! text into words. Everything that *makes* changes stands outside the kernel and may improve
//! for ever: [`diff`](fn@diff) finds the changes between two texts, [`rebase`](fn@rebase) carries them to another
//! revision, [`merge`](fn@merge) accepts a set of them, [`compile`](fn@compile) puts all of them into one text.
//!
//! Never here: input and output, clocks, serialisation, rules of procedure.
//!
//! Start at [`compile`](fn@compile), then read [`kernel`].

mod change;
pub mod compile;
mod compose;
pub mod diff;
mod instrument;
mod invert;
pub mod kernel;
pub mod label;
mod merge;
mod quotient;
pub mod rebase;
mod text;
mod token;

pub use change::{Change, Place, Proposal, ProposalKind};
pub use compile::{Compilation, CompileError, ProtocolOrder, compile};
pub use compose::compose;
pub use diff::diff;
pub use instrument::{Instrument, InstrumentError, Kind, Provision, ProvisionId};
pub use invert::invert;
pub use kernel::{ApplyError, apply};
pub use merge::{Exclusion, MergeError, merge, merged_changes};
pub use rebase::{Fate, rebase};
pub use text::{BREAK, LINE_BREAK, Span, Style, Text, normalise};
pub use token::{Token, TokenKind, Tokenizer};
