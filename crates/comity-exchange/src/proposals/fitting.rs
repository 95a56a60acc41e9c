//! Fitting changes of one text to another that is nearly the same.

use std::collections::HashSet;

use comity_text::label::labels;
use comity_text::rebase::carried;
use comity_text::{Change, Fate, Instrument, Place, ProvisionId, Text, apply, rebase};

use super::Base;

/// A place and what did not fit there, with its words.
pub(super) type Misfit = (String, String);

/// Changes of `refused` as changes of the base, if each finds its place beyond doubt; else what
/// did not.
pub(super) fn fit(
    refused: &Instrument,
    to_base: &[Change],
    base: &Base,
    changes: &[Change],
) -> Result<Vec<Change>, Vec<Misfit>> {
    let fates = rebase(refused, to_base, changes).expect("a difference fits its own base");
    let names = labels(refused);
    let misfits: Vec<Misfit> = changes
        .iter()
        .zip(&fates)
        .filter_map(|(change, fate)| {
            let why = match fate {
                Fate::Carried(_) | Fate::Satisfied => return None,
                Fate::Conflicting(_) => "the base says something else there".to_owned(),
                Fate::Orphaned(reason) => format!("in the base {}", reason.words()),
            };
            let place = refused
                .position(change.provision())
                .map(|at| names[at].clone())
                .filter(|label| !label.is_empty())
                .unwrap_or_else(|| "file".to_owned());
            Some((place, format!("{}, but {why}.", asked(refused, change))))
        })
        .collect();
    if !misfits.is_empty() {
        return Err(misfits);
    }
    let reached = apply(refused, to_base).expect("a difference applies to its own base");
    let of_base = |id: &ProvisionId| {
        let at = reached.position(id)?;
        Some(base.instrument.provisions().get(at)?.id.clone())
    };
    let renamed = carried(changes, &fates)
        .iter()
        .map(|change| rename(change, &of_base))
        .collect();
    Ok(renamed)
}

/// What a change asks for, in words, with the words of the text.
pub(super) fn asked(text: &Instrument, change: &Change) -> String {
    let said = |id: &ProvisionId| text.get(id).map_or("", |p| p.text.as_str());
    match change {
        Change::Replace {
            provision,
            start,
            end,
            with,
        } => {
            let old = text
                .get(provision)
                .map(|p| p.text.slice(*start, *end))
                .unwrap_or_default();
            match (old.is_empty(), with.is_empty()) {
                (true, _) => format!("It inserts “{}”", with.as_str()),
                (_, true) => format!("It deletes “{}”", old.as_str()),
                _ => format!(
                    "It puts “{}” in the place of “{}”",
                    with.as_str(),
                    old.as_str()
                ),
            }
        }
        Change::Add { text, .. } => format!("It adds “{}”", text.as_str()),
        Change::Suppress { provision, .. } => format!("It deletes “{}”", said(provision)),
        Change::Move { provision, .. } => format!("It moves “{}”", said(provision)),
        Change::Keep { provision } => format!("It asks to keep “{}”", said(provision)),
    }
}

/// A change with the ids of the base; ids that the base does not have are the change's own.
fn rename(change: &Change, of_base: &dyn Fn(&ProvisionId) -> Option<ProvisionId>) -> Change {
    let name = |id: &ProvisionId| of_base(id).unwrap_or_else(|| own(id));
    let place = |place: &Place| Place {
        parent: place.parent.as_ref().map(&name),
        after: place.after.as_ref().map(&name),
    };
    match change {
        Change::Replace {
            provision,
            start,
            end,
            with,
        } => Change::Replace {
            provision: name(provision),
            start: *start,
            end: *end,
            with: with.clone(),
        },
        Change::Add {
            id,
            place: at,
            kind,
            label,
            text,
        } => Change::Add {
            id: own(id),
            place: place(at),
            kind: *kind,
            label: label.clone(),
            text: text.clone(),
        },
        Change::Suppress {
            provision,
            joined_into,
        } => Change::Suppress {
            provision: name(provision),
            joined_into: joined_into.as_ref().map(&name),
        },
        Change::Move {
            provision,
            place: at,
        } => Change::Move {
            provision: name(provision),
            place: place(at),
        },
        Change::Keep { provision } => Change::Keep {
            provision: name(provision),
        },
    }
}

fn own(id: &ProvisionId) -> ProvisionId {
    ProvisionId::new(format!("own-{id}"))
}

/// How long a text is, in scalar values.
pub(super) fn letters(text: &Instrument) -> u64 {
    let provisions = text.provisions().iter();
    provisions.map(|p| u64::from(p.text.len())).sum()
}

/// How much of the shorter of two texts a difference keeps, in percent of its letters.
pub(super) fn kept_percent(from: &Instrument, to: &Instrument, changes: &[Change]) -> u64 {
    let suppressed: HashSet<&ProvisionId> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Suppress {
                provision,
                joined_into: None,
            } => Some(provision),
            _ => None,
        })
        .collect();
    // A provision goes with the one that contains it, which stands before it in the list.
    let parents = from.parents();
    let mut goes = vec![false; from.len()];
    let mut gone = 0;
    for (at, provision) in from.provisions().iter().enumerate() {
        goes[at] = suppressed.contains(&provision.id) || parents[at].is_some_and(|up| goes[up]);
        if goes[at] {
            gone += u64::from(provision.text.len());
        }
    }
    let deleted = comity_text::kernel::count(changes).deleted;
    let kept = letters(from).saturating_sub(gone + deleted);
    kept * 100 / letters(from).min(letters(to)).max(1)
}

/// Changes of words of one provision whose sponsors read it differently, if every change finds
/// its place in what it says.
pub(super) fn fit_words(
    base: &Base,
    provision: &ProvisionId,
    current: &Text,
    proposed: &Text,
) -> Result<Vec<Change>, Vec<Misfit>> {
    let here = base
        .instrument
        .get(provision)
        .expect("the provision was found in the base");
    let one = |text: &Text| {
        let mut provision = here.clone();
        provision.parent = None;
        provision.text = text.clone();
        Instrument::new(vec![provision]).expect("one provision is an instrument")
    };
    let read = one(current);
    let words = |from: &Instrument, to: &Text| {
        comity_text::diff::replacements(&from.provisions()[0], to, &base.tokenizer)
    };
    let to_base = words(&read, &here.text);
    let changes = words(&read, proposed);
    let fates = rebase(&read, &to_base, &changes).expect("a difference fits its own base");
    let misfits: Vec<Misfit> = changes
        .iter()
        .zip(&fates)
        .filter(|(_, fate)| !matches!(fate, Fate::Carried(_) | Fate::Satisfied))
        .map(|(change, _)| {
            let message = format!(
                "{}, but the base says something else there.",
                asked(&read, change)
            );
            (provision.to_string(), message)
        })
        .collect();
    if misfits.is_empty() {
        Ok(carried(&changes, &fates))
    } else {
        Err(misfits)
    }
}
