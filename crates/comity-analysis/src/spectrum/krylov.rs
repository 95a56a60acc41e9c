//! The leading eigenvectors of a large symmetric matrix that is known only by what it does to
//! vectors.
//!
//! A block of vectors is multiplied by the matrix again and again; all that it became spans a
//! space, and the best eigenvectors within that space are found by a small eigenproblem (the
//! block Lanczos method with every vector kept at a right angle to all others). When the space
//! has become large, it starts again from its best vectors, which loses nothing of what they have
//! learnt (thick restart: Wu and Simon 2000).
//!
//! Never here: what the matrix is made of.
//!
//! Start at [`leading`].

use super::block::{Block, add, column, dot, inner, length, put, subtract, subtract_from_one};
use super::eigen::{Square, eigen};
use crate::Chance;

/// A symmetric matrix without negative eigenvalues.
pub(super) trait Operator<const W: usize> {
    /// How many rows it has.
    fn size(&self) -> usize;
    /// The sum of its eigenvalues.
    fn trace(&self) -> f64;
    /// Whether a row holds anything but zeros.
    fn is_live(&self, row: usize) -> bool;
    /// The matrix times a block of vectors.
    fn times(&self, block: &Block<W>, precision: Precision) -> Block<W>;
}

/// How exact a product is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    /// To about seven digits, in a third of the time.
    Single,
    /// To about sixteen.
    Double,
}

/// An eigenvector with its value, and how exact they are.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) value: f64,
    pub(super) vector: Vec<f64>,
    /// The length of matrix · vector − value · vector, as a share of the value.
    pub(super) residual: f64,
}

/// How far a vector may be from the exact one: the residual as a share of the gap to the next
/// values, which is the sine of the angle between them. The cosine is then above 0.99999999.
const ANGLE: f64 = 1e-4;

/// The residual as a share of the value that is always small enough, whatever the gap; and the
/// one that never is too small, so that the value itself is exact beyond 1e-10.
const RESIDUALS: (f64, f64) = (1e-7, 1e-6);

/// The residual as a share of the largest value that is small enough: rounding leaves no less to
/// much smaller ones. In single precision, and in double.
const ROUNDING: (f64, f64) = (1e-7, 1e-13);

/// The most products with the matrix. Only where many values lie close together would more be
/// needed; the residual then says so.
const MAX_PRODUCTS: usize = 400;

/// How many blocks the space holds before it starts again: its small eigenproblem then costs
/// less than a product.
const MAX_BLOCKS: usize = 12;

/// How many blocks of best vectors a new start keeps, beside the block that is multiplied next.
const KEPT_BLOCKS: usize = 3;

/// A value below this share of the largest is zero: rounding leaves as much.
const ZERO: f64 = 1e-12;

/// What is left of a product beside the space is rounding when it is below this share of the
/// trace.
const DEPENDENT: f64 = 1e-14;

/// A random vector that keeps no more than this of its length beside the space has no part there.
const HIDDEN: f64 = 1e-9;

/// What a vector must keep of its length beside the others of its block, or its angle to the whole
/// space is made right once more.
const TWICE: f64 = 0.1;

/// The leading eigenvectors, at most `count` (itself at most `W`) of them, by descending value;
/// fewer where fewer values are above zero.
///
/// First in single precision until they seem exact, then in double precision from there: that
/// says how exact they are, and is at its end at once unless values lie very close together.
pub(super) fn leading<const W: usize>(
    matrix: &impl Operator<W>,
    count: usize,
    chance: &Chance,
) -> Vec<Pair> {
    let mut space = Space {
        matrix,
        blocks: Vec::new(),
        known: Square::zero(MAX_BLOCKS * W),
        chance: chance.part(0),
        precision: Precision::Single,
    };
    let mut next = vec![[0.0; W]; matrix.size()];
    space.make_right(&mut next);
    for products in 1.. {
        space.blocks.push(next);
        let (beside, link) = space.expand();
        next = beside;
        let is_whole = next.iter().flatten().all(|it| *it == 0.0);
        let is_full = space.blocks.len() == MAX_BLOCKS;
        let is_due = is_full || space.precision == Precision::Double;
        let is_last = is_whole || products >= MAX_PRODUCTS;
        if !is_due && !is_last {
            continue;
        }
        let found = space.found(&link);
        let is_done = is_last || found.is_exact(count, space.precision);
        match space.precision {
            Precision::Double if is_done => return space.pairs(&found, count),
            Precision::Single if is_done => next = space.start_in_double(&found),
            _ if is_full => space.start_again(&found),
            _ => {}
        }
    }
    unreachable!("the last product returns")
}

