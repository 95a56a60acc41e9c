//! Playing: one line after the other, each at its time, until one is refused.
//!
//! Before a line the clock is moved to every deadline that lies in between, so that calls close
//! at their time. Start at [`play`].

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use comity_exchange::Notice;
use comity_procedure::{Refusal, Time};
use comity_record::blob::Blob;
use comity_record::v1::hex::Hex;
use comity_record::v1::{Act, Signature};
use thiserror::Error;

use super::{Line, Script, Step, script_key};
use crate::naming::name_words;
use crate::pending::{NotTaken, Request, key};
use crate::permissions::Caller;
use crate::ports::{Chance, Clock, NegotiationId};
use crate::sequencer::{Negotiation, SubmitError};
use crate::tasks::{Sources, TaskError, prepare};

/// A clock that stands until it is set.
#[derive(Clone, Default)]
pub struct SetClock(Arc<AtomicI64>);

impl SetClock {
    /// Sets it.
    pub fn set(&self, time: Time) {
        self.0.store(time.0, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// What a script is played on.
pub struct Stage<C, D> {
    /// The negotiation, open and with a sequencer that runs.
    pub negotiation: Negotiation,
    /// Its name.
    pub id: NegotiationId,
    /// The clock of that sequencer.
    pub clock: SetClock,
    /// Chance.
    pub chance: C,
    /// Gives the bytes of a document, or says why not.
    pub documents: D,
}

/// A script that has been played.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Played {
    /// How many acts were refused as they were to be.
    pub refused: u64,
    /// What the documents held that could not be carried.
    pub notices: Vec<Notice>,
}

/// Why a script stopped, and on which line.
#[derive(Debug, Error)]
#[error("line {line}: {why}")]
pub struct RunError {
    /// The line.
    pub line: usize,
    /// Why.
    pub why: Why,
}

/// Why a script stopped.
#[derive(Debug, Error)]
pub enum Why {
    /// No act could be made of the task.
    #[error("task: {0}")]
    Task(#[from] TaskError),
    /// The rules refuse the act.
    #[error("refused by the rule {}: {}. {}", .0.rule(), .0, .0.hint())]
    Refused(Refusal),
    /// The rules refuse the act, and another rule was to.
    #[error(
        "expect: the rule {expected} was to refuse it, and {} does: {refusal}. {}",
        refusal.rule(),
        refusal.hint()
    )]
    OtherRule {
        /// The rule that was to refuse it.
        expected: String,
        /// What refuses it.
        refusal: Refusal,
    },
    /// The act was to be refused and was taken.
    #[error(
        "expect: the rule {0} was to refuse it, and it was taken; leave expect out if it may be"
    )]
    WasTaken(String),
    /// It could not be submitted.
    #[error("{0}")]
    Submit(SubmitError),
}

/// What tasks may refer to: documents, and what the script has recorded.
struct Book<'d, D> {
    documents: &'d D,
    acts: BTreeMap<u64, Act>,
    texts: HashMap<[u8; 32], String>,
}

impl<D: Fn(&str) -> Result<Vec<u8>, String>> Sources for Book<'_, D> {
    fn document(&self, name: &str) -> Result<Vec<u8>, String> {
        (self.documents)(name)
    }

    fn act(&self, entry: u64) -> Option<Act> {
        self.acts.get(&entry).cloned()
    }

    fn text(&self, name: &[u8; 32]) -> Option<String> {
        self.texts.get(name).cloned()
    }
}

/// Plays a script; `each` is told of every line that is done.
///
/// # Errors
/// When a line stops it.
pub async fn play<C, D>(
    script: &Script,
    stage: &Stage<C, D>,
    mut each: impl FnMut(&Line),
) -> Result<Played, RunError>
where
    C: Chance,
    D: Fn(&str) -> Result<Vec<u8>, String>,
{
    let mut book = Book {
        documents: &stage.documents,
        acts: BTreeMap::new(),
        texts: HashMap::new(),
    };
    let mut played = Played::default();
    for line in &script.lines {
        let wrong = |why| RunError {
            line: line.number,
            why,
        };
        stage
            .pass(line.at)
            .await
            .map_err(|error| wrong(Why::Submit(error)))?;
        if let Some(step) = &line.step {
            stage
                .take(step, &mut book, &mut played)
                .await
                .map_err(wrong)?;
        }
        each(line);
    }
    Ok(played)
}

impl<C: Chance, D: Fn(&str) -> Result<Vec<u8>, String>> Stage<C, D> {
    /// Lets time pass until a moment, with a stop at every deadline.
    async fn pass(&self, until: Time) -> Result<(), SubmitError> {
        loop {
            let now = self.negotiation.read();
            let due = now.state.deadlines().next().map(|it| it.0);
            let Some(due) = due.filter(|due| *due <= until) else {
                break;
            };
            self.clock.set(due.max(now.state.at()));
            self.negotiation.tick().await?;
            // Modalities may take even that from the clock; then the rules will say so.
            if self.negotiation.read().state.size() == now.state.size() {
                break;
            }
        }
        self.clock.set(until);
        Ok(())
    }

    async fn take(
        &self,
        step: &Step,
        book: &mut Book<'_, D>,
        played: &mut Played,
    ) -> Result<(), Why> {
        let state = self.negotiation.read();
        let prepared = prepare(&state.state, step.task.clone(), book)?;
        played.notices.extend(prepared.notices);
        let too_long = |error| Why::Submit(NotTaken::TooLong(error).into());
        let (act, blobs) = name_words(prepared.act, &self.chance).map_err(too_long)?;
        let request = self.request(step, act.clone(), blobs.clone());
        let answer = self.negotiation.submit(&Caller::Operator, request).await;
        match (answer, &step.expect) {
            (Ok(receipt), None) => {
                let texts = blobs.into_iter();
                book.texts
                    .extend(texts.map(|it| (it.name().0, it.text().to_owned())));
                book.acts.insert(receipt.taken.entry, act);
                Ok(())
            }
            (Ok(_), Some(expected)) => Err(Why::WasTaken(expected.clone())),
            (Err(SubmitError::NotTaken(NotTaken::Refused(refusal))), Some(expected))
                if refusal.rule() == expected =>
            {
                played.refused += 1;
                Ok(())
            }
            (Err(SubmitError::NotTaken(NotTaken::Refused(refusal))), expected) => {
                Err(match expected.clone() {
                    Some(expected) => Why::OtherRule { expected, refusal },
                    None => Why::Refused(refusal),
                })
            }
            (Err(error), _) => Err(Why::Submit(error)),
        }
    }

    fn request(&self, step: &Step, act: Act, blobs: Vec<Blob>) -> Request {
        let key = key(&self.chance);
        let signature = step.sign.as_ref().map(|name| {
            let secret = script_key(name);
            let what = (&act, &step.by, Hex(key));
            Signature::made_with(&secret, what, self.id.as_str())
        });
        Request {
            actor: step.by.clone(),
            act,
            blobs,
            key,
            signature,
        }
    }
}

impl fmt::Debug for SetClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SetClock({})", Time(self.now()))
    }
}
