//! A few vectors side by side: row after row, so that one pass serves all of them and what is
//! needed of a row lies together.
//!
//! Start at [`Block`].

/// `W` vectors: the entries of a row, row after row.
pub(super) type Block<const W: usize> = Vec<[f64; W]>;

/// The products of each vector of one block with each of another: a row for each of the one.
pub(super) fn inner<const W: usize>(one: &Block<W>, other: &Block<W>) -> [[f64; W]; W] {
    let mut sums = [[0.0; W]; W];
    for (one, other) in one.iter().zip(other) {
        for (sums, one) in sums.iter_mut().zip(one) {
            add(sums, *one, other);
        }
    }
    sums
}

/// Takes from a block what lies along the vectors of another.
pub(super) fn subtract<const W: usize>(
    from: &mut Block<W>,
    along: &Block<W>,
    shares: &[[f64; W]; W],
) {
    for (from, along) in from.iter_mut().zip(along) {
        for (along, shares) in along.iter().zip(shares) {
            add(from, -along, shares);
        }
    }
}

/// Adds a multiple of one row to another.
pub(super) fn add<const W: usize>(to: &mut [f64; W], times: f64, row: &[f64; W]) {
    for (to, value) in to.iter_mut().zip(row) {
        *to += times * value;
    }
}

/// Takes from a single vector what lies along the vectors of a block.
pub(super) fn subtract_from_one<const W: usize>(from: &mut [f64], along: &Block<W>) {
    let mut shares = [0.0; W];
    for (value, row) in from.iter().zip(along) {
        add(&mut shares, *value, row);
    }
    for (value, row) in from.iter_mut().zip(along) {
        for (share, along) in shares.iter().zip(row) {
            *value -= share * along;
        }
    }
}

/// One vector of a block.
pub(super) fn column<const W: usize>(block: &Block<W>, at: usize) -> Vec<f64> {
    block.iter().map(|row| row[at]).collect()
}

/// Puts vectors side by side, in place of those of a block.
pub(super) fn put<const W: usize>(block: &mut Block<W>, columns: &[Vec<f64>]) {
    for (at, row) in block.iter_mut().enumerate() {
        for (value, column) in row.iter_mut().zip(columns) {
            *value = column[at];
        }
    }
}

/// The product of two vectors.
pub(super) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// The length of a vector.
pub(super) fn length(vector: &[f64]) -> f64 {
    dot(vector, vector).sqrt()
}
