//! `comity show`: a negotiation from its record, replayed first.
//!
//! Never here: what a view holds; that is for `comity_app::views`. Start at [`run`].

mod ledger;
mod outcome;
mod positions;
mod text;
mod trace;
pub(crate) mod words;

use std::path::Path;

use comity_app::views;
use comity_exchange::report::{self as reports, Report};
use comity_procedure::{State, evolve};
use comity_record::verify::Against;

use crate::arguments::{CompilationFormat, ShowArguments, View};
use crate::report::Failure;
use crate::{bundle, files, output};

pub(crate) fn run(arguments: &ShowArguments) -> Result<(), Failure> {
    let destination = &arguments.destination;
    let format = output::compilation_format(arguments.to, destination)?;
    demand_writable(arguments.view, format)?;
    let state = state(&arguments.bundle, arguments.at, destination.quiet)?;
    let bytes = match arguments.view {
        View { text: true, .. } => text::text(&state, format)?,
        View {
            compilation: true, ..
        } => text::compilation(&state, format)?,
        View {
            positions: true, ..
        } => written(&positions::report(&state), format),
        View { ledger: true, .. } => written(&ledger::report(&state), format),
        View { trace: true, .. } => written(&trace::report(&state), format),
        _ => written(&outcome::report(&views::outcome::outcome(&state)), format),
    };
    let is_binary = matches!(
        format,
        CompilationFormat::Docx | CompilationFormat::DocxTracked
    );
    files::write(destination.output.as_deref(), &bytes, is_binary)
}

/// Refuses a format before a long record is replayed for nothing.
fn demand_writable(view: View, format: CompilationFormat) -> Result<(), Failure> {
    let wrong = match format {
        CompilationFormat::DocxTracked if view.text => {
            "the text has no tracked changes; choose docx"
        }
        CompilationFormat::Docx | CompilationFormat::DocxTracked
            if !view.text && !view.compilation =>
        {
            "only --text and --compilation are written as .docx; choose html, markdown or json"
        }
        _ => return Ok(()),
    };
    Err(Failure::Usage(wrong.to_owned()))
}

/// The state that the record gives, after its last entry or the one that was asked for.
pub(crate) fn state(path: &Path, at: Option<u64>, quiet: bool) -> Result<State, Failure> {
    let bundle = bundle::open(path)?;
    let place = path.display().to_string();
    let (mut earlier, mut size) = (Some(State::empty()), 0);
    let against = Against::default();
    let found = bundle::replayed(&bundle, &against, quiet, |step| {
        size = step.entry.n + 1;
        if at.is_some_and(|at| step.entry.n <= at) {
            let before = earlier.take().unwrap_or_else(State::empty);
            earlier = Some(evolve(before, &step.submission, &step.effects));
        }
    });
    if let Err(wrong) = &found.consistent {
        let why = format!("the record is not consistent, so nothing of it is shown: {wrong}.");
        return Err(Failure::Unusable(place, why));
    }
    match (at, earlier) {
        (Some(at), _) if at >= size => {
            let why = format!("it has {size} entries, the first one is 0; there is no entry {at}.");
            Err(Failure::Unusable(place, why))
        }
        (Some(_), Some(state)) => Ok(state),
        _ => Ok(found.replay.into_state()),
    }
}

fn written(report: &Report, format: CompilationFormat) -> Vec<u8> {
    match format {
        CompilationFormat::Html => reports::html(report),
        CompilationFormat::Json => reports::json(report),
        _ => reports::markdown(report),
    }
    .into_bytes()
}
