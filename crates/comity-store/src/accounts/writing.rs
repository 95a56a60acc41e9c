//! What a call does within its transaction.
//!
//! Whoever gives an account something holds its row first: [`hold`]. So the counts below are true
//! until the transaction ends, and an account that is being erased gets nothing more.
//!
//! Never here: the beginning and the end of a transaction.

use comity_app::ports::{
    Account, AccountId, AccountsError, Draft, Letter, LetterId, Link, MAX_KEPT_LETTERS, MAX_LINKS,
    MAX_SESSIONS, MAX_VISITS, MailAddress, NegotiationId, Preferences, Seat, Sending, Session,
    TokenDigest, Visited,
};

use super::database::{Value, Writer, values};
use super::rows::{self, FAILED, SENT, VisitRow};
use super::visits::Visit;
use super::{limits, statements};

/// The most links that go in one sweep: whoever signs in does not wait for a long one.
const LINKS_PER_SWEEP: usize = 100;

/// The most letters that go in one sweep; each letter that is done with sweeps.
const LETTERS_PER_SWEEP: usize = 100;

/// Holds an account until the transaction ends.
async fn hold(writer: &mut impl Writer, id: AccountId) -> Result<(), AccountsError> {
    match writer.run(statements::HOLD, values![id]).await? {
        0 => Err(AccountsError::UnknownAccount),
        _ => Ok(()),
    }
}

/// How many, as a statement has counted them.
fn counted(place: &str, number: i64) -> Result<usize, AccountsError> {
    usize::try_from(number).map_err(|_| rows::damage(place))
}

pub(super) async fn enrol(
    writer: &mut impl Writer,
    mail: MailAddress,
    id: AccountId,
) -> Result<Account, AccountsError> {
    let values = values![id, mail.as_str()];
    writer.run(statements::ENROL, values).await?;
    let found = writer.ask(statements::ACCOUNT_OF, values![mail.as_str()]);
    match found.await?.pop() {
        Some(row) => rows::to_account(row),
        None => Err(limits::id_is_taken()),
    }
}

pub(super) async fn prefer(
    writer: &mut impl Writer,
    id: AccountId,
    preferences: Preferences,
) -> Result<(), AccountsError> {
    limits::check_preferences(&preferences)?;
    let values = values![id, preferences.language, preferences.time_zone];
    match writer.run(statements::PREFER, values).await? {
        0 => Err(AccountsError::UnknownAccount),
        _ => Ok(()),
    }
}

pub(super) async fn seat(
    writer: &mut impl Writer,
    (id, at): (AccountId, NegotiationId),
    seat: Seat,
) -> Result<(), AccountsError> {
    hold(writer, id).await?;
    let beside = writer.ask(statements::SEATS_BESIDE, values![id, &at]);
    let (own, there) = beside.await?.pop().unwrap_or((0, 0));
    let place = "the index of the seats";
    limits::check_seats((counted(place, own)?, counted(place, there)?))?;
    let mut values = values![id, &at];
    values.extend(rows::of_seat(&seat));
    writer.run(statements::SEAT, values).await.map(|_| ())
}

pub(super) async fn put_link(writer: &mut impl Writer, link: Link) -> Result<(), AccountsError> {
    let Link {
        digest,
        account,
        until,
    } = link;
    hold(writer, account).await?;
    let keep = values![account, digest, MAX_LINKS - 1];
    writer.run(statements::TRIM_LINKS, keep).await?;
    let values = values![digest, account, until];
    writer.run(statements::PUT_LINK, values).await.map(|_| ())
}

pub(super) async fn use_link(
    writer: &mut impl Writer,
    (digest, now): (TokenDigest, i64),
    sweep: &'static str,
) -> Result<Option<AccountId>, AccountsError> {
    let used = writer.ask(statements::USE_LINK, values![digest, now]);
    let used: Option<(Vec<u8>,)> = used.await?.pop();
    writer.run(sweep, values![now, LINKS_PER_SWEEP]).await?;
    used.map(|(id,)| rows::to_account_id(id)).transpose()
}

