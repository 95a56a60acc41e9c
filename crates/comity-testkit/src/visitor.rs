//! A visitor: reads pages and sends forms over a router, as a browser without script would.
//!
//! It keeps its cookies, follows where it is sent, finds the forms of a page and sends them with
//! the values that stand in them. It reads HTML only as far as our own pages are written.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use tower::ServiceExt;

/// The largest page, in bytes.
const MAX_PAGE_BYTES: usize = 64 << 20;

/// The most times that one answer may lead on.
const MAX_STEPS: usize = 5;

/// Somebody with a browser that has no script.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    cookies: BTreeMap<String, String>,
    language: String,
    headers: BTreeMap<String, String>,
    address: Option<SocketAddr>,
}

/// A page as it came.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Where it is, after all steps that led there.
    pub path: String,
    /// What it says.
    pub html: String,
    /// Its bytes, for what is no page.
    pub bytes: Vec<u8>,
}

/// A form of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// What its fields say.
    pub fields: Vec<(String, String)>,
}

impl Visitor {
    /// Somebody new, who reads English.
    #[must_use]
    pub fn new(router: Router) -> Visitor {
        Visitor {
            router,
            cookies: BTreeMap::new(),
            language: "en".to_owned(),
            headers: BTreeMap::new(),
            address: None,
        }
    }

    /// The same, reading another language.
    #[must_use]
    pub fn reading(mut self, language: &str) -> Visitor {
        language.clone_into(&mut self.language);
        self
    }

    /// The same, with a cookie: a session that was begun for the test.
    #[must_use]
    pub fn with_cookie(mut self, set_cookie: &str) -> Visitor {
        self.keep(set_cookie);
        self
    }

    /// The same person over another router: one of a site that was started anew, or over a
    /// [wire](crate::wire::wire).
    #[must_use]
    pub fn over(mut self, router: Router) -> Visitor {
        self.router = router;
        self
    }

    /// The same, sending a header with everything; an empty one is left out where it would be sent.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Visitor {
        self.headers.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The same, at an address of the network.
    #[must_use]
    pub fn from_address(mut self, address: SocketAddr) -> Visitor {
        self.address = Some(address);
        self
    }

    /// The value of a cookie that is kept.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Reads a page, following where it leads.
    pub async fn get(&mut self, path: &str) -> Page {
        self.follow(Method::GET, path.to_owned(), None).await
    }

