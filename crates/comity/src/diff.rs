//! `comity diff`: what changed between two texts.

use comity_exchange::json;
use comity_text::{Proposal, ProtocolOrder, compile, diff};

use crate::arguments::{DiffArguments, TextFormat};
use crate::report::{Failure, counted};
use crate::{files, inputs, output, report};

pub(crate) fn run(arguments: &DiffArguments) -> Result<(), Failure> {
    let destination = &arguments.destination;
    let format = output::text_format(arguments.to, destination, false)?;
    let (old, mut notices) = inputs::text(&arguments.old)?;
    let (new, more) = inputs::text(&arguments.new)?;
    notices.extend(more);
    let changes = diff(&old.instrument, &new.instrument, &old.tokenizer);
    let summary = counted(changes.len(), "change", "changes");
    let proposal = Proposal {
        id: inputs::file_name(&arguments.new),
        source: inputs::file_name(&arguments.new),
        changes,
        ..Proposal::default()
    };
    let compilation = compile(&old.instrument, &[proposal], &ProtocolOrder::default())
        .map_err(|error| output::unusable(&error))?;
    let facts = output::facts(&arguments.old);
    let written = match format {
        TextFormat::Html => output::comparison_page(&compilation, &notices, &facts, &old.tokenizer),
        TextFormat::Json => json::comparison(&compilation, &notices),
        _ => output::comparison_markdown(&compilation, &notices, &facts),
    };
    files::write(destination.output.as_deref(), written.as_bytes(), false)?;
    if !destination.quiet {
        report::done(&summary, &notices);
    }
    Ok(())
}
