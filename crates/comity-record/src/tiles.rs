//! The log cut into files that never change: tiles of hashes and bundles of entries.
//!
//! After C2SP `tlog-tiles`. Never here: where files lie and how they travel; paths and bytes go in
//! and out. What an entry says is nothing to a tile either.
//!
//! Start at [`TileWriter`] for writing a log, at [`TiledTree`] for reading one.

mod bundle;
mod path;
mod read;
mod write;

pub use bundle::{BundleError, Entries, append_entry};
pub use path::{TileKind, TilePath, TilePathError, Width, required_files};
pub use read::{TileError, TiledTree, parse_tile};
pub use write::{TileFile, TileWriter, TileWriterError};

/// How many hashes or entries a full tile holds.
pub const TILE_WIDTH: u64 = 256;

/// How many levels of the tree one level of tiles spans: 2^8 is [`TILE_WIDTH`].
pub const TILE_HEIGHT: u8 = 8;

/// The most bytes of an entry: a bundle gives its length in two bytes.
pub const MAX_ENTRY_BYTES: usize = 65_535;
