//! Serving: from a request to a visit, and from an answer to a response.
//!
//! The order is the same for all: who reads, is this negotiation known, may they come in, was the
//! form ours, then the page. A page that fails in any way becomes the page of its problem, with an
//! id that also stands in the log.
//!
//! Start at [`router`].

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{ConnectInfo, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::Response;
use axum::routing::{MethodFilter, get, on};
use comity_app::Caller;
use comity_app::ports::{NegotiationId, Seat, Visited};

use crate::answer::{self, Answer};
use crate::assets;
use crate::cache::{self, Found};
use crate::fields::Fields;
use crate::limits::{Doing, Who};
use crate::pages::trouble;
use crate::problem::Problem;
use crate::reader::Reader;
use crate::routes::{ROUTES, Route, Rule};
use crate::sessions::{self, cookie_named};
use crate::site::Site;
use crate::uploads::{self, Files, LONGEST_LET_GO};
use crate::visit::{Room, Visit};
use crate::visits;
use crate::words::Words;

/// The largest form, in bytes: a long text pasted whole into a box, three bytes for each sign.
pub(crate) const MAX_FORM_BYTES: usize = 4 << 20;

/// How long a form without files may take to come: a long text over a slow line.
const LONGEST_FORM: Duration = Duration::from_secs(120);

/// Where the language that was chosen is kept in the browser.
const LANGUAGE_COOKIE: &str = "language";

/// Where the time zone that was chosen is kept in the browser.
const ZONE_COOKIE: &str = "zone";

/// What is taken from where: no script, style, frame or form of anybody else.
const CONTENT_SECURITY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// The site as axum serves it.
pub fn router(site: Site) -> Router {
    let mut router = Router::new();
    for asset in [&*assets::STYLE, &*assets::FINDINGS_STYLE, &*assets::SCRIPT] {
        let answer = move |headers: HeaderMap| async move { asset.response(&headers) };
        router = router.route(&asset.path, get(answer));
    }
    let more = site.settings().more_routes;
    for route in ROUTES.iter().chain(more) {
        let site = site.clone();
        let filter = MethodFilter::try_from(route.method.clone())
            .expect("the methods of the table are those of HTTP");
        let handler = move |path: Result<RawPathParams, RawPathParamsRejection>, request| {
            // A path that is no text leads nowhere, as every other that nobody made.
            let path = path.ok();
            let route = path.as_ref().map(|_| route);
            serve(site.clone(), route, parts_of(path), request)
        };
        router = router.route(route.path, on(filter, handler));
    }
    let unknown = move |request: Request| serve(site.clone(), None, BTreeMap::new(), request);
    router
        .fallback(unknown.clone())
        .method_not_allowed_fallback(unknown)
}

/// The named parts of a path.
fn parts_of(path: Option<RawPathParams>) -> BTreeMap<String, String> {
    let parts = path.iter().flatten();
    parts
        .map(|(name, part)| (name.to_owned(), part.to_owned()))
        .collect()
}

async fn serve(
    site: Site,
    route: Option<&'static Route>,
    path: BTreeMap<String, String>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let mut body = Some(body);
    let query = Fields::parse(parts.uri.query().unwrap_or_default()).unwrap_or_default();
    let mut visit = Visit {
        reader: Reader::stranger(words_of(&query, &parts.headers, None)),
        uri: parts.uri.clone(),
        address: address(&parts, &site),
        path,
        query,
        form: Fields::default(),
        room: None,
        seen: None,
        held: None,
        now: site.now(),
        site,
    };
    let mut cookies = Vec::new();
    let arrived = arrive(&mut visit, &mut cookies, route, (&parts, &mut body)).await;
    if let (Err(problem), Some(body)) = (&arrived, body) {
        rescue(&mut visit, route, (&parts, body), problem).await;
    }
    let visit = Arc::new(visit);
    let answered = match arrived {
        Ok(route) => answered(&visit, route, &parts).await,
        Err(problem) => Err(problem),
    };
    let mut response = match answered {
        Ok(response) => response,
        Err(problem) => trouble_of(&visit, &problem, &parts.headers),
    };
    // What the page says of a cookie is later than what was found when the request came.
    let said = response.headers().get_all(header::SET_COOKIE).iter();
    let said: Vec<Vec<u8>> = said.map(|it| name_of(it).to_owned()).collect();
    cookies.retain(|it| !said.iter().any(|known| known == name_of(it)));
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    with_policies(response)
}

/// Reads the form of somebody who was stopped before, so that the page of the problem gives back
/// what they typed: a session may end, or a seat be taken away, while they wrote. What is no form
/// of ours is let go, for its sender waits to have sent it. Of those who send too much, nothing is
/// read.
async fn rescue(
    visit: &mut Visit,
    route: Option<&'static Route>,
    (parts, body): (&Parts, Body),
    problem: &Problem,
) {
    let stopped = matches!(problem, Problem::NotSignedIn | Problem::NotAllowed);
    let is_form = parts.method == Method::POST && stopped;
    match problem {
        Problem::TooOften { .. } => {}
        _ if is_form && is_from_here(&parts.headers, &visit.site) => {
            if within_limits(visit, parts).is_ok() {
                visit.form = typed(visit, route, (parts, body)).await.unwrap_or_default();
            }
        }
        _ => uploads::let_go(body).await,
    }
}

/// What was typed into a form, its files let go.
async fn typed(
    visit: &mut Visit,
    route: Option<&'static Route>,
    (parts, body): (&Parts, Body),
) -> Result<Fields, Problem> {
    let carried = Carried::of(parts, route.ok_or(Problem::NotFound)?)?;
    let room = visit
        .site
        .bodies()
        .hold(visit.who(), MAX_FORM_BYTES as u64)?;
    visit.held = Some(room);
    uploads::in_time(LONGEST_LET_GO, carried.read(body, Files::LetGo)).await
}

/// The name of a cookie that is set.
fn name_of(cookie: &HeaderValue) -> &[u8] {
    let bytes = cookie.as_bytes();
    bytes.split(|it| *it == b'=').next().unwrap_or_default()
}

/// The address that a request came from.
fn address(parts: &Parts, site: &Site) -> Option<IpAddr> {
    if site.settings().behind_proxy {
        let told = parts
            .headers
            .get_all("x-forwarded-for")
            .iter()
            .next_back()?;
        let last = told.to_str().ok()?.rsplit(',').next()?.trim();
        return last.parse().ok();
    }
    let connection = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
    Some(connection.0.ip())
}

/// The cookie that takes the remembered language away.
pub(crate) fn no_language() -> HeaderValue {
    let text = format!("{LANGUAGE_COOKIE}=; Path=/; SameSite=Lax; Max-Age=0");
    HeaderValue::from_str(&text).expect("a cookie of our own letters is a header")
}

/// What a page answers, or answered to the same reader before when all was as it is now.
async fn answered(
    visit: &Arc<Visit>,
    route: &'static Route,
    parts: &Parts,
) -> Result<Response, Problem> {
    let place = match cache::is_reading(&parts.method) {
        true => match visit.site.cache().find(visit) {
            Found::Page(page) => return Ok(page.response(&parts.headers)),
            Found::Place(place) => Some(place),
            Found::Waiting(waiting) => {
                if let Some(page) = waiting.page().await {
                    return Ok(page.response(&parts.headers));
                }
                None
            }
        },
        false => None,
    };
    // A task of its own: an act that was begun is ended although nobody waits for the answer, a
    // page that others wait for is made although the first has gone, and a fault is a page.
    let answering = tokio::spawn(made(visit.clone(), route, place));
    let made = answering.await;
    let made = made.unwrap_or_else(|fault| Err(Problem::Ours(fault.to_string())))?;
    Ok(match made {
        Made::Kept(page) => page.response(&parts.headers),
        Made::Once(answer) => answer.response(&parts.headers),
    })
}

/// What was made for a visit.
enum Made {
    /// A page that is kept for others too.
    Kept(cache::Page),
    /// An answer for this visit alone.
    Once(Answer),
}

async fn made(
    visit: Arc<Visit>,
    route: &'static Route,
    place: Option<cache::Place>,
) -> Result<Made, Problem> {
    let answer = (route.handler)(visit).await?;
    Ok(match (answer, place) {
        (Answer::Kept(html), Some(place)) => Made::Kept(place.keep(&html)),
        (answer, _) => Made::Once(answer),
    })
}

/// Finds out who asks for what and whether they may.
async fn arrive(
    visit: &mut Visit,
    cookies: &mut Vec<HeaderValue>,
    route: Option<&'static Route>,
    (parts, body): (&Parts, &mut Option<Body>),
) -> Result<&'static Route, Problem> {
    if let Some(words) = Words::of(visit.query.get("lang")) {
        let cookie = format!(
            "{LANGUAGE_COOKIE}={}; Path=/; SameSite=Lax; Max-Age=31536000",
            words.tag
        );
        cookies.extend(HeaderValue::from_str(&cookie));
    }
    if let Some(token) = sessions::carried(&parts.headers) {
        match sessions::person(&visit.site, token).await? {
            Some((person, cookie)) => {
                cookies.extend(cookie);
                let preferred = person.account.preferences.language.clone();
                visit.reader.words = words_of(&visit.query, &parts.headers, preferred.as_deref());
                visit.reader.person = Some(person);
            }
            None => cookies.push(sessions::no_cookie()),
        }
    }
    let person = visit.reader.person.as_ref();
    let zone = person.and_then(|it| it.account.preferences.time_zone.clone());
    let zone = zone.or_else(|| cookie_named(&parts.headers, ZONE_COOKIE).map(str::to_owned));
    visit.reader.in_zone(zone.as_deref());
    let route = route.ok_or(Problem::NotFound)?;
    if let Some(name) = visit.path.get("negotiation") {
        visit.room = Some(room(visit, name)?);
        remember(visit, cookies, parts);
    }
    admit(visit, route.rule)?;
    if parts.method == Method::POST {
        if !is_from_here(&parts.headers, &visit.site) {
            return Err(Problem::ForeignForm);
        }
        within_limits(visit, parts)?;
        let carried = Carried::of(parts, route)?;
        visit.held = Some(visit.site.bodies().hold(visit.who(), carried.most(parts))?);
        let body = body.take().unwrap_or_default();
        visit.form = carried.read(body, Files::Read).await?;
        if let Some(person) = &visit.reader.person
            && visit.form.get("form") != person.form_token
        {
            return Err(Problem::ForeignForm);
        }
    }
    Ok(route)
}

