//! Files that are not what they should be, and what stays in a file.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::future::Future;
use std::path::PathBuf;

use comity_app::ports::{
    Batch, Blob, BlobName, Claim, Holder, Journal, JournalError, Kept, NegotiationId, Term, Tile,
};
use comity_store::{Durability, OpenError, SqliteJournal, SqliteOptions};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, raw_sql};
use tempfile::TempDir;
use tokio::runtime::Builder;

/// A file in a folder of its own.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk {
            folder: TempDir::new().unwrap(),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("journal.sqlite")
    }

    /// Bytes at the place of the journal are refused in these words, and stay as they are.
    fn check_refused(&self, bytes: &[u8], expected: &str) {
        fs::write(self.file(), bytes).unwrap();
        self.check_refused_as_it_is(expected);
        assert!(
            fs::read(self.file()).unwrap() == bytes,
            "the file was changed"
        );
    }

    fn check_refused_as_it_is(&self, expected: &str) {
        let told = run(SqliteJournal::open(&self.file())).unwrap_err();
        let told = told
            .to_string()
            .replace(&self.file().display().to_string(), "FILE");
        assert_eq!(told, expected);
    }

    /// What another program does to the file.
    fn change(&self, statements: &str) {
        run(async {
            let options = SqliteConnectOptions::new().filename(self.file());
            let mut connection = options.create_if_missing(true).connect().await.unwrap();
            let statements = AssertSqlSafe(statements.to_owned());
            raw_sql(statements).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        });
    }

    /// A journal with so many entries.
    fn write(&self, entries: u64) {
        run(async {
            let journal = SqliteJournal::open(&self.file()).await.unwrap();
            journal.create(&keth()).await.unwrap();
            let term = journal.acquire(&keth(), &claim("node 1")).await.unwrap();
            let batch = batch(term, 0, entries);
            journal.append(&keth(), &batch).await.unwrap();
            journal.close().await;
        });
    }

    fn check_entries(&self, count: usize) {
        run(async {
            let journal = SqliteJournal::open(&self.file()).await.unwrap();
            let entries = journal.entries(&keth(), 0, usize::MAX).await.unwrap();
            assert_eq!(entries.len(), count);
            journal.close().await;
        });
    }

    fn holds(&self, words: &str) -> bool {
        let files = fs::read_dir(self.folder.path()).unwrap();
        files.into_iter().any(|file| {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            bytes
                .windows(words.len())
                .any(|window| window == words.as_bytes())
        })
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(future)
}

fn keth() -> NegotiationId {
    NegotiationId::new("keth").unwrap()
}

fn claim(holder: &str) -> Claim {
    Claim {
        holder: Holder::new(holder).unwrap(),
        now: 0,
        until: 0,
    }
}

fn batch(term: Term, first: u64, count: u64) -> Batch {
    Batch {
        term,
        first,
        entries: (0..count).map(|_| vec![7; 1_000]).collect(),
        blobs: vec![],
        redacted: vec![],
        tiles: vec![Tile {
            path: "tile/0/0".to_owned(),
            bytes: vec![1],
        }],
        checkpoint: "signed".to_owned(),
    }
}

#[test]
fn a_document_is_no_database() {
    let expected = "FILE is not a database: name another file, or move this one away";
    Desk::new().check_refused("Draft of the Keth accord. ".repeat(99).as_bytes(), expected);
    Desk::new().check_refused(b"short", expected);
}

#[test]
fn a_database_of_another_program_stays_its_own() {
    let expected = "FILE is the database of another program: name another file";
    let desk = Desk::new();
    desk.change("CREATE TABLE meetings (room TEXT)");
    let bytes = fs::read(desk.file()).unwrap();
    desk.check_refused(&bytes, expected);
    let marked = Desk::new();
    marked.change("PRAGMA application_id = 7");
    let bytes = fs::read(marked.file()).unwrap();
    marked.check_refused(&bytes, expected);
}

#[test]
fn a_file_of_a_later_version_is_left_alone() {
    let desk = Desk::new();
    desk.write(1);
    desk.change("PRAGMA user_version = 2");
    desk.check_refused_as_it_is(
        "FILE was written in format 2, and this version of Comity reads up to 1: \
         use a later version",
    );
    desk.change("PRAGMA user_version = 0");
    let told = run(SqliteJournal::open(&desk.file())).unwrap_err();
    assert!(matches!(told, OpenError::Damaged { .. }), "{told}");
}

#[test]
fn an_empty_file_becomes_a_journal() {
    let desk = Desk::new();
    fs::write(desk.file(), b"").unwrap();
    desk.write(2);
    desk.check_entries(2);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let desk = Desk::new();
    let nowhere = desk.folder.path().join("nowhere").join("journal.sqlite");
    for place in [nowhere.as_path(), desk.folder.path()] {
        let told = run(SqliteJournal::open(place)).unwrap_err();
        let unavailable = matches!(told, OpenError::Unavailable { .. });
        assert!(
            unavailable && told.to_string().contains("see that it exists"),
            "{told}"
        );
    }
}

#[test]
fn a_missing_entry_is_found() {
    let desk = Desk::new();
    desk.write(9);
    desk.change("DELETE FROM entry WHERE n = 4");
    run(async {
        let journal = SqliteJournal::open(&desk.file()).await.unwrap();
        let first = journal.entries(&keth(), 0, 4).await.unwrap();
        assert_eq!(first.len(), 4);
        let told = journal
            .entries(&keth(), 0, 9)
            .await
            .unwrap_err()
            .to_string();
        assert_eq!(
            told,
            "entry 4 of `keth` is damaged: stop the server, keep the damaged data aside, and put \
             a backup or a published bundle of the record in its place"
        );
        journal.close().await;
    });
}

