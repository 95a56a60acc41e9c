//! Accounts in memory: for tests, and for a site that is only shown.
//!
//! They keep every promise of the port but one: what is in them is gone with the last clone.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use comity_app::ports::{
    Account, AccountId, Accounts, AccountsError, Answer, CallId, DelegationId, Draft, Letter,
    LetterId, Link, MAX_KEPT_LETTERS, MAX_LETTERS_PER_READ, MAX_LINKS, MAX_SESSIONS, MAX_VISITS,
    MailAddress, NegotiationId, Preferences, Seat, Sending, Session, TokenDigest, Visited,
};

use super::limits;
use super::visits::Visit;

/// Accounts in memory. A clone is the same accounts.
#[derive(Clone, Debug, Default)]
pub struct MemoryAccounts {
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug, Default)]
struct Kept {
    accounts: BTreeMap<AccountId, Account>,
    seats: BTreeMap<(AccountId, NegotiationId), Seat>,
    links: BTreeMap<TokenDigest, Link>,
    sessions: BTreeMap<TokenDigest, Session>,
    drafts: BTreeMap<(AccountId, NegotiationId, String), Draft>,
    visits: BTreeMap<(AccountId, NegotiationId), Visit>,
    seen: BTreeMap<(NegotiationId, CallId, DelegationId), i64>,
    letters: BTreeMap<LetterId, Letter>,
}

impl MemoryAccounts {
    /// No accounts.
    #[must_use]
    pub fn new() -> MemoryAccounts {
        MemoryAccounts::default()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // No change below stops half-way: what may be refused is looked at first.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something once the answer is awaited, and nothing before.
    fn once<'a, T: Send>(
        &'a self,
        act: impl FnOnce(&mut Kept) -> Result<T, AccountsError> + Send + 'a,
    ) -> Answer<'a, T, AccountsError> {
        Box::pin(async move { act(&mut self.kept()) })
    }
}

