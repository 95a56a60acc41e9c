//! Balance: what each delegation did, in numbers.

use std::collections::HashMap;
use std::io::BufRead;

use super::rows::{Row, Rows, shortened};
use super::texts::clean;
use crate::limits::{MAX_COMMENT_BYTES, MAX_COUNT, MAX_DELEGATIONS, MAX_NAME_BYTES};
use crate::notice::{Notice, ReadError};

/// The columns of numbers, in the order of [`Deeds::counts`].
pub const MEASURES: [&str; 5] = [
    "present",
    "contributions",
    "proposals",
    "words",
    "taken_up_words",
];

/// One delegation and what it did. What the file does not say is empty or `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deeds {
    /// The delegation.
    pub delegation: String,
    /// Its constituency.
    pub constituency: String,
    /// Its region.
    pub region: String,
    /// Its development status.
    pub status: String,
    /// How often it was there and what it did, in the order of [`MEASURES`].
    pub counts: [Option<u64>; 5],
}

/// The delegations of a file, in its order: `delegation`, `constituency`, and perhaps `region`,
/// `status` and any of [`MEASURES`]. A column that is there has a number in every row; `present`
/// may also say yes or no.
///
/// # Errors
/// When a column is missing, a row is ragged, a cell is no number, a delegation is there twice,
/// or a limit is passed; the line is named.
pub fn read_balance(
    source: &str,
    input: impl BufRead,
) -> Result<(Vec<Deeds>, Vec<Notice>), ReadError> {
    let mut rows = Rows::open(source, input, MAX_COMMENT_BYTES)?;
    let all = format!(
        "delegation, constituency, and perhaps region, status, {}",
        MEASURES.join(", ")
    );
    let delegation = rows.demand(&["delegation"], &all)?;
    let constituency = rows.demand(&["constituency"], &all)?;
    let (region, status) = (rows.find(&["region"])?, rows.find(&["status"])?);
    let mut measures = [None; 5];
    for (place, name) in measures.iter_mut().zip(MEASURES) {
        *place = rows.find(&[name])?;
    }
    if measures.iter().all(Option::is_none) {
        return Err(rows.error(format!(
            "There is nothing to measure. Give one of: {}.",
            MEASURES.join(", ")
        )));
    }
    let mut notices = Vec::new();
    let named = ["delegation", "constituency", "region", "status"];
    rows.notify_unread(&[&named[..], &MEASURES].concat(), &mut notices);
    let width = rows.header().len();
    let mut all: Vec<Deeds> = Vec::new();
    let mut seen: HashMap<String, u64> = HashMap::new();
    while let Some(row) = rows.next()? {
        if row.len() < width {
            let message = format!("The row has {} cells and the header {width}.", row.len());
            return Err(row.error(message));
        }
        let cell = |at: Option<usize>| at.map_or_else(String::new, |at| clean(row.cell(at)));
        let mut deeds = Deeds {
            delegation: cell(Some(delegation)),
            constituency: cell(Some(constituency)),
            region: cell(region),
            status: cell(status),
            counts: [None; 5],
        };
        for ((count, at), name) in deeds.counts.iter_mut().zip(measures).zip(MEASURES) {
            *count = at.map(|at| number(&row, at, name)).transpose()?;
        }
        demand_named(&row, &deeds)?;
        if let Some(first) = seen.insert(deeds.delegation.clone(), row.line) {
            let name = shortened(&deeds.delegation);
            let message = format!("{name} has a row already, on line {first}. Add them up.");
            return Err(row.error(message));
        }
        if all.len() >= MAX_DELEGATIONS {
            return Err(row.error(format!(
                "There are more than {MAX_DELEGATIONS} delegations."
            )));
        }
        all.push(deeds);
    }
    rows.notify_blank(&mut notices);
    match all.is_empty() {
        true => Err(ReadError::new(
            source,
            "file",
            "The file has a header but no rows.",
        )),
        false => Ok((all, notices)),
    }
}

fn demand_named(row: &Row<'_>, deeds: &Deeds) -> Result<(), ReadError> {
    let names = [
        &deeds.delegation,
        &deeds.constituency,
        &deeds.region,
        &deeds.status,
    ];
    if deeds.delegation.is_empty() || deeds.constituency.is_empty() {
        return Err(row.error("The row must name a delegation and its constituency."));
    }
    match names.iter().any(|name| name.len() > MAX_NAME_BYTES) {
        true => Err(row.error(format!("A name has more than {MAX_NAME_BYTES} bytes."))),
        false => Ok(()),
    }
}

fn number(row: &Row<'_>, at: usize, name: &str) -> Result<u64, ReadError> {
    let cell = row.cell(at).trim();
    let said = match cell.to_lowercase().as_str() {
        "yes" | "true" if name == "present" => Some(1),
        "no" | "false" if name == "present" => Some(0),
        _ => cell.parse().ok().filter(|count| *count <= MAX_COUNT),
    };
    said.ok_or_else(|| {
        let or = if name == "present" { "yes, no or " } else { "" };
        row.error(format!(
            "`{}` is no number of {name}. Use {or}a whole number from 0 to {MAX_COUNT}.",
            shortened(cell)
        ))
    })
}