#[test]
fn an_entry_beyond_the_head_is_found() {
    let desk = Desk::new();
    desk.write(3);
    desk.change("INSERT INTO entry VALUES (1, 4, x'00')");
    run(async {
        let journal = SqliteJournal::open(&desk.file()).await.unwrap();
        assert_eq!(journal.entries(&keth(), 0, 9).await.unwrap().len(), 3);
        let answer = journal.append(&keth(), &batch(Term(1), 3, 3)).await;
        let told = answer.unwrap_err();
        assert!(matches!(told, JournalError::Corrupt { .. }), "{told}");
        assert_eq!(journal.head(&keth()).await.unwrap().unwrap().size, 3);
        journal.close().await;
    });
}

#[test]
fn pages_that_were_overwritten_are_found() {
    let desk = Desk::new();
    desk.write(2_000);
    let mut bytes = fs::read(desk.file()).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 40_960].fill(0xa5);
    fs::write(desk.file(), bytes).unwrap();
    run(async {
        let journal = SqliteJournal::open(&desk.file()).await.unwrap();
        let told = journal.entries(&keth(), 0, 2_000).await.unwrap_err();
        assert!(matches!(told, JournalError::Corrupt { .. }), "{told}");
        journal.close().await;
    });
}

#[test]
fn a_file_that_was_cut_off_is_found() {
    let desk = Desk::new();
    desk.write(2_000);
    let bytes = fs::read(desk.file()).unwrap();
    fs::write(desk.file(), &bytes[..8_192]).unwrap();
    let told = run(async {
        let journal = SqliteJournal::open(&desk.file()).await?;
        let read = journal.entries(&keth(), 0, 2_000).await;
        journal.close().await;
        Ok::<_, OpenError>(read)
    });
    let damaged = match &told {
        Err(error) => matches!(error, OpenError::Damaged { .. }),
        Ok(read) => matches!(read, Err(JournalError::Corrupt { .. })),
    };
    assert!(damaged, "{told:?}");
}

#[test]
fn erased_words_are_in_no_file() {
    let words = "the private address of a delegate ".repeat(300);
    let name = BlobName([9; 32]);
    let kept = Kept {
        salt: [0xc3; 32],
        text: words.clone(),
    };
    let blob = Blob {
        name,
        entry: 0,
        kept: Some(kept),
    };
    let desk = Desk::new();
    run(async {
        let journal = SqliteJournal::open(&desk.file()).await.unwrap();
        journal.create(&keth()).await.unwrap();
        let term = journal.acquire(&keth(), &claim("node 1")).await.unwrap();
        let written = Batch {
            blobs: vec![blob],
            ..batch(term, 0, 1)
        };
        journal.append(&keth(), &written).await.unwrap();
        assert!(desk.holds(&words[..34]), "the search finds what is there");
        let erasing = Batch {
            redacted: vec![name],
            ..batch(term, 1, 1)
        };
        journal.append(&keth(), &erasing).await.unwrap();
        // While it is open, and with all its companions.
        assert!(!desk.holds(&words[..34]));
        journal.close().await;
        assert!(!desk.holds(&words[..34]));
    });
}

#[test]
fn two_programs_on_one_file_are_kept_apart_by_the_term() {
    let desk = Desk::new();
    desk.write(1);
    run(async {
        let one = SqliteJournal::open(&desk.file()).await.unwrap();
        let other = SqliteJournal::open(&desk.file()).await.unwrap();
        let given = one.acquire(&keth(), &claim("node 1")).await.unwrap();
        let latest = other.acquire(&keth(), &claim("node 2")).await.unwrap();
        let answer = one.append(&keth(), &batch(given, 1, 1)).await;
        assert_eq!(answer, Err(JournalError::Fenced { given, latest }));
        other.append(&keth(), &batch(latest, 1, 1)).await.unwrap();
        assert_eq!(one.head(&keth()).await.unwrap().unwrap().size, 2);
        one.close().await;
        other.close().await;
    });
}

#[test]
fn a_closed_journal_says_so() {
    let desk = Desk::new();
    desk.write(1);
    run(async {
        let journal = SqliteJournal::open(&desk.file()).await.unwrap();
        journal.close().await;
        let read = journal.head(&keth()).await.unwrap_err();
        assert!(matches!(read, JournalError::Unavailable(_)), "{read}");
        let written = journal.append(&keth(), &batch(Term(1), 1, 1)).await;
        assert!(
            matches!(written, Err(JournalError::Unavailable(_))),
            "{written:?}"
        );
    });
}

#[test]
fn a_locked_file_writes_nothing() {
    let desk = Desk::new();
    desk.write(1);
    run(async {
        let journal = SqliteJournal::open(&desk.file()).await.unwrap();
        let options = SqliteConnectOptions::new().filename(desk.file());
        let mut other = options.connect().await.unwrap();
        let held = other.begin_with("BEGIN IMMEDIATE").await.unwrap();
        let answer = journal.append(&keth(), &batch(Term(1), 1, 1)).await;
        assert!(
            matches!(answer, Err(JournalError::Unavailable(_))),
            "{answer:?}"
        );
        held.rollback().await.unwrap();
        journal
            .append(&keth(), &batch(Term(1), 1, 1))
            .await
            .unwrap();
        journal.close().await;
    });
}

#[test]
fn without_durability_it_is_the_same_journal() {
    let desk = Desk::new();
    let options = SqliteOptions::new(&desk.file()).durability(Durability::OffForFaultTests);
    run(async {
        let journal = options.open().await.unwrap();
        journal.create(&keth()).await.unwrap();
        journal.close().await;
    });
    desk.check_entries(0);
}
