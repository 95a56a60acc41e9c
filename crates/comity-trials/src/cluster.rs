//! A PostgreSQL server of a trial's own: its own folder, its own port, nobody else on it.
//!
//! Never here: a server that somebody else started. What is stopped or killed is the process
//! whose number stands in the trial's own folder.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::Failure;

/// How often a start is tried: what a killed server leaves behind takes a moment to go.
const STARTS: usize = 50;

/// How a server ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// It sends everybody away and tidies up.
    Fast,
    /// It drops everything.
    Immediate,
    /// It is killed.
    Killed,
}

/// A server.
#[derive(Debug)]
pub struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    as_root: bool,
    port: u16,
}

impl Cluster {
    /// Makes a cluster and starts it; nothing where the programs are absent.
    ///
    /// # Errors
    /// When they are there and do not do it.
    pub fn start() -> Result<Option<Cluster>, Failure> {
        let Some(programs) = said_by("pg_config", "--bindir").map(PathBuf::from) else {
            return Ok(None);
        };
        if !programs.join("initdb").is_file() || !programs.join("pg_ctl").is_file() {
            return Ok(None);
        }
        let as_root = said_by("id", "-u").as_deref() == Some("0");
        let cluster = Cluster {
            folder: tempfile::tempdir()?,
            programs,
            as_root,
            port: TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port(),
        };
        if as_root {
            // The server refuses to run as root.
            let mut own = Command::new("chown");
            done(own.arg("postgres").arg(cluster.folder.path()))?;
        }
        let mut make = cluster.command("initdb");
        make.args([
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        ]);
        done(make.arg("-D").arg(cluster.data()))?;
        cluster.run()?;
        Ok(Some(cluster))
    }

    /// Starts it again, however it ended.
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={}",
            self.port,
            self.folder.path().display()
        );
        let mut last = Ok(());
        for _ in 0..STARTS {
            let mut start = self.command("pg_ctl");
            start.args(["-w", "-t", "30", "-o", &options, "-D"]);
            start
                .arg(self.data())
                .arg("-l")
                .arg(self.folder.path().join("log"));
            last = done(start.arg("start"));
            if last.is_ok() {
                break;
            }
            thread::park_timeout(Duration::from_millis(200));
        }
        last
    }

    /// Ends it.
    pub(crate) fn end(&self, how: End) -> Result<(), Failure> {
        let mode = match how {
            End::Fast => "fast",
            End::Immediate => "immediate",
            End::Killed => return self.kill(),
        };
        let mut stop = self.command("pg_ctl");
        stop.args(["-w", "-t", "30", "-m", mode, "-D"]);
        done(stop.arg(self.data()).arg("stop"))
    }

    fn kill(&self) -> Result<(), Failure> {
        // The first line is the number of the process that we started.
        let told = fs::read_to_string(self.data().join("postmaster.pid"))?;
        let number = told.lines().next().unwrap_or_default();
        let whole = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty();
        if !whole {
            return Err(Failure::Unheld(format!("`{number}` is no process")));
        }
        done(Command::new("kill").args(["-KILL", number]))
    }

    /// A new database on it; gives its address.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new_database(&self, name: &str) -> Result<String, Failure> {
        let port = self.port.to_string();
        let mut make = self.command("createdb");
        done(make.args(["-h", "127.0.0.1", "-p", &port, "-U", "postgres", name]))?;
        Ok(format!("postgres://postgres@127.0.0.1:{port}/{name}"))
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match self.as_root {
            false => Command::new(program),
            true => {
                let mut command = Command::new("runuser");
                command.args(["-u", "postgres", "--"]).arg(program);
                command
            }
        };
        command.current_dir(self.folder.path());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // A server that has ended already says so; there is nobody to tell.
        let _ = self.end(End::Immediate);
    }
}

fn said_by(program: &str, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Runs a command to its end. Its output goes nowhere: a server would keep the pipe open.
fn done(command: &mut Command) -> Result<(), Failure> {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let status = command.stderr(Stdio::null()).status()?;
    match status.success() {
        true => Ok(()),
        false => Err(Failure::Unheld(format!("{command:?} ended with {status}"))),
    }
}
