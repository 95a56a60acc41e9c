//! Names and titles that would turn the line, hide in it, or break out of the sentence that they
//! stand in: shown in whole pages, and obeyed in none. What is withheld is said in the language of
//! the page.

use axum::http::{Method, StatusCode, header};
use comity_testkit::visitor::{Page, Visitor};
use comity_web::routes::ROUTES;

use crate::world::{World, outage_notices_at, scripted};

/// Ends the isolation that it stands in, and turns the rest of the line.
const TURNS: &str = "\\u2069\\u202e";

const DRAFT: &str = "# A trial\n\n1. States should act.\n\n2. States should \u{202e}report.\n";

/// Who does what and when, with a mark where the name turns.
const LINES: &[(&str, &str, &str)] = &[
    (
        "01T09",
        "secretariat",
        r#"{"open":{"title":"The TURNStrial","preset":"consensus","change":{"languages":["en","ar"],"accreditation":"open"}}}"#,
    ),
    (
        "01T10",
        "secretariat",
        r#"{"act":{"accredit":{"delegation":"tavar","name":"TavarTURNS","constituency":"government","region":"africa","standing":"delegation"}}}"#,
    ),
    (
        "01T10",
        "secretariat",
        r#"{"act":{"accredit":{"delegation":"meridia","name":"TURNSMeridia","constituency":"government","region":"africa","standing":"delegation"}}}"#,
    ),
    (
        "01T10",
        "secretariat",
        r#"{"act":{"accredit":{"delegation":"reef","name":"ReefTURNS","constituency":"civil-society","region":"africa","standing":{"through":"meridia"}}}}"#,
    ),
    (
        "01T11",
        "chair",
        r#"{"act":{"open-stage":{"stage":"inputs"}}}"#,
    ),
    (
        "01T11",
        "meridia",
        r#"{"act":{"form-coalition":{"coalition":"friends","name":"FriendsTURNS"}}}"#,
    ),
    (
        "01T11",
        "tavar",
        r#"{"act":{"join-coalition":{"coalition":"friends"}}}"#,
    ),
    (
        "01T11",
        "tavar",
        r#"{"act":{"contribute":{"contribution":"tavar-c1","language":"en","title":"A titleTURNS","passages":[{"words":"Words.TURNS"}]}}}"#,
    ),
    (
        "01T12",
        "chair",
        r#"{"act":{"open-stage":{"stage":"drafting"}}}"#,
    ),
    (
        "01T13",
        "secretariat",
        r#"{"table":{"document":"draft.md"}}"#,
    ),
    (
        "01T14",
        "chair",
        r#"{"act":{"open-stage":{"stage":"readings"}}}"#,
    ),
    (
        "02T09",
        "tavar",
        r#"{"propose":{"proposal":"tavar-1","rationale":"WhyTURNS","edits":[{"provision":"p2","text":"1. States shall TURNSact."}]}}"#,
    ),
    (
        "02T10",
        "meridia",
        r#"{"propose":{"proposal":"meridia-1","rationale":"WhyTURNS","edits":[{"provision":"p2","text":"1. States must TURNSact."}]}}"#,
    ),
    (
        "02T11",
        "meridia",
        r#"{"act":{"object":{"objection":"meridia-o1","subject":{"proposal":"tavar-1"},"reason":"NoTURNS","remedy":"OtherTURNS"}}}"#,
    ),
    (
        "02T12",
        "chair",
        r#"{"act":{"open-call":{"call":"call-1","kind":"explicit","question":{"provisions":[{"provision":"p3"}]},"opens":"2031-01-02T12:14:00Z"}}}"#,
    ),
];

/// A negotiation in which everything that has a name has one that turns.
async fn hostile() -> World {
    let mut script = String::new();
    for (nth, (at, by, task)) in LINES.iter().enumerate() {
        let task = task.replace("TURNS", TURNS);
        let named = if nth == 0 {
            "\"negotiation\":\"trial\","
        } else {
            ""
        };
        script.push_str(&format!(
            "{{\"at\":\"2031-01-{at}:{nth:02}:00Z\",\"by\":\"{by}\",{named}\"task\":{task}}}\n"
        ));
    }
    scripted("trial", &script, &[("draft.md", DRAFT)]).await
}

/// The pages of the negotiation, with their parts filled in.
fn pages() -> Vec<String> {
    let filled = |part: &str| {
        let there = match part {
            "{negotiation}" => "trial",
            "{provision}" => "p2",
            "{proposal}" => "tavar-1",
            "{contribution}" => "tavar-c1",
            "{passage}" => "1",
            "{delegation}" => "meridia",
            "{objection}" => "meridia-o1",
            "{call}" => "call-1",
            "{revision}" => "0",
            "{language}" => "ar",
            "{entry}" => "3",
            other => other,
        };
        there.to_owned()
    };
    let is_page = |path: &str| {
        let files = [
            "{file}",
            "/bundle",
            "/events",
            "/entry",
            "/proof",
            "{token}",
            "checkpoint",
        ];
        !files.iter().any(|it| path.contains(it))
    };
    let reads = ROUTES
        .iter()
        .filter(|it| it.method == Method::GET && is_page(it.path));
    reads
        .map(|it| it.path.split('/').map(filled).collect::<Vec<_>>().join("/"))
        .collect()
}

