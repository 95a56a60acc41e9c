//! To the end: the chair brings the demonstration to an adopted text, and eight people in eight
//! browsers do so together.

use comity_app::views::in_protocol_order;
use comity_journeys::{Browser, Hall, Script};
use comity_procedure::act::Subject;
use comity_procedure::modalities::Stage;
use comity_procedure::state::ObjectionState;

use crate::story::{ISLAND, size, text_entry, wanted};

/// A little more than the longest silence of the rules, in minutes.
const SILENCE_MINUTES: i64 = 4 * 24 * 60;

const ANSWER: &str = "The next revision takes this up.";

journeys! {
    the_chair_brings_the_demonstration_to_an_adopted_text
    eight_people_in_eight_browsers_come_to_an_adopted_text
}

async fn the_chair_brings_the_demonstration_to_an_adopted_text(hall: &Hall, script: Script) {
    let chair = hall.person("chair", script).await;
    hall.let_pass(SILENCE_MINUTES).await;
    answer_everybody(hall, &chair).await;
    table_the_next_revision(hall, &chair).await;
    adopt(hall, &chair).await;
    let reader = hall.stranger(script).await;
    reader.go(&hall.at("/adopted")).await;
    assert!(reader.has("main h1").await);
}

async fn eight_people_in_eight_browsers_come_to_an_adopted_text(hall: &Hall, script: Script) {
    let chair = hall.person("chair", script).await;
    let secretariat = hall.person("secretariat", script).await;
    let others = delegations(hall);
    let mut delegates = vec![hall.person(ISLAND, script).await];
    for other in &others[..5] {
        delegates.push(hall.person(other, script).await);
    }
    let [island, writer, joiner, objector, speaker, giver] = &delegates[..] else {
        panic!("there are six");
    };
    let provision = wanted(hall).provision;
    let page = hall.at(&format!("/text/{provision}"));

    writer.go(&format!("{page}/propose")).await;
    let said = [
        (
            "words-0",
            "Whoever can repair a cable tells its neighbours before it is asked.",
        ),
        ("rationale", "It is plainer."),
    ];
    writer.send_to("/propose", &said, "table").await;
    let proposal = writer.path().await;
    let proposal = proposal.split(['#', '?']).next().unwrap_or_default();
    joiner.go(proposal).await;
    joiner.send("/join", &[]).await;
    speaker.go(&format!("{proposal}/position")).await;
    speaker.send("/position", &[("stance", "support")]).await;
    objector.go(&format!("{page}/object")).await;
    let said = [
        ("reason", "Neighbours have to know whom to ask."),
        ("remedy", "A point of contact is named."),
    ];
    objector.send("/object", &said).await;

    giver.go(&hall.at("/contributions/send")).await;
    let said = [
        ("title", "One cable"),
        ("words", "Neighbours should be told first."),
    ];
    giver.send_to("/send", &said, "send").await;
    let given = giver.path().await;
    secretariat
        .go(given.split('#').next().unwrap_or_default())
        .await;
    secretariat.click("main a[href$='/dispose']").await;
    let text = text_entry(hall);
    let said = [
        ("disposition", "noted"),
        ("reason", "A proposal says so."),
        ("entry", text.as_str()),
    ];
    secretariat.send_to("/dispose", &said, "next").await;

    island.go(&page).await;
    hall.let_pass(SILENCE_MINUTES).await;
    answer_everybody(hall, &chair).await;
    table_the_next_revision(hall, &chair).await;
    adopt(hall, &chair).await;
    for person in delegates.iter().chain([&secretariat]) {
        person.go(&hall.at("")).await;
        assert!(
            person
                .has(&format!("main a[href='{}']", hall.at("/adopted")))
                .await
        );
    }
}

/// Other delegations that may propose, in the order of the protocol.
fn delegations(hall: &Hall) -> Vec<String> {
    let published = hall.desk().read();
    let parties = in_protocol_order(&published.state);
    let may = |it: &str| {
        let caller = comity_app::Caller::Party {
            delegation: comity_procedure::ids::DelegationId::new(it).expect("an id"),
            delegate: None,
        };
        caller.may_now(&published.state, comity_procedure::act::ActKind::Propose)
    };
    let ids = parties.iter().map(|it| it.id.to_string());
    ids.filter(|it| it != ISLAND && may(it)).collect()
}

/// The chair answers every objection that nobody has answered.
async fn answer_everybody(hall: &Hall, chair: &Browser) {
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
async fn table_the_next_revision(hall: &Hall, chair: &Browser) {
    chair.go(&hall.at("/chair/revision")).await;
    for (provision, _) in objections(hall) {
        let link = hall.at(&format!("/text/{provision}"));
        let choice = format!("fieldset:has(a[href='{link}']) input[name='change']");
        if chair.has(&choice).await {
            chair.touch(&choice).await;
        }
    }
    chair.send_to("/chair/revision", &[], "look").await;
    let before = size(hall);
    let reason = [("reason", "It answers what was objected to.")];
    chair.send_to("/chair/revision", &reason, "table").await;
    assert!(size(hall) > before, "{}", chair.says("main").await);
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
async fn adopt(hall: &Hall, chair: &Browser) {
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
