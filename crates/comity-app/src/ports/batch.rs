//! What goes into a log at once, and what is kept of a text.
//!
//! Never here: what the bytes of an entry say, and whether a batch fits the log.

use std::collections::BTreeSet;

use comity_record::blob::BlobName;
use comity_record::tiles::MAX_ENTRY_BYTES;
use thiserror::Error;

use super::Term;

/// The most entries of one batch: beyond it a commit does not get cheaper by the act, only later.
pub const MAX_ENTRIES_PER_BATCH: usize = 4_096;

/// The most bytes of one batch, texts and tiles included: a batch is held in memory by both sides.
pub const MAX_BATCH_BYTES: usize = 64 << 20;

/// The longest path of a tile, in letters: the deepest tile of the largest log needs far fewer.
pub const MAX_TILE_PATH_LETTERS: usize = 200;

/// What is written in one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The term of the writer's lease.
    pub term: Term,
    /// The index of its first entry: the size of the log before it.
    pub first: u64,
    /// The entries in their order.
    pub entries: Vec<Vec<u8>>,
    /// The texts that the entries name and that are not in the log yet.
    pub blobs: Vec<Blob>,
    /// The texts whose words and salt are erased.
    pub redacted: Vec<BlobName>,
    /// The tiles that became new. One that has the path of an older tile replaces it: tiles follow
    /// from the entries, and a partial tile grows.
    pub tiles: Vec<Tile>,
    /// The signed checkpoint over the log with this batch in it.
    pub checkpoint: String,
}

impl Batch {
    /// The size of the log with this batch in it.
    #[must_use]
    pub fn size_after(&self) -> u64 {
        self.first.saturating_add(self.entries.len() as u64)
    }

    /// Looks for what can be wrong with a batch whatever the log holds. Every journal asks this
    /// before it writes.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), Malformed> {
        // Databases count in signed numbers.
        if i64::try_from(self.first).is_err() || i64::try_from(self.size_after()).is_err() {
            return Err(Malformed::FarFirst(self.first));
        }
        if self.checkpoint.is_empty() || self.checkpoint.contains('\0') {
            return Err(Malformed::BadCheckpoint);
        }
        self.check_entries()?;
        self.check_blobs()?;
        self.check_tiles()?;
        match self.bytes() {
            bytes if bytes > MAX_BATCH_BYTES => Err(Malformed::ManyBytes(bytes)),
            _ => Ok(()),
        }
    }

    fn check_entries(&self) -> Result<(), Malformed> {
        if self.entries.len() > MAX_ENTRIES_PER_BATCH {
            return Err(Malformed::ManyEntries(self.entries.len()));
        }
        for (index, entry) in (self.first..).zip(&self.entries) {
            match entry.len() {
                0 => return Err(Malformed::EmptyEntry(index)),
                bytes if bytes > MAX_ENTRY_BYTES => {
                    return Err(Malformed::LongEntry { index, bytes });
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn check_blobs(&self) -> Result<(), Malformed> {
        let mut names = BTreeSet::new();
        for &Blob { name, entry, .. } in &self.blobs {
            if !(self.first..self.size_after()).contains(&entry) {
                return Err(Malformed::BlobOfOtherEntry { name, entry });
            }
            if !names.insert(name) {
                return Err(Malformed::BlobTaken(name));
            }
        }
        Ok(())
    }

    fn check_tiles(&self) -> Result<(), Malformed> {
        let mut paths = BTreeSet::new();
        for Tile { path, .. } in &self.tiles {
            let letters = path.bytes().all(|byte| byte.is_ascii_graphic());
            if path.is_empty() || path.len() > MAX_TILE_PATH_LETTERS || !letters {
                return Err(Malformed::BadTilePath(path.clone()));
            }
            if !paths.insert(path) {
                return Err(Malformed::TileTwice(path.clone()));
            }
        }
        Ok(())
    }

    fn bytes(&self) -> usize {
        let words = |blob: &Blob| blob.kept.as_ref().map_or(0, |kept| kept.text.len());
        self.entries.iter().map(Vec::len).sum::<usize>()
            + self.blobs.iter().map(words).sum::<usize>()
            + self
                .tiles
                .iter()
                .map(|tile| tile.bytes.len())
                .sum::<usize>()
            + self.checkpoint.len()
    }
}

/// A text written by people, kept beside the entry that first names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its name in the record.
    pub name: BlobName,
    /// The index of the entry it came with.
    pub entry: u64,
    /// What is kept of it: nothing once it was erased, or where it came without its words.
    pub kept: Option<Kept>,
}

/// What can be erased of a text: without both nobody can tell from its name what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The salt that goes into its name.
    pub salt: [u8; 32],
    /// Its words.
    pub text: String,
}

/// A part of the log's tree, as it is served to those who verify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Where it is served: visible ASCII.
    pub path: String,
    /// What is served.
    pub bytes: Vec<u8>,
}

