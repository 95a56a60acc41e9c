//! Rebase: carry the changes of a proposal to the next revision, one by one.

use std::collections::{HashMap, HashSet};

use crate::change::{Change, Place};
use crate::instrument::{Instrument, ProvisionId};
use crate::kernel::{
    Applied, ApplyError, apply_naming_parts, check, collide, grounded, is_within, replaced,
};
use crate::text::Text;

/// What becomes of one change. Nothing is lost: every change has exactly one fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It finds its place beyond doubt; these are the changes of the next revision: one, or a
    /// move for each part of a provision that was split.
    Carried(Vec<Change>),
    /// The next revision already says it.
    Satisfied,
    /// The revision changed the same, or put something inside what was to be suppressed; the indices of those changes in the revision's list.
    Conflicting(Vec<usize>),
    /// What it changes is no longer there.
    Orphaned(OrphanReason),
}

/// Why a change has nothing left to stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrphanReason {
    /// The provision was suppressed.
    Suppressed,
    /// The provision that was to contain it was suppressed.
    ContainerSuppressed,
    /// The provision that was to take its words up was suppressed.
    JoinTargetSuppressed,
    /// Another change of the same proposal, which it needs, was not carried.
    Dependent,
}

impl OrphanReason {
    /// The reason in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            OrphanReason::Suppressed => "the provision was suppressed",
            OrphanReason::ContainerSuppressed => "the provision that contains it was suppressed",
            OrphanReason::JoinTargetSuppressed => {
                "the provision that was to take its words up was suppressed"
            }
            OrphanReason::Dependent => "it stands in a provision that was not carried",
        }
    }
}

/// The fates of changes of `from`, one for each in the same order, in the revision that
/// `revision` makes of it.
///
/// # Errors
/// When the changes or the revision do not apply to `from`.
pub fn rebase(
    from: &Instrument,
    revision: &[Change],
    changes: &[Change],
) -> Result<Vec<Fate>, ApplyError> {
    check(from, changes)?;
    let to = apply_naming_parts(from, revision)?;
    let mut rebaser = Rebaser::new(from, revision, &to);
    let ground = grounded(from, changes);
    Ok(changes
        .iter()
        .zip(&ground)
        .map(|(change, ground)| rebaser.fate(change, ground))
        .collect())
}

/// The changes of the next revision, from changes and their fates.
///
/// Changes of words come first and in the order in which they stood in the text: two that were
/// apart may have come to one point, and there the list decides.
#[must_use]
pub fn carried(changes: &[Change], fates: &[Fate]) -> Vec<Change> {
    let mut order: Vec<usize> = (0..changes.len()).collect();
    order.sort_by_key(|at| match &changes[*at] {
        Change::Replace { start, end, .. } => (false, *start, *end),
        _ => (true, 0, 0),
    });
    let carried = order.into_iter().filter_map(|at| match &fates[at] {
        Fate::Carried(now) => Some(now),
        _ => None,
    });
    carried.flatten().cloned().collect()
}

struct Rebaser<'r> {
    from: &'r Instrument,
    revision: &'r [Change],
    /// The revision's changes as the rule of collision wants them.
    ground: Vec<Change>,
    to: &'r Applied,
    /// Indices of the revision's replacements of each provision, sorted by range.
    edits: HashMap<&'r ProvisionId, Vec<usize>>,
    structural: Vec<usize>,
    moved: HashSet<&'r ProvisionId>,
    arrivals: HashMap<&'r Place, Vec<&'r ProvisionId>>,
    children: Vec<Vec<usize>>,
    /// The proposal's own additions: the id that each has now, if it was carried.
    own: HashMap<ProvisionId, Option<ProvisionId>>,
}

