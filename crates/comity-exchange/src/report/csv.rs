//! One table of a report as CSV, for spreadsheets: UTF-8, commas, one row a line.
//!
//! Columns are called as machines call them. A foreign text that a spreadsheet would take for a
//! formula has an apostrophe before it, so that opening a file runs nothing.

use super::{Cell, Table, decimal};

/// Writes a table as CSV.
#[must_use]
pub fn csv(table: &Table) -> String {
    let mut out = String::new();
    push_row(&mut out, table.columns.iter().map(|it| it.key.to_owned()));
    for row in &table.rows {
        push_row(&mut out, row.iter().map(value));
    }
    out
}

fn push_row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        out.push_str(if at > 0 { "," } else { "" });
        match cell.contains([',', '"', '\n', '\r']) {
            true => out.extend(["\"", &cell.replace('"', "\"\""), "\""]),
            false => out.push_str(&cell),
        }
    }
    out.push('\n');
}

fn value(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Said(words) => words.clone(),
        Cell::Foreign(words) | Cell::Id(words) | Cell::Code(words) => harmless(words),
        Cell::Named { id, .. } => harmless(id),
        Cell::Mark { key, .. } => (*key).to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Decimal { digits, places } => decimal(*digits, *places),
        Cell::Several(cells) => joined(cells, "; "),
        Cell::Line(cells) => joined(cells, " "),
        Cell::Fields { shown, .. } => value(shown),
    }
}

fn joined(cells: &[Cell], with: &str) -> String {
    let shown = cells.iter().filter(|cell| !cell.is_nothing());
    shown.map(value).collect::<Vec<_>>().join(with)
}

/// A foreign text that no spreadsheet computes, whatever stands before its first sign that is seen:
/// control characters are left out but for those that part lines and columns.
fn harmless(words: &str) -> String {
    let is_kept = |it: &char| !it.is_control() || matches!(it, '\t' | '\n' | '\r');
    let words: String = words.chars().filter(is_kept).collect();
    match words.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ]) {
        true => format!("'{words}"),
        false => words,
    }
}
