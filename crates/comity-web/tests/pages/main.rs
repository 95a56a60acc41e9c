//! Pages as a visitor without script sees them, each over a negotiation that was really played.

mod refusals;
mod routes;
mod words;
mod world;
