//! Inputs: written contributions as one list, with who sent them and when.

use std::io::BufRead;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use super::counted::Counted;
use super::objects::each_object;
use super::opened::opened;
use super::rows::{Rows, shortened};
use super::texts::{clean, said, under};
use crate::limits::{MAX_INPUTS, MAX_INPUTS_BYTES, MAX_TEXT_BYTES};
use crate::notice::{Notice, ReadError};

/// The names of the column that says when inputs came.
const ORDER: [&str; 2] = ["order", "date"];

/// The names of the column that says who sent an input.
const ORGANISATION: [&str; 2] = ["organisation", "organization"];

/// The widest offset from UTC that any place has, in hours.
const MAX_OFFSET_HOURS: &str = "14";

/// One input, as it stands in its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What the list calls it; where it has no column `id`, its line (`line 7`).
    pub id: String,
    /// Who sent it; empty where the list does not say.
    pub organisation: String,
    /// When it came; none where the list does not say.
    pub came: Option<Came>,
    /// Its words: normalised, without control characters, never blank.
    pub text: String,
}

/// When an input came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Came {
    at: At,
    said: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// A number that only grows.
    Number(i64),
    /// Microseconds since 1970. A date without a time is its beginning; a time without an offset is
    /// one of UTC.
    Time(i64),
}

impl Came {
    /// Reads a date (`2031-02-05`), a time (`2031-02-05T09:30Z`, `2031-02-05T11:30+02:00`) or a
    /// whole number.
    #[must_use]
    pub fn read(said: &str) -> Option<Came> {
        let is_number = said.bytes().all(|it| it.is_ascii_digit());
        let at = match is_number {
            true => At::Number(said.parse().ok()?),
            false if !is_written_as_time(said) => return None,
            false => {
                let time: Timestamp = said.parse().ok().or_else(|| {
                    let there: civil::DateTime = said.parse().ok()?;
                    TimeZone::UTC.to_timestamp(there).ok()
                })?;
                At::Time(time.as_microsecond())
            }
        };
        let said = said.to_owned();
        Some(Came { at, said })
    }

    /// As its list says it.
    #[must_use]
    pub fn said(&self) -> &str {
        &self.said
    }

    /// When it came, as a number that only grows, in a unit of its kind: dates and numbers cannot
    /// be compared ([`is_date`](Came::is_date)), and no list has both.
    #[must_use]
    pub fn rank(&self) -> i64 {
        match self.at {
            At::Number(rank) | At::Time(rank) => rank,
        }
    }

    /// Whether it is a date rather than a number.
    #[must_use]
    pub fn is_date(&self) -> bool {
        matches!(self.at, At::Time(_))
    }
}

/// Whether this is written as a date, perhaps with a time, perhaps with an offset; what a calendar
/// has is another question. Zones by name are not read, since what they mean changes.
fn is_written_as_time(said: &str) -> bool {
    let is = |text: &str, pattern: &str| {
        text.len() == pattern.len()
            && text.bytes().zip(pattern.bytes()).all(|it| match it {
                (digit, b'0') => digit.is_ascii_digit(),
                (one, other) => one == other,
            })
    };
    let Some((day, time)) = said.split_at_checked(10) else {
        return false;
    };
    let Some(time) = time.strip_prefix(['T', ' ']) else {
        return is(day, "0000-00-00") && time.is_empty();
    };
    let (time, offset) = time.split_at(time.find(['Z', '+', '-']).unwrap_or(time.len()));
    let is_offset = match offset {
        "" | "Z" => true,
        offset => is(&offset[1..], "00:00") && &offset[1..3] <= MAX_OFFSET_HOURS,
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|it| it.is_ascii_digit());
    let is_time = match is(time, "00:00:00") {
        // A minute has sixty seconds here: a 61st is that of no clock of ours.
        true => &time[6..] < "60",
        false => is(time, "00:00") && fraction == "0",
    };
    is(day, "0000-00-00") && is_time && is_fraction && is_offset
}

