//! Seats: which persons speak for a delegation, for the chair, and for the secretariat.
//!
//! That a delegate acts, under which pseudonym and with which powers, stands in the record and is
//! seen by all. Which person that is does not, and its address of mail is seen only by those who
//! may give that seat.
//!
//! Start at [`invite`] and [`offices`].

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use comity_app::ports::{Account, MailAddress, Seat};
use comity_app::tasks::Task;
use comity_procedure::act::Power;
use comity_procedure::ids::DelegateId;
use comity_procedure::state::Delegation;
use comity_record::v1::Act;
use comity_record::v1::hex::Hex;

use super::called;
use crate::answer::Answer;
use crate::frame::Frame;
use crate::invitations::{self, Invitation};
use crate::limits::{Doing, Who};
use crate::problem::Problem;
use crate::refused::Refused;
use crate::said::html;
use crate::sessions;
use crate::visit::{Room, Visit};
use crate::words::Words;

/// Every power, in the order in which a form asks.
const POWERS: [Power; 4] = [
    Power::Speak,
    Power::Propose,
    Power::Decide,
    Power::Represent,
];

/// A seat as a page shows it.
pub(super) struct SeatLine {
    /// The pseudonym; none for a head.
    pub(super) delegate: Option<String>,
    /// The messages of the powers.
    pub(super) powers: Vec<&'static str>,
    /// The address of mail, where the reader may see it and somebody has the seat.
    pub(super) mail: Option<String>,
    /// Whether the reader may take the seat away.
    pub(super) may_remove: bool,
}

#[derive(Template)]
#[template(path = "delegations/invite.html")]
struct Form {
    frame: Frame,
    action: String,
    path: String,
    /// The name of the delegation, as HTML.
    name: String,
    refused: Option<Refused>,
    key: String,
    mail: String,
    language: String,
    /// Whether a delegate is invited, and not the head.
    is_delegate: bool,
    delegate: String,
    powers: Vec<(&'static str, &'static str, bool)>,
}

#[derive(Template)]
#[template(path = "delegations/offices.html")]
struct Offices {
    frame: Frame,
    path: String,
    refused: Option<Refused>,
    key: String,
    mail: String,
    language: String,
    office: String,
    may_secretariat: bool,
    chair: Vec<SeatLine>,
    secretariat: Vec<SeatLine>,
    invited: bool,
}

/// Whether somebody looks after the seats of officers.
pub(super) fn looks_after_offices(room: &Room) -> bool {
    room.caller.may_seat(room.state(), &Seat::Chair)
}

/// The seats of a delegation: its heads, where the reader may see them, and its delegates.
pub(super) async fn seats(
    visit: &Visit,
    delegation: &Delegation,
) -> Result<Vec<SeatLine>, Problem> {
    let room = visit.room();
    let may = |seat: &Seat| room.caller.may_seat(room.state(), seat);
    let head = seat_of(delegation, None);
    let some = DelegateId::new("somebody").ok();
    let sees_some = may(&head) || may(&seat_of(delegation, some));
    let seated = match sees_some {
        true => visit.site.accounts().seated(room.desk.id()).await?,
        false => Vec::new(),
    };
    let holders = |seat: &Seat| {
        let own = seated.iter().filter(|it| it.1 == *seat && may(seat));
        own.map(|it| it.0.mail.as_str().to_owned())
            .collect::<Vec<String>>()
    };
    let mut lines: Vec<SeatLine> = holders(&head)
        .into_iter()
        .map(|mail| SeatLine {
            delegate: None,
            powers: Vec::new(),
            mail: Some(mail),
            may_remove: true,
        })
        .collect();
    for (id, delegate) in &delegation.delegates {
        let seat = seat_of(delegation, Some(id.clone()));
        let mails = holders(&seat);
        lines.push(SeatLine {
            delegate: Some(id.to_string()),
            powers: delegate
                .powers
                .iter()
                .map(|it| called::power(*it))
                .collect(),
            mail: (!mails.is_empty()).then(|| mails.join(", ")),
            may_remove: may(&seat),
        });
    }
    Ok(lines)
}

fn seat_of(delegation: &Delegation, delegate: Option<DelegateId>) -> Seat {
    Seat::Party {
        delegation: delegation.id.clone(),
        delegate,
    }
}

/// The form to invite somebody to a seat of a delegation.
pub(crate) async fn show_invite(visit: Arc<Visit>) -> Result<Answer, Problem> {
    Answer::page(&Form::of(&visit, None)?)
}

/// Invites somebody to a seat of a delegation.
pub(crate) async fn invite(visit: Arc<Visit>) -> Result<Answer, Problem> {
    match invite_to_delegation(&visit).await {
        Ok(()) => {
            let id = visit.part("delegation");
            let path = format!("/delegations/{id}?invited=yes#people");
            Answer::see_other(visit.room().at(&path))
        }
        Err(problem) => {
            let refused = Refused::of(&visit, problem)?;
            Answer::page_with(refused.status, &Form::of(&visit, Some(refused))?)
        }
    }
}

