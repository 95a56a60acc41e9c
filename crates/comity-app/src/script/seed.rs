//! Chance from a seed: the same seed gives the same bytes, so that a run can be done again.
//!
//! Nobody can foresee what follows from a seed of 32 bytes that nobody knows; what follows from a
//! small number, anybody can.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use crate::ports::Chance;

/// Chance from a seed. A clone goes on where the other is.
#[derive(Clone)]
pub struct Seeded {
    seed: [u8; 32],
    drawn: Arc<AtomicU64>,
}

impl Seeded {
    /// From a seed.
    #[must_use]
    pub fn new(seed: [u8; 32]) -> Seeded {
        Seeded {
            seed,
            drawn: Arc::new(AtomicU64::new(0)),
        }
    }

    /// From a number.
    #[must_use]
    pub fn from_number(number: u64) -> Seeded {
        let mut hasher = Sha256::new();
        hasher.update(b"comity run seed\n");
        hasher.update(number.to_string());
        Seeded::new(hasher.finalize().into())
    }

    /// The bytes for one purpose: the same whenever they are asked for.
    #[must_use]
    pub fn bytes_for(&self, purpose: &str) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(b"comity run purpose\n");
        hasher.update(self.seed);
        hasher.update(purpose);
        hasher.finalize().into()
    }
}

impl Chance for Seeded {
    fn bytes(&self) -> [u8; 32] {
        let number = self.drawn.fetch_add(1, Ordering::Relaxed);
        let mut hasher = Sha256::new();
        hasher.update(b"comity run chance\n");
        hasher.update(self.seed);
        hasher.update(number.to_be_bytes());
        hasher.finalize().into()
    }
}
