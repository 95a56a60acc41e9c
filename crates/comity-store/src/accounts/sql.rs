//! Accounts in a database: each call is one statement that reads, or one transaction that writes.
//!
//! Never here: how a database is reached.
//!
//! Start at [`SqlAccounts`].

use comity_app::ports::{
    Account, AccountId, Accounts, AccountsError, Answer, CallId, DelegationId, Draft, Letter,
    LetterId, Link, MAX_LETTERS_PER_READ, MailAddress, NegotiationId, Preferences, Seat, Sending,
    Session, TokenDigest, Visited,
};

use super::database::{Columns, Database, Value, Writer, values};
use super::rows::{self, DraftRow, LetterRow, SessionRow};
use super::{statements, writing};

/// Accounts in a database. A clone is the same accounts.
#[derive(Clone, Debug)]
pub struct SqlAccounts<D> {
    database: D,
}

impl<D> SqlAccounts<D> {
    pub(super) fn on(database: D) -> SqlAccounts<D> {
        SqlAccounts { database }
    }

    pub(super) fn database(&self) -> &D {
        &self.database
    }
}

impl<D: Database> SqlAccounts<D> {
    /// Reads at most one row.
    async fn one<T: Columns>(
        &self,
        statement: &'static str,
        values: Vec<Value>,
    ) -> Result<Option<T>, AccountsError> {
        Ok(self.database.read(statement, values).await?.pop())
    }

    /// Does something in one transaction, once the answer is awaited.
    fn change<'a, T: Send + 'a>(
        &'a self,
        act: impl for<'c> FnOnce(&'c mut D::Writer) -> Answer<'c, T, AccountsError> + Send + 'a,
    ) -> Answer<'a, T, AccountsError> {
        Box::pin(self.database.write(act))
    }

    /// Runs one statement that needs nothing held.
    fn run(&self, statement: &'static str, values: Vec<Value>) -> Answer<'_, (), AccountsError> {
        self.change(move |writer| {
            Box::pin(async move { writer.run(statement, values).await.map(|_| ()) })
        })
    }
}

