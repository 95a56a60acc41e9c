//! What really becomes of a change in the next revision, told from the accepted changes alone.
//!
//! There is one honest answer for every change, so that nobody can be dropped by the choice of a
//! word. It is worked out here with the kernel's rules (where ranges touch, what excludes what)
//! and frozen with them; whoever prepares a revision may find it by any other way.
//!
//! In this order: what is gone leaves a change with nothing to stand on; what the revision says
//! already is satisfied; what excludes an accepted change conflicts; all else is carried, to the
//! words and the place that correspond.

use std::collections::{HashMap, HashSet};

use comity_text::kernel::{collide, is_within, replaced_text};
use comity_text::{Change, Instrument, Place, Provision, ProvisionId, Text};

use super::union::range;
use crate::act::Orphan;

/// What really becomes of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// It is carried, as these changes.
    Carried(Vec<Change>),
    /// The revision says it.
    Satisfied,
    /// It conflicts with these accepted changes.
    Conflicting(Vec<usize>),
    /// It has nothing to stand on.
    Orphaned(Orphan),
}

/// A step from one revision to the next.
pub(super) struct Step<'r> {
    from: &'r Instrument,
    to: &'r Instrument,
    parts: &'r HashMap<ProvisionId, Vec<ProvisionId>>,
    accepted: &'r [Change],
    ground: &'r [Change],
    words: HashMap<&'r ProvisionId, Vec<usize>>,
    /// Everything but changes of words.
    structural: Vec<usize>,
    moved: HashSet<&'r ProvisionId>,
    arrivals: HashMap<&'r Place, Vec<&'r ProvisionId>>,
    children: Vec<Vec<usize>>,
}

/// The additions of one proposal: the id that each has now, unless it found no place.
pub(super) type Own = HashMap<ProvisionId, Option<ProvisionId>>;

