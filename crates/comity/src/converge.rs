//! `comity converge`: where agreement lies among those who voted.

mod groups;
mod page;
mod slates;

use std::path::Path;

use comity_analysis::common_ground::{Clones, Kind, MinimumMass};
use comity_analysis::converge::{Outcome, Settings, Trials};
use comity_app::findings::converge::{Converged, Sources, Wishes, json};
use comity_app::findings::{self as app, Stream};

use crate::arguments::ConvergeArguments;
use crate::findings::{self, Written};
use crate::inputs::file_name;
use crate::report::{Failure, counted};

pub(crate) fn run(arguments: &ConvergeArguments) -> Result<(), Failure> {
    let destination = &arguments.destination;
    let format = findings::format(arguments.to, destination, true)?;
    let found = converged(arguments)?;
    let written = Written {
        summary: summary(&found),
        notices: &found.notices,
        json: &|| json(&found),
        report: &|| page::report(&found, findings::title(&arguments.votes)),
        table: Some(&|| page::statements(&found)),
    };
    findings::write(&written, format, destination)
}

fn converged(arguments: &ConvergeArguments) -> Result<Converged, Failure> {
    let opened = |path: &Option<std::path::PathBuf>| match path {
        Some(path) => Ok(Some((file_name(path), findings::stream(path)?))),
        None => Ok(None),
    };
    let name = file_name(&arguments.votes);
    let mut votes = findings::stream(&arguments.votes)?;
    let mut statements = opened(&arguments.statements)?;
    let mut participants = opened(&arguments.participants)?;
    let sources = Sources {
        votes: Stream {
            name: &name,
            bytes: &mut votes,
        },
        statements: statements
            .as_mut()
            .map(|(name, bytes)| Stream { name, bytes }),
        participants: participants
            .as_mut()
            .map(|(name, bytes)| Stream { name, bytes }),
    };
    let others = [&arguments.statements, &arguments.participants];
    let others = others.into_iter().flatten().map(|path| path.as_path());
    let paths: Vec<&Path> = std::iter::once(arguments.votes.as_path())
        .chain(others)
        .collect();
    app::converge(sources, &wishes(arguments)).map_err(|error| findings::failure(error, &paths))
}

fn wishes(arguments: &ConvergeArguments) -> Wishes {
    let ballots = Kind::Ballots {
        minimum_mass: MinimumMass::default(),
        clones: match arguments.clones_as_one {
            true => Clones::AsOne,
            false => Clones::InFull,
        },
    };
    Wishes {
        settings: Settings {
            kind: if arguments.delegations {
                Kind::Delegations
            } else {
                ballots
            },
            alpha: arguments.alpha,
            trials: Trials::Run,
        },
        slate: arguments.slate,
    }
}

fn summary(found: &Converged) -> String {
    let counts = &found.convergence.counts;
    let groups = match &found.convergence.outcome {
        Outcome::Groups(groups, _) => format!("{} stable groups", groups.len()),
        Outcome::None(_) => "no groups".to_owned(),
        Outcome::NotStable(_) => "no stable groups".to_owned(),
    };
    format!(
        "{} by {} on {}, {groups}, {}",
        counted(counts.votes, "vote", "votes"),
        counted(counts.participants, "participant", "participants"),
        counted(counts.statements, "statement", "statements"),
        counted(found.notices.len(), "notice", "notices"),
    )
}
