//! The digest of what an act did.
//!
//! Each effect is an array: its name, then what it says, in the order of the table in
//! `docs/formats/record.md`. Human-written words are left out: the act names them already, and a
//! digest that held them would give withheld ones away. The digest is the SHA-256 of the line
//! `comity effects v1` and the canonical JSON of the array of all effects.

use comity_procedure::Effect;
use sha2::{Digest, Sha256};

use super::hex::Hex;

mod array;
mod said;

use array::Array;

/// The digest of the effects of one act.
#[must_use]
pub fn digest(effects: &[Effect]) -> Hex<32> {
    let mut hasher = Sha256::new();
    hasher.update(b"comity effects v1\n");
    hasher.update(written(effects).as_bytes());
    Hex(hasher.finalize().into())
}

/// The effects of one act as canonical JSON.
#[must_use]
pub fn written(effects: &[Effect]) -> String {
    let mut all = Array::new();
    for effect in effects {
        all.array(|out| said::effect(out, effect));
    }
    all.finish()
}
