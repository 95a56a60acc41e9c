//! Sending a contribution: a title, a language, and passages of which each may name a provision.
//!
//! A passage more is a button that loads the form anew with all that was typed. What is not sent
//! yet can be kept as a draft; a file is read into passages that can be mended before they are sent.

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use comity_app::ports::Draft;
use comity_exchange::passages::read_passages;
use comity_procedure::act::ActKind;
use comity_procedure::ids::ContributionId;
use comity_record::v1::parts::Passage;
use comity_record::v1::{Act, Words};

use super::Choice;
use crate::acting::only_logged;
use crate::answer::Answer;
use crate::documents::Outside;
use crate::fields::Fields;
use crate::frame::Frame;
use crate::pages::proposing::key;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::said::{self, Names};
use crate::visit::Visit;

/// What the draft of this form is called: its path.
const DRAFT: &str = "/contributions/send";

/// How many empty passages a new form has.
const EMPTY_PASSAGES: usize = 2;

/// The most passages of one form: what the rules take in one act at most.
const MAX_PASSAGES: usize = 2_000;

#[derive(Template)]
#[template(path = "procedure/send.html")]
struct Send {
    frame: Frame,
    refused: Option<Refused>,
    root: String,
    key: String,
    title: String,
    languages: Vec<Choice>,
    language: String,
    passages: Vec<Typed>,
    behalves: Vec<Choice>,
    open_now: bool,
    draft_kept: bool,
    notices: Vec<Outside>,
}

/// A passage as it stands in the form.
struct Typed {
    number: usize,
    words: String,
    provisions: Vec<Choice>,
}

/// What is in the form.
#[derive(Default)]
struct Typing {
    title: String,
    language: String,
    behalf: String,
    passages: Vec<(String, String)>,
    notices: Vec<Outside>,
    draft_kept: bool,
}

/// The form, with the draft in it where there is one.
pub(crate) async fn form(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let kept = draft(&visit).await?;
    let mut typing = kept.as_ref().map(Typing::of).unwrap_or_default();
    typing.draft_kept = kept.is_some();
    let least = typing.passages.len().max(EMPTY_PASSAGES);
    typing.passages.resize(least, Default::default());
    page(&visit, typing, None)
}

/// What the form asks for: another passage, a file to be read, a draft to be kept, or to be sent.
pub(crate) async fn send(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let mut typing = Typing::of(&visit.form);
    match visit.form.get("do") {
        "add" => {
            typing.passages.push(Default::default());
            page(&visit, typing, None)
        }
        "read" => read(&visit, typing),
        "draft" => match keep(&visit, written(&visit.form)).await {
            Ok(()) => Answer::see_other(visit.room().at(DRAFT)),
            Err(problem) => {
                let refused = Refused::draft(&visit, &problem);
                page(&visit, typing, Some(refused))
            }
        },
        _ => hand_in(&visit, typing).await,
    }
}

async fn hand_in(visit: &Visit, typing: Typing) -> Result<Answer, Problem> {
    let room = visit.room();
    let is_used = |id: &str| {
        let id = ContributionId::new(id);
        id.is_ok_and(|id| room.state().contributions().contains_key(&id))
    };
    let id = visit.fresh_id(is_used);
    let passages = typing.passages.iter();
    let passages = passages.filter(|(words, _)| !words.trim().is_empty());
    let act = Act::Contribute {
        contribution: id.clone(),
        language: typing.language.clone(),
        passages: passages
            .map(|(words, on)| Passage {
                on: (!on.is_empty()).then(|| on.clone()),
                words: Words::inline(words.trim()),
            })
            .collect(),
        title: Words::inline(typing.title.trim()),
    };
    let actor = said::actor(visit).ok_or(Problem::NotAllowed)?;
    match visit.submit_as(actor, act).await {
        Ok(taken) => {
            // The contribution stands, whatever becomes of its draft.
            only_logged(visit, keep(visit, String::new()).await);
            // A form that was sent twice is answered with what it sent the first time.
            let published = room.desk.read();
            let all = published.state.contributions().iter();
            let mut mine = all.filter(|(_, it)| it.entry == taken.entry);
            let id = mine.next().map_or(id, |(id, _)| id.to_string());
            Answer::see_other(room.at(&format!("/contributions/{id}")))
        }
        Err(problem) => {
            let refused = Refused::of(visit, problem)?;
            page(visit, typing, Some(refused))
        }
    }
}

