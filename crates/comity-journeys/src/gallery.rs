//! Pictures of every page, for people to look at: at three widths, light, dark, Arabic, printed.
//!
//! It is the last that is done in a hall: the chair brings the text to its end.
//!
//! Start at [`take`].

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use serde_json::{Value, json};

use crate::browser::{Browser, Scheme, Script};
use crate::chairing;
use crate::deeds::open;
use crate::hall::Hall;
use crate::pages::{Page, pages};
use crate::scenes::scenes;

/// The widths of screens, in pixels: a small telephone, a tablet, a desk.
const WIDTHS: &[u32] = &[360, TABLET, 1440];

/// The one between, at which what is done on a page looks as the page itself.
const TABLET: u32 = 768;

/// The height of every screen, in pixels; a picture is as long as its page.
const HEIGHT: u32 = 1000;

/// The longest picture, in pixels: below what Chromium can paint in one piece.
const MAX_HEIGHT: f64 = 12_000.0;

/// The width of paper on a screen, in pixels: 210 mm less its margins.
const PAPER: u32 = 720;

/// What stands before the names of pages of a negotiation that has just begun.
const NEW: &str = "new-";

/// What stands before the names of pages of a negotiation that has come to its end.
const AFTER: &str = "after-";

/// How a page is shown: the end of the name of its picture, language, colours, width.
type Showing = (String, &'static str, Scheme, u32);

fn showings(page: &Page) -> Vec<Showing> {
    let mut all = Vec::new();
    for (language, scheme, name) in [
        ("en", Scheme::Light, "light"),
        ("en", Scheme::Dark, "dark"),
        ("ar", Scheme::Light, "light"),
        ("ar", Scheme::Dark, "dark"),
    ] {
        let wide = |width: &&u32| page.deeds.is_empty() || **width != TABLET;
        for width in WIDTHS.iter().filter(wide) {
            all.push((
                format!("{language}-{name}-{width}"),
                language,
                scheme,
                *width,
            ));
        }
        if scheme == Scheme::Dark {
            all.push((format!("{language}-print"), language, Scheme::Print, PAPER));
        }
    }
    all
}

/// What is shown together: a part of the gallery.
struct Part {
    /// What stands before the names of its pages.
    before: &'static str,
    pages: Vec<Page>,
    missing: Vec<String>,
}

impl Part {
    /// All pages of a hall as it stands.
    fn of(hall: &Hall, before: &'static str) -> Part {
        let all = pages(hall);
        Part {
            before,
            pages: all.shown,
            missing: all.missing,
        }
    }

    /// Only the pages whose names hold one of the words, if there are words.
    fn named(mut self, words: &[&str]) -> Part {
        for page in &mut self.pages {
            page.name = format!("{}{}", self.before, page.name);
        }
        self.pages
            .retain(|it| words.is_empty() || words.iter().any(|word| it.name.contains(word)));
        self
    }
}

/// Takes the pictures of all pages whose names hold one of the words, or of all: as the story
/// leaves them, when something is done on them, in a negotiation that has just begun, and, where
/// no word or one that begins with `after-` is given, when the text has been adopted.
///
/// # Errors
/// When a file cannot be written.
pub async fn take(hall: &Hall, folder: &Path, words: &[&str]) -> io::Result<usize> {
    std::fs::create_dir_all(folder)?;
    let mut shown = Vec::new();
    let mut standing = Part::of(hall, "");
    standing.pages.extend(scenes(hall));
    shown.push(standing.named(words));
    let mut taken = pictures_of_part(hall, &shown[0], folder).await?;

    let new = hall.another_that_begins().await;
    shown.push(Part::of(&new, NEW).named(words));
    taken += pictures_of_part(&new, &shown[1], folder).await?;
    new.close().await;

    if words.is_empty() || words.iter().any(|it| it.starts_with(AFTER)) {
        chairing::to_the_end(hall).await;
        shown.push(Part::of(hall, AFTER).named(words));
        taken += pictures_of_part(hall, &shown[2], folder).await?;
    }
    std::fs::write(folder.join("index.html"), index(&shown))?;
    Ok(taken)
}

async fn pictures_of_part(hall: &Hall, part: &Part, folder: &Path) -> io::Result<usize> {
    let mut taken = 0;
    let mut roles: Vec<Option<&str>> = part.pages.iter().map(|it| it.role).collect();
    roles.sort_unstable();
    roles.dedup();
    for role in roles {
        let browser = match role {
            Some(role) => hall.person(role, Script::On).await,
            None => hall.stranger(Script::On).await,
        };
        for page in part.pages.iter().filter(|it| it.role == role) {
            taken += pictures_of(&browser, page, folder).await?;
        }
    }
    Ok(taken)
}

async fn pictures_of(browser: &Browser, page: &Page, folder: &Path) -> io::Result<usize> {
    let showings = showings(page);
    let mut language = "";
    for (end, tag, scheme, width) in &showings {
        browser.size(*width, HEIGHT).await;
        browser.prefer(*scheme).await;
        // One load for each language: all else is told to the browser.
        if language != *tag {
            open(browser, page, tag).await;
            language = tag;
        }
        let file = folder.join(format!("{}.{end}", page.name));
        if *scheme == Scheme::Print {
            std::fs::write(file.with_added_extension("pdf"), printed(browser).await)?;
        }
        std::fs::write(
            file.with_added_extension("png"),
            picture(browser, *width).await,
        )?;
    }
    Ok(showings.len())
}

/// The page as it comes out of a printer, as PDF: where its sheets end is only seen there.
async fn printed(browser: &Browser) -> Vec<u8> {
    let wanted = json!({ "preferCSSPageSize": true, "printBackground": false });
    let taken = browser.chromium("Page.printToPDF", wanted).await;
    decoded(&taken)
}

/// The whole page as PNG.
pub async fn picture(browser: &Browser, width: u32) -> Vec<u8> {
    let measured = browser.chromium("Page.getLayoutMetrics", json!({})).await;
    let height = measured["cssContentSize"]["height"].as_f64();
    let height = height.unwrap_or(f64::from(HEIGHT)).clamp(1.0, MAX_HEIGHT);
    let wanted = json!({
        "format": "png",
        // Where there is nothing beyond, what runs from right to left would be moved aside.
        "captureBeyondViewport": height > f64::from(HEIGHT),
        "clip": { "x": 0, "y": 0, "width": width, "height": height, "scale": 1 },
    });
    let taken = browser.chromium("Page.captureScreenshot", wanted).await;
    decoded(&taken)
}

fn decoded(taken: &Value) -> Vec<u8> {
    let data = taken["data"].as_str().unwrap_or_default();
    BASE64
        .decode(data.as_bytes())
        .expect("Chromium writes pictures as base64")
}

/// The page that shows them all.
fn index(parts: &[Part]) -> String {
    let mut html = String::from(
        "<!doctype html><meta charset=\"utf-8\"><title>Gallery</title>\
         <style>body{font:14px sans-serif;margin:24px}figure{display:inline-block;margin:6px;\
         vertical-align:top}img{max-height:420px;border:1px solid #ccc}</style><h1>Gallery</h1>\n",
    );
    for page in parts.iter().flat_map(|it| &it.pages) {
        let role = page.role.unwrap_or("nobody in particular");
        let (name, path) = (&page.name, &page.path);
        let _ = writeln!(html, "<h2>{name}</h2><p><code>{path}</code> as {role}</p>");
        for (end, _, scheme, _) in showings(page) {
            let file = format!("{name}.{end}.png");
            let sheets = match scheme {
                Scheme::Print => format!(" (<a href=\"{name}.{end}.pdf\">sheets</a>)"),
                _ => String::new(),
            };
            let _ = writeln!(
                html,
                "<figure><a href=\"{file}\"><img src=\"{file}\" alt=\"{name}, {end}\" \
                 loading=\"lazy\"></a><figcaption>{end}{sheets}</figcaption></figure>"
            );
        }
    }
    let missing = parts.iter().flat_map(|part| {
        let line = |it| format!("<li>{}{it}</li>", part.before);
        part.missing.iter().map(line)
    });
    let missing: Vec<String> = missing.collect();
    if !missing.is_empty() {
        let _ = writeln!(html, "<h2>Not shown</h2><ul>{}</ul>", missing.join("\n"));
    }
    html
}

/// Where the gallery stands, from the root of the workspace.
#[must_use]
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery")
}
