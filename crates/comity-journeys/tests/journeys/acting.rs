//! Proposing, drafts, joining and leaving, positions.

use comity_journeys::{Hall, Script, journey};
use serde_json::json;

use crate::story::{ISLAND, size, wanted};

/// Words that leave nothing of a provision as it was, so that they collide with every other change.
const OTHERWISE: &str = "Whoever can repair a cable tells its neighbours before it is asked.";

journeys! {
    a_delegate_is_told_of_a_collision_before_a_proposal_is_tabled
    a_draft_is_kept_until_its_author_comes_back
    a_delegate_joins_the_proposal_of_another_and_leaves_it
    a_delegate_takes_a_position
    a_form_that_is_sent_twice_is_one_entry
    a_form_that_was_overtaken_shows_both_and_loses_nothing
}

async fn a_delegate_is_told_of_a_collision_before_a_proposal_is_tabled(
    hall: &Hall,
    script: Script,
) {
    let wanted = wanted(hall);
    let delegate = hall.person(ISLAND, script).await;
    let page = hall.at(&format!("/text/{}", wanted.provision));
    delegate.go(&page).await;
    delegate.click(&format!("a[href='{page}/propose']")).await;
    let before = size(hall);
    let said = [("words-0", OTHERWISE), ("rationale", "It is plainer.")];
    delegate.send_to("/propose", &said, "preview").await;
    let told = delegate.says("#collisions").await;
    assert!(told.contains(&wanted.proposal), "{told}");
    assert_eq!(size(hall), before, "nothing has been tabled");

    delegate.send_to("/propose", &[], "table").await;
    assert_eq!(size(hall), before + 1);
    let tabled = delegate.path().await;
    assert!(tabled.contains("/proposals/loa-"), "{tabled}");
    assert!(delegate.says("main").await.contains("It is plainer."));
    assert!(
        delegate
            .says("#collisions")
            .await
            .contains(&wanted.proposal)
    );
}

async fn a_draft_is_kept_until_its_author_comes_back(hall: &Hall, script: Script) {
    let wanted = wanted(hall);
    let before = size(hall);
    let delegate = hall.person(ISLAND, script).await;
    delegate
        .go(&hall.at(&format!("/text/{}/propose", wanted.provision)))
        .await;
    delegate
        .send_to("/propose", &[("words-0", OTHERWISE)], "draft")
        .await;
    delegate.send("/sign-out", &[]).await;

    let later = hall.person(ISLAND, script).await;
    later.go(&hall.at("/drafts")).await;
    later.click("main .drafts a").await;
    assert_eq!(typed(&later, "words-0").await, OTHERWISE);
    assert_eq!(size(hall), before, "a draft is no act");
}

async fn a_delegate_joins_the_proposal_of_another_and_leaves_it(hall: &Hall, script: Script) {
    let proposal = wanted(hall).proposal;
    let delegate = hall.person(ISLAND, script).await;
    let page = hall.at(&format!("/proposals/{proposal}"));
    delegate.go(&page).await;
    delegate.send("/join", &[]).await;
    assert!(delegate.path().await.starts_with(&page));
    assert!(delegate.says("#sponsors").await.contains("Loa"));
    assert!(!delegate.has("form[action$='/join']").await);

    delegate.send("/leave", &[]).await;
    assert!(delegate.has("form[action$='/join']").await);
}

async fn a_delegate_takes_a_position(hall: &Hall, script: Script) {
    let provision = wanted(hall).provision;
    let delegate = hall.person(ISLAND, script).await;
    let page = hall.at(&format!("/text/{provision}"));
    delegate.go(&page).await;
    delegate.click(&format!("a[href='{page}/position']")).await;
    let said = [
        ("stance", "can-live-with"),
        ("reason", "We have no better words."),
    ];
    delegate.send("/position", &said).await;
    assert!(delegate.path().await.starts_with(&page));
    // Who holds what is folded away where there are many.
    let positions = delegate.one("#positions").await;
    let html = positions.html(true).await.expect("a section has a text");
    assert!(html.contains("We have no better words."), "{html}");
}

