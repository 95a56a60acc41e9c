//! Opening a file, of the journal or of the accounts: is it ours, is it new, is it whole?
//!
//! What a crash leaves: a new file gets its tables, its mark and the number of its format in one
//! transaction, so it is empty or complete. The change to write-ahead mode comes after it and is
//! made again whenever it is missing.
//!
//! Never here: what the tables are for.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, query_as, query_scalar, raw_sql};

use crate::OpenError;
use crate::fault::Fault;

/// Moves the pages of the write-ahead file and cuts it off.
pub(crate) const CUT: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// How long a connection waits for another process before it says that it cannot.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// Pages that are read whole are handed over in few steps.
const ROWS_HANDED_OVER: usize = 4_096;

/// Reads beside the writer: the state is in memory, so few go to the file at all.
const READERS: u32 = 4;

/// What a file is for: the marks in its header and the tables in it.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The mark in the header that says whose file it is.
    pub(crate) application_id: i64,
    /// The number of the format.
    pub(crate) format: i64,
    /// The statements that make the tables of the format.
    pub(crate) tables: &'static str,
    /// A statement that reads a number from a table, to see that it can be read.
    pub(crate) look: &'static str,
}

/// What a commit waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// For the disk. What was answered outlives a loss of power.
    #[default]
    Full,
    /// For nothing: what was answered may be lost with the power. This breaks the promise of the
    /// port; it is there so that a test of faults can show that it would be seen.
    OffForFaultTests,
}

/// An open file: one connection that writes, and a few that read beside it.
#[derive(Clone, Debug)]
pub(crate) struct OpenFile {
    pub(crate) writer: SqlitePool,
    pub(crate) readers: SqlitePool,
}

impl OpenFile {
    /// Waits for what is being written and closes the file.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// How a file is opened.
#[derive(Clone, Debug)]
pub(crate) struct File {
    kind: &'static Kind,
    path: PathBuf,
    durability: Durability,
}

impl File {
    /// The file at this path.
    pub(crate) fn new(kind: &'static Kind, path: &Path, durability: Durability) -> File {
        File {
            kind,
            path: path.to_owned(),
            durability,
        }
    }

    /// Opens the file, or makes it where there is none.
    pub(crate) async fn open(self) -> Result<OpenFile, OpenError> {
        self.prepare().await?;
        let open = OpenFile {
            writer: self.writer(),
            readers: self.readers(),
        };
        match self.settle(&open).await {
            Ok(()) => Ok(open),
            Err(error) => {
                open.close().await;
                Err(error)
            }
        }
    }

    /// Looks at the file with a connection that changes nothing in a file that is not ours.
    async fn prepare(&self) -> Result<(), OpenError> {
        let unset = self.connection().create_if_missing(true);
        let mut connection = unset.connect().await.map_err(|error| self.error(&error))?;
        let prepared = self.look_and_make(&mut connection).await;
        // Whether it closes well or not, it wrote what it wrote in one transaction.
        let _ = connection.close().await;
        prepared
    }

    async fn look_and_make(&self, connection: &mut SqliteConnection) -> Result<(), OpenError> {
        let transaction = connection.begin_with("BEGIN IMMEDIATE").await;
        let mut transaction = transaction.map_err(|error| self.error(&error))?;
        let marks: (i64, i64, i64) = query_as(
            "SELECT (SELECT application_id FROM pragma_application_id), \
             (SELECT user_version FROM pragma_user_version), \
             (SELECT count(*) FROM sqlite_schema)",
        )
        .fetch_one(&mut *transaction)
        .await
        .map_err(|error| self.error(&error))?;
        if marks != (0, 0, 0) {
            return self.check_marks(marks);
        }
        let made = raw_sql(self.kind.tables).execute(&mut *transaction).await;
        made.map_err(|error| self.error(&error))?;
        let marked = raw_sql(self.marks()).execute(&mut *transaction).await;
        marked.map_err(|error| self.error(&error))?;
        let committed = transaction.commit().await;
        committed.map_err(|error| self.error(&error))
    }

    fn check_marks(&self, (mark, found, _): (i64, i64, i64)) -> Result<(), OpenError> {
        let known = self.kind.format;
        let place = self.place();
        if mark != self.kind.application_id {
            return Err(match super::OURS.iter().find(|(it, _)| *it == mark) {
                Some((_, holds)) => OpenError::OtherContent { place, holds },
                None => OpenError::OtherProgram(self.path.clone()),
            });
        }
        match found {
            _ if found == known => Ok(()),
            _ if found > known => Err(OpenError::Newer {
                place,
                found,
                known,
            }),
            _ => Err(OpenError::Damaged {
                place,
                what: format!("there never was a format {found}"),
            }),
        }
    }

