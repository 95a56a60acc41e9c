//! The sequential rule of Phragmén, exactly.
//!
//! A participant's load is that of the last chosen statement they approve of: there are at most as
//! many different loads as chosen statements, and what decides is how many of a statement's
//! supporters bear which. So nothing is added up in the order of participants. Never here: a guess
//! that was not checked; floats only say what need not be looked at closely.
//!
//! Start at [`choose`].

use super::Approvals;
use super::natural::Natural;

/// By how much two loads may differ, as a share, before the exact ones are compared: far above
/// what 64 additions of floats can lose, far below what differs by chance.
const CLOSE: f64 = 1e-9;

/// The candidates in their order of choice.
pub(super) fn choose(approvals: &Approvals<'_>, size: usize) -> Vec<usize> {
    let mut rule = Rule {
        approvals,
        loads: Loads {
            over: Natural::one(),
            exact: Vec::new(),
            near: Vec::new(),
        },
        last: vec![0; approvals.positions.participants()],
    };
    let supporters = approvals.supporters.iter().enumerate();
    let able = supporters.filter(|it| *it.1 > 0);
    // The least load with which each candidate could be chosen: loads only ever grow.
    let mut waiting: Vec<(f64, usize)> = able.map(|it| (1.0 / f64::from(*it.1), it.0)).collect();
    let mut chosen = Vec::new();
    while chosen.len() < size && !waiting.is_empty() {
        let (at, bid) = rule.next(&mut waiting);
        waiting.remove(at);
        rule.take(&bid);
        chosen.push(bid.candidate);
    }
    chosen
}

/// The loads of those whose last chosen statement is the first, the second …
struct Loads {
    /// What all exact loads are parts of.
    over: Natural,
    exact: Vec<Natural>,
    near: Vec<f64>,
}

/// What a candidate would do if it came next.
struct Bid {
    candidate: usize,
    supporters: u64,
    /// How many of its supporters bear no load, the first one, the second …
    bearing: Vec<u64>,
    near: f64,
}

impl Loads {
    /// The burden of a bid: one, and all loads of its supporters.
    fn burden(&self, bid: &Bid) -> Natural {
        let mut sum = self.over.clone();
        for (load, count) in self.exact.iter().zip(&bid.bearing[1..]) {
            sum.add_times(load, *count);
        }
        sum
    }

    /// Whether one bid comes before another.
    fn before(&self, one: &Bid, two: &Bid) -> bool {
        if (one.near - two.near).abs() > CLOSE * two.near {
            return one.near < two.near;
        }
        let (left, right) = (self.burden(one), self.burden(two));
        let order = left.times(two.supporters).cmp(&right.times(one.supporters));
        order.then(one.candidate.cmp(&two.candidate)).is_lt()
    }
}

struct Rule<'a, 'b> {
    approvals: &'a Approvals<'b>,
    loads: Loads,
    /// Which chosen statement each participant last approved of: 0 none, 1 the first …
    last: Vec<u8>,
}

impl Rule<'_, '_> {
    fn bid(&self, candidate: usize) -> Bid {
        let mut bearing = vec![0_u64; self.loads.exact.len() + 1];
        for participant in self.approvals.supporters(candidate) {
            bearing[usize::from(self.last[participant])] += 1;
        }
        let borne = bearing[1..].iter().zip(&self.loads.near);
        let sum = borne.fold(1.0, |sum, (count, load)| sum + *count as f64 * load);
        let supporters = u64::from(self.approvals.supporters[candidate]);
        Bid {
            candidate,
            supporters,
            bearing,
            near: sum / supporters as f64,
        }
    }

    /// The next one to be chosen, and where it waits. Only those are looked at whose least load is not
    /// above the best found so far.
    fn next(&self, waiting: &mut [(f64, usize)]) -> (usize, Bid) {
        waiting.sort_by(|one, two| one.0.total_cmp(&two.0).then(one.1.cmp(&two.1)));
        let mut best: Option<(usize, Bid)> = None;
        for (at, place) in waiting.iter_mut().enumerate() {
            let beyond = |it: &(usize, Bid)| place.0 > it.1.near * (1.0 + CLOSE);
            if best.as_ref().is_some_and(beyond) {
                break;
            }
            let bid = self.bid(place.1);
            place.0 = bid.near * (1.0 - CLOSE);
            let better = |it: &(usize, Bid)| self.loads.before(&bid, &it.1);
            if best.as_ref().is_none_or(better) {
                best = Some((at, bid));
            }
        }
        best.expect("someone waits")
    }

    /// Chooses whose bid it is: its supporters now bear its load.
    fn take(&mut self, bid: &Bid) {
        let burden = self.loads.burden(bid);
        for load in &mut self.loads.exact {
            *load = load.times(bid.supporters);
        }
        self.loads.over = self.loads.over.times(bid.supporters);
        self.loads.exact.push(burden);
        self.loads.near.push(bid.near);
        let number = u8::try_from(self.loads.exact.len()).expect("a slate is short");
        for participant in self.approvals.supporters(bid.candidate) {
            self.last[participant] = number;
        }
    }
}
