//! From a form to another reader's page, and what streams cost that only wait.

use std::io::{Error, Result};
use std::time::{Duration, Instant};

use crate::PATH;
use crate::client::{Found, Line, get, header, post};
use crate::server::{Server, keys, step_into};

/// Acts in a second, while one is measured.
const ACTS_A_SECOND: u32 = 200;

/// Delegations that act meanwhile.
const BACKGROUND: [&str; 4] = ["tavar", "meridia", "kesh", "loa"];

/// Forms that are measured.
const MEASURED: usize = 100;

/// Streams that wait.
const STREAMS: usize = 1_000;

const FORM: &str = "/n/code-of-conduct/statements/make";

async fn state(line: &mut Line, cookie: &str, words: &str) -> Result<()> {
    let (form, key) = keys(line, FORM, cookie).await?;
    let fields = format!("form={form}&key={key}&kind=general&behalf=&words={words}");
    let answer = line.ask(&post(FORM, cookie, &fields)).await?;
    match answer.status {
        303 => Ok(()),
        other => Err(Error::other(format!("the form answers {other}"))),
    }
}

/// Says statements for ever, at a pace.
async fn act_on(port: u16, role: &'static str) -> Result<()> {
    let cookie = step_into(port, role).await?;
    let mut line = Line::open(port).await?;
    let share = u32::try_from(BACKGROUND.len()).expect("a few");
    let mut beat = tokio::time::interval(Duration::from_secs(1) * share / ACTS_A_SECOND);
    // What could not be done in time is not made up for: the pace is the most, not the mean.
    beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        state(&mut line, &cookie, "In+the+background").await?;
    }
}

/// How long it takes from sending a form until another reader has the page that shows it: the
/// event, and the page that is fetched because of it.
pub async fn latency() -> Result<()> {
    let server = Server::start()?;
    let port = server.port;
    let mut tasks = Vec::new();
    for role in BACKGROUND {
        tasks.push(tokio::spawn(act_on(port, role)));
    }
    let cookie = step_into(port, "orvia").await?;
    let mut acting = Line::open(port).await?;
    let mut stream = Line::open(port).await?;
    stream.begin(&get(&format!("{PATH}/events"), &[])).await?;
    stream.more().await?;
    let mut reading = Line::open(port).await?;
    let page = get(&format!("{PATH}/statements"), &[]);
    let (began, mut took) = (Instant::now(), Vec::new());
    let before = size(&mut reading).await?;
    for number in 0..MEASURED {
        let words = format!("measured+{number}+ends");
        let (form, key) = keys(&mut acting, FORM, &cookie).await?;
        let fields = format!("form={form}&key={key}&kind=general&behalf=&words={words}");
        let sent = Instant::now();
        let asked = post(FORM, &cookie, &fields);
        let sending = async {
            let answer = acting.ask(&asked).await?;
            match answer.status {
                303 => Ok(()),
                other => Err(Error::other(format!("the form answers {other}"))),
            }
        };
        let seeing = async {
            let shown = words.replace('+', " ");
            loop {
                stream.more().await?;
                let answer = reading.ask(&page).await?;
                if String::from_utf8_lossy(&answer.body).contains(&shown) {
                    return Ok::<_, Error>(sent.elapsed());
                }
            }
        };
        let ((), seen) = tokio::try_join!(sending, seeing)?;
        took.push(seen);
    }
    let acts = size(&mut reading).await? - before;
    let each_second = acts as f64 / began.elapsed().as_secs_f64();
    for task in tasks {
        if task.is_finished() {
            task.await.map_err(Error::other)??;
        } else {
            task.abort();
        }
    }
    took.sort_unstable();
    let found = Found {
        each_second,
        took,
        bytes: 0,
    };
    println!(
        "from form to another reader's page, {:.0} acts a second: median {:.1} ms, p99 {:.1} ms",
        found.each_second,
        found.within(50).as_secs_f64() * 1e3,
        found.within(99).as_secs_f64() * 1e3,
    );
    Ok(())
}

/// How long the record is, by the page that says so.
async fn size(line: &mut Line) -> Result<u64> {
    let page = line
        .ask(&get(&format!("{PATH}/record/verify"), &[]))
        .await?;
    let html = String::from_utf8_lossy(&page.body).into_owned();
    let said = html.split("data-size=\"").nth(1);
    let said = said.and_then(|it| it.split('"').next()?.parse().ok());
    said.ok_or_else(|| Error::other("the page does not say how long the record is"))
}

/// What a thousand open pages cost that nothing happens on.
pub async fn idle() -> Result<()> {
    let server = Server::start()?;
    let mut line = Line::open(server.port).await?;
    // What the first visit fills is there before it is measured.
    line.ask(&get(PATH, &[])).await?;
    let before = server.memory()?;
    let mut streams = Vec::with_capacity(STREAMS);
    for _ in 0..STREAMS {
        let mut stream = Line::open(server.port).await?;
        let head = stream.begin(&get(&format!("{PATH}/events"), &[])).await?;
        if header(&head, "content-type") != Some("text/event-stream") {
            return Err(Error::other("no stream was opened"));
        }
        streams.push(stream);
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let after = server.memory()?;
    println!(
        "{STREAMS} idle streams: {:.1} MB more, of {:.1} MB in all",
        after.saturating_sub(before) as f64 / 1e6,
        after as f64 / 1e6
    );
    Ok(())
}
