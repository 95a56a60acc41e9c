//! How many acts a journal keeps in a second, and how long a log takes to open.
//!
//! The disk is waited for, as in earnest. A batch is what a sequencer commits when as many callers
//! wait as it has acts; the last column of a line gives acts per second.

use std::process;

use comity_app::ports::{
    Batch, Blob, BlobName, Claim, Holder, Journal, Kept, NegotiationId, Term, Tile,
};
use comity_store::{MemoryJournal, PostgresOptions, SchemaName, SqliteJournal};
use comity_testkit::corpus;
use divan::Bencher;
use divan::counter::ItemsCount;
use sqlx::{Connection, PgConnection};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

fn main() {
    divan::main();
}

/// Acts in a batch: one writer, and the writers of the budget.
const ACTS: [u64; 2] = [1, 64];

/// Entries of the log that is opened.
const LONG_LOG: u64 = 100_000;

/// How many entries are read at once when it is opened.
const PAGE: usize = 4_096;

#[divan::bench(args = ACTS, sample_count = 200, sample_size = 1)]
fn append_in_memory(bencher: Bencher<'_, '_>, acts: u64) {
    append(bencher, &runtime(), MemoryJournal::new(), acts);
}

#[divan::bench(args = ACTS, sample_count = 200, sample_size = 1)]
fn append_on_sqlite(bencher: Bencher<'_, '_>, acts: u64) {
    let (runtime, folder) = (
        runtime(),
        TempDir::new().expect("there is room for a folder"),
    );
    let file = folder.path().join("journal.sqlite");
    let journal = runtime.block_on(SqliteJournal::open(&file));
    append(bencher, &runtime, journal.expect("the file is new"), acts);
}

#[divan::bench(args = ACTS, sample_count = 200, sample_size = 1)]
fn append_on_postgres(bencher: Bencher<'_, '_>, acts: u64) {
    let runtime = runtime();
    let Some(options) = server(&runtime) else {
        return;
    };
    let journal = runtime.block_on(options.clone().open());
    append(bencher, &runtime, journal.expect("the schema is new"), acts);
    let removed = runtime.block_on(options.remove());
    removed.expect("what was made can be removed");
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn open_a_long_log_on_sqlite(bencher: Bencher<'_, '_>) {
    let (runtime, folder) = (
        runtime(),
        TempDir::new().expect("there is room for a folder"),
    );
    let file = folder.path().join("journal.sqlite");
    let journal = runtime.block_on(SqliteJournal::open(&file));
    let journal = journal.expect("the file is new");
    runtime.block_on(fill(&journal));
    bencher.bench_local(|| runtime.block_on(read_everything(&journal)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn open_a_long_log_on_postgres(bencher: Bencher<'_, '_>) {
    let runtime = runtime();
    let Some(options) = server(&runtime) else {
        return;
    };
    let journal = runtime.block_on(options.clone().open());
    let journal = journal.expect("the schema is new");
    runtime.block_on(fill(&journal));
    bencher.bench_local(|| runtime.block_on(read_everything(&journal)));
    let removed = runtime.block_on(options.remove());
    removed.expect("what was made can be removed");
}

fn append(bencher: Bencher<'_, '_>, runtime: &Runtime, journal: impl Journal, acts: u64) {
    let term = runtime.block_on(taken(&journal));
    let mut first = 0;
    bencher
        .counter(ItemsCount::new(acts))
        .with_inputs(|| {
            let batch = batch(term, first, acts);
            first += acts;
            batch
        })
        .bench_local_values(|batch| {
            let written = runtime.block_on(journal.append(&loa(), &batch));
            written.expect("nobody else writes");
        });
}

async fn fill(journal: &impl Journal) {
    let term = taken(journal).await;
    let mut first = 0;
    while first < LONG_LOG {
        let count = (LONG_LOG - first).min(1_000);
        let written = journal.append(&loa(), &batch(term, first, count)).await;
        written.expect("nobody else writes");
        first += count;
    }
}

async fn read_everything(journal: &impl Journal) -> usize {
    let mut bytes = 0;
    for from in (0..LONG_LOG).step_by(PAGE) {
        let entries = journal.entries(&loa(), from, PAGE).await;
        let blobs = journal.blobs_of_entries(&loa(), from, PAGE).await;
        let (entries, blobs) = (entries.expect("it is whole"), blobs.expect("it is whole"));
        bytes += entries.iter().map(Vec::len).sum::<usize>() + blobs.len();
    }
    bytes
}

async fn taken(journal: &impl Journal) -> Term {
    let claim = Claim {
        holder: Holder::new("node 1").expect("it is a name"),
        now: 0,
        until: 0,
    };
    journal.create(&loa()).await.expect("the journal is new");
    journal
        .acquire(&loa(), &claim)
        .await
        .expect("nobody has it")
}

fn loa() -> NegotiationId {
    NegotiationId::new("loa-water").expect("it is a name")
}

/// Entries and texts as long as those of a proposal with two changes and a short rationale, and
/// the tiles that grow with them.
fn batch(term: Term, first: u64, count: u64) -> Batch {
    let tile = |level: u64| Tile {
        path: format!("tile/{level}/{first}"),
        bytes: vec![7; 4_096],
    };
    Batch {
        term,
        first,
        entries: (0..count).map(|_| vec![b'e'; 600]).collect(),
        blobs: (first..first + count).map(blob).collect(),
        redacted: vec![],
        tiles: (0..3).map(tile).collect(),
        checkpoint: "c".repeat(300),
    }
}

fn blob(entry: u64) -> Blob {
    // Spread like hashes, so that the index is met at every place.
    let mut name = [0; 32];
    name[..8].copy_from_slice(&entry.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    Blob {
        name: BlobName(name),
        entry,
        kept: Some(Kept {
            salt: [1; 32],
            text: "The Parties shall share water. ".repeat(13),
        }),
    }
}

fn server(runtime: &Runtime) -> Option<PostgresOptions> {
    let url = corpus::postgres();
    let answers = runtime.block_on(PgConnection::connect(&url)).ok();
    let connection = corpus::required("a PostgreSQL server", answers)?;
    let closed = runtime.block_on(connection.close());
    closed.expect("it was just opened");
    let schema = SchemaName::new(&format!("comity_bench_{}", process::id()));
    Some(PostgresOptions::new(&url).schema(schema.expect("it is a name")))
}

fn runtime() -> Runtime {
    let mut builder = Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build();
    runtime.expect("threads can be made")
}
