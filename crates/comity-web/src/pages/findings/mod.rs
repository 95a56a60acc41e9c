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
use crate::said::Place;
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
    /// The files: where each is, what it is called, and the SHA-256 of its bytes.
    files: Vec<(String, String, String)>,
    /// The command that makes the numbers from the files.
    command: String,
    /// Where the record is to be had whole.
    bundle: String,
    /// What it is called as a file.
    archive: String,
    /// The commands that make the files from it.
    from_bundle: String,
    /// What all chance followed from, and the hash of the whole input; none where nothing was left
    /// to chance.
    seeded: Option<(u64, String)>,
    /// What was left out because it is too long to be compared.
    too_long: Vec<Place>,
}

impl Making {
    /// How numbers were made from these lists when the record had so many entries; `command` calls
    /// them as they are called here.
    fn of(visit: &Visit, size: u64, sources: &[Source], command: &str) -> Making {
        let mut making = Making {
            entry: size.saturating_sub(1),
            version: env!("CARGO_PKG_VERSION"),
            files: Vec::new(),
            command: command.to_owned(),
            bundle: visit.room().at("/record/bundle"),
            archive: format!("{}.zip", visit.room().desk.id()),
            from_bundle: String::new(),
            seeded: None,
            too_long: Vec::new(),
        };
        for source in sources {
            let path = format!("/findings/lists/{}", source.name);
            let list = source.name.strip_suffix(".csv").unwrap_or(&source.name);
            let made = |bundle: &str| format!("comity lists {bundle} {list}");
            let path = visit.room().at(&path);
            making.add(source, path, kept_as(visit, &source.name), made);
        }
        making
    }

    /// A file more, with what the command calls it, where it is, what it is kept as, and the
    /// command that makes it from an archive of the record.
    fn add(
        &mut self,
        source: &Source,
        path: String,
        kept: String,
        made: impl FnOnce(&str) -> String,
    ) {
        let made = made(&self.archive);
        self.from_bundle
            .push_str(&format!("{made} --at {} -o {kept}\n", self.entry));
        self.command = self.command.replace(&source.name, &kept);
        let hash = HEXLOWER.encode(&source.sha256);
        self.files.push((path, kept, hash));
    }
}

/// What a list is called on the disk of whoever takes it along.
fn kept_as(visit: &Visit, name: &str) -> String {
    format!("{}-{name}", visit.room().desk.id())
}

/// A number as it is written, with two decimals; a dash where there is none.
fn decimal(number: Option<f64>) -> String {
    match number.filter(|it| it.is_finite()) {
        // What rounds to nothing has no sign.
        Some(number) => format!("{:.2}", (number * 100.0).round() / 100.0 + 0.0),
        None => "\u{2013}".to_owned(),
    }
}

/// The language that the text is negotiated in.
fn text_language(visit: &Visit) -> String {
    let language = visit.room().state().modalities().working_language();
    language.map_or_else(String::new, ToString::to_string)
}

/// A part in whole per cent: 100 are all, and 0 is nothing.
fn percent(part: usize, whole: usize) -> u64 {
    match part {
        0 => 0,
        part if part >= whole => 100,
        part => whole_percent(part as f64 / whole as f64),
    }
}

/// A share in whole per cent: 100 are all, and 0 is nothing.
fn whole_percent(share: f64) -> u64 {
    match share {
        share if share <= 0.0 => 0,
        share if share >= 1.0 => 100,
        share => ((share * 100.0).round() as u64).clamp(1, 99),
    }
}

/// One of the lists that findings follow from: that of the page, where the page has one.
pub(crate) async fn list(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let wanted = visit.part("list").to_owned();
    let name = wanted.strip_suffix(".csv").unwrap_or_default();
    let which = List::ALL.into_iter().find(|it| it.name() == name);
    let which = which.ok_or(Problem::NotFound)?;
    let kept = kept_list(&visit, which).await?;
    let body = match kept {
        Some(kept) => kept,
        None => {
            // There is nothing to count, or it cannot be counted: the list itself stands.
            let published = visit.room().published.clone();
            aside(move || lists::list(&published.state, which)).await?
        }
    };
    Ok(Answer::File {
        name: kept_as(&visit, &wanted),
        media_type: "text/csv; charset=utf-8",
        body: Body::from(body),
    })
}

/// A list as a page was made from it.
async fn kept_list(visit: &Visit, which: List) -> Result<Option<String>, Problem> {
    let numbers = visit.site.numbers();
    Ok(match which {
        List::Positions | List::Subjects | List::Delegations => {
            let made = numbers.agreement(visit).await?.known();
            made.map(|it| match which {
                List::Positions => it.lists.votes.clone(),
                List::Subjects => it.lists.statements.clone(),
                _ => it.lists.participants.clone(),
            })
        }
        List::Contributions => {
            let made = numbers.campaigns(visit).await?.known();
            made.map(|it| it.comments.list.clone())
        }
        List::Inputs => {
            let made = numbers.origins(visit).await?.known();
            made.map(|it| it.inputs.list.clone())
        }
        List::Deeds => {
            let made = numbers.balance(visit).await?.known();
            made.map(|it| it.list.clone())
        }
    })
}
