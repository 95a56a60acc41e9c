//! Whose words the text is made of: each provision with the stretches that somebody said first.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use askama::Template;
use comity_app::lists::InputSource;
use comity_app::views::contributions::withheld;
use comity_app::views::origins::TextOrigins;
use comity_app::views::text::{NoText, standing};
use comity_app::views::{author, credited, party, whose};
use comity_exchange::charts::portions;
use comity_exchange::html::{address, anchor, written_string};
use comity_procedure::act::Link;
use comity_procedure::ids::ContributionId;

use super::{Making, Tab, kept_as, percent, tabs, text_language};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::pages::text::Turning;
use crate::problem::Problem;
use crate::said::{Names, Place, first_words};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "findings/origins.html")]
struct Page {
    frame: Frame,
    tabs: Vec<Tab>,
    /// Why there are no numbers.
    trouble: Option<String>,
    /// How many contributions have words that are withheld.
    withheld: usize,
    /// Whether there is no text because it was dropped when the negotiation ended.
    dropped: bool,
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
    /// The language of the text.
    language: String,
    turning: Turning,
    making: Making,
}

/// A provision and whose words it is made of.
struct Traced {
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
    anchor: String,
    on: Place,
    /// Whose it is, as HTML.
    who: String,
    /// How many words.
    words: usize,
    /// How many others contributed some of them too.
    too: usize,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let made = visit.site.numbers().origins(&visit).await?;
    let size = made.size;
    let (found, trouble) = made.parted();
    Answer::page_to_keep(&Page {
        frame: visit.frame(visit.words().say("findings-origins")),
        tabs: tabs(&visit),
        trouble,
        withheld: withheld(visit.room().state()),
        dropped: matches!(standing(visit.room().state()), Err(NoText::Dropped)),
        shown: found.map(|it| shown(&visit, size, &it)),
    })
}

