//! The cache: pages that were made once and are sent again until anything they show has changed.
//!
//! A page is kept for an address, a language, a time zone and a reader, compressed. It is sent
//! again only while the negotiation stands exactly as it stood, the reader is exactly who it was
//! made for, and the minute is the same, because pages say how long is left. Nothing is ever
//! guessed to be still right: what cannot be compared is made anew.
//!
//! Never here: pages with forms that act, for each of those carries a key of its own; only an
//! [`Answer::Kept`](crate::Answer) comes here.
//!
//! Start at [`Cache::find`].

use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;
use std::sync::{Arc, Mutex, Weak};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use comity_app::Published;
use data_encoding::BASE64URL_NOPAD;
use flate2::Compression;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

use crate::assets::{gzipped, takes_gzip};
use crate::reader::Person;
use crate::visit::Visit;

/// How much is kept, in compressed bytes: ten thousand pages of a long text.
pub(crate) const MAX_KEPT_BYTES: usize = 64 << 20;

/// The largest page that is kept, in compressed bytes: one page must not push out all others.
const MAX_PAGE_BYTES: usize = MAX_KEPT_BYTES / 16;

/// What a page costs besides its bytes: its name, its reader, and its place in two maps.
const BYTES_BESIDE: usize = 1_024;

/// How hard is compressed what is kept: it is done once and sent often.
const LEVEL: u32 = 6;

/// How long a page may be right, in milliseconds: those that show how long is left say minutes.
const MINUTE_MILLISECONDS: i64 = 60_000;

/// Pages that were made before. The one that was asked for the longest ago goes first.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Shelf>);

#[derive(Default)]
struct Shelf {
    pages: HashMap<Arc<Name>, Held>,
    /// The names by when they were last asked for.
    order: BTreeMap<u64, Arc<Name>>,
    asked: u64,
    bytes: usize,
}

/// What a page is kept for.
#[derive(PartialEq, Eq, Hash)]
struct Name {
    address: String,
    language: &'static str,
    zone: String,
    /// The session, if somebody is signed in.
    session: Option<[u8; 32]>,
    /// How far somebody without an account had read, where more has happened since.
    seen: Option<u64>,
}

struct Held {
    page: Page,
    basis: Basis,
    asked: u64,
}

/// What a page was made from.
struct Basis {
    /// The negotiation of the page, or all of them. A pointer that still has its place in memory
    /// is never given to another, so two that are equal are the same.
    standing: Vec<Weak<Published>>,
    person: Option<Person>,
    minute: i64,
}

/// A page as it is sent.
#[derive(Clone)]
pub(crate) struct Page {
    gzipped: Bytes,
    etag: String,
    private: bool,
}

/// The place of a page that is about to be made.
pub(crate) struct Place {
    name: Name,
    basis: Basis,
}

impl Cache {
    /// The page that a visit asks for, if it was made before and is still right; else its place.
    pub(crate) fn find(&self, visit: &Visit) -> Result<Page, Box<Place>> {
        let place = Place::of(visit);
        let mut shelf = self.0.lock().expect("nobody panics while holding it");
        match shelf.get(&place) {
            Some(page) => Ok(page),
            None => Err(Box::new(place)),
        }
    }

    /// Keeps a page in its place.
    pub(crate) fn keep(&self, place: Place, html: &str) -> Page {
        let page = Page::new(html, place.name.session.is_some());
        if page.gzipped.len() <= MAX_PAGE_BYTES {
            let mut shelf = self.0.lock().expect("nobody panics while holding it");
            shelf.put(place, page.clone());
        }
        page
    }
}

impl Shelf {
    fn get(&mut self, place: &Place) -> Option<Page> {
        let (name, held) = self.pages.get_key_value(&place.name)?;
        if !held.basis.is(&place.basis) {
            let name = name.clone();
            self.take_away(&name);
            return None;
        }
        let (name, before) = (name.clone(), held.asked);
        self.asked += 1;
        self.order.remove(&before);
        self.order.insert(self.asked, name);
        let held = self.pages.get_mut(&place.name)?;
        held.asked = self.asked;
        Some(held.page.clone())
    }

