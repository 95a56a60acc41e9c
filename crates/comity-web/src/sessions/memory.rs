//! What this node remembers of sessions for a few seconds, so that reading needs no SQL.
//!
//! What changes here is forgotten here at once; what changes on another node is seen when the
//! seconds are over.

use std::collections::HashMap;
use std::sync::Mutex;

use comity_app::ports::{Account, AccountId, NegotiationId, Seat, Session, TokenDigest};

/// How long a session is believed without asking the store, in milliseconds: who was signed out on
/// another node reads no longer than that.
const FRESH_MILLISECONDS: i64 = 5_000;

/// The most sessions that are remembered: some kilobytes each, and more people than one node
/// serves within the seconds that they are kept for.
const MAX_REMEMBERED: usize = 20_000;

/// A session, whose it is, and for whom that account speaks.
#[derive(Clone)]
pub(crate) struct Seen {
    pub(super) account: Account,
    pub(super) session: Session,
    pub(super) seats: Vec<(NegotiationId, Seat)>,
}

/// The memory of a node.
#[derive(Default)]
pub(crate) struct Memory {
    /// Held by whoever gives a session its next token or ends one: none is turned while it ends.
    pub(super) turning: tokio::sync::Mutex<()>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// How often something was forgotten: what was asked for before is not kept after.
    forgotten: u64,
    sessions: HashMap<TokenDigest, (i64, Seen)>,
}

/// When the store was asked, counted in what had been forgotten by then.
pub(super) struct Asked(u64);

impl Memory {
    /// A session that is still fresh, or the leave to ask the store.
    pub(super) fn find(&self, digest: TokenDigest, now: i64) -> Result<Seen, Asked> {
        let kept = self.kept.lock().expect("nobody panics while holding it");
        match kept.sessions.get(&digest) {
            Some((since, seen)) if is_fresh(*since, now) && now < seen.session.until => {
                Ok(seen.clone())
            }
            _ => Err(Asked(kept.forgotten)),
        }
    }

    /// Remembers what the store answered.
    pub(super) fn keep(&self, asked: Asked, seen: Seen, now: i64) {
        let mut kept = self.kept.lock().expect("nobody panics while holding it");
        if kept.forgotten != asked.0 {
            return;
        }
        if kept.sessions.len() >= MAX_REMEMBERED {
            kept.sessions.retain(|_, (since, _)| is_fresh(*since, now));
        }
        if kept.sessions.len() >= MAX_REMEMBERED {
            kept.sessions.clear();
        }
        kept.sessions.insert(seen.session.digest, (now, seen));
    }

    /// Forgets all sessions of an account.
    pub(super) fn forget(&self, account: AccountId) {
        let mut kept = self.kept.lock().expect("nobody panics while holding it");
        kept.forgotten += 1;
        kept.sessions
            .retain(|_, (_, seen)| seen.account.id != account);
    }
}

fn is_fresh(since: i64, now: i64) -> bool {
    (since..since.saturating_add(FRESH_MILLISECONDS)).contains(&now)
}

#[cfg(test)]
mod tests {
    use comity_app::ports::{MailAddress, Preferences};

    use super::*;

    fn seen(account: u8, session: u8) -> Seen {
        let id = AccountId([account; 16]);
        Seen {
            account: Account {
                id,
                mail: MailAddress::new("loa@comity.example").unwrap(),
                preferences: Preferences::default(),
            },
            session: Session {
                digest: digest(session),
                account: id,
                began: 0,
                turned: 0,
                until: 8_000,
            },
            seats: Vec::new(),
        }
    }

    fn digest(session: u8) -> TokenDigest {
        TokenDigest([session; 32])
    }

    fn asked(memory: &Memory) -> Asked {
        memory.find(digest(200), 0).err().unwrap()
    }

    #[test]
    fn a_session_is_believed_for_some_seconds() {
        let memory = Memory::default();
        memory.keep(asked(&memory), seen(1, 1), 1_000);
        for (now, found) in [(999, false), (1_000, true), (5_999, true), (6_000, false)] {
            assert_eq!(memory.find(digest(1), now).is_ok(), found, "{now}");
        }
        memory.keep(asked(&memory), seen(1, 1), 7_000);
        assert!(memory.find(digest(1), 7_999).is_ok());
        assert!(memory.find(digest(1), 8_000).is_err(), "it is over");
    }

    #[test]
    fn what_changes_is_forgotten_at_once_with_what_was_under_way() {
        let memory = Memory::default();
        memory.keep(asked(&memory), seen(1, 1), 0);
        memory.keep(asked(&memory), seen(2, 2), 0);
        let under_way = asked(&memory);
        memory.forget(AccountId([1; 16]));
        assert!(memory.find(digest(1), 0).is_err());
        assert!(memory.find(digest(2), 0).is_ok());
        memory.keep(under_way, seen(1, 1), 0);
        assert!(memory.find(digest(1), 0).is_err(), "it was read before");
    }

    #[test]
    fn a_node_remembers_so_many() {
        let memory = Memory::default();
        for number in 0..=MAX_REMEMBERED {
            let mut one = seen(1, 0);
            one.session.digest.0[..8].copy_from_slice(&number.to_be_bytes());
            memory.keep(asked(&memory), one, 0);
        }
        assert!(memory.kept.lock().unwrap().sessions.len() <= MAX_REMEMBERED);
    }
}
