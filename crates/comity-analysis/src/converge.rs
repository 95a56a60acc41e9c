//! Where agreement lies: everything a report needs, from a matrix of positions.
//!
//! The matrix is put in its canonical order, a seed is drawn from its hash, and all that follows
//! is handed back under the caller's own indices: the same bits on every machine, whoever came
//! first and whatever anyone is called.
//!
//! Never here: names, files, words in a language; and nothing here decides anything.
//!
//! Start at [`converge`].

mod question;

use crate::chance::Chance;
use crate::common_ground::{
    Count, Kind, NoGround, Parts, Repeated, Rules, StatementFigures, Weights, figures,
    heard_by_weight, shown_sizes, weights,
};
use crate::groups::{Bounds, COMPONENTS, Groups, MapPoint, NoGroups, Placed, needed_positions};
use crate::order::{Order, seed};
use crate::pieces::{in_order, ranges};
use crate::positions::Positions;
use crate::representative::{Representative, representative};
use crate::spectrum::spectrum;
use crate::stability::{Badge, Stability, stability};

pub use question::{Question, QuestionError, Settings, Trials};

/// The version of the method. Any change that can move a published number raises it.
pub const METHOD: u32 = 3;

/// Statements whose figures are computed as one piece.
const PIECE: usize = 16;

/// What was asked, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Rows of the matrix.
    pub participants: usize,
    /// Those who took any position.
    pub with_positions: usize,
    /// Those who took enough to be placed on the map and grouped; all others are not grouped.
    pub placed: usize,
    /// How many positions are enough.
    pub needed_positions: usize,
    /// Columns of the matrix.
    pub statements: usize,
    /// Those that anybody took a position on.
    pub seen_statements: usize,
    /// Positions taken, passes included.
    pub votes: usize,
    /// Ballots, of as many positions as are needed to be placed, that are the same as at least four
    /// others. Delegations that hold the same are none: it is known who they are.
    pub repeated: Repeated,
}

/// Opinion groups, or why there are none to show.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Groups, stable as far as that was tried.
    Groups(Vec<Group>, Parting),
    /// There are none.
    None(NoGroups),
    /// People can be parted, but not in a way that would be found again. The parting is given to
    /// show what was tried; who was in which group is not, and no figure follows from it.
    NotStable(Parting),
}

/// How people were parted into groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Parting {
    /// How many groups.
    pub count: usize,
    /// In how many of the leading components.
    pub dimensions: usize,
    /// How much nearer people are to their own group than to the next, from −1 to 1.
    pub silhouette: f64,
    /// The highest silhouette that a cloud without groups, parted into as many, reached.
    pub silhouette_without_groups: f64,
    /// How the groups fared when they were looked for again; none where that was not asked for.
    pub stability: Option<Stability>,
}

/// An opinion group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// How many persons are in it.
    pub size: usize,
    /// Its middle, a number for each dimension, in the units of the map.
    pub centre: Vec<f64>,
    /// Whether it reaches the minimum mass; else it is shown and blocks nothing.
    pub has_say: bool,
    /// Statements that are particular to it, in the order of the statements.
    pub representative: Vec<Representative>,
}

/// A declared constituency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Constituency {
    /// How many have declared it. Not given, in tables of ballots, where they are too few, or where
    /// too few are left beside those that are given: see [`shown_sizes`].
    pub size: Option<usize>,
    /// Whether it reaches the minimum mass; else it is shown and blocks nothing.
    pub has_say: bool,
}

/// Where agreement lies. Groups are numbered along the first component; statements and
/// constituencies have the caller's indices, and no list is in order of size or support.
#[derive(Clone, Debug, PartialEq)]
pub struct Convergence {
    /// [`METHOD`].
    pub method: u32,
    /// SHA-256 over the matrix, the keys, the constituencies and the settings, in canonical order.
    pub input_hash: [u8; 32],
    /// Its first eight bytes, the lowest first: what all chance followed from.
    pub seed: u64,
    /// What it was made by.
    pub settings: Settings,
    /// What was asked, in numbers.
    pub counts: Counts,
    /// For each component that was computed the share, from 0 to 1, of all that people differ by.
    pub spectrum: Vec<f64>,
    /// Opinion groups, or why there are none.
    pub outcome: Outcome,
    /// For each participant the group, where there are groups and the participant is in one. Of
    /// ballots it is for computing on, and never for publishing.
    pub membership: Vec<Option<u8>>,
    /// Where people stand, as heaps: of ballots never fewer than five people in one.
    pub map: Vec<MapPoint>,
    /// Where each participant stands on the map, where positions are public acts; empty for
    /// ballots.
    pub places: Vec<Option<[f64; 2]>>,
    /// The declared constituencies.
    pub constituencies: Vec<Constituency>,
    /// The figures of each statement.
    pub statements: Vec<StatementFigures>,
}