/// Remembers how far somebody without an account has read.
fn remember(visit: &mut Visit, cookies: &mut Vec<HeaderValue>, parts: &Parts) {
    if visit.reader.person.is_some() || parts.method != Method::GET {
        return;
    }
    let Some(room) = &visit.room else {
        return;
    };
    let now = Visited {
        size: room.state().size(),
        at: visit.now,
    };
    let (seen, cookie) = visits::of_stranger(&parts.headers, room.desk.id(), now);
    visit.seen = seen;
    cookies.extend(cookie);
}

/// The words for a request: those of the address, of the account, of the browser's memory, or of
/// its settings, in this order.
fn words_of(query: &Fields, headers: &HeaderMap, preferred: Option<&str>) -> &'static Words {
    let asked = headers.get(header::ACCEPT_LANGUAGE);
    let asked = asked.and_then(|it| it.to_str().ok());
    Words::of(query.get("lang"))
        .or_else(|| preferred.and_then(Words::of))
        .or_else(|| cookie_named(headers, LANGUAGE_COOKIE).and_then(Words::of))
        .or_else(|| asked.and_then(Words::asked))
        .unwrap_or_else(Words::english)
}

fn room(visit: &Visit, name: &str) -> Result<Room, Problem> {
    let id = NegotiationId::new(name).map_err(|_| Problem::NotFound)?;
    let desk = visit
        .site
        .negotiations()
        .get(&id)
        .ok_or(Problem::NotFound)?;
    Ok(Room {
        published: desk.read(),
        desk,
        caller: visit.reader.seat(&id).map_or(Caller::Public, Seat::caller),
    })
}

