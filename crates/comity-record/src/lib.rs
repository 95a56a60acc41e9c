//! What is kept for ever: entries, the Merkle log, checkpoints, proofs, replay and verification.
//!
//! Never here: SQL, HTTP, chance and clocks. It is the crate that an auditor reads.
//!
//! What follows knows nothing of what an act says: [`tree`] hashes entries into a Merkle tree,
//! [`tiles`] cuts it into files, [`note`] signs text, [`checkpoint`] and [`cosignature`] say who
//! vouches for which head, [`policy`] says whose word is enough, [`proof`] is what the author of an
//! act takes home, [`blob`] names what people wrote, [`canonical`] writes each value in one way.
//!
//! On it stands what knows acts: [`v1`] is how they are written, [`replay`] decides them again,
//! [`bundle`] carries a record as files, [`verify`](verify()) gives the four answers.
//!
//! Start at [`verify`](verify()); for the ground, at [`tree`], then [`checkpoint`].

pub mod blob;
pub mod bundle;
pub mod canonical;
pub mod checkpoint;
pub mod cosignature;
mod instrument_hash;
pub mod note;
pub mod policy;
pub mod proof;
pub mod replay;
pub mod shelf;
pub mod tiles;
pub mod tree;
pub mod v1;
pub mod verify;

pub use instrument_hash::instrument_hash;
pub use replay::Replay;
pub use shelf::Shelf;
pub use verify::verify;
