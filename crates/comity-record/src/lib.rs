//! What is kept for ever: entries, the Merkle log, checkpoints, proofs, replay and verification.
//!
//! Never here: SQL, HTTP, chance and clocks. It is the crate that an auditor reads.
//!
//! What follows knows nothing of what an act says: [`tree`] hashes entries into a Merkle tree,
//! [`tiles`] cuts it into files, [`note`] signs text, [`checkpoint`] and [`cosignature`] say who
//! vouches for which head, [`policy`] says whose word is enough, [`proof`] is what the author of an
//! act takes home, [`blob`] names what people wrote, [`canonical`] writes each value in one way.
//!
//! Start at [`tree`], then read [`checkpoint`].

pub mod blob;
pub mod canonical;
pub mod checkpoint;
pub mod cosignature;
pub mod note;
pub mod policy;
pub mod proof;
pub mod tiles;
pub mod tree;
pub mod v1;
