//! A journal that fails by a plan, so that tests see every place where a write can be lost.
//!
//! It passes calls on to a true journal, and at each step the plan says whether the call passes,
//! is refused, or loses its answer before or after the true journal has written. Steps are the
//! calls that write: `create`, `acquire`, `renew` and `append`. Reads have a plan of their own.
//!
//! Never here: a fault that breaks the promises of the port. What comes out is what a caller of a
//! good journal on a bad machine may see.
//!
//! Start at [`FaultyJournal::new`].

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use comity_app::ports::{
    Batch, Blob, BlobName, Claim, Head, Journal, JournalError, NegotiationId, Term,
};

use crate::worlds::chance::Chance;

/// What happens at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The call is passed on and its answer comes back.
    Pass,
    /// Nothing is written, and the caller is told so.
    Refuse,
    /// Nothing is written, and the caller is told that it is uncertain.
    LoseBefore,
    /// The call is passed on, and instead of its answer the caller is told that it is uncertain.
    LoseAfter,
}

impl Fault {
    /// Everything that can go wrong.
    pub const FAULTS: [Fault; 3] = [Fault::Refuse, Fault::LoseBefore, Fault::LoseAfter];
}

/// Which step fails how.
#[derive(Clone, Debug)]
pub struct Plan(Steps);

#[derive(Clone, Debug)]
enum Steps {
    Listed(VecDeque<Fault>),
    Seeded { chance: Chance, percent: usize },
}

impl Plan {
    /// Nothing fails.
    #[must_use]
    pub fn none() -> Plan {
        Plan::listed([])
    }

    /// The steps in their order; whatever comes after them passes.
    #[must_use]
    pub fn listed(steps: impl IntoIterator<Item = Fault>) -> Plan {
        Plan(Steps::Listed(steps.into_iter().collect()))
    }

    /// The step of this number fails, counted from zero; all others pass.
    #[must_use]
    pub fn at(step: usize, fault: Fault) -> Plan {
        let before = std::iter::repeat_n(Fault::Pass, step);
        Plan::listed(before.chain([fault]))
    }

    /// So many in a hundred steps fail, drawn from a seed.
    #[must_use]
    pub fn seeded(seed: u64, percent: usize) -> Plan {
        Plan(Steps::Seeded {
            chance: Chance::new(seed),
            percent,
        })
    }

    fn next(&mut self) -> Fault {
        match &mut self.0 {
            Steps::Listed(steps) => steps.pop_front().unwrap_or(Fault::Pass),
            Steps::Seeded { chance, percent } => match chance.percent(*percent) {
                true => Fault::FAULTS[chance.below(Fault::FAULTS.len())],
                false => Fault::Pass,
            },
        }
    }
}

/// A journal that fails by a plan. A clone is the same journal, further along the same plan.
#[derive(Clone, Debug)]
pub struct FaultyJournal<J> {
    journal: J,
    course: Arc<Mutex<Course>>,
}

#[derive(Debug)]
struct Course {
    writes: Plan,
    reads: Plan,
    taken: Vec<Fault>,
}

impl<J> FaultyJournal<J> {
    /// The writes to this journal fail by this plan.
    #[must_use]
    pub fn new(journal: J, writes: Plan) -> FaultyJournal<J> {
        FaultyJournal::with_reads(journal, writes, Plan::none())
    }

    /// Its reads fail as well. A read has nothing to lose: whatever its plan says but
    /// [`Fault::Pass`] refuses it.
    #[must_use]
    pub fn with_reads(journal: J, writes: Plan, reads: Plan) -> FaultyJournal<J> {
        let course = Course {
            writes,
            reads,
            taken: Vec::new(),
        };
        FaultyJournal {
            journal,
            course: Arc::new(Mutex::new(course)),
        }
    }

    /// What happened at each write so far: a list that makes a failing seed a named case.
    #[must_use]
    pub fn taken(&self) -> Vec<Fault> {
        self.on_course(|course| course.taken.clone())
    }

    /// The journal behind it, which never fails.
    #[must_use]
    pub fn true_journal(&self) -> &J {
        &self.journal
    }

