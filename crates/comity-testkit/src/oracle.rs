//! The rules of collision and of reading a compilation, once more, by brute force.
//!
//! Each sentence of the rule is one function here, tried on every pair of changes. This is slow
//! on purpose: it is what the engine is compared with, and a delegate can check it against the
//! rule line by line. Never here: a call to the engine's diff, kernel or compilation.
//!
//! Start at [`colliding`].

use std::collections::{BTreeMap, BTreeSet};

use comity_text::compile::Piece;
use comity_text::{Change, Compilation, Instrument, Place, Proposal, ProvisionId, Style, Text};

/// A provision and two proposals that collide in it; the proposals in code-point order.
pub type Collision = (ProvisionId, String, String);

/// Every collision between different proposals, by trying every pair of their changes.
///
/// The provision named is the one that both change; where a provision is suppressed with all
/// it contains, the contained one that the other proposal changes; where two moves are in each
/// other's way, the moved one whose target lies in the other.
#[must_use]
pub fn colliding(base: &Instrument, proposals: &[Proposal]) -> BTreeSet<Collision> {
    let trees: Vec<_> = proposals.iter().map(|own| Tree::new(base, own)).collect();
    let mut found = BTreeSet::new();
    for (at, first) in proposals.iter().enumerate() {
        for (further, second) in proposals.iter().enumerate().skip(at + 1) {
            let (low, high) = match first.id <= second.id {
                true => (first, second),
                false => (second, first),
            };
            for (one, other) in pairs(&first.changes, &second.changes) {
                for provision in collide((&trees[at], one), (&trees[further], other)) {
                    found.insert((provision, low.id.clone(), high.id.clone()));
                }
            }
        }
    }
    found
}

fn pairs<'a>(
    ones: &'a [Change],
    others: &'a [Change],
) -> impl Iterator<Item = (&'a Change, &'a Change)> {
    ones.iter()
        .flat_map(move |one| others.iter().map(move |other| (one, other)))
}

/// The conflicts that a compilation lists, in the shape of [`colliding`].
#[must_use]
pub fn flagged(compilation: &Compilation) -> BTreeSet<Collision> {
    let name = |index: usize| compilation.proposals[index].id.clone();
    let listed = compilation.conflicts.iter().map(|conflict| {
        let (first, second) = (name(conflict.first), name(conflict.second));
        let provision = compilation.provisions[conflict.provision].id.clone();
        match first <= second {
            true => (provision, first, second),
            false => (provision, second, first),
        }
    });
    listed.collect()
}

/// The text that a proposal asks for in a provision of a compilation, breaks included: its own
/// outcome where it has one, the base where not. Both are indices in the compilation.
#[must_use]
pub fn text_of(compilation: &Compilation, provision: usize, proposal: usize) -> Text {
    let mut text = Text::default();
    for piece in &compilation.provisions[provision].pieces {
        match piece {
            Piece::Text(words) => text.push(words),
            Piece::Region(region) => {
                let own = region
                    .alternatives
                    .iter()
                    .find(|alternative| alternative.proposals.contains(&proposal));
                text.push(own.map_or(&region.base, |alternative| &alternative.text));
            }
        }
    }
    text
}

/// What the base says in a provision of a compilation, by its index.
#[must_use]
pub fn base_of(compilation: &Compilation, provision: usize) -> Text {
    let mut text = Text::default();
    for piece in &compilation.provisions[provision].pieces {
        match piece {
            Piece::Text(words) => text.push(words),
            Piece::Region(region) => text.push(&region.base),
        }
    }
    text
}

/// The replacements of one proposal applied to one text without emphasis, from its end to its
/// start. Each is (start, end, what to put there), in scalar values of the text as it was.
#[must_use]
pub fn naive_apply(text: &str, replaces: &[(u32, u32, &str)]) -> String {
    let replaces = replaces
        .iter()
        .map(|(start, end, with)| (*start, *end, with.chars().collect()))
        .collect();
    put_in(text.chars().collect(), replaces)
        .into_iter()
        .collect()
}

/// The replacements that a proposal asks for in one provision applied to its text, emphasis
/// included, from its end to its start. Breaks stay in the result as they are.
#[must_use]
pub fn naive_apply_styled(text: &Text, provision: &ProvisionId, changes: &[Change]) -> Text {
    let mut replaces = Vec::new();
    for change in changes {
        match change {
            Change::Replace {
                provision: changed,
                start,
                end,
                with,
            } if changed == provision => replaces.push((*start, *end, letters(with))),
            _ => {}
        }
    }
    let mut out = Text::default();
    for (letter, style) in put_in(letters(text), replaces) {
        out.push_str(letter.encode_utf8(&mut [0; 4]), style);
    }
    out
}

fn put_in<T>(mut letters: Vec<T>, mut replaces: Vec<(u32, u32, Vec<T>)>) -> Vec<T> {
    replaces.sort_by_key(|(start, end, _)| (*start, *end));
    for (start, end, with) in replaces.into_iter().rev() {
        letters.splice(start as usize..end as usize, with);
    }
    letters
}

fn letters(text: &Text) -> Vec<(char, Style)> {
    let mut letters: Vec<_> = text
        .as_str()
        .chars()
        .map(|letter| (letter, Style::PLAIN))
        .collect();
    for span in text.spans() {
        for letter in &mut letters[span.start as usize..span.end as usize] {
            letter.1 = span.style;
        }
    }
    letters
}

/// What stands inside what, for one proposal: the base, and the provisions that it adds.
struct Tree<'a> {
    parents: BTreeMap<&'a ProvisionId, Option<&'a ProvisionId>>,
}

