//! The rules of procedure: [`decide`](decide()) says what an act does or why it is refused, [`evolve`](evolve()) does
//! it.
//!
//! A negotiation is a fold of its acts: `evolve(state, decide(state, act))`, one after the other.
//! Time, ids and hashes come in with the acts, so whoever has the acts gets the same state. Who
//! may do what, and when, is data in the [`Modalities`].
//!
//! Never here: input and output, clocks, bytes, floats, and whatever makes changes out of texts.
//!
//! Start at [`act`], then [`decide`](decide()); each subject has a module with its rules.

pub mod act;
mod agreement;
mod calls;
mod checks;
mod closing;
mod contributions;
mod decide;
pub mod effect;
mod evolve;
pub mod ids;
mod links;
pub mod modalities;
mod objections;
mod parties;
mod positions;
mod proposals;
pub mod refusal;
mod revisions;
mod stages;
pub mod state;
mod statements;
pub mod time;
pub mod trace;
mod translations;
pub mod words;

pub use act::{Act, ActKind, Actor, Submission};
pub use decide::decide;
pub use effect::Effect;
pub use evolve::evolve;
pub use modalities::{Modalities, Stage};
pub use refusal::Refusal;
pub use state::State;
pub use time::Time;
