//! The ports: what the use cases need from the world, each a trait that is a promise in prose.
//!
//! [`Journal`] keeps the log of each negotiation with the texts its entries name, [`Clock`] says
//! the time, and [`Chance`] gives bytes that nobody can foresee. What a journal promises is tried
//! on every implementation by one contract suite, in the tests of `comity-store`; a promise that
//! has no case there is not one.
//!
//! Never here: what an entry says, how a tile is made, and any implementation. To a journal,
//! entries, tiles and checkpoints are bytes.
//!
//! Start at [`Journal::append`].

use std::collections::BTreeSet;
use std::fmt;
use std::future::Future;
use std::str::FromStr;

use thiserror::Error;

/// The longest entry, in bytes: the bundles of a tile carry its length in sixteen bits.
pub const MAX_ENTRY_BYTES: usize = 65_535;

/// The most entries of one batch: beyond it a commit does not get cheaper by the act, only later.
pub const MAX_ENTRIES_PER_BATCH: usize = 4_096;

/// The most bytes of one batch, texts and tiles included: a batch is held in memory by both sides.
pub const MAX_BATCH_BYTES: usize = 64 << 20;

/// The most entries that one read answers for: a log is read in pages, or a long one fills memory.
pub const MAX_ENTRIES_PER_PAGE: usize = 4_096;

/// The most texts that may be asked for by name in one read, for the same reason.
pub const MAX_NAMES_PER_READ: usize = 4_096;

/// The longest name of a negotiation, in letters: it stands in the address of every page.
pub const MAX_NEGOTIATION_ID_LETTERS: usize = 64;

/// The longest name of a holder, in letters: it is shown to whoever finds the lease taken.
pub const MAX_HOLDER_LETTERS: usize = 200;

/// The longest path of a tile, in letters: the deepest tile of the largest log needs far fewer.
pub const MAX_TILE_PATH_LETTERS: usize = 200;

/// Where logs are kept: one append-only log for each negotiation, with the texts that its entries
/// name, its tiles and its signed head.
///
/// Promises:
///
/// - **One door.** [`append`](Journal::append) is the only way anything gets into a log, and what
///   it wrote is never changed, except that a recorded act may have a text erased.
/// - **All or nothing.** A batch is there as a whole or not at all, whenever the machine stops.
/// - **Durable.** When `append` says yes, the batch outlives the process and a loss of power.
/// - **Read your writes.** A read that begins after `append` has said yes sees the batch.
/// - **Fenced.** Once somebody has [acquired](Journal::acquire) a later term, no batch of an
///   earlier one gets in, however late it arrives.
/// - **Apart.** What is done to one negotiation is never seen in another.
///
/// A clone is the same journal. A call does nothing before its future is awaited. Whoever drops the future of a call before it has answered stands
/// where [`JournalError::Uncertain`] stands.
pub trait Journal: Clone + Send + Sync + 'static {
    /// Makes room for a negotiation: an empty log that nobody holds.
    ///
    /// # Errors
    /// [`JournalError::Exists`] when there is one of that name. Its head tells whether anything is
    /// in it: a crash between this call and the first batch leaves it empty, and it may be used.
    fn create(
        &self,
        negotiation: &NegotiationId,
    ) -> impl Future<Output = Result<(), JournalError>> + Send;

    /// The negotiations there are, in code-point order.
    ///
    /// # Errors
    /// When it cannot be read.
    fn negotiations(&self)
    -> impl Future<Output = Result<Vec<NegotiationId>, JournalError>> + Send;

    /// The head as the last batch left it; nothing before the first batch.
    ///
    /// # Errors
    /// [`JournalError::UnknownNegotiation`], or when it cannot be read.
    fn head(
        &self,
        negotiation: &NegotiationId,
    ) -> impl Future<Output = Result<Option<Head>, JournalError>> + Send;

    /// Takes the lease of a negotiation and answers with its new term, which is larger than every
    /// term before it.
    ///
    /// The lease is free when nobody has taken it, when its time is over by the clock of the
    /// claim, and when its holder asks again: a process that was started anew fences the one that
    /// it replaces. It is safe to be wrong about the time, because it is the term that counts:
    /// early, a healthy writer is fenced; late, the negotiation waits.
    ///
    /// # Errors
    /// [`JournalError::Held`] when it is somebody else's.
    fn acquire(
        &self,
        negotiation: &NegotiationId,
        claim: &Claim,
    ) -> impl Future<Output = Result<Term, JournalError>> + Send;

    /// Moves the end of the lease. An end that lies in the past gives the lease up; the term may
    /// still append until somebody takes the next one.
    ///
    /// # Errors
    /// [`JournalError::Fenced`] when the term is not the latest.
    fn renew(
        &self,
        negotiation: &NegotiationId,
        term: Term,
        until: i64,
    ) -> impl Future<Output = Result<(), JournalError>> + Send;

    /// Writes a batch in one transaction: its entries, its texts, its tiles and its checkpoint,
    /// and erases the texts it redacts.
    ///
    /// A batch without entries replaces the checkpoint, as when a witness has signed it as well.
    ///
    /// # Errors
    /// Each says in its own words what the caller must do. On all but
    /// [`JournalError::Uncertain`] nothing was written.
    fn append(
        &self,
        negotiation: &NegotiationId,
        batch: &Batch,
    ) -> impl Future<Output = Result<(), JournalError>> + Send;

    /// Entries in their order, the first at index `from`: as many as there are, at most `limit`
    /// and at most [`MAX_ENTRIES_PER_PAGE`]. None, when the log ends before `from`.
    ///
    /// # Errors
    /// [`JournalError::Corrupt`] when an entry below the head is missing.
    fn entries(
        &self,
        negotiation: &NegotiationId,
        from: u64,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Vec<u8>>, JournalError>> + Send;

    /// The texts that came with the entries which [`entries`](Journal::entries) gives for the same
    /// arguments, by entry and then by name. So a log is opened page by page, without a question
    /// for each text.
    ///
    /// # Errors
    /// When it cannot be read.
    fn blobs_of_entries(
        &self,
        negotiation: &NegotiationId,
        from: u64,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Blob>, JournalError>> + Send;

    /// The texts of these names, by entry and then by name; a name that is not there is left out,
    /// and of more than [`MAX_NAMES_PER_READ`] names the rest is not looked at.
    ///
    /// # Errors
    /// When it cannot be read.
    fn blobs(
        &self,
        negotiation: &NegotiationId,
        names: &[BlobName],
    ) -> impl Future<Output = Result<Vec<Blob>, JournalError>> + Send;

    /// The bytes of a tile, or nothing when there is none at that path.
    ///
    /// # Errors
    /// When it cannot be read.
    fn tile(
        &self,
        negotiation: &NegotiationId,
        path: &str,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, JournalError>> + Send;
}

/// Says the time.
pub trait Clock: Send + Sync + 'static {
    /// Milliseconds since the beginning of 1970, UTC. It may stand still and it may jump: whoever
    /// needs times that never go back takes the later of this one and the last one used.
    fn now(&self) -> i64;
}

/// Gives chance.
pub trait Chance: Send + Sync + 'static {
    /// Bytes that nobody could have foreseen, fit for a salt or a key; others at each call.
    fn bytes(&self) -> [u8; 32];
}

