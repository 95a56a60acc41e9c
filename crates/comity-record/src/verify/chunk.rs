//! One file of entries after the other: texts, hashes, replay.

use std::collections::{BTreeSet, HashSet};
use std::sync::mpsc::sync_channel;

use super::{Run, Wrong};
use crate::blob::{BlobLine, BlobName};
use crate::bundle::{Files, blobs_path};
use crate::replay::{ReadAhead, Step};
use crate::tiles::{Entries, TILE_WIDTH, TileKind, TilePath};
use crate::tree::Hash;

/// How many files of entries are read ahead of those that are being decided: enough that neither
/// side waits for the other, few enough that they are soon used up.
const CHUNKS_AHEAD: usize = 4;

/// A file of entries with all that can be found out about each without the one before it.
struct Prepared {
    chunk: u64,
    /// The texts that stand beside it, in the order of their file.
    texts: Vec<(BlobName, BlobLine)>,
    entries: Vec<PreparedEntry>,
}

struct PreparedEntry {
    read: ReadAhead,
    /// The leaf hash that the bundle claims for it.
    claimed: Option<Hash>,
}

impl<F: Files + Sync> Run<'_, F> {
    /// Verifies all entries. They are read and hashed on one thread and decided on another.
    pub(super) fn chunks(
        &mut self,
        size: u64,
        paths: &BTreeSet<String>,
        each: &mut impl FnMut(&[u8], Step),
    ) -> Result<(), Wrong> {
        let files = self.files;
        std::thread::scope(|scope| {
            let (sender, receiver) = sync_channel(CHUNKS_AHEAD);
            scope.spawn(move || {
                for chunk in 0..size.div_ceil(TILE_WIDTH) {
                    let prepared = Preparation { files, size, paths }.chunk(chunk);
                    let is_last = prepared.is_err();
                    if sender.send(prepared).is_err() || is_last {
                        break;
                    }
                }
            });
            for prepared in receiver {
                self.chunk(prepared?, each)?;
            }
            Ok(())
        })
    }

    /// Decides up to 256 entries.
    fn chunk(
        &mut self,
        prepared: Prepared,
        each: &mut impl FnMut(&[u8], Step),
    ) -> Result<(), Wrong> {
        let chunk = prepared.chunk;
        let names: Vec<[u8; 32]> = prepared.texts.iter().map(|(name, _)| name.0).collect();
        self.texts(chunk, prepared.texts)?;
        let mut unnamed: HashSet<[u8; 32]> = names.iter().copied().collect();
        let mut names = names.into_iter();
        for entry in prepared.entries {
            let number = self.replay.state().size();
            self.leaf(number, &entry)?;
            let ReadAhead { bytes, entry, .. } = entry.read;
            let step = entry
                .and_then(|read| self.replay.step_read(read, &self.shelf))
                .map_err(|fault| Wrong::at_entry(number, fault))?;
            let named: BTreeSet<[u8; 32]> = step.names.iter().copied().collect();
            for name in named.into_iter().filter(|name| unnamed.remove(name)) {
                if names.next() != Some(name) {
                    let why = format!("the text {} does not stand in its place", BlobName(name));
                    return Err(Wrong::in_file(blobs_path(chunk), why));
                }
            }
            each(&bytes, step);
        }
        self.tiles()?;
        match unnamed.into_iter().min() {
            Some(name) => {
                let why = format!("no entry beside it names the text {}", BlobName(name));
                Err(Wrong::in_file(blobs_path(chunk), why))
            }
            None => Ok(()),
        }
    }

    /// Puts the texts of a chunk on the shelf.
    fn texts(&mut self, chunk: u64, texts: Vec<(BlobName, BlobLine)>) -> Result<(), Wrong> {
        for (at, (name, line)) in texts.into_iter().enumerate() {
            if self.shelf.has(&name.0) {
                let why = format!("line {}: the text {name} stands there twice", at + 1);
                return Err(Wrong::in_file(blobs_path(chunk), why));
            }
            if matches!(line, BlobLine::Redacted(_)) {
                self.withheld.push((name.0, chunk));
            }
            self.shelf.put_named(name, line);
        }
        Ok(())
    }

    /// Takes an entry into the tree.
    fn leaf(&mut self, number: u64, entry: &PreparedEntry) -> Result<(), Wrong> {
        let ReadAhead { bytes, leaf, .. } = &entry.read;
        if entry.claimed != Some(*leaf) {
            let why = "the entry is not the one whose hash stands in the tree";
            return Err(Wrong::at_entry(number, why));
        }
        self.tiles
            .append_hashed(bytes, *leaf)
            .map_err(|error| Wrong::at_entry(number, error))?;
        if self.earlier_size == Some(number + 1) {
            self.earlier_root = Some(self.tiles.root());
        }
        Ok(())
    }

    /// Compares the tiles that the entries so far make, those of the whole record among them.
    fn tiles(&mut self) -> Result<(), Wrong> {
        for file in self.tiles.take_files() {
            let path = file.path.to_string();
            let compared = file.path.kind != TileKind::Entries && self.wanted.contains(&path);
            if compared && read(self.files, &path)? != file.bytes {
                return Err(Wrong::in_file(
                    &path,
                    "its hashes are not those of the entries",
                ));
            }
        }
        Ok(())
    }
}

