//! Forms that are sent again, or on something else than what stands: each is taken once, nothing is
//! recorded that was not looked at, and what comes back can be sent.

use axum::http::StatusCode;
use comity_app::ports::{Accounts, MailAddress};
use comity_testkit::visitor::{Page, Visitor};

use crate::procedure::{at, done, party, readings, says, wait, wells};
use crate::world::{World, outage_notices_at};

const OBJECTION: &str = r#"{"act":{"object":{"objection":"loa-1","subject":{"provision":"p3"},"reason":"Who is poor?","remedy":"Keepers ask no price."}}}"#;

const CONTRIBUTION: &str = r#"{"act":{"contribute":{"contribution":"loa-1","language":"en","title":"One point","passages":[{"words":"Wells dry up."},{"words":"Ropes break."}]}}}"#;

/// What a hidden field of a form says.
fn field(page: &Page, action: &str, name: &str) -> String {
    let form = page.form(action).unwrap();
    let found = form.fields.into_iter().find(|it| it.0 == name);
    found.map(|it| it.1).unwrap_or_default()
}

#[tokio::test]
async fn nobody_tables_words_that_they_have_not_looked_at() {
    let world = readings().await;
    let mut chair = world.chair().await;
    let path = at("/chair/revision");
    done(&world, party("tavar"), r#"{"propose":{"proposal":"tavar-1","rationale":"A duty is a duty.","edits":[{"provision":"p2","text":"1. Keepers shall give water to all."}]}}"#).await;
    let page = chair.get(&path).await;
    let said = [("proposal", "tavar-1"), ("do", "look")];
    let looked = chair.send(&page, &path, &said).await;
    // The sponsor gives it other words while the chair writes the reason.
    done(&world, party("tavar"), r#"{"revise":{"proposal":"tavar-1","rationale":"A price is a price.","edits":[{"provision":"p2","text":"1. Keepers shall sell water to all."}]}}"#).await;
    let before = world.size();
    let said = [("reason", "Agreed in the room."), ("do", "table")];
    let other = chair.send(&looked, &path, &said).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "{}", other.text());
    assert_eq!(world.size(), before, "nothing was tabled");
    says(&other, "This is not what you looked at");
    says(&other, "sell");
    assert!(other.html.contains("Agreed in the room."));
    // Boxes that were ticked after the look have not been looked at, either.
    let said = [("proposal", ""), ("do", "table")];
    let none = chair.send(&other, &path, &said).await;
    assert_ne!(none.status, StatusCode::OK);
    assert_eq!(world.size(), before);
    // What is looked at can be tabled, and once: the second sending leads to the same place.
    for _ in 0..2 {
        let tabled = chair.send(&other, &path, &[("do", "table")]).await;
        assert_eq!(tabled.path, at("/revisions/1"), "{}", tabled.text());
        assert_eq!(world.size(), before + 1);
    }
}

#[tokio::test]
async fn a_consolidation_is_judged_by_the_words_that_were_seen() {
    let world = outage_notices_at("2031-04-09T14:00:00Z").await;
    let mut sorrel = world.head_of("sorrel-islands").await;
    let root = "/n/outage-notices/proposals/op3-1";
    let path = format!("{root}/validate");
    let inline = sorrel.get(root).await;
    let form = sorrel.get(&path).await;
    assert_eq!(
        field(&inline, &path, "text"),
        field(&form, &path, "text"),
        "the form on the page of the proposal says what was seen, too"
    );
    world
        .play_on("2031-04-09T14:00:00Z", "2031-04-09T15:05:00Z")
        .await;
    let before = world.size();
    let said = [
        ("of", "sorrel-1"),
        ("reflected", "no"),
        ("reason", "Nobody is on duty at night."),
    ];
    for page in [&inline, &form] {
        let stale = sorrel.send(page, &path, &said).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.text());
        says(
            &stale,
            "It asks for something else since you opened this page",
        );
        says(&stale, "where it has no staff on duty");
        says(&stale, "Nobody is on duty at night.");
        assert_eq!(world.size(), before);
    }
    let stale = sorrel.send(&form, &path, &said).await;
    let taken = sorrel.send(&stale, &path, &[("reflected", "yes")]).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
    assert_eq!(world.size(), before + 1);
}

