//! A demonstration to try things in: on a free port, at a time that the test sets.

use std::io::Write;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use comity_app::Desk;
use comity_app::ports::{Clock, NegotiationId};
use comity_app::script::{Seeded, SetClock};
use comity_demo::{Demo, Ground, Told};
use comity_procedure::Time;
use comity_record::note::VerifierKey;
use comity_web::Site;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::browser::{Browser, Script};
use crate::driver::Driver;

/// When the demonstration of a test begins: 2 June 2031, 09:00 UTC, in milliseconds since 1970.
const BEGINS_MILLISECONDS: i64 = 1_938_157_200_000;

/// How many journeys are under way at once: each has a Chromium, and machines have two cores.
const MAX_JOURNEYS: usize = 2;

/// How long a journey may look for something that comes by itself, in seconds. Long enough for a
/// busy machine: it is waited for whole only by a journey that fails.
pub(crate) const PATIENCE_SECONDS: u64 = 120;

static UNDER_WAY: Mutex<usize> = Mutex::new(0);
static ONE_ENDED: Condvar = Condvar::new();

/// The seed of the story; all halls tell the same one.
const SEED: [u8; 32] = [7; 32];

/// The seed of what comes after the story: another one, or the keys of forms would be those of acts
/// that the story has done.
const LATER_SEED: [u8; 32] = [8; 32];

/// A demonstration that is served, and everybody in it.
pub struct Hall {
    /// Its clock. It stands still unless it is set.
    pub clock: SetClock,
    /// The site, for what no page can tell.
    pub site: Site,
    /// The name of its negotiation.
    pub negotiation: NegotiationId,
    /// The key that verifies the record.
    pub verifier: VerifierKey,
    /// Where it is, without a slash at the end.
    pub address: String,
    driver: Arc<Driver>,
    browsers: Mutex<Vec<Browser>>,
    /// How many browsers have been opened, for the names of their folders.
    opened: AtomicU64,
    folder: tempfile::TempDir,
}

impl Hall {
    /// Begins a demonstration at a time, in milliseconds since 1970, and serves it.
    ///
    /// # Panics
    /// When it cannot begin: the story is tested elsewhere.
    pub async fn begin(driver: Arc<Driver>, now: i64) -> Hall {
        Hall::begin_with(driver, now, Told::Whole).await
    }

    /// The same, with as much of the story as is wanted.
    async fn begin_with(driver: Arc<Driver>, now: i64, told: Told) -> Hall {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("a loopback port is free");
        let port = listener.local_addr().expect("it is bound").port();
        let address = format!("http://127.0.0.1:{port}");
        let clock = SetClock::default();
        clock.set(Time(now));
        let ground = Ground {
            clock: Arc::new(clock.clone()),
            chance: Arc::new(Seeded::new(LATER_SEED)),
            seed: SEED,
            address: address.clone(),
        };
        let demo = comity_demo::begin_with(ground, told);
        let Demo {
            site,
            host,
            negotiation,
            verifier,
        } = demo.await.expect("the story can be told");
        tokio::spawn(host.keep(|id, error| panic!("{id} cannot be opened again: {error}")));
        let service = comity_web::router(site.clone());
        let service = service.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Hall {
            clock,
            site,
            negotiation,
            verifier,
            address,
            driver,
            browsers: Mutex::default(),
            opened: AtomicU64::new(0),
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
        }
    }

    /// Another one in which everybody has just come in and nobody has said anything.
    ///
    /// # Panics
    /// When it cannot begin.
    pub async fn another_that_begins(&self) -> Hall {
        Hall::begin_with(self.driver.clone(), self.clock.now(), Told::Opening).await
    }

    /// Somebody who is not signed in, with a new browser.
    pub async fn stranger(&self, script: Script) -> Browser {
        let number = self.opened.fetch_add(1, Ordering::Relaxed);
        let folder = self.folder.path().join(format!("browser-{number}"));
        let browser = Browser::open(&self.driver, (&folder, script), &self.address).await;
        let mut browsers = self.browsers.lock().expect("nobody panics while adding");
        browsers.push(browser.clone());
        browser
    }

