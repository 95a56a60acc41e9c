//! The leading components of what people hold: along which lines they differ most.
//!
//! The matrix is never dense. A position that was not taken counts as the mean of its statement,
//! and the mean is then taken away, so that it is exactly zero: what is left is as sparse as the
//! votes, and a pass over them costs their number. The components are its right singular vectors,
//! which are the principal components of the filled and centred matrix.
//!
//! Never here: how many components matter, and what groups people form along them.
//!
//! Start at [`spectrum`].

mod block;
mod eigen;
mod krylov;

use std::ops::Range;

use crate::Chance;
use crate::pieces::{in_order, ranges};
use crate::positions::{Cell, Positions};
use block::{Block, add};
use krylov::{Operator, Pair, Precision, leading};

/// The most components that are computed. Each further dozen would make every pass dearer, and
/// real conversations have five or six lines that are more than noise.
pub const MAX_COMPONENTS: usize = 16;

/// The leading components of a matrix R of positions, participants × statements:
/// `R_ij = v_ij − mean_j` where a position was taken, 0 elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Spectrum {
    /// For each statement its mean over the votes cast, from −1 to +1; 0 where there are none or
    /// it is left out.
    pub means: Vec<f64>,
    /// The right singular vectors of R by descending strength, each as long as there are
    /// statements and of length 1. Of its entries the one of the largest magnitude is positive;
    /// the first of several.
    pub components: Vec<Vec<f64>>,
    /// The singular values of R, one for each component: the square of one is its part of
    /// `total`.
    pub strengths: Vec<f64>,
    /// How exact each component is: the length of `RᵀR·c − σ²·c` as a share of `σ²`. At most 1e-6,
    /// and less where strengths lie so close together that the angle to the exact component would
    /// else be more than a ten thousandth; more only where so many lie so close that the work was
    /// ended before, or the component is many thousand times weaker than the first.
    pub residuals: Vec<f64>,
    /// The sum of squares of R.
    pub total: f64,
    /// Whether each statement is left out; empty where none is.
    pub left_out: Vec<bool>,
}

/// The leading components of a matrix of positions, at most `count` of them and at most
/// [`MAX_COMPONENTS`]. There are fewer where the rank of R is lower: none for an empty matrix, for
/// a single participant, or where all who voted on a statement voted alike.
#[must_use]
pub fn spectrum(positions: &Positions, count: usize, chance: &Chance) -> Spectrum {
    spectrum_without(positions, &[], count, chance)
}

/// The same with some statements left out: they count as 0 for everyone, also for those who have
/// not seen them, and keep their place. So their mean and their entry in each component are 0.
/// `left_out[j]` says it of statement `j`; statements beyond its end are not left out.
///
/// # Panics
/// If `left_out` is longer than there are statements.
#[must_use]
pub fn spectrum_without(
    positions: &Positions,
    left_out: &[bool],
    count: usize,
    chance: &Chance,
) -> Spectrum {
    let statements = positions.statements();
    assert!(left_out.len() <= statements, "only statements are left out");
    let is_out = |it: usize| left_out.get(it).copied().unwrap_or(false);
    let columns: Vec<Column> = (0..statements)
        .map(|it| match is_out(it) {
            true => Column::default(),
            false => Column::of(positions.column(it)),
        })
        .collect();
    let centred = Centred {
        positions,
        means: columns.iter().map(|it| it.mean).collect(),
        live: columns.iter().map(|it| it.square > 0.0).collect(),
        total: columns.iter().map(|it| it.square).sum(),
    };
    let count = count.min(MAX_COMPONENTS);
    let pairs = match count {
        _ if centred.total == 0.0 || count == 0 => Vec::new(),
        0..=8 => leading::<8>(&centred, count, chance),
        _ => leading::<MAX_COMPONENTS>(&centred, count, chance),
    };
    centred.named(pairs, left_out)
}

impl Spectrum {
    /// Where someone who holds these positions stands, a number for each component:
    /// `x = sqrt(S / max(n, 1)) · Σ_{j cast} (v_j − mean_j) · component_j`, with S statements, n
    /// positions taken. The root makes up for what was not seen. A statement that is left out
    /// counts as one on which everyone has taken a position.
    ///
    /// # Panics
    /// If a cell is of a statement that is not there.
    #[must_use]
    pub fn project(&self, row: &[Cell]) -> Vec<f64> {
        let mut all = Vec::with_capacity(self.components.len());
        Projector::of(self).project(row, &mut all);
        all
    }