impl Accounts for MemoryAccounts {
    fn enrol(&self, mail: &MailAddress, id: AccountId) -> Answer<'_, Account, AccountsError> {
        let mail = mail.clone();
        self.once(move |kept| kept.enrol(mail, id))
    }

    fn account(&self, id: AccountId) -> Answer<'_, Option<Account>, AccountsError> {
        self.once(move |kept| Ok(kept.accounts.get(&id).cloned()))
    }

    fn account_of(&self, mail: &MailAddress) -> Answer<'_, Option<Account>, AccountsError> {
        let mail = mail.clone();
        self.once(move |kept| Ok(kept.account_of(&mail)))
    }

    fn prefer(&self, id: AccountId, preferences: Preferences) -> Answer<'_, (), AccountsError> {
        self.once(move |kept| {
            limits::check_preferences(&preferences)?;
            let account = kept.accounts.get_mut(&id);
            account.ok_or(AccountsError::UnknownAccount)?.preferences = preferences;
            Ok(())
        })
    }

    fn erase(&self, id: AccountId) -> Answer<'_, (), AccountsError> {
        self.once(move |kept| {
            kept.erase(id);
            Ok(())
        })
    }

    fn seat(&self, id: AccountId, at: &NegotiationId, seat: Seat) -> Answer<'_, (), AccountsError> {
        let at = at.clone();
        self.once(move |kept| kept.seat((id, at), seat))
    }

    fn unseat(&self, id: AccountId, at: &NegotiationId) -> Answer<'_, (), AccountsError> {
        let at = at.clone();
        self.once(move |kept| {
            kept.seats.remove(&(id, at));
            Ok(())
        })
    }

    fn seats(&self, id: AccountId) -> Answer<'_, Vec<(NegotiationId, Seat)>, AccountsError> {
        self.once(move |kept| {
            let own = kept.seats.iter().filter(|((whose, _), _)| *whose == id);
            let own = own.map(|((_, at), seat)| (at.clone(), seat.clone()));
            Ok(own.collect())
        })
    }

    fn seated(&self, at: &NegotiationId) -> Answer<'_, Vec<(Account, Seat)>, AccountsError> {
        let at = at.clone();
        self.once(move |kept| {
            let there = kept.seats.iter().filter(|((_, there), _)| *there == at);
            let with_account = there
                .filter_map(|((id, _), seat)| Some((kept.accounts.get(id)?.clone(), seat.clone())));
            let mut seated: Vec<_> = with_account.collect();
            seated.sort_by(|(a, _), (b, _)| a.mail.cmp(&b.mail));
            Ok(seated)
        })
    }

    fn put_link(&self, link: Link) -> Answer<'_, (), AccountsError> {
        self.once(move |kept| kept.put_link(link))
    }

    fn look_at_link(
        &self,
        digest: TokenDigest,
        now: i64,
    ) -> Answer<'_, Option<AccountId>, AccountsError> {
        self.once(move |kept| {
            let link = kept.links.get(&digest).filter(|link| link.until > now);
            Ok(link.map(|link| link.account))
        })
    }

    fn use_link(
        &self,
        digest: TokenDigest,
        now: i64,
    ) -> Answer<'_, Option<AccountId>, AccountsError> {
        self.once(move |kept| {
            kept.links.retain(|_, link| link.until > now);
            Ok(kept.links.remove(&digest).map(|link| link.account))
        })
    }

    fn put_session(
        &self,
        session: Session,
        follows: Option<TokenDigest>,
    ) -> Answer<'_, (), AccountsError> {
        self.once(move |kept| kept.put_session(session, follows))
    }

    fn session(&self, digest: TokenDigest, now: i64) -> Answer<'_, Option<Session>, AccountsError> {
        self.once(move |kept| {
            let session = kept.sessions.get(&digest);
            Ok(session.filter(|session| session.until > now).cloned())
        })
    }

    fn sessions(&self, id: AccountId, now: i64) -> Answer<'_, Vec<Session>, AccountsError> {
        self.once(move |kept| {
            let own = |session: &&Session| session.account == id && session.until > now;
            let mut own: Vec<Session> = kept.sessions.values().filter(own).cloned().collect();
            own.sort_by_key(|session| (session.began, session.digest));
            Ok(own)
        })
    }

    fn end_session(&self, digest: TokenDigest) -> Answer<'_, (), AccountsError> {
        self.once(move |kept| {
            kept.sessions.remove(&digest);
            Ok(())
        })
    }

    fn end_sessions(&self, id: AccountId) -> Answer<'_, (), AccountsError> {
        self.once(move |kept| {
            kept.sessions.retain(|_, session| session.account != id);
            Ok(())
        })
    }

    fn put_draft(&self, draft: Draft) -> Answer<'_, (), AccountsError> {
        self.once(move |kept| kept.put_draft(draft))
    }

    fn drafts(&self, id: AccountId, at: &NegotiationId) -> Answer<'_, Vec<Draft>, AccountsError> {
        let at = at.clone();
        self.once(move |kept| {
            let own = |draft: &&Draft| draft.account == id && draft.negotiation == at;
            Ok(kept.drafts.values().filter(own).cloned().collect())
        })
    }

    fn visit(
        &self,
        id: AccountId,
        at: &NegotiationId,
        now: Visited,
    ) -> Answer<'_, Option<Visited>, AccountsError> {
        let at = at.clone();
        self.once(move |kept| kept.visit((id, at), now))
    }

    fn see_call(
        &self,
        at: &NegotiationId,
        call: &CallId,
        (delegation, seen): (DelegationId, i64),
    ) -> Answer<'_, (), AccountsError> {
        let key = (at.clone(), call.clone(), delegation);
        self.once(move |kept| {
            kept.seen.entry(key).or_insert(seen);
            Ok(())
        })
    }

    fn seen_call(
        &self,
        at: &NegotiationId,
        call: &CallId,
    ) -> Answer<'_, Vec<(DelegationId, i64)>, AccountsError> {
        let (at, call) = (at.clone(), call.clone());
        self.once(move |kept| {
            let of_call = kept
                .seen
                .iter()
                .filter(|(key, _)| key.0 == at && key.1 == call);
            let of_call = of_call.map(|((_, _, delegation), seen)| (delegation.clone(), *seen));
            Ok(of_call.collect())
        })
    }

    fn post(&self, letter: Letter) -> Answer<'_, (), AccountsError> {
        self.once(move |kept| kept.post(letter))
    }

    fn unsent(&self, now: i64, limit: usize) -> Answer<'_, Vec<Letter>, AccountsError> {
        self.once(move |kept| {
            let due = |letter: &Letter| matches!(letter.sending, Sending::Waiting { next, .. } if next <= now);
            let mut due = kept.letters_by_age(due);
            due.truncate(limit.min(MAX_LETTERS_PER_READ));
            Ok(due)
        })
    }

    fn sent(&self, id: LetterId, outcome: Sending) -> Answer<'_, (), AccountsError> {
        self.once(move |kept| {
            let open = kept.letters.get_mut(&id);
            if let Some(letter) = open.filter(|it| !is_sent(it)) {
                letter.sending = limits::cut_reason(outcome);
            }
            kept.sweep_letters();
            Ok(())
        })
    }

    fn letters(&self, limit: usize) -> Answer<'_, Vec<Letter>, AccountsError> {
        self.once(move |kept| {
            let mut letters = kept.letters_by_age(|_| true);
            letters.reverse();
            letters.truncate(limit.min(MAX_LETTERS_PER_READ));
            Ok(letters)
        })
    }
}

