//! `comity converge`: where agreement lies among those who voted.

mod groups;
mod page;
mod polis;
mod slates;

use std::path::{Path, PathBuf};

use comity_analysis::common_ground::{Clones, Kind, MinimumMass};
use comity_analysis::converge::{Outcome, Settings, Trials};
use comity_app::findings::converge::polis::Compatible;
use comity_app::findings::converge::{Converged, SLATE, Sources, Wishes, json};
use comity_app::findings::{self as app, FindingError, Stream};

use crate::arguments::{ConvergeArguments, ConvergeMode};
use crate::findings::{self, Written};
use crate::inputs::file_name;
use crate::report::{Failure, counted};

pub(crate) fn run(arguments: &ConvergeArguments) -> Result<(), Failure> {
    let destination = &arguments.destination;
    let format = findings::format(arguments.to, destination, &paths(arguments), true)?;
    let title = || findings::title(&arguments.votes);
    if arguments.mode == ConvergeMode::Polis {
        demand_none_of_the_default_mode(arguments)?;
        let kind = kind(arguments);
        let found = opened(arguments, |sources| {
            app::converge::polis::polis(sources, kind)
        })?;
        let written = Written {
            summary: polis_summary(&found),
            notices: &found.notices,
            json: &|| app::converge::polis::json(&found),
            report: &|| polis::report(&found, title()),
            table: Some(&|| polis::statements(&found)),
        };
        return findings::write(&written, format, destination);
    }
    let wishes = wishes(arguments);
    let found = opened(arguments, |sources| app::converge(sources, &wishes))?;
    let written = Written {
        summary: summary(&found),
        notices: &found.notices,
        json: &|| json(&found),
        report: &|| page::report(&found, title()),
        table: Some(&|| page::statements(&found, false)),
    };
    findings::write(&written, format, destination)
}

/// Opens the files and asks for what is in them.
fn opened<T>(
    arguments: &ConvergeArguments,
    ask: impl FnOnce(Sources<'_>) -> Result<T, FindingError>,
) -> Result<T, Failure> {
    let quiet = arguments.destination.quiet;
    let open = |path: &Option<PathBuf>| match path {
        Some(path) => Ok::<_, Failure>(Some((file_name(path), findings::stream(path, quiet)?))),
        None => Ok(None),
    };
    let name = file_name(&arguments.votes);
    let mut votes = findings::stream(&arguments.votes, quiet)?;
    let mut statements = open(&arguments.statements)?;
    let mut participants = open(&arguments.participants)?;
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
    ask(sources).map_err(|error| findings::failure(error, &paths(arguments)))
}

/// The files that are read.
fn paths(arguments: &ConvergeArguments) -> Vec<&Path> {
    let mut paths = vec![arguments.votes.as_path()];
    paths.extend(arguments.statements.as_deref());
    paths.extend(arguments.participants.as_deref());
    paths
}

/// Refuses what plays no part in the mode of Polis, lest anybody believe that it did.
fn demand_none_of_the_default_mode(arguments: &ConvergeArguments) -> Result<(), Failure> {
    let given = [
        ("--participants", arguments.participants.is_some()),
        ("--alpha", arguments.alpha.is_some()),
        ("--clones-as-one", arguments.clones_as_one),
        ("--slate", arguments.slate.is_some()),
    ];
    match given.iter().find(|it| it.1) {
        None => Ok(()),
        Some((option, _)) => Err(Failure::Usage(format!(
            "{option} plays no part in --mode polis; leave it out, or choose --mode default"
        ))),
    }
}

fn kind(arguments: &ConvergeArguments) -> Kind {
    match arguments.delegations {
        true => Kind::Delegations,
        false => Kind::Ballots {
            minimum_mass: MinimumMass::default(),
            clones: match arguments.clones_as_one {
                true => Clones::AsOne,
                false => Clones::InFull,
            },
        },
    }
}

fn wishes(arguments: &ConvergeArguments) -> Wishes {
    Wishes {
        settings: Settings {
            kind: kind(arguments),
            alpha: arguments.alpha.unwrap_or(0.0),
            trials: Trials::Run,
        },
        slate: arguments.slate.unwrap_or(SLATE),
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

fn polis_summary(found: &Compatible) -> String {
    let [participants, votes] = found.counts;
    format!(
        "{} by {} on {}, {} as Polis has them, {}",
        counted(votes, "vote", "votes"),
        counted(participants, "participant", "participants"),
        counted(found.statements.len(), "statement", "statements"),
        counted(found.sizes.len(), "group", "groups"),
        counted(found.notices.len(), "notice", "notices"),
    )
}
