//! What can be asked of a state, by cases: small negotiations that are played, and what a view
//! says of each.
#![allow(
    clippy::unwrap_used,
    dead_code,
    missing_docs,
    reason = "a test may stop at once, its name says what it holds, and the room has more than one"
)]

mod desk;
mod numbers;
mod procedure;
mod reading;
#[path = "../tasks/room.rs"]
mod room;