impl<D: Database> Accounts for SqlAccounts<D> {
    fn enrol(&self, mail: &MailAddress, id: AccountId) -> Answer<'_, Account, AccountsError> {
        let mail = mail.clone();
        self.change(move |writer| Box::pin(writing::enrol(writer, mail, id)))
    }

    fn account(&self, id: AccountId) -> Answer<'_, Option<Account>, AccountsError> {
        Box::pin(async move {
            let row = self.one(statements::ACCOUNT, values![id]).await?;
            row.map(rows::to_account).transpose()
        })
    }

    fn account_of(&self, mail: &MailAddress) -> Answer<'_, Option<Account>, AccountsError> {
        let mail = mail.clone();
        Box::pin(async move {
            let row = self.one(statements::ACCOUNT_OF, values![mail.as_str()]);
            row.await?.map(rows::to_account).transpose()
        })
    }

    fn prefer(&self, id: AccountId, preferences: Preferences) -> Answer<'_, (), AccountsError> {
        self.change(move |writer| Box::pin(writing::prefer(writer, id, preferences)))
    }

    fn erase(&self, id: AccountId) -> Answer<'_, (), AccountsError> {
        Box::pin(async move {
            self.run(statements::ERASE, values![id]).await?;
            self.database.scrub().await;
            Ok(())
        })
    }

    fn seat(&self, id: AccountId, at: &NegotiationId, seat: Seat) -> Answer<'_, (), AccountsError> {
        let at = at.clone();
        self.change(move |writer| Box::pin(writing::seat(writer, (id, at), seat)))
    }

    fn unseat(&self, id: AccountId, at: &NegotiationId) -> Answer<'_, (), AccountsError> {
        self.run(statements::UNSEAT, values![id, at])
    }

    fn seats(&self, id: AccountId) -> Answer<'_, Vec<(NegotiationId, Seat)>, AccountsError> {
        type Row = (String, String, Option<String>, Option<String>);
        Box::pin(async move {
            let found = self.database.read(statements::SEATS, values![id]).await?;
            let read = |(at, kind, delegation, delegate): Row| {
                let seat = rows::to_seat((kind, delegation, delegate))?;
                Ok((rows::to_negotiation(&at)?, seat))
            };
            found.into_iter().map(read).collect()
        })
    }

    fn seated(&self, at: &NegotiationId) -> Answer<'_, Vec<(Account, Seat)>, AccountsError> {
        type Row = (
            Vec<u8>,
            String,
            Option<Vec<u8>>,
            Option<Vec<u8>>,
            String,
            Option<String>,
            Option<String>,
        );
        let values = values![at];
        Box::pin(async move {
            let found = self.database.read(statements::SEATED, values).await?;
            let read = |row: Row| {
                let (id, mail, language, time_zone, kind, delegation, delegate) = row;
                let seat = rows::to_seat((kind, delegation, delegate))?;
                Ok((rows::to_account((id, mail, language, time_zone))?, seat))
            };
            found.into_iter().map(read).collect()
        })
    }

    fn put_link(&self, link: Link) -> Answer<'_, (), AccountsError> {
        self.change(move |writer| Box::pin(writing::put_link(writer, link)))
    }

    fn look_at_link(
        &self,
        digest: TokenDigest,
        now: i64,
    ) -> Answer<'_, Option<AccountId>, AccountsError> {
        Box::pin(async move {
            let found = self.one(statements::LOOK_AT_LINK, values![digest, now]);
            let found: Option<(Vec<u8>,)> = found.await?;
            found.map(|(id,)| rows::to_account_id(id)).transpose()
        })
    }

    fn use_link(
        &self,
        digest: TokenDigest,
        now: i64,
    ) -> Answer<'_, Option<AccountId>, AccountsError> {
        self.change(move |writer| {
            Box::pin(writing::use_link(writer, (digest, now), D::SWEEP_LINKS))
        })
    }

    fn put_session(
        &self,
        session: Session,
        follows: Option<TokenDigest>,
    ) -> Answer<'_, (), AccountsError> {
        self.change(move |writer| Box::pin(writing::put_session(writer, session, follows)))
    }

    fn session(&self, digest: TokenDigest, now: i64) -> Answer<'_, Option<Session>, AccountsError> {
        Box::pin(async move {
            let row = self.one(statements::SESSION, values![digest, now]).await?;
            row.map(rows::to_session).transpose()
        })
    }

    fn sessions(&self, id: AccountId, now: i64) -> Answer<'_, Vec<Session>, AccountsError> {
        Box::pin(async move {
            let found = self.database.read(statements::SESSIONS, values![id, now]);
            let found: Vec<SessionRow> = found.await?;
            found.into_iter().map(rows::to_session).collect()
        })
    }

    fn end_session(&self, digest: TokenDigest) -> Answer<'_, (), AccountsError> {
        self.run(statements::END_SESSION, values![digest])
    }

    fn end_sessions(&self, id: AccountId) -> Answer<'_, (), AccountsError> {
        self.change(move |writer| Box::pin(writing::end_sessions(writer, id)))
    }

    fn put_draft(&self, draft: Draft) -> Answer<'_, (), AccountsError> {
        self.change(move |writer| Box::pin(writing::put_draft(writer, draft)))
    }

    fn drafts(&self, id: AccountId, at: &NegotiationId) -> Answer<'_, Vec<Draft>, AccountsError> {
        let at = at.clone();
        Box::pin(async move {
            let found = self.database.read(statements::DRAFTS, values![id, &at]);
            let found: Vec<DraftRow> = found.await?;
            let read = |row| rows::to_draft(id, &at, row);
            found.into_iter().map(read).collect()
        })
    }

    fn visit(
        &self,
        id: AccountId,
        at: &NegotiationId,
        now: Visited,
    ) -> Answer<'_, Option<Visited>, AccountsError> {
        let at = at.clone();
        self.change(move |writer| Box::pin(writing::visit(writer, (id, at), now)))
    }

    fn see_call(
        &self,
        at: &NegotiationId,
        call: &CallId,
        (delegation, seen): (DelegationId, i64),
    ) -> Answer<'_, (), AccountsError> {
        let values = values![at, call.as_str(), delegation.as_str(), seen];
        self.run(statements::SEE_CALL, values)
    }

    fn seen_call(
        &self,
        at: &NegotiationId,
        call: &CallId,
    ) -> Answer<'_, Vec<(DelegationId, i64)>, AccountsError> {
        let values = values![at, call.as_str()];
        Box::pin(async move {
            let found = self.database.read(statements::SEEN_CALL, values).await?;
            found.into_iter().map(rows::to_seen).collect()
        })
    }

    fn post(&self, letter: Letter) -> Answer<'_, (), AccountsError> {
        self.change(move |writer| Box::pin(writing::post(writer, letter, D::SWEEP_LETTERS)))
    }

    fn unsent(&self, now: i64, limit: usize) -> Answer<'_, Vec<Letter>, AccountsError> {
        Box::pin(async move {
            let values = values![now, limit.min(MAX_LETTERS_PER_READ)];
            let found = self.database.read(statements::UNSENT, values).await?;
            found.into_iter().map(rows::to_letter).collect()
        })
    }

    fn sent(&self, id: LetterId, outcome: Sending) -> Answer<'_, (), AccountsError> {
        self.change(move |writer| Box::pin(writing::sent(writer, (id, outcome), D::SWEEP_LETTERS)))
    }

    fn letters(&self, limit: usize) -> Answer<'_, Vec<Letter>, AccountsError> {
        Box::pin(async move {
            let values = values![limit.min(MAX_LETTERS_PER_READ)];
            let found = self.database.read(statements::LETTERS, values);
            let found: Vec<LetterRow> = found.await?;
            found.into_iter().map(rows::to_letter).collect()
        })
    }
}