/// The vectors so far, and what the matrix does within the space that they span.
struct Space<'a, const W: usize, M> {
    matrix: &'a M,
    /// Vectors of length 1 at right angles, or zeros where the whole space is smaller.
    blocks: Vec<Block<W>>,
    /// Vector · matrix · vector for each two of them.
    known: Square,
    chance: Chance,
    precision: Precision,
}

/// The best eigenvectors within the space, by descending value.
struct Found {
    values: Vec<f64>,
    /// Each as a row of shares of the vectors of the space.
    shares: Square,
    /// The length of matrix · vector − value · vector, for each.
    residuals: Vec<f64>,
}

impl Found {
    fn is_exact(&self, count: usize, precision: Precision) -> bool {
        let values = &self.values;
        let rounding = match precision {
            Precision::Single => ROUNDING.0,
            Precision::Double => ROUNDING.1,
        };
        let least = rounding * values.first().copied().unwrap_or(0.0);
        (0..count.min(values.len())).all(|at| {
            let value = values[at];
            let above = at.checked_sub(1).map_or(f64::INFINITY, |it| values[it]);
            // Where the next value is not known it may be as large.
            let below = values.get(at + 1).copied().unwrap_or(value);
            let gap = (above - value).min(value - below);
            let (always, never) = (RESIDUALS.0 * value, RESIDUALS.1 * value);
            let enough = (ANGLE * gap).min(never).max(always);
            self.residuals[at] <= enough.max(least)
        })
    }
}

