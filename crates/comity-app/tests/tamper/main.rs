//! Tampering: what can be done to a bundle, and the answer of verification that finds it.
//!
//! One record with all kinds of content stands in [`story`]; [`forge`] is the tool of a server
//! that writes its log anew and signs it. Each case is named and says which answer finds it and
//! which entry or file that answer names; `docs/tampering.md` has the same table for people.

#![allow(
    unreachable_pub,
    clippy::too_many_lines,
    clippy::unwrap_used,
    reason = "the modules of one test; a table of cases is as long as there are cases"
)]

#[path = "../thread/desk.rs"]
mod desk;

mod bytes;
mod forge;
mod heads;
mod judge;
mod meaning;
mod redaction;
mod scripts;
mod signatures;
mod spelling;
mod story;
