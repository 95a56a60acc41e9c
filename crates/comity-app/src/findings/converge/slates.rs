//! Slates: a few statements that stand for everyone, by two rules, beside those with the most
//! common ground.

use comity_analysis::converge::Convergence;
use comity_analysis::positions::Positions;
use comity_analysis::slates::{Approvals, Certificate, MAX_SLATE_STATEMENTS, Slate};
use sha2::{Digest, Sha256};

/// How a slate was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// By Phragmén's rule, in the order of choice.
    Phragmen,
    /// By proportional approval voting.
    Proportional,
    /// The statements with the most common ground among opinion groups.
    CommonGround,
}

impl Rule {
    /// Its name for machines.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Rule::Phragmen => "phragmen",
            Rule::Proportional => "proportional",
            Rule::CommonGround => "common_ground",
        }
    }
}

/// A slate and whom it represents.
#[derive(Clone, Debug, PartialEq)]
pub struct Slated {
    /// How it was made.
    pub rule: Rule,
    /// The statements, as the figures number them.
    pub slate: Slate,
    /// Whom it represents.
    pub certificate: Certificate,
}

/// A slate by each rule; none where nobody agrees with anything.
pub(super) fn slates(
    positions: &Positions,
    keys: &[String],
    convergence: &Convergence,
    size: usize,
) -> Vec<Slated> {
    let count = u32::try_from(keys.len()).expect("a reader has a limit");
    let mut order: Vec<u32> = (0..count).collect();
    // A tie goes by a hash of the words, which nobody can choose well.
    order.sort_by_cached_key(|at| -> [u8; 32] {
        Sha256::digest(keys[*at as usize].as_bytes()).into()
    });
    let approvals = Approvals::new(positions, &order);
    let size = size.min(MAX_SLATE_STATEMENTS).min(keys.len());
    if approvals.agreeing() == 0 || size == 0 {
        return Vec::new();
    }
    let ground = convergence.statements.iter();
    let scores: Vec<Option<f64>> = ground
        .map(|it| it.among_groups.ok().map(|ground| ground.score))
        .collect();
    let made = [
        (Rule::Phragmen, approvals.phragmen(size)),
        (Rule::Proportional, approvals.proportional(size).slate),
        (Rule::CommonGround, approvals.top(&scores, size)),
    ];
    let each = made.into_iter().map(|(rule, slate)| Slated {
        rule,
        certificate: approvals.certificate(&slate),
        slate,
    });
    each.collect()
}
