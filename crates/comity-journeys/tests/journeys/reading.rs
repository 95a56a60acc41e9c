//! Reading: what anybody can do without signing in.

use comity_journeys::{Script, journey};

fn check(script: Script) {
    journey(async |hall| {
        let reader = hall.stranger(script).await;
        reader.go("/").await;
        reader.click("main a[href^='/n/']").await;
        assert_eq!(reader.path().await, hall.at(""));
        reader.click("nav.languages a[lang='ar']").await;
        let direction = reader.attribute("html", "dir").await;
        assert_eq!(direction.as_deref(), Some("rtl"));
    });
}

#[test]
fn a_stranger_finds_the_negotiation_and_reads_in_arabic() {
    check(Script::On);
}

#[test]
fn a_stranger_finds_the_negotiation_and_reads_in_arabic_without_script() {
    check(Script::Off);
}
