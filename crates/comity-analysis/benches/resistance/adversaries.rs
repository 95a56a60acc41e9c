//! Ballots, real and made up: those of a conversation, and those of people who want to move it.

use comity_analysis::Chance;
use comity_analysis::positions::{Builder, Positions, Vote};

/// What one participant holds: statements with votes, ascending.
pub type Ballot = Vec<(u32, Vote)>;

/// Everyone, with the constituency that each declares.
#[derive(Clone)]
pub struct Hall {
    pub ballots: Vec<Ballot>,
    pub declared: Vec<Option<u32>>,
    pub statements: usize,
}

impl Hall {
    /// The participants of a matrix.
    pub fn of(positions: &Positions, declared: &[Option<u32>]) -> Hall {
        let ballot = |row| -> Ballot {
            let cells = positions.row(row).iter();
            cells.map(|it| (it.index() as u32, it.vote())).collect()
        };
        Hall {
            ballots: (0..positions.participants()).map(ballot).collect(),
            declared: declared.to_vec(),
            statements: positions.statements(),
        }
    }

    /// The matrix of everyone in it.
    pub fn positions(&self) -> Positions {
        let mut builder = Builder::new();
        for (row, ballot) in (0_u32..).zip(&self.ballots) {
            for (statement, vote) in ballot {
                builder.cast(row, *statement, *vote);
            }
        }
        let rows: Vec<u32> = (0..self.ballots.len() as u32).collect();
        let columns: Vec<u32> = (0..self.statements as u32).collect();
        builder.finish(&rows, &columns).0
    }

    /// The same with these coming last, all of whom declare one constituency.
    pub fn joined_by(&self, ballots: Vec<Ballot>, constituency: u32) -> Hall {
        let mut hall = self.clone();
        let number = ballots.len();
        hall.ballots.extend(ballots);
        hall.declared.extend(vec![Some(constituency); number]);
        hall
    }

    /// Only these of it.
    pub fn only(&self, rows: &[usize]) -> Hall {
        Hall {
            ballots: rows.iter().map(|it| self.ballots[*it].clone()).collect(),
            declared: rows.iter().map(|it| self.declared[*it]).collect(),
            statements: self.statements,
        }
    }

    /// How many make up this share of everyone once they have joined.
    pub fn making(&self, share: f64) -> usize {
        (self.ballots.len() as f64 * share / (1.0 - share)).round() as usize
    }
}

/// How somebody tries to move the common ground.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Each disagrees with all that some real participant has seen.
    Rejects,
    /// All cast one ballot, drawn by lot, on what some real participant has seen.
    Identical,
    /// All cast one ballot, drawn by lot, on every statement.
    Thorough,
    /// Each votes by lot on what some real participant has seen, three times as often against
    /// the ten that stand highest as for them, and the other way round on all others.
    Biased,
    /// Each is a copy of a real participant of the smallest camp, against the one that stands
    /// highest.
    Turned,
}

pub const KINDS: [(Kind, &str); 5] = [
    (Kind::Rejects, "reject everything"),
    (Kind::Identical, "identical ballots"),
    (Kind::Thorough, "identical, on all"),
    (Kind::Biased, "by lot, biased"),
    (Kind::Turned, "minority, turned"),
];

/// So many ballots of a kind; copies are made of those in the camp, and against the statements that
/// stand highest, the highest first.
pub fn adversaries(
    kind: Kind,
    count: usize,
    hall: &Hall,
    (camp, highest): (&[usize], &[usize]),
    chance: &mut Chance,
) -> Vec<Ballot> {
    let active: Vec<&Ballot> = hall.ballots.iter().filter(|it| !it.is_empty()).collect();
    let seen = |chance: &mut Chance| active[chance.below(active.len())].clone();
    let by_lot = |chance: &mut Chance| [Vote::Agree, Vote::Pass, Vote::Disagree][chance.below(3)];
    let one = match kind {
        Kind::Identical => seen(chance),
        _ => (0..hall.statements as u32)
            .map(|it| (it, Vote::Pass))
            .collect(),
    };
    let one = with(one, |_| by_lot(chance));
    (0..count)
        .map(|_| match kind {
            Kind::Identical | Kind::Thorough => one.clone(),
            Kind::Rejects => with(seen(chance), |_| Vote::Disagree),
            Kind::Biased => with(seen(chance), |it| biased(it, highest, chance)),
            Kind::Turned => {
                let ballot = hall.ballots[camp[chance.below(camp.len())]].clone();
                against(ballot, highest[0] as u32)
            }
        })
        .collect()
}

/// One pass in ten; else three to one against what stands highest, and for all others.
fn biased(statement: u32, highest: &[usize], chance: &mut Chance) -> Vote {
    let is_target = highest.contains(&(statement as usize));
    match (chance.unit(), chance.unit() < 0.75) {
        (pass, _) if pass < 0.1 => Vote::Pass,
        (_, goes_along) if goes_along == is_target => Vote::Disagree,
        _ => Vote::Agree,
    }
}

fn with(mut ballot: Ballot, mut vote: impl FnMut(u32) -> Vote) -> Ballot {
    for (statement, held) in &mut ballot {
        *held = vote(*statement);
    }
    ballot
}

/// The ballot with a vote against a statement, whether it was seen or not.
fn against(mut ballot: Ballot, statement: u32) -> Ballot {
    ballot.retain(|it| it.0 != statement);
    ballot.push((statement, Vote::Disagree));
    ballot.sort_unstable();
    ballot
}
