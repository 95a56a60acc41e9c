//! Live: tells open pages that something has been recorded, and what it touched.
//!
//! For each negotiation that somebody watches, one task compares what is published with what was
//! published before; the streams only pass on what it found. An event says no more than how long
//! the record is, which parts are others now, and what the time is: the page fetches itself again,
//! so there is no second way to render anything, and a reload shows the same.
//!
//! A stream has no end of its own. Whoever runs the server ends them all, once, when it is to end:
//! the browsers come again by themselves and find the next one.
//!
//! Start at [`Live::watch`], then [`stream`].

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use comity_app::ports::{Clock, NegotiationId};
use comity_app::views::touched::Part;
use comity_app::{Desk, Published};
use tokio::sync::watch;
use tokio::time::sleep;

use crate::limits::Who;
use crate::pieces::{PieceSender, pieces};
use crate::problem::Problem;
use crate::shares::{Share, Shares};

/// The most open pages that are told of acts. Each costs some twenty kilobytes; whoever comes then
/// has pages that work by being loaded again.
const MAX_STREAMS: u64 = 20_000;

/// The most of them from one address of the network: all that delegations keep open who sit behind
/// the one address of their hotel, and a small part of what there is.
const MAX_STREAMS_EACH: u64 = 1_000;

/// How often a stream says that it is there, so that no line between closes it for idleness.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// The shortest time between two events: acts that come in the same instant are one event.
const SHORTEST_PAUSE: Duration = Duration::from_millis(20);

/// How much longer the pause is for each stream: what an event costs to send, with as much again
/// left for everything else.
const PAUSE_PER_STREAM: Duration = Duration::from_micros(50);

/// How long a browser waits before it comes again, in milliseconds.
const COME_AGAIN_MILLISECONDS: u32 = 3_000;

/// Events that may be ahead of a reader who does not read.
const MAX_WAITING: usize = 2;

/// Who watches which negotiation.
pub(crate) struct Live {
    watched: Mutex<BTreeMap<NegotiationId, watch::Receiver<News>>>,
    streams: Arc<Shares>,
    /// Whether all streams are to end; it never turns back.
    ending: watch::Sender<bool>,
}

/// How far a negotiation is, and when each part of it was last touched.
#[derive(Clone, Debug, Default)]
pub(crate) struct News {
    size: u64,
    touched: [u64; Part::ALL.len()],
}

impl Default for Live {
    fn default() -> Live {
        Live {
            watched: Mutex::default(),
            streams: Shares::new(MAX_STREAMS, MAX_STREAMS_EACH),
            ending: watch::Sender::new(false),
        }
    }
}

impl Live {
    /// A stream of events of a negotiation.
    ///
    /// # Errors
    /// When too many are open.
    pub(crate) fn watch(
        &self,
        desk: &Desk,
        who: Who,
        clock: Arc<dyn Clock>,
    ) -> Result<Response, Problem> {
        let seat = self.streams.take(who, 1);
        let seat = seat.ok_or_else(|| Problem::Later("too many open pages".to_owned()))?;
        let (sender, body) = pieces(MAX_WAITING);
        let (news, mut ending) = (self.news_of(desk), self.ending.subscribe());
        tokio::spawn(async move {
            tokio::select! {
                () = stream(news, (sender, clock), seat) => {}
                // A sender that is gone means the same as one that says so.
                _ = ending.wait_for(|it| *it) => {}
            }
        });
        Ok(events(body))
    }

    /// Ends all streams, and those that come after at once.
    pub(crate) fn end(&self) {
        self.ending.send_replace(true);
    }

    /// The news of a negotiation; the first one who asks sets off the task that finds them.
    fn news_of(&self, desk: &Desk) -> watch::Receiver<News> {
        let mut watched = self.watched.lock().expect("nobody panics while holding it");
        if let Some(news) = watched.get(desk.id())
            && news.has_changed().is_ok()
        {
            return news.clone();
        }
        let published = desk.read();
        let (sender, news) = watch::channel(News {
            size: published.state.size(),
            touched: Default::default(),
        });
        tokio::spawn(compare(desk.clone(), published, sender));
        watched.insert(desk.id().clone(), news.clone());
        news
    }
}

/// Compares what is published with what was before, until the negotiation is closed down here.
/// Then its streams end, and the browsers come again.
async fn compare(desk: Desk, mut before: Arc<Published>, sender: watch::Sender<News>) {
    let mut negotiation = desk.negotiation();
    while let Ok(after) = negotiation.changed().await {
        let size = after.state.size();
        if size == before.state.size() {
            continue;
        }
        sender.send_modify(|news| {
            news.size = size;
            for (part, touched) in Part::ALL.iter().zip(&mut news.touched) {
                if part.is_touched(&before.state, &after.state) {
                    *touched = size;
                }
            }
        });
        before = after;
        let streams = u32::try_from(sender.receiver_count()).unwrap_or(u32::MAX);
        sleep(SHORTEST_PAUSE.max(PAUSE_PER_STREAM * streams)).await;
    }
}

/// Sends what is new, and now and then that the line is there.
async fn stream(
    mut news: watch::Receiver<News>,
    (sender, clock): (PieceSender, Arc<dyn Clock>),
    _seat: Share,
) {
    let mut said = news.borrow_and_update().clone();
    let hello = format!(
        "retry: {COME_AGAIN_MILLISECONDS}\n\n{}",
        event(&said, said.size, clock.now())
    );
    if put(&sender, hello).await.is_err() {
        return;
    }
    loop {
        let next = tokio::select! {
            changed = news.changed() => match changed {
                Ok(()) => {
                    let now = news.borrow_and_update().clone();
                    let next = event(&now, said.size, clock.now());
                    said = now;
                    next
                }
                Err(_) => return,
            },
            () = sleep(HEARTBEAT) => ":\n\n".to_owned(),
            () = sender.closed() => return,
        };
        if put(&sender, next).await.is_err() {
            return;
        }
    }
}

async fn put(sender: &PieceSender, text: String) -> Result<(), ()> {
    let piece: io::Result<Bytes> = Ok(Bytes::from(text));
    sender.send(piece).await.map_err(|_| ())
}

/// An event: how long the record is, what was touched since it was `since` long, and the time of
/// the site, in milliseconds since 1970.
fn event(news: &News, since: u64, now: i64) -> String {
    let touched: Vec<String> = Part::ALL
        .iter()
        .zip(news.touched)
        .filter(|(_, touched)| *touched > since)
        .map(|(part, _)| format!("\"{}\"", part.name()))
        .collect();
    let size = news.size;
    let touched = touched.join(",");
    format!(
        "id: {size}\nevent: record\ndata: {{\"size\":{size},\"touched\":[{touched}],\"now\":{now}}}\n\n"
    )
}

fn events(body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/event-stream");
    headers.insert(header::CONTENT_TYPE, kind);
    let never = HeaderValue::from_static("no-store");
    headers.insert(header::CACHE_CONTROL, never);
    // Some proxies keep an answer until it is long enough.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_names_what_was_touched_since_the_last_one() {
        let mut news = News {
            size: 12,
            ..News::default()
        };
        news.touched[2] = 11;
        news.touched[5] = 12;
        assert_eq!(
            event(&news, 11, 1_900),
            "id: 12\nevent: record\ndata: {\"size\":12,\"touched\":[\"calls\"],\"now\":1900}\n\n"
        );
        assert!(event(&news, 10, 0).contains("[\"proposals\",\"calls\"]"));
        assert!(event(&news, 12, 0).contains("[]"));
    }
}
