//! Accounts: the persons who use the site, what they may speak for, and what they left lying.
//!
//! All of it is personal and none of it is in a record: an account can be erased, and no entry of
//! any log changes by it. What a delegation does is in the log; which person pressed the button is
//! here, and only as long as that person wishes.
//!
//! Never here: passwords. A person is who can read the mail of an address; other ways of signing
//! in come to the same [`Session`].
//!
//! Start at [`Accounts`].

use std::future::Future;
use std::pin::Pin;

use comity_procedure::ids::{CallId, DelegateId, DelegationId};
use thiserror::Error;

use super::NegotiationId;
use crate::permissions::Caller;

/// What a port answers that is used behind a pointer.
pub type Answer<'a, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>;

/// The longest address of mail, in bytes: what mail servers take.
pub const MAX_MAIL_BYTES: usize = 254;

/// The longest draft, in bytes: what a form may hold at most.
pub const MAX_DRAFT_BYTES: usize = 4 << 20;

/// The most drafts of one account in one negotiation: one for each provision of a long text.
pub const MAX_DRAFTS: usize = 2_000;

/// The most that the drafts of one account in one negotiation hold together, in bytes: they are
/// read at once, and few of them are as long as one may be.
pub const MAX_DRAFTS_BYTES: usize = 32 << 20;

/// The longest name of a draft, in bytes: the path of a form.
pub const MAX_DRAFT_NAME_BYTES: usize = 1_024;

/// The longest language tag or name of a time zone, in bytes: none that is in use comes near.
pub const MAX_PREFERENCE_BYTES: usize = 64;

/// The most seats of one account: a secretariat has one in each negotiation that it serves.
pub const MAX_SEATS: usize = 1_000;

/// The most accounts with a seat in one negotiation: they are read at once, and the largest
/// conferences bring as many.
pub const MAX_SEATED: usize = 50_000;

/// The most sign-in links of one account that are kept: of more, the one that ends first goes, so
/// that whoever asks again and again fills nothing and the last letter still works.
pub const MAX_LINKS: usize = 10;

/// The most sessions of one account: of more, the one that was turned longest ago goes.
pub const MAX_SESSIONS: usize = 50;

/// The most negotiations of which one account's visits are kept: of more, the one not read for
/// longest is forgotten.
pub const MAX_VISITS: usize = 1_000;

/// The longest subject of a letter, in bytes: what a line of mail may hold at most.
pub const MAX_SUBJECT_BYTES: usize = 998;

/// The longest text of a letter, in bytes: a digest of a long week, and no document.
pub const MAX_LETTER_BYTES: usize = 256 << 10;

/// The longest reason why a letter failed that is kept, in bytes; more of it is cut off.
pub const MAX_REASON_BYTES: usize = 1_000;

/// The most letters of one account that wait: post that is away for days, and no flood.
pub const MAX_WAITING_LETTERS: usize = 200;

/// The most letters that are kept after they were sent, and the most after they failed: the
/// latest of each, for the outbox that is looked at.
pub const MAX_KEPT_LETTERS: usize = 500;

/// The most letters that one read answers for: the outbox is read in pages.
pub const MAX_LETTERS_PER_READ: usize = 500;

