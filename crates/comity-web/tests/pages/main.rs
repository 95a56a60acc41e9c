//! Pages as a visitor without script sees them, each over a negotiation that was really played.

mod reading;
mod refusals;
mod delegations;
mod people;
mod post;
mod routes;
mod sessions;
mod words;
mod world;
