//! The archive: the reading half of a journal, behind a pointer.
//!
//! Whoever only reads records, such as a site, need not know which journal they lie in.

use std::io;
use std::sync::Arc;

use comity_record::proof::ProofFile;

use super::{Answer, Blob, BlobName, Head, Journal, JournalError, NegotiationId};
use crate::export::{ExportError, export, prove};

/// Takes the files of a bundle, each with its path.
pub type PutFile<'a> = dyn FnMut(&str, &[u8]) -> io::Result<()> + Send + 'a;

/// What can be read of the records. Each call is the one of [`Journal`] with its name.
pub trait Archive: Send + Sync + 'static {
    /// The head of a log.
    fn head<'a>(&'a self, id: &'a NegotiationId) -> Answer<'a, Option<Head>, JournalError>;

    /// Entries of a log.
    fn entries<'a>(
        &'a self,
        id: &'a NegotiationId,
        from: u64,
        limit: usize,
    ) -> Answer<'a, Vec<Vec<u8>>, JournalError>;

    /// Texts that came with entries.
    fn blobs_of_entries<'a>(
        &'a self,
        id: &'a NegotiationId,
        from: u64,
        limit: usize,
    ) -> Answer<'a, Vec<Blob>, JournalError>;

    /// Texts by name.
    fn blobs<'a>(
        &'a self,
        id: &'a NegotiationId,
        names: &'a [BlobName],
    ) -> Answer<'a, Vec<Blob>, JournalError>;

    /// The proof that an entry stands in the log.
    fn prove<'a>(&'a self, id: &'a NegotiationId, entry: u64)
    -> Answer<'a, ProofFile, ExportError>;

    /// The record as a bundle.
    fn export<'a>(
        &'a self,
        id: &'a NegotiationId,
        put: &'a mut PutFile<'a>,
    ) -> Answer<'a, Head, ExportError>;
}

/// The archive of a journal.
pub fn archive_of<J: Journal>(journal: J) -> Arc<dyn Archive> {
    Arc::new(Reading(journal))
}

struct Reading<J>(J);

impl<J: Journal> Archive for Reading<J> {
    fn head<'a>(&'a self, id: &'a NegotiationId) -> Answer<'a, Option<Head>, JournalError> {
        Box::pin(self.0.head(id))
    }

    fn entries<'a>(
        &'a self,
        id: &'a NegotiationId,
        from: u64,
        limit: usize,
    ) -> Answer<'a, Vec<Vec<u8>>, JournalError> {
        Box::pin(self.0.entries(id, from, limit))
    }

    fn blobs_of_entries<'a>(
        &'a self,
        id: &'a NegotiationId,
        from: u64,
        limit: usize,
    ) -> Answer<'a, Vec<Blob>, JournalError> {
        Box::pin(self.0.blobs_of_entries(id, from, limit))
    }

    fn blobs<'a>(
        &'a self,
        id: &'a NegotiationId,
        names: &'a [BlobName],
    ) -> Answer<'a, Vec<Blob>, JournalError> {
        Box::pin(self.0.blobs(id, names))
    }

    fn prove<'a>(
        &'a self,
        id: &'a NegotiationId,
        entry: u64,
    ) -> Answer<'a, ProofFile, ExportError> {
        Box::pin(prove(&self.0, id, entry))
    }

    fn export<'a>(
        &'a self,
        id: &'a NegotiationId,
        put: &'a mut PutFile<'a>,
    ) -> Answer<'a, Head, ExportError> {
        Box::pin(export(&self.0, id, put))
    }
}
