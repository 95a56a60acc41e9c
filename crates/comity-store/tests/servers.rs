//! Schemas that are not what they should be, and nodes that share one.

#![allow(clippy::unwrap_used)]

use std::future::Future;
use std::process;

use comity_app::ports::{Batch, Claim, Holder, Journal, JournalError, NegotiationId, Term};
use comity_store::{OpenError, PostgresJournal, PostgresOptions, SchemaName};
use comity_testkit::corpus;
use sqlx::{AssertSqlSafe, Connection, PgConnection, raw_sql};
use tokio::runtime::Builder;

/// Runs a case on a schema of its own, if there is a server.
fn on_server<F>(name: &str, case: impl FnOnce(PostgresOptions, String) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let schema = format!("comity_servers_{}_{name}", process::id());
    let url = corpus::postgres();
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let answers = PgConnection::connect(&url).await.ok();
        let Some(connection) = corpus::required("a PostgreSQL server", answers) else {
            return;
        };
        connection.close().await.unwrap();
        let options = PostgresOptions::new(&url).schema(SchemaName::new(&schema).unwrap());
        // As a task, so that the schema goes away also when the case fails.
        let outcome = tokio::spawn(case(options.clone(), schema)).await;
        options.remove().await.unwrap();
        outcome.unwrap();
    });
}