/// The inputs of a list; `column` names the column or the key of their words, in any case.
/// Inputs without words are left out with a notice.
///
/// # Errors
/// When the list is no such list, has no such column, or passes a limit; the line is named.
pub fn read_inputs(
    source: &str,
    input: impl BufRead,
    column: &str,
) -> Result<(Vec<Input>, Vec<Notice>), ReadError> {
    let column = column.trim().to_lowercase();
    let most = usize::try_from(MAX_TEXT_BYTES).expect("the limit is a small one");
    let (first, input) = opened(source, input)?;
    let mut taken = Taken::default();
    let mut notices = Vec::new();
    if matches!(first, b'{' | b'[') {
        let is_array = first == b'[';
        each_object(source, (first, input), most, &mut |line, object| {
            let place = if is_array { "item" } else { "line" };
            let id = said(&object, &["id", "uid"])?.filter(|id| !id.is_empty());
            let text = said(&object, &[&column])?;
            if text.is_none() && under(&object, &column).is_none() {
                return Err(format!("`{}` is missing.", shortened(&column)));
            }
            let came = said(&object, &ORDER)?.unwrap_or_default();
            let input = Input {
                id: id.unwrap_or_else(|| format!("{place} {line}")),
                organisation: said(&object, &ORGANISATION)?.unwrap_or_default(),
                came: None,
                text: text.unwrap_or_default(),
            };
            taken.take(line, input, &came)
        })?;
    } else {
        let mut rows = Rows::of_stream(source, input, most)?;
        let text = rows.demand(
            &[&column],
            &format!("{column}, and perhaps id, organisation, date"),
        )?;
        let id = rows.find(&["id", "uid"])?;
        let (organisation, order) = (rows.find(&ORGANISATION)?, rows.find(&ORDER)?);
        while let Some(row) = rows.next()? {
            let cell = |at: Option<usize>| at.map_or_else(String::new, |at| clean(row.cell(at)));
            let id = cell(id);
            let input = Input {
                id: if id.is_empty() {
                    format!("line {}", row.line)
                } else {
                    id
                },
                organisation: cell(organisation),
                came: None,
                text: cell(Some(text)),
            };
            let taken = taken.take(row.line, input, &cell(order));
            taken.map_err(|why| row.error(why))?;
        }
        rows.notify_blank(&mut notices);
    }
    let what = (
        "The input has no words and is left out",
        "inputs have no words and are left out",
    );
    taken.blank.notify(source, what, &mut notices);
    if taken.dated.is_some() {
        let what = (
            "The input says not when it came, and counts as the last",
            "inputs say not when they came, and count as the last",
        );
        taken.undated.notify(source, what, &mut notices);
    }
    match taken.inputs.is_empty() {
        true => Err(ReadError::new(
            source,
            "file",
            "The list has no input in it.",
        )),
        false => Ok((taken.inputs, notices)),
    }
}

/// What was read so far.
#[derive(Default)]
struct Taken {
    inputs: Vec<Input>,
    bytes: usize,
    blank: Counted,
    /// Whether what says when inputs came are dates rather than numbers; none while nothing does.
    dated: Option<bool>,
    undated: Counted,
}

impl Taken {
    /// Takes an input and what says when it came; blank where nothing does.
    fn take(&mut self, line: u64, mut input: Input, came: &str) -> Result<(), String> {
        if input.text.is_empty() {
            self.blank.see(line);
            return Ok(());
        }
        if came.is_empty() {
            self.undated.see(line);
        } else {
            let said = shortened(came);
            let Some(came) = Came::read(came) else {
                return Err(format!(
                    "`{said}` does not say when the input came. Write a date as 2031-02-05, with a \
                     time as 2031-02-05T09:30Z, or a whole number."
                ));
            };
            if *self.dated.get_or_insert(came.is_date()) != came.is_date() {
                return Err(format!(
                    "`{said}` stands among numbers and dates. Write either of them everywhere."
                ));
            }
            input.came = Some(came);
        }
        self.bytes += input.text.len() + input.id.len() + input.organisation.len();
        if self.inputs.len() >= MAX_INPUTS {
            return Err(format!(
                "There are more than {MAX_INPUTS} inputs. Split the list."
            ));
        }
        if self.bytes > MAX_INPUTS_BYTES {
            return Err(format!(
                "The inputs have more than {MAX_INPUTS_BYTES} bytes in all. Split the list."
            ));
        }
        self.inputs.push(input);
        Ok(())
    }
}