    /// Sends fields to a path, following where it leads.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let fields: Vec<(String, String)> = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let body = written(&fields);
        self.follow(Method::POST, path.to_owned(), Some(body)).await
    }

    /// Sends a form of a page with some fields said otherwise.
    ///
    /// # Panics
    /// When the page has no form that goes there.
    pub async fn send(&mut self, page: &Page, action: &str, said: &[(&str, &str)]) -> Page {
        let form = page
            .form(action)
            .unwrap_or_else(|| panic!("{} has no form to {action}:\n{}", page.path, page.html));
        let mut fields = form.fields;
        for (name, _) in said {
            fields.retain(|(known, _)| known != name);
        }
        let said = said.iter();
        fields.extend(said.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body = written(&fields);
        self.follow(Method::POST, form.action, Some(body)).await
    }

    /// Sends a form of a page with a file, as a browser sends files, following where it leads.
    ///
    /// # Panics
    /// When the page has no form that goes there.
    pub async fn send_file(&mut self, page: &Page, action: &str, file: (&str, &[u8])) -> Page {
        const BOUNDARY: &str = "----a-line-that-stands-in-no-file";
        let form = page
            .form(action)
            .unwrap_or_else(|| panic!("{} has no form to {action}", page.path));
        let mut body = Vec::new();
        for (name, value) in form.fields {
            let head = format!("Content-Disposition: form-data; name=\"{name}\"");
            body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n{value}\r\n").into_bytes());
        }
        let (name, bytes) = file;
        let head = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"");
        let kind = "Content-Type: application/octet-stream";
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\n{kind}\r\n\r\n").into_bytes());
        body.extend(bytes);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let sent = Some((kind, body));
        self.request(Method::POST, &form.action, sent).await
    }

    /// One request, not following anything.
    pub async fn ask(&mut self, method: Method, path: &str, body: Option<String>) -> Page {
        let kind = "application/x-www-form-urlencoded".to_owned();
        let sent = body.map(|body| (kind, body.into_bytes()));
        self.request(method, path, sent).await
    }

    async fn request(
        &mut self,
        method: Method,
        path: &str,
        sent: Option<(String, Vec<u8>)>,
    ) -> Page {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "comity.example")
            .header(header::ACCEPT_LANGUAGE, &self.language);
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self
                .cookies
                .iter()
                .map(|(n, v)| format!("{n}={v}"))
                .collect();
            request = request.header(header::COOKIE, pairs.join("; "));
        }
        let mut headers = BTreeMap::new();
        if let Some((kind, _)) = &sent {
            headers.insert(header::CONTENT_TYPE.to_string(), kind.clone());
            headers.insert("sec-fetch-site".to_owned(), "same-origin".to_owned());
        }
        headers.extend(self.headers.clone());
        for (name, value) in headers.iter().filter(|it| !it.1.is_empty()) {
            request = request.header(name, value);
        }
        let body = sent.map(|it| it.1).unwrap_or_default();
        let mut request = request
            .body(Body::from(body))
            .expect("a request of a test is well formed");
        if let Some(address) = self.address {
            request.extensions_mut().insert(ConnectInfo(address));
        }
        let answer = self.router.clone().oneshot(request).await;
        let answer = answer.expect("a router does not fail");
        let (parts, body) = answer.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().expect("our cookies are ASCII"));
        }
        let kind = parts.headers.get(header::CONTENT_TYPE);
        let is_stream = kind.is_some_and(|it| it.as_bytes().starts_with(b"text/event-stream"));
        // A stream has no end to wait for; whoever asks for it only knocks.
        let bytes = match is_stream {
            true => Bytes::new(),
            false => to_bytes(body, MAX_PAGE_BYTES)
                .await
                .expect("a page has an end"),
        };
        Page {
            status: parts.status,
            headers: parts.headers,
            path: path.to_owned(),
            html: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.into(),
        }
    }

    async fn follow(&mut self, method: Method, path: String, body: Option<String>) -> Page {
        let mut page = self.ask(method, &path, body).await;
        for _ in 0..MAX_STEPS {
            if !page.status.is_redirection() {
                return page;
            }
            let to = page.headers[header::LOCATION]
                .to_str()
                .expect("a path is ASCII");
            let to = to.split('#').next().unwrap_or_default().to_owned();
            page = self.ask(Method::GET, &to, None).await;
        }
        panic!("{path} leads on and on");
    }

    fn keep(&mut self, set_cookie: &str) {
        let pair = set_cookie.split(';').next().unwrap_or_default();
        let Some((name, value)) = pair.split_once('=') else {
            return;
        };
        if value.is_empty() {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

impl Page {
    /// The first form that goes to a path.
    #[must_use]
    pub fn form(&self, action: &str) -> Option<Form> {
        self.forms().into_iter().find(|it| it.action == action)
    }

    /// The forms that are sent, in their order.
    #[must_use]
    pub fn forms(&self) -> Vec<Form> {
        let parts = self.html.split("<form ").skip(1);
        parts
            .filter_map(|part| {
                let (opening, rest) = part.split_once('>')?;
                let inside = rest.split("</form>").next()?;
                Some(Form {
                    action: attribute(opening, "action").unwrap_or_else(|| self.path.clone()),
                    fields: fields(inside),
                })
            })
            .collect()
    }

    /// What the page says, without its markup: for tests that look for words.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        for sign in self.html.chars() {
            match sign {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                // What Fluent isolates is for the eye.
                '\u{2068}' | '\u{2069}' => {}
                _ if !inside => text.push(sign),
                _ => {}
            }
        }
        let text = plain(&text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The `main` element, for golden files.
    #[must_use]
    pub fn main(&self) -> &str {
        let start = self.html.find("<main").unwrap_or(0);
        let end = self.html.find("</main>").unwrap_or(self.html.len());
        &self.html[start..end]
    }
}

fn fields(inside: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in inside.split('<').skip(1) {
        let Some((tag, after)) = part.split_once('>') else {
            continue;
        };
        let Some(name) = attribute(tag, "name") else {
            continue;
        };
        let has = |word: &str| tag.split_whitespace().any(|it| it == word);
        if tag.starts_with("input ") {
            let kind = attribute(tag, "type").unwrap_or_default();
            let chosen = !matches!(kind.as_str(), "checkbox" | "radio") || has("checked");
            if chosen && kind != "submit" && kind != "file" {
                found.push((name, attribute(tag, "value").unwrap_or_default()));
            }
        } else if tag.starts_with("textarea ") {
            // A browser drops the first line break of a box.
            let value = after.strip_prefix('\n').unwrap_or(after);
            found.push((name, plain(value)));
        } else if tag.starts_with("select ") {
            found.push((name.clone(), chosen(inside, &name)));
        }
    }
    found
}

/// The value of the option that is chosen in a list, or of the first one.
fn chosen(inside: &str, name: &str) -> String {
    let begin = format!("name=\"{name}\"");
    let list = inside.split(&begin).nth(1).unwrap_or_default();
    let list = list.split("</select>").next().unwrap_or_default();
    let options: Vec<&str> = list.split("<option").skip(1).collect();
    let is_chosen = |option: &&&str| {
        let tag = option.split('>').next().unwrap_or_default();
        tag.split_whitespace().any(|it| it == "selected")
    };
    let option = options.iter().find(is_chosen).or(options.first());
    option.map_or_else(String::new, |option| {
        let (tag, after) = option.split_once('>').unwrap_or((option, ""));
        attribute(tag, "value")
            .unwrap_or_else(|| plain(after.split('<').next().unwrap_or_default()))
    })
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let begin = format!("{name}=\"");
    let mut at = 0;
    loop {
        let found = at + tag[at..].find(&begin)?;
        // `value` is not the end of `data-value`.
        let free = found == 0 || tag[..found].ends_with(char::is_whitespace);
        let rest = &tag[found + begin.len()..];
        if free {
            return Some(plain(rest.split('"').next()?));
        }
        at = found + begin.len();
    }
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

fn written(fields: &[(String, String)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
        .collect();
    pairs.join("&")
}

fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => out.push(byte as char),
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
