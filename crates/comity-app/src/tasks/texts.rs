//! Whole texts: the first one, and the same in other languages.

use std::collections::BTreeMap;

use comity_exchange::Notice;
use comity_exchange::document::read_base;
use comity_exchange::markdown_words::read_words;
use comity_procedure::State;
use comity_record::v1::Act;
use comity_record::v1::parts::{TabledProvision, TranslatedProvision};
use comity_record::v1::vocabulary::kind_word;
use comity_text::Instrument;

use super::{Prepared, Sources, TaskError, acts, written};

/// The act that tables the first text.
pub(super) fn table(
    document: &str,
    mut addressees: BTreeMap<String, Vec<String>>,
    sources: &impl Sources,
) -> Result<Prepared, TaskError> {
    let (text, notices) = read(document, sources)?;
    let provisions = text.provisions().iter().map(|provision| TabledProvision {
        addressees: addressees.remove(provision.id.as_str()).unwrap_or_default(),
        id: provision.id.as_str().to_owned(),
        kind: kind_word(provision.kind),
        label: provision.label.clone(),
        parent: provision.parent.as_ref().map(|it| it.as_str().to_owned()),
        words: written::styled(&provision.text),
    });
    let act = Act::TableText {
        provisions: provisions.collect(),
    };
    match addressees.into_keys().next() {
        Some(provision) => Err(TaskError::UnknownProvision {
            member: format!("addressees.{provision}"),
            provision,
        }),
        None => Ok(Prepared {
            act,
            notices,
            changes: Vec::new(),
        }),
    }
}

/// The act that gives provisions in another language.
pub(super) fn translate(
    state: &State,
    language: String,
    what: (Option<String>, Option<BTreeMap<String, String>>),
    sources: &impl Sources,
) -> Result<Prepared, TaskError> {
    let (words, notices) = match what {
        (Some(document), None) => whole(state, &document, sources)?,
        (None, Some(provisions)) => {
            let words = provisions.into_iter().map(|(id, words)| {
                let (text, _) = read_words(&id, &words);
                (id, written::styled(&text))
            });
            (words.collect(), Vec::new())
        }
        _ => {
            return Err(TaskError::EitherOr {
                one: "document",
                other: "provisions",
            });
        }
    };
    let provisions = words
        .into_iter()
        .map(|(provision, words)| TranslatedProvision {
            of: Some(acts::of_provision(state, &provision)),
            provision,
            words,
        });
    let act = Act::Translate {
        language,
        provisions: provisions.collect(),
    };
    Ok(Prepared {
        act,
        notices,
        changes: Vec::new(),
    })
}

type Translated = Vec<(String, comity_record::v1::words::Styled)>;

/// A whole text, paragraph by paragraph beside the one that stands.
fn whole(
    state: &State,
    document: &str,
    sources: &impl Sources,
) -> Result<(Translated, Vec<Notice>), TaskError> {
    let (translated, notices) = read(document, sources)?;
    let Some(current) = state.current() else {
        return Ok((Vec::new(), notices));
    };
    let stands = &current.instrument;
    let (ours, theirs) = (stands.parents(), translated.parents());
    let parts = ours
        .iter()
        .zip(&theirs)
        .position(|(our, their)| our != their);
    if stands.len() != translated.len() || parts.is_some() {
        return Err(TaskError::OtherShape {
            name: document.to_owned(),
            found: translated.len(),
            stands: stands.len(),
            at: parts.map(|at| stands.provisions()[at].id.to_string()),
        });
    }
    let pairs = stands.provisions().iter().zip(translated.provisions());
    let words =
        pairs.map(|(ours, theirs)| (ours.id.as_str().to_owned(), written::styled(&theirs.text)));
    Ok((words.collect(), notices))
}

fn read(document: &str, sources: &impl Sources) -> Result<(Instrument, Vec<Notice>), TaskError> {
    let bytes = bytes(document, sources)?;
    Ok(read_base(document, &bytes)?)
}

/// The bytes of a document.
pub(super) fn bytes(document: &str, sources: &impl Sources) -> Result<Vec<u8>, TaskError> {
    sources
        .document(document)
        .map_err(|why| TaskError::NoDocument {
            name: document.to_owned(),
            why,
        })
}
