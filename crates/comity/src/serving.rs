//! What `serve` and `demo` share: the clock and the chance of this machine, a socket, an end.

use std::future::Future;
use std::net::SocketAddr;
use std::time::SystemTime;

use comity_app::ports::{Chance, Clock};
use comity_web::Site;
use tokio::net::TcpListener;

use crate::report::Failure;
use crate::run::entropy;

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
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::WARN)
        .with_writer(std::io::stderr)
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

/// Serves a site until it is told to end; what was begun is answered first.
pub(crate) async fn until_told(listener: TcpListener, site: Site) -> Result<(), Failure> {
    let service = comity_web::router(site).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(told_to_end())
        .await
        .map_err(|error| Failure::Unusable("the site".to_owned(), error.to_string()))
}

async fn told_to_end() {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        .expect("a process may listen to its own signals");
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
