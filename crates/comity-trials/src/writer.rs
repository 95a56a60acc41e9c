//! The writer: a node under load that says which acts it acknowledged.
//!
//! It opens its database, submits statements from several people at once, and writes each
//! acknowledged act on a line *after* its receipt is there. When the database goes away it tries
//! again with the same keys; when the negotiation stops being decided it opens it again.
//!
//! Start at [`write()`].

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use comity_app::ports::{Chance, Clock, Holder, Journal, JournalError, NegotiationId};
use comity_app::{
    Caller, Ground, Negotiation, NotTaken, OpenError, Request, SubmitError, key, open,
};
use comity_record::canonical;
use comity_record::checkpoint::Origin;
use comity_record::note::{KeyName, SignerKey};
use comity_record::v1::{Act, Words, modalities, parts};
use comity_store::{PostgresJournal, SqliteOptions};
use tokio::task::JoinSet;

use crate::Failure;
use crate::audit::line;
use crate::place::Place;

/// How many people submit at once.
const PEOPLE: usize = 16;

/// How long one waits before trying again what the database could not do.
const PAUSE: Duration = Duration::from_millis(10);

/// How often one tries again before giving up: with the pause, well over a minute.
const PATIENCE: usize = 9_000;

const ORIGIN: &str = "example.org/trials";

/// Where acknowledgements go.
pub type Sink = Box<dyn Write + Send>;

struct Load {
    sink: Mutex<Sink>,
    left: AtomicU64,
}

/// The negotiation of the trials.
#[must_use]
pub fn negotiation() -> NegotiationId {
    NegotiationId::new("trials").expect("it is a name")
}

/// The key of its log: what it protects is thrown away after the trial.
#[must_use]
pub fn log_key() -> SignerKey {
    let name = KeyName::new(ORIGIN).expect("it is a name");
    SignerKey::from_secret(name, &[9; 32])
}

/// Writes so many acts into a place, and each acknowledgement into the sink.
///
/// # Errors
/// When the database cannot be opened, is damaged, or stays away too long.
pub async fn write(place: &Place, acts: u64, sink: Sink) -> Result<(), Failure> {
    let load = Arc::new(Load {
        sink: Mutex::new(sink),
        left: AtomicU64::new(acts),
    });
    match place {
        Place::Sqlite { file, durability } => {
            let options = SqliteOptions::new(file).durability(*durability);
            session(options.open().await?, &load).await
        }
        Place::Postgres { url } => session(PostgresJournal::open(url).await?, &load).await,
    }
}

/// Opens the negotiation as often as it stops, until everything was acknowledged.
async fn session<J: Journal>(journal: J, load: &Arc<Load>) -> Result<(), Failure> {
    match journal.create(&negotiation()).await {
        Ok(()) | Err(JournalError::Exists(_)) => {}
        Err(error) => return Err(error.into()),
    }
    let mut carried: Vec<Option<Request>> = vec![None; PEOPLE];
    for _ in 0..PATIENCE {
        let holder = Holder::new("writer").expect("it is a name");
        let (negotiation, sequencer) = match open(ground(&journal), negotiation(), holder).await {
            Ok(opened) => opened,
            Err(OpenError::Journal(JournalError::Unavailable(_) | JournalError::Uncertain(_))) => {
                tokio::time::sleep(PAUSE).await;
                continue;
            }
            Err(error) => return Err(Failure::Unheld(error.to_string())),
        };
        let run = tokio::spawn(sequencer.run());
        if prepare(&negotiation).await.is_ok() {
            let mut people = JoinSet::new();
            for request in carried.drain(..) {
                people.spawn(submit(negotiation.clone(), load.clone(), request));
            }
            while let Some(person) = people.join_next().await {
                carried.push(person.map_err(|error| Failure::Unheld(error.to_string()))??);
            }
        }
        drop(negotiation);
        let stopped = run
            .await
            .map_err(|error| Failure::Unheld(error.to_string()))?;
        if carried.iter().all(Option::is_none) && load.left.load(Ordering::SeqCst) == 0 {
            return Ok(());
        }
        match stopped {
            Err(OpenError::Journal(JournalError::Corrupt { .. }))
            | Err(OpenError::Entry { .. }) => {
                return Err(Failure::Unheld(format!("{stopped:?}")));
            }
            _ => tokio::time::sleep(PAUSE).await,
        }
    }
    Err(Failure::Unheld("the database stayed away".to_owned()))
}