/// Why a journal did not do what it was asked, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum JournalError {
    /// There is no such negotiation. Nothing was written. Check the name, or create it.
    #[error("there is no negotiation `{0}`: check the name, or create it")]
    UnknownNegotiation(NegotiationId),

    /// There is such a negotiation already. Nothing was written. Choose another name.
    #[error("there is a negotiation `{0}` already: choose another name")]
    Exists(NegotiationId),

    /// The log does not end where the batch begins: somebody else appended. Nothing was written.
    /// Throw the decided state away, read what was added, and decide again.
    #[error(
        "the batch begins at entry {expected}, but the log has {found}: read what was added and decide again"
    )]
    Conflict {
        /// The index of the first entry of the batch.
        expected: u64,
        /// The size of the log.
        found: u64,
    },

    /// The term is not the latest: somebody else holds the negotiation. Nothing was written. Stop
    /// deciding for it, and send the callers to the holder.
    #[error(
        "term {given} is over, the latest is {latest}: this writer no longer decides for the negotiation"
    )]
    Fenced {
        /// The term of the caller.
        given: Term,
        /// The latest term; zero when nobody ever took one.
        latest: Term,
    },

    /// The lease is somebody else's. Nothing was written. Send the callers to the holder, or ask
    /// again when the time is over.
    #[error(
        "`{holder}` decides for the negotiation until {until} ms: send callers there, or ask again then"
    )]
    Held {
        /// Who has it.
        holder: Holder,
        /// When its time is over, in milliseconds since 1970.
        until: i64,
    },

    /// Whether the batch was written is not known. Answer nobody before the head was read anew: if
    /// it is the head of the batch, everything was written; if it is the head before it, nothing
    /// was.
    #[error("whether it was written is not known ({0}): read the head before going on")]
    Uncertain(String),

    /// The journal could not do it now. Nothing was written. Try again later.
    #[error("the journal cannot do it now ({0}): nothing was written, try again")]
    Unavailable(String),

    /// What is stored is damaged. Nothing was written. Stop, and let a person act.
    #[error("{place} is damaged: {way_out}")]
    Corrupt {
        /// Where.
        place: String,
        /// What a person can do.
        way_out: String,
    },

    /// The batch contradicts itself or the log. Nothing was written, and trying again does not
    /// help: the program that made it has a defect.
    #[error("the batch cannot be: {0}")]
    Malformed(#[from] Malformed),
}

