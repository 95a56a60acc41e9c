//! The base and the proposals that the arguments name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use comity_exchange::document::{Format, read_base};
use comity_exchange::proposals::{
    Base, ProposalDocument, ReadingOptions, read_proposals, tell_authors_apart,
};
use comity_exchange::{Notice, ReadError};
use comity_text::{Proposal, ProtocolOrder};

use crate::arguments::Proposals;
use crate::files;
use crate::report::{Failure, progress};

/// The name of a file, as documents that are circulated call it.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into(),
    )
}

/// Reads a text.
pub(crate) fn text(path: &Path) -> Result<(Base, Vec<Notice>), Failure> {
    let bytes = files::read(path)?;
    let (instrument, notices) =
        read_base(&file_name(path), &bytes).map_err(|error| with_path(error, path))?;
    Ok((Base::new(instrument), notices))
}

/// The same error with the file called as the person called it.
pub(crate) fn with_path(error: ReadError, path: &Path) -> ReadError {
    ReadError {
        doc: path.display().to_string(),
        ..error
    }
}

/// A proposal document as the person named it.
struct Named {
    sponsor: String,
    is_given: bool,
    path: PathBuf,
}

/// Reads all proposals to a base.
pub(crate) fn proposals(
    arguments: &Proposals,
    base: &Base,
    quiet: bool,
) -> Result<(Vec<Proposal>, Vec<Notice>), Failure> {
    let mut named: Vec<Named> = arguments.proposals.iter().map(|name| named(name)).collect();
    named.sort_by(|a, b| (&a.sponsor, &a.path).cmp(&(&b.sponsor, &b.path)));
    for pair in named.windows(2) {
        demand_different(&pair[0], &pair[1], arguments.by_author)?;
    }
    let is_list = |one: &&Named| Format::of(&file_name(&one.path)).is_ok_and(Format::is_list);
    let options = ReadingOptions {
        by_author: arguments.by_author,
        several_lists: named.iter().filter(is_list).count() > 1,
    };
    let bar = progress(named.len(), quiet);
    let (mut all, mut notices) = (Vec::new(), Vec::new());
    for one in &named {
        bar.set_message(file_name(&one.path));
        let bytes = files::read(&one.path)?;
        let document = ProposalDocument {
            source: file_name(&one.path),
            sponsor: one.sponsor.clone(),
            sponsor_is_given: one.is_given,
            bytes: &bytes,
        };
        let (proposals, more) = read_proposals(&document, base, options)
            .map_err(|error| with_path(error, &one.path))?;
        all.extend(proposals);
        notices.extend(more);
        bar.inc(1);
    }
    bar.finish_and_clear();
    if arguments.by_author {
        tell_authors_apart(&mut all);
    }
    demand_different_ids(&all)?;
    Ok((all, notices))
}

fn named(argument: &str) -> Named {
    let stem = |path: &Path| {
        path.file_stem()
            .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
    };
    let whole = Path::new(argument);
    if let Some((sponsor, path)) = argument.split_once('=')
        && !sponsor.trim().is_empty()
        && !sponsor.contains(['/', '\\'])
        && !whole.exists()
    {
        let path = PathBuf::from(path);
        return Named {
            sponsor: sponsor.trim().to_owned(),
            is_given: true,
            path,
        };
    }
    Named {
        sponsor: stem(whole),
        is_given: false,
        path: whole.to_path_buf(),
    }
}

fn demand_different(one: &Named, other: &Named, by_author: bool) -> Result<(), Failure> {
    if one.sponsor != other.sponsor || (by_author && one.path != other.path) {
        return Ok(());
    }
    let (a, b) = (one.path.display(), other.path.display());
    let message = match one.path == other.path {
        true => "it is named twice. Name it once.".to_owned(),
        false => format!(
            "{b} would have the same sponsor, {}. Give one of them another: \"SPONSOR={b}\".",
            one.sponsor
        ),
    };
    Err(ReadError::new(a.to_string(), "file", message).into())
}

fn demand_different_ids(proposals: &[Proposal]) -> Result<(), Failure> {
    let mut sources: BTreeMap<&str, &str> = BTreeMap::new();
    for proposal in proposals {
        if let Some(before) = sources.insert(&proposal.id, &proposal.source) {
            let message = format!(
                "its proposal {} has the same name as one of {before}. Give the file another \
                 name: \"SPONSOR=PATH\".",
                proposal.id
            );
            return Err(ReadError::new(proposal.source.as_str(), "file", message).into());
        }
    }
    Ok(())
}

/// The protocol order that the arguments name.
pub(crate) fn order(file: Option<&Path>) -> Result<ProtocolOrder, Failure> {
    let Some(path) = file else {
        return Ok(ProtocolOrder::default());
    };
    let bytes = files::read_names(path)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to() + 1;
        let message = "it is no UTF-8 text. Save it as UTF-8, one delegation a line.";
        ReadError::new(path.display().to_string(), format!("byte {at}"), message)
    })?;
    let names: Vec<String> = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    if names.is_empty() {
        let message = "it names no delegation. Write one a line.";
        return Err(ReadError::new(path.display().to_string(), "file", message).into());
    }
    Ok(ProtocolOrder::new(&names))
}
