//! The ports: what the use cases need from the world, each a trait that is a promise in prose.
//!
//! [`Journal`] keeps the log of each negotiation with the texts its entries name, [`Accounts`] the
//! persons, [`Post`] takes letters away, [`Clock`] says the time, and [`Chance`] gives bytes that
//! nobody can foresee. What a journal promises is tried
//! on every implementation by one contract suite, in the tests of `comity-store`; a promise that
//! has no case there is not one.
//!
//! Never here: what an entry says, how a tile is made, and any implementation. To a journal,
//! entries, tiles and checkpoints are bytes.
//!
//! Start at [`Journal::append`].

mod accounts;
mod archive;
mod batch;
mod names;
mod post;

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use thiserror::Error;

pub use accounts::{
    Account, AccountId, Accounts, AccountsError, Answer, Draft, Letter, LetterId, Link,
    MAX_DRAFT_BYTES, MAX_DRAFT_NAME_BYTES, MAX_DRAFTS, MAX_DRAFTS_BYTES, MAX_KEPT_LETTERS,
    MAX_LETTER_BYTES, MAX_LETTERS_PER_READ, MAX_LINKS, MAX_MAIL_BYTES, MAX_PREFERENCE_BYTES,
    MAX_REASON_BYTES, MAX_SEATED, MAX_SEATS, MAX_SESSIONS, MAX_SUBJECT_BYTES, MAX_VISITS,
    MAX_WAITING_LETTERS, MailAddress, NotAMailAddress, Preferences, Seat, Sending, Session,
    TokenDigest, VISIT_MILLISECONDS, Visited,
};
pub use archive::{Archive, PutFile, archive_of};
pub use batch::{
    Batch, Blob, Kept, MAX_BATCH_BYTES, MAX_ENTRIES_PER_BATCH, MAX_TILE_PATH_LETTERS, Malformed,
    Tile,
};
pub use comity_procedure::ids::{CallId, DelegateId, DelegationId};
pub use comity_record::blob::BlobName;
pub use comity_record::tiles::MAX_ENTRY_BYTES;
pub use names::{
    Holder, MAX_HOLDER_LETTERS, MAX_NEGOTIATION_ID_LETTERS, NegotiationId, NotAHolder,
    NotANegotiationId,
};
pub use post::{NotSent, Post};

/// The most entries that one read answers for: a log is read in pages, or a long one fills memory.
pub const MAX_ENTRIES_PER_PAGE: usize = 4_096;

/// The most texts that may be asked for by name in one read, for the same reason.
pub const MAX_NAMES_PER_READ: usize = 4_096;

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
    /// It waits for a batch of the negotiation that is still being written, also when nobody
    /// listens for its answer any more: once it has said yes, the head tells what became of it.
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

impl<K: Clock + ?Sized> Clock for Arc<K> {
    fn now(&self) -> i64 {
        (**self).now()
    }
}

impl<C: Chance + ?Sized> Chance for Arc<C> {
    fn bytes(&self) -> [u8; 32] {
        (**self).bytes()
    }
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

    /// Whether the batch was written is not known. Answer nobody before the lease was renewed, which
    /// waits for what may still be under way, and the head was read anew: if it is the head of the
    /// batch, everything was written; if it is the head before it, nothing was.
    #[error(
        "whether it was written is not known ({0}): renew the lease and read the head before going on"
    )]
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
