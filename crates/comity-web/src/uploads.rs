//! Uploads: what is sent with a request, read within limits; a form that was sent with files, as
//! fields and files.
//!
//! Who sends one has been let in before a byte of it is read. Nothing is written anywhere: a file
//! lives as long as the request. A browser looks for the answer when it has sent all that it has,
//! so what is too much is read to its end and let go: whoever is cut off in the middle sees a
//! broken line, and not the page that says what to do. Never here: what is in a file;
//! `comity-exchange` reads that.
//!
//! Start at [`Measured`], then [`fields`].

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use comity_exchange::limits::MAX_DOCUMENT_BYTES;
use http_body::Frame;
use multer::{Error, Multipart};
use tokio::time::timeout;

use crate::fields::{Fields, File, MAX_FIELDS};
use crate::limits::Who;
use crate::problem::Problem;
use crate::serving::MAX_FORM_BYTES;
use crate::shares::{Share, Shares};

/// The most files of one form: a list of annexes.
const MAX_FILES: usize = 20;

/// Room for one document of the largest size that is read, and what is typed beside it, in bytes.
pub(crate) const MAX_UPLOAD_BYTES: u64 = MAX_DOCUMENT_BYTES + MAX_FORM_BYTES as u64;

/// The most bytes of forms and files that are in memory at one time, of everybody together.
const MAX_HELD_BYTES: u64 = 8 * MAX_UPLOAD_BYTES;

/// The most of them from one address of the network: two documents of the largest size.
const MAX_HELD_BYTES_EACH: u64 = 2 * MAX_UPLOAD_BYTES;

/// How long a form with files may take to come: a document of the largest size over a line of a
/// megabit a second.
pub(crate) const LONGEST_UPLOAD: Duration = Duration::from_secs(600);

/// How much more than is taken is read and let go, in bytes: a recording in the place of a
/// document. Who sends more than that is cut off.
const MAX_LET_GO_BYTES: u64 = 256 << 20;

/// How long what nobody asked for is read: a document over a slow line. We owe such a sender no more.
const LONGEST_LET_GO: Duration = Duration::from_secs(30);

/// The room in memory for what people send. It is taken before a byte is read.
#[derive(Debug)]
pub(crate) struct Bodies(Arc<Shares>);

impl Default for Bodies {
    fn default() -> Bodies {
        Bodies(Shares::new(MAX_HELD_BYTES, MAX_HELD_BYTES_EACH))
    }
}

impl Bodies {
    /// Takes room for so many bytes.
    ///
    /// # Errors
    /// When others have it: it can be sent again.
    pub(crate) fn hold(&self, who: Who, bytes: u64) -> Result<Share, Problem> {
        let share = self.0.take(who, bytes);
        share.ok_or_else(|| Problem::Later(format!("no room for a form of {bytes} bytes")))
    }
}

/// Reads within a time.
///
/// # Errors
/// As what reads, or that it took too long.
pub(crate) async fn in_time<T>(
    longest: Duration,
    reading: impl Future<Output = Result<T, Problem>>,
) -> Result<T, Problem> {
    let read = timeout(longest, reading).await;
    read.unwrap_or(Err(Problem::TooSlow))
}

/// A body of which only so much is taken.
struct Measured {
    body: Body,
    left: u64,
    let_go: u64,
    is_over: Arc<AtomicBool>,
}

impl Measured {
    /// The body, and what tells afterwards whether there was more.
    fn body(body: Body, most: u64) -> (Body, Arc<AtomicBool>) {
        let is_over = Arc::new(AtomicBool::new(false));
        let measured = Measured {
            body,
            left: most,
            let_go: 0,
            is_over: is_over.clone(),
        };
        (Body::new(measured), is_over)
    }
}

