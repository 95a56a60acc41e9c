//! Pictures of every page, for people to look at: at three widths, light, dark, Arabic, printed.
//!
//! Start at [`take`].

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use serde_json::json;

use crate::browser::{Browser, Scheme, Script};
use crate::hall::Hall;
use crate::pages::{Page, pages};

/// The widths of screens, in pixels: a small telephone, a tablet, a desk.
const WIDTHS: &[u32] = &[360, 768, 1440];

/// The height of every screen, in pixels; a picture is as long as its page.
const HEIGHT: u32 = 1000;

/// The longest picture, in pixels: below what Chromium can paint in one piece.
const MAX_HEIGHT: f64 = 12_000.0;

/// The width of paper on a screen, in pixels: 210 mm less its margins.
const PAPER: u32 = 720;

/// How a page is shown: the end of the name of its picture, language, colours, width.
type Showing = (String, &'static str, Scheme, u32);

fn showings() -> Vec<Showing> {
    let mut all = Vec::new();
    for width in WIDTHS {
        all.push((format!("en-light-{width}"), "en", Scheme::Light, *width));
        all.push((format!("en-dark-{width}"), "en", Scheme::Dark, *width));
        all.push((format!("ar-light-{width}"), "ar", Scheme::Light, *width));
    }
    all.push(("ar-dark-1440".to_owned(), "ar", Scheme::Dark, 1440));
    all.push(("en-print".to_owned(), "en", Scheme::Print, PAPER));
    all
}

/// Takes the pictures of all pages whose names hold one of the words, or of all.
///
/// # Errors
/// When a file cannot be written.
pub async fn take(hall: &Hall, folder: &Path, words: &[&str]) -> io::Result<usize> {
    std::fs::create_dir_all(folder)?;
    let all = pages(hall);
    let chosen = |it: &&Page| words.is_empty() || words.iter().any(|word| it.name.contains(word));
    let chosen: Vec<&Page> = all.shown.iter().filter(chosen).collect();
    let mut taken = 0;
    let mut roles: Vec<Option<&str>> = chosen.iter().map(|it| it.role).collect();
    roles.sort_unstable();
    roles.dedup();
    for role in roles {
        let browser = match role {
            Some(role) => hall.person(role, Script::On).await,
            None => hall.stranger(Script::On).await,
        };
        for page in chosen.iter().filter(|it| it.role == role) {
            taken += pictures_of(&browser, page, folder).await?;
        }
    }
    std::fs::write(folder.join("index.html"), index(&chosen, &all.missing))?;
    Ok(taken)
}

async fn pictures_of(browser: &Browser, page: &Page, folder: &Path) -> io::Result<usize> {
    let mut language = "";
    let showings = {
        let mut all = showings();
        // One load for each language: all else is told to the browser.
        all.sort_by_key(|it| it.1);
        all
    };
    for (end, tag, scheme, width) in &showings {
        browser.size(*width, HEIGHT).await;
        browser.prefer(*scheme).await;
        if language != *tag {
            let mark = if page.path.contains('?') { '&' } else { '?' };
            browser.go(&format!("{}{mark}lang={tag}", page.path)).await;
            language = tag;
        }
        let file = folder.join(format!("{}.{end}.png", page.name));
        std::fs::write(file, picture(browser, *width).await)?;
    }
    Ok(showings.len())
}

/// The whole page as PNG.
pub async fn picture(browser: &Browser, width: u32) -> Vec<u8> {
    let measured = browser.chromium("Page.getLayoutMetrics", json!({})).await;
    let height = measured["cssContentSize"]["height"].as_f64();
    let height = height.unwrap_or(f64::from(HEIGHT)).clamp(1.0, MAX_HEIGHT);
    let wanted = json!({
        "format": "png",
        "captureBeyondViewport": true,
        "clip": { "x": 0, "y": 0, "width": width, "height": height, "scale": 1 },
    });
    let taken = browser.chromium("Page.captureScreenshot", wanted).await;
    let data = taken["data"].as_str().unwrap_or_default();
    BASE64
        .decode(data.as_bytes())
        .expect("Chromium writes pictures as base64")
}

/// The page that shows them all.
fn index(pages: &[&Page], missing: &[String]) -> String {
    let mut html = String::from(
        "<!doctype html><meta charset=\"utf-8\"><title>Gallery</title>\
         <style>body{font:14px sans-serif;margin:24px}figure{display:inline-block;margin:6px;\
         vertical-align:top}img{max-height:420px;border:1px solid #ccc}</style><h1>Gallery</h1>\n",
    );
    for page in pages {
        let role = page.role.unwrap_or("nobody in particular");
        let (name, path) = (&page.name, &page.path);
        let _ = writeln!(html, "<h2>{name}</h2><p><code>{path}</code> as {role}</p>");
        for (end, ..) in showings() {
            let file = format!("{name}.{end}.png");
            let _ = writeln!(
                html,
                "<figure><a href=\"{file}\"><img src=\"{file}\" alt=\"{name}, {end}\" \
                 loading=\"lazy\"></a><figcaption>{end}</figcaption></figure>"
            );
        }
    }
    if !missing.is_empty() {
        let _ = writeln!(html, "<h2>Not shown</h2><ul>");
        for line in missing {
            let _ = writeln!(html, "<li>{line}</li>");
        }
        let _ = writeln!(html, "</ul>");
    }
    html
}

/// Where the gallery stands, from the root of the workspace.
#[must_use]
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery")
}
