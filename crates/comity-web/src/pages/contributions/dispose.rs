//! Saying what became of a passage, and going on to the next one of which nobody has.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use comity_app::tasks::Task;
use comity_app::views::contributions::next_undisposed;
use comity_app::views::speaker;
use comity_procedure::act::ActKind;
use comity_procedure::ids::ContributionId;
use comity_procedure::state::Disposed;
use comity_record::v1::vocabulary::{DISPOSITIONS, spelled};
use comity_record::v1::{Act, Words};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{Choice, PassageRow, dispose_path, passage, wanted};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::pages::proposing::{key, taken_entry};
use crate::problem::Problem;
use crate::refused::Refused;
use crate::said::{self, Names};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "procedure/dispose.html")]
struct Dispose {
    frame: Frame,
    refused: Option<Refused>,
    root: String,
    key: String,
    id: String,
    title: String,
    language: String,
    who: String,
    passage: PassageRow,
    /// What the form was made on: somebody may be faster.
    stands: String,
    /// Whether somebody has said something else since.
    overtaken: bool,
    dispositions: Vec<Choice>,
    reason: String,
    links: Vec<(String, Vec<Choice>)>,
    entry: String,
    next: Option<String>,
    open_now: bool,
}

/// What stands in the form.
struct Typing {
    disposition: String,
    reason: String,
    link: String,
    entry: String,
}

/// The form.
pub(crate) async fn form(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let (_, found) = wanted(&visit)?;
    let at = number(&visit)?;
    let before = found.dispositions.get(at).ok_or(Problem::NotFound)?;
    let typing = match before {
        Some(it) => Typing {
            disposition: spelled(DISPOSITIONS, &it.disposition).to_owned(),
            reason: it.reason.text().unwrap_or_default().to_owned(),
            link: said::link_field(&it.link),
            entry: String::new(),
        },
        None => Typing {
            disposition: String::new(),
            reason: String::new(),
            link: found.passages[at]
                .on
                .as_ref()
                .map_or_else(String::new, |id| format!("provision:{id}")),
            entry: String::new(),
        },
    };
    page(&visit, typing, None, false)
}

/// Says it, and leads to the next passage.
pub(crate) async fn dispose(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let (id, found) = wanted(&visit)?;
    let at = number(&visit)?;
    let before = found.dispositions.get(at).ok_or(Problem::NotFound)?;
    let typing = Typing {
        disposition: visit.form.get("disposition").to_owned(),
        reason: visit.form.get("reason").to_owned(),
        link: visit.form.get("link").to_owned(),
        entry: visit.form.get("entry").trim().to_owned(),
    };
    if taken_entry(&visit)?.is_some() {
        return disposed(&visit, &id, at);
    }
    if visit.form.get("stands") != mark(before.as_deref()) {
        return page(&visit, typing, None, true);
    }
    let entry = format!("entry:{}", typing.entry);
    let link = match typing.entry.is_empty() {
        true => said::link(&typing.link),
        false => said::link(&entry),
    };
    let Some(link) = link else {
        let problem = Problem::Field {
            message: "problem-no-link",
        };
        let refused = Refused::of(&visit, problem)?;
        return page(&visit, typing, Some(refused), false);
    };
    let act = Act::Dispose {
        contribution: id.to_string(),
        disposition: typing.disposition.clone(),
        link,
        passage: at as u64,
        reason: Words::inline(typing.reason.clone()),
    };
    match visit.act(Task::Act(Box::new(act)), HashMap::new()).await {
        Ok(_) => disposed(&visit, &id, at),
        Err(problem) => {
            let refused = Refused::of(&visit, problem)?;
            page(&visit, typing, Some(refused), false)
        }
    }
}

/// Leads on from what was said: to the next passage, or to this one.
fn disposed(visit: &Visit, id: &ContributionId, at: usize) -> Result<Answer, Problem> {
    let state = &visit.room().desk.read().state;
    let next = next_undisposed(state, Some((id, at)));
    let go_on = next.filter(|_| visit.form.get("do") == "next");
    Answer::see_other(match go_on {
        Some((id, passage)) => dispose_path(visit, &id, passage),
        None => visit
            .room()
            .at(&format!("/contributions/{id}#passage-{}", at + 1)),
    })
}

fn page(
    visit: &Visit,
    typing: Typing,
    refused: Option<Refused>,
    overtaken: bool,
) -> Result<Answer, Problem> {
    let (id, found) = wanted(visit)?;
    let at = number(visit)?;
    let room = visit.room();
    let state = room.state();
    let names = Names::of(visit);
    let next = next_undisposed(state, Some((&id, at)));
    let status = match (&refused, overtaken) {
        (Some(refused), _) => refused.status,
        (None, true) => StatusCode::CONFLICT,
        (None, false) => StatusCode::OK,
    };
    let page = Dispose {
        frame: visit.frame(visit.words().say("dispose-title")),
        refused,
        root: room.at(""),
        key: key(visit),
        title: names.html(&found.title),
        language: found.language.to_string(),
        who: names.speaker(&speaker(state, &found.voice)),
        passage: passage(&names, &found, at),
        stands: mark(found.dispositions[at].as_deref()),
        overtaken,
        dispositions: DISPOSITIONS
            .iter()
            .map(|(word, _)| Choice {
                value: (*word).to_owned(),
                name: visit.words().say(&format!("disposition-{word}")),
                chosen: typing.disposition == *word,
            })
            .collect(),
        reason: typing.reason,
        links: links(visit, &names, &typing.link),
        entry: typing.entry,
        next: next.map(|(id, passage)| dispose_path(visit, &id, passage)),
        open_now: room.caller.may_now(state, ActKind::Dispose),
        id: id.to_string(),
    };
    Answer::page_with(status, &page)
}

/// What a disposition can point at: provisions that stand, and proposals.
fn links(visit: &Visit, names: &Names, chosen: &str) -> Vec<(String, Vec<Choice>)> {
    let provisions = names.provisions().iter().map(|(id, name)| Choice {
        value: format!("provision:{id}"),
        name: name.clone(),
        chosen: chosen == format!("provision:{id}"),
    });
    let proposals = visit.room().state().proposals().keys();
    let proposals = proposals.map(|id| Choice {
        value: format!("proposal:{id}"),
        name: names.proposal(id).name,
        chosen: chosen == format!("proposal:{id}"),
    });
    let words = visit.words();
    vec![
        (words.say("links-provisions"), provisions.collect()),
        (words.say("links-proposals"), proposals.collect()),
    ]
}

/// The index of the passage; people count from 1.
fn number(visit: &Visit) -> Result<usize, Problem> {
    let number: usize = visit
        .part("passage")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let (_, found) = wanted(visit)?;
    match number {
        1.. if number <= found.passages.len() => Ok(number - 1),
        _ => Err(Problem::NotFound),
    }
}

/// What stands, in a form that can be compared: two people may dispose of one passage at once.
fn mark(stands: Option<&Disposed>) -> String {
    stands.map_or_else(String::new, |it| {
        let word = spelled(DISPOSITIONS, &it.disposition);
        let whole = format!(
            "{word} {} {}",
            said::link_field(&it.link),
            it.reason.shown()
        );
        HEXLOWER.encode(&Sha256::digest(whole)[..8])
    })
}
