//! What came in often: contributions in nearly the same words, read once with their count and with
//! what each added.

use std::sync::Arc;

use askama::Template;
use comity_app::views::campaigns::{InputCampaigns, Often, Sender};
use comity_app::views::contributions::{withheld, words};
use comity_app::views::credited;
use comity_exchange::html::written_string;
use comity_procedure::act::Link;
use comity_procedure::ids::ContributionId;
use comity_procedure::state::Contribution;

use super::{Making, Tab, tabs};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::pages::text::Turning;
use crate::problem::Problem;
use crate::said::{Names, first_words};
use crate::visit::Visit;

/// The most groups of one page.
const GROUPS_OF_A_PAGE: usize = 12;

/// The most of somebody's own words that is quoted at one place, in characters.
const MAX_OWN_CHARS: usize = 300;

/// The most changes of one member that are shown.
const MAX_CHANGES: usize = 12;

/// The most of a text that is shown, in characters.
const MAX_TEXT_CHARS: usize = 1_200;

#[derive(Template)]
#[template(path = "findings/campaigns.html")]
struct Page {
    frame: Frame,
    tabs: Vec<Tab>,
    /// Why there are no numbers.
    trouble: Option<String>,
    /// Whether any contribution was sent in.
    any: bool,
    shown: Option<Shown>,
}

struct Shown {
    /// How many contributions, and how many texts there are to read, as a sentence.
    counts: String,
    /// How many have no words because these are withheld.
    withheld: usize,
    /// How many are compared by a part of their words, the others being withheld.
    in_part: usize,
    groups: Vec<Group>,
    turning: Turning,
    making: Making,
}

/// A text that came more than once.
struct Group {
    /// The name of its place on the page.
    anchor: String,
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
    /// The language of its words.
    language: String,
    /// What it says in words of its own, as HTML.
    own: Vec<String>,
    /// What the text shown says and what it says instead, as HTML; either may be empty.
    changes: Vec<(String, String)>,
    /// How many changes are not shown.
    more_changes: usize,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let made = visit.site.numbers().campaigns(&visit).await?;
    let size = made.size;
    let (found, trouble) = made.parted();
    Answer::page_to_keep(&Page {
        frame: visit.frame(visit.words().say("findings-campaigns")),
        tabs: tabs(&visit),
        trouble,
        any: visit.room().state().contributions().size() > 0,
        shown: found.map(|it| shown(&visit, size, &it)),
    })
}

fn shown(visit: &Visit, size: u64, campaigns: &InputCampaigns) -> Shown {
    let found = &campaigns.found;
    let pages = campaigns.often.len().div_ceil(GROUPS_OF_A_PAGE).max(1);
    let turning = Turning::to(visit, pages, None);
    let from = (turning.page - 1) * GROUPS_OF_A_PAGE;
    let names = Names::of(visit);
    let groups = campaigns.often.iter().skip(from).take(GROUPS_OF_A_PAGE);
    let mut making = Making::of(
        visit,
        size,
        std::slice::from_ref(&found.source),
        "comity campaigns contributions.csv",
    );
    let too_long = campaigns.comments.too_long.iter();
    making.too_long = too_long
        .map(|it| names.link(&Link::Contribution(it.clone())))
        .collect();
    Shown {
        counts: visit.words().with(
            "campaigns-counts",
            &[
                ("inputs", &found.comments.len()),
                (
                    "texts",
                    &(found.campaigns.groups.len() + found.campaigns.wordless.len()),
                ),
                ("often", &campaigns.often.len()),
            ],
        ),
        withheld: campaigns.comments.withheld,
        in_part: withheld(visit.room().state()).saturating_sub(campaigns.comments.withheld),
        groups: groups.map(|it| group(visit, &names, it)).collect(),
        turning,
        making,
    }
}

fn contribution(visit: &Visit, id: &ContributionId) -> Option<Arc<Contribution>> {
    visit.room().state().contributions().get(id).cloned()
}

fn group(visit: &Visit, names: &Names, often: &Often) -> Group {
    let typical = contribution(visit, &often.typical);
    let text = typical.as_ref().map_or_else(String::new, |it| words(it));
    let members = often.members.iter();
    Group {
        anchor: anchor(&often.typical),
        count: often.count,
        copies: often.copies,
        text: written_string(&cut(&text)),
        language: typical.map_or_else(String::new, |it| it.language.to_string()),
        members: members.filter_map(|it| member(visit, names, it)).collect(),
        more: often.count - often.members.len(),
    }
}

fn member(visit: &Visit, names: &Names, sender: &Sender) -> Option<Member> {
    let found = contribution(visit, &sender.contribution)?;
    let own = sender.own_words.iter();
    let short = |it: &str| written_string(&first_words(it, MAX_OWN_CHARS));
    let changes = sender.changes.iter().take(MAX_CHANGES);
    let changes = changes.map(|it| (short(&it.was), short(&it.is)));
    Some(Member {
        path: names
            .link(&Link::Contribution(sender.contribution.clone()))
            .path,
        title: names.html(&found.title),
        who: names.speaker(&credited(visit.room().state(), &found.voice)),
        same: sender.same,
        language: found.language.to_string(),
        changes: changes.collect(),
        more_changes: sender.changes.len().saturating_sub(MAX_CHANGES),
        own: own.map(|it| short(it)).collect(),
    })
}

/// The beginning of a text, its paragraphs as they are.
fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT_CHARS) {
        Some((at, _)) => format!("{} …", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

/// The place of a group on its page, by its most typical text.
fn anchor(typical: &ContributionId) -> String {
    format!("like-{typical}")
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
    let Some(campaigns) = made.known() else {
        return Ok(None);
    };
    Ok(campaigns.places.get(id).map(|place| {
        let often = &campaigns.often[*place];
        let page = place / GROUPS_OF_A_PAGE + 1;
        let rest = format!("/findings/campaigns?page={page}#{}", anchor(&often.typical));
        Alike {
            others: often.count - 1,
            path: visit.room().at(&rest),
        }
    }))
}
