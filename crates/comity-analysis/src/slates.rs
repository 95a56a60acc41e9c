//! Slates: a few statements that stand for everyone, not only for the largest group.
//!
//! The ten statements with the most agreement can be ten times the same view. Here a slate is
//! chosen so that each group of like-minded participants has its part of it, by either of two
//! rules, and for every slate, however it was made, it is worked out whom it leaves out. Who agrees
//! with a statement approves of it; who disagrees, passes or has not seen it does not. So a
//! statement that few have seen is at a disadvantage (Halpern et al. 2023): show this beside it.
//!
//! All that is compared is whole numbers, so that a tie is a tie, and goes by an order of statements
//! that the caller gives. Never here: weights of participants, and what a statement says.
//!
//! Start at [`Approvals`].

mod certificate;
mod natural;
mod phragmen;
mod proportional;
#[cfg(test)]
mod tests;

pub use certificate::{Among, Certificate, Group};
pub use proportional::Proportional;

use crate::pieces;
use crate::positions::{Cell, Positions, Vote};

/// The most statements a slate may have: the harmonic shares of all participants are added exactly
/// in 128 bits up to here, and nobody reads more.
pub const MAX_SLATE_STATEMENTS: usize = 64;

/// How many columns are one piece of work.
const PIECE_COLUMNS: usize = 8;

/// How many rows are one piece of work.
const PIECE_ROWS: usize = 65_536;

/// Who approves of which of the statements that may be chosen.
#[derive(Clone, Debug)]
pub struct Approvals<'a> {
    positions: &'a Positions,
    /// The statements that may be chosen, by their key. Below, a candidate is its place in here.
    order: &'a [u32],
    /// How many approve of each candidate.
    supporters: Vec<u32>,
    /// How many participants approve of any candidate.
    agreeing: usize,
}

/// Some statements that were chosen together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slate {
    /// How many statements were asked for. There are fewer where no others can be chosen.
    pub size: usize,
    /// The statements, as the rule that chose them orders them.
    pub statements: Vec<u32>,
}

impl<'a> Approvals<'a> {
    /// The approvals of the statements that may be chosen. They are named in the order that decides
    /// a tie (say, by a hash of their wording): the earlier one wins. What is not named cannot be
    /// chosen, and no group can claim it.
    ///
    /// # Panics
    /// If a statement is outside the matrix or named twice.
    #[must_use]
    pub fn new(positions: &'a Positions, order: &'a [u32]) -> Approvals<'a> {
        let mut named = vec![false; positions.statements()];
        for statement in order {
            let place = &mut named[*statement as usize];
            assert!(!*place, "a statement is named once");
            *place = true;
        }
        let columns = pieces::ranges(order.len(), PIECE_COLUMNS);
        let supporters = pieces::in_order(columns.len(), |at| {
            let counted = order[columns[at].clone()].iter().map(|it| {
                let column = positions.column(*it as usize);
                u32::try_from(agreed(column).count()).expect("there are fewer rows than 2³⁰")
            });
            counted.collect::<Vec<u32>>()
        });
        let rows = pieces::ranges(positions.participants(), PIECE_ROWS);
        let agreeing = pieces::in_order(rows.len(), |at| {
            let any = |row: usize| agreed(positions.row(row)).any(|it| named[it]);
            rows[at].clone().filter(|row| any(*row)).count()
        });
        Approvals {
            positions,
            order,
            supporters: supporters.concat(),
            agreeing: agreeing.iter().sum(),
        }
    }

    /// How many participants approve of at least one statement that may be chosen.
    #[must_use]
    pub fn agreeing(&self) -> usize {
        self.agreeing
    }

    /// A slate by the rule of Phragmén in its sequential form (Brill et al. 2017), in the order of
    /// choice. Each statement on the slate is a burden of one, borne by those who approve of it;
    /// the next one is always the one that leaves its supporters with the smallest load,
    /// `(1 + Σ x) / |N|` over its supporters N with their loads x, which then becomes the load of
    /// each. A statement without supporters is never chosen.
    ///
    /// The rule gives each cohesive group its part on average, and can fall short of the stricter
    /// [`Certificate`]; that is then named.
    ///
    /// # Panics
    /// If the size is above [`MAX_SLATE_STATEMENTS`].
    #[must_use]
    pub fn phragmen(&self, size: usize) -> Slate {
        assert_size(size);
        self.slate(size, &phragmen::choose(self, size))
    }

    /// A slate by proportional approval voting (Thiele 1895): Σ H(|A ∩ W|) over all participants
    /// with their approvals A is to be as large as possible for the slate W, where H(k) is
    /// 1 + ½ + … + 1/k. The statements stand in the order of their key.
    ///
    /// The best slate of all cannot be found in reasonable time (the problem is NP-hard). This one
    /// is chosen greedily, which already reaches 63 % (1 − 1/e) of the best sum, and then improved
    /// by the best exchange of one statement for another until none improves it. A slate that is
    /// settled in this way fulfils EJR+: see [`Certificate`].
    ///
    /// # Panics
    /// If the size is above [`MAX_SLATE_STATEMENTS`].
    #[must_use]
    pub fn proportional(&self, size: usize) -> Proportional {
        assert_size(size);
        proportional::choose(self, size)
    }

    /// The statements with the highest of any scores, the highest first: what the rules for slates
    /// are compared with. There is a score for each statement of the matrix; one without a score
    /// (`None`, or no number) is not chosen.
    ///
    /// # Panics
    /// If there are not as many scores as statements, or the size is above
    /// [`MAX_SLATE_STATEMENTS`].
    #[must_use]
    pub fn top(&self, scores: &[Option<f64>], size: usize) -> Slate {
        assert_size(size);
        assert_eq!(
            scores.len(),
            self.positions.statements(),
            "each has its own"
        );
        let mut ranked: Vec<(f64, usize)> = Vec::new();
        for (candidate, statement) in self.order.iter().enumerate() {
            let score = scores[*statement as usize].filter(|it| !it.is_nan());
            // Adding 0 makes one zero of the two that floats have.
            ranked.extend(score.map(|it| (it + 0.0, candidate)));
        }
        ranked.sort_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(&two.1)));
        ranked.truncate(size);
        let chosen: Vec<usize> = ranked.iter().map(|it| it.1).collect();
        self.slate(size, &chosen)
    }

    /// Whom a slate represents, and which group has the best reason to complain.
    ///
    /// # Panics
    /// If the slate has more statements than its size, one twice, or one that cannot be chosen, or
    /// if its size is above [`MAX_SLATE_STATEMENTS`].
    #[must_use]
    pub fn certificate(&self, slate: &Slate) -> Certificate {
        assert_size(slate.size);
        assert!(slate.statements.len() <= slate.size, "a slate has a size");
        certificate::of(self, slate)
    }

    /// Who approves of a candidate, ascending.
    fn supporters(&self, candidate: usize) -> impl Iterator<Item = usize> {
        agreed(self.positions.column(self.order[candidate] as usize))
    }

    fn slate(&self, size: usize, chosen: &[usize]) -> Slate {
        let statements = chosen.iter().map(|it| self.order[*it]).collect();
        Slate { size, statements }
    }
}

/// The other sides of the cells that agree.
fn agreed(cells: &[Cell]) -> impl Iterator<Item = usize> {
    let agree = cells.iter().filter(|it| it.vote() == Vote::Agree);
    agree.map(|it| it.index())
}

fn assert_size(size: usize) {
    let most = MAX_SLATE_STATEMENTS;
    assert!(size <= most, "a slate has at most {most} statements");
}
