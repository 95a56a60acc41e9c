//! `comity balance`: who contributes, proposes, speaks and is taken up, beside who is there.

mod page;

use comity_app::findings::balance::{Balanced, json};
use comity_app::findings::{self as app, Stream};

use crate::arguments::BalanceArguments;
use crate::findings::{self, Written};
use crate::inputs::file_name;
use crate::report::{Failure, counted};

pub(crate) fn run(arguments: &BalanceArguments) -> Result<(), Failure> {
    let destination = &arguments.destination;
    let format = findings::format(arguments.to, destination, &[&arguments.file], true)?;
    let name = file_name(&arguments.file);
    let mut bytes = findings::stream(&arguments.file, destination.quiet)?;
    let file = Stream {
        name: &name,
        bytes: &mut bytes,
    };
    let found = app::balance(file).map_err(|error| findings::failure(error, &[&arguments.file]))?;
    let written = Written {
        summary: summary(&found),
        notices: &found.notices,
        json: &|| json(&found),
        report: &|| page::report(&found, findings::title(&arguments.file)),
        table: Some(&|| page::all(&found)),
    };
    findings::write(&written, format, destination)
}

fn summary(found: &Balanced) -> String {
    format!(
        "{} in {}, {}",
        counted(found.balance.parties, "delegation", "delegations"),
        counted(found.names[0].len(), "constituency", "constituencies"),
        counted(found.notices.len(), "notice", "notices"),
    )
}