impl Kept {
    fn known(&self, id: AccountId) -> Result<(), AccountsError> {
        match self.accounts.contains_key(&id) {
            true => Ok(()),
            false => Err(AccountsError::UnknownAccount),
        }
    }

    fn account_of(&self, mail: &MailAddress) -> Option<Account> {
        let mut accounts = self.accounts.values();
        accounts.find(|account| account.mail == *mail).cloned()
    }

    fn enrol(&mut self, mail: MailAddress, id: AccountId) -> Result<Account, AccountsError> {
        if let Some(account) = self.account_of(&mail) {
            return Ok(account);
        }
        if self.accounts.contains_key(&id) {
            return Err(limits::id_is_taken());
        }
        let preferences = Preferences::default();
        let account = Account {
            id,
            mail,
            preferences,
        };
        self.accounts.insert(id, account.clone());
        Ok(account)
    }

    fn erase(&mut self, id: AccountId) {
        self.accounts.remove(&id);
        self.seats.retain(|(whose, _), _| *whose != id);
        self.links.retain(|_, link| link.account != id);
        self.sessions.retain(|_, session| session.account != id);
        self.drafts.retain(|(whose, ..), _| *whose != id);
        self.visits.retain(|(whose, _), _| *whose != id);
        self.letters.retain(|_, letter| letter.account != id);
    }

    fn seat(&mut self, key: (AccountId, NegotiationId), seat: Seat) -> Result<(), AccountsError> {
        self.known(key.0)?;
        let others = |test: &dyn Fn(&(AccountId, NegotiationId)) -> bool| {
            let others = self.seats.keys().filter(|it| **it != key);
            others.filter(|it| test(it)).count()
        };
        limits::check_seats((others(&|it| it.0 == key.0), others(&|it| it.1 == key.1)))?;
        self.seats.insert(key, seat);
        Ok(())
    }

    fn put_link(&mut self, link: Link) -> Result<(), AccountsError> {
        self.known(link.account)?;
        let others = self.links.values();
        let others = others.filter(|it| it.account == link.account && it.digest != link.digest);
        let mut others: Vec<_> = others.map(|it| (Reverse(it.until), it.digest)).collect();
        others.sort();
        for (_, digest) in others.into_iter().skip(MAX_LINKS - 1) {
            self.links.remove(&digest);
        }
        self.links.insert(link.digest, link);
        Ok(())
    }

