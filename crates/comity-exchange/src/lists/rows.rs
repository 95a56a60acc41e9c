//! CSV as a stream of rows: one row in memory, and the line on which each begins.
//!
//! Rows are cut here because a stream needs what the usual parser cannot give: a bound on a cell
//! whose quotation mark is never closed, and line numbers that hold after any kind of line end.
//! The grammar is RFC 4180 with commas, semicolons or tabs; a quotation mark inside a cell that
//! does not begin with one stands for itself.
//!
//! Start at [`Rows::open`].

use std::io::{BufRead, Read};

use super::counted::Counted;
use super::opened::{Stream, not_utf8, opened, place, too_long, unreadable};
use crate::limits::{MAX_CELL_NAME_CHARS, MAX_CELLS};
use crate::notice::{Notice, ReadError, Told};

/// A table whose rows are read one after another.
pub(super) struct Rows<'s, R> {
    source: &'s str,
    input: Stream<R>,
    delimiter: u8,
    /// The most bytes of a row.
    most: usize,
    /// The line that is read next.
    line: u64,
    /// The names of the columns as they stand.
    header: Vec<String>,
    /// The same in small letters, which is how they are looked for.
    known: Vec<String>,
    header_line: u64,
    raw: Vec<u8>,
    cut: Cut,
    blank: Counted,
}

/// One row, cut into cells.
#[derive(Default)]
struct Cut {
    text: Vec<u8>,
    /// Where in the text each cell ends.
    ends: Vec<usize>,
}

/// One row of a table.
pub(super) struct Row<'r> {
    source: &'r str,
    /// The line on which it begins.
    pub(super) line: u64,
    text: &'r str,
    ends: &'r [usize],
}

impl<'s, R: BufRead> Rows<'s, R> {
    /// Reads the header of a table; `most` is the most bytes of a row.
    ///
    /// # Errors
    /// When there is no text in it, or none that can be cut.
    pub(super) fn open(source: &'s str, input: R, most: usize) -> Result<Rows<'s, R>, ReadError> {
        Rows::of_stream(source, opened(source, input)?.1, most)
    }

    /// The same for a stream that was looked into.
    pub(super) fn of_stream(
        source: &'s str,
        input: Stream<R>,
        most: usize,
    ) -> Result<Rows<'s, R>, ReadError> {
        let mut rows = Rows {
            source,
            input,
            delimiter: b',',
            most,
            line: 1,
            header: Vec::new(),
            known: Vec::new(),
            header_line: 1,
            raw: Vec::new(),
            cut: Cut::default(),
            blank: Counted::default(),
        };
        let line = loop {
            let line = rows.line;
            if !rows.read_raw()? {
                return Err(ReadError::new(source, "file", "The list is empty."));
            }
            if rows.raw.iter().any(|byte| !byte.is_ascii_whitespace()) {
                break line;
            }
        };
        rows.delimiter = delimiter(&rows.raw);
        rows.cut.row(&rows.raw, rows.delimiter);
        let header = rows.row(line)?;
        if header.text.contains('\r') && !header.text.contains('\n') {
            let message = "The lines end in an old way. Save the file with the line ends of today.";
            return Err(header.error(message));
        }
        let names: Vec<String> = header.cells().map(|name| name.trim().to_owned()).collect();
        rows.known = names.iter().map(|name| name.to_lowercase()).collect();
        rows.header = names;
        rows.header_line = line;
        Ok(rows)
    }

    /// The names of the columns, as they stand.
    pub(super) fn header(&self) -> &[String] {
        &self.header
    }

    /// Where a column stands that has one of these names, given in small letters.
    ///
    /// # Errors
    /// When two columns have one.
    pub(super) fn find(&self, names: &[&str]) -> Result<Option<usize>, ReadError> {
        let is_it = |name: &&String| names.contains(&name.as_str());
        let mut places = self.known.iter().filter(is_it);
        match (places.next(), places.next()) {
            (Some(one), Some(other)) if one == other => {
                Err(self.error(format!("Two columns are called `{one}`.")))
            }
            (Some(one), Some(other)) => {
                let message = format!("`{one}` and `{other}` mean the same here. Leave one out.");
                Err(self.error(message))
            }
            (None, _) => Ok(None),
            (Some(one), None) => Ok(self.known.iter().position(|name| name == one)),
        }
    }

    /// Where a column stands that must be there; `all` says which are needed.
    ///
    /// # Errors
    /// When it is not there, or twice.
    pub(super) fn demand(&self, names: &[&str], all: &str) -> Result<usize, ReadError> {
        self.find(names)?.ok_or_else(|| {
            let message = format!(
                "The column `{}` is missing. The first row must name: {all}.",
                names.join("` or `")
            );
            self.error(message)
        })
    }

    /// An error about the header.
    pub(super) fn error(&self, message: String) -> ReadError {
        ReadError::new(self.source, place(self.header_line), message)
    }

    /// Notices for the columns that nobody reads.
    pub(super) fn notify_unread(&self, read: &[&str], notices: &mut Vec<Notice>) {
        for (name, known) in self.header.iter().zip(&self.known) {
            if !name.is_empty() && !read.contains(&known.as_str()) && notices.len() < MAX_CELLS {
                let message = format!("The column `{}` is not read.", shortened(name));
                notices.push(Notice::new(self.source, place(self.header_line), message));
            }
        }
    }

    /// Notices for what was passed over in silence until the end.
    pub(super) fn notify_blank(&self, notices: &mut Vec<Notice>) {
        let what = (
            "The row is blank and is left out",
            "rows are blank and left out",
        );
        self.blank.notify(self.source, what, notices);
    }