    fn put(&mut self, place: Place, page: Page) {
        let name = Arc::new(place.name);
        self.take_away(&name);
        self.asked += 1;
        self.bytes += cost(&name, &page);
        self.order.insert(self.asked, name.clone());
        let held = Held {
            page,
            basis: place.basis,
            asked: self.asked,
        };
        self.pages.insert(name, held);
        while self.bytes > MAX_KEPT_BYTES {
            let Some((_, oldest)) = self.order.pop_first() else {
                break;
            };
            self.take_away(&oldest);
        }
    }

    fn take_away(&mut self, name: &Name) {
        if let Some(held) = self.pages.remove(name) {
            self.order.remove(&held.asked);
            self.bytes -= cost(name, &held.page);
        }
    }
}

fn cost(name: &Name, page: &Page) -> usize {
    name.address.len() + page.gzipped.len() + BYTES_BESIDE
}

impl Place {
    fn of(visit: &Visit) -> Place {
        let reader = &visit.reader;
        let standing = match &visit.room {
            Some(room) => vec![Arc::downgrade(&room.published)],
            None => {
                let desks = visit.site.negotiations().all();
                desks.iter().map(|it| Arc::downgrade(&it.read())).collect()
            }
        };
        let zone = match (reader.zone_is_known, reader.zone.iana_name()) {
            (true, Some(name)) => name.to_owned(),
            _ => String::new(),
        };
        Place {
            name: Name {
                address: visit.uri.to_string(),
                language: reader.words.tag,
                zone,
                session: reader.person.as_ref().map(|it| it.session.digest.0),
                seen: visit.seen,
            },
            basis: Basis {
                standing,
                person: reader.person.clone(),
                minute: visit.now.div_euclid(MINUTE_MILLISECONDS),
            },
        }
    }
}

impl Basis {
    fn is(&self, other: &Basis) -> bool {
        let mut pairs = self.standing.iter().zip(&other.standing);
        self.minute == other.minute
            && self.person == other.person
            && self.standing.len() == other.standing.len()
            && pairs.all(|(one, other)| Weak::ptr_eq(one, other))
    }
}

impl Page {
    fn new(html: &str, private: bool) -> Page {
        let digest = Sha256::digest(html.as_bytes());
        Page {
            gzipped: gzipped(html.as_bytes(), Compression::new(LEVEL)),
            etag: BASE64URL_NOPAD.encode(&digest[..12]),
            private,
        }
    }

    /// The page as a response to somebody who may have it already.
    pub(crate) fn response(&self, asked: &HeaderMap) -> Response {
        let packed = takes_gzip(asked);
        let ending = if packed { "-gzip" } else { "" };
        let etag = format!("\"{}{ending}\"", self.etag);
        let known = asked.get_all(header::IF_NONE_MATCH).iter();
        let mut known = known.filter_map(|it| it.to_str().ok());
        let mut response = if known.any(|it| names(it, &etag)) {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        } else if packed {
            let mut response = Response::new(Body::from(self.gzipped.clone()));
            let packing = HeaderValue::from_static("gzip");
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_ENCODING, packing);
            response
        } else {
            Response::new(Body::from(self.plain()))
        };
        let headers = response.headers_mut();
        let etag = HeaderValue::from_str(&etag).expect("letters and digits are a header");
        headers.insert(header::ETAG, etag);
        headers.insert(header::CONTENT_TYPE, HTML);
        say_for_whom(headers, self.private);
        response
    }

    /// Few ask for it: the page is unpacked for them.
    fn plain(&self) -> Vec<u8> {
        let mut plain = Vec::with_capacity(self.gzipped.len() * 4);
        GzDecoder::new(&*self.gzipped)
            .read_to_end(&mut plain)
            .expect("what was packed here can be unpacked");
        plain
    }
}