    fn put_session(
        &mut self,
        session: Session,
        follows: Option<TokenDigest>,
    ) -> Result<(), AccountsError> {
        let Session {
            digest,
            account,
            turned,
            ..
        } = session;
        self.known(account)?;
        self.sessions.retain(|_, it| {
            let goes = it.until <= turned || Some(it.digest) == follows || it.digest == digest;
            it.account != account || !goes
        });
        let others = self.sessions.values().filter(|it| it.account == account);
        let mut others: Vec<_> = others.map(|it| (Reverse(it.turned), it.digest)).collect();
        others.sort();
        for (_, oldest) in others.into_iter().skip(MAX_SESSIONS - 1) {
            self.sessions.remove(&oldest);
        }
        self.sessions.insert(digest, session);
        Ok(())
    }

    fn put_draft(&mut self, draft: Draft) -> Result<(), AccountsError> {
        limits::check_draft(&draft)?;
        self.known(draft.account)?;
        let key = (draft.account, draft.negotiation.clone(), draft.name.clone());
        if draft.fields.is_empty() {
            self.drafts.remove(&key);
            return Ok(());
        }
        let others = self
            .drafts
            .iter()
            .filter(|((whose, at, name), _)| (whose, at) == (&key.0, &key.1) && *name != key.2);
        let bytes = others.clone().map(|(_, draft)| draft.fields.len()).sum();
        limits::check_drafts(&draft, (others.count(), bytes))?;
        self.drafts.insert(key, draft);
        Ok(())
    }

    fn visit(
        &mut self,
        key: (AccountId, NegotiationId),
        now: Visited,
    ) -> Result<Option<Visited>, AccountsError> {
        self.known(key.0)?;
        let visit = Visit::with(self.visits.get(&key).copied(), now);
        let others = self
            .visits
            .iter()
            .filter(|(it, _)| it.0 == key.0 && **it != key);
        let mut others: Vec<_> = others
            .map(|(it, visit)| (Reverse(visit.last.at), it.clone()))
            .collect();
        others.sort();
        for (_, oldest) in others.into_iter().skip(MAX_VISITS - 1) {
            self.visits.remove(&oldest);
        }
        self.visits.insert(key, visit);
        Ok(visit.before)
    }

    fn post(&mut self, letter: Letter) -> Result<(), AccountsError> {
        limits::check_letter(&letter)?;
        self.known(letter.account)?;
        let waits = |it: &Letter| matches!(it.sending, Sending::Waiting { .. });
        if waits(&letter) {
            let others = self
                .letters
                .values()
                .filter(|it| it.account == letter.account && it.id != letter.id && waits(it));
            limits::check_waiting(others.count())?;
        }
        let sending = limits::cut_reason(letter.sending.clone());
        let letter = Letter { sending, ..letter };
        self.letters.entry(letter.id).or_insert(letter);
        self.sweep_letters();
        Ok(())
    }

    /// Some letters, the oldest first.
    fn letters_by_age(&self, which: impl Fn(&Letter) -> bool) -> Vec<Letter> {
        let letters = self.letters.values().filter(|letter| which(letter));
        let mut letters: Vec<Letter> = letters.cloned().collect();
        letters.sort_by_key(|letter| (letter.written, letter.id));
        letters
    }

    fn sweep_letters(&mut self) {
        let failed = |it: &Letter| matches!(it.sending, Sending::Failed { .. });
        for mut done in [self.letters_by_age(is_sent), self.letters_by_age(failed)] {
            done.sort_by_key(|it| match it.sending {
                Sending::Sent { at } => at,
                _ => 0,
            });
            let too_many = done.len().saturating_sub(MAX_KEPT_LETTERS);
            for letter in &done[..too_many] {
                self.letters.remove(&letter.id);
            }
        }
    }
}

fn is_sent(letter: &Letter) -> bool {
    matches!(letter.sending, Sending::Sent { .. })
}
