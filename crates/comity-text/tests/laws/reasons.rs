//! Why a change has the fate that it has: each fate is held against the texts themselves.
//!
//! Start at [`Step::gives_a_reason`].

use comity_testkit::oracle;
use comity_text::kernel::{collide, is_within};
use comity_text::rebase::OrphanReason;
use comity_text::{Change, Fate, Instrument, ProvisionId};

use super::{Outcome, demand};

/// From one revision to the next.
pub(super) struct Step<'s> {
    pub(super) base: &'s Instrument,
    pub(super) revision: &'s [Change],
    pub(super) to: &'s Instrument,
}

impl Step<'_> {
    pub(super) fn gives_a_reason(&self, change: &Change, fate: &Fate) -> Outcome {
        let wrong = || format!("{change:?} is {fate:?} in {:?}", self.revision);
        let stays = |id: &ProvisionId| self.to.get(id).is_some();
        let in_the_way = |other: &Change| {
            let moves_again = matches!(change, Change::Move { .. }) && change == other;
            moves_again
                || collide(self.base, change, other).is_some()
                || arrives_inside(self.base, change, other)
        };
        match fate {
            Fate::Carried(now) => {
                let into = match change {
                    Change::Suppress { joined_into, .. } => joined_into.as_ref(),
                    _ => None,
                };
                demand(into.is_none_or(stays), wrong)?;
                demand(!self.revision.iter().any(in_the_way), wrong)?;
                says_the_same_words(change, &now[0])
            }
            Fate::Conflicting(with) => {
                demand(!with.is_empty(), wrong)?;
                let mut with = with.iter().map(|at| &self.revision[*at]);
                demand(with.all(in_the_way), wrong)
            }
            Fate::Satisfied => demand(self.says_it_already(change), wrong),
            Fate::Orphaned(OrphanReason::Suppressed) => demand(!stays(change.provision()), wrong),
            Fate::Orphaned(_) => Ok(()),
        }
    }

    /// Whether the revision is the same when the change takes the place of those that it
    /// collides with or is equal to.
    fn says_it_already(&self, change: &Change) -> bool {
        match change {
            Change::Replace { provision, .. } => {
                let text = &self.base.get(provision).expect("it fits").text;
                let apart = |o: &&Change| *o != change && collide(self.base, change, o).is_none();
                let mut instead: Vec<Change> =
                    self.revision.iter().filter(apart).cloned().collect();
                instead.push(change.clone());
                oracle::naive_apply_styled(text, provision, &instead)
                    == oracle::naive_apply_styled(text, provision, self.revision)
            }
            Change::Suppress { provision, .. } => self.to.get(provision).is_none(),
            Change::Add {
                place, kind, text, ..
            } => self.revision.iter().any(|other| {
                matches!(other, Change::Add { place: p, kind: k, text: t, .. }
                    if (p, k, t) == (place, kind, text))
            }),
            Change::Move { .. } => self.revision.contains(change),
            Change::Keep { .. } => false,
        }
    }
}

/// Whether a revision put something inside what a change is to suppress.
fn arrives_inside(base: &Instrument, change: &Change, by: &Change) -> bool {
    match (change, by) {
        (
            Change::Suppress { provision, .. },
            Change::Add { place, .. } | Change::Move { place, .. },
        ) => {
            let parent = place.parent.as_ref();
            parent.is_some_and(|to| is_within(base, to, provision))
        }
        _ => false,
    }
}

fn says_the_same_words(change: &Change, now: &Change) -> Outcome {
    let same = match (change, now) {
        (
            Change::Replace {
                start, end, with, ..
            },
            Change::Replace {
                start: s,
                end: e,
                with: w,
                ..
            },
        ) => with == w && end - start == e - s,
        (
            Change::Add { text, kind, .. },
            Change::Add {
                text: t, kind: k, ..
            },
        ) => (text, kind) == (t, k),
        (a, b) => a.kind() == b.kind() && a.provision() == b.provision(),
    };
    demand(same, || format!("{change:?} became {now:?}"))
}
