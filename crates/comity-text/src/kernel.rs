//! The kernel: apply, collide, count. All that a replay needs, and frozen with the format.
//!
//! It works on explicit offsets with integers alone and never cuts text into words, so what a
//! record means cannot change when the software that proposes changes gets better at it.
//!
//! Start at [`apply`]; [`collide`] is the rule on which the compilation and the merge stand.

use std::collections::{BTreeMap, HashMap, HashSet};

use thiserror::Error;

use crate::change::{Change, Place};
use crate::instrument::{Instrument, Kind, Provision, ProvisionId};
use crate::text::Text;

/// Why changes cannot be applied to an instrument.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ApplyError {
    /// A change names a provision that the instrument does not have.
    #[error("there is no provision {0}")]
    UnknownProvision(ProvisionId),
    /// A change names offsets outside the provision.
    #[error("{provision} has {len} characters; {start} to {end} is outside it")]
    OutOfRange {
        /// The provision.
        provision: ProvisionId,
        /// The first scalar value named.
        start: u32,
        /// One past the last scalar value named.
        end: u32,
        /// The length of the provision in scalar values.
        len: u32,
    },
    /// Two changes of words overlap.
    #[error("two changes of {provision} overlap at character {at}")]
    Overlap {
        /// The provision.
        provision: ProvisionId,
        /// Where the second starts, in scalar values.
        at: u32,
    },
    /// A provision is suppressed and changed, or moved twice.
    #[error("{0} is changed in two ways that exclude each other")]
    Contradiction(ProvisionId),
    /// A provision is to be added under an id that is in use.
    #[error("the id {0} is in use")]
    DuplicateId(ProvisionId),
    /// A place names a sibling that does not stand in the parent it names.
    #[error("there is no such place for {0}")]
    NoSuchPlace(ProvisionId),
    /// A provision would come to stand inside itself.
    #[error("{0} would stand inside itself")]
    InsideItself(ProvisionId),
}

/// The instrument after the changes of one proposal, or of several that do not collide.
///
/// Provisions keep their ids. The first part of a split provision keeps the id and the
/// children; the parts after it get the id with `.1`, `.2`, … appended. What was placed inside a
/// suppressed provision comes to stand where that provision stood.
///
/// # Errors
/// When a change does not fit the instrument or contradicts another one of the list.
pub fn apply(base: &Instrument, changes: &[Change]) -> Result<Instrument, ApplyError> {
    apply_naming_parts(base, changes).map(|applied| applied.instrument)
}

/// What applying changes gives.
pub struct Applied {
    /// The instrument after the changes.
    pub instrument: Instrument,
    /// For each split provision the ids of the parts after the first.
    pub parts: HashMap<ProvisionId, Vec<ProvisionId>>,
}

/// As [`apply()`], saying also which provisions were split into which parts.
///
/// # Errors
/// As [`apply()`].
pub fn apply_naming_parts(base: &Instrument, changes: &[Change]) -> Result<Applied, ApplyError> {
    let plan = Plan::new(base, changes)?;
    let mut out = Emission {
        plan: &plan,
        children: base.children(),
        taken: base
            .provisions()
            .iter()
            .map(|p| p.id.clone())
            .chain(plan.added.keys().map(|id| (*id).clone()))
            .collect(),
        provisions: Vec::with_capacity(base.len() + plan.added.len()),
        parts: HashMap::new(),
        emitted: HashSet::new(),
    };
    out.inside(None, None, None)?;
    for change in changes {
        if let Change::Add { .. } | Change::Move { .. } = change
            && !out.emitted.contains(change.provision())
        {
            return Err(ApplyError::InsideItself(change.provision().clone()));
        }
    }
    let instrument =
        Instrument::new(out.provisions).expect("an emission is in reading order, ids once each");
    Ok(Applied {
        instrument,
        parts: out.parts,
    })
}

