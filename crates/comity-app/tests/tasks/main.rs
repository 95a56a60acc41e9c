//! Tasks and scripts, by cases: what each becomes, and what each error says.
//!
//! A case is a script up to the text that stands, and a task on it. Start at [`room`].
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test may stop at once, and its name says what it holds"
)]

mod accepting;
mod errors;
mod proposing;
mod reading;
mod room;
mod trying;
