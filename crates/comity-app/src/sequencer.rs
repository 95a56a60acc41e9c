//! The sequencer: the one door of a negotiation. It decides acts in their order and commits them
//! in batches; only then is the new state published and every caller answered.
//!
//! Whatever the journal says, what the callers hear and what the log holds agree: when a commit
//! fails the state ahead of the log is thrown away, and when its outcome is unknown the head is
//! read before anybody is answered.
//!
//! Start at [`Sequencer::run`].

use std::sync::Arc;

use comity_procedure::{State, Time};
use comity_record::checkpoint::{Checkpoint, Origin};
use comity_record::note::SignerKey;
use comity_record::tiles::TileWriter;
use thiserror::Error;
use tokio::sync::{mpsc, oneshot, watch};

use crate::opening::{OpenError, reopen};
use crate::pending::{NotTaken, Pending, Request, Taken, names_in};
use crate::permissions::{Caller, NotAllowed};
use crate::ports::{
    self, Chance, Clock, Head, Journal, JournalError, MAX_NAMES_PER_READ, NegotiationId, Term,
};

/// The most acts of one batch. A commit gets hardly cheaper by the act beyond this, only later.
pub const MAX_ACTS_PER_BATCH: usize = 512;

/// The most acts that wait for the sequencer; whoever comes then waits outside.
pub const MAX_WAITING: usize = 4_096;

/// Why an act was not committed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SubmitError {
    /// The caller may not act in that name.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The act is not taken.
    #[error(transparent)]
    NotTaken(#[from] NotTaken),
    /// The journal could not write. Nothing was written; the act can be sent again.
    #[error("nothing was written: {0}")]
    NotWritten(JournalError),
    /// The negotiation is no longer decided here.
    #[error(
        "the negotiation is decided elsewhere or closed down; send it there, with the same key"
    )]
    Stopped,
}

/// What the caller of a committed act gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The act as it was taken.
    pub taken: Taken,
    /// The size of the log that holds it.
    pub size: u64,
}

/// What everybody can read: the state and the signed head over it.
#[derive(Clone, Debug)]
pub struct Published {
    /// The state.
    pub state: State,
    /// The head; `None` before the first act.
    pub head: Option<Head>,
}

/// What a sequencer stands on.
pub struct Ground<J, K, C> {
    /// The journal.
    pub journal: J,
    /// The clock.
    pub clock: K,
    /// Chance.
    pub chance: C,
    /// The log's key.
    pub key: SignerKey,
    /// The name of the log for ever.
    pub origin: Origin,
}

/// A negotiation that is open: read it, submit to it. Clones are the same negotiation.
#[derive(Clone)]
pub struct Negotiation {
    jobs: mpsc::Sender<Job>,
    published: watch::Receiver<Arc<Published>>,
}

struct Job {
    what: What,
    answer: oneshot::Sender<Result<Option<Receipt>, SubmitError>>,
}

enum What {
    Submit(Box<Request>),
    Tick,
}

/// Decides the acts of one negotiation, one after the other.
pub struct Sequencer<J, K, C> {
    ground: Ground<J, K, C>,
    id: NegotiationId,
    term: Term,
    state: State,
    tiles: TileWriter,
    jobs: mpsc::Receiver<Job>,
    published: watch::Sender<Arc<Published>>,
}

impl Negotiation {
    /// What everybody can read now.
    #[must_use]
    pub fn read(&self) -> Arc<Published> {
        self.published.borrow().clone()
    }

    /// Waits until something new is published.
    ///
    /// # Errors
    /// When the negotiation is no longer decided here.
    pub async fn changed(&mut self) -> Result<Arc<Published>, SubmitError> {
        self.published
            .changed()
            .await
            .map_err(|_| SubmitError::Stopped)?;
        Ok(self.published.borrow_and_update().clone())
    }

