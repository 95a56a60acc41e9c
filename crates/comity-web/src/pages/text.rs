//! The text: every provision with what is asked of it in brackets, and in its margin where it
//! stands. The place that all others lead to.
//!
//! Start at [`show`].

use std::ops::Range;
use std::sync::Arc;

use askama::Template;
use comity_app::views::compilation::NoCompilation;
use comity_app::views::text::{NoText, text};
use comity_exchange::html::{FragmentForm, written, written_string};
use comity_procedure::State;
use comity_procedure::act::ActKind;
use comity_procedure::ids::Language;
use comity_text::{Kind, ProvisionId, Text};

use super::margin::{Margin, Margins, fragment_of};
use super::since::Since;
use crate::answer::Answer;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::readings::{Compiled, Reading};
use crate::said::html;
use crate::sheets::{Heading, Sheet, SheetName, pages};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "text.html")]
struct Page<'p> {
    frame: Frame,
    head: Head,
    languages: Vec<TextLanguage>,
    marks: Vec<Mark>,
    leaps: Vec<Leap>,
    parts: Vec<Part<'p>>,
    turning: Turning,
}

#[derive(Template)]
#[template(path = "no-text.html")]
struct NoPage {
    frame: Frame,
    dropped: bool,
}

/// What stands above a text.
pub(crate) struct Head {
    /// The title, as HTML with its language.
    pub(crate) title: String,
    /// The number of the revision.
    pub(crate) revision: u32,
    /// The entry that it came with.
    pub(crate) entry: u64,
    /// Whether it is adopted.
    pub(crate) adopted: bool,
    /// How many provisions have changed, and since which entry; `None` at a first visit.
    pub(crate) changed: Option<Changed>,
    /// The path of the negotiation.
    pub(crate) path: String,
    /// Whether the reader may propose now.
    pub(crate) may_propose: bool,
}

/// How much has changed.
pub(crate) struct Changed {
    /// Since which entry.
    pub(crate) entry: u64,
    /// Whether the address names it, or the last visit ended there.
    pub(crate) asked: bool,
    /// How many provisions; `None` where it is too long ago to be told.
    pub(crate) count: Option<usize>,
    /// Whether only these are shown.
    pub(crate) only: bool,
    /// The page with only these, or with all.
    pub(crate) other: String,
}

/// A language that the text can be read in.
pub(crate) struct TextLanguage {
    /// Its tag.
    pub(crate) tag: String,
    /// What it calls itself, where that is known.
    pub(crate) name: String,
    /// Where it is.
    pub(crate) address: String,
    /// Whether it is shown.
    pub(crate) current: bool,
    /// Whether it is the one that the text is negotiated in.
    pub(crate) working: bool,
}

/// A provision of the page at a glance.
struct Mark {
    anchor: String,
    name: String,
    icon: &'static str,
    said: &'static str,
    class: &'static str,
}

/// A part of the text to leap to.
pub(crate) struct Leap {
    /// Where.
    pub(crate) address: String,
    /// What it is called, as HTML.
    pub(crate) name: String,
    /// Whether the name is translated, and what is negotiated says something else since.
    pub(crate) stale: bool,
    /// How deep it stands.
    pub(crate) level: u8,
}

/// One provision of the page.
pub(crate) struct Part<'p> {
    /// The message of a heading that the text does not have itself, and its fragment.
    pub(crate) heading: Option<(&'static str, &'static str)>,
    /// Up to the margin.
    pub(crate) before: &'p str,
    /// The margin.
    pub(crate) margin: Option<Margin>,
    /// After it.
    pub(crate) after: &'p str,
}

/// The other pages of a long text.
#[derive(Default)]
pub(crate) struct Turning {
    /// This one, from 1.
    pub(crate) page: usize,
    /// How many there are.
    pub(crate) of: usize,
    /// The one before.
    pub(crate) before: Option<String>,
    /// The one after.
    pub(crate) after: Option<String>,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let reading = visit.site.readings().of(&visit).await?;
    let compiled = match &reading.compiled {
        Ok(compiled) => compiled,
        Err(none) => return without_text(&visit, none),
    };
    let since = Since::of(&visit).await?;
    let other = other_language(&visit);
    let name = SheetName {
        words: visit.words(),
        text: other.clone(),
        reasons: false,
    };
    let sheet = compiled.sheet(name).await?;
    let margins = Margins::new(&visit, since.news.as_ref());
    let shown = shown(&sheet, compiled, &since);
    let (turning, shown) = turned(&visit, &sheet, compiled, shown);
    let parts = parts(&sheet, compiled, &margins, &shown);
    Answer::page_to_keep(&Page {
        head: head(&visit, compiled, &since, other.as_ref()),
        languages: languages(&visit, other.as_ref()),
        marks: marks(&sheet, compiled, &shown, &parts),
        leaps: leaps(&visit, &sheet, compiled, &shown),
        frame: visit.frame(visit.words().say("read-text-title")),
        parts,
        turning,
    })
}

