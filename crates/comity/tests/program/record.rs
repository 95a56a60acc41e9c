//! A record to show and verify: the negotiation on shared wells, told act by act, and its bundle.
//!
//! Clock and chance are counters, so every record is the same on every machine. Start at [`wells`].

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use comity_app::ports::{Chance, Clock, Holder, Journal, NegotiationId};
use comity_app::{Caller, Ground, Negotiation, Request, export, key, open};
use comity_record::canonical;
use comity_record::checkpoint::Origin;
use comity_record::note::{KeyName, SignerKey};
use comity_record::v1::modalities::{Accreditation, Modalities};
use comity_record::v1::times::Moment;
use comity_record::v1::{Act, parts};
use comity_store::MemoryJournal;
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::desk::Desk;

/// The name of the log.
pub(crate) const ORIGIN: &str = "records.example/wells";

const HOUR: i64 = 3_600_000;

/// How far a story is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Until {
    /// Proposals are made, positions taken.
    Readings,
    /// A revision is tabled, and a silence is broken and goes on.
    UnderCall,
    /// The text is adopted.
    Adopted,
    /// A reason has been withheld after that.
    Redacted,
}

#[derive(Clone, Default)]
struct Ticks(Arc<AtomicI64>);

impl Clock for Ticks {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

#[derive(Clone, Default)]
struct Counter(Arc<AtomicU64>);

impl Chance for Counter {
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [7; 32];
        let next = self.0.fetch_add(1, Ordering::SeqCst);
        bytes[..8].copy_from_slice(&next.to_be_bytes());
        bytes
    }
}

/// A key of the log's name.
pub(crate) fn key_of(secret: u8) -> SignerKey {
    SignerKey::from_secret(KeyName::new(ORIGIN).unwrap(), &[secret; 32])
}

/// The log's key as it is published.
pub(crate) fn log_key() -> String {
    key_of(9).verifier().to_string()
}

struct Room {
    journal: MemoryJournal,
    id: NegotiationId,
    clock: Ticks,
    chance: Counter,
    negotiation: Negotiation,
}

impl Room {
    async fn open() -> Room {
        let journal = MemoryJournal::new();
        let id = NegotiationId::new("wells").unwrap();
        journal.create(&id).await.unwrap();
        let (clock, chance) = (Ticks::default(), Counter::default());
        clock.0.store(1_930_000_000_000, Ordering::SeqCst);
        let ground = Ground {
            journal: journal.clone(),
            clock: clock.clone(),
            chance: chance.clone(),
            key: key_of(9),
            origin: Origin::new(ORIGIN).unwrap(),
        };
        let holder = Holder::new("test").unwrap();
        let (negotiation, sequencer) = open(ground, id.clone(), holder).await.unwrap();
        tokio::spawn(sequencer.run());
        Room {
            journal,
            id,
            clock,
            chance,
            negotiation,
        }
    }

    /// An act that is taken, a minute after the last one.
    async fn act(&self, by: &str, act: Value) {
        self.clock.0.fetch_add(60_000, Ordering::SeqCst);
        let bytes = canonical::write(&act).unwrap();
        let parsed: Act = canonical::read(&bytes).unwrap_or_else(|error| panic!("{act}: {error}"));
        let actor = match by {
            "chair" => parts::Actor::Chair,
            "secretariat" => parts::Actor::Secretariat,
            id => parts::Actor::Delegation {
                behalf: None,
                delegate: None,
                id: id.to_owned(),
            },
        };
        let request = Request {
            actor,
            act: parsed,
            blobs: Vec::new(),
            key: key(&self.chance),
            signature: None,
        };
        let taken = self.negotiation.submit(&Caller::Operator, request).await;
        taken.unwrap_or_else(|error| panic!("{by}: {act}: {error}"));
    }

    fn in_hours(&self, hours: i64) -> String {
        let now = self.clock.0.load(Ordering::SeqCst);
        Moment(comity_procedure::Time(now + hours * HOUR)).text()
    }

    async fn wait(&self, hours: i64) {
        self.clock.0.fetch_add(hours * HOUR, Ordering::SeqCst);
        self.negotiation.tick().await.unwrap();
    }
}

/// Tells the story and writes its bundle into a folder of the desk.
pub(crate) fn wells(desk: &Desk, folder: &str, until: Until) {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(async {
        let room = Room::open().await;
        tell(&room, until).await;
        let at = desk.path(folder);
        let put = |path: &str, bytes: &[u8]| put(&at, path, bytes);
        export(&room.journal, &room.id, put).await.unwrap();
    });
}

fn put(folder: &Path, path: &str, bytes: &[u8]) -> std::io::Result<()> {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap())?;
    fs::write(path, bytes)
}

