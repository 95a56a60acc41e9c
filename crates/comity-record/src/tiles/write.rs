//! Writing the files of a log as entries are appended.
//!
//! Never here: files. What must be stored is handed out, and it is complete: after storing what
//! one call of [`TileWriter::take_files`] gave, a log of that size can be read. A crash before that
//! leaves the files of the size before, which still are a whole log.

use super::bundle::{BundleError, Entries, append_entry};
use super::path::{TileKind, TilePath, Width};
use super::read::TiledTree;
use super::{TILE_HEIGHT, TILE_WIDTH};
use crate::tree::{Frontier, Hash, ProveError, Subtrees};

/// A file to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileFile {
    /// Where it belongs.
    pub path: TilePath,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A log that grows: its tree, and the files at its right edge.
#[derive(Clone, Debug, Default)]
pub struct TileWriter {
    frontier: Frontier,
    entries: Edge,
    /// The unfinished tile of each level, from level 0 up.
    levels: Vec<Edge>,
    finished: Vec<TileFile>,
}

/// The unfinished file at the right edge of a kind.
#[derive(Clone, Debug, Default)]
struct Edge {
    index: u64,
    width: u64,
    bytes: Vec<u8>,
    /// Whether something was appended since files were last handed out.
    is_new: bool,
}

/// Why a log cannot be continued.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileWriterError {
    /// A file is not there, or not what its path says.
    #[error("`{path}` is not there or has a wrong length; restore it, the log cannot grow without")]
    Missing {
        /// The file.
        path: TilePath,
    },
    /// The last bundle is not what its path says.
    #[error("`{path}` is damaged: {reason}")]
    Bundle {
        /// The file.
        path: TilePath,
        /// What is wrong.
        reason: BundleError,
    },
    /// A hash inside the tree is not there.
    #[error("the tree cannot be continued: {0}")]
    Tree(#[from] ProveError),
}

impl TileWriter {
    /// The log without entries.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The log of `size` entries, continued from its stored files.
    ///
    /// # Errors
    /// When a file at the right edge is not there or damaged.
    pub fn resume(
        size: u64,
        fetch: impl Fn(TilePath) -> Option<Vec<u8>>,
    ) -> Result<Self, TileWriterError> {
        let tree = TiledTree::new(size, fetch);
        let mut peaks = Vec::new();
        for level in (0..u64::BITS as u8)
            .rev()
            .filter(|level| size >> level & 1 == 1)
        {
            let index = (size >> level) - 1;
            let peak = tree.root_at(level, index);
            peaks.push(peak.ok_or(ProveError::Missing { level, index })?);
        }
        let frontier = Frontier::from_peaks(size, peaks);
        let mut levels = Vec::new();
        for level in 0..u64::BITS as u8 / TILE_HEIGHT {
            let items = size >> (level * TILE_HEIGHT);
            if items == 0 {
                break;
            }
            levels.push(Edge::resume(TileKind::Hashes { level }, items, |path| {
                let missing = TileWriterError::Missing { path };
                let hashes = tree.hashes(path).ok_or(missing)?;
                Ok(hashes.iter().flat_map(|hash| hash.0).collect())
            })?);
        }
        let entries = Edge::resume(TileKind::Entries, size, |path| bundle_of(&tree, path))?;
        Ok(Self {
            frontier: frontier.expect("there is one peak for each one of the size"),
            entries,
            levels,
            finished: Vec::new(),
        })
    }

    /// Appends an entry and gives its index.
    ///
    /// # Errors
    /// When the entry is too long; the log is as it was then.
    pub fn append(&mut self, entry: &[u8]) -> Result<u64, BundleError> {
        self.append_hashed(entry, Hash::of_leaf(entry))
    }

    /// As [`append`](TileWriter::append), for an entry whose leaf hash is known already.
    ///
    /// # Errors
    /// When the entry is too long; the log is as it was then.
    pub fn append_hashed(&mut self, entry: &[u8], leaf: Hash) -> Result<u64, BundleError> {
        let index = self.frontier.size();
        append_entry(&mut self.entries.bytes, entry)?;
        let Self {
            frontier,
            entries,
            levels,
            finished,
        } = self;
        finished.extend(entries.count_one(TileKind::Entries));
        frontier.append_and_tell(leaf, |level, _, hash| {
            if !level.is_multiple_of(TILE_HEIGHT) {
                return;
            }
            let level = level / TILE_HEIGHT;
            if levels.len() == usize::from(level) {
                levels.push(Edge::default());
            }
            let edge = &mut levels[usize::from(level)];
            edge.bytes.extend_from_slice(&hash.0);
            finished.extend(edge.count_one(TileKind::Hashes { level }));
        });
        Ok(index)
    }

    /// How many entries the log has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The root of its tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The frontier of its tree.
    #[must_use]
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// The files that are new or wider since this was last asked: store all of them together with
    /// the checkpoint of this size.
    pub fn take_files(&mut self) -> Vec<TileFile> {
        let mut files = std::mem::take(&mut self.finished);
        files.extend(self.entries.take_partial(TileKind::Entries));
        for (level, edge) in (0..).zip(&mut self.levels) {
            files.extend(edge.take_partial(TileKind::Hashes { level }));
        }
        files
    }
}

impl Edge {
    fn resume(
        kind: TileKind,
        items: u64,
        bytes: impl FnOnce(TilePath) -> Result<Vec<u8>, TileWriterError>,
    ) -> Result<Self, TileWriterError> {
        let (index, width) = (items / TILE_WIDTH, items % TILE_WIDTH);
        let bytes = match Width::new(width) {
            Some(width) => bytes(TilePath { kind, index, width })?,
            None => Vec::new(),
        };
        Ok(Self {
            index,
            width,
            bytes,
            is_new: false,
        })
    }

    /// Counts an item whose bytes were appended; gives the file when that made it full.
    fn count_one(&mut self, kind: TileKind) -> Option<TileFile> {
        self.width += 1;
        self.is_new = true;
        if self.width < TILE_WIDTH {
            return None;
        }
        let path = TilePath {
            kind,
            index: self.index,
            width: Width::FULL,
        };
        let bytes = std::mem::take(&mut self.bytes);
        *self = Self {
            index: self.index + 1,
            ..Self::default()
        };
        Some(TileFile { path, bytes })
    }

    fn take_partial(&mut self, kind: TileKind) -> Option<TileFile> {
        let width = Width::new(self.width)?;
        if !std::mem::take(&mut self.is_new) {
            return None;
        }
        let path = TilePath {
            kind,
            index: self.index,
            width,
        };
        let bytes = self.bytes.clone();
        Some(TileFile { path, bytes })
    }
}

/// The partial bundle at the right edge, cut from the full one if need be.
fn bundle_of<F: Fn(TilePath) -> Option<Vec<u8>>>(
    tree: &TiledTree<F>,
    path: TilePath,
) -> Result<Vec<u8>, TileWriterError> {
    let damaged = |reason| TileWriterError::Bundle { path, reason };
    if let Some(bytes) = tree.bytes(path) {
        Entries::parse(&bytes, path.width.get()).map_err(damaged)?;
        return Ok(bytes);
    }
    let full = path.full();
    let bytes = tree.bytes(full).ok_or(TileWriterError::Missing { path })?;
    let entries = Entries::parse(&bytes, full.width.get()).map_err(damaged)?;
    let mut cut = Vec::new();
    for entry in entries.iter().take(path.width.get()) {
        append_entry(&mut cut, entry).expect("an entry of a bundle fits a bundle");
    }
    Ok(cut)
}
