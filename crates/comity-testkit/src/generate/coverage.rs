//! What the generated cases held: counted, printed and demanded.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use comity_text::{BREAK, Change, Instrument, Proposal};

use super::edited::{Deed, Edited};
use crate::oracle;

/// Counts of the cases that a law was tried on.
#[derive(Debug, Default)]
pub struct Coverage {
    cases: AtomicU64,
    collide: AtomicU64,
    move_or_split: AtomicU64,
    agree: AtomicU64,
    suppress: AtomicU64,
    add: AtomicU64,
    unchanged: AtomicU64,
}

impl Coverage {
    /// Counts a case of proposals to a base. Collisions are the oracle's.
    pub fn see_proposals(&self, base: &Instrument, proposals: &[Proposal]) {
        let changes = || proposals.iter().flat_map(|proposal| &proposal.changes);
        let distinct: BTreeSet<_> = changes().collect();
        self.count(&[
            (&self.cases, true),
            (
                &self.collide,
                !oracle::colliding(base, proposals).is_empty(),
            ),
            (&self.move_or_split, changes().any(moves_or_splits)),
            (&self.agree, distinct.len() < changes().count()),
            (
                &self.suppress,
                changes().any(|change| matches!(change, Change::Suppress { .. })),
            ),
            (
                &self.add,
                changes().any(|change| matches!(change, Change::Add { .. })),
            ),
            (&self.unchanged, distinct.is_empty()),
        ]);
    }

    /// Counts a case of one edited text, by what was done to it.
    pub fn see_edited(&self, edited: &Edited) {
        let did = |deeds: &[Deed]| deeds.iter().any(|deed| edited.deeds.contains(deed));
        self.count(&[
            (&self.cases, true),
            (&self.move_or_split, did(&[Deed::Move, Deed::Split])),
            (
                &self.suppress,
                did(&[Deed::Suppress, Deed::Lift, Deed::Join]),
            ),
            (
                &self.add,
                did(&[Deed::Add, Deed::AddWithChildren, Deed::PutUnderHeading]),
            ),
            (&self.unchanged, edited.deeds.is_empty()),
        ]);
    }

    /// How many cases were seen.
    #[must_use]
    pub fn cases(&self) -> u64 {
        self.cases.load(Ordering::Relaxed)
    }

    /// The cases in which proposals collide, in whole percent, rounded down.
    #[must_use]
    pub fn percent_colliding(&self) -> u64 {
        self.percent(&self.collide)
    }

    /// The cases that move or split a provision, in whole percent, rounded down.
    #[must_use]
    pub fn percent_moving_or_splitting(&self) -> u64 {
        self.percent(&self.move_or_split)
    }

    /// One line for the reader of a run.
    #[must_use]
    pub fn line(&self) -> String {
        format!(
            "{} cases; {} % collide, {} % move or split, {} % agree, {} % suppress, {} % add, \
             {} % change nothing",
            self.cases(),
            self.percent(&self.collide),
            self.percent(&self.move_or_split),
            self.percent(&self.agree),
            self.percent(&self.suppress),
            self.percent(&self.add),
            self.percent(&self.unchanged),
        )
    }

    /// Demands what the design asks of generated proposals: at least 30 % of the cases collide
    /// and at least 10 % move or split.
    ///
    /// # Panics
    /// When the cases hold less than that, or when there were none.
    pub fn demand_collisions_and_moves(&self) {
        assert!(self.cases() > 0, "no case was counted");
        assert!(self.percent_colliding() >= 30, "{}", self.line());
        assert!(self.percent_moving_or_splitting() >= 10, "{}", self.line());
    }

    /// Demands what the design asks of edited texts: at least 10 % move or split.
    ///
    /// # Panics
    /// When the cases hold less than that, or when there were none.
    pub fn demand_moves(&self) {
        assert!(self.cases() > 0, "no case was counted");
        assert!(self.percent_moving_or_splitting() >= 10, "{}", self.line());
    }

    fn count(&self, seen: &[(&AtomicU64, bool)]) {
        for (counter, holds) in seen {
            counter.fetch_add(u64::from(*holds), Ordering::Relaxed);
        }
    }

    fn percent(&self, counter: &AtomicU64) -> u64 {
        counter.load(Ordering::Relaxed) * 100 / self.cases().max(1)
    }
}

fn moves_or_splits(change: &Change) -> bool {
    match change {
        Change::Move { .. } => true,
        Change::Replace { with, .. } => with.as_str().contains(BREAK),
        _ => false,
    }
}
