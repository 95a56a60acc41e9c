//! JSON out: versioned mirrors of what the algebra gives. Each shape is a promise, documented in
//! `docs/formats`.
//!
//! Start at [`compilation`].

mod comparison;

use comity_text::compile::{Alternative, CompiledProvision, Piece};
use comity_text::label::labels;
use comity_text::{Compilation, Instrument, Place, Style, Text};
use serde::Serialize;

use crate::notice::Notice;

pub use comparison::{comparison, rebased};

/// A compilation, as `docs/formats/compilation.md` says.
#[must_use]
pub fn compilation(compilation: &Compilation, notices: &[Notice]) -> String {
    let writer = Writer { compilation };
    let document = JsonCompilation {
        proposals: compilation.proposals.iter().map(proposal).collect(),
        provisions: compilation
            .provisions
            .iter()
            .map(|p| writer.provision(p))
            .collect(),
        conflicts: compilation
            .conflicts
            .iter()
            .map(|conflict| JsonConflict {
                provision: compilation.provisions[conflict.provision].id.as_str(),
                between: [writer.name(conflict.first), writer.name(conflict.second)],
            })
            .collect(),
        notices: notices.iter().map(JsonNotice::from).collect(),
    };
    written(&document)
}

/// An instrument, as `docs/formats/instrument.md` says.
#[must_use]
pub fn instrument(instrument: &Instrument, notices: &[Notice]) -> String {
    let document = JsonInstrument {
        provisions: provisions(instrument),
        notices: notices.iter().map(JsonNotice::from).collect(),
    };
    written(&document)
}

/// The sets of proposals that cannot be accepted together.
#[must_use]
pub fn excludes(sets: &[Vec<String>], notices: &[Notice]) -> String {
    let document = JsonExcludes {
        excludes: sets,
        notices: notices.iter().map(JsonNotice::from).collect(),
    };
    written(&document)
}

pub(crate) fn written(document: &impl Serialize) -> String {
    let mut out = serde_json::to_string(document).expect("strings and numbers always serialise");
    out.push('\n');
    out
}

#[derive(Serialize)]
struct JsonCompilation<'c> {
    proposals: Vec<JsonProposal<'c>>,
    provisions: Vec<JsonProvision<'c>>,
    conflicts: Vec<JsonConflict<'c>>,
    notices: Vec<JsonNotice<'c>>,
}

#[derive(Serialize)]
struct JsonProposal<'c> {
    id: &'c str,
    sponsors: &'c [String],
    kinds: Vec<&'static str>,
    rationale: &'c str,
    source: &'c str,
}

#[derive(Serialize)]
struct JsonProvision<'c> {
    id: &'c str,
    label: &'c str,
    kind: &'static str,
    parent: Option<&'c str>,
    after: Option<&'c str>,
    alt_of: Option<&'c str>,
    pieces: Vec<JsonPiece<'c>>,
    added_by: Vec<&'c str>,
    suppressed_by: Vec<&'c str>,
    joined_into: Vec<JsonJoin<'c>>,
    moves: Vec<JsonMove<'c>>,
    keep: Vec<&'c str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum JsonPiece<'c> {
    Text(JsonText<'c>),
    Region {
        base: &'c str,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        spans: Vec<JsonSpan>,
        keep: Vec<&'c str>,
        alternatives: Vec<JsonAlternative<'c>>,
    },
}

#[derive(Serialize)]
pub(crate) struct JsonText<'c> {
    text: &'c str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spans: Vec<JsonSpan>,
}

impl<'c> From<&'c Text> for JsonText<'c> {
    fn from(text: &'c Text) -> JsonText<'c> {
        JsonText {
            text: text.as_str(),
            spans: spans(text),
        }
    }
}

#[derive(Serialize)]
pub(crate) struct JsonSpan {
    start: u32,
    end: u32,
    style: Vec<&'static str>,
}

#[derive(Serialize)]
struct JsonAlternative<'c> {
    #[serde(flatten)]
    text: JsonText<'c>,
    proposals: Vec<&'c str>,
    sponsors: Vec<&'c str>,
    variant_of: Option<&'c str>,
}

#[derive(Serialize)]
struct JsonJoin<'c> {
    proposals: Vec<&'c str>,
    provision: &'c str,
}

#[derive(Serialize)]
struct JsonMove<'c> {
    proposals: Vec<&'c str>,
    parent: Option<&'c str>,
    after: Option<&'c str>,
}

#[derive(Serialize)]
struct JsonConflict<'c> {
    provision: &'c str,
    between: [&'c str; 2],
}

#[derive(Serialize)]
pub(crate) struct JsonNotice<'c> {
    source: &'c str,
    place: &'c str,
    message: &'c str,
}

