//! Consensus through consultation: objections and answers, silence, and what others see of it.

use comity_app::views::text::{Status, text};
use comity_journeys::{Hall, Script};

use crate::story::{ISLAND, size, wanted};

const REASON: &str = "An island with one cable cannot wait so long.";
const REMEDY: &str = "Notice is given at once where there is only one cable.";

journeys! {
    an_objection_is_answered_and_ended_as_accommodated
    a_delegate_breaks_a_silence_and_lifts_the_break
    an_unbroken_silence_is_struck_and_its_provisions_are_agreed
    what_another_does_is_seen
}

async fn an_objection_is_answered_and_ended_as_accommodated(hall: &Hall, script: Script) {
    let provision = wanted(hall).provision;
    let delegate = hall.person(ISLAND, script).await;
    delegate
        .go(&hall.at(&format!("/text/{provision}/object")))
        .await;
    delegate
        .send("/object", &[("reason", REASON), ("remedy", REMEDY)])
        .await;
    let ledger = objection(hall);

    let chair = hall.person("chair", script).await;
    chair.go(&ledger).await;
    assert!(chair.says("#state").await.contains(REMEDY));
    chair
        .send("/answer", &[("answer", "The next revision will say so.")])
        .await;

    delegate.go(&ledger).await;
    assert!(
        delegate
            .says("#state")
            .await
            .contains("The next revision will say so.")
    );
    delegate.send("/end", &[("ending", "accommodated")]).await;
    assert!(!delegate.has("form[action$='/end']").await, "it has ended");
    delegate.go(&hall.at(&format!("/text/{provision}"))).await;
    assert!(
        delegate
            .says("#objections")
            .await
            .contains("The next revision will say so.")
    );
}

async fn a_delegate_breaks_a_silence_and_lifts_the_break(hall: &Hall, script: Script) {
    let call = silence(hall);
    let delegate = hall.person(ISLAND, script).await;
    delegate.go(&call).await;
    let provision = delegate.attribute("input[name='provision']", "value").await;
    let provision = provision.expect("a silence is about provisions");
    let said = [
        ("provision", provision.as_str()),
        ("reason", REASON),
        ("remedy", REMEDY),
    ];
    delegate.send("/break", &said).await;
    assert!(delegate.says("#breaks").await.contains(REASON));

    delegate.send("/lift", &[("ending", "withdrawn")]).await;
    assert!(!delegate.has("form[action$='/lift']").await);
    assert!(
        delegate.has("form[action$='/break']").await,
        "silence again"
    );
}

async fn an_unbroken_silence_is_struck_and_its_provisions_are_agreed(hall: &Hall, script: Script) {
    let call = silence(hall);
    let reader = hall.stranger(script).await;
    reader.go(&call).await;
    assert!(!reader.has("#outcome").await);
    hall.let_pass(4 * 24 * 60).await;
    match script {
        Script::On => {
            let struck = async |it: &comity_journeys::Browser| it.has("#outcome").await;
            reader.until("the outcome is shown", struck).await;
        }
        Script::Off => reader.reload().await,
    }
    let agreed = reader.links("#outcome a[href*='/text/']").await;
    let provision = agreed.first().expect("something was agreed");
    let published = hall.desk().read();
    let standing = text(&published.state).expect("there is a text");
    let id = provision.rsplit('/').next().unwrap_or_default();
    let known = standing.provisions.iter().find(|it| it.id.as_str() == id);
    let status = known.map(|it| it.status.clone());
    assert!(
        matches!(status, Some(Status::AdRef(_))),
        "{provision}: {status:?}"
    );
}

async fn what_another_does_is_seen(hall: &Hall, script: Script) {
    let provision = wanted(hall).provision;
    let page = hall.at(&format!("/text/{provision}"));
    let reader = hall.stranger(script).await;
    reader.go(&page).await;
    assert!(!reader.says("#objections").await.contains(REASON));

    let delegate = hall.person(ISLAND, Script::Off).await;
    delegate.go(&format!("{page}/object")).await;
    let before = size(hall);
    delegate
        .send("/object", &[("reason", REASON), ("remedy", REMEDY)])
        .await;
    assert_eq!(size(hall), before + 1);

    if script == Script::Off {
        reader.reload().await;
    }
    let seen = async |it: &comity_journeys::Browser| it.says("#objections").await.contains(REASON);
    reader.until("the objection is seen", seen).await;
}

/// The page of the objection of the island that is open.
fn objection(hall: &Hall) -> String {
    let published = hall.desk().read();
    let objections = published.state.objections().values();
    let own = objections.filter(|it| it.by.as_str() == ISLAND && !it.has_ended());
    let own = own.max_by_key(|it| it.entry);
    hall.at(&format!("/ledger/{}", own.expect("it has objected").id))
}

/// The page of the silence that is open.
fn silence(hall: &Hall) -> String {
    let published = hall.desk().read();
    let call = published.state.open_calls().next();
    hall.at(&format!(
        "/calls/{}",
        call.expect("the story has an open silence")
    ))
}
