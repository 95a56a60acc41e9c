//! The end of a site: open pages do not keep it, and what was begun is answered.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::desk::{Desk, NEW};
use crate::served::Served;

/// What is asked of a stream: far more time than its end takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// An open page: a stream of events, up to its first event.
fn open_page(served: &Served) -> TcpStream {
    let mut stream = TcpStream::connect(served.address()).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let request = "GET /n/wells/events HTTP/1.1\r\nHost: comity.example\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut heard = String::new();
    let mut bytes = [0; 1_024];
    while !heard.contains("event: record") {
        let read = stream.read(&mut bytes).unwrap();
        assert_ne!(read, 0, "it ended before it began: {heard}");
        heard.push_str(&String::from_utf8_lossy(&bytes[..read]));
    }
    stream
}

#[test]
fn open_pages_are_ended_and_nobody_is_waited_for() {
    let desk = Desk::empty();
    desk.done(&NEW);
    let served = Served::start(&desk, &[]);
    let mut pages = [open_page(&served), open_page(&served)];
    served.tell_to_end();
    for page in &mut pages {
        let mut rest = Vec::new();
        page.read_to_end(&mut rest).unwrap();
        let rest = String::from_utf8(rest).unwrap();
        assert!(rest.ends_with("0\r\n\r\n"), "it broke off: {rest:?}");
    }
    let (status, said) = served.ended();
    assert!(status.success(), "{said}");
    // It ran out of nobody's patience: every stream had ended before that.
    assert!(!said.contains("still being answered"), "{said}");
}

#[test]
fn somebody_who_never_finishes_is_not_waited_for_for_ever() {
    let desk = Desk::empty();
    desk.done(&NEW);
    let served = Served::start(&desk, &[]);
    // A form whose end never comes.
    let mut stream = TcpStream::connect(served.address()).unwrap();
    let head = "POST /sign-in HTTP/1.1\r\nHost: comity.example\r\n\
        Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nmail=";
    stream.write_all(head.as_bytes()).unwrap();
    // Once another page is answered, this one has been taken up.
    drop(open_page(&served));
    served.tell_to_end();
    let said = served.hear("still being answered");
    let (status, _) = served.ended();
    assert!(status.success(), "{said}");
    drop(stream);
}

#[test]
fn whoever_says_it_twice_does_not_wait() {
    let desk = Desk::empty();
    desk.done(&NEW);
    let served = Served::start(&desk, &[]);
    let mut stream = TcpStream::connect(served.address()).unwrap();
    let head = "POST /sign-in HTTP/1.1\r\nHost: comity.example\r\n\
        Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nmail=";
    stream.write_all(head.as_bytes()).unwrap();
    let mut page = open_page(&served);
    served.tell_to_end();
    // The end of the page says that the first word was heard.
    page.read_to_end(&mut Vec::new()).unwrap();
    served.tell_to_end();
    let (status, said) = served.ended();
    assert!(status.success(), "{said}");
    assert!(!said.contains("still being answered"), "{said}");
    drop(stream);
}
