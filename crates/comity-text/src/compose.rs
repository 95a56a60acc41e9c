//! Compose: two steps as one.

use std::collections::HashMap;

use crate::change::{Change, Place};
use crate::diff::structure::{self, Hint, Matching};
use crate::instrument::{Instrument, Provision, ProvisionId};
use crate::kernel::{Applied, ApplyError, apply_naming_parts, is_within, replacements_of};
use crate::text::{BREAK, Text};

/// The changes that do at once what `first` and then `second` do.
///
/// Words that neither step touched stay untouched, so what can be carried over both can be
/// carried over the composition. The one exception: where `first` splits a provision and
/// `second` moves or suppresses one of its parts, that can only be said as words that go and a
/// provision that comes.
///
/// # Errors
/// When `first` does not apply to `base`, or `second` to the result.
pub fn compose(
    base: &Instrument,
    first: &[Change],
    second: &[Change],
) -> Result<Vec<Change>, ApplyError> {
    let middle = apply_naming_parts(base, first)?;
    let last = apply_naming_parts(&middle.instrument, second)?;
    let folded = fold(base, &middle, &last);
    let mut changes = Vec::new();
    for provision in base.provisions() {
        let Some(position) = folded.instrument.position(&provision.id) else {
            continue;
        };
        let whole = &folded.instrument.provisions()[position].text;
        let edits = match folded.exact.get(&provision.id) {
            Some(parts) => composed_edits(provision, first, &middle, second, parts),
            None => coarse_edit(&provision.text, whole),
        };
        changes.extend(edits.into_iter().map(|(start, end, with)| Change::Replace {
            provision: provision.id.clone(),
            start,
            end,
            with,
        }));
    }
    let joined = joined_by(base, first, second);
    let base_of = folded
        .instrument
        .provisions()
        .iter()
        .map(|p| base.position(&p.id))
        .collect();
    let moves = first
        .iter()
        .chain(second)
        .filter(|c| matches!(c, Change::Move { .. }));
    let matching = Matching {
        base,
        result: &folded.instrument,
        base_of,
        joined,
        moved: moves
            .filter_map(|change| base.position(change.provision()))
            .collect(),
    };
    let hints = Hints {
        base,
        children: base.children(),
        first: places(first),
        second: places(second),
        middle: &middle.instrument,
        part_of: &folded.part_of,
    };
    changes.extend(structure::changes_with_hints(
        &matching,
        |at| folded.instrument.provisions()[at].id.clone(),
        |_, id| hints.of(id),
    ));
    Ok(changes)
}

/// The result with the parts of each split provision of the base put back into one.
struct Folded {
    instrument: Instrument,
    /// For each provision of the base whose words can be followed exactly: the ids, in the
    /// middle, of itself and the parts split off by the first step.
    exact: HashMap<ProvisionId, Vec<ProvisionId>>,
    /// For each folded part the provision that it is a part of.
    part_of: HashMap<ProvisionId, ProvisionId>,
}

/// Says where an arrival of either step goes among the siblings of the base.
struct Hints<'c> {
    base: &'c Instrument,
    children: Vec<Vec<usize>>,
    first: HashMap<&'c ProvisionId, &'c Place>,
    second: HashMap<&'c ProvisionId, &'c Place>,
    middle: &'c Instrument,
    part_of: &'c HashMap<ProvisionId, ProvisionId>,
}

impl Hints<'_> {
    fn of(&self, id: &ProvisionId) -> Hint {
        let second = self.second.get(id);
        let Some(place) = second.or_else(|| self.first.get(id)) else {
            return Hint::AfterPrevious;
        };
        let after = match &place.after {
            None => None,
            Some(after) => {
                let whole = self.part_of.get(after).unwrap_or(after);
                if self.base.get(whole).is_none() {
                    return Hint::AfterPrevious;
                }
                Some(whole)
            }
        };
        match second {
            Some(_) => self.beyond_what_is_gone(place.parent.as_ref(), after),
            None => Hint::After(after.cloned()),
        }
    }

    /// The second step cannot see the siblings that the first took away: what it puts after a
    /// sibling comes after those that stood there, up to the next thing that the first put there.
    fn beyond_what_is_gone(
        &self,
        parent: Option<&ProvisionId>,
        after: Option<&ProvisionId>,
    ) -> Hint {
        let owner = match parent {
            None => self.base.len(),
            Some(parent) => match self.base.position(parent) {
                Some(owner) => owner,
                None => return Hint::AfterPrevious,
            },
        };
        let ids = self.children[owner]
            .iter()
            .map(|at| &self.base.provisions()[*at].id);
        let mut ids = ids.peekable();
        if let Some(after) = after
            && !ids.by_ref().any(|id| id == after)
        {
            return Hint::AfterPrevious;
        }
        let mut last = after;
        let first_put_something_after = |last: Option<&ProvisionId>| {
            let mut places = self.first.values();
            places.any(|place| place.parent.as_ref() == parent && place.after.as_ref() == last)
        };
        while !first_put_something_after(last)
            && let Some(id) =
                ids.next_if(|id| self.middle.get(id).is_none() || self.first.contains_key(id))
        {
            last = Some(id);
        }
        Hint::After(last.cloned())
    }
}

