//! `comity new`: opens a negotiation, and invites its secretariat and its chair.

use std::collections::HashMap;
use std::sync::Arc;

use comity_app::ports::{Accounts, Journal, JournalError, MailAddress, NegotiationId, Seat};
use comity_app::tasks::Task;
use comity_app::{Caller, Desk, Host};
use comity_record::v1::parts::Actor;
use comity_web::invitations::{Invitation, invite};
use comity_web::{Foundation, Settings, Site, Words};
use serde_json::{Map, Value, json};

use crate::arguments::NewArguments;
use crate::data_folder::DataFolder;
use crate::files;
use crate::report::{self, Failure, counted};
use crate::run::entropy;
use crate::serving::{MachineChance, MachineClock, on_all_cores};
use crate::stores::{Work, key_of, with_stores};

/// The largest file of modalities, in bytes: ten times all that the preset says.
const MAX_MODALITIES_BYTES: usize = 64 << 10;

/// Where people reach a site that does not say where, as `serve` listens.
const ADDRESS: &str = "http://127.0.0.1:8080";

pub(crate) fn run(arguments: &NewArguments) -> Result<(), Failure> {
    let id = NegotiationId::new(&arguments.negotiation)
        .map_err(|error| Failure::Usage(format!("NEGOTIATION: {error}")))?;
    let mut seats = Vec::new();
    let officers = arguments
        .secretariat
        .iter()
        .map(|it| (it, Seat::Secretariat));
    let chair = arguments.chair.iter().map(|it| (it, Seat::Chair));
    for (mail, seat) in officers.chain(chair) {
        let address =
            MailAddress::new(mail).map_err(|error| Failure::Usage(format!("{mail}: {error}")))?;
        seats.push((address, seat));
    }
    let work = Opening {
        arguments,
        id,
        seats,
        change: change(arguments)?,
    };
    on_all_cores(with_stores(&arguments.store, work))
}

/// What the modalities say otherwise than the preset.
fn change(arguments: &NewArguments) -> Result<Map<String, Value>, Failure> {
    let mut change = Map::new();
    if let Some(path) = &arguments.modalities {
        let wrong = |why: String| Failure::Unusable(path.display().to_string(), why);
        let bytes = files::read_small(path, MAX_MODALITIES_BYTES)?;
        let text = String::from_utf8(bytes).map_err(|error| wrong(error.to_string()))?;
        change = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    }
    if !arguments.languages.is_empty() {
        change.insert("languages".to_owned(), json!(arguments.languages));
    }
    Ok(change)
}

struct Opening<'a> {
    arguments: &'a NewArguments,
    id: NegotiationId,
    seats: Vec<(MailAddress, Seat)>,
    change: Map<String, Value>,
}

impl Work for Opening<'_> {
    /// A crash before the first act leaves a name that nothing stands under, which the same
    /// command takes up; one after it leaves a negotiation to which the same command invites.
    async fn on<J: Journal>(
        self,
        journal: J,
        accounts: Arc<dyn Accounts>,
        folder: &DataFolder,
    ) -> Result<(), Failure> {
        let id = &self.id;
        match journal.create(id).await {
            Ok(()) | Err(JournalError::Exists(_)) => {}
            Err(error) => return Err(self.wrong(&error)),
        }
        let (clock, chance) = (Arc::new(MachineClock), Arc::new(MachineChance));
        let host = Host::new(
            journal,
            clock.clone(),
            chance.clone(),
            folder.holder(),
            key_of(folder),
        );
        host.open_one(id)
            .await
            .map_err(|error| self.wrong(&error))?;
        let desk = host.negotiations().get(id).expect("it was just opened");
        let address = self.arguments.store.address.as_deref().unwrap_or(ADDRESS);
        let site = Site::new(Foundation {
            negotiations: host.negotiations(),
            accounts,
            clock,
            chance,
            settings: Settings {
                address: address.trim_end_matches('/').to_owned(),
                ..Settings::default()
            },
        });
        if desk.read().state.opening().is_none() {
            self.open(&desk).await?;
        }
        self.invite(&site, &desk).await?;
        let size = usize::try_from(desk.read().state.size()).unwrap_or(usize::MAX);
        let size = counted(size, "entry", "entries");
        let key = key_of(folder)(id).verifier();
        report::done(
            &format!("{id} is open, with {size} so far\n  key of its record: {key}"),
            &[],
        );
        Ok(())
    }
}

impl Opening<'_> {
    fn wrong(&self, error: &dyn std::fmt::Display) -> Failure {
        Failure::Unusable(format!("the negotiation {}", self.id), error.to_string())
    }

    async fn open(&self, desk: &Desk) -> Result<(), Failure> {
        let task = Task::Open {
            title: self.arguments.title.clone(),
            preset: self.arguments.preset.clone(),
            change: self.change.clone(),
        };
        let published = desk.read();
        let prepared = desk.prepare(&published.state, task, HashMap::new()).await;
        let act = prepared.map_err(|error| self.wrong(&error))?.act;
        let mut key = [0; 16];
        key.copy_from_slice(&entropy()?[..16]);
        let taken = desk.submit(&Caller::Operator, Actor::Secretariat, act, key);
        taken.await.map_err(|error| self.wrong(&error))?;
        Ok(())
    }

    async fn invite(&self, site: &Site, desk: &Desk) -> Result<(), Failure> {
        let published = desk.read();
        for (mail, seat) in &self.seats {
            let invitation = Invitation {
                mail: mail.clone(),
                seat: seat.clone(),
                words: self
                    .arguments
                    .languages
                    .iter()
                    .find_map(|it| Words::of(it))
                    .unwrap_or_else(Words::english),
            };
            let invited = invite(site, (&self.id, &published.state), invitation).await;
            invited.map_err(|problem| {
                let wrong = Words::english().say(problem.message());
                Failure::Unusable(mail.as_str().to_owned(), wrong)
            })?;
        }
        let letters = site.accounts().letters(self.seats.len()).await;
        let letters = letters
            .map_err(|error| Failure::Unusable("the outbox".to_owned(), error.to_string()))?;
        for letter in letters.iter().rev() {
            report::letter(letter);
        }
        Ok(())
    }
}
