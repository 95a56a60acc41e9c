//! A negotiation that is opened, entered by letter, acted in, and still there after the site was
//! started again: on files and on PostgreSQL.

use std::process;

use axum::http::StatusCode;
use comity_testkit::corpus;
use comity_testkit::visitor::{Page, Visitor};
use sqlx::{AssertSqlSafe, Connection, PgConnection, raw_sql};

use crate::desk::Desk;
use crate::served::Served;

/// Delegations are in at once: nobody waits two days in a test.
const RULES: &str = "accreditation = \"open\"\nlanguages = [\"en\", \"ar\"]\n";

const TEXT: &str = "# On shared wells\n\n1. Keepers should give water to all.\n\n\
    2. Keepers ask no price of the poor.\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_negotiation_outlives_the_site_that_serves_it_on_files() {
    let desk = Desk::empty();
    story(&desk, &[]).await;
    assert!(desk.path("data/record.sqlite").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_negotiation_outlives_the_site_that_serves_it_on_postgresql() {
    let server = corpus::postgres();
    let made = Database::make(&server).await;
    let Some(database) = corpus::required("a PostgreSQL server where databases are made", made)
    else {
        return;
    };
    let desk = Desk::empty();
    let arguments = ["--database".to_owned(), database.url.clone()];
    // As a task, so that the database goes away also when the story breaks off.
    let told = tokio::spawn(async move {
        let [option, url] = &arguments;
        story(&desk, &[option, url]).await;
        assert!(!desk.path("data/record.sqlite").exists());
        assert!(!desk.path("data/accounts.sqlite").exists());
    });
    let told = told.await;
    database.remove().await;
    told.unwrap();
}

/// A database of its own on a server for tests.
struct Database {
    name: String,
    url: String,
    server: PgConnection,
}

impl Database {
    async fn make(server: &str) -> Option<Database> {
        let name = format!("comity_served_{}", process::id());
        let mut connection = PgConnection::connect(server).await.ok()?;
        let make = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        raw_sql(make).execute(&mut connection).await.ok()?;
        let (path, query) = server.split_once('?').unwrap_or((server, ""));
        let (place, _) = path.rsplit_once('/')?;
        Some(Database {
            url: format!("{place}/{name}?{query}"),
            name,
            server: connection,
        })
    }

    async fn remove(mut self) {
        let remove = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        let removed = raw_sql(AssertSqlSafe(remove)).execute(&mut self.server);
        removed.await.unwrap();
    }
}

/// Opens a form and sends it with these fields.
async fn fill(visitor: &mut Visitor, path: &str, said: &[(&str, &str)]) -> Page {
    let page = visitor.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
    let there = visitor.send(&page, path, said).await;
    assert_eq!(there.status, StatusCode::OK, "{path}: {}", there.text());
    there
}

async fn story(desk: &Desk, stores: &[&str]) {
    desk.put("rules.toml", RULES);
    let new = [
        &[
            "new",
            "wells",
            "--title",
            "Rules for shared wells",
            "--secretariat",
            "office@comity.example",
            "--chair",
            "chair@comity.example",
            "--modalities",
            "rules.toml",
            "--data",
            "data",
        ],
        stores,
    ];
    let opened = desk.comity(&new.concat());
    assert_eq!(opened.code, Some(0), "{}", opened.err);
    let letter = |to: &str| {
        let begin = format!("a letter to {to}");
        opened.err.rsplit(&begin).next().unwrap().to_owned()
    };
    let served = Served::start(desk, stores);
    let (mut office, _) = served.come_in(&letter("office@comity.example")).await;
    let (mut chair, _) = served.come_in(&letter("chair@comity.example")).await;
    prepare(&mut office, &mut chair).await;

    // Somebody is invited, comes by the letter, and proposes.
    let said = [("mail", "head@tavar.example")];
    fill(&mut office, "/n/wells/delegations/tavar/invite", &said).await;
    let (mut head, _) = served.come_in(&served.letter("head@tavar.example")).await;
    let path = "/n/wells/text/p2/propose";
    let said = [
        ("do", "table"),
        ("words-0", "1. Keepers shall give water to all."),
        ("rationale", "A duty is a duty."),
    ];
    let proposal = fill(&mut head, path, &said).await;
    assert_eq!(proposal.path, "/n/wells/proposals/tavar-1");
    let cookie = head.cookie("__Host-comity").unwrap().to_owned();
    served.tell_to_end();
    let (status, said) = served.ended();
    assert!(status.success(), "{said}");

    // Started again: the proposal, the seat and the session are where they were, and the record
    // that is taken along is whole.
    let served = Served::start(desk, stores);
    let page = served.visitor().get(&proposal.path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.text().contains("A duty is a duty."), "{}", page.text());
    let head = served.visitor();
    let mut head = head.with_cookie(&format!("__Host-comity={cookie}"));
    let said = [("do", "table"), ("stance", "support")];
    fill(&mut head, "/n/wells/text/p3/position", &said).await;
    let bundle = served.visitor().get("/n/wells/record/bundle").await;
    desk.put("wells.zip", &bundle.bytes);
    desk.done(&["verify", "wells.zip"]);
}

/// From the opening to the readings of a text.
async fn prepare(office: &mut Visitor, chair: &mut Visitor) {
    let said = [("name", "Tavar")];
    let page = fill(office, "/n/wells/delegations/accredit", &said).await;
    assert_eq!(page.path, "/n/wells/delegations/tavar");
    for _ in ["inputs", "drafting"] {
        let page = chair.get("/n/wells/chair").await;
        chair.send(&page, "/n/wells/chair/stage", &[]).await;
    }
    let said = [("text", TEXT), ("do", "table")];
    fill(chair, "/n/wells/chair/text", &said).await;
    let page = chair.get("/n/wells/chair").await;
    let page = chair.send(&page, "/n/wells/chair/stage", &[]).await;
    let text = page.text();
    assert!(text.contains("The negotiation is at: Readings"), "{text}");
}