/// Where agreement lies in these positions.
///
/// # Errors
/// Where the question does not fit the matrix or a setting is out of its range; what is wrong and
/// what would be right.
pub fn converge(positions: &Positions, question: &Question) -> Result<Convergence, QuestionError> {
    question.check(positions)?;
    let given = question.given_constituencies(positions.participants());
    let count = question.constituency_count;
    let order = Order::of(positions, &question.statements, &given, count);
    let there = Canonical::of(positions, &order, &given, &question.settings);
    let parted = parted(&there, &question.settings);
    let rules = there.rules(&parted.membership, parted.groups, &question.settings);
    let statements = all_figures(&there.positions, &rules);
    Ok(Convergence {
        method: METHOD,
        input_hash: there.input_hash,
        seed: there.seed,
        settings: question.settings,
        counts: counts(&there.positions, parted.placed, question.settings.kind),
        spectrum: parted.spectrum,
        constituencies: declared(&order, &rules),
        outcome: parted.outcome.finished(&rules, &order, &statements),
        membership: back(&order.participants, parted.membership),
        map: parted.map,
        places: back(&order.participants, parted.places),
        statements: back(
            &order.statements,
            statements
                .into_iter()
                .map(|it| renamed(it, &order))
                .collect(),
        ),
    })
}

/// The matrix in its own order.
struct Canonical {
    positions: Positions,
    /// The constituency of each row, by its place.
    constituencies: Vec<Option<u32>>,
    constituency_count: usize,
    input_hash: [u8; 32],
    seed: u64,
}

impl Canonical {
    fn of(
        positions: &Positions,
        order: &Order,
        given: &[Option<u32>],
        settings: &Settings,
    ) -> Canonical {
        let positions = positions.arranged(&order.participants, &order.statements);
        let mut places = vec![0; order.constituencies.len()];
        for (place, constituency) in (0_u32..).zip(&order.constituencies) {
            places[*constituency as usize] = place;
        }
        let of = |row: &u32| given[*row as usize].map(|it| places[it as usize]);
        let constituencies: Vec<Option<u32>> = order.participants.iter().map(of).collect();
        let input_hash = order.input_hash(&positions, &constituencies, &settings.encoded());
        Canonical {
            positions,
            constituencies,
            constituency_count: order.constituencies.len(),
            seed: seed(&input_hash),
            input_hash,
        }
    }

    fn rules(&self, membership: &[Option<u8>], groups: usize, settings: &Settings) -> Rules {
        let kind = settings.kind;
        let of = membership.iter().map(|it| it.map(u32::from));
        let (of, count) = match groups {
            // Where there are no groups everyone is one part.
            0 => (vec![Some(0); membership.len()], 1),
            count => (of.collect(), count),
        };
        let rows = 0..self.positions.participants();
        let is_heard: Vec<bool> = rows.map(|it| !self.positions.row(it).is_empty()).collect();
        let groups = Parts::new(of, count, kind, &is_heard);
        let each = weights(&self.positions, &self.constituencies, settings.alpha, kind);
        let (declared, count) = (self.constituencies.clone(), self.constituency_count);
        let constituencies = Parts::new(declared, count, kind, &is_heard);
        Rules {
            kind,
            weights: each.map(|it| {
                let has_say = heard_by_weight(&self.positions, &groups, kind);
                Weights::new(it, &groups, has_say)
            }),
            constituencies,
            groups,
        }
    }
}

/// What is known of groups before any figure is.
struct Parted {
    spectrum: Vec<f64>,
    placed: usize,
    map: Vec<MapPoint>,
    places: Vec<Option<[f64; 2]>>,
    membership: Vec<Option<u8>>,
    /// How many groups there are to count by; 0 for none.
    groups: usize,
    outcome: Unfinished,
}

/// An outcome whose groups still lack what follows from the figures.
enum Unfinished {
    Groups(Groups, Parting),
    None(NoGroups),
    NotStable(Parting),
}

fn parted(there: &Canonical, settings: &Settings) -> Parted {
    let chance = Chance::from_seed(there.seed);
    let positions = &there.positions;
    let spectrum = spectrum(positions, COMPONENTS, &chance.part(0));
    let placed = Placed::of(positions, &spectrum, &chance.part(1));
    let fewest = settings.kind.fewest_shown();
    let bounds = Bounds::of(placed.count(), positions.statements(), settings.kind);
    let outcome = match placed.groups(positions, bounds, &chance.part(2)) {
        Err(none) => Unfinished::None(none),
        Ok(groups) => tried(positions, groups, settings, (bounds, &chance.part(3))),
    };
    let groups = match &outcome {
        Unfinished::Groups(groups, _) => Some(groups),
        _ => None,
    };
    // Where one component has it all, rounding may leave a little more than that.
    let share = |it: &f64| (it * it / spectrum.total).min(1.0);
    Parted {
        spectrum: spectrum.strengths.iter().map(share).collect(),
        placed: placed.count(),
        map: placed.map(groups, fewest, &chance.part(4)),
        places: match settings.kind {
            Kind::Delegations => placed.places(),
            Kind::Ballots { .. } => Vec::new(),
        },
        membership: groups.map_or_else(
            || vec![None; positions.participants()],
            |it| it.membership.clone(),
        ),
        groups: groups.map_or(0, |it| it.count),
        outcome,
    }
}

