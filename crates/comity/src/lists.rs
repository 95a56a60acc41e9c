//! `comity lists`: what a negotiation says, as the lists that findings are made from.

use std::path::Path;

use comity_app::lists::{List, left_out, list};
use comity_exchange::Notice;

use crate::arguments::{ListName, ListsArguments};
use crate::inputs::file_name;
use crate::report::{self, Failure, counted};
use crate::{files, show};

pub(crate) fn run(arguments: &ListsArguments) -> Result<(), Failure> {
    let destination = &arguments.destination;
    let ending = destination.output.as_deref().and_then(Path::extension);
    if let Some(other) = ending.filter(|it| !it.eq_ignore_ascii_case("csv")) {
        return Err(Failure::Usage(format!(
            "a list is CSV and is not written as {}; name the file .csv",
            other.display()
        )));
    }
    let state = show::state(&arguments.bundle, arguments.at, destination.quiet)?;
    let which = match arguments.list {
        ListName::Positions => List::Positions,
        ListName::Subjects => List::Subjects,
        ListName::Delegations => List::Delegations,
        ListName::Contributions => List::Contributions,
        ListName::Inputs => List::Inputs,
        ListName::Deeds => List::Deeds,
    };
    let made = list(&state, which);
    files::write(destination.output.as_deref(), made.as_bytes(), false)?;
    if !destination.quiet {
        let source = file_name(&arguments.bundle);
        let long = "It is too long to be compared and is left out.";
        let notice = |id: &String| Notice::new(source.as_str(), id.as_str(), long);
        let notices: Vec<Notice> = left_out(&state, which).iter().map(notice).collect();
        let left = counted(notices.len(), "notice", "notices");
        report::done(&format!("{}; {left}", which.name()), &notices);
    }
    Ok(())
}
