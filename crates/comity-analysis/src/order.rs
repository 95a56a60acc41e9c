//! The canonical order: where each participant and each statement stands, whoever came first.
//!
//! Sums of floats depend on their order, and clusters on where one begins. So before anything is
//! computed the matrix is put in an order that follows from its content alone: statements by the
//! SHA-256 of their key (their text, or an id that all copies share), participants by a
//! fingerprint of their ballot. Ids, row numbers and times of arrival play no part; what is
//! computed is handed back under the caller's own indices.
//!
//! Two participants with the same ballot in the same constituency are interchangeable, and so is
//! every number about them. Statements with the same key are told apart by who holds what of
//! them; only where that is the same too does the order given decide, and it decides nothing.
//!
//! Never here: names. A constituency is a number, and renumbering them changes nothing.
//!
//! Start at [`Order::of`] and [`Order::input_hash`].

use sha2::{Digest, Sha256};

use crate::chance::mixed;
use crate::pieces::{in_order, ranges};
use crate::positions::{Cell, Positions};

/// Rows or columns that are read as one piece.
const PIECE: usize = 4096;

/// How often statements with one key are told apart by the ballots that hold them: once for who
/// holds them, and twice more for whom these stand beside.
const REFINEMENTS: usize = 3;

/// Bytes that are hashed at once.
const BUFFER_BYTES: usize = 1 << 16;

/// Opens every input that is hashed, so that no other file has the same hash by accident.
const INPUT_TAG: &[u8] = b"comity positions 1\n";

/// The canonical order of a matrix, as indices of the matrix as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// `participants[i]` is the given row that stands at place `i`.
    pub participants: Vec<u32>,
    /// `statements[j]` is the given column that stands at place `j`.
    pub statements: Vec<u32>,
    /// `constituencies[c]` is the given constituency that stands at place `c`.
    pub constituencies: Vec<u32>,
    /// The SHA-256 of each statement's key, by place.
    keys: Vec<[u8; 32]>,
}

impl Order {
    /// The order of a matrix. `keys` has one string per statement; `constituencies` has one number
    /// below `count` per participant, or `None` for who has declared none.
    ///
    /// Costs a pass over the votes and a sort of the participants.
    ///
    /// # Panics
    /// If there are not as many keys as statements, or not as many constituencies as participants.
    #[must_use]
    pub fn of(
        positions: &Positions,
        keys: &[String],
        constituencies: &[Option<u32>],
        count: usize,
    ) -> Order {
        assert_eq!(keys.len(), positions.statements(), "a key per statement");
        assert_eq!(
            constituencies.len(),
            positions.participants(),
            "a constituency, or none, per participant"
        );
        let digests: Vec<[u8; 32]> = keys
            .iter()
            .map(|it| Sha256::digest(it.as_bytes()).into())
            .collect();
        let (columns, rows) = fingerprints(positions, &digests);
        let mut statements = numbers(keys.len());
        statements.sort_by_key(|it| (digests[*it as usize], columns[*it as usize]));
        let constituency_order = constituency_order(&rows, constituencies, count);
        let mut ranks = vec![0_u32; count];
        for (rank, constituency) in (1..).zip(&constituency_order) {
            ranks[*constituency as usize] = rank;
        }
        let rank = |row: u32| constituencies[row as usize].map_or(0, |it| ranks[it as usize]);
        let mut participants: Vec<(u64, u32)> =
            rows.iter().copied().zip(numbers(rows.len())).collect();
        participants.sort_unstable_by_key(|it| (it.0, rank(it.1), it.1));
        part_collisions(&mut participants, positions, &statements, rank);
        Order {
            participants: participants.into_iter().map(|it| it.1).collect(),
            keys: statements.iter().map(|it| digests[*it as usize]).collect(),
            statements,
            constituencies: constituency_order,
        }
    }

