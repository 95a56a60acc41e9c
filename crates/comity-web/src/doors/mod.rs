//! The doors: every way of signing in, in one place.
//!
//! A door finds out who somebody is and ends in [`enter`], which begins the session. What a session
//! is, and what its person may do, is the same by whatever door they came.
//!
//! Today there is one: [`mail`], a link in a letter. Passkeys will stand beside it as `passkeys`
//! (a key that the account keeps, offered on the page where one signs in, and added in the
//! settings), and institutional sign-in as `institutions` (the answer of an identity provider that
//! the site trusts, matched to an account by its address of mail). Both need their own kind of
//! secret in the port of accounts, and nothing else of the house changes.
//!
//! Never here: passwords, and accounts for whoever asks. Accounts come by
//! [invitation](crate::invitations).

pub(crate) mod leaving;
pub(crate) mod mail;

use comity_app::ports::AccountId;

use crate::answer::Answer;
use crate::problem::Problem;
use crate::sessions;
use crate::visit::Visit;
use axum::http::header;

/// The longest path that is led back to, in bytes: those of this site are far shorter.
const MAX_PATH_BYTES: usize = 2_000;

/// Begins the session of somebody who has proved who they are, in the place of the one that the
/// browser had, and leads on.
async fn enter(visit: &Visit, account: AccountId, to: &str) -> Result<Answer, Problem> {
    if let Some(person) = &visit.reader.person {
        sessions::end(&visit.site, person).await?;
    }
    let cookie = sessions::begin(&visit.site, account).await?;
    let answer = Answer::see_other(local(to).unwrap_or("/"))?;
    Ok(answer.with(header::SET_COOKIE, cookie))
}

/// A path of this site, if it is one: nobody is led elsewhere from here, whatever a link says.
pub(crate) fn local(to: &str) -> Option<&str> {
    let plain = to.bytes().all(|it| it.is_ascii_graphic() && it != b'\\');
    let begins = to.starts_with('/') && !to.starts_with("//");
    // Whoever has come in does not want to be led to the door again.
    let on = !to.starts_with("/sign-");
    (plain && begins && on && to.len() <= MAX_PATH_BYTES).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_led_to() {
        let check = |to: &str, expected: bool| assert_eq!(local(to).is_some(), expected, "{to:?}");
        check("/", true);
        check("/n/loa-water/text?lang=ar#p7", true);
        check("", false);
        check("n/loa-water", false);
        check("//elsewhere.example/", false);
        check("/\\elsewhere.example", false);
        check("https://elsewhere.example/", false);
        check("/\t/elsewhere.example", false);
        check("/n/loa\r\nSet-Cookie: a=b", false);
        check("/n/ä", false);
        check("/sign-out", false);
        check(&format!("/{}", "a".repeat(MAX_PATH_BYTES)), false);
    }
}
