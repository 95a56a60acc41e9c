//! Invitations: how somebody comes to speak for a delegation, the chair or the secretariat.
//!
//! Whoever may give a seat names an address of mail. An account is made for it where there is
//! none, it gets the seat, and a letter with a link that signs in once. No other way makes
//! accounts: nobody signs up, and nobody has a password.
//!
//! Never here: who may give which seat; that is [`Caller::may_seat`](comity_app::Caller).
//!
//! Start at [`invite`].

use comity_app::ports::{Account, AccountId, Link, MailAddress, NegotiationId, Seat};
use comity_procedure::State;

use crate::letters::{Invited, Letters};
use crate::problem::Problem;
use crate::said::line;
use crate::sessions::{self, Token};
use crate::site::Site;
use crate::words::Words;

/// How long the link of an invitation is good, in milliseconds: a fortnight, for people who travel.
/// Later the person asks for a link with the address that was invited.
pub const INVITATION_MILLISECONDS: i64 = 14 * 24 * 60 * 60 * 1_000;

/// Whom somebody invites, to what.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The address of mail.
    pub mail: MailAddress,
    /// The seat.
    pub seat: Seat,
    /// The language of the letter, where the person has chosen none.
    pub words: &'static Words,
}

/// Gives somebody a seat and posts the letter that says so. Whoever has that seat already gets the
/// letter again.
///
/// # Errors
/// When the person has another seat in this negotiation, or it cannot be written.
pub async fn invite(
    site: &Site,
    (id, state): (&NegotiationId, &State),
    invitation: Invitation,
) -> Result<(), Problem> {
    free(site, id, &invitation).await?;
    let account = enrolled(site, &invitation.mail).await?;
    let seat = invitation.seat.clone();
    site.accounts().seat(account.id, id, seat).await?;
    sessions::forget(site, account.id);
    let until = site.now().saturating_add(INVITATION_MILLISECONDS);
    let link = link(site, &account, (until, &format!("/n/{id}"))).await?;
    let invited = invited(invitation.words, (id, state), &invitation.seat);
    let letters = Letters::to(site, &account, invitation.words);
    let letter = letters.invitation(&invited, &link, until);
    Ok(site.accounts().post(letter).await?)
}

/// That the person has no other seat in this negotiation. One account has one seat, and nobody
/// takes another's away by inviting them.
///
/// # Errors
/// When the person has another one.
pub async fn free(site: &Site, id: &NegotiationId, invitation: &Invitation) -> Result<(), Problem> {
    let Some(known) = site.accounts().account_of(&invitation.mail).await? else {
        return Ok(());
    };
    let seats = site.accounts().seats(known.id).await?;
    let other = |it: &(NegotiationId, Seat)| it.0 == *id && it.1 != invitation.seat;
    match seats.iter().any(other) {
        true => Err(Problem::Field {
            message: "invite-other-seat",
        }),
        false => Ok(()),
    }
}

async fn enrolled(site: &Site, mail: &MailAddress) -> Result<Account, Problem> {
    let mut id = [0; 16];
    id.copy_from_slice(&site.chance().bytes()[..16]);
    Ok(site.accounts().enrol(mail, AccountId(id)).await?)
}

/// A link that signs an account in once and leads to a path of the site.
pub(crate) async fn link(
    site: &Site,
    account: &Account,
    (until, to): (i64, &str),
) -> Result<String, Problem> {
    let token = Token::new(site);
    let link = Link {
        digest: token.digest(),
        account: account.id,
        until,
    };
    site.accounts().put_link(link).await?;
    let query = serde_urlencoded::to_string([("to", to)]).expect("pairs of strings can be written");
    let address = &site.settings().address;
    Ok(format!("{address}/sign-in/{}?{query}", token.written()))
}

fn invited(words: &Words, (id, state): (&NegotiationId, &State), seat: &Seat) -> Invited {
    let opening = state.opening();
    let negotiation = opening.map_or_else(|| id.to_string(), |it| line(words, &it.title));
    let (seat, delegation) = match seat {
        Seat::Chair => ("letter-invitation-chair", String::new()),
        Seat::Secretariat => ("letter-invitation-secretariat", String::new()),
        Seat::Party {
            delegation,
            delegate,
        } => {
            let known = state.delegations().get(delegation);
            let unknown = || delegation.to_string();
            let name = known.map_or_else(unknown, |it| line(words, &it.name));
            let message = match delegate {
                None => "letter-invitation-head",
                Some(_) => "letter-invitation-delegate",
            };
            (message, name)
        }
    };
    Invited {
        seat,
        negotiation,
        delegation,
    }
}
