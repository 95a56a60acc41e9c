//! From the text algebra to what is written in acts.

use comity_record::v1;
use comity_record::v1::change::Change as Written;
use comity_record::v1::vocabulary::kind_word;
use comity_record::v1::words::{Span, Styled};
use comity_text::{Change, Place, ProvisionId, Style, Text};

/// Words with their emphasis.
pub(super) fn styled(text: &Text) -> Styled {
    let spans = text.spans().iter().map(|span| {
        let names = Style::NAMES
            .iter()
            .filter(|(style, _)| span.style.has(*style));
        Span {
            start: span.start,
            end: span.end,
            style: names.map(|(_, name)| (*name).to_owned()).collect(),
        }
    });
    Styled {
        spans: spans.collect(),
        text: v1::Words::inline(text.as_str()),
    }
}

/// A change.
pub(super) fn change(change: &Change) -> Written {
    let spelled = |id: &Option<ProvisionId>| id.as_ref().map(|it| it.as_str().to_owned());
    let place = |place: &Place| (spelled(&place.parent), spelled(&place.after));
    match change {
        Change::Replace {
            provision,
            start,
            end,
            with,
        } => Written::Replace {
            provision: provision.as_str().to_owned(),
            start: *start,
            end: *end,
            with: (!with.is_empty()).then(|| styled(with)),
        },
        Change::Add {
            id,
            place: at,
            kind,
            label,
            text,
        } => {
            let (parent, after) = place(at);
            Written::Add {
                id: id.as_str().to_owned(),
                kind: kind_word(*kind),
                label: label.clone(),
                parent,
                after,
                words: styled(text),
            }
        }
        Change::Suppress {
            provision,
            joined_into,
        } => Written::Suppress {
            provision: provision.as_str().to_owned(),
            joined_into: spelled(joined_into),
        },
        Change::Move {
            provision,
            place: at,
        } => {
            let (parent, after) = place(at);
            Written::Move {
                provision: provision.as_str().to_owned(),
                parent,
                after,
            }
        }
        Change::Keep { provision } => Written::Keep {
            provision: provision.as_str().to_owned(),
        },
    }
}

/// A change as it stands now, in the words under which it is on the record already.
///
/// What is carried keeps the names of its texts: nothing is said anew, and whoever takes a text
/// away takes it away everywhere.
pub(super) fn carried(now: &Change, before: &Change, recorded: &Written) -> Written {
    if now == before {
        return recorded.clone();
    }
    let mut written = change(now);
    match (&mut written, recorded) {
        (Written::Replace { with, .. }, Written::Replace { with: known, .. }) => {
            with.clone_from(known);
        }
        (Written::Add { words, .. }, Written::Add { words: known, .. }) => {
            words.clone_from(known);
        }
        _ => {}
    }
    written
}
