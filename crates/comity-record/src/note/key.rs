//! The keys of signed notes: who may sign, and by what name others know the key.
//!
//! Never here: chance. A secret comes in as 32 bytes; whoever makes it up stands outside.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use super::{Note, NoteError, Signature, Voucher};
use crate::cosignature;

/// The most bytes of the name of a key: newer kinds of cosignature give its length in one byte.
pub const MAX_KEY_NAME_BYTES: usize = 255;

/// The most bytes of a key as text: its name, eight digits, and room for keys of other types, so
/// that they are named in the refusal.
const MAX_KEY_TEXT_BYTES: usize = 8192;

/// What the text of a secret key begins with, so that nobody publishes it by mistake.
const SECRET_MARK: &str = "PRIVATE+KEY+";

/// How many bytes an Ed25519 key has, public or secret.
const KEY_BYTES: usize = 32;

/// The name of a key: best an address without scheme, as `record.example/forum-2031`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

/// A short number that tells keys of one name apart. It is no proof of anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub u32);

/// What a key signs, and in which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignatureType {
    /// Ed25519 over the text of the note: what a log or a delegation makes.
    Note,
    /// Ed25519 over the text and a time: what a witness makes under a checkpoint.
    Cosignature,
}

/// A public key with its name: what somebody must know to check a signature.
///
/// As text it is `name+id+key`, as `comity` prints it and takes it.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    id: KeyId,
    kind: SignatureType,
    key: VerifyingKey,
}

/// A secret key with its name, that signs the text of notes. It never shows itself.
#[derive(Clone)]
pub struct SignerKey {
    name: KeyName,
    key: SigningKey,
}

/// Why a text or bytes are no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The name is empty, too long, or holds signs that divide.
    #[error(
        "`{found}` cannot be the name of a key; use 1 to {MAX_KEY_NAME_BYTES} bytes without \
         spaces, plus signs and control characters, as in `record.example/forum`"
    )]
    Name {
        /// The beginning of the name.
        found: String,
    },
    /// The text has not the three parts.
    #[error(
        "this is no key: a public one is `name+id+base64`, a secret one begins with \
         `PRIVATE+KEY+`; copy the whole line"
    )]
    Shape,
    /// The id does not belong to the name and the key.
    #[error("the key `{name}` should have the id {expected} and has {found}; copy it again")]
    Id {
        /// The name of the key.
        name: KeyName,
        /// The id that follows from name and key.
        expected: KeyId,
        /// The id that is written.
        found: KeyId,
    },
    /// The key is of a type that is not known here.
    #[error(
        "the key `{name}` is of signature type {found:#04x}; here only {wanted} is used, ask its \
         owner for such a key"
    )]
    Type {
        /// The name of the key.
        name: KeyName,
        /// Its type.
        found: u8,
        /// The types that are known here.
        wanted: &'static str,
    },
    /// The bytes are no public key that can be relied on.
    #[error("the key `{name}` is not a sound Ed25519 public key; ask its owner for another")]
    Unsound {
        /// The name of the key.
        name: KeyName,
    },
}

impl KeyName {
    /// A name.
    ///
    /// # Errors
    /// When it is empty, longer than [`MAX_KEY_NAME_BYTES`], or holds spaces, plus signs or
    /// control characters.
    pub fn new(name: impl Into<String>) -> Result<Self, KeyError> {
        let name = name.into();
        let divides = |letter: char| letter.is_whitespace() || letter < ' ' || letter == '+';
        if name.is_empty() || name.len() > MAX_KEY_NAME_BYTES || name.contains(divides) {
            return Err(KeyError::Name {
                found: name.chars().take(MAX_KEY_NAME_BYTES).collect(),
            });
        }
        Ok(Self(name))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl SignatureType {
    fn byte(self) -> u8 {
        match self {
            Self::Note => 1,
            Self::Cosignature => 4,
        }
    }
}

impl VerifierKey {
    /// A key from its name, its type and its 32 public bytes.
    ///
    /// # Errors
    /// When the bytes are no point of the curve, or one that makes signatures worthless.
    pub fn new(
        name: KeyName,
        kind: SignatureType,
        public: &[u8; KEY_BYTES],
    ) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(public).ok();
        let Some(key) = key.filter(|key| !key.is_weak()) else {
            return Err(KeyError::Unsound { name });
        };
        let id = key_id(&name, kind, public);
        Ok(Self {
            name,
            id,
            kind,
            key,
        })
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// What it signs.
    #[must_use]
    pub fn kind(&self) -> SignatureType {
        self.kind
    }

    /// Its 32 public bytes.
    #[must_use]
    pub fn public_bytes(&self) -> &[u8; KEY_BYTES] {
        self.key.as_bytes()
    }

    /// Vouches for a text if this is the key's signature over it.
    pub(super) fn vouches(&self, text: &str, signature: &[u8]) -> Option<Voucher<'_>> {
        let time = match self.kind {
            SignatureType::Note => {
                let signature = ed25519_dalek::Signature::from_slice(signature).ok()?;
                let verdict = self.key.verify_strict(text.as_bytes(), &signature);
                verdict.is_ok().then_some(None)?
            }
            SignatureType::Cosignature => {
                let (time, message, signature) = cosignature::message_of(text, signature)?;
                let signature = ed25519_dalek::Signature::from_slice(signature).ok()?;
                let verdict = self.key.verify_strict(message.as_bytes(), &signature);
                verdict.is_ok().then_some(Some(time))?
            }
        };
        Some(Voucher { key: self, time })
    }
}

impl SignerKey {
    /// A key from its name and 32 secret bytes that nobody can guess.
    #[must_use]
    pub fn from_secret(name: KeyName, secret: &[u8; KEY_BYTES]) -> Self {
        let key = SigningKey::from_bytes(secret);
        Self { name, key }
    }