/// A folder of the desk as an archive, each name behind a prefix.
pub(crate) fn zipped(desk: &Desk, folder: &str, prefix: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files(&desk.path(folder), "") {
        let options = SimpleFileOptions::default();
        archive
            .start_file(format!("{prefix}{name}"), options)
            .unwrap();
        archive.write_all(&bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The files of a folder with their names.
pub(crate) fn files(folder: &Path, prefix: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for item in fs::read_dir(folder).unwrap() {
        let item = item.unwrap();
        let name = format!("{prefix}{}", item.file_name().to_str().unwrap());
        match item.file_type().unwrap().is_dir() {
            true => found.extend(files(&item.path(), &format!("{name}/"))),
            false => found.push((name, fs::read(item.path()).unwrap())),
        }
    }
    found.sort();
    found
}

async fn tell(room: &Room, until: Until) {
    opening(room).await;
    inputs(room).await;
    readings(room).await;
    if until >= Until::UnderCall {
        revision(room).await;
    }
    if until >= Until::Adopted {
        adoption(room).await;
    }
    if until >= Until::Redacted {
        let state = room.negotiation.read().state.clone();
        let statement = state.statements().values().next().unwrap();
        assert_eq!(
            statement.words.text(),
            Some("We go along, with this understanding.")
        );
        room.act(
            "secretariat",
            json!({"redact":{"ground":"It names a person.","texts":[blob_of(room).await]}}),
        )
        .await;
    }
}

/// The name of the blob with the words of the statement.
async fn blob_of(room: &Room) -> String {
    let size = usize::try_from(room.negotiation.read().state.size()).unwrap();
    let blobs = room.journal.blobs_of_entries(&room.id, 0, size).await;
    let blob = blobs.unwrap().into_iter().find(|blob| {
        let kept = blob.kept.as_ref();
        kept.is_some_and(|kept| kept.text == "We go along, with this understanding.")
    });
    comity_record::v1::hex::Hex(blob.unwrap().name.0).to_string()
}

async fn opening(room: &Room) {
    let mut modalities = Modalities::preset("consensus").unwrap();
    modalities.accreditation = Accreditation::Open;
    modalities.signed.clear();
    modalities.protocol_order = vec!["tavar".to_owned(), "keth".to_owned()];
    let modalities: Value =
        serde_json::from_slice(&canonical::write(&modalities).unwrap()).unwrap();
    let title = "Code of conduct for the keepers of shared wells";
    room.act(
        "secretariat",
        json!({"open":{"title":title,"modalities":modalities}}),
    )
    .await;
    for (id, name, constituency, region) in [
        ("keth", "Keth Water Works", "private-sector", "global"),
        ("loa", "اتحاد لوا للمياه", "civil-society", "africa"),
        ("meridia", "Meridia", "government", "asia-pacific"),
        (
            "northern-union",
            "Northern Union <of> Wells | *NU*",
            "government",
            "western-europe-others",
        ),
        ("tavar", "Tavar", "government", "africa"),
    ] {
        room.act(
            "secretariat",
            json!({"accredit":{"delegation":id,"name":name,
            "constituency":constituency,"region":region,"standing":"delegation"}}),
        )
        .await;
    }
    room.act(
        "secretariat",
        json!({"accredit":{"delegation":"halle","name":"Halle Institute of Law",
        "constituency":"academia","region":"global","standing":"observer"}}),
    )
    .await;
}

async fn inputs(room: &Room) {
    room.act("chair", json!({"open-stage":{"stage":"inputs"}}))
        .await;
    room.act(
        "halle",
        json!({"contribute":{"contribution":"halle-1","title":"On measuring water",
        "language":"en","passages":[
            {"words":"Measure the level often, and publish what you measure."},
            {"words":"Appoint an international judge of wells."}]}}),
    )
    .await;
    room.act(
        "loa",
        json!({"contribute":{"contribution":"loa-1","title":"رسالة","language":"ar",
        "passages":[{"words":"يجب أن يبقى البئر مفتوحًا للجميع."}]}}),
    )
    .await;
    room.act("chair", json!({"open-stage":{"stage":"drafting"}}))
        .await;
    room.act("secretariat", json!({"table-text":{"provisions":[
        {"id":"p1","kind":"title","words":{"text":"Code of conduct for the keepers of shared wells"}},
        {"id":"p2","kind":"preambular","words":{"text":"Recalling that water belongs to nobody alone,"}},
        {"id":"p3","kind":"operative","addressees":["keepers"],
            "words":{"text":"Keepers shall open the well at dawn."}},
        {"id":"p4","kind":"operative","addressees":["keepers","states"],
            "words":{"text":"Keepers should measure the level of the water every week."}},
        {"id":"p5","kind":"operative","words":{"text":"Disputes are settled by the council of the wells."}}]}}))
    .await;
    room.act("secretariat", json!({"dispose":{"contribution":"halle-1","passage":0,
        "disposition":"taken-up-in-part","reason":"The draft asks for measuring, not for publishing.",
        "link":{"provision":"p4"}}})).await;
    room.act(
        "secretariat",
        json!({"dispose":{"contribution":"halle-1","passage":1,
        "disposition":"not-taken-up","reason":"The council settles disputes.",
        "link":{"provision":"p5"}}}),
    )
    .await;
}

async fn readings(room: &Room) {
    room.act("chair", json!({"open-stage":{"stage":"readings"}}))
        .await;
    room.act(
        "tavar",
        json!({"propose":{"proposal":"tavar-1","revision":0,
        "rationale":"Dawn differs from place to place.\nSunrise does not.","changes":[
            {"replace":{"provision":"p3","start":31,"end":35,"with":{"text":"sunrise"}}}]}}),
    )
    .await;
    room.act("meridia", json!({"co-sponsor":{"proposal":"tavar-1"}}))
        .await;
    room.act(
        "keth",
        json!({"propose":{"proposal":"keth-1","revision":0,
        "rationale":"Staff begins at eight.","changes":[
            {"replace":{"provision":"p3","start":31,"end":35,"with":{"text":"eight"}}},
            {"replace":{"provision":"p4","start":8,"end":14,"with":{"text":"shall"}}}]}}),
    )
    .await;
    room.act("loa", json!({"propose":{"proposal":"loa-1","revision":0,
        "rationale":"يجب أن يبقى البئر مفتوحًا للجميع.","changes":[
            {"add":{"after":"p5","id":"p6","kind":"operative","words":{"text":"The well is open to all."}}}]}}))
    .await;
    room.act(
        "tavar",
        json!({"take-position":{"stance":"support","subject":{"provision":"p4"}}}),
    )
    .await;
    room.act(
        "meridia",
        json!({"take-position":{"stance":"can-live-with","subject":{"provision":"p3"},
        "reason":"We would rather have sunrise."}}),
    )
    .await;
    room.act(
        "northern-union",
        json!({"take-position":{"stance":"no-objection","subject":{"proposal":"tavar-1"}}}),
    )
    .await;
    room.act(
        "loa",
        json!({"object":{"objection":"loa-o1","subject":{"provision":"p5"},
        "reason":"The council has no members from villages.",
        "remedy":"Add: in which villages are represented."}}),
    )
    .await;
    room.act(
        "chair",
        json!({"answer-objection":{"objection":"loa-o1",
        "answer":"The statute of the council will say so."}}),
    )
    .await;
}

async fn revision(room: &Room) {
    room.act("chair", json!({"table-revision":{"revision":1,
        "accepted":[{"proposal":"tavar-1","change":0}],"reason":"Agreed in the room.",
        "outcomes":[
            {"proposal":"keth-1","outcomes":[{"conflicting":[0]},{"carried":[
                {"replace":{"provision":"p4","start":8,"end":14,"with":{"text":"shall"}}}]}],
             "carried":[{"replace":{"provision":"p4","start":8,"end":14,"with":{"text":"shall"}}}]},
            {"proposal":"loa-1","outcomes":[{"carried":[
                {"add":{"after":"p5","id":"p6","kind":"operative","words":{"text":"The well is open to all."}}}]}],
             "carried":[{"add":{"after":"p5","id":"p6","kind":"operative","words":{"text":"The well is open to all."}}}]}],
        "results":[{"provision":"p3","words":{"text":"Keepers shall open the well at sunrise."}}]}})).await;
    room.act(
        "loa",
        json!({"end-objection":{"objection":"loa-o1","ending":"accommodated"}}),
    )
    .await;
    room.act(
        "secretariat",
        json!({"translate":{"language":"ar","provisions":[]}}),
    )
    .await;
    room.act("chair", json!({"open-stage":{"stage":"finalisation"}}))
        .await;
    room.act(
        "chair",
        json!({"open-call":{"call":"c-1","kind":"silence","opens":room.in_hours(0),
        "closes":room.in_hours(73),"question":{"adoption":{"revision":1}}}}),
    )
    .await;
    room.act(
        "keth",
        json!({"break-silence":{"call":"c-1","provisions":["p4"],
        "reason":"Every week is too often in the rainy season.","remedy":"Say every month."}}),
    )
    .await;
}

async fn adoption(room: &Room) {
    room.act(
        "chair",
        json!({"answer-objection":{"objection":"c-1.keth.1",
        "answer":"The annex makes an exception for the rainy season."}}),
    )
    .await;
    room.act(
        "keth",
        json!({"lift-break":{"call":"c-1","ending":"accommodated"}}),
    )
    .await;
    room.act(
        "northern-union",
        json!({"state":{"statement":"nu-1","kind":"explanation-of-position",
        "on":[{"provision":"p4"}],"words":"We go along, with this understanding."}}),
    )
    .await;
    room.wait(74).await;
    room.act("chair", json!({"adopt":{"revision":1}})).await;
}
