//! The texts of a record, by their names: what a replay reads from.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use crate::blob::{BlobLine, BlobName};
use crate::v1::{Found, Texts};

/// The texts of a record, by name. A text that is withheld is known to be so.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    texts: HashMap<[u8; 32], Option<Arc<str>>, BuildHasherDefault<NameHasher>>,
}

impl Shelf {
    /// An empty shelf.
    #[must_use]
    pub fn new() -> Shelf {
        Shelf::default()
    }

    /// Puts a text on it, or the mark that it is withheld.
    pub fn put(&mut self, line: BlobLine) {
        self.put_named(line.name(), line);
    }

    /// As [`put`](Shelf::put), under the name that was computed from the line before.
    pub fn put_named(&mut self, name: BlobName, line: BlobLine) {
        match line {
            BlobLine::Whole(blob) => {
                self.texts.insert(name.0, Some(blob.text().into()));
            }
            BlobLine::Redacted(_) => {
                self.texts.entry(name.0).or_insert(None);
            }
        }
    }

    /// Takes a text away and keeps the mark.
    pub fn withhold(&mut self, name: [u8; 32]) {
        self.texts.insert(name, None);
    }

    /// Whether a name is known.
    #[must_use]
    pub fn has(&self, name: &[u8; 32]) -> bool {
        self.texts.contains_key(name)
    }

    /// The names of what is withheld.
    pub fn withheld(&self) -> impl Iterator<Item = [u8; 32]> + '_ {
        let texts = self.texts.iter();
        texts
            .filter(|(_, text)| text.is_none())
            .map(|(name, _)| *name)
    }
}

impl Texts for Shelf {
    fn text(&self, name: &[u8; 32]) -> Found {
        match self.texts.get(name) {
            Some(Some(text)) => Found::Text(text.clone()),
            Some(None) => Found::Withheld,
            None => Found::Missing,
        }
    }
}

/// A name is a hash already: eight of its bytes tell names apart.
#[derive(Clone, Debug, Default)]
pub struct NameHasher(u64);

impl Hasher for NameHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // The length of an array is written before it; only the name itself is long enough.
        if let Some(first) = bytes.first_chunk::<8>() {
            self.0 = self.0.rotate_left(32) ^ u64::from_le_bytes(*first);
        }
    }
}
