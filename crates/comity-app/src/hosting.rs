//! Hosting: the negotiations that are open here, each with a sequencer that runs.
//!
//! A [`Host`] opens what the journal holds, lets the clock strike once a second, and opens anew
//! what had to stop. Whoever serves people holds [`Negotiations`] and takes from it a [`Desk`]:
//! one negotiation to read, to prepare acts for, and to hand them in to.
//!
//! Never here: what a page looks like, and who somebody is.
//!
//! Start at [`Host::open`].

use std::collections::{BTreeMap, HashMap};
use std::panic::resume_unwind;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use comity_procedure::State;
use comity_record::blob::{BlobError, BlobLine};
use comity_record::canonical;
use comity_record::checkpoint::Origin;
use comity_record::note::{SignerKey, VerifierKey};
use comity_record::v1::{self, Entry, parts};
use thiserror::Error;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::naming::name_words;
use crate::opening::{OpenError, line, open};
use crate::pending::{NotTaken, Request};
use crate::permissions::Caller;
use crate::ports::{
    Archive, Chance, Clock, Holder, Journal, JournalError, NegotiationId, archive_of,
};
use crate::sequencer::{Ground, Negotiation, Published, Receipt, SubmitError};
use crate::tasks::{Prepared, Sources, Task, TaskError, entries, prepare};

/// How often the clock is let strike.
const TICK: Duration = Duration::from_secs(1);

/// After how many ticks the journal is asked for negotiations that were made meanwhile.
const TICKS_BETWEEN_LOOKS: u32 = 5;

/// The negotiations that are open here. Clones are the same.
#[derive(Clone)]
pub struct Negotiations {
    open: Arc<RwLock<BTreeMap<NegotiationId, Opened>>>,
    archive: Arc<dyn Archive>,
    chance: Arc<dyn Chance>,
}

/// A negotiation that is open, and who signs its log.
#[derive(Clone)]
struct Opened {
    negotiation: Negotiation,
    key: VerifierKey,
}

/// One negotiation as those who serve people use it.
#[derive(Clone)]
pub struct Desk {
    id: NegotiationId,
    negotiation: Negotiation,
    key: VerifierKey,
    archive: Arc<dyn Archive>,
    chance: Arc<dyn Chance>,
}

