//! Notices for what a stream may hold a million times: counted, with the first place.

use crate::notice::Notice;

/// How often something was seen, and where first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    count: u64,
    first: u64,
}

impl Counted {
    /// Sees it on a line.
    pub(super) fn see(&mut self, line: u64) {
        if self.count == 0 {
            self.first = line;
        }
        self.count += 1;
    }

    /// Adds a notice if it was seen; `what` says it of one or of many, without a full stop.
    pub(super) fn notify(self, source: &str, what: (&str, &str), notices: &mut Vec<Notice>) {
        let message = match self.count {
            0 => return,
            1 => format!("{}.", what.0),
            count => format!("{count} {}, the first one here.", what.1),
        };
        notices.push(Notice::new(
            source,
            super::opened::place(self.first),
            message,
        ));
    }
}