/// The page of a negotiation that has no text.
pub(crate) fn without_text(visit: &Visit, none: &NoCompilation) -> Result<Answer, Problem> {
    let none = match none {
        NoCompilation::NoText(none) => none,
        NoCompilation::Compile(error) => return Err(Problem::Ours(error.to_string())),
    };
    Answer::page_to_keep(&NoPage {
        frame: visit.frame(visit.words().say("read-text-title")),
        dropped: *none == NoText::Dropped,
    })
}

/// The fragments that are shown, as indices.
pub(crate) fn shown(sheet: &Sheet, compiled: &Compiled, since: &Since) -> Vec<usize> {
    let provisions = &compiled.view.compilation.provisions;
    let all = sheet.fragments.iter().enumerate();
    all.filter(|(_, it)| {
        let provision = &provisions[it.at];
        let is_title = provision.kind == Kind::Title && it.form == FragmentForm::Heading;
        !is_title && since.shows(&provision.id)
    })
    .map(|it| it.0)
    .collect()
}

/// The page of a long text that is asked for: by its number, or by a provision that stands on it.
pub(crate) fn turned(
    visit: &Visit,
    sheet: &Sheet,
    compiled: &Compiled,
    shown: Vec<usize>,
) -> (Turning, Vec<usize>) {
    let measured: Vec<(usize, bool)> = shown
        .iter()
        .map(|it| sheet.measured(&sheet.fragments[*it]))
        .collect();
    let provisions = &compiled.view.compilation.provisions;
    let (turning, page) = Turning::through(visit, &measured, |id| {
        shown.iter().position(|it| {
            let fragment = &sheet.fragments[*it];
            provisions[fragment.at].id.as_str() == id
        })
    });
    (turning, shown[page].to_vec())
}

impl Turning {
    /// The page that is asked for of what stands in a row, and what stands on it: that which has
    /// what the address names, as `place` finds it in the row, or which bears its number.
    pub(crate) fn through(
        visit: &Visit,
        measured: &[(usize, bool)],
        place: impl FnOnce(&str) -> Option<usize>,
    ) -> (Turning, Range<usize>) {
        let pages = pages(measured);
        let place = visit.query.given("at").and_then(place);
        let holding = place.and_then(|at| pages.iter().position(|it| it.contains(&at)));
        let turning = Turning::to(visit, pages.len(), holding);
        let page = pages.get(turning.page - 1).cloned().unwrap_or(0..0);
        (turning, page)
    }

    /// The page of so many that holds what is asked for, or whose number the address says.
    pub(crate) fn to(visit: &Visit, of: usize, holding: Option<usize>) -> Turning {
        let number = visit.query.given("page").and_then(|it| it.parse().ok());
        let number = number.and_then(|it: usize| it.checked_sub(1));
        let page = holding.or(number).unwrap_or(0).min(of.saturating_sub(1));
        let turn = |to: usize| with_query(visit, &[("at", None), ("page", Some(&to.to_string()))]);
        Turning {
            page: page + 1,
            of,
            before: (page > 0).then(|| turn(page)),
            after: (page + 1 < of).then(|| turn(page + 2)),
        }
    }

    /// Whether this is the last page, or the only one.
    pub(crate) fn is_last(&self) -> bool {
        self.after.is_none()
    }
}

/// The provisions of a page, with headings where the text has none itself.
pub(crate) fn parts<'p>(
    sheet: &'p Sheet,
    compiled: &Compiled,
    margins: &Margins<'_>,
    shown: &[usize],
) -> Vec<Part<'p>> {
    let provisions = &compiled.view.compilation.provisions;
    let mut before = None;
    shown
        .iter()
        .map(|it| {
            let fragment = &sheet.fragments[*it];
            let provision = &provisions[fragment.at];
            let is_own = fragment.form == FragmentForm::Provision;
            let part = part_of(provision.kind).filter(|_| is_own && sheet.outline.is_empty());
            let heading = part.filter(|it| before != Some(*it));
            before = part.or(before);
            let has_margin = fragment.form.has_margin();
            Part {
                heading,
                before: &fragment.before,
                margin: has_margin.then(|| margins.of(sheet, fragment.at, &provision.id)),
                after: &fragment.after,
            }
        })
        .collect()
}

