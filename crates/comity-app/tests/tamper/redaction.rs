//! Words that a recorded act withholds: gone from the journal and the bundle, while hashes still
//! verify, acts that took them up are still decided, and verification says what it cannot see.

use comity_app::ports::{BlobName, Journal};
use comity_app::{NotTaken, NotToWithhold, SubmitError};
use comity_record::blob::BlobLine;
use comity_record::v1::hex::Hex;
use serde_json::json;

use crate::forge::{against, report};
use crate::story::{Room, modalities, story};

#[test]
fn withheld_words_are_in_no_file_and_the_record_verifies() {
    let files = &story().files;
    for words in ["every week", "Statement 83:"] {
        let held = |bytes: &Vec<u8>| {
            bytes
                .windows(words.len())
                .any(|part| part == words.as_bytes())
        };
        let holding: Vec<&String> = files
            .0
            .iter()
            .filter(|it| held(it.1))
            .map(|it| it.0)
            .collect();
        let expected: &[&str] = match words {
            // What the revision says was not withheld.
            "every week" => &["blobs/001"],
            _ => &[],
        };
        assert_eq!(holding, expected, "{words}");
    }
    let report = report(files, &against());
    assert!(report.holds(), "{:?}", report.consistent);
    let withheld = report.shelf.withheld().count();
    assert_eq!(withheld, 2);
}

#[test]
fn the_entries_that_cannot_be_decided_again_are_named() {
    let report = report(&story().files, &against());
    let propose = story().find("propose", 4) as u64;
    let revisions = [0, 1].map(|nth| story().find("table-revision", nth) as u64);
    // The proposal, the statement, and the revisions that carried the proposal and took it up.
    let expected = [propose, 100, revisions[0], revisions[1]];
    assert_eq!(report.replay.undecided(), expected);
    let text = &report.replay.state().current().unwrap().instrument;
    let p3 = text.get(&comity_text::ProvisionId::new("p3")).unwrap();
    assert_eq!(p3.text.as_str(), "Keepers measure the water every week.");
}

/// A room with one statement, whose words have this name.
async fn spoken() -> (Room, String) {
    let room = Room::new().await;
    let open = json!({"open": {"title": "Wells", "modalities": modalities(72)}});
    room.act("secretariat", open).await;
    room.act(
        "secretariat",
        json!({"accredit": {"delegation": "tavar", "name": "Tavar",
        "constituency": "government", "region": "africa", "standing": "delegation"}}),
    )
    .await;
    let said = room.act("tavar", json!({"state": {"kind": "general", "statement": "s-1", "words": "Ask Ilar at the gate."}})).await;
    let entry = room.entry(said.taken.entry).await;
    let name = entry["act"]["state"]["words"]["blob"]
        .as_str()
        .unwrap()
        .to_owned();
    (room, name)
}

fn redact(name: &str) -> serde_json::Value {
    json!({"redact": {"ground": "It names a person.", "texts": [name]}})
}

#[tokio::test]
async fn the_journal_and_the_state_forget_the_words() {
    let (room, name) = spoken().await;
    room.act("secretariat", redact(&name)).await;
    let hash = BlobName(Hex::parse(&name).unwrap().0);
    let kept = room
        .desk
        .journal
        .blobs(&room.desk.id, &[hash])
        .await
        .unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].kept, None);
    let state = room.desk.negotiation.read().state.clone();
    let statement = state.statements().values().next().unwrap().clone();
    assert_eq!(statement.words.text(), None);
    let files = room.bundle().await;
    let report = report(&files, &against());
    assert!(report.holds(), "{:?}", report.consistent);
    assert_eq!(report.replay.undecided(), [2]);
    assert_eq!(report.replay.state(), &state);
    let line = BlobLine::Redacted(name.parse().unwrap()).to_bytes();
    let lines = &files.0["blobs/000"];
    assert!(lines.windows(line.len()).any(|it| it == line));
    // The room goes on.
    room.act(
        "tavar",
        json!({"state": {"kind": "general", "statement": "s-2", "words": "Thank you."}}),
    )
    .await;
}

/// What is said to somebody who wants a text withheld that cannot be.
async fn refused(room: &Room, name: &str) -> NotToWithhold {
    let size = room.desk.negotiation.read().state.size();
    let answer = room
        .desk
        .send("secretariat", &redact(name).to_string())
        .await;
    assert_eq!(room.desk.negotiation.read().state.size(), size);
    match answer {
        Err(SubmitError::NotTaken(NotTaken::NotToWithhold(why))) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_no_text_of_the_record_cannot_be_withheld() {
    let (room, name) = spoken().await;
    let unknown = "ab".repeat(32);
    let hash = BlobName([0xab; 32]);
    assert_eq!(refused(&room, &unknown).await, NotToWithhold::Unknown(hash));
    room.act("secretariat", redact(&name)).await;
    let again = room
        .desk
        .send("secretariat", &redact(&name).to_string())
        .await;
    assert!(
        matches!(again, Err(SubmitError::NotTaken(NotTaken::Refused(_)))),
        "{again:?}"
    );
}

#[tokio::test]
async fn an_act_in_a_blob_cannot_be_withheld_but_its_texts_can() {
    let (room, _) = spoken().await;
    room.act("chair", json!({"open-stage": {"stage": "inputs"}}))
        .await;
    let passages: Vec<_> = (0..800)
        .map(|at| json!({"words": format!("Passage {at}.")}))
        .collect();
    let long = room
        .act(
            "tavar",
            json!({"contribute": {"contribution": "t", "language": "en",
        "title": "On wells", "passages": passages}}),
        )
        .await;
    let entry = room.entry(long.taken.entry).await;
    let name = entry["act-blob"]
        .as_str()
        .expect("the act is too long for its entry")
        .to_owned();
    let hash = BlobName(Hex::parse(&name).unwrap().0);
    let entry = long.taken.entry;
    assert_eq!(
        refused(&room, &name).await,
        NotToWithhold::Act { name: hash, entry }
    );
    let of_entry = room
        .desk
        .journal
        .blobs_of_entries(&room.desk.id, entry, 1)
        .await
        .unwrap();
    let other = of_entry
        .iter()
        .find(|it| it.name != hash)
        .unwrap()
        .name
        .to_string();
    room.act("secretariat", redact(&other)).await;
    let report = report(&room.bundle().await, &against());
    assert!(report.holds(), "{:?}", report.consistent);
    assert_eq!(report.replay.undecided(), [entry]);
}
