//! The pages for everybody: the front page, the overview, the record and what was adopted; pages
//! that are kept, and pages that hear of acts.

use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::io::{self, Cursor, Read as _};
use std::pin::Pin;

use axum::body::{Body, HttpBody, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use comity_app::Caller;
use comity_procedure::ids::DelegationId;
use comity_record::bundle::Files;
use comity_record::proof::ProofFile;
use comity_record::v1::Act;
use comity_record::v1::hex::Hex;
use comity_record::v1::parts::Subject;
use comity_record::verify::{Against, Answer, verify};
use comity_web::router;
use tower::ServiceExt as _;

use crate::world::{World, outage_notices_at};

const READINGS: &str = "2031-04-03T00:00:00Z";
const ADOPTED: &str = "2031-05-20T00:00:00Z";
const PATH: &str = "/n/outage-notices";

/// An answer as it comes, with headers that are asked with.
async fn answer(world: &World, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = Request::builder().uri(path).header(header::HOST, "x");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    router(world.site.clone()).oneshot(request).await.unwrap()
}

fn said(response: &Response, name: &str) -> String {
    let value = response.headers().get(name);
    value.map_or_else(String::new, |it| it.to_str().unwrap().to_owned())
}

/// Takes a position as a delegation that has not taken this one, past all pages.
async fn take_position(world: &World, delegation: &str) {
    let desk = world.negotiations.get(&world.id).unwrap();
    let published = desk.read();
    let revision = published.state.current().unwrap();
    let provisions = revision.instrument.provisions();
    let provision = provisions.iter().find(|it| !it.kind.is_heading()).unwrap();
    let caller = Caller::Party {
        delegation: DelegationId::new(delegation).unwrap(),
        delegate: None,
    };
    let act = Act::TakePosition {
        reason: None,
        stance: "abstain".to_owned(),
        subject: Subject::Provision(provision.id.to_string()),
        text: revision.hashes.get(&provision.id).map(|it| Hex(it.0)),
    };
    let actor = caller.actor().unwrap();
    let mut key = [7; 16];
    key[0] = u8::try_from(published.state.size() % 251).unwrap();
    desk.submit(&caller, actor, act, key).await.unwrap();
}

#[tokio::test]
async fn the_pages_of_everybody_say_where_things_stand() {
    let world = outage_notices_at(READINGS).await;
    for language in ["en", "ar"] {
        let mut reader = world.stranger().reading(language);
        for (name, path) in [
            ("home", "/"),
            ("overview", PATH),
            ("record", "/n/outage-notices/record?before=40"),
            ("verify", "/n/outage-notices/record/verify"),
            ("entry", "/n/outage-notices/record/30"),
        ] {
            let page = reader.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            insta::assert_snapshot!(format!("{name}_{language}"), page.main());
        }
    }
}

#[tokio::test]
async fn what_was_adopted_is_read_with_how_it_came_to_be() {
    let world = outage_notices_at(ADOPTED).await;
    let page = world.stranger().get("/n/outage-notices/adopted").await;
    assert_eq!(page.status, StatusCode::OK);
    insta::assert_snapshot!("adopted_en", page.main());
    let early = outage_notices_at(READINGS).await;
    let page = early.stranger().get("/n/outage-notices/adopted").await;
    assert!(page.text().contains("No text has been adopted yet."));
    assert!(!page.html.contains("adopted-text\""));
}

#[tokio::test]
async fn a_record_is_paged_to_its_first_entry() {
    let world = outage_notices_at(READINGS).await;
    let mut reader = world.stranger();
    let mut path = format!("{PATH}/record");
    let mut numbers: Vec<u64> = Vec::new();
    loop {
        let page = reader.get(&path).await;
        let lines = page.html.split("<li id=\"e").skip(1);
        numbers.extend(lines.map(|it| it.split('"').next().unwrap().parse::<u64>().unwrap()));
        let Some((before, _)) = page.html.split_once("\" rel=\"next\"") else {
            break;
        };
        path = before.rsplit("href=\"").next().unwrap().to_owned();
    }
    let size = world
        .negotiations
        .get(&world.id)
        .unwrap()
        .read()
        .state
        .size();
    let all: Vec<u64> = (0..size).rev().collect();
    assert_eq!(numbers, all);
}

/// The files of a downloaded bundle.
struct Unpacked(BTreeMap<String, Vec<u8>>);

impl Unpacked {
    fn of(bytes: &[u8]) -> Unpacked {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut files = BTreeMap::new();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            files.insert(file.name().unwrap().to_string(), bytes);
        }
        Unpacked(files)
    }
}

