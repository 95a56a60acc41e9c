//! `comity compile`: every proposal in one text.

use comity_exchange::docx::write::{write_bracketed, write_tracked};
use comity_exchange::{Notice, html, json, markdown_out};
use comity_text::{Compilation, compile};

use crate::arguments::{CompilationFormat, CompileArguments};
use crate::report::{Failure, counted};
use crate::{files, inputs, output, report};

pub(crate) fn run(arguments: &CompileArguments) -> Result<(), Failure> {
    let destination = &arguments.destination;
    let format = output::compilation_format(arguments.to, destination)?;
    let order = inputs::order(arguments.proposals.order.as_deref())?;
    let (base, mut notices) = inputs::text(&arguments.base)?;
    let (proposals, more) = inputs::proposals(&arguments.proposals, &base, destination.quiet)?;
    notices.extend(more);
    let compilation =
        compile(&base.instrument, &proposals, &order).map_err(|error| output::unusable(&error))?;
    let facts = output::facts(&arguments.base);
    let redline = output::redline(&base.tokenizer);
    let bytes = match format {
        CompilationFormat::Html => {
            html::write_compilation(&compilation, &notices, &facts, &redline).into_bytes()
        }
        CompilationFormat::Markdown => {
            markdown_out::write_compilation(&compilation, &notices, &facts).into_bytes()
        }
        CompilationFormat::Json => json::compilation(&compilation, &notices).into_bytes(),
        CompilationFormat::Docx => write_bracketed(&compilation, &notices),
        CompilationFormat::DocxTracked => write_tracked(&compilation, &notices),
    };
    let is_binary = matches!(
        format,
        CompilationFormat::Docx | CompilationFormat::DocxTracked
    );
    files::write(destination.output.as_deref(), &bytes, is_binary)?;
    if !destination.quiet {
        report::done(&summary(&compilation, &notices), &notices);
    }
    Ok(())
}

fn summary(compilation: &Compilation, notices: &[Notice]) -> String {
    let sponsors: std::collections::BTreeSet<&String> = compilation
        .proposals
        .iter()
        .flat_map(|proposal| &proposal.sponsors)
        .collect();
    let in_base = compilation
        .provisions
        .iter()
        .filter(|provision| provision.added_by.is_empty() && !provision.kind.is_heading());
    format!(
        "{} by {} to {}, {}, {}",
        counted(compilation.proposals.len(), "proposal", "proposals"),
        counted(sponsors.len(), "sponsor", "sponsors"),
        counted(in_base.count(), "provision", "provisions"),
        counted(compilation.conflicts.len(), "conflict", "conflicts"),
        counted(notices.len(), "notice", "notices"),
    )
}