    /// Somebody who stepped into a role: `chair`, `secretariat`, or the id of a delegation.
    pub async fn person(&self, role: &str, script: Script) -> Browser {
        let browser = self.stranger(script).await;
        browser.step_into(role).await;
        browser
    }

    /// The negotiation.
    ///
    /// # Panics
    /// When it is not open any more.
    #[must_use]
    pub fn desk(&self) -> Desk {
        let desk = self.site.negotiations().get(&self.negotiation);
        desk.expect("the negotiation of the story stays open")
    }

    /// Lets time pass, and waits until the clock has struck all that was due.
    pub async fn let_pass(&self, minutes: i64) {
        let now = self.clock.now() + minutes * 60_000;
        self.clock.set(Time(now));
        let desk = self.desk();
        desk.negotiation()
            .tick()
            .await
            .expect("the sequencer of the story runs");
    }

    /// How many entries the record has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.desk().read().state.size()
    }

    /// The path of a page of the negotiation.
    #[must_use]
    pub fn at(&self, rest: &str) -> String {
        format!("/n/{}{rest}", self.negotiation)
    }

    /// Closes its browsers.
    pub(crate) async fn close(&self) {
        let browsers = std::mem::take(&mut *self.browsers.lock().expect("nobody panics here"));
        for browser in browsers {
            browser.close().await;
        }
    }

    /// Keeps what every browser shows, for whoever looks into a failure.
    async fn keep_what_is_seen(&self, name: &str) {
        let folder = seen_folder();
        let browsers = self.browsers.lock().expect("nobody panics here").clone();
        for (at, browser) in browsers.iter().enumerate() {
            let file = folder.join(format!("{}-{at}", name.replace("::", "-")));
            let _ = std::fs::create_dir_all(&folder);
            if let Ok(picture) = browser.client().screenshot().await {
                let _ = std::fs::write(file.with_extension("png"), picture);
            }
            if let Ok(source) = browser.client().source().await {
                let _ = std::fs::write(file.with_extension("html"), source);
            }
        }
    }
}

fn seen_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/journeys")
}

/// Goes a journey in a hall of its own; where the browser is absent, says that it is skipped.
///
/// # Panics
/// When the journey does.
pub fn journey(go: impl AsyncFn(&Hall)) {
    journey_at(BEGINS_MILLISECONDS, go);
}

/// The same in a hall that begins at another time, in milliseconds since 1970.
///
/// # Panics
/// When the journey does.
pub fn journey_at(now: i64, go: impl AsyncFn(&Hall)) {
    let Some(driver) = Driver::shared() else {
        return;
    };
    let _turn = Turn::take();
    let runtime = Runtime::new().expect("a runtime can be made");
    let hall = runtime.block_on(Hall::begin(driver, now));
    let gone = catch_unwind(AssertUnwindSafe(|| runtime.block_on(go(&hall))));
    if gone.is_err() {
        let thread = std::thread::current();
        let name = thread.name().unwrap_or("journey");
        runtime.block_on(hall.keep_what_is_seen(name));
        let _ = writeln!(
            std::io::stderr(),
            "what the browsers showed is in {}",
            seen_folder().display()
        );
    }
    runtime.block_on(hall.close());
    if let Err(fault) = gone {
        resume_unwind(fault);
    }
}

/// The turn of one journey among those that may be under way at once.
struct Turn;

impl Turn {
    fn take() -> Turn {
        let held = UNDER_WAY.lock().unwrap_or_else(|it| it.into_inner());
        let mut held = ONE_ENDED
            .wait_while(held, |count| *count >= MAX_JOURNEYS)
            .unwrap_or_else(|it| it.into_inner());
        *held += 1;
        Turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut held = UNDER_WAY.lock().unwrap_or_else(|it| it.into_inner());
        *held -= 1;
        ONE_ENDED.notify_one();
    }
}
