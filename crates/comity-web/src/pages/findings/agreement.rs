//! Where agreement lies: common ground of each text that positions were taken on, in reading
//! order; opinion groups; texts that stand for everyone.

use std::sync::Arc;

use askama::Template;
use comity_analysis::common_ground::{Ground, NoGround, StatementFigures, Tally, Total};
use comity_analysis::converge::{Group, Outcome};
use comity_analysis::groups::NoGroups;
use comity_analysis::representative::Stance;
use comity_analysis::slates::Among;
use comity_app::findings::converge::{Rule, SLATE, Slated, letter};
use comity_app::lists::Listed;
use comity_app::views::agreement::Agreement;
use comity_app::views::party;
use comity_exchange::charts::{Level, OpinionMap, Picture, Point, strip};
use comity_procedure::act::Subject;
use comity_procedure::ids::DelegationId;
use data_encoding::HEXLOWER;

use super::{Making, Tab, decimal, percent, tabs};
use crate::answer::Answer;
use crate::frame::Frame;
use crate::letters::without_unseen;
use crate::pages::text::Turning;
use crate::problem::Problem;
use crate::said::{Names, Place, first_words, line};
use crate::visit::Visit;
use crate::words::Words;

/// The most texts of one page.
const TEXTS_OF_A_PAGE: usize = 40;

/// The most that a list says of each text, in characters.
const MAX_START_CHARS: usize = 110;

#[derive(Template)]
#[template(path = "findings/agreement.html")]
struct Page {
    frame: Frame,
    tabs: Vec<Tab>,
    /// Why there are no numbers.
    trouble: Option<String>,
    shown: Option<Shown>,
}

