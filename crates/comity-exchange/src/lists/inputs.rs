//! Inputs: written contributions as one list, with who sent them and in which order.

use std::io::BufRead;

use super::counted::Counted;
use super::objects::each_object;
use super::opened::opened;
use super::rows::{Rows, shortened};
use super::texts::{clean, said, under};
use crate::limits::{MAX_INPUTS, MAX_INPUTS_BYTES, MAX_TEXT_BYTES};
use crate::notice::{Notice, ReadError};

/// The names of the column that says in which order inputs came.
const ORDER: [&str; 2] = ["order", "date"];

/// The names of the column that says who sent an input.
const ORGANISATION: [&str; 2] = ["organisation", "organization"];

/// One input, as it stands in its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What the list calls it; where it has no column `id`, its line (`line 7`).
    pub id: String,
    /// Who sent it; empty where the list does not say.
    pub organisation: String,
    /// A date (`2031-02-05`, or `2031-02-05T09:30Z`) or a whole number that says when it came; empty
    /// where the list does not say. Compare it by [`name_order`](super::name_order).
    pub order: String,
    /// Its words: normalised, without control characters, never blank.
    pub text: String,
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
            let input = Input {
                id: id.unwrap_or_else(|| format!("{place} {line}")),
                organisation: said(&object, &ORGANISATION)?.unwrap_or_default(),
                order: said(&object, &ORDER)?.unwrap_or_default(),
                text: text.unwrap_or_default(),
            };
            taken.take(line, input)
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
                order: cell(order),
                text: cell(Some(text)),
            };
            taken.take(row.line, input).map_err(|why| row.error(why))?;
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

/// Whether what says when an input came is a date rather than a number. As text both have the
/// order of time, which `5.2.2031` or `2031-2-5` have not.
fn is_date(order: &str) -> Option<bool> {
    let is = |text: &str, pattern: &str| {
        text.len() == pattern.len()
            && text.bytes().zip(pattern.bytes()).all(|it| match it {
                (digit, b'0') => digit.is_ascii_digit(),
                (one, other) => one == other,
            })
    };
    if !order.is_empty() && order.bytes().all(|it| it.is_ascii_digit()) {
        return Some(false);
    }
    let (day, time) = order.split_at_checked(10)?;
    let time = time.strip_suffix('Z').unwrap_or(time);
    let time = time.split_once('.').map_or(time, |it| it.0);
    let is_time = ["", "T00:00", "T00:00:00", " 00:00", " 00:00:00"]
        .iter()
        .any(|it| is(time, it));
    (is(day, "0000-00-00") && is_time).then_some(true)
}

impl Taken {
    fn take(&mut self, line: u64, input: Input) -> Result<(), String> {
        if input.text.is_empty() {
            self.blank.see(line);
            return Ok(());
        }
        if input.order.is_empty() {
            self.undated.see(line);
        } else {
            let order = shortened(&input.order);
            let Some(is_date) = is_date(&input.order) else {
                return Err(format!(
                    "`{order}` does not say when the input came. Write a date as 2031-02-05, with a \
                     time as 2031-02-05T09:30Z, or a whole number."
                ));
            };
            if *self.dated.get_or_insert(is_date) != is_date {
                return Err(format!(
                    "`{order}` stands among numbers and dates. Write either of them everywhere."
                ));
            }
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
