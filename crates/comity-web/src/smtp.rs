//! Post by SMTP: hands letters to the mail server of whoever runs the site.
//!
//! Never here: when a letter is tried again; that is for the [post office](crate::post_office).
//!
//! Start at [`SmtpPost::new`].

use std::time::{Duration, UNIX_EPOCH};

use comity_app::ports::{Answer, Letter, NotSent, Post};
use data_encoding::HEXLOWER;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::{AsyncSmtpTransport, Error};
use lettre::{AsyncTransport, Tokio1Executor};
use thiserror::Error;

/// How long a mail server may take over one step, in seconds: slow ones look up the sender first.
const PATIENCE_SECONDS: u64 = 60;

/// What a server answers that does not know the site itself (RFC 4954): that is no fault of the
/// letter, and is mended with the password of the site.
const NOT_LET_IN: [&str; 4] = ["530", "534", "535", "538"];

/// Hands letters to a mail server.
pub struct SmtpPost {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why no mail server can be reached by what was set.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotAPostOffice {
    /// The address of the server.
    #[error(
        "the address of the mail server cannot be used ({0}): write smtps://NAME:PASSWORD@HOST, or \
         smtp://HOST?tls=required"
    )]
    Server(String),
    /// The sender.
    #[error("the sender cannot be used ({0}): write an address, or Name <address>")]
    Sender(String),
}

impl SmtpPost {
    /// For a server and a sender.
    ///
    /// The server is written `smtps://NAME:PASSWORD@HOST`, or `smtp://HOST?tls=required` where the
    /// line is made safe after it was opened. `smtp://HOST` alone is in the open: only for a server
    /// on the same machine.
    ///
    /// # Errors
    /// When one of them is not so written.
    pub fn new(server: &str, from: &str) -> Result<SmtpPost, NotAPostOffice> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(|error| NotAPostOffice::Server(error.to_string()))?;
        let from = from
            .parse()
            .map_err(|error: lettre::address::AddressError| {
                NotAPostOffice::Sender(error.to_string())
            })?;
        Ok(SmtpPost {
            transport: transport
                .timeout(Some(Duration::from_secs(PATIENCE_SECONDS)))
                .build(),
            from,
        })
    }

    async fn hand_over(&self, letter: &Letter) -> Result<(), NotSent> {
        let message = message(letter, &self.from)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() && !is_about_the_site(&error) => {
                Err(NotSent::Never(error.to_string()))
            }
            Err(error) => Err(NotSent::Later(error.to_string())),
        }
    }
}

impl Post for SmtpPost {
    fn send<'a>(&'a self, letter: &'a Letter) -> Answer<'a, (), NotSent> {
        Box::pin(self.hand_over(letter))
    }
}

fn is_about_the_site(error: &Error) -> bool {
    let code = error.status().map(|it| it.to_string());
    code.is_some_and(|it| NOT_LET_IN.contains(&it.as_str()))
}

/// The letter as mail. One that is sent twice has one id, so that it is shown once.
fn message(letter: &Letter, from: &Mailbox) -> Result<Message, NotSent> {
    let to = letter.to.as_str().parse();
    let to = to.map_err(|error: lettre::address::AddressError| never(&error))?;
    let written = u64::try_from(letter.written).unwrap_or_default();
    let id = HEXLOWER.encode(&letter.id.0);
    let mut message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(letter.subject.as_str())
        .date(UNIX_EPOCH + Duration::from_millis(written))
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text.clone())
        .map_err(|error| never(&error))?;
    // Programs that answer in somebody's absence do not answer this.
    let name = HeaderName::new_from_ascii_str("Auto-Submitted");
    let value = HeaderValue::new(name, "auto-generated".to_owned());
    message.headers_mut().insert_raw(value);
    Ok(message)
}

fn never(error: &dyn std::error::Error) -> NotSent {
    NotSent::Never(error.to_string())
}

#[cfg(test)]
mod tests {
    use comity_app::ports::{AccountId, LetterId, MailAddress, Sending};
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    use tokio::net::{TcpListener, TcpStream};

    use super::*;

    fn letter(subject: &str, text: &str) -> Letter {
        Letter {
            id: LetterId([7; 16]),
            to: MailAddress::new("head@loa.example").unwrap(),
            account: AccountId([1; 16]),
            subject: subject.to_owned(),
            text: text.to_owned(),
            written: 1_930_000_000_000,
            sending: Sending::Waiting { tries: 0, next: 0 },
        }
    }

