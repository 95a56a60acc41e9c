//! Looking back: what the last entries of a record bear on, read from the record itself.
//!
//! A state does not say when what is in it came about; the record does. Never here: what an act
//! bears on, which is [`views::changes`](crate::views::changes).
//!
//! Start at [`look_back`].

use std::ops::Range;

use comity_procedure::State;
use comity_record::canonical;
use comity_record::v1::Entry;
use comity_text::ProvisionId;

use crate::hosting::Desk;
use crate::ports::JournalError;
use crate::views::changes::{News, changes};

/// The most entries that are read for somebody who was away: what a lively negotiation writes in a
/// fortnight. Whoever was away for longer reads the text anew.
pub const MAX_ENTRIES_BACK: u64 = 10_000;

/// How many entries are read at once: a few hundred kilobytes.
const ENTRIES_AT_ONCE: usize = 500;

/// What one entry bears on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail {
    /// The entry.
    pub entry: u64,
    /// The provisions, and what is new about each.
    pub on: Vec<(ProvisionId, News)>,
}

/// What some entries bear on, in the order of the record; those that bear on no provision are left
/// out.
///
/// # Errors
/// When the record cannot be read.
pub async fn look_back(
    desk: &Desk,
    state: &State,
    entries: Range<u64>,
) -> Result<Vec<Trail>, JournalError> {
    let mut trail = Vec::new();
    let mut next = entries.start;
    while next < entries.end {
        let left = usize::try_from(entries.end - next).unwrap_or(usize::MAX);
        let limit = left.min(ENTRIES_AT_ONCE);
        let found = desk.archive().entries(desk.id(), next, limit).await?;
        if found.is_empty() {
            break;
        }
        for bytes in found {
            let read: Option<Entry> = canonical::read(&bytes).ok();
            let on = changes(state, next, read.and_then(|it| it.act).as_ref());
            if !on.is_empty() {
                trail.push(Trail { entry: next, on });
            }
            next += 1;
        }
    }
    Ok(trail)
}
