//! Where a trial writes: the same words for the harness and for the program that it starts.

use std::ffi::OsString;
use std::path::PathBuf;

use comity_store::Durability;

/// A database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A SQLite file.
    Sqlite {
        /// Where it is.
        file: PathBuf,
        /// What a commit waits for.
        durability: Durability,
    },
    /// A PostgreSQL server.
    Postgres {
        /// Its address.
        url: String,
    },
}

impl Place {
    /// A SQLite file with full durability.
    #[must_use]
    pub fn sqlite(file: PathBuf) -> Place {
        Place::Sqlite {
            file,
            durability: Durability::Full,
        }
    }

    /// As arguments of the writer.
    #[must_use]
    pub fn arguments(&self) -> [OsString; 2] {
        match self {
            Place::Sqlite {
                file,
                durability: Durability::Full,
            } => ["--sqlite".into(), file.into()],
            Place::Sqlite { file, .. } => ["--sqlite-without-sync".into(), file.into()],
            Place::Postgres { url } => ["--postgres".into(), url.into()],
        }
    }

    /// From an argument of the writer and its value.
    #[must_use]
    pub fn read(name: &str, value: &str) -> Option<Place> {
        let sqlite = |durability| Place::Sqlite {
            file: value.into(),
            durability,
        };
        match name {
            "--sqlite" => Some(sqlite(Durability::Full)),
            "--sqlite-without-sync" => Some(sqlite(Durability::OffForFaultTests)),
            "--postgres" => Some(Place::Postgres {
                url: value.to_owned(),
            }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        let file = PathBuf::from("folder/journal.sqlite");
        let unsafe_file = Place::Sqlite {
            file: file.clone(),
            durability: Durability::OffForFaultTests,
        };
        let url = "postgres://nobody@127.0.0.1/nothing".to_owned();
        for place in [Place::sqlite(file), unsafe_file, Place::Postgres { url }] {
            let [name, value] = place.arguments();
            let read = Place::read(name.to_str().unwrap(), value.to_str().unwrap());
            assert_eq!(read, Some(place));
        }
    }
}
