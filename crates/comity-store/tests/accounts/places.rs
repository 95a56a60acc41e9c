//! Where accounts can be opened.

use std::future::Future;
use std::path::PathBuf;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use comity_app::ports::Accounts;
use comity_store::{MemoryAccounts, PostgresAccounts, PostgresOptions, SchemaName, SqliteAccounts};
use comity_testkit::corpus;
use sqlx::{Connection, PgConnection};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

/// A place where accounts are kept, also while nobody has them open.
pub(crate) trait Place: Clone + Send + Sync + 'static {
    /// What is kept there.
    type Accounts: Accounts + Clone;

    /// Opens the accounts, with whatever was written in this place before.
    fn open(&self) -> impl Future<Output = Self::Accounts> + Send;

    /// Closes them.
    fn close(&self, accounts: Self::Accounts) -> impl Future<Output = ()> + Send;
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
    let file = folder.path().join("accounts.sqlite");
    runtime().block_on(case(OnSqlite(Arc::new(file))));
}

/// Runs a case on a schema of its own.
pub(crate) fn on_postgres<F>(case: impl FnOnce(OnPostgres) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    with_schema(|options| case(OnPostgres(options)));
}

/// Runs a case with a schema of its own that nobody has opened.
pub(crate) fn with_schema<F>(case: impl FnOnce(PostgresOptions) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    static SCHEMAS: AtomicU32 = AtomicU32::new(0);
    let number = SCHEMAS.fetch_add(1, Ordering::Relaxed);
    let schema = format!("comity_accounts_{}_{number}", process::id());
    let url = corpus::postgres();
    runtime().block_on(async {
        let answers = PgConnection::connect(&url).await.ok();
        let Some(connection) = corpus::required("a PostgreSQL server", answers) else {
            return;
        };
        connection.close().await.unwrap();
        let options = PostgresOptions::new(&url).schema(SchemaName::new(&schema).unwrap());
        // As a task, so that the schema goes away also when the case fails.
        let outcome = tokio::spawn(case(options.clone().connections(4))).await;
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
pub(crate) struct InMemory(MemoryAccounts);

impl Place for InMemory {
    type Accounts = MemoryAccounts;

    async fn open(&self) -> MemoryAccounts {
        self.0.clone()
    }

    async fn close(&self, _: MemoryAccounts) {}
}

#[derive(Clone)]
pub(crate) struct OnSqlite(pub(crate) Arc<PathBuf>);

impl Place for OnSqlite {
    type Accounts = SqliteAccounts;

    async fn open(&self) -> SqliteAccounts {
        SqliteAccounts::open(&self.0).await.unwrap()
    }

    async fn close(&self, accounts: SqliteAccounts) {
        accounts.close().await;
    }
}

#[derive(Clone)]
pub(crate) struct OnPostgres(PostgresOptions);

impl Place for OnPostgres {
    type Accounts = PostgresAccounts;

    async fn open(&self) -> PostgresAccounts {
        self.0.clone().open_accounts().await.unwrap()
    }

    async fn close(&self, accounts: PostgresAccounts) {
        accounts.close().await;
    }
}