/// Whether the reader may come to a door.
fn admit(visit: &Visit, rule: Rule) -> Result<(), Problem> {
    let signed_in = visit.reader.person.is_some();
    let allowed = match (rule, &visit.room) {
        (Rule::Anyone, _) => true,
        (Rule::LocalOutbox, _) if visit.site.settings().local_outbox => true,
        (Rule::LocalOutbox, _) => return Err(Problem::NotFound),
        (Rule::SignedIn, _) => signed_in,
        (Rule::Seated, Some(room)) => room.caller != Caller::Public,
        (Rule::May(acts), Some(room)) => room.caller.may_ever(room.state(), acts),
        (Rule::Seated | Rule::May(_), None) => false,
    };
    match (allowed, signed_in) {
        (true, _) => Ok(()),
        (false, true) => Err(Problem::NotAllowed),
        (false, false) => Err(Problem::NotSignedIn),
    }
}

/// That somebody does not send more than anybody can mean to, before any of it is read.
fn within_limits(visit: &Visit, parts: &Parts) -> Result<(), Problem> {
    let person = visit.reader.person.as_ref();
    let who = person.map_or(visit.who(), |it| Who::Account(it.account.id));
    let limits = visit.site.limits();
    limits.take(Doing::Post, who, visit.now)?;
    let kind = parts.headers.get(header::CONTENT_TYPE);
    match kind.is_some_and(|it| it.as_bytes().starts_with(b"multipart/")) {
        true => limits.take(Doing::Upload, who, visit.now),
        false => Ok(()),
    }
}

