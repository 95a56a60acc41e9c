//! Who holds what of what: a sparse matrix of positions, by participant and by statement.
//!
//! A row is a participant, a column a statement; a cell is there where a position was taken. Each
//! cell stands twice, once in its row and once in its column, in four bytes each, because half of
//! the questions go one way and half the other. Rows and columns stand in the order that whoever
//! builds the matrix gives them (by convention the code-point order of ids), never in the order of
//! arrival.
//!
//! Start at [`Positions`]; it is made by a [`Builder`].

/// A position on a statement. As a number: agree +1, pass 0, disagree −1; who has taken no
/// position has no cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vote {
    /// Against it: −1.
    Disagree,
    /// Seen, and neither: 0.
    Pass,
    /// For it: +1.
    Agree,
}

impl Vote {
    /// The vote as a number.
    #[must_use]
    pub fn value(self) -> i8 {
        match self {
            Vote::Disagree => -1,
            Vote::Pass => 0,
            Vote::Agree => 1,
        }
    }
}

/// A position that was taken: in a row the index of its statement, in a column that of its
/// participant, and the vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell(u32);

/// The most rows or columns that a matrix may have: an index shares its four bytes with the vote.
pub const MAX_INDEX: usize = (1 << 30) - 1;

impl Cell {
    fn new(index: u32, vote: Vote) -> Cell {
        Cell(index << 2 | vote as u32)
    }

    /// The index of the other side.
    #[must_use]
    pub fn index(self) -> usize {
        (self.0 >> 2) as usize
    }

    /// The vote.
    #[must_use]
    pub fn vote(self) -> Vote {
        match self.0 & 3 {
            0 => Vote::Disagree,
            1 => Vote::Pass,
            _ => Vote::Agree,
        }
    }

    /// The index of the other side and the vote as one number below four times that index: where
    /// a table with a row for each vote on each has this one.
    pub(crate) fn code(self) -> usize {
        self.0 as usize
    }

    /// The vote as a number.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0 & 3) - 1.0
    }
}

/// Cells by row or by column.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Side {
    /// Where each row begins, and one more: where the last one ends.
    starts: Vec<usize>,
    /// The cells, row after row, in each by ascending index.
    cells: Vec<Cell>,
}

impl Side {
    fn of(&self, index: usize) -> &[Cell] {
        &self.cells[self.starts[index]..self.starts[index + 1]]
    }

    /// The same cells by the other side.
    fn turned(&self, others: usize) -> Side {
        let mut starts = vec![0; others + 1];
        for cell in &self.cells {
            starts[cell.index() + 1] += 1;
        }
        for at in 0..others {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut cells = vec![Cell(0); self.cells.len()];
        for (index, bounds) in self.starts.windows(2).enumerate() {
            let own = u32::try_from(index).expect("an index is below the limit");
            for cell in &self.cells[bounds[0]..bounds[1]] {
                cells[next[cell.index()]] = Cell::new(own, cell.vote());
                next[cell.index()] += 1;
            }
        }
        Side { starts, cells }
    }
}

/// A sparse matrix of positions, participants × statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Positions {
    rows: Side,
    columns: Side,
}

impl Positions {
    /// How many participants there are, those without any position included.
    #[must_use]
    pub fn participants(&self) -> usize {
        self.rows.starts.len() - 1
    }

    /// How many statements there are, those that nobody saw included.
    #[must_use]
    pub fn statements(&self) -> usize {
        self.columns.starts.len() - 1
    }

    /// How many positions were taken.
    #[must_use]
    pub fn votes(&self) -> usize {
        self.rows.cells.len()
    }

    /// What a participant holds, by ascending statement.
    #[must_use]
    pub fn row(&self, participant: usize) -> &[Cell] {
        self.rows.of(participant)
    }

    /// Who holds what of a statement, by ascending participant.
    #[must_use]
    pub fn column(&self, statement: usize) -> &[Cell] {
        self.columns.of(statement)
    }

    /// The same matrix with its rows and columns in another order: row `i` is what was row
    /// `participants[i]`. Whoever is not named is left out; nobody may be named twice.
    ///
    /// # Panics
    /// If an index is outside the matrix or named twice.
    #[must_use]
    pub fn arranged(&self, participants: &[u32], statements: &[u32]) -> Positions {
        let mut ranks = vec![u32::MAX; self.statements()];
        for (rank, old) in statements.iter().enumerate() {
            let place = &mut ranks[*old as usize];
            assert_eq!(*place, u32::MAX, "a statement is named once");
            *place = u32::try_from(rank).expect("an index is below the limit");
        }
        let mut seen = vec![false; self.participants()];
        let mut starts = Vec::with_capacity(participants.len() + 1);
        let mut cells = Vec::with_capacity(self.votes());
        starts.push(0);
        for old in participants {
            let seen = &mut seen[*old as usize];
            assert!(!*seen, "a participant is named once");
            *seen = true;
            let from = cells.len();
            let row = self.row(*old as usize).iter();
            let kept = row.map(|it| (ranks[it.index()], it.vote()));
            cells.extend(
                kept.filter(|it| it.0 != u32::MAX)
                    .map(|it| Cell::new(it.0, it.1)),
            );
            cells[from..].sort_unstable();
            starts.push(cells.len());
        }
        let rows = Side { starts, cells };
        let columns = rows.turned(statements.len());
        Positions { rows, columns }
    }
}

