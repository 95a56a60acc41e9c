//! A negotiation on a journal that fails: what its people were told is held against its log.

#![allow(unreachable_pub, reason = "a module of a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use comity_app::ports::{Holder, Journal, JournalError, NegotiationId};
use comity_app::{
    Caller, Ground, Negotiation, NotTaken, OpenError, Receipt, Request, SubmitError, export, open,
};
use comity_procedure::{Refusal, State};
use comity_record::bundle::Files;
use comity_record::canonical;
use comity_record::checkpoint::Origin;
use comity_record::v1::{Act, parts};
use comity_record::verify::{Against, Answer, verify};
use comity_store::MemoryJournal;
use comity_testkit::faulty::{FaultyJournal, Plan};
use tokio::task::JoinHandle;

use crate::desk::{Counter, Desk, ManualClock, ORIGIN, log_key, modalities};

/// How often a person sends one act before the test gives up: no plan is that unlucky.
const PATIENCE: usize = 60;

/// A sequencer that runs.
pub struct Open {
    pub negotiation: Negotiation,
    pub run: JoinHandle<Result<(), OpenError>>,
}

/// A negotiation whose log is in memory.
#[derive(Clone)]
pub struct Room {
    pub memory: MemoryJournal,
    pub clock: ManualClock,
    pub chance: Counter,
}

/// What the log holds: the entry of each key, and the state that a replay gives.
pub struct Log {
    pub entries: BTreeMap<[u8; 16], u64>,
    pub state: State,
}

/// The name of the negotiation.
pub fn wells() -> NegotiationId {
    NegotiationId::new("wells").unwrap()
}

/// The key of the act of this number.
pub fn key_of(number: u64) -> [u8; 16] {
    let mut key = [1; 16];
    key[..8].copy_from_slice(&number.to_be_bytes());
    key
}

/// A request for an act of the secretariat or of a delegation.
pub fn request(by: &str, number: u64, act: &str) -> Request {
    let value: serde_json::Value = serde_json::from_str(act).unwrap();
    let act: Act = canonical::read(&canonical::write(&value).unwrap())
        .unwrap_or_else(|error| panic!("{act}: {error}"));
    let actor = match by {
        "secretariat" => parts::Actor::Secretariat,
        id => parts::Actor::Delegation {
            behalf: None,
            delegate: None,
            id: id.to_owned(),
        },
    };
    Request {
        actor,
        act,
        blobs: Vec::new(),
        key: key_of(number),
        signature: None,
    }
}

/// The statement of this number, made by Tavar.
pub fn statement(number: u64, words: &str) -> Request {
    let act = format!(
        r#"{{"state":{{"statement":"s-{number}","kind":"general","on":[],"words":"{words}"}}}}"#
    );
    request("tavar", number, &act)
}

impl Room {
    /// An opened negotiation in which Tavar may speak.
    pub async fn new() -> Room {
        Room::with(&modalities()).await
    }

    /// The same under other modalities.
    pub async fn with(modalities: &str) -> Room {
        let memory = MemoryJournal::new();
        memory.create(&wells()).await.unwrap();
        let (clock, chance) = (ManualClock::default(), Counter::default());
        let desk = Desk::open(memory.clone(), clock.clone(), chance.clone()).await;
        desk.wait(500_000).await;
        let open = format!(r#"{{"open":{{"title":"Wells","modalities":{modalities}}}}}"#);
        desk.ok("secretariat", &open).await;
        desk.ok(
            "secretariat",
            r#"{"accredit":{"delegation":"tavar","name":"The delegation of Tavar","constituency":"government","region":"africa","standing":"delegation"}}"#,
        )
        .await;
        Room {
            memory,
            clock,
            chance,
        }
    }

    /// The log behind faults.
    pub fn faulty(&self, writes: Plan, reads: Plan) -> FaultyJournal<MemoryJournal> {
        FaultyJournal::with_reads(self.memory.clone(), writes, reads)
    }

    /// Opens it once.
    pub async fn open<J: Journal>(&self, journal: &J, holder: &str) -> Result<Open, OpenError> {
        let ground = Ground {
            journal: journal.clone(),
            clock: self.clock.clone(),
            chance: self.chance.clone(),
            key: log_key(),
            origin: Origin::new(ORIGIN).unwrap(),
        };
        let (negotiation, sequencer) = open(ground, wells(), Holder::new(holder).unwrap()).await?;
        let run = tokio::spawn(sequencer.run());
        Ok(Open { negotiation, run })
    }

    /// Opens it as often as it takes.
    pub async fn reopen<J: Journal>(&self, journal: &J) -> Open {
        for _ in 0..PATIENCE {
            match self.open(journal, "test").await {
                Ok(open) => return open,
                Err(OpenError::Journal(
                    JournalError::Uncertain(_) | JournalError::Unavailable(_),
                )) => {}
                Err(other) => panic!("{other}"),
            }
        }
        panic!("it never opens");
    }

    /// What the log holds, as anybody would verify it.
    pub async fn log(&self) -> Log {
        let mut bundle = Bundle::default();
        export(&self.memory, &wells(), |path, bytes| {
            bundle.0.insert(path.to_owned(), bytes.to_vec());
            Ok(())
        })
        .await
        .unwrap();
        let against = Against {
            key: Some(log_key().verifier()),
            ..Against::default()
        };
        let mut entries = BTreeMap::new();
        let report = verify(&bundle, &against, |_, step| {
            let key = step.entry.key.0;
            let before = entries.insert(key, step.entry.n);
            assert_eq!(before, None, "an act is in the log twice");
        });
        assert_eq!(report.consistent, Ok(()));
        assert!(matches!(report.authentic, Answer::Yes(_)));
        let state = report.replay.into_state();
        Log { entries, state }
    }

    /// Sends an act with one key until it is answered for good; whatever is said on the way is
    /// held against the log. Gives the entry.
    pub async fn insist<J: Journal>(&self, journal: &J, open: &mut Open, request: Request) -> u64 {
        let mut may_be_there = false;
        for _ in 0..PATIENCE {
            let answer = submit(open, request.clone()).await;
            let log = self.log().await;
            let there = log.entries.get(&request.key).copied();
            match answer {
                Ok(receipt) => {
                    assert_eq!(there, Some(receipt.taken.entry));
                    assert!(receipt.size > receipt.taken.entry);
                    assert_eq!(open.negotiation.read().state, log.state);
                    return receipt.taken.entry;
                }
                Err(SubmitError::NotWritten(_)) => {
                    assert_eq!(there, None, "said to be unwritten, and in the log");
                    assert_eq!(open.negotiation.read().state, log.state);
                }
                Err(SubmitError::Stopped) => {
                    may_be_there = true;
                    *open = self.reopen(journal).await;
                }
                Err(SubmitError::NotTaken(NotTaken::Refused(Refusal::TakenAlready { entry }))) => {
                    assert!(may_be_there, "nobody heard that it could be there");
                    assert_eq!(there, Some(entry));
                    return entry;
                }
                Err(other) => panic!("{other}"),
            }
        }
        panic!("it is never taken");
    }
}

/// Submits an act as the operator.
pub async fn submit(open: &Open, request: Request) -> Result<Receipt, SubmitError> {
    open.negotiation.submit(&Caller::Operator, request).await
}

/// A bundle in memory.
#[derive(Default)]
struct Bundle(BTreeMap<String, Vec<u8>>);

impl Files for Bundle {
    fn paths(&self) -> io::Result<BTreeSet<String>> {
        Ok(self.0.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let found = self.0.get(path).cloned();
        found.ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}
