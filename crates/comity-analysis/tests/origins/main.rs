//! Origins, tried: laws that hold for every text, cases that a delegate could read, and real
//! position papers beside the amendments that took words from them.

mod cases;
mod laws;
mod proposals;
mod tables;
