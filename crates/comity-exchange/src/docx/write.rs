//! DOCX out: a compilation with brackets, a compilation as tracked changes, a plain instrument.
//!
//! The bytes depend on the arguments alone: no clock, no random names, fixed archive times.
//! Writing goes to memory and is total, so nothing here returns an error. Characters that XML
//! cannot hold are written as U+FFFD, so that the place stays visible.
//!
//! Never here: reading, choosing between proposals, computing labels.
//!
//! Start at `bracketed` for the text that circulates, at `plan` for the tracked one.

mod attribution;
mod bracketed;
mod moves;
mod package;
mod paragraph;
mod plain;
mod plan;
mod redline;
mod run;
mod styles;
mod tracked;

pub use bracketed::write_bracketed;
pub use plain::write_plain;
pub use tracked::{tracked_texts, write_tracked};