    /// Where all participants stand: participants × components, row after row.
    ///
    /// # Panics
    /// If the matrix has more statements than this spectrum.
    #[must_use]
    pub fn projections(&self, positions: &Positions) -> Vec<f64> {
        let projector = Projector::of(self);
        let components = self.components.len();
        let pieces = ranges(positions.participants(), ROWS_PROJECTED);
        let parts = in_order(pieces.len(), |piece| {
            let rows = pieces[piece].clone();
            let mut part = Vec::with_capacity(rows.len() * components);
            for row in rows {
                projector.project(positions.row(row), &mut part);
            }
            part
        });
        let mut all = Vec::with_capacity(positions.participants() * components);
        for part in parts {
            all.extend_from_slice(&part);
        }
        all
    }
}

/// How many rows a core projects before it takes others: a few hundred kilobytes.
const ROWS_PROJECTED: usize = 4096;

/// A spectrum laid out for many rows.
struct Projector<'a> {
    spectrum: &'a Spectrum,
    /// The components row after row, eight in a block.
    blocks: Vec<Block<8>>,
    /// How many statements are left out.
    left_out: usize,
}

impl Projector<'_> {
    fn of(spectrum: &Spectrum) -> Projector<'_> {
        let of = |components: &[Vec<f64>]| {
            let mut block = vec![[0.0; 8]; spectrum.means.len()];
            block::put(&mut block, components);
            block
        };
        Projector {
            spectrum,
            blocks: spectrum.components.chunks(8).map(of).collect(),
            left_out: spectrum.left_out.iter().filter(|it| **it).count(),
        }
    }

    /// Adds where a row stands to `all`.
    fn project(&self, row: &[Cell], all: &mut Vec<f64>) {
        let statements = self.spectrum.means.len();
        let scale = (statements as f64 / self.seen(row).max(1) as f64).sqrt();
        let end = all.len() + self.spectrum.components.len();
        for block in &self.blocks {
            let at = along(row, &self.spectrum.means, block);
            let wanted = (end - all.len()).min(at.len());
            all.extend(at[..wanted].iter().map(|it| it * scale));
        }
    }

    fn seen(&self, row: &[Cell]) -> usize {
        if self.left_out == 0 {
            return row.len();
        }
        let is_out = |it: &&Cell| self.spectrum.left_out.get(it.index()) == Some(&true);
        row.len() - row.iter().filter(is_out).count() + self.left_out
    }
}

/// What a row of R gives with each of the vectors of a block.
fn along<const W: usize>(row: &[Cell], means: &[f64], block: &Block<W>) -> [f64; W] {
    let mut sums = [0.0; W];
    for cell in row {
        let at = cell.index();
        add(&mut sums, cell.value() - means[at], &block[at]);
    }
    sums
}

/// What is known of a column before any pass.
#[derive(Clone, Copy, Debug, Default)]
struct Column {
    /// The mean of the votes cast.
    mean: f64,
    /// The sum of the squares of their distances from it.
    square: f64,
}

impl Column {
    fn of(cells: &[Cell]) -> Column {
        let cast = cells.len() as i64;
        let sum: i64 = cells.iter().map(|it| i64::from(it.vote().value())).sum();
        let squares: i64 = cells
            .iter()
            .map(|it| i64::from(it.vote().value().abs()))
            .sum();
        if cast == 0 {
            return Column::default();
        }
        Column {
            mean: sum as f64 / cast as f64,
            // In whole numbers up to the last step, so that nothing is nothing exactly.
            square: (i128::from(squares) * i128::from(cast) - i128::from(sum) * i128::from(sum))
                as f64
                / cast as f64,
        }
    }
}

/// The matrix R, and as an operator RᵀR.
struct Centred<'a> {
    positions: &'a Positions,
    means: Vec<f64>,
    /// Whether a column holds anything but zeros.
    live: Vec<bool>,
    total: f64,
}

/// The fewest and the most pieces of a pass, and how many numbers the pieces may hold together
/// (32 MiB): each piece has a block of its own to add to.
const PIECES: (usize, usize) = (8, 32);
const NUMBERS_IN_PIECES: usize = 1 << 22;

