//! Everybody can use every page: in light and dark, in English and Arabic, signed in and not.

use comity_journeys::accessibility::Axe;
use comity_journeys::deeds::open;
use comity_journeys::pages::{NOT_PAGES, Page, pages};
use comity_journeys::scenes::scenes;
use comity_journeys::{Browser, Hall, Scheme, Script, journey};
use comity_web::routes::ROUTES;

/// What changes with the colours.
const OF_COLOURS: &[&str] = &["color-contrast", "link-in-text-block"];

#[test]
fn the_demonstration_fills_every_page() {
    journey(async |hall| {
        let missing = pages(hall).missing;
        assert!(missing.is_empty(), "{}", missing.join("\n"));
    });
}

#[test]
fn what_is_no_page_is_a_row_of_the_table() {
    for (path, why) in NOT_PAGES {
        let known = ROUTES.iter().any(|it| it.path == *path);
        assert!(known, "{path} ({why}) is no row of the table");
    }
}

#[test]
fn strangers_can_use_every_page() {
    journey(async |hall| {
        let Some(axe) = Axe::find() else { return };
        let all = pages(hall).shown;
        let open: Vec<&Page> = all.iter().filter(|it| it.open_to_all).collect();
        let browser = hall.stranger(Script::On).await;
        let mut wrong = Vec::new();
        for page in open {
            for language in ["en", "ar"] {
                look(&axe, &browser, (page, language), &mut wrong).await;
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

#[test]
fn everybody_can_use_what_comes_when_something_is_done_in_english() {
    check_scenes_in("en");
}

#[test]
fn everybody_can_use_what_comes_when_something_is_done_in_arabic() {
    check_scenes_in("ar");
}

#[test]
fn everybody_can_use_every_page_in_english() {
    check_in("en");
}

#[test]
fn everybody_can_use_every_page_in_arabic() {
    check_in("ar");
}

#[test]
fn every_page_fits_a_small_telephone() {
    journey(async |hall| {
        let mut wrong = Vec::new();
        let all = pages(hall).shown;
        for role in everybody(&all) {
            let browser = browser_of(hall, role).await;
            browser.size(360, 800).await;
            for page in all.iter().filter(|it| it.role == role) {
                for language in ["en", "ar"] {
                    browser.go(&format!("{}?lang={language}", page.path)).await;
                    let found = browser.sticks_out().await;
                    let line = |it| format!("{} in {language}:\n   {it}", page.path);
                    wrong.extend(found.into_iter().map(line));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

fn roles(pages: &[Page]) -> Vec<&'static str> {
    let mut roles: Vec<&str> = pages.iter().filter_map(|it| it.role).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// The roles, and nobody in particular.
fn everybody(pages: &[Page]) -> Vec<Option<&'static str>> {
    let roles = roles(pages).into_iter().map(Some);
    std::iter::once(None).chain(roles).collect()
}

async fn browser_of(hall: &Hall, role: Option<&str>) -> Browser {
    match role {
        Some(role) => hall.person(role, Script::On).await,
        None => hall.stranger(Script::On).await,
    }
}

fn check_scenes_in(language: &'static str) {
    journey(async |hall| {
        let Some(axe) = Axe::find() else { return };
        let all = scenes(hall);
        let mut wrong = Vec::new();
        for role in everybody(&all) {
            let browser = browser_of(hall, role).await;
            for page in all.iter().filter(|it| it.role == role) {
                look(&axe, &browser, (page, language), &mut wrong).await;
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

fn check_in(language: &'static str) {
    journey(async |hall| {
        let Some(axe) = Axe::find() else { return };
        let wrong = wrong_in(hall, &axe, language).await;
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

async fn wrong_in(hall: &Hall, axe: &Axe, language: &str) -> Vec<String> {
    let all = pages(hall).shown;
    let mut wrong = Vec::new();
    for role in roles(&all) {
        let browser = hall.person(role, Script::On).await;
        for page in all.iter().filter(|it| it.role == Some(role)) {
            look(axe, &browser, (page, language), &mut wrong).await;
        }
    }
    wrong
}

async fn look(axe: &Axe, browser: &Browser, on: (&Page, &str), wrong: &mut Vec<String>) {
    let (page, language) = on;
    browser.prefer(Scheme::Light).await;
    open(browser, page, language).await;
    let role = page.role.unwrap_or("nobody in particular");
    let mut say = |scheme: &str, found: Vec<String>| {
        let line = |it| {
            format!(
                "{} ({}) as {role}, {language}, {scheme}:\n   {it}",
                page.path, page.name
            )
        };
        wrong.extend(found.into_iter().map(line));
    };
    say("light", axe.look(browser).await);
    browser.prefer(Scheme::Dark).await;
    say("dark", axe.look_again(browser, OF_COLOURS).await);
}
