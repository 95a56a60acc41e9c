//! A report as Markdown, which is also what a terminal shows.
//!
//! A table that fits on a line is a table; a wider one becomes a list of its rows, because nobody
//! can read a line that breaks four times.

use std::fmt::Write as _;

use super::{Cell, Drawing, Fact, Part, Report, Table, decimal};
use crate::markdown_out::escaped;

/// The widest table, in characters: what a terminal or a mail shows without breaking the line.
const MAX_TABLE_CHARS: usize = 110;

/// Writes a report as Markdown.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let mut out = String::new();
    let title = match report.title.is_empty() {
        true => report.what.clone(),
        false => format!("{} · {}", escaped(&report.title), report.what),
    };
    out.extend(["# ", &title, "\n"]);
    push_facts(&mut out, &report.facts);
    for section in &report.sections {
        out.extend(["\n## ", &inline(&section.heading), "\n"]);
        for part in &section.parts {
            match part {
                Part::Prose(cell) => out.extend(["\n", &inline(cell), "\n"]),
                Part::Quote(words) if section.is_headed(words) => {}
                Part::Quote(words) => push_quote(&mut out, words),
                Part::Facts(facts) => push_facts(&mut out, facts),
                Part::Table(table) | Part::Drawing(Drawing { table, .. }) => {
                    push_table(&mut out, table);
                }
            }
        }
    }
    out
}

fn push_quote(out: &mut String, words: &str) {
    out.push('\n');
    for (nth, line) in words.split('\n').enumerate() {
        if nth > 0 {
            out.push_str(">\n");
        }
        out.extend(["> ", &escaped(line), "\n"]);
    }
}

fn push_facts(out: &mut String, facts: &[Fact]) {
    let shown = facts.iter().filter(|fact| !fact.value.is_nothing());
    for (nth, fact) in shown.enumerate() {
        if nth == 0 {
            out.push('\n');
        }
        writeln!(out, "- {}: {}", fact.heading, inline(&fact.value))
            .expect("a string takes every write");
    }
}

fn push_table(out: &mut String, table: &Table) {
    if table.rows.is_empty() {
        return;
    }
    out.extend(["\n", table.caption, ":\n\n"]);
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(inline).collect())
        .collect();
    let widths = widths(table, &rows);
    let width: usize = widths.iter().map(|width| width + 3).sum();
    // Numbers are compared down a column, which a list does not let anybody do.
    let numbers = table.columns.iter().skip(1).all(|column| column.numbers);
    match numbers || width < MAX_TABLE_CHARS {
        true => push_rows(out, table, &rows, &widths),
        false => push_list(out, table, &rows),
    }
}

fn widths(table: &Table, rows: &[Vec<String>]) -> Vec<usize> {
    let columns = table.columns.iter().enumerate();
    let widest = |at: usize| rows.iter().map(move |row| row[at].chars().count()).max();
    columns
        .map(|(at, column)| {
            let heading = column.heading.chars().count();
            widest(at).unwrap_or(0).max(heading).max(3)
        })
        .collect()
}

fn push_rows(out: &mut String, table: &Table, rows: &[Vec<String>], widths: &[usize]) {
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        for ((cell, width), column) in cells.zip(widths).zip(&table.columns) {
            let space = " ".repeat(width.saturating_sub(cell.chars().count()));
            match column.numbers {
                true => out.extend(["| ", &space, cell, " "]),
                false => out.extend(["| ", cell, &space, " "]),
            }
        }
        out.push_str("|\n");
    };
    line(&mut table.columns.iter().map(|column| column.heading));
    let rules: Vec<String> = table
        .columns
        .iter()
        .zip(widths)
        .map(|(column, width)| match column.numbers {
            true => format!("{}:", "-".repeat(width - 1)),
            false => "-".repeat(*width),
        })
        .collect();
    line(&mut rules.iter().map(String::as_str));
    for row in rows {
        line(&mut row.iter().map(String::as_str));
    }
}

fn push_list(out: &mut String, table: &Table, rows: &[Vec<String>]) {
    for row in rows {
        let mut cells = table.columns.iter().zip(row);
        let Some((_, name)) = cells.next() else {
            continue;
        };
        out.extend(["- **", name, "**\n"]);
        for (column, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
            out.extend(["  - ", column.heading, ": ", cell, "\n"]);
        }
    }
}

fn inline(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Said(words) | Cell::Mark { words, .. } => words.clone(),
        Cell::Foreign(words) | Cell::Named { name: words, .. } => escaped(words),
        Cell::Id(id) => escaped(id),
        Cell::Code(code) => format!("`{code}`"),
        Cell::Number(number) => number.to_string(),
        Cell::Decimal { digits, places } => decimal(*digits, *places),
        Cell::Several(cells) => joined(cells, "; "),
        Cell::Line(cells) => line(cells),
        Cell::Fields { shown, .. } => inline(shown),
    }
}

fn joined(cells: &[Cell], with: &str) -> String {
    let shown = cells.iter().filter(|cell| !cell.is_nothing());
    shown.map(inline).collect::<Vec<_>>().join(with)
}

fn line(cells: &[Cell]) -> String {
    let mut line = String::new();
    for cell in cells.iter().filter(|cell| !cell.is_nothing()) {
        line.push_str(if line.is_empty() { "" } else { cell.space() });
        line.push_str(&inline(cell));
    }
    line
}
