//! Pieces: the body of an answer that is made while it is sent, so that nobody holds the whole.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use tokio::sync::mpsc;

/// Where pieces are put.
pub(crate) type PieceSender = mpsc::Sender<io::Result<Bytes>>;

struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

/// A body, and where its pieces are put; `waiting` of them may be ahead of the reader. It ends when
/// the sender is gone, and breaks off with an error.
pub(crate) fn pieces(waiting: usize) -> (PieceSender, Body) {
    let (sender, receiver) = mpsc::channel(waiting);
    (sender, Body::new(Pieces(receiver)))
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let piece = self.0.poll_recv(context);
        piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