/// Whether every isolation that is begun on a line of the source is ended, and none that was not.
fn is_balanced(html: &str) -> bool {
    let mut deep = 0_i32;
    for sign in html.chars() {
        match sign {
            '\u{2068}' => deep += 1,
            '\u{2069}' => deep -= 1,
            _ => {}
        }
        if deep < 0 {
            return false;
        }
    }
    deep == 0
}

/// A page without what stands in its boxes: that is what somebody typed, sign by sign, and a box
/// turns nothing outside of itself.
fn without_boxes(page: &Page) -> String {
    let mut parts = page.html.split("<textarea");
    let mut html = parts.next().unwrap().to_owned();
    html.extend(parts.map(|it| it.split_once("</textarea>").unwrap().1));
    let mut parts = html.split(" value=\"");
    let mut out = parts.next().unwrap().to_owned();
    out.extend(parts.map(|it| it.split_once('"').unwrap().1));
    out
}

#[track_caller]
fn obeys_nothing(page: &Page, who: &str) {
    let html = without_boxes(page);
    if let Some(at) = html.find('\u{202e}') {
        let around: String = html[..at].chars().rev().take(160).collect();
        let around: String = around.chars().rev().collect();
        panic!("{who}: {}: the line is turned after: {around}", page.path);
    }
    assert!(is_balanced(&html), "{who}: {}: {html}", page.path);
}

async fn walk(mut visitor: Visitor, who: &str) -> usize {
    let mut seen = 0;
    for path in pages() {
        let page = visitor.get(&path).await;
        assert!(
            !page.status.is_server_error(),
            "{who}: {path}: {}",
            page.text()
        );
        let kind = page.headers.get(header::CONTENT_TYPE).unwrap();
        assert!(kind.as_bytes().starts_with(b"text/html"), "{path}");
        obeys_nothing(&page, who);
        seen += usize::from(page.status == StatusCode::OK);
    }
    seen
}

#[tokio::test]
async fn no_name_turns_the_line_of_any_page_in_any_role() {
    let world = hostile().await;
    let public = walk(world.stranger(), "public").await;
    assert!(public > 20, "{public} pages");
    assert!(walk(world.chair().await, "chair").await > public);
    assert!(walk(world.secretariat().await, "secretariat").await > public);
    assert!(walk(world.head_of("tavar").await, "tavar").await > public);
    walk(world.head_of("meridia").await.reading("ar"), "meridia").await;
    walk(world.head_of("reef").await, "reef").await;
}

#[tokio::test]
async fn a_refusal_and_a_preview_obey_no_name() {
    let world = hostile().await;
    let mut tavar = world.head_of("tavar").await;
    // What is refused names who sponsors it.
    let path = "/n/trial/proposals/tavar-1/join";
    let page = tavar.get(path).await;
    obeys_nothing(&page, "tavar");
    let mut meridia = world.head_of("meridia").await;
    let editor = meridia.get("/n/trial/text/p2/propose").await;
    for button in ["preview", "table"] {
        let said = [
            ("words-0", "1. States shall \u{2069}\u{202e}act."),
            ("rationale", "Why."),
            ("do", button),
        ];
        let page = meridia.send(&editor, &editor.path, &said).await;
        obeys_nothing(&page, "meridia");
    }
    // Joined a second time: “… is a sponsor of …”, with the name.
    let (one, other) = (meridia.get(path).await, meridia.get(path).await);
    for form in [one, other] {
        let page = meridia.send(&form, path, &[]).await;
        obeys_nothing(&page, "meridia");
    }
}

#[tokio::test]
async fn what_is_withheld_is_said_in_the_language_of_the_page() {
    let world = outage_notices_at("2031-04-08T12:00:00Z").await;
    let state = world
        .negotiations
        .get(&world.id)
        .unwrap()
        .read()
        .state
        .clone();
    let has_withheld = |it: &comity_procedure::state::Contribution| {
        it.passages.iter().any(|it| it.words.text().is_none())
    };
    let mut all = state.contributions().iter();
    let (id, _) = all.find(|it| has_withheld(it.1)).expect("one is withheld");
    let path = format!("/n/outage-notices/contributions/{id}");
    let arabic = world.stranger().reading("ar").get(&path).await;
    assert!(arabic.html.contains("[محجوب]"), "{}", arabic.main());
    assert!(!arabic.html.contains("[withheld]"), "{}", arabic.main());
    let english = world.stranger().get(&path).await;
    assert!(english.html.contains("<span lang=\"en\">[withheld]</span>"));
}