#[tokio::test]
async fn translations_that_were_refused_are_sent_again() {
    let world = readings().await;
    let mut secretariat = world.secretariat().await;
    let path = at("/chair/translate/ar");
    let page = secretariat.get(&path).await;
    let before = world.size();
    let long = "ب".repeat(300_000);
    let tricky = "*ماء* \" onfocus=\"alert(1)\" 1 < 2";
    let said = [("words-p1", &*long), ("words-p2", tricky)];
    let refused = secretariat.send(&page, &path, &said).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    assert!(!refused.html.contains("\" onfocus=\""), "it is escaped");
    assert_eq!(field(&refused, &path, "stood-p2"), "", "none is recorded");
    let said = [("words-p1", "بشأن الآبار المشتركة")];
    let taken = secretariat.send(&refused, &path, &said).await;
    says(&taken, "2 provisions are behind the text.");
    assert_eq!(world.size(), before + 1);
    let all = secretariat.get(&format!("{path}?all=1")).await;
    assert_eq!(field(&all, &path, "words-p2"), tricky);
    assert!(!all.html.contains("\" onfocus=\""));
    // Sent once more, it is what was taken, and no complaint.
    let again = secretariat.send(&refused, &path, &said).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text());
    assert_eq!(world.size(), before + 1);
}

#[tokio::test]
async fn a_form_that_is_sent_again_is_not_told_that_somebody_was_faster() {
    let world = wells().await;
    done(&world, party("loa"), CONTRIBUTION).await;
    let mut secretariat = world.secretariat().await;
    let path = at("/contributions/loa-1/1/dispose");
    let page = secretariat.get(&path).await;
    let before = world.size();
    let said = [
        ("disposition", "noted"),
        ("reason", "It is known."),
        ("entry", "1"),
        ("do", "next"),
    ];
    for _ in 0..2 {
        let led = secretariat.send(&page, &path, &said).await;
        assert_eq!(led.path, at("/contributions/loa-1/2/dispose"));
        assert_eq!(world.size(), before + 1);
    }
    // Neither is who tables the first text, or opens a call.
    let mut chair = world.chair().await;
    let path = at("/chair/text");
    let page = chair.get(&path).await;
    let said = [
        ("text", "# On wells\n\n1. Keepers share.\n"),
        ("do", "table"),
    ];
    for _ in 0..2 {
        let led = chair.send(&page, &path, &said).await;
        assert_eq!(led.path, at("/text"), "{}", led.text());
        assert_eq!(world.size(), before + 2);
    }
}

/// Sends a form that is not taken, and looks whether it comes back with the key that it had.
async fn comes_back(
    world: &World,
    who: &mut Visitor,
    (path, action): (&str, &str),
    said: &[(&str, &str)],
) -> Page {
    let (path, action) = (at(path), at(action));
    let page = who.get(&path).await;
    let before = world.size();
    let back = who.send(&page, &action, said).await;
    assert_ne!(back.status, StatusCode::OK, "{action} was taken");
    assert_eq!(world.size(), before, "{action}");
    let key = field(&page, &action, "key");
    assert_eq!(field(&back, &action, "key"), key, "{action}");
    back
}

#[tokio::test]
async fn a_form_of_an_office_that_comes_back_keeps_its_key() {
    let world = readings().await;
    done(&world, party("loa"), OBJECTION).await;
    done(&world, party("loa"), CONTRIBUTION).await;
    let (mut chair, mut secretariat) = (world.chair().await, world.secretariat().await);
    let long = "a".repeat(300_000);
    let said = [("provision", "p4"), ("kind", "silence"), ("hours", "1")];
    let open = "/calls/open";
    comes_back(&world, &mut chair, (open, open), &said).await;
    let stage = ("/chair", "/chair/stage");
    let back = comes_back(&world, &mut chair, stage, &[("stage-reason", &long)]).await;
    let key = field(&back, &at("/chair/stage"), "key");
    let other = field(&back, &at("/chair/close"), "key");
    assert!(!other.is_empty() && other != key, "each form has its own");
    let answer = ("/ledger/loa-1", "/ledger/loa-1/answer");
    comes_back(&world, &mut chair, answer, &[("answer", &long)]).await;
    let revision = "/chair/revision";
    let said = [("reason", &*long), ("do", "table")];
    comes_back(&world, &mut chair, (revision, revision), &said).await;
    let dispose = "/contributions/loa-1/1/dispose";
    let said = [("disposition", "noted")];
    comes_back(&world, &mut chair, (dispose, dispose), &said).await;
    let translate = "/chair/translate/ar";
    let said = [("words-p1", &*long)];
    comes_back(&world, &mut secretariat, (translate, translate), &said).await;
}

