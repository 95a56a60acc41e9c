//! The stores of a site: SQLite in the data folder, or PostgreSQL; and the keys of its records.

use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;

use comity_app::KeyOf;
use comity_app::ports::{Accounts, Journal, NegotiationId};
use comity_record::note::{KeyName, SignerKey};
use comity_store::{PostgresAccounts, PostgresJournal, SqliteAccounts, SqliteJournal};
use sha2::{Digest, Sha256};

use crate::arguments::StoreArguments;
use crate::data_folder::DataFolder;
use crate::report::Failure;

/// Something to be done on a journal and accounts, whichever they are.
pub(crate) trait Work {
    /// Does it.
    async fn on<J: Journal>(
        self,
        journal: J,
        accounts: Arc<dyn Accounts>,
        folder: &DataFolder,
    ) -> Result<(), Failure>;
}

/// Opens the stores that are named and does the work on them.
pub(crate) async fn with_stores(
    arguments: &StoreArguments,
    work: impl Work,
) -> Result<(), Failure> {
    let folder = DataFolder::open(&arguments.data, name(arguments)?)?;
    let Some(url) = &arguments.database else {
        let path = folder.file("record.sqlite");
        let journal = SqliteJournal::open(&path).await;
        let journal = journal.map_err(|error| unusable(&path, &error))?;
        let path = folder.file("accounts.sqlite");
        let accounts = SqliteAccounts::open(&path).await;
        let accounts = accounts.map_err(|error| unusable(&path, &error))?;
        return work.on(journal, Arc::new(accounts), &folder).await;
    };
    // The address of a database may hold a password: errors name it by what it is.
    let wrong =
        |error: &dyn Display| Failure::Unusable("the database".to_owned(), error.to_string());
    let journal = PostgresJournal::open(url).await;
    let journal = journal.map_err(|error| wrong(&error))?;
    let accounts = PostgresAccounts::open(url).await;
    let accounts = accounts.map_err(|error| wrong(&error))?;
    work.on(journal, Arc::new(accounts), &folder).await
}

/// The name under which records are to be signed, if one is given: itself, or as the address says.
fn name(arguments: &StoreArguments) -> Result<Option<KeyName>, Failure> {
    let of_address = arguments.address.as_deref().map(|it| {
        let place = it.split("://").last().unwrap_or(it);
        place.trim_end_matches('/').to_owned()
    });
    let given = arguments.name.clone().or(of_address);
    given
        .map(|it| KeyName::new(it).map_err(|error| Failure::Usage(format!("--name: {error}"))))
        .transpose()
}

fn unusable(path: &Path, error: &dyn Display) -> Failure {
    Failure::Unusable(path.display().to_string(), error.to_string())
}

/// The key of each log: its name is that of the site and of the negotiation, and its secret
/// follows from the one of the data folder.
pub(crate) fn key_of(folder: &DataFolder) -> Arc<KeyOf> {
    let (secret, site) = (folder.secret(), folder.name().to_owned());
    Arc::new(move |id: &NegotiationId| {
        let name = KeyName::new(format!("{site}/{id}"))
            .expect("the name of a site and that of a negotiation make the name of a key");
        let mut hasher = Sha256::new();
        hasher.update(b"comity log key\n");
        hasher.update(secret);
        hasher.update(id.as_str());
        SignerKey::from_secret(name, &hasher.finalize().into())
    })
}
