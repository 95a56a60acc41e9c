//! Invert: the changes that undo changes.

use std::collections::{HashMap, HashSet};

use crate::change::Change;
use crate::diff::structure::{self, Matching};
use crate::instrument::Instrument;
use crate::kernel::{ApplyError, apply_naming_parts, replacements_of};
use crate::text::BREAK;

/// The changes that lead from the result of `changes` back to `base`, ids included.
///
/// # Errors
/// When `changes` do not apply to `base`.
pub fn invert(base: &Instrument, changes: &[Change]) -> Result<Vec<Change>, ApplyError> {
    let applied = apply_naming_parts(base, changes)?;
    let result = &applied.instrument;
    let mut inverse = Vec::new();
    for (at, provision) in base.provisions().iter().enumerate() {
        let Some(now) = result.get(&provision.id) else {
            continue;
        };
        if applied.parts.contains_key(&provision.id) {
            inverse.push(Change::Replace {
                provision: provision.id.clone(),
                start: 0,
                end: now.text.len(),
                with: provision.text.clone(),
            });
        } else {
            inverse.extend(inverse_replacements(base, at, changes));
        }
    }
    let mut joined = HashMap::new();
    for (origin, parts) in &applied.parts {
        for part in parts {
            let (part, origin) = (result.position(part), result.position(origin));
            joined.extend(part.zip(origin));
        }
    }
    let base_of = base
        .provisions()
        .iter()
        .map(|p| result.position(&p.id))
        .collect();
    let moved = HashSet::new();
    let matching = Matching {
        base: result,
        result: base,
        base_of,
        joined,
        moved,
    };
    inverse.extend(structure::changes(&matching, |at| {
        base.provisions()[at].id.clone()
    }));
    Ok(inverse)
}

/// The replacements of one provision turned round; it was not split.
fn inverse_replacements(base: &Instrument, at: usize, changes: &[Change]) -> Vec<Change> {
    let provision = &base.provisions()[at];
    let edits = replacements_of(&provision.id, changes);
    let mut inverse = Vec::with_capacity(edits.len());
    let (mut kept_from, mut now) = (0, 0);
    for (start, end, with) in edits {
        debug_assert!(
            !with.as_str().contains(BREAK),
            "a split provision is put back as a whole"
        );
        now += start - kept_from;
        inverse.push(Change::Replace {
            provision: provision.id.clone(),
            start: now,
            end: now + with.len(),
            with: provision.text.slice(start, end),
        });
        now += with.len();
        kept_from = end;
    }
    inverse
}
