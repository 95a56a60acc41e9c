//! Every route in every role: who comes in is written down, so that a new route without a rule,
//! or with another one than was thought, is seen.

use axum::http::{Method, StatusCode};
use comity_testkit::visitor::Visitor;
use comity_web::routes::ROUTES;

use crate::world::outage_notices_at;

/// A path of the table with its parts filled in.
fn filled(path: &str) -> String {
    path.replace("{negotiation}", "outage-notices")
        .split('/')
        .map(|part| if part.starts_with('{') { "none" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

/// How a door answers: in, or why not. What the page then says is for the tests of pages.
async fn door(visitor: &mut Visitor, method: &Method, path: &str) -> &'static str {
    let body = (*method == Method::POST).then(String::new);
    let page = visitor.ask(method.clone(), path, body).await;
    match page.status {
        StatusCode::UNAUTHORIZED => "sign in",
        StatusCode::FORBIDDEN if page.html.contains("data-door=\"closed\"") => "no",
        _ => "in",
    }
}

#[tokio::test]
async fn every_route_has_its_rule_in_every_role() {
    let world = outage_notices_at("2031-04-03T00:00:00Z").await;
    let mut roles = vec![
        ("public", world.stranger()),
        ("chair", world.chair().await),
        ("secretariat", world.secretariat().await),
        ("delegation", world.head_of("tavar").await),
        ("observer", world.head_of("southern-group").await),
        ("organisation", world.head_of("reef-league").await),
    ];
    let mut table = String::new();
    for route in ROUTES {
        let path = filled(route.path);
        table.push_str(&format!("{} {}\n   ", route.method, route.path));
        for (name, visitor) in &mut roles {
            let answer = door(visitor, &route.method, &path).await;
            table.push_str(&format!(" {name}: {answer};"));
        }
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}
