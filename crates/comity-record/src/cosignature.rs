//! Cosignatures: a witness says when it saw a checkpoint as the largest of its log.
//!
//! After C2SP `tlog-cosignature`, the Ed25519 form. Never here: a clock, and whether the checkpoint
//! continues the one before; a witness must have verified that before it signs.
//!
//! Start at [`CosignerKey::cosign`]; a cosignature is verified where notes are opened.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};

use crate::checkpoint::SignedCheckpoint;
use crate::note::{
    KeyError, KeyName, NoteError, Signature, SignatureType, VerifierKey, key_id, parse_secret,
    write_secret,
};

/// How many bytes of time stand before the signature itself.
const TIME_BYTES: usize = 8;

/// A time in whole seconds since the start of 1970 in UTC, without leap seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PosixSeconds(u64);

/// The secret key of a witness. It never shows itself.
#[derive(Clone)]
pub struct CosignerKey {
    name: KeyName,
    key: SigningKey,
}

impl PosixSeconds {
    /// A time that a cosignature can carry: not beyond 2^63 − 1.
    #[must_use]
    pub fn new(seconds: u64) -> Option<Self> {
        i64::try_from(seconds).ok().map(|_| Self(seconds))
    }

    /// The number of seconds.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0
    }
}

impl CosignerKey {
    /// A key from its name and 32 secret bytes that nobody can guess. Two witnesses never share
    /// one: the name is not among the signed words.
    #[must_use]
    pub fn from_secret(name: KeyName, secret: &[u8; 32]) -> Self {
        let key = SigningKey::from_bytes(secret);
        Self { name, key }
    }

    /// Reads the text of a secret key.
    ///
    /// # Errors
    /// When it is not one of this type, or its id does not fit.
    pub fn parse_secret(text: &str) -> Result<Self, KeyError> {
        let (name, key) = parse_secret(text, SignatureType::Cosignature)?;
        Ok(Self { name, key })
    }

    /// The text of the secret key, for a file that only its owner can read.
    #[must_use]
    pub fn to_secret_text(&self) -> String {
        write_secret(&self.name, SignatureType::Cosignature, &self.key)
    }

    /// The public key.
    ///
    /// # Panics
    /// Never: the public key of a secret one is sound.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        let public = self.key.verifying_key();
        VerifierKey::new(
            self.name.clone(),
            SignatureType::Cosignature,
            public.as_bytes(),
        )
        .expect("the public key of a secret one is a sound point of the curve")
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// Cosigns a checkpoint, which the witness has found to continue the largest it knew, and
    /// gives the signature that it also adds.
    ///
    /// # Errors
    /// When the checkpoint already has as many signatures as it may.
    pub fn cosign(
        &self,
        checkpoint: &mut SignedCheckpoint,
        time: PosixSeconds,
    ) -> Result<Signature, NoteError> {
        let message = message(checkpoint.note().unverified_text(), time);
        let signature = self.key.sign(message.as_bytes()).to_bytes();
        let public = self.key.verifying_key();
        let signature = Signature {
            name: self.name.clone(),
            id: key_id(&self.name, SignatureType::Cosignature, public.as_bytes()),
            bytes: [&time.0.to_be_bytes()[..], &signature].concat(),
        };
        checkpoint.add(signature.clone())?;
        Ok(signature)
    }
}

/// The words that a witness signs.
fn message(text: &str, time: PosixSeconds) -> String {
    format!("cosignature/v1\ntime {}\n{text}", time.0)
}

/// The time in a cosignature, the words it is over, and the signature itself.
pub(crate) fn message_of<'s>(
    text: &str,
    bytes: &'s [u8],
) -> Option<(PosixSeconds, String, &'s [u8])> {
    let (time, signature) = bytes.split_first_chunk::<TIME_BYTES>()?;
    let time = PosixSeconds::new(u64::from_be_bytes(*time))?;
    Some((time, message(text, time), signature))
}

impl fmt::Display for PosixSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for CosignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CosignerKey(secret of {})", self.verifier())
    }
}