#[tokio::test]
async fn a_form_of_a_delegation_that_comes_back_keeps_its_key() {
    let world = readings().await;
    done(&world, party("loa"), OBJECTION).await;
    let (mut chair, mut loa) = (world.chair().await, world.head_of("loa").await);
    let long = "a".repeat(300_000);
    let page = chair.get(&at("/calls/open")).await;
    let said = [("provision", "p2"), ("kind", "silence"), ("hours", "72")];
    chair.send(&page, &at("/calls/open"), &said).await;
    wait(&world, 1).await;
    let silence = ("/calls/call-1", "/calls/call-1/break");
    let said = [("provision", "p2"), ("reason", " ")];
    comes_back(&world, &mut loa, silence, &said).await;
    let send = "/contributions/send";
    let said = [("title", &*long), ("do", "send")];
    comes_back(&world, &mut loa, (send, send), &said).await;
    let make = "/statements/make";
    let said = [("kind", "reservation"), ("words", "With our law.")];
    comes_back(&world, &mut loa, (make, make), &said).await;
    // The other form of the page has a key of its own: one must not be taken for the other.
    let page = chair.get(&at("/ledger/loa-1")).await;
    let answer = at("/ledger/loa-1/answer");
    let said = [("answer", "The elders know.")];
    chair.send(&page, &answer, &said).await;
    let end = ("/ledger/loa-1", "/ledger/loa-1/end");
    let said = [("ending", "withdrawn"), ("end-reason", &*long)];
    let back = comes_back(&world, &mut loa, end, &said).await;
    let key = field(&back, &at(end.1), "key");
    let other = field(&back, &at("/ledger/loa-1/sustain"), "key");
    assert!(!other.is_empty() && other != key, "{}", back.text());
}

#[tokio::test]
async fn what_may_have_been_written_is_not_said_to_have_changed_nothing() {
    let world = readings().await;
    let mut loa = world.head_of("loa").await;
    let path = at("/text/p2/object");
    let page = loa.get(&path).await;
    world.fence().await;
    let said = [("reason", "It is too dear."), ("remedy", "For nothing.")];
    let lost = loa.send(&page, &path, &said).await;
    assert_eq!(lost.status, StatusCode::SERVICE_UNAVAILABLE);
    says(&lost, "It may have been written");
    says(&lost, "that is safe");
    assert!(!lost.text().contains("Nothing has changed"));
    assert_eq!(field(&lost, &path, "key"), field(&page, &path, "key"));
    assert!(lost.html.contains("It is too dear."));
    let arabic = loa.reading("ar").send(&page, &path, &said).await;
    says(&arabic, "ربما كُتب في السجل");
}

#[tokio::test]
async fn an_input_that_was_taken_is_shown_whatever_becomes_of_its_draft() {
    let world = wells().await;
    let mut loa = world.head_of("loa").await;
    let send = at("/contributions/send");
    let page = loa.get(&send).await;
    // The account is gone, and this node still believes the session for a moment.
    let mail = MailAddress::new("loa@comity.example").unwrap();
    let account = world.accounts.account_of(&mail).await.unwrap().unwrap();
    world.accounts.erase(account.id).await.unwrap();
    let said = [
        ("title", "One point"),
        ("words", "Wells dry up."),
        ("do", "send"),
    ];
    let before = world.size();
    let taken = loa.send(&page, &send, &said).await;
    assert_eq!(taken.path, at("/contributions/loa-1"), "{}", taken.text());
    assert_eq!(world.size(), before + 1);
}

#[tokio::test]
async fn a_page_of_inputs_that_is_not_there_is_empty() {
    let world = wells().await;
    for from in ["18446744073709551615", "18446744073709551516", "-1", "x"] {
        let path = at(&format!("/contributions?from={from}"));
        let page = world.stranger().get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{from}");
    }
}
