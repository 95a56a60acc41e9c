//! A report as data: what `docs/formats/views.md` promises.
//!
//! Names for machines where there are two; headings of columns and captions are left out.

use serde_json::{Map, Value, json};

use super::{Cell, Drawing, Fact, Part, Report, Section, Table, decimal};

/// The version of the shape.
const VERSION: u64 = 1;

/// Writes a report as JSON, one line.
#[must_use]
pub fn json(report: &Report) -> String {
    let sections: Vec<Value> = report.sections.iter().map(section).collect();
    let document = json!({
        "version": VERSION,
        "view": report.view,
        "title": report.title,
        "facts": facts(&report.facts),
        "sections": sections,
    });
    let mut out = document.to_string();
    out.push('\n');
    out
}

fn section(section: &Section) -> Value {
    let mut said = Map::new();
    let (mut prose, mut quotes, mut tables) = (Vec::new(), Vec::new(), Map::new());
    let mut named = Map::new();
    for part in &section.parts {
        match part {
            Part::Prose(words) => prose.push(value(words)),
            Part::Quote(words) => quotes.push(Value::from(words.as_str())),
            Part::Facts(list) => named.extend(facts(list)),
            Part::Table(table) | Part::Drawing(Drawing { table, .. }) => {
                tables.insert(table.id.to_owned(), rows(table));
            }
        }
    }
    said.insert("id".to_owned(), Value::from(section.id.as_str()));
    said.insert("heading".to_owned(), value(&section.heading));
    said.insert("facts".to_owned(), Value::Object(named));
    said.insert("prose".to_owned(), Value::Array(prose));
    said.insert("quotes".to_owned(), Value::Array(quotes));
    said.insert("tables".to_owned(), Value::Object(tables));
    Value::Object(said)
}

fn facts(facts: &[Fact]) -> Map<String, Value> {
    let named = facts
        .iter()
        .map(|fact| (fact.key.to_owned(), value(&fact.value)));
    named.collect()
}

fn rows(table: &Table) -> Value {
    let rows = table.rows.iter().map(|row| {
        let cells = table.columns.iter().zip(row);
        let named = cells.map(|(column, cell)| (column.key.to_owned(), value(cell)));
        Value::Object(named.collect())
    });
    Value::Array(rows.collect())
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Said(words)
        | Cell::Foreign(words)
        | Cell::Id(words)
        | Cell::Code(words)
        | Cell::Named { id: words, .. } => Value::from(words.as_str()),
        Cell::Mark { key, .. } => Value::from(*key),
        Cell::Number(number) => Value::from(*number),
        // Read back from its digits, so that 0.1 is written as 0.1.
        Cell::Decimal { digits, places } => decimal(*digits, *places)
            .parse::<f64>()
            .map_or(Value::Null, Value::from),
        Cell::Several(cells) => Value::Array(cells.iter().map(value).collect()),
        Cell::Line(cells) => {
            let mut line = String::new();
            for (cell, words) in cells.iter().filter_map(|cell| Some((cell, words(cell)?))) {
                line.push_str(if line.is_empty() { "" } else { cell.space() });
                line.push_str(&words);
            }
            Value::from(line)
        }
        Cell::Fields { fields, .. } => {
            let named = fields.iter();
            Value::Object(
                named
                    .map(|(name, cell)| ((*name).to_owned(), value(cell)))
                    .collect(),
            )
        }
    }
}

fn words(cell: &Cell) -> Option<String> {
    match value(cell) {
        Value::Null => None,
        Value::String(words) => Some(words),
        other => Some(other.to_string()),
    }
}
