//! Lists: what a negotiation says, as the files that [`findings`](crate::findings) are made from.
//!
//! Whoever has a list can have the numbers again without this program's site: they are the lists of
//! `docs/formats/lists.md`, and `comity` reads them. Withheld words are in none of them. Every row
//! stands in reading order, in protocol order or in the order of the record.
//!
//! Never here: numbers about them, and what they are called in a language.
//!
//! Start at [`list`].

mod deeds;
mod inputs;
mod positions;

use comity_exchange::limits::{MAX_COMMENT_BYTES, MAX_TEXT_BYTES};
use comity_exchange::report::{Cell, Column, Table, csv};
use comity_procedure::State;
use comity_procedure::state::Delegation;
use comity_record::v1::vocabulary::{DEVELOPMENTS, spelled};

use crate::views::origins::origins;

pub use deeds::{Unknown, deeds};
pub use inputs::{Comments, InputSource, Inputs, comments, inputs};
pub use positions::{Listed, PositionLists, positions};

/// One of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Positions that count, as votes.
    Positions,
    /// What those are on.
    Subjects,
    /// Who took them.
    Delegations,
    /// The contributions, in words.
    Contributions,
    /// What words of the text can have come from.
    Inputs,
    /// What each party did, in numbers.
    Deeds,
}

impl List {
    /// All of them.
    pub const ALL: [List; 6] = [
        List::Positions,
        List::Subjects,
        List::Delegations,
        List::Contributions,
        List::Inputs,
        List::Deeds,
    ];

    /// Its name, as files and commands call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            List::Positions => "positions",
            List::Subjects => "subjects",
            List::Delegations => "delegations",
            List::Contributions => "contributions",
            List::Inputs => "inputs",
            List::Deeds => "deeds",
        }
    }
}

/// A list of a negotiation, as CSV. Where it cannot be said whose words stand in the text,
/// [`List::Deeds`] lacks that column.
#[must_use]
pub fn list(state: &State, which: List) -> String {
    match which {
        List::Positions => positions(state).votes,
        List::Subjects => positions(state).statements,
        List::Delegations => positions(state).participants,
        List::Contributions => comments(state).list,
        List::Inputs => inputs(state).list,
        List::Deeds => {
            let found = origins(state, None).map_err(|_| Unknown);
            deeds(
                state,
                found.as_ref().map(Option::as_deref).map_err(|it| *it),
            )
        }
    }
}

/// What a list leaves out because it is too long, by its id.
#[must_use]
pub fn left_out(state: &State, which: List) -> Vec<String> {
    match which {
        List::Contributions => {
            let ids = comments(state).too_long;
            ids.iter().map(ToString::to_string).collect()
        }
        List::Inputs => {
            let sources = inputs(state).too_long;
            sources.iter().map(InputSource::name).collect()
        }
        List::Positions | List::Subjects | List::Delegations | List::Deeds => Vec::new(),
    }
}

/// The longest contribution that stands in the list of contributions, in bytes, and the longest
/// statement in that of subjects: whatever has to be doubled in it, every reader takes its row.
/// What is longer is left out by name, so that one document of a thousand pages does not keep
/// everybody from reading all others.
pub const MAX_LISTED_BYTES: usize = MAX_COMMENT_BYTES / 2 - 1024;

/// The longest input that stands in the list of inputs, in bytes, likewise.
pub const MAX_INPUT_BYTES: usize = MAX_TEXT_BYTES as usize / 2 - 1024;

/// Rows as CSV, with the columns as machines call them.
fn written(columns: &[&'static str], rows: impl IntoIterator<Item = Vec<Cell>>) -> String {
    let columns: Vec<Column> = columns.iter().map(|it| Column::words(it, it)).collect();
    let mut table = Table::new("list", "", &columns);
    table.rows.extend(rows);
    csv(&table)
}

/// What groups a delegation: constituency, region and development status; empty where it has none.
fn groups_of(delegation: &Delegation) -> [Cell; 3] {
    let development = delegation.development.as_ref();
    let development = development.map_or("", |it| spelled(DEVELOPMENTS, it));
    [
        Cell::id(&delegation.constituency),
        Cell::id(&delegation.region),
        Cell::id(development),
    ]
}
