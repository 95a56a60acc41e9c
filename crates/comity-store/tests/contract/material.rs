//! Negotiations, claims and batches for the cases.

use comity_app::ports::{
    Batch, Blob, BlobName, Claim, Holder, Journal, Kept, NegotiationId, Term, Tile,
};

/// The negotiation that most cases are about.
pub(crate) fn loa() -> NegotiationId {
    named("loa-water")
}

/// A negotiation of this name.
pub(crate) fn named(name: &str) -> NegotiationId {
    NegotiationId::new(name).unwrap()
}

/// A claim for one second.
pub(crate) fn claim(holder: &str, now: i64) -> Claim {
    Claim {
        holder: Holder::new(holder).unwrap(),
        now,
        until: now + 1_000,
    }
}

/// A negotiation that was just made and taken.
pub(crate) async fn taken(journal: &impl Journal, negotiation: &NegotiationId) -> Term {
    journal.create(negotiation).await.unwrap();
    let claim = claim("node 1", 1_000);
    journal.acquire(negotiation, &claim).await.unwrap()
}

/// A batch of so many entries, each with its text, and of a tile.
pub(crate) fn batch(term: Term, first: u64, count: u64) -> Batch {
    let indexes = first..first + count;
    Batch {
        term,
        first,
        entries: indexes.clone().map(entry).collect(),
        blobs: indexes
            .map(|n| blob(n, &format!("Keth asks for change {n}.")))
            .collect(),
        redacted: vec![],
        tiles: vec![tile(&format!("tile/0/{first}"), b"hashes")],
        checkpoint: format!("loa-water\n{}\n", first + count),
    }
}

/// The entry at an index.
pub(crate) fn entry(n: u64) -> Vec<u8> {
    format!("{{\"n\":{n}}}").into_bytes()
}

/// The name of the text that comes with the entry at an index.
pub(crate) fn name(n: u64) -> BlobName {
    // Names are hashes: they do not come in the order of their entries.
    let mut name = [0xee; 32];
    name[..8].copy_from_slice(&n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    BlobName(name)
}

/// The text that comes with the entry at an index.
pub(crate) fn blob(n: u64, text: &str) -> Blob {
    Blob {
        name: name(n),
        entry: n,
        kept: Some(Kept {
            salt: [0x5a; 32],
            text: text.to_owned(),
        }),
    }
}

/// A tile.
pub(crate) fn tile(path: &str, bytes: &[u8]) -> Tile {
    Tile {
        path: path.to_owned(),
        bytes: bytes.to_vec(),
    }
}

/// Everything a journal shows of a negotiation, to see that nothing has changed.
pub(crate) async fn everything(journal: &impl Journal, negotiation: &NegotiationId) -> String {
    let head = journal.head(negotiation).await.unwrap();
    let entries = journal.entries(negotiation, 0, usize::MAX).await.unwrap();
    let blobs = journal.blobs_of_entries(negotiation, 0, usize::MAX).await;
    let mut tiles = Vec::new();
    for path in ["tile/0/0", "tile/0/1", "tile/0/2", "tile/0/3", "tile/0/4"] {
        tiles.push(journal.tile(negotiation, path).await.unwrap());
    }
    format!("{head:?} {entries:?} {:?} {tiles:?}", blobs.unwrap())
}