impl HttpBody for Measured {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let too_large = || Poll::Ready(Some(Err(io::ErrorKind::FileTooLarge.into())));
        loop {
            let frame = match Pin::new(&mut self.body).poll_frame(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(frame))) => frame,
                Poll::Ready(Some(Err(error))) => {
                    return Poll::Ready(Some(Err(io::Error::other(error))));
                }
                Poll::Ready(None) if self.is_over.load(Ordering::Relaxed) => return too_large(),
                Poll::Ready(None) => return Poll::Ready(None),
            };
            let length = frame.data_ref().map_or(0, Bytes::len) as u64;
            if !self.is_over.load(Ordering::Relaxed) && length <= self.left {
                self.left -= length;
                return Poll::Ready(Some(Ok(frame)));
            }
            self.is_over.store(true, Ordering::Relaxed);
            self.let_go += length;
            if self.let_go > MAX_LET_GO_BYTES {
                return too_large();
            }
        }
    }
}

/// The bytes of a form without files.
pub(crate) async fn bytes(body: Body) -> Result<Bytes, Problem> {
    let most = MAX_FORM_BYTES;
    let (body, is_over) = Measured::body(body, most as u64);
    let read = to_bytes(body, usize::MAX).await;
    read.map_err(|_| match is_over.load(Ordering::Relaxed) {
        true => Problem::TooLarge { most },
        // The line broke; nobody is there to read the answer.
        false => Problem::ForeignForm,
    })
}

/// Reads what nobody asked for, so that whoever sent it sees the answer.
pub(crate) async fn let_go(body: Body) {
    let (body, _) = Measured::body(body, 0);
    let _ = timeout(LONGEST_LET_GO, to_bytes(body, usize::MAX)).await;
}

/// Reads a form with files.
pub(crate) async fn fields(body: Body, boundary: String) -> Result<Fields, Problem> {
    let (body, is_over) = Measured::body(body, MAX_UPLOAD_BYTES);
    let problem = |_: Error| match is_over.load(Ordering::Relaxed) {
        true => Problem::TooLarge {
            most: usize::try_from(MAX_DOCUMENT_BYTES).unwrap_or(usize::MAX),
        },
        false => Problem::ForeignForm,
    };
    let mut parts = Multipart::new(body.into_data_stream(), boundary);
    let (mut pairs, mut files) = (Vec::new(), Vec::new());
    // Also a form with too much in it is read to its end, and none of that kept.
    let (mut typed, mut is_too_many) = (0, false);
    while let Some(part) = parts.next_field().await.map_err(&problem)? {
        let field = part.name().unwrap_or_default().to_owned();
        let name = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(&problem)?;
        match name {
            _ if typed > MAX_FORM_BYTES || is_too_many => {}
            Some(name) => files.push(File {
                field,
                name,
                bytes: bytes.into(),
            }),
            None => {
                typed += bytes.len();
                let value = String::from_utf8(bytes.into()).map_err(|_| Problem::ForeignForm)?;
                pairs.push((field, value));
            }
        }
        is_too_many |= pairs.len() > MAX_FIELDS || files.len() > MAX_FILES;
    }
    match (typed > MAX_FORM_BYTES, is_too_many) {
        (true, _) => Err(Problem::TooLarge {
            most: MAX_FORM_BYTES,
        }),
        (false, true) => Err(Problem::ForeignForm),
        (false, false) => Ok(Fields::of(pairs).with_files(files)),
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    #[tokio::test]
    async fn a_body_that_never_ends_is_not_read_for_ever() {
        let soon = Duration::from_millis(20);
        let read: Result<(), Problem> = in_time(soon, pending()).await;
        assert!(matches!(read, Err(Problem::TooSlow)), "{read:?}");
        let read = in_time(soon, async { Ok(7) }).await;
        assert!(matches!(read, Ok(7)), "{read:?}");
    }

    #[test]
    fn what_one_machine_sends_leaves_room_for_others() {
        let bodies = Bodies::default();
        let at = |it: &str| Who::at(Some(it.parse().expect("an address")));
        let one = at("192.0.2.7");
        let held: Vec<_> = (0..8).map(|_| bodies.hold(one, MAX_UPLOAD_BYTES)).collect();
        assert_eq!(held.iter().flatten().count(), 2);
        assert!(matches!(held.last(), Some(Err(Problem::Later(_)))));
        assert!(bodies.hold(one, 1).is_err());
        assert!(bodies.hold(at("192.0.2.8"), MAX_UPLOAD_BYTES).is_ok());
    }
}
