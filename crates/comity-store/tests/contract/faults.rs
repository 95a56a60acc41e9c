//! A writer on a bad machine: whatever gets lost, every entry is written once and in order.

use comity_app::ports::{Claim, Journal, JournalError, MAX_ENTRIES_PER_PAGE};
use comity_store::MemoryJournal;
use comity_testkit::faulty::{Fault, FaultyJournal, Plan};

use crate::material::{batch, claim, entry, loa};
use crate::places::{Place, in_memory, on_sqlite, runtime};

const BATCHES: u64 = 6;
const ENTRIES_EACH: u64 = 3;

/// More calls than a writer ever needs under the plans below.
const PATIENCE: usize = 400;

/// The obedient writer: it does what each error says. It is what a sequencer must be at least.
async fn write_everything(journal: &impl Journal) {
    let claim = claim("node 1", 0);
    insist(async || match journal.create(&loa()).await {
        Err(JournalError::Exists(_)) => Ok(()),
        other => other,
    })
    .await;
    let mut term = insist(async || journal.acquire(&loa(), &claim).await).await;
    let mut size = 0;
    while size < BATCHES * ENTRIES_EACH {
        match journal
            .append(&loa(), &batch(term, size, ENTRIES_EACH))
            .await
        {
            Ok(()) => size += ENTRIES_EACH,
            Err(JournalError::Unavailable(_)) => {}
            Err(JournalError::Uncertain(_)) => {
                size = insist(async || journal.head(&loa()).await)
                    .await
                    .map_or(0, |head| head.size);
            }
            Err(JournalError::Fenced { .. }) => term = again(journal, &claim).await,
            Err(other) => panic!("{other}"),
        }
    }
}

async fn again(journal: &impl Journal, claim: &Claim) -> comity_app::ports::Term {
    insist(async || journal.acquire(&loa(), claim).await).await
}

/// Asks until there is an answer.
async fn insist<T>(call: impl AsyncFn() -> Result<T, JournalError>) -> T {
    for _ in 0..PATIENCE {
        match call().await {
            Ok(answer) => return answer,
            Err(JournalError::Unavailable(_) | JournalError::Uncertain(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    panic!("no answer after {PATIENCE} calls");
}

/// Under these plans the writer writes everything, once and in order.
async fn check<J: Journal>(journal: J, writes: Plan, reads: Plan) -> Vec<Fault> {
    let faulty = FaultyJournal::with_reads(journal, writes, reads);
    write_everything(&faulty).await;
    let taken = faulty.taken();
    let journal = faulty.true_journal();
    let entries = journal.entries(&loa(), 0, MAX_ENTRIES_PER_PAGE).await;
    let expected: Vec<_> = (0..BATCHES * ENTRIES_EACH).map(entry).collect();
    assert_eq!(entries, Ok(expected), "{taken:?}");
    taken
}

#[test]
fn a_writer_survives_each_fault_at_each_step() {
    runtime().block_on(async {
        let steps = check(MemoryJournal::new(), Plan::none(), Plan::none()).await;
        assert_eq!(steps.len() as u64, 2 + BATCHES);
        for step in 0..steps.len() {
            for fault in Fault::FAULTS {
                let plan = Plan::at(step, fault);
                let taken = check(MemoryJournal::new(), plan, Plan::none()).await;
                assert_eq!(taken[step], fault);
            }
        }
    });
}

#[test]
fn a_writer_survives_any_course_of_faults() {
    runtime().block_on(async {
        for seed in 0..200 {
            let (writes, reads) = (Plan::seeded(seed, 50), Plan::seeded(!seed, 30));
            check(MemoryJournal::new(), writes, reads).await;
        }
    });
}

#[test]
fn a_writer_on_a_file_survives_a_course_of_faults() {
    on_sqlite(async |place| {
        let journal = place.open().await;
        check(journal.clone(), Plan::seeded(3, 50), Plan::seeded(4, 30)).await;
        place.close(journal).await;
    });
}

#[test]
fn a_lost_answer_is_a_written_batch() {
    in_memory(async |place| {
        let journal = place.open().await;
        for (fault, size) in [(Fault::LoseBefore, 0), (Fault::LoseAfter, 1)] {
            let negotiation = crate::material::named(&format!("size-{size}"));
            let term = crate::material::taken(&journal, &negotiation).await;
            let faulty = FaultyJournal::new(journal.clone(), Plan::at(0, fault));
            let answer = faulty.append(&negotiation, &batch(term, 0, 1)).await;
            assert!(
                matches!(answer, Err(JournalError::Uncertain(_))),
                "{answer:?}"
            );
            let head = faulty.head(&negotiation).await.unwrap();
            assert_eq!(head.map_or(0, |head| head.size), size, "{fault:?}");
        }
    });
}
