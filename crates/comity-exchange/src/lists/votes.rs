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

/// How much of a file of votes is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VoteLimits {
    /// Votes, those that later ones replace included.
    pub votes: u64,
    /// Different participants.
    pub participants: usize,
    /// Different statements.
    pub statements: usize,
}

impl Default for VoteLimits {
    fn default() -> VoteLimits {
        VoteLimits {
            votes: MAX_VOTES,
            participants: MAX_PARTICIPANTS,
            statements: MAX_STATEMENTS,
        }
    }
}

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
    read_votes_within(source, input, VoteLimits::default(), sink)
}

/// The same within limits of the caller.
///
/// # Errors
/// As [`read_votes`].
pub fn read_votes_within(
    source: &str,
    input: impl BufRead,
    limits: VoteLimits,
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
            let columns = [participant, statement, vote];
            read_long(source, rows, columns, &mut Handing::to(sink, limits))
        }
        [Some(participant), None, None] => {
            read_wide(source, rows, participant, &mut Handing::to(sink, limits))
        }
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
    handing: &mut Handing<'_, '_>,
) -> Result<(VotesRead, Vec<Notice>), ReadError> {
    let mut notices = Vec::new();
    rows.notify_unread(&["participant", "statement", "vote"], &mut notices);
    let width = rows.header().len();
    let (mut participants, mut statements) = (Register::default(), Register::default());
    let (limits, mut unseen) = (handing.limits, Counted::default());
    while let Some(row) = rows.next()? {
        demand_whole(&row, width)?;
        let who = numbered(&row, participant, &mut participants, limits.participants)?.0;
        let what = numbered(&row, statement, &mut statements, limits.statements)?.0;
        match value(&row, row.cell(vote))? {
            Some(value) => handing.on(&row, (who, what, value))?,
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
        votes: handing.votes,
        claimed_groups: Vec::new(),
    };
    Ok((read, notices))
}

fn read_wide<R: BufRead>(
    source: &str,
    mut rows: Rows<'_, R>,
    participant: usize,
    handing: &mut Handing<'_, '_>,
) -> Result<(VotesRead, Vec<Notice>), ReadError> {
    let group = rows.find(&["group-id"])?;
    let (statements, columns) = statement_columns(&rows, handing.limits)?;
    let width = rows.header().len();
    let mut participants = Register::default();
    let mut claimed_groups = Vec::new();
    let mut again = Counted::default();
    while let Some(row) = rows.next()? {
        demand_whole(&row, width)?;
        let (who, is_new) = numbered(
            &row,
            participant,
            &mut participants,
            handing.limits.participants,
        )?;
        if !is_new {
            again.see(row.line);
        } else if let Some(group) = group {
            let claimed = row.cell(group).trim();
            claimed_groups.push((!claimed.is_empty()).then(|| claimed.to_owned()));
        }
        for (number, column) in &columns {
            if let Some(value) = value(&row, row.cell(*column))? {
                handing.on(&row, (who, *number, value))?;
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
        votes: handing.votes,
        claimed_groups,
    };
    Ok((read, notices))
}

/// The statements that a header names, and the column of each.
fn statement_columns<R: BufRead>(
    rows: &Rows<'_, R>,
    limits: VoteLimits,
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
        let numbered = statements.number(name, limits.statements);
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

/// Hands votes on, up to a limit.
struct Handing<'s, 'f> {
    sink: &'s mut Sink<'f>,
    limits: VoteLimits,
    votes: u64,
}

impl<'s, 'f> Handing<'s, 'f> {
    fn to(sink: &'s mut Sink<'f>, limits: VoteLimits) -> Handing<'s, 'f> {
        Handing {
            sink,
            limits,
            votes: 0,
        }
    }

    fn on(
        &mut self,
        row: &Row<'_>,
        (participant, statement, value): (u32, u32, i8),
    ) -> Result<(), ReadError> {
        self.votes += 1;
        let most = self.limits.votes;
        if self.votes > most {
            let message = format!("The file has more than {most} votes. Draw a sample of it.");
            return Err(row.error(message));
        }
        (self.sink)(participant, statement, value);
        Ok(())
    }
}
