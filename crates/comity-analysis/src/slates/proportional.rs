//! Proportional approval voting: greedily, then by exchanges.
//!
//! What a statement adds is a sum of parts 1, ½, ⅓ … over its supporters. The parts are counted as
//! whole numbers of their smallest common unit, so that sums are exact in any order. Never here: a
//! claim that the slate is the best of all.
//!
//! Start at [`choose`].

use std::cmp::Reverse;

use super::{Approvals, PIECE_COLUMNS, Slate};
use crate::pieces;

/// After how many exchanges the search ends: each one improves the sum, but nobody has shown that
/// there are few. The real conversations that we tried needed none.
const MOST_EXCHANGES: usize = 1_000;

/// A slate by proportional approval voting, and how it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Proportional {
    /// The slate, in the order of the statements' keys.
    pub slate: Slate,
    /// Σ H(|A ∩ W|) over all participants.
    pub score: f64,
    /// How many statements were exchanged after the greedy choice.
    pub exchanges: usize,
    /// Whether no exchange of one statement for another would improve the sum: true unless the
    /// search was ended after 1,000 exchanges.
    pub settled: bool,
}

pub(super) fn choose(approvals: &Approvals<'_>, size: usize) -> Proportional {
    let units = Units::up_to(size + 1);
    let chosen = greedy(approvals, &units, size);
    let mut search = Search::new(approvals, units, chosen);
    let mut exchanges = 0;
    let mut settled = false;
    while !settled && exchanges < MOST_EXCHANGES {
        match search.best() {
            Some(exchange) => {
                search.exchange(&exchange);
                exchanges += 1;
            }
            None => settled = true,
        }
    }
    let score = search.score();
    let mut chosen = search.chosen;
    chosen.sort_unstable();
    Proportional {
        slate: approvals.slate(size, &chosen),
        score,
        exchanges,
        settled,
    }
}

/// The parts 1, ½, ⅓ … in units of which each is a whole number.
struct Units {
    /// How many units one is.
    one: u128,
    /// `parts[k]` is 1 / (k + 1).
    parts: Vec<u128>,
}

impl Units {
    fn up_to(most: usize) -> Units {
        let most = most as u128;
        let one = (1..=most).fold(1, |all, it| all / common(all, it) * it);
        let parts = (1..=most).map(|it| one / it).collect();
        Units { one, parts }
    }

    fn worth(&self, counts: &[u64]) -> u128 {
        let each = counts.iter().zip(&self.parts);
        each.map(|(count, part)| u128::from(*count) * part).sum()
    }
}

/// The greatest common divisor.
fn common(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { common(b, a % b) }
}

/// One candidate after the other, each time the one that adds most.
fn greedy(approvals: &Approvals<'_>, units: &Units, size: usize) -> Vec<usize> {
    let supporters = approvals.supporters.iter().enumerate();
    let able = supporters.filter(|it| *it.1 > 0);
    // The most that each could add: with every choice a candidate adds less or the same.
    let most = |it: u32| u128::from(it) * units.one;
    let mut waiting: Vec<(u128, usize)> = able.map(|it| (most(*it.1), it.0)).collect();
    let mut held = vec![0_u8; approvals.positions.participants()];
    let mut chosen = Vec::new();
    while chosen.len() < size && !waiting.is_empty() {
        waiting.sort_unstable_by_key(|it| (Reverse(it.0), it.1));
        let mut best: Option<(u128, usize, usize)> = None;
        for (at, place) in waiting.iter_mut().enumerate() {
            if best.is_some_and(|it| place.0 < it.0) {
                break;
            }
            let mut counts = vec![0_u64; chosen.len() + 1];
            for participant in approvals.supporters(place.1) {
                counts[usize::from(held[participant])] += 1;
            }
            place.0 = units.worth(&counts);
            let better =
                |it: (u128, usize, usize)| place.0 > it.0 || place.0 == it.0 && place.1 < it.1;
            if best.is_none_or(better) {
                best = Some((place.0, place.1, at));
            }
        }
        let (_, candidate, at) = best.expect("someone waits");
        waiting.remove(at);
        for participant in approvals.supporters(candidate) {
            held[participant] += 1;
        }
        chosen.push(candidate);
    }
    chosen
}

/// A slate that may still be improved.
struct Search<'a, 'b> {
    approvals: &'a Approvals<'b>,
    units: Units,
    chosen: Vec<usize>,
    /// Which of the chosen each participant approves of, a bit each.
    held: Vec<u64>,
}

/// One of the chosen, by its place, goes, and a candidate comes.
#[derive(Clone, Copy)]
struct Exchange {
    gain: i128,
    comes: usize,
    place: usize,
    goes: usize,
}

impl Exchange {
    /// What is larger the better the exchange is: of equal gains the earlier candidate comes, and
    /// then the later one goes.
    fn key(&self) -> (i128, Reverse<usize>, usize) {
        (self.gain, Reverse(self.comes), self.goes)
    }
}