impl<'r> Rebaser<'r> {
    fn new(from: &'r Instrument, revision: &'r [Change], to: &'r Applied) -> Rebaser<'r> {
        let mut rebaser = Rebaser {
            from,
            revision,
            ground: grounded(from, revision),
            to,
            edits: HashMap::new(),
            structural: Vec::new(),
            moved: HashSet::new(),
            arrivals: HashMap::new(),
            children: from.children(),
            own: HashMap::new(),
        };
        for (index, change) in revision.iter().enumerate() {
            match change {
                Change::Replace { provision, .. } => {
                    rebaser.edits.entry(provision).or_default().push(index);
                }
                Change::Add { id, place, .. } => {
                    rebaser.arrivals.entry(place).or_default().push(id);
                }
                Change::Move { provision, place } => {
                    rebaser.moved.insert(provision);
                    rebaser.arrivals.entry(place).or_default().push(provision);
                    rebaser.structural.push(index);
                }
                Change::Suppress { .. } | Change::Keep { .. } => rebaser.structural.push(index),
            }
        }
        for edits in rebaser.edits.values_mut() {
            edits.sort_by_key(|index| range(&revision[*index]));
        }
        rebaser
    }

    fn fate(&mut self, change: &Change, ground: &Change) -> Fate {
        match change {
            Change::Replace {
                provision,
                start,
                end,
                with,
            } => self.replacement(change, provision, (*start, *end), with),
            Change::Add { .. } => self.addition(change),
            Change::Suppress {
                provision,
                joined_into,
            } => {
                if self.to.instrument.get(provision).is_none() {
                    return Fate::Satisfied;
                }
                let target_gone = joined_into
                    .as_ref()
                    .is_some_and(|into| self.to.instrument.get(into).is_none());
                if target_gone {
                    return Fate::Orphaned(OrphanReason::JoinTargetSuppressed);
                }
                let mut with = self.colliding(change);
                with.extend(self.arrivals_inside(provision));
                with.sort_unstable();
                with.dedup();
                match with.is_empty() {
                    true => Fate::Carried(vec![change.clone()]),
                    false => Fate::Conflicting(with),
                }
            }
            Change::Keep { provision } => match self.to.instrument.get(provision) {
                None => Fate::Orphaned(OrphanReason::Suppressed),
                Some(_) => self.unless_colliding(change),
            },
            Change::Move { provision, place } => self.movement(change, ground, provision, place),
        }
    }

    fn unless_colliding(&self, change: &Change) -> Fate {
        match self.colliding(change) {
            with if with.is_empty() => Fate::Carried(vec![change.clone()]),
            with => Fate::Conflicting(with),
        }
    }

    /// What the revision put inside a provision: a suppression asked for before would take it
    /// away unseen.
    fn arrivals_inside(&self, provision: &ProvisionId) -> Vec<usize> {
        let everything = 0..self.revision.len();
        let arrives = |i: &usize| match &self.ground[*i] {
            Change::Add { place, .. } | Change::Move { place, .. } => place
                .parent
                .as_ref()
                .is_some_and(|to| is_within(self.from, to, provision)),
            _ => false,
        };
        everything.filter(arrives).collect()
    }

    fn colliding(&self, change: &Change) -> Vec<usize> {
        let everything = 0..self.revision.len();
        everything
            .filter(|i| collide(self.from, change, &self.ground[*i]).is_some())
            .collect()
    }

    fn replacement(
        &self,
        change: &Change,
        provision: &ProvisionId,
        (start, end): (u32, u32),
        with: &Text,
    ) -> Fate {
        if self.to.instrument.get(provision).is_none() {
            return Fate::Orphaned(OrphanReason::Suppressed);
        }
        let edits = self.edits.get(provision).map_or(&[][..], Vec::as_slice);
        if edits.iter().any(|index| self.revision[*index] == *change) {
            return Fate::Satisfied;
        }
        let by_words: Vec<usize> = edits
            .iter()
            .copied()
            .filter(|index| collide(self.from, change, &self.revision[*index]).is_some())
            .collect();
        if !by_words.is_empty() && self.says_the_same(provision, (start, end), with, &by_words) {
            return Fate::Satisfied;
        }
        let mut colliding = by_words;
        let others = self.structural.iter().copied();
        colliding
            .extend(others.filter(|i| collide(self.from, change, &self.revision[*i]).is_some()));
        if !colliding.is_empty() {
            return Fate::Conflicting(colliding);
        }
        let (provision, shift) = self.landing(provision, start, edits);
        let moved = |offset: u32| {
            u32::try_from(i64::from(offset) + shift).expect("what is carried stays inside the text")
        };
        Fate::Carried(vec![Change::Replace {
            provision,
            start: moved(start),
            end: moved(end),
            with: with.clone(),
        }])
    }

    /// Whether the revision's edits that collide with a change have its outcome over all that
    /// they touch.
    fn says_the_same(
        &self,
        provision: &ProvisionId,
        range_of_change: (u32, u32),
        with: &Text,
        edits: &[usize],
    ) -> bool {
        let text = &self
            .from
            .get(provision)
            .expect("the change was checked")
            .text;
        let ranges = edits.iter().map(|index| range(&self.revision[*index]));
        let (start, end) = ranges.fold(range_of_change, |hull, other| {
            (hull.0.min(other.0), hull.1.max(other.1))
        });
        let base = text.slice(start, end);
        let asked = [(range_of_change.0 - start, range_of_change.1 - start, with)];
        let done = edits
            .iter()
            .filter_map(|index| match &self.revision[*index] {
                Change::Replace {
                    start: s,
                    end: e,
                    with,
                    ..
                } => Some((s - start, e - start, with)),
                _ => None,
            });
        replaced(&base, asked) == replaced(&base, done)
    }

    /// In which part of the provision what starts at an offset now stands, and by how much it
    /// has moved.
    fn landing(&self, provision: &ProvisionId, start: u32, edits: &[usize]) -> (ProvisionId, i64) {
        let mut shift = 0_i64;
        let mut part = 0;
        for index in edits {
            let Change::Replace {
                start: s,
                end: e,
                with,
                ..
            } = &self.revision[*index]
            else {
                continue;
            };
            if *e > start {
                break;
            }
            let breaks = with.split_at_breaks();
            if breaks.len() > 1 {
                part += breaks.len() - 1;
                let last = breaks.last().map_or(0, Text::len);
                shift = i64::from(last) - i64::from(*e);
            } else {
                shift += i64::from(with.len()) - i64::from(e - s);
            }
        }
        match part {
            0 => (provision.clone(), shift),
            _ => (self.to.parts[provision][part - 1].clone(), shift),
        }
    }

    fn movement(
        &self,
        change: &Change,
        ground: &Change,
        provision: &ProvisionId,
        place: &Place,
    ) -> Fate {
        if self.to.instrument.get(provision).is_none() {
            return Fate::Orphaned(OrphanReason::Suppressed);
        }
        if self.revision.contains(change) {
            return Fate::Satisfied;
        }
        // Into an addition and next to it are one place once grounded, and two moves still.
        let with: Vec<usize> = (0..self.revision.len())
            .filter(|i| {
                let other = &self.ground[*i];
                ground == other || collide(self.from, ground, other).is_some()
            })
            .collect();
        if !with.is_empty() {
            return Fate::Conflicting(with);
        }
        match self.place(place) {
            Ok(place) => {
                let parts = self.to.parts.get(provision).into_iter().flatten();
                let whole = [provision].into_iter().chain(parts);
                let moves = whole.map(|part| Change::Move {
                    provision: part.clone(),
                    place: place.clone(),
                });
                Fate::Carried(moves.collect())
            }
            Err(reason) => Fate::Orphaned(reason),
        }
    }

    fn addition(&mut self, change: &Change) -> Fate {
        let Change::Add {
            id,
            place,
            kind,
            label,
            text,
        } = change
        else {
            unreachable!("only additions come here")
        };
        let said = self.revision.iter().find_map(|other| match other {
            Change::Add {
                id,
                place: p,
                kind: k,
                text: t,
                ..
            } if (p, k, t) == (place, kind, text) => Some(id),
            _ => None,
        });
        if let Some(known) = said {
            self.own.insert(id.clone(), Some(known.clone()));
            return Fate::Satisfied;
        }
        match self.place(place) {
            Ok(place) => {
                let new = self.free_id(id);
                self.own.insert(id.clone(), Some(new.clone()));
                Fate::Carried(vec![Change::Add {
                    id: new,
                    place,
                    kind: *kind,
                    label: label.clone(),
                    text: text.clone(),
                }])
            }
            Err(reason) => {
                self.own.insert(id.clone(), None);
                Fate::Orphaned(reason)
            }
        }
    }

    fn free_id(&self, id: &ProvisionId) -> ProvisionId {
        let taken = |id: &ProvisionId| {
            self.to.instrument.get(id).is_some() || self.own.values().flatten().any(|own| own == id)
        };
        let mut candidate = id.clone();
        let mut number = 1;
        while taken(&candidate) {
            number += 1;
            candidate = ProvisionId::new(format!("{id}-{number}"));
        }
        candidate
    }

    /// A place in the next revision.
    fn place(&self, place: &Place) -> Result<Place, OrphanReason> {
        let Some(parent) = &place.parent else {
            return Ok(Place {
                parent: None,
                after: self.anchor(place),
            });
        };
        match self.own.get(parent) {
            Some(Some(own)) => Ok(Place {
                parent: Some(own.clone()),
                after: None,
            }),
            Some(None) => Err(OrphanReason::Dependent),
            None if self.to.instrument.get(parent).is_none() => {
                Err(OrphanReason::ContainerSuppressed)
            }
            None => Ok(Place {
                parent: Some(parent.clone()),
                after: self.anchor(place),
            }),
        }
    }

    /// The sibling to stand after: the one named if it stays, else what stands before it now.
    fn anchor(&self, place: &Place) -> Option<ProvisionId> {
        let after = place.after.as_ref()?;
        let owner = match &place.parent {
            None => self.from.len(),
            Some(parent) => self.from.position(parent)?,
        };
        let siblings = &self.children[owner];
        let position = self.from.position(after)?;
        let rank = siblings.iter().position(|sibling| *sibling == position)?;
        for rank in (0..=rank).rev() {
            let id = &self.from.provisions()[siblings[rank]].id;
            if self.to.instrument.get(id).is_some() && !self.moved.contains(id) {
                let last_part = self.to.parts.get(id).and_then(|parts| parts.last());
                return Some(last_part.unwrap_or(id).clone());
            }
            let before = rank.checked_sub(1).map(|rank| siblings[rank]);
            let slot = Place {
                parent: place.parent.clone(),
                after: before.map(|at| self.from.provisions()[at].id.clone()),
            };
            let arrived = self.arrivals.get(&slot).into_iter().flatten().rev();
            let mut standing = arrived.filter(|id| self.to.instrument.get(id).is_some());
            if let Some(id) = standing.next() {
                let last_part = self.to.parts.get(*id).and_then(|parts| parts.last());
                return Some(last_part.unwrap_or(id).clone());
            }
        }
        None
    }
}

fn range(change: &Change) -> (u32, u32) {
    match change {
        Change::Replace { start, end, .. } => (*start, *end),
        _ => (0, 0),
    }
}
