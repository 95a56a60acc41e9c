//! Pages as a visitor without script sees them, each over a negotiation that was really played.
#![allow(
    clippy::unwrap_used,
    unreachable_pub,
    missing_docs,
    reason = "a test may stop at once, its name says what it holds, and its world has many doors"
)]

mod acting;
mod again;
mod crowds;
mod delegations;
mod documents;
mod findings;
mod lost;
mod names;
mod people;
mod post;
mod procedure;
mod public;
mod reading;
mod refusals;
mod routes;
mod sessions;
mod troubles;
mod uploads;
mod words;
mod world;