    /// A mail server for one letter: what it was told, line by line. `answer` is what it says to
    /// the recipient.
    async fn server(listener: TcpListener, answer: &'static str) -> Vec<String> {
        let (stream, _) = listener.accept().await.unwrap();
        let mut lines = BufReader::new(stream);
        say(lines.get_mut(), "220 post.example").await;
        let (mut told, mut in_letter) = (Vec::new(), false);
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line).await.unwrap() == 0 {
                return told;
            }
            let line = line.trim_end().to_owned();
            let reply = match line.as_str() {
                "." if in_letter => Some("250 taken"),
                _ if in_letter => None,
                "DATA" => Some("354 go on"),
                "QUIT" => Some("221 bye"),
                it if it.starts_with("RCPT") => Some(answer),
                _ => Some("250 yes"),
            };
            in_letter = (in_letter || line == "DATA") && line != ".";
            told.push(line);
            if let Some(reply) = reply {
                say(lines.get_mut(), reply).await;
            }
        }
    }

    async fn say(stream: &mut TcpStream, line: &str) {
        stream
            .write_all(format!("{line}\r\n").as_bytes())
            .await
            .unwrap();
    }

    /// Sends a letter to a server that answers so.
    async fn sent(letter: &Letter, answer: &'static str) -> (Result<(), NotSent>, Vec<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(server(listener, answer));
        let post = SmtpPost::new(&format!("smtp://{address}"), "Comity <post@comity.example>");
        let outcome = post.unwrap().send(letter).await;
        (outcome, server.await.unwrap())
    }

    #[tokio::test]
    async fn a_letter_reaches_the_server_as_it_was_written() {
        let letter = letter(
            "مقعد في المفاوضة",
            "Open this:\n\nhttps://comity.example/x\n",
        );
        let (outcome, told) = sent(&letter, "250 yes").await;
        assert_eq!(outcome, Ok(()));
        let starts = |it: &str| told.iter().filter(|line| line.starts_with(it)).count();
        assert_eq!(starts("RCPT TO:<head@loa.example>"), 1, "{told:#?}");
        assert_eq!(starts("To: head@loa.example"), 1, "{told:#?}");
        assert_eq!(starts("From: Comity <post@comity.example>"), 1, "{told:#?}");
        assert_eq!(starts("Subject: =?utf-8?"), 1, "{told:#?}");
        assert_eq!(starts("Auto-Submitted: auto-generated"), 1, "{told:#?}");
        assert_eq!(starts("Date: Thu, 27 Feb 2031 23:06:40"), 1, "{told:#?}");
        let id = "07".repeat(16);
        assert_eq!(
            starts(&format!("Message-ID: <{id}@comity.example>")),
            1,
            "{told:#?}"
        );
        assert_eq!(starts("https://comity.example/x"), 1, "{told:#?}");
    }

    #[tokio::test]
    async fn a_subject_never_becomes_a_header() {
        let letter = letter("Loa\r\nBcc: everybody@comity.example", "x");
        let (_, told) = sent(&letter, "250 yes").await;
        assert!(!told.iter().any(|it| it.starts_with("Bcc")), "{told:#?}");
    }

    #[tokio::test]
    async fn a_server_says_later_or_never() {
        let check = async |answer, expected: fn(&NotSent) -> bool| {
            let (outcome, _) = sent(&letter("x", "x"), answer).await;
            assert!(expected(&outcome.unwrap_err()), "{answer}");
        };
        check("450 busy", |it| matches!(it, NotSent::Later(_))).await;
        check("550 nobody here", |it| matches!(it, NotSent::Never(_))).await;
        check("530 who are you", |it| matches!(it, NotSent::Later(_))).await;
        // Nobody listens at all.
        let post = SmtpPost::new("smtp://127.0.0.1:1", "post@comity.example").unwrap();
        let outcome = post.send(&letter("x", "x")).await;
        assert!(matches!(outcome, Err(NotSent::Later(_))), "{outcome:?}");
    }

    #[test]
    fn what_is_no_server_and_no_sender_is_said() {
        let server = SmtpPost::new("post.example", "post@comity.example").err();
        assert!(matches!(server, Some(NotAPostOffice::Server(_))));
        let sender = SmtpPost::new("smtp://post.example", "a@b\r\nBcc: c@d").err();
        assert!(matches!(sender, Some(NotAPostOffice::Sender(_))));
    }
}
