//! Connections: takes them, and answers what comes over each of them.
//!
//! Whoever opens a connection and says nothing, or never comes to the end of what they ask, is let
//! go after [`LONGEST_HEAD`]. How long what is sent with a request may take is for the site. When
//! the end is asked for, no more are taken, and those that are being answered are answered first.
//!
//! Start at [`serve`].

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tower::{Service, ServiceExt};

/// How long somebody may take for the head of what they ask, and how long a connection may be
/// without anything to ask; longer than proxies keep theirs.
const LONGEST_HEAD: Duration = Duration::from_secs(75);

/// How long nobody is taken after the machine could take nobody: it has no more files to give.
const PAUSE: Duration = Duration::from_secs(1);

/// Answers everybody until it is told to end, and then those who are being answered.
pub(super) async fn serve(listener: TcpListener, router: Router, told: impl Future<Output = ()>) {
    within(LONGEST_HEAD, listener, router, told).await;
}

async fn within(
    longest_head: Duration,
    listener: TcpListener,
    router: Router,
    told: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(longest_head);
    let mut services = router.into_make_service_with_connect_info::<SocketAddr>();
    let open = GracefulShutdown::new();
    let mut told = pin!(told);
    loop {
        let (stream, address) = tokio::select! {
            taken = next(&listener) => taken,
            () = &mut told => break,
        };
        let service = service_for(&mut services, address).await;
        let connection = http.serve_connection(TokioIo::new(stream), service);
        let connection = open.watch(connection);
        // A connection that breaks is the matter of those at its other end.
        tokio::spawn(async move { drop(connection.await) });
    }
    drop(listener);
    open.shutdown().await;
}

/// The next connection. One that was gone before it was taken is nobody's fault.
async fn next(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(taken) => return taken,
            Err(error) if is_of_one(&error) => {}
            Err(error) => {
                tracing::error!("nobody can be taken: {error}");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

fn is_of_one(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

/// The site for one connection: it is told from where that comes.
async fn service_for(
    services: &mut IntoMakeServiceWithConnectInfo<Router, SocketAddr>,
    address: SocketAddr,
) -> TowerToHyperService<
    impl Service<
        Request<Incoming>,
        Response = axum::response::Response,
        Error = Infallible,
        Future: Send,
    > + Clone
    + Send
    + 'static,
> {
    let made = Service::<SocketAddr>::call(services, address).await;
    let service = made.unwrap_or_else(|never: Infallible| match never {});
    TowerToHyperService::new(service.map_request(|it: Request<Incoming>| it.map(Body::new)))
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    /// Far more than anything here takes.
    const HANGS_AFTER: Duration = Duration::from_secs(60);

    async fn connected(longest_head: Duration) -> TcpStream {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(async || "here"));
        tokio::spawn(within(longest_head, listener, router, pending()));
        TcpStream::connect(address).await.unwrap()
    }

    async fn all(stream: &mut TcpStream) -> String {
        let mut said = Vec::new();
        let read = tokio::time::timeout(HANGS_AFTER, stream.read_to_end(&mut said));
        read.await.expect("it is let go").unwrap();
        String::from_utf8(said).unwrap()
    }

    #[tokio::test]
    async fn whoever_never_ends_what_they_ask_is_let_go() {
        let mut stream = connected(Duration::from_millis(50)).await;
        let head = b"GET / HTTP/1.1\r\nHost: comity.example\r\nX-More: ";
        stream.write_all(head).await.unwrap();
        let said = all(&mut stream).await;
        assert!(!said.contains("here"), "{said}");
    }

    #[tokio::test]
    async fn whoever_says_nothing_is_let_go_and_who_asks_is_answered() {
        let mut stream = connected(Duration::from_millis(500)).await;
        let head = b"GET / HTTP/1.1\r\nHost: comity.example\r\n\r\n";
        stream.write_all(head).await.unwrap();
        // The connection stays for the next thing that is asked, and ends when nothing is.
        let said = all(&mut stream).await;
        assert!(said.ends_with("here"), "{said}");
    }
}
