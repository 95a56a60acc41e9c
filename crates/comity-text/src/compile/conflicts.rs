//! Conflicts: the pairs of proposals that collide themselves, not those that share a region.

use std::collections::HashMap;

use super::Conflict;
use super::regions::connected;
use crate::instrument::Instrument;
use crate::kernel::ranges_collide;
use crate::quotient::Quotient;

/// All conflicts, sorted by provision and proposals, each once.
pub(super) fn conflicts(
    base: &Instrument,
    quotient: &Quotient<'_>,
    position_of: &[usize],
) -> Vec<Conflict> {
    let mut found = Pairs::default();
    words_against_words(quotient, &mut found);
    suppressions(base, quotient, &mut found);
    moves(base, quotient, &mut found);
    requests_to_keep(quotient, &mut found);
    let mut conflicts: Vec<Conflict> = Vec::new();
    for (at, mut pairs) in found.by_provision {
        pairs.sort_unstable();
        pairs.dedup();
        conflicts.extend(pairs.into_iter().map(|(first, second)| Conflict {
            provision: position_of[at],
            first: first as usize,
            second: second as usize,
        }));
    }
    conflicts.sort_unstable();
    conflicts
}

#[derive(Default)]
struct Pairs {
    by_provision: HashMap<usize, Vec<(u32, u32)>>,
}

impl Pairs {
    fn add(&mut self, at: usize, some: &[usize], others: &[usize]) {
        let pairs = self.by_provision.entry(at).or_default();
        let narrow = |proposal: usize| u32::try_from(proposal).expect("fewer than 2^32 proposals");
        for one in some {
            for other in others.iter().filter(|other| *other != one) {
                pairs.push((narrow(*one.min(other)), narrow(*one.max(other))));
            }
        }
    }
}

fn words_against_words(quotient: &Quotient<'_>, found: &mut Pairs) {
    for (at, distinct) in &quotient.replacements {
        for group in connected(distinct) {
            for (place, change) in group.iter().enumerate() {
                for other in &group[place + 1..] {
                    if other.start > change.end {
                        break;
                    }
                    if ranges_collide(change.range(), other.range()) {
                        found.add(*at, &change.proposals, &other.proposals);
                    }
                }
            }
        }
    }
}

/// A suppression against every change of words, move and request to keep of its provision and
/// of what it contains.
fn suppressions(base: &Instrument, quotient: &Quotient<'_>, found: &mut Pairs) {
    let parents = base.parents();
    for at in 0..base.len() {
        let mut others: Vec<usize> = Vec::new();
        for change in quotient.replacements.get(&at).into_iter().flatten() {
            others.extend(&change.proposals);
        }
        for (_, proposals) in quotient.moves.get(&at).into_iter().flatten() {
            others.extend(proposals);
        }
        others.extend(quotient.keeps.get(&at).into_iter().flatten());
        if others.is_empty() {
            continue;
        }
        others.sort_unstable();
        others.dedup();
        let mut outer = Some(at);
        while let Some(container) = outer {
            for by in quotient
                .suppressions
                .get(&container)
                .into_iter()
                .flat_map(|by| by.values())
            {
                found.add(at, by, &others);
            }
            outer = parents[container];
        }
    }
}

/// A move against every other move of its provision or of an ancestor of its target.
fn moves(base: &Instrument, quotient: &Quotient<'_>, found: &mut Pairs) {
    let parents = base.parents();
    for (at, moves) in &quotient.moves {
        for (rank, (place, proposals)) in moves.iter().enumerate() {
            for (_, others) in &moves[rank + 1..] {
                found.add(*at, proposals, others);
            }
            let mut outer = quotient.base_parent(place).and_then(|id| base.position(id));
            while let Some(container) = outer {
                for (_, others) in quotient.moves.get(&container).into_iter().flatten() {
                    found.add(*at, proposals, others);
                }
                outer = parents[container];
            }
        }
    }
}

/// A request to keep against every change of words and move of its provision; suppressions are
/// found with them.
fn requests_to_keep(quotient: &Quotient<'_>, found: &mut Pairs) {
    for (at, keep) in &quotient.keeps {
        for change in quotient.replacements.get(at).into_iter().flatten() {
            found.add(*at, keep, &change.proposals);
        }
        for (_, proposals) in quotient.moves.get(at).into_iter().flatten() {
            found.add(*at, keep, proposals);
        }
    }
}
