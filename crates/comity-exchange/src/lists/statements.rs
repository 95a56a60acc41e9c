//! Statements: what was voted on, in words.

use std::collections::HashMap;
use std::io::BufRead;

use super::rows::{Rows, shortened};
use super::texts::clean;
use crate::limits::{MAX_COMMENT_BYTES, MAX_NAME_BYTES, MAX_STATEMENTS, MAX_STATEMENTS_BYTES};
use crate::notice::{Notice, ReadError};

/// What a moderator said of a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moderation {
    /// Nothing.
    #[default]
    None,
    /// It was let in.
    In,
    /// It was taken out.
    Out,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its id, as in the votes.
    pub id: String,
    /// Its words; may be blank.
    pub text: String,
    /// What a moderator said of it.
    pub moderation: Moderation,
}

/// The statements of a list, in its order: `comment-id` or `statement`, `comment-body` or `text`,
/// and perhaps `moderated` (1 in, 0 nothing, -1 out). Where one is there twice, the last one is
/// kept, with a notice.
///
/// # Errors
/// When a column is missing, an id is empty or too long, `moderated` says something else, or a
/// limit is passed; the line is named.
pub fn read_statements(
    source: &str,
    input: impl BufRead,
) -> Result<(Vec<Statement>, Vec<Notice>), ReadError> {
    let mut rows = Rows::open(source, input, MAX_COMMENT_BYTES)?;
    let all = "statement (or comment-id) and text (or comment-body)";
    let id = rows.demand(&["comment-id", "statement"], all)?;
    let text = rows.demand(&["comment-body", "text"], all)?;
    let moderated = rows.find(&["moderated"])?;
    let mut notices = Vec::new();
    let mut statements: Vec<Statement> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let statement = Statement {
            id: row.cell(id).trim().to_owned(),
            text: clean(row.cell(text)),
            moderation: match moderated.map_or("", |at| row.cell(at).trim()) {
                "" | "0" => Moderation::None,
                "1" => Moderation::In,
                "-1" | "\u{2212}1" => Moderation::Out,
                other => {
                    let message = format!(
                        "`{}` is nothing that `moderated` can say. Use 1, 0 or -1.",
                        shortened(other)
                    );
                    return Err(row.error(message));
                }
            },
        };
        if statement.id.is_empty() || statement.id.len() > MAX_NAME_BYTES {
            let message = format!("The id must have 1 to {MAX_NAME_BYTES} bytes.");
            return Err(row.error(message));
        }
        bytes += statement.text.len() + statement.id.len();
        if bytes > MAX_STATEMENTS_BYTES || statements.len() >= MAX_STATEMENTS {
            let message = format!(
                "The list has more than {MAX_STATEMENTS} statements or {MAX_STATEMENTS_BYTES} bytes."
            );
            return Err(row.error(message));
        }
        if let Some(at) = places.get(&statement.id) {
            let message = format!(
                "The statement {} is there twice; the words of this row are used.",
                shortened(&statement.id)
            );
            push_bounded(&mut notices, row.error(message));
            statements[*at] = statement;
            continue;
        }
        places.insert(statement.id.clone(), statements.len());
        statements.push(statement);
    }
    rows.notify_blank(&mut notices);
    Ok((statements, notices))
}

/// Adds an error as a notice, as long as anybody would read it.
pub(super) fn push_bounded(notices: &mut Vec<Notice>, error: ReadError) {
    if notices.len() < crate::limits::MAX_NOTICES {
        notices.push(Notice::new(error.doc, error.place, error.message));
    }
}
