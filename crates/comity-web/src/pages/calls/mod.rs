//! Calls: tests of consensus, the open ones first.
//!
//! Start at [`show`]; one call is in [`one`], opening one in [`open`].

mod modalities;
pub(crate) mod one;
pub(crate) mod open;

use std::sync::Arc;

use askama::Template;
use comity_app::views::calls::calls;
use comity_procedure::act::{ActKind, CallKind, Question};
use comity_procedure::state::{Call, CallOutcome};
use comity_record::v1::vocabulary::{CALLS, spelled};

use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::said::{Names, Place};
use crate::times::Times;
use crate::visit::Visit;
use crate::words::Words;

#[derive(Template)]
#[template(path = "procedure/calls.html")]
struct List {
    frame: Frame,
    root: String,
    open: Vec<Row>,
    ended: Vec<Row>,
    may_open: bool,
    open_later: bool,
}

/// A call as pages show it.
pub(crate) struct Row {
    pub(crate) id: String,
    /// `explicit` or `silence`.
    pub(crate) kind: &'static str,
    /// What it asks, in a sentence.
    pub(crate) asks: String,
    /// `waits`, `open`, `agreed`, `part`, `none`, `cancelled`.
    pub(crate) state: &'static str,
    pub(crate) opens: String,
    pub(crate) closes: String,
    pub(crate) left: String,
    pub(crate) breaks: usize,
    pub(crate) again: Option<Place>,
}

/// The calls.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let room = visit.room();
    let names = Names::of(&visit);
    let found = calls(room.state());
    let may_open = room.caller.may_now(room.state(), ActKind::OpenCall);
    let frame = visit.frame(visit.words().say("calls-title"));
    let row = |it: &Arc<Call>| row(&visit, &names, &frame.times, it);
    Answer::page_to_keep(&List {
        root: room.at(""),
        open: found.open.iter().map(row).collect(),
        ended: found.ended.iter().map(row).collect(),
        may_open,
        open_later: !may_open && room.caller.may_ever(room.state(), &[ActKind::OpenCall]),
        frame,
    })
}

pub(crate) fn row(visit: &Visit, names: &Names, times: &Times, call: &Call) -> Row {
    let words = visit.words();
    let waits = call.opens.0 > visit.now;
    let state = match &call.outcome {
        None if waits => "waits",
        None => "open",
        Some(CallOutcome::Cancelled { .. }) => "cancelled",
        Some(CallOutcome::Closed {
            consensus: true, ..
        }) => "agreed",
        Some(CallOutcome::Closed { agreed, .. }) if !agreed.is_empty() => "part",
        Some(CallOutcome::Closed { .. }) => "none",
    };
    let left = call.closes.filter(|_| call.outcome.is_none());
    Row {
        id: call.id.to_string(),
        kind: spelled(CALLS, &call.kind),
        asks: asks(words, names, &call.question),
        state,
        opens: times.at(&call.opens),
        closes: call.closes.map_or_else(String::new, |it| times.at(&it)),
        left: left.map_or_else(String::new, |it| time_left(words, it.0 - visit.now)),
        breaks: call.breaks.size(),
        again: call.again.as_ref().map(|id| Place {
            path: visit.room().at(&format!("/calls/{id}")),
            name: words.say1("place-call", "id", id.as_str()),
        }),
    }
}

/// What a call asks, in a sentence: the labels of its provisions, the whole text, or other rules.
fn asks(words: &Words, names: &Names, question: &Question) -> String {
    match question {
        Question::Adoption { revision } => words.say1("call-asks-whole", "number", *revision),
        Question::Modalities(_) => words.say("call-asks-modalities"),
        Question::Provisions(list) => {
            let order = names.provisions().iter().map(|it| &it.0);
            let place = |id: &comity_text::ProvisionId| order.clone().position(|it| it == id);
            let mut list: Vec<_> = list.iter().map(|(id, _)| (place(id), id)).collect();
            list.sort();
            // Each label is isolated, so that the list reads in its order from either side.
            let all: Vec<String> = list
                .iter()
                .map(|(_, id)| format!("\u{2068}{}\u{2069}", names.provision(id).name))
                .collect();
            let sign = words.say("list-sign");
            all.join(&format!("{} ", sign.trim()))
        }
    }
}

/// How long is left, in days and hours, or in minutes at the end.
pub(crate) fn time_left(words: &Words, milliseconds: i64) -> String {
    let minutes = milliseconds.max(0) / 60_000;
    let (days, hours) = (minutes / 1_440, minutes / 60 % 24);
    match (days, hours) {
        (0, 0) => words.say1("left-minutes", "minutes", minutes),
        (0, hours) => words.say1("left-hours", "hours", hours),
        (days, 0) => words.say1("left-days", "days", days),
        (days, hours) => words.say2("left-days-hours", &("days", days), &("hours", hours)),
    }
}

/// Whether silence answers a call.
pub(crate) fn is_silence(call: &Call) -> bool {
    call.kind == CallKind::Silence
}
