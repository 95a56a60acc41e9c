//! The demonstration in a process of its own.

use std::io::{BufRead as _, BufReader, Error, Result};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::serve::ListenerExt as _;
use comity_app::ports::{Chance, Clock};
use comity_app::script::Seeded;
use comity_demo::{Ground, begin};

use crate::PATH;
use crate::client::{Line, get, header, post};

/// A server that runs until this goes.
pub struct Server {
    /// Where it listens.
    pub port: u16,
    child: Child,
}

impl Server {
    /// Starts this program again as a server.
    pub fn start() -> Result<Server> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()?;
        let out = child.stdout.take().expect("it was asked for");
        let mut said = String::new();
        BufReader::new(out).read_line(&mut said)?;
        let port = said.trim().parse().map_err(Error::other)?;
        Ok(Server { port, child })
    }

    /// How much memory it holds, in bytes.
    pub fn memory(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|it| it.trim().split(' ').next()?.parse::<u64>().ok());
        kilobytes
            .map(|it| it * 1_024)
            .ok_or_else(|| Error::other("the memory of a process cannot be read here"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is ours, and nothing is lost with it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Machine;

impl Clock for Machine {
    fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        i64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(0)
    }
}

/// Serves until it is ended.
pub async fn serve() -> Result<()> {
    let clock: Arc<dyn Clock> = Arc::new(Machine);
    let seed = clock.now().unsigned_abs();
    let chance: Arc<dyn Chance> = Arc::new(Seeded::from_number(seed));
    let ground = Ground {
        clock,
        chance,
        seed: [7; 32],
        address: "http://127.0.0.1".to_owned(),
    };
    let demo = begin(ground).await.map_err(Error::other)?;
    tokio::spawn(demo.host.keep(|_, _| {}));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("{}", listener.local_addr()?.port());
    let listener = listener.tap_io(|stream| {
        // Where it cannot be set, answers are a little later and the figures say so.
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, comity_web::router(demo.site)).await
}

/// The tag of a page in the letters in which it was sent.
pub async fn as_sent(port: u16, path: &str) -> Result<Option<String>> {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await?;
    let close = [("accept-encoding", "gzip"), ("connection", "close")];
    stream.write_all(&get(path, &close)).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.lines();
    Ok(lines.find_map(|it| it.strip_prefix("etag: ").map(str::to_owned)))
}

/// The cookie of somebody in a role.
pub async fn step_into(port: u16, role: &str) -> Result<String> {
    let mut line = Line::open(port).await?;
    let page = line.ask(&get("/step", &[])).await?;
    let page = String::from_utf8_lossy(&page.body).into_owned();
    let value = format!("value=\"{role}\"");
    if !page.contains(&value) {
        return Err(Error::other(format!("there is no role {role}")));
    }
    let asked = post("/step", "", &format!("role={role}"));
    let stream = cookie_as_sent(port, &asked).await?;
    stream.ok_or_else(|| Error::other("no session was begun"))
}

async fn cookie_as_sent(port: u16, request: &[u8]) -> Result<Option<String>> {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await?;
    stream.write_all(request).await?;
    let mut bytes = vec![0; 16 << 10];
    let read = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut bytes)).await??;
    let text = String::from_utf8_lossy(&bytes[..read]);
    let mut lines = text.lines();
    let cookie = lines.find_map(|it| it.strip_prefix("set-cookie: __Host-comity="));
    let cookie = cookie.and_then(|it| it.split(';').next());
    Ok(cookie.map(|it| format!("__Host-comity={it}")))
}

/// What a form of a page carries besides what somebody types: its token and its key.
pub async fn keys(line: &mut Line, path: &str, cookie: &str) -> Result<(String, String)> {
    let page = line.ask(&get(path, &[("cookie", cookie)])).await?;
    if page.status != 200 || header(&page.head, "content-type").is_none() {
        return Err(Error::other(format!("{path} answers {}", page.status)));
    }
    let html = String::from_utf8_lossy(&page.body).into_owned();
    let value = |name: &str| {
        let begin = format!("name=\"{name}\" value=\"");
        let found = html.split(&begin).last().filter(|it| it.len() < html.len());
        found.and_then(|it| it.split('"').next()).map(str::to_owned)
    };
    match (value("form"), value("key")) {
        (Some(form), Some(key)) => Ok((form, key)),
        _ => Err(Error::other(format!("{PATH}: the form has no key"))),
    }
}
