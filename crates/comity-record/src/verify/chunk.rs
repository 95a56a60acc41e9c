//! One file of entries after the other: texts, hashes, replay.

use std::collections::{BTreeSet, HashSet};

use super::{Run, Wrong};
use crate::blob::{BlobLine, BlobName};
use crate::bundle::{Files, blobs_path};
use crate::replay::Step;
use crate::tiles::{Entries, TILE_WIDTH, TileKind, TilePath};
use crate::tree::Hash;

impl<F: Files> Run<'_, F> {
    /// Verifies up to 256 entries.
    pub(super) fn chunk(
        &mut self,
        chunk: u64,
        size: u64,
        paths: &BTreeSet<String>,
        each: &mut impl FnMut(&[u8], Step),
    ) -> Result<(), Wrong> {
        let texts = self.texts(chunk, paths)?;
        let mut unnamed: HashSet<[u8; 32]> = texts.iter().copied().collect();
        let mut texts = texts.into_iter();
        let first = chunk * TILE_WIDTH;
        let count = (size - first).min(TILE_WIDTH) as usize;
        let path = TilePath::holding(TileKind::Entries, first, size)
            .expect("a chunk holds an entry of the log")
            .to_string();
        let bytes = self.read(&path)?;
        let entries =
            Entries::parse(&bytes, count).map_err(|error| Wrong::in_file(&path, error))?;
        let leaves = self.leaves(first, size)?;

        for (place, entry) in entries.iter().enumerate() {
            let number = first + place as u64;
            self.leaf(number, entry, leaves.get(place))?;
            let step = self
                .replay
                .step(entry, &self.shelf)
                .map_err(|fault| Wrong::at_entry(number, fault))?;
            let names: BTreeSet<[u8; 32]> = step.names.iter().copied().collect();
            for name in names.into_iter().filter(|name| unnamed.remove(name)) {
                if texts.next() != Some(name) {
                    let why = format!("the text {} does not stand in its place", BlobName(name));
                    return Err(Wrong::in_file(blobs_path(chunk), why));
                }
            }
            each(entry, step);
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

    fn read(&self, path: &str) -> Result<Vec<u8>, Wrong> {
        self.files
            .read(path)
            .map_err(|error| Wrong::in_file(path, error))
    }

    /// Puts the texts of a chunk on the shelf; gives their names in the order of the file.
    fn texts(&mut self, chunk: u64, paths: &BTreeSet<String>) -> Result<Vec<[u8; 32]>, Wrong> {
        let path = blobs_path(chunk);
        let mut named = Vec::new();
        if !paths.contains(&path) {
            return Ok(named);
        }
        let bytes = self.read(&path)?;
        let Some(lines) = bytes.strip_suffix(b"\n") else {
            return Err(Wrong::in_file(&path, "its last line is cut off"));
        };
        for (at, line) in lines.split(|byte| *byte == b'\n').enumerate() {
            let wrong = |why: String| Wrong::in_file(&path, format!("line {}: {why}", at + 1));
            let line = BlobLine::parse(line).map_err(|error| wrong(error.to_string()))?;
            let name = line.name();
            if self.shelf.has(&name.0) {
                return Err(wrong(format!("the text {name} stands there twice")));
            }
            if matches!(line, BlobLine::Redacted(_)) {
                self.withheld.push((name.0, chunk));
            }
            named.push(name.0);
            self.shelf.put(line);
        }
        Ok(named)
    }

    /// The leaf hashes that the bundle claims for a chunk.
    fn leaves(&self, first: u64, size: u64) -> Result<Vec<Hash>, Wrong> {
        let path = TilePath::holding(TileKind::Hashes { level: 0 }, first, size)
            .expect("a chunk holds an entry of the log");
        let bytes = self.read(&path.to_string())?;
        crate::tiles::parse_tile(&bytes, path.width)
            .map_err(|error| Wrong::in_file(path.to_string(), error))
    }

    /// Takes an entry into the tree.
    fn leaf(&mut self, number: u64, entry: &[u8], claimed: Option<&Hash>) -> Result<(), Wrong> {
        if claimed != Some(&Hash::of_leaf(entry)) {
            let why = "the entry is not the one whose hash stands in the tree";
            return Err(Wrong::at_entry(number, why));
        }
        self.tiles
            .append(entry)
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
            if compared && self.read(&path)? != file.bytes {
                return Err(Wrong::in_file(
                    &path,
                    "its hashes are not those of the entries",
                ));
            }
        }
        Ok(())
    }
}
