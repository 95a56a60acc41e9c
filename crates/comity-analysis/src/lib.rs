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
mod chance;
pub mod compatibility;
mod pieces;
pub mod positions;
pub mod spectrum;

pub use chance::Chance;
