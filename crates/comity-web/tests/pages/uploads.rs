//! Files that are too much, over a real line: what a browser gets that sends everything before it
//! looks for an answer. Whatever is wrong is a page in the person's language, with the way out.

use std::io::{Cursor, Write as _};
use std::net::SocketAddr;

use axum::http::StatusCode;
use comity_testkit::visitor::{Page, Visitor};
use comity_testkit::wire::wire;
use tokio::net::TcpListener;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::world::{World, outage_notices_at};

const FORM: &str = "/n/outage-notices/propose/file";

/// A site on a line, and somebody in it who reads Arabic.
async fn reader_of_arabic(world: &World) -> Visitor {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = comity_web::router(world.site.clone());
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    world.head_of("loa").await.reading("ar").over(wire(address))
}

#[track_caller]
fn is_trouble(page: &Page, status: StatusCode, words: &[&str]) {
    assert_eq!(page.status, status, "{}", page.text());
    assert!(
        page.html.contains("<html lang=\"ar\" dir=\"rtl\""),
        "{}",
        page.html
    );
    for words in words {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
}

#[tokio::test]
async fn only_forms_with_files_take_any() {
    let world = outage_notices_at("2031-04-08T12:00:00Z").await;
    let mut stranger = world.stranger();
    let page = stranger.get("/sign-in").await;
    let answer = stranger.send_file(&page, "/sign-in", ("a.md", b"x")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text());
    let mut loa = world.head_of("loa").await;
    let page = loa.get("/settings").await;
    let answer = loa.send_file(&page, "/settings", ("a.md", b"x")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text());
    // Every form of a page that sends files goes to a route that takes them, and no other does.
    let takes: Vec<&str> = comity_web::routes::ROUTES
        .iter()
        .filter(|it| it.takes_files)
        .map(|it| it.path)
        .collect();
    let all = [
        "/n/{negotiation}/propose/file",
        "/n/{negotiation}/contributions/send",
        "/n/{negotiation}/chair/text",
    ];
    assert_eq!(takes, all);
}

/// An archive with this as the text of a document.
fn docx(xml: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    archive.start_file("word/document.xml", options).unwrap();
    archive.write_all(xml).unwrap();
    archive.finish().unwrap().into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_too_large_is_answered_when_all_of_it_has_come() {
    let world = outage_notices_at("2031-04-08T12:00:00Z").await;
    let mut loa = reader_of_arabic(&world).await;
    let page = loa.get(FORM).await;
    let long = vec![b'x'; 120 << 20];
    let answer = loa.send_file(&page, FORM, ("long.md", &long)).await;
    let words = ["هذا أكبر من اللازم", "65536 كيلوبايت", "فاذكر الرقم"];
    is_trouble(&answer, StatusCode::PAYLOAD_TOO_LARGE, &words);
    // A form without files too.
    let long = "a".repeat(24 << 20);
    let answer = loa.post(FORM, &[("rationale", &long)]).await;
    is_trouble(
        &answer,
        StatusCode::PAYLOAD_TOO_LARGE,
        &["4096 كيلوبايت", "فاذكر الرقم"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_signed_out_meanwhile_is_told_so_and_not_cut_off() {
    let world = outage_notices_at("2031-04-08T12:00:00Z").await;
    let mut loa = reader_of_arabic(&world).await;
    let page = loa.get(FORM).await;
    let mut elsewhere = loa.clone();
    let settings = elsewhere.get("/settings").await;
    elsewhere.send(&settings, "/sign-out-everywhere", &[]).await;
    let file = vec![b'x'; 24 << 20];
    let answer = loa.send_file(&page, FORM, ("long.md", &file)).await;
    is_trouble(
        &answer,
        StatusCode::UNAUTHORIZED,
        &["سجّل الدخول أولًا", "فاذكر الرقم"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_document_stands_above_the_form_that_can_be_sent_again() {
    let world = outage_notices_at("2031-04-08T12:00:00Z").await;
    let mut loa = reader_of_arabic(&world).await;
    let page = loa.get(FORM).await;
    let bomb = docx(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    let tower = format!("{}{}", "<w:p>".repeat(100_000), "</w:p>".repeat(100_000));
    let cases: [(&str, &[u8]); 5] = [
        ("bomb.docx", &bomb),
        ("tower.docx", &docx(tower.as_bytes())),
        ("page.docx", b"%PDF-1.7\n"),
        ("program.exe", b"MZ"),
        ("other.md", &[0xff, 0xfe, 0x00, 0xd8, 0x00, 0xd8]),
    ];
    for (name, bytes) in cases {
        let answer = loa.send_file(&page, FORM, (name, bytes)).await;
        is_trouble(&answer, StatusCode::UNPROCESSABLE_ENTITY, &["تعذّر فهم هذا"]);
        assert!(answer.text().contains(name), "{name}: {}", answer.text());
        let form = answer.form(FORM);
        assert!(
            form.is_some(),
            "{name}: the way out is to send another file"
        );
    }
}
