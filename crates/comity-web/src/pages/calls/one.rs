//! One call: what it asks in the words that it was opened with, who has broken the silence and why,
//! who has seen it, and how it ended.
//!
//! Opening the page marks the reader's delegation as having seen it.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use comity_app::Caller;
use comity_app::tasks::Task;
use comity_app::views::calls::{Asked, HeardBy, asked, breaks, heard};
use comity_app::views::has_full_rights;
use comity_exchange::html::written;
use comity_procedure::Time;
use comity_procedure::act::{ActKind, Question};
use comity_procedure::ids::CallId;
use comity_procedure::state::{Call, CallOutcome};
use comity_record::v1::modalities::Modalities;
use comity_record::v1::{Act, Words};

use super::modalities::{Member, differences};
use super::{Row, is_silence, row};
use crate::acting::Keys;
use crate::answer::Answer;
use crate::fields::Fields;
use crate::frame::Frame;
use crate::pages::text::working_tag;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::said::{Names, Place};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "procedure/call.html")]
struct One {
    frame: Frame,
    /// The tag of the language that the text is negotiated in.
    tongue: String,
    refused: Option<Refused>,
    refused_form: &'static str,
    root: String,
    keys: Keys,
    row: Row,
    provisions: Vec<ProvisionRow>,
    /// Whether it asks about the whole text.
    whole: bool,
    /// What would be otherwise by the modalities that it asks for: member, now, and then.
    otherwise: Vec<Member>,
    /// These modalities as a file; empty where it asks for none.
    modalities: String,
    breaks: Vec<BreakRow>,
    heard: Vec<HeardRow>,
    seen: usize,
    asked: usize,
    outcome: Option<OutcomeRow>,
    may_break: bool,
    may_lift: bool,
    may_close: bool,
    may_cancel: bool,
    reissue: bool,
    explicit: bool,
    typed: Fields,
}

struct ProvisionRow {
    id: String,
    label: String,
    path: String,
    words: String,
    changed: bool,
    broken_by: Vec<String>,
    /// Whether the break that is being written names it.
    chosen: bool,
}

struct BreakRow {
    who: String,
    provisions: Vec<(Place, Place)>,
    reason: String,
    remedy: String,
}

struct HeardRow {
    name: String,
    seen: usize,
    delegations: Vec<(String, Option<String>, bool)>,
}

struct OutcomeRow {
    at: String,
    reason: String,
    agreed: Vec<Place>,
    not_agreed: Vec<Place>,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let call = wanted(&visit)?;
    mark_as_seen(&visit, &call).await?;
    page(&visit, "", None).await
}

/// A delegation breaks the silence.
pub(crate) async fn break_silence(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let act = Act::BreakSilence {
        call: visit.part("call").to_owned(),
        provisions: visit.form.all("provision").map(str::to_owned).collect(),
        reason: Words::inline(visit.form.get("reason")),
        remedy: Words::inline(visit.form.get("remedy")),
    };
    send(&visit, "break", act, "#breaks").await
}

/// It lifts its break.
pub(crate) async fn lift(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let act = Act::LiftBreak {
        call: visit.part("call").to_owned(),
        ending: visit.form.get("ending").to_owned(),
        reason: visit.form.given("lift-reason").map(Words::inline),
    };
    send(&visit, "lift", act, "#breaks").await
}

/// The chair closes an explicit call.
pub(crate) async fn close(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let act = Act::CloseCall {
        call: visit.part("call").to_owned(),
    };
    send(&visit, "close", act, "#outcome").await
}

/// The chair takes a call back.
pub(crate) async fn cancel(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let act = Act::CancelCall {
        call: visit.part("call").to_owned(),
        reason: Words::inline(visit.form.get("cancel-reason")),
    };
    send(&visit, "cancel", act, "#outcome").await
}

async fn send(visit: &Visit, form: &'static str, act: Act, to: &str) -> Result<Answer, Problem> {
    match visit.act(Task::Act(Box::new(act)), HashMap::new()).await {
        Ok(_) => {
            let path = format!("/calls/{}{to}", visit.part("call"));
            Answer::see_other(visit.room().at(&path))
        }
        Err(problem) => {
            let refused = Refused::of(visit, problem)?;
            page(visit, form, Some(refused)).await
        }
    }
}

fn wanted(visit: &Visit) -> Result<Arc<Call>, Problem> {
    let id = CallId::new(visit.part("call")).map_err(|_| Problem::NotFound)?;
    let found = visit.room().state().calls().get(&id);
    found.cloned().ok_or(Problem::NotFound)
}

/// Only those who are asked can have seen it, and only while they can still answer.
async fn mark_as_seen(visit: &Visit, call: &Call) -> Result<(), Problem> {
    let room = visit.room();
    let Caller::Party { delegation, .. } = &room.caller else {
        return Ok(());
    };
    let asked = room.state().delegations().get(delegation);
    if asked.is_some_and(|it| has_full_rights(it)) && call.outcome.is_none() {
        let seen = (delegation.clone(), visit.now);
        let accounts = visit.site.accounts();
        accounts.see_call(room.desk.id(), &call.id, seen).await?;
    }
    Ok(())
}

