//! Accrediting a delegation, an observer, or an organisation that speaks through a delegation.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use comity_app::tasks::Task;
use comity_app::views::{has_full_rights, in_protocol_order};
use comity_procedure::ids::DelegationId;
use comity_procedure::modalities::Accreditation;
use comity_record::v1::hex::Hex;
use comity_record::v1::parts::Standing;
use comity_record::v1::{Act, Words};

use super::called;
use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::refused::Refused;
use crate::said::line;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "delegations/accredit.html")]
struct Form {
    frame: Frame,
    path: String,
    refused: Option<Refused>,
    key: String,
    /// After how many hours it counts, where it is announced first.
    hours: Option<u32>,
    constituencies: Vec<Choice>,
    regions: Vec<Choice>,
    developments: Vec<Choice>,
    carriers: Vec<Choice>,
    typed: Typed,
}

/// What the boxes say.
struct Typed {
    name: String,
    id: String,
    standing: String,
    public_key: String,
}

/// Something that can be chosen.
struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

/// The form.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    Answer::page(&Form::of(&visit, None))
}

/// Accredits.
pub(crate) async fn send(visit: Arc<Visit>) -> Result<Answer, Problem> {
    match accredit(&visit).await {
        Ok(id) => Answer::see_other(visit.room().at(&format!("/delegations/{id}"))),
        Err(problem) => {
            let refused = Refused::of(&visit, problem)?;
            Answer::page_with(refused.status, &Form::of(&visit, Some(refused)))
        }
    }
}

async fn accredit(visit: &Visit) -> Result<String, Problem> {
    let form = &visit.form;
    let name = form.get("name").trim();
    let id = match form.given("id") {
        Some(id) => id.to_owned(),
        None => made(visit, name),
    };
    DelegationId::new(&id).map_err(|_| Problem::Field {
        message: "accredit-no-id",
    })?;
    let key = form.given("public-key").map(|it| {
        Hex::parse(&it.to_lowercase()).ok_or(Problem::Field {
            message: "accredit-no-key",
        })
    });
    let act = Act::Accredit {
        constituency: form.get("constituency").to_owned(),
        delegation: id.clone(),
        development: form.given("development").map(str::to_owned),
        key: key.transpose()?,
        name: Words::inline(name.to_owned()),
        region: form.get("region").to_owned(),
        standing: match form.get("standing") {
            "observer" => Standing::Observer,
            "through" => Standing::Through(form.get("through").to_owned()),
            _ => Standing::Delegation,
        },
    };
    visit.act(Task::Act(Box::new(act)), HashMap::new()).await?;
    Ok(id)
}

/// An id for a name: what is left of it in small Latin letters; where that is nothing, a number.
fn made(visit: &Visit, name: &str) -> String {
    let id = spelled(name);
    if !id.is_empty() {
        return id;
    }
    let known = visit.room().state().delegations();
    let is_used = |id: &String| DelegationId::new(id).is_ok_and(|it| known.contains_key(&it));
    (1_u32..)
        .map(|number| format!("delegation-{number}"))
        .find(|id| !is_used(id))
        .expect("there are more numbers than delegations in a negotiation")
}

/// What is left of a name in small Latin letters.
fn spelled(name: &str) -> String {
    let letter = |it: char| match it.is_ascii_alphanumeric() {
        true => it.to_ascii_lowercase(),
        false => '-',
    };
    let dashed: String = name.chars().map(letter).collect();
    let parts: Vec<&str> = dashed.split('-').filter(|it| !it.is_empty()).collect();
    let mut id = parts.join("-");
    id.truncate(comity_procedure::ids::MAX_SLUG_CHARS);
    id.trim_end_matches('-').to_owned()
}

impl Form {
    fn of(visit: &Visit, refused: Option<Refused>) -> Form {
        let (room, words, form) = (visit.room(), visit.words(), &visit.form);
        let modalities = room.state().modalities();
        let choice = |field: &str, value: &str, name: String| Choice {
            value: value.to_owned(),
            name,
            chosen: form.get(field) == value,
        };
        let constituencies = modalities.constituencies.iter().map(|it| {
            let name = called::constituency(words, it);
            choice("constituency", it.as_str(), name)
        });
        let regions = modalities.regions.iter().map(|it| {
            let name = called::region(words, it.as_str());
            choice("region", it.as_str(), name)
        });
        let developments = ["developed", "developing", "ldc", "lldc", "sids"];
        let developments = developments.map(|it| {
            let message = format!("development-{it}");
            choice("development", it, words.say(&message))
        });
        let carriers = in_protocol_order(room.state());
        let carriers = carriers.iter().filter(|it| has_full_rights(it)).map(|it| {
            let name = line(words, &it.name);
            choice("through", it.id.as_str(), name)
        });
        Form {
            frame: visit.frame(words.say("accredit-title")),
            path: room.at("/delegations"),
            key: match form.given("key") {
                Some(key) => key.to_owned(),
                None => visit.fresh_key(),
            },
            hours: match &modalities.accreditation {
                Accreditation::Open => None,
                Accreditation::NoObjection { within, .. } => Some(within.0),
            },
            constituencies: constituencies.collect(),
            regions: regions.collect(),
            developments: developments.into(),
            carriers: carriers.collect(),
            typed: Typed {
                name: form.get("name").to_owned(),
                id: form.get("id").to_owned(),
                standing: form.given("standing").unwrap_or("delegation").to_owned(),
                public_key: form.get("public-key").to_owned(),
            },
            refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_an_id() {
        let check = |name: &str, id: &str| assert_eq!(spelled(name), id, "{name:?}");
        check("Sorrel Islands", "sorrel-islands");
        check("  Open (Access) Network!", "open-access-network");
        check("<script>", "script");
        check("جزر سوريل", "");
        check(&"ab ".repeat(40), &format!("{}a", "ab-".repeat(21)));
    }
}