    /// Submits an act; answered when it is committed.
    ///
    /// # Errors
    /// When it is not taken or not written; then nothing of it is in the log.
    pub async fn submit(&self, caller: &Caller, request: Request) -> Result<Receipt, SubmitError> {
        let actor = request.actor.rules().map_err(NotTaken::Unreadable)?;
        caller.may_act_as(&actor)?;
        let receipt = self.ask(What::Submit(Box::new(request))).await?;
        Ok(receipt.expect("an act that was submitted has a receipt"))
    }

    /// Lets the clock strike what has come; to be called about once a second.
    ///
    /// # Errors
    /// When that cannot be written.
    pub async fn tick(&self) -> Result<(), SubmitError> {
        self.ask(What::Tick).await.map(|_| ())
    }

    async fn ask(&self, what: What) -> Result<Option<Receipt>, SubmitError> {
        let (answer, answered) = oneshot::channel();
        let job = Job { what, answer };
        self.jobs
            .send(job)
            .await
            .map_err(|_| SubmitError::Stopped)?;
        answered.await.map_err(|_| SubmitError::Stopped)?
    }
}

impl<J: Journal, K: Clock, C: Chance> Sequencer<J, K, C> {
    /// A sequencer for a negotiation whose log has been read, and the handle to reach it by.
    pub(crate) fn new(
        ground: Ground<J, K, C>,
        id: NegotiationId,
        term: Term,
        opened: crate::opening::Opened,
    ) -> (Negotiation, Sequencer<J, K, C>) {
        let (sender, jobs) = mpsc::channel(MAX_WAITING);
        let now = Published {
            state: opened.state.clone(),
            head: opened.head,
        };
        let (published, watching) = watch::channel(Arc::new(now));
        let sequencer = Sequencer {
            ground,
            id,
            term,
            state: opened.state,
            tiles: opened.tiles,
            jobs,
            published,
        };
        let negotiation = Negotiation {
            jobs: sender,
            published: watching,
        };
        (negotiation, sequencer)
    }

    /// Decides acts until every handle is gone, or somebody else holds the negotiation.
    ///
    /// # Errors
    /// When it has to stop: fenced, or the log is damaged.
    pub async fn run(mut self) -> Result<(), OpenError> {
        let mut waiting = Vec::with_capacity(MAX_ACTS_PER_BATCH);
        while self.jobs.recv_many(&mut waiting, MAX_ACTS_PER_BATCH).await > 0 {
            self.batch(&mut waiting).await?;
        }
        Ok(())
    }

    async fn batch(&mut self, waiting: &mut Vec<Job>) -> Result<(), OpenError> {
        let mut pending = Pending::new(
            self.id.clone().into(),
            self.state.clone(),
            self.tiles.clone(),
        );
        let mut answers = Vec::with_capacity(waiting.len());
        for mut job in waiting.drain(..) {
            let recorded = match &mut job.what {
                What::Tick => Ok(Vec::new()),
                What::Submit(request) => self.recorded(request).await,
            };
            let now = Time(self.ground.clock.now());
            pending.strike(now, &self.ground.chance);
            let taken = match (job.what, recorded) {
                (What::Tick, _) => Ok(None),
                (What::Submit(_), Err(error)) => Err(SubmitError::NotWritten(error)),
                (What::Submit(request), Ok(recorded)) => pending
                    .take(*request, recorded, now, &self.ground.chance)
                    .map(Some)
                    .map_err(SubmitError::from),
            };
            answers.push((job.answer, taken));
        }
        let written = match pending.len() {
            0 => Ok(()),
            _ => self.commit(pending).await,
        };
        let size = self.state.size();
        for (answer, taken) in answers {
            let said = match (&written, taken) {
                (Err(error), _) => Err(error.for_callers()),
                (Ok(()), Ok(taken)) => Ok(taken.map(|taken| Receipt { taken, size })),
                (Ok(()), Err(not)) => Err(not),
            };
            // A caller who no longer listens will find the act by its key.
            let _ = answer.send(said);
        }
        match written {
            Err(NotCommitted::Stop(error)) => Err(error),
            _ => Ok(()),
        }
    }