impl<'a> Tree<'a> {
    fn new(base: &'a Instrument, proposal: &'a Proposal) -> Tree<'a> {
        let mut parents = BTreeMap::new();
        for change in &proposal.changes {
            if let Change::Add { id, place, .. } = change {
                parents.insert(id, place.parent.as_ref());
            }
        }
        for provision in base.provisions() {
            parents.insert(&provision.id, provision.parent.as_ref());
        }
        Tree { parents }
    }

    /// Whether a provision is the other or stands in it, however deep.
    fn stands_in(&self, provision: &ProvisionId, other: &ProvisionId) -> bool {
        let mut at = Some(provision);
        while let Some(here) = at {
            if here == other {
                return true;
            }
            at = self.parents.get(here).copied().flatten();
        }
        false
    }
}

/// One change, with the tree that its proposal sees.
type Asked<'a> = (&'a Tree<'a>, &'a Change);

/// The provisions in which two changes of different proposals collide.
fn collide(one: Asked<'_>, other: Asked<'_>) -> Vec<ProvisionId> {
    if same(one.1, other.1) {
        return Vec::new();
    }
    let mut found: Vec<_> = words_collide(one.1, other.1).into_iter().collect();
    for (this, that) in [(one, other), (other, one)] {
        found.extend(suppressed_under(this, that));
        found.extend(kept_as_it_is(this.1, that.1));
        found.extend(moved_into_what_moves(this, that));
    }
    found.extend(moved_elsewhere(one.1, other.1));
    found
}

/// Equal changes are one change: the same provision, the same range, the same result.
fn same(one: &Change, other: &Change) -> bool {
    match (one, other) {
        (
            Change::Replace {
                provision: p,
                start: s,
                end: e,
                with: w,
            },
            Change::Replace {
                provision,
                start,
                end,
                with,
            },
        ) => {
            p == provision
                && (s, e) == (start, end)
                && w.as_str() == with.as_str()
                && w.spans() == with.spans()
        }
        (
            Change::Suppress {
                provision: p,
                joined_into: j,
            },
            Change::Suppress {
                provision,
                joined_into,
            },
        ) => p == provision && j == joined_into,
        (
            Change::Move {
                provision: p,
                place: a,
            },
            Change::Move { provision, place },
        ) => p == provision && same_place(a, place),
        (Change::Keep { provision: p }, Change::Keep { provision }) => p == provision,
        _ => false,
    }
}

fn same_place(one: &Place, other: &Place) -> bool {
    one.parent == other.parent && one.after == other.after
}

/// Two changes of words collide when their half-open ranges intersect, when one inserts
/// strictly inside the other's range, or when both insert at one point.
fn words_collide(one: &Change, other: &Change) -> Option<ProvisionId> {
    let (
        Change::Replace {
            provision,
            start: s1,
            end: e1,
            ..
        },
        Change::Replace {
            provision: changed,
            start: s2,
            end: e2,
            ..
        },
    ) = (one, other)
    else {
        return None;
    };
    if provision != changed {
        return None;
    }
    let intersect = (*s1..*e1).any(|at| (*s2..*e2).contains(&at));
    let inserts_inside = |(s, e): (u32, u32), (from, to): (u32, u32)| s == e && from < s && s < to;
    let inside = inserts_inside((*s1, *e1), (*s2, *e2)) || inserts_inside((*s2, *e2), (*s1, *e1));
    let at_one_point = s1 == e1 && s2 == e2 && s1 == s2;
    (intersect || inside || at_one_point).then(|| provision.clone())
}

/// A suppression collides with every modification, move and NOC of its provision and of what
/// it contains.
fn suppressed_under((tree, sup): Asked<'_>, (_, other): Asked<'_>) -> Option<ProvisionId> {
    let Change::Suppress { provision, .. } = sup else {
        return None;
    };
    match other {
        Change::Replace {
            provision: inner, ..
        }
        | Change::Move {
            provision: inner, ..
        }
        | Change::Keep { provision: inner } => {
            tree.stands_in(inner, provision).then(|| inner.clone())
        }
        Change::Suppress { .. } | Change::Add { .. } => None,
    }
}

/// A NOC collides with every change to its provision.
fn kept_as_it_is(noc: &Change, other: &Change) -> Option<ProvisionId> {
    let Change::Keep { provision } = noc else {
        return None;
    };
    match other {
        Change::Replace {
            provision: changed, ..
        }
        | Change::Suppress {
            provision: changed, ..
        }
        | Change::Move {
            provision: changed, ..
        } => (changed == provision).then(|| provision.clone()),
        Change::Keep { .. } | Change::Add { .. } => None,
    }
}

/// A move collides with every other move of its provision.
fn moved_elsewhere(one: &Change, other: &Change) -> Option<ProvisionId> {
    match (one, other) {
        (
            Change::Move { provision, .. },
            Change::Move {
                provision: moved, ..
            },
        ) => (provision == moved).then(|| provision.clone()),
        _ => None,
    }
}

/// A move collides with every move of an ancestor of its target, the target's parent included.
fn moved_into_what_moves((tree, one): Asked<'_>, (_, other): Asked<'_>) -> Option<ProvisionId> {
    match (one, other) {
        (
            Change::Move { provision, place },
            Change::Move {
                provision: moved, ..
            },
        ) => {
            let parent = place.parent.as_ref()?;
            tree.stands_in(parent, moved).then(|| provision.clone())
        }
        _ => None,
    }
}
