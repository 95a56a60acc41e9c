//! All who take part, by constituency and in protocol order, with what each has done.

use std::sync::Arc;

use askama::Template;
use comity_app::views::activity::{activity, coalitions};
use comity_app::views::outcome::outcome;
use comity_app::views::{in_protocol_order, party};
use comity_procedure::act::{ActKind, Standing};
use comity_procedure::state::Delegation;

use super::called;
use crate::answer::Answer;
use crate::frame::Frame;
use crate::pages::overview::{Heard, heard};
use crate::problem::Problem;
use crate::said::{html, line};
use crate::visit::{Room, Visit};
use crate::words::Words;

#[derive(Template)]
#[template(path = "delegations/list.html")]
struct List {
    frame: Frame,
    path: String,
    heard: Heard,
    constituencies: Vec<Part>,
    /// Whether somebody may be accredited from here now.
    may_accredit: bool,
    /// Whether the reader may look after the seats of officers.
    sees_seats: bool,
}

struct Part {
    /// The fragment that leads to it.
    anchor: String,
    name: String,
    lines: Vec<Line>,
}

struct Line {
    id: String,
    /// The name, as HTML.
    name: String,
    region: String,
    development: Option<&'static str>,
    standing: &'static str,
    /// The one it speaks through, if through any.
    through: String,
    accreditation: Option<&'static str>,
    /// The coalitions, as HTML.
    coalitions: Vec<String>,
    inputs: usize,
    proposals: usize,
    positions: usize,
    objections: usize,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    let (state, words) = (room.state(), visit.words());
    let delegations = in_protocol_order(state);
    let constituencies = state.modalities().constituencies.iter();
    let parts = constituencies.map(|it| {
        let own = delegations.iter().filter(|one| one.constituency == *it);
        Part {
            anchor: format!("c-{it}"),
            name: called::constituency(words, it),
            lines: own.map(|one| Line::of(room, words, one)).collect(),
        }
    });
    let page = List {
        frame: visit.frame(words.say("nav-delegations")),
        path: room.at("/delegations"),
        heard: heard(words, &outcome(state).participation),
        constituencies: parts.filter(|it| !it.lines.is_empty()).collect(),
        may_accredit: room.caller.may_now(state, ActKind::Accredit),
        sees_seats: super::seats::looks_after_offices(room),
    };
    Answer::page_to_keep(&page)
}

impl Line {
    fn of(room: &Room, words: &Words, delegation: &Delegation) -> Line {
        let state = room.state();
        let did = activity(state, &delegation.id);
        let through = match &delegation.standing {
            Standing::Through(carrier) => {
                let carrier = party(state, carrier);
                carrier.map_or_else(String::new, |it| line(words, &it.name))
            }
            Standing::Delegation | Standing::Observer => String::new(),
        };
        let named = coalitions(state, &delegation.id);
        Line {
            id: delegation.id.to_string(),
            name: html(words, &delegation.name),
            region: called::region(words, delegation.region.as_str()),
            development: delegation.development.map(called::development),
            standing: called::standing(&delegation.standing),
            through,
            accreditation: called::accreditation(delegation),
            coalitions: named.iter().map(|it| html(words, &it.1)).collect(),
            inputs: did.contributions.len(),
            proposals: did.proposals.len(),
            positions: did.positions.len(),
            objections: did.objections.len(),
        }
    }
}
