//! What `serve` and `demo` share: the clock and the chance of this machine, a socket, an end.

mod connections;

use std::future::Future;
use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

use comity_app::ports::{Chance, Clock};
use comity_web::Site;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::oneshot;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use crate::report::Failure;
use crate::run::entropy;

/// How long those who are being answered when the end is asked for are waited for: a page takes
/// less, and whoever runs the machine pulls the plug after some thirty seconds.
const MAX_GRACE: Duration = Duration::from_secs(10);

/// The clock of this machine.
pub(crate) struct MachineClock;

impl Clock for MachineClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the program is the rim where the clock is read"
    )]
    fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let since = since.expect("the clock of this machine is set to after 1970");
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

/// The chance of this machine.
pub(crate) struct MachineChance;

impl Chance for MachineChance {
    fn bytes(&self) -> [u8; 32] {
        entropy().expect("a machine that gave chance at the start gives it later")
    }
}

/// Runs a server to its end, on all cores.
pub(crate) fn on_all_cores(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    // Without chance nothing can be signed or salted: found out before anything is opened.
    entropy()?;
    // What the site tells of people's problems is asked for by the number that they saw. Of those
    // whose work it stands on, only what is wrong is told.
    let told = Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target("comity_web", LevelFilter::INFO);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    tracing_subscriber::registry()
        .with(lines.with_filter(told))
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| {
        Failure::Unusable("the threads of this machine".to_owned(), error.to_string())
    })?;
    runtime.block_on(work)
}

/// A socket, bound before anything is opened: a port that is taken is found out first.
pub(crate) async fn listener(listen: SocketAddr) -> Result<(TcpListener, SocketAddr), Failure> {
    let unusable = |error: std::io::Error| {
        let wrong = format!("{error}. Choose another with --listen; port 0 takes a free one.");
        Failure::Unusable(listen.to_string(), wrong)
    };
    let listener = TcpListener::bind(listen).await.map_err(unusable)?;
    let bound = listener.local_addr().map_err(unusable)?;
    Ok((listener, bound))
}

/// Serves a site until it is told to end. The streams of open pages are ended then, and what was
/// begun is answered, for as long as [`MAX_GRACE`]; whoever says it twice does not wait. Every act
/// that somebody was told of is in the record by then, so nothing is lost with those who are cut off.
pub(crate) async fn until_told(listener: TcpListener, site: Site) {
    let service = comity_web::router(site.clone());
    let (told, ending) = oneshot::channel();
    let mut first = Signals::listen();
    let serving = connections::serve(listener, service, async move {
        first.told_to_end().await;
        let _ = told.send(());
    });
    let out_of_patience = async {
        // Only the end of the serving drops what tells: that is the other branch.
        if ending.await.is_err() {
            return std::future::pending().await;
        }
        // Whoever sees a page end can say it again, and is heard.
        let mut again = Signals::listen();
        site.end_streams();
        tokio::select! {
            () = tokio::time::sleep(MAX_GRACE) => {
                tracing::warn!("somebody was still being answered after {MAX_GRACE:?}");
            }
            () = again.told_to_end() => {}
        }
    };
    tokio::select! {
        () = serving => {}
        () = out_of_patience => {}
    }
}

/// The two ways in which a process is told to end, heard from the moment this is made.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn listen() -> Signals {
        let listen = |kind| signal(kind).expect("a process may listen to its own signals");
        Signals {
            terminate: listen(SignalKind::terminate()),
            interrupt: listen(SignalKind::interrupt()),
        }
    }

    async fn told_to_end(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
