//! Sessions: who is signed in, forms of other sites and other sessions, and tokens that turn.

use axum::http::{Method, StatusCode};
use comity_testkit::visitor::{Page, Visitor};
use comity_web::sessions::COOKIE;

use crate::world::{World, outage_notices_at};

const DAY: i64 = 24 * 60 * 60 * 1_000;
const MINUTE: i64 = 60 * 1_000;

async fn world() -> World {
    outage_notices_at("2031-04-03T00:00:00Z").await
}

/// Whether somebody is signed in.
async fn is_in(visitor: &mut Visitor) -> bool {
    visitor.ask(Method::GET, "/settings", None).await.status == StatusCode::OK
}

/// The names of the cookies that an answer sets, and whether each is taken away.
fn set(page: &Page) -> Vec<(String, bool)> {
    let cookies = page.headers.get_all("set-cookie").iter();
    cookies
        .map(|it| {
            let text = it.to_str().unwrap();
            let name = text.split('=').next().unwrap().to_owned();
            (name, text.contains("Max-Age=0"))
        })
        .collect()
}

#[tokio::test]
async fn the_cookie_stays_with_this_host() {
    let world = world().await;
    let mut tavar = world.head_of("tavar").await;
    world.pass(DAY + 1);
    let page = tavar.get("/settings").await;
    let cookie = page.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-comity="), "{cookie}");
    for part in ["; Path=/;", "; Secure;", "; HttpOnly;", "; SameSite=Lax;"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    // It lasts as long as the session does, and no longer.
    assert!(
        cookie.ends_with(&format!("Max-Age={}", (13 * DAY - 1) / 1_000)),
        "{cookie}"
    );
}

#[tokio::test]
async fn somebody_signs_out_here_or_everywhere() {
    let world = world().await;
    let mut desk = world.head_of("tavar").await;
    let mut telephone = world.head_of("tavar").await;
    let stolen = desk.clone();
    let page = desk.get("/settings").await;
    assert!(page.text().contains("this machine"));
    desk.send(&page, "/sign-out", &[]).await;
    assert_eq!(desk.cookie(COOKIE), None);
    // The token itself is worth nothing any more.
    assert!(!is_in(&mut stolen.clone()).await);
    assert!(is_in(&mut telephone).await);
    let mut again = world.head_of("tavar").await;
    let page = again.get("/settings").await;
    again.send(&page, "/sign-out-everywhere", &[]).await;
    assert!(!is_in(&mut telephone).await);
    assert!(!is_in(&mut again).await);
}

#[tokio::test]
async fn a_form_of_another_session_is_not_taken() {
    let world = world().await;
    let mut tavar = world.head_of("tavar").await;
    let mut loa = world.head_of("loa").await;
    let of_loa = loa.get("/settings").await;
    let page = tavar
        .send(&of_loa, "/settings", &[("language", "ar")])
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.text().contains("The form was not taken"));
    // A later session of the same person is another one, too.
    let mut again = world.head_of("tavar").await;
    let of_tavar = tavar.get("/settings").await;
    let page = again.send(&of_tavar, "/settings", &[]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let page = again.send(&of_tavar, "/settings", &[("form", "")]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_of_another_site_is_not_taken() {
    let world = world().await;
    let tavar = world.head_of("tavar").await;
    let check = async |headers: &[(&str, &str)], expected: StatusCode| {
        let mut visitor = tavar.clone();
        let page = visitor.get("/settings").await;
        for (name, value) in headers {
            visitor = visitor.with_header(name, value);
        }
        let sent = visitor.send(&page, "/settings", &[]).await;
        assert_eq!(sent.status, expected, "{headers:?}");
    };
    let (no, yes) = (StatusCode::FORBIDDEN, StatusCode::OK);
    check(&[("sec-fetch-site", "same-origin")], yes).await;
    check(&[("sec-fetch-site", "cross-site")], no).await;
    check(&[("sec-fetch-site", "same-site")], no).await;
    let older = ("sec-fetch-site", "");
    check(&[older, ("origin", "https://comity.example")], yes).await;
    check(&[older, ("origin", "https://elsewhere.example")], no).await;
    check(&[older, ("origin", "null")], no).await;
    check(&[older], yes).await;
    // Somebody who is not signed in is not signed in by another site, either.
    let mut stranger = world.stranger().with_header("sec-fetch-site", "cross-site");
    let page = stranger
        .post("/sign-in", &[("mail", "x@comity.example")])
        .await;
    assert_eq!(page.status, no);
}

#[tokio::test]
async fn a_token_turns_once_a_day_and_forms_that_were_open_are_still_taken() {
    let world = world().await;
    let mut tavar = world.head_of("tavar").await;
    let open = tavar.get("/settings").await;
    let before = tavar.cookie(COOKIE).unwrap().to_owned();
    world.pass(DAY);
    tavar.get("/settings").await;
    assert_eq!(
        tavar.cookie(COOKIE),
        Some(before.as_str()),
        "not a moment early"
    );
    world.pass(1);
    tavar.get("/settings").await;
    assert_ne!(tavar.cookie(COOKIE), Some(before.as_str()));
    let kept = tavar.send(&open, "/settings", &[("language", "ar")]).await;
    assert_eq!(kept.status, StatusCode::OK);
    // The one session is still one.
    let page = tavar.get("/settings?lang=en").await;
    assert_eq!(page.text().matches("since").count(), 1, "{}", page.text());
}

#[tokio::test]
async fn two_tabs_with_one_token_stay_signed_in_while_it_turns() {
    let world = world().await;
    let mut first = world.head_of("tavar").await;
    let mut second = first.clone();
    let open = second.get("/settings").await;
    world.pass(DAY + 1);
    // The first tab gets the next token; what the second has sent meanwhile carries the old one.
    let page = first.get("/settings").await;
    assert_eq!(set(&page), [(COOKIE.to_owned(), false)]);
    let late = second.send(&open, "/settings", &[("language", "en")]).await;
    assert_eq!(late.status, StatusCode::OK);
    for page in [&late, &second.get("/n/outage-notices").await] {
        let cookies = set(page);
        assert!(
            !cookies.iter().any(|it| it.0 == COOKIE),
            "neither taken away nor turned again: {cookies:?}"
        );
    }
    // The next token has come: the one before has a minute left.
    assert!(is_in(&mut first).await);
    world.pass(MINUTE - 1);
    assert!(is_in(&mut second).await);
    world.pass(1);
    assert!(!is_in(&mut second).await, "a stolen token is of no use now");
    assert!(is_in(&mut first).await);
}

#[tokio::test]
async fn who_never_got_the_next_token_is_given_another() {
    let world = world().await;
    let mut tavar = world.head_of("tavar").await;
    world.pass(DAY + 1);
    // The line breaks: the answer with the next token reaches nobody.
    let mut lost = tavar.clone();
    let page = lost.get("/settings").await;
    assert_eq!(set(&page), [(COOKIE.to_owned(), false)]);
    world.pass(10 * MINUTE);
    let page = tavar.get("/settings").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(set(&page), [(COOKIE.to_owned(), false)]);
    assert_eq!(page.text().matches("since").count(), 1, "{}", page.text());
    assert!(!is_in(&mut lost).await, "what nobody got is nobody's");
    world.pass(DAY);
    assert!(is_in(&mut tavar).await);
}

#[tokio::test]
async fn the_token_before_ends_although_the_next_one_never_comes() {
    let world = world().await;
    let stolen = world.head_of("tavar").await;
    world.pass(DAY + 1);
    stolen.clone().get("/settings").await;
    // Each time it is given another token that it lets go, and none of that is for ever.
    let mut count = 0;
    while is_in(&mut stolen.clone()).await {
        world.pass(7 * MINUTE);
        count += 1;
        assert!(count < 20);
    }
    assert_eq!(count, 9, "an hour");
    let page = world.head_of("tavar").await.get("/settings").await;
    assert_eq!(page.text().matches("since").count(), 2, "{}", page.text());
}

#[tokio::test]
async fn two_tabs_that_ask_at_the_same_time_turn_a_token_once() {
    let world = world().await;
    let mut first = world.head_of("tavar").await;
    let mut second = first.clone();
    world.pass(DAY + 1);
    let (one, other) = tokio::join!(first.get("/settings"), second.get("/settings"));
    assert_eq!(one.status, StatusCode::OK);
    assert_eq!(other.status, StatusCode::OK);
    assert_eq!(set(&one).len() + set(&other).len(), 1);
}

#[tokio::test]
async fn who_signs_out_after_a_turn_leaves_no_token_behind() {
    let world = world().await;
    let mut tavar = world.head_of("tavar").await;
    let mut stolen = tavar.clone();
    world.pass(DAY + 1);
    let page = tavar.get("/settings").await;
    assert!(is_in(&mut stolen).await);
    tavar.send(&page, "/sign-out", &[]).await;
    assert!(!is_in(&mut stolen).await);
}

#[tokio::test]
async fn signing_out_in_the_moment_of_a_turn_sets_no_new_token() {
    let world = world().await;
    let mut tavar = world.head_of("tavar").await;
    let page = tavar.get("/settings").await;
    world.pass(DAY + 1);
    let form = page.form("/sign-out").unwrap();
    let body = format!("form={}", form.fields[0].1);
    let out = tavar.ask(Method::POST, "/sign-out", Some(body)).await;
    assert_eq!(set(&out), [(COOKIE.to_owned(), true)]);
    assert!(!is_in(&mut tavar).await);
}

#[tokio::test]
async fn a_session_ends_after_a_fortnight() {
    let world = world().await;
    let mut tavar = world.head_of("tavar").await;
    for _ in 0..13 {
        world.pass(DAY);
        assert!(is_in(&mut tavar).await);
    }
    world.pass(DAY);
    assert!(!is_in(&mut tavar).await);
    assert_eq!(
        tavar.cookie(COOKIE),
        None,
        "the browser need not send it any more"
    );
}

#[tokio::test]
async fn what_is_no_token_is_nobody() {
    let world = world().await;
    for token in ["", "x", "AAAA", &"A".repeat(43), &"A".repeat(5_000)] {
        let mut visitor = world.stranger().with_cookie(&format!("{COOKIE}={token}"));
        assert!(!is_in(&mut visitor).await, "{token}");
        let page = visitor.get("/n/outage-notices").await;
        assert_eq!(page.status, StatusCode::OK, "reading needs nobody");
    }
}

#[tokio::test]
async fn nobody_sends_forms_without_end() {
    let world = world().await;
    let mut tavar = world.head_of("tavar").await;
    let page = tavar.get("/settings").await;
    let form = page.form("/settings").unwrap();
    let body = format!("form={}", form.fields[0].1);
    let mut sent = 0;
    let refused = loop {
        let page = tavar
            .ask(Method::POST, "/settings", Some(body.clone()))
            .await;
        if page.status != StatusCode::SEE_OTHER {
            break page;
        }
        sent += 1;
    };
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(sent, 300);
    let mut loa = world.head_of("loa").await;
    let page = loa.get("/settings").await;
    assert_eq!(
        loa.send(&page, "/settings", &[]).await.status,
        StatusCode::OK
    );
}
