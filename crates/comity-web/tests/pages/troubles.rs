//! Pages of problems: each is a page of the site in the language of the person, with an id that can
//! be asked about.

use axum::http::{Method, StatusCode, header};
use comity_testkit::visitor::Page;

use crate::world::outage_notices_at;

/// The id that a page of a problem names, or a form that was refused.
pub fn id_of(page: &Page) -> Option<String> {
    let number = page.html.split("class=\"number\">").nth(1)?;
    let number = number.split("</p>").next()?;
    let is_id = |it: &&str| it.len() == 12 && it.chars().all(|it| it.is_ascii_hexdigit());
    let mut parts = number.split(|it: char| !it.is_ascii_alphanumeric());
    parts.find(|it| is_id(it)).map(str::to_owned)
}

#[tokio::test]
async fn an_address_that_is_no_text_leads_to_a_page_as_every_other_does() {
    let world = outage_notices_at("2031-04-03T00:00:00Z").await;
    for path in [
        "/n/%ff",
        "/n/outage-notices/text/%c3%28",
        "/nowhere",
        "/n/none",
    ] {
        let page = world.stranger().reading("ar").get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}: {}", page.html);
        assert!(
            page.html.contains("<html lang=\"ar\" dir=\"rtl\""),
            "{path}"
        );
        assert!(id_of(&page).is_some(), "{path}: {}", page.html);
        let policy = page.headers.get(header::CONTENT_SECURITY_POLICY);
        assert!(policy.is_some(), "{path}");
    }
    let body = Some(String::new());
    let mut stranger = world.stranger();
    let page = stranger.ask(Method::POST, "/sign-in/%ff", body).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(id_of(&page).is_some());
}

#[tokio::test]
async fn a_refused_form_has_an_id_of_its_own() {
    let world = outage_notices_at("2031-04-08T12:00:00Z").await;
    let mut kesh = world.head_of("kesh").await;
    let form = kesh.get("/n/outage-notices/text/p12/object").await;
    let said = [("reason", ""), ("remedy", "A text that would do.")];
    let first = kesh.send(&form, &form.path, &said).await;
    assert_eq!(first.status, StatusCode::CONFLICT);
    let again = kesh.send(&form, &form.path, &said).await;
    let ids = (id_of(&first), id_of(&again));
    assert!(ids.0.is_some() && ids.0 != ids.1, "{ids:?}");
}