struct Shown {
    /// How many positions of how many delegations on how many texts, as a sentence.
    counts: String,
    /// What can be chosen to be shown: where it is, its message, and whether it is shown.
    choices: Vec<(String, &'static str, bool)>,
    constituencies: Vec<(usize, String)>,
    rows: Vec<Row>,
    turning: Turning,
    opinion: Opinion,
    slates: Vec<SlateRow>,
    making: Making,
}

/// A text and how far all can live with it.
struct Row {
    on: Place,
    start: String,
    /// The bar, with a tick for each constituency.
    strip: String,
    score: String,
    at_least: String,
    among_groups: String,
    by_constituency: Vec<String>,
    /// How many can live with it and how many object, as a sentence.
    said: String,
    /// The constituency that agrees least, where not all agree alike.
    least: Option<String>,
}

/// Opinion groups, or why there are none.
struct Opinion {
    /// The message that says how it stands with them, as a sentence.
    sentence: String,
    /// The map, as HTML; empty where nobody could be placed.
    map: String,
    /// Each delegation that could be placed, as HTML: its group, and where it stands.
    places: Vec<(String, String, String, String)>,
    groups: Vec<GroupRow>,
}

struct GroupRow {
    name: String,
    /// Its delegations, as HTML.
    members: Vec<String>,
    /// What is particular to it: the message of its stance, the text, its words, and the share.
    particular: Vec<(&'static str, Place, String, u64)>,
}

/// Texts that stand for everyone, by one rule.
struct SlateRow {
    rule: &'static str,
    texts: Vec<Place>,
    holds: bool,
    covered: String,
    /// What is left out most, as a sentence.
    worst: Option<String>,
}

/// The page.
pub(crate) async fn show(visit: Arc<Visit>) -> Result<Answer, Problem> {
    let made = visit.site.numbers().agreement(&visit).await?;
    let (trouble, found) = match made {
        Ok(found) => (None, found),
        Err(why) => (Some(why), None),
    };
    Answer::page_to_keep(&Page {
        frame: visit.frame(visit.words().say("findings-agreement")),
        tabs: tabs(&visit),
        trouble,
        shown: found.map(|it| shown(&visit, &it)),
    })
}

fn shown(visit: &Visit, agreement: &Agreement) -> Shown {
    let names = Names::of(visit);
    let found = &agreement.found.convergence;
    let only = match visit.query.get("on") {
        "provisions" => "provisions",
        "proposals" => "proposals",
        _ => "",
    };
    let is_wanted = |it: &Listed| match &it.subject {
        Subject::Provision(_) => only != "proposals",
        Subject::Proposal(_) => only != "provisions",
    };
    let all: Vec<(&Listed, &StatementFigures)> =
        agreement.subjects().filter(|it| is_wanted(it.0)).collect();
    let pages = all.len().div_ceil(TEXTS_OF_A_PAGE).max(1);
    let turning = Turning::to(visit, pages, None);
    let from = (turning.page - 1) * TEXTS_OF_A_PAGE;
    let constituencies = constituencies(visit, agreement);
    let rows = all.iter().skip(from).take(TEXTS_OF_A_PAGE);
    let command = "comity converge positions.csv --statements subjects.csv \\\n    \
                   --participants delegations.csv --delegations";
    let making = Making {
        seeded: Some((found.seed, HEXLOWER.encode(&agreement.found.input_hash))),
        ..Making::of(visit, &agreement.found.sources, command)
    };
    Shown {
        counts: visit.words().with(
            "agreement-counts",
            &[
                ("positions", &found.counts.votes),
                ("delegations", &found.counts.participants),
                ("texts", &found.counts.statements),
            ],
        ),
        choices: choices(visit, only),
        rows: rows
            .map(|it| row(visit.words(), &names, *it, &constituencies))
            .collect(),
        turning,
        opinion: opinion(visit, &names, agreement),
        // Where there are no more than a slate has, all of them are on it.
        slates: match found.counts.statements > SLATE {
            true => slates(visit, &names, agreement),
            false => Vec::new(),
        },
        making,
        constituencies,
    }
}

fn choices(visit: &Visit, only: &str) -> Vec<(String, &'static str, bool)> {
    let choice = |(value, message): (&str, &'static str)| {
        let rest = match value {
            "" => "/findings".to_owned(),
            value => format!("/findings?on={value}"),
        };
        (visit.room().at(&rest), message, value == only)
    };
    [
        ("", "agreement-on-all"),
        ("provisions", "agreement-on-provisions"),
        ("proposals", "agreement-on-proposals"),
    ]
    .map(choice)
    .into()
}

/// The constituencies that any position is from, in the order of the modalities: each with its
/// place in the numbers, and what it is called.
fn constituencies(visit: &Visit, agreement: &Agreement) -> Vec<(usize, String)> {
    let all = visit.room().state().modalities().constituencies.iter();
    let names = &agreement.found.constituencies;
    all.filter_map(|it| {
        let at = names.iter().position(|name| name == it.as_str())?;
        Some((at, crate::pages::constituency(visit.words(), it)))
    })
    .collect()
}

/// How many can live with a text and how many object, of those whose positions count.
fn said(words: &Words, total: Total) -> String {
    let tally = match total {
        Total::Everyone(tally) | Total::InShownGroups(tally) => tally,
        Total::Hidden => Tally::default(),
    };
    words.say2(
        "ground-said",
        &("agree", tally.agree),
        &("object", tally.disagree),
    )
}

fn row(
    words: &Words,
    names: &Names,
    (listed, figures): (&Listed, &StatementFigures),
    parts: &[(usize, String)],
) -> Row {
    let level = |place: usize| {
        let tally = figures.by_constituency[place].shown();
        let tally = tally.filter(|it| it.votes() > 0);
        tally.map(|it| it.agreement().effective)
    };
    let levels: Vec<Option<f64>> = parts.iter().map(|it| level(it.0)).collect();
    // Where nobody declares a constituency everyone is one part.
    let ground: Result<Ground, NoGround> = match figures.among_constituencies {
        Err(NoGround::NoParts) => figures.among_groups,
        known => known,
    };
    let known: Vec<(f64, usize)> = levels
        .iter()
        .enumerate()
        .filter_map(|(at, level)| Some(((*level)?, at)))
        .collect();
    let least = known.iter().min_by(|a, b| a.0.total_cmp(&b.0));
    let most = known.iter().max_by(|a, b| a.0.total_cmp(&b.0));
    let differ = least.zip(most).filter(|(least, most)| most.0 > least.0);
    let together = ground.ok().map(|it| Level {
        score: it.score,
        at_least: Some(it.lower),
    });
    let ticks: Vec<f64> = levels.iter().flatten().copied().collect();
    let number = |ground: Result<Ground, NoGround>| decimal(ground.ok().map(|it| it.score));
    Row {
        on: names.subject(&listed.subject),
        start: first_words(&listed.words, MAX_START_CHARS),
        strip: together.map_or_else(String::new, |it| strip(it, &ticks)),
        score: number(ground),
        at_least: decimal(ground.ok().map(|it| it.lower)),
        among_groups: number(figures.among_groups),
        by_constituency: levels.iter().map(|it| decimal(*it)).collect(),
        said: said(words, figures.total),
        least: differ.map(|(least, _)| parts[least.1].1.clone()),
    }
}

fn opinion(visit: &Visit, names: &Names, agreement: &Agreement) -> Opinion {
    let words = visit.words();
    let found = &agreement.found.convergence;
    let sentence = match &found.outcome {
        Outcome::Groups(groups, _) => words.say1("opinion-groups", "count", groups.len()),
        Outcome::NotStable(parting) => words.say1("opinion-not-stable", "count", parting.count),
        Outcome::None(NoGroups::TooFewPlaced { placed }) => words.say2(
            "opinion-too-few",
            &("placed", *placed),
            &("needed", found.counts.needed_positions),
        ),
        Outcome::None(NoGroups::NothingVaries) => words.say("opinion-nothing-varies"),
        Outcome::None(NoGroups::NoneStandOut { .. }) => words.say("opinion-none-stand-out"),
    };
    let groups: &[Group] = match &found.outcome {
        Outcome::Groups(groups, _) => groups,
        _ => &[],
    };
    let group_name = |at: usize| words.say1("opinion-group", "letter", letter(at).to_string());
    let state = visit.room().state();
    let stand = placed(agreement);
    let points = stand.iter().map(|(id, group, [x, y])| Point {
        x: *x,
        y: *y,
        mass: 1.0,
        group: *group,
        name: party(state, id).map_or_else(String::new, |it| line(words, &it.name)),
    });
    let axis = |at: usize| {
        let share = found.spectrum.get(at).copied().unwrap_or(0.0);
        let share = (share.clamp(0.0, 1.0) * 100.0).round() as u64;
        let said = words.say2("opinion-axis", &("number", at + 1), &("share", share));
        without_unseen(&said)
    };
    let picture = Picture::Map(OpinionMap {
        points: points.collect(),
        groups: (0..groups.len()).map(group_name).collect(),
        axes: [axis(0), axis(1)],
    });
    let places = stand.iter().map(|(id, group, place)| {
        let named = party(state, id).map(|it| names.party(&it));
        let group = group.map_or_else(String::new, group_name);
        let [x, y] = place.map(Some).map(decimal);
        (named.unwrap_or_default(), group, x, y)
    });
    Opinion {
        sentence,
        map: match stand.is_empty() {
            true => String::new(),
            false => picture.draw(),
        },
        places: places.collect(),
        groups: groups
            .iter()
            .enumerate()
            .map(|(at, group)| group_row(visit, names, agreement, (at, group_name(at)), group))
            .collect(),
    }
}

/// Who stands where on the map, in which group; in the order of the delegations' ids.
fn placed(agreement: &Agreement) -> Vec<(&DelegationId, Option<usize>, [f64; 2])> {
    let found = &agreement.found.convergence;
    let all = agreement.lists.delegations.iter();
    let all = all.zip(&found.membership).zip(&found.places);
    all.filter_map(|((id, group), place)| Some((id, group.map(usize::from), (*place)?)))
        .collect()
}

fn group_row(
    visit: &Visit,
    names: &Names,
    agreement: &Agreement,
    (at, name): (usize, String),
    group: &Group,
) -> GroupRow {
    let state = visit.room().state();
    let named = |id: &&DelegationId| party(state, id).map(|it| names.party(&it));
    let particular = group.representative.iter().map(|it| {
        let listed = agreement.subject(it.statement);
        let stance = match it.stance {
            Stance::Agrees => "opinion-agrees",
            Stance::Disagrees => "opinion-disagrees",
        };
        let share = (it.share * 100.0).round() as u64;
        (
            stance,
            names.subject(&listed.subject),
            first_words(&listed.words, MAX_START_CHARS),
            share,
        )
    });
    GroupRow {
        name,
        members: agreement.members(at).iter().filter_map(named).collect(),
        particular: particular.collect(),
    }
}

fn slates(visit: &Visit, names: &Names, agreement: &Agreement) -> Vec<SlateRow> {
    let words = visit.words();
    let all = agreement.found.slates.iter();
    all.map(|slated| {
        let Slated {
            rule, slate, shown, ..
        } = slated;
        let subject = |at: u32| names.subject(&agreement.subject(at as usize).subject);
        let covered = shown.covered.unwrap_or(0);
        SlateRow {
            rule: match rule {
                Rule::Phragmen => "slate-phragmen",
                Rule::Proportional => "slate-proportional",
                Rule::CommonGround => "slate-common-ground",
            },
            texts: slate.statements.iter().map(|it| subject(*it)).collect(),
            holds: slated.holds(Among::All),
            covered: words.with(
                "slate-covered",
                &[
                    ("covered", &covered),
                    ("all", &shown.participants),
                    ("percent", &percent(covered, shown.participants)),
                ],
            ),
            worst: shown.worst.map(|it| {
                words.with(
                    "slate-worst",
                    &[
                        ("count", &it.people.unwrap_or(0)),
                        ("text", &subject(it.statement).name),
                        ("level", &it.level),
                    ],
                )
            }),
        }
    })
    .collect()
}