impl Files for Unpacked {
    fn paths(&self) -> io::Result<BTreeSet<String>> {
        Ok(self.0.keys().cloned().collect())
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let found = self.0.get(path).cloned();
        found.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

#[tokio::test]
async fn the_record_that_is_downloaded_holds_by_itself() {
    let world = outage_notices_at(READINGS).await;
    let mut reader = world.stranger();
    let page = reader.get(&format!("{PATH}/record/bundle")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(
        page.headers[header::CONTENT_DISPOSITION],
        "attachment; filename=\"outage-notices.zip\""
    );
    let desk = world.negotiations.get(&world.id).unwrap();
    // The key is the one that the page shows.
    let shown = reader.get(&format!("{PATH}/record")).await;
    assert!(shown.text().contains(&desk.key().to_string()));
    let against = Against {
        key: Some(desk.key().clone()),
        ..Against::default()
    };
    let mut files = Unpacked::of(&page.bytes);
    let report = verify(&files, &against, |_, _| {});
    assert!(report.consistent.is_ok(), "{:?}", report.consistent.err());
    assert!(matches!(report.authentic, Answer::Yes(_)));
    assert_eq!(report.replay.state().size(), desk.read().state.size());
    // It is the bundle and not the test that says so: one other byte is found.
    let path = files.0.keys().find(|it| it.contains("entries")).unwrap();
    let path = path.clone();
    files.0.get_mut(&path).unwrap()[40] ^= 1;
    assert!(verify(&files, &against, |_, _| {}).consistent.is_err());
}

#[tokio::test]
async fn a_proof_shows_that_the_bytes_of_an_entry_stand_in_the_log() {
    let world = outage_notices_at(READINGS).await;
    let desk = world.negotiations.get(&world.id).unwrap();
    let mut reader = world.stranger();
    let proof = reader.get(&format!("{PATH}/record/30/proof")).await;
    let entry = reader.get(&format!("{PATH}/record/30/entry")).await;
    let other = reader.get(&format!("{PATH}/record/31/entry")).await;
    let proof = ProofFile::parse(&proof.bytes).unwrap();
    let keys = [desk.key().clone()];
    assert!(proof.verify(&entry.bytes, &keys).is_ok());
    assert!(proof.verify(&other.bytes, &keys).is_err());
    let note = reader.get(&format!("{PATH}/record/checkpoint")).await;
    assert!(note.html.starts_with("comity.example/outage-notices\n"));
}

#[tokio::test]
async fn an_entry_that_is_not_there_has_no_page() {
    let world = outage_notices_at(READINGS).await;
    let mut reader = world.stranger();
    for number in [
        "99999",
        "-1",
        "01",
        "x",
        "18446744073709551616",
        "%3Cscript%3E",
    ] {
        for rest in ["", "/proof", "/entry"] {
            let page = reader.get(&format!("{PATH}/record/{number}{rest}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{number}{rest}");
        }
    }
}

#[tokio::test]
async fn a_page_is_sent_again_until_something_is_recorded() {
    let world = outage_notices_at(READINGS).await;
    let gzip = ("accept-encoding", "gzip");
    let first = answer(&world, PATH, &[gzip]).await;
    assert_eq!(said(&first, "content-encoding"), "gzip");
    assert_eq!(said(&first, "cache-control"), "no-cache");
    let etag = said(&first, "etag");
    let again = answer(&world, PATH, &[gzip, ("if-none-match", &etag)]).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(said(&again, "etag"), etag);
    let body = to_bytes(again.into_body(), 10).await.unwrap();
    assert!(body.is_empty());
    // Another language and another time zone are other pages.
    let arabic = [gzip, ("if-none-match", &etag), ("accept-language", "ar")];
    assert_eq!(answer(&world, PATH, &arabic).await.status(), StatusCode::OK);
    let zoned = [
        gzip,
        ("if-none-match", &etag),
        ("cookie", "zone=Asia/Tokyo"),
    ];
    assert_eq!(answer(&world, PATH, &zoned).await.status(), StatusCode::OK);
    take_position(&world, "tavar").await;
    let after = answer(&world, PATH, &[gzip, ("if-none-match", &etag)]).await;
    assert_eq!(after.status(), StatusCode::OK);
    assert_ne!(said(&after, "etag"), etag);
}

#[tokio::test]
async fn what_is_kept_for_one_reader_is_shown_to_no_other() {
    let world = outage_notices_at(READINGS).await;
    let path = format!("{PATH}/record");
    let mut one = world.head_of("tavar").await;
    let mut other = world.head_of("meridia").await;
    let page = one.get(&path).await;
    assert!(page.html.contains("tavar@comity.example"));
    assert_eq!(page.headers[header::CACHE_CONTROL], "private, no-cache");
    let page = other.get(&path).await;
    assert!(page.html.contains("meridia@comity.example"));
    assert!(!page.html.contains("tavar@comity.example"));
    let page = world.stranger().get(&path).await;
    assert!(!page.html.contains("@comity.example"));
    // Whoever has been signed out everywhere is a stranger at once.
    let mut one_again = one.clone();
    let settings = one.get("/settings").await;
    one.send(&settings, "/sign-out-everywhere", &[]).await;
    let page = one_again.get(&path).await;
    assert!(!page.html.contains("tavar@comity.example"));
}

/// What comes next on a stream.
async fn next(body: &mut Body) -> String {
    let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context));
    let bytes = frame.await.unwrap().unwrap().into_data().unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn an_open_page_is_told_what_was_touched() {
    let world = outage_notices_at(READINGS).await;
    let size = world
        .negotiations
        .get(&world.id)
        .unwrap()
        .read()
        .state
        .size();
    let response = answer(&world, &format!("{PATH}/events"), &[]).await;
    assert_eq!(said(&response, "content-type"), "text/event-stream");
    let mut body = response.into_body();
    let hello = next(&mut body).await;
    assert!(
        hello.contains(&format!("\"size\":{size},\"touched\":[]")),
        "{hello}"
    );
    let now = format!("\"now\":{}", world.site.now());
    assert!(hello.contains(&now), "{hello}");
    take_position(&world, "tavar").await;
    let event = next(&mut body).await;
    let expected = format!("\"size\":{},\"touched\":[\"positions\"]", size + 1);
    assert!(event.contains(&expected), "{event}");
    // A page that is opened now begins where the record is.
    let late = answer(&world, &format!("{PATH}/events"), &[]).await;
    let hello = next(&mut late.into_body()).await;
    assert!(hello.contains(&format!("\"size\":{}", size + 1)), "{hello}");
}

#[tokio::test]
async fn a_page_that_counts_down_says_what_the_time_is() {
    let world = outage_notices_at("2031-04-18T12:00:00Z").await;
    let now = format!(" data-now=\"{}\"", world.site.now());
    let mut reader = world.stranger();
    for rest in ["", "/text", "/calls"] {
        let page = reader.get(&format!("{PATH}{rest}")).await;
        assert!(page.html.contains("class=\"clock\""), "{rest}");
        assert!(page.html.contains(&now), "{rest}: {now}");
    }
    // Where nothing is counted down to, a page stays what it was a minute ago.
    let world = outage_notices_at("2031-03-20T12:00:00Z").await;
    let page = world.stranger().get(&format!("{PATH}/record")).await;
    assert!(!page.html.contains("class=\"clock\"") && !page.html.contains("data-now"));
}
