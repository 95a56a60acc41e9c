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

/// Where accounts, sessions and unsent mail are kept.
///
/// Promises:
///
/// - **Read your writes.** A call that begins after another has said yes sees what it did.
/// - **Once.** A sign-in link opens one session: of two that use it at once, one gets nothing.
/// - **Only digests.** Tokens of links and sessions are never stored, only their SHA-256.
/// - **Erased is gone.** After [`erase`](Accounts::erase) nothing that belonged to the account is
///   found by any call.
/// - **Apart.** What is kept for one negotiation is never seen in another.
pub trait Accounts: Send + Sync + 'static {
    /// The account of a mail address, made with the given id where there is none yet. Addresses
    /// are compared as [`MailAddress`] spells them.
    fn enrol(&self, mail: &MailAddress, id: AccountId) -> Answer<'_, Account, AccountsError>;

    /// An account.
    fn account(&self, id: AccountId) -> Answer<'_, Option<Account>, AccountsError>;

    /// The account of a mail address.
    fn account_of(&self, mail: &MailAddress) -> Answer<'_, Option<Account>, AccountsError>;

    /// Sets how an account wants to read.
    fn prefer(&self, id: AccountId, preferences: Preferences) -> Answer<'_, (), AccountsError>;

    /// Forgets an account with its seats, sessions, links, drafts and letters.
    fn erase(&self, id: AccountId) -> Answer<'_, (), AccountsError>;

    /// Gives an account a seat; it had another in that negotiation, that one is gone.
    fn seat(&self, id: AccountId, at: &NegotiationId, seat: Seat) -> Answer<'_, (), AccountsError>;

    /// Takes the seat of an account away.
    fn unseat(&self, id: AccountId, at: &NegotiationId) -> Answer<'_, (), AccountsError>;

    /// The seats of an account, by negotiation.
    fn seats(&self, id: AccountId) -> Answer<'_, Vec<(NegotiationId, Seat)>, AccountsError>;

    /// Who has a seat in a negotiation, by mail address.
    fn seated(&self, at: &NegotiationId) -> Answer<'_, Vec<(Account, Seat)>, AccountsError>;

    /// Keeps a sign-in link.
    fn put_link(&self, link: Link) -> Answer<'_, (), AccountsError>;

    /// The account of a link that is still good, without using it up.
    fn look_at_link(
        &self,
        digest: TokenDigest,
        now: i64,
    ) -> Answer<'_, Option<AccountId>, AccountsError>;

    /// Uses a link up: its account if the link was good, and nothing the next time.
    fn use_link(
        &self,
        digest: TokenDigest,
        now: i64,
    ) -> Answer<'_, Option<AccountId>, AccountsError>;

    /// Keeps a session. One that it follows on is ended in the same step.
    fn put_session(
        &self,
        session: Session,
        follows: Option<TokenDigest>,
    ) -> Answer<'_, (), AccountsError>;

    /// A session that has not ended.
    fn session(&self, digest: TokenDigest, now: i64) -> Answer<'_, Option<Session>, AccountsError>;

    /// The sessions of an account that have not ended, the oldest first.
    fn sessions(&self, id: AccountId, now: i64) -> Answer<'_, Vec<Session>, AccountsError>;

    /// Ends a session.
    fn end_session(&self, digest: TokenDigest) -> Answer<'_, (), AccountsError>;

    /// Ends all sessions of an account, on every machine.
    fn end_sessions(&self, id: AccountId) -> Answer<'_, (), AccountsError>;

    /// Keeps a draft in the place of the one with its name; an empty one removes it.
    fn put_draft(&self, draft: Draft) -> Answer<'_, (), AccountsError>;

    /// The drafts of an account in a negotiation, by name.
    fn drafts(&self, id: AccountId, at: &NegotiationId) -> Answer<'_, Vec<Draft>, AccountsError>;

    /// Says that an account reads a negotiation now, and answers where its last visit ended. A
    /// visit ends when nothing has been read for [`VISIT_MILLISECONDS`].
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

    /// Puts a letter into the outbox.
    fn post(&self, letter: Letter) -> Answer<'_, (), AccountsError>;

    /// The letters whose time to be sent has come, the oldest first, at most `limit`.
    fn unsent(&self, now: i64, limit: usize) -> Answer<'_, Vec<Letter>, AccountsError>;

    /// Says what became of an attempt to send a letter.
    fn sent(&self, id: LetterId, outcome: Sending) -> Answer<'_, (), AccountsError>;

    /// The last letters, the latest first, at most `limit`: for an outbox that is looked at.
    fn letters(&self, limit: usize) -> Answer<'_, Vec<Letter>, AccountsError>;
}

/// After how long without reading a visit is over, in milliseconds: a pause, not a lunch.
pub const VISIT_MILLISECONDS: i64 = 30 * 60 * 1_000;

/// Why accounts cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AccountsError {
    /// They cannot be reached now. Nothing was written. Try again later.
    #[error("the accounts cannot be reached now ({0}): nothing was written, try again")]
    Unavailable(String),
    /// There is no such account.
    #[error("there is no such account; it was erased, or never made")]
    UnknownAccount,
    /// Something is larger than it may be.
    #[error("{what} is larger than the {most} that are kept; make it shorter")]
    TooLarge {
        /// What.
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
