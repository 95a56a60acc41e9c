//! Common ground: what each part of the people holds of a statement, and what all parts can live
//! with.
//!
//! A part is an opinion group or a declared constituency. Every part counts once, whatever its
//! size, so that no bloc decides by its numbers; and a part that is too small to be told from a
//! few odd ballots is shown but blocks nothing, so that nobody gets a veto by inventing himself.
//!
//! Ballots of individuals and positions of delegations are two things. Of ballots no tally of fewer
//! than five persons is given, none that could be worked out by adding and taking the tallies of a
//! statement from each other, whether they are by group, by constituency or of everyone, and no
//! common ground that was computed from such a tally. Figures of several statements, and of the
//! same votes computed twice, are not guarded against each other. Positions of delegations are
//! public acts: all of them are shown, and each part counts, however small.
//!
//! Never here: who is in which part, and any decision.
//!
//! Start at [`StatementFigures`].

mod figures;
mod hiding;
mod weights;

use crate::quantiles::beta_quantile;

pub(crate) use figures::{Parts, Rules, figures};
pub use figures::{StatementFigures, Total, Weighted};
pub use hiding::shown_sizes;
pub use weights::Repeated;
pub(crate) use weights::{Weights, heard_by_weight, weights};

/// Of ballots of individuals, a figure about fewer persons than this is not given.
pub const HIDDEN_BELOW: usize = 5;

/// The probability that agreement in truth lies below the lower bound.
const LOWER_TAIL: f64 = 0.10;

/// Whose positions these are, and what follows from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Ballots of individuals: private, and anyone can open an account.
    Ballots {
        /// From which mass on a part has a say.
        minimum_mass: MinimumMass,
        /// How identical ballots count in the weighted figures.
        clones: Clones,
    },
    /// Positions of delegations: public acts of parties who are known. Allies who hold the same
    /// are not clones, and no part is too small.
    Delegations,
}

impl Kind {
    /// Ballots of individuals with the usual minimum mass, each ballot counting in full.
    #[must_use]
    pub fn ballots() -> Kind {
        Kind::Ballots {
            minimum_mass: MinimumMass::default(),
            clones: Clones::InFull,
        }
    }

    /// The fewest persons whose figures are given.
    #[must_use]
    pub fn fewest_shown(self) -> usize {
        match self {
            Kind::Ballots { .. } => HIDDEN_BELOW,
            Kind::Delegations => 1,
        }
    }

    /// Whether clones count as one in the weighted figures.
    #[must_use]
    pub fn counts_clones_as_one(self) -> bool {
        match self {
            Kind::Ballots { clones, .. } => clones == Clones::AsOne,
            Kind::Delegations => false,
        }
    }

    /// Whether a part of so many persons who took positions has a say, where so many took any, in
    /// a part or not.
    #[must_use]
    pub fn has_say(self, size: usize, everyone: usize) -> bool {
        match self {
            Kind::Ballots { minimum_mass, .. } => {
                size >= minimum_mass.persons && size as f64 >= minimum_mass.share * everyone as f64
            }
            Kind::Delegations => size > 0,
        }
    }
}

/// The mass from which on a part of the people has a say in the common ground: both must be
/// reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MinimumMass {
    /// As a share of all participants who took any position, from 0 to 1. It is not a share of
    /// those who are in some part: where twenty of a thousand declare a constituency, five of them
    /// are a fourth of these and one in two hundred of those who are heard, and a constituency of
    /// five accounts must not block what a thousand can live with. Where hardly anybody declares
    /// one, no constituency has a say, and that is said.
    pub share: f64,
    /// In persons.
    pub persons: usize,
}

impl Default for MinimumMass {
    /// One in twenty, and five persons: fewer can be a household.
    fn default() -> MinimumMass {
        MinimumMass {
            share: 0.05,
            persons: 5,
        }
    }
}

/// How ballots that are the same in every position count in the weighted figures, where they are
/// heaps as [`Repeated`] has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clones {
    /// Each in full.
    InFull,
    /// Together as one.
    AsOne,
}

/// How many took which position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Who agrees.
    pub agree: u32,
    /// Who disagrees.
    pub disagree: u32,
    /// Who saw it and does neither.
    pub pass: u32,
}

