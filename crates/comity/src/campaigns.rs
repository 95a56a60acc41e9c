//! `comity campaigns`: what many people sent in nearly the same words, read once with its count.

mod page;

use comity_app::findings::campaigns::{Gathered, json};
use comity_app::findings::{self as app, Stream};

use crate::arguments::CampaignsArguments;
use crate::findings::{self, Written};
use crate::inputs::file_name;
use crate::report::{Failure, counted};

pub(crate) fn run(arguments: &CampaignsArguments) -> Result<(), Failure> {
    let destination = &arguments.destination;
    let format = findings::format(arguments.to, destination, &[&arguments.comments], true)?;
    let name = file_name(&arguments.comments);
    let mut bytes = findings::stream(&arguments.comments, destination.quiet)?;
    let list = Stream {
        name: &name,
        bytes: &mut bytes,
    };
    let found = app::campaigns(list, &arguments.column)
        .map_err(|error| findings::failure(error, &[&arguments.comments]))?;
    let written = Written {
        summary: summary(&found),
        notices: &found.notices,
        json: &|| json(&found),
        report: &|| page::report(&found, findings::title(&arguments.comments)),
        table: Some(&|| page::members(&found)),
    };
    findings::write(&written, format, destination)
}

fn summary(found: &Gathered) -> String {
    format!(
        "{} in {} to read, {} of them sent more than once; {}",
        counted(found.comments.len(), "comment", "comments"),
        counted(found.campaigns.groups.len(), "text", "texts"),
        found.repeated(),
        counted(found.notices.len(), "notice", "notices"),
    )
}
