//! The cache: pages that were made once and are sent again until anything they show has changed.
//!
//! A page is kept for an address, a language, a time zone and a reader, compressed. It is sent
//! again only while the negotiation stands exactly as it stood, the reader is exactly who it was
//! made for, and the minute is the same, because pages say how long is left. Nothing is ever
//! guessed to be still right: what cannot be compared is made anew.
//!
//! When something has changed, many ask for the same page at once: the first makes it, and the
//! others wait for it. Who waits for a page that turns out to be none that is kept makes their own.
//!
//! Never here: pages with forms that act, for each of those carries a key of its own; only an
//! [`Answer::Kept`](crate::Answer) comes here.
//!
//! Start at [`Cache::find`].

use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;
use std::sync::{Arc, Mutex, MutexGuard, Weak};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use comity_app::Published;
use data_encoding::BASE64URL_NOPAD;
use flate2::Compression;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use tokio::sync::watch;

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
#[derive(Clone, Default)]
pub(crate) struct Cache(Arc<Mutex<Shelf>>);

#[derive(Default)]
struct Shelf {
    pages: HashMap<Arc<Name>, Held>,
    /// The names by when they were last asked for.
    order: BTreeMap<u64, Arc<Name>>,
    /// The pages that are being made.
    making: HashMap<Arc<Name>, Begun>,
    asked: u64,
    bytes: usize,
}

/// What there is when somebody asks for a page.
pub(crate) enum Found {
    /// It was made before and is still right.
    Page(Page),
    /// Somebody is making it.
    Waiting(Waiting),
    /// It is for whoever asked to make it.
    Place(Place),
}

/// A page that somebody else is making.
pub(crate) struct Waiting(watch::Receiver<Option<Page>>);

/// A page that is being made.
struct Begun {
    basis: Arc<Basis>,
    /// Tells it from another with its name that was begun later.
    number: u64,
    page: watch::Receiver<Option<Page>>,
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
    basis: Arc<Basis>,
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

/// The place of a page that is about to be made. Whoever lets it go without a page lets the others
/// make their own.
pub(crate) struct Place {
    name: Arc<Name>,
    basis: Arc<Basis>,
    number: u64,
    cache: Cache,
    page: watch::Sender<Option<Page>>,
}

impl Cache {
    /// The page that a visit asks for, if it was made before and is still right, or who makes it.
    pub(crate) fn find(&self, visit: &Visit) -> Found {
        self.look(Name::of(visit), Basis::of(visit))
    }

    fn look(&self, name: Name, basis: Basis) -> Found {
        let mut shelf = self.shelf();
        if let Some(page) = shelf.get(&name, &basis) {
            return Found::Page(page);
        }
        if let Some(begun) = shelf.making.get(&name)
            && begun.basis.is(&basis)
        {
            return Found::Waiting(Waiting(begun.page.clone()));
        }
        let (name, basis) = (Arc::new(name), Arc::new(basis));
        let (sender, page) = watch::channel(None);
        shelf.asked += 1;
        let number = shelf.asked;
        let begun = Begun {
            basis: basis.clone(),
            number,
            page,
        };
        shelf.making.insert(name.clone(), begun);
        Found::Place(Place {
            name,
            basis,
            number,
            cache: self.clone(),
            page: sender,
        })
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().expect("nobody panics while holding it")
    }
}

impl Waiting {
    /// The page, once it is made; nothing if it is none that others can be sent.
    pub(crate) async fn page(mut self) -> Option<Page> {
        let made = self.0.wait_for(Option::is_some).await;
        made.ok().and_then(|it| it.clone())
    }
}

impl Place {
    /// Keeps a page here, and hands it to all who wait for it.
    pub(crate) fn keep(self, html: &str) -> Page {
        let page = Page::new(html, self.name.session.is_some());
        if page.gzipped.len() <= MAX_PAGE_BYTES {
            self.cache.shelf().put(&self, page.clone());
        }
        self.page.send_replace(Some(page.clone()));
        page
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut shelf = self.cache.shelf();
        let begun = shelf.making.get(&self.name);
        if begun.is_some_and(|it| it.number == self.number) {
            shelf.making.remove(&self.name);
        }
    }
}

impl Shelf {
    fn get(&mut self, name: &Name, basis: &Basis) -> Option<Page> {
        let held = self.pages.get_mut(name)?;
        if !held.basis.is(basis) {
            self.take_away(name);
            return None;
        }
        self.asked += 1;
        let before = std::mem::replace(&mut held.asked, self.asked);
        let page = held.page.clone();
        if let Some(name) = self.order.remove(&before) {
            self.order.insert(self.asked, name);
        }
        Some(page)
    }

