//! Between rows and values: what both databases hand out, read into what the port promises.
//!
//! A value that cannot have been written by us is damage, with its place; it never becomes a
//! guess.

use comity_app::ports::{
    Account, AccountId, AccountsError, DelegateId, DelegationId, Draft, Letter, LetterId,
    MailAddress, NegotiationId, Preferences, Seat, Sending, Session, TokenDigest, Visited,
};

use super::database::Value;
use super::visits::Visit;
use crate::columns::to_column;

/// What a person can do about damage.
const WAY_OUT: &str = "stop the server, keep the damaged data aside, and put a backup of the \
                       accounts in its place; no record depends on them";

/// An account: id, mail, language and time zone.
pub(super) type AccountRow = (Vec<u8>, String, Option<Vec<u8>>, Option<Vec<u8>>);

/// A seat: kind, delegation and delegate.
pub(super) type SeatRow = (String, Option<String>, Option<String>);

/// A session: digest, account, began, turned and ends.
pub(super) type SessionRow = (Vec<u8>, Vec<u8>, i64, i64, i64);

/// A draft: name, fields and when it was kept.
pub(super) type DraftRow = (Vec<u8>, Vec<u8>, i64);

/// A visit: how far and when it read last, and the same of the one before it.
pub(super) type VisitRow = (i64, i64, Option<i64>, Option<i64>);

/// A letter: id, recipient, account, subject, text, written, and how sending it has gone.
pub(super) type LetterRow = (
    Vec<u8>,
    String,
    Vec<u8>,
    Vec<u8>,
    Vec<u8>,
    i64,
    String,
    i64,
    i64,
    Option<Vec<u8>>,
);

/// How sending has gone: state, tries, moment and reason.
type SendingRow = (String, i64, i64, Option<Vec<u8>>);

/// Damage at a place.
pub(super) fn damage(place: impl Into<String>) -> AccountsError {
    AccountsError::Corrupt {
        place: place.into(),
        way_out: WAY_OUT.to_owned(),
    }
}

fn bytes<const N: usize>(column: Vec<u8>, place: &str) -> Result<[u8; N], AccountsError> {
    column.try_into().map_err(|_| damage(place))
}

fn words(column: Vec<u8>, place: &str) -> Result<String, AccountsError> {
    String::from_utf8(column).map_err(|_| damage(place))
}

/// The id of an account.
pub(super) fn to_account_id(column: Vec<u8>) -> Result<AccountId, AccountsError> {
    bytes(column, "the id of an account").map(AccountId)
}

fn to_mail(column: &str) -> Result<MailAddress, AccountsError> {
    MailAddress::new(column).map_err(|_| damage("the mail address of an account"))
}

/// The name of a negotiation.
pub(super) fn to_negotiation(slug: &str) -> Result<NegotiationId, AccountsError> {
    NegotiationId::new(slug).map_err(|_| damage("the negotiation of a seat"))
}

/// A delegation that has seen a call.
pub(super) fn to_seen((slug, at): (String, i64)) -> Result<(DelegationId, i64), AccountsError> {
    let delegation = DelegationId::new(&slug);
    let delegation = delegation.map_err(|_| damage("a delegation that has seen a call"))?;
    Ok((delegation, at))
}

/// An account.
pub(super) fn to_account(row: AccountRow) -> Result<Account, AccountsError> {
    let (id, mail, language, time_zone) = row;
    let part = |column: Option<Vec<u8>>| {
        let read = |column| words(column, "the preferences of an account");
        column.map(read).transpose()
    };
    Ok(Account {
        id: to_account_id(id)?,
        mail: to_mail(&mail)?,
        preferences: Preferences {
            language: part(language)?,
            time_zone: part(time_zone)?,
        },
    })
}

/// The columns of a seat.
pub(super) fn of_seat(seat: &Seat) -> [Value; 3] {
    let (kind, delegation, delegate) = match seat {
        Seat::Chair => ("chair", None, None),
        Seat::Secretariat => ("secretariat", None, None),
        Seat::Party {
            delegation,
            delegate,
        } => (
            "party",
            Some(delegation.as_str()),
            delegate.as_ref().map(DelegateId::as_str),
        ),
    };
    [kind.into(), delegation.into(), delegate.into()]
}

