//! The chair's and the secretariat's own page: what waits for them, and the acts that move the
//! whole negotiation.
//!
//! Start at [`show`]; the next revision is in [`revision`], languages in [`translate`].

pub(crate) mod revision;
pub(crate) mod table;
pub(crate) mod translate;

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use comity_app::tasks::Task;
use comity_app::views::desk::{adoptable, next_stage};
use comity_app::views::obstacles::{Obstacles, obstacles};
use comity_app::views::text::Status;
use comity_procedure::act::ActKind;
use comity_procedure::modalities::Stage;
use comity_record::v1::{Act, Words};

use super::contributions::Choice;
use crate::acting::Keys;
use crate::answer::Answer;
use crate::fields::Fields;
use crate::frame::Frame;
use crate::needs::{Need, needs};
use crate::problem::Problem;
use crate::refused::Refused;
use crate::said::{Names, Place};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "procedure/chair.html")]
struct Chair {
    frame: Frame,
    refused: Option<Refused>,
    refused_form: &'static str,
    root: String,
    keys: Keys,
    needs: Vec<Need>,
    stage: &'static str,
    next_stage: Option<&'static str>,
    back: Vec<Choice>,
    may_stage: bool,
    may_table: bool,
    has_text: bool,
    to_carry: usize,
    may_revise: bool,
    revise_later: bool,
    languages: Vec<(String, usize)>,
    may_translate: bool,
    agreed: Vec<Choice>,
    may_reopen: bool,
    obstacles: Vec<Obstacle>,
    open_calls: Vec<Place>,
    adoptable: Option<u32>,
    may_adopt: bool,
    adopt_later: bool,
    may_close: bool,
    over: bool,
    typed: Fields,
}

impl Chair {
    /// The name of one of the two forms about the stage: the one of the next stage or the one that
    /// goes back. Which of them comes back is known by the stage that it names.
    fn stage_form(&self, is_next: bool) -> &'static str {
        let is_sent = self.next_stage == Some(self.typed.get("stage"));
        match is_next == is_sent {
            true => "stage",
            false => "stage-other",
        }
    }
}

/// A provision that keeps the text from being adopted, and why.
struct Obstacle {
    label: Place,
    agreed: bool,
    objections: Vec<Place>,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    page(&visit, "", None).await
}

/// Opens another stage.
pub(crate) async fn stage(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let act = Act::OpenStage {
        reason: visit.form.given("stage-reason").map(Words::inline),
        stage: visit.form.get("stage").to_owned(),
    };
    send(&visit, "stage", act, "/chair#stage-form").await
}

/// Reopens a provision that was agreed.
pub(crate) async fn reopen(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let provision = visit.form.get("provision").to_owned();
    let to = format!("/text/{}", comity_exchange::html::address(&provision));
    let act = Act::ReopenProvision {
        provision,
        reason: Words::inline(visit.form.get("reopen-reason")),
    };
    send(&visit, "reopen", act, &to).await
}

/// Adopts the text.
pub(crate) async fn adopt(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let act = Act::Adopt {
        revision: visit.form.get("revision").parse().unwrap_or(0),
    };
    send(&visit, "adopt", act, "/adopted").await
}

/// Ends without agreement.
pub(crate) async fn close(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let act = Act::CloseWithoutAgreement {
        reason: Words::inline(visit.form.get("close-reason")),
    };
    send(&visit, "close", act, "").await
}

async fn send(visit: &Visit, form: &'static str, act: Act, to: &str) -> Result<Answer, Problem> {
    match visit.act(Task::Act(Box::new(act)), HashMap::new()).await {
        Ok(_) => Answer::see_other(visit.room().at(to)),
        Err(problem) => {
            let refused = Refused::of(visit, problem)?;
            page(visit, form, Some(refused)).await
        }
    }
}

pub(crate) async fn page(
    visit: &Visit,
    refused_form: &'static str,
    refused: Option<Refused>,
) -> Result<Answer, Problem> {
    let room = visit.room();
    let state = room.state();
    let names = Names::of(visit);
    let found = obstacles(state).unwrap_or_default();
    let may = |act| room.caller.may_now(state, act);
    let ever = |act| room.caller.may_ever(state, &[act]);
    let open = state.open_calls().map(|id| Place {
        path: room.at(&format!("/calls/{id}")),
        name: visit.words().say1("place-call", "id", id.as_str()),
    });
    let over = state.ending().is_some();
    let status = refused.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Chair {
        frame: visit.frame(visit.words().say("chair-title")),
        refused,
        refused_form,
        root: room.at(""),
        keys: visit.keys(refused_form),
        needs: needs(visit).await?,
        stage: state.stage().name(),
        next_stage: next_stage(state.stage()).map(Stage::name),
        back: back(visit),
        may_stage: may(ActKind::OpenStage),
        may_table: may(ActKind::TableText) && state.current().is_none(),
        has_text: state.current().is_some(),
        to_carry: state.proposals_to_carry().count(),
        may_revise: may(ActKind::TableRevision) && state.current().is_some() && !over,
        revise_later: ever(ActKind::TableRevision) && !may(ActKind::TableRevision) && !over,
        languages: translate::behind(state),
        may_translate: may(ActKind::Translate) && state.current().is_some(),
        agreed: agreed(visit, &names, &found),
        may_reopen: may(ActKind::ReopenProvision),
        obstacles: found
            .iter()
            .filter(|it| it.keeps_from_adoption())
            .map(|it| obstacle(visit, &names, it))
            .collect(),
        open_calls: open.collect(),
        adoptable: adoptable(state),
        may_adopt: may(ActKind::Adopt),
        adopt_later: ever(ActKind::Adopt) && !may(ActKind::Adopt) && !over,
        may_close: may(ActKind::CloseWithoutAgreement) && !over,
        over,
        typed: visit.form.clone(),
    };
    Answer::page_with(status, &page)
}

/// The stages that one can go back to.
fn back(visit: &Visit) -> Vec<Choice> {
    let now = visit.room().state().stage();
    let before = Stage::ALL.into_iter().filter(|it| *it < now);
    let before = before.filter(|_| now < Stage::Adopted);
    before
        .map(|it| Choice {
            value: it.name().to_owned(),
            name: visit.words().say(&format!("stage-{}", it.name())),
            chosen: visit.form.get("stage") == it.name(),
        })
        .collect()
}

fn agreed(visit: &Visit, names: &Names, found: &[Obstacles]) -> Vec<Choice> {
    let agreed = found
        .iter()
        .filter(|it| matches!(it.standing.status, Status::AdRef(_)));
    agreed
        .map(|it| Choice {
            value: it.standing.id.as_str().to_owned(),
            name: names.provision(&it.standing.id).name,
            chosen: visit.form.get("provision") == it.standing.id.as_str(),
        })
        .collect()
}

fn obstacle(visit: &Visit, names: &Names, it: &Obstacles) -> Obstacle {
    Obstacle {
        label: names.provision(&it.standing.id),
        agreed: matches!(it.standing.status, Status::AdRef(_)),
        objections: it
            .in_the_way
            .iter()
            .map(|id| Place {
                path: visit.room().at(&format!("/ledger/{id}")),
                name: visit.words().say1("place-objection", "id", id.as_str()),
            })
            .collect(),
    }
}
