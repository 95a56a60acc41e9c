//! Participants: which constituency each declares, and perhaps region and development status.

use std::collections::{HashMap, HashSet};
use std::io::BufRead;

use super::rows::{Rows, shortened};
use super::statements::push_bounded;
use super::texts::clean;
use crate::limits::{
    MAX_COMMENT_BYTES, MAX_CONSTITUENCIES, MAX_NAME_BYTES, MAX_NAMES_BYTES, MAX_PARTICIPANTS,
};
use crate::notice::{Notice, ReadError};

/// One participant. What the list does not say is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The id, as in the votes.
    pub id: String,
    /// The declared constituency.
    pub constituency: String,
    /// The region.
    pub region: String,
    /// The development status.
    pub status: String,
}

/// The participants of a list, in its order: `participant`, `constituency`, and perhaps `region`
/// and `status`. Where one is there twice, the last row is kept, with a notice.
///
/// # Errors
/// When a column is missing, an id is empty or too long, or a limit is passed; the line is named.
pub fn read_participants(
    source: &str,
    input: impl BufRead,
) -> Result<(Vec<Participant>, Vec<Notice>), ReadError> {
    let mut rows = Rows::open(source, input, MAX_COMMENT_BYTES)?;
    let all = "participant, constituency, and perhaps region and status";
    let id = rows.demand(&["participant"], all)?;
    let constituency = rows.demand(&["constituency"], all)?;
    let (region, status) = (rows.find(&["region"])?, rows.find(&["status"])?);
    let mut notices = Vec::new();
    rows.notify_unread(
        &["participant", "constituency", "region", "status"],
        &mut notices,
    );
    let mut participants: Vec<Participant> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut constituencies: HashSet<String> = HashSet::new();
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        let cell = |at: Option<usize>| at.map_or_else(String::new, |at| clean(row.cell(at)));
        let participant = Participant {
            id: row.cell(id).trim().to_owned(),
            constituency: cell(Some(constituency)),
            region: cell(region),
            status: cell(status),
        };
        let names = [
            &participant.id,
            &participant.constituency,
            &participant.region,
            &participant.status,
        ];
        if participant.id.is_empty() || names.iter().any(|name| name.len() > MAX_NAME_BYTES) {
            let message = format!(
                "The id must have 1 to {MAX_NAME_BYTES} bytes, and no name in the row may have more."
            );
            return Err(row.error(message));
        }
        bytes += names.iter().map(|name| name.len()).sum::<usize>();
        if bytes > MAX_NAMES_BYTES || participants.len() >= MAX_PARTICIPANTS {
            let message = format!(
                "The list has more than {MAX_PARTICIPANTS} participants or {MAX_NAMES_BYTES} bytes."
            );
            return Err(row.error(message));
        }
        if !constituencies.contains(&participant.constituency) {
            constituencies.insert(participant.constituency.clone());
        }
        if constituencies.len() > MAX_CONSTITUENCIES {
            let message = format!(
                "There are more than {MAX_CONSTITUENCIES} constituencies. Is this their column?"
            );
            return Err(row.error(message));
        }
        if let Some(at) = places.get(&participant.id) {
            let message = format!(
                "The participant {} is there twice; this row is used.",
                shortened(&participant.id)
            );
            push_bounded(&mut notices, row.error(message));
            participants[*at] = participant;
            continue;
        }
        places.insert(participant.id.clone(), participants.len());
        participants.push(participant);
    }
    rows.notify_blank(&mut notices);
    Ok((participants, notices))
}
