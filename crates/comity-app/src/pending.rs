//! What is being decided: a state ahead of the log, with the batch that will make it true.
//!
//! If the commit fails it is thrown away, and nobody has seen it.
//!
//! Start at [`Pending::take`].

use std::cell::RefCell;
use std::collections::BTreeSet;

use comity_procedure::act::Deadline;
use comity_procedure::{Refusal, State, Time, decide, evolve};
use comity_record::Shelf;
use comity_record::blob::{Blob, BlobError, BlobLine, Salt};
use comity_record::canonical;
use comity_record::replay::Fault;
use comity_record::tiles::{MAX_ENTRY_BYTES, TileWriter};
use comity_record::v1::entry::{FORMAT, RULES, Versions};
use comity_record::v1::hex::Hex;
use comity_record::v1::times::Moment;
use comity_record::v1::{self, Entry, Found, Texts, effects, parts};
use thiserror::Error;

use crate::naming::name_words;
use crate::ports::{self, Batch, Chance, Kept, Term};
use crate::sequencer::MAX_ACTS_PER_BATCH;

/// The most bytes of entries and texts before a batch is closed. Tiles repeat the entries and
/// those beside them, at most some 17 MiB: a last long act still fits into what a journal takes.
const MAX_BYTES_AHEAD: usize = 16 << 20;

/// An act as it is handed in: who, what, the sender's key, and the sender's signature if any.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who acts.
    pub actor: parts::Actor,
    /// What is done. Its texts may stand in it or be named already, when it was signed.
    pub act: v1::Act,
    /// The texts that it names already.
    pub blobs: Vec<Blob>,
    /// Chosen at random by the sender; the same act sent twice is found by it.
    pub key: [u8; 16],
    /// The signature by the delegation's own key.
    pub signature: Option<v1::Signature>,
}

/// Why an act is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotTaken {
    /// The rules refuse it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It cannot be understood.
    #[error(transparent)]
    Unreadable(#[from] v1::DecodeError),
    /// A text is too long for the record.
    #[error(transparent)]
    TooLong(#[from] BlobError),
    /// A text came with it that it does not name: whoever verifies the record would stumble.
    #[error("the text {0} came with the act, but the act does not name it; leave it out")]
    NotNamed(ports::BlobName),
    /// It is not what it says: the signature is wrong, for example.
    #[error("{0}")]
    Wrong(Fault),
}

/// An act that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The number of its entry.
    pub entry: u64,
    /// When it was taken.
    pub at: Time,
}

/// A state ahead of the log.
#[derive(Clone)]
pub(crate) struct Pending {
    pub(crate) state: State,
    pub(crate) tiles: TileWriter,
    negotiation: comity_procedure::ids::NegotiationId,
    first: u64,
    entries: Vec<Vec<u8>>,
    blobs: Vec<ports::Blob>,
    names: BTreeSet<ports::BlobName>,
    redacted: Vec<ports::BlobName>,
    bytes: usize,
}

impl Pending {
    /// Nothing is ahead of the log yet.
    pub(crate) fn new(
        negotiation: comity_procedure::ids::NegotiationId,
        state: State,
        tiles: TileWriter,
    ) -> Pending {
        Pending {
            first: state.size(),
            state,
            tiles,
            negotiation,
            entries: Vec::new(),
            blobs: Vec::new(),
            names: BTreeSet::new(),
            redacted: Vec::new(),
            bytes: 0,
        }
    }

    /// How many entries are ahead of the log.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the batch should be closed before another act is decided.
    pub(crate) fn is_full(&self) -> bool {
        self.entries.len() >= MAX_ACTS_PER_BATCH || self.bytes >= MAX_BYTES_AHEAD
    }

    /// Decides an act; texts that the log has already are known and not kept again. When it is
    /// refused nothing has changed.
    pub(crate) fn take(
        &mut self,
        request: Request,
        now: Time,
        (chance, known): (&impl Chance, &BTreeSet<ports::BlobName>),
    ) -> Result<Taken, NotTaken> {
        let (act, fresh) = name_words(request.act, chance)?;
        let blobs: Vec<Blob> = request.blobs.into_iter().chain(fresh).collect();
        let mut shelf = Shelf::new();
        for blob in &blobs {
            shelf.put(BlobLine::Whole(blob.clone()));
        }
        let at = now.max(self.state.at());
        let mut entry = Entry {
            act: None,
            act_blob: None,
            actor: request.actor,
            at: Moment(at),
            effects: Hex([0; 32]),
            key: Hex(request.key),
            n: self.state.size(),
            negotiation: self.negotiation.as_str().to_owned(),
            signature: request.signature,
            versions: (self.state.size() == 0).then_some(Versions {
                format: FORMAT,
                rules: RULES,
            }),
        };
        if let Some(signature) = &entry.signature {
            comity_record::replay::check_signature(&entry, &act, signature)
                .map_err(NotTaken::Wrong)?;
        }
        let watch = Watch::new(&shelf);
        let submission = entry.submission(&act, &watch)?;
        watch.names_all(&blobs)?;
        let effects = decide(&self.state, &submission)?;
        entry.effects = effects::digest(&effects);
        let mut blobs = blobs;
        let bytes = write(&mut entry, act, &mut blobs, chance)?;
        blobs.retain(|blob| !known.contains(&ports::BlobName(blob.name().0)));
        self.keep(&entry, bytes, blobs);
        if let comity_procedure::Act::Redact { texts, .. } = &submission.act {
            self.redacted
                .extend(texts.iter().map(|text| ports::BlobName(text.0)));
        }
        let before = std::mem::replace(&mut self.state, State::empty());
        self.state = evolve(before, &submission, &effects);
        Ok(Taken { entry: entry.n, at })
    }

