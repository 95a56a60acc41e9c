//! The whole record as one archive, made while it is sent: nobody holds all of it.

use std::future::poll_fn;
use std::io::{self, Write};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use axum::body::Bytes;
use comity_app::{Desk, ExportError};
use comity_exchange::bundle_archive;
use tokio::sync::{Semaphore, SemaphorePermit};
use zip::ZipWriter;

use crate::answer::Answer;
use crate::pieces::{PieceSender, pieces};
use crate::problem::Problem;
use crate::visit::Visit;

/// The most archives that are made at one time: each reads a whole record.
const MAX_AT_ONCE: usize = 8;

/// Pieces that may be ahead of the reader; each is what one page of the log gives, some megabytes.
const MAX_WAITING: usize = 1;

static ROOM: Semaphore = Semaphore::const_new(MAX_AT_ONCE);

/// The archive.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let desk = visit.room().desk.clone();
    if visit.room().published.head.is_none() {
        return Err(Problem::NotFound);
    }
    let seat = ROOM.try_acquire();
    let seat = seat.map_err(|_| Problem::Later("too many bundles at once".to_owned()))?;
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
async fn send(desk: Desk, sender: PieceSender, _seat: SemaphorePermit<'static>) {
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
            if sender.send(Ok(queue.take())).await.is_err() {
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
    let _ = sender.send(last).await;
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