/// One person: submits until nothing is left to submit, or until the negotiation stops; gives
/// back the act of which it is not known whether it was written.
async fn submit(
    negotiation: Negotiation,
    load: Arc<Load>,
    mut carried: Option<Request>,
) -> Result<Option<Request>, Failure> {
    loop {
        let request = match carried.take() {
            Some(request) => request,
            None if load.take() => statement(),
            None => return Ok(None),
        };
        let answer = negotiation.submit(&Caller::Operator, request.clone()).await;
        match answer {
            Ok(receipt) => load.acknowledge(receipt.taken.entry, &request.key)?,
            Err(SubmitError::NotTaken(NotTaken::Refused(refusal))) => {
                let comity_procedure::Refusal::TakenAlready { entry } = refusal else {
                    return Err(Failure::Unheld(refusal.to_string()));
                };
                load.acknowledge(entry, &request.key)?;
            }
            Err(SubmitError::NotWritten(_)) => {
                carried = Some(request);
                tokio::time::sleep(PAUSE).await;
            }
            Err(SubmitError::Stopped) => return Ok(Some(request)),
            Err(other) => return Err(Failure::Unheld(other.to_string())),
        }
    }
}

impl Load {
    fn take(&self) -> bool {
        let taken = |left: u64| left.checked_sub(1);
        self.left
            .try_update(Ordering::SeqCst, Ordering::SeqCst, taken)
            .is_ok()
    }

    fn acknowledge(&self, entry: u64, key: &[u8; 16]) -> io::Result<()> {
        let mut line = line(entry, key);
        line.push('\n');
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        sink.write_all(line.as_bytes())?;
        sink.flush()
    }
}

/// What has to stand in the record before anybody speaks; done already, it is refused.
async fn prepare(negotiation: &Negotiation) -> Result<(), SubmitError> {
    let mut rules = modalities::Modalities::preset("consensus").expect("it ships");
    rules.accreditation = modalities::Accreditation::Open;
    rules.signed.clear();
    let open = Act::Open {
        modalities: Box::new(rules),
        title: Words::inline("Shared wells"),
    };
    let accredit = Act::Accredit {
        constituency: "government".to_owned(),
        delegation: "tavar".to_owned(),
        development: None,
        key: None,
        name: Words::inline("The delegation of Tavar"),
        region: "africa".to_owned(),
        standing: canonical::read(br#""delegation""#).expect("it is a standing"),
    };
    for act in [open, accredit] {
        let request = request(parts::Actor::Secretariat, act);
        match negotiation.submit(&Caller::Operator, request).await {
            Ok(_) | Err(SubmitError::NotTaken(NotTaken::Refused(_))) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn statement() -> Request {
    let tavar = parts::Actor::Delegation {
        behalf: None,
        delegate: None,
        id: "tavar".to_owned(),
    };
    let words = format!("Tavar keeps its wells open. {}", line(0, &key(&Entropy)));
    let act = format!(
        r#"{{"state":{{"kind":"general","on":[],"statement":"s-{}","words":"{words}"}}}}"#,
        line(0, &key(&Entropy)).trim_start_matches("0 ")
    );
    request(
        tavar,
        canonical::read(act.as_bytes()).expect("it is an act"),
    )
}

fn request(actor: parts::Actor, act: Act) -> Request {
    Request {
        actor,
        act,
        blobs: Vec::new(),
        key: key(&Entropy),
        signature: None,
    }
}

fn ground<J: Journal>(journal: &J) -> Ground<J, WallClock, Entropy> {
    Ground {
        journal: journal.clone(),
        clock: WallClock,
        chance: Entropy,
        key: log_key(),
        origin: Origin::new(ORIGIN).expect("it is a name"),
    }
}

struct WallClock;

impl Clock for WallClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "a writer is a program, at the rim"
    )]
    fn now(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| {
            i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
        })
    }
}

struct Entropy;

impl Chance for Entropy {
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("the system gives chance");
        bytes
    }
}