fn places(changes: &[Change]) -> HashMap<&ProvisionId, &Place> {
    let places = changes.iter().filter_map(|change| match change {
        Change::Add { place, .. } | Change::Move { place, .. } => Some((change.provision(), place)),
        _ => None,
    });
    places.collect()
}

fn fold(base: &Instrument, middle: &Applied, last: &Applied) -> Folded {
    let result = &last.instrument;
    let mut exact = HashMap::new();
    let mut part_of: HashMap<ProvisionId, ProvisionId> = HashMap::new();
    for provision in base.provisions() {
        let split_off = middle.parts.get(&provision.id).into_iter().flatten();
        let parts: Vec<&ProvisionId> = [&provision.id].into_iter().chain(split_off).collect();
        let finest: Vec<&ProvisionId> = parts
            .iter()
            .flat_map(|part| {
                [*part]
                    .into_iter()
                    .chain(last.parts.get(*part).into_iter().flatten())
            })
            .collect();
        if is_contiguous(result, &finest) {
            exact.insert(provision.id.clone(), parts.into_iter().cloned().collect());
            let rest = finest.into_iter().skip(1);
            part_of.extend(rest.map(|part| (part.clone(), provision.id.clone())));
        }
    }
    let mut provisions: Vec<Provision> = Vec::with_capacity(result.len());
    let mut position_of: HashMap<&ProvisionId, usize> = HashMap::new();
    for provision in result.provisions() {
        match part_of.get(&provision.id) {
            Some(origin) => {
                let whole = &mut provisions[position_of[origin]].text;
                whole.push(&Text::plain(BREAK.to_string()));
                whole.push(&provision.text);
            }
            None => {
                position_of.insert(&provision.id, provisions.len());
                provisions.push(provision.clone());
            }
        }
    }
    let instrument = Instrument::new(provisions).expect("folded parts contain nothing");
    Folded {
        instrument,
        exact,
        part_of,
    }
}

/// Whether provisions stand as the parts of a split one do: each right after the one before it
/// and all that the first contains, in one parent, nothing inside the others.
fn is_contiguous(instrument: &Instrument, ids: &[&ProvisionId]) -> bool {
    let positions: Option<Vec<usize>> = ids.iter().map(|id| instrument.position(id)).collect();
    let Some(positions) = positions else {
        return false;
    };
    let provisions = instrument.provisions();
    let contains = |at: usize| {
        let next = provisions.get(at + 1);
        next.is_some_and(|next| next.parent.as_ref() == Some(&provisions[at].id))
    };
    let parent = &provisions[positions[0]].parent;
    let gap_is_inside = |pair: &[usize]| {
        let between = &provisions[pair[0] + 1..pair[1]];
        between
            .iter()
            .all(|other| is_within(instrument, &other.id, ids[0]))
    };
    positions.is_sorted()
        && positions.windows(2).all(gap_is_inside)
        && positions.iter().all(|at| provisions[*at].parent == *parent)
        && positions.iter().skip(1).all(|at| !contains(*at))
}

fn joined_by(base: &Instrument, first: &[Change], second: &[Change]) -> HashMap<usize, usize> {
    let joins = first
        .iter()
        .chain(second)
        .filter_map(|change| match change {
            Change::Suppress {
                provision,
                joined_into: Some(into),
            } => base.position(provision).zip(base.position(into)),
            _ => None,
        });
    joins.collect()
}

/// A stretch of words: kept from the base, or new.
#[derive(Clone, Debug)]
enum Stretch {
    Kept(u32, u32),
    New(Text),
}

impl Stretch {
    fn len(&self) -> u32 {
        match self {
            Stretch::Kept(start, end) => end - start,
            Stretch::New(text) => text.len(),
        }
    }

    fn cut(&self, from: u32, to: u32) -> Stretch {
        match self {
            Stretch::Kept(start, _) => Stretch::Kept(start + from, start + to),
            Stretch::New(text) => Stretch::New(text.slice(from, to)),
        }
    }
}

