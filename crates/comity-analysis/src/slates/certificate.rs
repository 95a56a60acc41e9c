//! Whom a slate leaves out: the certificate of EJR+, or the violation, named.
//!
//! Never here: how a slate was made. Any slate can be tried.
//!
//! Start at [`Certificate`].

use super::{Approvals, PIECE_COLUMNS, Slate};
use crate::pieces;

/// Whom a slate represents.
///
/// EJR+ (Brill and Peters 2023): with K statements for n participants, a group of at least ℓ · n / K
/// who all approve of one statement that was not chosen is entitled that at least one of them finds
/// ℓ statements of theirs on the slate. So for every statement outside the slate and every ℓ from 1
/// to K, fewer than ℓ · n / K of its supporters may find fewer than ℓ. It is checked for all of them;
/// the one that comes nearest to a violation, or is the worst one, is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// How many statements were asked for: K.
    pub size: usize,
    /// All participants, those who agreed with nothing included.
    pub participants: usize,
    /// Those who approve of at least one statement that may be chosen.
    pub agreeing: usize,
    /// Those who approve of at least one statement on the slate.
    pub covered: usize,
    /// The group with the largest claim; `None` where nobody approves of any statement outside the
    /// slate, or no statement was asked for.
    pub worst: Option<Group>,
}

/// A group that could claim more of a slate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// The statement outside the slate that all of them approve of.
    pub statement: u32,
    /// Each of them finds fewer than this many statements of theirs on the slate: ℓ.
    pub level: usize,
    /// How many they are.
    pub people: usize,
}

/// Who is n: of whom a share is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// All participants.
    All,
    /// Those who approve of at least one statement that may be chosen. They are fewer, so that a
    /// group's claim is larger: the stricter reading.
    Agreeing,
}

impl Certificate {
    /// n, as a number of participants.
    #[must_use]
    pub fn total(&self, among: Among) -> usize {
        match among {
            Among::All => self.participants,
            Among::Agreeing => self.agreeing,
        }
    }

    /// The share, from 0 to 1, who approve of at least one statement on the slate; `None` of nobody.
    #[must_use]
    pub fn coverage(&self, among: Among) -> Option<f64> {
        let total = self.total(among);
        (total > 0).then(|| self.covered as f64 / total as f64)
    }

    /// The worst group's size as a part of what would entitle it: people · K / (ℓ · n). From 1 on it
    /// is a violation. `None` where no group has a claim.
    #[must_use]
    pub fn ratio(&self, among: Among) -> Option<f64> {
        let worst = self.worst?;
        let needed = worst.level as f64 * self.total(among) as f64;
        Some(worst.people as f64 * self.size as f64 / needed)
    }

    /// Whether the slate fulfils EJR+, in whole numbers.
    #[must_use]
    pub fn holds(&self, among: Among) -> bool {
        let total = self.total(among) as u128;
        self.worst.is_none_or(|worst| {
            (worst.people as u128) * (self.size as u128) < (worst.level as u128) * total
        })
    }
}

pub(super) fn of(approvals: &Approvals<'_>, slate: &Slate) -> Certificate {
    let mut chosen = vec![false; approvals.order.len()];
    let mut held = vec![0_u8; approvals.positions.participants()];
    let mut places = vec![None; approvals.positions.statements()];
    for (candidate, statement) in approvals.order.iter().enumerate() {
        places[*statement as usize] = Some(candidate);
    }
    for statement in &slate.statements {
        let candidate = places[*statement as usize].expect("a slate has what can be chosen");
        assert!(!chosen[candidate], "a slate has each statement once");
        chosen[candidate] = true;
        for participant in approvals.supporters(candidate) {
            held[participant] += 1;
        }
    }
    let others = (0..chosen.len()).filter(|it| !chosen[*it]);
    // No claim is larger than all supporters at the first level: who cannot reach the claim of the
    // largest crowd need not be asked.
    let crowd = others.clone().max_by_key(|it| approvals.supporters[*it]);
    let floor = crowd.and_then(|it| claim(approvals, it, &held, slate.size));
    let reaches = |it: &usize| {
        let most = approvals.supporters[*it] as usize;
        floor.is_none_or(|floor| most * floor.level >= floor.people)
    };
    let others: Vec<usize> = others.filter(reaches).collect();
    let ranges = pieces::ranges(others.len(), PIECE_COLUMNS);
    let found = pieces::in_order(ranges.len(), |at| {
        let each = others[ranges[at].clone()].iter();
        let claims = each.filter_map(|it| claim(approvals, *it, &held, slate.size));
        claims.reduce(larger)
    });
    Certificate {
        size: slate.size,
        participants: approvals.positions.participants(),
        agreeing: approvals.agreeing,
        covered: held.iter().filter(|it| **it > 0).count(),
        worst: found.into_iter().flatten().reduce(larger),
    }
}

/// The largest claim of the supporters of a candidate.
fn claim(approvals: &Approvals<'_>, candidate: usize, held: &[u8], size: usize) -> Option<Group> {
    let mut holding = vec![0_usize; size + 1];
    for participant in approvals.supporters(candidate) {
        holding[usize::from(held[participant])] += 1;
    }
    let mut people = 0;
    let claims = (1..=size).map(|level| {
        people += holding[level - 1];
        Group {
            statement: approvals.order[candidate],
            level,
            people,
        }
    });
    claims.filter(|it| it.people > 0).reduce(larger)
}

/// The group with more people for each statement it could claim; of equals the first.
fn larger(one: Group, two: Group) -> Group {
    let (left, right) = (one.people * two.level, two.people * one.level);
    if right > left { two } else { one }
}
