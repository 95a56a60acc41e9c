//! Lists: what a negotiation says, as the files that [`findings`](crate::findings) are made from.
//!
//! Whoever has a list can have the numbers again without this program's site: they are the lists of
//! `docs/formats/lists.md`, and `comity` reads them. Withheld words are in none of them. Every row
//! stands in reading order, in protocol order or in the order of the record.
//!
//! Never here: numbers about them, and what they are called in a language.
//!
//! Start at [`positions()`].

mod deeds;
mod inputs;
mod positions;

use comity_exchange::report::{Cell, Column, Table, csv};
use comity_procedure::state::Delegation;
use comity_record::v1::vocabulary::{DEVELOPMENTS, spelled};

pub use deeds::deeds;
pub use inputs::{InputSource, Inputs, comments, inputs};
pub use positions::{Listed, PositionLists, positions};

/// Where a list is kept, by its name without the ending.
pub const NAMES: [&str; 6] = [
    "positions",
    "subjects",
    "delegations",
    "contributions",
    "inputs",
    "deeds",
];

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