async fn page(
    visit: &Visit,
    refused_form: &'static str,
    refused: Option<Refused>,
) -> Result<Answer, Problem> {
    let call = wanted(visit)?;
    let room = visit.room();
    let state = room.state();
    let names = Names::of(visit);
    let frame = visit.frame(visit.words().say1("call-title", "id", call.id.as_str()));
    let accounts = visit.site.accounts();
    let seen = accounts.seen_call(room.desk.id(), &call.id).await?;
    let heard = heard(state, &call, &seen);
    let groups: Vec<HeardRow> = heard
        .iter()
        .map(|it| heard_row(&names, &frame, it))
        .collect();
    let explicit_on_provisions =
        !is_silence(&call) && matches!(*call.question, Question::Provisions(_));
    let answers = call.is_open(Time(visit.now)) && !explicit_on_provisions;
    let broke = match &room.caller {
        Caller::Party { delegation, .. } => call.breaks.contains_key(delegation),
        _ => false,
    };
    let may = |act| room.caller.may_now(state, act);
    let closes = call.closes.is_none() && call.is_open(Time(visit.now));
    let status = refused.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = One {
        refused,
        tongue: working_tag(room.state()),
        refused_form,
        root: room.at(""),
        keys: visit.keys(refused_form),
        row: row(visit, &names, &frame.times, &call),
        provisions: asked(state, &call)
            .iter()
            .map(|it| provision_row(visit, &names, it))
            .collect(),
        whole: matches!(*call.question, Question::Adoption { .. }),
        otherwise: otherwise(&call),
        modalities: match &*call.question {
            Question::Modalities(asked) => Modalities::of(asked).to_toml(),
            _ => String::new(),
        },
        breaks: break_rows(visit, &names, &call),
        seen: groups.iter().map(|it| it.seen).sum(),
        asked: groups.iter().map(|it| it.delegations.len()).sum(),
        heard: groups,
        outcome: outcome_row(&names, &frame, &call),
        may_break: answers && !broke && may(ActKind::BreakSilence),
        may_lift: call.outcome.is_none() && broke && may(ActKind::LiftBreak),
        may_close: closes && may(ActKind::CloseCall),
        may_cancel: call.outcome.is_none() && may(ActKind::CancelCall),
        reissue: may(ActKind::OpenCall)
            && matches!(
                call.outcome,
                Some(CallOutcome::Closed {
                    consensus: false,
                    ..
                })
            ),
        explicit: explicit_on_provisions,
        typed: visit.form.clone(),
        frame,
    };
    Answer::page_with(status, &page)
}

/// What would be otherwise by the modalities that a call asks for.
fn otherwise(call: &Call) -> Vec<Member> {
    match &*call.question {
        Question::Modalities(asked) => {
            differences(&Modalities::of(&call.modalities), &Modalities::of(asked))
        }
        _ => Vec::new(),
    }
}

fn provision_row(visit: &Visit, names: &Names, asked: &Asked) -> ProvisionRow {
    let id = asked.id.as_str();
    let place = names.provision(&asked.id);
    ProvisionRow {
        label: place.name,
        path: place.path,
        words: written(&asked.words),
        changed: asked.changed,
        broken_by: asked.broken_by.iter().map(|it| names.party(it)).collect(),
        chosen: visit.form.all("provision").any(|it| it == id),
        id: id.to_owned(),
    }
}

fn break_rows(visit: &Visit, names: &Names, call: &Call) -> Vec<BreakRow> {
    let words = visit.words();
    let objection = |id: &comity_procedure::ids::ObjectionId| Place {
        path: visit.room().at(&format!("/ledger/{id}")),
        name: words.say1("place-objection", "id", id.as_str()),
    };
    let all = breaks(visit.room().state(), call).into_iter();
    all.map(|(party, broken)| BreakRow {
        who: names.party(&party),
        provisions: broken
            .provisions
            .iter()
            .map(|(id, line)| (names.provision(id), objection(line)))
            .collect(),
        reason: names.html(&broken.reason),
        remedy: names.html(&broken.remedy),
    })
    .collect()
}

fn heard_row(names: &Names, frame: &Frame, heard: &HeardBy) -> HeardRow {
    let all = heard.delegations.iter();
    HeardRow {
        name: names.constituency(&heard.constituency),
        seen: all.clone().filter(|it| it.seen.is_some()).count(),
        delegations: all
            .map(|it| {
                let seen = it.seen.map(|at| frame.times.at(&Time(at)));
                (names.party(&it.party), seen, it.broke)
            })
            .collect(),
    }
}

fn outcome_row(names: &Names, frame: &Frame, call: &Call) -> Option<OutcomeRow> {
    Some(match call.outcome.as_ref()? {
        CallOutcome::Cancelled { reason } => OutcomeRow {
            at: String::new(),
            reason: names.html(reason),
            agreed: Vec::new(),
            not_agreed: Vec::new(),
        },
        CallOutcome::Closed {
            agreed,
            not_agreed,
            at,
            ..
        } => OutcomeRow {
            at: frame.times.at(at),
            reason: String::new(),
            agreed: agreed.iter().map(|id| names.provision(id)).collect(),
            not_agreed: not_agreed.iter().map(|id| names.provision(id)).collect(),
        },
    })
}
