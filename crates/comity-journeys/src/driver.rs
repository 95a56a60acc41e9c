//! The program that drives browsers, started when the first journey needs it and ended with the
//! last one.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, Weak};

use comity_testkit::corpus::program;

/// The words after which the program says its port.
const SAYS_PORT: &str = "started successfully on port ";

/// The driver, while anybody uses it.
static RUNNING: Mutex<Weak<Driver>> = Mutex::new(Weak::new());

/// A running chromedriver. It ends, with every browser of it, when nobody holds it any more.
pub struct Driver {
    process: Child,
    port: u16,
    chromium: PathBuf,
    /// Read no further, but kept open: a program that writes to nobody is ended by the system.
    _said: BufReader<ChildStdout>,
}

impl Driver {
    /// The one that runs, or a new one; nothing where Chromium or its driver are not installed.
    ///
    /// # Panics
    /// When it cannot be started although it is there, or is absent and `COMITY_REQUIRE=all`.
    #[must_use]
    pub fn shared() -> Option<Arc<Driver>> {
        let mut running = RUNNING.lock().unwrap_or_else(|held| held.into_inner());
        if let Some(driver) = running.upgrade() {
            return Some(driver);
        }
        let driver = Arc::new(Driver::start()?);
        *running = Arc::downgrade(&driver);
        Some(driver)
    }

    fn start() -> Option<Driver> {
        let chromium = program("chromium")?;
        let mut process = Command::new(program("chromedriver")?)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver was found and can be started");
        let said = process.stdout.take().expect("its output was asked for");
        let mut said = BufReader::new(said);
        let mut line = String::new();
        let port = loop {
            line.clear();
            let count = said.read_line(&mut line).expect("chromedriver can be read");
            assert!(count > 0, "chromedriver ended before it said its port");
            if let Some((_, rest)) = line.split_once(SAYS_PORT) {
                let digits = rest.trim_end().trim_end_matches('.');
                break digits.parse().expect("a port is a number");
            }
        };
        Some(Driver {
            process,
            port,
            chromium,
            _said: said,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The browser that it drives.
    #[must_use]
    pub fn chromium(&self) -> &PathBuf {
        &self.chromium
    }

    /// Asks it to end all browsers and itself; it answers before it does the latter.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut line = TcpStream::connect(("127.0.0.1", self.port))?;
        write!(
            line,
            "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )?;
        line.read_to_end(&mut Vec::new()).map(|_| ())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if self.shut_down().is_err() {
            // It does not listen, so it cannot be asked.
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}