    /// The SHA-256 of everything that a result follows from: the settings in any encoding of the
    /// caller, the statements' keys, and the ballots with the place of their constituency.
    /// `arranged` is the matrix in this order, `constituencies` are those of its rows by place.
    #[must_use]
    pub fn input_hash(
        &self,
        arranged: &Positions,
        constituencies: &[Option<u32>],
        settings: &[u8],
    ) -> [u8; 32] {
        let mut hasher = Sha256::new();
        hasher.update(INPUT_TAG);
        hasher.update((settings.len() as u64).to_le_bytes());
        hasher.update(settings);
        for count in [
            arranged.participants(),
            arranged.statements(),
            self.constituencies.len(),
        ] {
            hasher.update((count as u64).to_le_bytes());
        }
        for key in &self.keys {
            hasher.update(key);
        }
        let mut buffer = Vec::with_capacity(2 * BUFFER_BYTES);
        for (participant, constituency) in constituencies.iter().enumerate() {
            let row = arranged.row(participant);
            buffer.extend((row.len() as u64).to_le_bytes());
            buffer.extend(constituency.map_or(0, |it| it + 1).to_le_bytes());
            buffer.extend(row.iter().flat_map(|it| encoded(*it).to_le_bytes()));
            if buffer.len() >= BUFFER_BYTES {
                hasher.update(&buffer);
                buffer.clear();
            }
        }
        hasher.update(&buffer);
        hasher.finalize().into()
    }
}

/// The seed that follows from an input: the first eight bytes of its hash, the lowest first.
#[must_use]
pub fn seed(input_hash: &[u8; 32]) -> u64 {
    let first = input_hash.first_chunk().expect("a hash has 32 bytes");
    u64::from_le_bytes(*first)
}

fn numbers(count: usize) -> Vec<u32> {
    (0..u32::try_from(count).expect("an index is below the limit")).collect()
}

/// A cell in four bytes: four times the statement's place, and the vote from 0 to 2.
fn encoded(cell: Cell) -> u32 {
    let index = u32::try_from(cell.index()).expect("an index is below the limit");
    index << 2 | cell.vote() as u32
}

/// Numbers for the columns and for the rows that follow from keys and votes alone: sums of what
/// each cell adds, so that no order is needed to make one.
fn fingerprints(positions: &Positions, digests: &[[u8; 32]]) -> (Vec<u64>, Vec<u64>) {
    let mut columns: Vec<u64> = digests.iter().map(seed).collect();
    let mut sorted = digests.to_vec();
    sorted.sort_unstable();
    let alike = sorted.windows(2).any(|it| it[0] == it[1]);
    let mut rows = sums(positions.participants(), &columns, |it| positions.row(it));
    for _ in 0..if alike { REFINEMENTS } else { 0 } {
        let held = sums(positions.statements(), &rows, |it| positions.column(it));
        for (column, held) in columns.iter_mut().zip(held) {
            *column = mixed(column.wrapping_add(mixed(held)));
        }
        rows = sums(positions.participants(), &columns, |it| positions.row(it));
    }
    (columns, rows)
}

/// For each line the sum, over its cells, of a number made from the other side and the vote.
fn sums<'a>(count: usize, others: &[u64], line: impl Fn(usize) -> &'a [Cell] + Sync) -> Vec<u64> {
    let by_vote: Vec<[u64; 3]> = others
        .iter()
        .map(|it| [1, 2, 3].map(|vote| mixed(it.wrapping_mul(4).wrapping_add(vote))))
        .collect();
    let pieces = ranges(count, PIECE);
    let done = in_order(pieces.len(), |piece| -> Vec<u64> {
        let sum = |index: usize| {
            let cells = line(index).iter();
            cells.fold(0_u64, |sum, it| {
                sum.wrapping_add(by_vote[it.index()][it.vote() as usize])
            })
        };
        pieces[piece].clone().map(sum).collect()
    });
    done.concat()
}

/// Constituencies by how many there are in each, then by what these hold.
fn constituency_order(rows: &[u64], constituencies: &[Option<u32>], count: usize) -> Vec<u32> {
    let mut content = vec![(0_u64, 0_u64); count];
    for (row, constituency) in rows.iter().zip(constituencies) {
        if let Some(constituency) = constituency {
            let of = &mut content[*constituency as usize];
            *of = (of.0 + 1, of.1.wrapping_add(mixed(*row)));
        }
    }
    let mut order = numbers(count);
    order.sort_by_key(|it| content[*it as usize]);
    order
}

