//! The first text: provisions as somebody tables them, with ids that they keep for ever.

use std::collections::BTreeMap;
use std::sync::Arc;

use comity_text::{BREAK, Instrument, Provision};

use super::named_once;
use crate::act::TabledProvision;
use crate::checks::{readable, some};
use crate::effect::Effect;
use crate::proposals::making::{fit_for_margin, fit_for_provision};
use crate::refusal::Refusal;
use crate::state::{Revision, State};

/// Tables the first text.
pub(super) fn table(state: &State, tabled: &[TabledProvision]) -> Result<Vec<Effect>, Refusal> {
    if state.current().is_some() {
        return Err(Refusal::TextTabled);
    }
    some("provisions", tabled.len())?;
    let mut hashes = BTreeMap::new();
    let (mut provisions, mut withheld, mut addressees) = (Vec::new(), Vec::new(), Vec::new());
    for provision in tabled {
        provisions.push(taken(provision)?);
        hashes.insert(provision.id.clone(), provision.wording.hash);
        if provision.wording.text.is_none() {
            withheld.push(provision.id.clone());
        }
        addressees.push((provision.id.clone(), provision.addressees.clone()));
    }
    let instrument = Instrument::new(provisions).map_err(|error| Refusal::NoInstrument {
        why: error.to_string(),
    })?;
    let revision = Revision {
        number: 0,
        instrument: Arc::new(instrument),
        hashes,
        withheld,
        entry: state.size(),
    };
    Ok(vec![Effect::RevisionTabled(Arc::new(revision), addressees)])
}

fn taken(tabled: &TabledProvision) -> Result<Provision, Refusal> {
    fit_for_provision(&tabled.id)?;
    fit_for_margin(tabled.label.as_deref())?;
    named_once(&tabled.addressees)?;
    let text = tabled.wording.text.clone().unwrap_or_default();
    readable("text of a provision", text.as_str())?;
    if text.as_str().contains(BREAK) {
        return Err(Refusal::NoInstrument {
            why: format!(
                "{} holds a break between paragraphs; each paragraph is a provision of its own",
                tabled.id
            ),
        });
    }
    Ok(Provision {
        id: tabled.id.clone(),
        kind: tabled.kind,
        parent: tabled.parent.clone(),
        label: tabled.label.clone(),
        text,
    })
}
