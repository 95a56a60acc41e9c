//! The text algebra: provisions, changes, and what can be done with them.
//!
//! An [`Instrument`] is an ordered tree of provisions with permanent ids. A [`Change`] is one
//! explicit step on it; a [`Proposal`] is a list of changes with its sponsors. The kernel
//! applies changes and says which of them collide, with integers only and without ever cutting
//! text into words. Everything that *makes* changes stands outside the kernel and may improve
//! for ever: `diff` finds the changes between two texts, `rebase` carries them to another
//! revision, `merge` accepts a set of them, [`compile`] puts all of them into one text.
//!
//! Never here: input and output, clocks, serialisation, rules of procedure.
//!
//! Start at [`compile`], then read the kernel.

mod change;
pub mod compile;
mod instrument;
pub mod label;
mod text;

pub use change::{Change, Place, Proposal, ProposalKind};
pub use compile::Compilation;
pub use instrument::{Instrument, InstrumentError, Kind, Provision, ProvisionId};
pub use text::{BREAK, LINE_BREAK, Span, Style, Text, normalise};