    /// Reads the text of a secret key.
    ///
    /// # Errors
    /// When it is not one of this type, or its id does not fit.
    pub fn parse_secret(text: &str) -> Result<Self, KeyError> {
        let (name, key) = parse_secret(text, SignatureType::Note)?;
        Ok(Self { name, key })
    }

    /// The text of the secret key, for a file that only its owner can read.
    #[must_use]
    pub fn to_secret_text(&self) -> String {
        write_secret(&self.name, SignatureType::Note, &self.key)
    }

    /// The public key.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        let key = self.key.verifying_key();
        VerifierKey {
            name: self.name.clone(),
            id: key_id(&self.name, SignatureType::Note, key.as_bytes()),
            kind: SignatureType::Note,
            key,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Signs the text of a note.
    ///
    /// # Errors
    /// When the note already has as many signatures as it may.
    pub fn sign(&self, note: &mut Note) -> Result<(), NoteError> {
        let signature = self.key.sign(note.text.as_bytes());
        note.add(Signature {
            name: self.name.clone(),
            id: self.verifier().id,
            bytes: signature.to_vec(),
        })
    }
}

/// The id that follows from a name, a type and a public key.
pub(crate) fn key_id(name: &KeyName, kind: SignatureType, public: &[u8; KEY_BYTES]) -> KeyId {
    let mut hasher = Sha256::new();
    hasher.update(name.as_str());
    hasher.update([b'\n', kind.byte()]);
    hasher.update(public);
    let hash: [u8; 32] = hasher.finalize().into();
    KeyId(u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]))
}

/// The parts of `name+id+base64(type ‖ bytes)`.
struct KeyText {
    name: KeyName,
    id: KeyId,
    kind: u8,
    bytes: Vec<u8>,
}

impl KeyText {
    fn parse(text: &str) -> Result<Self, KeyError> {
        if text.len() > MAX_KEY_TEXT_BYTES {
            return Err(KeyError::Shape);
        }
        let mut parts = text.splitn(3, '+');
        let mut part = || parts.next().ok_or(KeyError::Shape);
        let (name, id, bytes) = (KeyName::new(part()?)?, part()?, part()?);
        let id = HEXLOWER.decode(id.as_bytes()).ok();
        let id = id.and_then(|id| <[u8; 4]>::try_from(id).ok());
        let id = KeyId(u32::from_be_bytes(id.ok_or(KeyError::Shape)?));
        let bytes = BASE64.decode(bytes.as_bytes()).ok();
        let bytes = bytes.ok_or(KeyError::Shape)?;
        let (kind, bytes) = bytes.split_first().ok_or(KeyError::Shape)?;
        Ok(Self {
            name,
            id,
            kind: *kind,
            bytes: bytes.to_vec(),
        })
    }

    /// The 32 bytes of a key.
    fn key(&self) -> Result<[u8; KEY_BYTES], KeyError> {
        let bytes = <[u8; KEY_BYTES]>::try_from(self.bytes.as_slice());
        bytes.map_err(|_| KeyError::Shape)
    }

    fn has_id(&self, expected: KeyId) -> Result<(), KeyError> {
        if self.id == expected {
            return Ok(());
        }
        Err(KeyError::Id {
            name: self.name.clone(),
            expected,
            found: self.id,
        })
    }

    fn write(name: &KeyName, id: KeyId, kind: SignatureType, bytes: &[u8]) -> String {
        let bytes = BASE64.encode(&[&[kind.byte()], bytes].concat());
        format!("{name}+{id}+{bytes}")
    }
}

/// Reads a secret key of one type.
pub(crate) fn parse_secret(
    text: &str,
    kind: SignatureType,
) -> Result<(KeyName, SigningKey), KeyError> {
    let text = text.strip_prefix(SECRET_MARK).ok_or(KeyError::Shape)?;
    let text = KeyText::parse(text)?;
    if text.kind != kind.byte() {
        let wanted = match kind {
            SignatureType::Note => "type 0x01 (Ed25519)",
            SignatureType::Cosignature => "type 0x04 (Ed25519 cosignature)",
        };
        let found = text.kind;
        return Err(KeyError::Type {
            name: text.name,
            found,
            wanted,
        });
    }
    let key = SigningKey::from_bytes(&text.key()?);
    text.has_id(key_id(&text.name, kind, key.verifying_key().as_bytes()))?;
    Ok((text.name, key))
}

/// Writes a secret key.
pub(crate) fn write_secret(name: &KeyName, kind: SignatureType, key: &SigningKey) -> String {
    let id = key_id(name, kind, key.verifying_key().as_bytes());
    let text = KeyText::write(name, id, kind, key.as_bytes());
    format!("{SECRET_MARK}{text}")
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let text = KeyText::parse(text)?;
        let kind = match text.kind {
            1 => SignatureType::Note,
            4 => SignatureType::Cosignature,
            found => {
                return Err(KeyError::Type {
                    name: text.name,
                    found,
                    wanted: "type 0x01 (Ed25519) or 0x04 (Ed25519 cosignature)",
                });
            }
        };
        let key = text.key()?;
        text.has_id(key_id(&text.name, kind, &key))?;
        Self::new(text.name, kind, &key)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.key.as_bytes();
        f.write_str(&KeyText::write(&self.name, self.id, self.kind, bytes))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignerKey(secret of {})", self.verifier())
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}
