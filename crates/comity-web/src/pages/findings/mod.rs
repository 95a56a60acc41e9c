//! Findings: what numbers say of a negotiation. Where agreement lies, whose words the text is made
//! of, who is heard, what came in often; each with the lists that it follows from, so that anybody
//! can have the same numbers elsewhere. Nothing here decides anything.
//!
//! Start at [`agreement::show`].

pub(crate) mod agreement;
pub(crate) mod balance;
pub(crate) mod campaigns;
pub(crate) mod origins;

use std::sync::Arc;

use axum::body::Body;
use comity_app::findings::Source;
use comity_app::lists::{self, List};
use data_encoding::HEXLOWER;

use crate::answer::Answer;
use crate::problem::Problem;
use crate::readings::aside;
use crate::visit::Visit;

/// The pages of findings: where each is below the first, and its message.
const PAGES: [(&str, &str); 4] = [
    ("", "findings-agreement"),
    ("/origins", "findings-origins"),
    ("/balance", "findings-balance"),
    ("/campaigns", "findings-campaigns"),
];

/// A link to a page of findings.
pub(crate) struct Tab {
    path: String,
    name: &'static str,
    current: bool,
}

/// The pages of findings, with the one that is shown marked.
fn tabs(visit: &Visit) -> Vec<Tab> {
    let here = visit.uri.path();
    let tab = |(rest, name): &(&str, &'static str)| {
        let path = visit.room().at(&format!("/findings{rest}"));
        Tab {
            current: path == here,
            path,
            name,
        }
    };
    PAGES.iter().map(tab).collect()
}

/// How numbers were made: what they follow from, and the command that makes them again.
pub(crate) struct Making {
    /// The number of the last entry that they follow from.
    entry: u64,
    /// The version of the program.
    version: &'static str,
    /// The lists: where each is, what it is called, and the SHA-256 of its bytes.
    lists: Vec<(String, String, String)>,
    /// The text, where they follow from it too: where it is, and what it is called.
    text: Option<(String, String)>,
    /// The command that makes the numbers from the lists.
    command: String,
    /// What all chance followed from, and the hash of the whole input; none where nothing was left
    /// to chance.
    seeded: Option<(u64, String)>,
}

impl Making {
    /// How numbers were made from these lists; `command` calls them as they are called here.
    fn of(visit: &Visit, sources: &[Source], command: &str) -> Making {
        let room = visit.room();
        let mut command = command.to_owned();
        let mut lists = Vec::new();
        for source in sources {
            let kept = kept_as(visit, &source.name);
            command = command.replace(&source.name, &kept);
            let path = room.at(&format!("/findings/lists/{}", source.name));
            lists.push((path, kept, HEXLOWER.encode(&source.sha256)));
        }
        Making {
            entry: room.state().size().saturating_sub(1),
            version: env!("CARGO_PKG_VERSION"),
            lists,
            command,
            text: None,
            seeded: None,
        }
    }
}

/// What a list is called on the disk of whoever takes it along.
fn kept_as(visit: &Visit, name: &str) -> String {
    format!("{}-{name}", visit.room().desk.id())
}

/// A share or an index as it is written, with two decimals; a dash where there is none.
fn decimal(number: Option<f64>) -> String {
    match number.filter(|it| it.is_finite()) {
        Some(number) => format!("{number:.2}"),
        None => "\u{2013}".to_owned(),
    }
}

/// A share in whole per cent.
fn percent(part: usize, whole: usize) -> u64 {
    match whole {
        0 => 0,
        whole => (part as f64 / whole as f64 * 100.0).round() as u64,
    }
}

/// One of the lists that findings follow from.
pub(crate) async fn list(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let wanted = visit.part("list").to_owned();
    let name = wanted.strip_suffix(".csv").unwrap_or_default();
    let which = List::ALL.into_iter().find(|it| it.name() == name);
    let which = which.ok_or(Problem::NotFound)?;
    // Only who is heard needs to know whose words were taken up.
    let origins = match which {
        List::Deeds => visit.site.numbers().origins(&visit).await?.ok().flatten(),
        _ => None,
    };
    let published = visit.room().published.clone();
    let made = aside(move || lists::list(&published.state, which, origins.as_ref())).await?;
    let made = made.map_err(|error| Problem::Ours(error.to_string()))?;
    Ok(Answer::File {
        name: kept_as(&visit, &wanted),
        media_type: "text/csv; charset=utf-8",
        body: Body::from(made),
    })
}
