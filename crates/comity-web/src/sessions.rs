//! Sessions: who is signed in, by a token in a cookie that only this site ever gets.
//!
//! The store knows the digest of a token, never the token. Whatever way somebody has proved who
//! they are, a link by mail today, a key or an institution later, it ends in [`begin`].
//!
//! Start at [`begin`], then [`person`].

use axum::http::{HeaderMap, HeaderValue, header};
use comity_app::ports::{AccountId, Session, TokenDigest};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::reader::Person;
use crate::site::Site;

/// The cookie. Its prefix makes browsers keep it to this host, all of its paths, and safe lines.
pub const COOKIE: &str = "__Host-comity";

/// How long somebody stays signed in, in milliseconds: a session of a conference and a weekend.
pub const SESSION_MILLISECONDS: i64 = 14 * 24 * 60 * 60 * 1_000;

/// After how long a session gets a new token, in milliseconds: a stolen one is of use for a day.
pub const TURN_MILLISECONDS: i64 = 24 * 60 * 60 * 1_000;

/// A token that somebody carries.
pub struct Token([u8; 32]);

impl Token {
    /// A new one.
    #[must_use]
    pub fn new(site: &Site) -> Token {
        Token(site.chance().bytes())
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
        hasher.update(self.0);
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
    Ok(cookie(&token))
}

/// The cookie that takes a session away.
#[must_use]
pub fn no_cookie() -> HeaderValue {
    let text = format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    HeaderValue::from_str(&text).expect("a cookie of our own letters is a header")
}

fn cookie(token: &Token) -> HeaderValue {
    let seconds = SESSION_MILLISECONDS / 1_000;
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
    let now = site.now();
    let Some(mut session) = site.accounts().session(token.digest(), now).await? else {
        return Ok(None);
    };
    let Some(account) = site.accounts().account(session.account).await? else {
        return Ok(None);
    };
    let seats = site.accounts().seats(account.id).await?;
    let (mut token, mut set) = (token, None);
    if now - session.turned > TURN_MILLISECONDS {
        let next = Token::new(site);
        let follows = session.digest;
        session.digest = next.digest();
        session.turned = now;
        site.accounts()
            .put_session(session.clone(), Some(follows))
            .await?;
        set = Some(cookie(&next));
        token = next;
    }
    let person = Person {
        account,
        session,
        seats,
        form_token: token.form_token(),
    };
    Ok(Some((person, set)))
}
