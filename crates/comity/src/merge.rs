//! `comity merge`: accept proposals, write the text that results.

use std::collections::BTreeSet;

use comity_exchange::docx::write::write_plain;
use comity_exchange::{json, markdown_text};
use comity_text::label::labels;
use comity_text::{Exclusion, Instrument, MergeError, Proposal, ProtocolOrder, compile, merge};

use crate::arguments::{MergeArguments, TextFormat};
use crate::report::{Failure, counted};
use crate::{files, inputs, output, report};

pub(crate) fn run(arguments: &MergeArguments) -> Result<(), Failure> {
    let destination = &arguments.destination;
    let format = output::text_format(arguments.to, destination, true)?;
    let order = inputs::order(arguments.proposals.order.as_deref())?;
    let (base, mut notices) = inputs::text(&arguments.base)?;
    let (proposals, more) = inputs::proposals(&arguments.proposals, &base, destination.quiet)?;
    notices.extend(more);
    let accepted = accepted(&proposals, &arguments.accept)?;
    let count = accepted.len();
    let bytes = match merge(&base.instrument, &accepted, &order) {
        Ok(text) => match format {
            TextFormat::Json => json::instrument(&text, &notices).into_bytes(),
            TextFormat::Html => page(arguments, &text, &notices, &base)?.into_bytes(),
            TextFormat::Docx => write_plain(&text, &labels(&text)),
            TextFormat::Markdown => markdown_text::write_instrument(&text).into_bytes(),
        },
        Err(MergeError::Excludes(sets)) if format == TextFormat::Json => {
            let sets: Vec<Vec<String>> = sets.into_iter().map(|set| set.proposals).collect();
            json::excludes(&sets, &notices).into_bytes()
        }
        Err(MergeError::Excludes(sets)) => return Err(excluded(&sets, &accepted)),
        Err(MergeError::Compile(error)) => return Err(output::unusable(&error)),
    };
    files::write(
        destination.output.as_deref(),
        &bytes,
        format == TextFormat::Docx,
    )?;
    if !destination.quiet {
        let summary = format!("{} accepted", counted(count, "proposal", "proposals"));
        report::done(&summary, &notices);
    }
    Ok(())
}

fn page(
    arguments: &MergeArguments,
    text: &Instrument,
    notices: &[comity_exchange::Notice],
    base: &comity_exchange::proposals::Base,
) -> Result<String, Failure> {
    let compilation =
        compile(text, &[], &ProtocolOrder::default()).map_err(|error| output::unusable(&error))?;
    let facts = output::facts(&arguments.base);
    Ok(output::comparison_page(
        &compilation,
        notices,
        &facts,
        &base.tokenizer,
    ))
}

/// The proposals with one of the names: an id, or a sponsor.
fn accepted(proposals: &[Proposal], names: &[String]) -> Result<Vec<Proposal>, Failure> {
    if names.is_empty() {
        return Ok(proposals.to_vec());
    }
    let has = |proposal: &Proposal, name: &String| {
        proposal.id == *name || proposal.sponsors.contains(name)
    };
    for name in names {
        if !proposals.iter().any(|proposal| has(proposal, name)) {
            let wrong = format!(
                "no proposal and no sponsor has this name. There are: {}.",
                known_names(proposals)
            );
            return Err(Failure::Unusable(format!("--accept {name}"), wrong));
        }
    }
    let accepted = proposals
        .iter()
        .filter(|proposal| names.iter().any(|name| has(proposal, name)));
    Ok(accepted.cloned().collect())
}

/// Names that can be accepted: sponsors first, since people know those.
fn known_names(proposals: &[Proposal]) -> String {
    const MOST: usize = 20;
    let sponsors: BTreeSet<&str> = proposals
        .iter()
        .flat_map(|proposal| proposal.sponsors.iter().map(String::as_str))
        .collect();
    let ids = proposals.iter().map(|proposal| proposal.id.as_str());
    let other_ids: Vec<&str> = ids.filter(|id| !sponsors.contains(id)).collect();
    let count = sponsors.len() + other_ids.len();
    let names: Vec<&str> = sponsors.into_iter().chain(other_ids).take(MOST).collect();
    match count > MOST {
        true => format!("{} and {} more", names.join(", "), count - MOST),
        false => names.join(", "),
    }
}

fn excluded(sets: &[Exclusion], proposals: &[Proposal]) -> Failure {
    const MOST: usize = 20;
    // A number in a list says little without the name of who asks.
    let name = |id: &String| {
        let sponsors = proposals
            .iter()
            .find(|proposal| proposal.id == *id)
            .map_or(String::new(), |proposal| proposal.sponsors.join("; "));
        match sponsors.is_empty() || sponsors == *id {
            true => id.clone(),
            false => format!("{id} ({sponsors})"),
        }
    };
    let mut lines: Vec<String> = sets
        .iter()
        .take(MOST)
        .map(|set| {
            let names: Vec<String> = set.proposals.iter().map(name).collect();
            format!("\n  {}", names.join(" × "))
        })
        .collect();
    if sets.len() > MOST {
        lines.push(format!("\n  … and {} more", sets.len() - MOST));
    }
    let wrong = format!(
        "some exclude each other; accept one of each:{}\n  (--to json writes all of them)",
        lines.concat()
    );
    Failure::Unusable("proposals".to_owned(), wrong)
}