/// Where accounts, sessions and unsent mail are kept.
///
/// Promises:
///
/// - **Read your writes.** A call that begins after another has said yes sees what it did.
/// - **Once.** A sign-in link opens one session: of two that use it at once, one gets nothing.
/// - **Whole.** A call is done as a whole or not at all, whenever the machine stops.
/// - **Again.** Whoever lost the answer of a call makes it once more, and it is as if it had been
///   made once; only a link that was used up answers with nothing.
/// - **Only digests.** Tokens of links and sessions are never stored, only their SHA-256. The text
///   of a letter is kept as it is: one that carries a link carries its token, so the outbox is
///   for those who run the site.
/// - **Erased is gone.** After [`erase`](Accounts::erase) nothing that belonged to the account is
///   found by any call.
/// - **Apart.** What is kept for one negotiation is never seen in another.
/// - **Bounded.** Each kind of thing has a `MAX_`: too large a thing is refused and nothing is
///   written, and of what grows by itself the oldest goes.
///
/// A time that something ends is the first moment at which it is over. A call that gives
/// something to an account that is not there is answered with
/// [`AccountsError::UnknownAccount`]; one that takes away what is not there is done.
pub trait Accounts: Send + Sync + 'static {
    /// The account of a mail address, made with the given id where there is none yet. Addresses
    /// are compared as [`MailAddress`] spells them. An id is chance: where another account has it,
    /// the answer is [`AccountsError::Unavailable`], and another is drawn.
    fn enrol(&self, mail: &MailAddress, id: AccountId) -> Answer<'_, Account, AccountsError>;

    /// An account.
    fn account(&self, id: AccountId) -> Answer<'_, Option<Account>, AccountsError>;

    /// The account of a mail address.
    fn account_of(&self, mail: &MailAddress) -> Answer<'_, Option<Account>, AccountsError>;

    /// Sets how an account wants to read; each part has at most [`MAX_PREFERENCE_BYTES`].
    fn prefer(&self, id: AccountId, preferences: Preferences) -> Answer<'_, (), AccountsError>;

    /// Forgets an account with its seats, sessions, links, drafts, visits and letters. That a
    /// delegation has seen a call stays: it says nothing of a person.
    fn erase(&self, id: AccountId) -> Answer<'_, (), AccountsError>;

    /// Gives an account a seat; if it had another in that negotiation, that one is gone. At most
    /// [`MAX_SEATS`] of an account and [`MAX_SEATED`] in a negotiation; many that are given at once
    /// may pass the latter by as many.
    fn seat(&self, id: AccountId, at: &NegotiationId, seat: Seat) -> Answer<'_, (), AccountsError>;

    /// Takes the seat of an account away.
    fn unseat(&self, id: AccountId, at: &NegotiationId) -> Answer<'_, (), AccountsError>;

    /// The seats of an account, by negotiation.
    fn seats(&self, id: AccountId) -> Answer<'_, Vec<(NegotiationId, Seat)>, AccountsError>;

    /// Who has a seat in a negotiation, by mail address.
    fn seated(&self, at: &NegotiationId) -> Answer<'_, Vec<(Account, Seat)>, AccountsError>;

    /// Keeps a sign-in link. The account keeps its last [`MAX_LINKS`].
    fn put_link(&self, link: Link) -> Answer<'_, (), AccountsError>;

    /// The account of a link that is still good, without using it up.
    fn look_at_link(
        &self,
        digest: TokenDigest,
        now: i64,
    ) -> Answer<'_, Option<AccountId>, AccountsError>;

    /// Uses a link up: its account if the link was good, and nothing the next time. Links of
    /// anybody that are over by then are swept away, some at a time.
    fn use_link(
        &self,
        digest: TokenDigest,
        now: i64,
    ) -> Answer<'_, Option<AccountId>, AccountsError>;

    /// Keeps a session. One of the same account that it follows on is ended in the same step; no
    /// reader sees both or neither. Where that one is no longer there, the new one is kept
    /// nonetheless: of two requests that turn one token at once, each goes on with its own.
    ///
    /// Sessions of the account that are over when its token was turned are swept away, and
    /// [`MAX_SESSIONS`] are kept.
    fn put_session(
        &self,
        session: Session,
        follows: Option<TokenDigest>,
    ) -> Answer<'_, (), AccountsError>;

    /// A session that has not ended.
    fn session(&self, digest: TokenDigest, now: i64) -> Answer<'_, Option<Session>, AccountsError>;

    /// The sessions of an account that have not ended, the one that began first first.
    fn sessions(&self, id: AccountId, now: i64) -> Answer<'_, Vec<Session>, AccountsError>;

    /// Ends a session.
    fn end_session(&self, digest: TokenDigest) -> Answer<'_, (), AccountsError>;

    /// Ends all sessions of an account, on every machine.
    fn end_sessions(&self, id: AccountId) -> Answer<'_, (), AccountsError>;

    /// Keeps a draft in the place of the one with its name; one with empty fields removes it.
    /// At most [`MAX_DRAFT_BYTES`] in one, and [`MAX_DRAFTS`] and [`MAX_DRAFTS_BYTES`] together.
    fn put_draft(&self, draft: Draft) -> Answer<'_, (), AccountsError>;

    /// The drafts of an account in a negotiation, by name in the order of code points.
    fn drafts(&self, id: AccountId, at: &NegotiationId) -> Answer<'_, Vec<Draft>, AccountsError>;

    /// Says that an account reads a negotiation now, and answers where the visit before this one
    /// ended: how far and when it read last. There was none before the first, so that answers
    /// nothing, as long as it lasts. A visit ends when nothing has been read for
    /// [`VISIT_MILLISECONDS`]; within one, a reading that comes late moves nothing back.
    fn visit(
        &self,
        id: AccountId,
        at: &NegotiationId,
        now: Visited,
    ) -> Answer<'_, Option<Visited>, AccountsError>;

    /// Says that a delegation has seen a call; only the first time is kept.
    fn see_call(
        &self,
        at: &NegotiationId,
        call: &CallId,
        seen: (DelegationId, i64),
    ) -> Answer<'_, (), AccountsError>;

    /// The delegations that have seen a call and when, by id.
    fn seen_call(
        &self,
        at: &NegotiationId,
        call: &CallId,
    ) -> Answer<'_, Vec<(DelegationId, i64)>, AccountsError>;

    /// Puts a letter into the outbox; one whose id is there already stays as it is. At most
    /// [`MAX_SUBJECT_BYTES`] and [`MAX_LETTER_BYTES`] in one, and [`MAX_WAITING_LETTERS`] of an
    /// account wait.
    fn post(&self, letter: Letter) -> Answer<'_, (), AccountsError>;

    /// The letters whose time to be sent has come, the oldest first, at most `limit` and
    /// [`MAX_LETTERS_PER_READ`]. Two that ask at once get the same: one node sends.
    fn unsent(&self, now: i64, limit: usize) -> Answer<'_, Vec<Letter>, AccountsError>;

    /// Says what became of an attempt to send a letter. What was sent stays sent, whatever is said
    /// of it later; nothing is said of a letter that is no longer there. The last
    /// [`MAX_KEPT_LETTERS`] that were sent and as many that failed are kept.
    fn sent(&self, id: LetterId, outcome: Sending) -> Answer<'_, (), AccountsError>;

    /// The last letters, the latest first, at most `limit` and [`MAX_LETTERS_PER_READ`]: for an
    /// outbox that is looked at.
    fn letters(&self, limit: usize) -> Answer<'_, Vec<Letter>, AccountsError>;
}