fn read(visit: &Visit, mut typing: Typing) -> Result<Answer, Problem> {
    let Some(file) = visit.form.file("document") else {
        return page(visit, typing, None);
    };
    match read_passages(&file.name, &file.bytes) {
        Ok((passages, notices)) => {
            typing
                .passages
                .retain(|(words, _)| !words.trim().is_empty());
            let room = MAX_PASSAGES.saturating_sub(typing.passages.len());
            let passages = passages.into_iter().take(room);
            typing
                .passages
                .extend(passages.map(|it| (it, String::new())));
            let notices = notices.iter();
            typing.notices = notices
                .map(|it| Outside::of_notice(visit.words(), it))
                .collect();
            page(visit, typing, None)
        }
        Err(error) => {
            let refused = Refused::of(visit, Problem::NotUnderstood(error.into()))?;
            page(visit, typing, Some(refused))
        }
    }
}

fn page(visit: &Visit, typing: Typing, refused: Option<Refused>) -> Result<Answer, Problem> {
    let room = visit.room();
    let names = Names::of(visit);
    let languages = room.state().modalities().languages.iter();
    let languages: Vec<Choice> = languages
        .map(|it| Choice {
            value: it.to_string(),
            name: it.to_string(),
            chosen: false,
        })
        .collect();
    let passages = typing.passages.into_iter().zip(1..);
    let status = refused.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Send {
        frame: visit.frame(visit.words().say("send-title")),
        refused,
        root: room.at(""),
        key: key(visit),
        title: typing.title,
        language: match typing.language.is_empty() {
            true => visit.words().tag.to_owned(),
            false => typing.language,
        },
        languages,
        passages: passages
            .map(|((words, on), number)| Typed {
                number,
                words,
                provisions: provisions(&names, &on),
            })
            .collect(),
        behalves: said::behalves(visit.words(), room)
            .into_iter()
            .map(|(value, name)| Choice {
                chosen: value == typing.behalf,
                value,
                name,
            })
            .collect(),
        open_now: room.caller.may_now(room.state(), ActKind::Contribute),
        draft_kept: typing.draft_kept,
        notices: typing.notices,
    };
    Answer::page_with(status, &page)
}

/// The provisions that stand, as options.
pub(crate) fn provisions(names: &Names, chosen: &str) -> Vec<Choice> {
    let all = names.provisions().iter();
    all.map(|(id, name)| Choice {
        value: id.as_str().to_owned(),
        name: name.clone(),
        chosen: id.as_str() == chosen,
    })
    .collect()
}

impl Typing {
    fn of(form: &Fields) -> Typing {
        let words = form.all("words").map(str::to_owned);
        let on = form.all("on").map(str::to_owned);
        let on = on.chain(std::iter::repeat(String::new()));
        Typing {
            title: form.get("title").to_owned(),
            language: form.get("language").trim().to_lowercase(),
            behalf: form.get("behalf").to_owned(),
            passages: words.zip(on).take(MAX_PASSAGES).collect(),
            notices: Vec::new(),
            draft_kept: false,
        }
    }
}

/// What of a form is worth keeping: all but what is only good once.
fn written(form: &Fields) -> String {
    let kept = form
        .pairs()
        .filter(|(name, _)| !matches!(*name, "form" | "key" | "do"));
    let kept: Vec<(String, String)> = kept
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Fields::of(kept).written()
}

async fn draft(visit: &Visit) -> Result<Option<Fields>, Problem> {
    let Some(person) = &visit.reader.person else {
        return Ok(None);
    };
    let room = visit.room();
    let drafts = visit.site.accounts();
    let drafts = drafts.drafts(person.account.id, room.desk.id()).await?;
    let own = drafts.into_iter().find(|it| it.name == DRAFT);
    Ok(own.and_then(|it| Fields::parse(&it.fields).ok()))
}

async fn keep(visit: &Visit, fields: String) -> Result<(), Problem> {
    let Some(person) = &visit.reader.person else {
        return Ok(());
    };
    let draft = Draft {
        account: person.account.id,
        negotiation: visit.room().desk.id().clone(),
        name: DRAFT.to_owned(),
        fields,
        at: visit.now,
    };
    Ok(visit.site.accounts().put_draft(draft).await?)
}
