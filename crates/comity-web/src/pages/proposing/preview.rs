//! What a proposal would be if it were tabled: its redline, whom it collides with, and who asks
//! for the same already.
//!
//! Never here: whether it may be tabled; the rules say that when it is.

use comity_app::views::compilation::NoCompilation;
use comity_app::views::trial::{Trial, Tried, trial};
use comity_exchange::Language;
use comity_exchange::html::ProvisionWriter;
use comity_procedure::State;
use comity_procedure::state::ProposalState;
use comity_text::{Compilation, Text, Tokenizer};

use crate::documents::Why;
use crate::problem::Problem;
use crate::said::{html, line};
use crate::visit::Visit;
use crate::words::Words;

/// A proposal as it would be.
pub(crate) struct Preview {
    /// Each provision that it touches, as HTML.
    pub(crate) redlines: Vec<String>,
    /// Each provision where it collides with others, as HTML, with all outcomes.
    pub(crate) contested: Vec<String>,
    /// Those that collide with it.
    pub(crate) collisions: Vec<Other>,
    /// Those that ask for exactly the same.
    pub(crate) same: Vec<Other>,
}

/// A proposal of others.
pub(crate) struct Other {
    /// Its id.
    pub(crate) id: String,
    /// Where it is.
    pub(crate) path: String,
    /// Who sponsors it, as names.
    pub(crate) sponsors: Vec<String>,
    /// Why, as HTML.
    pub(crate) rationale: String,
    /// Its hash, on which one joins it.
    pub(crate) text: String,
}

impl Preview {
    /// Of what somebody asks for.
    ///
    /// # Errors
    /// When there is no text, or the changes do not fit it.
    pub(crate) fn of(visit: &Visit, tried: &Tried) -> Result<Preview, Problem> {
        let state = visit.room().state();
        let found = trial(state, tried).map_err(|error| match error {
            NoCompilation::NoText(_) => Problem::NotFound,
            NoCompilation::Compile(error) => Problem::NotUnderstood(Why::Other {
                message: "task-other",
                english: error.to_string(),
            }),
        })?;
        let language = page_language(visit.words());
        let others = |list: &[std::sync::Arc<ProposalState>]| -> Vec<Other> {
            list.iter().map(|it| Other::of(visit, state, it)).collect()
        };
        Ok(Preview {
            redlines: redlines(&found, language),
            contested: provisions(&found.together, &found.contested, (language, true)),
            collisions: others(&found.collisions),
            same: others(&found.same),
        })
    }
}

impl Other {
    pub(crate) fn of(visit: &Visit, state: &State, proposal: &ProposalState) -> Other {
        let words = visit.words();
        let name = |id| {
            let found = state.delegations().get(id);
            found.map_or_else(|| id.to_string(), |it| line(words, &it.name))
        };
        let version = proposal.version();
        Other {
            id: proposal.id.to_string(),
            path: visit.room().at(&format!("/proposals/{}", proposal.id)),
            sponsors: proposal.sponsors.iter().map(name).collect(),
            rationale: html(words, &version.rationale),
            text: comity_record::v1::hex::Hex(version.changes.hash.0).to_string(),
        }
    }
}

fn redlines(found: &Trial, language: Language) -> Vec<String> {
    let written = provisions(&found.alone, &found.touched, (language, false));
    if found.contested.is_empty() {
        return written;
    }
    // The same provision stands below with all outcomes, and there its places are linked to.
    let without_ids = |html: String| html.replace(" id=\"", " data-provision=\"");
    written.into_iter().map(without_ids).collect()
}

fn provisions(
    compilation: &Compilation,
    at: &[usize],
    (language, attributed): (Language, bool),
) -> Vec<String> {
    let tokenizer = Tokenizer::default();
    let redline = |base: &Text, outcome: &Text| -> Vec<(u32, u32, Text)> {
        let edits = comity_text::diff::words::words(base, outcome, &tokenizer);
        let edits = edits.into_iter();
        edits
            .map(|edit| (edit.start, edit.end, edit.with))
            .collect()
    };
    let writer = ProvisionWriter::new(compilation, language, attributed, &redline);
    at.iter().map(|at| writer.write(*at)).collect()
}

/// The language of the words that stand between those of the text.
pub(crate) fn page_language(words: &Words) -> Language {
    match words.tag {
        "ar" => Language::Arabic,
        _ => Language::English,
    }
}