    /// Strikes the deadlines that have come, until the batch is full.
    pub(crate) fn strike(&mut self, now: Time, chance: &impl Chance) {
        while !self.is_full() {
            let due = self.state.deadlines().next().filter(|it| it.0 <= now);
            let Some(request) = due.map(|(_, deadline)| strike(deadline, chance)) else {
                break;
            };
            // Modalities may take even that from the clock; then it is for people to mend.
            if self.take(request, now, (chance, &BTreeSet::new())).is_err() {
                break;
            }
        }
    }

    fn keep(&mut self, entry: &Entry, bytes: Vec<u8>, blobs: Vec<Blob>) {
        self.tiles
            .append(&bytes)
            .expect("an entry is written to fit into a leaf");
        self.bytes += bytes.len();
        self.entries.push(bytes);
        for blob in blobs {
            let name = ports::BlobName(blob.name().0);
            if !self.names.insert(name) {
                continue;
            }
            self.bytes += blob.text().len();
            let kept = Kept {
                salt: blob.salt().0,
                text: blob.text().to_owned(),
            };
            self.blobs.push(ports::Blob {
                name,
                entry: entry.n,
                kept: Some(kept),
            });
        }
    }

    /// The batch that makes the state true, with its signed head.
    pub(crate) fn batch(&mut self, term: Term, checkpoint: String) -> Batch {
        let tiles = self.tiles.take_files().into_iter();
        Batch {
            term,
            first: self.first,
            entries: std::mem::take(&mut self.entries),
            blobs: std::mem::take(&mut self.blobs),
            redacted: std::mem::take(&mut self.redacted),
            tiles: tiles
                .map(|file| ports::Tile {
                    path: file.path.to_string(),
                    bytes: file.bytes,
                })
                .collect(),
            checkpoint,
        }
    }
}

/// A shelf that remembers what it was asked for.
struct Watch<'s> {
    shelf: &'s Shelf,
    names: RefCell<BTreeSet<[u8; 32]>>,
}

impl<'s> Watch<'s> {
    fn new(shelf: &'s Shelf) -> Watch<'s> {
        Watch {
            shelf,
            names: RefCell::default(),
        }
    }

    fn names_all(&self, blobs: &[Blob]) -> Result<(), NotTaken> {
        let names = self.names.borrow();
        match blobs.iter().find(|blob| !names.contains(&blob.name().0)) {
            Some(blob) => Err(NotTaken::NotNamed(ports::BlobName(blob.name().0))),
            None => Ok(()),
        }
    }
}

impl Texts for Watch<'_> {
    fn text(&self, name: &[u8; 32]) -> Found {
        self.names.borrow_mut().insert(*name);
        self.shelf.text(name)
    }
}

/// The canonical bytes of an entry; a long act goes into a blob of its own.
fn write(
    entry: &mut Entry,
    act: v1::Act,
    blobs: &mut Vec<Blob>,
    chance: &impl Chance,
) -> Result<Vec<u8>, NotTaken> {
    entry.act = Some(act);
    let bytes = canonical::write(entry).expect("an entry is made of strings and numbers");
    if bytes.len() <= MAX_ENTRY_BYTES {
        return Ok(bytes);
    }
    let act = canonical::write(&entry.act.take()).expect("an act is made of strings and numbers");
    let text = String::from_utf8(act).expect("JSON is UTF-8");
    let blob = Blob::new(Salt(chance.bytes()), text)?;
    entry.act_blob = Some(Hex(blob.name().0));
    blobs.push(blob);
    Ok(canonical::write(entry).expect("an entry is made of strings and numbers"))
}

fn strike(deadline: &Deadline, chance: &impl Chance) -> Request {
    let deadline = match deadline {
        Deadline::Accreditation(id) => parts::Deadline::Accreditation(id.as_str().to_owned()),
        Deadline::Call(id) => parts::Deadline::Call(id.as_str().to_owned()),
    };
    Request {
        actor: parts::Actor::Clock,
        act: v1::Act::Strike { deadline },
        blobs: Vec::new(),
        key: key(chance),
        signature: None,
    }
}

/// A fresh idempotency key.
#[must_use]
pub fn key(chance: &impl Chance) -> [u8; 16] {
    *chance
        .bytes()
        .first_chunk()
        .expect("chance gives 32 bytes at a time")
}