/// After how long without reading a visit is over, in milliseconds: a pause, not a lunch.
pub const VISIT_MILLISECONDS: i64 = 30 * 60 * 1_000;

/// Why accounts cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AccountsError {
    /// They cannot be reached now. Where the connection went away, a write may have been done and
    /// its answer lost; the same call may be made again.
    #[error("the accounts cannot be reached now ({0}): try again")]
    Unavailable(String),
    /// There is no such account.
    #[error("there is no such account; it was erased, or never made")]
    UnknownAccount,
    /// Something is larger than it may be, or would be with one more. Nothing was written.
    #[error("{what}: at most {most} are kept; make it shorter, or remove what is not needed")]
    TooLarge {
        /// What, with its unit, as in “bytes in a draft”.
        what: &'static str,
        /// The most.
        most: usize,
    },
    /// What is stored is damaged.
    #[error("{place} is damaged: {way_out}")]
    Corrupt {
        /// Where.
        place: String,
        /// What a person can do.
        way_out: String,
    },
}

/// The id of an account: chance, so that it says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(pub [u8; 16]);

/// The SHA-256 of a token that somebody carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenDigest(pub [u8; 32]);

/// An address of mail in lower case, with one `@` and nothing that would break a header.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MailAddress(String);

/// Why something is no address of mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is no address of mail; write it as name@place.example")]
pub struct NotAMailAddress;