impl<'a, 'b> Search<'a, 'b> {
    fn new(approvals: &'a Approvals<'b>, units: Units, chosen: Vec<usize>) -> Search<'a, 'b> {
        let mut held = vec![0; approvals.positions.participants()];
        for (place, candidate) in chosen.iter().enumerate() {
            for participant in approvals.supporters(*candidate) {
                held[participant] |= 1_u64 << place;
            }
        }
        Search {
            approvals,
            units,
            chosen,
            held,
        }
    }

    /// Σ H(|A ∩ W|): each participant who holds at least k of the chosen adds 1/k.
    fn score(&self) -> f64 {
        let mut holding = vec![0_u64; self.chosen.len() + 1];
        for held in &self.held {
            holding[held.count_ones() as usize] += 1;
        }
        let mut more = holding.iter().sum::<u64>();
        let reached = holding.iter().map(|count| {
            more -= count;
            more
        });
        let reached: Vec<u64> = reached.collect();
        self.units.worth(&reached) as f64 / self.units.one as f64
    }

    /// The exchange that improves the sum most, if any does.
    fn best(&self) -> Option<Exchange> {
        let losses: Vec<u128> = self.chosen.iter().map(|it| self.loss(*it)).collect();
        let mut others = vec![true; self.approvals.order.len()];
        for candidate in &self.chosen {
            others[*candidate] = false;
        }
        // What comes adds at most one for each supporter: if that does not make up for the smallest
        // loss, nobody need be asked.
        let least = losses.iter().min()?;
        let most = |it: usize| u128::from(self.approvals.supporters[it]) * self.units.one;
        let others: Vec<usize> = (0..others.len())
            .filter(|it| others[*it] && most(*it) > *least)
            .collect();
        let ranges = pieces::ranges(others.len(), PIECE_COLUMNS);
        let found = pieces::in_order(ranges.len(), |at| {
            let each = others[ranges[at].clone()].iter();
            each.filter_map(|it| self.best_for(*it, &losses))
                .max_by_key(Exchange::key)
        });
        found.into_iter().flatten().max_by_key(Exchange::key)
    }

    /// What is lost when one of the chosen goes.
    fn loss(&self, candidate: usize) -> u128 {
        let mut counts = vec![0_u64; self.chosen.len()];
        for participant in self.approvals.supporters(candidate) {
            counts[self.held[participant].count_ones() as usize - 1] += 1;
        }
        self.units.worth(&counts)
    }

    /// The best exchange for a candidate, if one improves the sum.
    ///
    /// What comes adds 1/(h + 1) for each supporter who holds h of the chosen; where the supporter
    /// also held what goes, it is 1/h instead.
    fn best_for(&self, comes: usize, losses: &[u128]) -> Option<Exchange> {
        let width = self.chosen.len() + 1;
        let mut counts = vec![0_u64; width];
        let mut shared = vec![0_u32; width * self.chosen.len()];
        for participant in self.approvals.supporters(comes) {
            let mut held = self.held[participant];
            let number = held.count_ones() as usize;
            counts[number] += 1;
            while held != 0 {
                shared[held.trailing_zeros() as usize * width + number] += 1;
                held &= held - 1;
            }
        }
        let alone = self.units.worth(&counts);
        let each = self.chosen.iter().enumerate().map(|(place, goes)| {
            let mut more = 0;
            for number in 1..width {
                let count = u128::from(shared[place * width + number]);
                more += count * (self.units.parts[number - 1] - self.units.parts[number]);
            }
            let whole = |it: u128| i128::try_from(it).expect("sums stay far below 2¹²⁷");
            Exchange {
                gain: whole(alone + more) - whole(losses[place]),
                comes,
                place,
                goes: *goes,
            }
        });
        each.filter(|it| it.gain > 0).max_by_key(Exchange::key)
    }

    fn exchange(&mut self, exchange: &Exchange) {
        let bit = 1_u64 << exchange.place;
        for participant in self.approvals.supporters(exchange.goes) {
            self.held[participant] &= !bit;
        }
        for participant in self.approvals.supporters(exchange.comes) {
            self.held[participant] |= bit;
        }
        self.chosen[exchange.place] = exchange.comes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slates::MAX_SLATE_STATEMENTS;

    #[test]
    fn the_sums_of_the_longest_slate_fit() {
        let units = Units::up_to(MAX_SLATE_STATEMENTS + 1);
        let all: u128 = units.parts.iter().sum();
        let people = crate::positions::MAX_INDEX as u128;
        assert!(all.checked_mul(2 * people).unwrap() < i128::MAX as u128);
        for (at, part) in units.parts.iter().enumerate() {
            assert_eq!(part * (at as u128 + 1), units.one);
        }
    }
}
