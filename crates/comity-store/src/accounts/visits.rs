//! When a visit goes on and when another begins.
//!
//! Never here: the clock; whoever reads says when.

use comity_app::ports::{VISIT_MILLISECONDS, Visited};

/// A visit that may still go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Visit {
    /// How far and when it read last.
    pub(super) last: Visited,
    /// Where the visit before it ended.
    pub(super) before: Option<Visited>,
}

impl Visit {
    /// The visit to which a reading belongs: the one that is kept, if it still goes on.
    pub(super) fn with(kept: Option<Visit>, now: Visited) -> Visit {
        match kept {
            None => Visit {
                last: now,
                before: None,
            },
            Some(kept) if now.at.saturating_sub(kept.last.at) >= VISIT_MILLISECONDS => Visit {
                last: now,
                before: Some(kept.last),
            },
            // Two pages that are asked for at once may arrive in any order.
            Some(Visit { last, before }) => Visit {
                last: Visited {
                    size: last.size.max(now.size),
                    at: last.at.max(now.at),
                },
                before,
            },
        }
    }
}
