//! Signed notes: text that keys vouch for, after C2SP `signed-note`.
//!
//! Never here: what the text says, and making keys by chance; secrets are arguments. A signature
//! by a key that nobody knows is passed over; one by a known key that is wrong spoils the note.
//!
//! Start at [`Note::parse`] and [`Note::open`].

mod key;

pub use key::{
    KeyError, KeyId, KeyName, MAX_KEY_NAME_BYTES, SignatureType, SignerKey, VerifierKey,
};
pub(crate) use key::{key_id, parse_secret, write_secret};

use std::fmt;

use data_encoding::BASE64;

use crate::cosignature::PosixSeconds;

/// The most bytes of a note: room for every signature at 5 kB, in base64, and twice that for text.
pub const MAX_NOTE_BYTES: usize = 1 << 20;

/// The most signatures of a note: the format demands 16, and 32 witnesses and as many old keys of
/// the log are more than anyone runs.
pub const MAX_SIGNATURES: usize = 64;

/// How many bytes of the key id stand before a signature.
const ID_BYTES: usize = 4;

/// What a line of a signature begins with: a long dash and a space.
const SIGNATURE_MARK: &str = "— ";

/// A text with signatures. Nobody should act on the text before [`Note::open`] has found a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// One signature of a note: whose it claims to be, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The name of the key.
    pub name: KeyName,
    /// The id of the key.
    pub id: KeyId,
    /// What the key made; its form follows from the type of the key.
    pub bytes: Vec<u8>,
}

/// A known key whose signature under a note is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voucher<'k> {
    /// The key.
    pub key: &'k VerifierKey,
    /// When it signed, if its signatures say so: those of witnesses do.
    pub time: Option<PosixSeconds>,
}

/// Why bytes are no note, or a note is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Too long.
    #[error("the note has {bytes} bytes and may have {MAX_NOTE_BYTES}; send only what is needed")]
    TooLong {
        /// How many bytes it has.
        bytes: usize,
    },
    /// Too many signatures.
    #[error("the note has more than {MAX_SIGNATURES} signatures; leave out those nobody checks")]
    TooManySignatures,
    /// Bytes that are no text, or signs that a note may not hold.
    #[error("byte {at} of the note is not UTF-8 or a control character; only line feeds may stand")]
    Encoding {
        /// How many bytes stand before the place.
        at: usize,
    },
    /// The text does not end in a line feed.
    #[error("the text of a note ends in a line feed; add it before signing")]
    OpenText,
    /// There is no empty line before signatures.
    #[error(
        "the note has no signatures: they follow an empty line, each a line that begins with `— `"
    )]
    Unsigned,
    /// A line among the signatures is none.
    #[error(
        "signature {place} is not `— `, a name, a space and base64; copy the note as it was sent"
    )]
    Malformed {
        /// Which signature, from 1.
        place: usize,
    },
    /// A known key's signature is wrong.
    #[error(
        "signature {place} is said to be by the known key `{name}` and is wrong: the text was \
         altered, or somebody else signed; do not use it"
    )]
    WrongSignature {
        /// Which signature, from 1.
        place: usize,
        /// The name of the key.
        name: KeyName,
    },
    /// None of the known keys has signed.
    #[error(
        "no known key has signed; it is signed by {found}; ask the publisher which key is theirs"
    )]
    NoKnownKey {
        /// The names and ids of the keys that have.
        found: String,
    },
}

impl Note {
    /// A note without signatures, to be signed.
    ///
    /// # Errors
    /// When the text does not end in a line feed, holds other control characters or is too long.
    pub fn new(text: String) -> Result<Self, NoteError> {
        check_text(text.as_bytes())?;
        if !text.ends_with('\n') {
            return Err(NoteError::OpenText);
        }
        Ok(Self {
            text,
            signatures: Vec::new(),
        })
    }