    fn on_course<T>(&self, act: impl FnOnce(&mut Course) -> T) -> T {
        act(&mut self.course.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn write<T, F>(&self, call: impl FnOnce() -> F) -> Result<T, JournalError>
    where
        F: Future<Output = Result<T, JournalError>>,
    {
        let fault = self.on_course(|course| {
            let fault = course.writes.next();
            course.taken.push(fault);
            fault
        });
        match fault {
            Fault::Pass => call().await,
            Fault::Refuse => Err(JournalError::Unavailable("as planned".to_owned())),
            Fault::LoseBefore => Err(JournalError::Uncertain("as planned".to_owned())),
            Fault::LoseAfter => {
                // What it answered is what gets lost.
                let _ = call().await;
                Err(JournalError::Uncertain("as planned".to_owned()))
            }
        }
    }

    async fn read<T, F>(&self, call: impl FnOnce() -> F) -> Result<T, JournalError>
    where
        F: Future<Output = Result<T, JournalError>>,
    {
        match self.on_course(|course| course.reads.next()) {
            Fault::Pass => call().await,
            _ => Err(JournalError::Unavailable("as planned".to_owned())),
        }
    }
}

impl<J: Journal> Journal for FaultyJournal<J> {
    async fn create(&self, negotiation: &NegotiationId) -> Result<(), JournalError> {
        self.write(|| self.journal.create(negotiation)).await
    }

    async fn negotiations(&self) -> Result<Vec<NegotiationId>, JournalError> {
        self.read(|| self.journal.negotiations()).await
    }

    async fn head(&self, negotiation: &NegotiationId) -> Result<Option<Head>, JournalError> {
        self.read(|| self.journal.head(negotiation)).await
    }

    async fn acquire(
        &self,
        negotiation: &NegotiationId,
        claim: &Claim,
    ) -> Result<Term, JournalError> {
        self.write(|| self.journal.acquire(negotiation, claim))
            .await
    }

    async fn renew(
        &self,
        negotiation: &NegotiationId,
        term: Term,
        until: i64,
    ) -> Result<(), JournalError> {
        self.write(|| self.journal.renew(negotiation, term, until))
            .await
    }

    async fn append(&self, negotiation: &NegotiationId, batch: &Batch) -> Result<(), JournalError> {
        self.write(|| self.journal.append(negotiation, batch)).await
    }

    async fn entries(
        &self,
        negotiation: &NegotiationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Vec<u8>>, JournalError> {
        self.read(|| self.journal.entries(negotiation, from, limit))
            .await
    }

    async fn blobs_of_entries(
        &self,
        negotiation: &NegotiationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Blob>, JournalError> {
        self.read(|| self.journal.blobs_of_entries(negotiation, from, limit))
            .await
    }

    async fn blobs(
        &self,
        negotiation: &NegotiationId,
        names: &[BlobName],
    ) -> Result<Vec<Blob>, JournalError> {
        self.read(|| self.journal.blobs(negotiation, names)).await
    }

    async fn tile(
        &self,
        negotiation: &NegotiationId,
        path: &str,
    ) -> Result<Option<Vec<u8>>, JournalError> {
        self.read(|| self.journal.tile(negotiation, path)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(mut plan: Plan, steps: usize) -> Vec<Fault> {
        (0..steps).map(|_| plan.next()).collect()
    }

    #[test]
    fn a_list_is_followed_and_then_all_passes() {
        use Fault::{LoseAfter, Pass, Refuse};
        assert_eq!(drawn(Plan::listed([Refuse]), 2), [Refuse, Pass]);
        assert_eq!(
            drawn(Plan::at(2, LoseAfter), 4),
            [Pass, Pass, LoseAfter, Pass]
        );
        assert_eq!(drawn(Plan::none(), 2), [Pass, Pass]);
    }

    #[test]
    fn a_seed_gives_the_same_plan_and_every_fault() {
        let steps = drawn(Plan::seeded(7, 30), 1_000);
        assert_eq!(steps, drawn(Plan::seeded(7, 30), 1_000));
        assert_ne!(steps, drawn(Plan::seeded(8, 30), 1_000));
        for fault in Fault::FAULTS {
            let times = steps.iter().filter(|step| **step == fault).count();
            assert!((50..150).contains(&times), "{fault:?}: {times} times");
        }
    }

    #[test]
    fn no_percent_fail_never_and_a_hundred_always() {
        assert!(
            drawn(Plan::seeded(1, 0), 100)
                .iter()
                .all(|f| *f == Fault::Pass)
        );
        assert!(
            drawn(Plan::seeded(1, 100), 100)
                .iter()
                .all(|f| *f != Fault::Pass)
        );
    }
}
