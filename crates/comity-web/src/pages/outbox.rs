//! The outbox: the last letters, where nobody delivers them.
//!
//! It shows keys to every account, so it is only there where the site says so: on a machine of
//! one's own, and in the demonstration.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderValue, header};
use comity_app::ports::{Letter, Sending};
use comity_procedure::Time;

use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::visit::Visit;

/// The most letters that are shown.
const MAX_SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "outbox.html")]
struct Outbox {
    frame: Frame,
    letters: Vec<Shown>,
}

struct Shown {
    to: String,
    subject: String,
    written: Time,
    /// The message that says how sending it goes.
    sending: &'static str,
    paragraphs: Vec<Paragraph>,
}

enum Paragraph {
    Words(String),
    /// A link into this site, by its path.
    Link {
        path: String,
        address: String,
    },
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let letters = visit.site.accounts().letters(MAX_SHOWN).await?;
    let address = visit.site.settings().address.as_str();
    let page = Answer::page(&Outbox {
        frame: visit.frame(visit.words().say("outbox-title")),
        letters: letters.iter().map(|it| Shown::of(it, address)).collect(),
    })?;
    Ok(page.with(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
}

impl Shown {
    fn of(letter: &Letter, address: &str) -> Shown {
        let paragraphs = letter.text.split("\n\n").map(|it| {
            let it = it.trim_end();
            match it.strip_prefix(address) {
                Some(path) if path.starts_with('/') => Paragraph::Link {
                    path: path.to_owned(),
                    address: it.to_owned(),
                },
                _ => Paragraph::Words(it.to_owned()),
            }
        });
        Shown {
            to: letter.to.as_str().to_owned(),
            subject: letter.subject.clone(),
            written: Time(letter.written),
            sending: match letter.sending {
                Sending::Waiting { .. } => "outbox-waiting",
                Sending::Sent { .. } => "outbox-sent",
                Sending::Failed { .. } => "outbox-failed",
            },
            paragraphs: paragraphs.collect(),
        }
    }
}
