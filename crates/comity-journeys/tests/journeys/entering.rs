//! Coming in: from the front page to a seat, by a role of the demonstration or by mail.

use comity_journeys::{Browser, Hall, Script};

use crate::story::ISLAND;

journeys! {
    a_newcomer_becomes_a_delegate_of_a_small_state_and_reads_in_arabic
    somebody_signs_in_by_mail_through_the_outbox
    whoever_signs_out_is_a_stranger_again
}

async fn a_newcomer_becomes_a_delegate_of_a_small_state_and_reads_in_arabic(
    hall: &Hall,
    script: Script,
) {
    let newcomer = hall.stranger(script).await;
    newcomer.go("/").await;
    newcomer
        .click(&format!("main a[href^='{}']", hall.at("")))
        .await;
    assert_eq!(newcomer.path().await, hall.at(""));

    newcomer.step_into(ISLAND).await;
    assert!(newcomer.says(".acts-for").await.contains("Loa"));

    newcomer.click("nav.languages a[lang='ar']").await;
    let direction = newcomer.attribute("html", "dir").await;
    assert_eq!(direction.as_deref(), Some("rtl"));

    newcomer
        .click(&format!("nav a[href='{}']", hall.at("/text")))
        .await;
    let direction = newcomer.attribute("html", "dir").await;
    assert_eq!(direction.as_deref(), Some("rtl"), "the choice is kept");
    assert!(
        newcomer.has("#provisions [lang='ar']").await,
        "the text is there in Arabic"
    );
}

async fn somebody_signs_in_by_mail_through_the_outbox(hall: &Hall, script: Script) {
    let person = hall.stranger(script).await;
    person.go("/sign-in").await;
    person
        .send("/sign-in", &[("mail", "loa@comity-demo.example")])
        .await;
    person.go("/outbox").await;
    person.click("main a[href^='/sign-in/']").await;
    assert!(
        !is_in(&person).await,
        "to look at a letter is not to use it"
    );
    person.click("main form button").await;
    assert!(is_in(&person).await);

    // The link has been used: it lets nobody else in.
    let other = hall.stranger(script).await;
    other.go("/outbox").await;
    other.click("main a[href^='/sign-in/']").await;
    if other.has("main form button").await {
        other.click("main form button").await;
    }
    assert!(!is_in(&other).await);
}

async fn whoever_signs_out_is_a_stranger_again(hall: &Hall, script: Script) {
    let person = hall.person(ISLAND, script).await;
    person.send("/sign-out", &[]).await;
    assert!(!is_in(&person).await);
    person.go("/settings").await;
    assert!(
        person.has("a[href^='/sign-in']").await,
        "the page says where to come in"
    );
}

async fn is_in(person: &Browser) -> bool {
    person.has("form[action='/sign-out']").await
}
