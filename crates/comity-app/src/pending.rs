//! What is being decided: a state ahead of the log, with the batch that will make it true.
//!
//! If the commit fails it is thrown away, and nobody has seen it.
//!
//! Start at [`Pending::take`].

use std::convert::Infallible;

use comity_procedure::act::Deadline;
use comity_procedure::ids::TextHash;
use comity_procedure::{Refusal, State, Time, decide, evolve};
use comity_record::Shelf;
use comity_record::blob::{Blob, BlobError, BlobLine, Salt};
use comity_record::canonical;
use comity_record::replay::Fault;
use comity_record::tiles::{MAX_ENTRY_BYTES, TileWriter};
use comity_record::v1::entry::{FORMAT, RULES, Versions};
use comity_record::v1::hex::Hex;
use comity_record::v1::times::Moment;
use comity_record::v1::words::{HoldsWords, Named};
use comity_record::v1::{self, Act, Entry, Words, effects, parts};
use thiserror::Error;

use crate::naming::name_words;
use crate::opening::line;
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
    /// What is done. Its texts may stand in it or be named already: when it was signed, or when
    /// they are on the record.
    pub act: Act,
    /// The texts that it names and that are not on the record yet.
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
    /// What it withholds cannot be withheld.
    #[error(transparent)]
    NotToWithhold(#[from] NotToWithhold),
    /// It is not what it says: the signature is wrong, for example.
    #[error("{0}")]
    Wrong(Fault),
}

/// Why a text cannot be withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotToWithhold {
    /// No text of the record has that name.
    #[error(
        "no text of this record is named {0}; take the name from the entry that holds the text"
    )]
    Unknown(ports::BlobName),
    /// It is an act that was too long for its entry.
    #[error(
        "{name} is the act of entry {entry} itself, and nothing after it could be decided without; withhold the texts that the act names"
    )]
    Act {
        /// The name.
        name: ports::BlobName,
        /// The entry.
        entry: u64,
    },
}

/// What the log holds of what a request is about.
#[derive(Debug, Default)]
pub(crate) struct Recorded {
    /// The texts that its act names.
    pub(crate) texts: Vec<ports::Blob>,
    /// The texts that it asks to withhold, each with the entry that it came with.
    pub(crate) to_withhold: Vec<(ports::Blob, Vec<u8>)>,
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