    fn put(&mut self, place: &Place, page: Page) {
        let name = place.name.clone();
        self.take_away(&name);
        self.asked += 1;
        self.bytes += cost(&name, &page);
        self.order.insert(self.asked, name.clone());
        let held = Held {
            page,
            basis: place.basis.clone(),
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

impl Name {
    fn of(visit: &Visit) -> Name {
        let reader = &visit.reader;
        let zone = match (reader.zone_is_known, reader.zone.iana_name()) {
            (true, Some(name)) => name.to_owned(),
            _ => String::new(),
        };
        Name {
            address: visit.uri.to_string(),
            language: reader.words.tag,
            zone,
            session: reader.person.as_ref().map(|it| it.session.digest.0),
            seen: visit.seen,
        }
    }
}

impl Basis {
    fn of(visit: &Visit) -> Basis {
        let standing = match &visit.room {
            Some(room) => vec![Arc::downgrade(&room.published)],
            None => {
                let desks = visit.site.negotiations().all();
                desks.iter().map(|it| Arc::downgrade(&it.read())).collect()
            }
        };
        Basis {
            standing,
            person: visit.reader.person.clone(),
            minute: visit.now.div_euclid(MINUTE_MILLISECONDS),
        }
    }

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

    fn name(address: &str) -> Name {
        Name {
            address: address.to_owned(),
            language: "en",
            zone: String::new(),
            session: None,
            seen: None,
        }
    }

    fn at_minute(minute: i64) -> Basis {
        Basis {
            standing: Vec::new(),
            person: None,
            minute,
        }
    }

    /// The page that is kept for an address, if it is still right at a minute.
    fn kept(cache: &Cache, address: &str, minute: i64) -> Option<Page> {
        cache.shelf().get(&name(address), &at_minute(minute))
    }

    /// The place that is given to whoever is the first to ask.
    fn place(cache: &Cache, address: &str) -> Place {
        match cache.look(name(address), at_minute(1)) {
            Found::Place(place) => place,
            Found::Page(_) => panic!("{address} is there"),
            Found::Waiting(_) => panic!("somebody makes {address}"),
        }
    }

    /// What is waited for by whoever is not the first.
    fn waiting(cache: &Cache, address: &str) -> Waiting {
        match cache.look(name(address), at_minute(1)) {
            Found::Waiting(waiting) => waiting,
            Found::Page(_) => panic!("{address} is there"),
            Found::Place(_) => panic!("nobody makes {address}"),
        }
    }

    #[tokio::test]
    async fn who_comes_while_a_page_is_made_waits_for_it() {
        let cache = Cache::default();
        let first = place(&cache, "/");
        let others = [waiting(&cache, "/"), waiting(&cache, "/")];
        // What stands has changed since: the page that is being made is not the one that is wanted.
        let Found::Place(later) = cache.look(name("/"), at_minute(2)) else {
            panic!("a page of another minute was taken for this one");
        };
        let made = first.keep("<p>what stands");
        for other in others {
            assert_eq!(other.page().await.unwrap().etag, made.etag);
        }
        // The end of the first has not ended the later one.
        let Found::Waiting(other) = cache.look(name("/"), at_minute(2)) else {
            panic!("two make the same page");
        };
        drop(later);
        assert!(other.page().await.is_none());
        assert!(cache.shelf().making.is_empty());
    }

    #[tokio::test]
    async fn a_page_that_is_too_large_to_keep_still_goes_to_all_who_wait() {
        let cache = Cache::default();
        let first = place(&cache, "/");
        let other = waiting(&cache, "/");
        let made = first.keep(&noise(MAX_PAGE_BYTES * 2));
        assert_eq!(other.page().await.unwrap().etag, made.etag);
        assert!(kept(&cache, "/", 1).is_none());
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
        place(&cache, "/first").keep(&page);
        place(&cache, "/second").keep(&page);
        for number in 0..fit {
            assert!(kept(&cache, "/first", 1).is_some());
            place(&cache, &format!("/{number}")).keep(&page);
        }
        assert!(kept(&cache, "/first", 1).is_some());
        assert!(kept(&cache, "/second", 1).is_none());
        let shelf = cache.shelf();
        assert!(shelf.bytes <= MAX_KEPT_BYTES, "{}", shelf.bytes);
        assert_eq!(shelf.pages.len(), shelf.order.len());
    }

    #[test]
    fn a_page_is_right_for_a_minute() {
        let cache = Cache::default();
        place(&cache, "/").keep("<p>three days left");
        assert!(kept(&cache, "/", 1).is_some());
        assert!(kept(&cache, "/", 2).is_none());
        assert_eq!(cache.shelf().bytes, 0);
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