    /// The texts of the log that a request names.
    async fn recorded(&self, request: &mut Request) -> Result<Vec<ports::Blob>, JournalError> {
        let mut recorded = Vec::new();
        for names in names_in(&mut request.act).chunks(MAX_NAMES_PER_READ) {
            recorded.extend(self.ground.journal.blobs(&self.id, names).await?);
        }
        Ok(recorded)
    }

    /// Writes a batch. A crash before the append returns leaves the log as it was or with the
    /// whole batch in it; the next opening reads which.
    async fn commit(&mut self, mut pending: Pending) -> Result<(), NotCommitted> {
        let checkpoint = self.sign(&pending);
        let batch = pending.batch(self.term, checkpoint.clone());
        let head = Head {
            size: batch.size_after(),
            checkpoint,
        };
        let written = self.ground.journal.append(&self.id, &batch).await;
        let outcome = match written {
            Err(JournalError::Uncertain(why)) => self.look(&head, batch.first, why).await,
            other => other,
        };
        match outcome {
            Ok(()) => {
                self.state = pending.state;
                self.tiles = pending.tiles;
                let state = self.state.clone();
                let head = Some(head);
                self.published
                    .send_replace(Arc::new(Published { state, head }));
                Ok(())
            }
            Err(error @ JournalError::Conflict { .. }) => {
                self.read_again().await.map_err(NotCommitted::Stop)?;
                Err(NotCommitted::Nothing(error))
            }
            Err(error @ (JournalError::Fenced { .. } | JournalError::Corrupt { .. })) => {
                Err(NotCommitted::Stop(error.into()))
            }
            Err(error) => Err(NotCommitted::Nothing(error)),
        }
    }

    /// Whether a batch of unknown outcome was written: the head tells.
    async fn look(&mut self, head: &Head, first: u64, why: String) -> Result<(), JournalError> {
        let found = self.ground.journal.head(&self.id).await;
        match found {
            Ok(Some(found)) if found == *head => Ok(()),
            Ok(found) if found.as_ref().map_or(0, |it| it.size) == first => {
                Err(JournalError::Unavailable(why))
            }
            Ok(found) => Err(JournalError::Conflict {
                expected: first,
                found: found.map_or(0, |it| it.size),
            }),
            // Nobody can be told anything true now: whoever asks is sent away, and the next
            // opening reads what is there.
            Err(error) => Err(JournalError::Corrupt {
                place: "the head after a commit of unknown outcome".to_owned(),
                way_out: format!("it could not be read ({error}); open the negotiation again"),
            }),
        }
    }

    async fn read_again(&mut self) -> Result<(), OpenError> {
        let opened = reopen(&self.ground.journal, &self.id).await?;
        self.state = opened.state.clone();
        self.tiles = opened.tiles;
        self.published.send_replace(Arc::new(Published {
            state: opened.state,
            head: opened.head,
        }));
        Ok(())
    }

    fn sign(&self, pending: &Pending) -> String {
        let checkpoint = Checkpoint {
            origin: self.ground.origin.clone(),
            size: pending.tiles.size(),
            root: pending.tiles.root(),
            extensions: Vec::new(),
        };
        checkpoint
            .sign(&self.ground.key)
            .expect("the origin is the name of the key")
            .to_string()
    }
}

enum NotCommitted {
    /// Nothing was written; one can go on.
    Nothing(JournalError),
    /// One cannot go on.
    Stop(OpenError),
}

impl NotCommitted {
    fn for_callers(&self) -> SubmitError {
        match self {
            NotCommitted::Nothing(error) => SubmitError::NotWritten(error.clone()),
            NotCommitted::Stop(_) => SubmitError::Stopped,
        }
    }
}
