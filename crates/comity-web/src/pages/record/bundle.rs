//! The whole record as one archive, made while it is sent: nobody holds all of it.

use std::future::poll_fn;
use std::io::{self, Write};
use std::pin::pin;
use std::sync::{Arc, LazyLock, Mutex};
use std::task::Poll;
use std::time::Duration;

use axum::body::Bytes;
use comity_app::{Desk, ExportError};
use comity_exchange::bundle_archive;
use zip::ZipWriter;

use crate::answer::Answer;
use crate::pieces::{PieceSender, pieces};
use crate::problem::Problem;
use crate::shares::{Share, Shares};
use crate::visit::Visit;

/// The most archives that are made at one time: each reads a whole record.
const MAX_AT_ONCE: u64 = 8;

/// The most of them for one address of the network.
const MAX_EACH: u64 = 2;

/// How long a reader may take for one piece before the archive breaks off: some megabytes over a
/// slow line. Whoever takes nothing keeps nobody else from it.
const LONGEST_PIECE: Duration = Duration::from_secs(120);

/// Pieces that may be ahead of the reader; each is what one page of the log gives, some megabytes.
const MAX_WAITING: usize = 1;

static ROOM: LazyLock<Arc<Shares>> = LazyLock::new(|| Shares::new(MAX_AT_ONCE, MAX_EACH));

/// The archive.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let desk = visit.room().desk.clone();
    if visit.room().published.head.is_none() {
        return Err(Problem::NotFound);
    }
    let seat = ROOM.take(visit.who(), 1);
    let seat = seat.ok_or_else(|| Problem::Later("too many bundles at once".to_owned()))?;
    let name = format!("{}.zip", desk.id());
    let (sender, body) = pieces(MAX_WAITING);
    tokio::spawn(send(desk, sender, seat));
    Ok(Answer::File {
        name,
        media_type: "application/zip",
        body,
    })
}

/// Makes the archive as fast as it is taken. An error breaks the answer off, so that half a record
/// is never mistaken for a whole one.
async fn send(desk: Desk, sender: PieceSender, _seat: Share) {
    let queue = Queue::default();
    let mut archive = ZipWriter::new_stream(queue.clone());
    let mut put = |path: &str, bytes: &[u8]| bundle_archive::put(&mut archive, path, bytes);
    let made = {
        let mut export = pin!(desk.archive().export(desk.id(), &mut put));
        loop {
            // What has been written is sent before any more is made.
            let step = poll_fn(|context| match export.as_mut().poll(context) {
                Poll::Ready(made) => Poll::Ready(Some(made)),
                Poll::Pending if queue.is_empty() => Poll::Pending,
                Poll::Pending => Poll::Ready(None),
            });
            let made = step.await;
            if !hand(&sender, Ok(queue.take()), LONGEST_PIECE).await {
                return;
            }
            if let Some(made) = made {
                break made;
            }
        }
    };
    let ended = made
        .map_err(|error: ExportError| io::Error::other(error.to_string()))
        .and_then(|_| archive.finish().map_err(io::Error::from));
    let last = ended.map(|_| queue.take());
    if let Err(error) = &last {
        tracing::error!(negotiation = %desk.id(), "a bundle broke off: {error}");
    }
    // Whoever has gone away needs no last piece.
    hand(&sender, last, LONGEST_PIECE).await;
}

/// Hands a piece to the reader; whether it was taken within that time.
async fn hand(sender: &PieceSender, piece: io::Result<Bytes>, longest: Duration) -> bool {
    let sent = sender.send_timeout(piece, longest);
    sent.await.is_ok()
}

/// What has been written and not been sent.
#[derive(Clone, Default)]
struct Queue(Arc<Mutex<Vec<u8>>>);

impl Queue {
    fn is_empty(&self) -> bool {
        let queue = self.0.lock().expect("nobody panics while holding it");
        queue.is_empty()
    }

    fn take(&self) -> Bytes {
        let mut queue = self.0.lock().expect("nobody panics while holding it");
        Bytes::from(std::mem::take(&mut *queue))
    }
}

impl Write for Queue {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut queue = self.0.lock().expect("nobody panics while holding it");
        queue.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reader_who_takes_nothing_is_waited_for_only_so_long() {
        let (sender, body) = pieces(MAX_WAITING);
        let piece = || Ok(Bytes::from_static(b"a part of a record"));
        let soon = Duration::from_millis(20);
        assert!(hand(&sender, piece(), soon).await, "one may be ahead");
        assert!(!hand(&sender, piece(), soon).await, "and no more");
        drop(body);
    }
}