impl Positions {
    /// The same matrix with only those positions of which `keeps` says so, by participant and
    /// statement. Rows and columns stay, even where nothing is left in them.
    #[must_use]
    pub fn kept(&self, keeps: impl Fn(usize, usize) -> bool) -> Positions {
        let mut starts = Vec::with_capacity(self.participants() + 1);
        let mut cells = Vec::with_capacity(self.votes());
        starts.push(0);
        for participant in 0..self.participants() {
            let row = self.row(participant).iter();
            cells.extend(row.filter(|it| keeps(participant, it.index())));
            starts.push(cells.len());
        }
        let rows = Side { starts, cells };
        let columns = rows.turned(self.statements());
        Positions { rows, columns }
    }
}

/// Takes positions one by one, in any order.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    /// Participant and cell of each position, as they came.
    cast: Vec<(u32, Cell)>,
}

impl Builder {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Builder {
        Builder::default()
    }

    /// Takes a position; a later one of the same participant on the same statement replaces it.
    ///
    /// # Panics
    /// If the statement is beyond [`MAX_INDEX`].
    pub fn cast(&mut self, participant: u32, statement: u32, vote: Vote) {
        assert!(statement as usize <= MAX_INDEX, "a statement has an index");
        self.cast.push((participant, Cell::new(statement, vote)));
    }

    /// The matrix, and how many positions were replaced by later ones. `participants[i]` is the
    /// row of the participant that was called `i` until now, `statements[j]` the column of the
    /// statement `j`; both are permutations.
    ///
    /// # Panics
    /// If a participant or a statement is outside its permutation, or there are more than
    /// [`MAX_INDEX`] of them.
    #[must_use]
    pub fn finish(self, participants: &[u32], statements: &[u32]) -> (Positions, usize) {
        assert!(participants.len() <= MAX_INDEX, "a row has an index");
        let mut starts = vec![0_usize; participants.len() + 1];
        for (participant, _) in &self.cast {
            starts[participants[*participant as usize] as usize + 1] += 1;
        }
        for at in 0..participants.len() {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut cells = vec![Cell(0); self.cast.len()];
        for (participant, cell) in &self.cast {
            let place = &mut next[participants[*participant as usize] as usize];
            let statement = statements[cell.index()];
            assert!((statement as usize) < statements.len(), "a column is there");
            cells[*place] = Cell::new(statement, cell.vote());
            *place += 1;
        }
        drop(self.cast);
        let replaced = keep_last(&mut starts, &mut cells);
        let rows = Side { starts, cells };
        let columns = rows.turned(statements.len());
        (Positions { rows, columns }, replaced)
    }
}

/// Sorts each row by statement and keeps the last of several cells for one.
fn keep_last(starts: &mut [usize], cells: &mut Vec<Cell>) -> usize {
    let before = cells.len();
    let (mut from, mut kept) = (0, 0);
    for end in starts.iter_mut().skip(1) {
        // Stable: of several for one statement the last one came last.
        cells[from..*end].sort_by_key(|it| it.index());
        for at in from..*end {
            let last = at + 1 == *end || cells[at + 1].index() != cells[at].index();
            if last {
                cells[kept] = cells[at];
                kept += 1;
            }
        }
        from = std::mem::replace(end, kept);
    }
    cells.truncate(kept);
    cells.shrink_to_fit();
    before - kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> (Positions, usize) {
        let mut builder = Builder::new();
        builder.cast(0, 1, Vote::Agree);
        builder.cast(2, 0, Vote::Disagree);
        builder.cast(0, 0, Vote::Agree);
        builder.cast(0, 1, Vote::Pass);
        builder.finish(&[1, 2, 0], &[1, 0])
    }

    #[test]
    fn each_position_stands_in_its_row_and_in_its_column() {
        let (positions, _) = small();
        let shape = (positions.participants(), positions.statements());
        assert_eq!(shape, (3, 2));
        let votes = |cells: &[Cell]| -> Vec<(usize, i8)> {
            cells
                .iter()
                .map(|it| (it.index(), it.vote().value()))
                .collect()
        };
        assert_eq!(votes(positions.row(0)), [(1, -1)]);
        assert_eq!(votes(positions.row(1)), [(0, 0), (1, 1)]);
        assert_eq!(votes(positions.row(2)), []);
        assert_eq!(votes(positions.column(0)), [(1, 0)]);
        assert_eq!(votes(positions.column(1)), [(0, -1), (1, 1)]);
        assert!((positions.row(0)[0].value() + 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_last_of_several_positions_counts_and_the_others_are_counted() {
        let (positions, replaced) = small();
        assert_eq!((positions.votes(), replaced), (3, 1));
    }

    #[test]
    fn arranged_back_it_is_itself() {
        let (positions, _) = small();
        let there = positions.arranged(&[2, 0, 1], &[1, 0]);
        assert_eq!(there.row(1), positions.arranged(&[0], &[1, 0]).row(0));
        assert_eq!(there.arranged(&[1, 2, 0], &[1, 0]), positions);
        let (rows, cells) = (positions.arranged(&[1], &[1]), positions.row(1)[1]);
        assert_eq!((rows.votes(), rows.row(0)[0].vote()), (1, cells.vote()));
    }

    #[test]
    fn what_is_kept_stays_where_it_was() {
        let (positions, _) = small();
        let kept = positions.kept(|participant, statement| participant == 0 || statement == 1);
        assert_eq!(
            (kept.participants(), kept.statements(), kept.votes()),
            (3, 2, 2)
        );
        assert_eq!(kept.row(0), positions.row(0));
        assert_eq!(kept.column(1), positions.column(1));
        assert_eq!(kept.row(1), &positions.row(1)[1..]);
    }

    #[test]
    fn nothing_at_all_is_a_matrix() {
        let (positions, replaced) = Builder::new().finish(&[], &[]);
        assert_eq!((positions.participants(), positions.statements()), (0, 0));
        assert_eq!((positions.votes(), replaced), (0, 0));
    }
}
