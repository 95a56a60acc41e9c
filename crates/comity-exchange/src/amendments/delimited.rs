//! Amendment lists with a delimiter: CSV from any spreadsheet.

use super::{AmendmentRow, COLUMNS, RawRow, rows, shortened};
use crate::decode;
use crate::limits::{MAX_AMENDMENT_ROWS, MAX_CELLS};
use crate::notice::{Notice, ReadError};

/// The rows of a list in CSV, with commas, semicolons or tabs between the cells. `source` names
/// the list in notices and errors.
///
/// # Errors
/// When the bytes are no text, a column is missing, a quotation mark is not closed, a row has
/// too many cells, no or an unknown kind, no number or one that another row has.
pub fn read_amendments_csv(
    source: &str,
    bytes: &[u8],
) -> Result<(Vec<AmendmentRow>, Vec<Notice>), ReadError> {
    let (text, mut notices) = decode::text_of(source, bytes)?;
    let text = text.replace('\u{C}', " ");
    let delimiter = delimiter(&text);
    check_shape(source, &text, delimiter)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let broken = |error: csv::Error| ReadError::new(source, "file", error.to_string());
    let header = match records.next() {
        Some(header) => header.map_err(broken)?,
        None => return Err(ReadError::new(source, "file", "The list is empty.")),
    };
    let columns = columns(source, &header, &mut notices)?;
    let mut raw = Vec::new();
    for (row, record) in (2_usize..).zip(records) {
        let record = record.map_err(broken)?;
        let place = format!("row {row}");
        if record.iter().all(|cell| cell.trim().is_empty()) {
            notices.push(Notice::new(
                source,
                place,
                "The row is blank and is left out.",
            ));
            continue;
        }
        // Even a blank one too many means that the cells before it may stand in wrong columns.
        if record.len() > header.len() {
            let message = format!(
                "The row has {} cells and the header {}; is a quotation mark missing?",
                record.len(),
                header.len()
            );
            return Err(ReadError::new(source, place, message));
        }
        let cell = |at: usize| record.get(columns[at]).unwrap_or_default().to_owned();
        raw.push(RawRow {
            place,
            cells: std::array::from_fn(cell),
            sponsors: None,
        });
        if raw.len() > MAX_AMENDMENT_ROWS {
            break;
        }
    }
    let rows = rows(source, raw, &mut notices)?;
    Ok((rows, notices))
}

/// The character among comma, semicolon and tab that parts most cells of the header.
fn delimiter(text: &str) -> u8 {
    let header = text.trim_start().split('\n').next().unwrap_or_default();
    let count = |delimiter: &u8| header.bytes().filter(|byte| byte == delimiter).count();
    // `max_by_key` takes the last of equals; a comma wins where there is none at all.
    *[b'\t', b';', b',']
        .iter()
        .max_by_key(|delimiter| count(delimiter))
        .expect("there are three")
}

/// Where each of [`COLUMNS`] stands.
fn columns(
    source: &str,
    header: &csv::StringRecord,
    notices: &mut Vec<Notice>,
) -> Result<[usize; 7], ReadError> {
    let names: Vec<String> = header
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    let mut columns = [0; 7];
    for (column, wanted) in columns.iter_mut().zip(COLUMNS) {
        let mut places = names.iter().enumerate().filter(|(_, name)| *name == wanted);
        *column = match (places.next(), places.next()) {
            (Some((at, _)), None) => at,
            (Some(_), Some(_)) => {
                let message = format!("Two columns are called `{wanted}`.");
                return Err(ReadError::new(source, "row 1", message));
            }
            (None, _) => {
                let message = format!(
                    "The column `{wanted}` is missing. The first row must name: {}.",
                    COLUMNS.join(", ")
                );
                return Err(ReadError::new(source, "row 1", message));
            }
        };
    }
    for name in names
        .iter()
        .filter(|name| !COLUMNS.contains(&name.as_str()))
    {
        if !name.is_empty() {
            let message = format!("The column `{}` is not carried.", shortened(name));
            notices.push(Notice::new(source, "row 1", message));
        }
    }
    Ok(columns)
}

/// Refuses a list in which a quoted cell is not closed, since the rest of the file would be one
/// cell, and one with far too many cells in a row, before anything is made of each.
fn check_shape(source: &str, text: &str, delimiter: u8) -> Result<(), ReadError> {
    let (mut quoted, mut at_start) = (false, true);
    let (mut row, mut opened) = (1_usize, 1_usize);
    let (mut blank, mut cells) = (true, 1_usize);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if quoted && bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            b'"' if quoted => quoted = false,
            b'"' if at_start => {
                quoted = true;
                opened = row;
            }
            // An empty line is no row.
            b'\n' if !quoted => {
                row += usize::from(!blank);
                cells = 1;
            }
            _ if !quoted && byte == delimiter => cells += 1,
            _ => {}
        }
        if cells > MAX_CELLS {
            let message =
                format!("The row has more than {MAX_CELLS} cells. Is this a list of amendments?");
            return Err(ReadError::new(source, format!("row {row}"), message));
        }
        blank = !quoted && byte == b'\n';
        at_start = !quoted && (byte == delimiter || byte == b'\n');
    }
    if quoted {
        let message = "A quotation mark opens a cell here that is never closed.";
        return Err(ReadError::new(source, format!("row {opened}"), message));
    }
    Ok(())
}
