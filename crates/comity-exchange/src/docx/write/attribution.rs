//! Who asks for what, and how a provision is called in a remark.
//!
//! Start at [`Attribution`].

use std::collections::HashMap;

use comity_text::compile::{CompiledProvision, Piece};
use comity_text::{Compilation, Kind, Place, ProvisionId, Text};

use super::paragraph::{Setting, article_level};
use super::run::is_rtl;

/// The longest name of an author, in UTF-16 units: word processors keep no more.
const MAX_AUTHOR_UNITS: usize = 255;

/// How many characters of a heading name it in a remark.
const REFERENCE_CHARS: usize = 40;

/// The names in a compilation.
pub(super) struct Attribution<'a> {
    compilation: &'a Compilation,
    index: HashMap<&'a ProvisionId, usize>,
}

impl<'a> Attribution<'a> {
    /// The names in a compilation.
    pub(super) fn new(compilation: &'a Compilation) -> Attribution<'a> {
        let provisions = compilation.provisions.iter().enumerate();
        Attribution {
            compilation,
            index: provisions.map(|(at, one)| (&one.id, at)).collect(),
        }
    }

    /// Where a provision stands in the compilation.
    pub(super) fn position(&self, id: &ProvisionId) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The sponsors of proposals, each once, in the order of the proposals. A proposal without
    /// sponsors is called by its id.
    pub(super) fn sponsors(&self, proposals: &[usize]) -> Vec<&'a str> {
        let mut names = Vec::new();
        let found = proposals
            .iter()
            .filter_map(|at| self.compilation.proposals.get(*at));
        for proposal in found {
            let own = proposal.sponsors.iter().map(String::as_str);
            let nameless = proposal.sponsors.is_empty().then_some(proposal.id.as_str());
            for name in own.chain(nameless) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }

    /// The sponsors as the author of a tracked change, and whether all of them had room.
    pub(super) fn author(&self, proposals: &[usize]) -> (String, bool) {
        let names = self.sponsors(proposals);
        let whole = names.join("; ");
        if units(&whole) <= MAX_AUTHOR_UNITS {
            return (whole, true);
        }
        let mut kept = String::new();
        for (at, name) in names.iter().enumerate() {
            let rest = format!("; +{}", names.len() - at);
            if units(&kept) + units(name) + 2 + units(&rest) > MAX_AUTHOR_UNITS {
                kept.push_str(if at == 0 {
                    rest.trim_start_matches("; ")
                } else {
                    &rest
                });
                break;
            }
            kept.push_str(if at == 0 { "" } else { "; " });
            kept.push_str(name);
        }
        (kept, false)
    }

    /// What a remark calls a provision: its label, else its first words.
    pub(super) fn reference(&self, id: &ProvisionId) -> String {
        let Some(provision) = self.position(id).map(|at| &self.compilation.provisions[at]) else {
            return id.to_string();
        };
        if !provision.label.is_empty() {
            return provision.label.clone();
        }
        let text = base_text(provision);
        let words: String = text.as_str().chars().take(REFERENCE_CHARS).collect();
        match words.trim() {
            "" => id.to_string(),
            words if text.len() as usize > REFERENCE_CHARS => format!("“{words}…”"),
            words => format!("“{words}”"),
        }
    }

    /// What a remark calls a place.
    pub(super) fn place(&self, place: &Place) -> String {
        match (&place.after, &place.parent) {
            (Some(after), _) => format!("after {}", self.reference(after)),
            (None, Some(parent)) => format!("first in {}", self.reference(parent)),
            (None, None) => "to the beginning".to_owned(),
        }
    }

    /// How the paragraph of a provision is set.
    pub(super) fn setting(&self, provision: &CompiledProvision) -> Setting {
        let parent = provision.parent.as_ref().and_then(|id| self.position(id));
        let kind = parent.map(|at| self.compilation.provisions[at].kind);
        Setting::of_kind(
            provision.kind,
            article_level(kind),
            is_rtl(whole_text(provision).as_str()),
        )
    }

    /// The title of the compilation; empty where it has none.
    pub(super) fn title(&self) -> String {
        let provisions = &self.compilation.provisions;
        let title = provisions.iter().find(|one| one.kind == Kind::Title);
        title.map_or_else(String::new, |one| base_text(one).as_str().to_owned())
    }
}

/// What a provision says before any proposal: of an added one, what its sponsors wrote.
pub(super) fn base_text(provision: &CompiledProvision) -> Text {
    let mut out = Text::default();
    for piece in &provision.pieces {
        match piece {
            Piece::Text(text) => out.push(text),
            Piece::Region(region) => out.push(&region.base),
        }
    }
    out
}

fn whole_text(provision: &CompiledProvision) -> Text {
    let mut out = base_text(provision);
    let regions = provision.pieces.iter().filter_map(|piece| match piece {
        Piece::Region(region) => Some(region),
        Piece::Text(_) => None,
    });
    for alternative in regions.flat_map(|region| &region.alternatives) {
        out.push(&alternative.text);
    }
    out
}

fn units(string: &str) -> usize {
    string.encode_utf16().count()
}
