//! What the commands about numbers share: formats, streams, the head and the end of a report.
//!
//! Never here: numbers. Start at [`format()`].

use std::io::{BufRead, BufReader};
use std::path::Path;

use comity_app::findings::{FindingError, Source};
use comity_exchange::report::{self as reports, Cell, Column, Fact, Part, Report, Section, Table};
use comity_exchange::{Notice, ReadError};
use data_encoding::HEXLOWER;

use crate::arguments::{Destination, FindingFormat};
use crate::inputs::file_name;
use crate::report::Failure;
use crate::{files, output, report};

/// The bytes that are read at once: a list may be larger than memory.
const BUFFER_BYTES: usize = 1 << 18;

/// Notices that a page lists; more are only counted.
const MAX_NOTICES_LISTED: usize = 200;

const SOURCES: [Column; 2] = [
    Column::words("file", "File"),
    Column::words("sha256", "SHA-256"),
];

const NOTICES: [Column; 3] = [
    Column::words("message", "Notice"),
    Column::words("source", "File"),
    Column::words("place", "Place"),
];

/// A finding in each of its forms, made only when it is asked for.
pub(crate) struct Written<'a> {
    /// What was found, in one line.
    pub(crate) summary: String,
    /// What was not carried.
    pub(crate) notices: &'a [Notice],
    /// The documented data.
    pub(crate) json: &'a dyn Fn() -> String,
    /// The report for people.
    pub(crate) report: &'a dyn Fn() -> Report,
    /// The table for a spreadsheet; `None` where there is none.
    pub(crate) table: Option<&'a dyn Fn() -> Table>,
}

/// The format: as said, or by the ending of the file, or Markdown. Refuses a destination that is
/// one of the files that are read.
pub(crate) fn format(
    said: Option<FindingFormat>,
    destination: &Destination,
    sources: &[&Path],
    has_table: bool,
) -> Result<FindingFormat, Failure> {
    spare(sources, destination)?;
    let formats = match has_table {
        true => "html, markdown, json or csv",
        false => "html, markdown or json",
    };
    let format = match (said, output::ending(destination).as_deref()) {
        (Some(said), _) => said,
        (None, None | Some("md" | "markdown")) => FindingFormat::Markdown,
        (None, Some("html" | "htm")) => FindingFormat::Html,
        (None, Some("json")) => FindingFormat::Json,
        (None, Some("csv")) => FindingFormat::Csv,
        (None, Some(other)) => return Err(output::unknown(other, formats)),
    };
    match format == FindingFormat::Csv && !has_table {
        true => Err(Failure::Usage(format!(
            "this is more than one table and is not written as csv; choose {formats}"
        ))),
        false => Ok(format),
    }
}

/// Refuses to write over what is read: it would be lost.
fn spare(sources: &[&Path], destination: &Destination) -> Result<(), Failure> {
    let output = destination.output.as_deref();
    let target = output.and_then(|it| it.canonicalize().ok());
    let Some(target) = target.filter(|it| it.is_file()) else {
        return Ok(());
    };
    let is_target = |it: &&&Path| it.canonicalize().is_ok_and(|it| it == target);
    match sources.iter().find(is_target) {
        None => Ok(()),
        Some(source) => Err(Failure::Usage(format!(
            "{} is one of the files that are read, and would be lost; name another one with -o",
            source.display()
        ))),
    }
}

/// Writes a finding and says on standard error what it is.
pub(crate) fn write(
    written: &Written<'_>,
    format: FindingFormat,
    destination: &Destination,
) -> Result<(), Failure> {
    let text = match (format, written.table) {
        (FindingFormat::Json, _) => (written.json)(),
        (FindingFormat::Html, _) => reports::html(&(written.report)()),
        (FindingFormat::Csv, Some(table)) => reports::csv(&table()),
        _ => reports::markdown(&(written.report)()),
    };
    files::write(destination.output.as_deref(), text.as_bytes(), false)?;
    if !destination.quiet {
        report::done(&written.summary, written.notices);
    }
    Ok(())
}