/// A seat.
pub(super) fn to_seat((kind, delegation, delegate): SeatRow) -> Result<Seat, AccountsError> {
    let damaged = || damage("a seat");
    match (kind.as_str(), delegation, delegate) {
        ("chair", None, None) => Ok(Seat::Chair),
        ("secretariat", None, None) => Ok(Seat::Secretariat),
        ("party", Some(delegation), delegate) => Ok(Seat::Party {
            delegation: DelegationId::new(&delegation).map_err(|_| damaged())?,
            delegate: match delegate {
                Some(delegate) => Some(DelegateId::new(&delegate).map_err(|_| damaged())?),
                None => None,
            },
        }),
        _ => Err(damaged()),
    }
}

/// A session.
pub(super) fn to_session(row: SessionRow) -> Result<Session, AccountsError> {
    let (digest, account, began, turned, until) = row;
    Ok(Session {
        digest: TokenDigest(bytes(digest, "the digest of a session")?),
        account: to_account_id(account)?,
        began,
        turned,
        until,
    })
}

/// A draft of an account in a negotiation.
pub(super) fn to_draft(
    account: AccountId,
    negotiation: &NegotiationId,
    (name, fields, at): DraftRow,
) -> Result<Draft, AccountsError> {
    Ok(Draft {
        account,
        negotiation: negotiation.clone(),
        name: words(name, "the name of a draft")?,
        fields: words(fields, "a draft")?,
        at,
    })
}

/// The columns of a visit.
pub(super) fn of_visit(visit: Visit) -> [Value; 4] {
    [
        to_column(visit.last.size).into(),
        visit.last.at.into(),
        Value::Number(visit.before.map(|before| to_column(before.size))),
        Value::Number(visit.before.map(|before| before.at)),
    ]
}

/// A visit.
pub(super) fn to_visit(row: VisitRow) -> Result<Visit, AccountsError> {
    let read = |(size, at): (i64, i64)| match u64::try_from(size) {
        Ok(size) => Ok(Visited { size, at }),
        Err(_) => Err(damage("a visit")),
    };
    let (size, at, before_size, before_at) = row;
    Ok(Visit {
        last: read((size, at))?,
        before: match (before_size, before_at) {
            (Some(size), Some(at)) => Some(read((size, at))?),
            (None, None) => None,
            _ => return Err(damage("a visit")),
        },
    })
}

/// The state of a letter that waits.
pub(super) const WAITING: &str = "waiting";

/// The state of a letter that was sent.
pub(super) const SENT: &str = "sent";

/// The state of a letter that failed.
pub(super) const FAILED: &str = "failed";

/// The columns of how sending has gone.
pub(super) fn of_sending(sending: Sending) -> [Value; 4] {
    let nothing = Value::Bytes(None);
    match sending {
        Sending::Waiting { tries, next } => [
            WAITING.into(),
            i64::from(tries).into(),
            next.into(),
            nothing,
        ],
        Sending::Sent { at } => [SENT.into(), 0_i64.into(), at.into(), nothing],
        Sending::Failed { why } => [FAILED.into(), 0_i64.into(), 0_i64.into(), why.into()],
    }
}

fn to_sending((state, tries, moment, why): SendingRow) -> Result<Sending, AccountsError> {
    let damaged = || damage("how sending a letter has gone");
    match (state.as_str(), why) {
        (WAITING, None) => Ok(Sending::Waiting {
            tries: u32::try_from(tries).map_err(|_| damaged())?,
            next: moment,
        }),
        (SENT, None) => Ok(Sending::Sent { at: moment }),
        (FAILED, Some(why)) => Ok(Sending::Failed {
            why: words(why, "why a letter failed")?,
        }),
        _ => Err(damaged()),
    }
}

/// A letter.
pub(super) fn to_letter(row: LetterRow) -> Result<Letter, AccountsError> {
    let (id, to, account, subject, text, written, state, tries, moment, why) = row;
    Ok(Letter {
        id: LetterId(bytes(id, "the id of a letter")?),
        to: to_mail(&to)?,
        account: to_account_id(account)?,
        subject: words(subject, "the subject of a letter")?,
        text: words(text, "a letter")?,
        written,
        sending: to_sending((state, tries, moment, why))?,
    })
}
