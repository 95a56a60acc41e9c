//! Words that somebody typed when their session ended, a page was of another session, or a draft
//! could not be kept: they stand on the page that says so.

use axum::http::{Method, StatusCode};
use comity_app::ports::{Accounts, Draft, MAX_DRAFTS, MailAddress};
use comity_testkit::visitor::Visitor;

use crate::procedure::{at, readings, says, wells};
use crate::world::World;

const SEND: &str = "/contributions/send";

const WORDS: &str = "Wells dry up.\nWhen \"nobody\" looks, </textarea><b>they fall in.";

async fn signed_out_elsewhere(who: &Visitor) {
    let mut elsewhere = who.clone();
    let settings = elsewhere.get("/settings").await;
    elsewhere.send(&settings, "/sign-out-everywhere", &[]).await;
}

#[tokio::test]
async fn who_was_signed_out_while_they_wrote_can_copy_their_words() {
    let world = wells().await;
    let mut loa = world.head_of("loa").await;
    let page = loa.get(&at(SEND)).await;
    signed_out_elsewhere(&loa).await;
    let said = [("title", "Two points"), ("words", WORDS), ("do", "send")];
    let lost = loa.send(&page, &at(SEND), &said).await;
    assert_eq!(lost.status, StatusCode::UNAUTHORIZED);
    says(&lost, "What you typed");
    says(&lost, "Two points");
    says(&lost, "When \"nobody\" looks");
    assert!(!lost.html.contains("</textarea><b>"), "it is escaped");
    assert!(
        !lost.html.contains("data-live"),
        "no other page takes its place"
    );
    assert!(
        lost.form(&at(SEND)).is_none(),
        "nobody is signed in to send it"
    );
    // The same with a file beside the words: the file is let go, the words are not.
    let mut loa = world.head_of("loa").await;
    let page = loa.get(&at(SEND)).await;
    let page = loa
        .send(&page, &at(SEND), &[("title", "Two points"), ("do", "add")])
        .await;
    signed_out_elsewhere(&loa).await;
    let lost = loa
        .send_file(&page, &at(SEND), ("a.md", b"Of the file."))
        .await;
    assert_eq!(lost.status, StatusCode::UNAUTHORIZED);
    says(&lost, "Two points");
    assert!(!lost.text().contains("Of the file."));
    let arabic = loa.reading("ar").send(&page, &at(SEND), &said).await;
    says(&arabic, "ما كتبته");
}

#[tokio::test]
async fn who_lost_their_seat_while_they_wrote_can_copy_their_words() {
    let world = wells().await;
    let mut loa = world.head_of("loa").await;
    let page = loa.get(&at(SEND)).await;
    let mail = MailAddress::new("loa@comity.example").unwrap();
    let account = world.accounts.account_of(&mail).await.unwrap().unwrap();
    world.accounts.unseat(account.id, &world.id).await.unwrap();
    comity_web::sessions::forget(&world.site, account.id);
    let said = [("title", "Two points"), ("words", WORDS), ("do", "send")];
    let lost = loa.send(&page, &at(SEND), &said).await;
    assert_eq!(lost.status, StatusCode::FORBIDDEN);
    says(&lost, "This is not yours to do");
    says(&lost, "Two points");
    assert!(
        lost.form(&at(SEND)).is_none(),
        "sending it again cannot help"
    );
}

#[tokio::test]
async fn a_form_of_an_earlier_session_is_sent_again_from_the_page_that_says_so() {
    let world = wells().await;
    let mut earlier = world.head_of("loa").await;
    let page = earlier.get(&at(SEND)).await;
    let mut loa = world.head_of("loa").await;
    let said = [("title", "Two points"), ("words", WORDS), ("do", "send")];
    let before = world.size();
    let refused = loa.send(&page, &at(SEND), &said).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(world.size(), before);
    says(&refused, "Two points");
    says(&refused, "Send it again");
    for _ in 0..2 {
        let taken = loa.send(&refused, &at(SEND), &[]).await;
        assert_eq!(taken.path, at("/contributions/loa-1"), "{}", taken.text());
        says(&taken, "they fall in.");
        assert_eq!(world.size(), before + 1, "it is taken once");
    }
}

#[tokio::test]
async fn what_another_site_filled_in_is_never_offered_to_be_sent() {
    let world = wells().await;
    let loa = world.head_of("loa").await;
    let check = async |headers: &[(&str, &str)], shown: bool| {
        let mut visitor = loa.clone();
        for (name, value) in headers {
            visitor = visitor.with_header(name, value);
        }
        let body = "title=Two+points&form=guessed&do=send".to_owned();
        let page = visitor.ask(Method::POST, &at(SEND), Some(body)).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert_eq!(page.html.contains("Two points"), shown, "{headers:?}");
        assert!(page.form(&at(SEND)).is_none(), "{headers:?}");
    };
    let older = ("sec-fetch-site", "");
    check(&[("sec-fetch-site", "cross-site")], false).await;
    check(&[older, ("origin", "https://elsewhere.example")], false).await;
    // A browser that says nothing may have been led here: the words can be copied, no more.
    check(&[older], true).await;
}

/// Fills the drafts of somebody up to the last one.
async fn fill_drafts(world: &World, who: &str) {
    let mail = format!("{who}@comity.example");
    let mail = MailAddress::new(&mail).unwrap();
    let account = world.accounts.account_of(&mail).await.unwrap().unwrap();
    for number in 0..MAX_DRAFTS {
        let draft = Draft {
            account: account.id,
            negotiation: world.id.clone(),
            name: format!("/text/p{number}/other"),
            fields: "words=x".to_owned(),
            at: 0,
        };
        world.accounts.put_draft(draft).await.unwrap();
    }
}

#[tokio::test]
async fn a_draft_that_cannot_be_kept_stays_on_the_page() {
    let world = readings().await;
    let mut loa = world.head_of("loa").await;
    fill_drafts(&world, "loa").await;
    for (path, said) in [
        (SEND, [("title", "Two points"), ("words", "Wells dry up.")]),
        (
            "/text/p2/propose",
            [("rationale", "Two points"), ("words-0", "Wells dry up.")],
        ),
    ] {
        let path = at(path);
        let page = loa.get(&path).await;
        let mut said = said.to_vec();
        said.push(("do", "draft"));
        let back = loa.send(&page, &path, &said).await;
        assert_eq!(
            back.status,
            StatusCode::PAYLOAD_TOO_LARGE,
            "{}",
            back.text()
        );
        says(&back, "The draft was not kept");
        let form = back.form(&path).unwrap();
        for words in ["Two points", "Wells dry up."] {
            assert!(form.fields.iter().any(|it| it.1.contains(words)), "{path}");
        }
    }
}
