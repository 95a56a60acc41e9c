//! Letters that a site hands to a mail server: one that takes them, and one that does not.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::desk::{Desk, NEW};
use crate::served::Served;

/// How long a letter may be on its way: many times what the outbox waits between two looks.
const PATIENCE: Duration = Duration::from_secs(60);

/// A mail server on this machine.
struct MailServer {
    address: SocketAddr,
    /// What was written between `DATA` and its end, letter by letter.
    letters: Receiver<String>,
}

impl MailServer {
    /// Begins; `to_recipients` is what it says to whomever a letter is for.
    fn begin(to_recipients: &'static str) -> MailServer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (give, letters) = channel();
        thread::spawn(move || {
            for line in listener.incoming().map_while(Result::ok) {
                let give = give.clone();
                // A client that hangs up in the middle is one that the next letter follows.
                thread::spawn(move || talk(line, to_recipients, &give).ok());
            }
        });
        MailServer { address, letters }
    }

    fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }
}

fn talk(stream: TcpStream, to_recipients: &str, give: &Sender<String>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut answers = stream.try_clone()?;
    let mut say = |line: &str| answers.write_all(format!("{line}\r\n").as_bytes());
    say("220 post.example")?;
    let mut letter: Option<String> = None;
    for line in BufReader::new(stream).lines() {
        let line = line?;
        match (&mut letter, line.as_str()) {
            (Some(_), ".") => {
                let _ = give.send(letter.take().unwrap_or_default());
                say("250 taken")?;
            }
            (Some(written), _) => {
                written.push_str(&line);
                written.push('\n');
            }
            (None, "DATA") => {
                letter = Some(String::new());
                say("354 go on")?;
            }
            (None, "QUIT") => return say("221 bye"),
            (None, it) if it.starts_with("RCPT") => say(to_recipients)?,
            (None, _) => say("250 yes")?,
        }
    }
    Ok(())
}

/// What a letter says, as whoever opens it reads it (RFC 2045, quoted-printable).
fn read(letter: &str) -> String {
    let (head, body) = letter.split_once("\n\n").unwrap();
    if !head.to_lowercase().contains("quoted-printable") {
        return body.to_owned();
    }
    let joined = body.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut parts = joined.split('=');
    bytes.extend(parts.next().unwrap().bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_arrives_and_its_link_leads_in() {
    let desk = Desk::empty();
    desk.done(&NEW);
    let server = MailServer::begin("250 yes");
    let from = "Comity <post@comity.example>";
    let served = Served::start(&desk, &["--smtp", &server.url(), "--from", from]);
    let letter = server.letters.recv_timeout(PATIENCE).unwrap();
    assert!(letter.contains("To: office@comity.example"), "{letter}");
    assert!(
        letter.contains("From: Comity <post@comity.example>"),
        "{letter}"
    );
    let (mut office, there) = served.come_in(&read(&letter)).await;
    assert!(there.status.is_success(), "{}", there.text());
    let page = office.get("/n/wells/delegations/accredit").await;
    assert!(page.status.is_success(), "{}", page.text());
    // What was sent is no business of the console, and shown on no page.
    let outbox = served.visitor().get("/outbox").await;
    assert_eq!(outbox.status.as_u16(), 404);
    served.tell_to_end();
    let (_, said) = served.ended();
    assert!(!said.contains("a letter to"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses_is_tried_again_and_the_log_says_so() {
    let desk = Desk::empty();
    desk.done(&NEW);
    let server = MailServer::begin("450 4.2.0 come again later");
    let from = ["--from", "post@comity.example"];
    let served = Served::start(&desk, &["--smtp", &server.url(), from[0], from[1]]);
    let said = served.hear("come again later");
    assert!(said.contains("and is tried again in 30 seconds"), "{said}");
    assert!(!said.contains("office@"), "the log names nobody: {said}");
    served.tell_to_end();
    served.ended();

    // Whoever runs the site sets another server: the letter of before arrives there, and once.
    let server = MailServer::begin("250 yes");
    let served = Served::start(&desk, &["--smtp", &server.url(), from[0], from[1]]);
    let letter = server.letters.recv_timeout(PATIENCE).unwrap();
    let (_, there) = served.come_in(&read(&letter)).await;
    assert!(there.status.is_success(), "{}", there.text());
    assert!(server.letters.recv_timeout(Duration::from_secs(3)).is_err());
}