/// What is wrong with a batch.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Malformed {
    /// An entry has no bytes.
    #[error("entry {0} is empty")]
    EmptyEntry(u64),
    /// An entry is longer than [`MAX_ENTRY_BYTES`].
    #[error("entry {index} has {bytes} bytes, and {MAX_ENTRY_BYTES} are allowed")]
    LongEntry {
        /// Which one.
        index: u64,
        /// How long it is.
        bytes: usize,
    },
    /// There are more than [`MAX_ENTRIES_PER_BATCH`].
    #[error("it has {0} entries, and {MAX_ENTRIES_PER_BATCH} are allowed")]
    ManyEntries(usize),
    /// It has more than [`MAX_BATCH_BYTES`].
    #[error("it has {0} bytes, and {MAX_BATCH_BYTES} are allowed")]
    ManyBytes(usize),
    /// Its last entry has an index that no log reaches.
    #[error("it begins at entry {0}, which no log reaches")]
    FarFirst(u64),
    /// It has no checkpoint, or one with a zero character in it.
    #[error("its checkpoint is not one")]
    BadCheckpoint,
    /// A text comes with an entry that is not in the batch.
    #[error("text {name} comes with entry {entry}, which is not in the batch")]
    BlobOfOtherEntry {
        /// Which text.
        name: BlobName,
        /// The entry it gives.
        entry: u64,
    },
    /// A text is in the batch twice, or in the log already.
    #[error("text {0} is there already")]
    BlobTaken(BlobName),
    /// A text that is to be erased is neither in the log nor in the batch.
    #[error("text {0} is to be erased and not there")]
    NothingToErase(BlobName),
    /// A tile has no path that could be one.
    #[error("`{0}` is no path of a tile")]
    BadTilePath(String),
    /// A tile is in the batch twice.
    #[error("tile `{0}` is in the batch twice")]
    TileTwice(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch() -> Batch {
        Batch {
            term: Term(1),
            first: 7,
            entries: vec![b"one".to_vec(), b"two".to_vec()],
            blobs: vec![blob(1, 7), blob(2, 8)],
            redacted: vec![],
            tiles: vec![tile("tile/0/000.p/9")],
            checkpoint: "signed".to_owned(),
        }
    }

    fn blob(name: u8, entry: u64) -> Blob {
        Blob {
            name: BlobName([name; 32]),
            entry,
            kept: None,
        }
    }

    fn tile(path: &str) -> Tile {
        Tile {
            path: path.to_owned(),
            bytes: vec![1],
        }
    }

    /// A batch that was spoilt is refused for that reason.
    fn check(spoil: impl FnOnce(&mut Batch), expected: Malformed) {
        let mut spoilt = batch();
        spoil(&mut spoilt);
        assert_eq!(spoilt.check(), Err(expected));
    }

    #[test]
    fn a_good_batch_passes() {
        assert_eq!(batch().check(), Ok(()));
        assert_eq!(batch().size_after(), 9);
    }

    #[test]
    fn a_batch_may_only_replace_the_checkpoint() {
        let signed_again = Batch {
            entries: vec![],
            blobs: vec![],
            tiles: vec![],
            ..batch()
        };
        assert_eq!(signed_again.check(), Ok(()));
    }

    #[test]
    fn entries_have_bytes_but_not_too_many() {
        check(|b| b.entries[1].clear(), Malformed::EmptyEntry(8));
        let bytes = MAX_ENTRY_BYTES + 1;
        check(
            |b| b.entries[0] = vec![0; bytes],
            Malformed::LongEntry { index: 7, bytes },
        );
        let mut full = batch();
        full.entries[0] = vec![0; MAX_ENTRY_BYTES];
        assert_eq!(full.check(), Ok(()));
    }

    #[test]
    fn a_batch_has_limits() {
        let count = MAX_ENTRIES_PER_BATCH + 1;
        check(
            |b| b.entries = vec![vec![1]; count],
            Malformed::ManyEntries(count),
        );
        check(|b| b.first = u64::MAX, Malformed::FarFirst(u64::MAX));
        let kept = Kept {
            salt: [0; 32],
            text: "a".repeat(MAX_BATCH_BYTES),
        };
        check(
            |b| b.blobs[0].kept = Some(kept),
            Malformed::ManyBytes(MAX_BATCH_BYTES + "one two signed".len() - 1),
        );
    }

    #[test]
    fn a_text_comes_with_an_entry_of_the_batch_and_once() {
        for entry in [6, 9] {
            let name = BlobName([1; 32]);
            check(
                |b| b.blobs[0].entry = entry,
                Malformed::BlobOfOtherEntry { name, entry },
            );
        }
        check(
            |b| b.blobs[1] = blob(1, 8),
            Malformed::BlobTaken(BlobName([1; 32])),
        );
    }

    #[test]
    fn a_tile_has_one_path_of_visible_letters() {
        for path in [
            "",
            "tile/0 0",
            "tile/\0",
            "tile/ö",
            &"a".repeat(MAX_TILE_PATH_LETTERS + 1),
        ] {
            check(
                |b| b.tiles[0] = tile(path),
                Malformed::BadTilePath(path.to_owned()),
            );
        }
        check(
            |b| b.tiles.push(tile("tile/0/000.p/9")),
            Malformed::TileTwice("tile/0/000.p/9".to_owned()),
        );
    }

    #[test]
    fn a_checkpoint_is_a_text() {
        check(|b| b.checkpoint.clear(), Malformed::BadCheckpoint);
        check(|b| b.checkpoint.push('\0'), Malformed::BadCheckpoint);
    }
}