impl<'c> From<&'c Notice> for JsonNotice<'c> {
    fn from(notice: &'c Notice) -> JsonNotice<'c> {
        JsonNotice {
            source: &notice.source,
            place: &notice.place,
            message: &notice.message,
        }
    }
}

#[derive(Serialize)]
struct JsonInstrument<'c> {
    provisions: Vec<JsonWords<'c>>,
    notices: Vec<JsonNotice<'c>>,
}

#[derive(Serialize)]
struct JsonExcludes<'c> {
    excludes: &'c [Vec<String>],
    notices: Vec<JsonNotice<'c>>,
}

/// A provision with plain words.
#[derive(Serialize)]
pub(crate) struct JsonWords<'c> {
    id: &'c str,
    label: String,
    kind: &'static str,
    parent: Option<&'c str>,
    #[serde(flatten)]
    text: JsonText<'c>,
}

pub(crate) fn provisions(instrument: &Instrument) -> Vec<JsonWords<'_>> {
    let all = instrument.provisions().iter().zip(labels(instrument));
    all.map(|(provision, label)| JsonWords {
        id: provision.id.as_str(),
        label,
        kind: provision.kind.name(),
        parent: provision.parent.as_ref().map(|id| id.as_str()),
        text: JsonText::from(&provision.text),
    })
    .collect()
}

fn proposal(proposal: &comity_text::Proposal) -> JsonProposal<'_> {
    JsonProposal {
        id: &proposal.id,
        sponsors: &proposal.sponsors,
        kinds: proposal
            .kinds()
            .into_iter()
            .map(comity_text::ProposalKind::name)
            .collect(),
        rationale: &proposal.rationale,
        source: &proposal.source,
    }
}

fn spans(text: &Text) -> Vec<JsonSpan> {
    let names = |style: Style| {
        let set = Style::NAMES
            .into_iter()
            .filter(move |(flag, _)| style.has(*flag));
        set.map(|(_, name)| name).collect()
    };
    let spans = text.spans().iter();
    spans
        .map(|span| JsonSpan {
            start: span.start,
            end: span.end,
            style: names(span.style),
        })
        .collect()
}

struct Writer<'c> {
    compilation: &'c Compilation,
}

impl<'c> Writer<'c> {
    fn name(&self, proposal: usize) -> &'c str {
        &self.compilation.proposals[proposal].id
    }

    fn names(&self, proposals: &[usize]) -> Vec<&'c str> {
        proposals
            .iter()
            .map(|proposal| self.name(*proposal))
            .collect()
    }

    fn provision(&self, provision: &'c CompiledProvision) -> JsonProvision<'c> {
        JsonProvision {
            id: provision.id.as_str(),
            label: &provision.label,
            kind: provision.kind.name(),
            parent: provision.parent.as_ref().map(|id| id.as_str()),
            after: provision.after.as_ref().map(|id| id.as_str()),
            alt_of: provision.alt_of.as_ref().map(|id| id.as_str()),
            pieces: provision
                .pieces
                .iter()
                .map(|piece| self.piece(piece))
                .collect(),
            added_by: self.names(&provision.added_by),
            suppressed_by: self.names(&provision.suppressed_by),
            joined_into: provision
                .joined_into
                .iter()
                .map(|(into, by)| JsonJoin {
                    proposals: self.names(by),
                    provision: into.as_str(),
                })
                .collect(),
            moves: provision
                .moves
                .iter()
                .map(|(place, by)| self.movement(place, by))
                .collect(),
            keep: self.names(&provision.keep),
        }
    }

    fn movement(&self, place: &'c Place, by: &[usize]) -> JsonMove<'c> {
        JsonMove {
            proposals: self.names(by),
            parent: place.parent.as_ref().map(|id| id.as_str()),
            after: place.after.as_ref().map(|id| id.as_str()),
        }
    }

    fn piece(&self, piece: &'c Piece) -> JsonPiece<'c> {
        match piece {
            Piece::Text(text) => JsonPiece::Text(JsonText::from(text)),
            Piece::Region(region) => JsonPiece::Region {
                base: region.base.as_str(),
                spans: spans(&region.base),
                keep: self.names(&region.keep),
                alternatives: region
                    .alternatives
                    .iter()
                    .map(|a| self.alternative(a))
                    .collect(),
            },
        }
    }

    fn alternative(&self, alternative: &'c Alternative) -> JsonAlternative<'c> {
        JsonAlternative {
            text: JsonText::from(&alternative.text),
            proposals: self.names(&alternative.proposals),
            sponsors: self.compilation.sponsors(&alternative.proposals),
            variant_of: alternative.variant_of.map(|proposal| self.name(proposal)),
        }
    }
}
