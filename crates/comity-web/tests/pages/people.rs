//! Coming in by mail, settings, the outbox, and leaving: as somebody does it page by page.

use axum::http::StatusCode;
use comity_app::ports::{Accounts, Letter, MailAddress, Preferences};
use comity_testkit::visitor::{Page, Visitor};
use comity_web::LANGUAGES;

use crate::world::{World, outage_notices_at};

const MAIL: &str = "tavar@comity.example";

async fn world() -> World {
    outage_notices_at("2031-04-03T00:00:00Z").await
}

/// The letters of an address, the latest first.
pub async fn letters(world: &World, to: &str) -> Vec<Letter> {
    let mut all = world.accounts.letters(500).await.unwrap();
    all.retain(|it| it.to.as_str() == to);
    all
}

/// The path of the link in a letter.
pub fn link(letter: &Letter) -> String {
    let mut lines = letter.text.lines();
    let line = lines.find_map(|it| it.strip_prefix("https://comity.example"));
    line.unwrap_or_else(|| panic!("no link: {}", letter.text))
        .to_owned()
}

/// Asks for a link; the page that answers.
async fn ask(visitor: &mut Visitor, mail: &str, to: &str) -> Page {
    let page = visitor.get(&format!("/sign-in?to={to}")).await;
    visitor.send(&page, "/sign-in", &[("mail", mail)]).await
}

/// Asks for a link, opens it and presses the button; where that leads.
async fn sign_in(world: &World, visitor: &mut Visitor, to: &str) -> Page {
    ask(visitor, MAIL, to).await;
    let link = link(&letters(world, MAIL).await[0]);
    let page = visitor.get(&link).await;
    let action = page.forms().pop().expect("a button").action;
    visitor.send(&page, &action, &[]).await
}

fn says(page: &Page, words: &str) {
    assert!(page.text().contains(words), "{words}\n{}", page.text());
}

#[tokio::test]
async fn a_link_in_a_letter_signs_in_once_and_leads_back() {
    let world = world().await;
    world.head_of("tavar").await;
    let mut visitor = world.stranger();
    let asked = ask(&mut visitor, " Tavar@Comity.example ", "/n/outage-notices").await;
    assert_eq!(asked.status, StatusCode::OK);
    let link = link(&letters(&world, MAIL).await[0]);
    // A scanner of mail looks at the link, and again: it is as good as before.
    for _ in 0..3 {
        let looked = world.stranger().get(&link).await;
        assert_eq!(looked.status, StatusCode::OK);
    }
    let page = visitor.get(&link).await;
    assert_eq!(page.headers["cache-control"], "no-store");
    let action = page.forms().pop().unwrap().action;
    let there = visitor.send(&page, &action, &[]).await;
    assert_eq!(there.path, "/n/outage-notices");
    says(&there, "You act for Tavar");
    // The link is used up, for reading and for pressing.
    let over = world.stranger().get(&link).await;
    assert_eq!(over.status, StatusCode::GONE);
    let over = world.stranger().send(&page, &action, &[]).await;
    assert_eq!(over.status, StatusCode::GONE);
    says(&over, "This link no longer works");
}

#[tokio::test]
async fn the_answer_never_tells_whether_there_is_an_account() {
    let world = world().await;
    world.head_of("tavar").await;
    let known = ask(&mut world.stranger(), MAIL, "/").await;
    let unknown = ask(&mut world.stranger(), "nobody@comity.example", "/").await;
    assert_eq!(known.status, unknown.status);
    let neutral = |page: &Page, mail: &str| page.html.replace(mail, "MAIL");
    let known = neutral(&known, MAIL);
    assert_eq!(known, neutral(&unknown, "nobody@comity.example"));
    assert_eq!(letters(&world, "nobody@comity.example").await, []);
}

