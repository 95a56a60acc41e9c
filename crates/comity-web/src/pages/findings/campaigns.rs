//! What came in often: contributions in nearly the same words, read once with their count and with
//! what each added.

use std::sync::Arc;

use askama::Template;
use comity_analysis::campaigns::{Campaigns, Group};
use comity_analysis::words::WordReader;
use comity_app::views::campaigns::InputCampaigns;
use comity_app::views::speaker;
use comity_exchange::html::written_string;
use comity_procedure::act::Link;
use comity_procedure::ids::ContributionId;

use super::{Making, Tab, tabs};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::pages::text::Turning;
use crate::problem::Problem;
use crate::said::{Names, first_words};
use crate::visit::Visit;

/// The most groups of one page.
const GROUPS_OF_A_PAGE: usize = 12;

/// The most members that a page names of one group, and the most of their own words that it
/// quotes: the rest is in the list.
const MAX_MEMBERS: usize = 40;
const MAX_OWN_CHARS: usize = 300;

/// The most of a representative that is shown, in characters.
const MAX_TEXT_CHARS: usize = 1_200;

#[derive(Template)]
#[template(path = "findings/campaigns.html")]
struct Page {
    frame: Frame,
    tabs: Vec<Tab>,
    /// Why there are no numbers.
    trouble: Option<String>,
    shown: Option<Shown>,
}

struct Shown {
    /// How many contributions, and how many texts there are to read, as a sentence.
    counts: String,
    groups: Vec<Often>,
    turning: Turning,
    making: Making,
}

/// A text that came more than once.
struct Often {
    count: usize,
    copies: usize,
    /// The most typical one, as HTML, and its language.
    text: String,
    language: String,
    members: Vec<Member>,
    /// How many members are not named.
    more: usize,
}

struct Member {
    path: String,
    /// As HTML.
    title: String,
    /// As HTML.
    who: String,
    /// Whether it has the same words as the text shown.
    same: bool,
    /// What it says in words of its own, as HTML.
    own: Vec<String>,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let made = visit.site.numbers().campaigns(&visit).await?;
    let (trouble, found) = match made {
        Ok(found) => (None, found),
        Err(why) => (Some(why), None),
    };
    Answer::page_to_keep(&Page {
        frame: visit.frame(visit.words().say("findings-campaigns")),
        tabs: tabs(&visit),
        trouble,
        shown: found.map(|it| shown(&visit, &it)),
    })
}

fn shown(visit: &Visit, campaigns: &InputCampaigns) -> Shown {
    let found = &campaigns.found;
    let groups = &found.campaigns.groups;
    let often = often(&found.campaigns);
    let pages = often.len().div_ceil(GROUPS_OF_A_PAGE).max(1);
    let turning = Turning::to(visit, pages, None);
    let from = (turning.page - 1) * GROUPS_OF_A_PAGE;
    let names = Names::of(visit);
    let reader = WordReader::new();
    let shown = often.iter().skip(from).take(GROUPS_OF_A_PAGE);
    Shown {
        counts: visit.words().with(
            "campaigns-counts",
            &[
                ("inputs", &found.comments.len()),
                ("texts", &(groups.len() + found.campaigns.wordless.len())),
                ("often", &often.len()),
            ],
        ),
        groups: shown
            .map(|it| group(visit, &names, campaigns, it, &reader))
            .collect(),
        turning,
        making: Making::of(
            visit,
            std::slice::from_ref(&found.source),
            "comity campaigns contributions.csv",
        ),
    }
}

/// What came more than once, in the order of the record by the first of each.
fn often(campaigns: &Campaigns) -> Vec<&Group> {
    let groups = campaigns.groups.iter().filter(|it| it.count() > 1);
    let mut often: Vec<&Group> = groups.collect();
    often.sort_by_key(|it| members(it).into_iter().min());
    often
}

/// The members of a group in the order of the record.
fn members(group: &Group) -> Vec<u32> {
    let mut all: Vec<u32> = group
        .copies
        .iter()
        .chain(&group.variations)
        .copied()
        .collect();
    all.sort_unstable();
    all
}

fn group(
    visit: &Visit,
    names: &Names,
    campaigns: &InputCampaigns,
    group: &Group,
    reader: &WordReader,
) -> Often {
    let comments = &campaigns.found.comments;
    let typical = &comments[group.representative as usize];
    let state = visit.room().state();
    let contribution = |at: u32| {
        let id = ContributionId::new(&comments[at as usize].id).ok()?;
        state.contributions().get(&id).map(|it| (id, it.clone()))
    };
    let all = members(group);
    let named = all.iter().take(MAX_MEMBERS).filter_map(|at| {
        let (id, found) = contribution(*at)?;
        let same = group.copies.binary_search(at).is_ok();
        let own = match same {
            true => Vec::new(),
            false => campaigns.found.own_words(reader, group.representative, *at),
        };
        Some(Member {
            path: names.link(&Link::Contribution(id)).path,
            title: names.html(&found.title),
            who: names.speaker(&speaker(state, &found.voice)),
            same,
            own: own
                .iter()
                .map(|it| written_string(&first_words(it, MAX_OWN_CHARS)))
                .collect(),
        })
    });
    let language = contribution(group.representative);
    Often {
        count: group.count(),
        copies: group.copies.len(),
        text: written_string(&cut(&typical.text)),
        language: language.map_or_else(String::new, |it| it.1.language.to_string()),
        members: named.collect(),
        more: all.len().saturating_sub(MAX_MEMBERS),
    }
}

/// The beginning of a text, its paragraphs as they are.
fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT_CHARS) {
        Some((at, _)) => format!("{} …", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// Who sent nearly the same as a contribution.
pub(crate) struct Alike {
    /// How many others did.
    pub(crate) others: usize,
    /// Where they are shown together.
    pub(crate) path: String,
}

/// Whether others sent nearly the same as a contribution.
pub(crate) async fn alike(visit: &Visit, id: &ContributionId) -> Result<Option<Alike>, Problem> {
    let made = visit.site.numbers().campaigns(visit).await?;
    let Some(campaigns) = made.ok().flatten() else {
        return Ok(None);
    };
    let found = &campaigns.found;
    let Some(at) = found.comments.iter().position(|it| it.id == id.as_str()) else {
        return Ok(None);
    };
    let often = often(&found.campaigns);
    let at = u32::try_from(at).expect("a reader has a limit");
    let own = often.iter().position(|it| members(it).contains(&at));
    Ok(own.map(|nth| {
        let page = nth / GROUPS_OF_A_PAGE + 1;
        Alike {
            others: often[nth].count() - 1,
            path: visit.room().at(&format!("/findings/campaigns?page={page}")),
        }
    }))
}
