//! The door of mail: whoever can read the letters of an address is the person of that account.
//!
//! The page where one asks says the same whether or not there is an account, and takes as long.
//! The link leads to a page with a button: programs that look for harm in letters follow links,
//! and must not use them up. The button uses the link up and begins the session.
//!
//! Start at [`ask`].

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use comity_app::ports::{Account, MailAddress};
use sha2::{Digest, Sha256};

use super::{enter, local};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::invitations;
use crate::letters::Letters;
use crate::limits::{Doing, Who};
use crate::problem::Problem;
use crate::sessions::Token;
use crate::site::Site;
use crate::visit::Visit;
use crate::words::Words;

/// How long a link to sign in is good, in milliseconds: a slow line, and not a lost telephone.
pub(crate) const LINK_MILLISECONDS: i64 = 15 * 60 * 1_000;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    frame: Frame,
    mail: String,
    to: String,
    minutes: i64,
    /// What is wrong with what was sent.
    wrong: Option<&'static str>,
    /// Whether it was sent.
    asked: bool,
}

#[derive(Template)]
#[template(path = "sign_in_link.html")]
struct Confirm {
    frame: Frame,
    action: String,
    to: String,
}

/// The page where one asks for a link.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let page = SignIn::of(&visit, visit.query.get("to"));
    Answer::page(&page)
}

/// Asks for a link.
pub(crate) async fn ask(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let mut page = SignIn::of(&visit, visit.form.get("to"));
    visit.form.get("mail").clone_into(&mut page.mail);
    let Ok(mail) = MailAddress::new(&page.mail) else {
        page.wrong = Some("sign-in-no-address");
        return Answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let limits = visit.site.limits();
    limits.take(Doing::AskForLetter, Who::at(visit.address), visit.now)?;
    limits.take(Doing::Letter, who(&mail), visit.now)?;
    if let Some(account) = visit.site.accounts().account_of(&mail).await? {
        // Nobody waits for the letter: an address with an account is answered as soon as one
        // without.
        let to = page.to.clone();
        tokio::spawn(write(visit.site.clone(), account, visit.words(), to));
    }
    page.asked = true;
    Answer::page(&page)
}

async fn write(site: Site, account: Account, words: &'static Words, to: String) {
    let until = site.now().saturating_add(LINK_MILLISECONDS);
    let written = async {
        let link = invitations::link(&site, &account, (until, &to)).await?;
        let letter = Letters::to(&site, &account, words).sign_in(&link, until);
        Ok(site.accounts().post(letter).await?)
    };
    let written: Result<(), Problem> = written.await;
    if let Err(problem) = written {
        let why = problem.for_the_log().unwrap_or(problem.message());
        tracing::error!("a letter to sign in could not be posted: {why}");
    }
}

/// The page that a link leads to.
pub(crate) async fn confirm(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let token = token(&visit)?;
    let found = visit.site.accounts();
    let found = found.look_at_link(token.digest(), visit.now).await?;
    found.ok_or(Problem::LinkIsOver)?;
    let to = local(visit.query.get("to")).unwrap_or("/").to_owned();
    let page = Answer::page(&Confirm {
        frame: visit.frame(visit.words().say("sign-in-link-title")),
        action: format!("/sign-in/{}", token.written()),
        to,
    })?;
    // The address of this page is a key: no cache keeps it. No other site is told of it, as of no
    // page of ours.
    Ok(page.with(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
}

/// Uses a link up.
pub(crate) async fn come_in(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let token = token(&visit)?;
    let accounts = visit.site.accounts();
    let account = accounts.use_link(token.digest(), visit.now).await?;
    let account = account.ok_or(Problem::LinkIsOver)?;
    enter(&visit, account, visit.form.get("to")).await
}

/// The token of the path. What is none is answered as one that is over.
fn token(visit: &Visit) -> Result<Token, Problem> {
    let who = Who::at(visit.address);
    visit.site.limits().take(Doing::TryLink, who, visit.now)?;
    Token::parse(visit.part("token")).ok_or(Problem::LinkIsOver)
}

/// An address of mail, as limits know it.
fn who(mail: &MailAddress) -> Who {
    let digest = Sha256::digest(mail.as_str().as_bytes());
    let mut beginning = [0; 16];
    beginning.copy_from_slice(&digest[..16]);
    Who::Mail(beginning)
}

impl SignIn {
    fn of(visit: &Visit, to: &str) -> SignIn {
        SignIn {
            frame: visit.frame(visit.words().say("sign-in")),
            mail: String::new(),
            to: local(to).unwrap_or("/").to_owned(),
            minutes: LINK_MILLISECONDS / 60_000,
            wrong: None,
            asked: false,
        }
    }
}
