//! A record with all kinds of content: over 256 entries, an act in a blob, signed acts, three
//! revisions with outcomes, a broken and lifted silence, other modalities, withheld words.

use std::sync::OnceLock;
use std::sync::atomic::Ordering;

use comity_app::naming::name_words;
use comity_app::ports::{Journal, MAX_ENTRIES_PER_PAGE, NegotiationId};
use comity_app::{Caller, Receipt, export};
use comity_record::blob::BlobLine;
use comity_record::proof::ProofFile;
use comity_record::v1::Signature;
use comity_record::v1::entry::public_key;
use comity_record::v1::hex::Hex;
use comity_store::MemoryJournal;
use serde_json::{Value, json};

use crate::desk::{Counter, Desk, ManualClock};
use crate::forge::Memory;

/// The secret of a delegation's key.
pub const TAVAR: [u8; 32] = [21; 32];
pub const LOA: [u8; 32] = [22; 32];

/// A record as it was made, with what people took home on the way.
pub struct Story {
    pub entries: Vec<Value>,
    pub texts: Vec<Vec<BlobLine>>,
    pub files: Memory,
    /// The signed head before the finalisation.
    pub earlier: String,
    /// The proof that the one who broke the silence took home.
    pub proof: ProofFile,
}

impl Story {
    /// The number of the only entry, or of the nth, of a kind.
    pub fn find(&self, kind: &str, nth: usize) -> usize {
        let of_kind = |it: &(usize, &Value)| it.1["act"].get(kind).is_some();
        let mut found = self.entries.iter().enumerate().filter(of_kind);
        found.nth(nth).unwrap_or_else(|| panic!("no {kind}")).0
    }
}

/// The story, told once.
pub fn story() -> &'static Story {
    static STORY: OnceLock<Story> = OnceLock::new();
    STORY.get_or_init(|| {
        let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
        runtime.block_on(tell())
    })
}

/// A room in which a story is told.
pub struct Room {
    pub desk: Desk<MemoryJournal>,
}

impl Room {
    pub async fn new() -> Room {
        let journal = MemoryJournal::new();
        let id = NegotiationId::new("wells").unwrap();
        journal.create(&id).await.unwrap();
        let desk = Desk::open(journal, ManualClock::default(), Counter::default()).await;
        desk.clock.0.store(1_930_000_000_000, Ordering::SeqCst);
        Room { desk }
    }

    /// An act a minute later.
    pub async fn act(&self, by: &str, act: Value) -> Receipt {
        self.desk.clock.0.fetch_add(60_000, Ordering::SeqCst);
        self.desk.ok(by, &act.to_string()).await
    }

    /// An act that its delegation signs.
    pub async fn signed(&self, by: &str, secret: &[u8; 32], act: Value) -> Receipt {
        self.desk.clock.0.fetch_add(60_000, Ordering::SeqCst);
        let mut request = self.desk.request(by, &act.to_string());
        let (named, blobs) = name_words(request.act, &self.desk.chance).unwrap();
        let what = (&named, &request.actor, Hex(request.key));
        request.signature = Some(Signature::made_with(secret, what, "wells"));
        (request.act, request.blobs) = (named, blobs);
        let sent = self.desk.negotiation.submit(&Caller::Operator, request);
        sent.await.unwrap()
    }

    pub async fn entry(&self, number: u64) -> Value {
        let entries = self.desk.journal.entries(&self.desk.id, number, 1).await;
        serde_json::from_slice(&entries.unwrap()[0]).unwrap()
    }

    pub fn head(&self) -> String {
        let head = self.desk.negotiation.read().head.clone();
        head.unwrap().checkpoint
    }

    /// The whole record as a bundle.
    pub async fn bundle(&self) -> Memory {
        let mut files = Memory::default();
        export(&self.desk.journal, &self.desk.id, |path, bytes| {
            files.0.insert(path.to_owned(), bytes.to_vec());
            Ok(())
        })
        .await
        .unwrap();
        files
    }

    pub fn moment(&self, hours: i64) -> String {
        let at = self.desk.clock.0.load(Ordering::SeqCst) + hours * 3_600_000;
        comity_record::v1::times::Moment(comity_procedure::Time(at)).text()
    }
}

/// The rules, with signed objections.
pub fn modalities(silence_hours: u32) -> Value {
    let mut rules: Value = serde_json::from_str(&crate::desk::modalities()).unwrap();
    rules["signed"] = json!(["object", "break-silence"]);
    rules["silence-hours"] = json!(silence_hours);
    rules
}

fn accredit(id: &str, constituency: &str, standing: &str, key: Option<&[u8; 32]>) -> Value {
    let mut act = json!({"delegation": id, "name": format!("The delegation of {id}"),
        "constituency": constituency, "region": "africa", "standing": standing});
    if let Some(secret) = key {
        act["key"] = json!(public_key(secret).to_string());
    }
    json!({ "accredit": act })
}

