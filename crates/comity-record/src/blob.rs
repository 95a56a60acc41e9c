//! Blobs: texts that people wrote, named by a salted hash so that they can be taken away.
//!
//! The log names a text and never holds it. The salt keeps a short text from being guessed from
//! its name, and goes with the text when it is redacted. Never here: chance; a salt comes in as
//! 32 bytes. What a text says is nothing to a blob.
//!
//! Start at [`Blob`], then [`BlobLine`] for how bundles carry them.

use std::borrow::Cow;
use std::fmt;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::canonical::{self, CanonicalError};

/// The most bytes of one text: a long annex is a tenth of it, and nobody should have to hold more
/// of one in memory to check a name.
pub const MAX_BLOB_TEXT_BYTES: usize = 1 << 20;

/// The most bytes of a line: every byte of the longest text as an escape of six, and the frame.
pub const MAX_BLOB_LINE_BYTES: usize = 6 * MAX_BLOB_TEXT_BYTES + 128;

/// How many bytes a salt and a name have.
const NAME_BYTES: usize = 32;

/// Stands before salt and text, so that a name means nothing anywhere else.
const NAME_PREFIX: &[u8] = b"comity blob v1\n";

/// What a redacted line begins with; a whole one begins with its salt.
const REDACTED_MARK: &[u8] = b"{\"name\":";

/// The name of a blob. It is shown as lowercase hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobName(pub [u8; NAME_BYTES]);

/// What is hashed with a text: 32 bytes that nobody can guess. It is shown as hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; NAME_BYTES]);

/// A text with its salt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    salt: Salt,
    text: String,
}

/// One line of the blobs of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlobLine {
    /// The text is there.
    Whole(Blob),
    /// The text was taken away by a recorded act; its name stays.
    Redacted(BlobName),
}

/// Why a text is no blob, or a line holds none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// The text is too long.
    #[error("the text has {bytes} bytes and may have {MAX_BLOB_TEXT_BYTES}; divide it")]
    TextTooLong {
        /// How many bytes it has.
        bytes: usize,
    },
    /// The line is too long to hold a text that is not.
    #[error("the line has {bytes} bytes and may have {MAX_BLOB_LINE_BYTES}; the bundle is damaged")]
    LineTooLong {
        /// How many bytes it has.
        bytes: usize,
    },
    /// The line is not canonical, or not of the form of a blob.
    #[error("the line holds no blob: {0}")]
    Form(#[from] CanonicalError),
    /// A salt or a name is not 64 hexadecimal digits.
    #[error("`{member}` of the blob is not 64 digits from 0-9 and a-f; fetch the bundle again")]
    Digits {
        /// Which member of the line.
        member: &'static str,
    },
    /// The line says that it is not redacted and has no text.
    #[error("`redacted` can only be true; a blob that is there has `salt` and `text`")]
    NotRedacted,
}

impl Blob {
    /// A blob from a text and a salt.
    ///
    /// # Errors
    /// When the text is longer than [`MAX_BLOB_TEXT_BYTES`].
    pub fn new(salt: Salt, text: impl Into<String>) -> Result<Self, BlobError> {
        let text = text.into();
        let bytes = text.len();
        if bytes > MAX_BLOB_TEXT_BYTES {
            return Err(BlobError::TextTooLong { bytes });
        }
        Ok(Self { salt, text })
    }

    /// Its name: the hash of a fixed line, the salt and the text.
    #[must_use]
    pub fn name(&self) -> BlobName {
        let mut hasher = Sha256::new();
        hasher.update(NAME_PREFIX);
        hasher.update(self.salt.0);
        hasher.update(&self.text);
        BlobName(hasher.finalize().into())
    }

    /// Its salt.
    #[must_use]
    pub fn salt(&self) -> &Salt {
        &self.salt
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WholeMirror<'a> {
    #[serde(borrow)]
    salt: Cow<'a, str>,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RedactedMirror<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    redacted: bool,
}

impl BlobLine {
    /// Reads a line, without its line feed.
    ///
    /// # Errors
    /// When it is not the canonical line of a blob.
    pub fn parse(line: &[u8]) -> Result<Self, BlobError> {
        let bytes = line.len();
        if bytes > MAX_BLOB_LINE_BYTES {
            return Err(BlobError::LineTooLong { bytes });
        }
        if line.starts_with(REDACTED_MARK) {
            let mirror: RedactedMirror<'_> = canonical::read_borrowed(line)?;
            let name = BlobName(digits("name", &mirror.name)?);
            return mirror
                .redacted
                .then_some(Self::Redacted(name))
                .ok_or(BlobError::NotRedacted);
        }
        let mirror: WholeMirror<'_> = canonical::read_borrowed(line)?;
        let salt = Salt(digits("salt", &mirror.salt)?);
        Ok(Self::Whole(Blob::new(salt, mirror.text)?))
    }

    /// The name of the blob.
    #[must_use]
    pub fn name(&self) -> BlobName {
        match self {
            Self::Whole(blob) => blob.name(),
            Self::Redacted(name) => *name,
        }
    }

    /// The line, without a line feed.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let line = match self {
            Self::Whole(blob) => canonical::write(&WholeMirror {
                salt: HEXLOWER.encode(&blob.salt.0).into(),
                text: blob.text.as_str().into(),
            }),
            Self::Redacted(name) => canonical::write(&RedactedMirror {
                name: HEXLOWER.encode(&name.0).into(),
                redacted: true,
            }),
        };
        line.expect("a blob has strings and a boolean under plain names")
    }
}

fn digits(member: &'static str, text: &str) -> Result<[u8; NAME_BYTES], BlobError> {
    let mut bytes = [0; NAME_BYTES];
    let is_whole = text.len() == 2 * NAME_BYTES;
    let read = is_whole.then(|| HEXLOWER.decode_mut(text.as_bytes(), &mut bytes));
    match read {
        Some(Ok(NAME_BYTES)) => Ok(bytes),
        _ => Err(BlobError::Digits { member }),
    }
}

impl std::str::FromStr for BlobName {
    type Err = BlobError;

    fn from_str(text: &str) -> Result<Self, BlobError> {
        digits("name", text).map(Self)
    }
}

impl fmt::Display for BlobName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for BlobName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobName({self})")
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Salt({})", HEXLOWER.encode(&self.0))
    }
}