/// What reads ahead.
struct Preparation<'f, F> {
    files: &'f F,
    size: u64,
    paths: &'f BTreeSet<String>,
}

impl<F: Files> Preparation<'_, F> {
    fn chunk(&self, chunk: u64) -> Result<Prepared, Wrong> {
        let texts = self.texts(chunk)?;
        let first = chunk * TILE_WIDTH;
        let count = (self.size - first).min(TILE_WIDTH) as usize;
        let path = self.path_of(TileKind::Entries, first).to_string();
        let bytes = read(self.files, &path)?;
        let entries =
            Entries::parse(&bytes, count).map_err(|error| Wrong::in_file(&path, error))?;
        let leaves = self.leaves(first)?;
        let entries = entries
            .iter()
            .enumerate()
            .map(|(place, bytes)| PreparedEntry {
                read: ReadAhead::new(bytes.to_vec()),
                claimed: leaves.get(place).copied(),
            });
        Ok(Prepared {
            chunk,
            texts,
            entries: entries.collect(),
        })
    }

    /// The texts of a chunk, in the order of their file.
    fn texts(&self, chunk: u64) -> Result<Vec<(BlobName, BlobLine)>, Wrong> {
        let path = blobs_path(chunk);
        if !self.paths.contains(&path) {
            return Ok(Vec::new());
        }
        let bytes = read(self.files, &path)?;
        let Some(lines) = bytes.strip_suffix(b"\n") else {
            return Err(Wrong::in_file(&path, "its last line is cut off"));
        };
        let lines = lines.split(|byte| *byte == b'\n').enumerate();
        lines
            .map(|(at, line)| match BlobLine::parse(line) {
                Ok(line) => Ok((line.name(), line)),
                Err(error) => {
                    let why = format!("line {}: {error}", at + 1);
                    Err(Wrong::in_file(&path, why))
                }
            })
            .collect()
    }

    /// The leaf hashes that the bundle claims for a chunk.
    fn leaves(&self, first: u64) -> Result<Vec<Hash>, Wrong> {
        let path = self.path_of(TileKind::Hashes { level: 0 }, first);
        let bytes = read(self.files, &path.to_string())?;
        crate::tiles::parse_tile(&bytes, path.width)
            .map_err(|error| Wrong::in_file(path.to_string(), error))
    }

    fn path_of(&self, kind: TileKind, first: u64) -> TilePath {
        TilePath::holding(kind, first, self.size).expect("a chunk holds an entry of the log")
    }
}

fn read(files: &impl Files, path: &str) -> Result<Vec<u8>, Wrong> {
    files
        .read(path)
        .map_err(|error| Wrong::in_file(path, error))
}
