//! Pages as a visitor without script sees them, each over a negotiation that was really played.

mod acting;
mod delegations;
mod people;
mod post;
mod procedure;
mod public;
mod reading;
mod refusals;
mod routes;
mod sessions;
mod words;
mod world;
