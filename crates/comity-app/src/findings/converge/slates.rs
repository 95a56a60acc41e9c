//! Slates: a few statements that stand for everyone, by two rules, beside those with the most
//! common ground.
//!
//! Of ballots a slate has only statements whose total is given, counts only the votes that are
//! counted in it, and says no number about fewer than five people: see [`Shown`].
//!
//! Start at [`Slated`].

use std::borrow::Cow;

use comity_analysis::common_ground::{Count, Kind, Total};
use comity_analysis::converge::Convergence;
use comity_analysis::positions::Positions;
use comity_analysis::slates::{Among, Approvals, Certificate, MAX_SLATE_STATEMENTS, Slate};
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
    /// Whom it represents, as far as that is given.
    pub shown: Shown,
    certificate: Certificate,
}

/// Whom a slate represents. Of ballots a number is not given where it is about one to four people,
/// or where so few would be left by taking it from another that is given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// All participants.
    pub participants: usize,
    /// Those who agree with at least one statement that may be chosen.
    pub agreeing: Option<usize>,
    /// Those who agree with at least one statement on the slate.
    pub covered: Option<usize>,
    /// The group with the largest claim to a statement outside.
    pub worst: Option<Claim>,
}

/// A claim to a statement outside a slate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Claim {
    /// The statement that all of the group agree with, as the figures number it.
    pub statement: u32,
    /// Each of them finds fewer than this many of theirs on the slate.
    pub level: usize,
    /// How many they are.
    pub people: Option<usize>,
    /// Their number as a part of what would entitle them among all; from 1 on it is a violation.
    pub ratio: Option<f64>,
}

impl Slated {
    /// Whether everyone is represented (EJR+).
    #[must_use]
    pub fn holds(&self, among: Among) -> bool {
        self.certificate.holds(among)
    }

    /// Whether one of two slates has all statements of the other.
    fn is_nested(&self, other: &Slated) -> bool {
        let has_all = |one: &Slated, two: &Slated| {
            let mut all = two.slate.statements.iter();
            all.all(|it| one.slate.statements.contains(it))
        };
        has_all(self, other) || has_all(other, self)
    }
}

/// A slate by each rule; none where nobody agrees with anything.
pub(super) fn slates(
    positions: &Positions,
    keys: &[String],
    convergence: &Convergence,
    size: usize,
) -> Vec<Slated> {
    let order = eligible(keys, convergence);
    let counted = counted(positions, convergence);
    let approvals = Approvals::new(&counted, &order);
    let size = size.min(MAX_SLATE_STATEMENTS).min(order.len());
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
    let each = made.into_iter().map(|(rule, slate)| {
        let certificate = approvals.certificate(&slate);
        Slated {
            rule,
            shown: shown(&certificate, convergence),
            certificate,
            slate,
        }
    });
    let mut all: Vec<Slated> = each.collect();
    hide_differences(&mut all, convergence.settings.kind.fewest_shown());
    all
}

/// The statements that may be chosen: of ballots those whose total is given. A tie goes by a hash
/// of the words, which nobody can choose well.
fn eligible(keys: &[String], convergence: &Convergence) -> Vec<u32> {
    let numbered = (0_u32..).zip(&convergence.statements);
    let given = numbered.filter(|it| it.1.total != Total::Hidden);
    let mut order: Vec<u32> = given.map(|it| it.0).collect();
    order.sort_by_cached_key(|at| -> [u8; 32] {
        Sha256::digest(keys[*at as usize].as_bytes()).into()
    });
    order
}

/// The votes that totals count: without those of the few whom a total leaves out. So whatever a
/// slate says of one statement is in its total already.
fn counted<'p>(positions: &'p Positions, convergence: &Convergence) -> Cow<'p, Positions> {
    let of = &convergence.statements;
    if convergence.settings.kind == Kind::Delegations || of.iter().all(|it| it.total.is_whole()) {
        return Cow::Borrowed(positions);
    }
    Cow::Owned(positions.kept(|participant, statement| {
        let figures = &of[statement];
        let group = convergence.membership[participant];
        let count = group.and_then(|it| figures.by_group.get(usize::from(it)));
        figures.total.is_whole() || count.is_some_and(|it| *it != Count::Hidden)
    }))
}

fn shown(certificate: &Certificate, convergence: &Convergence) -> Shown {
    let Certificate {
        participants,
        agreeing,
        covered,
        ..
    } = *certificate;
    let fewest = convergence.settings.kind.fewest_shown();
    let few = |it: usize| (1..fewest).contains(&it);
    let counted = [participants, convergence.counts.with_positions];
    let is_open = |part: usize| !few(part) && !counted.iter().any(|it| few(it - part));
    let worst = certificate.worst.map(|it| {
        let total = match convergence.statements[it.statement as usize].total {
            Total::Everyone(tally) | Total::InShownGroups(tally) => tally.agree as usize,
            Total::Hidden => 0,
        };
        let left = agreeing - covered;
        let tells = few(it.people)
            || few(total.saturating_sub(it.people))
            || (it.level == 1 && few(left - it.people));
        Claim {
            statement: it.statement,
            level: it.level,
            people: (!tells).then_some(it.people),
            ratio: certificate.ratio(Among::All).filter(|_| !tells),
        }
    });
    Shown {
        participants,
        agreeing: is_open(agreeing).then_some(agreeing),
        covered: (is_open(covered) && !few(agreeing - covered)).then_some(covered),
        worst,
    }
}

/// Where a slate has all statements of another and represents a few people more, these would agree
/// with none but the statements between them: the number of the later one is not given.
fn hide_differences(all: &mut [Slated], fewest: usize) {
    for later in 1..all.len() {
        let (before, after) = all.split_at_mut(later);
        let own = &mut after[0];
        let tells = |it: &Slated| {
            let both = it.shown.covered.zip(own.shown.covered);
            both.is_some_and(|it| (1..fewest).contains(&it.0.abs_diff(it.1)))
        };
        if before.iter().any(|it| own.is_nested(it) && tells(it)) {
            own.shown.covered = None;
        }
    }
}
