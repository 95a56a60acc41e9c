//! A negotiation behind a sequencer, with a clock that the test sets and chance from a counter.

#![allow(
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    reason = "a module of tests: what it cannot have fails the test"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use comity_app::ports::{Chance, Clock, Holder, Journal, NegotiationId};
use comity_app::{Caller, Ground, Negotiation, Receipt, Request, SubmitError, key, open};
use comity_record::canonical;
use comity_record::checkpoint::Origin;
use comity_record::note::{KeyName, SignerKey};
use comity_record::v1::{Act, parts};

/// The name of the log in these tests.
pub const ORIGIN: &str = "example.org/wells";

/// A clock that the test sets.
#[derive(Clone, Default)]
pub struct ManualClock(pub Arc<AtomicI64>);

impl Clock for ManualClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Chance that repeats itself from test to test.
#[derive(Clone, Default)]
pub struct Counter(pub Arc<AtomicU64>);

impl Chance for Counter {
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [7; 32];
        let next = self.0.fetch_add(1, Ordering::SeqCst);
        bytes[..8].copy_from_slice(&next.to_be_bytes());
        bytes
    }
}

/// The log's key in these tests.
pub fn log_key() -> SignerKey {
    SignerKey::from_secret(KeyName::new(ORIGIN).unwrap(), &[9; 32])
}

/// A negotiation under way.
pub struct Desk<J> {
    pub journal: J,
    pub id: NegotiationId,
    pub clock: ManualClock,
    pub chance: Counter,
    pub negotiation: Negotiation,
}

impl<J: Journal> Desk<J> {
    /// Opens the negotiation on a journal and runs its sequencer.
    pub async fn open(journal: J, clock: ManualClock, chance: Counter) -> Desk<J> {
        let id = NegotiationId::new("wells").unwrap();
        let ground = Ground {
            journal: journal.clone(),
            clock: clock.clone(),
            chance: chance.clone(),
            key: log_key(),
            origin: Origin::new(ORIGIN).unwrap(),
        };
        let holder = Holder::new("test").unwrap();
        let (negotiation, sequencer) = open(ground, id.clone(), holder).await.unwrap();
        tokio::spawn(sequencer.run());
        Desk {
            journal,
            id,
            clock,
            chance,
            negotiation,
        }
    }

    /// Sends an act, written as JSON with its texts in it.
    pub async fn send(&self, by: &str, act: &str) -> Result<Receipt, SubmitError> {
        self.negotiation
            .submit(&Caller::Operator, self.request(by, act))
            .await
    }

    /// The request for an act.
    pub fn request(&self, by: &str, act: &str) -> Request {
        let canonical: serde_json::Value = serde_json::from_str(act).unwrap();
        let bytes = canonical::write(&canonical).unwrap();
        let act: Act = canonical::read(&bytes).unwrap_or_else(|error| panic!("{act}: {error}"));
        let actor = match by {
            "chair" => parts::Actor::Chair,
            "secretariat" => parts::Actor::Secretariat,
            "clock" => parts::Actor::Clock,
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
            key: key(&self.chance),
            signature: None,
        }
    }

    /// Sends an act that is taken.
    pub async fn ok(&self, by: &str, act: &str) -> Receipt {
        self.send(by, act)
            .await
            .unwrap_or_else(|error| panic!("{by}: {act}: {error}"))
    }

    /// Lets hours pass and the clock strike.
    pub async fn wait(&self, hours: i64) {
        self.clock.0.fetch_add(hours * 3_600_000, Ordering::SeqCst);
        self.negotiation.tick().await.unwrap();
    }

    /// The hash of the words of a provision.
    pub fn hash(&self, provision: &str) -> String {
        let now = self.negotiation.read();
        let id = comity_text::ProvisionId::new(provision);
        let hash = now.state.current().unwrap().hashes[&id];
        comity_record::v1::hex::Hex(hash.0).to_string()
    }
}

/// The preset with everybody accredited at once.
pub fn modalities() -> String {
    let mut preset = comity_record::v1::modalities::Modalities::preset("consensus").unwrap();
    preset.accreditation = comity_record::v1::modalities::Accreditation::Open;
    preset.signed.clear();
    String::from_utf8(canonical::write(&preset).unwrap()).unwrap()
}
