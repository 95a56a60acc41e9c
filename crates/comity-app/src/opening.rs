//! Opening a negotiation: its log is read and decided again, from the first entry to the last.
//!
//! There is no other way to a state, so what is recovered after a crash is what would be replayed
//! by anybody.

use std::collections::BTreeMap;

use comity_procedure::State;
use comity_record::blob::{Blob as Text, BlobLine, Salt};
use comity_record::checkpoint::SignedCheckpoint;
use comity_record::replay::{Fault, ReadAhead};
use comity_record::tiles::TileWriter;
use comity_record::{Replay, Shelf};
use thiserror::Error;

use crate::ports::{
    Blob, BlobName, Chance, Claim, Clock, Head, Holder, Journal, JournalError,
    MAX_ENTRIES_PER_PAGE, NegotiationId,
};
use crate::sequencer::{Ground, Lease, Negotiation, Published, Sequencer};

/// How long a lease is taken for, in milliseconds: long enough for a slow commit, short enough
/// that people do not leave before another node takes over.
pub const LEASE_MILLISECONDS: i64 = 30_000;

/// Why a negotiation cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// An entry is not what the rules make of it.
    #[error(
        "entry {entry}: {fault}. The log is damaged or was written by another version: restore it from a bundle, and compare with `comity verify`"
    )]
    Entry {
        /// Which one.
        entry: u64,
        /// What is wrong with it.
        fault: Fault,
    },
    /// The head is not over these entries.
    #[error(
        "the signed head is not over the {entries} entries of the log: restore it from a bundle, and compare with `comity verify`"
    )]
    Head {
        /// How many there are.
        entries: u64,
    },
}

/// A log that has been read.
pub(crate) struct Opened {
    pub(crate) state: State,
    pub(crate) tiles: TileWriter,
    pub(crate) head: Option<Head>,
}

/// Opens a negotiation for writing: takes its lease, reads its log, and gives the handle and the
/// sequencer, which somebody has to run.
///
/// # Errors
/// When somebody else holds it, or its log cannot be read or is damaged.
pub async fn open<J: Journal, K: Clock, C: Chance>(
    ground: Ground<J, K, C>,
    id: NegotiationId,
    holder: Holder,
) -> Result<(Negotiation, Sequencer<J, K, C>), OpenError> {
    let now = ground.clock.now();
    let claim = Claim {
        holder,
        now,
        until: now.saturating_add(LEASE_MILLISECONDS),
    };
    let lease = Lease {
        term: ground.journal.acquire(&id, &claim).await?,
        until: claim.until,
    };
    let opened = reopen(&ground.journal, &id).await?;
    Ok(Sequencer::new(ground, id, lease, opened))
}

/// Reads a negotiation without taking its lease: for whoever only looks.
///
/// # Errors
/// When its log cannot be read or is damaged.
pub async fn read<J: Journal>(journal: &J, id: &NegotiationId) -> Result<Published, OpenError> {
    let Opened { state, head, .. } = reopen(journal, id).await?;
    Ok(Published { state, head })
}

/// Reads the whole log.
pub(crate) async fn reopen<J: Journal>(
    journal: &J,
    id: &NegotiationId,
) -> Result<Opened, OpenError> {
    let head = journal.head(id).await?;
    let size = head.as_ref().map_or(0, |head| head.size);
    let mut replay = Replay::new();
    let mut shelf = Shelf::new();
    let mut tiles = TileWriter::new();
    let ahead = |from: u64| tokio::spawn(Page::read(journal.clone(), id.clone(), from));
    let mut next = (size > 0).then(|| ahead(0));
    while let Some(reading) = next.take() {
        let from = replay.state().size();
        let page = reading.await.expect("reading a page does not panic")?;
        if page.entries.is_empty() {
            return Err(OpenError::Head { entries: from });
        }
        // The next page is read and hashed while this one is decided.
        let end = from + page.entries.len() as u64;
        next = (end < size).then(|| ahead(end));
        for (name, line) in page.texts {
            shelf.put_named(name, line);
        }
        for (entry, read) in (from..size).zip(page.entries) {
            let wrong = |fault| OpenError::Entry { entry, fault };
            let bytes = read.bytes;
            replay
                .step_read(read.entry.map_err(wrong)?, &shelf)
                .map_err(wrong)?;
            tiles
                .append_hashed(&bytes, read.leaf)
                .map_err(|_| wrong(Fault::TooLong { bytes: bytes.len() }))?;
        }
        // What the log holds already is stored already.
        tiles.take_files();
    }
    if let Some(head) = &head {
        let claim = SignedCheckpoint::parse(head.checkpoint.as_bytes());
        let over = claim.is_ok_and(|it| it.claim().size == size && it.claim().root == tiles.root());
        if !over {
            return Err(OpenError::Head { entries: size });
        }
    }
    Ok(Opened {
        state: replay.into_state(),
        tiles,
        head,
    })
}

/// A page of the log, with what can be found out about it without the page before.
struct Page {
    entries: Vec<ReadAhead>,
    /// The texts that came with them, each with its name.
    texts: Vec<(BlobName, BlobLine)>,
}

impl Page {
    async fn read<J: Journal>(
        journal: J,
        id: NegotiationId,
        from: u64,
    ) -> Result<Page, JournalError> {
        let entries = journal.entries(&id, from, MAX_ENTRIES_PER_PAGE).await?;
        let blobs = journal.blobs_of_entries(&id, from, entries.len()).await?;
        let lines = blobs.into_iter().map(line);
        Ok(Page {
            texts: lines.map(|line| (line.name(), line)).collect(),
            entries: entries.into_iter().map(ReadAhead::new).collect(),
        })
    }
}

/// A stored text as a line of a bundle.
pub(crate) fn line(blob: Blob) -> BlobLine {
    let whole = blob
        .kept
        .and_then(|kept| Text::new(Salt(kept.salt), kept.text).ok());
    match whole {
        Some(text) => BlobLine::Whole(text),
        None => BlobLine::Redacted(blob.name),
    }
}

/// The texts of some entries, by the entry that they came with.
pub(crate) fn by_entry(blobs: Vec<Blob>) -> BTreeMap<u64, Vec<BlobLine>> {
    let mut lines: BTreeMap<u64, Vec<BlobLine>> = BTreeMap::new();
    for blob in blobs {
        lines.entry(blob.entry).or_default().push(line(blob));
    }
    lines
}
