//! Crowds: many who ask for the same page at once, when it has just changed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use comity_testkit::visitor::{Page, Visitor};
use comity_web::routes::{Route, Rule};
use comity_web::{Answer, Problem, Visit, route};
use tokio::time::sleep;

use crate::world::{World, outage_notices_at};

/// How many ask at once.
const CROWD: usize = 24;

/// How long a page of these tests takes: all have asked by then.
const TAKES: Duration = Duration::from_millis(500);

static KEPT: AtomicUsize = AtomicUsize::new(0);
static LEFT: AtomicUsize = AtomicUsize::new(0);
static ONCE: AtomicUsize = AtomicUsize::new(0);
static FAILED: AtomicUsize = AtomicUsize::new(0);

static ROUTES: &[Route] = &[
    route!(GET "/n/{negotiation}/kept" kept, Rule::Anyone),
    route!(GET "/n/{negotiation}/left" left, Rule::Anyone),
    route!(GET "/n/{negotiation}/once" once, Rule::Anyone),
    route!(GET "/n/{negotiation}/failed" failed, Rule::Anyone),
];

async fn kept(visit: Arc<Visit>) -> Result<Answer, Problem> {
    KEPT.fetch_add(1, Ordering::Relaxed);
    sleep(TAKES).await;
    let size = visit.room().state().size();
    Ok(Answer::Kept(format!("<p>{size} entries")))
}

async fn left(_: Arc<Visit>) -> Result<Answer, Problem> {
    LEFT.fetch_add(1, Ordering::Relaxed);
    sleep(TAKES).await;
    Ok(Answer::Kept("<p>here".to_owned()))
}

async fn once(_: Arc<Visit>) -> Result<Answer, Problem> {
    let number = ONCE.fetch_add(1, Ordering::Relaxed);
    sleep(TAKES).await;
    Ok(Answer::Page {
        status: StatusCode::OK,
        html: format!("<p>form {number}"),
    })
}

async fn failed(_: Arc<Visit>) -> Result<Answer, Problem> {
    FAILED.fetch_add(1, Ordering::Relaxed);
    sleep(TAKES).await;
    panic!("a page that fails, as this one is meant to");
}

/// What everybody in a crowd of strangers gets.
async fn crowd(world: &World, path: &str) -> Vec<Page> {
    let asking: Vec<_> = (0..CROWD)
        .map(|_| {
            let (mut visitor, path) = (world.stranger(), path.to_owned());
            tokio::spawn(async move { visitor.get(&path).await })
        })
        .collect();
    let mut pages = Vec::new();
    for one in asking {
        pages.push(one.await.unwrap());
    }
    pages
}

#[tokio::test]
async fn a_page_that_many_ask_for_at_once_is_made_once() {
    let world = outage_notices_at("2031-04-08T12:00:00Z")
        .await
        .with_routes(ROUTES);
    let path = "/n/outage-notices/kept";
    let pages = crowd(&world, path).await;
    assert_eq!(KEPT.load(Ordering::Relaxed), 1);
    assert!(
        pages
            .iter()
            .all(|it| it.html == pages[0].html && it.status == StatusCode::OK)
    );
    // It has changed: once more, and nobody gets what stood before.
    let next = "2031-04-09T12:00:00Z";
    world.play_on("2031-04-08T12:00:00Z", next).await;
    let later = crowd(&world, path).await;
    assert_eq!(KEPT.load(Ordering::Relaxed), 2);
    assert!(later.iter().all(|it| it.html != pages[0].html));
    // Another reader is another page.
    world.stranger().reading("ar").get(path).await;
    assert_eq!(KEPT.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn who_goes_away_leaves_the_page_to_those_who_wait() {
    let world = outage_notices_at("2031-04-08T12:00:00Z")
        .await
        .with_routes(ROUTES);
    let path = "/n/outage-notices/left";
    let asked = |mut visitor: Visitor| tokio::spawn(async move { visitor.get(path).await });
    let first = asked(world.stranger());
    while LEFT.load(Ordering::Relaxed) == 0 {
        sleep(TAKES / 100).await;
    }
    let other = asked(world.stranger());
    first.abort();
    assert_eq!(other.await.unwrap().html, "<p>here");
    assert_eq!(LEFT.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_page_for_one_alone_is_made_for_each() {
    let world = outage_notices_at("2031-04-08T12:00:00Z")
        .await
        .with_routes(ROUTES);
    let pages = crowd(&world, "/n/outage-notices/once").await;
    assert_eq!(ONCE.load(Ordering::Relaxed), CROWD);
    let mut forms: Vec<&str> = pages.iter().map(|it| &*it.html).collect();
    forms.sort_unstable();
    forms.dedup();
    assert_eq!(forms.len(), CROWD, "nobody gets the form of another");
}

#[tokio::test]
async fn a_page_that_fails_lets_nobody_wait_for_ever() {
    let world = outage_notices_at("2031-04-08T12:00:00Z")
        .await
        .with_routes(ROUTES);
    let pages = crowd(&world, "/n/outage-notices/failed").await;
    assert_eq!(FAILED.load(Ordering::Relaxed), CROWD);
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    assert!(pages.iter().all(|it| it.status == status));
}