    /// The next row that is not blank.
    ///
    /// # Errors
    /// When it cannot be read, is no text, is over the limit, has more cells than the header, or
    /// does not end.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, ReadError> {
        loop {
            let line = self.line;
            if !self.read_raw()? {
                return Ok(None);
            }
            self.cut.row(&self.raw, self.delimiter);
            let is_space = |byte: &u8| byte.is_ascii_whitespace();
            if self.cut.text.iter().all(is_space) {
                // An empty line is no row; one of empty cells is a row that says nothing.
                if self.cut.ends.len() > 1 {
                    self.blank.see(line);
                }
                continue;
            }
            if self.cut.ends.len() > self.header.len() {
                let message = format!(
                    "The row has {} cells and the header {}; is a quotation mark missing?",
                    self.cut.ends.len(),
                    self.header.len()
                );
                return Err(ReadError::new(self.source, place(line), message));
            }
            return self.row(line).map(Some);
        }
    }

    fn row(&self, line: u64) -> Result<Row<'_>, ReadError> {
        let no_text = |at: usize| {
            let before = &self.cut.text[..at];
            let lines = before.iter().filter(|byte| **byte == b'\n').count();
            not_utf8(self.source, line + lines as u64)
        };
        let text = std::str::from_utf8(&self.cut.text);
        let text = text.map_err(|error| no_text(error.valid_up_to()))?;
        // Two halves of a character may stand in two cells: together they are text.
        let mut ends = self.cut.ends.iter();
        if let Some(end) = ends.find(|it| !text.is_char_boundary(**it)) {
            return Err(no_text(*end));
        }
        Ok(Row {
            source: self.source,
            line,
            text,
            ends: &self.cut.ends,
        })
    }

    /// Reads the lines of one row; false at the end.
    fn read_raw(&mut self) -> Result<bool, ReadError> {
        let begins = self.line;
        self.raw.clear();
        let mut state = State::Start;
        loop {
            let from = self.raw.len();
            let left = (self.most + 1 - from) as u64;
            let read = (&mut self.input)
                .take(left)
                .read_until(b'\n', &mut self.raw)
                .map_err(|error| unreadable(self.source, &error))?;
            if read == 0 && state == State::Quoted {
                let message = "A quotation mark opens a cell in the row that begins here and is never closed.";
                return Err(ReadError::new(self.source, place(begins), message));
            }
            if self.raw.len() > self.most {
                return Err(too_long(self.source, begins, self.most));
            }
            if read == 0 {
                return Ok(from > 0);
            }
            self.line += 1;
            state = state.after(&self.raw[from..], self.delimiter);
            if state != State::Quoted {
                return Ok(true);
            }
        }
    }
}

impl<'r> Row<'r> {
    /// How many cells it has.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell, as it stands; empty where the row ends before it.
    pub(super) fn cell(&self, at: usize) -> &'r str {
        let Some(end) = self.ends.get(at) else {
            return "";
        };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..*end]
    }

    /// All cells.
    pub(super) fn cells(&self) -> impl Iterator<Item = &'r str> + '_ {
        (0..self.len()).map(|at| self.cell(at))
    }

    /// An error about it.
    pub(super) fn error(&self, message: impl Into<Told>) -> ReadError {
        ReadError::new(self.source, place(self.line), message)
    }
}

/// Where in a row the bytes stand that come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// A cell begins.
    Start,
    /// In a cell without quotation marks, or after the closing one.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// After a quotation mark that closes the cell, or is the first of two.
    Closing,
}

impl State {
    fn next(self, byte: u8, delimiter: u8) -> State {
        match (self, byte) {
            (State::Quoted, b'"') => State::Closing,
            (State::Quoted, _) => State::Quoted,
            (State::Closing | State::Start, b'"') => State::Quoted,
            (_, b'\n') => State::Start,
            (_, byte) if byte == delimiter => State::Start,
            _ => State::Plain,
        }
    }

    fn after(self, bytes: &[u8], delimiter: u8) -> State {
        let over = bytes.iter();
        match self != State::Quoted && !bytes.contains(&b'"') {
            true => State::Start,
            false => over.fold(self, |state, byte| state.next(*byte, delimiter)),
        }
    }
}

impl Cut {
    /// Cuts a row into cells.
    fn row(&mut self, raw: &[u8], delimiter: u8) {
        self.text.clear();
        self.ends.clear();
        let raw = raw.strip_suffix(b"\n").unwrap_or(raw);
        let raw = raw.strip_suffix(b"\r").unwrap_or(raw);
        let mut state = State::Start;
        for byte in raw {
            let next = state.next(*byte, delimiter);
            match (state, next) {
                _ if next == State::Start => self.ends.push(self.text.len()),
                (State::Start, State::Quoted) | (_, State::Closing) => {}
                _ => self.text.push(*byte),
            }
            state = next;
        }
        self.ends.push(self.text.len());
    }
}

/// The character among comma, semicolon and tab that parts most cells of a header.
fn delimiter(header: &[u8]) -> u8 {
    let count = |delimiter: &u8| header.iter().filter(|byte| *byte == delimiter).count();
    // `max_by_key` takes the last of equals; a comma wins where there is none at all.
    *[b'\t', b';', b',']
        .iter()
        .max_by_key(|delimiter| count(delimiter))
        .expect("there are three")
}

/// The start of a cell, for a message.
pub(super) fn shortened(cell: &str) -> String {
    match cell.char_indices().nth(MAX_CELL_NAME_CHARS) {
        Some((at, _)) => format!("{}…", &cell[..at]),
        None => cell.to_owned(),
    }
}
