//! What is kept for ever: entries, the Merkle log, checkpoints, proofs, replay and verification.
//!
//! Never here: SQL, HTTP, chance and clocks. It is the crate that an auditor reads.
