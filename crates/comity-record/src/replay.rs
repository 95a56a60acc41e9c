//! Replay: decides every act again from the state before it and compares digests.
//!
//! It believes nothing that an entry says about what it did. A server that bent a rule, and signed
//! that, is found here: the act is refused, or its effects have another digest.
//!
//! Start at [`Replay::step`].

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use comity_procedure::words::Changes;
use comity_procedure::{Act, Effect, Refusal, State, Submission, decide, evolve};
use ed25519_dalek::{Signature, VerifyingKey};
use thiserror::Error;

use crate::canonical::{self, CanonicalError};
use crate::shelf::Shelf;
use crate::tiles::MAX_ENTRY_BYTES;
use crate::tree::Hash;
use crate::v1::entry::{FORMAT, RULES, signed_bytes};
use crate::v1::hex::Hex;
use crate::v1::{self, DecodeError, Entry, Found, Texts, effects};

/// A negotiation as its entries make it, one after the other.
#[derive(Debug)]
pub struct Replay {
    state: State,
    signed: u64,
    undecided: Vec<u64>,
}

/// An entry that has been decided again.
#[derive(Debug)]
pub struct Step {
    /// The entry.
    pub entry: Entry,
    /// What was submitted.
    pub submission: Submission,
    /// What it did.
    pub effects: Vec<Effect>,
    /// Whether words that it is about are withheld, so that rules about them were passed over.
    pub withheld: bool,
    /// The names of the texts that it names, as often as it does.
    pub names: Vec<[u8; 32]>,
}

/// An entry with all that can be found out about it without the one before it: what may be done
/// on another thread than the deciding.
#[derive(Debug)]
pub struct ReadAhead {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its hash as a leaf of the tree.
    pub leaf: Hash,
    /// The entry, if it is written as the format demands.
    pub entry: Result<Entry, Fault>,
}

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// It is too long for a leaf.
    #[error("it has {bytes} bytes; an entry has at most {MAX_ENTRY_BYTES}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// It is not the canonical JSON of an entry.
    #[error("it is not written as the format demands: {0}")]
    Form(#[from] CanonicalError),
    /// It says something in another spelling than the only one.
    #[error(
        "it is not spelled in the one way: it writes out what is empty and left out, or a moment in another form"
    )]
    Spelling,
    /// It says another number than its place.
    #[error("it says that it is entry {0}")]
    Number(u64),
    /// The versions are missing, stand in a later entry, or are others.
    #[error("{0}")]
    Versions(String),
    /// The act is neither here nor in a blob, or both.
    #[error("it has to hold either its act or the name of the blob that does")]
    NoAct,
    /// The act stands in a blob that has been withheld.
    #[error("its act stands in a blob that is withheld; nothing after it can be decided")]
    ActWithheld,
    /// It cannot be understood.
    #[error("{0}")]
    Decode(#[from] DecodeError),
    /// The signature of the delegation is wrong.
    #[error("the signature of the delegation is wrong")]
    Signature,
    /// The rules refuse the act.
    #[error("the rules refuse it ({rule}): {facts}")]
    Refused {
        /// The rule.
        rule: &'static str,
        /// The facts.
        facts: String,
    },
    /// Its effects are not those that the rules give.
    #[error("it does not do what it says: its digest is {said}, the rules give {found}")]
    Effects {
        /// The digest in the entry.
        said: Hex<32>,
        /// The digest that the rules give.
        found: Hex<32>,
    },
}

impl ReadAhead {
    /// Hashes and reads the bytes of an entry.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> ReadAhead {
        ReadAhead {
            leaf: Hash::of_leaf(&bytes),
            entry: read_entry(&bytes),
            bytes,
        }
    }
}

impl Default for Replay {
    fn default() -> Replay {
        Replay::new()
    }
}

impl Replay {
    /// Before the first entry.
    #[must_use]
    pub fn new() -> Replay {
        Replay {
            state: State::empty(),
            signed: 0,
            undecided: Vec::new(),
        }
    }

    /// The state that the entries so far have made.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The state, when no entry is to follow.
    #[must_use]
    pub fn into_state(self) -> State {
        self.state
    }

    /// How many acts were signed by delegations.
    #[must_use]
    pub fn signed(&self) -> u64 {
        self.signed
    }

    /// The entries that are about words that are withheld, their own or those of an entry before:
    /// rules about these words were passed over.
    #[must_use]
    pub fn undecided(&self) -> &[u64] {
        &self.undecided
    }

    /// Decides the next entry again and does what it does.
    ///
    /// # Errors
    /// When the entry is not what the rules make of its act. The state is then left as it was.
    pub fn step(&mut self, bytes: &[u8], shelf: &Shelf) -> Result<Step, Fault> {
        self.step_read(read_entry(bytes)?, shelf)
    }

    /// As [`step`](Replay::step), for an entry that has been [read ahead](ReadAhead).
    ///
    /// # Errors
    /// When the entry is not what the rules make of its act. The state is then left as it was.
    pub fn step_read(&mut self, entry: Entry, shelf: &Shelf) -> Result<Step, Fault> {
        stands_here(&entry, self.state.size())?;
        let act = act_of(&entry, shelf)?;
        if let Some(signature) = &entry.signature {
            check_signature(&entry, &act, signature)?;
        }
        let watch = Watch::new(shelf);
        let submission = entry.submission(&act, &watch)?;
        drop(act);
        let withheld = watch.withheld.get() || is_about_withheld(&self.state, &submission.act);
        let mut names = watch.names.into_inner();
        names.extend(entry.act_blob.map(|blob| blob.0));
        let effects = decide(&self.state, &submission).map_err(|refusal| refused(&refusal))?;
        let found = effects::digest(&effects);
        if found != entry.effects {
            return Err(Fault::Effects {
                said: entry.effects,
                found,
            });
        }
        self.take(&submission, &effects);
        self.signed += u64::from(entry.signature.is_some());
        if withheld {
            self.undecided.push(entry.n);
        }
        Ok(Step {
            entry,
            submission,
            effects,
            withheld,
            names,
        })
    }