/// Whether changes apply to an instrument, without building the result where that can be told
/// from the changes alone.
///
/// # Errors
/// As [`apply`].
pub fn check(base: &Instrument, changes: &[Change]) -> Result<(), ApplyError> {
    let plan = Plan::new(base, changes)?;
    if !plan.moved.is_empty() {
        return apply(base, changes).map(|_| ());
    }
    for at in plan.edits.keys() {
        let mut outer = base.get(&base.provisions()[*at].id);
        while let Some(provision) = outer {
            let position = base.position(&provision.id).expect("it is of the base");
            if plan.suppressed.contains(&position) {
                return Err(ApplyError::Contradiction(base.provisions()[*at].id.clone()));
            }
            outer = provision.parent.as_ref().and_then(|id| base.get(id));
        }
    }
    Ok(())
}

/// Whether two distinct changes of different proposals collide, and in which provision.
///
/// Half-open ranges that intersect, an insertion strictly inside a range, two insertions at one
/// point; a suppression with every change of words, move and request to keep of its provision
/// and of what it contains; a move with every other move of its provision or of an ancestor of
/// its target; a request to keep with every change of its provision. Equal changes are one
/// change and do not collide; neither do additions.
#[must_use]
pub fn collide(base: &Instrument, a: &Change, b: &Change) -> Option<ProvisionId> {
    if a == b {
        return None;
    }
    one_way(base, a, b).or_else(|| one_way(base, b, a))
}

/// Changes with every move's target named by a provision of the base: what goes into a provision
/// that the same list adds goes where that one goes. [`collide`] wants changes in this form.
///
/// Two moves may be equal in this form and differ as they were: they exclude each other.
#[must_use]
pub fn grounded(base: &Instrument, changes: &[Change]) -> Vec<Change> {
    let mut over: HashMap<&ProvisionId, Option<&ProvisionId>> = HashMap::new();
    let mut out = Vec::with_capacity(changes.len());
    for change in changes {
        let ground = |parent: Option<&ProvisionId>| match parent {
            Some(id) if base.get(id).is_none() => over.get(id).copied().flatten().cloned(),
            other => other.cloned(),
        };
        match change {
            Change::Move { provision, place } => out.push(Change::Move {
                provision: provision.clone(),
                place: Place {
                    parent: ground(place.parent.as_ref()),
                    after: place.after.clone(),
                },
            }),
            other => out.push(other.clone()),
        }
        if let Change::Add { id, place, .. } = change {
            let parent = match &place.parent {
                Some(parent) if base.get(parent).is_none() => over.get(parent).copied().flatten(),
                parent => parent.as_ref(),
            };
            over.insert(id, parent);
        }
    }
    out
}

fn one_way(base: &Instrument, a: &Change, b: &Change) -> Option<ProvisionId> {
    let hit = match (a, b) {
        (
            Change::Replace {
                provision: p,
                start: s,
                end: e,
                ..
            },
            Change::Replace {
                provision: q,
                start: t,
                end: f,
                ..
            },
        ) => p == q && ranges_collide((*s, *e), (*t, *f)),
        (
            Change::Suppress {
                provision: outer, ..
            },
            Change::Replace {
                provision: inner, ..
            }
            | Change::Move {
                provision: inner, ..
            }
            | Change::Keep { provision: inner },
        ) => is_within(base, inner, outer),
        (
            Change::Move {
                provision: p,
                place,
            },
            Change::Move { provision: q, .. },
        ) => {
            p == q
                || place
                    .parent
                    .as_ref()
                    .is_some_and(|to| is_within(base, to, q))
        }
        (
            Change::Replace { provision: p, .. } | Change::Move { provision: p, .. },
            Change::Keep { provision: q },
        ) => p == q,
        _ => false,
    };
    hit.then(|| match (a, b) {
        (Change::Suppress { .. }, inner) => inner.provision().clone(),
        _ => a.provision().clone(),
    })
}

/// Whether two ranges of scalar values collide; an empty range is an insertion.
///
/// Ranges that only touch do not.
#[must_use]
pub fn ranges_collide((s, e): (u32, u32), (t, f): (u32, u32)) -> bool {
    match (s == e, t == f) {
        (true, true) => s == t,
        (true, false) => t < s && s < f,
        (false, true) => s < t && t < e,
        (false, false) => s < f && t < e,
    }
}

