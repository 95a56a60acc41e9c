//! Persons, links, sessions, drafts and letters for the cases.

use comity_app::ports::{
    Account, AccountId, Accounts, CallId, DelegateId, DelegationId, Draft, Letter, LetterId, Link,
    MailAddress, NegotiationId, Preferences, Seat, Sending, Session, TokenDigest, Visited,
};

/// The person that most cases are about.
pub(crate) const AMA: AccountId = AccountId([0xa1; 16]);

/// Another person.
pub(crate) const BO: AccountId = AccountId([0xb0; 16]);

/// Nobody.
pub(crate) const NOBODY: AccountId = AccountId([0xff; 16]);

/// A minute, in milliseconds.
pub(crate) const MINUTE: i64 = 60_000;

/// An address of mail.
pub(crate) fn mail(spelling: &str) -> MailAddress {
    MailAddress::new(spelling).unwrap()
}

/// The negotiation that most cases are about.
pub(crate) fn loa() -> NegotiationId {
    named("loa-water")
}

/// A negotiation of this name.
pub(crate) fn named(name: &str) -> NegotiationId {
    NegotiationId::new(name).unwrap()
}

/// Enrols the two persons.
pub(crate) async fn enrol_both(accounts: &impl Accounts) -> (Account, Account) {
    let ama = accounts.enrol(&mail("ama@tavar.example"), AMA).await;
    let bo = accounts.enrol(&mail("bo@meridia.example"), BO).await;
    (ama.unwrap(), bo.unwrap())
}

/// A delegation.
pub(crate) fn delegation(slug: &str) -> DelegationId {
    DelegationId::new(slug).unwrap()
}

/// The seat of a delegate, or of the head of a delegation.
pub(crate) fn party(of: &str, delegate: Option<&str>) -> Seat {
    Seat::Party {
        delegation: delegation(of),
        delegate: delegate.map(|slug| DelegateId::new(slug).unwrap()),
    }
}

/// A call.
pub(crate) fn call(slug: &str) -> CallId {
    CallId::new(slug).unwrap()
}

/// A digest that is told from others by a number.
pub(crate) fn digest(number: u8) -> TokenDigest {
    let mut digest = [0xd1; 32];
    digest[7] = number;
    TokenDigest(digest)
}

/// A link that is good until a time.
pub(crate) fn link(number: u8, account: AccountId, until: i64) -> Link {
    Link {
        digest: digest(number),
        account,
        until,
    }
}

/// A session of an hour that began, and was turned, at a time.
pub(crate) fn session(number: u8, account: AccountId, began: i64) -> Session {
    Session {
        digest: digest(number),
        account,
        began,
        turned: began,
        until: began + 60 * MINUTE,
    }
}

/// A draft of an account.
pub(crate) fn draft(account: AccountId, name: &str, fields: &str) -> Draft {
    Draft {
        account,
        negotiation: loa(),
        name: name.to_owned(),
        fields: fields.to_owned(),
        at: 1_000,
    }
}

/// A reading.
pub(crate) fn read(size: u64, at: i64) -> Visited {
    Visited { size, at }
}

/// The id of a letter that is told from others by a number.
pub(crate) fn letter_id(number: u16) -> LetterId {
    let mut id = [0x1e; 16];
    id[..2].copy_from_slice(&number.to_be_bytes());
    LetterId(id)
}

/// A letter that was written at a time and waits for its first try.
pub(crate) fn letter(number: u16, account: AccountId, written: i64) -> Letter {
    Letter {
        id: letter_id(number),
        to: mail("ama@tavar.example"),
        account,
        subject: format!("Letter {number}"),
        text: "A call has begun.\n".to_owned(),
        written,
        sending: waiting(0, written),
    }
}

/// Waiting for the next try.
pub(crate) fn waiting(tries: u32, next: i64) -> Sending {
    Sending::Waiting { tries, next }
}

/// A failure.
pub(crate) fn failed(why: &str) -> Sending {
    Sending::Failed {
        why: why.to_owned(),
    }
}

/// The numbers of the letters that are due, or of all.
pub(crate) fn ids(letters: Vec<Letter>) -> Vec<LetterId> {
    letters.into_iter().map(|letter| letter.id).collect()
}

/// Gives an account one of everything.
pub(crate) async fn give_everything(accounts: &impl Accounts, id: AccountId, number: u8) {
    let preferences = Preferences {
        language: Some("fr".to_owned()),
        time_zone: Some("Europe/Zurich".to_owned()),
    };
    accounts.prefer(id, preferences).await.unwrap();
    let seat = party("tavar", Some("d-1"));
    accounts.seat(id, &loa(), seat).await.unwrap();
    accounts.put_link(link(number, id, 9_000)).await.unwrap();
    let of_person = session(number, id, 1_000);
    accounts.put_session(of_person, None).await.unwrap();
    let written = draft(id, "proposals/new", "rationale=water+for+all");
    accounts.put_draft(written).await.unwrap();
    accounts.visit(id, &loa(), read(4, 1_000)).await.unwrap();
    let posted = letter(number.into(), id, 1_000);
    accounts.post(posted).await.unwrap();
}

/// Everything that any call finds of an account and its things, to see that nothing is there or
/// that nothing has changed. It changes nothing.
pub(crate) async fn everything(accounts: &impl Accounts, of: &Account, number: u8) -> String {
    let own = |letter: &Letter| letter.account == of.id;
    let unsent = accounts.unsent(i64::MAX, usize::MAX).await.unwrap();
    let letters = accounts.letters(usize::MAX).await.unwrap();
    let seated = accounts.seated(&loa()).await.unwrap();
    let drafts = accounts.drafts(of.id, &loa()).await;
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        accounts.account(of.id).await.unwrap(),
        accounts.account_of(&of.mail).await.unwrap(),
        accounts.seats(of.id).await.unwrap(),
        seated.iter().find(|(account, _)| account.id == of.id),
        accounts.look_at_link(digest(number), 1_000).await.unwrap(),
        accounts.session(digest(number), 1_000).await.unwrap(),
        accounts.sessions(of.id, 1_000).await.unwrap(),
        drafts.unwrap(),
        unsent.iter().filter(|it| own(it)).collect::<Vec<_>>(),
        letters.iter().filter(|it| own(it)).collect::<Vec<_>>(),
    )
}

/// What [`everything`] says where nothing is.
pub(crate) const NOTHING: &str = "None None [] None None None [] [] [] []";