    /// Reads a note with at least one signature.
    ///
    /// # Errors
    /// When the bytes are no note or exceed a limit.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        let whole = check_text(bytes)?;
        // The last empty line divides: the text may have empty lines of its own.
        let end = whole.rfind("\n\n").ok_or(NoteError::Unsigned)?;
        let (text, lines) = (&whole[..=end], &whole[end + 2..]);
        if lines.is_empty() {
            return Err(NoteError::Unsigned);
        }
        Ok(Self {
            text: text.to_owned(),
            signatures: Signature::parse_lines(lines)?,
        })
    }

    /// Adds a signature; one that the same key made before gives way to it.
    ///
    /// # Errors
    /// When there are too many.
    pub fn add(&mut self, signature: Signature) -> Result<(), NoteError> {
        let same = |old: &Signature| (&old.name, old.id) == (&signature.name, signature.id);
        self.signatures.retain(|old| !same(old));
        if self.signatures.len() == MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        self.signatures.push(signature);
        Ok(())
    }

    /// The text, which nobody may have vouched for.
    #[must_use]
    pub fn unverified_text(&self) -> &str {
        &self.text
    }

    /// The signatures, by known keys and others.
    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// The text, and which of these keys vouch for it: each once, with its latest time.
    ///
    /// # Errors
    /// When none of them does, or the signature of one is wrong.
    pub fn open<'n, 'k>(
        &'n self,
        keys: &'k [VerifierKey],
    ) -> Result<(&'n str, Vec<Voucher<'k>>), NoteError> {
        let vouchers = self.vouchers(keys)?;
        if vouchers.is_empty() {
            let found = self.signatures.iter();
            let found: Vec<String> = found
                .map(|signature| format!("{}+{}", signature.name, signature.id))
                .collect();
            return Err(NoteError::NoKnownKey {
                found: found.join(", "),
            });
        }
        Ok((&self.text, vouchers))
    }

    /// Which of these keys vouch for the text, be it none of them.
    ///
    /// # Errors
    /// When the signature of one is wrong.
    pub fn vouchers<'k>(&self, keys: &'k [VerifierKey]) -> Result<Vec<Voucher<'k>>, NoteError> {
        let mut vouchers: Vec<Voucher<'k>> = Vec::new();
        for (place, signature) in (1..).zip(&self.signatures) {
            let known = keys
                .iter()
                .filter(|key| (key.name(), key.id()) == (&signature.name, signature.id));
            let mut known = known.peekable();
            if known.peek().is_none() {
                continue;
            }
            let voucher = known.find_map(|key| key.vouches(&self.text, &signature.bytes));
            let voucher = voucher.ok_or_else(|| NoteError::WrongSignature {
                place,
                name: signature.name.clone(),
            })?;
            match vouchers.iter_mut().find(|old| old.key == voucher.key) {
                Some(old) => old.time = old.time.max(voucher.time),
                None => vouchers.push(voucher),
            }
        }
        Ok(vouchers)
    }
}

impl Signature {
    /// Reads lines of signatures alone, as a witness answers with.
    ///
    /// # Errors
    /// When a line is none, or there are too many.
    pub fn parse_lines(lines: &str) -> Result<Vec<Self>, NoteError> {
        let mut signatures = Vec::new();
        for (place, line) in (1..).zip(lines.split_inclusive('\n')) {
            if place > MAX_SIGNATURES {
                return Err(NoteError::TooManySignatures);
            }
            let signature = Self::parse_line(line);
            signatures.push(signature.ok_or(NoteError::Malformed { place })?);
        }
        Ok(signatures)
    }

    fn parse_line(line: &str) -> Option<Self> {
        let line = line.strip_prefix(SIGNATURE_MARK)?.strip_suffix('\n')?;
        let (name, signature) = line.split_once(' ')?;
        let name = KeyName::new(name).ok()?;
        let bytes = BASE64.decode(signature.as_bytes()).ok()?;
        let (id, bytes) = bytes.split_first_chunk::<ID_BYTES>()?;
        if bytes.is_empty() {
            return None;
        }
        Some(Self {
            name,
            id: KeyId(u32::from_be_bytes(*id)),
            bytes: bytes.to_vec(),
        })
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.id.0.to_be_bytes()[..], &self.bytes].concat();
        let (name, bytes) = (&self.name, BASE64.encode(&bytes));
        writeln!(f, "{SIGNATURE_MARK}{name} {bytes}")
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| signature.fmt(f))
    }
}

/// The bytes as text, if a note may hold it.
fn check_text(bytes: &[u8]) -> Result<&str, NoteError> {
    if bytes.len() > MAX_NOTE_BYTES {
        let bytes = bytes.len();
        return Err(NoteError::TooLong { bytes });
    }
    let wrong = |byte: &u8| *byte < b' ' && *byte != b'\n';
    if let Some(at) = bytes.iter().position(wrong) {
        return Err(NoteError::Encoding { at });
    }
    std::str::from_utf8(bytes).map_err(|error| NoteError::Encoding {
        at: error.valid_up_to(),
    })
}
