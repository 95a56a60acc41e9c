//! The use cases: what may be asked of a negotiation, by whom, and through which ports.
//!
//! Never here: SQL and HTTP.

pub mod ports;