/// Why no act could be made of what somebody asks for.
#[derive(Debug, Error)]
pub enum NotPrepared {
    /// What is asked for cannot be understood.
    #[error(transparent)]
    Task(#[from] TaskError),
    /// What it builds on cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Gives the key that signs the log of a negotiation.
pub type KeyOf = dyn Fn(&NegotiationId) -> SignerKey + Send + Sync;

/// Opens negotiations and keeps them open.
pub struct Host<J> {
    journal: J,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    holder: Holder,
    key_of: Arc<KeyOf>,
    negotiations: Negotiations,
}

impl<J: Journal> Host<J> {
    /// A host that has nothing open yet.
    pub fn new(
        journal: J,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
        holder: Holder,
        key_of: Arc<KeyOf>,
    ) -> Host<J> {
        let negotiations = Negotiations {
            open: Arc::default(),
            archive: archive_of(journal.clone()),
            chance: chance.clone(),
        };
        Host {
            journal,
            clock,
            chance,
            holder,
            key_of,
            negotiations,
        }
    }

    /// What is open here, now and later.
    #[must_use]
    pub fn negotiations(&self) -> Negotiations {
        self.negotiations.clone()
    }

    /// Opens every negotiation of the journal that is not open yet, and says which could not be.
    ///
    /// # Errors
    /// When the journal cannot say what it holds.
    pub async fn open(&self) -> Result<Vec<(NegotiationId, OpenError)>, JournalError> {
        let mut failed = Vec::new();
        for id in self.journal.negotiations().await? {
            if self.negotiations.get(&id).is_some() {
                continue;
            }
            if let Err(error) = self.open_one(&id).await {
                failed.push((id, error));
            }
        }
        Ok(failed)
    }

    /// Opens one negotiation and leaves the others alone.
    ///
    /// # Errors
    /// When somebody else holds it, or its log cannot be read or is damaged.
    pub async fn open_one(&self, id: &NegotiationId) -> Result<(), OpenError> {
        let key = (self.key_of)(id);
        let verifier = key.verifier();
        let origin = Origin::new(key.name().as_str()).expect("the name of a key is an origin");
        let ground = Ground {
            journal: self.journal.clone(),
            clock: self.clock.clone(),
            chance: self.chance.clone(),
            key,
            origin,
        };
        let (negotiation, sequencer) = open(ground, id.clone(), self.holder.clone()).await?;
        tokio::spawn(sequencer.run());
        let opened = Opened {
            negotiation,
            key: verifier,
        };
        self.negotiations.put(id.clone(), opened);
        Ok(())
    }

    /// Keeps everything open; `report` hears what could not be. It ends only with its task.
    pub async fn keep(self, mut report: impl FnMut(&NegotiationId, &OpenError)) {
        for tick in 1_u32.. {
            tokio::time::sleep(TICK).await;
            for desk in self.negotiations.all() {
                if let Err(SubmitError::Stopped) = desk.negotiation.tick().await {
                    self.negotiations.remove(&desk.id);
                }
            }
            if !tick.is_multiple_of(TICKS_BETWEEN_LOOKS) {
                continue;
            }
            // That the journal does not answer now is seen again at the next look.
            for (id, error) in self.open().await.unwrap_or_default() {
                report(&id, &error);
            }
        }
    }
}

impl Negotiations {
    /// The desk of a negotiation that is open here.
    #[must_use]
    pub fn get(&self, id: &NegotiationId) -> Option<Desk> {
        let open = self.open.read().expect("nobody panics while holding it");
        open.get(id).map(|it| self.desk(id, it))
    }

    /// All of them, by id.
    #[must_use]
    pub fn all(&self) -> Vec<Desk> {
        let open = self.open.read().expect("nobody panics while holding it");
        open.iter().map(|(id, it)| self.desk(id, it)).collect()
    }

    fn desk(&self, id: &NegotiationId, opened: &Opened) -> Desk {
        Desk {
            id: id.clone(),
            negotiation: opened.negotiation.clone(),
            key: opened.key.clone(),
            archive: self.archive.clone(),
            chance: self.chance.clone(),
        }
    }

    fn put(&self, id: NegotiationId, opened: Opened) {
        let mut open = self.open.write().expect("nobody panics while holding it");
        open.insert(id, opened);
    }

    fn remove(&self, id: &NegotiationId) {
        let mut open = self.open.write().expect("nobody panics while holding it");
        open.remove(id);
    }
}

impl Desk {
    /// Its name.
    #[must_use]
    pub fn id(&self) -> &NegotiationId {
        &self.id
    }

    /// What everybody can read now.
    #[must_use]
    pub fn read(&self) -> Arc<Published> {
        self.negotiation.read()
    }

    /// A handle of one's own, to wait for what is published next.
    #[must_use]
    pub fn negotiation(&self) -> Negotiation {
        self.negotiation.clone()
    }

    /// The key that the heads of its log can be verified with.
    #[must_use]
    pub fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// Where its record can be read.
    #[must_use]
    pub fn archive(&self) -> &Arc<dyn Archive> {
        &self.archive
    }

    /// Makes the act that a task asks for, on a state that was read here.
    ///
    /// `documents` are the files that the task names.
    ///
    /// # Errors
    /// When the task cannot be understood, or what it builds on cannot be read.
    pub async fn prepare(
        &self,
        state: &State,
        task: Task,
        documents: HashMap<String, Vec<u8>>,
    ) -> Result<Prepared, NotPrepared> {
        let mut book = Book {
            documents,
            ..Book::default()
        };
        for entry in entries(state, &task) {
            book.look_up(&*self.archive, &self.id, entry).await?;
        }
        if !is_long(&task) {
            return Ok(prepare(state, task, &book)?);
        }
        let seat = READING.acquire().await.expect("nobody closes it");
        let state = state.clone();
        // A document is read and compared where nobody else waits behind it.
        let prepared = spawn_blocking(move || {
            let _seat = seat;
            prepare(&state, task, &book)
        });
        let prepared = prepared.await;
        Ok(prepared.unwrap_or_else(|fault| resume_unwind(fault.into_panic()))?)
    }

    /// Hands an act in; answered when it is committed. The same act sent again with the same key
    /// is taken once.
    ///
    /// # Errors
    /// As [`Negotiation::submit`].
    pub async fn submit(
        &self,
        caller: &Caller,
        actor: parts::Actor,
        act: v1::Act,
        key: [u8; 16],
    ) -> Result<Receipt, SubmitError> {
        let too_long = |error: BlobError| SubmitError::NotTaken(NotTaken::TooLong(error));
        let (act, blobs) = name_words(act, &self.chance).map_err(too_long)?;
        let request = Request {
            actor,
            act,
            blobs,
            key,
            signature: None,
        };
        self.negotiation.submit(caller, request).await
    }
}

/// The most documents that are read and compared at one time: more would only wait for the same
/// processors, each with all of its memory.
const MAX_READING: usize = 4;

static READING: Semaphore = Semaphore::const_new(MAX_READING);

/// Whether making an act of a task reads a text and compares it.
fn is_long(task: &Task) -> bool {
    !matches!(task, Task::Act(_))
}

/// What tasks refer to: files that were sent along, and entries of the record.
#[derive(Default)]
struct Book {
    documents: HashMap<String, Vec<u8>>,
    acts: HashMap<u64, v1::Act>,
    texts: HashMap<[u8; 32], String>,
}

impl Book {
    async fn look_up(
        &mut self,
        archive: &dyn Archive,
        id: &NegotiationId,
        entry: u64,
    ) -> Result<(), JournalError> {
        let Some(bytes) = archive.entries(id, entry, 1).await?.pop() else {
            return Ok(());
        };
        for blob in archive.blobs_of_entries(id, entry, 1).await? {
            if let BlobLine::Whole(text) = line(blob) {
                self.texts.insert(text.name().0, text.text().to_owned());
            }
        }
        if let Some(act) = self.act_of(&bytes) {
            self.acts.insert(entry, act);
        }
        Ok(())
    }

    /// The act of an entry, from itself or from the text that holds it.
    fn act_of(&self, entry: &[u8]) -> Option<v1::Act> {
        let entry: Entry = canonical::read(entry).ok()?;
        match (entry.act, entry.act_blob) {
            (Some(act), _) => Some(act),
            (None, Some(name)) => canonical::read(self.texts.get(&name.0)?.as_bytes()).ok(),
            (None, None) => None,
        }
    }
}

impl Sources for Book {
    fn document(&self, name: &str) -> Result<Vec<u8>, String> {
        let found = self.documents.get(name).cloned();
        found.ok_or_else(|| "it was not sent along; choose the file again".to_owned())
    }

    fn act(&self, entry: u64) -> Option<v1::Act> {
        self.acts.get(&entry).cloned()
    }

    fn text(&self, name: &[u8; 32]) -> Option<String> {
        self.texts.get(name).cloned()
    }
}
