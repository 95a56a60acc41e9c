//! What somebody does on a page before it shows what it is looked at for: fills a form, leaves a
//! field empty, presses a button.
//!
//! Never here: acts that a record would show, but for those that a list of pages says.
//!
//! Start at [`Deed`], then [`open`].

use serde_json::json;

use crate::browser::Browser;
use crate::pages::Page;

/// Has no browser hold back what the site itself has to answer.
const CARELESS: &str = "for (const it of document.forms) it.noValidate = true;";

/// Sends a word many times with a form, as whoever pastes a book does. It is not shown meanwhile:
/// a browser takes minutes to set a book in a field.
const PASTE: &str = "
    const it = document.createElement('input');
    [it.type, it.name, it.value] = ['hidden', 'book', 'word '.repeat(arguments[1])];
    document.querySelector(arguments[0]).form.append(it);
";

/// Takes the proof of a form that it came from the site.
const FORGE: &str = "for (const it of document.getElementsByName('form')) it.value = 'forged';";

/// Unfolds everything.
const UNFOLD: &str = "for (const it of document.querySelectorAll('details')) it.open = true;";

/// Something that somebody does on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Says something in a field: the end of where its form goes, its name, the value.
    Say(&'static str, &'static str, String),
    /// Sends a form by the end of where it goes, and by the value of the button if it has several.
    Send(&'static str, Option<&'static str>),
    /// Presses something that leads to another page.
    Follow(String),
    /// Ticks everything that a rule finds.
    Tick(String),
    /// Leaves it to the site to find what is missing or wrong.
    Careless,
    /// Sends a word so many times with the form of a field.
    Paste(&'static str, u32),
    /// Sends with the next form a proof that is none.
    Forge,
    /// Unfolds what is folded.
    Unfold,
    /// Comes with the keyboard to something.
    Reach(String),
}

/// Opens a page in a language and does on it what has to be done.
///
/// # Panics
/// When the page is not such that it can be done.
pub async fn open(browser: &Browser, page: &Page, language: &str) {
    let mark = if page.path.contains('?') { '&' } else { '?' };
    browser
        .go(&format!("{}{mark}lang={language}", page.path))
        .await;
    for deed in &page.deeds {
        act(browser, deed).await;
    }
}

async fn act(browser: &Browser, deed: &Deed) {
    match deed {
        Deed::Say(form, name, value) => browser.fill(form, (name, value)).await,
        Deed::Send(form, None) => browser.send(form, &[]).await,
        Deed::Send(form, Some(what)) => browser.send_to(form, &[], what).await,
        Deed::Follow(css) => browser.click(css).await,
        Deed::Tick(css) => {
            for element in browser.all(css).await {
                let ticked = element.click().await;
                ticked.unwrap_or_else(|error| panic!("{css}: {error}"));
            }
        }
        Deed::Careless => drop(browser.run(CARELESS, vec![]).await),
        Deed::Paste(css, times) => {
            drop(browser.run(PASTE, vec![json!(css), json!(times)]).await);
        }
        Deed::Forge => drop(browser.run(FORGE, vec![]).await),
        Deed::Unfold => drop(browser.run(UNFOLD, vec![]).await),
        Deed::Reach(css) => {
            let focus = "document.querySelector(arguments[0]).focus({ focusVisible: true });";
            drop(browser.run(focus, vec![json!(css)]).await);
        }
    }
}
