//! The wire: a router that hands each request to a server that listens, so that a
//! [visitor](crate::visitor::Visitor) walks through a program that was started as it walks through
//! a router.
//!
//! It speaks the oldest HTTP that our servers answer: one request on a line, and the answer ends
//! where the line does. Like a browser it sends the whole of what it has before it looks for an
//! answer. Never for anything but tests on this machine.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, HeaderValue, Request, StatusCode};
use axum::response::Response;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The most that a test sends at once, in bytes: more than any server of ours takes.
const MAX_SENT_BYTES: usize = 1 << 30;

/// How long an answer may take. It is far more than any needs, so that a busy machine fails no test.
const PATIENCE: Duration = Duration::from_secs(120);

/// A router that asks a server.
pub fn wire(server: SocketAddr) -> Router {
    Router::new().fallback(move |request: Request<Body>| async move {
        let carried = timeout(PATIENCE, carried(server, request)).await;
        carried
            .unwrap_or_else(|_| panic!("{server} did not answer within {PATIENCE:?}"))
            .unwrap_or_else(|error| panic!("{server} broke off: {error}"))
    })
}

async fn carried(server: SocketAddr, request: Request<Body>) -> io::Result<Response> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_SENT_BYTES)
        .await
        .map_err(io::Error::other)?;
    let mut head = format!("{} {} HTTP/1.0\r\n", parts.method, parts.uri);
    for (name, value) in &parts.headers {
        let value = value.to_str().map_err(io::Error::other)?;
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    let mut stream = TcpStream::connect(server).await?;
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&body).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    answer(&bytes).ok_or_else(|| io::Error::other("this is no answer"))
}

fn answer(bytes: &[u8]) -> Option<Response> {
    const BETWEEN: &[u8] = b"\r\n\r\n";
    let end = bytes.windows(BETWEEN.len()).position(|it| it == BETWEEN)?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?;
    let mut response = Response::new(Body::from(bytes[end + BETWEEN.len()..].to_vec()));
    *response.status_mut() = StatusCode::from_bytes(status.as_bytes()).ok()?;
    for line in lines {
        let (name, value) = line.split_once(':')?;
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        let value = HeaderValue::from_str(value.trim()).ok()?;
        response.headers_mut().append(name, value);
    }
    Some(response)
}