impl Tally {
    /// All who took a position, passes included.
    #[must_use]
    pub fn votes(self) -> u32 {
        self.agree + self.disagree + self.pass
    }

    /// The figures of this tally.
    #[must_use]
    pub fn agreement(self) -> Agreement {
        let [agree, disagree, votes] = [self.agree, self.disagree, self.votes()].map(f64::from);
        Agreement::of(agree, disagree, votes)
    }

    pub(crate) fn plus(self, other: Tally) -> Tally {
        Tally {
            agree: self.agree + other.agree,
            disagree: self.disagree + other.disagree,
            pass: self.pass + other.pass,
        }
    }
}

/// What a part of the people holds of a statement, as shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// The share that agrees, with Jeffreys' pseudocounts: (A + ½)/(N + 1).
    pub agrees: f64,
    /// The share that disagrees, likewise: (D + ½)/(N + 1).
    pub disagrees: f64,
    /// Effective agreement: `agrees` × (1 − `disagrees`), above 0 and below 1.
    pub effective: f64,
    /// What the share that agrees is at least, with nine chances in ten: the 10 % quantile of
    /// Beta(A + ½, N − A + ½); 0 where nobody agrees.
    pub lower: f64,
}

impl Agreement {
    /// From numbers that may be weighted, hence not whole.
    fn of(agree: f64, disagree: f64, votes: f64) -> Agreement {
        let agrees = (agree + 0.5) / (votes + 1.0);
        let disagrees = (disagree + 0.5) / (votes + 1.0);
        let lower = match agree > 0.0 {
            // Rounding of weighted numbers may leave a little less than nobody.
            true => beta_quantile(LOWER_TAIL, agree + 0.5, (votes - agree).max(0.0) + 0.5),
            false => 0.0,
        };
        Agreement {
            agrees,
            disagrees,
            effective: agrees * (1.0 - disagrees),
            lower,
        }
    }
}

/// The figures of a part of the people on a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// As they are.
    Shown(Tally),
    /// Not given: they are about fewer than [`HIDDEN_BELOW`] persons, or would give such figures
    /// away. Only in tables of ballots.
    Hidden,
}

impl Count {
    /// The tally, where it is given.
    #[must_use]
    pub fn shown(self) -> Option<Tally> {
        match self {
            Count::Shown(tally) => Some(tally),
            Count::Hidden => None,
        }
    }
}

/// How far all parts can live with a statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ground {
    /// The geometric mean of effective agreement over the parts that have a say: above 0 and
    /// below 1.
    pub score: f64,
    /// The least of their lower bounds.
    pub lower: f64,
}

/// Why there is no common ground to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoGround {
    /// Nobody took a position on the statement.
    NobodyTookAPosition,
    /// Nobody has declared a constituency.
    NoParts,
    /// No part reaches the minimum mass.
    NoPartHasASay,
    /// A part that has a say has figures that are not given; the number is that of the first such
    /// part.
    HiddenFigures(usize),
}

/// Common ground over parts, from what each holds and whether it has a say.
///
/// # Errors
/// Why there is none.
pub fn common_ground(counts: &[Count], has_say: &[bool]) -> Result<Ground, NoGround> {
    let parts = counts.iter().zip(has_say).enumerate();
    let heard = parts.filter(|it| *it.1.1).map(|it| match it.1.0 {
        Count::Shown(tally) => Ok(tally.agreement()),
        Count::Hidden => Err(NoGround::HiddenFigures(it.0)),
    });
    ground(
        heard.collect::<Result<Vec<Agreement>, NoGround>>()?,
        counts.len(),
    )
}

/// The same from the figures of those who have a say, of so many parts.
fn ground(heard: Vec<Agreement>, parts: usize) -> Result<Ground, NoGround> {
    if heard.is_empty() {
        return Err(match parts {
            0 => NoGround::NoParts,
            _ => NoGround::NoPartHasASay,
        });
    }
    let logs: f64 = heard.iter().map(|it| libm::log(it.effective)).sum();
    let lower = heard.iter().map(|it| it.lower).fold(1.0, f64::min);
    Ok(Ground {
        score: libm::exp(logs / heard.len() as f64),
        lower,
    })
}

#[cfg(test)]
mod tests;