/// Whether `inner` is `outer` or stands inside it.
#[must_use]
pub fn is_within(base: &Instrument, inner: &ProvisionId, outer: &ProvisionId) -> bool {
    let mut at = Some(inner);
    while let Some(id) = at {
        if id == outer {
            return true;
        }
        at = base.get(id).and_then(|provision| provision.parent.as_ref());
    }
    false
}

/// How much changes do, in scalar values and provisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Scalar values inserted into provisions of the base.
    pub inserted: u64,
    /// Scalar values deleted from provisions of the base that stay.
    pub deleted: u64,
    /// Provisions added.
    pub added: u64,
    /// Provisions suppressed by name.
    pub suppressed: u64,
    /// Provisions moved by name.
    pub moved: u64,
}

/// Counts what changes do.
#[must_use]
pub fn count(changes: &[Change]) -> Count {
    let mut count = Count::default();
    for change in changes {
        match change {
            Change::Replace {
                start, end, with, ..
            } => {
                count.inserted += u64::from(with.len());
                count.deleted += u64::from(end - start);
            }
            Change::Add { .. } => count.added += 1,
            Change::Suppress { .. } => count.suppressed += 1,
            Change::Move { .. } => count.moved += 1,
            Change::Keep { .. } => {}
        }
    }
    count
}

/// The words of a provision after the replacements that changes make in it, breaks included.
///
/// Replacements that do not fit the provision are cut to it.
#[must_use]
pub fn replaced_text(provision: &Provision, changes: &[Change]) -> Text {
    replaced(&provision.text, replacements_of(&provision.id, changes))
}

/// The replacements that changes make in one provision, as start, end and what to put there,
/// sorted by start and then by end.
pub(crate) fn replacements_of<'c>(
    id: &ProvisionId,
    changes: &'c [Change],
) -> Vec<(u32, u32, &'c Text)> {
    let mut found: Vec<(u32, u32, &Text)> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Replace {
                provision,
                start,
                end,
                with,
            } if provision == id => Some((*start, *end, with)),
            _ => None,
        })
        .collect();
    found.sort_by_key(|edit| (edit.0, edit.1));
    found
}

/// A text with replacements of it, sorted by their start and then by their end.
pub(crate) fn replaced<'a>(
    text: &Text,
    replacements: impl IntoIterator<Item = (u32, u32, &'a Text)>,
) -> Text {
    let mut out = Text::default();
    let mut from = 0;
    for (start, end, with) in replacements {
        out.push(&text.slice(from, start));
        out.push(with);
        from = end;
    }
    out.push(&text.slice(from, text.len()));
    out
}

/// Something that comes to stand at a place.
#[derive(Clone, Copy)]
enum Arrival<'a> {
    Added(&'a ProvisionId),
    Moved(usize),
}

/// What is to happen, sorted by where it happens.
struct Plan<'a> {
    base: &'a Instrument,
    /// By position: of several faults the same one is named every time.
    edits: BTreeMap<usize, Vec<(u32, u32, &'a Text)>>,
    suppressed: HashSet<usize>,
    moved: HashSet<usize>,
    added: HashMap<&'a ProvisionId, (Kind, Option<&'a String>, &'a Text)>,
    arrivals: HashMap<(Option<&'a ProvisionId>, Option<&'a ProvisionId>), Vec<Arrival<'a>>>,
}