async fn invite_to_delegation(visit: &Visit) -> Result<(), Problem> {
    let delegation = super::of_path(visit)?;
    let delegate = match is_delegate(visit, &delegation)? {
        true => {
            let spelled = visit.form.get("delegate").trim();
            let id = DelegateId::new(spelled);
            Some(id.map_err(|_| Problem::Field {
                message: "invite-no-pseudonym",
            })?)
        }
        false => None,
    };
    let seat = seat_of(&delegation, delegate.clone());
    let invitation = invitation(visit, seat)?;
    invitations::free(&visit.site, visit.room().desk.id(), &invitation).await?;
    if let Some(delegate) = delegate {
        name(visit, &delegation, &delegate).await?;
    }
    let room = visit.room();
    let at = (room.desk.id(), room.state());
    invitations::invite(&visit.site, at, invitation).await
}

/// Whether this reader invites delegates of the delegation; heads otherwise.
fn is_delegate(visit: &Visit, delegation: &Delegation) -> Result<bool, Problem> {
    let room = visit.room();
    let may = |seat| room.caller.may_seat(room.state(), &seat);
    let somebody = DelegateId::new("somebody").ok();
    if may(seat_of(delegation, None)) {
        Ok(false)
    } else if may(seat_of(delegation, somebody)) {
        Ok(true)
    } else {
        Err(Problem::NotAllowed)
    }
}

/// Names a delegate in the record, unless it stands there so already.
async fn name(
    visit: &Visit,
    delegation: &Delegation,
    delegate: &DelegateId,
) -> Result<(), Problem> {
    let powers: Vec<Power> = POWERS
        .into_iter()
        .filter(|it| visit.form.all("power").any(|said| said == it.name()))
        .collect();
    let before = delegation.delegates.get(delegate);
    if before.is_some_and(|it| {
        it.powers.len() == powers.len() && powers.iter().all(|one| it.powers.contains(one))
    }) {
        return Ok(());
    }
    let act = Act::NameDelegate {
        delegate: delegate.to_string(),
        // Other powers leave the key as it is.
        key: before.and_then(|it| it.key).map(|it| Hex(it.0)),
        powers: powers.iter().map(|it| it.name().to_owned()).collect(),
    };
    visit.act(Task::Act(Box::new(act)), HashMap::new()).await?;
    Ok(())
}

/// What the form says of the person.
fn invitation(visit: &Visit, seat: Seat) -> Result<Invitation, Problem> {
    let person = visit.reader.person.as_ref().ok_or(Problem::NotSignedIn)?;
    let who = Who::Account(person.account.id);
    visit.site.limits().take(Doing::Invite, who, visit.now)?;
    let mail = MailAddress::new(visit.form.get("mail")).map_err(|_| Problem::Field {
        message: "sign-in-no-address",
    })?;
    Ok(Invitation {
        mail,
        seat,
        words: Words::of(visit.form.get("language")).unwrap_or(visit.words()),
    })
}

/// Takes a seat of a delegation away.
pub(crate) async fn remove(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let delegation = super::of_path(&visit)?;
    let room = visit.room();
    let delegate = match visit.form.given("delegate") {
        Some(id) => Some(DelegateId::new(id).map_err(|_| Problem::NotFound)?),
        None => None,
    };
    let seat = seat_of(&delegation, delegate.clone());
    if !room.caller.may_seat(room.state(), &seat) {
        return Err(Problem::NotAllowed);
    }
    if let Some(id) = delegate.filter(|it| delegation.delegates.contains_key(it)) {
        let delegate = id.to_string();
        let act = Act::RemoveDelegate { delegate };
        visit.act(Task::Act(Box::new(act)), HashMap::new()).await?;
        // Whoever has the seat of a delegate who is none any more has none.
        unseat(&visit, &seat, |_| true).await?;
    } else {
        let mail = visit.form.get("mail");
        unseat(&visit, &seat, |it| it.mail.as_str() == mail).await?;
    }
    Answer::see_other(room.at(&format!("/delegations/{}#people", delegation.id)))
}

/// Takes a seat away from those of its holders who are meant.
async fn unseat(
    visit: &Visit,
    seat: &Seat,
    is_meant: impl Fn(&Account) -> bool,
) -> Result<(), Problem> {
    let id = visit.room().desk.id();
    let accounts = visit.site.accounts();
    let seated = accounts.seated(id).await?;
    for (account, _) in seated.iter().filter(|it| it.1 == *seat && is_meant(&it.0)) {
        accounts.unseat(account.id, id).await?;
        sessions::forget(&visit.site, account.id);
    }
    Ok(())
}

