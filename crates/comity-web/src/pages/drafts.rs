//! Drafts: what somebody has begun in a negotiation and not sent. Only who wrote them sees them.

use std::sync::Arc;

use askama::Template;
use comity_app::views::text::name_in;
use comity_procedure::Time;
use comity_text::ProvisionId;

use super::proposing::put_draft;
use crate::answer::Answer;
use crate::fields::Fields;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "drafts.html")]
struct Drafts {
    frame: Frame,
    path: String,
    drafts: Vec<Line>,
}

struct Line {
    /// The path of the form, which is the name of the draft.
    name: String,
    address: String,
    title: String,
    at: Time,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let person = visit.reader.person.as_ref().ok_or(Problem::NotSignedIn)?;
    let room = visit.room();
    let drafts = visit
        .site
        .accounts()
        .drafts(person.account.id, room.desk.id())
        .await?;
    let drafts = drafts.into_iter().map(|it| Line {
        address: room.at(&it.name),
        title: title(&visit, &it.name),
        name: it.name,
        at: Time(it.at),
    });
    Answer::page(&Drafts {
        frame: visit.frame(visit.words().say("drafts-title")),
        path: room.at("/drafts"),
        drafts: drafts.collect(),
    })
}

/// Drops one.
pub(crate) async fn drop(visit: Arc<Visit>) -> Result<Answer, Problem> {
    put_draft(&visit, visit.form.get("name"), &Fields::default()).await?;
    Answer::see_other(visit.room().at("/drafts"))
}

/// What a draft is of, by the path of its form.
fn title(visit: &Visit, name: &str) -> String {
    let words = visit.words();
    let parts: Vec<&str> = name.split('/').collect();
    match parts[..] {
        ["", "text", id, "propose"] => {
            let current = visit.room().state().current();
            let id = ProvisionId::new(id);
            let label = current.and_then(|it| name_in(&it.instrument, &id));
            let label = label.unwrap_or_else(|| id.to_string());
            words.say1("propose-title-provision", "label", label)
        }
        ["", "proposals", id, "revise"] => words.say1("propose-title-revise", "id", id),
        ["", "propose"] => words.say("propose-title-addition"),
        ["", "contributions", "send"] => words.say("send-title"),
        _ => words.say("drafts-other"),
    }
}
