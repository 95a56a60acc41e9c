//! Pages as a visitor without script sees them, each over a negotiation that was really played.

mod acting;
mod refusals;
mod routes;
mod words;
mod world;