/// What a page is.
pub(crate) const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// Says who may keep a page, and that they have to ask before they show it again: what stood a
/// moment ago may stand no longer.
pub(crate) fn say_for_whom(headers: &mut HeaderMap, private: bool) {
    let caching = match private {
        true => HeaderValue::from_static("private, no-cache"),
        false => HeaderValue::from_static("no-cache"),
    };
    headers.insert(header::CACHE_CONTROL, caching);
    let vary = HeaderValue::from_static("accept-encoding, accept-language, cookie");
    headers.insert(header::VARY, vary);
}

/// Whether a list of tags names one, or all. A proxy that packed anew has weakened the tag; for
/// this question both are the same.
fn names(list: &str, etag: &str) -> bool {
    list.split(',').any(|one| {
        let one = one.trim();
        one == "*" || one.strip_prefix("W/").unwrap_or(one) == etag
    })
}

/// Whether a request can be answered with what was made before.
pub(crate) fn is_reading(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(address: &str) -> Place {
        Place {
            name: Name {
                address: address.to_owned(),
                language: "en",
                zone: String::new(),
                session: None,
                seen: None,
            },
            basis: Basis {
                standing: Vec::new(),
                person: None,
                minute: 1,
            },
        }
    }

    fn noise(length: usize) -> String {
        let mut at = 7_u32;
        let mut sign = || {
            at = at.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b' ' + u8::try_from((at >> 24) % 90).unwrap())
        };
        (0..length).map(|_| sign()).collect()
    }

    #[test]
    fn what_was_asked_for_the_longest_ago_goes_first() {
        let cache = Cache::default();
        // Signs of ninety kinds are packed to six and a half bits each.
        let page = noise(MAX_PAGE_BYTES);
        let fit = MAX_KEPT_BYTES / (MAX_PAGE_BYTES / 8 * 6);
        cache.keep(place("/first"), &page);
        cache.keep(place("/second"), &page);
        for number in 0..fit {
            assert!(cache.0.lock().unwrap().get(&place("/first")).is_some());
            cache.keep(place(&format!("/{number}")), &page);
        }
        let mut shelf = cache.0.lock().unwrap();
        assert!(shelf.bytes <= MAX_KEPT_BYTES, "{}", shelf.bytes);
        assert!(shelf.get(&place("/first")).is_some());
        assert!(shelf.get(&place("/second")).is_none());
        assert_eq!(shelf.pages.len(), shelf.order.len());
    }

    #[test]
    fn a_page_is_right_for_a_minute() {
        let cache = Cache::default();
        cache.keep(place("/"), "<p>three days left");
        let mut later = place("/");
        assert!(cache.0.lock().unwrap().get(&later).is_some());
        later.basis.minute = 2;
        assert!(cache.0.lock().unwrap().get(&later).is_none());
        assert_eq!(cache.0.lock().unwrap().bytes, 0);
    }

    #[test]
    fn who_has_a_page_is_told_that_it_still_stands() {
        let page = Page::new("<p>what stands", false);
        let check = |asked: &[(&str, &str)], status: u16, packed: bool| {
            let mut headers = HeaderMap::new();
            for (name, value) in asked {
                let name = header::HeaderName::from_bytes(name.as_bytes()).unwrap();
                headers.append(name, HeaderValue::from_str(value).unwrap());
            }
            let response = page.response(&headers);
            assert_eq!(response.status().as_u16(), status, "{asked:?}");
            let is_packed = response.headers().contains_key(header::CONTENT_ENCODING);
            assert_eq!(is_packed, packed, "{asked:?}");
            response.headers()[header::ETAG]
                .to_str()
                .unwrap()
                .to_owned()
        };
        let plain = check(&[], 200, false);
        let packed = check(&[("accept-encoding", "br, gzip;q=0.8")], 200, true);
        assert_ne!(plain, packed, "two sets of bytes have two tags");
        check(&[("if-none-match", &plain)], 304, false);
        check(
            &[("if-none-match", &format!("\"other\", W/{plain}"))],
            304,
            false,
        );
        check(&[("if-none-match", &packed)], 200, false);
        let gzip = ("accept-encoding", "gzip");
        check(&[gzip, ("if-none-match", &packed)], 304, false);
        check(&[gzip, ("if-none-match", "\"other\"")], 200, true);
        assert_eq!(page.plain(), b"<p>what stands");
    }
}
