//! Acts that outlive a loss of power: on SQLite and on PostgreSQL, with fsync on.

use std::time::Duration;

use comity_app::ports::Journal;
use comity_store::{PostgresJournal, PostgresOptions, SchemaName, SqliteJournal};
use tokio::runtime::Runtime;

use crate::timed;
use crate::world::{Counter, filled, opened, ordinary, record, send};

/// Acts a second with 64 writers.
pub(crate) fn acts(runtime: &Runtime) {
    println!("durable acts a second, 64 writers, fsync on");
    let folder = tempfile::tempdir().expect("a temporary folder");
    for acts in [2_000, 10_000, 30_000] {
        let path = folder.path().join(format!("acts-{acts}.sqlite"));
        let journal = runtime
            .block_on(SqliteJournal::open(&path))
            .expect("SQLite opens");
        many("SQLite", runtime, &journal, acts);
    }
    for acts in [2_000, 10_000, 30_000] {
        let Some((options, journal)) = runtime.block_on(postgres()) else {
            return;
        };
        many("PostgreSQL", runtime, &journal, acts);
        dropped(runtime, options, &journal);
    }
}

/// A journal in a schema of its own, empty; `None` where no server answers.
async fn postgres() -> Option<(PostgresOptions, PostgresJournal)> {
    let schema = SchemaName::new("comity_bench").expect("a name");
    let options = PostgresOptions::new(&comity_testkit::corpus::postgres()).schema(schema);
    if options.clone().remove().await.is_err() {
        println!("  PostgreSQL: no server answers");
        return None;
    }
    let journal = options.clone().open().await.expect("PostgreSQL opens");
    Some((options, journal))
}

fn dropped(runtime: &Runtime, options: PostgresOptions, journal: &PostgresJournal) {
    runtime.block_on(journal.close());
    let removed = runtime.block_on(options.remove());
    removed.expect("the schema of the benchmark is removed");
}

fn many<J: Journal>(name: &str, runtime: &Runtime, journal: &J, acts: u64) {
    let chance = Counter::default();
    let negotiation = runtime.block_on(opened(journal, &chance));
    let ((), took) = timed(|| runtime.block_on(filled(&negotiation, &chance, (0, acts), 64)));
    println!(
        "{name:>12} {acts:>7} acts: {:>8.0} a second",
        acts as f64 / took.as_secs_f64()
    );
}

/// The time from an act to its receipt, at 200 acts a second for ten seconds.
pub(crate) fn latency(runtime: &Runtime) {
    println!("time to the receipt at 200 acts a second, SQLite, fsync on");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("latency.sqlite");
    let journal = runtime
        .block_on(SqliteJournal::open(&path))
        .expect("SQLite opens");
    let chance = Counter::default();
    let negotiation = runtime.block_on(opened(&journal, &chance));
    let mut times = runtime.block_on(async {
        let mut pace = tokio::time::interval(Duration::from_millis(5));
        let mut waiting = Vec::new();
        for n in 0..2_000 {
            pace.tick().await;
            let request = ordinary(&negotiation, &chance, n);
            let negotiation = negotiation.clone();
            waiting.push(tokio::spawn(async move {
                let start = tokio::time::Instant::now();
                send(&negotiation, request).await;
                start.elapsed()
            }));
        }
        let mut times = Vec::new();
        for one in waiting {
            times.push(one.await.expect("an act is answered"));
        }
        times
    });
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3;
    println!(
        "      median {:.1} ms, p99 {:.1} ms, most {:.1} ms",
        at(50),
        at(99),
        at(100)
    );
}

/// The time to open a negotiation from its log.
pub(crate) fn open(runtime: &Runtime, size: u64) {
    println!("opening a negotiation of {size} entries (log read and decided again)");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("open.sqlite");
    let sqlite = runtime
        .block_on(SqliteJournal::open(&path))
        .expect("SQLite opens");
    let sqlite = runtime.block_on(record(sqlite, size));
    again("SQLite", runtime, &sqlite);
    if let Some((options, journal)) = runtime.block_on(postgres()) {
        let journal = runtime.block_on(record(journal, size));
        again("PostgreSQL", runtime, &journal);
        dropped(runtime, options, &journal);
    }
}

fn again<J: Journal>(name: &str, runtime: &Runtime, journal: &J) {
    let mut times: Vec<f64> = (0..5)
        .map(|_| {
            let (state, took) = timed(|| {
                runtime
                    .block_on(comity_app::read(journal, &crate::world::id()))
                    .expect("it opens")
            });
            std::hint::black_box(state);
            took.as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name:>12}: median {:.2} s", times[2]);
}
