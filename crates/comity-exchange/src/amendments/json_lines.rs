//! Amendment lists as JSON lines: one object to a line, with the names of the columns as keys.

use serde_json::{Map, Value};

use super::{AmendmentRow, COLUMNS, RawRow, rows, shortened, too_many};
use crate::decode;
use crate::limits::MAX_AMENDMENT_ROWS;
use crate::notice::{Notice, ReadError};

/// The rows of a list in JSON lines. `source` names the list in notices and errors.
///
/// # Errors
/// When the bytes are no text, a line is no JSON object, `number`, `kind` or `provision` is
/// missing or no string, or as for CSV.
pub fn read_amendments_json_lines(
    source: &str,
    bytes: &[u8],
) -> Result<(Vec<AmendmentRow>, Vec<Notice>), ReadError> {
    let (text, mut notices) = decode::text_of(source, bytes)?;
    let text = text.replace('\u{C}', " ");
    let lines = text.split('\n').filter(|line| !line.trim().is_empty());
    if lines.take(MAX_AMENDMENT_ROWS + 1).count() > MAX_AMENDMENT_ROWS {
        return Err(too_many(source));
    }
    let mut raw = Vec::new();
    for (line, json) in (1_usize..).zip(text.split('\n')) {
        if json.trim().is_empty() {
            continue;
        }
        let place = format!("line {line}");
        let object = decode::object_on_line(json.as_bytes())
            .map_err(|why| ReadError::new(source, place.as_str(), why))?;
        raw.push(raw_row(source, &place, object, &mut notices)?);
    }
    let rows = rows(source, raw, &mut notices)?;
    Ok((rows, notices))
}

fn raw_row(
    source: &str,
    place: &str,
    object: Map<String, Value>,
    notices: &mut Vec<Notice>,
) -> Result<RawRow, ReadError> {
    let mut cells: [Option<String>; 7] = Default::default();
    let mut sponsors = None;
    let refuse = |message: String| ReadError::new(source, place, message);
    for (key, value) in object {
        let name = key.trim().to_lowercase();
        let Some(at) = COLUMNS.iter().position(|column| *column == name) else {
            let message = format!("The key `{}` is not carried.", shortened(&key));
            notices.push(Notice::new(source, place, message));
            continue;
        };
        if cells[at].is_some() {
            return Err(refuse(format!("`{name}` is given twice.")));
        }
        let cell = match value {
            Value::Null => String::new(),
            Value::String(string) => clean(&string),
            Value::Number(number) if name == "number" => number.to_string(),
            Value::Array(names) if name == "sponsors" => {
                sponsors = Some(names_of(&names).ok_or_else(|| {
                    refuse("`sponsors` must be a string or a list of strings.".to_owned())
                })?);
                String::new()
            }
            _ => return Err(refuse(format!("`{name}` must be a string."))),
        };
        cells[at] = Some(cell);
    }
    for (column, cell) in COLUMNS.iter().zip(&cells).take(3) {
        if cell.is_none() {
            return Err(refuse(format!("`{column}` is missing.")));
        }
    }
    Ok(RawRow {
        place: place.to_owned(),
        cells: cells.map(Option::unwrap_or_default),
        sponsors,
    })
}

/// The names in a list, each once.
fn names_of(values: &[Value]) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for value in values {
        let name = clean(value.as_str()?).trim().to_owned();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    Some(names)
}

/// A string that was escaped in JSON, under the rules for text: normalised, without control
/// characters, lines ended by `\n`.
fn clean(string: &str) -> String {
    let lines = string.replace("\r\n", "\n").replace('\r', "\n");
    let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let plain: String = lines.chars().filter(kept).collect();
    comity_text::normalise(&plain).0
}
