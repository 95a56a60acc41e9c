//! A visit: one request, with all that a page needs to answer it.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use axum::http::Uri;
use comity_app::{Caller, Desk, Published};
use comity_procedure::State;

use crate::fields::Fields;
use crate::frame::Frame;
use crate::limits::Who;
use crate::reader::Reader;
use crate::shares::Share;
use crate::site::Site;
use crate::words::Words;

/// One request.
pub struct Visit {
    /// The site.
    pub site: Site,
    /// Who reads.
    pub reader: Reader,
    /// Where the request went.
    pub uri: Uri,
    /// The address that it came from, where that is known.
    pub address: Option<IpAddr>,
    /// The named parts of the path.
    pub path: BTreeMap<String, String>,
    /// What stands after the question mark.
    pub query: Fields,
    /// What the form said; empty where none was sent.
    pub form: Fields,
    /// The negotiation, where the path names one.
    pub room: Option<Room>,
    /// How long the record was when the last visit of somebody without an account ended.
    pub seen: Option<u64>,
    /// What the form takes up of the room that there is for all forms, for as long as the visit.
    pub(crate) held: Option<Share>,
    /// The time, in milliseconds since 1970.
    pub now: i64,
}

/// A negotiation as it stood when the request came, and who asks there.
#[derive(Clone)]
pub struct Room {
    /// The negotiation.
    pub desk: Desk,
    /// What everybody could read then.
    pub published: Arc<Published>,
    /// Who asks.
    pub caller: Caller,
}

impl Room {
    /// The state.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.published.state
    }

    /// A path within the negotiation: `rest` begins with a slash or is empty.
    #[must_use]
    pub fn at(&self, rest: &str) -> String {
        format!("/n/{}{rest}", self.desk.id())
    }
}

impl Visit {
    /// The words of the reader's language.
    #[must_use]
    pub fn words(&self) -> &'static Words {
        self.reader.words
    }

    /// Whom the network knows them as: shares of what there is only so much of go by that.
    #[must_use]
    pub fn who(&self) -> Who {
        Who::at(self.address)
    }

    /// The negotiation.
    ///
    /// # Panics
    /// On a route whose path names none.
    #[must_use]
    pub fn room(&self) -> &Room {
        self.room
            .as_ref()
            .expect("a path that names a negotiation was found to be of one")
    }

    /// A named part of the path.
    ///
    /// # Panics
    /// When the route has no such part.
    #[must_use]
    pub fn part(&self, name: &str) -> &str {
        &self.path[name]
    }

    /// The frame of a page: all that stands around what it says.
    #[must_use]
    pub fn frame(&self, title: impl Into<String>) -> Frame {
        Frame::new(self, title.into())
    }
}
