//! The proof file that the author of an act takes home, after C2SP `tlog-proof`.
//!
//! It holds where the entry stands, the hashes from there to the root, and the checkpoint. Never
//! here: the entry itself; who checks the proof has it, or the proof says nothing.
//!
//! Start at [`ProofFile::verify`].

use std::fmt;

use data_encoding::BASE64;

use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint, decimal};
use crate::note::{MAX_NOTE_BYTES, VerifierKey};
use crate::policy::{Endorsement, Policy, QuorumError};
use crate::tree::{Hash, HashError, MAX_PROOF_HASHES, ProofError, verify_inclusion};

/// The most bytes of the extra data of a proof; Comity writes none.
pub const MAX_EXTRA_BYTES: usize = 65_536;

/// The most bytes of a proof file: its checkpoint, its extra data in base64, and its hashes.
pub const MAX_PROOF_FILE_BYTES: usize = MAX_NOTE_BYTES + 2 * MAX_EXTRA_BYTES;

/// The first line of a proof.
const HEADING: &str = "c2sp.org/tlog-proof@v1";

/// That an entry stands in a log at some place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofFile {
    /// What somebody else put into the file; nothing vouches for it.
    pub extra: Option<Vec<u8>>,
    /// The index of the entry.
    pub index: u64,
    /// The hashes beside the way from the leaf to the root.
    pub hashes: Vec<Hash>,
    /// The head of the log with that root.
    pub checkpoint: SignedCheckpoint,
}

/// Why bytes are no proof file, or the proof shows nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofFileError {
    /// Too long.
    #[error("the proof has {bytes} bytes and may have {MAX_PROOF_FILE_BYTES}; ask for it again")]
    TooLong {
        /// How many bytes it has.
        bytes: usize,
    },
    /// A line is not what it should be.
    #[error("line {line} of the proof should be {wanted}; copy the file as it was given out")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What should stand there.
        wanted: &'static str,
    },
    /// A hash is none.
    #[error("line {line} of the proof: {reason}")]
    Hash {
        /// Which line, from 1.
        line: usize,
        /// What is wrong.
        reason: HashError,
    },
    /// The extra data is too long.
    #[error("the extra data has {bytes} bytes and may have {MAX_EXTRA_BYTES}; leave it out")]
    ExtraTooLong {
        /// How many bytes it has.
        bytes: usize,
    },
    /// The checkpoint is none or is not believed.
    #[error("the checkpoint of the proof: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// Too few witnesses vouch for the checkpoint.
    #[error("the checkpoint of the proof: {0}")]
    Quorum(#[from] QuorumError),
    /// The hashes do not lead from the entry to the root.
    #[error("the entry is not shown to be in the log: {0}")]
    Inclusion(#[from] ProofError),
}

impl ProofFile {
    /// Reads a proof. Nothing is verified yet.
    ///
    /// # Errors
    /// When it is not one in its only spelling.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofFileError> {
        if bytes.len() > MAX_PROOF_FILE_BYTES {
            let bytes = bytes.len();
            return Err(ProofFileError::TooLong { bytes });
        }
        let (head, checkpoint) = divide(bytes)?;
        let mut lines = (1..).zip(head.split('\n')).peekable();
        let wrong = |line, wanted| ProofFileError::Line { line, wanted };
        if lines.next().is_none_or(|(_, line)| line != HEADING) {
            return Err(wrong(1, "`c2sp.org/tlog-proof@v1`"));
        }
        let extra = match lines.next_if(|(_, line)| line.starts_with("extra ")) {
            Some((line, text)) => Some(parse_extra(line, text)?),
            None => None,
        };
        let (place, index) = lines.next().unwrap_or((2, ""));
        let index = index.strip_prefix("index ").and_then(decimal);
        let index = index.ok_or_else(|| wrong(place, "`index ` and a decimal number"))?;
        let mut hashes = Vec::new();
        for (line, text) in lines {
            if hashes.len() == MAX_PROOF_HASHES {
                return Err(wrong(line, "empty: no tree is so high"));
            }
            let hash = Hash::from_base64(text);
            hashes.push(hash.map_err(|reason| ProofFileError::Hash { line, reason })?);
        }
        let checkpoint = SignedCheckpoint::parse(checkpoint)?;
        Ok(Self {
            extra,
            index,
            hashes,
            checkpoint,
        })
    }

    /// Checks that the log, by one of these keys, holds an entry of these bytes at the index.
    ///
    /// # Errors
    /// When the proof does not show that.
    pub fn verify(
        &self,
        entry: &[u8],
        keys: &[VerifierKey],
    ) -> Result<&Checkpoint, ProofFileError> {
        let (checkpoint, _) = self.checkpoint.open(keys)?;
        self.leads_to(checkpoint, entry)?;
        Ok(checkpoint)
    }

    /// Checks the same, and that the witnesses of a policy vouch for the checkpoint. `logs` are
    /// keys of logs that are known besides those in the policy.
    ///
    /// # Errors
    /// When the proof does not show that, or the witnesses are too few.
    pub fn verify_under<'f, 'p>(
        &'f self,
        entry: &[u8],
        policy: &'p Policy,
        logs: &[VerifierKey],
    ) -> Result<Endorsement<'f, 'p>, ProofFileError> {
        let endorsement = policy.open(&self.checkpoint, logs)?;
        self.leads_to(endorsement.checkpoint, entry)?;
        Ok(endorsement)
    }

    fn leads_to(&self, checkpoint: &Checkpoint, entry: &[u8]) -> Result<(), ProofError> {
        let Checkpoint { size, root, .. } = checkpoint;
        let leaf = Hash::of_leaf(entry);
        verify_inclusion(&leaf, self.index, *size, root, &self.hashes)
    }
}

/// The lines before the first empty one, and the bytes after it.
fn divide(bytes: &[u8]) -> Result<(&str, &[u8]), ProofFileError> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n");
    let head = end.and_then(|end| std::str::from_utf8(&bytes[..end]).ok());
    let wanted = "text that ends in an empty line before a checkpoint";
    let head = head.ok_or(ProofFileError::Line { line: 1, wanted })?;
    Ok((head, &bytes[head.len() + 2..]))
}

fn parse_extra(line: usize, text: &str) -> Result<Vec<u8>, ProofFileError> {
    let text = text.strip_prefix("extra ").unwrap_or(text);
    let wanted = "`extra ` and base64";
    let extra = BASE64.decode(text.as_bytes()).ok();
    let extra = extra.ok_or(ProofFileError::Line { line, wanted })?;
    if extra.len() > MAX_EXTRA_BYTES {
        let bytes = extra.len();
        return Err(ProofFileError::ExtraTooLong { bytes });
    }
    Ok(extra)
}

impl fmt::Display for ProofFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADING}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", BASE64.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{}", hash.to_base64())?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}