fn shown(visit: &Visit, size: u64, origins: &TextOrigins) -> Shown {
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
    let passages = origins.traced.passages.iter();
    let measured: Vec<(usize, bool)> = passages.map(|it| (it.words.len(), false)).collect();
    let (turning, page) = Turning::through(visit, &measured, |id| {
        origins.provisions.iter().position(|it| it.as_str() == id)
    });
    let [text, lists @ ..] = origins.traced.sources.as_slice() else {
        unreachable!("origins have a text");
    };
    let command = format!("comity origins {} inputs.csv", text.name);
    let mut making = Making::of(visit, size, lists, &command);
    let number = origins.revision;
    let path = visit.room().at(&format!("/revisions/{number}/text.md"));
    let kept = kept_as(visit, &format!("revision-{number}.md"));
    making.add(text, path, kept, |bundle| {
        format!("comity show {bundle} --text --to markdown")
    });
    let too_long = origins.inputs.too_long.iter();
    making.too_long = too_long
        .map(|it| match named(visit, &names, it) {
            Some((place, _)) => place,
            None => Place {
                path: String::new(),
                name: visit.words().say("origins-as-tabled"),
            },
        })
        .collect();
    Shown {
        revision: origins.revision,
        words: numbers.words,
        bar: portions(&counts.map(|it| it as u64)),
        kinds: kinds.collect(),
        provisions: page.map(|at| traced(visit, &names, origins, at)).collect(),
        language: text_language(visit),
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
    let mut numbers: BTreeMap<&InputSource, usize> = BTreeMap::new();
    let mut words = String::new();
    let mut end = 0;
    let stretches = origins.first_said[at].iter();
    for (range, input) in stretches.filter(|it| is_marked(&it.1)) {
        let range = trimmed(&text, range.clone());
        if range.is_empty() {
            continue;
        }
        let next = numbers.len() + 1;
        let number = *numbers.entry(&origins.sources[*input]).or_insert(next);
        push_words(&mut words, &text[end..range.start]);
        words.push_str("<mark>");
        push_words(&mut words, &text[range.clone()]);
        let entry = entry_anchor(id.as_str(), number);
        words.push_str(&format!(
            "<sup><a href=\"#{entry}\">{number}</a></sup></mark>"
        ));
        end = range.end;
    }
    push_words(&mut words, &text[end..]);
    Traced {
        anchor: anchor(id.as_str()),
        on: names.provision(id),
        words,
        first: first(visit, names, origins, at, &numbers),
    }
}

/// Where it stands beneath a provision who said first what bears a number.
fn entry_anchor(provision: &str, number: usize) -> String {
    format!("{}~{number}", anchor(provision))
}

/// A stretch without the spaces and signs at its ends: it is words that somebody said first. What
/// stands on a letter stays with it.
fn trimmed(text: &[char], range: Range<usize>) -> Range<usize> {
    let is_word = |it: &usize| text[*it].is_alphanumeric();
    let Some(first) = range.clone().find(is_word) else {
        return range.start..range.start;
    };
    let last = range.clone().rev().find(is_word).unwrap_or(first);
    let rest = (last + 1)..range.end;
    let marks = rest.take_while(|it| !is_sign(text[*it])).count();
    first..last + 1 + marks
}

/// Whether a character ends a word: a space or a sign of punctuation, as scripts have them.
fn is_sign(it: char) -> bool {
    it.is_whitespace()
        || it.is_ascii()
        || matches!(it, '\u{a1}'..='\u{bf}' | '\u{589}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{6d4}'
            | '\u{964}' | '\u{965}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}')
}

fn push_words(out: &mut String, words: &[char]) {
    let words: String = words.iter().collect();
    out.push_str(&written_string(&words));
}

/// The inputs that said words of a passage first, by the number that marks them.
fn first(
    visit: &Visit,
    names: &Names,
    origins: &TextOrigins,
    at: usize,
    numbers: &BTreeMap<&InputSource, usize>,
) -> Vec<First> {
    let mut all: BTreeMap<usize, First> = BTreeMap::new();
    for origin in &origins.traced.origins.passages[at].origins {
        let source = origins.source(origin);
        let Some(number) = numbers.get(source) else {
            continue;
        };
        let Some((on, who)) = named(visit, names, source) else {
            continue;
        };
        let first = all.entry(*number).or_insert(First {
            number: *number,
            anchor: entry_anchor(origins.provisions[at].as_str(), *number),
            on,
            who,
            words: 0,
            too: origins.said_too[at].get(source).copied().unwrap_or(0),
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
            let who = credited(state, &state.contributions().get(id)?.voice);
            let link = names.link(&Link::Contribution(id.clone()));
            Some((link, names.speaker(&who)))
        }
        InputSource::Proposal { id, of } => {
            let made = &state.proposals().get(id)?.author;
            // A version may be of another sponsor than the one that made the proposal.
            let who = match (of, made.voice()) {
                (Some(of), Some(voice)) if whose(voice) == of => {
                    names.speaker(&credited(state, voice))
                }
                (Some(of), _) => names.party(&party(state, of)?),
                (None, _) => names.speaker(&author(state, made)),
            };
            Some((names.proposal(id), who))
        }
        InputSource::FirstText { .. } => None,
    }
}

/// Where the words of a contribution stand in the text.
pub(crate) struct InText {
    /// How many of its words stand there, and how many it said first, as a sentence.
    pub(crate) sentence: String,
    /// The language of the text.
    pub(crate) language: String,
    /// Each provision that it shares words with: where whose words these are is shown, the words
    /// in common, and what the text says there, as HTML.
    pub(crate) places: Vec<(Place, usize, String)>,
}

/// The most of a text that is repeated beside an input, in characters.
const MAX_QUOTED_CHARS: usize = 400;

/// Where the words of a contribution stand in the text; nothing where there is no text, or where
/// it cannot be said.
pub(crate) async fn in_text(visit: &Visit, id: &ContributionId) -> Result<Option<InText>, Problem> {
    let made = visit.site.numbers().origins(visit).await?;
    let Some(origins) = made.known() else {
        return Ok(None);
    };
    let Some((input, became)) = origins.became(id) else {
        return Ok(None);
    };
    let names = Names::of(visit);
    let places = became.passages.iter().map(|standing| {
        let provision = &origins.provisions[standing.passage];
        let passage = &origins.traced.passages[standing.passage];
        let longest = origins.traced.longest(passage, input);
        let quoted = longest.map_or_else(String::new, |it| {
            let words = origins.traced.words_of_text(it);
            first_words(&words, MAX_QUOTED_CHARS)
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
        language: text_language(visit),
        sentence: visit.words().with(
            "in-text-sentence",
            &[
                ("all", &became.words),
                ("standing", &became.standing_words),
                ("first", &became.first_words),
                (
                    "repeated",
                    &usize::from(became.first_words > became.standing_words),
                ),
            ],
        ),
        places: places.collect(),
    }))
}