/// The heading of a resolution's two parts, which stand in it without any.
fn part_of(kind: Kind) -> Option<(&'static str, &'static str)> {
    match kind {
        Kind::Preambular => Some(("read-part-preamble", "part-preamble")),
        Kind::Operative => Some(("read-part-operative", "part-operative")),
        _ => None,
    }
}

fn head(visit: &Visit, compiled: &Compiled, since: &Since, other: Option<&Language>) -> Head {
    let view = &compiled.view;
    let provisions = &view.compilation.provisions;
    let state = visit.room().state();
    Head {
        title: title(visit, view.revision.instrument.provisions(), other),
        revision: view.revision.number,
        entry: view.revision.entry,
        adopted: text(state).is_ok_and(|it| it.adopted),
        changed: since.entry.map(|entry| Changed {
            entry,
            asked: since.asked,
            count: since
                .news
                .is_some()
                .then(|| since.count(provisions.iter().map(|it| &it.id))),
            only: since.only,
            other: with_query(
                visit,
                &[
                    ("since", Some(&entry.to_string())),
                    ("only", (!since.only).then_some("changed")),
                    ("at", None),
                    ("page", None),
                ],
            ),
        }),
        path: visit.room().at(""),
        may_propose: visit.room().caller.may_now(state, ActKind::Propose),
    }
}

/// The title of the text as a heading of the page; that of the negotiation where it has none.
pub(crate) fn title(
    visit: &Visit,
    provisions: &[comity_text::Provision],
    other: Option<&Language>,
) -> String {
    let state = visit.room().state();
    let own = provisions.iter().find(|it| it.kind == Kind::Title);
    let Some(own) = own.filter(|it| !it.text.is_empty()) else {
        let title = state.opening().map(|it| html(visit.words(), &it.title));
        return format!("<h1 dir=\"auto\">{}</h1>", title.unwrap_or_default());
    };
    let translated = other.and_then(|language| translated(state, language, &own.id));
    let (text, tag) = match (translated, other) {
        (Some(text), Some(language)) => (text, language.as_str().to_owned()),
        _ => (own.text.clone(), working_tag(state)),
    };
    format!(
        "<h1 dir=\"auto\" lang=\"{}\">{}</h1>",
        written_string(&tag),
        written(&text)
    )
}

fn translated(state: &State, language: &Language, id: &ProvisionId) -> Option<Text> {
    let found = state.translations().get(language)?.get(id)?;
    found.wording.text.clone()
}

/// The tag of the language that the text is negotiated in.
pub(crate) fn working_tag(state: &State) -> String {
    let working = state.modalities().working_language();
    working.map_or_else(|| "en".to_owned(), |it| it.as_str().to_owned())
}

/// The language other than that of the negotiation in which the text is shown: the one that is
/// asked for, else that of the reader, where anything of the text is there in it.
pub(crate) fn other_language(visit: &Visit) -> Option<Language> {
    let state = visit.room().state();
    let working = state.modalities().working_language()?;
    let asked = visit.query.given("text");
    let wanted = Language::new(asked.unwrap_or(visit.words().tag)).ok()?;
    let known = match asked {
        Some(_) => {
            state.modalities().languages.contains(&wanted)
                || state.translations().get(&wanted).is_some()
        }
        None => state.translations().get(&wanted).is_some(),
    };
    (known && wanted != *working).then_some(wanted)
}

/// The languages that the text can be read in; none where there is only one.
pub(crate) fn languages(visit: &Visit, other: Option<&Language>) -> Vec<TextLanguage> {
    let state = visit.room().state();
    let working = state.modalities().working_language();
    let mut all = state.modalities().languages.clone();
    let more = state.translations().keys().filter(|it| !all.contains(it));
    let more: Vec<Language> = more.cloned().collect();
    all.extend(more);
    if all.len() < 2 {
        return Vec::new();
    }
    all.iter()
        .map(|it| TextLanguage {
            tag: it.as_str().to_owned(),
            name: own_name(it.as_str()).to_owned(),
            address: with_query(visit, &[("text", Some(it.as_str()))]),
            current: other.or(working) == Some(it),
            working: working == Some(it),
        })
        .collect()
}

