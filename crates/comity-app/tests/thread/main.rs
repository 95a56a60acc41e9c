//! One thin thread through all layers: from modalities to an adopted text, by a broken and lifted
//! silence, into a bundle that verifies.

mod desk;

use std::sync::atomic::Ordering;

use comity_app::export;
use comity_app::ports::Journal;
use comity_procedure::Stage;
use comity_record::bundle::Folder;
use comity_record::instrument_hash;
use comity_record::note::VerifierKey;
use comity_record::verify::{Against, Answer, verify};
use comity_store::MemoryJournal;
use desk::{Counter, Desk, ManualClock, log_key, modalities};

/// From the opening to the readings, with a text of three provisions.
async fn readings(desk: &Desk<MemoryJournal>) {
    desk.clock.0.store(1_930_000_000_000, Ordering::SeqCst);
    let open = format!(
        r#"{{"open":{{"title":"Wells","modalities":{}}}}}"#,
        modalities()
    );
    desk.ok("secretariat", &open).await;
    for (id, constituency) in [("tavar", "government"), ("loa", "civil-society")] {
        let act = format!(
            r#"{{"accredit":{{"delegation":"{id}","name":"The delegation of {id}","constituency":"{constituency}","region":"africa","standing":"delegation"}}}}"#
        );
        desk.ok("secretariat", &act).await;
    }
    desk.ok("chair", r#"{"open-stage":{"stage":"drafting"}}"#)
        .await;
    desk.ok(
        "secretariat",
        r#"{"table-text":{"provisions":[
            {"id":"p1","kind":"title","words":{"text":"Code for shared wells"}},
            {"id":"p2","kind":"operative","words":{"text":"Keepers open the well at dawn."}},
            {"id":"p3","kind":"operative","words":{"text":"Keepers measure the water."}}]}}"#,
    )
    .await;
    desk.ok("chair", r#"{"open-stage":{"stage":"readings"}}"#)
        .await;
}

#[tokio::test]
async fn from_modalities_to_an_adopted_text_that_anyone_can_verify() {
    let journal = MemoryJournal::new();
    let id = comity_app::ports::NegotiationId::new("wells").unwrap();
    journal.create(&id).await.unwrap();
    let desk = Desk::open(journal, ManualClock::default(), Counter::default()).await;
    readings(&desk).await;
    desk.ok("tavar", r#"{"propose":{"proposal":"tavar-1","revision":0,"rationale":"Dawn differs from place to place.","changes":[{"replace":{"provision":"p2","start":25,"end":29,"with":{"text":"sunrise"}}}]}}"#).await;
    desk.ok("chair", r#"{"table-revision":{"revision":1,"accepted":[{"proposal":"tavar-1","change":0}],"outcomes":[],"reason":"Agreed in the room.","results":[{"provision":"p2","words":{"text":"Keepers open the well at sunrise."}}]}}"#).await;
    desk.ok("chair", r#"{"open-stage":{"stage":"finalisation"}}"#)
        .await;
    let now = desk.clock.0.load(Ordering::SeqCst);
    let moment = |milliseconds: i64| {
        comity_record::v1::times::Moment(comity_procedure::Time(milliseconds)).text()
    };
    let call = format!(
        r#"{{"open-call":{{"call":"c-1","kind":"silence","opens":"{}","closes":"{}","question":{{"adoption":{{"revision":1}}}}}}}}"#,
        moment(now),
        moment(now + 72 * 3_600_000)
    );
    desk.ok("chair", &call).await;
    desk.ok("loa", r#"{"break-silence":{"call":"c-1","provisions":["p3"],"reason":"How often?","remedy":"Say every week."}}"#).await;
    desk.ok(
        "chair",
        r#"{"answer-objection":{"objection":"c-1.loa.1","answer":"The annex will say it."}}"#,
    )
    .await;
    desk.ok(
        "loa",
        r#"{"lift-break":{"call":"c-1","ending":"accommodated"}}"#,
    )
    .await;
    desk.wait(73).await;
    desk.ok("chair", r#"{"adopt":{"revision":1}}"#).await;
    let published = desk.negotiation.read();
    assert_eq!(published.state.stage(), Stage::Adopted);

    let folder = tempfile::tempdir().unwrap();
    export(&desk.journal, &desk.id, |path, bytes| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap())?;
        std::fs::write(path, bytes)
    })
    .await
    .unwrap();
    let key: VerifierKey = log_key().verifier();
    let against = Against {
        key: Some(key),
        ..Against::default()
    };
    let report = verify(&Folder(folder.path().to_path_buf()), &against, |_, _| {});
    assert_eq!(report.consistent, Ok(()));
    assert!(
        matches!(report.authentic, Answer::Yes(_)),
        "{:?}",
        report.authentic
    );
    assert_eq!(report.not_rolled_back, Answer::NotAsked);
    let text =
        |state: &comity_procedure::State| instrument_hash(&state.current().unwrap().instrument);
    assert_eq!(text(report.replay.state()), text(&published.state));
    assert_eq!(report.replay.state(), &published.state);
}
