//! Opposing an accreditation that was announced, and settling one that was opposed.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use comity_app::tasks::Task;
use comity_procedure::act::ActKind;
use comity_record::v1::{Act, Words};

use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::said::html;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "delegations/opposing.html")]
struct Form {
    frame: Frame,
    action: String,
    /// The path of the negotiation.
    room: String,
    /// The path of the delegation.
    path: String,
    /// Its name, as HTML.
    name: String,
    refused: Option<Refused>,
    key: String,
    settles: bool,
    /// Whether a signature is asked for, which a browser cannot give: then there is no form, and the
    /// page says what can be done instead.
    is_signed: bool,
    reason: String,
    admitted: Option<bool>,
}

/// The form to oppose.
pub(crate) async fn show_oppose(visit: Arc<Visit>) -> Result<Answer, Problem> {
    Answer::page(&Form::of(&visit, false, None)?)
}

/// Opposes.
pub(crate) async fn oppose(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let act = Act::OpposeAccreditation {
        delegation: super::of_path(&visit)?.id.to_string(),
        reason: Words::inline(visit.form.get("reason").trim().to_owned()),
    };
    done(&visit, false, act).await
}

/// The form to settle.
pub(crate) async fn show_settle(visit: Arc<Visit>) -> Result<Answer, Problem> {
    Answer::page(&Form::of(&visit, true, None)?)
}

/// Settles.
pub(crate) async fn settle(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let Some(admitted) = admitted(&visit) else {
        let problem = Problem::Field {
            message: "settle-say-which",
        };
        let refused = Refused::of(&visit, problem)?;
        return Answer::page_with(refused.status, &Form::of(&visit, true, Some(refused))?);
    };
    let act = Act::SettleAccreditation {
        admitted,
        delegation: super::of_path(&visit)?.id.to_string(),
        reason: Words::inline(visit.form.get("reason").trim().to_owned()),
    };
    done(&visit, true, act).await
}

async fn done(visit: &Visit, settles: bool, act: Act) -> Result<Answer, Problem> {
    match visit.act(Task::Act(Box::new(act)), HashMap::new()).await {
        Ok(_) => {
            let id = visit.part("delegation");
            Answer::see_other(visit.room().at(&format!("/delegations/{id}#accreditation")))
        }
        Err(problem) => {
            let refused = Refused::of(visit, problem)?;
            Answer::page_with(refused.status, &Form::of(visit, settles, Some(refused))?)
        }
    }
}

fn admitted(visit: &Visit) -> Option<bool> {
    match visit.form.get("admitted") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

impl Form {
    fn of(visit: &Visit, settles: bool, refused: Option<Refused>) -> Result<Form, Problem> {
        let delegation = super::of_path(visit)?;
        let room = visit.room();
        let path = room.at(&format!("/delegations/{}", delegation.id));
        let (title, ending, kind) = match settles {
            true => ("settle-title", "settle", ActKind::SettleAccreditation),
            false => ("oppose-title", "oppose", ActKind::OpposeAccreditation),
        };
        Ok(Form {
            frame: visit.frame(visit.words().say(title)),
            action: format!("{path}/{ending}"),
            path,
            room: room.at(""),
            name: html(visit.words(), &delegation.name),
            key: match visit.form.given("key") {
                Some(key) => key.to_owned(),
                None => visit.fresh_key(),
            },
            settles,
            is_signed: room.state().modalities().signed.contains(&kind),
            reason: visit.form.get("reason").to_owned(),
            admitted: admitted(visit),
            refused,
        })
    }
}