/// What a language calls itself; its tag where we do not know.
pub(crate) fn own_name(tag: &str) -> &str {
    match tag {
        "ar" => "العربية",
        "en" => "English",
        "es" => "Español",
        "fr" => "Français",
        "pt" => "Português",
        "ru" => "Русский",
        "zh" | "zh-hans" => "中文",
        other => other,
    }
}

fn marks(sheet: &Sheet, compiled: &Compiled, shown: &[usize], parts: &[Part<'_>]) -> Vec<Mark> {
    let provisions = &compiled.view.compilation.provisions;
    let both = shown.iter().zip(parts);
    both.filter_map(|(it, part)| {
        let fragment = &sheet.fragments[*it];
        let margin = part.margin.as_ref()?;
        if fragment.form != FragmentForm::Provision {
            return None;
        }
        Some(Mark {
            anchor: fragment_of(&provisions[fragment.at].id),
            name: margin.name.clone(),
            icon: margin.standing.icon(),
            said: margin.standing.name(),
            class: margin.standing.class(),
        })
    })
    .collect()
}

/// The parts of the text to leap to: those of this page by their place, others by their page. Each
/// is called as in the language that is read, where that is there.
pub(crate) fn leaps(
    visit: &Visit,
    sheet: &Sheet,
    compiled: &Compiled,
    shown: &[usize],
) -> Vec<Leap> {
    let provisions = &compiled.view.compilation.provisions;
    let here = |at: usize| shown.iter().any(|it| sheet.fragments[*it].at == at);
    let other = other_language(visit);
    let state = visit.room().state();
    let outline = sheet.outline.iter();
    outline
        .map(|heading| {
            let provision = &provisions[heading.at];
            let id = &provision.id;
            let fragment = fragment_of(id);
            let page = match here(heading.at) {
                true => String::new(),
                false => with_query(visit, &[("page", None), ("at", Some(id.as_str()))]),
            };
            let translated = other.as_ref().and_then(|language| {
                let found = state.translations().get(language)?.get(id)?;
                let text = found.wording.text.as_ref()?;
                let heading = Heading {
                    label: heading.label.clone(),
                    words: text.as_str().trim().to_owned(),
                    language: language_unless(language.as_str(), visit.words().tag),
                    ..*heading
                };
                Some((leap_name(&heading), found.is_stale(state, id)))
            });
            let (name, stale) = translated.unwrap_or_else(|| (leap_name(heading), false));
            Leap {
                address: format!("{page}#{fragment}"),
                name,
                stale,
                level: heading.level,
            }
        })
        .collect()
}

/// The tag of a language, unless it is that of the page.
fn language_unless(language: &str, page: &str) -> Option<String> {
    (language != page).then(|| language.to_owned())
}

/// A heading as HTML: its number and its words apart, as each may run the other way.
fn leap_name(heading: &Heading) -> String {
    let language = heading.language.as_ref();
    let language = language.map_or_else(String::new, |tag| {
        format!(" lang=\"{}\"", written_string(tag))
    });
    let words = format!("<bdi{language}>{}</bdi>", written_string(&heading.words));
    match heading.label.as_str() {
        "" => words,
        label => format!("<bdi>{}</bdi> {words}", written_string(label)),
    }
}

/// The address of this page with something else after the question mark.
pub(crate) fn with_query(visit: &Visit, set: &[(&str, Option<&str>)]) -> String {
    let own = visit
        .query
        .pairs()
        .filter(|(name, _)| *name != "lang" && !set.iter().any(|(known, _)| known == name));
    let mut pairs: Vec<(String, String)> = own
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    for (name, value) in set {
        pairs.extend(value.map(|value| ((*name).to_owned(), value.to_owned())));
    }
    let fields = crate::fields::Fields::of(pairs).written();
    match fields.is_empty() {
        true => visit.uri.path().to_owned(),
        false => format!("{}?{fields}", visit.uri.path()),
    }
}

/// The text of a negotiation, or the page that says why there is none.
pub(crate) fn compiled_of<'r>(
    visit: &Visit,
    reading: &'r Reading,
) -> Result<&'r Arc<Compiled>, Box<Result<Answer, Problem>>> {
    let compiled = reading.compiled.as_ref();
    compiled.map_err(|none| Box::new(without_text(visit, none)))
}
