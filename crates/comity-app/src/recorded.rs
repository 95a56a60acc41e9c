//! Entries of a record as people read them: the bytes as they are kept, the act, and its texts.
//!
//! Start at [`recorded`].

use std::collections::HashMap;
use std::sync::Arc;

use comity_record::blob::BlobLine;
use comity_record::canonical;
use comity_record::v1::words::HoldsWords;
use comity_record::v1::{Act, Entry, Words};

use crate::opening::{by_entry, line};
use crate::ports::{Archive, BlobName, JournalError, NegotiationId};

/// An entry of a record.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its number.
    pub number: u64,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What they say.
    pub entry: Entry,
    /// The act; `None` where the text that holds it has been withheld.
    pub act: Option<Act>,
    /// The texts that it names, in the order in which they stand in the act.
    pub texts: Vec<RecordedText>,
}

/// A text that an entry names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedText {
    /// Its name.
    pub name: BlobName,
    /// What it says; `None` where it has been withheld.
    pub text: Option<Arc<str>>,
}

/// Entries in their order, the first with the number `from`: as many as there are, at most `limit`.
///
/// # Errors
/// When they cannot be read, or are not what a record holds.
pub async fn recorded(
    archive: &dyn Archive,
    id: &NegotiationId,
    from: u64,
    limit: usize,
) -> Result<Vec<Recorded>, JournalError> {
    let entries = archive.entries(id, from, limit).await?;
    let mut texts = by_entry(archive.blobs_of_entries(id, from, limit).await?);
    let mut found = Vec::with_capacity(entries.len());
    for (number, bytes) in (from..).zip(entries) {
        let own = texts.remove(&number).unwrap_or_default();
        found.push(read(number, bytes, own)?);
    }
    let missing = names_not_read(&found);
    if !missing.is_empty() {
        let blobs = archive.blobs(id, &missing).await?;
        let known: HashMap<BlobName, Option<Arc<str>>> =
            blobs.into_iter().map(|it| said(&line(it))).collect();
        for text in found.iter_mut().flat_map(|it| &mut it.texts) {
            if text.text.is_none()
                && let Some(said) = known.get(&text.name)
            {
                text.text.clone_from(said);
            }
        }
    }
    Ok(found)
}

fn read(number: u64, bytes: Vec<u8>, own: Vec<BlobLine>) -> Result<Recorded, JournalError> {
    let damaged = |_| JournalError::Corrupt {
        place: format!("entry {number}"),
        way_out: "it is no entry; restore the log from a bundle".to_owned(),
    };
    let entry: Entry = canonical::read(&bytes).map_err(damaged)?;
    let known: HashMap<BlobName, Option<Arc<str>>> = own.iter().map(said).collect();
    let mut texts = Vec::new();
    let act = match (&entry.act, &entry.act_blob) {
        (Some(act), _) => Some(act.clone()),
        (None, Some(name)) => {
            let name = BlobName(name.0);
            let text = known.get(&name).cloned().flatten();
            let act = text.and_then(|text| canonical::read(text.as_bytes()).ok());
            if act.is_none() {
                texts.push(RecordedText { name, text: None });
            }
            act
        }
        (None, None) => None,
    };
    if let Some(mut act) = act.clone() {
        let all: Result<(), ()> = act.each_words(&mut |words: &mut Words| {
            if let Words::Named(named) = words {
                let name = BlobName(named.blob.0);
                let text = known.get(&name).cloned().flatten();
                texts.push(RecordedText { name, text });
            }
            Ok(())
        });
        debug_assert!(all.is_ok(), "looking at a text never fails");
    }
    Ok(Recorded {
        number,
        bytes,
        entry,
        act,
        texts,
    })
}

/// The name of a text and what it says.
fn said(line: &BlobLine) -> (BlobName, Option<Arc<str>>) {
    match line {
        BlobLine::Whole(blob) => (blob.name(), Some(Arc::from(blob.text()))),
        BlobLine::Redacted(name) => (*name, None),
    }
}

/// The texts that came with an earlier entry.
fn names_not_read(found: &[Recorded]) -> Vec<BlobName> {
    let texts = found.iter().flat_map(|it| &it.texts);
    let missing = texts.filter(|it| it.text.is_none());
    missing.map(|it| it.name).collect()
}
