//! A long negotiation: 40 delegations on 60 provisions, and acts of the commonest kinds.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use comity_app::ports::{Chance, Clock, Holder, Journal, NegotiationId};
use comity_app::{Caller, Ground, Negotiation, Request, key, open};
use comity_record::canonical;
use comity_record::checkpoint::Origin;
use comity_record::note::{KeyName, SignerKey};
use comity_record::v1::modalities::{Accreditation, Modalities};
use comity_record::v1::{Act, parts};

const DELEGATIONS: u64 = 40;
const PROVISIONS: u64 = 60;

/// A clock that goes on by a second with every question.
#[derive(Clone)]
pub(crate) struct Ticking(Arc<AtomicI64>);

impl Clock for Ticking {
    fn now(&self) -> i64 {
        self.0.fetch_add(1_000, Ordering::Relaxed)
    }
}

/// Chance from a counter: salts that differ are all that is needed here.
#[derive(Clone, Default)]
pub(crate) struct Counter(Arc<AtomicU64>);

impl Chance for Counter {
    fn bytes(&self) -> [u8; 32] {
        let next = self.0.fetch_add(1, Ordering::Relaxed);
        let mut bytes = [7; 32];
        bytes[..8].copy_from_slice(&next.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
        bytes
    }
}

pub(crate) fn id() -> NegotiationId {
    NegotiationId::new("long").expect("a name")
}

pub(crate) fn request(chance: &Counter, by: &str, act: &str) -> Request {
    let value: serde_json::Value = serde_json::from_str(act).expect("an act");
    let act: Act = canonical::read(&canonical::write(&value).expect("JSON")).expect("an act");
    let actor = match by {
        "chair" => parts::Actor::Chair,
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
        key: key(chance),
        signature: None,
    }
}

/// Opens the negotiation on a journal, with its delegations and its text.
pub(crate) async fn opened<J: Journal>(journal: &J, chance: &Counter) -> Negotiation {
    journal.create(&id()).await.expect("room for a negotiation");
    let name = "example.org/long";
    let ground = Ground {
        journal: journal.clone(),
        clock: Ticking(Arc::new(AtomicI64::new(1_930_000_000_000))),
        chance: chance.clone(),
        key: SignerKey::from_secret(KeyName::new(name).expect("a name"), &[9; 32]),
        origin: Origin::new(name).expect("a name"),
    };
    let holder = Holder::new("bench").expect("a name");
    let (negotiation, sequencer) = open(ground, id(), holder).await.expect("it opens");
    tokio::spawn(sequencer.run());
    let mut modalities = Modalities::preset("consensus").expect("it ships");
    modalities.accreditation = Accreditation::Open;
    modalities.signed.clear();
    let modalities = String::from_utf8(canonical::write(&modalities).expect("JSON")).expect("JSON");
    let mut acts = vec![(
        "secretariat",
        format!(r#"{{"open":{{"title":"Long","modalities":{modalities}}}}}"#),
    )];
    for n in 0..DELEGATIONS {
        let constituency = ["government", "civil-society", "academia"][n as usize % 3];
        acts.push(("secretariat", format!(r#"{{"accredit":{{"delegation":"d{n}","name":"Delegation {n}","constituency":"{constituency}","region":"africa","standing":"delegation"}}}}"#)));
    }
    acts.push(("chair", r#"{"open-stage":{"stage":"drafting"}}"#.to_owned()));
    let provisions: Vec<String> = (0..PROVISIONS)
        .map(|n| format!(r#"{{"id":"p{n}","kind":"operative","words":{{"text":"Paragraph {n} asks keepers of networks to tell each other what they saw."}}}}"#))
        .collect();
    acts.push((
        "secretariat",
        format!(
            r#"{{"table-text":{{"provisions":[{}]}}}}"#,
            provisions.join(",")
        ),
    ));
    acts.push(("chair", r#"{"open-stage":{"stage":"readings"}}"#.to_owned()));
    for (by, act) in acts {
        send(&negotiation, request(chance, by, &act)).await;
    }
    negotiation
}

pub(crate) async fn send(negotiation: &Negotiation, request: Request) {
    let sent = negotiation.submit(&Caller::Operator, request).await;
    sent.unwrap_or_else(|error| panic!("an act of the benchmark is not taken: {error}"));
}

/// The acts of the middle of a negotiation: of ten, five positions, three statements, one
/// proposal and one contribution of two passages.
pub(crate) fn ordinary(negotiation: &Negotiation, chance: &Counter, n: u64) -> Request {
    let by = format!("d{}", n % DELEGATIONS);
    let provision = (n / DELEGATIONS) % PROVISIONS;
    let act = match n % 10 {
        0..5 => {
            let state = negotiation.read();
            let current = state.state.current().expect("a text");
            let id = comity_text::ProvisionId::new(format!("p{provision}"));
            let hash = comity_record::v1::hex::Hex(current.hashes[&id].0);
            let stance = ["support", "can-live-with", "no-objection"][n as usize % 3];
            format!(
                r#"{{"take-position":{{"stance":"{stance}","subject":{{"provision":"p{provision}"}},"text":"{hash}"}}}}"#
            )
        }
        5..8 => format!(
            r#"{{"state":{{"statement":"s{n}","kind":"general","on":[{{"provision":"p{provision}"}}],"words":"Delegation number {n} explains in one sentence of ordinary length how it reads this paragraph and what it expects of it."}}}}"#
        ),
        8 => format!(
            r#"{{"propose":{{"proposal":"a{n}","revision":0,"rationale":"Clearer for those who act.","changes":[{{"replace":{{"provision":"p{provision}","start":0,"end":9,"with":{{"text":"Point {n}"}}}}}}]}}}}"#
        ),
        _ => format!(
            r#"{{"contribute":{{"contribution":"c{n}","language":"en","title":"Input {n}","passages":[{{"words":"A first passage about paragraph {provision} and its reach."}},{{"words":"A second passage on what it would cost to follow it."}}]}}}}"#
        ),
    };
    request(chance, &by, &act)
}

/// A record of so many entries.
pub(crate) async fn record<J: Journal>(journal: J, size: u64) -> J {
    let chance = Counter::default();
    let negotiation = opened(&journal, &chance).await;
    let first = negotiation.read().state.size();
    filled(&negotiation, &chance, (first, size), 256).await;
    journal
}

/// Sends the ordinary acts from one number to before another, by so many writers at once.
pub(crate) async fn filled(
    negotiation: &Negotiation,
    chance: &Counter,
    (first, end): (u64, u64),
    writers: usize,
) {
    let next = Arc::new(AtomicU64::new(first));
    let writer = || {
        let (negotiation, chance, next) = (negotiation.clone(), chance.clone(), next.clone());
        tokio::spawn(async move {
            let mut n = next.fetch_add(1, Ordering::Relaxed);
            while n < end {
                send(&negotiation, ordinary(&negotiation, &chance, n)).await;
                n = next.fetch_add(1, Ordering::Relaxed);
            }
        })
    };
    let writers: Vec<_> = (0..writers).map(|_| writer()).collect();
    for writer in writers {
        writer.await.expect("a writer ends");
    }
}