fn tried(
    positions: &Positions,
    groups: Groups,
    settings: &Settings,
    (bounds, chance): (Bounds, &Chance),
) -> Unfinished {
    let stability = match settings.trials {
        Trials::Run => Some(stability(positions, &groups, bounds, chance)),
        Trials::LeftOut => None,
    };
    let unstable = stability
        .as_ref()
        .is_some_and(|it| it.badge == Badge::NotStable);
    let parting = Parting {
        count: groups.count,
        dimensions: groups.dimensions,
        silhouette: groups.silhouette,
        silhouette_without_groups: groups.silhouette_without_groups,
        stability,
    };
    match unstable {
        true => Unfinished::NotStable(parting),
        false => Unfinished::Groups(groups, parting),
    }
}

impl Unfinished {
    fn finished(self, rules: &Rules, order: &Order, statements: &[StatementFigures]) -> Outcome {
        let (groups, parting) = match self {
            Unfinished::None(none) => return Outcome::None(none),
            Unfinished::NotStable(parting) => return Outcome::NotStable(parting),
            Unfinished::Groups(groups, parting) => (groups, parting),
        };
        let counts: Vec<&[Count]> = statements.iter().map(|it| &it.by_group[..]).collect();
        let group = |(number, centre): (usize, Vec<f64>)| {
            let mut particular = representative(&counts, number);
            for it in &mut particular {
                it.statement = order.statements[it.statement] as usize;
            }
            particular.sort_by_key(|it| it.statement);
            Group {
                size: rules.groups.sizes[number],
                centre,
                has_say: rules.groups.has_say[number],
                representative: particular,
            }
        };
        let all = groups.centres.into_iter().enumerate().map(group);
        Outcome::Groups(all.collect(), parting)
    }
}

fn all_figures(positions: &Positions, rules: &Rules) -> Vec<StatementFigures> {
    let pieces = ranges(positions.statements(), PIECE);
    let done = in_order(pieces.len(), |piece| -> Vec<StatementFigures> {
        let own = pieces[piece].clone();
        own.map(|it| figures(positions.column(it), rules)).collect()
    });
    done.into_iter().flatten().collect()
}

/// The matrix stands in the canonical order.
fn counts(positions: &Positions, placed: usize, kind: Kind) -> Counts {
    let (participants, statements) = (positions.participants(), positions.statements());
    let needed_positions = needed_positions(statements);
    Counts {
        participants,
        with_positions: (0..participants)
            .filter(|it| !positions.row(*it).is_empty())
            .count(),
        placed,
        needed_positions,
        statements,
        seen_statements: (0..statements)
            .filter(|it| !positions.column(*it).is_empty())
            .count(),
        votes: positions.votes(),
        repeated: match kind {
            Kind::Ballots { .. } => Repeated::of(positions),
            Kind::Delegations => Repeated::default(),
        },
    }
}

/// The constituencies under the caller's numbers.
fn declared(order: &Order, rules: &Rules) -> Vec<Constituency> {
    let parts = &rules.constituencies;
    let sizes = shown_sizes(&parts.sizes, parts.of.len(), rules.kind.fewest_shown());
    let all = sizes.into_iter().zip(&parts.has_say);
    let all = all.map(|(size, has_say)| Constituency {
        size,
        has_say: *has_say,
    });
    back(&order.constituencies, all.collect())
}

/// The figures with constituencies under the caller's numbers.
fn renamed(mut figures: StatementFigures, order: &Order) -> StatementFigures {
    figures.by_constituency = back(&order.constituencies, figures.by_constituency);
    if let Err(NoGround::HiddenFigures(part)) = &mut figures.among_constituencies {
        *part = order.constituencies[*part] as usize;
    }
    figures
}

/// Values by place, put back where the caller has them: `order[i]` is where the one at `i` goes.
fn back<T>(order: &[u32], values: Vec<T>) -> Vec<T> {
    let mut numbered: Vec<(u32, T)> = order.iter().copied().zip(values).collect();
    numbered.sort_by_key(|it| it.0);
    numbered.into_iter().map(|it| it.1).collect()
}

#[cfg(test)]
mod tests;
