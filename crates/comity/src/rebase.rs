//! `comity rebase`: carry proposals to another version of the text.

use std::path::PathBuf;

use clap::ValueEnum;
use comity_exchange::fates::{Rebased, fate_notices, rebase_proposal};
use comity_exchange::{Notice, html, json, markdown_out};
use comity_text::{Proposal, apply, compile, diff};

use crate::arguments::{RebaseArguments, TextFormat};
use crate::report::{Failure, counted};
use crate::{files, inputs, output, report};

pub(crate) fn run(arguments: &RebaseArguments) -> Result<(), Failure> {
    let destination = &arguments.destination;
    let (new_path, said) = text_and_format(&arguments.to)?;
    let format = output::text_format(said, destination, false)?;
    let order = inputs::order(arguments.proposals.order.as_deref())?;
    let (old, mut notices) = inputs::text(&arguments.from)?;
    let (new, more) = inputs::text(&new_path)?;
    notices.extend(more);
    let (proposals, more) = inputs::proposals(&arguments.proposals, &old, destination.quiet)?;
    notices.extend(more);
    let revision = diff(&old.instrument, &new.instrument, &old.tokenizer);
    let mut rebased: Vec<Rebased> = Vec::with_capacity(proposals.len());
    for proposal in &proposals {
        rebased.push(
            rebase_proposal(&old.instrument, &revision, proposal)
                .map_err(|error| Failure::Unusable(proposal.source.clone(), format!("{error}.")))?,
        );
    }
    rebased.sort_by(|a, b| order.compare_proposals(&a.proposal, &b.proposal));
    let all: Vec<Notice> = notices
        .iter()
        .cloned()
        .chain(rebased.iter().flat_map(fate_notices))
        .collect();
    let facts = output::facts(&new_path);
    let written = match format {
        TextFormat::Json => json::rebased(&rebased, &notices),
        _ => {
            let to = apply(&old.instrument, &revision)
                .map_err(|error| Failure::Unusable(facts.source.clone(), error.to_string()))?;
            let carried: Vec<Proposal> = rebased.iter().map(|r| r.proposal.clone()).collect();
            let compilation =
                compile(&to, &carried, &order).map_err(|error| output::unusable(&error))?;
            match format {
                TextFormat::Html => {
                    let redline = output::redline(&old.tokenizer);
                    html::write_compilation(&compilation, &all, &facts, &redline)
                }
                _ => markdown_out::write_compilation(&compilation, &all, &facts),
            }
        }
    };
    files::write(destination.output.as_deref(), written.as_bytes(), false)?;
    if !destination.quiet {
        report::done(&summary(&rebased), &notices);
    }
    Ok(())
}

fn summary(rebased: &[Rebased]) -> String {
    let outcome = |name: &str| {
        let all = rebased.iter().flat_map(|proposal| &proposal.changes);
        all.filter(|change| change.outcome() == name).count()
    };
    format!(
        "{}: {} carried, {} satisfied, {} conflicting, {} orphaned",
        counted(rebased.len(), "proposal", "proposals"),
        outcome("carried"),
        outcome("satisfied"),
        outcome("conflicting"),
        outcome("orphaned"),
    )
}

/// Which of the values of `--to` is the text, and which the format.
fn text_and_format(values: &[String]) -> Result<(PathBuf, Option<TextFormat>), Failure> {
    let (mut texts, mut formats) = (Vec::new(), Vec::new());
    for value in values {
        match TextFormat::from_str(value, false) {
            Ok(format) => formats.push(format),
            Err(_) => texts.push(PathBuf::from(value)),
        }
    }
    match (texts.as_slice(), formats.as_slice()) {
        ([text], []) => Ok((text.clone(), None)),
        ([text], [format]) => Ok((text.clone(), Some(*format))),
        ([], _) => Err(Failure::Usage(
            "--to NEW is missing: the text to carry to".to_owned(),
        )),
        _ => Err(Failure::Usage(
            "--to names one text, and at most once a format: json, html or markdown".to_owned(),
        )),
    }
}
