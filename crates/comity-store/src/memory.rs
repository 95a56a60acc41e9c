//! A journal in memory: for tests, and for looking at a record that need not be kept.
//!
//! It keeps every promise of the port but one: what is in it is gone with the last clone.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use comity_app::ports::{
    Batch, Blob, BlobName, Claim, Head, Holder, Journal, JournalError, MAX_ENTRIES_PER_PAGE,
    MAX_NAMES_PER_READ, Malformed, NegotiationId, Term,
};

/// A journal in memory. A clone is the same journal.
#[derive(Clone, Debug, Default)]
pub struct MemoryJournal {
    logs: Arc<Mutex<BTreeMap<NegotiationId, Log>>>,
}

#[derive(Clone, Debug)]
struct Log {
    term: Term,
    lease: Option<(Holder, i64)>,
    checkpoint: Option<String>,
    entries: Vec<Vec<u8>>,
    blobs: BTreeMap<BlobName, Blob>,
    tiles: BTreeMap<String, Vec<u8>>,
}

impl MemoryJournal {
    /// An empty journal.
    #[must_use]
    pub fn new() -> MemoryJournal {
        MemoryJournal::default()
    }

    fn logs(&self) -> MutexGuard<'_, BTreeMap<NegotiationId, Log>> {
        // No change below stops half-way: a batch is looked at before the first of it is kept.
        self.logs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T>(
        &self,
        negotiation: &NegotiationId,
        act: impl FnOnce(&mut Log) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        match self.logs().get_mut(negotiation) {
            Some(log) => act(log),
            None => Err(JournalError::UnknownNegotiation(negotiation.clone())),
        }
    }
}

impl Journal for MemoryJournal {
    async fn create(&self, negotiation: &NegotiationId) -> Result<(), JournalError> {
        let mut logs = self.logs();
        if logs.contains_key(negotiation) {
            return Err(JournalError::Exists(negotiation.clone()));
        }
        logs.insert(negotiation.clone(), Log::empty());
        Ok(())
    }

    async fn negotiations(&self) -> Result<Vec<NegotiationId>, JournalError> {
        Ok(self.logs().keys().cloned().collect())
    }

    async fn head(&self, negotiation: &NegotiationId) -> Result<Option<Head>, JournalError> {
        self.with(negotiation, |log| {
            Ok(log.checkpoint.clone().map(|checkpoint| Head {
                size: log.size(),
                checkpoint,
            }))
        })
    }

    async fn acquire(
        &self,
        negotiation: &NegotiationId,
        claim: &Claim,
    ) -> Result<Term, JournalError> {
        self.with(negotiation, |log| log.acquire(claim))
    }

    async fn renew(
        &self,
        negotiation: &NegotiationId,
        term: Term,
        until: i64,
    ) -> Result<(), JournalError> {
        self.with(negotiation, |log| {
            log.check_term(term)?;
            if let Some((_, end)) = &mut log.lease {
                *end = until;
            }
            Ok(())
        })
    }

    async fn append(&self, negotiation: &NegotiationId, batch: &Batch) -> Result<(), JournalError> {
        batch.check()?;
        self.with(negotiation, |log| {
            log.check(batch)?;
            log.keep(batch);
            Ok(())
        })
    }

    async fn entries(
        &self,
        negotiation: &NegotiationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Vec<u8>>, JournalError> {
        self.with(negotiation, |log| {
            let Range { start, end } = log.page(from, limit);
            Ok(log.entries[start..end].to_vec())
        })
    }

    async fn blobs_of_entries(
        &self,
        negotiation: &NegotiationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Blob>, JournalError> {
        self.with(negotiation, |log| {
            let page = log.page(from, limit);
            let page = page.start as u64..page.end as u64;
            let blobs = log.blobs.values().filter(|blob| page.contains(&blob.entry));
            Ok(in_order(blobs.cloned().collect()))
        })
    }

    async fn blobs(
        &self,
        negotiation: &NegotiationId,
        names: &[BlobName],
    ) -> Result<Vec<Blob>, JournalError> {
        self.with(negotiation, |log| {
            let names = names.iter().take(MAX_NAMES_PER_READ);
            let blobs = names.filter_map(|name| log.blobs.get(name)).cloned();
            let mut blobs = in_order(blobs.collect());
            blobs.dedup_by_key(|blob| blob.name);
            Ok(blobs)
        })
    }

    async fn tile(
        &self,
        negotiation: &NegotiationId,
        path: &str,
    ) -> Result<Option<Vec<u8>>, JournalError> {
        self.with(negotiation, |log| Ok(log.tiles.get(path).cloned()))
    }
}

impl Log {
    fn empty() -> Log {
        Log {
            term: Term(0),
            lease: None,
            checkpoint: None,
            entries: Vec::new(),
            blobs: BTreeMap::new(),
            tiles: BTreeMap::new(),
        }
    }

    fn size(&self) -> u64 {
        self.entries.len() as u64
    }

    fn page(&self, from: u64, limit: usize) -> Range<usize> {
        let end = self.entries.len();
        let from = usize::try_from(from).unwrap_or(end).min(end);
        from..from
            .saturating_add(limit.min(MAX_ENTRIES_PER_PAGE))
            .min(end)
    }

    fn acquire(&mut self, claim: &Claim) -> Result<Term, JournalError> {
        match &self.lease {
            Some((holder, until)) if *holder != claim.holder && *until > claim.now => {
                Err(JournalError::Held {
                    holder: holder.clone(),
                    until: *until,
                })
            }
            _ => {
                self.lease = Some((claim.holder.clone(), claim.until));
                self.term = Term(self.term.0 + 1);
                Ok(self.term)
            }
        }
    }

    fn check_term(&self, given: Term) -> Result<(), JournalError> {
        if given == self.term && given > Term(0) {
            Ok(())
        } else {
            Err(JournalError::Fenced {
                given,
                latest: self.term,
            })
        }
    }

    fn check(&self, batch: &Batch) -> Result<(), JournalError> {
        self.check_term(batch.term)?;
        if batch.first != self.size() {
            return Err(JournalError::Conflict {
                expected: batch.first,
                found: self.size(),
            });
        }
        let new = |name: &BlobName| batch.blobs.iter().any(|blob| blob.name == *name);
        if let Some(Blob { name, .. }) = batch
            .blobs
            .iter()
            .find(|blob| self.blobs.contains_key(&blob.name))
        {
            return Err(Malformed::BlobTaken(*name).into());
        }
        for name in &batch.redacted {
            if !self.blobs.contains_key(name) && !new(name) {
                return Err(Malformed::NothingToErase(*name).into());
            }
        }
        Ok(())
    }

    fn keep(&mut self, batch: &Batch) {
        self.entries.extend(batch.entries.iter().cloned());
        for blob in &batch.blobs {
            self.blobs.insert(blob.name, blob.clone());
        }
        for name in &batch.redacted {
            if let Some(blob) = self.blobs.get_mut(name) {
                blob.kept = None;
            }
        }
        for tile in &batch.tiles {
            self.tiles.insert(tile.path.clone(), tile.bytes.clone());
        }
        self.checkpoint = Some(batch.checkpoint.clone());
    }
}

fn in_order(mut blobs: Vec<Blob>) -> Vec<Blob> {
    blobs.sort_by_key(|blob| (blob.entry, blob.name));
    blobs
}
