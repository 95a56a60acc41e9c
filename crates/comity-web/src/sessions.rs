//! Sessions: who is signed in, by a token in a cookie that only this site ever gets.
//!
//! The store knows the digest of a token, never the token. Whatever way somebody has proved who
//! they are, a link by mail today, a key or an institution later, it ends in [`begin`].
//!
//! A token has two halves. The second is changed once a day, so that a stolen one is soon of no
//! use; the first stays as long as the session, so that a form which was opened before the change
//! is still taken after it. The token before lives on until the next one has come in a request,
//! and then for a minute: what another tab has sent already is answered, and who never got the
//! answer with the next token is given another. That has its end, too, for a stolen token.
//!
//! Start at [`begin`], then [`person`].

mod memory;

use axum::http::{HeaderMap, HeaderValue, header};
use comity_app::ports::{AccountId, Session, TokenDigest};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

pub(crate) use memory::Memory;
use memory::Seen;

use crate::problem::Problem;
use crate::reader::Person;
use crate::site::Site;

/// The cookie. Its prefix makes browsers keep it to this host, all of its paths, and safe lines.
pub const COOKIE: &str = "__Host-comity";

/// How long somebody stays signed in, in milliseconds: a session of a conference and a weekend.
pub const SESSION_MILLISECONDS: i64 = 14 * 24 * 60 * 60 * 1_000;

/// After how long a session gets a new token, in milliseconds: a stolen one is of use for a day.
pub const TURN_MILLISECONDS: i64 = 24 * 60 * 60 * 1_000;

/// How long the token before is still taken once the next one has come, in milliseconds: what was
/// under way from another tab when it was changed arrives within that.
pub const GRACE_MILLISECONDS: i64 = 60 * 1_000;

/// How long the token before is taken when the next one never comes, in milliseconds: its answer
/// may have been lost with the line, and somebody writes for an hour before they find out.
pub const UNSEEN_MILLISECONDS: i64 = 60 * 60 * 1_000;

/// How many bytes of a token stay when it is turned: what its forms are known by.
const LASTING_BYTES: usize = 16;

/// A token that somebody carries.
pub struct Token([u8; 32]);

impl Token {
    /// A new one.
    #[must_use]
    pub fn new(site: &Site) -> Token {
        Token(site.chance().bytes())
    }

    /// The one that follows on this in the same session.
    fn turned(&self, site: &Site) -> Token {
        let mut bytes = site.chance().bytes();
        bytes[..LASTING_BYTES].copy_from_slice(&self.0[..LASTING_BYTES]);
        Token(bytes)
    }

    /// Reads one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Token> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        Some(Token(bytes.try_into().ok()?))
    }

    /// As it is carried.
    #[must_use]
    pub fn written(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// What the store knows of it.
    #[must_use]
    pub fn digest(&self) -> TokenDigest {
        TokenDigest(Sha256::digest(self.0).into())
    }

    /// What the forms of its session carry: nobody can find it who has not the token.
    fn form_token(&self) -> String {
        let mut hasher = Sha256::new();
        hasher.update(b"comity form\n");
        hasher.update(&self.0[..LASTING_BYTES]);
        HEXLOWER.encode(&hasher.finalize()[..16])
    }
}

/// Begins a session for an account; the cookie that carries it.
///
/// # Errors
/// When it cannot be kept.
pub async fn begin(site: &Site, account: AccountId) -> Result<HeaderValue, Problem> {
    let now = site.now();
    let token = Token::new(site);
    let session = Session {
        digest: token.digest(),
        account,
        began: now,
        turned: now,
        until: now.saturating_add(SESSION_MILLISECONDS),
    };
    site.accounts().put_session(session, None).await?;
    Ok(cookie(&token, SESSION_MILLISECONDS))
}

/// Ends the session of a person, with the token before, where it is still taken.
///
/// # Errors
/// When the accounts cannot be written.
pub async fn end(site: &Site, person: &Person) -> Result<(), Problem> {
    let _alone = site.memory().turning.lock().await;
    let own = &person.session;
    let all = site.accounts().sessions(own.account, site.now()).await?;
    let before = all.into_iter().filter(|it| {
        let is_ours = it.began == own.began && is_ending(it, site.now());
        is_ours || follows_on(it, own)
    });
    for digest in before.map(|it| it.digest).chain([own.digest]) {
        site.accounts().end_session(digest).await?;
    }
    forget(site, own.account);
    Ok(())
}

/// Ends all sessions of an account, on every machine.
///
/// # Errors
/// When the accounts cannot be written.
pub async fn end_all(site: &Site, account: AccountId) -> Result<(), Problem> {
    let _alone = site.memory().turning.lock().await;
    site.accounts().end_sessions(account).await?;
    forget(site, account);
    Ok(())
}

/// The sessions of an account that people would count: one that only waits for its last requests
/// is none. The one that began first comes first.
///
/// # Errors
/// When the accounts cannot be read.
pub async fn of(site: &Site, account: AccountId) -> Result<Vec<Session>, Problem> {
    let mut all = site.accounts().sessions(account, site.now()).await?;
    all.retain(|it| !is_ending(it, site.now()));
    Ok(all)
}

/// Says that something about an account has changed: this node reads it anew with the next
/// request. Other nodes do within seconds.
pub fn forget(site: &Site, account: AccountId) {
    site.memory().forget(account);
}

/// The cookie that takes a session away.
#[must_use]
pub fn no_cookie() -> HeaderValue {
    let text = format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    HeaderValue::from_str(&text).expect("a cookie of our own letters is a header")
}

