//! A bundle: a record as files, to be carried away and verified anywhere.
//!
//! ```text
//! checkpoint              the signed head
//! tile/entries/…          the entries, 256 to a file
//! tile/0/… tile/1/… …     the hashes of the tree
//! blobs/…                 the texts that the entries of one file name first, one a line
//! ```
//!
//! Nothing else may stand in it. Here it is written and its files are found; what they say is
//! for [`verify`](crate::verify()).

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::blob::BlobLine;
use crate::tiles::{
    BundleError as LeafError, TILE_WIDTH, TileKind, TilePath, TileWriter, Width, required_files,
};

/// The file with the signed head.
pub const CHECKPOINT: &str = "checkpoint";

/// The largest file of a bundle, in bytes: 256 entries may each name a few texts of a megabyte.
pub const MAX_FILE_BYTES: u64 = 1 << 30;

/// The files of a bundle, wherever they are.
pub trait Files {
    /// The paths of all files, with `/` between folders.
    ///
    /// # Errors
    /// When they cannot be listed.
    fn paths(&self) -> io::Result<BTreeSet<String>>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// When there is none, it is larger than [`MAX_FILE_BYTES`], or it cannot be read.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
}

/// A bundle that is a folder.
#[derive(Clone, Debug)]
pub struct Folder(pub PathBuf);

/// Why a bundle cannot be written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// An entry does not fit.
    #[error(transparent)]
    Entry(#[from] LeafError),
    /// A file cannot be written.
    #[error("{0}")]
    File(#[from] io::Error),
}

/// The path of the file with the texts that the entries of a file name first.
#[must_use]
pub fn blobs_path(chunk: u64) -> String {
    let entries = TilePath {
        kind: TileKind::Entries,
        index: chunk,
        width: Width::FULL,
    };
    entries.to_string().replacen("tile/entries/", "blobs/", 1)
}

/// Writes a record as a bundle: feed it the entries in order, then the signed head.
pub struct Writer<P> {
    put: P,
    wanted: BTreeSet<TilePath>,
    tiles: TileWriter,
    blobs: Vec<u8>,
}

impl<P: FnMut(&str, &[u8]) -> io::Result<()>> Writer<P> {
    /// A bundle of so many entries, whose files are put somewhere by a function.
    pub fn new(size: u64, put: P) -> Writer<P> {
        Writer {
            put,
            wanted: required_files(size).collect(),
            tiles: TileWriter::new(),
            blobs: Vec::new(),
        }
    }

    /// The next entry, with the texts that it names first. They are written in the order of
    /// their names: one record makes one bundle, to the byte.
    ///
    /// # Errors
    /// When the entry is too long, or a file cannot be written.
    pub fn entry(&mut self, entry: &[u8], texts: &[BlobLine]) -> Result<(), WriteError> {
        let number = self.tiles.append(entry)?;
        let mut texts: Vec<&BlobLine> = texts.iter().collect();
        texts.sort_by_cached_key(|line| line.name());
        for line in texts {
            self.blobs.extend(line.to_bytes());
            self.blobs.push(b'\n');
        }
        if (number + 1).is_multiple_of(TILE_WIDTH) {
            self.flush(number / TILE_WIDTH)?;
        }
        Ok(())
    }

    /// Writes what is left, and the signed head.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(mut self, checkpoint: &str) -> Result<(), WriteError> {
        let size = self.tiles.size();
        if !size.is_multiple_of(TILE_WIDTH) {
            self.flush(size / TILE_WIDTH)?;
        }
        (self.put)(CHECKPOINT, checkpoint.as_bytes())?;
        Ok(())
    }

    fn flush(&mut self, chunk: u64) -> Result<(), WriteError> {
        // Tiles that were narrower on the way are no part of the whole.
        for file in self.tiles.take_files() {
            if self.wanted.contains(&file.path) {
                (self.put)(&file.path.to_string(), &file.bytes)?;
            }
        }
        if !self.blobs.is_empty() {
            (self.put)(&blobs_path(chunk), &self.blobs)?;
            self.blobs.clear();
        }
        Ok(())
    }
}

impl Files for Folder {
    fn paths(&self) -> io::Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let mut open = vec![(self.0.clone(), String::new())];
        while let Some((folder, prefix)) = open.pop() {
            for item in std::fs::read_dir(&folder)? {
                let item = item?;
                let name = format!("{prefix}{}", item.file_name().to_string_lossy());
                match item.file_type()?.is_dir() {
                    true => open.push((item.path(), format!("{name}/"))),
                    false => {
                        found.insert(name);
                    }
                }
            }
        }
        Ok(found)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        read_file(&self.0.join(path))
    }
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let facts = std::fs::metadata(path)?;
    if !facts.is_file() {
        // A device or a pipe that a bundle from elsewhere links to may never end.
        let what = "it is no file; unpack the bundle again";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
    }
    let length = facts.len();
    if length > MAX_FILE_BYTES {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("it has {length} bytes; at most {MAX_FILE_BYTES} are read"),
        ));
    }
    std::fs::read(path)
}
