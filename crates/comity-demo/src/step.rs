//! Stepping into a role: the way to sign in that proves nothing, and only the demonstration has.
//!
//! Start at [`ROUTES`].

use std::sync::{Arc, LazyLock};

use askama::Template;
use axum::http::header;
use axum::response::IntoResponse;
use comity_app::ports::{AccountId, AccountsError, Chance, MailAddress, NegotiationId, Seat};
use comity_app::views::in_protocol_order;
use comity_procedure::State;
use comity_procedure::act::{Development, Standing};
use comity_web::routes::{Route, Rule};
use comity_web::{Answer, Frame, Problem, Site, Visit, Words, route, sessions};

use crate::story;

/// The routes of the demonstration, besides those of every site.
pub(crate) static ROUTES: &[Route] = &[
    route!(GET "/step" show, Rule::Anyone),
    route!(POST "/step" step, Rule::Anyone),
];

static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    vec![
        Words::new(
            ("en", "ltr", "English"),
            &[include_str!("../locales/en/step.ftl")],
        ),
        Words::new(
            ("ar", "rtl", "العربية"),
            &[include_str!("../locales/ar/step.ftl")],
        ),
    ]
});

#[derive(Template)]
#[template(path = "step.html")]
struct Step {
    frame: Frame,
    d: &'static Words,
    negotiation: String,
    groups: Vec<Group>,
}

/// The roles of one constituency.
struct Group {
    heading: String,
    roles: Vec<Role>,
}

struct Role {
    /// What the form sends.
    id: String,
    name: String,
    about: String,
}

/// The page on which a role is chosen.
async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let d = words(&visit);
    let desk = visit.site.negotiations().get(&story::negotiation());
    let published = desk.ok_or(Problem::NotFound)?.read();
    Answer::page(&Step {
        frame: visit.frame(d.say("step-title")),
        d,
        negotiation: format!("/n/{}", story::negotiation()),
        groups: groups(&published.state, d),
    })
}

/// Steps into a role.
async fn step(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let role = visit.form.get("role");
    let mail = mail_of(role).ok_or(Problem::NotFound)?;
    let account = visit.site.accounts().account_of(&mail).await?;
    let account = account.ok_or(Problem::NotFound)?;
    let cookie = sessions::begin(&visit.site, account.id).await?;
    let there = Answer::SeeOther(format!("/n/{}", story::negotiation()));
    let mut response = there.into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(Answer::Other(response))
}

/// Seats somebody in each role.
pub(crate) async fn seat_everybody(site: &Site, id: &NegotiationId) -> Result<(), AccountsError> {
    let desk = site.negotiations().get(id).expect("the story is open");
    let published = desk.read();
    let parties = published.state.delegations().keys();
    let parties = parties.map(|delegation| {
        let seat = Seat::Party {
            delegation: delegation.clone(),
            delegate: None,
        };
        (delegation.to_string(), seat)
    });
    let officers = [
        ("chair".to_owned(), Seat::Chair),
        ("secretariat".to_owned(), Seat::Secretariat),
    ];
    for (role, seat) in officers.into_iter().chain(parties) {
        let mail = mail_of(&role).expect("the name of a role makes an address");
        let mut account = AccountId([0; 16]);
        account.0.copy_from_slice(&site.chance().bytes()[..16]);
        let account = site.accounts().enrol(&mail, account).await?;
        site.accounts().seat(account.id, id, seat).await?;
    }
    Ok(())
}

fn mail_of(role: &str) -> Option<MailAddress> {
    MailAddress::new(&format!("{role}@comity-demo.example")).ok()
}

fn words(visit: &Visit) -> &'static Words {
    let tag = visit.words().tag;
    let found = WORDS.iter().find(|it| it.tag == tag);
    found.unwrap_or(&WORDS[0])
}

fn groups(state: &State, d: &Words) -> Vec<Group> {
    let officers = Group {
        heading: d.say("step-officers"),
        roles: ["chair", "secretariat"]
            .map(|id| Role {
                id: id.to_owned(),
                name: d.say(&format!("step-{id}")),
                about: d.say(&format!("step-{id}-about")),
            })
            .into(),
    };
    let parties = in_protocol_order(state);
    let of = |constituency: &comity_procedure::ids::Constituency| Group {
        heading: d.say(&format!("step-{constituency}")),
        roles: parties
            .iter()
            .filter(|it| it.constituency == *constituency)
            .map(|it| Role {
                id: it.id.to_string(),
                name: it.name.shown().to_owned(),
                about: match &it.standing {
                    Standing::Delegation => it
                        .development
                        .map_or_else(String::new, |it| d.say(development(it))),
                    Standing::Observer => d.say("step-observer"),
                    Standing::Through(_) => d.say("step-organisation"),
                },
            })
            .collect(),
    };
    let groups = state.modalities().constituencies.iter().map(of);
    std::iter::once(officers)
        .chain(groups)
        .filter(|it| !it.roles.is_empty())
        .collect()
}

fn development(status: Development) -> &'static str {
    match status {
        Development::Developed => "step-development-developed",
        Development::Developing => "step-development-developing",
        Development::Ldc => "step-development-ldc",
        Development::Lldc => "step-development-lldc",
        Development::Sids => "step-development-sids",
    }
}
