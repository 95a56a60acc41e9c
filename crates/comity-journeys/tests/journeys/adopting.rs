//! To the end: the chair brings the demonstration to an adopted text, and eight people in eight
//! browsers do so together.

use comity_app::views::in_protocol_order;
use comity_journeys::chairing::{
    SILENCE_MINUTES, adopt, answer_everybody, table_the_next_revision,
};
use comity_journeys::{Hall, Script};

use crate::story::{ISLAND, text_entry, wanted};

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
