//! What the modes hold to be common ground: a number for each statement, and its ten highest.

use comity_analysis::common_ground::{Clones, Kind, MinimumMass};
use comity_analysis::compatibility::compatibility;
use comity_analysis::converge::{Outcome, Trials};
use comity_analysis::{Chance, Convergence, Question, Settings, converge};

use super::adversaries::Hall;

/// How long the list is whose change is counted.
pub const LONG: usize = 10;

/// What one mode says: a number for each statement, none where it gives none.
#[derive(Clone)]
pub struct Verdict {
    pub scores: Vec<Option<f64>>,
    /// The group of everyone; nobody has one where no groups are published.
    pub groups: Vec<Option<u32>>,
}

impl Verdict {
    fn of(scores: impl Iterator<Item = Option<f64>>, groups: Vec<Option<u32>>) -> Verdict {
        Verdict {
            scores: scores.collect(),
            groups,
        }
    }

    /// The statements that stand highest, the highest first.
    pub fn highest(&self) -> Vec<usize> {
        let scored = self.scores.iter().enumerate();
        let mut all: Vec<(f64, usize)> = scored
            .filter_map(|it| Some((it.1.as_ref().copied()?, it.0)))
            .collect();
        all.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        all.truncate(LONG);
        all.into_iter().map(|it| it.1).collect()
    }

    /// The number of the statement that stands highest.
    pub fn best(&self) -> f64 {
        let highest = self.highest().first().and_then(|it| self.scores[*it]);
        highest.unwrap_or(0.0)
    }

    /// How many of these ten are among its own ten.
    pub fn kept(&self, ten: &[usize]) -> usize {
        let own = self.highest();
        ten.iter().filter(|it| own.contains(it)).count()
    }

    /// What a list is worth by this verdict: the mean number of its statements.
    pub fn worth(&self, list: &[usize]) -> f64 {
        let all = list.iter().map(|it| self.scores[*it].unwrap_or(0.0));
        all.sum::<f64>() / list.len().max(1) as f64
    }

    pub fn group_count(&self) -> usize {
        let groups = self.groups.iter().flatten();
        groups.max().map_or(0, |it| *it as usize + 1)
    }
}

/// The ways to judge, in the order of the columns.
pub const JUDGES: [&str; 5] = [
    "opinion groups",
    "clones as one",
    "declared",
    "plain agreement",
    "Polis",
];

/// Common ground by opinion groups, with their trials: every ballot in full, and weighted so that
/// identical ballots count as one.
pub fn by_opinion(hall: &Hall) -> [Verdict; 2] {
    let found = converged(hall, Trials::Run);
    let published = matches!(found.outcome, Outcome::Groups(..));
    let membership = found.membership.iter();
    let groups: Vec<Option<u32>> = membership
        .map(|it| it.filter(|_| published).map(u32::from))
        .collect();
    let all = found.statements.iter();
    let full = all.clone().map(|it| it.among_groups.ok());
    let as_one = all.map(|it| it.weighted.and_then(|it| it.among_groups.ok()));
    [
        Verdict::of(full.map(|it| it.map(|it| it.score)), groups.clone()),
        Verdict::of(as_one.map(|it| it.map(|it| it.score)), groups),
    ]
}

/// Common ground by declared constituencies, which do not depend on opinion groups.
pub fn by_declaration(hall: &Hall) -> Verdict {
    let found = converged(hall, Trials::LeftOut);
    let all = found.statements.iter();
    let scores = all.map(|it| it.among_constituencies.ok().map(|it| it.score));
    Verdict::of(scores, hall.declared.clone())
}

/// Agrees over all votes, one more of either: what a count without groups says.
pub fn plain(hall: &Hall) -> Verdict {
    let positions = hall.positions();
    let score = |statement| {
        let column = positions.column(statement);
        let agrees = column.iter().filter(|it| it.value() > 0.0).count();
        (!column.is_empty()).then(|| (agrees + 1) as f64 / (column.len() + 2) as f64)
    };
    let nobody = vec![None; hall.ballots.len()];
    Verdict::of((0..hall.statements).map(score), nobody)
}

/// Group-aware consensus of Polis.
pub fn polis(hall: &Hall) -> Verdict {
    let found = compatibility(&hall.positions(), &[], &Chance::from_seed(1));
    Verdict::of(found.consensus.into_iter().map(Some), found.groups)
}

fn converged(hall: &Hall, trials: Trials) -> Convergence {
    let count = hall.declared.iter().flatten().max();
    let question = Question {
        statements: (0..hall.statements).map(|it| it.to_string()).collect(),
        constituencies: hall.declared.clone(),
        constituency_count: count.map_or(0, |it| *it as usize + 1),
        settings: Settings {
            kind: Kind::Ballots {
                minimum_mass: MinimumMass::default(),
                clones: Clones::AsOne,
            },
            trials,
            ..Settings::default()
        },
    };
    converge(&hall.positions(), &question).expect("the question fits")
}
