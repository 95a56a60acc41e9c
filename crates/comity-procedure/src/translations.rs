//! Translations, and texts that are withheld.
//!
//! A translation is bound to the hash of the words that it translates. Nobody marks it stale: it
//! is stale as soon as its provision has another hash, and readers see that for themselves
//! ([`Translation::is_stale`]). A text that is withheld stays in this state; that it is gone shows
//! where the acts are read again.

use std::collections::BTreeSet;
use std::sync::Arc;

use comity_text::{BREAK, ProvisionId};

use crate::act::{Act, Submission};
use crate::checks::{readable, said, some, stands};
use crate::effect::Effect;
use crate::ids::{CallId, Language, TextHash};
use crate::refusal::{Already, Refusal};
use crate::state::{Revision, State, Translation};
use crate::words::{Wording, Words};

/// What an act of this subject does.
pub(crate) fn decide(state: &State, submission: &Submission) -> Result<Vec<Effect>, Refusal> {
    match &submission.act {
        Act::Translate {
            language,
            provisions,
        } => translate(state, language, provisions),
        Act::Redact { texts, ground } => redact(state, texts, ground),
        _ => unreachable!("decide sends other acts elsewhere"),
    }
}

/// Puts an effect of this subject into the state; whether it is one.
pub(crate) fn evolve(state: &mut State, effect: &Effect) -> bool {
    let Effect::Translated(language, provisions) = effect else {
        return false;
    };
    let mut translated = state
        .translations
        .get(language)
        .cloned()
        .unwrap_or_default();
    for (provision, translation) in provisions {
        translated.insert_mut(provision.clone(), translation.clone());
    }
    state.translations.insert_mut(language.clone(), translated);
    true
}

fn translate(
    state: &State,
    language: &Language,
    provisions: &[(ProvisionId, TextHash, Wording)],
) -> Result<Vec<Effect>, Refusal> {
    let modalities = state.modalities();
    if modalities.working_language() == Some(language) {
        let language = language.to_string();
        return Err(Refusal::WorkingLanguage { language });
    }
    if !modalities.languages.contains(language) {
        return Err(Refusal::NotInModalities {
            what: "language",
            word: language.to_string(),
        });
    }
    let current = state.current().ok_or(Refusal::NoText)?;
    some("provisions", provisions.len())?;
    let mut named = BTreeSet::new();
    let mut translated = Vec::with_capacity(provisions.len());
    for (provision, of, wording) in provisions {
        if !named.insert(provision) {
            let id = provision.to_string();
            return Err(Refusal::NamedTwice { id });
        }
        stands(state, provision)?;
        same_text(current, provision, *of)?;
        fit_for_a_provision(current, provision, wording)?;
        let translation = Translation {
            of: *of,
            wording: wording.clone(),
            entry: state.size(),
        };
        translated.push((provision.clone(), Arc::new(translation)));
    }
    Ok(vec![Effect::Translated(language.clone(), translated)])
}

/// That what was translated is what stands.
fn same_text(current: &Revision, provision: &ProvisionId, of: TextHash) -> Result<(), Refusal> {
    match current.hashes.get(provision) {
        Some(stands) if *stands != of => Err(Refusal::TranslatesOtherText {
            provision: provision.clone(),
            stands: *stands,
        }),
        _ => Ok(()),
    }
}

/// That a translation can stand where its provision stands: readable, in one piece, and saying
/// something where the provision does.
fn fit_for_a_provision(
    current: &Revision,
    provision: &ProvisionId,
    wording: &Wording,
) -> Result<(), Refusal> {
    let Some(text) = &wording.text else {
        return Ok(());
    };
    readable("translation", text.as_str())?;
    if let Some(at) = text.as_str().chars().position(|c| c == BREAK) {
        let field = "translation";
        return Err(Refusal::ControlCharacters { field, at });
    }
    let original = current.instrument.get(provision);
    let says_something = original.is_some_and(|it| !it.text.as_str().trim().is_empty());
    match says_something && text.as_str().trim().is_empty() {
        true => Err(Refusal::Blank {
            field: "translation",
        }),
        false => Ok(()),
    }
}

/// Withholds texts. Whether a hash names a text of this record only the record can say.
fn redact(state: &State, texts: &[TextHash], ground: &Words) -> Result<Vec<Effect>, Refusal> {
    some("texts", texts.len())?;
    said("ground", ground)?;
    let mut named = BTreeSet::new();
    for text in texts {
        if !named.insert(text) {
            let id = format!("the text {text}");
            return Err(Refusal::NamedTwice { id });
        }
        if let Some((provision, call)) = asked_about(state, text) {
            return Err(Refusal::UnderCall {
                provision: provision.clone(),
                call: call.clone(),
            });
        }
        if state.redacted().contains_key(text) {
            let what = Already::Withheld(*text);
            return Err(Refusal::SoAlready { what });
        }
    }
    Ok(vec![Effect::Redacted(texts.to_vec())])
}

/// The provision under a call whose words a hash names: nobody is asked about what is withheld
/// from them on the way.
fn asked_about<'s>(state: &'s State, text: &TextHash) -> Option<(&'s ProvisionId, &'s CallId)> {
    let hashes = &state.current()?.hashes;
    let mut asked = state.under_call.iter();
    asked.find(|(provision, _)| hashes.get(*provision) == Some(text))
}

impl Translation {
    /// Whether the provision that it translates has other words now, or stands no longer.
    #[must_use]
    pub fn is_stale(&self, state: &State, provision: &ProvisionId) -> bool {
        let standing = state.current().and_then(|it| it.hashes.get(provision));
        standing != Some(&self.of)
    }
}