    /// Decides an act. When it is refused nothing has changed. `recorded` is what the log
    /// holds of the texts that the act may name.
    pub(crate) fn take(
        &mut self,
        request: Request,
        recorded: Recorded,
        now: Time,
        chance: &impl Chance,
    ) -> Result<Taken, NotTaken> {
        let mut act = request.act;
        let names = names_in(&mut act);
        let (mut shelf, mut blobs) = self.shelf(&names, recorded.texts, request.blobs);
        let (act, fresh) = name_words(act, chance)?;
        for blob in fresh {
            shelf.put(BlobLine::Whole(blob.clone()));
            blobs.push(blob);
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
        let submission = entry.submission(&act, &shelf)?;
        let effects = decide(&self.state, &submission)?;
        if let comity_procedure::Act::Redact { texts, .. } = &submission.act {
            self.may_be_withheld(texts, &recorded.to_withhold)?;
        }
        entry.effects = effects::digest(&effects);
        let bytes = write(&mut entry, act, &mut blobs, chance)?;
        self.keep(&entry, bytes, blobs);
        if let comity_procedure::Act::Redact { texts, .. } = &submission.act {
            self.redacted
                .extend(texts.iter().map(|text| ports::BlobName(text.0)));
        }
        let before = std::mem::replace(&mut self.state, State::empty());
        self.state = evolve(before, &submission, &effects);
        Ok(Taken { entry: entry.n, at })
    }

    /// What the act names and is on the record already, in the log or ahead of it; and what it
    /// names and brings. A text is kept once, with the entry that first names it, and what nobody
    /// names is not kept.
    fn shelf(
        &self,
        names: &[ports::BlobName],
        recorded: Vec<ports::Blob>,
        given: Vec<Blob>,
    ) -> (Shelf, Vec<Blob>) {
        let mut shelf = Shelf::new();
        if names.is_empty() {
            return (shelf, Vec::new());
        }
        let is_named = |name: &[u8; 32]| names.binary_search(&ports::BlobName(*name)).is_ok();
        let ahead = self.blobs.iter().filter(|it| is_named(&it.name.0));
        for blob in recorded.into_iter().chain(ahead.cloned()) {
            shelf.put(line(blob));
        }
        for name in self.redacted.iter().filter(|it| is_named(&it.0)) {
            shelf.withhold(name.0);
        }
        let mut fresh: Vec<Blob> = Vec::new();
        for blob in given {
            let name = blob.name().0;
            if is_named(&name) && !shelf.has(&name) {
                shelf.put(BlobLine::Whole(blob.clone()));
                fresh.push(blob);
            }
        }
        (shelf, fresh)
    }

    /// That what is to be withheld is words of this record, in the log or ahead of it.
    fn may_be_withheld(
        &self,
        texts: &[TextHash],
        recorded: &[(ports::Blob, Vec<u8>)],
    ) -> Result<(), NotToWithhold> {
        for name in texts.iter().map(|text| ports::BlobName(text.0)) {
            let in_log = recorded.iter().find(|(blob, _)| blob.name == name);
            let in_log = in_log.map(|(blob, bytes)| (blob.entry, bytes));
            let ahead = self.blobs.iter().find(|blob| blob.name == name);
            let ahead = ahead.and_then(|blob| {
                let at = usize::try_from(blob.entry.checked_sub(self.first)?).ok()?;
                Some((blob.entry, self.entries.get(at)?))
            });
            let (entry, bytes) = in_log.or(ahead).ok_or(NotToWithhold::Unknown(name))?;
            if is_act_of(name, bytes) {
                return Err(NotToWithhold::Act { name, entry });
            }
        }
        Ok(())
    }

    /// Strikes the deadlines that have come, until the batch is full.
    pub(crate) fn strike(&mut self, now: Time, chance: &impl Chance) {
        while !self.is_full() {
            let due = self.state.deadlines().next().filter(|it| it.0 <= now);
            let Some(request) = due.map(|(_, deadline)| strike(deadline, chance)) else {
                break;
            };
            let struck = self.take(request, Recorded::default(), now, chance);
            // Modalities may take even that from the clock; then it is for people to mend.
            if struck.is_err() {
                break;
            }
        }
    }

    fn keep(&mut self, entry: &Entry, bytes: Vec<u8>, blobs: Vec<Blob>) {
        self.tiles
            .append(&bytes)
            .expect("an entry is written to fit into a leaf");
        self.bytes += bytes.len() + blobs.iter().map(|it| it.text().len()).sum::<usize>();
        self.entries.push(bytes);
        self.blobs.extend(blobs.into_iter().map(|blob| ports::Blob {
            name: blob.name(),
            entry: entry.n,
            kept: Some(Kept {
                salt: blob.salt().0,
                text: blob.text().to_owned(),
            }),
        }));
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

/// Whether a text is the act of an entry.
fn is_act_of(name: ports::BlobName, entry: &[u8]) -> bool {
    let entry: Result<Entry, _> = canonical::read_borrowed(entry);
    entry.is_ok_and(|it| it.act_blob == Some(Hex(name.0)))
}

/// The texts that an act asks to withhold.
pub(crate) fn to_withhold(act: &Act) -> Vec<ports::BlobName> {
    let texts = match act {
        Act::Redact { texts, .. } => texts.as_slice(),
        _ => &[],
    };
    texts.iter().map(|text| ports::BlobName(text.0)).collect()
}

/// The texts that an act names rather than holds, in the order of their names.
pub(crate) fn names_in(act: &mut Act) -> Vec<ports::BlobName> {
    let mut names = Vec::new();
    let never = act.each_words(&mut |words| {
        if let Words::Named(Named { blob }) = words {
            names.push(ports::BlobName(blob.0));
        }
        Ok::<(), Infallible>(())
    });
    never.expect("looking at texts cannot fail");
    names.sort_unstable();
    names.dedup();
    names
}

/// The canonical bytes of an entry; a long act goes into a blob of its own.
fn write(
    entry: &mut Entry,
    act: Act,
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
        act: Act::Strike { deadline },
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