/// A text so long that its act does not fit into an entry.
fn text() -> Value {
    let words = [
        ("p1", "title", "Code for shared wells"),
        ("p2", "operative", "Keepers open the well at dawn."),
        ("p3", "operative", "Keepers measure the water."),
        ("p4", "operative", "Nobody is turned away."),
        (
            "p5",
            "operative",
            "Children drink first. Elders drink next.",
        ),
        ("p6", "operative", "Ropes are mended."),
        ("p7", "operative", "Buckets are mended."),
        ("p8", "operative", "Disputes go to the elders."),
        ("a", "annex", "The wells"),
    ];
    let mut provisions: Vec<Value> = words
        .iter()
        .map(|(id, kind, text)| json!({"id": id, "kind": kind, "words": {"text": text}}))
        .collect();
    provisions.extend((0..480).map(|at| {
        json!({"id": format!("a-{at}"), "kind": "paragraph", "parent": "a",
            "words": {"text": format!("Well {at}, of good water.")}})
    }));
    json!({"table-text": {"provisions": provisions}})
}

async fn opening(room: &Room) {
    let open = json!({"open": {"title": "Wells", "modalities": modalities(72)}});
    room.act("secretariat", open).await;
    for act in [
        accredit("tavar", "government", "delegation", Some(&TAVAR)),
        accredit("meridia", "government", "delegation", None),
        accredit("loa", "civil-society", "delegation", Some(&LOA)),
        accredit("halle", "academia", "delegation", None),
        accredit("keth", "private-sector", "observer", None),
    ] {
        room.act("secretariat", act).await;
    }
    room.act("chair", json!({"open-stage": {"stage": "drafting"}}))
        .await;
    room.act("secretariat", text()).await;
    room.act("chair", json!({"open-stage": {"stage": "readings"}}))
        .await;
}

fn propose(id: &str, changes: Value) -> Value {
    json!({"propose": {"proposal": id, "revision": 0, "changes": changes,
        "rationale": format!("The reasons of {id}.")}})
}

fn replace(provision: &str, start: u32, end: u32, with: &str) -> Value {
    json!({"replace": {"provision": provision, "start": start, "end": end, "with": {"text": with}}})
}

async fn proposals(room: &Room) {
    room.act(
        "tavar",
        propose("tavar-1", json!([replace("p2", 25, 29, "sunrise")])),
    )
    .await;
    let changes = json!([
        replace("p5", 21, 22, "\n"),
        {"suppress": {"provision": "p6", "joined-into": "p7"}},
        {"replace": {"provision": "p7", "start": 0, "end": 7, "with": {
            "text": "Ropes and buckets", "spans": [{"start": 0, "end": 5, "style": ["emphasis"]}]}}},
        {"move": {"provision": "p8", "after": "p2"}},
        {"add": {"id": "t2-1", "after": "p4", "kind": "operative", "words": {"text": "Wells have a roof."}}},
        {"add": {"id": "t2-2", "parent": "t2-1", "kind": "item-1", "words": {"text": "Of wood."}}},
    ]);
    room.act("tavar", propose("tavar-2", changes)).await;
    let add = json!({"add": {"id": "m1-1", "after": "p4", "kind": "operative",
        "words": {"text": "Wells are named."}}});
    room.act("meridia", propose("meridia-1", json!([add])))
        .await;
    let changes = json!([
        replace("p2", 25, 29, "first light"),
        replace("p4", 0, 6, "No traveller")
    ]);
    room.act("halle", propose("halle-1", changes)).await;
    room.act(
        "loa",
        propose("loa-1", json!([replace("p3", 25, 25, " every week")])),
    )
    .await;
    for (by, provision, stance) in [
        ("tavar", "p2", "support"),
        ("meridia", "p4", "no-objection"),
        ("halle", "p4", "can-live-with"),
    ] {
        let text = room.desk.hash(provision);
        room.act(
            by,
            json!({"take-position": {"subject": {"provision": provision},
            "stance": stance, "text": text, "reason": "As we said in the room."}}),
        )
        .await;
    }
}

/// The changes of a proposal as its entry has them, with the names of their texts.
async fn changes_of(room: &Room, proposal: &str) -> Value {
    let state = room.desk.negotiation.read().state.clone();
    let id = comity_procedure::ids::ProposalId::new(proposal).unwrap();
    let entry = state.proposals().get(&id).unwrap().versions[0].entry;
    room.entry(entry).await["act"]["propose"]["changes"].clone()
}

fn carried(proposal: &str, changes: &Value) -> Value {
    let outcomes: Vec<Value> = changes
        .as_array()
        .unwrap()
        .iter()
        .map(|it| json!({"carried": [it]}))
        .collect();
    json!({"proposal": proposal, "outcomes": outcomes, "carried": changes})
}

fn result(provision: &str, words: &str) -> Value {
    json!({"provision": provision, "words": {"text": words}})
}

