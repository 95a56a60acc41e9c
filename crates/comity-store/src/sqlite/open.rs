//! Opening a file: is it ours, is it new, is it whole?
//!
//! What a crash leaves: a new file gets its tables, its mark and the number of its format in one
//! transaction, so it is empty or complete. The change to write-ahead mode comes after it and is
//! made again whenever it is missing.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, query_as, query_scalar, raw_sql};

use super::{NOT_A_DATABASE, SqliteJournal, code, fault};
use crate::OpenError;

/// Moves the pages of the write-ahead file and cuts it off.
pub(super) const CUT: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// The mark of our files in the header, "Comi" in ASCII.
const APPLICATION_ID: i64 = 0x436f_6d69;

/// The number of the format below.
const FORMAT: i64 = 1;

/// How long a connection waits for another process before it says that it cannot.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// Pages that are read whole are handed over in few steps.
const ROWS_HANDED_OVER: usize = 4_096;

/// Reads beside the writer: the state is in memory, so few go to the file at all.
const READERS: u32 = 4;

const FORMAT_1: &str = include_str!("format_1.sql");

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

/// How a file is opened.
#[derive(Clone, Debug)]
pub struct SqliteOptions {
    path: PathBuf,
    durability: Durability,
}

impl SqliteOptions {
    /// The file at this path, with full durability.
    #[must_use]
    pub fn new(path: &Path) -> SqliteOptions {
        SqliteOptions {
            path: path.to_owned(),
            durability: Durability::default(),
        }
    }

    /// With another durability.
    #[must_use]
    pub fn durability(self, durability: Durability) -> SqliteOptions {
        SqliteOptions { durability, ..self }
    }

    /// Opens the file, or makes it where there is none.
    ///
    /// # Errors
    /// As [`SqliteJournal::open`].
    pub async fn open(self) -> Result<SqliteJournal, OpenError> {
        self.prepare().await?;
        let journal = SqliteJournal {
            writer: self.writer(),
            readers: self.readers(),
        };
        match self.settle(&journal).await {
            Ok(()) => Ok(journal),
            Err(error) => {
                journal.close().await;
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
        match marks {
            (0, 0, 0) => {
                let made = raw_sql(FORMAT_1).execute(&mut *transaction).await;
                made.map_err(|error| self.error(&error))?;
                let marked = raw_sql(MARKS).execute(&mut *transaction).await;
                marked.map_err(|error| self.error(&error))?;
                let committed = transaction.commit().await;
                committed.map_err(|error| self.error(&error))
            }
            (APPLICATION_ID, FORMAT, _) => Ok(()),
            (APPLICATION_ID, found, _) if found > FORMAT => Err(OpenError::Newer {
                place: self.place(),
                found,
                known: FORMAT,
            }),
            (APPLICATION_ID, found, _) => Err(OpenError::Damaged {
                place: self.place(),
                what: format!("there never was a format {found}"),
            }),
            _ => Err(OpenError::OtherProgram(self.path.clone())),
        }
    }

    /// Sees that the settings hold that the promises stand on, and moves what a crash left in the
    /// write-ahead file.
    async fn settle(&self, journal: &SqliteJournal) -> Result<(), OpenError> {
        let mode: String = query_scalar("PRAGMA journal_mode")
            .fetch_one(&journal.writer)
            .await
            .map_err(|error| self.error(&error))?;
        if mode != "wal" {
            return Err(OpenError::Unavailable {
                place: self.place(),
                reason: "the file system does not allow write-ahead mode".to_owned(),
            });
        }
        let cut = raw_sql(CUT).execute(&journal.writer).await;
        cut.map_err(|error| self.error(&error))?;
        let readable = query_scalar::<_, i64>("SELECT count(*) FROM negotiation");
        let readable = readable.fetch_one(&journal.readers).await;
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

/// Our mark and the number of the format, as constants in a statement: they cannot be bound.
const MARKS: &str = "PRAGMA application_id = 1131375977; PRAGMA user_version = 1";

/// Connections that are kept: a file does not go away, and nothing is won by asking it first.
fn kept(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_pragmas(durability: Durability, synchronous: i64) {
        let folder = tempfile::TempDir::new().unwrap();
        let options = SqliteOptions::new(&folder.path().join("journal.sqlite"));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.unwrap().block_on(async {
            let journal = options.durability(durability).open().await.unwrap();
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
    fn the_mark_in_the_statement_is_the_mark() {
        let expected =
            format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT}");
        assert_eq!(MARKS, expected);
    }

    #[test]
    fn a_name_that_means_something_to_sqlite_is_the_name_of_a_file() {
        for name in [":memory:", "file:journal?mode=memory"] {
            let options = SqliteOptions::new(Path::new(name)).connection();
            assert_eq!(options.get_filename(), Path::new(".").join(name));
        }
    }
}