    /// The statement that sets the marks: they cannot be bound, and they are numbers.
    fn marks(&self) -> AssertSqlSafe<String> {
        let Kind {
            application_id,
            format,
            ..
        } = self.kind;
        AssertSqlSafe(format!(
            "PRAGMA application_id = {application_id}; PRAGMA user_version = {format}"
        ))
    }

    /// Sees that the settings hold that the promises stand on, and moves what a crash left in the
    /// write-ahead file.
    async fn settle(&self, open: &OpenFile) -> Result<(), OpenError> {
        let mode: String = query_scalar("PRAGMA journal_mode")
            .fetch_one(&open.writer)
            .await
            .map_err(|error| self.error(&error))?;
        if mode != "wal" {
            return Err(OpenError::Unavailable {
                place: self.place(),
                reason: "the file system does not allow write-ahead mode".to_owned(),
            });
        }
        let cut = raw_sql(CUT).execute(&open.writer).await;
        cut.map_err(|error| self.error(&error))?;
        let readable = query_scalar::<_, i64>(self.kind.look);
        let readable = readable.fetch_one(&open.readers).await;
        readable.map(|_| ()).map_err(|error| self.error(&error))
    }

    fn writer(&self) -> SqlitePool {
        let synchronous = match self.durability {
            Durability::Full => SqliteSynchronous::Full,
            Durability::OffForFaultTests => SqliteSynchronous::Off,
        };
        let writer = self
            .connection()
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            // What is erased is overwritten, not only forgotten.
            .pragma("secure_delete", "ON");
        kept(1).connect_lazy_with(writer)
    }

    fn readers(&self) -> SqlitePool {
        let reader = self
            .connection()
            .read_only(true)
            .row_buffer_size(ROWS_HANDED_OVER);
        kept(READERS).connect_lazy_with(reader)
    }

    fn connection(&self) -> SqliteConnectOptions {
        // A name that begins with a colon or with `file:` would be no file; below the folder it is.
        let path = Path::new(".").join(&self.path);
        SqliteConnectOptions::new()
            .filename(path)
            .busy_timeout(BUSY_TIMEOUT)
            .disable_statement_logging()
    }

    fn place(&self) -> String {
        self.path.display().to_string()
    }

    fn error(&self, error: &sqlx::Error) -> OpenError {
        if code(error) == Some(NOT_A_DATABASE) {
            return OpenError::NotADatabase(self.path.clone());
        }
        OpenError::of(&self.place(), fault(error))
    }
}

/// Connections that are kept: a file does not go away, and nothing is won by asking it first.
fn kept(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

/// What an error means where nothing can have been written.
pub(crate) fn fault(error: &sqlx::Error) -> Fault {
    match code(error) {
        Some(CORRUPT | NOT_A_DATABASE) => Fault::Damaged(format!("the database ({error})")),
        Some(_) => Fault::Unavailable(error.to_string()),
        None => Fault::of_library(error),
    }
}

// Result codes of SQLite, without their extensions.
pub(super) const DISK_FAILED: i32 = 10;
const CORRUPT: i32 = 11;
const NOT_A_DATABASE: i32 = 26;

/// The result code, without its extension.
pub(super) fn code(error: &sqlx::Error) -> Option<i32> {
    let code: Cow<'_, str> = error.as_database_error()?.code()?;
    code.parse().ok().map(|code: i32| code & 0xff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::open::JOURNAL;

    fn check_pragmas(durability: Durability, synchronous: i64) {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("journal.sqlite");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.unwrap().block_on(async {
            let file = File::new(&JOURNAL, &path, durability);
            let journal = file.open().await.unwrap();
            let pragmas = "SELECT (SELECT synchronous FROM pragma_synchronous), \
                           (SELECT secure_delete FROM pragma_secure_delete)";
            let pragmas: (i64, i64) = query_as(pragmas).fetch_one(&journal.writer).await.unwrap();
            assert_eq!(pragmas, (synchronous, 1));
            journal.close().await;
        });
    }

    #[test]
    fn a_commit_waits_for_the_disk_unless_a_test_of_faults_says_otherwise() {
        const OFF: i64 = 0;
        const FULL: i64 = 2;
        check_pragmas(Durability::default(), FULL);
        check_pragmas(Durability::OffForFaultTests, OFF);
    }

    #[test]
    fn a_name_that_means_something_to_sqlite_is_the_name_of_a_file() {
        for name in [":memory:", "file:journal?mode=memory"] {
            let file = File::new(&JOURNAL, Path::new(name), Durability::Full);
            let options = file.connection();
            assert_eq!(options.get_filename(), Path::new(".").join(name));
        }
    }
}