async fn revisions(room: &Room) {
    let (meridia, halle) = (
        changes_of(room, "meridia-1").await,
        changes_of(room, "halle-1").await,
    );
    let loa = changes_of(room, "loa-1").await;
    let mut accepted = vec![json!({"proposal": "tavar-1", "change": 0})];
    accepted.extend((0..6).map(|at| json!({"proposal": "tavar-2", "change": at})));
    let repaired = json!({"proposal": "halle-1", "carried": [halle[1]],
        "outcomes": [{"conflicting": [0]}, {"carried": [halle[1]]}]});
    room.act(
        "chair",
        json!({"table-revision": {
        "revision": 1, "accepted": accepted, "reason": "Agreed in the room.",
        "outcomes": [repaired, carried("loa-1", &loa), carried("meridia-1", &meridia)],
        "results": [
            result("p2", "Keepers open the well at sunrise."),
            result("t2-1", "Wells have a roof."),
            result("t2-2", "Of wood."),
            result("p5", "Children drink first."),
            result("p5.1", "Elders drink next."),
            {"provision": "p7", "words": {"text": "Ropes and buckets are mended.",
                "spans": [{"start": 0, "end": 5, "style": ["emphasis"]}]}},
        ]}}),
    )
    .await;
    // Loa's words are withheld, and accepted all the same.
    let name = &loa[0]["replace"]["with"]["text"]["blob"];
    room.act(
        "secretariat",
        json!({"redact": {"ground": "It names a person.", "texts": [name]}}),
    )
    .await;
    room.act(
        "chair",
        json!({"table-revision": {
        "revision": 2, "accepted": [{"proposal": "loa-1", "change": 0}], "reason": "Agreed.",
        "outcomes": [carried("halle-1", &json!([halle[1]])), carried("meridia-1", &meridia)],
        "results": [result("p3", "Keepers measure the water every week.")]}}),
    )
    .await;
}

async fn rules_and_objections(room: &Room) {
    let call = json!({"open-call": {"call": "c-0", "kind": "explicit", "opens": room.moment(1),
        "closes": room.moment(73), "question": {"modalities": modalities(48)}}});
    room.act("chair", call).await;
    room.desk.wait(74).await;
    room.signed(
        "tavar",
        &TAVAR,
        json!({"object": {"objection": "tavar-o", "reason": "By whom?",
        "remedy": "Say by whom.", "subject": {"provision": "p4"}, "text": room.desk.hash("p4")}}),
    )
    .await;
    room.act(
        "chair",
        json!({"answer-objection": {"objection": "tavar-o", "answer": "By the keepers."}}),
    )
    .await;
    room.act(
        "tavar",
        json!({"end-objection": {"objection": "tavar-o", "ending": "withdrawn"}}),
    )
    .await;
}

async fn finalisation(room: &Room) -> ProofFile {
    room.act("chair", json!({"open-stage": {"stage": "finalisation"}}))
        .await;
    let call = json!({"open-call": {"call": "c-1", "kind": "silence", "opens": room.moment(1),
        "closes": room.moment(49), "question": {"adoption": {"revision": 2}}}});
    room.act("chair", call).await;
    room.desk.wait(2).await;
    let broke = room
        .signed(
            "loa",
            &LOA,
            json!({"break-silence": {"call": "c-1", "provisions": ["p3"],
        "reason": "Who pays?", "remedy": "Say who pays."}}),
        )
        .await;
    let proof = comity_app::prove(&room.desk.journal, &room.desk.id, broke.taken.entry)
        .await
        .unwrap();
    room.act(
        "chair",
        json!({"answer-objection": {"objection": "c-1.loa.1", "answer": "The annex says it."}}),
    )
    .await;
    room.act(
        "loa",
        json!({"lift-break": {"call": "c-1", "ending": "accommodated"}}),
    )
    .await;
    room.desk.wait(60).await;
    room.act("chair", json!({"adopt": {"revision": 2}})).await;
    proof
}

async fn tell() -> Story {
    let room = Room::new().await;
    opening(&room).await;
    proposals(&room).await;
    for at in 0..280 {
        let by = ["tavar", "meridia", "loa", "halle", "keth"][at % 5];
        room.act(
            by,
            json!({"state": {"kind": "general", "statement": format!("s-{at}"),
            "words": format!("Statement {at}: wells are for all.")}}),
        )
        .await;
    }
    revisions(&room).await;
    rules_and_objections(&room).await;
    let earlier = room.head();
    let proof = finalisation(&room).await;
    room.act(
        "keth",
        json!({"state": {"kind": "general", "statement": "last", "words": "Thank you."}}),
    )
    .await;
    let statement = room.entry(100).await["act"]["state"]["words"]["blob"].clone();
    room.act(
        "secretariat",
        json!({"redact": {"ground": "At their wish.", "texts": [statement]}}),
    )
    .await;

    let (journal, id) = (&room.desk.journal, &room.desk.id);
    let entries = journal.entries(id, 0, MAX_ENTRIES_PER_PAGE).await.unwrap();
    let mut texts = vec![Vec::new(); entries.len()];
    for blob in journal
        .blobs_of_entries(id, 0, MAX_ENTRIES_PER_PAGE)
        .await
        .unwrap()
    {
        texts[blob.entry as usize].push(crate::forge::line(blob));
    }
    Story {
        entries: entries
            .iter()
            .map(|it| serde_json::from_slice(it).unwrap())
            .collect(),
        texts,
        files: room.bundle().await,
        earlier,
        proof,
    }
}