/// What is wrong with a batch.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Malformed {
    /// An entry has no bytes.
    #[error("entry {0} is empty")]
    EmptyEntry(u64),
    /// An entry is longer than [`MAX_ENTRY_BYTES`].
    #[error("entry {index} has {bytes} bytes, and {MAX_ENTRY_BYTES} are allowed")]
    LongEntry {
        /// Which one.
        index: u64,
        /// How long it is.
        bytes: usize,
    },
    /// There are more than [`MAX_ENTRIES_PER_BATCH`].
    #[error("it has {0} entries, and {MAX_ENTRIES_PER_BATCH} are allowed")]
    ManyEntries(usize),
    /// It has more than [`MAX_BATCH_BYTES`].
    #[error("it has {0} bytes, and {MAX_BATCH_BYTES} are allowed")]
    ManyBytes(usize),
    /// Its last entry has an index that no log reaches.
    #[error("it begins at entry {0}, which no log reaches")]
    FarFirst(u64),
    /// It has no checkpoint, or one with a zero character in it.
    #[error("its checkpoint is not one")]
    BadCheckpoint,
    /// A text comes with an entry that is not in the batch.
    #[error("text {name} comes with entry {entry}, which is not in the batch")]
    BlobOfOtherEntry {
        /// Which text.
        name: BlobName,
        /// The entry it gives.
        entry: u64,
    },
    /// A text is in the batch twice, or in the log already.
    #[error("text {0} is there already")]
    BlobTaken(BlobName),
    /// A text that is to be erased is neither in the log nor in the batch.
    #[error("text {0} is to be erased and not there")]
    NothingToErase(BlobName),
    /// A tile has no path that could be one.
    #[error("`{0}` is no path of a tile")]
    BadTilePath(String),
    /// A tile is in the batch twice.
    #[error("tile `{0}` is in the batch twice")]
    TileTwice(String),
}

/// The name of a negotiation: small Latin letters, digits and single hyphens between them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NegotiationId(String);

impl NegotiationId {
    /// Reads a name.
    ///
    /// # Errors
    /// When it is no name; the error says what one looks like.
    pub fn new(text: &str) -> Result<NegotiationId, NotANegotiationId> {
        let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let words = text
            .split('-')
            .all(|word| !word.is_empty() && word.chars().all(letter));
        if words && text.len() <= MAX_NEGOTIATION_ID_LETTERS {
            Ok(NegotiationId(text.to_owned()))
        } else {
            Err(NotANegotiationId(
                text.chars().take(MAX_NEGOTIATION_ID_LETTERS).collect(),
            ))
        }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NegotiationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<NegotiationId> for comity_procedure::ids::NegotiationId {
    fn from(id: NegotiationId) -> comity_procedure::ids::NegotiationId {
        comity_procedure::ids::NegotiationId::new(id.as_str())
            .expect("the name of a negotiation is a slug")
    }
}

impl FromStr for NegotiationId {
    type Err = NotANegotiationId;

    fn from_str(text: &str) -> Result<NegotiationId, NotANegotiationId> {
        NegotiationId::new(text)
    }
}

/// A text that does not name a negotiation.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "`{0}` cannot name a negotiation: use small letters a to z, digits, and single hyphens between them, at most {MAX_NEGOTIATION_ID_LETTERS} in all"
)]
pub struct NotANegotiationId(String);

/// Who holds a lease: the name by which other nodes find it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder(String);

impl Holder {
    /// Reads a name.
    ///
    /// # Errors
    /// When it is empty, too long, or has control characters.
    pub fn new(text: &str) -> Result<Holder, NotAHolder> {
        let letters = text.chars().count();
        if (1..=MAX_HOLDER_LETTERS).contains(&letters) && !text.chars().any(char::is_control) {
            Ok(Holder(text.to_owned()))
        } else {
            Err(NotAHolder)
        }
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that does not name a holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the name of a holder has 1 to {MAX_HOLDER_LETTERS} letters and no control characters")]
pub struct NotAHolder;

/// The fencing token of a lease. Terms of one negotiation only grow; zero is never given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(pub u64);

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The wish to hold a negotiation for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub holder: Holder,
    /// The time now, in milliseconds since 1970.
    pub now: i64,
    /// When the lease ends unless it is renewed, in milliseconds since 1970.
    pub until: i64,
}

/// The head of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are.
    pub size: u64,
    /// The signed checkpoint over them.
    pub checkpoint: String,
}

