//! A writer that runs as a process of its own, and what it has acknowledged so far.
//!
//! It is ended by its own handle, also when the trial fails half-way.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::Failure;
use crate::audit::{Acknowledged, read_line};

/// How long a writer may say nothing before the trial gives it up.
const SILENCE: Duration = Duration::from_secs(60);

/// A writer under watch.
pub(crate) struct Watched {
    child: Child,
    lines: Receiver<String>,
}

impl Watched {
    /// Starts a writer whose acknowledgements come on its standard output.
    pub(crate) fn start(command: &mut Command) -> Result<Watched, Failure> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().expect("it was asked for");
        let (sender, lines) = channel();
        thread::spawn(move || {
            let lines = BufReader::new(output).lines();
            for line in lines.map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Watched { child, lines })
    }

    /// Waits for so many more acknowledgements, or until the writer ends.
    pub(crate) fn wait_for(
        &self,
        acts: usize,
        acknowledged: &mut Acknowledged,
    ) -> Result<(), Failure> {
        for _ in 0..acts {
            let line = self.lines.recv_timeout(SILENCE);
            let line = line.map_err(|_| Failure::Unheld("the writer fell silent".to_owned()))?;
            acknowledged.extend(read_line(&line));
        }
        Ok(())
    }

    /// What was acknowledged until now.
    pub(crate) fn so_far(&self, acknowledged: &mut Acknowledged) {
        let lines = self.lines.try_iter();
        acknowledged.extend(lines.filter_map(|line| read_line(&line)));
    }

    /// Kills it and gives what it had said.
    pub(crate) fn kill(mut self, acknowledged: &mut Acknowledged) -> Result<(), Failure> {
        self.child.kill()?;
        self.child.wait()?;
        // What it wrote into the pipe is still there; the pipe ends with the process.
        let lines = self.lines.iter();
        acknowledged.extend(lines.filter_map(|line| read_line(&line)));
        Ok(())
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // It may have ended already; there is nobody to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