    fn take(&mut self, submission: &Submission, effects: &[Effect]) {
        let before = std::mem::replace(&mut self.state, State::empty());
        self.state = evolve(before, submission, effects);
    }
}

/// Reads an entry and checks what depends neither on its place nor on the rules.
///
/// # Errors
/// When it is too long or not written as the format demands.
fn read_entry(bytes: &[u8]) -> Result<Entry, Fault> {
    if bytes.len() > MAX_ENTRY_BYTES {
        let bytes = bytes.len();
        return Err(Fault::TooLong { bytes });
    }
    let entry: Entry = canonical::read_borrowed(bytes)?;
    if !canonical::is_written_as(bytes, &entry) {
        return Err(Fault::Spelling);
    }
    Ok(entry)
}

/// Whether an entry says the number of its place, and the versions where they belong.
fn stands_here(entry: &Entry, number: u64) -> Result<(), Fault> {
    if entry.n != number {
        return Err(Fault::Number(entry.n));
    }
    match (number, &entry.versions) {
        (0, Some(v)) if v.format == FORMAT && v.rules == RULES => Ok(()),
        (0, Some(v)) => Err(Fault::Versions(format!(
            "it was made under version {} of the format and {} of the rules; this program has {FORMAT} and {RULES}",
            v.format, v.rules
        ))),
        (0, None) => Err(Fault::Versions("it names no versions".to_owned())),
        (_, Some(_)) => Err(Fault::Versions(
            "only the first entry names versions".to_owned(),
        )),
        (_, None) => Ok(()),
    }
}

/// The act of an entry, from the entry itself or from the blob that it names.
fn act_of<'e>(entry: &'e Entry, shelf: &Shelf) -> Result<Cow<'e, v1::Act>, Fault> {
    match (&entry.act, &entry.act_blob) {
        (Some(act), None) => Ok(Cow::Borrowed(act)),
        (None, Some(blob)) => match shelf.text(&blob.0) {
            Found::Text(text) => {
                let act = canonical::read(text.as_bytes())?;
                match canonical::is_written_as(text.as_bytes(), &act) {
                    true => Ok(Cow::Owned(act)),
                    false => Err(Fault::Spelling),
                }
            }
            Found::Withheld => Err(Fault::ActWithheld),
            Found::Missing => Err(DecodeError::Missing(*blob).into()),
        },
        _ => Err(Fault::NoAct),
    }
}

/// Whether the signature of an entry is that of its key over its act.
///
/// # Errors
/// When it is not.
pub fn check_signature(
    entry: &Entry,
    act: &v1::Act,
    signature: &v1::Signature,
) -> Result<(), Fault> {
    let key = VerifyingKey::from_bytes(&signature.by.0).map_err(|_| Fault::Signature)?;
    let bytes = signed_bytes(act, &entry.actor, entry.key, &entry.negotiation);
    key.verify_strict(&bytes, &Signature::from_bytes(&signature.ed25519.0))
        .map_err(|_| Fault::Signature)
}

fn refused(refusal: &Refusal) -> Fault {
    Fault::Refused {
        rule: refusal.rule(),
        facts: refusal.to_string(),
    }
}

/// Whether an act rests on words that entries before it brought and that are withheld now. Where
/// a revision takes up such words nobody can see any more that they are the ones it gives.
fn is_about_withheld(state: &State, act: &Act) -> bool {
    let Some(current) = state.current() else {
        return false;
    };
    let unseen = |changes: &Changes| {
        let mut touched = changes.list.iter().map(|change| change.provision());
        changes.withheld || touched.any(|id| current.withheld.contains(id))
    };
    match act {
        Act::Propose { changes, .. }
        | Act::ReviseProposal { changes, .. }
        | Act::MergeProposals { changes, .. } => unseen(changes),
        Act::TableRevision { .. } => {
            let mut waiting = state.proposals_to_carry();
            waiting.any(|it| unseen(&it.version().changes))
        }
        Act::Translate { provisions, .. } => {
            let mut named = provisions.iter().map(|(id, _, _)| id);
            named.any(|id| current.withheld.contains(id))
        }
        _ => false,
    }
}

/// A shelf that remembers what it was asked for, and whether something of it is withheld.
struct Watch<'s> {
    shelf: &'s Shelf,
    withheld: Cell<bool>,
    names: RefCell<Vec<[u8; 32]>>,
}

impl<'s> Watch<'s> {
    fn new(shelf: &'s Shelf) -> Watch<'s> {
        Watch {
            shelf,
            withheld: Cell::new(false),
            names: RefCell::new(Vec::new()),
        }
    }
}

impl Texts for Watch<'_> {
    fn text(&self, name: &[u8; 32]) -> Found {
        let found = self.shelf.text(name);
        self.withheld
            .set(self.withheld.get() || found == Found::Withheld);
        self.names.borrow_mut().push(*name);
        found
    }
}