/// What is written in one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The term of the writer's lease.
    pub term: Term,
    /// The index of its first entry: the size of the log before it.
    pub first: u64,
    /// The entries in their order.
    pub entries: Vec<Vec<u8>>,
    /// The texts that the entries name and that are not in the log yet.
    pub blobs: Vec<Blob>,
    /// The texts whose words and salt are erased.
    pub redacted: Vec<BlobName>,
    /// The tiles that became new. One that has the path of an older tile replaces it: tiles follow
    /// from the entries, and a partial tile grows.
    pub tiles: Vec<Tile>,
    /// The signed checkpoint over the log with this batch in it.
    pub checkpoint: String,
}

impl Batch {
    /// The size of the log with this batch in it.
    #[must_use]
    pub fn size_after(&self) -> u64 {
        self.first.saturating_add(self.entries.len() as u64)
    }

    /// Looks for what can be wrong with a batch whatever the log holds. Every journal asks this
    /// before it writes.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), Malformed> {
        // Databases count in signed numbers.
        if i64::try_from(self.first).is_err() || i64::try_from(self.size_after()).is_err() {
            return Err(Malformed::FarFirst(self.first));
        }
        if self.checkpoint.is_empty() || self.checkpoint.contains('\0') {
            return Err(Malformed::BadCheckpoint);
        }
        self.check_entries()?;
        self.check_blobs()?;
        self.check_tiles()?;
        match self.bytes() {
            bytes if bytes > MAX_BATCH_BYTES => Err(Malformed::ManyBytes(bytes)),
            _ => Ok(()),
        }
    }

    fn check_entries(&self) -> Result<(), Malformed> {
        if self.entries.len() > MAX_ENTRIES_PER_BATCH {
            return Err(Malformed::ManyEntries(self.entries.len()));
        }
        for (index, entry) in (self.first..).zip(&self.entries) {
            match entry.len() {
                0 => return Err(Malformed::EmptyEntry(index)),
                bytes if bytes > MAX_ENTRY_BYTES => {
                    return Err(Malformed::LongEntry { index, bytes });
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn check_blobs(&self) -> Result<(), Malformed> {
        let mut names = BTreeSet::new();
        for &Blob { name, entry, .. } in &self.blobs {
            if !(self.first..self.size_after()).contains(&entry) {
                return Err(Malformed::BlobOfOtherEntry { name, entry });
            }
            if !names.insert(name) {
                return Err(Malformed::BlobTaken(name));
            }
        }
        Ok(())
    }

    fn check_tiles(&self) -> Result<(), Malformed> {
        let mut paths = BTreeSet::new();
        for Tile { path, .. } in &self.tiles {
            let letters = path.bytes().all(|byte| byte.is_ascii_graphic());
            if path.is_empty() || path.len() > MAX_TILE_PATH_LETTERS || !letters {
                return Err(Malformed::BadTilePath(path.clone()));
            }
            if !paths.insert(path) {
                return Err(Malformed::TileTwice(path.clone()));
            }
        }
        Ok(())
    }

    fn bytes(&self) -> usize {
        let words = |blob: &Blob| blob.kept.as_ref().map_or(0, |kept| kept.text.len());
        self.entries.iter().map(Vec::len).sum::<usize>()
            + self.blobs.iter().map(words).sum::<usize>()
            + self
                .tiles
                .iter()
                .map(|tile| tile.bytes.len())
                .sum::<usize>()
            + self.checkpoint.len()
    }
}

/// The name of a text in the record: the hash of its salt and its words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobName(pub [u8; 32]);

impl fmt::Display for BlobName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for BlobName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobName({self})")
    }
}

/// A text written by people, kept beside the entry that first names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its name in the record.
    pub name: BlobName,
    /// The index of the entry it came with.
    pub entry: u64,
    /// What is kept of it: nothing once it was erased, or where it came without its words.
    pub kept: Option<Kept>,
}

/// What can be erased of a text: without both nobody can tell from its name what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The salt that goes into its name.
    pub salt: [u8; 32],
    /// Its words.
    pub text: String,
}

