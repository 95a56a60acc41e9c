//! What the chair does to bring the demonstration to an adopted text, in a browser alone.
//!
//! Start at [`to_the_end`].

use comity_procedure::act::Subject;
use comity_procedure::modalities::Stage;
use comity_procedure::state::ObjectionState;

use crate::browser::{Browser, Script};
use crate::hall::Hall;

/// A little more than the longest silence of the rules, in minutes.
pub const SILENCE_MINUTES: i64 = 4 * 24 * 60;

const ANSWER: &str = "The next revision takes this up.";

/// The chair waits for the silence that is open, and brings the text to its adoption.
///
/// # Panics
/// When something stands in the way that the story has not.
pub async fn to_the_end(hall: &Hall) {
    let chair = hall.person("chair", Script::On).await;
    hall.let_pass(SILENCE_MINUTES).await;
    answer_everybody(hall, &chair).await;
    table_the_next_revision(hall, &chair).await;
    adopt(hall, &chair).await;
}

/// The chair answers every objection that nobody has answered.
///
/// # Panics
/// When there is none.
pub async fn answer_everybody(hall: &Hall, chair: &Browser) {
    let published = hall.desk().read();
    let open = published.state.objections().values();
    let open = open.filter(|it| it.state == ObjectionState::Open);
    let ids: Vec<String> = open.map(|it| it.id.to_string()).collect();
    assert!(!ids.is_empty(), "the story has objections");
    for id in ids {
        chair.go(&hall.at(&format!("/ledger/{id}"))).await;
        chair.send("/answer", &[("answer", ANSWER)]).await;
    }
}

/// The chair tables a revision that changes every provision to which somebody objects; whoever
/// then still objects, to words that nobody wants to change, steps in and ends it.
///
/// # Panics
/// When the rules do not take the revision.
pub async fn table_the_next_revision(hall: &Hall, chair: &Browser) {
    chair.go(&hall.at("/chair/revision")).await;
    for (provision, _) in objections(hall) {
        let link = hall.at(&format!("/text/{provision}"));
        let choice = format!("fieldset:has(a[href='{link}']) input[name='change']");
        if chair.has(&choice).await {
            chair.touch(&choice).await;
        }
    }
    chair.send_to("/chair/revision", &[], "look").await;
    let before = hall.size();
    let reason = [("reason", "It answers what was objected to.")];
    chair.send_to("/chair/revision", &reason, "table").await;
    assert!(hall.size() > before, "{}", chair.says("main").await);
    for (objection, by) in in_the_way(hall) {
        let delegate = hall.person(&by, chair.script).await;
        delegate.go(&hall.at(&format!("/ledger/{objection}"))).await;
        delegate.send("/end", &[("ending", "withdrawn")]).await;
    }
}

/// The provisions to which somebody objects, and who.
fn objections(hall: &Hall) -> Vec<(String, String)> {
    let published = hall.desk().read();
    let standing = published.state.objections().values();
    let standing = standing.filter(|it| !it.has_ended());
    let about = standing.filter_map(|it| match &it.subject {
        Subject::Provision(provision) => Some((provision.to_string(), it.by.to_string())),
        Subject::Proposal(_) => None,
    });
    about.collect()
}

/// The objections that still stand in the way, and whose they are.
fn in_the_way(hall: &Hall) -> Vec<(String, String)> {
    let published = hall.desk().read();
    let state = &published.state;
    let provisions = state.provisions().keys();
    let blocked = provisions.flat_map(|it| state.in_the_way(it));
    let whose = blocked.filter_map(|id| {
        let objection = state.objections().get(&id)?;
        Some((id.to_string(), objection.by.to_string()))
    });
    whose.collect()
}

/// The chair opens the last stage, asks for silence on the whole text, and adopts it.
///
/// # Panics
/// When something still stands in the way.
pub async fn adopt(hall: &Hall, chair: &Browser) {
    chair.go(&hall.at("/chair")).await;
    chair.send("/chair/stage", &[]).await;
    assert_eq!(hall.desk().read().state.stage(), Stage::Finalisation);
    chair.go(&hall.at("/calls/open")).await;
    let said = [("kind", "silence"), ("hours", "72"), ("what", "adoption")];
    chair.send("/calls/open", &said).await;
    assert!(
        hall.desk().read().state.open_calls().next().is_some(),
        "{}",
        chair.says("main").await
    );
    hall.let_pass(SILENCE_MINUTES).await;
    chair.go(&hall.at("/chair")).await;
    chair.send("/chair/adopt", &[]).await;
    assert!(
        hall.desk().read().state.ending().is_some(),
        "{}",
        chair.says("main").await
    );
}
