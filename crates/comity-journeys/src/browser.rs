//! One browser and what a person does with it.
//!
//! Fields are found by their names and forms by where they go, as the site's addresses are promised
//! to stay; words are only looked for where a journey is about what somebody reads.
//!
//! Start at [`Browser::go`] and [`Browser::send`].

use std::path::Path;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::driver::Driver;
use crate::hall::PATIENCE_SECONDS;

/// How long one waits before looking again, in milliseconds.
const LOOK_AGAIN_MILLISECONDS: u64 = 50;

/// How Chromium is started: without a screen, without the sandbox that needs rights a container
/// has not, and without asking anything of the world.
const ARGUMENTS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--window-size=1280,1024",
];

/// Finds what is wider than the screen: what holds others that stick out is left to them.
const STICKS_OUT: &str = "
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const out = it => {
        const box = it.getBoundingClientRect();
        return box.width > 0 && (box.right > wide + 1 || box.left < -1);
    };
    const moves = it => {
        for (let at = it.parentElement; at; at = at.parentElement)
            if (at !== document.documentElement && getComputedStyle(at).overflowX !== 'visible') return true;
        return false;
    };
    return [...document.querySelectorAll('body *')]
        .filter(it => out(it) && !moves(it) && ![...it.children].some(out))
        .slice(0, 4)
        .map(it => it.outerHTML.slice(0, 200));
";

/// Whether a browser runs the script of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// It does.
    On,
    /// It does not, as where somebody has switched it off.
    Off,
}

/// The colours that somebody prefers, or the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// As it is printed.
    Print,
}

/// A browser with its one page. Clones are the same.
#[derive(Clone, Debug)]
pub struct Browser {
    client: Client,
    address: String,
    /// Whether it runs scripts.
    pub script: Script,
}

/// A command to Chromium itself, which the standard has no word for.
#[derive(Debug)]
struct ToChromium {
    command: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for ToChromium {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({ "cmd": self.command, "params": self.parameters });
        (Method::POST, Some(body.to_string()))
    }
}

impl Browser {
    /// Opens a browser with a folder of its own, on the site at `address`.
    pub(crate) async fn open(
        driver: &Driver,
        (folder, script): (&Path, Script),
        address: &str,
    ) -> Browser {
        let mut arguments: Vec<String> = ARGUMENTS.iter().map(|it| (*it).to_owned()).collect();
        arguments.push(format!("--user-data-dir={}", folder.display()));
        let asked = json!({
            "goog:chromeOptions": {
                "binary": driver.chromium(),
                "args": arguments,
                "prefs": { "intl.accept_languages": "en" },
            },
            // The judge of accessibility goes through a long page in one script.
            "timeouts": { "script": PATIENCE_SECONDS * 1000 },
        });
        let asked: Capabilities = serde_json::from_value(asked).expect("it is an object");
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(asked)
            .connect(&driver.address())
            .await
            .expect("chromedriver opens a browser");
        let browser = Browser {
            client,
            address: address.to_owned(),
            script,
        };
        if script == Script::Off {
            let off = json!({ "value": true });
            browser
                .chromium("Emulation.setScriptExecutionDisabled", off)
                .await;
        }
        browser
    }