impl<'a> Plan<'a> {
    fn new(base: &'a Instrument, changes: &'a [Change]) -> Result<Plan<'a>, ApplyError> {
        let mut plan = Plan {
            base,
            edits: BTreeMap::new(),
            suppressed: HashSet::new(),
            moved: HashSet::new(),
            added: HashMap::new(),
            arrivals: HashMap::new(),
        };
        for change in changes {
            plan.take(change)?;
        }
        for (at, edits) in &mut plan.edits {
            edits.sort_by_key(|edit| (edit.0, edit.1));
            if let Some(pair) = edits.windows(2).find(|pair| pair[1].0 < pair[0].1) {
                let provision = base.provisions()[*at].id.clone();
                return Err(ApplyError::Overlap {
                    provision,
                    at: pair[1].0,
                });
            }
        }
        Ok(plan)
    }

    fn take(&mut self, change: &'a Change) -> Result<(), ApplyError> {
        match change {
            Change::Replace {
                provision,
                start,
                end,
                with,
            } => {
                let at = self.position(provision)?;
                let len = self.base.provisions()[at].text.len();
                if start > end || *end > len {
                    return Err(ApplyError::OutOfRange {
                        provision: provision.clone(),
                        start: *start,
                        end: *end,
                        len,
                    });
                }
                self.edits.entry(at).or_default().push((*start, *end, with));
            }
            Change::Suppress { provision, .. } => {
                let at = self.position(provision)?;
                self.suppressed.insert(at);
            }
            Change::Keep { provision } => {
                self.position(provision)?;
            }
            Change::Add {
                id,
                place,
                kind,
                label,
                text,
            } => {
                let known = self.base.position(id).is_some();
                if known
                    || self
                        .added
                        .insert(id, (*kind, label.as_ref(), text))
                        .is_some()
                {
                    return Err(ApplyError::DuplicateId(id.clone()));
                }
                self.arrive(id, place, Arrival::Added(id))?;
            }
            Change::Move { provision, place } => {
                let at = self.position(provision)?;
                if !self.moved.insert(at) {
                    return Err(ApplyError::Contradiction(provision.clone()));
                }
                self.arrive(provision, place, Arrival::Moved(at))?;
            }
        }
        Ok(())
    }

    fn position(&self, id: &ProvisionId) -> Result<usize, ApplyError> {
        self.base
            .position(id)
            .ok_or_else(|| ApplyError::UnknownProvision(id.clone()))
    }

    fn arrive(
        &mut self,
        id: &ProvisionId,
        place: &'a Place,
        arrival: Arrival<'a>,
    ) -> Result<(), ApplyError> {
        let parent = place.parent.as_ref();
        if let Some(parent) = parent
            && self.base.position(parent).is_none()
            && !self.added.contains_key(parent)
        {
            return Err(ApplyError::UnknownProvision(parent.clone()));
        }
        if let Some(after) = &place.after {
            let sibling = self.position(after)?;
            if self.base.provisions()[sibling].parent.as_ref() != parent {
                return Err(ApplyError::NoSuchPlace(id.clone()));
            }
        }
        let key = (parent, place.after.as_ref());
        self.arrivals.entry(key).or_default().push(arrival);
        Ok(())
    }
}

/// Writes the provisions out in their new order.
struct Emission<'p, 'a> {
    plan: &'p Plan<'a>,
    children: Vec<Vec<usize>>,
    taken: HashSet<ProvisionId>,
    provisions: Vec<Provision>,
    parts: HashMap<ProvisionId, Vec<ProvisionId>>,
    emitted: HashSet<ProvisionId>,
}

impl<'p, 'a> Emission<'p, 'a> {
    /// Everything that stands inside a provision: of the base (`at`), added (`id` alone), or the
    /// instrument itself.
    fn inside(
        &mut self,
        at: Option<usize>,
        id: Option<&'p ProvisionId>,
        parent: Option<&ProvisionId>,
    ) -> Result<(), ApplyError> {
        self.arrivals(id, None, parent)?;
        if id.is_some() && at.is_none() {
            return Ok(());
        }
        let children = self.children[at.unwrap_or(self.plan.base.len())].clone();
        for child in children {
            self.child(child, parent)?;
            let sibling = &self.plan.base.provisions()[child].id;
            self.arrivals(id, Some(sibling), parent)?;
        }
        Ok(())
    }