/// Different ballots with one fingerprint are put in order by what they say, so that not even an
/// unlucky sum lets the order of arrival in.
fn part_collisions(
    participants: &mut [(u64, u32)],
    positions: &Positions,
    statements: &[u32],
    rank: impl Fn(u32) -> u32,
) {
    let mut places = vec![0_u32; statements.len()];
    for (place, statement) in (0_u32..).zip(statements) {
        places[*statement as usize] = place;
    }
    for run in participants.chunk_by_mut(|one, next| one.0 == next.0) {
        let first = positions.row(run[0].1 as usize);
        if run.iter().all(|it| positions.row(it.1 as usize) == first) {
            continue;
        }
        run.sort_by_cached_key(|it| {
            let row = positions.row(it.1 as usize).iter();
            let mut ballot: Vec<(u32, u8)> = row
                .map(|cell| (places[cell.index()], cell.vote() as u8))
                .collect();
            ballot.sort_unstable();
            (ballot, rank(it.1), it.1)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::positions::{Builder, Vote};

    fn matrix(cast: &[(u32, u32, Vote)], participants: &[u32], statements: &[u32]) -> Positions {
        let mut builder = Builder::new();
        for (participant, statement, vote) in cast {
            builder.cast(*participant, *statement, *vote);
        }
        builder.finish(participants, statements).0
    }

    const CAST: [(u32, u32, Vote); 5] = [
        (0, 0, Vote::Agree),
        (0, 2, Vote::Disagree),
        (1, 1, Vote::Agree),
        (2, 1, Vote::Pass),
        (2, 2, Vote::Agree),
    ];

    fn named(order: &[usize]) -> Vec<String> {
        let names = ["open", "free", "open"];
        order.iter().map(|it| names[*it].to_owned()).collect()
    }

    #[test]
    fn the_order_follows_from_the_content() {
        let given = matrix(&CAST, &[0, 1, 2], &[0, 1, 2]);
        let moved = matrix(&CAST, &[2, 0, 1], &[1, 2, 0]);
        let (one, two) = (
            Order::of(&given, &named(&[0, 1, 2]), &[Some(0), None, Some(1)], 2),
            Order::of(&moved, &named(&[2, 0, 1]), &[None, Some(0), Some(1)], 2),
        );
        let (there, here) = (
            given.arranged(&one.participants, &one.statements),
            moved.arranged(&two.participants, &two.statements),
        );
        assert_eq!(there, here);
        // Who has declared nothing is the second row of the first and the first of the second.
        let place = |order: &Order, row| order.participants.iter().position(|it| *it == row);
        assert_eq!(place(&one, 1), place(&two, 0));
    }

    #[test]
    fn any_change_of_the_input_changes_its_hash() {
        let hash = |cast: &[(u32, u32, Vote)], constituency, settings: &[u8]| {
            let positions = matrix(cast, &[0, 1, 2], &[0, 1, 2]);
            let constituencies = [constituency; 3];
            let order = Order::of(&positions, &named(&[0, 1, 2]), &constituencies, 1);
            let arranged = positions.arranged(&order.participants, &order.statements);
            order.input_hash(&arranged, &constituencies, settings)
        };
        let mut other = CAST;
        other[3].2 = Vote::Agree;
        let all = [
            hash(&CAST, None, b""),
            hash(&other, None, b""),
            hash(&CAST, Some(0), b""),
            hash(&CAST, None, b"a"),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(
                all[at + 1..]
                    .iter()
                    .all(|it| it != one && seed(it) != seed(one))
            );
        }
        assert_eq!(all[0], hash(&CAST, None, b""));
    }

    #[test]
    fn different_ballots_with_one_fingerprint_are_put_in_order_by_what_they_say() {
        let positions = matrix(&CAST, &[0, 1, 2], &[0, 1, 2]);
        let mut all = [(7, 2), (7, 0), (7, 1)];
        part_collisions(&mut all, &positions, &[2, 1, 0], |_| 0);
        // By place: the second stands alone at place 1; the others begin at place 0.
        assert_eq!(all.map(|it| it.1), [0, 2, 1]);
    }
}
