//! Eigenvalues of a small symmetric matrix, by Jacobi's rotations.
//!
//! Each rotation makes one entry beside the diagonal zero; in turn over all entries, again and
//! again, what is beside the diagonal vanishes (Golub and Van Loan 2013, §8.5). Slow for large
//! matrices, exact to the last digits for the few dozen rows that are asked for here.
//!
//! Start at [`eigen`].

/// A square matrix of a fixed number of rows, row after row.
#[derive(Clone, Debug)]
pub(super) struct Square {
    size: usize,
    entries: Vec<f64>,
}

impl Square {
    pub(super) fn zero(size: usize) -> Square {
        Square {
            size,
            entries: vec![0.0; size * size],
        }
    }

    pub(super) fn get(&self, row: usize, column: usize) -> f64 {
        self.entries[row * self.size + column]
    }

    pub(super) fn set(&mut self, row: usize, column: usize, value: f64) {
        self.entries[row * self.size + column] = value;
    }

    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.entries[row * self.size..(row + 1) * self.size]
    }

    /// The leading square of so many rows.
    pub(super) fn corner(&self, size: usize) -> Square {
        let rows = (0..size).flat_map(|row| self.row(row)[..size].iter().copied());
        Square {
            size,
            entries: rows.collect(),
        }
    }

    /// Two different rows, the earlier one first.
    fn two_rows(&mut self, one: usize, other: usize) -> (&mut [f64], &mut [f64]) {
        let (above, below) = self.entries.split_at_mut(other * self.size);
        let one = &mut above[one * self.size..(one + 1) * self.size];
        (one, &mut below[..self.size])
    }
}

/// The most times that all entries are gone through. Six to ten are usual; it converges ever
/// faster, so that a matrix that needs more is not there.
const MAX_SWEEPS: usize = 40;

/// What counts as zero beside the diagonal, as a share of the whole matrix (its Frobenius norm):
/// a tenth of the last digit of its largest entry.
const NOTHING: f64 = 2e-17;

/// The eigenvalues of a symmetric matrix in descending order, of equal ones the one of the lower
/// row first, and as rows of a matrix their unit eigenvectors.
pub(super) fn eigen(mut matrix: Square) -> (Vec<f64>, Square) {
    let size = matrix.size;
    let square: f64 = matrix.entries.iter().map(|it| it * it).sum();
    let nothing = NOTHING * square.sqrt();
    let mut vectors = Square::zero(size);
    for at in 0..size {
        vectors.set(at, at, 1.0);
    }
    for _ in 0..MAX_SWEEPS {
        let mut turned = false;
        for p in 0..size {
            for q in p + 1..size {
                if matrix.get(p, q).abs() > nothing {
                    rotate(&mut matrix, &mut vectors, p, q);
                    turned = true;
                }
            }
        }
        if !turned {
            break;
        }
    }
    let mut order: Vec<usize> = (0..size).collect();
    order.sort_by(|one, other| {
        matrix
            .get(*other, *other)
            .total_cmp(&matrix.get(*one, *one))
    });
    let mut sorted = Square::zero(size);
    for (to, from) in order.iter().enumerate() {
        sorted.entries[to * size..(to + 1) * size].copy_from_slice(vectors.row(*from));
    }
    let values = order.iter().map(|it| matrix.get(*it, *it)).collect();
    (values, sorted)
}

/// Turns the plane of two axes so that the entry between them, which is not zero, becomes zero.
fn rotate(matrix: &mut Square, vectors: &mut Square, p: usize, q: usize) {
    let (beside, one, other) = (matrix.get(p, q), matrix.get(p, p), matrix.get(q, q));
    let slope = (other - one) / (2.0 * beside);
    // The smaller of both angles. For a huge slope the square is infinite and the tangent 0.
    let tangent = slope.signum() / (slope.abs() + (slope * slope + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    turn_rows(matrix, (p, q), cosine, sine);
    for row in matrix.entries.chunks_exact_mut(matrix.size) {
        let (one, other) = (row[p], row[q]);
        row[p] = cosine * one - sine * other;
        row[q] = sine * one + cosine * other;
    }
    matrix.set(p, q, 0.0);
    matrix.set(q, p, 0.0);
    turn_rows(vectors, (p, q), cosine, sine);
}

fn turn_rows(matrix: &mut Square, (p, q): (usize, usize), cosine: f64, sine: f64) {
    let (one, other) = matrix.two_rows(p, q);
    for (one, other) in one.iter_mut().zip(other) {
        (*one, *other) = (cosine * *one - sine * *other, sine * *one + cosine * *other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Chance;

    #[test]
    fn vectors_and_values_give_the_matrix_back() {
        let mut chance = Chance::from_seed(3);
        for size in [0, 1, 2, 7, 24] {
            let mut matrix = Square::zero(size);
            for row in 0..size {
                for column in 0..=row {
                    let value = chance.unit() - 0.5;
                    matrix.set(row, column, value);
                    matrix.set(column, row, value);
                }
            }
            let (values, vectors) = eigen(matrix.clone());
            assert!(values.windows(2).all(|it| it[0] >= it[1]));
            for row in 0..size {
                for column in 0..size {
                    let back: f64 = (0..size)
                        .map(|it| values[it] * vectors.get(it, row) * vectors.get(it, column))
                        .sum();
                    assert!((back - matrix.get(row, column)).abs() < 1e-13);
                }
            }
        }
    }

    #[test]
    fn nothing_and_equal_values_are_no_trouble() {
        assert_eq!(eigen(Square::zero(5)).0, [0.0; 5]);
        let mut ones = Square::zero(4);
        ones.entries.fill(1.0);
        let (values, _) = eigen(ones);
        assert!((values[0] - 4.0).abs() < 1e-14);
        assert!(values[1..].iter().all(|it| it.abs() < 1e-14));
    }
}
