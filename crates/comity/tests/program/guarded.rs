//! What a site for real people answers, and what those who run it read of its problems.

use axum::http::{Method, StatusCode};
use comity_testkit::visitor::Page;
use comity_web::routes::ROUTES;

use crate::desk::{Desk, NEW};
use crate::served::Served;

/// The id that a page of a problem names, or a form that was refused.
fn id_of(page: &Page) -> String {
    let number = page.html.split("class=\"number\">").nth(1);
    let number = number.unwrap_or_else(|| panic!("no id: {}", page.text()));
    let mut words = number.split(|it: char| !it.is_ascii_alphanumeric());
    let is_id = |it: &&str| it.len() == 12 && it.chars().all(|it| it.is_ascii_hexdigit());
    words.find(is_id).unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_steps_into_a_role_on_a_site_for_real_people() {
    let desk = Desk::empty();
    desk.done(&NEW);
    let served = Served::start(&desk, &[]);
    let mut visitor = served.visitor();
    for path in ["/step", "/step/", "/step/chair", "/step?role=chair"] {
        let page = visitor.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        let page = visitor.post(path, &[("role", "chair")]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    // Every door of the table is there, and what it says of a stranger is no fault.
    // A stream has no end to wait for.
    for route in ROUTES.iter().filter(|it| !it.path.ends_with("/events")) {
        let parts = route.path.split('/').map(|part| match part {
            "{negotiation}" => "wells",
            part if part.starts_with('{') => "none",
            part => part,
        });
        let path = parts.collect::<Vec<_>>().join("/");
        let body = (route.method == Method::POST).then(String::new);
        let page = visitor.ask(route.method.clone(), &path, body).await;
        assert!(!page.status.is_server_error(), "{path}: {}", page.text());
        let is_fixed = !path.contains("none");
        if is_fixed && route.method == Method::POST {
            assert_ne!(page.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_id_that_a_person_names_stands_in_the_log() {
    let desk = Desk::empty();
    let opened = desk.comity(&NEW);
    assert_eq!(opened.code, Some(0), "{}", opened.err);
    let served = Served::start(&desk, &[]);
    let page = served.visitor().get("/n/%ff").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let said = served.hear(&id_of(&page));
    assert!(said.contains("/n/%ff"), "{said}");
    // A form that was refused, with the rule that refused it and nothing that was typed.
    let (mut office, _) = served.come_in(&opened.err).await;
    let path = "/n/wells/delegations/accredit";
    let form = office.get(path).await;
    let fields = [("name", ""), ("id", "secret-name")];
    let refused = office.send(&form, path, &fields).await;
    assert!(refused.status.is_client_error(), "{}", refused.text());
    let said = served.hear(&id_of(&refused));
    assert!(!said.contains("secret-name"), "{said}");
    // A link opens a door: it never stands in the log.
    let page = served.visitor().get("/sign-in/once-and-over").await;
    assert!(page.status.is_client_error());
    let said = served.hear(&id_of(&page));
    assert!(!said.contains("once-and-over"), "{said}");
}
