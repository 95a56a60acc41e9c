//! The difference of two texts and the fates of rebased changes, as JSON.

use comity_text::compile::{CompiledProvision, Piece};
use comity_text::{BREAK, Compilation, Place, Text};
use serde::Serialize;

use super::{JsonNotice, JsonSpan, JsonText, JsonWords, provisions, spans, written};
use crate::fates::{Rebased, RebasedChange};
use crate::notice::Notice;

/// The difference of two texts, as `docs/formats/comparison.md` says. The compilation has one
/// proposal: the newer text.
#[must_use]
pub fn comparison(compilation: &Compilation, notices: &[Notice]) -> String {
    written(&JsonComparison {
        provisions: compilation.provisions.iter().map(compared).collect(),
        notices: notices.iter().map(JsonNotice::from).collect(),
    })
}

/// The fates of proposals, as `docs/formats/comparison.md` says.
#[must_use]
pub fn rebased(proposals: &[Rebased], notices: &[Notice]) -> String {
    let proposals = proposals.iter().map(|rebased| JsonRebased {
        id: &rebased.proposal.id,
        sponsors: &rebased.proposal.sponsors,
        changes: rebased.changes.iter().map(JsonFate::from).collect(),
        text: provisions(&rebased.text),
    });
    written(&JsonRebase {
        proposals: proposals.collect(),
        notices: notices.iter().map(JsonNotice::from).collect(),
    })
}

#[derive(Serialize)]
struct JsonComparison<'c> {
    provisions: Vec<JsonCompared<'c>>,
    notices: Vec<JsonNotice<'c>>,
}

#[derive(Serialize)]
struct JsonCompared<'c> {
    id: &'c str,
    label: &'c str,
    kind: &'static str,
    pieces: Vec<JsonStretch<'c>>,
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    joined_into: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved_to: Option<JsonPlace<'c>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum JsonStretch<'c> {
    Text(JsonText<'c>),
    Edit(JsonEdit<'c>),
}

/// Words that go and words that come; the same words where only their emphasis changes.
#[derive(Serialize)]
struct JsonEdit<'c> {
    deleted: &'c str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    deleted_spans: Vec<JsonSpan>,
    inserted: &'c str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inserted_spans: Vec<JsonSpan>,
}

fn edit<'c>(deleted: Option<&'c Text>, inserted: Option<&'c Text>) -> JsonStretch<'c> {
    JsonStretch::Edit(JsonEdit {
        deleted: deleted.map_or("", Text::as_str),
        deleted_spans: deleted.map_or_else(Vec::new, spans),
        inserted: inserted.map_or("", Text::as_str),
        inserted_spans: inserted.map_or_else(Vec::new, spans),
    })
}

#[derive(Serialize)]
struct JsonPlace<'c> {
    parent: Option<&'c str>,
    after: Option<&'c str>,
}

impl<'c> From<&'c Place> for JsonPlace<'c> {
    fn from(place: &'c Place) -> JsonPlace<'c> {
        JsonPlace {
            parent: place.parent.as_ref().map(|id| id.as_str()),
            after: place.after.as_ref().map(|id| id.as_str()),
        }
    }
}

fn compared(provision: &CompiledProvision) -> JsonCompared<'_> {
    let added = !provision.added_by.is_empty();
    let removed = !provision.suppressed_by.is_empty();
    let pieces = provision.pieces.iter().map(|piece| match piece {
        Piece::Text(text) if added => edit(None, Some(text)),
        Piece::Text(text) if removed => edit(Some(text), None),
        Piece::Text(text) => JsonStretch::Text(JsonText::from(text)),
        Piece::Region(region) => {
            let outcome = region.alternatives.first().map(|outcome| &outcome.text);
            edit(Some(&region.base), outcome)
        }
    });
    JsonCompared {
        id: provision.id.as_str(),
        label: &provision.label,
        kind: provision.kind.name(),
        pieces: pieces.collect(),
        change: change(provision),
        joined_into: provision.joined_into.first().map(|(into, _)| into.as_str()),
        moved_to: provision
            .moves
            .first()
            .map(|(place, _)| JsonPlace::from(place)),
    }
}

/// What became of a provision, in one word.
fn change(provision: &CompiledProvision) -> &'static str {
    let regions = || {
        provision.pieces.iter().filter_map(|piece| match piece {
            Piece::Region(region) => Some(region),
            Piece::Text(_) => None,
        })
    };
    let mut outcomes = regions().flat_map(|region| &region.alternatives);
    if !provision.added_by.is_empty() {
        "added"
    } else if !provision.joined_into.is_empty() {
        "joined"
    } else if !provision.suppressed_by.is_empty() {
        "removed"
    } else if !provision.moves.is_empty() {
        "moved"
    } else if outcomes.any(|outcome| outcome.text.as_str().contains(BREAK)) {
        "split"
    } else if regions().next().is_some() {
        "modified"
    } else {
        "none"
    }
}

#[derive(Serialize)]
struct JsonRebase<'c> {
    proposals: Vec<JsonRebased<'c>>,
    notices: Vec<JsonNotice<'c>>,
}

#[derive(Serialize)]
struct JsonRebased<'c> {
    id: &'c str,
    sponsors: &'c [String],
    changes: Vec<JsonFate<'c>>,
    text: Vec<JsonWords<'c>>,
}

#[derive(Serialize)]
struct JsonFate<'c> {
    provision: &'c str,
    label: &'c str,
    kind: &'static str,
    deleted: &'c str,
    inserted: &'c str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    with: Vec<JsonCounterpart<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'c str>,
}

#[derive(Serialize)]
struct JsonCounterpart<'c> {
    kind: &'static str,
    deleted: &'c str,
    inserted: &'c str,
}

impl<'c> From<&'c RebasedChange> for JsonFate<'c> {
    fn from(change: &'c RebasedChange) -> JsonFate<'c> {
        JsonFate {
            provision: change.provision.as_str(),
            label: &change.label,
            kind: change.asked.kind.name(),
            deleted: &change.asked.deleted,
            inserted: &change.asked.inserted,
            outcome: change.outcome(),
            with: change
                .with
                .iter()
                .map(|other| JsonCounterpart {
                    kind: other.kind.name(),
                    deleted: &other.deleted,
                    inserted: &other.inserted,
                })
                .collect(),
            reason: change.reason.as_deref(),
        }
    }
}