fn cookie(token: &Token, milliseconds: i64) -> HeaderValue {
    let seconds = milliseconds / 1_000;
    let text = format!(
        "{COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}",
        token.written()
    );
    HeaderValue::from_str(&text).expect("a cookie of our own letters is a header")
}

/// The token that a request carries.
#[must_use]
pub fn carried(headers: &HeaderMap) -> Option<Token> {
    cookie_named(headers, COOKIE).and_then(Token::parse)
}

/// A cookie of a request.
pub(crate) fn cookie_named<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let cookies = headers.get_all(header::COOKIE).iter();
    let mut pairs = cookies
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(';'))
        .filter_map(|it| it.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|it| it.1)
}

/// Who carries a token, and the cookie to set where the token was turned.
///
/// # Errors
/// When the accounts cannot be read.
pub async fn person(
    site: &Site,
    token: Token,
) -> Result<Option<(Person, Option<HeaderValue>)>, Problem> {
    let Some(seen) = seen(site, token.digest()).await? else {
        return Ok(None);
    };
    let (seen, next) = match is_due(&seen.session, site.now()) {
        true => turn(site, &token, seen).await?,
        false => (seen, None),
    };
    let set = next.map(|it| cookie(&it, seen.session.until - site.now()));
    let person = Person {
        account: seen.account,
        session: seen.session,
        seats: seen.seats,
        form_token: token.form_token(),
    };
    Ok(Some((person, set)))
}

/// Whether a session is to get a new token: once a day, or when the next one did not come for a
/// minute although somebody is still there.
fn is_due(session: &Session, now: i64) -> bool {
    match is_before(session) {
        true => {
            let is_under_way = now - session.turned <= GRACE_MILLISECONDS;
            !is_under_way && session.until - now > GRACE_MILLISECONDS
        }
        false => now - session.turned > TURN_MILLISECONDS,
    }
}

/// Whether a session is that of a token before: it ends sooner than sessions do.
fn is_before(session: &Session) -> bool {
    session.until < session.began.saturating_add(SESSION_MILLISECONDS)
}

/// Whether a session is that of the next token after one, which has not come yet.
fn follows_on(session: &Session, before: &Session) -> bool {
    is_before(before)
        && !is_before(session)
        && (session.began, session.turned) == (before.began, before.turned)
}

/// Whether a session only waits for its last requests.
fn is_ending(session: &Session, now: i64) -> bool {
    is_before(session) || session.until - now <= GRACE_MILLISECONDS
}

/// The session of a digest with whose it is, from memory where that is fresh.
async fn seen(site: &Site, digest: TokenDigest) -> Result<Option<Seen>, Problem> {
    let now = site.now();
    let asked = match site.memory().find(digest, now) {
        Ok(seen) => return Ok(Some(seen)),
        Err(asked) => asked,
    };
    let accounts = site.accounts();
    let Some(session) = accounts.session(digest, now).await? else {
        return Ok(None);
    };
    let Some(account) = accounts.account(session.account).await? else {
        return Ok(None);
    };
    let seats = accounts.seats(account.id).await?;
    has_come(site, &session, now).await?;
    let seen = Seen {
        account,
        session,
        seats,
    };
    site.memory().keep(asked, seen.clone(), now);
    Ok(Some(seen))
}

/// The next token of a session has come: the one before has its last minute. Looked at only while
/// there can be one, and not again while the session is remembered.
async fn has_come(site: &Site, session: &Session, now: i64) -> Result<(), Problem> {
    let can_be = session.turned > session.began && now - session.turned <= UNSEEN_MILLISECONDS;
    if is_before(session) || !can_be {
        return Ok(());
    }
    let until = now.saturating_add(GRACE_MILLISECONDS);
    let all = site.accounts().sessions(session.account, now).await?;
    for before in all {
        if follows_on(session, &before) && before.until > until {
            let last = Session { until, ..before };
            site.accounts().put_session(last, None).await?;
            forget(site, session.account);
        }
    }
    Ok(())
}

/// Gives a session its next token, and the one before its last hour, which becomes its last minute
/// when the next one comes. Of a token before whose next one never came, that is ended: nobody has
/// it.
///
/// A crash between the two writes leaves the one before as it was: it is turned with its next
/// request, and nobody is signed out.
async fn turn(site: &Site, token: &Token, seen: Seen) -> Result<(Seen, Option<Token>), Problem> {
    let _alone = site.memory().turning.lock().await;
    let now = site.now();
    // Another tab may have turned it while this one waited for its turn.
    let before = site.accounts().session(token.digest(), now).await?;
    let Some(before) = before.filter(|it| is_due(it, now)) else {
        return Ok((seen, None));
    };
    let next = token.turned(site);
    let accounts = site.accounts();
    let all = accounts.sessions(before.account, now).await?;
    let never_came = all.into_iter().find(|it| follows_on(it, &before));
    let follows = Session {
        digest: next.digest(),
        turned: now,
        until: before.began.saturating_add(SESSION_MILLISECONDS),
        ..before.clone()
    };
    let unseen = now.saturating_add(UNSEEN_MILLISECONDS);
    let last = Session {
        turned: now,
        // Always sooner than sessions end: by that it is known.
        until: before.until.saturating_sub(1).min(unseen),
        ..before
    };
    let replaced = never_came.map(|it| it.digest);
    accounts.put_session(follows.clone(), replaced).await?;
    accounts.put_session(last, None).await?;
    forget(site, follows.account);
    let seen = Seen {
        session: follows,
        ..seen
    };
    Ok((seen, Some(next)))
}