/// A part of the log's tree, as it is served to those who verify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Where it is served: visible ASCII.
    pub path: String,
    /// What is served.
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch() -> Batch {
        Batch {
            term: Term(1),
            first: 7,
            entries: vec![b"one".to_vec(), b"two".to_vec()],
            blobs: vec![blob(1, 7), blob(2, 8)],
            redacted: vec![],
            tiles: vec![tile("tile/0/000.p/9")],
            checkpoint: "signed".to_owned(),
        }
    }

    fn blob(name: u8, entry: u64) -> Blob {
        Blob {
            name: BlobName([name; 32]),
            entry,
            kept: None,
        }
    }

    fn tile(path: &str) -> Tile {
        Tile {
            path: path.to_owned(),
            bytes: vec![1],
        }
    }

    /// A batch that was spoilt is refused for that reason.
    fn check(spoil: impl FnOnce(&mut Batch), expected: Malformed) {
        let mut spoilt = batch();
        spoil(&mut spoilt);
        assert_eq!(spoilt.check(), Err(expected));
    }

    #[test]
    fn a_good_batch_passes() {
        assert_eq!(batch().check(), Ok(()));
        assert_eq!(batch().size_after(), 9);
    }

    #[test]
    fn a_batch_may_only_replace_the_checkpoint() {
        let signed_again = Batch {
            entries: vec![],
            blobs: vec![],
            tiles: vec![],
            ..batch()
        };
        assert_eq!(signed_again.check(), Ok(()));
    }

    #[test]
    fn entries_have_bytes_but_not_too_many() {
        check(|b| b.entries[1].clear(), Malformed::EmptyEntry(8));
        let bytes = MAX_ENTRY_BYTES + 1;
        check(
            |b| b.entries[0] = vec![0; bytes],
            Malformed::LongEntry { index: 7, bytes },
        );
        let mut full = batch();
        full.entries[0] = vec![0; MAX_ENTRY_BYTES];
        assert_eq!(full.check(), Ok(()));
    }

    #[test]
    fn a_batch_has_limits() {
        let count = MAX_ENTRIES_PER_BATCH + 1;
        check(
            |b| b.entries = vec![vec![1]; count],
            Malformed::ManyEntries(count),
        );
        check(|b| b.first = u64::MAX, Malformed::FarFirst(u64::MAX));
        let kept = Kept {
            salt: [0; 32],
            text: "a".repeat(MAX_BATCH_BYTES),
        };
        check(
            |b| b.blobs[0].kept = Some(kept),
            Malformed::ManyBytes(MAX_BATCH_BYTES + "one two signed".len() - 1),
        );
    }

    #[test]
    fn a_text_comes_with_an_entry_of_the_batch_and_once() {
        for entry in [6, 9] {
            let name = BlobName([1; 32]);
            check(
                |b| b.blobs[0].entry = entry,
                Malformed::BlobOfOtherEntry { name, entry },
            );
        }
        check(
            |b| b.blobs[1] = blob(1, 8),
            Malformed::BlobTaken(BlobName([1; 32])),
        );
    }

    #[test]
    fn a_tile_has_one_path_of_visible_letters() {
        for path in [
            "",
            "tile/0 0",
            "tile/\0",
            "tile/ö",
            &"a".repeat(MAX_TILE_PATH_LETTERS + 1),
        ] {
            check(
                |b| b.tiles[0] = tile(path),
                Malformed::BadTilePath(path.to_owned()),
            );
        }
        check(
            |b| b.tiles.push(tile("tile/0/000.p/9")),
            Malformed::TileTwice("tile/0/000.p/9".to_owned()),
        );
    }

    #[test]
    fn a_checkpoint_is_a_text() {
        check(|b| b.checkpoint.clear(), Malformed::BadCheckpoint);
        check(|b| b.checkpoint.push('\0'), Malformed::BadCheckpoint);
    }

    #[test]
    fn a_negotiation_has_a_name_for_an_address() {
        for name in ["a", "7", "loa-water-2031", &"a".repeat(64)] {
            assert_eq!(name.parse::<NegotiationId>().unwrap().as_str(), name);
        }
        for name in [
            "",
            "-",
            "a-",
            "-a",
            "a--b",
            "A",
            "ä",
            "a b",
            "a/b",
            "a\0",
            &"a".repeat(65),
        ] {
            let told = NegotiationId::new(name).unwrap_err().to_string();
            assert!(told.contains("single hyphens"), "{name}: {told}");
        }
    }

    #[test]
    fn a_holder_has_a_name_one_can_print() {
        assert_eq!(
            Holder::new("node 2, Halle").unwrap().to_string(),
            "node 2, Halle"
        );
        for name in ["", "a\nb", "a\0", &"a".repeat(201)] {
            assert_eq!(Holder::new(name), Err(NotAHolder), "{name:?}");
        }
    }
}