/// A file to be read as a stream, with progress over a large one.
pub(crate) fn stream(path: &Path, quiet: bool) -> Result<impl BufRead + use<>, Failure> {
    let file = files::open(path)?;
    // What is no file in a folder, a pipe for example, tells no length.
    let bytes = file.metadata().map_or(0, |facts| facts.len());
    let read = report::reading(bytes, quiet).wrap_read(file);
    Ok(BufReader::with_capacity(BUFFER_BYTES, read))
}

/// The failure of a finding, with the file called as the person called it.
pub(crate) fn failure(error: FindingError, paths: &[&Path]) -> Failure {
    match error {
        FindingError::Read(error) => {
            let path = paths.iter().find(|path| file_name(path) == error.doc);
            let doc = path.map_or_else(|| error.doc.clone(), |path| path.display().to_string());
            ReadError { doc, ..error }.into()
        }
        FindingError::Question(error) => {
            Failure::Unusable("the question".to_owned(), format!("{error}."))
        }
    }
}

/// The name of a file without its ending, as a title.
pub(crate) fn title(path: &Path) -> String {
    path.file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into())
}

/// A table without those columns, from one on, in which nothing stands.
pub(crate) fn without_empty(mut table: Table, from: usize) -> Table {
    for at in (from..table.columns.len()).rev() {
        if table.rows.iter().all(|row| row[at].is_nothing()) {
            table.columns.remove(at);
            table.rows.iter_mut().for_each(|row| drop(row.remove(at)));
        }
    }
    table
}

/// The version that made a report.
pub(crate) fn version() -> Fact {
    let version = concat!("Comity ", env!("CARGO_PKG_VERSION"));
    Fact::new("program", "Made by", Cell::said(version))
}

/// The last section of a report: from which files it was made, how, and what was not carried.
pub(crate) fn making(facts: Vec<Fact>, sources: &[Source], notices: &[Notice]) -> Section {
    let mut files = Table::new("files", "The files that it was made from", &SOURCES);
    for source in sources {
        let hash = HEXLOWER.encode(&source.sha256);
        files
            .rows
            .push(vec![Cell::foreign(&*source.name), Cell::Code(hash)]);
    }
    let mut listed = Table::new("notices", "What was not carried", &NOTICES);
    for notice in notices.iter().take(MAX_NOTICES_LISTED) {
        listed.rows.push(vec![
            Cell::foreign(&*notice.message),
            Cell::foreign(&*notice.source),
            Cell::foreign(&*notice.place),
        ]);
    }
    let mut parts = vec![Part::Facts(facts), Part::Table(files), Part::Table(listed)];
    if notices.len() > MAX_NOTICES_LISTED {
        let more = notices.len() - MAX_NOTICES_LISTED;
        parts.push(prose(format!(
            "There are {more} more notices, not listed here."
        )));
    }
    Section {
        id: "making".to_owned(),
        heading: Cell::said("How this was made"),
        parts,
    }
}

/// A paragraph in own words.
pub(crate) fn prose(words: impl Into<String>) -> Part {
    Part::Prose(Cell::said(words))
}

/// A number of things, as a cell.
pub(crate) fn number(count: usize) -> Cell {
    Cell::Number(count as u64)
}

/// A share as a whole number of percent, in words.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}\u{a0}%", share * 100.0)
}

/// What the axes of an opinion map are called, with the share of all differences that each shows.
pub(crate) fn axes(shares: [Option<f64>; 2]) -> [String; 2] {
    [("first", 0), ("second", 1)].map(|(name, at)| match shares[at] {
        Some(share) => {
            let share = percent(share.clamp(0.0, 1.0));
            format!("{name} component \u{b7} {share} of all differences")
        }
        None => format!("{name} component"),
    })
}
