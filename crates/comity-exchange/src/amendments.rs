//! Amendment lists: one proposal to a row, as CSV or as JSON lines.
//!
//! Reading a list knows nothing of the text that it amends; [`resolve`] finds what a row is
//! about. The columns are in `docs/formats/amendments.md`.
//! Start at [`read_amendments_csv`].

mod delimited;
mod json_lines;
mod resolve;

use std::collections::HashMap;

use comity_text::{BREAK, ProposalKind, Text};

use crate::limits::{MAX_AMENDMENT_ROWS, MAX_PROVISION_CHARS};
use crate::notice::{Notice, ReadError, Told};

pub use delimited::read_amendments_csv;
pub use json_lines::read_amendments_json_lines;
pub use resolve::{Located, Target, resolve};

/// The columns of a list, in the order in which we write them.
pub const COLUMNS: [&str; 7] = [
    "number",
    "kind",
    "provision",
    "sponsors",
    "current",
    "proposed",
    "rationale",
];

/// One row of an amendment list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmendmentRow {
    /// The list, as the caller named it.
    pub source: String,
    /// Where it stands: `row 7` of a table whose header is row 1, or `line 7`.
    pub place: String,
    /// Its number in the list; not empty, different from all others.
    pub number: String,
    /// What it asks for.
    pub kind: ProposalKind,
    /// The label of the provision, or the one that a new provision is to have.
    pub provision: String,
    /// Those who ask for it.
    pub sponsors: Vec<String>,
    /// What the sponsors believe the provision to say; empty where they do not say.
    pub current: String,
    /// The text they ask for, with a [`BREAK`] between paragraphs; for MOVE, the target.
    pub proposed: Text,
    /// Why; empty where they do not say.
    pub rationale: String,
}

impl AmendmentRow {
    /// A notice about this row.
    #[must_use]
    pub fn notice(&self, message: impl Into<Told>) -> Notice {
        let place = format!("{}, amendment {}", self.place, self.number);
        Notice::new(self.source.as_str(), place, message)
    }
}

/// The cells of a row as they were read, in the order of [`COLUMNS`].
struct RawRow {
    place: String,
    cells: [String; 7],
    /// Where sponsors came as a list.
    sponsors: Option<Vec<String>>,
}

fn too_many(source: &str) -> ReadError {
    let message = format!("The list has more than {MAX_AMENDMENT_ROWS} rows. Split it.");
    ReadError::new(source, "file", message)
}

/// Makes rows of cells; `source` names the list.
fn rows(
    source: &str,
    raw: Vec<RawRow>,
    notices: &mut Vec<Notice>,
) -> Result<Vec<AmendmentRow>, ReadError> {
    if raw.len() > MAX_AMENDMENT_ROWS {
        return Err(too_many(source));
    }
    let mut seen: HashMap<String, String> = HashMap::with_capacity(raw.len());
    let mut rows = Vec::with_capacity(raw.len());
    for raw in raw {
        let row = row(source, raw)?;
        let place = row.place.clone();
        if let Some(first) = seen.insert(row.number.clone(), place.clone()) {
            let places = format!("{first} and {place}");
            let message = format!(
                "Two rows have the number {}. Number them apart.",
                row.number
            );
            return Err(ReadError::new(source, places, message));
        }
        if row.sponsors.is_empty() {
            notices.push(row.notice("The row names no sponsor."));
        }
        let unused = matches!(row.kind, ProposalKind::Sup | ProposalKind::Noc);
        if unused && !row.proposed.is_empty() {
            let message = format!(
                "A {} proposes no text; the words in `proposed` are not used: {}",
                row.kind.name(),
                shortened(row.proposed.as_str())
            );
            notices.push(row.notice(message));
        }
        rows.push(row);
    }
    if rows.is_empty() {
        let message = "The list has a header but no rows.";
        return Err(ReadError::new(source, "file", message));
    }
    Ok(rows)
}

fn row(source: &str, raw: RawRow) -> Result<AmendmentRow, ReadError> {
    let RawRow {
        place,
        cells,
        sponsors,
    } = raw;
    let refuse = |message: String| Err(ReadError::new(source, place.as_str(), message));
    if let Some(at) = cells
        .iter()
        .position(|c| c.chars().count() > MAX_PROVISION_CHARS)
    {
        let limit = MAX_PROVISION_CHARS;
        return refuse(format!(
            "`{}` has more than {limit} characters.",
            COLUMNS[at]
        ));
    }
    let [
        number,
        kind,
        provision,
        sponsor_cell,
        current,
        proposed,
        rationale,
    ] = cells;
    let number = number.trim().to_owned();
    if number.is_empty() {
        return refuse("The row has no number. Give each row its own.".to_owned());
    }
    let Some(kind) = proposal_kind(&kind) else {
        return refuse(format!(
            "`{}` is no kind of proposal. Use ADD, MOD, SUP, MOVE or NOC.",
            shortened(kind.trim())
        ));
    };
    if provision.trim().is_empty() {
        return refuse("The row names no provision.".to_owned());
    }
    let sponsors = sponsors.unwrap_or_else(|| sponsor_list(&sponsor_cell));
    Ok(AmendmentRow {
        source: source.to_owned(),
        number,
        kind,
        provision: provision.trim().to_owned(),
        sponsors,
        current: current.trim().to_owned(),
        proposed: paragraphs(&proposed),
        rationale: rationale.trim().to_owned(),
        place,
    })
}

fn proposal_kind(word: &str) -> Option<ProposalKind> {
    let all = [
        ProposalKind::Add,
        ProposalKind::Mod,
        ProposalKind::Sup,
        ProposalKind::Move,
        ProposalKind::Noc,
    ];
    let word = word.trim();
    all.into_iter()
        .find(|kind| kind.name().eq_ignore_ascii_case(word))
}

/// Sponsors as written in one cell, each once.
fn sponsor_list(cell: &str) -> Vec<String> {
    let mut sponsors: Vec<String> = Vec::new();
    for name in cell.split([';', '；', '\n']).map(str::trim) {
        if !name.is_empty() && !sponsors.iter().any(|have| have == name) {
            sponsors.push(name.to_owned());
        }
    }
    sponsors
}

/// The lines of a cell as paragraphs; blank lines are none.
fn paragraphs(cell: &str) -> Text {
    let lines: Vec<&str> = cell
        .split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    Text::plain(lines.join(&BREAK.to_string()))
}

/// The start of a text, for a message.
fn shortened(text: &str) -> String {
    let mut out: String = text.chars().take(80).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out.replace(BREAK, " ")
}
