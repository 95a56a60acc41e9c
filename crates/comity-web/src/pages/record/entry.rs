//! One entry: what it did in words, its texts, its bytes as they are kept, and its proof.

use std::sync::Arc;

use askama::Template;
use axum::body::Body;
use comity_app::ExportError;
use comity_app::recorded::{Recorded, recorded};
use comity_exchange::html::written_string;
use comity_procedure::Time;
use data_encoding::HEXLOWER;

use super::sentence;
use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "record/entry.html")]
struct Entry {
    frame: Frame,
    path: String,
    name: String,
    key: String,
    number: u64,
    at: Time,
    sentence: String,
    signed_by: Option<String>,
    texts: Vec<TextLine>,
    /// The entry as it is kept, each member on a line of its own.
    json: String,
    before: Option<u64>,
    after: Option<u64>,
}

struct TextLine {
    name: String,
    /// As HTML; `None` where it has been withheld.
    words: Option<String>,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let found = find(&visit).await?;
    let room = visit.room();
    let number = found.number;
    let title = visit.words().say1("entry-title", "number", number);
    Answer::page_to_keep(&Entry {
        frame: visit.frame(title.replace(['\u{2068}', '\u{2069}'], "")),
        path: room.at("/record"),
        name: room.desk.id().to_string(),
        key: room.desk.key().to_string(),
        number,
        at: found.entry.at.0,
        sentence: sentence::of(visit.words(), room.state(), &found),
        signed_by: found.entry.signature.as_ref().map(|it| it.by.to_string()),
        texts: found
            .texts
            .iter()
            .map(|it| TextLine {
                name: HEXLOWER.encode(&it.name.0),
                words: it.text.as_deref().map(written_string),
            })
            .collect(),
        json: readable(&String::from_utf8_lossy(&found.bytes)),
        before: number.checked_sub(1),
        after: (number + 1 < room.state().size()).then_some(number + 1),
    })
}

/// The bytes of the entry, as a file: what a proof is about.
pub(crate) async fn bytes(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let found = find(&visit).await?;
    Ok(Answer::File {
        name: format!("{}-{}.json", visit.room().desk.id(), found.number),
        media_type: "application/json",
        body: Body::from(found.bytes),
    })
}

/// The proof that the entry stands in the log, as a file.
pub(crate) async fn proof(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let number = number(&visit)?;
    let room = visit.room();
    let proof = room.desk.archive().prove(room.desk.id(), number).await;
    let proof = proof.map_err(problem)?;
    Ok(Answer::File {
        name: format!("{}-{number}.proof", room.desk.id()),
        media_type: "text/plain; charset=utf-8",
        body: Body::from(proof.to_string()),
    })
}

/// What a record that cannot be carried out is to those who ask for it.
pub(super) fn problem(error: ExportError) -> Problem {
    match error {
        ExportError::Empty | ExportError::Prove(_) => Problem::NotFound,
        ExportError::Journal(error) => error.into(),
        ExportError::Write(_) | ExportError::Head(_) => Problem::Ours(error.to_string()),
    }
}

fn number(visit: &Visit) -> Result<u64, Problem> {
    let said = visit.part("entry");
    let number: u64 = said.parse().map_err(|_| Problem::NotFound)?;
    let is_plain = number.to_string() == said;
    let is_there = number < visit.room().state().size();
    (is_plain && is_there)
        .then_some(number)
        .ok_or(Problem::NotFound)
}

async fn find(visit: &Visit) -> Result<Recorded, Problem> {
    let number = number(visit)?;
    let desk = &visit.room().desk;
    let mut found = recorded(&**desk.archive(), desk.id(), number, 1).await?;
    found.pop().ok_or(Problem::NotFound)
}

/// Canonical JSON with a line for each member. Only spaces and line ends are added, outside of
/// strings: without them it is the same, to the byte.
fn readable(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let mut signs = json.chars().peekable();
    while let Some(sign) = signs.next() {
        if in_string {
            in_string = escaped || sign != '"';
            escaped = sign == '\\' && !escaped;
            out.push(sign);
            continue;
        }
        match sign {
            '{' | '[' if matches!(signs.peek(), Some('}' | ']')) => out.push(sign),
            '{' | '[' => {
                depth += 1;
                out.push(sign);
                new_line(&mut out, depth);
            }
            '}' | ']' if out.ends_with(['{', '[']) => out.push(sign),
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(sign);
            }
            ',' => {
                out.push(sign);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                in_string = sign == '"';
                out.push(sign);
            }
        }
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn what_is_readable_is_the_same_without_its_spaces() {
        let check = |json: &str, lines: &str| assert_eq!(readable(json), lines);
        check("{}", "{}");
        check("[]", "[]");
        check("{\"a\":[],\"b\":1}", "{\n  \"a\": [],\n  \"b\": 1\n}");
        check("\"{a,\\\"b:\\\\\"", "\"{a,\\\"b:\\\\\"");
        check("[\"\\\\\",{}]", "[\n  \"\\\\\",\n  {}\n]");
    }
}
