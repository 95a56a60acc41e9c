//! Reading the tree from its tiles.
//!
//! Never here: whether the tiles are the right ones. Who does not trust them compares the root with
//! a checkpoint that is signed.

use super::{TILE_HEIGHT, TileKind, TilePath, Width};
use crate::tree::{HASH_BYTES, Hash, Subtrees};

/// Why bytes are not a tile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a tile of {} hashes has {} bytes, and this one has {found}; fetch it again",
    .width.get(), .width.get() * HASH_BYTES
)]
pub struct TileError {
    /// How many hashes it should hold.
    pub width: Width,
    /// How many bytes it has.
    pub found: usize,
}

/// The hashes of a tile of some width.
///
/// # Errors
/// When there are more or fewer.
pub fn parse_tile(bytes: &[u8], width: Width) -> Result<Vec<Hash>, TileError> {
    let (hashes, rest) = bytes.as_chunks::<HASH_BYTES>();
    if hashes.len() != width.get() || !rest.is_empty() {
        let found = bytes.len();
        return Err(TileError { width, found });
    }
    Ok(hashes.iter().copied().map(Hash).collect())
}

/// The tree of `size` leaves as its tiles give it: what proofs are made from.
///
/// `fetch` gives the bytes of a file or `None`. It is asked for the partial file that the size
/// demands and, when that is gone, for the full one. Every hash asks again: keep what is expensive.
pub struct TiledTree<F> {
    size: u64,
    fetch: F,
}

impl<F: Fn(TilePath) -> Option<Vec<u8>>> TiledTree<F> {
    /// The tree of `size` leaves from the files that `fetch` gives.
    pub fn new(size: u64, fetch: F) -> Self {
        Self { size, fetch }
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hashes of the tile that this path names, cut to its width.
    pub(super) fn hashes(&self, path: TilePath) -> Option<Vec<Hash>> {
        let exact = || parse_tile(&(self.fetch)(path)?, path.width).ok();
        let full = || {
            let full = path.full();
            let mut hashes = parse_tile(&(self.fetch)(full)?, full.width).ok()?;
            hashes.truncate(path.width.get());
            Some(hashes)
        };
        exact().or_else(full)
    }

    /// The bytes of the bundle that this path names, as they were fetched.
    pub(super) fn bytes(&self, path: TilePath) -> Option<Vec<u8>> {
        (self.fetch)(path)
    }
}

impl<F: Fn(TilePath) -> Option<Vec<u8>>> Subtrees for TiledTree<F> {
    fn root_at(&self, level: u8, index: u64) -> Option<Hash> {
        let kind = TileKind::Hashes {
            level: level / TILE_HEIGHT,
        };
        // Between the levels that tiles keep, a root is made from the hashes below it.
        let inner = level % TILE_HEIGHT;
        let first = index.checked_mul(1 << inner)?;
        let last = first + ((1 << inner) - 1);
        let path = TilePath::holding(kind, last, self.size)?;
        let hashes = self.hashes(path)?;
        let start = (first % super::TILE_WIDTH) as usize;
        let mut row = hashes.get(start..start + (1 << inner))?.to_vec();
        while row.len() > 1 {
            let pairs = row.as_chunks::<2>().0.iter();
            row = pairs
                .map(|[left, right]| Hash::of_node(left, right))
                .collect();
        }
        row.first().copied()
    }
}