/// What somebody else does to the server.
async fn change(statements: String) {
    let mut connection = PgConnection::connect(&corpus::postgres()).await.unwrap();
    let statements = AssertSqlSafe(statements);
    raw_sql(statements).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

fn meridia() -> NegotiationId {
    NegotiationId::new("meridia").unwrap()
}

async fn taken(journal: &PostgresJournal, holder: &str) -> Term {
    let claim = Claim {
        holder: Holder::new(holder).unwrap(),
        now: 0,
        until: 0,
    };
    journal.acquire(&meridia(), &claim).await.unwrap()
}

fn batch(term: Term, first: u64) -> Batch {
    Batch {
        term,
        first,
        entries: vec![b"entry".to_vec()],
        blobs: vec![],
        redacted: vec![],
        tiles: vec![],
        checkpoint: "signed".to_owned(),
    }
}

#[test]
fn a_schema_of_a_later_version_is_left_alone() {
    on_server("later", async |options, schema| {
        options.clone().open().await.unwrap().close().await;
        change(format!("UPDATE {schema}.format SET version = 2")).await;
        let told = options.open().await.unwrap_err().to_string();
        let place = format!("schema `{schema}`");
        assert_eq!(
            told.replace(&place, "SCHEMA"),
            "SCHEMA was written in format 2, and this version of Comity reads up to 1: \
             use a later version"
        );
    });
}

#[test]
fn nodes_that_start_together_make_one_schema() {
    on_server("together", async |options, _| {
        let starting: Vec<_> = (0..6)
            .map(|_| tokio::spawn(options.clone().open()))
            .collect();
        for node in starting {
            node.await.unwrap().unwrap().close().await;
        }
    });
}

#[test]
fn the_node_that_took_the_lease_fences_the_other() {
    on_server("fences", async |options, _| {
        let one = options.clone().open().await.unwrap();
        let other = options.open().await.unwrap();
        one.create(&meridia()).await.unwrap();
        let given = taken(&one, "node 1").await;
        one.append(&meridia(), &batch(given, 0)).await.unwrap();
        let latest = taken(&other, "node 2").await;
        let answer = one.append(&meridia(), &batch(given, 1)).await;
        assert_eq!(answer, Err(JournalError::Fenced { given, latest }));
        other.append(&meridia(), &batch(latest, 1)).await.unwrap();
        assert_eq!(one.head(&meridia()).await.unwrap().unwrap().size, 2);
        one.close().await;
        other.close().await;
    });
}

#[test]
fn a_server_that_cut_the_connections_is_found_again() {
    on_server("cut", async |options, schema| {
        let journal = options.connections(2).open().await.unwrap();
        journal.create(&meridia()).await.unwrap();
        let term = taken(&journal, "node 1").await;
        // It cuts, or it divides by zero: a test that cuts nothing would show nothing.
        change(format!(
            "SELECT 1 / count(pg_terminate_backend(pid)) FROM pg_stat_activity \
             WHERE application_name = 'comity {schema}'"
        ))
        .await;
        journal.append(&meridia(), &batch(term, 0)).await.unwrap();
        journal.close().await;
    });
}

#[test]
fn an_answer_that_got_lost_at_the_commit_is_uncertain() {
    on_server("lost", async |options, schema| {
        let journal = options.open().await.unwrap();
        journal.create(&meridia()).await.unwrap();
        let term = taken(&journal, "node 1").await;
        // The server cuts the connection while it commits.
        change(format!(
            "CREATE FUNCTION {schema}.cut() RETURNS trigger LANGUAGE plpgsql AS \
             'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'; \
             CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON {schema}.entry \
             DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.cut()"
        ))
        .await;
        let answer = journal.append(&meridia(), &batch(term, 0)).await;
        let lost = matches!(answer, Err(JournalError::Uncertain(_)));
        assert!(lost, "{answer:?}");
        // Whoever reads the head, as the error asks, sees that nothing was written.
        assert_eq!(journal.head(&meridia()).await, Ok(None));
        change(format!("DROP TRIGGER cut ON {schema}.entry")).await;
        journal.append(&meridia(), &batch(term, 0)).await.unwrap();
        journal.close().await;
    });
}

#[test]
fn a_renewal_waits_for_a_batch_that_is_still_being_written() {
    on_server("waits", async |options, schema| {
        let journal = options.open().await.unwrap();
        journal.create(&meridia()).await.unwrap();
        let term = taken(&journal, "node 1").await;
        // A batch whose writer no longer listens: its transaction holds the row.
        let mut writer = PgConnection::connect(&corpus::postgres()).await.unwrap();
        let write = format!(
            "BEGIN; UPDATE {schema}.negotiation SET size = 1, checkpoint = 'signed'; \
             INSERT INTO {schema}.entry (negotiation, n, bytes) \
             SELECT id, 0, 'entry' FROM {schema}.negotiation"
        );
        let write = AssertSqlSafe(write);
        raw_sql(write).execute(&mut writer).await.unwrap();
        let renewal = {
            let journal = journal.clone();
            tokio::spawn(async move { journal.renew(&meridia(), term, 1).await })
        };
        // It waits, or this divides by zero in the end.
        change(format!(
            "DO 'BEGIN FOR i IN 1..6000 LOOP \
               PERFORM pg_stat_clear_snapshot(); \
               IF EXISTS (SELECT 1 FROM pg_stat_activity WHERE wait_event_type = ''Lock'' \
                 AND application_name = ''comity {schema}'') THEN RETURN; END IF; \
               PERFORM pg_sleep(0.01); \
             END LOOP; PERFORM 1 / 0; END'"
        ))
        .await;
        assert_eq!(journal.head(&meridia()).await, Ok(None));
        raw_sql("COMMIT").execute(&mut writer).await.unwrap();
        renewal.await.unwrap().unwrap();
        assert_eq!(journal.head(&meridia()).await.unwrap().unwrap().size, 1);
        writer.close().await.unwrap();
        journal.close().await;
    });
}

#[test]
fn a_missing_entry_is_found() {
    on_server("missing", async |options, schema| {
        let journal = options.open().await.unwrap();
        journal.create(&meridia()).await.unwrap();
        let term = taken(&journal, "node 1").await;
        for first in 0..3 {
            journal
                .append(&meridia(), &batch(term, first))
                .await
                .unwrap();
        }
        change(format!("DELETE FROM {schema}.entry WHERE n = 1")).await;
        let told = journal.entries(&meridia(), 0, 3).await.unwrap_err();
        let found =
            matches!(&told, JournalError::Corrupt { place, .. } if place.contains("entry 1"));
        assert!(found, "{told}");
        journal.close().await;
    });
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let nowhere = PostgresOptions::new("postgres://nobody@127.0.0.1:1/nothing");
    let runtime = Builder::new_current_thread().enable_all().build();
    let told = runtime.unwrap().block_on(nowhere.open()).unwrap_err();
    assert!(matches!(told, OpenError::Unavailable { .. }), "{told}");
}

#[test]
fn an_address_that_demands_encryption_is_refused() {
    on_server("encryption", async |_, _| {
        let address = corpus::postgres();
        let mark = if address.contains('?') { '&' } else { '?' };
        let demanding = PostgresOptions::new(&format!("{address}{mark}sslmode=require"));
        let told = demanding.open().await.unwrap_err();
        assert!(matches!(told, OpenError::Unavailable { .. }), "{told}");
    });
}
