//! Where a journal can be opened.

use std::future::Future;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{path::PathBuf, sync::Arc};

use comity_app::ports::Journal;
use comity_store::{MemoryJournal, PostgresJournal, PostgresOptions, SchemaName, SqliteJournal};
use comity_testkit::corpus;
use sqlx::{Connection, PgConnection};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

/// A place where a journal is kept, also while nobody has it open.
pub(crate) trait Place: Clone + Send + Sync + 'static {
    /// What is kept there.
    type Journal: Journal;

    /// Opens the journal, with whatever was written in this place before.
    fn open(&self) -> impl Future<Output = Self::Journal> + Send;

    /// Closes it.
    fn close(&self, journal: Self::Journal) -> impl Future<Output = ()> + Send;
}

/// Runs a case in memory.
pub(crate) fn in_memory<F>(case: impl FnOnce(InMemory) -> F)
where
    F: Future<Output = ()>,
{
    runtime().block_on(case(InMemory::default()));
}

/// Runs a case on a file of its own.
pub(crate) fn on_sqlite<F>(case: impl FnOnce(OnSqlite) -> F)
where
    F: Future<Output = ()>,
{
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("journal.sqlite");
    runtime().block_on(case(OnSqlite(Arc::new(file))));
}

/// Runs a case on a schema of its own.
pub(crate) fn on_postgres<F>(case: impl FnOnce(OnPostgres) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    static SCHEMAS: AtomicU32 = AtomicU32::new(0);
    let number = SCHEMAS.fetch_add(1, Ordering::Relaxed);
    let schema = format!("comity_contract_{}_{number}", process::id());
    let url = corpus::postgres();
    runtime().block_on(async {
        let answers = PgConnection::connect(&url).await.ok();
        let Some(connection) = corpus::required("a PostgreSQL server", answers) else {
            return;
        };
        connection.close().await.unwrap();
        let options = PostgresOptions::new(&url).schema(SchemaName::new(&schema).unwrap());
        let place = OnPostgres(options.clone().connections(4));
        // As a task, so that the schema goes away also when the case fails.
        let outcome = tokio::spawn(case(place)).await;
        options.remove().await.unwrap();
        outcome.unwrap();
    });
}

/// A runtime with two threads: what can race does.
pub(crate) fn runtime() -> Runtime {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(2).enable_all().build().unwrap()
}

#[derive(Clone, Default)]
pub(crate) struct InMemory(MemoryJournal);

impl Place for InMemory {
    type Journal = MemoryJournal;

    async fn open(&self) -> MemoryJournal {
        self.0.clone()
    }

    async fn close(&self, _: MemoryJournal) {}
}

#[derive(Clone)]
pub(crate) struct OnSqlite(Arc<PathBuf>);

impl Place for OnSqlite {
    type Journal = SqliteJournal;

    async fn open(&self) -> SqliteJournal {
        SqliteJournal::open(&self.0).await.unwrap()
    }

    async fn close(&self, journal: SqliteJournal) {
        journal.close().await;
    }
}

#[derive(Clone)]
pub(crate) struct OnPostgres(PostgresOptions);

impl Place for OnPostgres {
    type Journal = PostgresJournal;

    async fn open(&self) -> PostgresJournal {
        self.0.clone().open().await.unwrap()
    }

    async fn close(&self, journal: PostgresJournal) {
        journal.close().await;
    }
}
