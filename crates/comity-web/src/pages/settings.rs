//! Settings: how somebody wants to read, where they are signed in, and how they leave for good.

use std::sync::{Arc, LazyLock};

use askama::Template;
use axum::http::{StatusCode, header};
use comity_app::ports::{AccountId, MailAddress, NegotiationId, Preferences, Seat};
use comity_procedure::Time;
use jiff::tz::{self, TimeZone};

use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::reader::Person;
use crate::said::line;
use crate::sessions;
use crate::visit::Visit;
use crate::words::LANGUAGES;

/// The parts of the world that the time zone database names places in; its other names are old
/// spellings and offsets.
const AREAS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// The places of each area, as the time zone database of this machine names them.
static ZONES: LazyLock<Vec<(&'static str, Vec<String>)>> = LazyLock::new(|| {
    let all: Vec<String> = tz::db().available().map(|it| it.to_string()).collect();
    AREAS
        .iter()
        .map(|area| {
            let within = |name: &&String| {
                let rest = name.strip_prefix(area);
                rest.is_some_and(|it| it.starts_with('/'))
            };
            let mut names: Vec<String> = all.iter().filter(within).cloned().collect();
            names.sort();
            (*area, names)
        })
        .collect()
});

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    frame: Frame,
    mail: String,
    preferences: Preferences,
    zones: &'static [(&'static str, Vec<String>)],
    sessions: Vec<SessionLine>,
    seats: Vec<SeatLine>,
    /// Whether what was sent has been kept.
    saved: bool,
    /// What is wrong with what was sent to be kept.
    wrong: Option<&'static str>,
    /// What is wrong with what was sent to erase.
    not_erased: Option<&'static str>,
    typed: String,
    /// Whether nobody else could invite others to a negotiation.
    is_last: bool,
}

struct SessionLine {
    began: Time,
    until: Time,
    is_this: bool,
}

struct SeatLine {
    path: String,
    title: String,
    /// The message that names the capacity.
    capacity: &'static str,
    /// The delegation; empty for officers.
    delegation: String,
}

#[derive(Template)]
#[template(path = "erased.html")]
struct Erased {
    frame: Frame,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let mut page = SettingsPage::of(&visit).await?;
    page.saved = !visit.query.get("saved").is_empty();
    Answer::page(&page)
}

/// Keeps how the person wants to read.
pub(crate) async fn keep(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let account = person(&visit)?.account.id;
    let language = visit.form.given("language");
    let known = |tag: &str| LANGUAGES.iter().any(|it| it.tag == tag);
    let time_zone = visit.form.given("zone");
    let is_zone = |name: &str| name.len() <= MAX_ZONE_BYTES && TimeZone::get(name).is_ok();
    if !language.is_none_or(known) || !time_zone.is_none_or(is_zone) {
        let mut page = SettingsPage::of(&visit).await?;
        page.wrong = Some("settings-unknown");
        return Answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let preferences = Preferences {
        language: language.map(str::to_owned),
        time_zone: time_zone.map(str::to_owned),
    };
    visit.site.accounts().prefer(account, preferences).await?;
    sessions::forget(&visit.site, account);
    let answer = Answer::see_other("/settings?saved=yes")?;
    // What the browser remembers of a language must not speak against what was chosen here.
    Ok(answer.with(header::SET_COOKIE, crate::serving::no_language()))
}

/// Erases the account.
pub(crate) async fn erase(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let account = person(&visit)?.account.clone();
    let typed = MailAddress::new(visit.form.get("mail")).ok();
    if typed.as_ref() != Some(&account.mail) {
        let mut page = SettingsPage::of(&visit).await?;
        page.not_erased = Some("settings-erase-other-address");
        visit.form.get("mail").clone_into(&mut page.typed);
        return Answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    sessions::end_all(&visit.site, account.id).await?;
    visit.site.accounts().erase(account.id).await?;
    sessions::forget(&visit.site, account.id);
    let mut frame = visit.frame(visit.words().say("erased-title"));
    frame.person = None;
    let page = Answer::page(&Erased { frame })?;
    Ok(page.with(header::SET_COOKIE, sessions::no_cookie()))
}

/// The longest name of a time zone, in bytes: those of the database are far shorter.
const MAX_ZONE_BYTES: usize = 64;

/// Whether a negotiation would be left without anybody who can invite others. The person is told,
/// and may go nonetheless.
async fn is_last_of_an_office(visit: &Visit, account: AccountId) -> Result<bool, Problem> {
    let accounts = visit.site.accounts();
    for (id, seat) in accounts.seats(account).await? {
        // What is not open here needs no office.
        if seat != Seat::Secretariat || visit.site.negotiations().get(&id).is_none() {
            continue;
        }
        let seated = accounts.seated(&id).await?;
        let office = seated.iter().filter(|it| it.1 == Seat::Secretariat);
        if office.count() == 1 {
            return Ok(true);
        }
    }
    Ok(false)
}

fn person(visit: &Visit) -> Result<&Person, Problem> {
    visit.reader.person.as_ref().ok_or(Problem::NotSignedIn)
}

impl SettingsPage {
    async fn of(visit: &Visit) -> Result<SettingsPage, Problem> {
        let person = person(visit)?;
        let all = sessions::of(&visit.site, person.account.id).await?;
        let sessions = all
            .iter()
            .map(|it| SessionLine {
                began: Time(it.began),
                until: Time(it.until),
                is_this: it.digest == person.session.digest,
            })
            .collect();
        let seats = person.seats.iter();
        let seats = seats.filter_map(|(id, seat)| SeatLine::of(visit, id, seat));
        Ok(SettingsPage {
            frame: visit.frame(visit.words().say("settings-title")),
            mail: person.account.mail.as_str().to_owned(),
            preferences: person.account.preferences.clone(),
            zones: &ZONES,
            sessions,
            seats: seats.collect(),
            saved: false,
            wrong: None,
            not_erased: None,
            typed: String::new(),
            is_last: is_last_of_an_office(visit, person.account.id).await?,
        })
    }
}

impl SeatLine {
    fn of(visit: &Visit, id: &NegotiationId, seat: &Seat) -> Option<SeatLine> {
        let published = visit.site.negotiations().get(id)?.read();
        let opening = published.state.opening();
        let (capacity, delegation) = match seat {
            Seat::Chair => ("seat-chair", String::new()),
            Seat::Secretariat => ("seat-secretariat", String::new()),
            Seat::Party {
                delegation,
                delegate,
            } => {
                let known = published.state.delegations().get(delegation);
                let unknown = || delegation.to_string();
                let name = known.map_or_else(unknown, |it| line(visit.words(), &it.name));
                let capacity = match delegate {
                    None => "seat-head",
                    Some(_) => "seat-delegate",
                };
                (capacity, name)
            }
        };
        Some(SeatLine {
            path: format!("/n/{id}"),
            title: opening.map_or_else(|| id.to_string(), |it| line(visit.words(), &it.title)),
            capacity,
            delegation,
        })
    }
}
