//! `comity lists`: what a negotiation says, as the lists that findings are made from.

use comity_app::lists::{List, list};

use crate::arguments::{ListName, ListsArguments};
use crate::report::Failure;
use crate::{files, show};

pub(crate) fn run(arguments: &ListsArguments) -> Result<(), Failure> {
    let destination = &arguments.destination;
    let state = show::state(&arguments.bundle, arguments.at, destination.quiet)?;
    let which = match arguments.list {
        ListName::Positions => List::Positions,
        ListName::Subjects => List::Subjects,
        ListName::Delegations => List::Delegations,
        ListName::Contributions => List::Contributions,
        ListName::Inputs => List::Inputs,
        ListName::Deeds => List::Deeds,
    };
    let place = arguments.bundle.display().to_string();
    let made = list(&state, which, None).map_err(|error| {
        Failure::Unusable(place, format!("no list can be made of it: {error}."))
    })?;
    files::write(destination.output.as_deref(), made.as_bytes(), false)
}
