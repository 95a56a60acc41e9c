//! What only a file or a schema can show: whose it is, and what an erased account leaves there.

use std::fs;
use std::path::Path;

use comity_app::ports::{Accounts, AccountsError};
use comity_store::{OpenError, PostgresOptions, SqliteAccounts, SqliteJournal};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection, raw_sql};

use crate::material::{AMA, draft, enrol_both, letter, session};
use crate::places::{OnSqlite, Place, on_sqlite, with_schema};

/// Runs a statement on a file as another program would.
async fn meddle(path: &Path, statement: &'static str) {
    let options = SqliteConnectOptions::new().filename(path);
    let options = options.create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    raw_sql(statement).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[test]
fn a_file_of_records_is_not_taken_for_one_of_accounts() {
    on_sqlite(async |OnSqlite(path): OnSqlite| {
        SqliteJournal::open(&path).await.unwrap().close().await;
        let before = fs::read(&*path).unwrap();
        let place = path.display().to_string();
        let holds = "records";
        let answer = SqliteAccounts::open(&path).await.unwrap_err();
        assert_eq!(answer, OpenError::OtherContent { place, holds });
        assert!(
            answer.to_string().contains("name another place"),
            "{answer}"
        );
        assert!(fs::read(&*path).unwrap() == before);
    });
}

#[test]
fn a_file_of_accounts_is_not_taken_for_one_of_records() {
    on_sqlite(async |place: OnSqlite| {
        place.close(place.open().await).await;
        let OnSqlite(path) = place;
        let answer = SqliteJournal::open(&path).await.unwrap_err();
        let (place, holds) = (path.display().to_string(), "accounts");
        assert_eq!(answer, OpenError::OtherContent { place, holds });
    });
}

#[test]
fn a_file_of_a_later_format_is_left_alone() {
    on_sqlite(async |place: OnSqlite| {
        place.close(place.open().await).await;
        let OnSqlite(path) = place;
        meddle(&path, "PRAGMA user_version = 2").await;
        let answer = SqliteAccounts::open(&path).await.unwrap_err();
        let newer = OpenError::Newer {
            place: path.display().to_string(),
            found: 2,
            known: 1,
        };
        assert_eq!(answer, newer);
    });
}

#[test]
fn a_file_that_is_none_of_ours_is_named() {
    on_sqlite(async |OnSqlite(path): OnSqlite| {
        fs::write(&*path, "Minutes of the first reading. ".repeat(99)).unwrap();
        let answer = SqliteAccounts::open(&path).await.unwrap_err();
        assert_eq!(answer, OpenError::NotADatabase(path.to_path_buf()));
        fs::remove_file(&*path).unwrap();
        meddle(&path, "CREATE TABLE minutes (line TEXT)").await;
        let answer = SqliteAccounts::open(&path).await.unwrap_err();
        assert_eq!(answer, OpenError::OtherProgram(path.to_path_buf()));
    });
}

#[test]
fn a_value_that_we_never_wrote_is_damage_with_its_place() {
    on_sqlite(async |place: OnSqlite| {
        let accounts = place.open().await;
        enrol_both(&accounts).await;
        accounts.post(letter(1, AMA, 1_000)).await.unwrap();
        accounts
            .put_session(session(1, AMA, 1_000), None)
            .await
            .unwrap();
        accounts.put_draft(draft(AMA, "a", "text=1")).await.unwrap();
        place.close(accounts).await;
        let spoil = "UPDATE account SET language = x'ff'; UPDATE letter SET tries = -1; \
                     UPDATE session SET digest = x'01'; UPDATE draft SET name = x'ff'";
        meddle(&place.0, spoil).await;
        let accounts = place.open().await;
        let loa = crate::material::loa();
        for (answer, expected) in [
            (
                accounts.account(AMA).await.err(),
                "the preferences of an account",
            ),
            (
                accounts.letters(9).await.err(),
                "how sending a letter has gone",
            ),
            (
                accounts.sessions(AMA, 0).await.err(),
                "the digest of a session",
            ),
            (
                accounts.drafts(AMA, &loa).await.err(),
                "the name of a draft",
            ),
        ] {
            match answer {
                Some(AccountsError::Corrupt { place, .. }) => assert_eq!(place, expected),
                other => panic!("{expected}: {other:?}"),
            }
        }
        place.close(accounts).await;
    });
}

#[test]
fn closed_accounts_say_so() {
    on_sqlite(async |place: OnSqlite| {
        let accounts = place.open().await;
        enrol_both(&accounts).await;
        accounts.close().await;
        let read = accounts.account(AMA).await.err();
        let written = accounts.put_draft(draft(AMA, "a", "b")).await.err();
        for answer in [read, written] {
            assert!(
                matches!(answer, Some(AccountsError::Unavailable(_))),
                "{answer:?}"
            );
        }
    });
}

/// Whether some bytes stand anywhere in the file or in what lies beside it.
fn stands_in(path: &Path, words: &str) -> bool {
    let files = fs::read_dir(path.parent().unwrap()).unwrap();
    files.into_iter().any(|file| {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        bytes.windows(words.len()).any(|it| it == words.as_bytes())
    })
}

#[test]
fn an_erased_account_is_in_no_byte_of_the_file() {
    on_sqlite(async |place: OnSqlite| {
        let accounts = place.open().await;
        enrol_both(&accounts).await;
        let long = "The well of Ama is dry. ".repeat(4_000);
        accounts
            .put_draft(draft(AMA, "of-ama", &long))
            .await
            .unwrap();
        let mut posted = letter(1, AMA, 1_000);
        posted.text = "Ama, a call has begun.".to_owned();
        accounts.post(posted).await.unwrap();
        let traces = ["ama@tavar", "well of Ama", "Ama, a call", "of-ama"];
        for trace in traces {
            assert!(stands_in(&place.0, trace), "{trace}");
        }
        accounts.erase(AMA).await.unwrap();
        for trace in traces {
            assert!(!stands_in(&place.0, trace), "{trace}");
        }
        assert!(stands_in(&place.0, "bo@meridia"));
        place.close(accounts).await;
    });
}

#[test]
fn a_schema_of_records_is_not_taken_for_one_of_accounts() {
    with_schema(async |options: PostgresOptions| {
        options.clone().open().await.unwrap().close().await;
        let answer = options.open_accounts().await.unwrap_err();
        assert!(
            matches!(
                answer,
                OpenError::OtherContent {
                    holds: "records",
                    ..
                }
            ),
            "{answer}"
        );
    });
}

#[test]
fn a_schema_of_accounts_is_not_taken_for_one_of_records() {
    with_schema(async |options: PostgresOptions| {
        options.clone().open_accounts().await.unwrap().close().await;
        let answer = options.open().await.unwrap_err();
        assert!(
            matches!(
                answer,
                OpenError::OtherContent {
                    holds: "accounts",
                    ..
                }
            ),
            "{answer}"
        );
    });
}