type Edits = Vec<(u32, u32, Text)>;

fn edits_of(id: &ProvisionId, changes: &[Change]) -> Edits {
    let found = replacements_of(id, changes).into_iter();
    found
        .map(|(start, end, with)| (start, end, with.clone()))
        .collect()
}

fn composed_edits(
    provision: &Provision,
    first: &[Change],
    middle: &Applied,
    second: &[Change],
    parts: &[ProvisionId],
) -> Edits {
    let mut stretches = vec![Stretch::Kept(0, provision.text.len())];
    stretches = edited(stretches, &edits_of(&provision.id, first));
    let mut edits = Vec::new();
    let mut offset = 0;
    for part in parts {
        let own = edits_of(part, second).into_iter();
        edits.extend(own.map(|(start, end, with)| (start + offset, end + offset, with)));
        let text = &middle
            .instrument
            .get(part)
            .expect("the part is in the middle")
            .text;
        offset += text.len() + 1;
    }
    gaps(&edited(stretches, &edits), provision.text.len())
}

/// Stretches after edits at offsets in them.
///
/// Empty kept stretches mark both ends of every kept one, so that two edits that only touch
/// stay two.
fn edited(stretches: Vec<Stretch>, edits: &Edits) -> Vec<Stretch> {
    let mut out = Vec::with_capacity(stretches.len() + 2 * edits.len());
    let mut pending = edits.iter().peekable();
    let (mut gone_from, mut gone_to) = (0, 0);
    for (at, piece) in cut_at_edits(stretches, edits) {
        if piece.len() == 0 {
            if at <= gone_from || at >= gone_to {
                out.push(piece);
            }
            continue;
        }
        while let Some((start, end, with)) = pending.next_if(|edit| edit.0 <= at) {
            if *start == gone_to
                && let Stretch::Kept(kept, _) = piece
            {
                out.push(Stretch::Kept(kept, kept));
            }
            out.push(Stretch::New(with.clone()));
            (gone_from, gone_to) = (*start, *end);
        }
        if at >= gone_to {
            out.push(piece);
        }
    }
    out.extend(pending.map(|(_, _, with)| Stretch::New(with.clone())));
    out
}

/// Stretches with their offsets, cut wherever an edit starts or ends, kept ones marked.
fn cut_at_edits(stretches: Vec<Stretch>, edits: &Edits) -> Vec<(u32, Stretch)> {
    let mut cuts: Vec<u32> = edits
        .iter()
        .flat_map(|(start, end, _)| [*start, *end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::with_capacity(stretches.len() * 3 + cuts.len());
    let mut at = 0;
    for stretch in stretches {
        let end = at + stretch.len();
        if let Stretch::Kept(start, _) = stretch {
            pieces.push((at, Stretch::Kept(start, start)));
        }
        let mut from = at;
        let first = cuts.partition_point(|cut| *cut <= at);
        for to in cuts[first..]
            .iter()
            .copied()
            .take_while(|cut| *cut < end)
            .chain([end])
        {
            if from < to {
                pieces.push((from, stretch.cut(from - at, to - at)));
            }
            from = to;
        }
        if let Stretch::Kept(_, stop) = stretch {
            pieces.push((end, Stretch::Kept(stop, stop)));
        }
        at = end;
    }
    pieces
}

/// The edits between kept stretches.
fn gaps(stretches: &[Stretch], len: u32) -> Edits {
    let mut edits = Vec::new();
    let (mut from, mut with) = (0, Text::default());
    for stretch in stretches.iter().chain([&Stretch::Kept(len, len)]) {
        match stretch {
            Stretch::New(text) => with.push(text),
            Stretch::Kept(start, end) => {
                if from < *start || !with.is_empty() {
                    edits.push((from, *start, std::mem::take(&mut with)));
                }
                from = *end;
            }
        }
    }
    edits
}

/// One edit from a text to another, without what both share at their ends.
fn coarse_edit(base: &Text, result: &Text) -> Edits {
    if base == result {
        return Vec::new();
    }
    let shorter = base.len().min(result.len());
    let mut head = 0;
    while head < shorter && base.slice(head, head + 1) == result.slice(head, head + 1) {
        head += 1;
    }
    let mut tail = 0;
    while tail < shorter - head
        && base.slice(base.len() - tail - 1, base.len() - tail)
            == result.slice(result.len() - tail - 1, result.len() - tail)
    {
        tail += 1;
    }
    vec![(
        head,
        base.len() - tail,
        result.slice(head, result.len() - tail),
    )]
}
