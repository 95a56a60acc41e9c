//! A record as a bundle, and the proof that its author takes home.

use std::collections::{BTreeSet, HashMap};
use std::io;

use comity_record::bundle::{WriteError, Writer};
use comity_record::checkpoint::{CheckpointError, SignedCheckpoint};
use comity_record::proof::ProofFile;
use comity_record::tiles::{TILE_HEIGHT, TileKind, TilePath, TiledTree};
use comity_record::tree::{ProveError, prove_inclusion};
use thiserror::Error;

use crate::opening::by_entry;
use crate::ports::{Head, Journal, JournalError, MAX_ENTRIES_PER_PAGE, NegotiationId};

/// Why a record cannot be carried out.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The bundle cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// Nothing has been recorded yet.
    #[error("nothing has been recorded yet")]
    Empty,
    /// The entry is not there.
    #[error(transparent)]
    Prove(#[from] ProveError),
    /// The signed head cannot be read.
    #[error(transparent)]
    Head(#[from] CheckpointError),
}

/// Writes a record as a bundle; each file is handed to `put`.
///
/// # Errors
/// When it cannot be read or written.
pub async fn export<J: Journal>(
    journal: &J,
    id: &NegotiationId,
    put: impl FnMut(&str, &[u8]) -> io::Result<()> + Send,
) -> Result<Head, ExportError> {
    let head = journal.head(id).await?.ok_or(ExportError::Empty)?;
    let mut writer = Writer::new(head.size, put);
    let mut next = 0;
    while next < head.size {
        let rest = usize::try_from(head.size - next).unwrap_or(usize::MAX);
        let entries = journal
            .entries(id, next, rest.min(MAX_ENTRIES_PER_PAGE))
            .await?;
        let mut texts = by_entry(journal.blobs_of_entries(id, next, entries.len()).await?);
        if entries.is_empty() {
            return Err(JournalError::Corrupt {
                place: format!("entry {next}"),
                way_out: "it is missing; restore the log from a bundle".to_owned(),
            }
            .into());
        }
        for entry in &entries {
            writer.entry(entry, &texts.remove(&next).unwrap_or_default())?;
            next += 1;
        }
    }
    writer.finish(&head.checkpoint)?;
    Ok(head)
}

/// The proof that an entry stands in the log, for its author.
///
/// # Errors
/// When there is no such entry.
pub async fn prove<J: Journal>(
    journal: &J,
    id: &NegotiationId,
    entry: u64,
) -> Result<ProofFile, ExportError> {
    let head = journal.head(id).await?.ok_or(ExportError::Empty)?;
    let checkpoint = SignedCheckpoint::parse(head.checkpoint.as_bytes())?;
    let mut tiles: HashMap<TilePath, Vec<u8>> = HashMap::new();
    for path in tiles_for(entry, head.size) {
        if let Some(bytes) = journal.tile(id, &path.to_string()).await? {
            tiles.insert(path, bytes);
        }
    }
    let tree = TiledTree::new(head.size, |path| tiles.get(&path).cloned());
    let hashes = prove_inclusion(&tree, entry, head.size)?;
    Ok(ProofFile {
        index: entry,
        hashes,
        checkpoint,
        extra: None,
    })
}

/// The tiles that a proof needs: at each level the one over the entry, and the last one.
fn tiles_for(entry: u64, size: u64) -> BTreeSet<TilePath> {
    let mut needed = BTreeSet::new();
    for level in 0..u64::BITS as u8 / TILE_HEIGHT {
        let shift = u32::from(level) * u32::from(TILE_HEIGHT);
        let kind = TileKind::Hashes { level };
        let last = (size >> shift).saturating_sub(1);
        needed.extend(TilePath::holding(kind, entry >> shift, size));
        needed.extend(TilePath::holding(kind, last, size));
    }
    needed
}
