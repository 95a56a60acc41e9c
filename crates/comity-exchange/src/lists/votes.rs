//! Votes: one to a row (`participant,statement,vote`), or one participant to a row with a column
//! for each statement, as Polis exports `participants-votes.csv`.

use std::io::BufRead;

use super::counted::Counted;
use super::names::{Names, Register};
use super::rows::{Row, Rows, shortened};
use crate::limits::{MAX_PARTICIPANTS, MAX_STATEMENTS, MAX_VOTES, MAX_WIDE_ROW_BYTES};
use crate::notice::{Notice, ReadError};

/// The columns of an export that are no statements.
const ABOUT_PARTICIPANTS: [&str; 7] = [
    "participant",
    "xid",
    "group-id",
    "n-comments",
    "n-votes",
    "n-agree",
    "n-disagree",
];

/// How votes are laid out in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One vote to a row.
    Long,
    /// One participant to a row, one statement to a column.
    Wide,
}

/// What a file of votes holds besides the votes themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VotesRead {
    /// How it is laid out.
    pub shape: Shape,
    /// The participants, those without any vote included.
    pub participants: Names,
    /// The statements, those without any vote included.
    pub statements: Names,
    /// How many votes were handed on, those that a later one replaces included.
    pub votes: u64,
    /// For each participant the group that the file puts it in; empty where the file has no such
    /// column. It is a claim of the file and goes into no number.
    pub claimed_groups: Vec<Option<String>>,
}

/// Where votes go: participant, statement, and +1 agree, 0 pass or −1 disagree.
pub type Sink<'a> = dyn FnMut(u32, u32, i8) + 'a;

/// Reads votes and hands on each, in the order of the file; an empty cell is no vote. Where a
/// participant votes twice on a statement, both are handed on: the last one counts.
///
/// # Errors
/// When the columns are not those of either shape, a row is ragged, a vote is outside the scale,
/// or a limit is passed; the line is named. What was handed on before is then worth nothing.
pub fn read_votes(
    source: &str,
    input: impl BufRead,
    sink: &mut Sink<'_>,
) -> Result<(VotesRead, Vec<Notice>), ReadError> {
    let rows = Rows::open(source, input, MAX_WIDE_ROW_BYTES)?;
    let columns = [
        rows.find(&["participant"])?,
        rows.find(&["statement"])?,
        rows.find(&["vote"])?,
    ];
    match columns {
        [Some(participant), Some(statement), Some(vote)] => {
            read_long(source, rows, [participant, statement, vote], sink)
        }
        [Some(participant), None, None] => read_wide(source, rows, participant, sink),
        _ => Err(rows.error(
            "These are not the columns of votes. Either one vote to a row: `participant`, \
             `statement`, `vote`; or one participant to a row: `participant`, then a column for \
             each statement with its id."
                .to_owned(),
        )),
    }
}

fn read_long<R: BufRead>(
    source: &str,
    mut rows: Rows<'_, R>,
    [participant, statement, vote]: [usize; 3],
    sink: &mut Sink<'_>,
) -> Result<(VotesRead, Vec<Notice>), ReadError> {
    let mut notices = Vec::new();
    rows.notify_unread(&["participant", "statement", "vote"], &mut notices);
    let width = rows.header().len();
    let (mut participants, mut statements) = (Register::default(), Register::default());
    let (mut votes, mut unseen) = (0, Counted::default());
    while let Some(row) = rows.next()? {
        demand_whole(&row, width)?;
        let who = numbered(&row, participant, &mut participants, MAX_PARTICIPANTS)?.0;
        let what = numbered(&row, statement, &mut statements, MAX_STATEMENTS)?.0;
        match value(&row, row.cell(vote))? {
            Some(value) => hand_on(&row, (who, what, value), &mut votes, sink)?,
            None => unseen.see(row.line),
        }
    }
    let what = (
        "The row has no vote and is read as unseen",
        "rows have no vote and are read as unseen",
    );
    unseen.notify(source, what, &mut notices);
    rows.notify_blank(&mut notices);
    let read = VotesRead {
        shape: Shape::Long,
        participants: participants.names(),
        statements: statements.names(),
        votes,
        claimed_groups: Vec::new(),
    };
    Ok((read, notices))
}

