//! What one proposal may ask for, as the types say it: which change fits to those it has.
//!
//! This is stricter than the words of the design where they leave room: within one proposal
//! nothing is asked for in a provision that the proposal keeps or suppresses, and nothing is
//! added or moved into one that it suppresses.

use std::collections::BTreeMap;

use comity_text::{Change, Instrument, Place, ProvisionId, Text};

/// Whether a change is a valid step on a base beside changes that the same proposal has
/// already: in range, not without effect, and not in the way of the others.
#[must_use]
pub fn fits(base: &Instrument, taken: &[Change], change: &Change) -> bool {
    let asked = Asked { base, taken };
    match change {
        Change::Replace {
            provision,
            start,
            end,
            with,
        } => asked.fits_replace(provision, (*start, *end), with),
        Change::Add { id, place, .. } => asked.fits_add(id, place),
        Change::Suppress {
            provision,
            joined_into,
        } => asked.fits_suppress(provision, joined_into.as_ref()),
        Change::Move { provision, place } => asked.fits_move(provision, place),
        Change::Keep { provision } => {
            base.get(provision).is_some()
                && asked.stands(provision)
                && !taken.iter().any(|other| other.provision() == provision)
        }
    }
}

struct Asked<'a> {
    base: &'a Instrument,
    taken: &'a [Change],
}

impl Asked<'_> {
    fn fits_replace(&self, provision: &ProvisionId, (start, end): (u32, u32), with: &Text) -> bool {
        let Some(changed) = self.base.get(provision) else {
            return false;
        };
        let free = self.taken.iter().all(|other| match other {
            Change::Replace {
                provision: other,
                start: from,
                end: to,
                ..
            } if other == provision => {
                let both_insert = start == end && from == to && start == *from;
                (end <= *from || *to <= start) && !both_insert
            }
            Change::Keep { provision: other } => other != provision,
            _ => true,
        });
        start <= end
            && end <= changed.text.len()
            && changed.text.slice(start, end) != *with
            && self.stands(provision)
            && free
    }

    fn fits_add(&self, id: &ProvisionId, place: &Place) -> bool {
        let fresh =
            self.base.get(id).is_none() && !self.taken.iter().any(|other| other.provision() == id);
        fresh && self.is_place(place)
    }

    fn fits_suppress(&self, provision: &ProvisionId, joined_into: Option<&ProvisionId>) -> bool {
        let free = self.taken.iter().all(|other| {
            let used = match other {
                Change::Replace { provision, .. } | Change::Keep { provision } => {
                    vec![Some(provision)]
                }
                Change::Add { place, .. } => vec![place.parent.as_ref()],
                Change::Move { provision, place } => vec![Some(provision), place.parent.as_ref()],
                Change::Suppress {
                    provision,
                    joined_into,
                } => vec![Some(provision), joined_into.as_ref()],
            };
            let mut used = used.into_iter().flatten();
            !used.any(|used| self.stands_in(used, provision))
        });
        let target = joined_into.is_none_or(|into| {
            self.base.get(into).is_some() && self.stands(into) && !self.stands_in(into, provision)
        });
        self.base.get(provision).is_some() && self.stands(provision) && free && target
    }

    fn fits_move(&self, provision: &ProvisionId, place: &Place) -> bool {
        let Some(moved) = self.base.get(provision) else {
            return false;
        };
        let free = self.taken.iter().all(|other| match other {
            Change::Move {
                provision: other,
                place,
            } => other != provision && place.after.as_ref() != Some(provision),
            Change::Add { place, .. } => place.after.as_ref() != Some(provision),
            Change::Keep { provision: other } => other != provision,
            Change::Replace { .. } | Change::Suppress { .. } => true,
        });
        let elsewhere = moved.parent != place.parent || self.before(provision) != place.after;
        let outside = place
            .parent
            .as_ref()
            .is_none_or(|parent| !self.stands_in(parent, provision));
        free && elsewhere
            && outside
            && place.after.as_ref() != Some(provision)
            && self.stands(provision)
            && self.is_place(place)
    }

    /// Whether something can be put there: the parent stands, and the sibling to stand after
    /// is a child of it in the base that this proposal does not move.
    fn is_place(&self, place: &Place) -> bool {
        let parent = place.parent.as_ref().is_none_or(|parent| {
            (self.base.get(parent).is_some() || self.added(parent).is_some()) && self.stands(parent)
        });
        let after = place.after.as_ref().is_none_or(|after| {
            let sibling = self.base.get(after);
            let moved = self
                .taken
                .iter()
                .any(|other| matches!(other, Change::Move { .. }) && other.provision() == after);
            sibling.is_some_and(|sibling| sibling.parent == place.parent) && !moved
        });
        parent && after
    }

    /// Whether a provision is neither suppressed by this proposal nor inside one that is.
    fn stands(&self, provision: &ProvisionId) -> bool {
        !self.taken.iter().any(|other| {
            matches!(other, Change::Suppress { .. }) && self.stands_in(provision, other.provision())
        })
    }

    /// Whether a provision is the other or in it, in the base or after what was taken: one
    /// that is moved out is still held to be in it.
    fn stands_in(&self, provision: &ProvisionId, other: &ProvisionId) -> bool {
        let mut open = vec![provision];
        let mut seen = BTreeMap::new();
        while let Some(here) = open.pop() {
            if here == other {
                return true;
            }
            if seen.insert(here, ()).is_some() {
                continue;
            }
            open.extend(self.base.get(here).and_then(|found| found.parent.as_ref()));
            open.extend(self.taken.iter().filter_map(|change| match change {
                Change::Add { id, place, .. } if id == here => place.parent.as_ref(),
                Change::Move { provision, place } if provision == here => place.parent.as_ref(),
                _ => None,
            }));
        }
        false
    }

    fn added(&self, id: &ProvisionId) -> Option<&Change> {
        self.taken
            .iter()
            .find(|change| matches!(change, Change::Add { .. }) && change.provision() == id)
    }

    /// The sibling that a provision of the base stands after.
    fn before(&self, provision: &ProvisionId) -> Option<ProvisionId> {
        let parent = self.base.get(provision)?.parent.as_ref();
        let siblings = self
            .base
            .provisions()
            .iter()
            .filter(|sibling| sibling.parent.as_ref() == parent);
        siblings
            .take_while(|sibling| sibling.id != *provision)
            .last()
            .map(|sibling| sibling.id.clone())
    }
}