/// Whether a form was sent by a page of this site, as far as the browser says.
fn is_from_here(headers: &HeaderMap, site: &Site) -> bool {
    from_here(headers, site).unwrap_or(true)
}

/// Whether a form was sent by a page of this site; nothing where the browser does not say.
fn from_here(headers: &HeaderMap, site: &Site) -> Option<bool> {
    let said = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
    match (said("sec-fetch-site"), said("origin")) {
        (Some(from), _) => Some(matches!(from, "same-origin" | "none")),
        (None, Some(origin)) => {
            let host = said("host").unwrap_or_default();
            let own = origin.split_once("://").is_some_and(|it| it.1 == host);
            Some(own || origin == site.settings().address)
        }
        (None, None) => None,
    }
}

/// How a form is sent.
enum Carried {
    /// As a line of fields.
    Fields,
    /// In parts, files among them, with this between them.
    Parts(String),
}

impl Carried {
    /// How this one is sent. What the route takes no files with is no form of ours in parts.
    fn of(parts: &Parts, route: &Route) -> Result<Carried, Problem> {
        let kind = parts.headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|it| it.to_str().ok()).unwrap_or_default();
        match multer::parse_boundary(kind) {
            Ok(boundary) if route.takes_files => Ok(Carried::Parts(boundary)),
            Err(_) if kind.starts_with("application/x-www-form-urlencoded") => Ok(Carried::Fields),
            _ => Err(Problem::ForeignForm),
        }
    }

    /// The most that it can take up in memory: what it says itself, or the most that is read.
    fn most(&self, parts: &Parts) -> u64 {
        let most = match self {
            Carried::Fields => MAX_FORM_BYTES as u64,
            Carried::Parts(_) => uploads::MAX_UPLOAD_BYTES,
        };
        let told = parts.headers.get(header::CONTENT_LENGTH);
        let told = told.and_then(|it| it.to_str().ok()?.parse().ok());
        told.unwrap_or(most).min(most)
    }

    async fn read(self, body: Body, files: Files) -> Result<Fields, Problem> {
        let boundary = match self {
            Carried::Parts(boundary) => boundary,
            Carried::Fields => {
                let bytes = uploads::in_time(LONGEST_FORM, uploads::bytes(body)).await?;
                let text = std::str::from_utf8(&bytes).map_err(|_| Problem::ForeignForm)?;
                let fields = Fields::parse(text);
                return fields.map_err(|_| Problem::ForeignForm);
            }
        };
        uploads::in_time(
            uploads::LONGEST_UPLOAD,
            uploads::fields(body, boundary, files),
        )
        .await
    }
}

fn trouble_of(visit: &Visit, problem: &Problem, asked: &HeaderMap) -> Response {
    let id = problem.logged(visit);
    // Only who surely sent the form from a page of ours is offered to send it again with a token
    // that is good: another site must not have it filled in for them.
    let is_ours = from_here(asked, &visit.site) == Some(true);
    let html = trouble::render(visit, problem, (&id, is_ours));
    answer::page(problem.status(), html, asked)
}

fn with_policies(mut response: Response) -> Response {
    let policies = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    for (name, value) in policies {
        let headers = response.headers_mut();
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
