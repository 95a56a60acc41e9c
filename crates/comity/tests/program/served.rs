//! A site that the program serves, from outside: started, walked through, and told to end.
#![expect(
    clippy::disallowed_methods,
    reason = "another process is looked at from outside, which tells nobody when it has said something"
)]

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use comity_testkit::visitor::{Page, Visitor};
use comity_testkit::wire::wire;

use crate::desk::{Desk, program};

/// A program that says nothing for so long hangs. It is far more than any step needs.
const HANGS_AFTER: Duration = Duration::from_secs(60);

/// A site that is served until this goes.
pub(crate) struct Served {
    child: Child,
    address: SocketAddr,
    said: Arc<Mutex<String>>,
}

impl Served {
    /// Starts the program in a folder, on a free port, and waits until it is open.
    pub(crate) fn start(desk: &Desk, arguments: &[&str]) -> Served {
        let mut command = Command::new(program());
        command.args(["serve", "--listen", "127.0.0.1:0", "--data", "data"]);
        let prepared = desk.prepared(command.args(arguments));
        let mut child = prepared.stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let lines = collected(child.stderr.take().unwrap(), said.clone());
        let begun = Instant::now();
        let address = loop {
            let line = lines.recv_timeout(HANGS_AFTER.saturating_sub(begun.elapsed()));
            let Ok(line) = line else {
                let _ = child.kill();
                panic!("it did not open: {}", said.lock().unwrap());
            };
            if let Some(rest) = line.split(" open at http://").nth(1) {
                break rest.split(';').next().unwrap().parse().unwrap();
            }
        };
        Served {
            child,
            address,
            said,
        }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Somebody with a browser that has no script.
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor::new(wire(self.address))
    }

    /// Somebody who came by a link out of a letter.
    pub(crate) async fn come_in(&self, letter: &str) -> (Visitor, Page) {
        let begin = letter.find("/sign-in/").expect("a letter with a link");
        let link = letter[begin..].split_whitespace().next().unwrap();
        let mut visitor = self.visitor();
        let page = visitor.get(link).await;
        let form = page.forms().pop();
        let action = form.unwrap_or_else(|| panic!("no button: {}", page.text()));
        let there = visitor.send(&page, &action.action, &[]).await;
        (visitor, there)
    }

    /// Waits until it has said something, and gives all that it has said.
    pub(crate) fn hear(&self, words: &str) -> String {
        self.heard(words, |said| said.contains(words).then(|| said.to_owned()))
    }

    /// The last letter to an address, as the console shows it, once its link is there.
    pub(crate) fn letter(&self, to: &str) -> String {
        let begin = format!("a letter to {to}");
        self.heard(&begin, |said| {
            let (_, letter) = said.rsplit_once(&begin)?;
            letter.contains("/sign-in/").then(|| letter.to_owned())
        })
    }

    fn heard(&self, what: &str, find: impl Fn(&str) -> Option<String>) -> String {
        let begun = Instant::now();
        loop {
            let said = self.said.lock().unwrap().clone();
            if let Some(found) = find(&said) {
                return found;
            }
            assert!(begun.elapsed() < HANGS_AFTER, "never {what:?}: {said}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Asks it to end, as whoever runs the machine does.
    pub(crate) fn tell_to_end(&self) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(told.success());
    }

    /// Waits for its end: how it ended, and all that it has said.
    pub(crate) fn ended(mut self) -> (ExitStatus, String) {
        let begun = Instant::now();
        while begun.elapsed() < HANGS_AFTER {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status, self.said.lock().unwrap().clone());
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("it goes on: {}", self.said.lock().unwrap());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It has ended already where the test got so far.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn collected(
    stream: impl std::io::Read + Send + 'static,
    said: Arc<Mutex<String>>,
) -> Receiver<String> {
    let (give, take) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            let mut said = said.lock().unwrap();
            said.push_str(&line);
            said.push('\n');
            let _ = give.send(line);
        }
    });
    take
}