impl<const W: usize, M: Operator<W>> Space<'_, W, M> {
    /// Multiplies the last block, learns from it what the matrix does to that block, and gives
    /// what is new in the product: unit vectors beside the space, and how the product is made of
    /// them.
    fn expand(&mut self) -> (Block<W>, [[f64; W]; W]) {
        let last = self.blocks.len() - 1;
        let mut product = self.matrix.times(&self.blocks[last], self.precision);
        // Twice, always: where the values lie close together a product is mostly the vector
        // itself, what is beside it is small, and the angles that rounding leaves would grow from
        // block to block.
        self.learn(&mut product);
        self.learn(&mut product);
        for row in 0..(last + 1) * W {
            for column in (last * W).max(row + 1)..(last + 1) * W {
                self.known.set(column, row, self.known.get(row, column));
            }
        }
        let link = self.make_right(&mut product);
        (product, link)
    }

    /// Takes from the product of the last block what lies within the space, and notes it.
    fn learn(&mut self, product: &mut Block<W>) {
        let last = self.blocks.len() - 1;
        for (at, block) in self.blocks.iter().enumerate() {
            let within = inner(block, product);
            subtract(product, block, &within);
            for (row, values) in within.iter().enumerate() {
                for (column, value) in values.iter().enumerate() {
                    let (row, column) = (at * W + row, last * W + column);
                    let value = self.known.get(row, column) + value;
                    self.known.set(row, column, value);
                }
            }
        }
    }

    /// Makes the vectors of a block, which lie beside the space, unit vectors at right angles to
    /// each other, and gives the shares of which the block was made: a column for each vector. A
    /// vector that depends on others gives way to a random one of which there is no share, so
    /// that nothing stays hidden beside the space; where the space is whole, to zeros.
    fn make_right(&mut self, block: &mut Block<W>) -> [[f64; W]; W] {
        let mut shares = [[0.0; W]; W];
        let nothing = DEPENDENT * self.matrix.trace();
        let mut done: Vec<Vec<f64>> = Vec::with_capacity(W);
        while done.len() < W {
            let at = done.len();
            let mut vector = column(block, at);
            let before = length(&vector);
            for (row, other) in done.iter().enumerate() {
                shares[row][at] = take_along(&mut vector, other);
            }
            let after = length(&vector);
            if after <= nothing {
                vector = self.random();
                self.make_unit(&mut vector, &done);
            } else {
                shares[at][at] = after;
                vector.iter_mut().for_each(|it| *it /= after);
                if after < TWICE * before {
                    self.make_unit(&mut vector, &done);
                }
            }
            done.push(vector);
        }
        put(block, &done);
        shares
    }

    /// A random vector, zero where the matrix is.
    fn random(&mut self) -> Vec<f64> {
        let rows = 0..self.matrix.size();
        rows.map(|row| match self.matrix.is_live(row) {
            true => 2.0 * self.chance.unit() - 1.0,
            false => 0.0,
        })
        .collect()
    }

    /// Makes it a unit vector at a right angle to the space and to others; zeros where there is
    /// no such vector.
    fn make_unit(&self, vector: &mut [f64], others: &[Vec<f64>]) {
        // Twice is enough: the first time may leave rounding that the division makes large.
        for _ in 0..2 {
            let before = length(vector);
            for block in &self.blocks {
                subtract_from_one(vector, block);
            }
            for other in others {
                take_along(vector, other);
            }
            let after = length(vector);
            let is_rounding = after <= HIDDEN * before;
            vector
                .iter_mut()
                .for_each(|it| *it = if is_rounding { 0.0 } else { *it / after });
        }
    }

    fn found(&self, link: &[[f64; W]; W]) -> Found {
        let size = self.blocks.len() * W;
        let (values, shares) = eigen(self.known.corner(size));
        let residual = |of: usize| {
            let last = &shares.row(of)[size - W..];
            length(&link.map(|row| dot(&row, last)))
        };
        let residuals = (0..size).map(residual).collect();
        Found {
            values,
            shares,
            residuals,
        }
    }

    /// The vectors of the space with these shares, `W` of them.
    fn combined(&self, shares: &[&[f64]]) -> Block<W> {
        let mut block = vec![[0.0; W]; self.matrix.size()];
        for (at, of) in self.blocks.iter().enumerate() {
            let mut turned = [[0.0; W]; W];
            for (to, shares) in shares.iter().enumerate() {
                for from in 0..W {
                    turned[from][to] = shares[at * W + from];
                }
            }
            for (to, from) in block.iter_mut().zip(of) {
                for (value, turned) in from.iter().zip(&turned) {
                    add(to, *value, turned);
                }
            }
        }
        block
    }

    /// Keeps the best vectors only.
    fn start_again(&mut self, found: &Found) {
        let kept = 0..KEPT_BLOCKS * W;
        let shares: Vec<&[f64]> = kept.clone().map(|it| found.shares.row(it)).collect();
        self.blocks = shares.chunks(W).map(|it| self.combined(it)).collect();
        self.known = Square::zero(MAX_BLOCKS * W);
        for at in kept {
            self.known.set(at, at, found.values[at]);
        }
    }

    /// Keeps only the best block, forgets what is known of it, and gives it back to be multiplied
    /// in double precision.
    fn start_in_double(&mut self, found: &Found) -> Block<W> {
        let shares: Vec<&[f64]> = (0..W).map(|it| found.shares.row(it)).collect();
        let mut best = self.combined(&shares);
        self.blocks.clear();
        self.known = Square::zero(MAX_BLOCKS * W);
        self.precision = Precision::Double;
        self.make_right(&mut best);
        best
    }

    fn pairs(&self, found: &Found, count: usize) -> Vec<Pair> {
        let shares: Vec<&[f64]> = (0..count).map(|it| found.shares.row(it)).collect();
        let block = self.combined(&shares);
        let least = ZERO * found.values[0];
        let above = (0..count).take_while(|it| found.values[*it] > least.max(0.0));
        above
            .map(|at| {
                let mut vector = column(&block, at);
                let length = length(&vector);
                vector.iter_mut().for_each(|it| *it /= length);
                let value = found.values[at];
                Pair {
                    value,
                    vector,
                    residual: found.residuals[at] / value,
                }
            })
            .collect()
    }
}

/// Takes from a vector what lies along another of length 1, and gives how much that was.
fn take_along(vector: &mut [f64], other: &[f64]) -> f64 {
    let share = dot(vector, other);
    for (value, other) in vector.iter_mut().zip(other) {
        *value -= share * other;
    }
    share
}