impl Form {
    fn of(visit: &Visit, refused: Option<Refused>) -> Result<Form, Problem> {
        let delegation = super::of_path(visit)?;
        let is_delegate = is_delegate(visit, &delegation)?;
        let form = &visit.form;
        let path = visit.room().at(&format!("/delegations/{}", delegation.id));
        let was_sent = !form.get("key").is_empty();
        let powers = POWERS.map(|it| {
            // Nobody is given the power to bring in others without it being asked for.
            let chosen = match was_sent {
                true => form.all("power").any(|said| said == it.name()),
                false => it != Power::Represent,
            };
            (it.name(), called::power(it), chosen)
        });
        let free = (1_u32..)
            .filter_map(|number| DelegateId::new(&format!("d-{number}")).ok())
            .find(|it| !delegation.delegates.contains_key(it))
            .map_or_else(String::new, |it| it.to_string());
        Ok(Form {
            frame: visit.frame(visit.words().say("invite-title")),
            action: format!("{path}/invite"),
            path,
            name: html(visit.words(), &delegation.name),
            key: key(visit),
            mail: form.get("mail").to_owned(),
            language: language(visit),
            is_delegate,
            delegate: form.find("delegate").map_or(free, str::to_owned),
            powers: powers.into(),
            refused,
        })
    }
}

fn key(visit: &Visit) -> String {
    match visit.form.given("key") {
        Some(key) => key.to_owned(),
        None => visit.fresh_key(),
    }
}

fn language(visit: &Visit) -> String {
    let said = visit.form.given("language");
    said.unwrap_or(visit.words().tag).to_owned()
}

/// Who has a seat of the chair or the secretariat.
pub(crate) async fn offices(visit: Arc<Visit>) -> Result<Answer, Problem> {
    Answer::page(&Offices::of(&visit, None).await?)
}

/// Invites somebody to a seat of the chair or the secretariat.
pub(crate) async fn invite_office(visit: Arc<Visit>) -> Result<Answer, Problem> {
    match invite_to_office(&visit).await {
        Ok(()) => Answer::see_other(visit.room().at("/seats?invited=yes")),
        Err(problem) => {
            let refused = Refused::of(&visit, problem)?;
            let page = Offices::of(&visit, Some(refused.clone())).await?;
            Answer::page_with(refused.status, &page)
        }
    }
}

async fn invite_to_office(visit: &Visit) -> Result<(), Problem> {
    let room = visit.room();
    let seat = office(visit)?;
    let invitation = invitation(visit, seat)?;
    let at = (room.desk.id(), room.state());
    invitations::invite(&visit.site, at, invitation).await
}

/// The office that a form means, if the reader may give it.
fn office(visit: &Visit) -> Result<Seat, Problem> {
    let seat = match visit.form.get("office") {
        "chair" => Seat::Chair,
        "secretariat" => Seat::Secretariat,
        _ => return Err(Problem::NotFound),
    };
    let room = visit.room();
    match room.caller.may_seat(room.state(), &seat) {
        true => Ok(seat),
        false => Err(Problem::NotAllowed),
    }
}

/// Takes a seat of the chair or the secretariat away. The last one of the secretariat stays:
/// somebody has to be able to invite others.
pub(crate) async fn remove_office(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let seat = office(&visit)?;
    let room = visit.room();
    let seated = visit.site.accounts().seated(room.desk.id()).await?;
    let of_office = seated.iter().filter(|it| it.1 == seat).count();
    if seat == Seat::Secretariat && of_office < 2 {
        let problem = Problem::Field {
            message: "seats-last-secretariat",
        };
        let refused = Refused::of(&visit, problem)?;
        let page = Offices::of(&visit, Some(refused.clone())).await?;
        return Answer::page_with(refused.status, &page);
    }
    let mail = visit.form.get("mail");
    unseat(&visit, &seat, |it| it.mail.as_str() == mail).await?;
    Answer::see_other(room.at("/seats"))
}

impl Offices {
    async fn of(visit: &Visit, refused: Option<Refused>) -> Result<Offices, Problem> {
        let room = visit.room();
        if !looks_after_offices(room) {
            return Err(Problem::NotAllowed);
        }
        let seated = visit.site.accounts().seated(room.desk.id()).await?;
        let lines = |seat: Seat| {
            let may_remove = room.caller.may_seat(room.state(), &seat);
            let own = seated.iter().filter(|it| it.1 == seat && may_remove);
            own.map(|it| SeatLine {
                delegate: None,
                powers: Vec::new(),
                mail: Some(it.0.mail.as_str().to_owned()),
                may_remove,
            })
            .collect::<Vec<SeatLine>>()
        };
        Ok(Offices {
            frame: visit.frame(visit.words().say("seats-title")),
            path: room.at("/seats"),
            key: key(visit),
            mail: visit.form.get("mail").to_owned(),
            language: language(visit),
            office: visit.form.given("office").unwrap_or("chair").to_owned(),
            may_secretariat: room.caller.may_seat(room.state(), &Seat::Secretariat),
            chair: lines(Seat::Chair),
            secretariat: lines(Seat::Secretariat),
            invited: !visit.query.get("invited").is_empty(),
            refused,
        })
    }
}