async fn a_form_that_is_sent_twice_is_one_entry(hall: &Hall, script: Script) {
    let provision = wanted(hall).provision;
    let delegate = hall.person(ISLAND, script).await;
    let page = hall.at(&format!("/text/{provision}/position"));
    delegate.go(&page).await;
    let before = size(hall);
    delegate.send("/position", &[("stance", "support")]).await;
    assert_eq!(size(hall), before + 1);
    // Back to the page as it was, key and all, as somebody goes who is not sure.
    delegate
        .client()
        .back()
        .await
        .expect("there is a page before");
    delegate.send("/position", &[("stance", "support")]).await;
    assert_eq!(size(hall), before + 1, "{}", delegate.says("main").await);
}

async fn a_form_that_was_overtaken_shows_both_and_loses_nothing(hall: &Hall, script: Script) {
    let wanted = wanted(hall);
    let page = hall.at(&format!("/text/{}/propose", wanted.provision));
    let delegate = hall.person(ISLAND, script).await;
    delegate.go(&page).await;
    delegate.fill("/propose", ("words-0", OTHERWISE)).await;
    delegate
        .fill("/propose", ("rationale", "It is plainer."))
        .await;

    // Meanwhile the chair tables the next revision, with a change to these words.
    let chair = hall.person("chair", script).await;
    chair.go(&hall.at("/chair/revision")).await;
    let chosen = [("proposal", wanted.proposal.as_str())];
    chair.send_to("/chair/revision", &chosen, "look").await;
    let reason = [("reason", "Nobody objects to this one.")];
    chair.send_to("/chair/revision", &reason, "table").await;
    let after = size(hall);

    delegate.send_to("/propose", &[], "table").await;
    assert_eq!(size(hall), after, "nothing was taken");
    assert!(delegate.has("main [role='alert']").await);
    assert_eq!(typed(&delegate, "words-0").await, OTHERWISE);
    assert_eq!(typed(&delegate, "rationale").await, "It is plainer.");
}

/// What stands in a field.
async fn typed(browser: &comity_journeys::Browser, name: &str) -> String {
    let field = browser.one(&format!("[name='{name}']")).await;
    let value = field.prop("value").await.expect("a field has a value");
    value.unwrap_or_default()
}

/// Cuts the line of a browser, or gives it back.
async fn line_of(browser: &comity_journeys::Browser, is_cut: bool) {
    let conditions = json!({
        "offline": is_cut,
        "latency": 0,
        "downloadThroughput": -1,
        "uploadThroughput": -1,
    });
    drop(browser.chromium("Network.enable", json!({})).await);
    let command = "Network.emulateNetworkConditions";
    drop(browser.chromium(command, conditions).await);
}

#[test]
fn a_line_that_breaks_in_the_middle_of_a_form_loses_no_word() {
    journey(async |hall| {
        let wanted = wanted(hall);
        let before = size(hall);
        let delegate = hall.person(ISLAND, Script::On).await;
        let path = hall.at(&format!("/text/{}/propose", wanted.provision));
        delegate.go(&path).await;
        for field in [("words-0", OTHERWISE), ("rationale", "It is plainer.")] {
            delegate.fill("/propose", field).await;
        }
        line_of(&delegate, true).await;
        delegate.send_to("/propose", &[], "table").await;
        assert_eq!(size(hall), before, "nothing came through");
        line_of(&delegate, false).await;
        delegate.go(&path).await;
        delegate
            .until("the words are back", async |it| {
                let words = it.run(
                    "return document.querySelector('[name=words-0]').value",
                    vec![],
                );
                words.await == json!(OTHERWISE)
            })
            .await;
        delegate.send_to("/propose", &[], "table").await;
        delegate
            .until("it is tabled", async |_| size(hall) == before + 1)
            .await;
        assert!(delegate.says("main").await.contains("It is plainer."));
    });
}
