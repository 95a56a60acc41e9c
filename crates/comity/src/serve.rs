//! `comity serve`: the site for real people, on SQLite in a data folder or on PostgreSQL.

use std::path::Path;
use std::sync::Arc;

use comity_app::ports::{Accounts, Journal, NegotiationId};
use comity_app::{Host, KeyOf};
use comity_record::note::{KeyName, SignerKey};
use comity_store::{PostgresAccounts, PostgresJournal, SqliteAccounts, SqliteJournal};
use comity_web::{Foundation, Settings, Site};
use sha2::{Digest, Sha256};

use crate::arguments::ServeArguments;
use crate::data_folder::DataFolder;
use crate::report::{self, Failure, counted};
use crate::serving::{MachineChance, MachineClock, listener, on_all_cores, until_told};

pub(crate) fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    on_all_cores(async {
        let folder = DataFolder::open(&arguments.data)?;
        match &arguments.database {
            Some(url) => {
                let wrong = |error: &dyn std::fmt::Display| {
                    Failure::Unusable("the database".to_owned(), error.to_string())
                };
                let journal = PostgresJournal::open(url).await;
                let journal = journal.map_err(|error| wrong(&error))?;
                let accounts = PostgresAccounts::open(url).await;
                let accounts = Arc::new(accounts.map_err(|error| wrong(&error))?);
                serve(arguments, &folder, journal, accounts).await
            }
            None => {
                let path = folder.file("record.sqlite");
                let journal = SqliteJournal::open(&path).await;
                let journal = journal.map_err(|error| unusable(&path, &error))?;
                let path = folder.file("accounts.sqlite");
                let accounts = SqliteAccounts::open(&path).await;
                let accounts = Arc::new(accounts.map_err(|error| unusable(&path, &error))?);
                serve(arguments, &folder, journal, accounts).await
            }
        }
    })
}

fn unusable(path: &Path, error: &dyn std::fmt::Display) -> Failure {
    Failure::Unusable(path.display().to_string(), error.to_string())
}

async fn serve<J: Journal>(
    arguments: &ServeArguments,
    folder: &DataFolder,
    journal: J,
    accounts: Arc<dyn Accounts>,
) -> Result<(), Failure> {
    let (listener, bound) = listener(arguments.listen).await?;
    let address = match &arguments.address {
        Some(address) => address.trim_end_matches('/').to_owned(),
        None => format!("http://{bound}"),
    };
    let host = Host::new(
        journal,
        Arc::new(MachineClock),
        Arc::new(MachineChance),
        folder.holder(),
        key_of(folder.secret(), &address),
    );
    let failed = host
        .open()
        .await
        .map_err(|error| Failure::Unusable("the records".to_owned(), error.to_string()))?;
    for (id, error) in &failed {
        tracing::error!(negotiation = id.as_str(), "cannot be opened: {error}");
    }
    let negotiations = host.negotiations();
    let site = Site::new(Foundation {
        negotiations: negotiations.clone(),
        accounts,
        clock: Arc::new(MachineClock),
        chance: Arc::new(MachineChance),
        settings: Settings {
            address: address.clone(),
            local_outbox: true,
            behind_proxy: false,
            more_routes: &[],
        },
    });
    let open = counted(
        negotiations.all().len(),
        "negotiation is",
        "negotiations are",
    );
    report::done(
        &format!("{open} open at {address}; end it with Ctrl-C"),
        &[],
    );
    tokio::spawn(host.keep(|id, error| {
        tracing::error!(negotiation = id.as_str(), "cannot be opened: {error}");
    }));
    until_told(listener, site).await
}

/// The key of each log, from the one secret of the folder: its name is the address without its
/// scheme, and the name of the negotiation.
fn key_of(secret: [u8; 32], address: &str) -> Arc<KeyOf> {
    let place = address.split("://").last().unwrap_or(address).to_owned();
    Arc::new(move |id: &NegotiationId| {
        let name = KeyName::new(format!("{place}/{id}"))
            .expect("an address without spaces and the name of a negotiation name a key");
        let mut hasher = Sha256::new();
        hasher.update(b"comity log key\n");
        hasher.update(secret);
        hasher.update(id.as_str());
        SignerKey::from_secret(name, &hasher.finalize().into())
    })
}