#[tokio::test]
async fn links_are_good_for_a_quarter_of_an_hour() {
    let world = world().await;
    world.head_of("tavar").await;
    ask(&mut world.stranger(), MAIL, "/").await;
    let link = link(&letters(&world, MAIL).await[0]);
    world.pass(15 * 60 * 1_000 - 1);
    assert_eq!(world.stranger().get(&link).await.status, StatusCode::OK);
    world.pass(1);
    assert_eq!(world.stranger().get(&link).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn what_is_no_token_is_answered_as_one_that_is_over_and_soon_not_at_all() {
    let world = world().await;
    let mut visitor = world.stranger();
    let guesses = [
        "x",
        "..%2Fsettings",
        "AAAA",
        &"A".repeat(43),
        &"A".repeat(9_000),
    ];
    for guess in guesses {
        let page = visitor.get(&format!("/sign-in/{guess}")).await;
        assert_eq!(page.status, StatusCode::GONE, "{guess}");
    }
    let mut status = StatusCode::GONE;
    for _ in 0..100 {
        let page = visitor.get(&format!("/sign-in/{}", "B".repeat(43))).await;
        status = page.status;
    }
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn nobody_is_led_elsewhere() {
    let world = world().await;
    world.head_of("tavar").await;
    let foreign = [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/%5Celsewhere.example",
        "javascript:alert(1)",
        "/%0D%0ASet-Cookie:a=b",
    ];
    for to in foreign {
        let mut visitor = world.stranger();
        let there = sign_in(&world, &mut visitor, to).await;
        assert_eq!(there.path, "/", "{to}");
        assert!(!there.html.contains("elsewhere.example"), "{to}");
        world.pass(300_000);
    }
    // Neither by a form that was changed on the way.
    let mut visitor = world.stranger();
    ask(&mut visitor, MAIL, "/").await;
    let page = visitor.get(&link(&letters(&world, MAIL).await[0])).await;
    let action = page.forms().pop().unwrap().action;
    let to = [("to", "//elsewhere.example")];
    assert_eq!(visitor.send(&page, &action, &to).await.path, "/");
}

#[tokio::test]
async fn an_address_that_would_break_a_header_is_none() {
    let world = world().await;
    let bad = [
        "tavar@comity.example\r\nBcc: all@comity.example",
        "tavar@comity.example, all@comity.example",
        "\"a b\"@comity.example",
        "tavar",
        "<script>alert(1)</script>@x",
        "",
    ];
    for mail in bad {
        let page = ask(&mut world.stranger(), mail, "/").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{mail}");
        says(&page, "This is no address of mail");
        assert!(!page.html.contains("<script>alert"));
    }
    assert_eq!(world.accounts.letters(10).await.unwrap(), []);
}

#[tokio::test]
async fn letters_to_one_address_have_a_limit_wherever_they_are_asked_for() {
    let world = world().await;
    world.head_of("tavar").await;
    for number in 0..3 {
        let address = format!("192.0.2.{number}:80").parse().unwrap();
        let mut visitor = world.stranger().from_address(address);
        assert_eq!(ask(&mut visitor, MAIL, "/").await.status, StatusCode::OK);
    }
    let mut visitor = world
        .stranger()
        .from_address("192.0.2.9:80".parse().unwrap());
    let page = ask(&mut visitor, MAIL, "/").await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    says(&page, "Try again in 300 seconds");
    assert_eq!(letters(&world, MAIL).await.len(), 3);
    // The same for an address without an account: nothing is told.
    let mut status = StatusCode::OK;
    for _ in 0..4 {
        status = ask(&mut visitor, "nobody@comity.example", "/").await.status;
    }
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn one_address_of_the_network_asks_for_so_many_letters() {
    let world = world().await;
    let mut visitor = world
        .stranger()
        .from_address("192.0.2.9:80".parse().unwrap());
    let mut asked = 0;
    while ask(&mut visitor, &format!("p{asked}@comity.example"), "/")
        .await
        .status
        == StatusCode::OK
    {
        asked += 1;
    }
    assert_eq!(asked, 30);
    // The header of a proxy is believed only where one is trusted.
    let mut lying = visitor
        .clone()
        .with_header("x-forwarded-for", "198.51.100.7");
    let page = ask(&mut lying, "q@comity.example", "/").await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    let behind = world.behind_a_proxy();
    let from = |address: &str| {
        let visitor = behind
            .stranger()
            .from_address("10.0.0.1:80".parse().unwrap());
        visitor.with_header("x-forwarded-for", address)
    };
    // Only the last address was written by the proxy.
    let mut first = from("203.0.113.1, 198.51.100.7");
    let mut asked = 0;
    while ask(&mut first, &format!("r{asked}@comity.example"), "/")
        .await
        .status
        == StatusCode::OK
    {
        asked += 1;
    }
    assert_eq!(asked, 30);
    let page = ask(
        &mut from("203.0.113.2, 198.51.100.7"),
        "s@comity.example",
        "/",
    )
    .await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    let page = ask(&mut from("198.51.100.8"), "s@comity.example", "/").await;
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn letters_are_written_in_the_language_of_who_gets_them() {
    let world = world().await;
    world.head_of("tavar").await;
    let account = MailAddress::new(MAIL).unwrap();
    let account = world.accounts.account_of(&account).await.unwrap().unwrap();
    for words in LANGUAGES.iter() {
        let preferences = Preferences {
            language: Some(words.tag.to_owned()),
            time_zone: Some("Asia/Riyadh".to_owned()),
        };
        world
            .accounts
            .prefer(account.id, preferences)
            .await
            .unwrap();
        ask(&mut world.stranger(), MAIL, "/n/outage-notices").await;
        let letter = &letters(&world, MAIL).await[0];
        let written = format!("{}\n\n{}", letter.subject, letter.text);
        let hidden = written.replace(&link(letter), "/sign-in/TOKEN");
        insta::assert_snapshot!(format!("letter_sign_in_{}", words.tag), hidden);
        world.pass(300_000);
    }
}

#[tokio::test]
async fn the_outbox_shows_letters_with_links_that_work() {
    let world = world().await;
    world.head_of("tavar").await;
    let mut visitor = world.stranger();
    ask(&mut visitor, MAIL, "/n/outage-notices").await;
    let outbox = visitor.get("/outbox").await;
    says(&outbox, "tavar@comity.example");
    let link = link(&letters(&world, MAIL).await[0]);
    assert!(
        outbox.html.contains(&format!("href=\"{link}\"")),
        "{}",
        outbox.html
    );
    assert_eq!(outbox.headers["cache-control"], "no-store");
    assert_eq!(visitor.get(&link).await.status, StatusCode::OK);
    // Where letters are delivered nobody sees them.
    let delivering = world.behind_a_proxy();
    let page = delivering.stranger().get("/outbox").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn settings_change_how_pages_are_written() {
    let world = world().await;
    let mut tavar = world.head_of("tavar").await;
    let settings = tavar.get("/settings").await;
    says(&settings, "head of delegation, Tavar");
    let said = [("language", "ar"), ("zone", "Pacific/Apia")];
    let kept = tavar.send(&settings, "/settings", &said).await;
    assert!(kept.html.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(
        kept.html
            .contains("<option lang=\"en\" selected>Pacific/Apia"),
        "{}",
        kept.html
    );
    says(&kept, "Pacific/Apia)");
    // The parts of the world are in the language of the page; what stands in them are spellings of
    // the database.
    assert!(kept.html.contains("<optgroup label=\"أفريقيا\">"));
    assert!(!kept.html.contains("<optgroup label=\"Africa\">"));
    for said in [
        ("language", "xx"),
        ("zone", "Nowhere/Atlantis"),
        ("zone", "../../etc"),
    ] {
        let page = tavar.send(&settings, "/settings", &[said]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{said:?}");
    }
    let settings = tavar.get("/settings").await;
    let without_zones = |page: &Page| {
        let main = page.main().to_owned();
        let (before, rest) = main.split_once("<optgroup").unwrap();
        let (_, after) = rest.rsplit_once("</optgroup>").unwrap();
        let token = page.form("/settings").unwrap().fields[0].1.clone();
        format!("{before}…{after}").replace(&token, "FORM-TOKEN")
    };
    insta::assert_snapshot!("settings_ar", without_zones(&settings));
    let english = tavar.get("/settings?lang=en").await;
    insta::assert_snapshot!("settings_en", without_zones(&english));
}

#[tokio::test]
async fn an_account_is_erased_and_the_record_stays() {
    let world = world().await;
    let mut tavar = world.head_of("tavar").await;
    let mut elsewhere = world.head_of("tavar").await;
    let of_tavar = "/n/outage-notices/delegations/tavar";
    let before = world.stranger().get(of_tavar).await;
    let settings = tavar.get("/settings").await;
    let wrong = [("mail", "loa@comity.example")];
    let page = tavar.send(&settings, "/settings/erase", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&page, "Nothing was erased");
    assert!(
        page.html.contains("value=\"loa@comity.example\""),
        "what was typed stays"
    );
    let page = tavar
        .send(&settings, "/settings/erase", &[("mail", MAIL)])
        .await;
    says(&page, "Your account is erased");
    for visitor in [&mut tavar, &mut elsewhere] {
        assert_eq!(
            visitor.get("/settings").await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    let mail = MailAddress::new(MAIL).unwrap();
    assert_eq!(world.accounts.account_of(&mail).await.unwrap(), None);
    let after = tavar.get(of_tavar).await;
    assert_eq!(
        before.main(),
        after.main(),
        "its delegation did what it did"
    );
    ask(&mut tavar, MAIL, "/").await;
    assert_eq!(letters(&world, MAIL).await, []);
}

#[tokio::test]
async fn pages_of_the_door_in_both_languages() {
    let world = world().await;
    world.head_of("tavar").await;
    for language in ["en", "ar"] {
        let mut visitor = world.stranger().reading(language);
        let page = visitor.get("/sign-in?to=/n/outage-notices").await;
        insta::assert_snapshot!(format!("sign_in_{language}"), page.main());
        let page = ask(&mut visitor, MAIL, "/n/outage-notices").await;
        insta::assert_snapshot!(format!("sign_in_asked_{language}"), page.main());
        let link = link(&letters(&world, MAIL).await[0]);
        let page = visitor.get(&link).await;
        let action = page.forms().pop().unwrap().action;
        let main = page.main().replace(&action, "/sign-in/TOKEN");
        insta::assert_snapshot!(format!("sign_in_link_{language}"), main);
    }
}
