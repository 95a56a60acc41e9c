//! Numbers about positions and texts: where agreement lies, who is heard, whose words these are.
//!
//! It takes matrices, strings and a seed, and gives numbers that are the same bits on every machine,
//! in whatever order the input arrived: rows and columns are put in an order of their own, sums run
//! in fixed pieces, chance follows from a seed, and what the processor does not define (logarithms,
//! exponentials) comes from `libm`.
//!
//! Never here: names of parties, files, clocks, serialisation; nothing here decides anything in the
//! procedure.
//!
//! Start at [`positions`].

pub mod agreement_of_partitions;
pub mod balance;
pub mod campaigns;
mod chance;
pub mod common_ground;
pub mod compatibility;
pub mod converge;
pub mod distribution;
pub mod groups;
pub mod order;
pub mod origins;
mod pieces;
pub mod positions;
pub mod quantiles;
pub mod representative;
pub mod slates;
pub mod spectrum;
pub mod stability;
pub mod words;

pub use chance::Chance;
pub use converge::{Convergence, Question, Settings, converge};
