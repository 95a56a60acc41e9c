//! An entry: an act as it is logged. Its canonical JSON is one leaf of the tree.

use ed25519_dalek::{Signer as _, SigningKey};
use serde::{Deserialize, Serialize};

use super::act::Act;
use super::hex::Hex;
use super::parts::Actor;
use super::times::Moment;
use crate::canonical;

/// The version of the format that entries are written in.
pub const FORMAT: u32 = 1;

/// The version of the rules that decide them: a replay needs the same.
pub const RULES: u32 = 1;

/// An act as it is logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What is done, where it fits into an entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// Else the name of the blob whose text is the canonical JSON of the act: a long list of
    /// provisions or of outcomes does not fit into a leaf.
    #[serde(default, rename = "act-blob", skip_serializing_if = "Option::is_none")]
    pub act_blob: Option<Hex<32>>,
    /// Who acts.
    pub actor: Actor,
    /// When it was taken.
    pub at: Moment,
    /// The digest of what it did.
    pub effects: Hex<32>,
    /// The sender's idempotency key.
    pub key: Hex<16>,
    /// Its number: 0 for the first.
    pub n: u64,
    /// The negotiation.
    pub negotiation: String,
    /// The signature by the delegation's own key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// The versions of format and rules; in the first entry, and only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<Versions>,
}

/// The versions that a record is pinned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Versions {
    /// The version of the format.
    pub format: u32,
    /// The version of the rules.
    pub rules: u32,
}

/// A signature by a delegation or one of its delegates, over [`signed_bytes`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The public key.
    pub by: Hex<32>,
    /// The Ed25519 signature.
    pub ed25519: Hex<64>,
}

/// What a delegation signs: the act with who, which negotiation and the key. Not the time and the
/// number, which it does not know yet.
#[derive(Serialize)]
struct Signed<'e> {
    act: &'e Act,
    actor: &'e Actor,
    key: Hex<16>,
    negotiation: &'e str,
}

impl Signature {
    /// The signature that a secret key makes: over an act with who does it and its key, in a
    /// negotiation.
    #[must_use]
    pub fn made_with(
        secret: &[u8; 32],
        (act, actor, key): (&Act, &Actor, Hex<16>),
        negotiation: &str,
    ) -> Signature {
        let signer = SigningKey::from_bytes(secret);
        let signature = signer.sign(&signed_bytes(act, actor, key, negotiation));
        Signature {
            by: Hex(signer.verifying_key().to_bytes()),
            ed25519: Hex(signature.to_bytes()),
        }
    }
}

/// The public half of a delegation's key.
#[must_use]
pub fn public_key(secret: &[u8; 32]) -> Hex<32> {
    Hex(SigningKey::from_bytes(secret).verifying_key().to_bytes())
}

/// The bytes that a delegation signs.
#[must_use]
pub fn signed_bytes(act: &Act, actor: &Actor, key: Hex<16>, negotiation: &str) -> Vec<u8> {
    let signed = Signed {
        act,
        actor,
        key,
        negotiation,
    };
    let mut bytes = b"comity act v1\n".to_vec();
    bytes.extend(canonical::write(&signed).expect("an act is made of strings and numbers"));
    bytes
}
