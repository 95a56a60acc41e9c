//! Whose words the text is made of: each provision with the stretches that somebody said first.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use askama::Template;
use comity_app::lists::InputSource;
use comity_app::views::origins::TextOrigins;
use comity_app::views::{author, speaker};
use comity_exchange::charts::portions;
use comity_exchange::html::{address, anchor, written_string};
use comity_procedure::act::Link;

use super::{Making, Tab, percent, tabs};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::pages::text::Turning;
use crate::problem::Problem;
use crate::said::{Names, Place};
use crate::sheets::pages;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "findings/origins.html")]
struct Page {
    frame: Frame,
    tabs: Vec<Tab>,
    /// Why there are no numbers.
    trouble: Option<String>,
    shown: Option<Shown>,
}

struct Shown {
    revision: u32,
    words: usize,
    /// The bar of where words come from, as HTML.
    bar: String,
    /// Where words come from: the class of the bar, the message, words, and per cent.
    kinds: Vec<(usize, &'static str, usize, u64)>,
    provisions: Vec<Traced>,
    turning: Turning,
    making: Making,
}

/// A provision and whose words it is made of.
struct Traced {
    id: String,
    anchor: String,
    on: Place,
    /// Its words with stretches marked, as HTML.
    words: String,
    /// The inputs that said some of it first, besides the first text.
    first: Vec<First>,
}

/// An input that said words of a provision first.
struct First {
    /// The number that marks its words.
    number: usize,
    on: Place,
    /// Whose it is, as HTML.
    who: String,
    /// How many words.
    words: usize,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let made = visit.site.numbers().origins(&visit).await?;
    let (trouble, found) = match made {
        Ok(found) => (None, found),
        Err(why) => (Some(why), None),
    };
    Answer::page_to_keep(&Page {
        frame: visit.frame(visit.words().say("findings-origins")),
        tabs: tabs(&visit),
        trouble,
        shown: found.map(|it| shown(&visit, &it)),
    })
}

fn shown(visit: &Visit, origins: &TextOrigins) -> Shown {
    let names = Names::of(visit);
    let numbers = &origins.traced.origins;
    let counts = counts(origins);
    let kinds = [
        "origins-contributions",
        "origins-first-text",
        "origins-proposals",
        "origins-nobody",
    ];
    let kinds = (1..).zip(kinds).zip(counts);
    let kinds = kinds.map(|((class, message), count)| {
        let share = percent(count, numbers.words);
        (class, message, count, share)
    });
    let all: Vec<Traced> = (0..origins.provisions.len())
        .map(|at| traced(visit, &names, origins, at))
        .collect();
    let measured: Vec<(usize, bool)> = all.iter().map(|it| (it.words.len(), false)).collect();
    let pages = pages(&measured);
    let holding = visit.query.given("at").and_then(|id| {
        let at = all.iter().position(|it| it.id == id)?;
        pages.iter().position(|page| page.contains(&at))
    });
    let turning = Turning::to(visit, pages.len(), holding);
    let page = pages.get(turning.page - 1).cloned().unwrap_or(0..0);
    let id = visit.room().desk.id();
    let file = format!("{id}-revision-{}.md", origins.revision);
    let command = format!("comity origins {file} inputs.csv");
    let path = format!("/revisions/{}/text.md", origins.revision);
    let making = Making {
        text: Some((visit.room().at(&path), file)),
        ..Making::of(visit, &origins.traced.sources, &command)
    };
    Shown {
        revision: origins.revision,
        words: numbers.words,
        bar: portions(&counts.map(|it| it as u64)),
        kinds: kinds.collect(),
        provisions: all.into_iter().skip(page.start).take(page.len()).collect(),
        turning,
        making,
    }
}

/// How many words of the text are first from contributions, from the first text, from proposals
/// and from nothing that was handed in.
fn counts(origins: &TextOrigins) -> [usize; 4] {
    let mut counts = [0; 4];
    let numbers = &origins.traced.origins;
    for (source, became) in origins.sources.iter().zip(&numbers.became) {
        let place = match source {
            InputSource::Contribution { .. } => 0,
            InputSource::FirstText { .. } => 1,
            InputSource::Proposal { .. } => 2,
        };
        counts[place] += became.first_words;
    }
    counts[3] = numbers.words - numbers.from_inputs;
    counts
}

fn traced(visit: &Visit, names: &Names, origins: &TextOrigins, at: usize) -> Traced {
    let id = &origins.provisions[at];
    let labelled = &origins.traced.passages[at];
    let text: Vec<char> = labelled.words.chars().collect();
    let is_marked =
        |input: &usize| !matches!(origins.sources[*input], InputSource::FirstText { .. });
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut words = String::new();
    let mut end = 0;
    let stretches = origins.first_said(at);
    for (range, input) in stretches.iter().filter(|it| is_marked(&it.1)) {
        let range = trimmed(&text, range.clone());
        if range.is_empty() {
            continue;
        }
        let next = numbers.len() + 1;
        let number = *numbers.entry(key(&origins.sources[*input])).or_insert(next);
        push_words(&mut words, &text[end..range.start]);
        words.push_str("<mark>");
        push_words(&mut words, &text[range.clone()]);
        words.push_str(&format!("<sup>{number}</sup></mark>"));
        end = range.end;
    }
    push_words(&mut words, &text[end..]);
    Traced {
        id: id.as_str().to_owned(),
        anchor: anchor(id.as_str()),
        on: names.provision(id),
        words,
        first: first(visit, names, origins, at, &numbers),
    }
}

/// A stretch without the spaces and signs at its ends: it is words that somebody said first.
fn trimmed(text: &[char], range: Range<usize>) -> Range<usize> {
    let is_word = |it: &usize| text[*it].is_alphanumeric();
    match range.clone().find(is_word) {
        Some(first) => {
            let last = range.rev().find(is_word).unwrap_or(first);
            first..last + 1
        }
        None => range.start..range.start,
    }
}

fn push_words(out: &mut String, words: &[char]) {
    let words: String = words.iter().collect();
    out.push_str(&written_string(&words));
}

/// What tells an input from others; the versions of one proposal are one.
fn key(source: &InputSource) -> String {
    match source {
        InputSource::Contribution { id, .. } => format!("contribution:{id}"),
        InputSource::FirstText { entry } => format!("text:{entry}"),
        InputSource::Proposal { id, .. } => format!("proposal:{id}"),
    }
}

/// The inputs that said words of a passage first, by the number that marks them.
fn first(
    visit: &Visit,
    names: &Names,
    origins: &TextOrigins,
    at: usize,
    numbers: &BTreeMap<String, usize>,
) -> Vec<First> {
    let mut all: BTreeMap<usize, First> = BTreeMap::new();
    for origin in &origins.traced.origins.passages[at].origins {
        let source = origins.source(origin);
        let Some(number) = numbers.get(&key(source)) else {
            continue;
        };
        let Some((on, who)) = named(visit, names, source) else {
            continue;
        };
        let first = all.entry(*number).or_insert(First {
            number: *number,
            on,
            who,
            words: 0,
        });
        first.words += origin.first_words;
    }
    all.into_values().collect()
}

/// An input, and whose it is, as HTML; none for the first text, which nobody handed in.
fn named(visit: &Visit, names: &Names, source: &InputSource) -> Option<(Place, String)> {
    let state = visit.room().state();
    match source {
        InputSource::Contribution { id, .. } => {
            let who = speaker(state, &state.contributions().get(id)?.voice);
            let link = names.link(&Link::Contribution(id.clone()));
            Some((link, names.speaker(&who)))
        }
        InputSource::Proposal { id, .. } => {
            let who = author(state, &state.proposals().get(id)?.author);
            Some((names.proposal(id), names.speaker(&who)))
        }
        InputSource::FirstText { .. } => None,
    }
}

/// Where the words of a contribution stand in the text.
pub(crate) struct InText {
    /// How many of its words stand there, and how many it said first, as a sentence.
    pub(crate) sentence: String,
    /// Each provision that it shares words with: where whose words these are is shown, the words
    /// in common, and what the text says there, as HTML.
    pub(crate) places: Vec<(Place, usize, String)>,
}

/// The most of a text that is repeated beside an input, in characters.
const MAX_QUOTED_CHARS: usize = 400;

/// Where the words of a contribution stand in the text; nothing where there is no text, or where
/// it cannot be said.
pub(crate) async fn in_text(
    visit: &Visit,
    id: &comity_procedure::ids::ContributionId,
) -> Result<Option<InText>, Problem> {
    let made = visit.site.numbers().origins(visit).await?;
    let Some(origins) = made.ok().flatten() else {
        return Ok(None);
    };
    let Some((_, became)) = origins.became(id) else {
        return Ok(None);
    };
    let names = Names::of(visit);
    let places = became.passages.iter().map(|standing| {
        let provision = &origins.provisions[standing.passage];
        let passage = &origins.traced.passages[standing.passage];
        let meets = |it: &&comity_analysis::origins::Share| {
            it.text.start < passage.range.end && passage.range.start < it.text.end
        };
        let shares = origins.shares(became).iter().filter(meets);
        let longest = shares.rev().max_by_key(|it| it.own_words);
        let quoted = longest.map_or_else(String::new, |it| {
            let words = origins.traced.words_of_text(it);
            crate::said::first_words(&words, MAX_QUOTED_CHARS)
        });
        let path = visit.room().at(&format!(
            "/findings/origins?at={}#{}",
            address(provision.as_str()),
            anchor(provision.as_str())
        ));
        let name = names.provision(provision).name;
        (
            Place { path, name },
            standing.words,
            written_string(&quoted),
        )
    });
    Ok(Some(InText {
        sentence: visit.words().with(
            "in-text-sentence",
            &[
                ("all", &became.words),
                ("standing", &became.standing_words),
                ("first", &became.first_words),
            ],
        ),
        places: places.collect(),
    }))
}