    fn child(&mut self, at: usize, parent: Option<&ProvisionId>) -> Result<(), ApplyError> {
        let id = &self.plan.base.provisions()[at].id;
        let suppressed = self.plan.suppressed.contains(&at);
        match (self.plan.moved.contains(&at), suppressed) {
            (true, true) => Err(ApplyError::Contradiction(id.clone())),
            (true, false) => Ok(()),
            (false, true) => self.rescue(at, parent),
            (false, false) => self.provision(at, parent),
        }
    }

    fn arrivals(
        &mut self,
        place_parent: Option<&'p ProvisionId>,
        after: Option<&'p ProvisionId>,
        parent: Option<&ProvisionId>,
    ) -> Result<(), ApplyError> {
        let Some(arrivals) = self.plan.arrivals.get(&(place_parent, after)) else {
            return Ok(());
        };
        for arrival in arrivals {
            match *arrival {
                Arrival::Added(id) => {
                    let (kind, label, text) = self.plan.added[id];
                    let parts = self.emit(Provision {
                        id: id.clone(),
                        kind,
                        parent: parent.cloned(),
                        label: label.cloned(),
                        text: text.clone(),
                    });
                    self.inside(None, Some(id), Some(id))?;
                    self.emit_parts(id, kind, parent, parts);
                }
                Arrival::Moved(at) => {
                    let id = &self.plan.base.provisions()[at].id;
                    if self.emitted.contains(id) {
                        return Err(ApplyError::InsideItself(id.clone()));
                    }
                    self.provision(at, parent)?;
                }
            }
        }
        Ok(())
    }

    /// A provision of the base that stays, with what stands inside it.
    fn provision(&mut self, at: usize, parent: Option<&ProvisionId>) -> Result<(), ApplyError> {
        let base = &self.plan.base.provisions()[at];
        let text = match self.plan.edits.get(&at) {
            Some(edits) => replaced(&base.text, edits.iter().copied()),
            None => base.text.clone(),
        };
        let parts = self.emit(Provision {
            parent: parent.cloned(),
            text,
            ..base.clone()
        });
        self.inside(Some(at), Some(&base.id), Some(&base.id))?;
        self.emit_parts(&base.id, base.kind, parent, parts);
        Ok(())
    }

    /// What was placed inside a suppressed provision; contradictions are found on the way.
    fn rescue(&mut self, at: usize, parent: Option<&ProvisionId>) -> Result<(), ApplyError> {
        let id = &self.plan.base.provisions()[at].id;
        if self.plan.edits.contains_key(&at) {
            return Err(ApplyError::Contradiction(id.clone()));
        }
        self.arrivals(Some(id), None, parent)?;
        for child in self.children[at].clone() {
            if !self.plan.moved.contains(&child) {
                self.rescue(child, parent)?;
            }
            let sibling = &self.plan.base.provisions()[child].id;
            self.arrivals(Some(id), Some(sibling), parent)?;
        }
        Ok(())
    }

    /// Writes a provision out up to its first break; gives back what follows it.
    fn emit(&mut self, mut provision: Provision) -> Vec<Text> {
        let mut rest = Vec::new();
        if provision.text.as_str().contains(crate::text::BREAK) {
            rest = provision.text.split_at_breaks();
            provision.text = rest.remove(0);
        }
        self.emitted.insert(provision.id.clone());
        self.provisions.push(provision);
        rest
    }

    /// Writes out the parts of a split provision that follow the first one and what it contains.
    fn emit_parts(
        &mut self,
        id: &ProvisionId,
        kind: Kind,
        parent: Option<&ProvisionId>,
        parts: Vec<Text>,
    ) {
        let mut number = 0;
        for part in parts {
            let part_id = loop {
                number += 1;
                let candidate = ProvisionId::new(format!("{id}.{number}"));
                if self.taken.insert(candidate.clone()) {
                    break candidate;
                }
            };
            let known = self.parts.entry(id.clone()).or_default();
            known.push(part_id.clone());
            self.provisions.push(Provision {
                id: part_id,
                kind,
                parent: parent.cloned(),
                label: None,
                text: part,
            });
        }
    }
}
