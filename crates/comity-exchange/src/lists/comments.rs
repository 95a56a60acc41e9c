//! Comments: one to a row of CSV with a chosen column, to a line of JSON, or to an item of a JSON
//! array.

use std::io::BufRead;

use super::counted::Counted;
use super::objects::each_object;
use super::opened::opened;
use super::rows::{Rows, shortened};
use super::texts::{clean, said, under};
use crate::limits::{MAX_COMMENT_BYTES, MAX_COMMENTS, MAX_COMMENTS_BYTES};
use crate::notice::{Notice, ReadError};

/// One comment, as it stands in its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The line on which it begins; in a JSON array its number, from 1.
    pub line: u64,
    /// What the list calls it, where it has a column `id`; else empty.
    pub id: String,
    /// Its words: normalised, without control characters, never blank.
    pub text: String,
}

/// Reads comments and hands on each, in the order of the list; `column` names the column or the
/// key of its words, in any case. Comments without words are left out with a notice.
///
/// # Errors
/// When the list is no such list, has no such column, or passes a limit; the line is named.
pub fn read_comments(
    source: &str,
    input: impl BufRead,
    column: &str,
    sink: &mut dyn FnMut(Comment),
) -> Result<Vec<Notice>, ReadError> {
    let column = column.trim().to_lowercase();
    let (first, input) = opened(source, input)?;
    let mut taken = Taken {
        sink,
        count: 0,
        bytes: 0,
        blank: Counted::default(),
    };
    let mut notices = Vec::new();
    if matches!(first, b'{' | b'[') {
        each_object(
            source,
            (first, input),
            MAX_COMMENT_BYTES,
            &mut |line, object| {
                let text = said(&object, &[&column])?;
                if text.is_none() && under(&object, &column).is_none() {
                    return Err(format!("`{}` is missing.", shortened(&column)));
                }
                let id = said(&object, &["id"])?.unwrap_or_default();
                let text = text.unwrap_or_default();
                taken.take(Comment { line, id, text })
            },
        )?;
    } else {
        let mut rows = Rows::of_stream(source, input, MAX_COMMENT_BYTES)?;
        let text = rows.find(&[&column])?.ok_or_else(|| {
            rows.error(format!(
                "There is no column `{}`. Name the one with the words of the comments; there are: \
                 {}.",
                shortened(&column),
                shortened(&rows.header().join(", "))
            ))
        })?;
        let id = rows.find(&["id"])?.filter(|id| *id != text);
        while let Some(row) = rows.next()? {
            let comment = Comment {
                line: row.line,
                id: id.map_or_else(String::new, |id| clean(row.cell(id))),
                text: clean(row.cell(text)),
            };
            taken.take(comment).map_err(|why| row.error(why))?;
        }
        rows.notify_blank(&mut notices);
    }
    let what = (
        "The comment has no words and is left out",
        "comments have no words and are left out",
    );
    taken.blank.notify(source, what, &mut notices);
    match taken.count {
        0 => Err(ReadError::new(
            source,
            "file",
            "The list has no comment in it.",
        )),
        _ => Ok(notices),
    }
}

/// What was handed on so far.
struct Taken<'a> {
    sink: &'a mut dyn FnMut(Comment),
    count: usize,
    bytes: usize,
    blank: Counted,
}

impl Taken<'_> {
    fn take(&mut self, comment: Comment) -> Result<(), String> {
        if comment.text.is_empty() {
            self.blank.see(comment.line);
            return Ok(());
        }
        self.count += 1;
        self.bytes += comment.text.len() + comment.id.len();
        if self.count > MAX_COMMENTS {
            return Err(format!(
                "There are more than {MAX_COMMENTS} comments. Split the list."
            ));
        }
        if self.bytes > MAX_COMMENTS_BYTES {
            return Err(format!(
                "The comments have more than {MAX_COMMENTS_BYTES} bytes in all. Split the list."
            ));
        }
        (self.sink)(comment);
        Ok(())
    }
}
