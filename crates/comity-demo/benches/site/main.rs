//! What the site costs: reads, acts that others see, streams that wait, and the size of pages.
//!
//! `cargo bench -p comity-demo --bench site -- [reads|live|idle|sizes]`. The site is the
//! demonstration in a process of its own; the load comes from this one, over loopback, on the same
//! cores. Beside the reads stands a static file server with the same bytes: nginx where there is
//! one, else that of Python.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    unreachable_pub,
    missing_docs,
    reason = "a benchmark measures time, starts itself again, and says what it found"
)]

mod client;
mod live;
mod peer;
mod server;

use std::io::{Error, Result};
use std::process::ExitCode;
use std::time::Duration;

use client::{Found, Line, get, header, load};

/// The negotiation of the demonstration.
const PATH: &str = "/n/code-of-conduct";

/// Lines that are open at one time.
const LINES: usize = 32;

/// How long each load lasts.
const TIME: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| it != "--bench")
        .collect();
    let what = arguments.first().map_or("all", String::as_str);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime starts");
    let done = runtime.block_on(async {
        match what {
            "serve" => server::serve().await,
            "reads" => reads().await,
            "live" => live::latency().await,
            "idle" => live::idle().await,
            "sizes" => sizes().await,
            _ => {
                sizes().await?;
                reads().await?;
                live::latency().await?;
                live::idle().await
            }
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("it broke off: {error}");
            ExitCode::FAILURE
        }
    }
}

fn say(what: &str, found: &Found) {
    println!(
        "{what}: {:.0} a second, median {:.2} ms, p99 {:.2} ms, {} bytes each",
        found.each_second,
        found.within(50).as_secs_f64() * 1e3,
        found.within(99).as_secs_f64() * 1e3,
        found.bytes,
    );
}

/// The text page, without an account and with one, beside a static file server.
async fn reads() -> Result<()> {
    let server = server::Server::start()?;
    let path = format!("{PATH}/text");
    let packed = ("accept-encoding", "gzip");
    let mut line = Line::open(server.port).await?;
    let page = line.ask(&get(&path, &[packed])).await?;
    let etag = header(&page.head, "etag").unwrap_or_default().to_owned();
    // The head came in lower case; tags are not.
    let etag = server::as_sent(server.port, &path).await?.unwrap_or(etag);
    let request = get(&path, &[packed]);
    let found = load(server.port, &request, (LINES, TIME), None).await?;
    say("text, anonymous", &found);
    let pace = Duration::from_secs_f64(LINES as f64 * 2.0 / found.each_second);
    let half = load(server.port, &request, (LINES, TIME), Some(pace)).await?;
    say("text, anonymous, at half that load", &half);
    let known = get(&path, &[packed, ("if-none-match", &etag)]);
    say(
        "text, anonymous, known already",
        &load(server.port, &known, (LINES, TIME), None).await?,
    );
    let cookie = server::step_into(server.port, "tavar").await?;
    let signed = get(&path, &[packed, ("cookie", &cookie)]);
    say(
        "text, signed in",
        &load(server.port, &signed, (LINES, TIME), None).await?,
    );
    let plain = line.ask(&get(&path, &[])).await?;
    drop(server);
    let peer = peer::Peer::start(&plain.body, &page.body)?;
    let found = load(
        peer.port,
        &get("/text.html", &[packed]),
        (LINES, TIME),
        None,
    )
    .await?;
    say(&format!("the same bytes from {}", peer.name), &found);
    Ok(())
}

/// Every page at a first visit: itself, the sheet and the script, compressed.
async fn sizes() -> Result<()> {
    let server = server::Server::start()?;
    let mut line = Line::open(server.port).await?;
    let packed = ("accept-encoding", "gzip");
    let front = line.ask(&get("/", &[])).await?;
    let front = String::from_utf8_lossy(&front.body).into_owned();
    let mut assets = 0;
    for part in front.split("\"/assets/").skip(1) {
        let name = part.split('"').next().unwrap_or_default();
        let asset = line
            .ask(&get(&format!("/assets/{name}"), &[packed]))
            .await?;
        assets += asset.body.len();
    }
    println!("sheet and script: {:.1} KB", assets as f64 / 1e3);
    let text = line.ask(&get(&format!("{PATH}/text"), &[])).await?;
    let provision = provision_of(&String::from_utf8_lossy(&text.body))?;
    let pages = [
        "",
        "/text",
        &provision,
        "/compilation",
        "/contributions",
        "/ledger",
        "/calls",
        "/statements",
        "/delegations",
        "/record",
        "/record/700",
        "/record/verify",
        "/adopted",
    ];
    let pages = pages.iter().map(|it| format!("{PATH}{it}"));
    let outside = ["/", "/sign-in"].map(str::to_owned);
    for path in outside.into_iter().chain(pages) {
        let page = line.ask(&get(&path, &[packed])).await?;
        if page.status != 200 {
            // The size of a page that says what went wrong would pass for one that is small.
            return Err(Error::other(format!("{path} answers {}", page.status)));
        }
        println!(
            "{path}: {:.1} KB, with assets {:.1} KB",
            page.body.len() as f64 / 1e3,
            (page.body.len() + assets) as f64 / 1e3,
        );
    }
    Ok(())
}

/// The path of a provision within the negotiation, as the page of the text leads to it.
fn provision_of(text: &str) -> Result<String> {
    let found = text.split(&format!("href=\"{PATH}/text/")).nth(1);
    let id = found.and_then(|it| it.split(['"', '/', '?', '#']).next());
    match id {
        Some(id) if !id.is_empty() => Ok(format!("/text/{id}")),
        _ => Err(Error::other("the text leads to no provision")),
    }
}
