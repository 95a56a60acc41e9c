//! The use cases: what may be asked of a negotiation, by whom, and through which ports.
//!
//! [`open`] reads a log and gives a [`Negotiation`] to read and to [submit](Negotiation::submit)
//! to; a [`sequencer`] decides behind it. [`export`](export()) carries a record away.
//! [`views`] are what can be asked of a state.
//!
//! Never here: SQL and HTTP.
//!
//! Start at [`sequencer`]; the world it stands on is in [`ports`].

mod export;
pub mod findings;
pub mod hosting;
pub mod lists;
pub mod looking_back;
pub mod naming;
mod opening;
mod pending;
pub mod permissions;
pub mod ports;
pub mod recorded;
pub mod script;
pub mod sequencer;
pub mod tasks;
pub mod views;

pub use export::{ExportError, export, prove};
pub use hosting::{Desk, Host, KeyOf, Negotiations, NotPrepared};
pub use opening::{LEASE_MILLISECONDS, OpenError, open, read};
pub use pending::{NotTaken, NotToWithhold, Request, Taken, key};
pub use permissions::Caller;
pub use sequencer::{Ground, Negotiation, Published, Receipt, Sequencer, SubmitError};
