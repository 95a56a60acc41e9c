//! The audit: what was acknowledged is held against what the log holds.
//!
//! The log is carried out as a bundle and verified as anybody would do it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use comity_app::export;
use comity_app::ports::{Journal, JournalError};
use comity_record::bundle::Files;
use comity_record::verify::{Against, Answer, verify};
use comity_store::{PostgresJournal, SqliteOptions};
use thiserror::Error;

use crate::Failure;
use crate::place::Place;
use crate::writer::{log_key, negotiation};

/// What was acknowledged: the entry of each key.
pub type Acknowledged = BTreeMap<String, u64>;

/// What is wrong with a log.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Finding {
    /// An act that was acknowledged is not there.
    #[error("the act {key} was acknowledged as entry {entry} and is not in the log of {size}")]
    Lost {
        /// Its key.
        key: String,
        /// Its entry, as it was said.
        entry: u64,
        /// How many entries there are.
        size: u64,
    },
    /// It is there, under another number.
    #[error("the act {key} was acknowledged as entry {said} and is entry {found}")]
    Elsewhere {
        /// Its key.
        key: String,
        /// Its entry, as it was said.
        said: u64,
        /// Its entry.
        found: u64,
    },
    /// An act is there twice.
    #[error("the act {0} is in the log twice")]
    Twice(String),
    /// The log does not verify.
    #[error("the log does not verify: {0}")]
    Unverified(String),
    /// The database cannot be opened or read.
    #[error("the database cannot be read: {0}")]
    Unreadable(String),
}

/// One acknowledgement, as the writer writes it on a line.
#[must_use]
pub fn line(entry: u64, key: &[u8; 16]) -> String {
    use std::fmt::Write as _;
    let mut line = format!("{entry} ");
    for byte in key {
        write!(line, "{byte:02x}").expect("a string takes every letter");
    }
    line
}

/// Reads one acknowledgement; nothing when it was cut off.
#[must_use]
pub fn read_line(line: &str) -> Option<(String, u64)> {
    let (entry, key) = line.split_once(' ')?;
    let whole = key.len() == 32;
    whole.then_some((key.to_owned(), entry.parse().ok()?))
}

/// Opens a place and audits it; gives the size of the log.
///
/// # Errors
/// When the promise is broken.
pub async fn audit_place(place: &Place, acknowledged: &Acknowledged) -> Result<u64, Failure> {
    let unreadable = |error: comity_store::OpenError| Finding::Unreadable(error.to_string());
    match place {
        Place::Sqlite { file, .. } => {
            let journal = SqliteOptions::new(file).open().await.map_err(unreadable)?;
            let size = audit(&journal, acknowledged).await;
            journal.close().await;
            Ok(size?)
        }
        Place::Postgres { url } => {
            let journal = PostgresJournal::open(url).await?;
            let size = audit(&journal, acknowledged).await;
            journal.close().await;
            Ok(size?)
        }
    }
}

/// Holds what was acknowledged against a log; gives its size.
///
/// # Errors
/// The first thing that is wrong.
pub async fn audit<J: Journal>(journal: &J, acknowledged: &Acknowledged) -> Result<u64, Finding> {
    let head = match journal.head(&negotiation()).await {
        Ok(head) => head,
        Err(JournalError::UnknownNegotiation(_)) => None,
        Err(error) => return Err(Finding::Unreadable(error.to_string())),
    };
    let found = match head {
        Some(_) => entries(journal).await?,
        None => BTreeMap::new(),
    };
    let size = found.len() as u64;
    for (key, &entry) in acknowledged {
        match found.get(key) {
            Some(&there) if there == entry => {}
            Some(&found) => {
                return Err(Finding::Elsewhere {
                    key: key.clone(),
                    said: entry,
                    found,
                });
            }
            None => {
                return Err(Finding::Lost {
                    key: key.clone(),
                    entry,
                    size,
                });
            }
        }
    }
    Ok(size)
}

/// The entry of each key, in a log that verifies.
async fn entries<J: Journal>(journal: &J) -> Result<Acknowledged, Finding> {
    let mut bundle = Bundle::default();
    let head = export(journal, &negotiation(), |path, bytes| {
        bundle.0.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    })
    .await
    .map_err(|error| Finding::Unreadable(error.to_string()))?;
    let against = Against {
        key: Some(log_key().verifier()),
        ..Against::default()
    };
    let mut found = BTreeMap::new();
    let mut twice = None;
    let report = verify(&bundle, &against, |_, step| {
        let acknowledgement = line(step.entry.n, &step.entry.key.0);
        let (key, entry) = read_line(&acknowledgement).expect("it was written just now");
        if found.insert(key.clone(), entry).is_some() {
            twice = Some(key);
        }
    });
    if let Err(wrong) = report.consistent {
        return Err(Finding::Unverified(wrong.to_string()));
    }
    if !matches!(report.authentic, Answer::Yes(_)) {
        return Err(Finding::Unverified(format!("{:?}", report.authentic)));
    }
    match twice {
        Some(key) => Err(Finding::Twice(key)),
        None if found.len() as u64 == head.size => Ok(found),
        None => Err(Finding::Unverified("entries are missing".to_owned())),
    }
}

/// A bundle in memory.
#[derive(Default)]
struct Bundle(BTreeMap<String, Vec<u8>>);

impl Files for Bundle {
    fn paths(&self) -> io::Result<BTreeSet<String>> {
        Ok(self.0.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let found = self.0.get(path).cloned();
        found.ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acknowledgement_that_was_cut_off_is_none() {
        let whole = line(7, &[0xab; 16]);
        assert_eq!(read_line(&whole), Some(("ab".repeat(16), 7)));
        for end in 0..whole.len() {
            assert_eq!(read_line(&whole[..end]), None);
        }
    }
}