impl MailAddress {
    /// Reads an address.
    ///
    /// # Errors
    /// When it cannot be one.
    pub fn new(spelling: &str) -> Result<MailAddress, NotAMailAddress> {
        let spelling = spelling.trim().to_lowercase();
        let parts: Vec<&str> = spelling.split('@').collect();
        let plain = |part: &str| {
            !part.is_empty()
                && part.chars().all(|it| {
                    !it.is_whitespace() && !it.is_control() && !"<>,;:\"\\()[]".contains(it)
                })
        };
        match parts.as_slice() {
            [name, place] if plain(name) && plain(place) && spelling.len() <= MAX_MAIL_BYTES => {
                Ok(MailAddress(spelling))
            }
            _ => Err(NotAMailAddress),
        }
    }

    /// The spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A person's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Where mail reaches the person.
    pub mail: MailAddress,
    /// How the person wants to read.
    pub preferences: Preferences,
}

/// How somebody wants to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The language of the interface, as a tag.
    pub language: Option<String>,
    /// The time zone, by its name in the time zone database.
    pub time_zone: Option<String>,
}

/// For whom an account speaks in a negotiation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seat {
    /// The chair.
    Chair,
    /// The secretariat.
    Secretariat,
    /// A delegation, an observer or an organisation.
    Party {
        /// Which one.
        delegation: DelegationId,
        /// The delegate; `None` for the head of the delegation.
        delegate: Option<DelegateId>,
    },
}

impl Seat {
    /// Who sends an act from this seat.
    #[must_use]
    pub fn caller(&self) -> Caller {
        match self {
            Seat::Chair => Caller::Chair,
            Seat::Secretariat => Caller::Secretariat,
            Seat::Party {
                delegation,
                delegate,
            } => Caller::Party {
                delegation: delegation.clone(),
                delegate: delegate.clone(),
            },
        }
    }
}

/// A link that signs its account in, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The digest of its token.
    pub digest: TokenDigest,
    /// Whose it is.
    pub account: AccountId,
    /// Until when it is good, in milliseconds since 1970.
    pub until: i64,
}

/// Somebody who is signed in on some machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The digest of its token.
    pub digest: TokenDigest,
    /// Who.
    pub account: AccountId,
    /// When the person signed in, in milliseconds since 1970; a session that follows on another
    /// keeps it.
    pub began: i64,
    /// When its token was last changed, in milliseconds since 1970.
    pub turned: i64,
    /// When it ends, in milliseconds since 1970.
    pub until: i64,
}

/// Something that was begun and not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Whose it is.
    pub account: AccountId,
    /// In which negotiation.
    pub negotiation: NegotiationId,
    /// What it is of: the path of its form within the negotiation.
    pub name: String,
    /// The fields of the form, as a form sends them.
    pub fields: String,
    /// When it was kept, in milliseconds since 1970.
    pub at: i64,
}

/// How far somebody has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visited {
    /// How many entries the record had.
    pub size: u64,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

/// The id of a letter: chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LetterId(pub [u8; 16]);

/// A letter to somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its id.
    pub id: LetterId,
    /// To whom.
    pub to: MailAddress,
    /// The account that it belongs to, and with which it is erased.
    pub account: AccountId,
    /// Its subject.
    pub subject: String,
    /// What it says, as plain text.
    pub text: String,
    /// When it was written, in milliseconds since 1970.
    pub written: i64,
    /// How sending it has gone.
    pub sending: Sending,
}

/// How sending a letter has gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// It waits; it is not tried before this time, in milliseconds since 1970.
    Waiting {
        /// How often it was tried.
        tries: u32,
        /// When it is tried next.
        next: i64,
    },
    /// It was handed over.
    Sent {
        /// When.
        at: i64,
    },
    /// It cannot be sent, and is not tried again.
    Failed {
        /// Why.
        why: String,
    },
}
