//! Whether everybody can use a page: axe-core looks at it as it stands in the browser.
//!
//! `cargo xtask tools` fetches axe-core; nothing of it is part of the project.

use std::path::PathBuf;

use comity_testkit::corpus::required;
use serde_json::{Value, json};

use crate::browser::Browser;

/// Where the tools of the house keep it, from the root of the workspace.
const AXE: &str = "target/tools/node_modules/axe-core/axe.min.js";

/// What is looked for: WCAG 2.2 up to AA, and what good practice adds.
const TAGS: &[&str] = &[
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// Looks at the page; what it finds comes back when it is done.
const LOOK: &str = "
    const [tags, rules, done] = arguments;
    const asked = rules.length > 0
        ? { type: 'rule', values: rules }
        : { type: 'tag', values: tags };
    axe.run(document, { runOnly: asked, resultTypes: ['violations'] })
        .then(found => done(found.violations.map(it => ({
            rule: it.id,
            help: it.help,
            places: it.nodes.map(node => node.target.join(' ') + ': ' + node.html),
            why: it.nodes.map(node => node.failureSummary),
        }))))
        .catch(fault => done([{ rule: 'axe', help: String(fault), places: [], why: [] }]));
";

/// The judge.
pub struct Axe(String);

impl Axe {
    /// Reads it, or says that it is absent.
    ///
    /// # Panics
    /// When it is absent and `COMITY_REQUIRE=all`.
    #[must_use]
    pub fn find() -> Option<Axe> {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(AXE);
        let read = std::fs::read_to_string(file).ok();
        required("axe-core (`cargo xtask tools` fetches it)", read).map(Axe)
    }

    /// Everything that is wrong with the page that is open, one line for each rule and place.
    pub async fn look(&self, browser: &Browser) -> Vec<String> {
        let is_there = browser
            .run("return typeof axe !== 'undefined'", vec![])
            .await;
        if is_there != json!(true) {
            browser.run(&self.0, vec![]).await;
        }
        self.ask(browser, &[]).await
    }

    /// The same for some rules only, where the page has been looked at before.
    pub async fn look_again(&self, browser: &Browser, rules: &[&str]) -> Vec<String> {
        self.ask(browser, rules).await
    }

    async fn ask(&self, browser: &Browser, rules: &[&str]) -> Vec<String> {
        let found = browser
            .client()
            .execute_async(LOOK, vec![json!(TAGS), json!(rules)])
            .await
            .expect("axe answers");
        let found = found.as_array().cloned().unwrap_or_default();
        found.iter().flat_map(lines).collect()
    }
}

fn lines(violation: &Value) -> Vec<String> {
    let said = |name: &str| violation[name].as_str().unwrap_or_default().to_owned();
    let (rule, help) = (said("rule"), said("help"));
    let places = violation["places"].as_array().cloned().unwrap_or_default();
    let why = violation["why"].as_array().cloned().unwrap_or_default();
    if places.is_empty() {
        return vec![format!("{rule}: {help}")];
    }
    let both = places
        .iter()
        .zip(why.iter().chain(std::iter::repeat(&Value::Null)));
    both.map(|(place, why)| {
        let place = place.as_str().unwrap_or_default();
        let why = why.as_str().unwrap_or_default().replace('\n', " ");
        format!("{rule}: {help}\n      at {place}\n      {why}")
    })
    .collect()
}
