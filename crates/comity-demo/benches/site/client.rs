//! A client that speaks just enough HTTP to put a load on a server: one line that stays open, one
//! answer after the other.

use std::io::{Error, ErrorKind, Result};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The longest head of an answer, in bytes.
const MAX_HEAD_BYTES: usize = 64 << 10;

/// How long an answer may take before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(20);

/// A line to a server.
pub struct Line {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its head, in lower case.
    pub head: String,
    /// Its body, as it was sent.
    pub body: Vec<u8>,
}

impl Line {
    /// Opens one.
    pub async fn open(port: u16) -> Result<Line> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Line {
            stream,
            buffer: Vec::with_capacity(64 << 10),
        })
    }

    /// Sends a request and reads the answer to its end.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer> {
        let asked = async {
            self.stream.write_all(request).await?;
            let head = self.head().await?;
            let length = header(&head, "content-length").and_then(|it| it.parse().ok());
            let body = self.body(length.unwrap_or(0)).await?;
            let status = head.get(9..12).and_then(|it| it.parse().ok()).unwrap_or(0);
            Ok(Answer { status, head, body })
        };
        let answer = tokio::time::timeout(PATIENCE, asked).await;
        answer.unwrap_or_else(|_| Err(Error::from(ErrorKind::TimedOut)))
    }

    /// Sends a request and reads no more than the head: for streams.
    pub async fn begin(&mut self, request: &[u8]) -> Result<String> {
        self.stream.write_all(request).await?;
        self.head().await
    }

    /// What has come of a stream: waits until there is something.
    pub async fn more(&mut self) -> Result<String> {
        if self.buffer.is_empty() {
            self.fill().await?;
        }
        let text = String::from_utf8_lossy(&self.buffer).into_owned();
        self.buffer.clear();
        Ok(text)
    }

    async fn head(&mut self) -> Result<String> {
        loop {
            let end = self.buffer.windows(4).position(|it| it == b"\r\n\r\n");
            if let Some(end) = end {
                let rest = self.buffer.split_off(end + 4);
                let head = std::mem::replace(&mut self.buffer, rest);
                return Ok(String::from_utf8_lossy(&head).to_lowercase());
            }
            if self.buffer.len() > MAX_HEAD_BYTES {
                return Err(Error::from(ErrorKind::InvalidData));
            }
            self.fill().await?;
        }
    }

    async fn body(&mut self, length: usize) -> Result<Vec<u8>> {
        while self.buffer.len() < length {
            self.fill().await?;
        }
        let rest = self.buffer.split_off(length);
        Ok(std::mem::replace(&mut self.buffer, rest))
    }

    async fn fill(&mut self) -> Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(Error::from(ErrorKind::UnexpectedEof)),
            _ => Ok(()),
        }
    }
}

/// A header of a head in lower case.
pub fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let mut lines = head.lines().filter_map(|it| it.split_once(':'));
    lines.find(|it| it.0 == name).map(|it| it.1.trim())
}

/// A request without a body.
pub fn get(path: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut request = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    request.into_bytes()
}

/// A request with a form.
pub fn post(path: &str, cookie: &str, form: &str) -> Vec<u8> {
    let length = form.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncookie: {cookie}\r\n\
         content-length: {length}\r\n\r\n{form}"
    )
    .into_bytes()
}

/// What a load found: answers in a second, and how long each took.
pub struct Found {
    /// Answers in a second.
    pub each_second: f64,
    /// How long each took, the shortest first.
    pub took: Vec<Duration>,
    /// Bytes of one body.
    pub bytes: usize,
}

impl Found {
    /// The time within which so many of a hundred were answered.
    pub fn within(&self, percent: usize) -> Duration {
        let at = self.took.len() * percent / 100;
        let last = self.took.len().saturating_sub(1);
        self.took.get(at.min(last)).copied().unwrap_or_default()
    }
}

/// Asks the same over several lines for a time; with a `pace`, each line asks no oftener.
pub async fn load(
    port: u16,
    request: &[u8],
    (lines, time): (usize, Duration),
    pace: Option<Duration>,
) -> Result<Found> {
    let until = Instant::now() + time;
    let mut tasks = Vec::new();
    for _ in 0..lines {
        let mut line = Line::open(port).await?;
        let request = request.to_vec();
        tasks.push(tokio::spawn(async move {
            let mut took = Vec::new();
            let mut bytes = 0;
            let mut next = Instant::now();
            while Instant::now() < until {
                if let Some(pace) = pace {
                    tokio::time::sleep_until(next.into()).await;
                    next += pace;
                }
                let began = Instant::now();
                let answer = line.ask(&request).await?;
                if !matches!(answer.status, 200 | 304) {
                    let status = answer.status;
                    return Err(Error::other(format!("it answers {status}")));
                }
                took.push(began.elapsed());
                bytes = answer.body.len();
            }
            Ok((took, bytes))
        }));
    }
    let (mut took, mut bytes) = (Vec::new(), 0);
    for task in tasks {
        let (own, length) = task.await.map_err(Error::other)??;
        took.extend(own);
        bytes = length;
    }
    took.sort_unstable();
    Ok(Found {
        each_second: took.len() as f64 / time.as_secs_f64(),
        took,
        bytes,
    })
}