impl<const W: usize> Operator<W> for Centred<'_> {
    fn size(&self) -> usize {
        self.means.len()
    }

    fn trace(&self) -> f64 {
        self.total
    }

    fn is_live(&self, row: usize) -> bool {
        self.live[row]
    }

    /// One pass over the votes.
    fn times(&self, block: &Block<W>, precision: Precision) -> Block<W> {
        let (fewest, most) = PIECES;
        let count = (NUMBERS_IN_PIECES / (self.means.len() * W).max(1)).clamp(fewest, most);
        let participants = self.positions.participants();
        let pieces = ranges(participants, participants.div_ceil(count));
        let parts = match precision {
            Precision::Single => {
                let table = self.table(block);
                in_order(pieces.len(), |piece| {
                    self.part_by_table(&table, pieces[piece].clone())
                })
            }
            Precision::Double => in_order(pieces.len(), |piece| {
                self.part(block, pieces[piece].clone())
            }),
        };
        let mut sum = vec![[0.0; W]; self.means.len()];
        for part in parts {
            for (sum, part) in sum.iter_mut().zip(&part) {
                add(sum, 1.0, part);
            }
        }
        for (row, live) in sum.iter_mut().zip(&self.live) {
            if !live {
                *row = [0.0; W];
            }
        }
        sum
    }
}

/// The codes of cells that belong to one statement, one of them without a vote.
const CODES: usize = 4;

impl Centred<'_> {
    /// For each row r of R in a range, the sum of r · (r along the block).
    fn part<const W: usize>(&self, block: &Block<W>, rows: Range<usize>) -> Block<W> {
        let mut part = vec![[0.0; W]; self.means.len()];
        for row in rows {
            let row = self.positions.row(row);
            let shares = along(row, &self.means, block);
            for cell in row {
                let at = cell.index();
                add(&mut part[at], cell.value() - self.means[at], &shares);
            }
        }
        part
    }

    /// What each vote on each statement adds to a row's way along the block.
    fn table<const W: usize>(&self, block: &Block<W>) -> Vec<[f32; W]> {
        let rows = block.iter().zip(&self.means);
        rows.flat_map(|(row, mean)| {
            [-1.0, 0.0, 1.0, *mean].map(|vote| row.map(|it| ((vote - mean) * it) as f32))
        })
        .collect()
    }

    /// The same in single precision, without a product: what a vote adds is looked up, and what
    /// it takes back is added up for each vote on each statement and multiplied once at the end.
    fn part_by_table<const W: usize>(&self, table: &[[f32; W]], rows: Range<usize>) -> Block<W> {
        let mut sums = vec![[0.0_f32; W]; table.len()];
        for row in rows {
            let row = self.positions.row(row);
            let mut shares = [0.0_f32; W];
            for cell in row {
                for (share, value) in shares.iter_mut().zip(&table[cell.code()]) {
                    *share += value;
                }
            }
            for cell in row {
                for (sum, share) in sums[cell.code()].iter_mut().zip(&shares) {
                    *sum += share;
                }
            }
        }
        let mut part = vec![[0.0; W]; self.means.len()];
        let statements = part.iter_mut().zip(sums.chunks_exact(CODES));
        for ((row, sums), mean) in statements.zip(&self.means) {
            for (vote, sum) in [-1.0, 0.0, 1.0].iter().zip(sums) {
                add(row, vote - mean, &sum.map(f64::from));
            }
        }
        part
    }
}

impl Centred<'_> {
    fn named(self, pairs: Vec<Pair>, left_out: &[bool]) -> Spectrum {
        Spectrum {
            means: self.means,
            strengths: pairs.iter().map(|it| it.value.sqrt()).collect(),
            residuals: pairs.iter().map(|it| it.residual).collect(),
            components: pairs.into_iter().map(|it| signed(it.vector)).collect(),
            total: self.total,
            left_out: left_out.to_vec(),
        }
    }
}

/// A vector, turned so that its entry of the largest magnitude is positive.
fn signed(mut vector: Vec<f64>) -> Vec<f64> {
    let mut largest = 0.0_f64;
    for value in &vector {
        if value.abs() > largest.abs() {
            largest = *value;
        }
    }
    if largest < 0.0 {
        vector.iter_mut().for_each(|it| *it = -*it);
    }
    vector
}

#[cfg(test)]
mod tests;