impl<'r> Step<'r> {
    /// The step that accepted changes make; `ground` has them as the rule of collision wants
    /// them.
    pub(super) fn new(
        (from, to): (&'r Instrument, &'r Instrument),
        parts: &'r HashMap<ProvisionId, Vec<ProvisionId>>,
        (accepted, ground): (&'r [Change], &'r [Change]),
    ) -> Step<'r> {
        let mut step = Step {
            from,
            to,
            parts,
            accepted,
            ground,
            words: HashMap::new(),
            structural: Vec::new(),
            moved: HashSet::new(),
            arrivals: HashMap::new(),
            children: from.children(),
        };
        for (at, change) in accepted.iter().enumerate() {
            if let Change::Add { place, .. } | Change::Move { place, .. } = change {
                let arrivals = step.arrivals.entry(place).or_default();
                arrivals.push(change.provision());
            }
            match change {
                Change::Replace { provision, .. } => {
                    step.words.entry(provision).or_default().push(at);
                }
                _ => step.structural.push(at),
            }
            if let Change::Move { provision, .. } = change {
                step.moved.insert(provision);
            }
        }
        for edits in step.words.values_mut() {
            edits.sort_by_key(|at| range(&accepted[*at]));
        }
        step
    }

    /// What becomes of a change; `ground` is the change as the rule of collision wants it, `own`
    /// what became of the proposal's additions before it.
    pub(super) fn truth(&self, change: &Change, ground: &Change, own: &mut Own) -> Truth {
        match change {
            Change::Add { id, .. } => {
                let (truth, now) = self.of_addition(change, own);
                own.insert(id.clone(), now);
                truth
            }
            Change::Suppress { provision, .. } if !self.stands(provision) => Truth::Satisfied,
            other if !self.stands(other.provision()) => Truth::Orphaned(Orphan::Suppressed),
            Change::Replace { .. } => self.of_words(change),
            Change::Suppress {
                provision,
                joined_into,
            } => match joined_into {
                Some(into) if !self.stands(into) => Truth::Orphaned(Orphan::JoinTargetSuppressed),
                _ => self.unless(change, |other| {
                    collide(self.from, change, other).is_some()
                        || self.arrives_inside(other, provision)
                }),
            },
            Change::Keep { .. } => {
                self.unless(change, |other| collide(self.from, change, other).is_some())
            }
            Change::Move { provision, place } => {
                self.of_move(change, ground, (provision, place), own)
            }
        }
    }

    fn stands(&self, id: &ProvisionId) -> bool {
        self.to.get(id).is_some()
    }

    /// Carried as it is, unless it excludes something that was accepted.
    fn unless(&self, change: &Change, excludes: impl Fn(&Change) -> bool) -> Truth {
        let against: Vec<usize> = self
            .structural
            .iter()
            .chain(self.words.values().flatten())
            .copied()
            .filter(|at| excludes(&self.ground[*at]))
            .collect();
        match against.is_empty() {
            true => Truth::Carried(vec![change.clone()]),
            false => Truth::Conflicting(against),
        }
    }

    /// A suppression would take away, unseen, what was put inside after it was asked for.
    fn arrives_inside(&self, other: &Change, provision: &ProvisionId) -> bool {
        match other {
            Change::Add { place, .. } | Change::Move { place, .. } => place
                .parent
                .as_ref()
                .is_some_and(|to| is_within(self.from, to, provision)),
            _ => false,
        }
    }

    fn of_words(&self, change: &Change) -> Truth {
        let provision = change.provision();
        let edits = self.words.get(provision).map_or(&[][..], Vec::as_slice);
        let excludes = |at: &usize| collide(self.from, change, &self.ground[*at]).is_some();
        let mut against: Vec<usize> = edits.iter().copied().filter(excludes).collect();
        let accepted = edits.iter().any(|at| self.accepted[*at] == *change);
        if accepted || self.says_it(change, &against) {
            return Truth::Satisfied;
        }
        against.extend(self.structural.iter().copied().filter(excludes));
        match against.is_empty() {
            true => Truth::Carried(vec![self.landed(change, edits)]),
            false => Truth::Conflicting(against),
        }
    }

    /// Whether the edits that a change excludes make the same of all the words that they and it
    /// touch.
    fn says_it(&self, change: &Change, edits: &[usize]) -> bool {
        let Some(whole) = self.from.get(change.provision()) else {
            return false;
        };
        if edits.is_empty() {
            return false;
        }
        let edits: Vec<&Change> = edits.iter().map(|at| &self.accepted[*at]).collect();
        let hull = |edge: (u32, u32), it: &&Change| {
            let (start, end) = range(it);
            (edge.0.min(start), edge.1.max(end))
        };
        let (start, end) = edits.iter().fold(range(change), hull);
        let stretch = Provision {
            text: whole.text.slice(start, end),
            ..whole.clone()
        };
        let within = |it: &Change| shifted(it, start);
        let asked = replaced_text(&stretch, &[within(change)]);
        let made: Vec<Change> = edits.into_iter().map(within).collect();
        asked == replaced_text(&stretch, &made)
    }

    /// A change of words where its words now stand: what stands before it in its provision, as
    /// the revision has it, says in which part and how far from its beginning.
    fn landed(&self, change: &Change, edits: &[usize]) -> Change {
        let Change::Replace {
            provision,
            start,
            end,
            with,
        } = change
        else {
            return change.clone();
        };
        let text = self.from.get(provision).map(|it| it.text.slice(0, *start));
        let before = Provision {
            id: provision.clone(),
            kind: comity_text::Kind::Paragraph,
            parent: None,
            label: None,
            text: text.unwrap_or_default(),
        };
        let edits: Vec<Change> = edits
            .iter()
            .map(|at| self.accepted[*at].clone())
            .take_while(|edit| range(edit).1 <= *start)
            .collect();
        let before = replaced_text(&before, &edits).split_at_breaks();
        let part = match before.len() {
            0 | 1 => Some(provision),
            count => self.parts.get(provision).and_then(|it| it.get(count - 2)),
        };
        let now = before.last().map_or(0, Text::len);
        Change::Replace {
            provision: part.unwrap_or(provision).clone(),
            start: now,
            end: now + (end - start),
            with: with.clone(),
        }
    }

    fn of_move(
        &self,
        change: &Change,
        ground: &Change,
        (provision, place): (&ProvisionId, &Place),
        own: &Own,
    ) -> Truth {
        if self
            .structural
            .iter()
            .any(|at| self.accepted[*at] == *change)
        {
            return Truth::Satisfied;
        }
        // Two moves may be one on the ground and two in what they name: they exclude each other.
        let against =
            |other: &Change| ground == other || collide(self.from, ground, other).is_some();
        match (self.unless(change, against), self.place(place, own)) {
            (Truth::Carried(_), Ok(place)) => {
                let parts = self.parts.get(provision).into_iter().flatten();
                let moves = [provision].into_iter().chain(parts);
                Truth::Carried(
                    moves
                        .map(|part| Change::Move {
                            provision: part.clone(),
                            place: place.clone(),
                        })
                        .collect(),
                )
            }
            (Truth::Carried(_), Err(reason)) => Truth::Orphaned(reason),
            (conflicting, _) => conflicting,
        }
    }

    fn of_addition(&self, change: &Change, own: &Own) -> (Truth, Option<ProvisionId>) {
        let Change::Add {
            id,
            place,
            kind,
            label,
            text,
        } = change
        else {
            return (Truth::Satisfied, None);
        };
        let said = self
            .structural
            .iter()
            .find_map(|at| match &self.accepted[*at] {
                Change::Add {
                    id,
                    place: p,
                    kind: k,
                    text: t,
                    ..
                } if (p, k, t) == (place, kind, text) => Some(id.clone()),
                _ => None,
            });
        if let Some(known) = said {
            return (Truth::Satisfied, Some(known));
        }
        match self.place(place, own) {
            Ok(place) => {
                let new = self.free_id(id, own);
                let now = Change::Add {
                    id: new.clone(),
                    place,
                    kind: *kind,
                    label: label.clone(),
                    text: text.clone(),
                };
                (Truth::Carried(vec![now]), Some(new))
            }
            Err(reason) => (Truth::Orphaned(reason), None),
        }
    }

    /// The id that an addition keeps, with a number where a split has taken it.
    fn free_id(&self, id: &ProvisionId, own: &Own) -> ProvisionId {
        let taken = |id: &ProvisionId| self.stands(id) || own.values().flatten().any(|it| it == id);
        let numbered = (2_u32..).map(|number| ProvisionId::new(format!("{id}-{number}")));
        let mut candidates = std::iter::once(id.clone()).chain(numbered);
        let free = candidates.find(|it| !taken(it));
        free.unwrap_or_else(|| id.clone())
    }

    /// The place that corresponds.
    fn place(&self, place: &Place, own: &Own) -> Result<Place, Orphan> {
        if let Some(parent) = &place.parent {
            match own.get(parent) {
                Some(Some(now)) => {
                    return Ok(Place {
                        parent: Some(now.clone()),
                        after: None,
                    });
                }
                Some(None) => return Err(Orphan::Dependent),
                None if !self.stands(parent) => return Err(Orphan::ContainerSuppressed),
                None => {}
            }
        }
        Ok(Place {
            parent: place.parent.clone(),
            after: self.anchor(place),
        })
    }

    /// What to stand after: of all that was at the place or before it, whether it stood there or
    /// has come there, the last that still does; and of that, the last part.
    fn anchor(&self, place: &Place) -> Option<ProvisionId> {
        let after = self.from.position(place.after.as_ref()?)?;
        let owner = match &place.parent {
            None => self.from.len(),
            Some(parent) => self.from.position(parent)?,
        };
        let siblings = &self.children[owner];
        let rank = siblings.iter().position(|at| *at == after)?;
        let id = |at: usize| &self.from.provisions()[at].id;
        for rank in (0..=rank).rev() {
            let sibling = id(siblings[rank]);
            if self.stands(sibling) && !self.moved.contains(sibling) {
                return Some(self.last_part(sibling));
            }
            let slot = Place {
                parent: place.parent.clone(),
                after: rank.checked_sub(1).map(|rank| id(siblings[rank]).clone()),
            };
            let mut arrived = self.arrivals.get(&slot).into_iter().flatten().rev();
            if let Some(last) = arrived.find(|id| self.stands(id)) {
                return Some(self.last_part(last));
            }
        }
        None
    }

    fn last_part(&self, id: &ProvisionId) -> ProvisionId {
        let parts = self.parts.get(id).and_then(|parts| parts.last());
        parts.unwrap_or(id).clone()
    }
}

/// A change of words, counted from an offset.
fn shifted(change: &Change, by: u32) -> Change {
    match change {
        Change::Replace {
            provision,
            start,
            end,
            with,
        } => Change::Replace {
            provision: provision.clone(),
            start: start.saturating_sub(by),
            end: end.saturating_sub(by),
            with: with.clone(),
        },
        other => other.clone(),
    }
}
