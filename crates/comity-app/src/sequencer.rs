//! The sequencer: the one door of a negotiation. It decides acts in their order and commits them
//! in batches; only then is the new state published and every caller answered.
//!
//! Whatever the journal says, what the callers hear and what the log holds agree: when a commit
//! fails the state ahead of the log is thrown away, and when its outcome is unknown the head is
//! read before anybody is answered. An act that the journal cannot keep fails alone, not with
//! everybody who came in its company.
//!
//! Start at [`Sequencer::run`].

use std::sync::Arc;

use comity_procedure::{State, Time};
use comity_record::checkpoint::{Checkpoint, Origin};
use comity_record::note::SignerKey;
use comity_record::tiles::TileWriter;
use thiserror::Error;
use tokio::sync::{mpsc, oneshot, watch};

use crate::opening::{LEASE_MILLISECONDS, OpenError, reopen};
use crate::pending::{NotTaken, Pending, Recorded, Request, Taken, names_in, to_withhold};
use crate::permissions::{Caller, NotAllowed};
use crate::ports::{
    self, Chance, Clock, Head, Journal, JournalError, MAX_NAMES_PER_READ, NegotiationId, Term,
};

/// The most acts of one batch. A commit gets hardly cheaper by the act beyond this, only later.
pub const MAX_ACTS_PER_BATCH: usize = 512;

/// The most acts that wait for the sequencer; whoever comes then waits outside.
pub const MAX_WAITING: usize = 4_096;

/// The most milliseconds of a lease that may be left to it before it is renewed: two renewals may
/// fail before people are sent away.
const RENEW_WITHIN_MILLISECONDS: i64 = LEASE_MILLISECONDS / 3 * 2;

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
    /// The negotiation is no longer decided here. Whether the act was written before that is not
    /// said: sent again with the same key it is taken, or answered with the entry that it has.
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

/// The right to decide, for a time.
#[derive(Clone, Copy)]
pub(crate) struct Lease {
    /// What fences the writers before.
    pub(crate) term: Term,
    /// When it ends unless it is renewed, in milliseconds since 1970.
    pub(crate) until: i64,
}

/// Decides the acts of one negotiation, one after the other.
pub struct Sequencer<J, K, C> {
    ground: Ground<J, K, C>,
    id: NegotiationId,
    lease: Lease,
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
    /// When it is not taken or not written; then nothing of it is in the log. Only
    /// [`SubmitError::Stopped`] leaves that open, and so does whoever drops this future.
    pub async fn submit(&self, caller: &Caller, request: Request) -> Result<Receipt, SubmitError> {
        let actor = request.actor.rules().map_err(NotTaken::Unreadable)?;
        caller.may_act_as(&actor)?;
        let receipt = self.ask(What::Submit(Box::new(request))).await?;
        Ok(receipt.expect("an act that was submitted has a receipt"))
    }

    /// Lets the clock strike what has come; to be called about once a second.
    ///
    /// # Errors
    /// When that cannot be written, or the lease cannot be renewed.
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
        lease: Lease,
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
            lease,
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
    /// When it has to stop: it is fenced, the log is damaged, or what is in the log is not known.
    /// Only for damage a person is needed; else the negotiation can be opened again.
    pub async fn run(mut self) -> Result<(), OpenError> {
        let mut waiting = Vec::with_capacity(MAX_ACTS_PER_BATCH);
        while self.jobs.recv_many(&mut waiting, MAX_ACTS_PER_BATCH).await > 0 {
            self.settle(&mut waiting).await?;
        }
        Ok(())
    }

    /// Decides all that wait, in as few batches as they fit into, and answers them.
    async fn settle(&mut self, waiting: &mut Vec<Job>) -> Result<(), OpenError> {
        let lease = self.keep_lease().await?;
        let mut most = waiting.len();
        while !waiting.is_empty() {
            let mut recorded = Vec::with_capacity(most);
            for job in &mut waiting[..most] {
                recorded.push(self.recorded(&mut job.what).await);
            }
            let (pending, decided) = self.decide(waiting, recorded, &lease);
            let written = match pending.len() {
                0 => Ok(()),
                _ => self.commit(pending).await,
            };
            // One of them cannot be kept: the halves are tried, until it stands alone.
            if matches!(&written, Err(it) if it.is_malformed()) && decided.len() > 1 {
                most = decided.len() / 2;
                continue;
            }
            self.answer(waiting, decided, &written);
            if let Err(NotCommitted::Stop(error)) = written {
                return Err(error);
            }
            most = waiting.len();
        }
        Ok(())
    }

    /// Decides from the first job on, as far as one batch goes.
    fn decide(
        &self,
        jobs: &[Job],
        recorded: Vec<Result<Recorded, JournalError>>,
        lease: &Result<(), JournalError>,
    ) -> (Pending, Vec<Decided>) {
        let chance = &self.ground.chance;
        let id = self.id.clone().into();
        let mut pending = Pending::new(id, self.state.clone(), self.tiles.clone());
        let mut decided = Vec::with_capacity(recorded.len());
        for (job, recorded) in jobs.iter().zip(recorded) {
            let now = Time(self.ground.clock.now());
            pending.strike(now, chance);
            if pending.is_full() {
                break;
            }
            decided.push(match (&job.what, recorded) {
                (What::Tick, _) => match lease {
                    Ok(()) => Ok(None),
                    Err(error) => Err(SubmitError::NotWritten(error.clone())),
                },
                (What::Submit(_), Err(error)) => Err(SubmitError::NotWritten(error)),
                (What::Submit(request), Ok(recorded)) => pending
                    .take(Request::clone(request), recorded, now, chance)
                    .map(Some)
                    .map_err(SubmitError::from),
            });
        }
        (pending, decided)
    }