    /// What it is driven by.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    pub(crate) async fn close(self) {
        // It may be gone already, which is all that is wanted.
        let _ = self.client.close().await;
    }

    /// Tells Chromium something that the standard has no word for.
    pub async fn chromium(&self, command: &'static str, parameters: Value) -> Value {
        let told = ToChromium {
            command,
            parameters,
        };
        let answer = self.client.issue_cmd(told).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Goes to a path of the site.
    pub async fn go(&self, path: &str) {
        let address = format!("{}{path}", self.address);
        let gone = self.client.goto(&address).await;
        gone.unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.client.refresh().await.expect("a page can be reloaded");
    }

    /// Where it is: path, question and fragment.
    pub async fn path(&self) -> String {
        let address = self.client.current_url().await.expect("a page is open");
        let whole = address.as_str();
        whole
            .strip_prefix(&self.address)
            .unwrap_or(whole)
            .to_owned()
    }

    /// Steps into a role of the demonstration, with the button that is there for it.
    pub async fn step_into(&self, role: &str) {
        self.go("/step").await;
        let chosen = format!("form[action='/step']:has(input[name='role'][value='{role}'])");
        self.click(&format!("{chosen} button")).await;
        assert!(self.has("form[action='/sign-out']").await, "{role} is in");
    }

    /// Whether something is on the page.
    pub async fn has(&self, css: &str) -> bool {
        !self.all(css).await.is_empty()
    }

    /// Everything of a kind on the page.
    pub async fn all(&self, css: &str) -> Vec<Element> {
        let found = self.client.find_all(Locator::Css(css)).await;
        found.unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    /// The first of a kind.
    ///
    /// # Panics
    /// When there is none; it says what the page says instead.
    pub async fn one(&self, css: &str) -> Element {
        match self.all(css).await.into_iter().next() {
            Some(element) => element,
            None => panic!(
                "{} has no {css}; it says:\n{}",
                self.path().await,
                self.says("body").await
            ),
        }
    }

    /// Follows a link or presses a button that leads to a page, and waits until that is there.
    pub async fn click(&self, css: &str) {
        // A new page has none of what was put on the one before.
        self.run("window.isTheOneBefore = true", vec![]).await;
        self.touch(css).await;
        let led_on = async |it: &Browser| {
            let script = "return document.readyState === 'complete' && !window.isTheOneBefore";
            // Between two pages there is none that could answer.
            let answer = it.client.execute(script, vec![]).await;
            answer.is_ok_and(|it| it == json!(true))
        };
        self.until(&format!("{css} leads to a page"), led_on).await;
    }

    /// Presses something that leads nowhere: a file to keep, something that unfolds.
    pub async fn touch(&self, css: &str) {
        let element = self.one(css).await;
        let clicked = element.click().await;
        clicked.unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// What the first of a kind says to the eye, without what Fluent and the page isolate.
    pub async fn says(&self, css: &str) -> String {
        let element = match self.all(css).await.into_iter().next() {
            Some(element) => element,
            None => return String::new(),
        };
        let text = element.text().await.unwrap_or_default();
        text.replace(['\u{2068}', '\u{2069}'], "")
    }

    /// The attribute of the first of a kind.
    pub async fn attribute(&self, css: &str, name: &str) -> Option<String> {
        let element = self.one(css).await;
        element.attr(name).await.expect("an element has attributes")
    }

    /// The addresses of all links that a rule finds, as they are written, each once.
    pub async fn links(&self, css: &str) -> Vec<String> {
        let mut links = Vec::new();
        for element in self.all(css).await {
            let link = element.attr("href").await.expect("a link has attributes");
            links.extend(link.filter(|it| !links.contains(it)));
        }
        links
    }

    /// Fills one field of the form that goes to an address with this end.
    pub async fn fill(&self, form: &str, (name, value): (&str, &str)) {
        let form = form_to(form);
        let field = self
            .one(&format!("{form} [name='{name}']:not([type='hidden'])"))
            .await;
        let tag = field.tag_name().await.expect("a field has a tag");
        let kind = field.attr("type").await.expect("a field has attributes");
        let done = match (tag.as_str(), kind.as_deref()) {
            ("select", _) => field.select_by_value(value).await,
            ("input", Some("radio" | "checkbox")) => {
                let css = format!("{form} [name='{name}'][value='{value}']");
                self.one(&css).await.click().await
            }
            _ => write_into(&field, value).await,
        };
        done.unwrap_or_else(|error| panic!("{name} of {form}: {error}"));
    }

    /// Fills the form that goes to an address with this end, and presses its only
    /// button that has no other use.
    pub async fn send(&self, form: &str, said: &[(&str, &str)]) {
        for field in said {
            self.fill(form, *field).await;
        }
        let form = form_to(form);
        self.click(&format!("{form} button:not([name], [type='button'])"))
            .await;
    }

    /// Fills a form and presses the button that says what to do with it.
    pub async fn send_to(&self, form: &str, said: &[(&str, &str)], what: &str) {
        for field in said {
            self.fill(form, *field).await;
        }
        let form = form_to(form);
        // A hidden button is there for the Enter key.
        let button = format!("{form} button[name='do'][value='{what}']:not([tabindex])");
        self.click(&button).await;
    }

    /// Looks until something is so.
    ///
    /// # Panics
    /// When it is not so after `PATIENCE_SECONDS`.
    pub async fn until(&self, what: &str, is_so: impl AsyncFn(&Browser) -> bool) {
        let looking = async {
            while !is_so(self).await {
                tokio::time::sleep(Duration::from_millis(LOOK_AGAIN_MILLISECONDS)).await;
            }
        };
        let patience = Duration::from_secs(PATIENCE_SECONDS);
        if tokio::time::timeout(patience, looking).await.is_err() {
            panic!(
                "{what}: not so on {} after {PATIENCE_SECONDS} s; it says:\n{}",
                self.path().await,
                self.says("body").await
            );
        }
    }

    /// Prefers colours, or prints.
    pub async fn prefer(&self, scheme: Scheme) {
        let (media, colours) = match scheme {
            Scheme::Light => ("screen", "light"),
            Scheme::Dark => ("screen", "dark"),
            Scheme::Print => ("print", "light"),
        };
        let features = json!([
            { "name": "prefers-color-scheme", "value": colours },
            // A picture of something that moves is of no moment in particular.
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        let preferred = json!({ "media": media, "features": features });
        self.chromium("Emulation.setEmulatedMedia", preferred).await;
    }

    /// Has a screen of this width and height, in pixels of the page.
    pub async fn size(&self, width: u32, height: u32) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.chromium("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// What sticks out of the page to a side, so that one has to move it to and fro to read.
    pub async fn sticks_out(&self) -> Vec<String> {
        let found = self.run(STICKS_OUT, vec![]).await;
        let found = found.as_array().cloned().unwrap_or_default();
        let lines = found.iter().filter_map(Value::as_str);
        lines.map(str::to_owned).collect()
    }

    /// Runs something in the page, as one who tests may although its policy forbids it.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.client.execute(script, arguments).await;
        answer.unwrap_or_else(|error| panic!("a script of the test: {error}"))
    }
}

/// The rule that finds a form by the end of where it goes.
fn form_to(end: &str) -> String {
    format!("form[action$='{end}']")
}

async fn write_into(field: &Element, value: &str) -> Result<(), CmdError> {
    field.clear().await?;
    field.send_keys(value).await
}