fn read_wide<R: BufRead>(
    source: &str,
    mut rows: Rows<'_, R>,
    participant: usize,
    sink: &mut Sink<'_>,
) -> Result<(VotesRead, Vec<Notice>), ReadError> {
    let group = rows.find(&["group-id"])?;
    let (statements, columns) = statement_columns(&rows)?;
    let width = rows.header().len();
    let mut participants = Register::default();
    let mut claimed_groups = Vec::new();
    let (mut votes, mut again) = (0, Counted::default());
    while let Some(row) = rows.next()? {
        demand_whole(&row, width)?;
        let (who, is_new) = numbered(&row, participant, &mut participants, MAX_PARTICIPANTS)?;
        if !is_new {
            again.see(row.line);
        } else if let Some(group) = group {
            let claimed = row.cell(group).trim();
            claimed_groups.push((!claimed.is_empty()).then(|| claimed.to_owned()));
        }
        for (number, column) in &columns {
            if let Some(value) = value(&row, row.cell(*column))? {
                hand_on(&row, (who, *number, value), &mut votes, sink)?;
            }
        }
    }
    let mut notices = Vec::new();
    let what = (
        "The participant has a row already; where both vote, this one counts",
        "rows are of participants that have one already; where both vote, the later one counts",
    );
    again.notify(source, what, &mut notices);
    rows.notify_blank(&mut notices);
    let read = VotesRead {
        shape: Shape::Wide,
        participants: participants.names(),
        statements,
        votes,
        claimed_groups,
    };
    Ok((read, notices))
}

/// The statements that a header names, and the column of each.
fn statement_columns<R: BufRead>(
    rows: &Rows<'_, R>,
) -> Result<(Names, Vec<(u32, usize)>), ReadError> {
    let mut statements = Register::default();
    let mut columns = Vec::new();
    for (at, name) in rows.header().iter().enumerate() {
        if ABOUT_PARTICIPANTS
            .iter()
            .any(|it| name.eq_ignore_ascii_case(it))
        {
            continue;
        }
        if name.is_empty() {
            let nth = at + 1;
            return Err(rows.error(format!(
                "Column {nth} has no name. Give it the statement's."
            )));
        }
        let numbered = statements.number(name, MAX_STATEMENTS);
        let (number, is_new) = numbered.map_err(|wrong| rows.error(wrong))?;
        if !is_new {
            let name = shortened(name);
            return Err(rows.error(format!("Two columns are called `{name}`.")));
        }
        columns.push((number, at));
    }
    match columns.is_empty() {
        true => Err(rows.error("There is no column for any statement.".to_owned())),
        false => Ok((statements.names(), columns)),
    }
}

fn demand_whole(row: &Row<'_>, width: usize) -> Result<(), ReadError> {
    match row.len() < width {
        true => Err(row.error(format!(
            "The row has {} cells and the header {width}; was the file cut off?",
            row.len()
        ))),
        false => Ok(()),
    }
}

fn numbered(
    row: &Row<'_>,
    at: usize,
    names: &mut Register,
    most: usize,
) -> Result<(u32, bool), ReadError> {
    let numbered = names.number(row.cell(at).trim(), most);
    numbered.map_err(|wrong| row.error(wrong))
}

/// The vote in a cell; `None` where it is empty.
fn value(row: &Row<'_>, cell: &str) -> Result<Option<i8>, ReadError> {
    Ok(Some(match cell.trim() {
        "" => return Ok(None),
        "1" | "+1" | "1.0" => 1,
        "-1" | "\u{2212}1" | "-1.0" => -1,
        "0" | "0.0" => 0,
        word if word.eq_ignore_ascii_case("agree") => 1,
        word if word.eq_ignore_ascii_case("disagree") => -1,
        word if word.eq_ignore_ascii_case("pass") => 0,
        other => {
            return Err(row.error(format!(
                "`{}` is no vote. Use 1 to agree, 0 to pass, -1 to disagree; an empty cell is a \
                 statement that was not seen.",
                shortened(other)
            )));
        }
    }))
}

fn hand_on(
    row: &Row<'_>,
    (participant, statement, value): (u32, u32, i8),
    votes: &mut u64,
    sink: &mut Sink<'_>,
) -> Result<(), ReadError> {
    *votes += 1;
    if *votes > MAX_VOTES {
        let message = format!("The file has more than {MAX_VOTES} votes. Draw a sample of it.");
        return Err(row.error(message));
    }
    sink(participant, statement, value);
    Ok(())
}