    /// Tells those who were decided what became of it; when nothing could be written although
    /// nobody was decided yet, the deadlines alone fill a batch, and the first one hears it.
    fn answer(
        &self,
        waiting: &mut Vec<Job>,
        decided: Vec<Decided>,
        written: &Result<(), NotCommitted>,
    ) {
        let size = self.state.size();
        let answers: Vec<_> = match written {
            Ok(()) => decided
                .into_iter()
                .map(|it| it.map(|taken| taken.map(|taken| Receipt { taken, size })))
                .collect(),
            Err(error) => vec![Err(error.for_callers()); decided.len().max(1)],
        };
        for (job, answer) in waiting.drain(..answers.len()).zip(answers) {
            // A caller who no longer listens will find the act by its key.
            let _ = job.answer.send(answer);
        }
    }

    /// The texts of the log that a job is about.
    async fn recorded(&self, what: &mut What) -> Result<Recorded, JournalError> {
        let What::Submit(request) = what else {
            return Ok(Recorded::default());
        };
        let texts = self.texts(&names_in(&mut request.act)).await?;
        let mut with_entries = Vec::new();
        for text in self.texts(&to_withhold(&request.act)).await? {
            let entries = self.ground.journal.entries(&self.id, text.entry, 1);
            with_entries.extend(entries.await?.pop().map(|entry| (text, entry)));
        }
        Ok(Recorded {
            texts,
            to_withhold: with_entries,
        })
    }

    async fn texts(&self, names: &[ports::BlobName]) -> Result<Vec<ports::Blob>, JournalError> {
        let mut found = Vec::new();
        for names in names.chunks(MAX_NAMES_PER_READ) {
            found.extend(self.ground.journal.blobs(&self.id, names).await?);
        }
        Ok(found)
    }

    /// Renews the lease when a good part of it is over. That it could not be renewed stops nobody:
    /// the log is kept by the term, and the next job tries again.
    async fn keep_lease(&mut self) -> Result<Result<(), JournalError>, OpenError> {
        let left = self.lease.until.saturating_sub(self.ground.clock.now());
        if left > RENEW_WITHIN_MILLISECONDS {
            return Ok(Ok(()));
        }
        match self.renew().await {
            Err(error @ (JournalError::Fenced { .. } | JournalError::Corrupt { .. })) => {
                Err(error.into())
            }
            answer => Ok(answer),
        }
    }

    async fn renew(&mut self) -> Result<(), JournalError> {
        let until = self.ground.clock.now().saturating_add(LEASE_MILLISECONDS);
        let journal = &self.ground.journal;
        journal.renew(&self.id, self.lease.term, until).await?;
        self.lease.until = until;
        Ok(())
    }

    /// Writes a batch. A crash before the append returns leaves the log as it was or with the
    /// whole batch in it; the next opening reads which.
    async fn commit(&mut self, mut pending: Pending) -> Result<(), NotCommitted> {
        let checkpoint = self.sign(&pending);
        let batch = pending.batch(self.lease.term, checkpoint.clone());
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
            // The words are to be forgotten here too, and the log no longer has them.
            Ok(()) if !batch.redacted.is_empty() => {
                self.read_again().await.map_err(NotCommitted::Stop)
            }
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
            Err(error) if stops(&error) => Err(NotCommitted::Stop(error.into())),
            Err(error) => Err(NotCommitted::Nothing(error)),
        }
    }

    /// Whether a batch of unknown outcome was written: the head tells, once nothing is under way
    /// any more. Where even that cannot be found out it stays uncertain: nobody can be told
    /// anything true then, and the next opening reads what is there.
    async fn look(&mut self, head: &Head, first: u64, why: String) -> Result<(), JournalError> {
        // A batch whose answer got lost may still be on its way; to renew is to wait for it.
        match self.renew().await {
            Err(error) if stops(&error) => return Err(error),
            Err(error) => return Err(JournalError::Uncertain(format!("{why}; then {error}"))),
            Ok(()) => {}
        }
        match self.ground.journal.head(&self.id).await {
            Ok(Some(found)) if found == *head => Ok(()),
            Ok(found) if found.as_ref().map_or(0, |it| it.size) == first => {
                Err(JournalError::Unavailable(why))
            }
            Ok(_) => Err(JournalError::Uncertain(format!(
                "{why}; then the log had another head"
            ))),
            Err(error) => Err(JournalError::Uncertain(format!("{why}; then {error}"))),
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

/// What was decided of a job, if the batch is written.
type Decided = Result<Option<Taken>, SubmitError>;

/// Whether this sequencer cannot go on after an error.
fn stops(error: &JournalError) -> bool {
    matches!(
        error,
        JournalError::Fenced { .. } | JournalError::Corrupt { .. } | JournalError::Uncertain(_)
    )
}

enum NotCommitted {
    /// Nothing was written; one can go on.
    Nothing(JournalError),
    /// One cannot go on.
    Stop(OpenError),
}

impl NotCommitted {
    fn is_malformed(&self) -> bool {
        matches!(self, NotCommitted::Nothing(JournalError::Malformed(_)))
    }

    fn for_callers(&self) -> SubmitError {
        match self {
            NotCommitted::Nothing(error) => SubmitError::NotWritten(error.clone()),
            NotCommitted::Stop(_) => SubmitError::Stopped,
        }
    }
}