pub(super) async fn put_session(
    writer: &mut impl Writer,
    session: Session,
    follows: Option<TokenDigest>,
) -> Result<(), AccountsError> {
    let Session {
        digest,
        account,
        began,
        turned,
        until,
    } = session;
    hold(writer, account).await?;
    let over = values![account, turned, follows, digest];
    writer.run(statements::SWEEP_SESSIONS, over).await?;
    let keep = values![account, MAX_SESSIONS - 1];
    writer.run(statements::TRIM_SESSIONS, keep).await?;
    let values = values![digest, account, began, turned, until];
    let put = writer.run(statements::PUT_SESSION, values).await;
    put.map(|_| ())
}

pub(super) async fn end_sessions(
    writer: &mut impl Writer,
    id: AccountId,
) -> Result<(), AccountsError> {
    match hold(writer, id).await {
        // Who has no account has no session.
        Err(AccountsError::UnknownAccount) => Ok(()),
        Err(other) => Err(other),
        Ok(()) => {
            let ended = writer.run(statements::END_SESSIONS, values![id]).await;
            ended.map(|_| ())
        }
    }
}

pub(super) async fn put_draft(writer: &mut impl Writer, draft: Draft) -> Result<(), AccountsError> {
    limits::check_draft(&draft)?;
    let account = draft.account;
    hold(writer, account).await?;
    let key = || values![account, &draft.negotiation, draft.name.clone()];
    if draft.fields.is_empty() {
        let removed = writer.run(statements::REMOVE_DRAFT, key()).await;
        return removed.map(|_| ());
    }
    let beside = writer.ask(statements::DRAFTS_BESIDE, key()).await?;
    let (others, bytes) = beside.into_iter().next().unwrap_or((0, 0));
    let place = "the index of the drafts";
    limits::check_drafts(&draft, (counted(place, others)?, counted(place, bytes)?))?;
    let mut values = key();
    values.extend([Value::from(draft.fields), Value::from(draft.at)]);
    writer.run(statements::PUT_DRAFT, values).await.map(|_| ())
}

pub(super) async fn visit(
    writer: &mut impl Writer,
    (id, at): (AccountId, NegotiationId),
    now: Visited,
) -> Result<Option<Visited>, AccountsError> {
    hold(writer, id).await?;
    let kept = writer.ask(statements::VISIT, values![id, &at]);
    let kept: Option<VisitRow> = kept.await?.pop();
    let kept = kept.map(rows::to_visit).transpose()?;
    let visit = Visit::with(kept, now);
    let mut values = values![id, &at];
    values.extend(rows::of_visit(visit));
    writer.run(statements::PUT_VISIT, values).await?;
    if kept.is_none() {
        let keep = values![id, &at, MAX_VISITS - 1];
        writer.run(statements::TRIM_VISITS, keep).await?;
    }
    Ok(visit.before)
}

pub(super) async fn post(
    writer: &mut impl Writer,
    letter: Letter,
    sweep: &'static str,
) -> Result<(), AccountsError> {
    limits::check_letter(&letter)?;
    hold(writer, letter.account).await?;
    if let Sending::Waiting { .. } = letter.sending {
        let beside = writer.ask(
            statements::WAITING_BESIDE,
            values![letter.account, letter.id],
        );
        let (waiting,): (i64,) = beside.await?.pop().unwrap_or((0,));
        limits::check_waiting(counted("the index of the letters", waiting)?)?;
    }
    let mut values = values![
        letter.id,
        letter.to.as_str(),
        letter.account,
        letter.subject,
        letter.text,
        letter.written,
    ];
    values.extend(rows::of_sending(limits::cut_reason(letter.sending)));
    writer.run(statements::POST, values).await?;
    sweep_letters(writer, sweep).await
}

pub(super) async fn sent(
    writer: &mut impl Writer,
    (id, outcome): (LetterId, Sending),
    sweep: &'static str,
) -> Result<(), AccountsError> {
    let mut values = values![id];
    values.extend(rows::of_sending(limits::cut_reason(outcome)));
    writer.run(statements::TELL, values).await?;
    sweep_letters(writer, sweep).await
}

async fn sweep_letters(writer: &mut impl Writer, sweep: &'static str) -> Result<(), AccountsError> {
    for state in [SENT, FAILED] {
        let values = values![state, MAX_KEPT_LETTERS, LETTERS_PER_SWEEP];
        writer.run(sweep, values).await?;
    }
    Ok(())
}
